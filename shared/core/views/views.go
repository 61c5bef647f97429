// Package views is what a sidebar asks of the core about its tabs: the views
// that every sidebar has and those that a person has saved, their order, their
// names, and what of them the helpdesks no longer know. It must not know where
// they are kept.
package views

import (
	"deskside/shared/core"
	"deskside/shared/filter/view"
	"deskside/shared/helpdesk"
	"deskside/shared/words"
)

//go:generate go run deskside/build/codec -o views_gen.go

// Tab is a view in its place among the others.
type Tab struct {
	// ID is that of a view that every sidebar has, which has no more than its
	// place; "" of one that a person has saved.
	ID string `msg:"id"`
	// Name is what a person calls it. No two have the same.
	Name string `msg:"name"`
	// Query is what is asked for, with its order, as the language prints it.
	Query string `msg:"query"`
	// GroupBy is what its list is grouped by, as in tickets.group.
	GroupBy string `msg:"group_by"`
	// Badge says which of its tickets the badge counts, Notify of what a person is
	// told while nobody looks.
	Badge  view.Badge   `msg:"badge"`
	Notify []view.Event `msg:"notify"`
}

// Change is what a person does to the views.
type Change string

const (
	// Save keeps ChangeArgs.Tab: in the place of the one of its name, else behind
	// the last that was saved.
	Save Change = "save"
	// Watch takes over Tab's Badge and Notify.
	Watch Change = "watch"
	// Rename calls the view Name from now on.
	Rename Change = "rename"
	// Move puts it at the place At.
	Move Change = "move"
	// Remove takes it out, and Restore puts what was taken out back to At.
	Remove  Change = "remove"
	Restore Change = "restore"
)

// ChangeArgs changes the views that are kept: operation "views.change". What
// another window has done meanwhile stays: who changes them reads them first.
type ChangeArgs struct {
	Tabs []Tab  `msg:"tabs"`
	What Change `msg:"what"`
	// Tab is what is changed: found by its ID, or by its name.
	Tab  Tab    `msg:"tab"`
	Name string `msg:"name"`
	At   int    `msg:"at"`
}

// ChangeResult is the views to keep.
type ChangeResult struct {
	Tabs []Tab `msg:"tabs"`
	// Tab is the one that was changed as it is now, or was, and At its place; -1
	// where there is none like it, and nothing has changed.
	Tab Tab `msg:"tab"`
	At  int `msg:"at"`
}

// LostArgs asks what of saved views no helpdesk knows any longer: operation
// "views.lost".
type LostArgs struct {
	Tabs        []Tab                `msg:"tabs"`
	Directories []helpdesk.Directory `msg:"directories"`
}

// LostResult names the views that have lost something. They are kept: who took
// the name away may give it back.
type LostResult struct {
	Lost []Lost `msg:"lost"`
}

// Lost is what a view asks for and nobody knows.
type Lost struct {
	Name string    `msg:"name"`
	Say  words.Say `msg:"say"`
}

// desks are the kinds of helpdesk whose views they are.
type desks struct{ helpdesk.Desks }

// Keeping is what a face takes to keep views of these kinds of helpdesk.
func Keeping(kinds helpdesk.Desks) core.Table {
	return core.Table{
		core.Local("views.change", change),
		core.Local("views.lost", desks{kinds}.lost),
		core.Local("views.share", desks{kinds}.share),
		core.Local("views.take", desks{kinds}.take),
	}
}
