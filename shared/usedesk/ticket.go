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
	return c.ticket(id, &body, nil)
}

// TicketFor gets one ticket as an agent may see it; the ticket says its Rights.
// A ticket that the agent may not see is refused.
func (c Client) TicketFor(id, agent int64) api.Call[Conversation] {
	var body strict.Object
	var p problems
	p.id("accessible_for_agent_id", "an agent", agent, false)
	body.Int("accessible_for_agent_id", agent)
	return c.ticket(id, &body, p)
}

func (c Client) ticket(id int64, body *strict.Object, p problems) api.Call[Conversation] {
	p.id("ticket_id", "a ticket", id, false)
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

// listed reads a ticket of the list.
func listed(v jsontext.Value) helpdesk.Ticket {
	t := common(v)
	t.Status = StatusOf(loose.Int(v.Get("status")))
	t.Created = loose.UTC(v.Get("created_at"))
	t.Tags = loose.Strings(v.Get("tags"), "name")
	t.SLA = slas(v.Get("active_sla"))
	t.Rights = loose.String(v.Get("rights"))
	t.Body = helpdesk.Markup{Format: helpdesk.HTML, Source: loose.String(v.Get("last_comment"))}
	for f := range v.Get("ticket_fields").Items() {
		t.Fields = append(t.Fields, helpdesk.Field{
			ID: loose.Int(f.Get("id")), Name: loose.String(f.Get("name")), Value: loose.String(f.Get("value")),
		})
	}
	return t
}

// single reads the ticket of a conversation, whose members are called
// differently from the list's; SLA and rights stand beside or inside it.
func single(answer, v jsontext.Value) helpdesk.Ticket {
	t := common(v)
	t.Status = StatusOf(loose.Int(v.Get("status_id")))
	t.Created = loose.UTC(v.Get("published_at"))
	t.Tags = loose.Strings(answer.Get("tags"), "name")
	for f := range answer.Get("custom_fields").Items() {
		if id := loose.Int(f.Get("ticket_field_id")); id != 0 {
			t.Fields = append(t.Fields, helpdesk.Field{ID: id, Value: loose.String(f.Get("value"))})
		}
	}
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

func common(v jsontext.Value) helpdesk.Ticket {
	return helpdesk.Ticket{
		System: helpdesk.Usedesk, ID: loose.Int(v.Get("id")), Subject: loose.String(v.Get("subject")),
		Client:   helpdesk.Person{ID: loose.Int(v.Get("client_id")), Name: loose.String(v.Get("client_name"))},
		Assignee: helpdesk.Person{ID: loose.Int(v.Get("assignee_id"))},
		Channel:  loose.Int(v.Get("channel_id")), Group: loose.Int(v.Get("group")),
		Priority: shared(loose.String(v.Get("priority"))), Type: loose.String(v.Get("type")),
		Updated: loose.UTC(v.Get("last_updated_at")),
	}
}

func slas(v jsontext.Value) []helpdesk.SLA {
	var out []helpdesk.SLA
	for item := range v.Items() {
		if at := loose.UTC(item.Get("date")); at != 0 {
			out = append(out, helpdesk.SLA{Type: loose.String(item.Get("type")), At: at})
		}
	}
	return out
}

// shared maps the API's word for a priority; an unknown one is none.
func shared(word string) helpdesk.Priority {
	for i := range priorities {
		if priorities[i].word == word {
			return priorities[i].shared
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
