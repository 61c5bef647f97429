package demo

import (
	"deskside/shared/api"
	"deskside/shared/api/jsontext"
	"deskside/shared/api/loose"
	"deskside/shared/api/strict"
	"deskside/shared/helpdesk"
)

// System is what accounts of the demo are kept under.
const System helpdesk.System = "demo"

// Conversation is a ticket with all that was said and changed, oldest first.
type Conversation struct {
	Ticket  helpdesk.Ticket
	Entries []helpdesk.Comment
	Events  []helpdesk.Event
}

// Tickets asks for all tickets there are, the newest change first (GET tickets).
func (c Client) Tickets() api.Call[[]helpdesk.Ticket] {
	return call(c, &opTickets, 0, "", nil, func(v jsontext.Value) ([]helpdesk.Ticket, bool) {
		return loose.List(v.Get("tickets"), ticket)
	})
}

// Ticket asks for one ticket with its conversation (GET tickets/ID).
func (c Client) Ticket(id int64) api.Call[Conversation] {
	return call(c, &opTicket, id, "", nil, func(v jsontext.Value) (Conversation, bool) {
		out := Conversation{Ticket: ticket(v.Get("ticket"))}
		out.Entries, _ = loose.List(v.Get("entries"), entry)
		out.Events, _ = loose.List(v.Get("events"), event)
		return out, out.Ticket.ID != 0
	})
}

// Create makes a ticket of the values of its properties; text is HTML (POST tickets).
func (c Client) Create(given []helpdesk.Given, text string) api.Call[int64] {
	var body strict.Object
	for _, one := range given {
		body.String(string(one.Property), one.Value)
	}
	return call(c, &opCreate, 0, "", body.String(string(helpdesk.PropertyText), text), written)
}

// Change gives a property of a ticket a value (POST tickets/ID).
func (c Client) Change(ticket int64, p helpdesk.Property, value string) api.Call[int64] {
	var body strict.Object
	return call(c, &opChange, ticket, "", body.String("property", string(p)).String("value", value), written)
}

// Reply adds an agent's message, which is HTML, to a ticket (POST tickets/ID/entries).
func (c Client) Reply(ticket int64, text string, private bool) api.Call[int64] {
	var body strict.Object
	body.String("text", text)
	if private {
		body.Raw("private", []byte("true"))
	}
	return call(c, &opReply, ticket, "", &body, written)
}

func ticket(v jsontext.Value) helpdesk.Ticket {
	t := helpdesk.Ticket{
		System: System, ID: loose.Int(v.Get("id")), Subject: loose.String(v.Get("subject")), Status: StatusOf(loose.Int(v.Get("status"))),
		Priority: helpdesk.Priority(loose.String(v.Get("priority"))), Type: loose.String(v.Get("type")),
		Client: person(v.Get("client")), Assignee: person(v.Get("assignee")), Group: loose.Int(v.Get("group")),
		Tags: loose.Strings(v.Get("tags"), "name"), Created: loose.Int(v.Get("created")), Updated: loose.Int(v.Get("updated")),
		Completed: loose.Int(v.Get("completed")), CompletedBy: person(v.Get("completed_by")), Comments: loose.Int(v.Get("messages")),
		Body: markup(v.Get("text")),
	}
	t.SLA, _ = loose.List(v.Get("sla"), func(v jsontext.Value) helpdesk.SLA {
		return helpdesk.SLA{Type: loose.String(v.Get("type")), At: loose.Int(v.Get("at"))}
	})
	return t
}

func entry(v jsontext.Value) helpdesk.Comment {
	return helpdesk.Comment{
		ID: loose.Int(v.Get("id")), Author: person(v.Get("by")), Side: helpdesk.Side(loose.String(v.Get("side"))),
		Private: loose.Bool(v.Get("private")), Body: markup(v.Get("text")), Created: loose.Int(v.Get("at")),
	}
}

func markup(v jsontext.Value) helpdesk.Markup {
	return helpdesk.Markup{Format: helpdesk.HTML, Source: loose.String(v)}
}

func event(v jsontext.Value) helpdesk.Event {
	changed := helpdesk.Changed{Aspect: helpdesk.OtherAspect}
	before, after := loose.String(v.Get("before")), loose.String(v.Get("after"))
	switch p := helpdesk.Property(loose.String(v.Get("property"))); p {
	case helpdesk.PropertyStatus, helpdesk.PropertyAssignee, helpdesk.PropertyGroup:
		changed.Aspect, changed.Before, changed.After = helpdesk.Aspect(p), helpdesk.ValueOf(before), helpdesk.ValueOf(after)
	case helpdesk.PropertyPriority, helpdesk.PropertyType:
		changed.Aspect, changed.Before.Word, changed.After.Word = helpdesk.Aspect(p), before, after
	default:
		changed.Name, changed.Before.Word, changed.After.Word = string(p), before, after
	}
	return helpdesk.Event{By: person(v.Get("by")), At: loose.Int(v.Get("at")), Changed: []helpdesk.Changed{changed}}
}
