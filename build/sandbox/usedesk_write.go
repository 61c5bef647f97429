package sandbox

import (
	"database/sql"
	"slices"
	"strconv"
	"strings"
)

// udOutcome is the answer of the methods that write.
type udOutcome struct {
	Status    string `json:"status"`
	TicketID  int64  `json:"ticket_id,omitempty"`
	CommentID int64  `json:"comment_id,omitempty"`
	UserID    int64  `json:"user_id,omitempty"`
}

const (
	udOpen = 1
	udNew  = 8
)

// udLastStatus is the largest status number, merged.
const udLastStatus = 10

// createTicket answers create/ticket.
func (c *udCall) createTicket() (any, error) {
	in := c.in
	subject, _ := in.text("subject")
	in.require("subject", subject)
	message := c.message()
	if len(message) > maxMessage {
		in.fail("message is longer than %d KB", maxMessage>>10)
	}
	t := &udTicket{subject: strings.TrimSpace(subject), kind: "question", priority: "medium", status: udNew}
	if err := c.readTicket(t); err != nil {
		return nil, err
	}
	private, _ := in.flag("private_comment")
	extra, hasExtra := in.text("additional_id")
	if in.err != nil {
		return nil, in.err
	}
	if err := c.readClient(t); err != nil {
		return nil, err
	}
	now := c.now.Unix()
	result, err := c.tx.ExecContext(c, `INSERT INTO ud_ticket (subject, folded, client_id, assignee_id, group_id, channel_id, status,
		priority, type, additional_id, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		t.subject, fold(t.subject), t.clientID, t.assigneeID, t.groupID, t.channelID, t.status, t.priority, t.kind,
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
	if err := c.setUdFields(t.id); err != nil {
		return nil, err
	}
	sender := in.choice("from", "user", "client")
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
	return udOutcome{Status: "success", TicketID: t.id}, nil
}

// message reads the HTML of a first message or a comment.
func (c *udCall) message() string {
	message, _ := c.in.text("message")
	if len(c.in.uploads) == 0 {
		c.in.require("message", message)
	}
	return message
}

// readTicket reads what create/ticket and update/ticket have in common.
func (c *udCall) readTicket(t *udTicket) error {
	if kind := c.in.choice("type", udTypes...); kind != "" {
		t.kind = kind
	}
	if priority := c.in.choice("priority", udPriorities...); priority != "" {
		t.priority = priority
	}
	if status, ok := c.in.integer("status"); ok {
		if status < 1 || status > udLastStatus {
			c.in.fail("status must be a number from 1 to %d", udLastStatus)
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
		if text, ok := c.in.text(reference.parameter); ok && (text == "null" || text == "0") {
			*reference.to = sql.NullInt64{}
			continue
		}
		id, ok := c.in.integer(reference.parameter)
		if !ok {
			continue
		}
		_, found, err := one[int64](c, c.tx, `SELECT id FROM `+reference.table+` id = ?`, id)
		if err != nil {
			return err
		}
		if !found {
			c.in.fail("%s: there is no %d", reference.parameter, id)
		}
		*reference.to = sql.NullInt64{Int64: id, Valid: true}
	}
	return c.in.err
}

// readClient finds the client by client_id or client_email, or makes one.
func (c *udCall) readClient(t *udTicket) error {
	given, _ := c.in.text("client_id")
	if given = strings.TrimSpace(given); given != "" && given != "new_client" {
		id, err := strconv.ParseInt(given, 10, 64)
		if err != nil {
			return refuse("client_id must be a number, or new_client")
		}
		_, found, err := one[int64](c, c.tx, `SELECT id FROM ud_client WHERE id = ?`, id)
		if err != nil {
			return err
		}
		if !found {
			return refuse("client_id: there is no client %d", id)
		}
		t.clientID = sql.NullInt64{Int64: id, Valid: true}
		return nil
	}
	name, _ := c.in.text("client_name")
	email, _ := c.in.text("client_email")
	phone, _ := c.in.text("client_phone")
	company, _ := c.in.text("company_name")
	if name == "" && email == "" && phone == "" {
		return refuse("client_id is required, or one of client_name, client_email, client_phone for a new client")
	}
	if email != "" && !validEmail(email) {
		return refuse("client_email is not an e-mail address")
	}
	if email != "" && given != "new_client" {
		id, found, err := one[int64](c, c.tx, `SELECT client_id FROM ud_contact WHERE kind = 'email' AND value = ?`, strings.ToLower(email))
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
		name, fold(name, email, phone), company, c.now.Unix())
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
func (c *udCall) addTags(ticket int64) error {
	for _, tag := range c.in.items("tag", "tags") {
		if _, err := c.tx.ExecContext(c, `INSERT OR IGNORE INTO ud_tag (name, folded) VALUES (?, ?)`, tag, strings.ToLower(tag)); err != nil {
			return err
		}
		if _, err := c.tx.ExecContext(c, `INSERT OR IGNORE INTO ud_ticket_tag (ticket_id, tag_id)
			SELECT ?, id FROM ud_tag WHERE folded = ?`, ticket, strings.ToLower(tag)); err != nil {
			return err
		}
	}
	return c.in.err
}

// setUdFields stores field_id and field_value, which list fields and values in
// step, separated by semicolons, and the items {id, value} of lists.
func (c *udCall) setUdFields(ticket int64) error {
	ids, _ := c.in.text("field_id")
	values, _ := c.in.text("field_value")
	var names, texts []string
	if ids != "" {
		names, texts = strings.Split(ids, ";"), strings.Split(values, ";")
	}
	if len(names) != len(texts) {
		return refuse("field_id lists %d fields and field_value %d values", len(names), len(texts))
	}
	items, err := c.in.array("lists", "list")
	if err != nil {
		return err
	}
	for _, item := range items {
		members, _ := item.(map[string]any)
		id, hasID := scalar(members["id"])
		value, hasValue := scalar(members["value"])
		if !hasID || !hasValue {
			return refuse("lists must be an array of {id, value}")
		}
		names, texts = append(names, id), append(texts, value)
	}
	if c.in.err != nil {
		return c.in.err
	}
	for i, name := range names {
		id, err := strconv.ParseInt(strings.TrimSpace(name), 10, 64)
		if err != nil {
			return refuse("field_id must be numbers separated by semicolons")
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
func (c *udCall) fieldValue(id int64, text string) (sql.NullString, error) {
	kind, found, err := one[int](c, c.tx, `SELECT kind FROM ud_field WHERE id = ?`, id)
	if err != nil {
		return sql.NullString{}, err
	}
	if !found {
		return sql.NullString{}, refuse("field_id: there is no field %d", id)
	}
	switch kind {
	case 2, 4:
		if text == "" {
			return sql.NullString{}, nil
		}
		option, found, err := one[string](c, c.tx, `SELECT CAST(id AS TEXT) FROM ud_field_option
			WHERE field_id = ?1 AND (CAST(id AS TEXT) = ?2 OR value = ?2)`, id, text)
		if err == nil && !found {
			err = refuse("field_value: field %d has no option %q", id, text)
		}
		return sql.NullString{String: option, Valid: true}, err
	case 3:
		return sql.NullString{String: strconv.Itoa(number(slices.Contains([]string{"1", "true", "on"}, text))), Valid: true}, nil
	}
	return sql.NullString{String: text, Valid: text != ""}, nil
}

// author gives the agent of a comment: user_id, else the company's first user;
// none for the client's own comments.
func (c *udCall) author(sender string) (sql.NullInt64, error) {
	if sender == "client" {
		return sql.NullInt64{}, nil
	}
	id, given := c.in.integer("user_id")
	if !given {
		first, _, err := one[int64](c, c.tx, `SELECT min(id) FROM ud_agent WHERE NOT deleted`)
		return sql.NullInt64{Int64: first, Valid: true}, err
	}
	_, found, err := one[int64](c, c.tx, `SELECT id FROM ud_agent WHERE id = ? AND NOT deleted`, id)
	if err == nil && !found {
		err = refuse("user_id: there is no user %d", id)
	}
	return sql.NullInt64{Int64: id, Valid: true}, err
}

func (c *udCall) insertComment(t *udTicket, message, sender, kind string, agent sql.NullInt64, first bool) (int64, error) {
	client := sql.NullInt64{}
	if sender == "client" {
		client = t.clientID
	}
	cc, bcc := c.in.items("cc"), c.in.items("bcc")
	if c.in.err != nil {
		return 0, c.in.err
	}
	result, err := c.tx.ExecContext(c, `INSERT INTO ud_comment (ticket_id, message, folded, sender, type, agent_id, client_id, is_first,
		delivered, published_at, cc, bcc) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, t.id, message, fold(message), sender, kind,
		agent, client, first, kind == "public", c.now.Unix(), jsonText(append([]string{}, cc...)), jsonText(append([]string{}, bcc...)))
	if err != nil {
		return 0, err
	}
	id, err := result.LastInsertId()
	if err != nil {
		return 0, err
	}
	for _, file := range c.in.uploads {
		if _, err := c.tx.ExecContext(c, `INSERT INTO ud_file (comment_id, name, body) VALUES (?, ?, ?)`, id, file.name, file.body); err != nil {
			return 0, err
		}
	}
	return id, nil
}

// createComment answers create/comment. Comments are private unless type says
// public.
func (c *udCall) createComment() (any, error) {
	t, err := c.ticket(0)
	if err != nil {
		return nil, err
	}
	message := c.message()
	kind := c.in.choice("type", "public", "private")
	if kind == "" {
		kind = "private"
	}
	sender := c.in.choice("from", "user", "client", "trigger")
	if sender == "" {
		sender = "user"
	}
	if c.in.err != nil {
		return nil, c.in.err
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
	if t.status == udNew && sender == "user" && kind == "public" {
		t.status = udOpen
	}
	if err := c.storeTicket(&before, t, agent); err != nil {
		return nil, err
	}
	return udOutcome{Status: "success", CommentID: id}, nil
}

// updateTicket answers update/ticket. A new ticket becomes open unless the
// request sets a status or asks for silence; tags are added to those it has.
func (c *udCall) updateTicket() (any, error) {
	t, err := c.ticket(0)
	if err != nil {
		return nil, err
	}
	before := *t
	if subject, ok := c.in.text("subject"); ok {
		t.subject = strings.TrimSpace(subject)
	}
	if err := c.readTicket(t); err != nil {
		return nil, err
	}
	if client, ok := c.in.text("client_id"); ok && client != "" {
		if err := c.readClient(t); err != nil {
			return nil, err
		}
	}
	silent, _ := c.in.flag("silent")
	if _, given := c.in.integer("status"); !given && !silent && t.status == udNew {
		t.status = udOpen
	}
	if c.in.err != nil {
		return nil, c.in.err
	}
	agent, err := c.author("user")
	if err != nil {
		return nil, err
	}
	if err := c.addTags(t.id); err != nil {
		return nil, err
	}
	if err := c.setUdFields(t.id); err != nil {
		return nil, err
	}
	if err := c.storeTicket(&before, t, agent); err != nil {
		return nil, err
	}
	return udOutcome{Status: "success", TicketID: t.id}, nil
}

// udTarget is one changed member of a ticket in its history.
type udTarget struct {
	Target   string `json:"target"`
	Value    any    `json:"value"`
	OldValue any    `json:"old_value"`
}

// storeTicket writes the changed ticket and adds what changed to its history.
func (c *udCall) storeTicket(before, t *udTicket, agent sql.NullInt64) error {
	_, err := c.tx.ExecContext(c, `UPDATE ud_ticket SET subject = ?, folded = ?, client_id = ?, assignee_id = ?, group_id = ?,
		channel_id = ?, status = ?, priority = ?, type = ?, updated_at = ? WHERE id = ?`, t.subject, fold(t.subject), t.clientID,
		t.assigneeID, t.groupID, t.channelID, t.status, t.priority, t.kind, c.now.Unix(), t.id)
	if err != nil {
		return err
	}
	var targets []udTarget
	add := func(name string, value, old any, changed bool) {
		if changed {
			targets = append(targets, udTarget{name, value, old})
		}
	}
	add("assignee_id", intOrNil(t.assigneeID), intOrNil(before.assigneeID), t.assigneeID != before.assigneeID)
	add("group", intOrNil(t.groupID), intOrNil(before.groupID), t.groupID != before.groupID)
	add("status_id", t.status, before.status, t.status != before.status)
	add("priority", t.priority, before.priority, t.priority != before.priority)
	add("type", t.kind, before.kind, t.kind != before.kind)
	add("subject", t.subject, before.subject, t.subject != before.subject)
	if len(targets) == 0 {
		return nil
	}
	_, err = c.tx.ExecContext(c, `INSERT INTO ud_change (ticket_id, agent_id, changes, old_status, new_status, changed_at)
		VALUES (?, ?, ?, ?, ?, ?)`, t.id, agent, jsonText(targets), before.status, t.status, c.now.Unix())
	return err
}
