package core

import (
	"slices"
	"strconv"

	"deskside/shared/helpdesk"
)

func getTicket(a *TicketArgs, x *exchange) (*TicketResult, error) {
	if a.Account.System == helpdesk.Usedesk {
		return getUsedeskTicket(a, x)
	}
	c, err := a.Account.useResponse()
	if err != nil {
		return nil, err
	}
	ticket, err := ask(a.Account.lane(x), c.Ticket(a.ID))
	public, publicErr := ask(a.Account.lane(x), c.Comments(a.ID, false))
	// A key that may not read private notes still reads the conversation.
	private, _ := ask(a.Account.lane(x), c.Comments(a.ID, true))
	if err != nil || x.waiting() {
		return nil, err
	}
	ticket.Account = a.Account.ID
	r := mailReader()
	result := r.ticketResult(&ticket, x.now.Unix())
	result.Messages = []Message{{
		Author: nameOr(ticket.Client.Name, "Client"), Side: helpdesk.ClientSide,
		Created: ticket.Created, Body: r.program(ticket.Body),
	}}
	if publicErr != nil {
		result.CommentsProblem = fail(publicErr).Failure
		return result, nil
	}
	result.Messages = append(result.Messages, r.conversation(append(public, private...), ticket.Client.ID, helpdesk.AgentSide)...)
	return result, nil
}

func getUsedeskTicket(a *TicketArgs, x *exchange) (*TicketResult, error) {
	c, err := a.Account.usedesk()
	if err != nil {
		return nil, err
	}
	answer, err := ask(a.Account.lane(x), c.Ticket(a.ID))
	if err != nil {
		return nil, err
	}
	answer.Ticket.Account = a.Account.ID
	r := mailReader()
	result := r.ticketResult(&answer.Ticket, x.now.Unix())
	result.Messages = r.conversation(answer.Comments, 0, helpdesk.AgentSide)
	return result, nil
}

// ticketResult draws a ticket without its conversation; now is Unix seconds.
func (r *reader) ticketResult(t *helpdesk.Ticket, now int64) *TicketResult {
	return &TicketResult{Row: r.row(t, now), Category: t.Category, Created: t.Created, URL: link(t.URL)}
}

// conversation draws comments, oldest first. Where a helpdesk does not say on
// which side an author stands, the object's author is its client and everybody
// else is of the side others.
func (r *reader) conversation(comments []helpdesk.Comment, client int64, others helpdesk.Side) []Message {
	messages := make([]Message, 0, len(comments))
	for i := range comments {
		c := &comments[i]
		if slices.ContainsFunc(messages, func(m Message) bool { return m.ID == c.ID }) {
			continue
		}
		m := Message{
			ID: c.ID, Author: c.Author.Name, Side: c.Side, Private: c.Private, Created: c.Created,
			Body: r.program(c.Body), Attachments: attachments(c.Attachments),
		}
		if m.Side == helpdesk.UnsaidSide {
			m.Side = others
			if c.Author.ID == client {
				m.Side = helpdesk.ClientSide
			}
		}
		m.Author = nameOr(m.Author, unnamed(m.Side, c.Author.ID))
		// Helpdesks answer comments nearly in order.
		at := len(messages)
		for at > 0 && messages[at-1].Created > m.Created {
			at--
		}
		messages = slices.Insert(messages, at, m)
	}
	return messages
}

func attachments(all []helpdesk.Attachment) []helpdesk.Attachment {
	var out []helpdesk.Attachment
	for _, a := range all {
		if url := link(a.URL); url != "" {
			out = append(out, helpdesk.Attachment{Name: nameOr(a.Name, "Attachment"), URL: url})
		}
	}
	return out
}

func unnamed(side helpdesk.Side, id int64) string {
	switch {
	case side == helpdesk.SystemSide:
		return "Helpdesk"
	case side == helpdesk.ClientSide:
		return "Client"
	case side == helpdesk.UnsaidSide:
		return "Somebody"
	case id != 0:
		return "Agent " + strconv.FormatInt(id, 10)
	}
	return "Agent"
}

func nameOr(name, other string) string {
	if name == "" {
		return other
	}
	return name
}
