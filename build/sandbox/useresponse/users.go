package useresponse

import (
	"crypto/rand"
	"database/sql"
	"strings"

	"deskside/build/sandbox/world"
)

// insertUser makes a plain user, without a password or a key.
func (c *call) insertUser(name, email string) (int64, error) {
	result, err := c.tx.ExecContext(c, `INSERT INTO ur_user (name, email, folded, role, registered_at) VALUES (?, ?, ?, 'user', ?)`,
		name, email, world.Fold(name, email), c.now.Unix())
	if err != nil {
		return 0, err
	}
	return result.LastInsertId()
}

// createUser answers users.json with POST.
func (c *call) createUser() (any, error) {
	email, _ := c.in.Text("email")
	name, _ := c.in.Text("full_name")
	c.in.Require("email", email)
	c.in.Require("full_name", name)
	if c.in.Err != nil {
		return nil, c.in.Err
	}
	if err := c.freeEmail(email, 0); err != nil {
		return nil, err
	}
	id, err := c.insertUser(strings.TrimSpace(name), strings.TrimSpace(email))
	if err != nil {
		return nil, err
	}
	if password, _ := c.in.Text("password"); password != "" {
		if err := c.setPassword(id, password); err != nil {
			return nil, err
		}
	}
	return c.saveUser(id, false)
}

// freeEmail refuses an address that is not one, or that another user has.
func (c *call) freeEmail(email string, id int64) error {
	email = strings.TrimSpace(email)
	if !world.ValidEmail(email) {
		return badRequest("email is not an e-mail address")
	}
	owner, found, err := world.One[int64](c, c.tx, `SELECT id FROM ur_user WHERE email = ?`, email)
	if err == nil && found && owner != id {
		err = conflict("email is already used")
	}
	return err
}

// editUser answers users/{id}.json with POST.
func (c *call) editUser() (any, error) {
	if err := c.mayManage(c.id); err != nil {
		return nil, err
	}
	return c.saveUser(c.id, true)
}

// updateMe answers profile/update.json.
func (c *call) updateMe() (any, error) { return c.saveUser(c.caller.id, true) }

// mayManage refuses agents who would change an administrator.
func (c *call) mayManage(id int64) error {
	p, err := c.person(id)
	switch {
	case err != nil:
		return err
	case p == nil || p.deleted:
		return errNotFound
	case p.role == "administrator" && !c.isAdmin():
		return forbidden("only administrators can change administrators")
	}
	return nil
}

// saveUser stores what a request says about a user and gives the user. record
// puts the changes into the changelog.
func (c *call) saveUser(id int64, record bool) (any, error) {
	p, err := c.person(id)
	if err != nil {
		return nil, err
	}
	before := *p
	if email, ok := c.in.Text("email"); ok {
		if err := c.freeEmail(email, id); err != nil {
			return nil, err
		}
		p.email = strings.TrimSpace(email)
	}
	if name, ok := c.in.Text("full_name"); ok {
		c.in.Require("full_name", name)
		p.name = strings.TrimSpace(name)
	}
	if phone, ok := c.in.Text("phone"); ok {
		p.phone = strings.TrimPrefix(strings.TrimSpace(phone), "+")
	}
	if tags := c.in.Tags(); tags != nil {
		p.tags = strings.Join(tags, ", ")
	}
	if team, ok := c.in.Integer("team_id"); ok {
		p.teamID = sql.NullInt64{Int64: team, Valid: team != 0}
		known, err := c.team(p.teamID)
		if err != nil {
			return nil, err
		}
		switch {
		case team != 0 && known == nil:
			c.in.Fail("team_id %d is not a team", team)
		case p.teamID != before.teamID && !c.isAgent():
			return nil, forbidden("only agents can change the team")
		}
	}
	if c.in.Err != nil {
		return nil, c.in.Err
	}
	if _, err := c.tx.ExecContext(c, `UPDATE ur_user SET name = ?, email = ?, folded = ?, phone = ?, tags = ?, team_id = ? WHERE id = ?`,
		p.name, p.email, world.Fold(p.name, p.email), p.phone, p.tags, p.teamID, id); err != nil {
		return nil, err
	}
	if err := c.setFields("user", "users", id, false); err != nil {
		return nil, err
	}
	if record {
		var changes []change
		for _, one := range []change{
			{"full_name", before.name, p.name}, {"email", before.email, p.email}, {"phone", before.phone, p.phone},
			{"tags", before.tags, p.tags}, {"team", idOrEmpty(before.teamID), idOrEmpty(p.teamID)},
		} {
			if one.previous != one.value {
				changes = append(changes, one)
			}
		}
		if err := c.record("user", id, changes); err != nil {
			return nil, err
		}
	}
	return c.userAnswer(id)
}

// changePassword answers users/{id}/change-password.json, for administrators and
// for users themselves.
func (c *call) changePassword() (any, error) {
	if !c.isAdmin() && c.caller.id != c.id {
		return nil, forbidden("only administrators can change the password of others")
	}
	password, _ := c.in.Text("password")
	c.in.Require("password", password)
	if c.in.Err != nil {
		return nil, c.in.Err
	}
	if err := c.mayManage(c.id); err != nil {
		return nil, err
	}
	if err := c.setPassword(c.id, password); err != nil {
		return nil, err
	}
	return c.userAnswer(c.id)
}

// setPassword stores a password, and a key for those who had none, since login
// gives one.
func (c *call) setPassword(id int64, password string) error {
	salt := make([]byte, 16)
	rand.Read(salt)
	hash, err := world.HashPassword(password, salt)
	if err != nil {
		return err
	}
	if _, err := c.tx.ExecContext(c, `UPDATE ur_user SET password_salt = ?, password_hash = ? WHERE id = ?`, salt, hash, id); err != nil {
		return err
	}
	return c.giveKey(id)
}

// deleteUser answers users/{id}.json with DELETE. method=user keeps what the user
// wrote; without it their objects and comments go too. Either way the name and
// the address are erased.
func (c *call) deleteUser() (any, error) {
	method, _ := c.in.Text("method")
	if method == "" {
		method = c.word
	}
	if method != "" && method != "user" {
		return nil, badRequest("method must be user, or be left out")
	}
	if c.id == c.caller.id {
		return nil, forbidden("nobody can delete themselves")
	}
	answer, err := c.userAnswer(c.id)
	if err != nil {
		return nil, err
	}
	queries := []string{
		`DELETE FROM ur_note WHERE user_id = ?1`,
		`DELETE FROM ur_subscription WHERE user_id = ?1`,
		`DELETE FROM ur_field_value WHERE entity = 'user' AND entity_id = ?1`,
		`UPDATE ur_object SET responsible_id = NULL WHERE responsible_id = ?1`,
		`UPDATE ur_user SET is_deleted = 1, name = 'Deleted user', folded = '', email = 'deleted-' || id || '@deleted.invalid', phone = '',
			tags = '', team_id = NULL, role = 'user', online = 0, api_key = NULL, password_hash = NULL, password_salt = NULL WHERE id = ?1`,
	}
	if method == "" {
		if err := c.removeWritings(c.id); err != nil {
			return nil, err
		}
	}
	return answer, c.execAll(c.id, queries)
}

// removeWritings removes what a user wrote and voted.
func (c *call) removeWritings(id int64) error {
	return c.execAll(id, []string{
		`DELETE FROM ur_field_value WHERE entity = 'object' AND entity_id IN (SELECT id FROM ur_object WHERE author_id = ?1)`,
		`DELETE FROM ur_object WHERE author_id = ?1`,
		`DELETE FROM ur_comment WHERE author_id = ?1`,
		`DELETE FROM ur_vote WHERE user_id = ?1`,
		`DELETE FROM ur_comment_vote WHERE user_id = ?1`,
	})
}

// execAll runs statements about one row, whose id is ?1.
func (c *call) execAll(id int64, statements []string) error {
	for _, statement := range statements {
		if _, err := c.tx.ExecContext(c, statement, id); err != nil {
			return err
		}
	}
	return nil
}

// userObjects answers users/{id}/activity.json: what the user wrote, newest
// first, as far as the caller may see it.
func (c *call) userObjects() (any, error) {
	if p, err := c.person(c.id); err != nil || p == nil || p.deleted {
		if err == nil {
			err = errNotFound
		}
		return nil, err
	}
	w := &world.Conditions{}
	w.Add("o.author_id = %s AND o.state = 'normal'", c.id)
	page, perPage := c.in.Page("count", defaultCount, maxCount)
	return c.objectPage(w, c.objectOrder("new"), page, perPage)
}
