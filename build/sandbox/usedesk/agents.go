package usedesk

import (
	"database/sql"
	"net/http"
	"strings"

	"deskside/build/sandbox/wire"
	"deskside/build/sandbox/world"
)

var errUnknownUser error = &refusal{http.StatusNotFound, codeNotFound, "User not found", 0}

// agent reads the agent that user_id names.
func (c *call) agent() (int64, error) {
	id, given := c.in.Integer("user_id")
	if c.in.Err == nil && !given {
		c.in.Fail("user_id is required")
	}
	if c.in.Err != nil {
		return 0, c.in.Err
	}
	_, found, err := world.One[int64](c, c.tx, `SELECT id FROM ud_agent WHERE id = ? AND NOT deleted`, id)
	if err == nil && !found {
		err = errUnknownUser
	}
	return id, err
}

// getUser answers user: the one agent of user_id, as an item of users [assumed].
func (c *call) getUser() (any, error) {
	id, err := c.agent()
	if err != nil {
		return nil, err
	}
	w := &world.Conditions{}
	w.Add("a.id = %s", id)
	found, err := c.users(w)
	if err != nil {
		return nil, err
	}
	return found[0], nil
}

// agentDraft is what create/user and update/user read.
type agentDraft struct {
	name, email, role string
	phone             sql.NullString
	group             int64
}

func (c *call) readAgent(d *agentDraft, create bool) error {
	if name, given := c.in.Text("name"); given || create {
		c.in.Require("name", name)
		d.name = strings.TrimSpace(name)
	}
	if email, given := c.in.Text("email"); given || create {
		c.in.Require("email", email)
		d.email = strings.ToLower(strings.TrimSpace(email))
		if c.in.Err == nil && !world.ValidEmail(d.email) {
			c.in.Fail("email is not an e-mail address")
		}
	}
	if create {
		password, _ := c.in.Text("password")
		c.in.Require("password", password)
	}
	if role := c.in.Choice("role", "admin", "employee", "support"); role != "" {
		d.role = role
	}
	if phone, given := c.in.Text("phone"); given {
		d.phone = sql.NullString{String: phone, Valid: phone != ""}
	}
	group, given := c.in.Integer("group")
	if create && !given {
		c.in.Fail("group is required")
	}
	if c.in.Err != nil || !given {
		return c.in.Err
	}
	_, found, err := world.One[int64](c, c.tx, `SELECT id FROM ud_group WHERE id = ?`, group)
	if err == nil && !found {
		err = wire.Refuse("group: there is no %d", group)
	}
	d.group = group
	return err
}

// createUser answers create/user.
func (c *call) createUser() (any, error) {
	d := agentDraft{role: "employee"}
	if err := c.readAgent(&d, true); err != nil {
		return nil, err
	}
	_, taken, err := world.One[int64](c, c.tx, `SELECT id FROM ud_agent WHERE email = ? AND NOT deleted`, d.email)
	if err != nil {
		return nil, err
	}
	if taken {
		return nil, wire.Refuse("email is already used")
	}
	result, err := c.tx.ExecContext(c, `INSERT INTO ud_agent (name, email, position, role, phone, chat_online, online) VALUES (?, ?, '', ?, ?, 0, 0)`,
		d.name, d.email, d.role, d.phone)
	if err != nil {
		return nil, err
	}
	id, err := result.LastInsertId()
	if err != nil {
		return nil, err
	}
	return c.joined(id, d.group)
}

// joined puts an agent into a group, 0 being none, and reports success.
func (c *call) joined(id, group int64) (any, error) {
	if group != 0 {
		if _, err := c.tx.ExecContext(c, `INSERT OR IGNORE INTO ud_group_agent (group_id, agent_id) VALUES (?, ?)`, group, id); err != nil {
			return nil, err
		}
	}
	return OutcomeAnswer{Status: "success", UserID: id}, nil
}

// updateUser answers update/user.
func (c *call) updateUser() (any, error) {
	id, err := c.agent()
	if err != nil {
		return nil, err
	}
	var d agentDraft
	err = c.tx.QueryRowContext(c, `SELECT name, email, role, phone FROM ud_agent WHERE id = ?`, id).Scan(&d.name, &d.email, &d.role, &d.phone)
	if err != nil {
		return nil, err
	}
	if err := c.readAgent(&d, false); err != nil {
		return nil, err
	}
	if _, err := c.tx.ExecContext(c, `UPDATE ud_agent SET name = ?, email = ?, role = ?, phone = ? WHERE id = ?`, d.name, d.email, d.role, d.phone, id); err != nil {
		return nil, err
	}
	for parameter, column := range map[string]string{"chat_online_status": "chat_online", "ticket_online_status": "online"} {
		if online, given := c.in.Flag(parameter); given {
			if _, err := c.tx.ExecContext(c, `UPDATE ud_agent SET `+column+` = ? WHERE id = ?`, world.Number(online), id); err != nil {
				return nil, err
			}
		}
	}
	return c.joined(id, d.group)
}

// deleteUser answers delete/user. Tickets stay assigned; the last administrator
// cannot be deleted.
func (c *call) deleteUser() (any, error) {
	id, err := c.agent()
	if err != nil {
		return nil, err
	}
	_, others, err := world.One[int64](c, c.tx, `SELECT o.id FROM ud_agent a, ud_agent o WHERE a.id = ?1 AND (a.role <> 'admin'
		OR o.id <> ?1 AND o.role = 'admin' AND NOT o.deleted) LIMIT 1`, id)
	if err != nil {
		return nil, err
	}
	if !others {
		return nil, wire.Refuse("user_id: the only administrator cannot be deleted")
	}
	_, err = c.tx.ExecContext(c, `UPDATE ud_agent SET deleted = 1 WHERE id = ?`, id)
	return OutcomeAnswer{Status: "success", UserID: id}, err
}
