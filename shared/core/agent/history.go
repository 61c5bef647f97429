package agent

import (
	"slices"
	"strconv"

	"deskside/shared/core/conversation/thread"
	"deskside/shared/helpdesk"
)

// together is how far apart changes of one person may be that are shown as one, in seconds.
const together = 60

// names knows what the numbers of an account stand for.
type names struct {
	desk helpdesk.Desk
	*helpdesk.Directory
}

// person completes a person by the names of the account's agents.
func (n names) person(p *helpdesk.Person) {
	if p.Name != "" || p.ID == 0 {
		return
	}
	if i := slices.IndexFunc(n.Agents, func(a helpdesk.Person) bool { return a.ID == p.ID }); i >= 0 {
		p.Name = n.Agents[i].Name
	}
}

// people completes those of a ticket and its conversation. A client is no agent,
// although their numbers may be the same.
func (n names) people(t *helpdesk.Ticket, threads ...[]helpdesk.Comment) {
	n.person(&t.Assignee)
	for _, comments := range threads {
		for i := range comments {
			if comments[i].Side == helpdesk.AgentSide {
				n.person(&comments[i].Author)
			}
		}
	}
}

// history draws what was changed, beside a conversation in its order.
func (n names) history(events []helpdesk.Event, messages []thread.Message) []Change {
	slices.SortStableFunc(events, func(a, b helpdesk.Event) int { return int(a.At - b.At) })
	var all []Change
	var before helpdesk.Person
	after := 0
	for i := range events {
		e := &events[i]
		n.person(&e.By)
		for after < len(messages) && messages[after].Created <= e.At {
			after++
		}
		var changed []Changed
		for _, c := range e.Changed {
			line := Changed{Aspect: c.Aspect, Name: c.Name}
			line.Before, line.BeforeState = n.value(c.Aspect, c.Before)
			line.After, line.AfterState = n.value(c.Aspect, c.After)
			changed = append(changed, line)
		}
		c := Change{After: after, By: e.By.Name, At: e.At, Changed: changed}
		if c.By == "" {
			c.Unnamed = thread.Unnamed(by(e.By.ID), e.By.ID)
		}
		if last := len(all) - 1; last >= 0 && all[last].After == after && before == e.By && c.At-all[last].At <= together {
			all[last].Changed = append(all[last].Changed, c.Changed...)
			continue
		}
		all, before = append(all, c), e.By
	}
	return all
}

// by is on whose side somebody changed a ticket: who has no number is no person.
func by(id int64) helpdesk.Side {
	if id == 0 {
		return helpdesk.SystemSide
	}
	return helpdesk.AgentSide
}

// value is what people call a value, and the state of a status. What has no name
// is shown as the helpdesk tells it.
func (n names) value(aspect helpdesk.Aspect, v helpdesk.Value) (string, helpdesk.State) {
	if v == (helpdesk.Value{}) {
		return "", ""
	}
	named := func(entries []helpdesk.Entry) string {
		if i := slices.IndexFunc(entries, func(e helpdesk.Entry) bool { return e.ID == v.ID && v.Word == "" }); i >= 0 {
			return entries[i].Name
		}
		return text(v)
	}
	switch aspect {
	case helpdesk.StatusAspect:
		known := helpdesk.Known{Directory: n.withDesk()}
		for _, s := range known.Statuses() {
			if v.Word == "" && s.ID == v.ID || v.Word != "" && s.Slug == v.Word {
				return s.Title, s.State
			}
		}
		return text(v), helpdesk.Unknown
	case helpdesk.AssigneeAspect:
		p := helpdesk.Person{ID: v.ID, Name: v.Word}
		n.person(&p)
		if p.Name == "" {
			return text(v), ""
		}
		return p.Name, ""
	case helpdesk.GroupAspect:
		return named(n.Groups), ""
	case helpdesk.CategoryAspect:
		return named(n.Categories), ""
	case helpdesk.ChannelAspect:
		return named(n.Channels), ""
	}
	return text(v), ""
}

// withDesk is the directory with the account's kind of helpdesk.
func (n names) withDesk() *helpdesk.Directory {
	d := *n.Directory
	d.Desk = n.desk
	return &d
}

func text(v helpdesk.Value) string {
	if v.Word != "" || v.ID == 0 {
		return v.Word
	}
	return strconv.FormatInt(v.ID, 10)
}
