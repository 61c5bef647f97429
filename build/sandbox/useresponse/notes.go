package useresponse

import (
	"database/sql"

	"deskside/build/sandbox/world"
)

// NoteAnswer is a note of an agent about a user.
type NoteAnswer struct {
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
func (c *call) noteList(user int64) (any, error) {
	type row struct {
		id, created                 int64
		content                     sql.NullString
		form                        string
		author, updated, rememberAt sql.NullInt64
	}
	found, err := world.Rows(c, c.tx, func(r *row) []any {
		return []any{&r.id, &r.content, &r.form, &r.author, &r.created, &r.updated, &r.rememberAt}
	}, `SELECT id, content, form, author_id, created_at, updated_at, remind_at FROM ur_note WHERE user_id = ? ORDER BY id`, user)
	if err != nil {
		return nil, err
	}
	answers := make([]NoteAnswer, len(found))
	for i, r := range found {
		answers[i] = NoteAnswer{
			ID: r.id, Content: c.content(r.content, r.form), CreatedAgo: c.ago(r.created), CreatedAt: world.Stamp(r.created),
			CreatedAtPosix: r.created, UpdatedAt: world.StampOrNil(r.updated), RemindAt: world.StampOrNil(r.rememberAt),
		}
		if answers[i].Author, err = c.author(r.author); err != nil {
			return nil, err
		}
	}
	return answers, nil
}

func (c *call) listNotes() (any, error) {
	if _, err := c.userAnswer(c.id); err != nil {
		return nil, err
	}
	return c.noteList(c.id)
}

// readNote reads content and remind_at; required says whether content must be
// given.
func (c *call) readNote(required bool) (content string, remind sql.NullInt64, err error) {
	content, given := c.in.Text("content")
	if required || given {
		c.in.Require("content", content)
	}
	c.in.Length("content", content, world.MaxContent)
	if text, _ := c.in.Text("remind_at"); text != "" {
		at, ok := world.ParseInstant(text)
		if !ok {
			c.in.Fail("remind_at must be written 2026-05-31 18:29:00")
		}
		remind = sql.NullInt64{Int64: at.Unix(), Valid: true}
	}
	return content, remind, c.in.Err
}

// addNote answers users/{id}/notes/add.json.
func (c *call) addNote() (any, error) {
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
func (c *call) noteUser() (int64, error) {
	user, found, err := world.One[int64](c, c.tx, `SELECT user_id FROM ur_note WHERE id = ?`, c.id)
	if err == nil && !found {
		err = errNotFound
	}
	return user, err
}

// editNote answers users/notes/{id}/edit.json; what is absent stays.
func (c *call) editNote() (any, error) {
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
	if _, given := c.in.Get("remind_at"); given {
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
func (c *call) deleteNote() (any, error) {
	user, err := c.noteUser()
	if err != nil {
		return nil, err
	}
	if _, err := c.tx.ExecContext(c, `DELETE FROM ur_note WHERE id = ?`, c.id); err != nil {
		return nil, err
	}
	return c.noteList(user)
}
