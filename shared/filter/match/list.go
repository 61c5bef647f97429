package match

import (
	"slices"

	"deskside/shared/helpdesk"
)

// List is what a query selects of a table, in order. It follows changes of
// single tickets.
type List struct {
	matcher *Matcher
	table   *Table
	rows    []int32
}

// List selects and sorts.
func (m *Matcher) List(t *Table) *List {
	l := &List{matcher: m, table: t}
	l.rows = m.Select(t, nil)
	m.Sort(t, l.rows)
	return l
}

// Rows are the rows of the table in order. They are valid until the next change.
func (l *List) Rows() []int32 { return l.rows }

// Move says where a changed ticket was and where it is now, counted in a list
// without it for To; -1 stands for not in the list.
type Move struct{ From, To int }

// Position finds a row of the table in the list, -1 when it is not there.
func (l *List) Position(row int) int {
	if row < 0 || row >= l.table.rows {
		return -1
	}
	if at, found := l.place(int32(row)); found {
		return at
	}
	return -1
}

// place finds where a row is or would be.
func (l *List) place(row int32) (at int, found bool) {
	return slices.BinarySearchFunc(l.rows, row, func(a, b int32) int { return l.matcher.compare(l.table, a, b) })
}

// Put puts a ticket into the table and judges it alone. Where several lists
// follow one table, ask each for Position before the change and for Changed after.
func (l *List) Put(ticket *helpdesk.Ticket) Move {
	before := -1
	if row, ok := l.table.Find(ticket.Account, ticket.ID); ok {
		before = l.Position(row)
	}
	row, _ := l.table.Put(ticket)
	return l.Changed(row, before)
}

// Remove takes a ticket out of the table and of the list.
func (l *List) Remove(account string, id int64) Move {
	row, ok := l.table.Find(account, id)
	if !ok {
		return Move{-1, -1}
	}
	before := l.Position(row)
	l.table.Remove(account, id)
	return l.Changed(row, before)
}

// Changed judges a row that has changed. before is its Position from before the
// change, -1 for none.
func (l *List) Changed(row, before int) Move {
	move := Move{From: before, To: -1}
	selected := l.matcher.Row(l.table, row)
	switch {
	case before < 0 && selected:
		move.To, _ = l.place(int32(row))
		l.rows = slices.Insert(l.rows, move.To, int32(row))
	case before >= 0 && !selected:
		l.rows = slices.Delete(l.rows, before, before+1)
	case before >= 0:
		move.To = l.shift(before)
	}
	return move
}

// shift brings a row that has changed to its place and gives that. Only what is
// between moves.
func (l *List) shift(at int) (to int) {
	row := l.rows[at]
	order := func(a, b int32) int { return l.matcher.compare(l.table, a, b) }
	if at > 0 && order(row, l.rows[at-1]) < 0 {
		to, _ = slices.BinarySearchFunc(l.rows[:at], row, order)
		copy(l.rows[to+1:at+1], l.rows[to:at])
	} else {
		to, _ = slices.BinarySearchFunc(l.rows[at+1:], row, order)
		to += at
		copy(l.rows[at:to], l.rows[at+1:to+1])
	}
	l.rows[to] = row
	return to
}
