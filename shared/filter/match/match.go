// Package match judges tickets by a bound query, orders and groups them. It
// works on a Table, which holds of many tickets what queries test, and judges
// 64 rows at a time without allocating. It must not know how queries are
// written, nor send requests.
package match

import (
	"deskside/shared/filter"
	"deskside/shared/helpdesk"
)

// Matcher is a compiled query over the tickets of several accounts. It holds
// memory of its own for Match, so one goroutine uses it at a time.
type Matcher struct {
	programs []program
	order    []filter.SortKey
	one      *Table
	text     bool
}

// program is the query of one account.
type program struct {
	account string
	root    node
}

// Compile prepares the queries of accounts, one for each. Tickets of further
// accounts are not selected. The order is that of the first query; without one
// the newest change comes first.
func Compile(bounds ...filter.Bound) *Matcher {
	m := &Matcher{}
	for i := range bounds {
		p := program{bounds[i].Account, compile(&bounds[i].Where)}
		m.text = m.text || p.root.text
		m.programs = append(m.programs, p)
	}
	if len(bounds) > 0 {
		m.order = bounds[0].Sort
	}
	if len(m.order) == 0 {
		m.order = []filter.SortKey{{By: filter.ByUpdated, Descending: true}}
	}
	return m
}

// Match reports whether one ticket is selected.
func (m *Matcher) Match(t *helpdesk.Ticket) bool {
	for i := range m.programs {
		if m.programs[i].account != t.Account {
			continue
		}
		if m.one == nil {
			m.one = NewTable(1, 0)
		}
		m.one.hold(t, m.text)
		return m.one.eval(&m.programs[i].root, 0, 1) != 0
	}
	return false
}

// Row reports whether a row of a table is selected.
func (m *Matcher) Row(t *Table, row int) bool {
	if row < 0 || row >= t.rows {
		return false
	}
	mask := uint64(1) << (row & 63) & t.live(row>>6)
	if mask == 0 {
		return false
	}
	account := t.byteAt(row, colAccount)
	for i := range m.programs {
		if t.isAccount(int(account), m.programs[i].account) {
			return t.eval(&m.programs[i].root, row>>6, mask) != 0
		}
	}
	return false
}

// Select appends the rows that are selected, in the order of the table.
func (m *Matcher) Select(t *Table, rows []int32) []int32 {
	// which has the program of each account of the table, plus 1.
	var which [maxAccounts]uint8
	for a := range t.accounts() {
		for i := range m.programs {
			if i < maxAccounts && t.isAccount(a, m.programs[i].account) {
				which[a] = uint8(i + 1)
				break
			}
		}
	}
	single := t.accounts() == 1
	for block := range t.blocks() {
		rest, found := t.live(block), uint64(0)
		for rest != 0 {
			// Rows of the same program are judged together.
			first := which[t.byteAt(block<<6+lowest(rest), colAccount)]
			mask := rest
			if !single {
				for m := rest; m != 0; m &= m - 1 {
					if i := lowest(m); which[t.byteAt(block<<6+i, colAccount)] != first {
						mask &^= 1 << i
					}
				}
			}
			rest &^= mask
			if first > 0 {
				found |= t.eval(&m.programs[first-1].root, block, mask)
			}
		}
		for ; found != 0; found &= found - 1 {
			rows = append(rows, int32(block<<6+lowest(found)))
		}
	}
	return rows
}
