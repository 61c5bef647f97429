// Package filter is the language in which agents select tickets of every
// helpdesk at once: reading, printing, completion, and binding to what an
// account knows. Packages plan, match and view build on it. It must not know how
// requests are sent, nor what a helpdesk can do of a query.
//
// A query is words and terms, in any order and case:
//
//	status:open,pending assignee:me -tag:spam priority>=high updated:>-7d "exact words" sort:updated-desc
//
// Terms side by side must all hold, a comma separates values of which one must,
// and "or", "not" or "-", and parentheses do what they say; or is weaker than
// terms side by side. Words that are no term are searched.
package filter

// Query is a parsed query: what is selected and in which order. The zero
// value selects everything in the order of the helpdesks.
type Query struct {
	Where Node
	Sort  []SortKey
}

// Op says how a Node is put together.
type Op uint8

const (
	// Everything selects all tickets; the Node has nothing else.
	Everything Op = iota
	// All selects what every one of Nodes selects. Without nodes that is everything.
	All
	// Any selects what at least one of Nodes selects. Without nodes that is nothing.
	Any
	// Not selects what its one node does not.
	Not
	// Is selects by Term.
	Is
)

// Node is a part of a query. Parse gives All and Any at least two nodes, never
// one of their own kind, and Not never a Not.
type Node struct {
	Op    Op
	Nodes []Node
	Term  Term
	Span  Span
}

// Span is a place in the query's text, in bytes: [From, To).
type Span struct{ From, To int32 }

// Term tests one field of a ticket.
type Term struct {
	Field Field
	// ID and Name say which additional field a Custom term tests: by its number
	// or by its name; neither means any field. The Name of an SLA term is
	// "first_reply", "next_reply", "close" or "" for any of them.
	ID   int64
	Name string
	// Compare is Equal for terms with values of which one must hold. The others
	// have one value, Between two.
	Compare Compare
	Values  []Value
}

// Compare says how a ticket's value stands to the written one.
type Compare uint8

const (
	// Equal holds for the value itself; for a date for everything within it,
	// for Text, Subject and a Client's name for everything that contains it.
	Equal Compare = iota
	Less
	LessEqual
	Greater
	GreaterEqual
	// Between holds from the first of the first value to the last of the second.
	// Either may be of kind Open.
	Between
)

// SortKey is one key of an order.
type SortKey struct {
	By         Key
	Descending bool
}

// Key is what tickets are ordered by. Tickets that lack it come last in either
// direction.
type Key uint8

const (
	ByUpdated Key = iota
	// ByActivity is the last activity of others; a ticket without any counts as never changed.
	ByActivity
	ByCreated
	ByCompleted
	// ByDue is the next SLA moment of tickets that wait for somebody.
	ByDue
	ByRemind
	ByPriority
	ByStatus
	ByAssignee
	ByGroup
	ByClient
	BySubject
	ByComments
	ByID
	// ByPopular and ByTrending are orders that only a server can make: here they
	// keep the order in which the tickets came.
	ByPopular
	ByTrending
	keyCount
)
