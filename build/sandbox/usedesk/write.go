package usedesk

import (
	"database/sql"
	"slices"
	"strconv"
	"strings"

	"deskside/build/sandbox/wire"
	"deskside/build/sandbox/world"
)

// OutcomeAnswer is the answer of the methods that write.
type OutcomeAnswer struct {
	Status    string `json:"status"`
	TicketID  int64  `json:"ticket_id,omitempty"`
	CommentID int64  `json:"comment_id,omitempty"`
	UserID    int64  `json:"user_id,omitempty"`
}

const (
	statusOpen = 1
	statusNew  = 8
)

// lastStatus is the largest status number, merged.
const lastStatus = 10

// createTicket answers create/ticket.
func (c *call) createTicket() (any, error) {
	in := c.in
	subject, _ := in.Text("subject")
	in.Require("subject", subject)
	message := c.message()
	if len(message) > maxMessage {
		in.Fail("message is longer than %d KB", maxMessage>>10)
	}
	t := &ticketRow{subject: c.api.options.Titles.Store(subject), kind: "question", priority: "medium", status: statusNew}
	if err := c.readTicket(t); err != nil {
		return nil, err
	}
	private, _ := in.Flag("private_comment")
	extra, hasExtra := in.Text("additional_id")
	if in.Err != nil {
		return nil, in.Err
	}
	if err := c.readClient(t); err != nil {
		return nil, err
	}
	now := c.now.Unix()
	result, err := c.tx.ExecContext(c, `INSERT INTO ud_ticket (subject, folded, client_id, assignee_id, group_id, channel_id, status,
		priority, type, additional_id, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		t.subject, world.Fold(t.subject), t.clientID, t.assigneeID, t.groupID, t.channelID, t.status, t.priority, t.kind,
		sql.NullString{String: extra, Valid: hasExtra}, now, now)
	if err != nil {
		return nil, err
	}
	if t.id, err = result.LastInsertId(); err != nil {
		return nil, err
	}
	if err := c.addTags(t.id); err != nil {
		return nil, err
	}
	if err := c.setFields(t.id); err != nil {
		return nil, err
	}
	sender := in.Choice("from", "user", "client")
	if sender == "" {
		sender = "client"
	}
	agent, err := c.author(sender)
	if err != nil {
		return nil, err
	}
	kind := "public"
	if private {
		kind = "private"
	}
	if _, err := c.insertComment(t, message, sender, kind, agent, true); err != nil {
		return nil, err
	}
	return OutcomeAnswer{Status: "success", TicketID: t.id}, nil
}

// message reads the HTML of a first message or a comment.
func (c *call) message() string {
	message, _ := c.in.Text("message")
	if len(c.in.Uploads) == 0 {
		c.in.Require("message", message)
	}
	return message
}

// readTicket reads what create/ticket and update/ticket have in common.
func (c *call) readTicket(t *ticketRow) error {
	if kind := c.in.Choice("type", ticketTypes...); kind != "" {
		t.kind = kind
	}
	if priority := c.in.Choice("priority", world.UsedeskPriorities...); priority != "" {
		t.priority = priority
	}
	if status, ok := c.in.Integer("status"); ok {
		if status < 1 || status > lastStatus {
			c.in.Fail("status must be a number from 1 to %d", lastStatus)
		}
		t.status = int(status)
	}
	for _, reference := range []struct {
		parameter, table string
		to               *sql.NullInt64
	}{
		{"assignee_id", "ud_agent WHERE NOT deleted AND", &t.assigneeID}, {"group_id", "ud_group WHERE", &t.groupID},
		{"channel_id", "ud_channel WHERE", &t.channelID},
	} {
		if text, ok := c.in.Text(reference.parameter); ok && (text == "null" || text == "0") {
			*reference.to = sql.NullInt64{}
			continue
		}
		id, ok := c.in.Integer(reference.parameter)
		if !ok {
			continue
		}
		_, found, err := world.One[int64](c, c.tx, `SELECT id FROM `+reference.table+` id = ?`, id)
		if err != nil {
			return err
		}
		if !found {
			c.in.Fail("%s: there is no %d", reference.parameter, id)
		}
		*reference.to = sql.NullInt64{Int64: id, Valid: true}
	}
	return c.in.Err
}

// readClient finds the client by client_id or client_email, or makes one.
func (c *call) readClient(t *ticketRow) error {
	given, _ := c.in.Text("client_id")
	if given = strings.TrimSpace(given); given != "" && given != "new_client" {
		id, err := strconv.ParseInt(given, 10, 64)
		if err != nil {
			return wire.Refuse("client_id must be a number, or new_client")
		}
		_, found, err := world.One[int64](c, c.tx, `SELECT id FROM ud_client WHERE id = ?`, id)
		if err != nil {
			return err
		}
		if !found {
			return wire.Refuse("client_id: there is no client %d", id)
		}
		t.clientID = sql.NullInt64{Int64: id, Valid: true}
		return nil
	}
	name, _ := c.in.Text("client_name")
	email, _ := c.in.Text("client_email")
	phone, _ := c.in.Text("client_phone")
	company, _ := c.in.Text("company_name")
	if name == "" && email == "" && phone == "" {
		return wire.Refuse("client_id is required, or one of client_name, client_email, client_phone for a new client")
	}
	if email != "" && !world.ValidEmail(email) {
		return wire.Refuse("client_email is not an e-mail address")
	}
	if email != "" && given != "new_client" {
		id, found, err := world.One[int64](c, c.tx, `SELECT client_id FROM ud_contact WHERE kind = 'email' AND value = ?`, strings.ToLower(email))
		if err != nil {
			return err
		}
		if found {
			t.clientID = sql.NullInt64{Int64: id, Valid: true}
			return nil
		}
	}
	if name == "" {
		name = email + phone
	}
	result, err := c.tx.ExecContext(c, `INSERT INTO ud_client (name, folded, company, created_at) VALUES (?, ?, ?, ?)`,
		name, world.Fold(name, email, phone), company, c.now.Unix())
	if err != nil {
		return err
	}
	id, err := result.LastInsertId()
	if err != nil {
		return err
	}
	for _, contact := range []struct{ kind, detail, value string }{{"email", "", strings.ToLower(email)}, {"phone", "mobile", phone}} {
		if contact.value == "" {
			continue
		}
		if _, err := c.tx.ExecContext(c, `INSERT INTO ud_contact (client_id, kind, detail, value) VALUES (?, ?, ?, ?)`,
			id, contact.kind, contact.detail, contact.value); err != nil {
			return err
		}
	}
	t.clientID = sql.NullInt64{Int64: id, Valid: true}
	return nil
}

// addTags adds the tags of tag, making those that are new.
func (c *call) addTags(ticket int64) error {
	for _, tag := range c.in.Items("tag", "tags") {
		if _, err := c.tx.ExecContext(c, `INSERT OR IGNORE INTO ud_tag (name, folded) VALUES (?, ?)`, tag, strings.ToLower(tag)); err != nil {
			return err
		}
		if _, err := c.tx.ExecContext(c, `INSERT OR IGNORE INTO ud_ticket_tag (ticket_id, tag_id)
			SELECT ?, id FROM ud_tag WHERE folded = ?`, ticket, strings.ToLower(tag)); err != nil {
			return err
		}
	}
	return c.in.Err
}

// setFields stores field_id and field_value, which list fields and values in
// step, separated by semicolons, and the items {id, value} of lists.
func (c *call) setFields(ticket int64) error {
	ids, _ := c.in.Text("field_id")
	values, _ := c.in.Text("field_value")
	var names, texts []string
	if ids != "" {
		names, texts = strings.Split(ids, ";"), strings.Split(values, ";")
	}
	if len(names) != len(texts) {
		return wire.Refuse("field_id lists %d fields and field_value %d values", len(names), len(texts))
	}
	items, err := c.in.Array("lists", "list")
	if err != nil {
		return err
	}
	for _, item := range items {
		members, _ := item.(map[string]any)
		id, hasID := wire.Scalar(members["id"])
		value, hasValue := wire.Scalar(members["value"])
		if !hasID || !hasValue {
			return wire.Refuse("lists must be an array of {id, value}")
		}
		names, texts = append(names, id), append(texts, value)
	}
	if c.in.Err != nil {
		return c.in.Err
	}
	for i, name := range names {
		id, err := strconv.ParseInt(strings.TrimSpace(name), 10, 64)
		if err != nil {
			return wire.Refuse("field_id must be numbers separated by semicolons")
		}
		value, err := c.fieldValue(id, strings.TrimSpace(texts[i]))
		if err != nil {
			return err
		}
		if _, err := c.tx.ExecContext(c, `INSERT INTO ud_field_value (ticket_id, field_id, value) VALUES (?, ?, ?)
			ON CONFLICT (ticket_id, field_id) DO UPDATE SET value = excluded.value`, ticket, id, value); err != nil {
			return err
		}
	}
	return nil
}

// fieldValue gives the stored form of a value: option ids for lists, 0 or 1 for
// checkboxes.
func (c *call) fieldValue(id int64, text string) (sql.NullString, error) {
	kind, found, err := world.One[int](c, c.tx, `SELECT kind FROM ud_field WHERE id = ?`, id)
	if err != nil {
		return sql.NullString{}, err
	}
	if !found {
		return sql.NullString{}, wire.Refuse("field_id: there is no field %d", id)
	}
	switch kind {
	case 2, 4:
		if text == "" {
			return sql.NullString{}, nil
		}
		option, found, err := world.One[string](c, c.tx, `SELECT CAST(id AS TEXT) FROM ud_field_option
			WHERE field_id = ?1 AND (CAST(id AS TEXT) = ?2 OR value = ?2)`, id, text)
		if err == nil && !found {
			err = wire.Refuse("field_value: field %d has no option %q", id, text)
		}
		return sql.NullString{String: option, Valid: true}, err
	case 3:
		return sql.NullString{String: strconv.Itoa(world.Number(slices.Contains([]string{"1", "true", "on"}, text))), Valid: true}, nil
	}
	return sql.NullString{String: text, Valid: text != ""}, nil
}

// author gives the agent of a comment: user_id, else the company's first user;
// none for the client's own comments.
func (c *call) author(sender string) (sql.NullInt64, error) {
	if sender == "client" {
		return sql.NullInt64{}, nil
	}
	id, given := c.in.Integer("user_id")
	if !given {
		first, _, err := world.One[int64](c, c.tx, `SELECT min(id) FROM ud_agent WHERE NOT deleted`)
		return sql.NullInt64{Int64: first, Valid: true}, err
	}
	_, found, err := world.One[int64](c, c.tx, `SELECT id FROM ud_agent WHERE id = ? AND NOT deleted`, id)
	if err == nil && !found {
		err = wire.Refuse("user_id: there is no user %d", id)
	}
	return sql.NullInt64{Int64: id, Valid: true}, err
}

func (c *call) insertComment(t *ticketRow, message, sender, kind string, agent sql.NullInt64, first bool) (int64, error) {
	client := sql.NullInt64{}
	if sender == "client" {
		client = t.clientID
	}
	cc, bcc := c.in.Items("cc"), c.in.Items("bcc")
	if c.in.Err != nil {
		return 0, c.in.Err
	}
	result, err := c.tx.ExecContext(c, `INSERT INTO ud_comment (ticket_id, message, folded, sender, type, agent_id, client_id, is_first,
		delivered, published_at, cc, bcc) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, t.id, message, world.Fold(message), sender, kind,
		agent, client, first, kind == "public", c.now.Unix(), world.JSONText(append([]string{}, cc...)), world.JSONText(append([]string{}, bcc...)))
	if err != nil {
		return 0, err
	}
	id, err := result.LastInsertId()
	if err != nil {
		return 0, err
	}
	for _, file := range c.in.Uploads {
		if _, err := c.tx.ExecContext(c, `INSERT INTO ud_file (comment_id, name, body) VALUES (?, ?, ?)`, id, file.Name, file.Body); err != nil {
			return 0, err
		}
	}
	return id, nil
}

// createComment answers create/comment. Comments are private unless type says
// public.
func (c *call) createComment() (any, error) {
	t, err := c.ticket(0)
	if err != nil {
		return nil, err
	}
	message := c.message()
	kind := c.in.Choice("type", "public", "private")
	if kind == "" {
		kind = "private"
	}
	sender := c.in.Choice("from", "user", "client", "trigger")
	if sender == "" {
		sender = "user"
	}
	if c.in.Err != nil {
		return nil, c.in.Err
	}
	agent, err := c.author(sender)
	if err != nil {
		return nil, err
	}
	id, err := c.insertComment(t, message, sender, kind, agent, false)
	if err != nil {
		return nil, err
	}
	before := *t
	if t.status == statusNew && sender == "user" && kind == "public" {
		t.status = statusOpen
	}
	if err := c.storeTicket(&before, t, agent); err != nil {
		return nil, err
	}
	return OutcomeAnswer{Status: "success", CommentID: id}, nil
}

// updateTicket answers update/ticket. A new ticket becomes open unless the
// request sets a status or asks for silence; tags are added to those it has.
func (c *call) updateTicket() (any, error) {
	t, err := c.ticket(0)
	if err != nil {
		return nil, err
	}
	before := *t
	if subject, ok := c.in.Text("subject"); ok {
		t.subject = c.api.options.Titles.Store(subject)
	}
	if err := c.readTicket(t); err != nil {
		return nil, err
	}
	if client, ok := c.in.Text("client_id"); ok && client != "" {
		if err := c.readClient(t); err != nil {
			return nil, err
		}
	}
	silent, _ := c.in.Flag("silent")
	if _, given := c.in.Integer("status"); !given && !silent && t.status == statusNew {
		t.status = statusOpen
	}
	if c.in.Err != nil {
		return nil, c.in.Err
	}
	agent, err := c.author("user")
	if err != nil {
		return nil, err
	}
	if err := c.addTags(t.id); err != nil {
		return nil, err
	}
	if err := c.setFields(t.id); err != nil {
		return nil, err
	}
	if err := c.storeTicket(&before, t, agent); err != nil {
		return nil, err
	}
	return OutcomeAnswer{Status: "success", TicketID: t.id}, nil
}

// storeTicket writes the changed ticket and adds what changed to its history.
func (c *call) storeTicket(before, t *ticketRow, agent sql.NullInt64) error {
	_, err := c.tx.ExecContext(c, `UPDATE ud_ticket SET subject = ?, folded = ?, client_id = ?, assignee_id = ?, group_id = ?,
		channel_id = ?, status = ?, priority = ?, type = ?, updated_at = ? WHERE id = ?`, t.subject, world.Fold(t.subject), t.clientID,
		t.assigneeID, t.groupID, t.channelID, t.status, t.priority, t.kind, c.now.Unix(), t.id)
	if err != nil {
		return err
	}
	var targets []world.UsedeskChange
	add := func(name string, value, old any, changed bool) {
		if changed {
			targets = append(targets, world.UsedeskChange{Target: name, Value: value, OldValue: old})
		}
	}
	add("assignee_id", world.IntOrNil(t.assigneeID), world.IntOrNil(before.assigneeID), t.assigneeID != before.assigneeID)
	add("group", world.IntOrNil(t.groupID), world.IntOrNil(before.groupID), t.groupID != before.groupID)
	add("status_id", t.status, before.status, t.status != before.status)
	add("priority", t.priority, before.priority, t.priority != before.priority)
	add("type", t.kind, before.kind, t.kind != before.kind)
	add("subject", t.subject, before.subject, t.subject != before.subject)
	if len(targets) == 0 {
		return nil
	}
	_, err = c.tx.ExecContext(c, `INSERT INTO ud_change (ticket_id, agent_id, changes, old_status, new_status, changed_at)
		VALUES (?, ?, ?, ?, ?, ?)`, t.id, agent, world.JSONText(targets), before.status, t.status, c.now.Unix())
	return err
}
