// Package macros is what a sidebar asks of the core about an agent's macros:
// their order and names, which one is meant, what one says and does about a
// ticket, and how they go from one Deskside to another. It must not know where
// they are kept.
package macros

import (
	"deskside/shared/agent/macros"
	"deskside/shared/core"
	"deskside/shared/helpdesk"
	"deskside/shared/words"
)

//go:generate go run deskside/build/codec -o macros_gen.go

// MacroChange is what a person does to the macros.
type MacroChange string

const (
	// SaveMacro keeps the macro: in the place of the one of its ID, else behind all.
	SaveMacro MacroChange = "save"
	// MoveMacro puts it at the place At.
	MoveMacro MacroChange = "move"
	// RemoveMacro takes it out, and RestoreMacro puts what was taken out back to At.
	RemoveMacro  MacroChange = "remove"
	RestoreMacro MacroChange = "restore"
)

// ChangeMacroArgs changes the macros that are kept: operation "macros.change".
// What another window has done meanwhile stays: who changes them reads them first.
type ChangeMacroArgs struct {
	All   []macros.Macro `msg:"all"`
	What  MacroChange    `msg:"what"`
	Macro macros.Macro   `msg:"macro"`
	At    int            `msg:"at"`
}

// ChangeMacroResult is the macros to keep. Where something is wrong with what was
// to be saved, nothing has changed.
type ChangeMacroResult struct {
	All []macros.Macro `msg:"all"`
	// Macro is the one that was changed as it is now, or was, and At its place; -1
	// where there is none like it.
	Macro    macros.Macro     `msg:"macro"`
	At       int              `msg:"at"`
	Problems []macros.Problem `msg:"problems"`
}

// FindMacrosArgs asks which macros are meant: operation "macros.find".
type FindMacrosArgs struct {
	All []macros.Macro `msg:"all"`
	// Used is when each was used, by its ID.
	Used  []UsedMacro `msg:"used"`
	Typed string      `msg:"typed"`
	// Account is that of the ticket, "" for any.
	Account string `msg:"account"`
}

// UsedMacro is when a macro was used, Unix milliseconds.
type UsedMacro struct {
	ID string `msg:"id"`
	At int64  `msg:"at"`
}

// FindMacrosResult is the places of those that are meant, the best first.
type FindMacrosResult struct {
	Places []int `msg:"places"`
}

// About is what a ticket tells to a macro, as far as it is known.
type About struct {
	Account  string            `msg:"account"`
	System   helpdesk.System   `msg:"system"`
	ID       int64             `msg:"id"`
	Type     string            `msg:"type"`
	Subject  string            `msg:"subject"`
	Status   helpdesk.Status   `msg:"status"`
	Priority helpdesk.Priority `msg:"priority"`
	Tags     []string          `msg:"tags"`
	Assignee string            `msg:"assignee"`
	// Group is a number, as a value of the ticket is.
	Group    string          `msg:"group"`
	Category string          `msg:"category"`
	Channel  string          `msg:"channel"`
	URL      string          `msg:"url"`
	Client   helpdesk.Person `msg:"client"`
	// Words are some of what the client wrote, which tell the language.
	Words string `msg:"words"`
}

// ShowMacroArgs asks what a macro says and does about a ticket: operation
// "macros.show".
type ShowMacroArgs struct {
	Macro     macros.Macro       `msg:"macro"`
	About     About              `msg:"about"`
	Directory helpdesk.Directory `msg:"directory"`
	// Me is the number of the agent, 0 where only the directory knows.
	Me int64 `msg:"me"`
}

// ShowMacroResult is a macro about a ticket.
type ShowMacroResult struct {
	// Problems are what is wrong with the macro itself.
	Problems []macros.Problem `msg:"problems"`
	// Source is BBCode, Private says that it is a note.
	Source  string         `msg:"source"`
	Private bool           `msg:"private"`
	Doings  []macros.Doing `msg:"doings"`
	// Lost is what the account lacks, or the ticket does not tell.
	Lost []words.Say `msg:"lost"`
}

// ShareMacrosArgs asks for macros as text that other Desksides read: operation
// "macros.share".
type ShareMacrosArgs struct {
	All []macros.Macro `msg:"all"`
	// Line asks for the first of them as one line.
	Line bool `msg:"line"`
}

// ShareMacrosResult is the text.
type ShareMacrosResult struct {
	Text string `msg:"text"`
}

// TakeMacrosArgs reads what another Deskside has shared: operation "macros.take".
type TakeMacrosArgs struct {
	// All are those that there are.
	All []macros.Macro `msg:"all"`
	// Text is what was pasted: a line, also amid other words, or an exported text.
	Text string `msg:"text"`
	// ID is a random id from which those of new macros are made.
	ID          string               `msg:"id"`
	Directories []helpdesk.Directory `msg:"directories"`
}

// TakeMacrosResult is the macros with those that were read, each under a name of
// its own.
type TakeMacrosResult struct {
	All   []macros.Macro `msg:"all"`
	Taken []TakenMacro   `msg:"taken"`
}

// TakenMacro is a macro that was read.
type TakenMacro struct {
	Macro macros.Macro `msg:"macro"`
	// Called is what it was called where that name is another macro's, else "".
	Called string `msg:"called"`
	// Same says that there is one that is the same: nothing was added.
	Same bool `msg:"same"`
	// Lost is what of it no helpdesk here knows.
	Lost []words.Say `msg:"lost"`
}

// desks are the kinds of helpdesk that macros are about.
type desks struct{ helpdesk.Desks }

// Keeping is what a face takes to keep and use macros with these kinds of helpdesk.
func Keeping(kinds helpdesk.Desks) core.Table {
	return core.Table{
		core.Local("macros.change", change),
		core.Local("macros.find", find),
		core.Local("macros.show", desks{kinds}.show),
		core.Local("macros.share", share),
		core.Local("macros.take", desks{kinds}.take),
	}
}
