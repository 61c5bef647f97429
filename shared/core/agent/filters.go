package agent

import (
	"deskside/shared/filter"
	"deskside/shared/helpdesk"
	"deskside/shared/words"
)

//go:generate go run deskside/build/codec -o filters_gen.go

// QueryArgs asks what a text in the filter language means: operation "filter.read".
type QueryArgs struct {
	Query       string               `msg:"query"`
	Accounts    []Account            `msg:"accounts"`
	Directories []helpdesk.Directory `msg:"directories"`
}

// QueryResult is a query as it was understood. What is not understood is left
// out of it, so that a half-typed query filters by what is clear.
type QueryResult struct {
	// Query is the canonical text of what was understood.
	Query    string         `msg:"query"`
	Problems []QueryProblem `msg:"problems"`
	// Explained says for each account, in its order, what the helpdesk does of
	// the query and what is done here.
	Explained []Explanation `msg:"explained"`
}

// QueryProblem is a part of a query that is not understood.
type QueryProblem struct {
	// From and To are the part's place in UTF-16 units, as text fields count.
	From int       `msg:"from"`
	To   int       `msg:"to"`
	Say  words.Say `msg:"say"`
	// Nearest is what was probably meant and may take the part's place, or "".
	Nearest string `msg:"nearest"`
}

// Explanation says what the plan of a query does in an account, a message a line.
type Explanation struct {
	Account string      `msg:"account"`
	Says    []words.Say `msg:"says"`
}

// CompleteArgs asks what may come next in a query: operation "filter.complete".
type CompleteArgs struct {
	Query string `msg:"query"`
	// Caret is a place in UTF-16 units.
	Caret       int                  `msg:"caret"`
	Directories []helpdesk.Directory `msg:"directories"`
}

// CompleteResult has the best completions first.
type CompleteResult struct {
	Items []Completion `msg:"items"`
}

// Completion is something that may stand at the caret.
type Completion struct {
	// Insert takes the place from From to To, in UTF-16 units.
	Insert string `msg:"insert"`
	From   int    `msg:"from"`
	To     int    `msg:"to"`
	// Label is what to show, Detail what it means.
	Label  string          `msg:"label"`
	Detail string          `msg:"detail"`
	About  words.Say       `msg:"about"`
	Kind   filter.ItemKind `msg:"kind"`
}

// SelectArgs asks what of a list on the screen a query selects: operation
// "tickets.select", for each key that is pressed. Words are looked for in what
// lists hold of tickets; only tickets.read asks the helpdesks, which know
// comments, too.
type SelectArgs struct {
	Query       string               `msg:"query"`
	Accounts    []Account            `msg:"accounts"`
	Directories []helpdesk.Directory `msg:"directories"`
	// Table is the number under which the host holds JoinResult.Table, Marks that of
	// ChangeMarksResult.Lent, 0 for none.
	Table uint32 `msg:"table"`
	Marks uint32 `msg:"marks"`
}

// SelectResult has Row.Number of each row that is selected, in no order that means anything.
type SelectResult struct {
	Rows []int32 `msg:"rows"`
}

// GroupArgs asks what of a list that a host keeps a query selects, in its order
// and in groups: operation "tickets.group".
type GroupArgs struct {
	Query       string               `msg:"query"`
	Accounts    []Account            `msg:"accounts"`
	Directories []helpdesk.Directory `msg:"directories"`
	// Table is the number under which the host holds JoinResult.Table, Marks that of
	// ChangeMarksResult.Lent, 0 for none.
	Table uint32 `msg:"table"`
	Marks uint32 `msg:"marks"`
	// GroupBy is "status", "assignee", "group", "priority", "channel", "source"
	// (the account), "sla" or "".
	GroupBy string `msg:"group_by"`
	// Rows is how many keys to answer, 0 for all.
	Rows int `msg:"rows"`
}

// GroupResult names rows by Row.Key, in the order of the query.
type GroupResult struct {
	Keys []string `msg:"keys"`
	// Selected is how many rows there are, beyond Keys too.
	Selected int     `msg:"selected"`
	Counts   []Count `msg:"counts"`
	// Groups divide Keys where GroupBy asks for it.
	Groups []Group `msg:"groups"`
}

// Group is the rows that have something in common.
type Group struct {
	// Word is what they have in common where that is a word, ID where it is a
	// number of an account; a group with neither has nothing there.
	Word    string `msg:"word"`
	Account string `msg:"account"`
	ID      int64  `msg:"id"`
	// Keys are those of its rows that are among GroupResult.Keys, Selected how
	// many there are.
	Keys     []string `msg:"keys"`
	Selected int      `msg:"selected"`
}

// FactsArgs asks by what of a row a query can be narrowed: operation "filter.facts".
type FactsArgs struct {
	Query       string               `msg:"query"`
	Row         Row                  `msg:"row"`
	Accounts    []Account            `msg:"accounts"`
	Directories []helpdesk.Directory `msg:"directories"`
}

// FactsResult is what is told of a ticket, in the order in which rows tell it.
type FactsResult struct {
	Facts []TicketFact `msg:"facts"`
}

// TicketFact is something of a ticket by which its list can be narrowed.
type TicketFact struct {
	// Kind is what rows call it: "client", "place", "source", "status", "assignee",
	// "priority" or "tag", of which Value is the tag.
	Kind  string `msg:"kind"`
	Value string `msg:"value"`
	// Term is what it is in the language, Query the query that asks for it, too.
	Term  string `msg:"term"`
	Query string `msg:"query"`
}
