package usedesk

import (
	"strconv"
	"strings"

	"deskside/shared/api"
	"deskside/shared/helpdesk"
	"deskside/shared/words"
)

// problems collects what is wrong with an input, each named by the API's parameter.
type problems []api.FieldError

func (p *problems) add(parameter string, why words.Say) {
	*p = append(*p, api.FieldError{Field: parameter, Say: why})
}

func (p problems) err(op string) error {
	if len(p) == 0 {
		return nil
	}
	return &api.Error{Kind: api.Invalid, Op: op, Fields: p}
}

// id checks a number that must be given; optional ones pass as 0.
func (p *problems) id(parameter, what string, id int64, optional bool) {
	switch {
	case id > 0, id == 0 && optional:
	case id == 0:
		p.add(parameter, words.FieldID(what))
	default:
		p.add(parameter, words.FieldIDWrong(words.Number(id), what))
	}
}

// ids checks the numbers of a list.
func (p *problems) ids(parameter, what string, ids []int64) {
	for _, id := range ids {
		if id < 1 {
			p.add(parameter, words.FieldIDWrong(words.Number(id), what))
		}
	}
}

func (p *problems) page(offset int64) {
	if offset < 0 {
		p.add("offset", words.FieldOffset(words.Number(offset)))
	}
}

// word checks that value is one of those allowed; "" passes.
func (p *problems) word(parameter, value string, allowed ...string) {
	if value == "" {
		return
	}
	for _, word := range allowed {
		if value == word {
			return
		}
	}
	p.add(parameter, unknown(value, allowed))
}

// text checks a text that must be given.
func (p *problems) text(parameter, what, value string) {
	if strings.TrimSpace(value) == "" {
		p.add(parameter, words.FieldText(what))
	}
}

func (p *problems) status(parameter string, id int64) {
	if id < 1 || id > lastAsked {
		p.add(parameter, words.FieldStatus(words.Number(id)))
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
	p.add(parameter, unknown(string(priority), []string{"low", "medium", "urgent", "extreme"}))
	return ""
}

// tags joins tags the way the API separates them.
func (p *problems) tags(tags []string) string {
	joined := make([]string, 0, len(tags))
	for _, tag := range tags {
		tag = strings.TrimSpace(tag)
		switch {
		case tag == "":
			p.add("tag", words.FieldTagEmpty())
		case strings.Contains(tag, ","):
			p.add("tag", words.FieldTagComma(shown(tag)))
		}
		joined = append(joined, tag)
	}
	return strings.Join(joined, ", ")
}

func decimal(n int64) string { return strconv.FormatInt(n, 10) }

// shown is a value as it was given, cleaned and cut short.
func shown(value string) words.Value { return words.Text(api.Detail(value)) }

// unknown refuses a value that is none of those allowed.
func unknown(value string, allowed []string) words.Say {
	return words.FieldWord(shown(value), words.Text(strings.Join(allowed, ", ")))
}

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
