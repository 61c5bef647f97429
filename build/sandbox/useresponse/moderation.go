package useresponse

// review is the state of moderation of what the caller writes now.
func (c *call) review(ownership string) string {
	if c.api.options.Premoderate && ownership == "feedback" && !c.isAgent() {
		return "pending"
	}
	return "approved"
}

// approveTopic answers topic/{id}/approve.json: everybody sees the topic now.
func (c *call) approveTopic() (any, error) { return c.moderateTopic("approved", "normal") }

// declineTopic answers topic/{id}/decline.json: nobody but agents and its author
// sees the topic.
func (c *call) declineTopic() (any, error) { return c.moderateTopic("declined", "declined") }

func (c *call) moderateTopic(review, state string) (any, error) {
	reason, _ := c.in.Text("reason")
	o, err := c.object(c.id)
	if err != nil {
		return nil, err
	}
	if o.review != "pending" {
		return nil, conflict("the topic is " + o.review + " already")
	}
	if _, err := c.tx.ExecContext(c, `UPDATE ur_object SET moderation = ?, state = ?, decline_reason = ? WHERE id = ?`,
		review, state, reason, o.id); err != nil {
		return nil, err
	}
	return c.objectAnswer(o.id)
}

// approveComment answers comment/{id}/approve.json.
func (c *call) approveComment() (any, error) { return c.moderateComment("approved") }

// declineComment answers comment/{id}/decline.json.
func (c *call) declineComment() (any, error) { return c.moderateComment("declined") }

func (c *call) moderateComment(review string) (any, error) {
	reason, _ := c.in.Text("reason")
	m, err := c.comment(c.id)
	if err != nil {
		return nil, err
	}
	if m.review != "pending" {
		return nil, conflict("the comment is " + m.review + " already")
	}
	if _, err := c.tx.ExecContext(c, `UPDATE ur_comment SET moderation = ?, decline_reason = ? WHERE id = ?`, review, reason, m.id); err != nil {
		return nil, err
	}
	return c.commentAnswer(m.id)
}
