package sandbox

import (
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// draft is what objects.create and objects.edit read from a request.
type draft struct {
	ownership, kind, title string
	content                sql.NullString
	form                   string
	categoryID             sql.NullInt64
	responsibleID, teamID  sql.NullInt64
	authorID               int64
	isPrivate              bool
	statusID               sql.NullInt64
	priority               string
	expiresAt              sql.NullInt64
	tags                   []string
}

// typesOf are the object types that each ownership takes in objects.create.
var typesOf = map[string][]string{
	"helpdesk": {"ticket"},
	"feedback": {"idea", "problem", "question"},
}

// createObject answers objects.json with POST.
func (c *urCall) createObject() (any, error) {
	ownership, _ := c.in.text("ownership")
	kind, _ := c.in.text("object_type")
	if ownership == "" || kind == "" {
		return nil, badRequest(contextOwnership)
	}
	types, ok := typesOf[ownership]
	if !ok {
		return nil, badRequest("ownership must be one of: feedback, helpdesk")
	}
	if !slices.Contains(types, kind) {
		return nil, badRequest("object_type must be one of: " + strings.Join(types, ", ") + " when ownership is " + ownership)
	}
	d := &draft{ownership: ownership, kind: kind, authorID: c.caller.id, priority: "normal", form: "bbcode"}
	if err := c.readDraft(d, true); err != nil {
		return nil, err
	}
	created := c.now.Unix()
	forum := int64(1)
	if d.categoryID.Valid {
		forum, _, _ = one[int64](c, c.tx, `SELECT forum_id FROM ur_category WHERE id = ?`, d.categoryID)
	}
	var sla sql.NullInt64
	if ownership == "helpdesk" {
		sla = sql.NullInt64{Int64: c.now.Add(slaOf(d.priority)).Unix(), Valid: true}
	}
	result, err := c.tx.ExecContext(c, `INSERT INTO ur_object (ownership, type, title, slug, content, form, folded, language,
		source, state, moderation, status_id, category_id, forum_id, author_id, responsible_id, team_id, priority,
		is_private, created_at, sla_at, expires_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, 'en', 'api', 'normal', 'approved', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		d.ownership, d.kind, d.title, slugOf(d.title), d.content, d.form, fold(d.title, d.content.String), d.statusID,
		d.categoryID, forum, d.authorID, d.responsibleID, d.teamID, d.priority, d.isPrivate, created, sla, d.expiresAt)
	if err != nil {
		return nil, err
	}
	id, err := result.LastInsertId()
	if err != nil {
		return nil, err
	}
	if _, err := c.tx.ExecContext(c, `INSERT INTO ur_subscription (object_id, user_id) VALUES (?, ?)`, id, d.authorID); err != nil {
		return nil, err
	}
	if err := c.storeExtras(id, d, true); err != nil {
		return nil, err
	}
	return c.objectAnswer(id)
}

func slaOf(priority string) time.Duration {
	hours := map[string]int{"urgent": slaMostUrgentHours, "high": slaHighHours, "normal": slaNormalHours, "low": slaLowHours}[priority]
	return time.Duration(hours) * time.Hour
}

// readDraft reads what create and edit have in common. Absent members leave d as
// it is; create asks for the required ones.
func (c *urCall) readDraft(d *draft, create bool) error {
	in := c.in
	if title, ok := in.text("title"); ok || create {
		in.require("title", title)
		in.length("title", title, maxTitle)
		d.title = strings.TrimSpace(title)
	}
	if content, ok := in.text("content"); ok || create {
		if d.ownership != "helpdesk" {
			in.require("content", content)
		}
		in.length("content", content, maxContent)
		d.content = sql.NullString{String: content, Valid: content != ""}
		d.form = c.contentForm()
	}
	if private, ok := in.flag("is_private"); ok {
		if private && d.ownership == "helpdesk" {
			in.fail("is_private is only for feedback and announcements")
		}
		d.isPrivate = private
	}
	if priority := in.choice("priority", "low", "normal", "high", "urgent"); priority != "" {
		d.priority = priority
	}
	if expire := in.choice("expire_select", "never", "on_date"); expire != "" {
		if d.ownership != "announcements" {
			in.fail("expire_select is only for announcements")
		}
		date, _ := in.text("expires_at")
		if expire == "on_date" {
			at, err := time.ParseInLocation("02.01.2006", date, time.UTC)
			if err != nil {
				in.fail("expires_at must be a date such as 31.05.2026")
			}
			d.expiresAt = sql.NullInt64{Int64: at.Unix(), Valid: true}
		}
	}
	d.tags = in.tags()
	if in.err != nil {
		return in.err
	}
	for _, step := range []func(*draft, bool) error{c.readCategory, c.readResponsible, c.readStatus, c.readAuthor} {
		if err := step(d, create); err != nil {
			return err
		}
	}
	return in.err
}

// contentForm is how the request's content is written.
func (c *urCall) contentForm() string {
	if asHTML, _ := c.in.flag("treat_as_html"); asHTML {
		return "html"
	}
	return "bbcode"
}

// tags reads tags: an array, or one text with commas; nil when absent.
func (in *input) tags() []string {
	value, ok := in.get("tags")
	if !ok || value == nil {
		return nil
	}
	items, many := value.([]any)
	if !many {
		text, ok := scalar(value)
		if !ok {
			in.fail("tags must be an array of texts")
			return nil
		}
		for tag := range strings.SplitSeq(text, ",") {
			items = append(items, tag)
		}
	}
	tags := []string{}
	for _, item := range items {
		tag, ok := item.(string)
		if !ok {
			in.fail("tags must be an array of texts")
			return nil
		}
		if tag = strings.TrimSpace(tag); tag != "" && !slices.Contains(tags, tag) {
			tags = append(tags, tag)
		}
	}
	return tags
}

func (c *urCall) readCategory(d *draft, _ bool) error {
	id, ok := c.in.integer("category_id")
	switch {
	case !ok:
		return nil
	case id == 0:
		d.categoryID = sql.NullInt64{}
		return nil
	}
	found, err := c.categoryList("id = ? AND ownership = ? AND (type IS NULL OR type = ?)", id, d.ownership, d.kind)
	if err != nil {
		return err
	}
	if len(found) == 0 {
		return badRequest(fmt.Sprintf("category_id %d is not a category for %s %s", id, d.ownership, d.kind))
	}
	d.categoryID = sql.NullInt64{Int64: id, Valid: true}
	return nil
}

func (c *urCall) readResponsible(d *draft, _ bool) error {
	if id, ok := c.in.integer("responsible_id"); ok {
		d.responsibleID = sql.NullInt64{Int64: id, Valid: id != 0}
		if id != 0 {
			p, err := c.person(id)
			if err != nil {
				return err
			}
			if p == nil || p.role == "user" {
				return badRequest(fmt.Sprintf("responsible_id %d is not an agent or administrator", id))
			}
		}
	}
	if id, ok := c.in.integer("team_id"); ok {
		d.teamID = sql.NullInt64{Int64: id, Valid: id != 0}
		team, err := c.team(d.teamID)
		if err != nil {
			return err
		}
		if id != 0 && team == nil {
			return badRequest(fmt.Sprintf("team_id %d is not a team", id))
		}
	}
	if !c.isAgent() && (d.responsibleID.Valid || d.teamID.Valid) {
		return forbidden("only agents can assign objects")
	}
	return nil
}

// readStatus reads status_id, or gives a new object the default of its type.
func (c *urCall) readStatus(d *draft, create bool) error {
	id, ok := c.in.integer("status_id")
	if !ok && !create {
		return nil
	}
	statuses, err := c.statusList("ownership = ? AND type = ?", d.ownership, d.kind)
	if err != nil {
		return err
	}
	for _, status := range statuses {
		if ok && status.ID == id || !ok && status.IsDefault {
			d.statusID = sql.NullInt64{Int64: status.ID, Valid: true}
			return nil
		}
	}
	if ok {
		return badRequest(fmt.Sprintf("status_id %d is not a status for %s %s", id, d.ownership, d.kind))
	}
	return nil
}

// readAuthor reads force_author: a user id, or an e-mail, for which a user is
// made when there is none.
func (c *urCall) readAuthor(d *draft, _ bool) error {
	author, _ := c.in.text("force_author")
	author = strings.TrimSpace(author)
	if author == "" {
		return nil
	}
	if !c.isAgent() {
		return forbidden("force_author needs the privilege of an agent")
	}
	if id, err := strconv.ParseInt(author, 10, 64); err == nil {
		p, err := c.person(id)
		if err != nil {
			return err
		}
		if p == nil {
			return badRequest("force_author is not a user")
		}
		d.authorID = id
		return nil
	}
	if !validEmail(author) {
		return badRequest("force_author must be a user id or an e-mail address")
	}
	id, found, err := one[int64](c, c.tx, `SELECT id FROM ur_user WHERE email = ?`, author)
	if err != nil {
		return err
	}
	if !found {
		name, _, _ := strings.Cut(author, "@")
		if given, _ := c.in.text("notify_name"); given != "" {
			name = given
		}
		if id, err = c.insertUser(name, author); err != nil {
			return err
		}
	}
	d.authorID = id
	return nil
}

func validEmail(address string) bool {
	local, host, ok := strings.Cut(address, "@")
	return ok && local != "" && strings.Contains(host, ".") && !strings.ContainsFunc(address, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune(`<>(),;:"[]\`, r)
	}) && !strings.Contains(host, "@") && !strings.HasSuffix(host, ".") && !strings.HasPrefix(host, ".")
}

// insertUser makes a plain user, without a password or a key.
func (c *urCall) insertUser(name, email string) (int64, error) {
	result, err := c.tx.ExecContext(c, `INSERT INTO ur_user (name, email, folded, role, registered_at) VALUES (?, ?, ?, 'user', ?)`,
		name, email, fold(name, email), c.now.Unix())
	if err != nil {
		return 0, err
	}
	return result.LastInsertId()
}

// storeExtras stores tags, files and custom fields of a new or changed object.
func (c *urCall) storeExtras(id int64, d *draft, create bool) error {
	if d.tags != nil {
		if err := replaceTags(c, c.tx, id, d.tags); err != nil {
			return err
		}
	}
	if err := c.storeAttachments("object_id", id); err != nil {
		return err
	}
	return c.setFields("object", d.ownership, id, create)
}

func (c *urCall) getObject() (any, error) { return c.objectAnswer(c.id) }

// editObject answers objects/{id}.json with PUT. The author may change the text;
// the rest is for agents.
func (c *urCall) editObject() (any, error) {
	o, err := c.object(c.id)
	if err != nil {
		return nil, err
	}
	if !c.isAgent() && (!o.authorID.Valid || o.authorID.Int64 != c.caller.id) {
		return nil, forbidden("only agents and the author can edit an object")
	}
	d := &draft{
		ownership: o.ownership, kind: o.kind, title: o.title, content: o.content, form: o.form, categoryID: o.categoryID,
		responsibleID: o.responsibleID, teamID: o.teamID, authorID: o.authorID.Int64, isPrivate: o.isPrivate, statusID: o.statusID,
	}
	if kind, ok := c.in.text("object_type"); ok && kind != o.kind {
		if !slices.Contains(typesOf[o.ownership], kind) {
			return nil, badRequest("object_type must be one of: " + strings.Join(typesOf[o.ownership], ", ") + " when ownership is " + o.ownership)
		}
		d.kind, d.statusID = kind, sql.NullInt64{}
	}
	if _, ok := c.in.get("status_id"); ok && !c.isAgent() {
		return nil, forbidden("only agents can change the status")
	}
	if err := c.readDraft(d, false); err != nil {
		return nil, err
	}
	if d.kind != o.kind && !d.statusID.Valid {
		if err := c.readStatus(d, true); err != nil {
			return nil, err
		}
	}
	if err := c.recordEdit(o, d); err != nil {
		return nil, err
	}
	if err := c.storeEdit(o, d); err != nil {
		return nil, err
	}
	return c.objectAnswer(c.id)
}

func (c *urCall) storeEdit(o *object, d *draft) error {
	status, err := c.status(d.statusID)
	if err != nil {
		return err
	}
	completedBy, completedAt := o.completedBy, o.completedAt
	switch closed := status != nil && status.IsClosed; {
	case closed && !completedAt.Valid:
		completedBy = sql.NullInt64{Int64: c.caller.id, Valid: true}
		completedAt = sql.NullInt64{Int64: c.now.Unix(), Valid: true}
	case !closed:
		completedBy, completedAt = sql.NullInt64{}, sql.NullInt64{}
	}
	author := sql.NullInt64{Int64: d.authorID, Valid: d.authorID != 0}
	_, err = c.tx.ExecContext(c, `UPDATE ur_object SET type = ?, title = ?, slug = ?, content = ?, form = ?, folded = ?, status_id = ?,
		category_id = ?, author_id = ?, responsible_id = ?, team_id = ?, is_private = ?, completed_by = ?, completed_at = ?,
		priority = CASE WHEN ? = '' THEN priority ELSE ? END, activity_at = ? WHERE id = ?`,
		d.kind, d.title, slugOf(d.title), d.content, d.form, fold(d.title, d.content.String), d.statusID, d.categoryID, author,
		d.responsibleID, d.teamID, d.isPrivate, completedBy, completedAt, d.priority, d.priority, c.now.Unix(), o.id)
	if err != nil {
		return err
	}
	return c.storeExtras(o.id, d, false)
}

// deleteObject removes an object for good; the answer is its last state.
func (c *urCall) deleteObject() (any, error) {
	answer, err := c.objectAnswer(c.id)
	if err != nil {
		return nil, err
	}
	if _, err := c.tx.ExecContext(c, `DELETE FROM ur_field_value WHERE entity = 'object' AND entity_id = ?`, c.id); err != nil {
		return nil, err
	}
	_, err = c.tx.ExecContext(c, `DELETE FROM ur_object WHERE id = ?`, c.id)
	return answer, err
}

// voteObject answers objects/{id}/votes/toggle.json: up and down set the
// caller's vote, revert takes it back.
func (c *urCall) voteObject() (any, error) {
	value := c.in.choice("value", "up", "down", "revert")
	if c.in.err == nil && value == "" {
		c.in.fail("value is required: up, down or revert")
	}
	if c.in.err != nil {
		return nil, c.in.err
	}
	o, err := c.object(c.id)
	if err != nil {
		return nil, err
	}
	kind, err := c.objectType(o.kind)
	if err != nil {
		return nil, err
	}
	switch {
	case !kind.Supports.Votes:
		return nil, badRequest("objects of type " + o.kind + " take no votes")
	case value == "down" && !kind.Supports.NegativeVote:
		return nil, badRequest("objects of type " + o.kind + " take no votes down")
	case !c.canVote(o, kind):
		return nil, forbidden("this object takes no votes now")
	}
	if value == "revert" {
		_, err = c.tx.ExecContext(c, `DELETE FROM ur_vote WHERE object_id = ? AND user_id = ?`, c.id, c.caller.id)
	} else {
		sign := 1
		if value == "down" {
			sign = -1
		}
		_, err = c.tx.ExecContext(c, `INSERT OR REPLACE INTO ur_vote (object_id, user_id, value, voted_at) VALUES (?, ?, ?, ?)`,
			c.id, c.caller.id, sign, c.now.Unix())
	}
	if err != nil {
		return nil, err
	}
	return c.objectAnswer(c.id)
}

// fold is the text that searches look into.
func fold(texts ...string) string { return strings.ToLower(strings.Join(texts, "\n")) }

// slugOf makes an address part of a title: letters and digits of any script,
// joined by dashes.
func slugOf(title string) string {
	words := strings.FieldsFunc(strings.ToLower(title), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	slug := strings.Join(words, "-")
	for utf8.RuneCountInString(slug) > 60 {
		at := strings.LastIndexByte(slug, '-')
		if at < 0 {
			return string([]rune(slug)[:60])
		}
		slug = slug[:at]
	}
	return slug
}
