package useresponse

import (
	"fmt"
	"strings"

	"deskside/build/sandbox/world"
)

// register answers register.json of the older SDKs: without a key it makes a
// user, who gets one. Somebody without an address gets one that cannot receive.
func (c *call) register() (any, error) {
	name, _ := c.in.Text("name", "full_name")
	email, _ := c.in.Text("email")
	if c.in.Err != nil {
		return nil, c.in.Err
	}
	if email = strings.TrimSpace(email); email == "" {
		last, _, err := world.One[int64](c, c.tx, `SELECT max(id) FROM ur_user`)
		if err != nil {
			return nil, err
		}
		email = fmt.Sprintf("guest-%d@guest.invalid", last+1)
	}
	if err := c.freeEmail(email, 0); err != nil {
		return nil, err
	}
	if name = strings.TrimSpace(name); name == "" {
		name, _, _ = strings.Cut(email, "@")
	}
	id, err := c.insertUser(name, email)
	if err != nil {
		return nil, err
	}
	if err := c.signIn(id); err != nil {
		return nil, err
	}
	return c.saveUser(id, false)
}

// signIn lets the answer be that of a user, who has a key from now on.
func (c *call) signIn(id int64) (err error) {
	if err = c.giveKey(id); err == nil {
		c.caller, err = c.person(id)
	}
	return err
}

// giveKey gives users a key who have none.
func (c *call) giveKey(id int64) error {
	_, err := c.tx.ExecContext(c, `UPDATE ur_user SET api_key = coalesce(api_key, ?) WHERE id = ?`, fmt.Sprintf("sandbox-key-of-user-%d", id), id)
	return err
}

// identity answers sso/identity.json of the older SDKs: who has this address in
// the site that signed the token. Every token passes here, and so it knows
// customers only [assumed].
func (c *call) identity() (any, error) {
	token, _ := c.in.Text("token")
	email, _ := c.in.Text("email")
	c.in.Require("token", token)
	c.in.Require("email", email)
	if c.in.Err != nil {
		return nil, c.in.Err
	}
	id, found, err := world.One[int64](c, c.tx, `SELECT id FROM ur_user WHERE email = ? AND role = 'user' AND is_deleted = 0`, strings.TrimSpace(email))
	if err == nil && !found {
		err = errNotFound
	}
	if err != nil {
		return nil, err
	}
	if err := c.signIn(id); err != nil {
		return nil, err
	}
	return c.userAnswer(id)
}

// ban answers users/{id}/ban.json: the user's key and password work no more.
// What they wrote goes too when delete_related_objects says so. The sandbox
// lifts no ban, however long it is to last.
func (c *call) ban() (any, error) {
	if err := c.mayManage(c.id); err != nil {
		return nil, err
	}
	if c.id == c.caller.id {
		return nil, forbidden("nobody can ban themselves")
	}
	permanent, _ := c.in.Flag("permanent")
	days, given := c.in.Integer("ban_duration_days")
	if !permanent && (!given || days < 1) {
		c.in.Fail("ban_duration_days must be 1 or more unless permanent is set")
	}
	wipe, _ := c.in.Flag("delete_related_objects")
	if c.in.Err != nil {
		return nil, c.in.Err
	}
	if _, err := c.tx.ExecContext(c, `UPDATE ur_user SET key_enabled = 0 WHERE id = ?`, c.id); err != nil {
		return nil, err
	}
	if wipe {
		if err := c.removeWritings(c.id); err != nil {
			return nil, err
		}
	}
	return c.userAnswer(c.id)
}
