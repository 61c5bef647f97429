package agent

import "deskside/shared/filter/mark"

//go:generate go run deskside/build/codec -o marks_gen.go

// ChangeMarksArgs asks for what a browser is to keep of its tickets from now
// on: operation "marks.change". Without a What it asks for them as they are.
type ChangeMarksArgs struct {
	// Marks are those that are kept, or none in a browser that has not looked yet.
	Marks mark.Marks `msg:"marks"`
	What  MarkChange `msg:"what"`
	// Rows are the tickets it is about.
	Rows []MarkRow `msg:"rows"`
	// Until is when snoozed tickets come back, Unix seconds; 0 for their next change alone.
	Until int64 `msg:"until"`
}

// MarkChange is what is done to tickets in this browser alone.
type MarkChange string

const (
	NoChange MarkChange = ""
	Seen     MarkChange = "seen"
	Unseen   MarkChange = "unseen"
	Snooze   MarkChange = "snooze"
	Wake     MarkChange = "wake"
)

// MarkRow is of a row what marks go by.
type MarkRow struct {
	Key     string `msg:"key"`
	Updated int64  `msg:"updated"`
}

// ChangeMarksResult is the marks to keep, and the same in the form in which
// the core is lent them.
type ChangeMarksResult struct {
	Marks mark.Marks `msg:"marks"`
	Lent  []byte     `msg:"lent"`
}

// ReadMarksArgs asks what marks say of the rows of a list: operation "marks.read".
type ReadMarksArgs struct {
	// Marks is the number under which the host holds ChangeMarksResult.Lent, 0 for none.
	Marks uint32    `msg:"marks"`
	Query string    `msg:"query"`
	Rows  []MarkRow `msg:"rows"`
}

// ReadMarksResult names rows by their keys.
type ReadMarksResult struct {
	Unread []string `msg:"unread"`
	Asleep []string `msg:"asleep"`
	// Hidden are the rows that the list leaves out: those that sleep, unless its
	// query asks for them.
	Hidden []string `msg:"hidden"`
	// Next is when the next of them wakes, Unix seconds, 0 for never.
	Next int64 `msg:"next"`
}
