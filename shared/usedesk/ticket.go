package usedesk

import (
	"deskside/shared/api"
	"deskside/shared/api/jsontext"
	"deskside/shared/api/loose"
	"deskside/shared/api/strict"
	"deskside/shared/helpdesk"
)

// Conversation is one ticket with its comments and changes, oldest first. The
// ticket's additional fields have no names here.
type Conversation struct {
	Ticket   helpdesk.Ticket
	Comments []helpdesk.Comment
	Changes  []Change
}

// Change is one entry of a ticket's history.
type Change struct {
	ID int64
	// Agent made the change; 0 when a trigger or the system did.
	Agent int64
	At    int64
	// Before and After are the ticket's statuses; the id is 0 where it is not said.
	Before, After helpdesk.Status
	Members       []Member
}

// Member is a changed member of a ticket, called as the API calls it.
type Member struct{ Name, Value, Old string }

// Ticket gets one ticket with its comments (POST ticket).
func (c Client) Ticket(id int64) api.Call[Conversation] {
	var body strict.Object
	return c.ticket(id, &body, problems{})
}

// TicketFor gets one ticket as an agent may see it; the ticket says its Rights.
// A ticket that the agent may not see is refused.
func (c Client) TicketFor(id, agent int64) api.Call[Conversation] {
	var body strict.Object
	var p problems
	p.id("accessible_for_agent_id", "agent", agent, false)
	body.Int("accessible_for_agent_id", agent)
	return c.ticket(id, &body, p)
}

func (c Client) ticket(id int64, body *strict.Object, p problems) api.Call[Conversation] {
	p.id("ticket_id", "ticket", id, false)
	body.Int("ticket_id", id).Strings("properties", []string{"sla"})
	return call(c, &opTicket, body, p, func(v jsontext.Value) (Conversation, bool) {
		t := v.Get("ticket")
		if loose.Int(t.Get("id")) == 0 {
			return Conversation{}, false
		}
		conversation := Conversation{Ticket: single(v, t)}
		for item := range v.Get("comments").Items() {
			if loose.IsObject(item) {
				conversation.Comments = append(conversation.Comments, comment(item))
			}
		}
		for item := range v.Get("changes").Items() {
			if loose.IsObject(item) {
				conversation.Changes = append(conversation.Changes, change(item))
			}
		}
		return conversation, true
	})
}

// listed reads a ticket of the list. Members are read in the order in which
// answers have them, which Record likes best.
func listed(v jsontext.Value) helpdesk.Ticket {
	r := v.Record()
	t := common(&r)
	t.Created = loose.UTC(r.Get("created_at"))
	t.Updated = loose.UTC(r.Get("last_updated_at"))
	t.ChannelEmail = loose.String(r.Get("channel_email"))
	t.SLA = slas(r.Get("active_sla"))
	t.Fields = fieldValues(r.Get("ticket_fields"), "id")
	t.Tags = loose.Strings(r.Get("tags"), "name")
	t.Status = StatusOf(loose.Int(r.Get("status")))
	t.Priority = priority(loose.String(r.Get("priority")))
	t.Type = loose.String(r.Get("type"))
	t.Body = helpdesk.Markup{Format: helpdesk.HTML, Source: loose.String(r.Get("last_comment"))}
	t.Remind = loose.UTC(r.Get("remind_at"))
	t.Rights = loose.String(r.Get("rights"))
	return t
}

// single reads the ticket of a conversation, whose members are called
// differently from the list's; SLA and rights stand beside or inside it.
func single(answer, v jsontext.Value) helpdesk.Ticket {
	r := v.Record()
	t := common(&r)
	t.Status = StatusOf(loose.Int(r.Get("status_id")))
	t.Priority = priority(loose.String(r.Get("priority")))
	t.Type = loose.String(r.Get("type"))
	t.Created = loose.UTC(r.Get("published_at"))
	t.Updated = loose.UTC(r.Get("last_updated_at"))
	t.ChannelEmail = loose.String(r.Get("channel_email"))
	t.Remind = loose.UTC(r.Get("remind_at"))
	t.Tags = loose.Strings(answer.Get("tags"), "name")
	t.Fields = fieldValues(answer.Get("custom_fields"), "ticket_field_id")
	for _, place := range [...]jsontext.Value{answer, v} {
		if s := slas(place.Get("active_sla")); s != nil {
			t.SLA = s
		}
		if r := loose.String(place.Get("rights")); r != "" {
			t.Rights = r
		}
	}
	return t
}

// common reads what both forms of a ticket call by the same names and begin with.
func common(r *jsontext.Record) helpdesk.Ticket {
	return helpdesk.Ticket{
		System: helpdesk.Usedesk, ID: loose.Int(r.Get("id")), Subject: loose.String(r.Get("subject")),
		Client:   helpdesk.Person{ID: loose.Int(r.Get("client_id")), Name: loose.String(r.Get("client_name"))},
		Assignee: helpdesk.Person{ID: loose.Int(r.Get("assignee_id"))},
		Channel:  loose.Int(r.Get("channel_id")), Group: loose.Int(r.Get("group")),
	}
}

// fieldValues reads additional fields, whose number is called id or otherwise.
func fieldValues(v jsontext.Value, id string) []helpdesk.Field {
	n := v.Len()
	if n == 0 {
		return nil
	}
	fields := make([]helpdesk.Field, 0, n)
	for item := range v.Items() {
		r := item.Record()
		if number := loose.Int(r.Get(id)); number != 0 {
			fields = append(fields, helpdesk.Field{ID: number, Name: loose.String(r.Get("name")), Value: loose.String(r.Get("value"))})
		}
	}
	return fields
}

func slas(v jsontext.Value) []helpdesk.SLA {
	n := v.Len()
	if n == 0 {
		return nil
	}
	out := make([]helpdesk.SLA, 0, n)
	for item := range v.Items() {
		r := item.Record()
		kind := loose.String(r.Get("type"))
		if at := loose.UTC(r.Get("date")); at != 0 {
			out = append(out, helpdesk.SLA{Type: kind, At: at})
		}
	}
	return out
}

// priority reads a priority; an unknown one is none.
func priority(word string) helpdesk.Priority {
	for _, known := range priorities {
		if string(known) == word {
			return known
		}
	}
	return ""
}

func change(v jsontext.Value) Change {
	c := Change{ID: loose.Int(v.Get("id")), Agent: loose.Int(v.Get("user_id")), At: loose.UTC(v.Get("changed_at"))}
	if id := loose.Int(v.Get("old_status")); id != 0 {
		c.Before = StatusOf(id)
	}
	if id := loose.Int(v.Get("new_status")); id != 0 {
		c.After = StatusOf(id)
	}
	for item := range v.Get("data").Items() {
		if name := loose.String(item.Get("target")); name != "" {
			c.Members = append(c.Members, Member{name, loose.String(item.Get("value")), loose.String(item.Get("old_value"))})
		}
	}
	return c
}
