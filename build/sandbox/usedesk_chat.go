package sandbox

import "html"

// Chats of Usedesk are tickets with a chat window. Their numbers are taken to be
// those of the tickets [assumed].

// chat reads the ticket that chat_id names.
func (c *udCall) chat() (*udTicket, error) {
	id, given := c.in.integer("chat_id")
	if c.in.err == nil && !given {
		c.in.fail("chat_id is required")
	}
	if c.in.err != nil {
		return nil, c.in.err
	}
	return c.ticketOf(0, id)
}

// sendMessage answers chat/sendMessage: an agent writes to the client. The text
// has no markup.
func (c *udCall) sendMessage() (any, error) { return c.say("user") }

// addMessage answers chat/addMessage: the client writes [assumed].
func (c *udCall) addMessage() (any, error) { return c.say("client") }

func (c *udCall) say(sender string) (any, error) {
	t, err := c.chat()
	if err != nil {
		return nil, err
	}
	text, _ := c.in.text("text", "message")
	c.in.require("text", text)
	if c.in.err != nil {
		return nil, c.in.err
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
	if t.status == udNew && sender == "user" {
		t.status = udOpen
	}
	return udOutcome{Status: "success"}, c.storeTicket(&before, t, agent)
}

// changeAssignee answers chat/changeAssignee.
func (c *udCall) changeAssignee() (any, error) {
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
	return udOutcome{Status: "success"}, c.storeTicket(&before, t, t.assigneeID)
}
