package match

import (
	"encoding/binary"
	"slices"

	"deskside/shared/filter"
)

// Copy gives a table of its own, with room for so many bytes of further texts.
func (t *Table) Copy(text int) *Table {
	out := *t
	out.b = append(make([]byte, 0, len(t.b)+text), t.b...)
	return &out
}

// Holds reports whether a row holds a ticket.
func (t *Table) Holds(row int) bool {
	return row >= 0 && row < t.rows && t.live(row>>6)>>(row&63)&1 == 1
}

// RowsOf lists the rows that hold tickets of some accounts, in the order of the table.
func (t *Table) RowsOf(accounts ...string) []int32 {
	var wanted [maxAccounts]bool
	for n := range t.accountCount {
		wanted[n] = slices.ContainsFunc(accounts, func(id string) bool { return t.isAccount(n, id) })
	}
	rows := make([]int32, 0, t.rows)
	for block := range t.blocks() {
		for m := t.live(block); m != 0; m &= m - 1 {
			if row := block<<6 + lowest(m); wanted[min(int(t.byteAt(row, colAccount)), maxAccounts-1)] {
				rows = append(rows, int32(row))
			}
		}
	}
	return rows
}

// Rank is the place of a row in an order by one key: less comes first. Rows
// without the key come last. For moments, numbers and groups it is the key
// itself, or its complement where the order descends.
func (t *Table) Rank(row int, key filter.SortKey) int64 { return t.rank(row, key) }

// Take adds a row of another table or replaces the ticket by it, and gives its
// row here; -1 where there is no room or from holds nothing there.
func (t *Table) Take(from *Table, row int) int {
	if !from.Holds(row) {
		return -1
	}
	system, id := from.account(int(from.byteAt(row, colAccount)))
	account := t.accountOf(system, id)
	if account < 0 {
		return -1
	}
	to := t.rowOf(account, from.number(row, colID))
	if to < 0 {
		return -1
	}
	old := t.number32(to, colBlobSize)
	place := t.number32(to, colBlob)
	for column := range columns64 {
		t.setNumber(to, column, from.number(row, column))
	}
	for column := range columns32 {
		t.setNumber32(to, column, from.number32(row, column))
	}
	for column := range columns8 {
		t.setByte(to, column, from.byteAt(row, column))
	}
	t.setByte(to, colAccount, byte(account))
	t.setNumber32(to, colBlob, place)
	t.setNumber32(to, colBlobSize, old)
	at := len(t.b)
	t.b = append(t.b, from.blob(row)...)
	t.store(to, at)
	t.setLive(to, true)
	if t.free() > (len(t.b)-t.arena)/2 {
		t.Compact()
	}
	return to
}

// rowOf finds the row of a ticket, or makes one without a ticket in it; -1 where there is no room.
func (t *Table) rowOf(account int, id int64) int {
	at, row := t.slot(account, id)
	if row >= 0 {
		return row
	}
	if t.rows == t.capacity {
		if t.capacity == maxRows {
			return -1
		}
		t.grow()
		at, _ = t.slot(account, id)
	}
	row = t.rows
	t.rows++
	t.putHeader()
	binary.LittleEndian.PutUint32(t.b[at:], uint32(row+1))
	t.setNumber32(row, colBlobSize, 0)
	t.setNumber(row, colID, id)
	t.setByte(row, colAccount, byte(account))
	return row
}
