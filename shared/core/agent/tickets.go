package agent

import (
	"deskside/shared/core"
	"deskside/shared/core/conversation"
	"deskside/shared/helpdesk"
	"deskside/shared/words"
)

//go:generate go run deskside/build/codec -o tickets_gen.go

// ListArgs asks for the tickets of several accounts in one list: operation "tickets.list".
type ListArgs struct {
	Accounts []Account `msg:"accounts"`
	// Query is text in the filter language, such as "status:open,pending".
	Query string `msg:"query"`
	// Directories are what the accounts know, as account.directory gave it. An
	// account without one understands numbers and the words of the language.
	Directories []helpdesk.Directory `msg:"directories"`
	// Rows is how many rows to answer, 0 for as many as a page has. No more pages
	// are read than they take.
	Rows int `msg:"rows"`
}

// ListResult is the list as it is drawn.
type ListResult struct {
	Rows []Row `msg:"rows"`
	// Problems has one entry for each account that did not answer.
	Problems []Problem `msg:"problems"`
	// Answered counts the accounts that did.
	Answered int `msg:"answered"`
	// Views counts the standing views that this list tells about.
	Views []ViewCount `msg:"views"`
	// More says that there are further tickets of this query.
	More bool `msg:"more"`
	// Notes say what of the query an account cannot answer, or how far its answer goes.
	Notes []Note `msg:"notes"`
	// Table holds of the rows' tickets, and of some beyond them, what queries
	// test; a host holds it for tickets.select.
	Table []byte `msg:"table"`
	// At is when the list was made, and StaleAt from when on it is old, Unix milliseconds.
	At      int64 `msg:"at"`
	StaleAt int64 `msg:"stale_at"`
}

// ViewCount is how many tickets a standing view has, or the least there are.
type ViewCount struct {
	View  string `msg:"view"`
	Rows  int    `msg:"rows"`
	Least bool   `msg:"least"`
}

// Row is one ticket in a list.
type Row struct {
	// Key identifies the row among all accounts.
	Key string `msg:"key"`
	// Number is that of the row in ListResult.Table.
	Number  int32           `msg:"number"`
	Account string          `msg:"account"`
	System  helpdesk.System `msg:"system"`
	ID      int64           `msg:"id"`
	// Subject is never empty: a ticket without one is named by its first words.
	Subject  string            `msg:"subject"`
	Client   string            `msg:"client"`
	Assignee string            `msg:"assignee"`
	Status   helpdesk.Status   `msg:"status"`
	Priority helpdesk.Priority `msg:"priority"`
	// Urgency says whether the priority is shown, and how.
	Urgency helpdesk.Urgency `msg:"urgency"`
	Excerpt string           `msg:"excerpt"`
	Tags    []string         `msg:"tags"`
	// Updated and Due are Unix seconds; Due is the next SLA moment or 0.
	Updated int64 `msg:"updated"`
	Due     int64 `msg:"due"`
	Overdue bool  `msg:"overdue"`
}

// Note is something to know about one account's part of a list.
type Note struct {
	Account string    `msg:"account"`
	Say     words.Say `msg:"say"`
}

// Problem is one account that did not answer.
type Problem struct {
	Account string       `msg:"account"`
	Failure core.Failure `msg:"failure"`
}

// Count is how many rows have a state.
type Count struct {
	State helpdesk.State `msg:"state"`
	Rows  int            `msg:"rows"`
}

// TicketArgs asks for one ticket with its comments: operation "ticket.get".
type TicketArgs struct {
	Account Account `msg:"account"`
	ID      int64   `msg:"id"`
}

// TicketResult is one ticket as it is drawn.
type TicketResult struct {
	Row      Row                    `msg:"row"`
	Category string                 `msg:"category"`
	Created  int64                  `msg:"created"`
	URL      string                 `msg:"url"`
	Messages []conversation.Message `msg:"messages"`
	// CommentsProblem is set when the ticket could be read but its comments could not.
	CommentsProblem *core.Failure `msg:"comments_problem"`
}
