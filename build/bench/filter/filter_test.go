package filter_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/build/bench/filter/corpus"
	"deskside/shared/filter/match"
	"deskside/shared/helpdesk"
)

func compiled(tb testing.TB, query string) *match.Matcher {
	bound, err := corpus.Query(query)
	require.NoError(tb, err)
	require.Empty(tb, bound.Notices)
	return match.Compile(bound)
}

func filled(n int) *match.Table {
	table := match.NewTable(n, n*900)
	for i := range n {
		t := corpus.Ticket(i, 0)
		table.Put(&t)
	}
	return table
}

func TestJudgingAllocatesNothingPerTicket(t *testing.T) {
	table := filled(2_000)
	for _, query := range corpus.Queries {
		m := compiled(t, query[1])
		rows := make([]int32, 0, 2_000)
		require.Zero(t, testing.AllocsPerRun(5, func() { rows = m.Select(table, rows[:0]) }), query[0])
		var tickets []helpdesk.Ticket
		for i := range 50 {
			tickets = append(tickets, corpus.Ticket(i, 1))
			m.Match(&tickets[i])
		}
		require.Zero(t, testing.AllocsPerRun(5, func() {
			for i := range tickets {
				m.Match(&tickets[i])
			}
		}), "one by one: "+query[0])
		list := m.List(table)
		for i := range tickets {
			list.Put(&tickets[i])
		}
		require.Zero(t, testing.AllocsPerRun(5, func() {
			for i := range tickets {
				list.Put(&tickets[i])
			}
		}), "a change: "+query[0])
	}
}

func BenchmarkSelect(b *testing.B) {
	for _, size := range []struct {
		name string
		rows int
	}{{"10k", 10_000}, {"100k", 100_000}} {
		table := filled(size.rows)
		for _, query := range corpus.Queries {
			b.Run(size.name+"/"+query[0], func(b *testing.B) {
				m := compiled(b, query[1])
				rows := make([]int32, 0, size.rows)
				b.ReportAllocs()
				for b.Loop() {
					rows = m.Select(table, rows[:0])
				}
				b.ReportMetric(float64(len(rows)), "rows")
			})
		}
	}
}

func BenchmarkList(b *testing.B) {
	table := filled(10_000)
	m := compiled(b, "-status:spam sort:priority,updated")
	for b.Loop() {
		m.List(table)
	}
}

func BenchmarkChange(b *testing.B) {
	table := filled(10_000)
	list := compiled(b, corpus.Queries[1][1]).List(table)
	tickets := make([]helpdesk.Ticket, 100)
	for i := range tickets {
		tickets[i] = corpus.Ticket(i*97, 1)
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		list.Put(&tickets[i%100])
	}
}

func BenchmarkGroups(b *testing.B) {
	list := compiled(b, "-status:spam").List(filled(10_000))
	for b.Loop() {
		list.Groups(match.Assignee, corpus.Now)
	}
}
