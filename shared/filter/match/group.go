package match

import (
	"cmp"
	"slices"

	"deskside/shared/helpdesk"
)

// By is what rows are grouped by.
type By uint8

const (
	State By = iota
	Assignee
	Team
	Priority
	Channel
	// Source groups by account.
	Source
	// Due groups by the next SLA moment: overdue, within two hours, within a day, later, none.
	Due
)

// Words of groups by the next SLA moment.
const (
	Overdue = "overdue"
	Soon    = "soon"
	Today   = "day"
	Later   = "later"
)

// soonSeconds and daySeconds are what the words mean.
const (
	soonSeconds = 2 * 3600
	daySeconds  = 86400
)

// Group is the rows that have one thing in common, in the order of the list.
type Group struct {
	Key  GroupKey
	Rows []int32
}

// GroupKey is what the rows of a group have in common: a word (a state, a
// priority, an account, one of the words of SLA moments) or a number (of an
// agent, a group, a channel) of an account. Empty is the group of those that
// have none.
type GroupKey struct {
	Word string
	// ID belongs to Account, since numbers are each account's own.
	ID      int64
	Account string
	// order is the group's place among those that have one by nature.
	order int64
}

// KeyOf says in which group a row is; now is Unix seconds. A host that follows
// changes asks before and after.
func (t *Table) KeyOf(row int, by By, now int64) GroupKey {
	if row < 0 || row >= t.rows {
		return GroupKey{}
	}
	last := GroupKey{order: lacking}
	switch by {
	case State:
		s := t.byteAt(row, colState)
		if s == 0 || int(s) > len(states) {
			return GroupKey{Word: string(helpdesk.Unknown), order: int64(len(states))}
		}
		return GroupKey{Word: string(states[s-1]), order: int64(s)}
	case Priority:
		p := t.byteAt(row, colPriority)
		if p == 0 || int(p) > len(priorities) {
			return last
		}
		return GroupKey{Word: priorities[p-1], order: -int64(p)}
	case Source:
		n := t.byteAt(row, colAccount)
		_, id := t.account(min(int(n), maxAccounts-1))
		return GroupKey{Word: id, Account: id, order: int64(n)}
	case Due:
		due := t.number(row, colDue)
		switch {
		case due == 0:
			return last
		case due < now:
			return GroupKey{Word: Overdue}
		case due < now+soonSeconds:
			return GroupKey{Word: Soon, order: 1}
		case due < now+daySeconds:
			return GroupKey{Word: Today, order: 2}
		}
		return GroupKey{Word: Later, order: 3}
	}
	column := colAssignee
	switch by {
	case Team:
		column = colGroup
	case Channel:
		column = colChannel
	}
	id := t.number(row, column)
	if id == 0 {
		return last
	}
	account, _ := t.Key(row)
	return GroupKey{ID: id, Account: account}
}

// Groups divides the list. States stand in the order of interfaces, priorities
// from urgent to low, accounts as the table came to know them, SLA moments from
// overdue to none; other groups by size, then in the order of their first rows.
// Rows without a group stand last.
func (l *List) Groups(by By, now int64) []Group {
	var groups []Group
	var counts []int32
	// A slot remembers the group of a number, so that most rows compare one key.
	var slots [64]int32
	which := make([]int32, len(l.rows))
	for i, row := range l.rows {
		key := l.table.KeyOf(int(row), by, now)
		slot := &slots[uint64(key.ID*31+key.order)&63]
		g := *slot - 1
		if g < 0 || groups[g].Key != key {
			if g = int32(slices.IndexFunc(groups, func(have Group) bool { return have.Key == key })); g < 0 {
				g = int32(len(groups))
				groups, counts = append(groups, Group{Key: key}), append(counts, 0)
			}
			*slot = g + 1
		}
		which[i] = g
		counts[g]++
	}
	all, from := make([]int32, len(l.rows)), int32(0)
	for g := range groups {
		groups[g].Rows = all[from : from : from+counts[g]]
		from += counts[g]
	}
	for i, row := range l.rows {
		groups[which[i]].Rows = append(groups[which[i]].Rows, row)
	}
	slices.SortStableFunc(groups, func(a, b Group) int {
		if c := cmp.Compare(a.Key.order, b.Key.order); c != 0 {
			return c
		}
		return len(b.Rows) - len(a.Rows)
	})
	return groups
}
