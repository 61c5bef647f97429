package useresponse

import (
	"deskside/shared/api"
	"deskside/shared/api/jsontext"
	"deskside/shared/api/loose"
	"deskside/shared/api/strict"
)

// UserNote is a note of an agent about a user.
type UserNote struct {
	ID      int64
	Content string // HTML
	Author  User
	Created int64 // Unix seconds
	// The other times are as the server displays them, "" for never.
	CreatedAt, CreatedAgo, UpdatedAt, RemindAt string
	// Remind is RemindAt in Unix seconds, 0 for never.
	Remind int64
}

// UserNotes lists the notes about a user.
//
// API reference 7.0: User Notes, Get user notes.
func (c Client) UserNotes(user int64) api.Call[[]UserNote] {
	return call(c, &opNotes, &input{id: user}, notes)
}

// NewNote is a note to write.
type NewNote struct {
	Content string
	// RemindAt is "2026-05-31 18:29:00" in the time of the installation, or "".
	RemindAt string
}

// AddUserNote adds a note about a user. The answer is all notes about the
// user, or only the new one.
//
// API reference 7.0: User Notes, Add user note.
func (c Client) AddUserNote(user int64, n NewNote) api.Call[[]UserNote] {
	return call(c, &opNoteAdd, n.input(user), notes)
}

// NoteEdit is what a note becomes.
type NoteEdit struct {
	Content string
	// RemindAt is written as in NewNote; nil leaves the reminder, "" takes it away.
	RemindAt *string
}

// EditUserNote replaces the content of a note. The answer is as in AddUserNote.
//
// API reference 7.0: User Notes, Edit user note.
func (c Client) EditUserNote(note int64, e NoteEdit) api.Call[[]UserNote] {
	n := NewNote{Content: e.Content}
	if e.RemindAt != nil {
		n.RemindAt = *e.RemindAt
	}
	in := n.input(note)
	if e.RemindAt != nil && n.RemindAt == "" {
		in.body.String("remind_at", "")
	}
	return call(c, &opNoteEdit, in, notes)
}

// DeleteUserNote deletes a note. The answer is the notes that are left.
//
// API reference 7.0: User Notes, Delete user note.
func (c Client) DeleteUserNote(note int64) api.Call[[]UserNote] {
	return call(c, &opNoteDelete, &input{id: note}, notes)
}

func (n NewNote) input(id int64) *input {
	in := &input{id: id, body: new(strict.Object).String("content", n.Content).Some("remind_at", n.RemindAt)}
	in.required("content", n.Content)
	in.length("content", n.Content, ContentLimit)
	if n.RemindAt != "" {
		in.moment("remind_at", n.RemindAt)
	}
	return in
}

// notes reads a list, a single note, or nothing where the last one was deleted.
func notes(v jsontext.Value) ([]UserNote, bool) {
	if v.Kind() <= jsontext.Null {
		return nil, true
	}
	if loose.IsObject(v) && loose.Int(v.Get("id")) != 0 {
		return []UserNote{note(v)}, true
	}
	return list(v, note)
}

func note(v jsontext.Value) UserNote {
	remind := loose.UTC(v.Get("remind_at"))
	if remind != 0 {
		remind -= zone(v)
	}
	return UserNote{
		Remind: remind, ID: loose.Int(v.Get("id")), Content: loose.String(v.Get("content")), Author: user(v.Get("author")),
		Created: loose.Int(v.Get("createdAtPosix")), CreatedAt: moment(v.Get("createdAt")), CreatedAgo: loose.String(v.Get("createdAgo")),
		UpdatedAt: moment(v.Get("updatedAt")), RemindAt: moment(v.Get("remind_at")),
	}
}
