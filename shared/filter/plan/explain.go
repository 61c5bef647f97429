package plan

import (
	"strconv"
	"strings"

	"deskside/shared/filter"
	"deskside/shared/helpdesk"
)

// Explain says in plain words what the plan does: what the helpdesk selects and
// what is judged here, then the order, the pages of the first rows and the
// limits, one sentence a line. Notices are not in it.
func (p *Plan) Explain(rows int) string {
	var b strings.Builder
	name := p.desk.Name()
	b.WriteString(name + ": ")
	switch n := len(p.Requests); {
	case n == 0:
		b.WriteString("nothing is asked, since no ticket there can be selected.")
	case n == 1:
		b.WriteString(p.asks(0))
		p.explainRest(&b)
	default:
		var asks []string
		for i := range p.Requests {
			asks = append(asks, strings.Replace("one by "+p.asks(i), "by "+allTickets, "of "+allTickets, 1))
		}
		if len(helpdesk.Union(nil, asks)) == 1 {
			asks = []string{"each by " + p.asks(0)}
		}
		b.WriteString(strconv.Itoa(n) + " lists, " + strings.Join(asks, " and "))
		p.explainRest(&b)
	}
	if len(p.Requests) > 0 {
		p.explainOrder(&b)
		p.explainPages(&b, rows)
		if rate := p.Rate(); rate.Class != "" {
			b.WriteString("\nLimit: " + name + " takes " + strconv.Itoa(rate.Requests) + " searches a minute.")
		}
	}
	return b.String()
}

// members of a ticket in words, in the order of the box.
var memberWords = [helpdesk.Members]string{
	"status", "type", "priority", "channel", "client", "client's address", "assignee", "group", "community", "category", "who completed it",
}

var momentWords = [helpdesk.Moments]string{"created", "updated", "completed"}

const allTickets = "all tickets"

// asks names what one request asks for, separated by commas.
func (p *Plan) asks(request int) string {
	asked := everything()
	for i, of := range p.by {
		if of == request {
			asked = asked.and(p.asked[i])
		}
	}
	var words []string
	list := &p.Requests[request]
	for _, member := range list.Near {
		if asked.Sets[member].Free() {
			words = append(words, memberWords[member])
		}
	}
	// That a list has tickets and nothing else needs no saying.
	usual := helpdesk.Only(p.desk.Can().Types...)
	for i, s := range asked.Sets {
		if !s.Free() && (helpdesk.Member(i) != helpdesk.OfType || !s.Same(usual)) {
			words = append(words, memberWords[i])
		}
	}
	for i, s := range asked.Spans {
		if s.Bound {
			words = append(words, momentWords[i])
		}
	}
	if len(asked.Tags) > 0 {
		words = append(words, "tag")
	}
	if list.NearFields || len(asked.Fields) > 0 {
		words = append(words, "additional fields")
	}
	if len(asked.Texts) > 0 {
		words = append(words, "words")
	}
	if len(asked.Visible) > 0 {
		words = append(words, "who may see it")
	}
	if len(words) == 0 {
		return allTickets
	}
	return strings.Join(words, ", ")
}

func (p *Plan) explainRest(b *strings.Builder) {
	for i := range p.left {
		if i == 0 {
			b.WriteString("; here: ")
		} else {
			b.WriteString(", ")
		}
		b.WriteString(clauseWords(&p.left[i], false))
	}
	b.WriteByte('.')
}

func (p *Plan) explainOrder(b *strings.Builder) {
	b.WriteString("\nOrder: ")
	for i, key := range p.Order {
		if i > 0 {
			b.WriteString(", then ")
		}
		b.WriteString(key.By.String() + directionWords(key))
	}
	switch p.Sorted {
	case SortedAll:
		b.WriteString(", by " + p.desk.Name() + ".")
	case FirstKey:
		b.WriteString(", the first by " + p.desk.Name() + " and the rest here.")
	default:
		b.WriteString(", here.")
	}
}

func directionWords(key filter.SortKey) string {
	up, down := ", ascending", ", descending"
	switch key.By {
	case filter.ByUpdated, filter.ByActivity, filter.ByCreated, filter.ByCompleted, filter.ByDue, filter.ByRemind:
		up, down = ", earliest first", ", latest first"
	case filter.ByPopular, filter.ByTrending:
		return ""
	}
	if key.Descending {
		return down
	}
	return up
}

func (p *Plan) explainPages(b *strings.Builder, rows int) {
	pages := p.Pages(rows)
	count := func(n int) string {
		if n == 1 {
			return "1 page"
		}
		return strconv.Itoa(n) + " pages"
	}
	b.WriteString("\nPages: ")
	switch size := strconv.Itoa(p.PageSize()); {
	case pages.All:
		b.WriteString("all of them, up to " + count(pages.Most) + " of " + size + ", since the first row may be on the last.")
	case pages.Exact:
		b.WriteString(count(pages.Least) + " of " + size + " for the first " + strconv.Itoa(rows) + " rows.")
	default:
		b.WriteString("at least " + count(pages.Least) + " of " + size + " for the first " + strconv.Itoa(rows) + " rows, and at most " + strconv.Itoa(pages.Most) + ".")
	}
}

// clauseWords describes a clause, without the articles of a sentence.
func clauseWords(c *filter.Clause, nested bool) string {
	switch c.Op {
	case filter.All, filter.Any:
		parts := make([]string, len(c.Nodes))
		for i := range c.Nodes {
			parts[i] = clauseWords(&c.Nodes[i], true)
		}
		between := " or "
		if c.Op == filter.All {
			between = " and "
		}
		text := strings.Join(parts, between)
		if nested {
			return "(" + text + ")"
		}
		return text
	case filter.Not:
		return "not " + clauseWords(&c.Nodes[0], true)
	case filter.Is:
		return termWords(&c.Test.Term)
	}
	return "everything"
}

var compareWords = [...]string{filter.Less: "under", filter.LessEqual: "at most", filter.Greater: "over", filter.GreaterEqual: "at least"}

var dateWords = [...]string{filter.Less: "before", filter.LessEqual: "until", filter.Greater: "after", filter.GreaterEqual: "since"}

// termWords describes a term: "SLA under 2 hours", "tag spam or VIP".
func termWords(t *filter.Term) string {
	var b strings.Builder
	b.WriteString(fieldWords(t))
	if t.Compare == filter.Between && len(t.Values) == 2 {
		for i, word := range [...]string{" from ", " to "} {
			if t.Values[i].Kind != filter.Open {
				b.WriteString(word + valueWords(t.Values[i]))
			}
		}
		return b.String()
	}
	words := compareWords[:]
	switch t.Field {
	case filter.Created, filter.Updated, filter.Completed, filter.Remind:
		words = dateWords[:]
	}
	if int(t.Compare) < len(words) && words[t.Compare] != "" {
		b.WriteString(" " + words[t.Compare])
	}
	for i := range t.Values {
		if i > 0 {
			b.WriteString(" or")
		}
		b.WriteString(" " + valueWords(t.Values[i]))
	}
	return b.String()
}

func fieldWords(t *filter.Term) string {
	switch t.Field {
	case filter.SLA:
		if t.Name != "" {
			return "SLA of the " + strings.ReplaceAll(t.Name, "_", " ")
		}
		return "SLA"
	case filter.Custom:
		switch {
		case t.Name != "":
			return "field “" + t.Name + "”"
		case t.ID != 0:
			return "field " + strconv.FormatInt(t.ID, 10)
		}
		return "any field"
	case filter.CompletedBy:
		return "completed by"
	case filter.Text:
		return "words"
	case filter.ID:
		return "number"
	}
	return t.Field.String()
}

func valueWords(v filter.Value) string {
	switch v.Kind {
	case filter.Word:
		return v.Text
	case filter.Quoted:
		return "“" + v.Text + "”"
	case filter.Number:
		return strconv.FormatInt(v.Number, 10)
	case filter.Me:
		return "me"
	case filter.None:
		return "none"
	case filter.Filled:
		return "any"
	case filter.Overdue:
		return "overdue"
	case filter.Moment:
		_, written, _ := strings.Cut(filter.Term{Field: filter.Created, Values: []filter.Value{v}}.String(), ":")
		return strings.Replace(written, "T", " ", 1)
	case filter.Relative:
		switch {
		case v.Number < 0:
			return amount(-v.Number, v.Unit) + " ago"
		case v.Number > 0:
			return "in " + amount(v.Number, v.Unit)
		}
		return "now"
	case filter.Named:
		return strings.ReplaceAll(filter.NamedRange(v.Number).String(), "_", " ")
	case filter.Duration:
		return durationWords(v.Number)
	}
	return ""
}

var unitWords = [...]string{filter.Second: "second", filter.Minute: "minute", filter.Hour: "hour", filter.Day: "day", filter.Week: "week", filter.Month: "month", filter.Year: "year"}

func amount(n int64, unit filter.Unit) string {
	text := strconv.FormatInt(n, 10) + " " + unitWords[unit]
	if n != 1 {
		text += "s"
	}
	return text
}

// durationWords writes seconds in their largest whole units: "1 day 12 hours".
func durationWords(seconds int64) string {
	sign := ""
	if seconds < 0 {
		sign, seconds = "minus ", -seconds
	}
	var parts []string
	for _, unit := range [...]struct {
		unit    filter.Unit
		seconds int64
	}{{filter.Day, 86400}, {filter.Hour, 3600}, {filter.Minute, 60}, {filter.Second, 1}} {
		if n := seconds / unit.seconds; n > 0 {
			parts = append(parts, amount(n, unit.unit))
			seconds %= unit.seconds
		}
	}
	if parts == nil {
		return "0"
	}
	return sign + strings.Join(parts, " ")
}
