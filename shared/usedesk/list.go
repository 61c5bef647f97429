package usedesk

import (
	"strings"

	"deskside/shared/api"
	"deskside/shared/api/strict"
	"deskside/shared/helpdesk"
	"deskside/shared/words"
)

// List selects tickets; zero values do not filter. A ticket must pass every
// filter, and one of the values where a filter has several.
type List struct {
	// Channels, Groups and Status hold numbers; Status those of StatusOf. Of
	// these 1 to 9 can be asked for; 10 (merged) occurs in answers.
	Channels []int64
	Groups   []int64
	Status   []int64
	// Assigned holds the cases of assignment, any of which may hold.
	Assigned []Assigned
	// Types are "question", "task", "problem" and "incident".
	Types []string
	// Priorities are those of the function of that name.
	Priorities []helpdesk.Priority
	// AccessibleFor is an agent's number: the list keeps what the agent may see,
	// and each ticket says its Rights.
	AccessibleFor int64
	// Tags are names; one with a comma cannot be asked for.
	Tags []string
	// The bounds are Unix seconds, inclusive, and reach out to the full minute.
	CreatedAfter, CreatedBefore int64
	UpdatedAfter, UpdatedBefore int64
	// Query searches subjects and comments. The API takes 10 such requests a minute.
	Query string
	// Client is a client's number.
	Client int64
	// Fields tests additional fields.
	Fields []FieldTest
	// Offset is the number of the page, from 0.
	Offset int64
	// Sort is "id" (default), "status_id", "client_id", "assignee_id", "group",
	// "last_updated_at" or "published_at"; Ascending turns the order around.
	Sort      string
	Ascending bool
	// SLA asks for the SLA moments of each ticket.
	SLA bool
}

// Tickets lists tickets, one page (POST tickets).
func (c Client) Tickets(l List) api.Call[[]helpdesk.Ticket] {
	var body strict.Object
	var p problems
	p.ids("fchannel", "channel", l.Channels)
	body.Some("fchannel", commas(l.Channels))
	p.assigned(&body, l.Assigned)
	p.ids("fgroup", "group", l.Groups)
	body.Some("fgroup", commas(l.Groups))
	for _, id := range l.Status {
		p.status("fstatus", id)
	}
	body.Some("fstatus", commas(l.Status))
	for _, word := range l.Types {
		if word == "" {
			p.Refuse("ftype", words.FieldTypeEmpty(words.Text(strings.Join(ticketTypes[:], ", "))))
		}
		p.OneOf("ftype", word, ticketTypes[:]...)
	}
	body.Some("ftype", strings.Join(l.Types, ","))
	words := make([]string, len(l.Priorities))
	for i, priority := range l.Priorities {
		words[i] = p.priority("fpriority", priority)
	}
	body.Some("fpriority", strings.Join(words, ","))
	p.id("accessible_for_agent_id", "agent", l.AccessibleFor, true)
	some(&body, "accessible_for_agent_id", l.AccessibleFor)
	body.Some("tag", p.tags(l.Tags))
	p.bounds(&body, "created", l.CreatedAfter, l.CreatedBefore)
	p.bounds(&body, "updated", l.UpdatedAfter, l.UpdatedBefore)
	body.Some("query", strings.TrimSpace(l.Query))
	p.id("client_id", "client", l.Client, true)
	some(&body, "client_id", l.Client)
	p.fields(&body, l.Fields)
	p.page(l.Offset)
	some(&body, "offset", l.Offset)
	p.OneOf("sort", l.Sort, "id", "status_id", "client_id", "assignee_id", "group", "last_updated_at", "published_at")
	body.Some("sort", l.Sort)
	if l.Ascending {
		body.String("order", "asc")
	}
	if l.SLA {
		body.Strings("properties", []string{"sla"})
	}
	tickets := call(c, &opTickets, &body, p, list(listed))
	if strings.TrimSpace(l.Query) != "" {
		tickets.Class = Searches
	}
	return tickets
}

// some adds a number unless it is 0.
func some(body *strict.Object, name string, value int64) {
	if value != 0 {
		body.Int(name, value)
	}
}
