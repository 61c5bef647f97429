package agent

import (
	"deskside/shared/content/bbcode"
	"deskside/shared/content/html"
	"deskside/shared/core"
	"deskside/shared/core/conversation"
	"deskside/shared/helpdesk"
)

//go:generate go run deskside/build/codec -o person_gen.go

// PersonArgs asks what an account knows of a person: operation "person.card".
// Hosts ask each account for itself, so that each is shown as it answers.
type PersonArgs struct {
	Account   Account            `msg:"account"`
	Directory helpdesk.Directory `msg:"directory"`
	// ID is the person's number where it is known; with 0 the person is looked for by
	// Email.
	ID    int64  `msg:"id"`
	Email string `msg:"email"`
}

// PersonResult is what an account knows of a person.
type PersonResult struct {
	// Found is false where the account knows nobody with that address.
	Found bool          `msg:"found"`
	Card  helpdesk.Card `msg:"card"`
	// Work is what the person wrote, tickets and posts, the newest first; More says
	// that there is more of it.
	Work []Row `msg:"work"`
	More bool  `msg:"more"`
	// WorkProblem and NotesProblem say why a part is missing.
	WorkProblem  *core.Failure `msg:"work_problem"`
	NotesProblem *core.Failure `msg:"notes_problem"`
	// KeepsNotes says that agents keep notes about persons here.
	KeepsNotes bool         `msg:"keeps_notes"`
	Notes      []PersonNote `msg:"notes"`
	// Zone is the distance of the account's clock from UTC in seconds, east positive.
	Zone int64 `msg:"zone"`
}

// PersonNote is a note as it is drawn and edited.
type PersonNote struct {
	ID      int64  `msg:"id"`
	Author  string `msg:"author"`
	Created int64  `msg:"created"`
	// Remind is Unix seconds, 0 for never.
	Remind int64 `msg:"remind"`
	// Body is a drawing program, Source what is edited.
	Body   []byte `msg:"body"`
	Source string `msg:"source"`
}

// PersonNoteArgs adds, changes or deletes a note: operation "person.note". The
// answer has all notes there are then.
type PersonNoteArgs struct {
	Account Account `msg:"account"`
	Person  int64   `msg:"person"`
	// Note is its number, 0 for a new one.
	Note   int64  `msg:"note"`
	Delete bool   `msg:"delete"`
	Text   string `msg:"text"`
	Remind int64  `msg:"remind"`
	// Zone is PersonResult.Zone.
	Zone int64 `msg:"zone"`
}

// PersonNoteResult is the notes after a change.
type PersonNoteResult struct {
	Notes []PersonNote `msg:"notes"`
}

func (f face) card(a *PersonArgs, x *core.Exchange) (*PersonResult, error) {
	o, err := f.open(&a.Account)
	if err != nil {
		return nil, err
	}
	result := &PersonResult{KeepsNotes: o.desk.Can().PersonNotes}
	id := a.ID
	if id == 0 {
		found, err := core.Ask(o.lane(x), o.client.Find(a.Email))
		if err != nil || x.Waiting() {
			return nil, err
		}
		if id = found.ID; id == 0 {
			return result, nil
		}
	}
	calls := o.client.Person(id)
	card, err := core.Ask(o.lane(x), calls.Card)
	work, workErr := core.Ask(o.lane(x), calls.Work)
	var notes []helpdesk.CardNote
	var notesErr error
	for _, call := range calls.Notes {
		notes, notesErr = core.Ask(o.lane(x), call)
	}
	if err != nil || x.Waiting() {
		return nil, err
	}
	result.Found, result.Card, result.Zone, result.More = true, card, work.Zone, !work.Last
	if workErr != nil {
		result.WorkProblem = x.Failure(workErr)
	}
	if notesErr != nil {
		result.NotesProblem = x.Failure(notesErr)
	}
	r := conversation.MailReader()
	n := names{o.desk, &a.Directory}
	for i := range work.Tickets {
		t := &work.Tickets[i]
		t.Account = o.ID
		n.person(&t.Assignee)
		result.Work = append(result.Work, drawRow(r, t, &a.Directory, x.Now().Unix()))
	}
	result.Notes = drawNotes(r, notes)
	return result, nil
}

func (f face) note(a *PersonNoteArgs, x *core.Exchange) (*PersonNoteResult, error) {
	o, err := f.open(&a.Account)
	if err != nil {
		return nil, err
	}
	_, err = core.Ask(o.lane(x), o.client.Note(helpdesk.NoteChange{
		Person: a.Person, Note: a.Note, Delete: a.Delete, Text: a.Text, Remind: a.Remind, Zone: a.Zone,
	}))
	if err != nil || x.Waiting() {
		return nil, err
	}
	// What comes back of a change may be that note alone.
	result := &PersonNoteResult{}
	for _, call := range o.client.Person(a.Person).Notes {
		notes, err := core.Ask(o.lane(x), call)
		if err != nil || x.Waiting() {
			return nil, err
		}
		result.Notes = drawNotes(conversation.MailReader(), notes)
	}
	return result, nil
}

// drawNotes draws notes, the newest first.
func drawNotes(r *conversation.Reader, notes []helpdesk.CardNote) []PersonNote {
	out := make([]PersonNote, 0, len(notes))
	for i := len(notes) - 1; i >= 0; i-- {
		n := &notes[i]
		out = append(out, PersonNote{
			ID: n.ID, Author: n.Author.Name, Created: n.Created, Remind: n.Remind, Body: r.Program(n.Body), Source: source(n.Body),
		})
	}
	return out
}

// source is content as an agent edits it.
func source(m helpdesk.Markup) string {
	if m.Format == helpdesk.BBCode {
		return m.Source
	}
	return bbcode.Print(html.Parse(m.Source))
}
