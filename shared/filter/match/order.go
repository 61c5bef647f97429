package match

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"math"
	"slices"

	"deskside/shared/filter"
)

// ranked is a row with its first key, so that most comparisons read no table.
type ranked struct {
	key int64
	row int32
}

// Sort puts rows into the order of the query. Rows that are equal in every key
// keep the order of the table; those that lack a key come last.
func (m *Matcher) Sort(t *Table, rows []int32) {
	order := make([]ranked, len(rows))
	for i, row := range rows {
		order[i] = ranked{t.rank(int(row), m.order[0]), row}
	}
	slices.SortFunc(order, func(a, b ranked) int {
		if a.key != b.key {
			return cmp.Compare(a.key, b.key)
		}
		return m.compare(t, a.row, b.row)
	})
	for i := range order {
		rows[i] = order[i].row
	}
}

// compare orders two rows. No two are equal.
func (m *Matcher) compare(t *Table, a, b int32) int {
	for _, key := range m.order {
		if c := cmp.Compare(t.rank(int(a), key), t.rank(int(b), key)); c != 0 {
			return c
		}
		var section int
		switch key.By {
		case filter.BySubject:
			section = subjectEnd
		case filter.ByClient:
			section = clientEnd
		case filter.ByAssignee:
			section = assigneeEnd
		default:
			continue
		}
		c := bytes.Compare(between(t.blob(int(a)), section-1, section), between(t.blob(int(b)), section-1, section))
		if key.Descending {
			c = -c
		}
		if c != 0 {
			return c
		}
	}
	return cmp.Compare(a, b)
}

const lacking = math.MaxInt64

// rank is a number by which rows ascend in a key, and lacking for one that has
// no such key. Texts are ranked by their beginnings.
func (t *Table) rank(row int, key filter.SortKey) int64 {
	var v int64
	missing := false
	number := func(column int) {
		v = t.number(row, column)
		missing = v == 0
	}
	text := func(section, skip int) {
		b := between(t.blob(row), section-1, section)
		b = b[min(skip, len(b)):]
		missing = len(b) == 0
		var head [8]byte
		copy(head[:], b)
		v = int64(binary.BigEndian.Uint64(head[:]) >> 1)
	}
	switch key.By {
	case filter.ByUpdated, filter.ByActivity:
		number(colUpdated)
	case filter.ByCreated:
		number(colCreated)
	case filter.ByCompleted:
		number(colCompleted)
	case filter.ByDue:
		number(colDue)
	case filter.ByRemind:
		number(colRemind)
	case filter.ByGroup:
		number(colGroup)
	case filter.ByID:
		v = t.number(row, colID)
	case filter.ByComments:
		v = t.number(row, colComments)
	case filter.ByPriority:
		v = int64(t.byteAt(row, colPriority))
		missing = v == 0 || v == otherWord
	case filter.ByStatus:
		v = int64(t.byteAt(row, colState))
		missing = v == 0 || v == otherWord
	case filter.ByAssignee:
		text(assigneeEnd, 0)
	case filter.ByClient:
		text(clientEnd, 1)
	case filter.BySubject:
		text(subjectEnd, 0)
	}
	switch {
	case missing:
		return lacking
	case key.Descending:
		return ^v
	}
	return min(v, lacking-1)
}
