package agent

import (
	"deskside/shared/core"
	"deskside/shared/core/conversation"
	"deskside/shared/helpdesk"
)

func (f face) getTicket(a *TicketArgs, x *core.Exchange) (*TicketResult, error) {
	o, err := f.open(&a.Account)
	if err != nil {
		return nil, err
	}
	opening := o.client.Open(a.ID)
	found, err := core.Ask(o.lane(x), opening.Ticket)
	var rest []helpdesk.Comment
	var refused error
	for _, part := range opening.Comments {
		comments, err := core.Ask(o.lane(x), part.Call)
		rest = append(rest, comments...)
		// Who may not read private notes still reads the conversation.
		if err != nil && !part.Optional {
			refused = err
		}
	}
	if err != nil || x.Waiting() {
		return nil, err
	}
	ticket := &found.Ticket
	ticket.Account = o.ID
	r := conversation.MailReader()
	result := ticketResult(r, ticket, x.Now().Unix())
	result.Messages = r.Thread(found.Comments, ticket.Client.ID, helpdesk.AgentSide)
	if refused != nil {
		result.CommentsProblem = x.Failure(refused)
		return result, nil
	}
	result.Messages = append(result.Messages, r.Thread(rest, ticket.Client.ID, helpdesk.AgentSide)...)
	return result, nil
}

// ticketResult draws a ticket without its conversation; now is Unix seconds.
func ticketResult(r *conversation.Reader, t *helpdesk.Ticket, now int64) *TicketResult {
	return &TicketResult{Row: drawRow(r, t, nil, now), Category: t.Category, Created: t.Created, URL: conversation.Link(t.URL)}
}
