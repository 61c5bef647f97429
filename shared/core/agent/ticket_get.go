package agent

import (
	"deskside/shared/core"
	"deskside/shared/core/conversation"
	"deskside/shared/helpdesk"
)

func getTicket(a *TicketArgs, x *core.Exchange) (*TicketResult, error) {
	if a.Account.System == helpdesk.Usedesk {
		return getUsedeskTicket(a, x)
	}
	c, err := a.Account.useResponse()
	if err != nil {
		return nil, err
	}
	ticket, err := core.Ask(a.Account.lane(x), c.Ticket(a.ID))
	public, publicErr := core.Ask(a.Account.lane(x), c.Comments(a.ID, false))
	// A key that may not read private notes still reads the conversation.
	private, _ := core.Ask(a.Account.lane(x), c.Comments(a.ID, true))
	if err != nil || x.Waiting() {
		return nil, err
	}
	ticket.Account = a.Account.ID
	r := conversation.MailReader()
	result := ticketResult(r, &ticket, x.Now().Unix())
	result.Messages = []conversation.Message{{
		Author: conversation.NameOr(ticket.Client.Name, "Client"), Side: helpdesk.ClientSide,
		Created: ticket.Created, Body: r.Program(ticket.Body),
	}}
	if publicErr != nil {
		result.CommentsProblem = core.FailureOf(publicErr)
		return result, nil
	}
	result.Messages = append(result.Messages, r.Thread(append(public, private...), ticket.Client.ID, helpdesk.AgentSide)...)
	return result, nil
}

func getUsedeskTicket(a *TicketArgs, x *core.Exchange) (*TicketResult, error) {
	c, err := a.Account.usedesk()
	if err != nil {
		return nil, err
	}
	answer, err := core.Ask(a.Account.lane(x), c.Ticket(a.ID))
	if err != nil {
		return nil, err
	}
	answer.Ticket.Account = a.Account.ID
	r := conversation.MailReader()
	result := ticketResult(r, &answer.Ticket, x.Now().Unix())
	result.Messages = r.Thread(answer.Comments, 0, helpdesk.AgentSide)
	return result, nil
}

// ticketResult draws a ticket without its conversation; now is Unix seconds.
func ticketResult(r *conversation.Reader, t *helpdesk.Ticket, now int64) *TicketResult {
	return &TicketResult{Row: drawRow(r, t, now), Category: t.Category, Created: t.Created, URL: conversation.Link(t.URL)}
}
