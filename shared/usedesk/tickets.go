package usedesk

import (
	"strconv"
	"strings"

	"deskside/shared/api"
	"deskside/shared/api/jsontext"
	"deskside/shared/api/loose"
	"deskside/shared/api/strict"
	"deskside/shared/helpdesk"
)

// PageSize is how many tickets one page has; a shorter page is the last.
const PageSize = 100

// List selects tickets; zero values do not filter.
type List struct {
	// Status holds status ids, 1 to 10.
	Status []int64
	// Query searches subjects and comments. The API takes 10 such requests a minute.
	Query string
	// Offset is the number of the page, from 0.
	Offset int64
	// Sort is "id" (default), "status_id", "client_id", "assignee_id", "group",
	// "last_updated_at" or "published_at"; Ascending turns the order around.
	Sort      string
	Ascending bool
	// SLA asks for the SLA moments of each ticket.
	SLA bool
}

// Tickets lists tickets, one page.
func (c Client) Tickets(l List) api.Call[[]helpdesk.Ticket] {
	var body strict.Object
	if len(l.Status) > 0 {
		ids := make([]string, len(l.Status))
		for i, id := range l.Status {
			ids[i] = strconv.FormatInt(id, 10)
		}
		body.String("fstatus", strings.Join(ids, ","))
	}
	body.Some("query", l.Query)
	if l.Offset > 0 {
		body.Int("offset", l.Offset)
	}
	body.Some("sort", l.Sort)
	if l.Ascending {
		body.String("order", "asc")
	}
	if l.SLA {
		body.Strings("properties", []string{"sla"})
	}
	return call(c, "tickets", &body, func(v jsontext.Value) ([]helpdesk.Ticket, bool) {
		if v.Kind() != jsontext.Array {
			return nil, false
		}
		tickets := make([]helpdesk.Ticket, 0, v.Len())
		for item := range v.Items() {
			if loose.IsObject(item) {
				tickets = append(tickets, listed(item))
			}
		}
		return tickets, true
	})
}

// Conversation is one ticket with its comments, oldest first.
type Conversation struct {
	Ticket   helpdesk.Ticket
	Comments []helpdesk.Comment
}

// Ticket gets one ticket with its comments.
func (c Client) Ticket(id int64) api.Call[Conversation] {
	var body strict.Object
	body.Int("ticket_id", id).Strings("properties", []string{"sla"})
	return call(c, "ticket", &body, func(v jsontext.Value) (Conversation, bool) {
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
		Priority: priority(loose.String(v.Get("priority"))), Type: loose.String(v.Get("type")),
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

// priority maps the API's four words, in their order, to the shared ones.
func priority(word string) helpdesk.Priority {
	switch word {
	case "low":
		return "low"
	case "medium":
		return "normal"
	case "urgent":
		return "high"
	case "extreme":
		return "urgent"
	}
	return ""
}

func comment(v jsontext.Value) helpdesk.Comment {
	c := helpdesk.Comment{
		ID: loose.Int(v.Get("id")), Private: loose.String(v.Get("type")) == "private",
		Body:    helpdesk.Markup{Format: helpdesk.HTML, Source: loose.String(v.Get("message"))},
		Created: loose.UTC(v.Get("published_at")),
	}
	switch loose.String(v.Get("from")) {
	case "client":
		c.Side = helpdesk.ClientSide
		c.Author = helpdesk.Person{ID: loose.Int(v.Get("client_id")), Name: loose.String(v.Get("client_name"))}
	case "user":
		c.Side = helpdesk.AgentSide
		c.Author = helpdesk.Person{ID: loose.Int(v.Get("user_id")), Name: loose.String(v.Get("user", "name"))}
	default:
		c.Side = helpdesk.SystemSide
	}
	for f := range v.Get("files").Items() {
		c.Attachments = append(c.Attachments, helpdesk.Attachment{Name: loose.String(f.Get("name")), URL: loose.String(f.Get("file"))})
	}
	return c
}
