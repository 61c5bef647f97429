package core

import (
	"slices"
	"strconv"

	"deskside/shared/api"
	"deskside/shared/helpdesk"
)

func planTicket(a *TicketArgs, _ *Input) ([]api.Request, error) {
	if a.Account.System == helpdesk.Usedesk {
		c, err := a.Account.usedesk()
		if err != nil {
			return nil, err
		}
		return []api.Request{c.Ticket(a.ID).Request}, nil
	}
	c, err := a.Account.useResponse()
	if err != nil {
		return nil, err
	}
	object := c.Object(a.ID)
	if object.Problem != nil {
		return nil, object.Problem
	}
	return []api.Request{object.Request, c.Comments(a.ID, false).Request, c.Comments(a.ID, true).Request}, nil
}

func readTicket(a *TicketArgs, in *Input) (*TicketResult, error) {
	if a.Account.System == helpdesk.Usedesk {
		return readUsedeskTicket(a, in)
	}
	c, err := a.Account.useResponse()
	if err != nil {
		return nil, err
	}
	object, err := c.Object(a.ID).Read(in.response(0))
	if err != nil {
		return nil, err
	}
	ticket := object.Ticket(a.Account.ID)
	var r reader
	result := r.ticketResult(&ticket, in)
	result.Messages = []Message{{
		Author: nameOr(object.Author.Name, "Client"), Side: helpdesk.ClientSide,
		Created: object.Created, Body: r.program(ticket.Body),
	}}
	public, err := c.Comments(a.ID, false).Read(in.response(1))
	if err != nil {
		result.CommentsProblem = fail(err).Failure
		return result, nil
	}
	// A key that may not read private notes still reads the conversation.
	private, _ := c.Comments(a.ID, true).Read(in.response(2))
	result.Messages = append(result.Messages, r.conversation(append(public, private...), object.Author.ID, helpdesk.AgentSide)...)
	return result, nil
}

func readUsedeskTicket(a *TicketArgs, in *Input) (*TicketResult, error) {
	c, err := a.Account.usedesk()
	if err != nil {
		return nil, err
	}
	answer, err := c.Ticket(a.ID).Read(in.response(0))
	if err != nil {
		return nil, err
	}
	answer.Ticket.Account = a.Account.ID
	var r reader
	result := r.ticketResult(&answer.Ticket, in)
	result.Messages = r.conversation(answer.Comments, 0, helpdesk.AgentSide)
	return result, nil
}

func (r *reader) ticketResult(t *helpdesk.Ticket, in *Input) *TicketResult {
	return &TicketResult{Row: r.row(t, in.Now/1000), Category: t.Category, Created: t.Created, URL: link(t.URL)}
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
		messages = append(messages, m)
	}
	slices.SortStableFunc(messages, func(x, y Message) int { return int(min(max(x.Created-y.Created, -1), 1)) })
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
