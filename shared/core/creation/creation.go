// Package creation is what a face asks of the core to create tickets and posts:
// what one is given, what is wrong with what was typed, what is taken from a
// ticket that one is made of, and how an entry of an outbox is sent. It knows
// helpdesks by what their Desks say, and no account.
package creation

import (
	"deskside/shared/helpdesk"
	"deskside/shared/words"
)

//go:generate go run deskside/build/codec -o creation_gen.go

// FormArgs asks what a new ticket is given: operation "new.form".
type FormArgs struct {
	Directory helpdesk.Directory `msg:"directory"`
	// Type is that of Types which is wanted; for another the first of them counts.
	Type string `msg:"type"`
}

// FormResult is what can be created in an account; nothing where Types is empty.
type FormResult struct {
	Types []string `msg:"types"`
	// Apart are those of Types that are posts, which stand apart from tickets.
	Apart []string `msg:"apart"`
	// Type is that of which Parts tell.
	Type  string     `msg:"type"`
	Parts []FormPart `msg:"parts"`
	// FileRoom is how many bytes files may have that go along with its text, 0 where none can.
	FileRoom int64 `msg:"file_room"`
}

// FormPart is one thing that a new ticket is given, as it is asked for.
type FormPart struct {
	Property helpdesk.Property `msg:"property"`
	// Required and Either are those of helpdesk.Part.
	Required bool   `msg:"required"`
	Either   bool   `msg:"either"`
	Default  string `msg:"default"`
	// Kind and Title are of an additional field, Parent of one in a nested list.
	Kind   helpdesk.FieldKind `msg:"kind"`
	Title  string             `msg:"title"`
	Parent int64              `msg:"parent"`
	// Choices are what it can be given; none where it holds what is typed.
	Choices []helpdesk.Choice `msg:"choices"`
}

// NewCheckArgs asks what is wrong with a new ticket: operation "new.check".
type NewCheckArgs struct {
	Directory helpdesk.Directory `msg:"directory"`
	Type      string             `msg:"type"`
	Given     []helpdesk.Given   `msg:"given"`
	// Source is its text, BBCode.
	Source string `msg:"source"`
}

// NewCheckResult is a new ticket as the helpdesk would take it.
type NewCheckResult struct {
	// Given is what is sent, without blanks around it and what the type has not got.
	Given []helpdesk.Given `msg:"given"`
	// Problems are in the order in which interfaces ask; none where all is well.
	Problems []PartProblem `msg:"problems"`
	// Counts tell how long what is typed may be, where that is said.
	Counts []PartCount `msg:"counts"`
}

// PartProblem is what is wrong with a part.
type PartProblem struct {
	Property helpdesk.Property `msg:"property"`
	Say      words.Say         `msg:"say"`
}

// PartCount is how many characters more a part may have, less than 0 where it has too many.
type PartCount struct {
	Property helpdesk.Property `msg:"property"`
	Left     int               `msg:"left"`
}

// Taken is what a new ticket takes from one that there is.
type Taken struct {
	Subject string `msg:"subject"`
	// Source is what the client wrote, BBCode, without what repeats earlier mail.
	Source string `msg:"source"`
	// Client is who wrote it, with an address where the helpdesk tells it.
	Client helpdesk.Person `msg:"client"`
	// URL is the ticket's page in its helpdesk, "" where it has none.
	URL string `msg:"url"`
}
