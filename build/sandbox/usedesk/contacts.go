package usedesk

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"deskside/build/sandbox/wire"
	"deskside/build/sandbox/world"
)

// messengerTypes are the kinds of messengers of a client.
var messengerTypes = []string{"telegram", "whatsapp", "viber", "skype", "gtalk", "imessage", "other"}

// ClientOutcome is the answer of create/client and update/client, whose status
// is a boolean.
type ClientOutcome struct {
	ClientID int64 `json:"client_id"`
	Status   bool  `json:"status"`
}

// createClient answers create/client. With client_id it changes that client, as
// update/client does: public programs send both there.
func (c *call) createClient() (any, error) {
	if _, given := c.in.Integer("client_id"); given {
		return c.updateClient()
	}
	name, _ := c.in.Text("name")
	if c.in.Err != nil {
		return nil, c.in.Err
	}
	result, err := c.tx.ExecContext(c, `INSERT INTO ud_client (name, folded, created_at) VALUES (?, '', ?)`, strings.TrimSpace(name), c.now.Unix())
	if err != nil {
		return nil, err
	}
	id, err := result.LastInsertId()
	if err != nil {
		return nil, err
	}
	return c.changeClient(id)
}

// updateClient answers update/client. Addresses and numbers are added to those
// there are, and so is the note unless is_new_note is set.
func (c *call) updateClient() (any, error) {
	id, given := c.in.Integer("client_id")
	if c.in.Err == nil && !given {
		c.in.Fail("client_id is required")
	}
	if c.in.Err != nil {
		return nil, c.in.Err
	}
	_, found, err := world.One[int64](c, c.tx, `SELECT id FROM ud_client WHERE id = ?`, id)
	if err == nil && !found {
		err = errUnknownClient
	}
	if err != nil {
		return nil, err
	}
	return c.changeClient(id)
}

// changeClient stores what a request says of a client.
func (c *call) changeClient(id int64) (any, error) {
	if _, merges := c.in.Integer("merge_id"); merges {
		return nil, wire.Refuse("merge_id: this sandbox does not merge clients")
	}
	for _, part := range []struct {
		parameter, column string
	}{{"name", "name"}, {"position", "position"}} {
		if text, given := c.in.Text(part.parameter); given && text != "" {
			if _, err := c.tx.ExecContext(c, `UPDATE ud_client SET `+part.column+` = ? WHERE id = ?`, strings.TrimSpace(text), id); err != nil {
				return nil, err
			}
		}
	}
	for _, step := range []func(int64) error{c.changeNote, c.changeStanding, c.addEmails, c.addPhone, c.changeMessengers} {
		if err := step(id); err != nil {
			return nil, err
		}
	}
	if c.in.Err != nil {
		return nil, c.in.Err
	}
	contacts, err := world.Column[string](c, c.tx, `SELECT value FROM ud_contact WHERE client_id = ? AND kind <> 'messenger' ORDER BY id`, id)
	if err != nil {
		return nil, err
	}
	// A client without a name is called by what there is.
	_, err = c.tx.ExecContext(c, `UPDATE ud_client SET name = CASE WHEN name <> '' THEN name ELSE ?1 END WHERE id = ?2`,
		append(slices.Clone(contacts), fmt.Sprintf("Client %d", id))[0], id)
	if err != nil {
		return nil, err
	}
	_, err = c.tx.ExecContext(c, `UPDATE ud_client SET folded = fold(name || char(10) || ?1) WHERE id = ?2`, strings.Join(contacts, "\n"), id)
	return ClientOutcome{id, true}, err
}

func (c *call) changeNote(id int64) error {
	note, given := c.in.Text("note")
	replace, _ := c.in.Flag("is_new_note")
	if !given || note == "" {
		return c.in.Err
	}
	_, err := c.tx.ExecContext(c, `UPDATE ud_client SET note = CASE WHEN ?1 OR note = '' THEN ?2 ELSE note || char(10) || ?2 END WHERE id = ?3`,
		replace, note, id)
	return err
}

// changeStanding reads status_vip and status_spam, or the older status.
func (c *call) changeStanding(id int64) error {
	vip, isVIP := c.in.Flag("status_vip")
	spam, isSpam := c.in.Flag("status_spam")
	if isVIP && isSpam {
		c.in.Fail("status_vip and status_spam cannot be sent together")
	}
	switch c.in.Choice("status", "vip", "spammer") {
	case "vip":
		vip, isVIP = true, true
	case "spammer":
		spam, isSpam = true, true
	}
	if c.in.Err != nil || !isVIP && !isSpam {
		return c.in.Err
	}
	_, err := c.tx.ExecContext(c, `UPDATE ud_client SET vip = ?, spammer = ? WHERE id = ?`, vip, spam, id)
	return err
}

func (c *call) addEmails(id int64) error {
	for _, email := range c.in.Items("emails") {
		if !world.ValidEmail(email) {
			return wire.Refuse("emails: %q is not an e-mail address", email)
		}
		if err := c.addContact(id, "email", "", strings.ToLower(email)); err != nil {
			return err
		}
	}
	return c.in.Err
}

func (c *call) addPhone(id int64) error {
	phone, _ := c.in.Text("phone")
	if phone = strings.TrimPrefix(strings.TrimSpace(phone), "+"); phone == "" {
		return c.in.Err
	}
	digits := !strings.ContainsFunc(phone, func(r rune) bool { return r < '0' || r > '9' })
	if !digits || len(phone) < 10 || len(phone) > 15 {
		return wire.Refuse("phone must have 10 to 15 digits")
	}
	kind, _ := c.in.Text("phone_type")
	if kind == "" {
		kind = "mobile"
	}
	return c.addContact(id, "phone", kind, phone)
}

// addContact adds a contact that the client does not have yet.
func (c *call) addContact(id int64, kind, detail, value string) error {
	_, err := c.tx.ExecContext(c, `INSERT INTO ud_contact (client_id, kind, detail, value) SELECT ?1, ?2, ?3, ?4
		WHERE NOT EXISTS (SELECT 1 FROM ud_contact WHERE client_id = ?1 AND kind = ?2 AND value = ?4)`, id, kind, detail, value)
	return err
}

// changeMessengers reads messengers: items of {type, identity} to add, or with
// the id of one there is to change or, with an empty identity, to remove.
func (c *call) changeMessengers(client int64) error {
	items, err := c.in.Array("messengers")
	if err != nil {
		return err
	}
	for _, item := range items {
		members, _ := item.(map[string]any)
		kind, _ := wire.Scalar(members["type"])
		identity, _ := wire.Scalar(members["identity"])
		if !slices.Contains(messengerTypes, kind) {
			return wire.Refuse("messengers: type must be one of: %s", strings.Join(messengerTypes, ", "))
		}
		text, _ := wire.Scalar(members["id"])
		id, err := strconv.ParseInt(text, 10, 64)
		switch {
		case text != "" && err != nil:
			return wire.Refuse("messengers: id must be a number")
		case text == "" && identity == "":
			return wire.Refuse("messengers: identity is required")
		case text == "":
			err = c.addContact(client, "messenger", kind, identity)
		case identity == "":
			_, err = c.tx.ExecContext(c, `DELETE FROM ud_contact WHERE id = ? AND client_id = ? AND kind = 'messenger'`, id, client)
		default:
			_, err = c.tx.ExecContext(c, `UPDATE ud_contact SET detail = ?, value = ? WHERE id = ? AND client_id = ? AND kind = 'messenger'`,
				kind, identity, id, client)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
