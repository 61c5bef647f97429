package match_test

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"deskside/shared/filter"
	"deskside/shared/filter/fold"
	"deskside/shared/filter/mark"
	"deskside/shared/helpdesk"
)

// oracle judges tickets by the query as it is written, as slowly as it likes.
type oracle struct {
	d   *helpdesk.Directory
	now time.Time
	// marks are what the browser keeps; a query that names nothing snoozed leaves it out.
	marks *mark.Marks
}

func (o oracle) node(n *filter.Node, t *helpdesk.Ticket) bool {
	switch n.Op {
	case filter.All:
		for i := range n.Nodes {
			if !o.node(&n.Nodes[i], t) {
				return false
			}
		}
	case filter.Any:
		for i := range n.Nodes {
			if o.node(&n.Nodes[i], t) {
				return true
			}
		}
		return false
	case filter.Not:
		return !o.node(&n.Nodes[0], t)
	case filter.Is:
		return o.term(&n.Term, t)
	}
	return true
}

// marked says what the marks say of a ticket.
func (o oracle) marked(word string, k *helpdesk.Ticket) bool {
	if o.marks == nil {
		return false
	}
	key := fmt.Sprintf("%s/%d", k.Account, k.ID)
	if word == filter.SnoozedWord {
		return slices.ContainsFunc(o.marks.Asleep, func(s mark.Sleep) bool {
			return s.Key == key && k.Updated <= s.At && (s.Until == 0 || s.Until > o.now.Unix())
		})
	}
	for _, s := range o.marks.Seen {
		if s.Key == key {
			return k.Updated > s.At
		}
	}
	return k.Updated > o.marks.First
}

var tags = regexp.MustCompile(`<[^>]*>`)

func (o oracle) term(t *filter.Term, k *helpdesk.Ticket) bool {
	text := append([]string{k.Subject, k.Client.Name, k.Client.Email, tags.ReplaceAllString(k.Body.Source, "")}, k.Tags...)
	agents := func(p helpdesk.Person) bool { return o.entity(t, p.ID, "", entries(o.d.Agents)) }
	switch t.Field {
	case filter.Text:
		return o.contains(t, text...)
	case filter.Subject:
		return o.contains(t, k.Subject)
	case filter.System:
		return o.word(t, string(k.System))
	case filter.Account:
		return slices.ContainsFunc(t.Values, func(v filter.Value) bool { return same(v.Text, o.d.Account) || same(v.Text, o.d.Title) })
	case filter.Assignee:
		return agents(k.Assignee)
	case filter.CompletedBy:
		return agents(k.CompletedBy)
	case filter.Mark:
		return slices.ContainsFunc(t.Values, func(v filter.Value) bool { return o.marked(v.Text, k) })
	case filter.Visible:
		return o.visible(t, k)
	case filter.Group:
		return o.entity(t, k.Group, "", o.d.Groups)
	case filter.Channel:
		return o.entity(t, k.Channel, k.ChannelEmail, o.d.Channels)
	case filter.Forum:
		return o.entity(t, k.Forum, "", o.d.Forums)
	case filter.Category:
		return o.category(t, k.Category)
	case filter.Client:
		for _, v := range t.Values {
			some := k.Client.ID != 0 || fold.String(k.Client.Name) != ""
			if v.Kind == filter.Number && v.Number == k.Client.ID && v.Number != 0 || v.Kind == filter.None && !some || v.Kind == filter.Filled && some {
				return true
			}
		}
		return o.contains(t, k.Client.Name)
	case filter.Email:
		return o.word(t, k.Client.Email)
	case filter.Type:
		return o.word(t, k.Type)
	case filter.Rights:
		return o.word(t, k.Rights)
	case filter.Status:
		return o.status(t, k.Status)
	case filter.Priority:
		return o.priority(t, string(k.Priority))
	case filter.Tag:
		return o.tag(t, k.Tags)
	case filter.Custom:
		return o.custom(t, k.Fields)
	case filter.SLA:
		return o.sla(t, k)
	case filter.ID:
		return o.compare(t, k.ID)
	case filter.Comments:
		return o.compare(t, k.Comments)
	case filter.Created:
		return o.date(t, k.Created)
	case filter.Updated:
		return o.date(t, k.Updated)
	case filter.Completed:
		return o.date(t, k.Completed)
	case filter.Remind:
		return o.date(t, k.Remind)
	}
	panic("no such field")
}

func same(a, b string) bool { return b != "" && fold.String(a) == fold.String(b) }

func entries(people []helpdesk.Person) (list []helpdesk.Entry) {
	for _, p := range people {
		list = append(list, helpdesk.Entry{ID: p.ID, Name: p.Name})
	}
	return list
}

func (o oracle) contains(t *filter.Term, texts ...string) bool {
	for _, v := range t.Values {
		for _, text := range texts {
			if v.Kind == filter.Quoted && strings.Contains(fold.String(text), fold.String(v.Text)) {
				return true
			}
		}
	}
	return false
}

func (o oracle) word(t *filter.Term, word string) bool {
	for _, v := range t.Values {
		switch {
		case v.Kind == filter.None && word == "", v.Kind == filter.Filled && word != "":
			return true
		//lint:ignore SA6005 words are compared in lower case; EqualFold holds more of them for equal
		case v.Text != "" && strings.ToLower(v.Text) == strings.ToLower(word):
			return true
		}
	}
	return false
}

func (o oracle) entity(t *filter.Term, id int64, other string, known []helpdesk.Entry) bool {
	for _, v := range t.Values {
		switch v.Kind {
		case filter.None:
			if id == 0 && other == "" {
				return true
			}
		case filter.Filled:
			if id != 0 || other != "" {
				return true
			}
		case filter.Me:
			if id == o.d.Me {
				return true
			}
		case filter.Number:
			if id == v.Number {
				return true
			}
		case filter.Quoted:
			if strings.Contains(v.Text, "@") && t.Field == filter.Channel {
				//lint:ignore SA6005 as above
				if strings.ToLower(v.Text) == strings.ToLower(other) {
					return true
				}
				continue
			}
			for _, e := range known {
				if e.ID == id && same(v.Text, e.Name) {
					return true
				}
			}
		}
	}
	return false
}

func (o oracle) visible(t *filter.Term, k *helpdesk.Ticket) bool {
	return k.Rights != "" && slices.ContainsFunc(t.Values, func(v filter.Value) bool {
		return v.Kind != filter.Quoted || slices.ContainsFunc(o.d.Agents, func(p helpdesk.Person) bool { return same(v.Text, p.Name) })
	})
}

func (o oracle) category(t *filter.Term, name string) bool {
	for _, v := range t.Values {
		for _, c := range o.d.Categories {
			if strings.EqualFold(c.Name, name) && (v.Kind == filter.Number && c.ID == v.Number || v.Kind == filter.Quoted && same(v.Text, c.Name)) {
				return true
			}
		}
		if v.Kind == filter.None && name == "" || v.Kind == filter.Filled && name != "" {
			return true
		}
	}
	return false
}

func (o oracle) status(t *filter.Term, s helpdesk.Status) bool {
	for _, v := range t.Values {
		none := s.State == "" || s.State == helpdesk.Unknown && s.ID == 0 && s.Slug == "" && s.Title == ""
		var ok bool
		switch v.Kind {
		case filter.None:
			ok = none
		case filter.Filled:
			ok = !none
		case filter.Number:
			ok = v.Number != 0 && v.Number == s.ID
		case filter.Quoted:
			for _, known := range o.d.Statuses {
				if same(v.Text, known.Slug) || same(v.Text, known.Title) {
					ok = ok || known.ID == s.ID || known.Slug != "" && (strings.EqualFold(known.Slug, s.Slug) || strings.EqualFold(known.Slug, s.Title))
				}
			}
		case filter.Word:
			switch v.Text {
			case "all":
				ok = true
			case "active":
				ok = s.State.Active()
			case "opened", "in_progress", "completed":
				if o.d.System == helpdesk.UseResponse {
					ok = s.Slug == v.Text || s.Title == v.Text
				} else {
					ok = v.Text == "opened" && s.State == helpdesk.Open || v.Text == "completed" && s.State == helpdesk.Solved
				}
			default:
				ok = string(s.State) == v.Text
			}
		}
		if ok {
			return true
		}
	}
	return false
}

func (o oracle) priority(t *filter.Term, p string) bool {
	ranks := []string{"low", "medium", "normal", "high", "urgent", "extreme"}
	at := slices.Index(ranks, p)
	if t.Compare == filter.Equal {
		return o.word(t, p)
	}
	bound := func(i, open int) int {
		if t.Values[i].Kind == filter.Open {
			return open
		}
		return slices.Index(ranks, t.Values[i].Text)
	}
	if at < 0 {
		return false
	}
	switch t.Compare {
	case filter.Less:
		return at < bound(0, 0)
	case filter.LessEqual:
		return at <= bound(0, 0)
	case filter.Greater:
		return at > bound(0, 0)
	case filter.GreaterEqual:
		return at >= bound(0, 0)
	}
	return bound(0, 0) <= at && at <= bound(1, len(ranks)-1)
}

func (o oracle) tag(t *filter.Term, have []string) bool {
	for _, v := range t.Values {
		if v.Kind == filter.None && len(have) == 0 || v.Kind == filter.Filled && len(have) > 0 {
			return true
		}
		name := strings.ToLower(v.Text)
		if v.Kind == filter.Number {
			// A number is a tag's name before it is a tag's number.
			name = strconv.FormatInt(v.Number, 10)
			if !slices.ContainsFunc(o.d.Tags, func(e helpdesk.Entry) bool { return e.Name == name }) {
				for _, e := range o.d.Tags {
					if e.ID == v.Number {
						name = strings.ToLower(e.Name)
					}
				}
			}
		}
		if v.Kind != filter.None && v.Kind != filter.Filled && slices.ContainsFunc(have, func(tag string) bool { return strings.ToLower(tag) == name }) {
			return true
		}
	}
	return false
}

func (o oracle) custom(t *filter.Term, have []helpdesk.Field) bool {
	var asked []helpdesk.FieldEntry
	for _, f := range o.d.Fields {
		if t.ID == 0 && t.Name == "" || t.ID == f.ID || t.ID == 0 && same(t.Name, f.Name) {
			asked = append(asked, f)
		}
	}
	if t.ID == 0 && t.Name == "" {
		for _, f := range have {
			if !slices.ContainsFunc(o.d.Fields, func(e helpdesk.FieldEntry) bool { return e.ID == f.ID }) {
				asked = append(asked, helpdesk.FieldEntry{ID: f.ID})
			}
		}
	}
	for _, f := range asked {
		filled := false
		for _, h := range have {
			if h.ID != f.ID {
				continue
			}
			for _, v := range t.Values {
				if v.Kind != filter.Quoted {
					continue
				}
				title := slices.ContainsFunc(f.Options, func(option helpdesk.Option) bool { return option.Value == h.Value && same(v.Text, option.Title) })
				if v.Text == h.Value || title {
					return true
				}
			}
			value := strings.TrimSpace(h.Value)
			filled = filled || value != "" && (f.Kind != helpdesk.CheckboxField || value != "0" && value != "false")
		}
		for _, v := range t.Values {
			if v.Kind == filter.None && !filled || v.Kind == filter.Filled && filled {
				return true
			}
		}
	}
	return false
}

func (o oracle) compare(t *filter.Term, n int64) bool {
	side := func(i int) filter.Value { return t.Values[i] }
	switch t.Compare {
	case filter.Less:
		return n < side(0).Number
	case filter.LessEqual:
		return n <= side(0).Number
	case filter.Greater:
		return n > side(0).Number
	case filter.GreaterEqual:
		return n >= side(0).Number
	case filter.Between:
		return (side(0).Kind == filter.Open || n >= side(0).Number) && (side(1).Kind == filter.Open || n <= side(1).Number)
	}
	return slices.ContainsFunc(t.Values, func(v filter.Value) bool { return v.Number == n })
}

func (o oracle) sla(t *filter.Term, k *helpdesk.Ticket) bool {
	some := false
	if k.Status.State.Active() {
		for _, s := range k.SLA {
			if s.At <= 0 || t.Name != "" && t.Name != s.Type {
				continue
			}
			some = true
			left := s.At - o.now.Unix()
			as := *t
			as.Values = slices.Clone(t.Values)
			for i, v := range t.Values {
				switch {
				case v.Kind == filter.Filled, v.Kind == filter.Overdue && left < 0, v.Kind == filter.Duration && t.Compare == filter.Equal && left <= v.Number:
					return true
				case v.Kind != filter.Duration && v.Kind != filter.Open:
					as.Values[i].Number = -1 << 60
				}
			}
			if t.Compare != filter.Equal && o.compare(&as, left) {
				return true
			}
		}
	}
	return !some && slices.ContainsFunc(t.Values, func(v filter.Value) bool { return v.Kind == filter.None })
}

// date compares whole units of the account's calendar, by the formatted text of
// the moment where it can.
func (o oracle) date(t *filter.Term, at int64) bool {
	for _, v := range t.Values {
		if v.Kind == filter.None && at == 0 || v.Kind == filter.Filled && at != 0 {
			return true
		}
	}
	if at == 0 {
		return false
	}
	zone := time.FixedZone("", int(o.d.Zone))
	moment := time.Unix(at, 0)
	// before and after say where the moment is to the unit that a value names.
	where := func(v filter.Value, exact bool) (before, after bool) {
		first, size := o.unit(v, zone, exact)
		return moment.Before(first), !moment.Before(size)
	}
	switch t.Compare {
	case filter.Less:
		before, _ := where(t.Values[0], true)
		return before
	case filter.LessEqual:
		_, after := where(t.Values[0], true)
		return !after
	case filter.Greater:
		_, after := where(t.Values[0], true)
		return after
	case filter.GreaterEqual:
		before, _ := where(t.Values[0], true)
		return !before
	case filter.Between:
		if t.Values[0].Kind != filter.Open {
			if before, _ := where(t.Values[0], false); before {
				return false
			}
		}
		if t.Values[1].Kind != filter.Open {
			if _, after := where(t.Values[1], false); after {
				return false
			}
		}
		// A range that ends before it begins selects nothing.
		return true
	}
	for _, v := range t.Values {
		if v.Kind == filter.None || v.Kind == filter.Filled {
			continue
		}
		if before, after := where(v, false); !before && !after {
			return true
		}
	}
	return false
}

// unit gives the first moment of what a value names and the first one after it.
func (o oracle) unit(v filter.Value, zone *time.Location, exact bool) (first, after time.Time) {
	now := o.now.In(zone)
	day := func(t time.Time) time.Time { return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, zone) }
	monday := func(t time.Time) time.Time {
		for t = day(t); t.Weekday() != time.Monday; t = t.AddDate(0, 0, -1) {
		}
		return t
	}
	month := func(t time.Time) time.Time { return time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, zone) }
	if v.Kind == filter.Named {
		switch filter.NamedRange(v.Number) {
		case filter.Today:
			return day(now), day(now).AddDate(0, 0, 1)
		case filter.Yesterday:
			return day(now).AddDate(0, 0, -1), day(now)
		case filter.ThisWeek:
			return monday(now), monday(now).AddDate(0, 0, 7)
		case filter.LastWeek:
			return monday(now).AddDate(0, 0, -7), monday(now)
		case filter.ThisMonth:
			return month(now), month(now).AddDate(0, 1, 0)
		}
		return month(now).AddDate(0, -1, 0), month(now)
	}
	unit := v.Unit
	var at time.Time
	if v.Kind == filter.Moment {
		utc := time.Unix(v.Number, 0).UTC()
		at = time.Date(utc.Year(), utc.Month(), utc.Day(), utc.Hour(), utc.Minute(), utc.Second(), 0, zone)
	} else {
		n := int(v.Number)
		switch unit {
		case filter.Year:
			at = now.AddDate(n, 0, 0)
		case filter.Month:
			at = now.AddDate(0, n, 0)
		default:
			at = now.Add(time.Duration(n) * []time.Duration{time.Second, time.Minute, time.Hour, 24 * time.Hour, 7 * 24 * time.Hour}[unit])
		}
		if exact {
			return at, at.Add(time.Second)
		}
	}
	switch unit {
	case filter.Year:
		first = time.Date(at.Year(), 1, 1, 0, 0, 0, 0, zone)
		return first, first.AddDate(1, 0, 0)
	case filter.Month:
		return month(at), month(at).AddDate(0, 1, 0)
	case filter.Week:
		return monday(at), monday(at).AddDate(0, 0, 7)
	case filter.Day:
		return day(at), day(at).AddDate(0, 0, 1)
	case filter.Hour:
		first = time.Date(at.Year(), at.Month(), at.Day(), at.Hour(), 0, 0, 0, zone)
		return first, first.Add(time.Hour)
	case filter.Minute:
		first = time.Date(at.Year(), at.Month(), at.Day(), at.Hour(), at.Minute(), 0, 0, zone)
		return first, first.Add(time.Minute)
	}
	return at, at.Add(time.Second)
}
