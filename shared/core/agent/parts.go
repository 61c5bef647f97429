package agent

import (
	"deskside/shared/helpdesk"
	"deskside/shared/words"
)

//go:generate go run deskside/build/codec -o parts_gen.go

// ReadArgs asks one account for one page of the tickets that a query selects:
// operation "tickets.read". A host asks all accounts at once and puts each page
// into the list by tickets.join as it comes.
type ReadArgs struct {
	Account Account `msg:"account"`
	// Query is text in the filter language, such as "status:open,pending".
	Query string `msg:"query"`
	// Directories are what the accounts know, as account.directory gave it. An
	// account without one understands numbers and the words of the language.
	Directories []helpdesk.Directory `msg:"directories"`
	// Marks is the number under which the host holds ChangeMarksResult.Lent, 0 for none.
	Marks uint32 `msg:"marks"`
	// From is Part.Next or Source.Next of an earlier page of the same query;
	// empty is the beginning.
	From []byte `msg:"from"`
	// Rows is how many rows are wanted beyond those that From has, 0 for as many
	// as the page before it was read for.
	Rows int `msg:"rows"`
	// Gone is Source.Gone.
	Gone int `msg:"gone"`
}

// Part is one page of one account.
type Part struct {
	Account string `msg:"account"`
	Rows    []Row  `msg:"rows"`
	// Table holds of the rows' tickets what queries test; Row.Number counts in it.
	Table []byte `msg:"table"`
	Reach Reach  `msg:"reach"`
	// Again says that what is wanted takes a further page, which Reach.Next asks for.
	Again bool `msg:"again"`
	// Notes say what of the query the account cannot answer, or how far its answer goes.
	Notes []words.Say `msg:"notes"`
	// At is when the page was read, and StaleAt from when on it is old, Unix milliseconds.
	At      int64 `msg:"at"`
	StaleAt int64 `msg:"stale_at"`
}

// Reach is how far an account's tickets have been read.
type Reach struct {
	// First says that this began with the first page.
	First bool `msg:"first"`
	// Next goes on, empty where there is nothing further.
	Next []byte `msg:"next"`
	// Edge is the place in the query's order before which no ticket is missing,
	// where Edged says that there is such a place: see plan.Walk.Edge.
	Edge  int64 `msg:"edge"`
	Edged bool  `msg:"edged"`
	Pages int   `msg:"pages"`
	// Total is how many tickets there are on all pages, -1 where nobody tells.
	Total int64 `msg:"total"`
}

// JoinArgs puts parts into one list: operation "tickets.join".
type JoinArgs struct {
	Query       string               `msg:"query"`
	Accounts    []Account            `msg:"accounts"`
	Directories []helpdesk.Directory `msg:"directories"`
	// Table is the number under which the host holds JoinResult.Table of the list
	// as it is, 0 for an empty one, and Sources what came with it.
	Table   uint32   `msg:"table"`
	Sources []Source `msg:"sources"`
	// Marks is as in ReadArgs: what sleeps is in the list, but in no count.
	Marks uint32 `msg:"marks"`
	// Views are the queries of the views that a person has saved.
	Views []string `msg:"views"`
	// Before are rows of an earlier time, without a table, and Part a page with
	// one. Either may be absent.
	Before []Row    `msg:"before"`
	Part   *NewPart `msg:"part"`
	// Silent are the accounts that did not answer when they were asked last, Stuck
	// those that did not when they were asked for further tickets: nobody waits
	// for those.
	Silent []string `msg:"silent"`
	Stuck  []string `msg:"stuck"`
}

// NewPart is of a Part what a join takes.
type NewPart struct {
	Account string `msg:"account"`
	Table   []byte `msg:"table"`
	Reach   Reach  `msg:"reach"`
	Again   bool   `msg:"again"`
	At      int64  `msg:"at"`
	StaleAt int64  `msg:"stale_at"`
}

// Source is what a list knows of one account.
type Source struct {
	Account string `msg:"account"`
	Reach   Reach  `msg:"reach"`
	// Known says that the account has answered; until then its rows are of an
	// earlier time.
	Known bool `msg:"known"`
	// Anew says that its tickets are being read from the first page on, and Walked
	// which rows of the table the pages so far brought.
	Anew   bool    `msg:"anew"`
	Walked []int32 `msg:"walked"`
	// Added is how many tickets the pages so far brought that were not there, and
	// Gone how many fewer there are of those before Reach.Next than when it was
	// read: what follows has moved up.
	Added int `msg:"added"`
	Gone  int `msg:"gone"`
	// At is when the account answered last, Oldest when the oldest of its rows was
	// read, StaleAt from when on it is old, Unix milliseconds.
	At      int64 `msg:"at"`
	Oldest  int64 `msg:"oldest"`
	StaleAt int64 `msg:"stale_at"`
}

// JoinResult is one list of the tickets of all accounts.
type JoinResult struct {
	// Table holds the tickets of the list and of those held back; a host holds it
	// for tickets.select. Rows keep their numbers in it while a list lives.
	Table   []byte   `msg:"table"`
	Sources []Source `msg:"sources"`
	// Numbers are those in Table of JoinArgs.Before or of the part's rows, in their order.
	Numbers []int32 `msg:"numbers"`
	// Order has the rows to show, by their numbers.
	Order []int32 `msg:"order"`
	// HeldBack is how many rows stand behind tickets that an account has not been
	// asked for yet, and Further which accounts to ask for more tickets.
	HeldBack int      `msg:"held_back"`
	Further  []string `msg:"further"`
	// Total is how many tickets the query has, -1 where not every helpdesk tells;
	// Known is how many are here.
	Total int64 `msg:"total"`
	Known int   `msg:"known"`
	// Views counts the views that this list tells about.
	Views []ViewCount `msg:"views"`
}
