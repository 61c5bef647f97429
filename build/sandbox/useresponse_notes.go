package sandbox

import "database/sql"

// noteAnswer is a note of an agent about a user.
type noteAnswer struct {
	ID             int64         `json:"id"`
	Content        *string       `json:"content"`
	Author         *authorAnswer `json:"author"`
	CreatedAgo     string        `json:"createdAgo"`
	CreatedAt      string        `json:"createdAt"`
	CreatedAtPosix int64         `json:"createdAtPosix"`
	UpdatedAt      *string       `json:"updatedAt"`
	RemindAt       *string       `json:"remind_at"`
}

// noteList gives all notes about a user, which is what every note operation
// answers.
func (c *urCall) noteList(user int64) (any, error) {
	type row struct {
		id, created                 int64
		content                     sql.NullString
		form                        string
		author, updated, rememberAt sql.NullInt64
	}
	found, err := rows(c, c.tx, func(r *row) []any {
		return []any{&r.id, &r.content, &r.form, &r.author, &r.created, &r.updated, &r.rememberAt}
	}, `SELECT id, content, form, author_id, created_at, updated_at, remind_at FROM ur_note WHERE user_id = ? ORDER BY id`, user)
	if err != nil {
		return nil, err
	}
	answers := make([]noteAnswer, len(found))
	for i, r := range found {
		answers[i] = noteAnswer{
			ID: r.id, Content: c.content(r.content, r.form), CreatedAgo: c.ago(r.created), CreatedAt: stamp(r.created),
			CreatedAtPosix: r.created, UpdatedAt: stampOrNil(r.updated), RemindAt: stampOrNil(r.rememberAt),
		}
		if answers[i].Author, err = c.author(r.author); err != nil {
			return nil, err
		}
	}
	return answers, nil
}

func (c *urCall) listNotes() (any, error) {
	if _, err := c.userAnswer(c.id); err != nil {
		return nil, err
	}
	return c.noteList(c.id)
}

// readNote reads content and remind_at; required says whether content must be
// given.
func (c *urCall) readNote(required bool) (content string, remind sql.NullInt64, err error) {
	content, given := c.in.text("content")
	if required || given {
		c.in.require("content", content)
	}
	c.in.length("content", content, maxContent)
	if text, _ := c.in.text("remind_at"); text != "" {
		at, ok := parseInstant(text)
		if !ok {
			c.in.fail("remind_at must be written 2026-05-31 18:29:00")
		}
		remind = sql.NullInt64{Int64: at.Unix(), Valid: true}
	}
	return content, remind, c.in.err
}

// addNote answers users/{id}/notes/add.json.
func (c *urCall) addNote() (any, error) {
	content, remind, err := c.readNote(true)
	if err != nil {
		return nil, err
	}
	if _, err := c.userAnswer(c.id); err != nil {
		return nil, err
	}
	if _, err := c.tx.ExecContext(c, `INSERT INTO ur_note (user_id, author_id, content, form, created_at, remind_at) VALUES (?, ?, ?, ?, ?, ?)`,
		c.id, c.caller.id, content, c.contentForm(), c.now.Unix(), remind); err != nil {
		return nil, err
	}
	return c.noteList(c.id)
}

// noteUser gives the user whom the note of the path is about.
func (c *urCall) noteUser() (int64, error) {
	user, found, err := one[int64](c, c.tx, `SELECT user_id FROM ur_note WHERE id = ?`, c.id)
	if err == nil && !found {
		err = errNotFound
	}
	return user, err
}

// editNote answers users/notes/{id}/edit.json; what is absent stays.
func (c *urCall) editNote() (any, error) {
	content, remind, err := c.readNote(false)
	if err != nil {
		return nil, err
	}
	user, err := c.noteUser()
	if err != nil {
		return nil, err
	}
	if content != "" {
		if _, err := c.tx.ExecContext(c, `UPDATE ur_note SET content = ?, form = ? WHERE id = ?`, content, c.contentForm(), c.id); err != nil {
			return nil, err
		}
	}
	if _, given := c.in.get("remind_at"); given {
		if _, err := c.tx.ExecContext(c, `UPDATE ur_note SET remind_at = ? WHERE id = ?`, remind, c.id); err != nil {
			return nil, err
		}
	}
	if _, err := c.tx.ExecContext(c, `UPDATE ur_note SET updated_at = ? WHERE id = ?`, c.now.Unix(), c.id); err != nil {
		return nil, err
	}
	return c.noteList(user)
}

// deleteNote answers users/notes/{id}/delete.json with the notes that are left.
func (c *urCall) deleteNote() (any, error) {
	user, err := c.noteUser()
	if err != nil {
		return nil, err
	}
	if _, err := c.tx.ExecContext(c, `DELETE FROM ur_note WHERE id = ?`, c.id); err != nil {
		return nil, err
	}
	return c.noteList(user)
}
