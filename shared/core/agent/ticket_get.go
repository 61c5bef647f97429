package agent

import (
	"slices"

	"deskside/shared/agent"
	"deskside/shared/api"
	"deskside/shared/core"
	"deskside/shared/core/comments"
	"deskside/shared/core/conversation"
	"deskside/shared/core/conversation/thread"
	"deskside/shared/core/creation"
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
		some, err := core.Ask(o.lane(x), part.Call)
		rest = append(rest, some...)
		// Who may not read private notes still reads the conversation.
		if err != nil && !part.Optional {
			refused = err
		}
	}
	events := found.Events
	for _, call := range opening.Events {
		// Who may not read the history still reads the conversation.
		if told, err := core.Ask(o.lane(x), call); err == nil {
			events = append(events, told...)
		}
	}
	if err != nil || x.Waiting() {
		return nil, err
	}
	ticket := &found.Ticket
	ticket.Account = o.ID
	n := names{o.desk, &a.Directory}
	n.people(ticket, found.Comments, rest)
	r := conversation.MailReader()
	result := ticketResult(r, ticket, &a.Directory, x.Now().Unix())
	result.ReadAt = x.Began().UnixMilli()
	result.Values = valuesOf(o.desk.Can(), ticket)
	result.Talk = agent.TalkOf(ticket, found.Comments, rest)
	result.Comments = comments.Of(o.desk.Can(), ticket.Type, found.Comments, rest)
	result.Messages = thread.Of(found.Comments, ticket.Client.ID, helpdesk.AgentSide, r)
	if refused != nil {
		result.CommentsProblem = x.Failure(refused)
	} else {
		result.Messages = append(result.Messages, thread.Of(rest, ticket.Client.ID, helpdesk.AgentSide, r)...)
	}
	me := meOf(&a.Account, &a.Directory)
	result.New = firstNew(result.Messages, a.Seen, func(id int64) bool {
		written := func(c helpdesk.Comment) bool { return c.ID == id && c.Side != helpdesk.ClientSide && c.Author.ID == me }
		return me != 0 && (slices.ContainsFunc(found.Comments, written) || slices.ContainsFunc(rest, written))
	})
	result.Changes = n.history(events, result.Messages)
	return result, nil
}

// take reads a ticket for what a new one is made of.
func (f face) take(a *TakeArgs, x *core.Exchange) (*creation.Taken, error) {
	o, err := f.open(&a.Account)
	if err != nil {
		return nil, err
	}
	desk, err := f.desks.Of(a.System)
	if err != nil {
		return nil, err
	}
	to := desk.Can().Creating(a.Type)
	if to == nil {
		return nil, &api.Error{Kind: api.Invalid}
	}
	taken, err := creation.Take(func() *core.Lane { return o.lane(x) }, o.client, a.ID, a.Message, to)
	if err != nil || x.Waiting() {
		return nil, err
	}
	return taken, nil
}

// firstNew is the index of the first message that others have written since an
// agent looked, and the length of the conversation where there is none: nothing
// is new to who has never looked.
func firstNew(messages []thread.Message, seen int64, mine func(id int64) bool) int {
	for i := range messages {
		if seen != 0 && messages[i].Created > seen && !mine(messages[i].ID) {
			return i
		}
	}
	return len(messages)
}

// ticketResult draws a ticket without its conversation; now is Unix seconds.
func ticketResult(r *conversation.Reader, t *helpdesk.Ticket, d *helpdesk.Directory, now int64) *TicketResult {
	result := &TicketResult{Client: t.Client, Row: drawRow(r, t, d, now), Category: t.Category, Channel: t.ChannelEmail, Created: t.Created, URL: conversation.Link(t.URL)}
	if d != nil && nameOf(t.Channel, d.Channels) != "" {
		result.Channel = nameOf(t.Channel, d.Channels)
	}
	return result
}
