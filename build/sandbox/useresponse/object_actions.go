package useresponse

// archiveObject answers objects/{id}/archive.json.
func (c *call) archiveObject() (any, error) { return c.moveObject("archive") }

// trashObject answers objects/{id}/trash.json.
func (c *call) trashObject() (any, error) { return c.moveObject("trash") }

// recoverObject answers objects/{id}/recovery.json, from the archive and from
// the trash. A declined object stays declined.
func (c *call) recoverObject() (any, error) { return c.moveObject("normal") }

func (c *call) moveObject(state string) (any, error) {
	o, err := c.object(c.id)
	if err != nil {
		return nil, err
	}
	if o.state == "declined" {
		return nil, conflict("the object is declined")
	}
	if o.state != state {
		if err := c.record("object", o.id, []change{{"state", o.state, state}}); err != nil {
			return nil, err
		}
	}
	if _, err := c.tx.ExecContext(c, `UPDATE ur_object SET state = ? WHERE id = ?`, state, o.id); err != nil {
		return nil, err
	}
	return c.objectAnswer(o.id)
}

// lockObject answers objects/{id}/comments/toggle.json.
func (c *call) lockObject() (any, error) {
	if _, err := c.object(c.id); err != nil {
		return nil, err
	}
	if _, err := c.tx.ExecContext(c, `UPDATE ur_object SET can_be_commented = 1 - can_be_commented WHERE id = ?`, c.id); err != nil {
		return nil, err
	}
	return c.objectAnswer(c.id)
}

// subscribe answers objects/{id}/subscribe.json.
func (c *call) subscribe() (any, error) {
	return c.changeSubscription(`INSERT OR IGNORE INTO ur_subscription (object_id, user_id) VALUES (?, ?)`)
}

// unsubscribe answers objects/{id}/unsubscribe.json.
func (c *call) unsubscribe() (any, error) {
	return c.changeSubscription(`DELETE FROM ur_subscription WHERE object_id = ? AND user_id = ?`)
}

// changeSubscription subscribes user_id, else the caller. Only agents name others.
func (c *call) changeSubscription(query string) (any, error) {
	user, given := c.in.Integer("user_id")
	if c.in.Err != nil {
		return nil, c.in.Err
	}
	if !given {
		user = c.caller.id
	}
	if user != c.caller.id && !c.isAgent() {
		return nil, forbidden("only agents can subscribe others")
	}
	if _, err := c.user(user, "user_id is not a user"); err != nil {
		return nil, err
	}
	if _, err := c.object(c.id); err != nil {
		return nil, err
	}
	if _, err := c.tx.ExecContext(c, query, c.id, user); err != nil {
		return nil, err
	}
	return c.objectAnswer(c.id)
}
