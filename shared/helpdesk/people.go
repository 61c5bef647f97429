package helpdesk

import "deskside/shared/api"

// People describes what an account knows of the persons behind its tickets.
type People interface {
	// Person asks for one person.
	Person(id int64) PersonCalls
	// Find asks who has an e-mail address; a person without a number is nobody.
	Find(email string) api.Call[Person]
	// Note adds, changes or deletes a note, and reads all notes there are then. It
	// is asked of Desks with Abilities.PersonNotes only.
	Note(NoteChange) api.Call[[]CardNote]
}

// PersonCalls are what shows one person.
type PersonCalls struct {
	Card api.Call[Card]
	// Work asks for what the person wrote, tickets and posts, the newest first.
	Work api.Call[Page]
	// Notes are none where the helpdesk has none. A card is whole without them, for
	// a key that may not read them.
	Notes []api.Call[[]CardNote]
}

// NoteChange is what is done to a note.
type NoteChange struct {
	Person int64
	// Note is its number, 0 for a new one.
	Note   int64
	Delete bool
	// Text is in the Desk's own format: see Abilities.Writes.
	Text string
	// Remind is Unix seconds, 0 for never.
	Remind int64
	// Zone is the distance of the account's clock from UTC in seconds, east positive.
	Zone int64
}

// LogsIn is a Desk that gives a key for an address and a password.
type LogsIn interface {
	Login(base api.Base, email, password string) api.Call[LoggedIn]
}

// LoggedIn is who has logged in, and the key.
type LoggedIn struct {
	Person
	Key string
}
