package usedesk

import (
	"strings"

	"deskside/shared/api"
	"deskside/shared/api/strict"
	"deskside/shared/helpdesk"
	"deskside/shared/words"
)

// Nobody stands for an agent's or a group's number in an Update that takes the
// assignment away.
const Nobody = -1

// Update changes a ticket; zero values leave what there is.
type Update struct {
	Ticket  int64
	Subject string
	Client  int64
	// Assignee and Group are numbers, or Nobody.
	Assignee, Group int64
	Type            string
	Priority        helpdesk.Priority
	Status          int64
	// Tags are added to those there are.
	Tags   []string
	Fields []FieldEntry
	Lists  []ListEntry
	// Agent makes the change, where 0 means the company's first agent.
	Agent int64
	// Silent keeps a new ticket new; otherwise any change opens it.
	Silent bool
}

// UpdateTicket changes a ticket and returns its number (POST update/ticket).
func (c Client) UpdateTicket(u Update) api.Call[int64] {
	var body strict.Object
	var p problems
	if u.Subject != "" && strings.TrimSpace(u.Subject) == "" {
		p.Refuse("subject", words.FieldSubjectBlank())
	}
	body.Some("subject", u.Subject)
	p.id("client_id", "client", u.Client, true)
	some(&body, "client_id", u.Client)
	p.assign(&body, "assignee_id", "agent", u.Assignee)
	p.assign(&body, "group_id", "group", u.Group)
	p.common(&body, u.Type, u.Priority, u.Status, u.Tags, u.Fields, u.Lists)
	if len(p.Problems) == 0 && string(body.Bytes()) == "{}" {
		p.Refuse("ticket_id", words.FieldNothingChanges())
	}
	p.id("ticket_id", "ticket", u.Ticket, false)
	body.Int("ticket_id", u.Ticket)
	p.id("user_id", "agent", u.Agent, true)
	some(&body, "user_id", u.Agent)
	if u.Silent {
		body.Int("silent", 1)
	}
	return call(c, &opTicketUpdate, &body, p, done("ticket_id", u.Ticket))
}

// assign writes an assignment. Nobody is the word null in quotes, which the API
// takes for it; JSON's own null is never sent.
func (p *problems) assign(body *strict.Object, parameter, what string, id int64) {
	if id == Nobody {
		body.String(parameter, "null")
		return
	}
	p.id(parameter, what, id, true)
	some(body, parameter, id)
}
