package usedesk

import (
	"strconv"
	"strings"

	"deskside/shared/api"
	"deskside/shared/helpdesk"
	"deskside/shared/words"
)

// problems is what is wrong with an input.
type problems struct{ api.Check }

func (p *problems) err(op string) error {
	if len(p.Problems) == 0 {
		return nil
	}
	return &api.Error{Kind: api.Invalid, Op: op, Fields: p.Problems}
}

// id checks a number that must be given; optional ones pass as 0.
func (p *problems) id(parameter, what string, id int64, optional bool) {
	switch {
	case id > 0, id == 0 && optional:
	case id == 0:
		p.Refuse(parameter, words.FieldID(what))
	default:
		p.Refuse(parameter, words.FieldIDWrong(words.Number(id), what))
	}
}

// ids checks the numbers of a list.
func (p *problems) ids(parameter, what string, ids []int64) {
	for _, id := range ids {
		if id < 1 {
			p.Refuse(parameter, words.FieldIDWrong(words.Number(id), what))
		}
	}
}

func (p *problems) page(offset int64) {
	if offset < 0 {
		p.Refuse("offset", words.FieldOffset(words.Number(offset)))
	}
}

// text checks a text that must be given.
func (p *problems) text(parameter, what, value string) {
	if strings.TrimSpace(value) == "" {
		p.Refuse(parameter, words.FieldText(what))
	}
}

func (p *problems) status(parameter string, id int64) {
	if id < 1 || id > lastAsked {
		p.Refuse(parameter, words.FieldStatus(words.Number(id)))
	}
}

// ticketTypes are the API's words for ftype and type.
var ticketTypes = [...]string{"question", "task", "problem", "incident"}

// priorities are the API's words for fpriority and priority, in ascending order.
var priorities = [...]helpdesk.Priority{"low", "medium", "urgent", "extreme"}

// Priorities are those of tickets, in ascending order.
func Priorities() []helpdesk.Priority { return priorities[:] }

// priority checks a priority.
func (p *problems) priority(parameter string, priority helpdesk.Priority) string {
	for _, known := range priorities {
		if known == priority {
			return string(priority)
		}
	}
	p.Unknown(parameter, string(priority), "low", "medium", "urgent", "extreme")
	return ""
}

// tags joins tags the way the API separates them.
func (p *problems) tags(tags []string) string {
	joined := make([]string, 0, len(tags))
	for _, tag := range tags {
		tag = strings.TrimSpace(tag)
		switch {
		case tag == "":
			p.Refuse("tag", words.FieldTagEmpty())
		case strings.Contains(tag, ","):
			p.Refuse("tag", words.FieldTagComma(api.Shown(tag)))
		}
		joined = append(joined, tag)
	}
	return strings.Join(joined, ", ")
}

func decimal(n int64) string { return strconv.FormatInt(n, 10) }

// commas joins numbers with commas.
func commas(ids []int64) string {
	var b []byte
	for i, id := range ids {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendInt(b, id, 10)
	}
	return string(b)
}
