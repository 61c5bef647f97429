package usedesk

import (
	"strconv"
	"strings"

	"deskside/shared/api"
	"deskside/shared/helpdesk"
)

// problems collects what is wrong with an input, each named by the API's parameter.
type problems []api.FieldError

func (p *problems) add(parameter, message string) {
	*p = append(*p, api.FieldError{Field: parameter, Message: message})
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
		p.add(parameter, "Give the number of "+what+".")
	default:
		p.add(parameter, decimal(id)+" cannot be the number of "+what+". Use a number from 1.")
	}
}

// ids checks the numbers of a list.
func (p *problems) ids(parameter, what string, ids []int64) {
	for _, id := range ids {
		if id < 1 {
			p.add(parameter, decimal(id)+" cannot be the number of "+what+". Use numbers from 1.")
		}
	}
}

func (p *problems) page(offset int64) {
	if offset < 0 {
		p.add("offset", decimal(offset)+" cannot be a page. Pages of 100 are counted from 0.")
	}
}

// word checks that value is one of words; "" passes.
func (p *problems) word(parameter, value string, words ...string) {
	if value == "" {
		return
	}
	for _, word := range words {
		if value == word {
			return
		}
	}
	p.add(parameter, quote(value)+" is not known here. Use "+choice(words)+".")
}

// text checks a text that must be given.
func (p *problems) text(parameter, what, value string) {
	if strings.TrimSpace(value) == "" {
		p.add(parameter, "Enter "+what+".")
	}
}

func (p *problems) status(parameter string, id int64) {
	if id < 1 || id > lastAsked {
		p.add(parameter, decimal(id)+" is no status that can be sent. Use a number from 1 (open) to 9 (mailing).")
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
	p.add(parameter, quote(string(priority))+" is not known here. Use low, medium, urgent or extreme.")
	return ""
}

// tags joins tags the way the API separates them.
func (p *problems) tags(tags []string) string {
	joined := make([]string, 0, len(tags))
	for _, tag := range tags {
		tag = strings.TrimSpace(tag)
		switch {
		case tag == "":
			p.add("tag", "A tag is empty. Leave it out or name it.")
		case strings.Contains(tag, ","):
			p.add("tag", "The tag "+quote(tag)+" has a comma, which separates tags here. Only tags without a comma can be sent.")
		}
		joined = append(joined, tag)
	}
	return strings.Join(joined, ", ")
}

func decimal(n int64) string { return strconv.FormatInt(n, 10) }

// quote shows a value as it was given, cleaned and cut short.
func quote(value string) string { return "“" + api.Detail(value) + "”" }

// choice lists words as a sentence does.
func choice(words []string) string {
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + " or " + words[last]
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
