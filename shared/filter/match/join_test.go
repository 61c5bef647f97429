package match_test

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/filter"
	"deskside/shared/filter/filtertest"
	"deskside/shared/filter/match"
)

// A table that has taken its rows from others answers every query as one into
// which the tickets were put.
func TestATableOfTakenRowsIsThatOfItsTickets(t *testing.T) {
	random := tickets{rand.New(rand.NewPCG(51, 52))}
	ds := directories()
	put, taken := match.NewTable(0, 0), match.NewTable(0, 0)
	for range 60 {
		page := match.NewTable(0, 0)
		d := &ds[random.IntN(2)]
		for range 1 + random.IntN(40) {
			ticket := random.ticket(random.Int64N(300), d)
			page.Put(&ticket)
			put.Put(&ticket)
		}
		page = reopened(t, page)
		before := taken
		taken = taken.Copy(64)
		rows := before.Rows()
		for row := range page.Rows() {
			require.GreaterOrEqual(t, taken.Take(page, row), 0)
		}
		require.Equal(t, rows, before.Rows(), "a copy is a table of its own")
		require.Equal(t, -1, taken.Take(page, page.Rows()))
	}
	require.Equal(t, put.Len(), taken.Len())
	g := filtertest.New(53)
	g.Texts, g.Numbers = texts, 6
	newest := filter.SortKey{By: filter.ByUpdated, Descending: true}
	for range 300 {
		q := g.Query()
		m := match.Compile(filter.Bind(q, &ds[0], now.Unix()), filter.Bind(q, &ds[1], now.Unix()))
		for row := range put.Rows() {
			account, id := put.Key(row)
			same, ok := taken.Find(account, id)
			require.True(t, ok)
			require.True(t, taken.Holds(same))
			require.Equal(t, m.Row(put, row), m.Row(taken, same), "%s of %s/%d", q.String(), account, id)
			require.Equal(t, put.Rank(row, newest), taken.Rank(same, newest))
		}
	}
}
