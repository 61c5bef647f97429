// Package watch is what a sidebar asks of the core while nobody looks at it:
// which views are read when, what the badge shows, and what of the tickets a
// person is told. It decides; the host reads lists by tickets.read, keeps the
// state between two looks, draws the badge and shows notifications. It must not
// know how a helpdesk is asked.
package watch

import (
	"deskside/shared/api"
	"deskside/shared/core"
	"deskside/shared/filter/mark"
	"deskside/shared/filter/view"
)

//go:generate go run deskside/build/codec -o watch_gen.go

// Watched is a view that is looked after.
type Watched struct {
	// Name is by what the host knows it.
	Name string `msg:"name"`
	// Query is text in the filter language, which names the view's tickets.
	Query  string       `msg:"query"`
	Badge  view.Badge   `msg:"badge"`
	Notify []view.Event `msg:"notify"`
}

// LookArgs asks what is to be read now: operation "watch.due".
type LookArgs struct {
	// State is what an earlier call gave, empty at first. One that cannot be read
	// is as none.
	State []byte `msg:"state"`
	// Views are in the order of the tabs, Accounts the ids of those that may be reached.
	Views    []Watched `msg:"views"`
	Accounts []string  `msg:"accounts"`
}

// Look says what to read.
type Look struct {
	// State is to be kept before anything is read: what a host that is stopped
	// then has asked for is counted all the same.
	State []byte `msg:"state"`
	// Reads are the first pages to read, an account's one after the other. Where one
	// fails, the account is not asked for those behind it.
	Reads []Reading `msg:"reads"`
	// Next is when to ask again, Unix milliseconds; 0 is never.
	Next int64 `msg:"next"`
}

// Reading is the first page of a view in one account.
type Reading struct {
	Account string `msg:"account"`
	Query   string `msg:"query"`
}

// LookedArgs tells what was read, and asks what follows from it: operation
// "watch.settle". Without Answers it asks for the badge as it is now.
type LookedArgs struct {
	State    []byte    `msg:"state"`
	Views    []Watched `msg:"views"`
	Accounts []string  `msg:"accounts"`
	Answers  []Answer  `msg:"answers"`
	// Marks are what this browser keeps of its tickets.
	Marks mark.Marks `msg:"marks"`
	// Own are the tickets that were changed from here.
	Own   []Own `msg:"own"`
	Quiet Quiet `msg:"quiet"`
	// Minute is the person's own time, in minutes since midnight.
	Minute int `msg:"minute"`
	// Allowed says that notifications can be shown. What happens while they cannot
	// be is not told later.
	Allowed bool `msg:"allowed"`
}

// Answer is what came of a Reading.
type Answer struct {
	Account string `msg:"account"`
	Query   string `msg:"query"`
	// Tickets are those of the page, their keys as rows have them.
	Tickets []view.Seen `msg:"tickets"`
	// Total is how many the view has in the account, -1 where nobody tells, and
	// More says that there are some beyond the page.
	Total int64 `msg:"total"`
	More  bool  `msg:"more"`
	// StaleAt is from when on the page is old, Unix milliseconds.
	StaleAt int64 `msg:"stale_at"`
	// Failed says that there is no page, Kind why.
	Failed       bool     `msg:"failed"`
	Kind         api.Kind `msg:"kind"`
	RetryAfterMS int64    `msg:"retry_after_ms"`
}

// Own is a ticket that this person has changed, and when the helpdesk had it,
// Unix milliseconds.
type Own struct {
	Key string `msg:"key"`
	At  int64  `msg:"at"`
}

// Quiet are the hours in which nothing is told, in minutes since midnight. They
// may go over midnight. What happens meanwhile is told behind them.
type Quiet struct {
	On   bool `msg:"on"`
	From int  `msg:"from"`
	To   int  `msg:"to"`
}

// Looked is what follows.
type Looked struct {
	// State is to be kept before anything is told, so that nothing is told twice.
	State []byte `msg:"state"`
	// Badge is the text of the badge, "" for none.
	Badge string `msg:"badge"`
	// Notices are what a person is told, each ticket once. Together says that they
	// are too many to be told one by one.
	Notices  []Notice `msg:"notices"`
	Together bool     `msg:"together"`
	Next     int64    `msg:"next"`
}

// Notice is what happened to a ticket.
type Notice struct {
	Key   string     `msg:"key"`
	Event view.Event `msg:"event"`
	// View is the first whose rule wants it told.
	View string `msg:"view"`
}

// Watching is what a face takes to look after views.
func Watching() core.Table {
	return core.Table{
		core.Local("watch.due", due),
		core.Local("watch.settle", settle),
	}
}
