package usedesk

import "html"

// Chats of Usedesk are tickets with a chat window. Their numbers are taken to be
// those of the tickets [assumed].

// chat reads the ticket that chat_id names.
func (c *call) chat() (*ticketRow, error) {
	id, given := c.in.Integer("chat_id")
	if c.in.Err == nil && !given {
		c.in.Fail("chat_id is required")
	}
	if c.in.Err != nil {
		return nil, c.in.Err
	}
	return c.ticketOf(0, id)
}

// sendMessage answers chat/sendMessage: an agent writes to the client. The text
// has no markup.
func (c *call) sendMessage() (any, error) { return c.say("user") }

// addMessage answers chat/addMessage: the client writes [assumed].
func (c *call) addMessage() (any, error) { return c.say("client") }

func (c *call) say(sender string) (any, error) {
	t, err := c.chat()
	if err != nil {
		return nil, err
	}
	text, _ := c.in.Text("text", "message")
	c.in.Require("text", text)
	if c.in.Err != nil {
		return nil, c.in.Err
	}
	if sender == "user" {
		if _, err := c.agent(); err != nil {
			return nil, err
		}
	}
	agent, err := c.author(sender)
	if err != nil {
		return nil, err
	}
	if _, err := c.insertComment(t, html.EscapeString(text), sender, "public", agent, false); err != nil {
		return nil, err
	}
	before := *t
	if t.status == statusNew && sender == "user" {
		t.status = statusOpen
	}
	return OutcomeAnswer{Status: "success"}, c.storeTicket(&before, t, agent)
}

// changeAssignee answers chat/changeAssignee.
func (c *call) changeAssignee() (any, error) {
	t, err := c.chat()
	if err != nil {
		return nil, err
	}
	id, err := c.agent()
	if err != nil {
		return nil, err
	}
	before := *t
	t.assigneeID.Int64, t.assigneeID.Valid = id, true
	return OutcomeAnswer{Status: "success"}, c.storeTicket(&before, t, t.assigneeID)
}
