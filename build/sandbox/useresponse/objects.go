package useresponse

import (
	"database/sql"
	"slices"
	"strings"

	"deskside/build/sandbox/world"
)

// typesOf are the object types that each ownership takes in objects.create.
var typesOf = map[string][]string{
	"helpdesk": {"ticket"},
	"feedback": {"idea", "problem", "question"},
}

// createObject answers objects.json with POST.
func (c *call) createObject() (any, error) {
	ownership, _ := c.in.Text("ownership")
	kind, _ := c.in.Text("object_type")
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
		forum, _, _ = world.One[int64](c, c.tx, `SELECT forum_id FROM ur_category WHERE id = ?`, d.categoryID)
	}
	var sla sql.NullInt64
	if ownership == "helpdesk" {
		sla = sql.NullInt64{Int64: c.now.Add(world.SlaOf(d.priority)).Unix(), Valid: true}
	}
	result, err := c.tx.ExecContext(c, `INSERT INTO ur_object (ownership, type, title, slug, content, form, folded, language,
		source, state, moderation, status_id, category_id, forum_id, author_id, responsible_id, team_id, priority,
		is_private, created_at, sla_at, expires_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, 'en', 'api', 'normal', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		d.ownership, d.kind, d.title, world.SlugOf(d.title), d.content, d.form, world.Fold(d.title, d.content.String),
		c.review(d.ownership), d.statusID, d.categoryID, forum, d.authorID, d.responsibleID, d.teamID, d.priority, d.isPrivate, created, sla, d.expiresAt)
	if err != nil {
		return nil, err
	}
	id, err := result.LastInsertId()
	if err != nil {
		return nil, err
	}
	if err := c.stopClock(id, sql.NullInt64{}, d.statusID); err != nil {
		return nil, err
	}
	if err := c.storeExtras(id, d, true); err != nil {
		return nil, err
	}
	if err := c.joinAuthor(id, d.kind, d.authorID); err != nil {
		return nil, err
	}
	return c.objectAnswer(id)
}

// joinAuthor lets the author of an object follow it and, where its type takes
// votes, have voted for it: who submits a topic does both by that.
func (c *call) joinAuthor(id int64, kind string, author int64) error {
	if _, err := c.tx.ExecContext(c, `INSERT INTO ur_subscription (object_id, user_id) VALUES (?, ?)`, id, author); err != nil {
		return err
	}
	known, err := c.objectType(kind)
	if err != nil || !known.Supports.Votes {
		return err
	}
	_, err = c.tx.ExecContext(c, `INSERT INTO ur_vote (object_id, user_id, value, voted_at) VALUES (?, ?, 1, ?)`, id, author, c.now.Unix())
	return err
}

// stopClock lets the clock of a ticket's SLA stand still while its status is on
// hold or one with on hold behind it, and run on afterwards with what was left.
// While it stands, slaDatePosix is null [assumed].
func (c *call) stopClock(id int64, before, after sql.NullInt64) error {
	held := func(status sql.NullInt64) (bool, error) {
		state, _, err := world.One[string](c, c.tx, `SELECT state FROM ur_status WHERE id = ?`, status)
		return state == "on_hold", err
	}
	was, err := held(before)
	if err != nil {
		return err
	}
	is, err := held(after)
	switch {
	case err != nil || was == is:
		return err
	case is:
		_, err = c.tx.ExecContext(c, `UPDATE ur_object SET sla_left = sla_at - ?, sla_at = NULL WHERE id = ?`, c.now.Unix(), id)
	default:
		_, err = c.tx.ExecContext(c, `UPDATE ur_object SET sla_at = sla_left + ?, sla_left = NULL WHERE id = ?`, c.now.Unix(), id)
	}
	return err
}

func (c *call) getObject() (any, error) { return c.objectAnswer(c.id) }

// editObject answers objects/{id}.json with PUT. The author may change the text;
// the rest is for agents.
func (c *call) editObject() (any, error) {
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
	if kind, ok := c.in.Text("object_type"); ok && kind != o.kind {
		if !slices.Contains(typesOf[o.ownership], kind) {
			return nil, badRequest("object_type must be one of: " + strings.Join(typesOf[o.ownership], ", ") + " when ownership is " + o.ownership)
		}
		d.kind, d.statusID = kind, sql.NullInt64{}
	}
	for _, name := range []string{"status_id", "status"} {
		if _, ok := c.in.Get(name); ok && !c.isAgent() {
			return nil, forbidden("only agents can change the status")
		}
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

func (c *call) storeEdit(o *object, d *draft) error {
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
		d.kind, d.title, world.SlugOf(d.title), d.content, d.form, world.Fold(d.title, d.content.String), d.statusID, d.categoryID, author,
		d.responsibleID, d.teamID, d.isPrivate, completedBy, completedAt, d.priority, d.priority, c.now.Unix(), o.id)
	if err != nil {
		return err
	}
	if err := c.stopClock(o.id, o.statusID, d.statusID); err != nil {
		return err
	}
	return c.storeExtras(o.id, d, false)
}

// deleteObject removes an object for good; the answer is its last state.
func (c *call) deleteObject() (any, error) {
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
func (c *call) voteObject() (any, error) {
	value := c.in.Choice("value", "up", "down", "revert")
	if c.in.Err == nil && value == "" {
		c.in.Fail("value is required: up, down or revert")
	}
	if c.in.Err != nil {
		return nil, c.in.Err
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
