package filter

import (
	"deskside/shared/filter/mark"
	"deskside/shared/helpdesk"

	"deskside/shared/words"
)

// Bound is a query as one account understands it: names have become numbers,
// dates have become seconds. A plan and a matcher take it.
type Bound struct {
	System  helpdesk.System
	Account string
	Where   Clause
	Sort    []SortKey
	// Notices say what this account does not know.
	Notices []Notice
}

// Clause is a bound Node. What holds for every ticket or for none of the
// account is folded away: only a whole query is Everything, or Any without nodes.
type Clause struct {
	Op    Op
	Nodes []Clause
	Test  Test
	Span  Span
}

// Nothing reports whether no ticket of the account can be selected.
func (b *Bound) Nothing() bool { return b.Where.Op == Any && len(b.Where.Nodes) == 0 }

// Test is a bound Term. A ticket passes when one of the parts that are set
// holds; a Test with no part set passes nothing.
type Test struct {
	// Term is what was written.
	Term Term
	// None passes a ticket that has no value there, Filled one that has any.
	None, Filled bool
	// IDs are numbers: of agents (Assignee, CompletedBy, Visible), groups,
	// channels, forums, clients, statuses; ascending. Those of Tag and Category
	// are for plans: Words has their names.
	IDs []int64
	// Words are texts that a value may equal, each once:
	//
	//   - Status: slugs or titles, lower case
	//   - Type, Rights, Mark: the words in lower case
	//   - Priority: helpdesk.Priority
	//   - Tag, Category, Email, Channel (address of its mailbox): lower case
	//   - Custom: values as the helpdesk stores them, exact
	//   - Text, Subject, Client: folded text that must be contained
	Words []string
	// States are those of a Status.
	States []helpdesk.State
	// Ranges are seconds of dates and of SLA moments, numbers of ID and Comments.
	Ranges []Range
	// Fields are the additional fields of a Custom test, any of which may pass.
	// AnyField means every field that a ticket has as well.
	Fields   []CustomField
	AnyField bool
	// Marks are what a Mark looks into, nil where nobody keeps any.
	Marks *mark.Account
}

// Range is a range of whole numbers with both ends. Named is set when it is one
// of the named ranges of days, of which the account's zone is known to be UTC.
type Range struct {
	From, To int64
	Named    bool
	Name     NamedRange
}

// CustomField is an additional field of a Custom test. An unfilled checkbox
// holds 0, a blank or nothing; any other field is unfilled when it holds a
// blank or nothing.
//
// Words are further values of this field: the options whose titles were written.
type CustomField struct {
	ID       int64
	Checkbox bool
	Words    []string
}

// Notice says what of a query an account does not know; what it names selects
// nothing there.
type Notice struct {
	Span Span
	Say  words.Say
	// Nearest is a name that probably was meant, or "".
	Nearest string
	// Lost says that the account does not have what is named, though its names
	// were read.
	Lost bool
}
