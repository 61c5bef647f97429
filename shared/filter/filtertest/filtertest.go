// Package filtertest makes random queries for the tests of what works with
// them. Nothing that ships imports it.
package filtertest

import (
	"math/rand/v2"
	"strings"

	"deskside/shared/filter"
)

// Generator makes random queries in the form that Parse gives: the same ones
// for the same seed.
type Generator struct {
	*rand.Rand
	// Texts are the names and texts in queries, Numbers bounds the numbers.
	Texts   []string
	Numbers int64
	// Depth is how deep groups nest.
	Depth int
}

// New makes a generator of queries that are hard to print and to parse.
func New(seed uint64) Generator {
	return Generator{Rand: rand.New(rand.NewPCG(seed, 1)), Texts: hard, Numbers: 60, Depth: 3}
}

// Pick chooses one of several.
func Pick[T any](g Generator, of ...T) T { return of[g.IntN(len(of))] }

// Query makes a query; one in six selects everything.
func (g Generator) Query() filter.Query {
	q := filter.Query{Where: g.node(g.Depth, filter.Everything)}
	if g.IntN(6) == 0 {
		q.Where = filter.Node{}
	}
	for _, key := range g.Perm(16)[:g.IntN(3)] {
		q.Sort = append(q.Sort, filter.SortKey{By: filter.Key(key), Descending: g.IntN(2) == 0})
	}
	return q
}

// node makes a node that may stand within one of kind outer.
func (g Generator) node(depth int, outer filter.Op) filter.Node {
	op := Pick(g, filter.Is, filter.Is, filter.All, filter.Any, filter.Not)
	if depth == 0 || op == outer {
		op = filter.Is
	}
	n := filter.Node{Op: op}
	switch op {
	case filter.Is:
		n.Term = g.term()
	case filter.Not:
		n.Nodes = append(n.Nodes, g.node(depth-1, op))
	default:
		for range 2 + g.IntN(3) {
			n.Nodes = append(n.Nodes, g.node(depth-1, op))
		}
	}
	return n
}

// hard are texts that look like something else.
var hard = []string{
	"billing", "Ann Lee", "me", "none", "any", "17", "a,b", "-x", "#1", "or", "NOT", "status:open", `say "hi"`, `C:\new\`, "Ёжик", "é", "😀", "\xff\x00", "a..b",
	"http://x", "(y)", "“q”", "empty", "\u00a0", "today", "14:30", "z ", "overdue", "2016-11-25", "1d",
}

func (g Generator) text() filter.Value {
	text := Pick(g, g.Texts...)
	if g.IntN(3) == 0 {
		text += Pick(g, g.Texts...)
	}
	if strings.TrimSpace(text) == "" {
		text = "b"
	}
	return filter.Value{Kind: filter.Quoted, Text: text}
}

func (g Generator) term() filter.Term {
	t := filter.Term{Field: filter.Field(g.IntN(int(filter.FieldCount)))}
	switch t.Field {
	case filter.Custom:
		switch g.IntN(3) {
		case 0:
			t.ID = 1 + g.Int64N(g.Numbers)
		case 1:
			t.Name = g.text().Text
		}
	case filter.SLA:
		t.Name = Pick(g, "", "first_reply", "next_reply", "close")
	}
	if t.Field.Ordered() && g.IntN(2) == 0 {
		t.Compare = Pick(g, filter.Less, filter.LessEqual, filter.Greater, filter.GreaterEqual, filter.Between)
		t.Values = append(t.Values, g.orderedValue(t.Field))
		if t.Compare == filter.Between {
			t.Values = append(t.Values, g.orderedValue(t.Field))
			if i := g.IntN(6); i < 2 {
				t.Values[i] = filter.Value{}
			}
		}
		return t
	}
	for range 1 + g.IntN(3) {
		t.Values = append(t.Values, g.value(t.Field))
	}
	if t.Field == filter.SLA && len(t.Values) == 1 && t.Values[0].Kind == filter.Duration {
		t.Compare = filter.LessEqual
	}
	return t
}

func (g Generator) orderedValue(f filter.Field) filter.Value {
	switch f {
	case filter.Priority:
		return filter.Value{Kind: filter.Word, Text: Pick(g, "low", "normal", "high", "urgent")}
	case filter.ID, filter.Comments:
		return filter.Value{Kind: filter.Number, Number: g.Int64N(g.Numbers)}
	case filter.SLA:
		return filter.Value{Kind: filter.Duration, Number: g.Int64N(400_000) - 200_000}
	}
	switch g.IntN(3) {
	case 0:
		n := g.Int64N(21) - 10
		if n == 0 {
			return filter.Value{Kind: filter.Relative}
		}
		return filter.Value{Kind: filter.Relative, Number: n, Unit: filter.Unit(g.IntN(7))}
	case 1:
		return filter.Value{Kind: filter.Named, Number: g.Int64N(6)}
	}
	unit := filter.Unit(g.IntN(7))
	if unit == filter.Week {
		unit = filter.Day
	}
	// Whole units of 2025, which begin at a multiple of a day or less.
	at := int64(1_735_689_600)
	switch unit {
	case filter.Month:
		at += 31 * 86400
	case filter.Day:
		at += g.Int64N(300) * 86400
	case filter.Hour, filter.Minute:
		unit, at = filter.Minute, at+g.Int64N(500_000)*60
	case filter.Second:
		at += g.Int64N(30_000_000)
	}
	return filter.Value{Kind: filter.Moment, Number: at, Unit: unit}
}

func (g Generator) value(f filter.Field) filter.Value {
	none := Pick(g, filter.Value{Kind: filter.None}, filter.Value{Kind: filter.Filled})
	switch f {
	case filter.Text, filter.Subject, filter.Account:
		return g.text()
	case filter.Status:
		return Pick(g, none, g.text(), filter.Value{Kind: filter.Number, Number: g.Int64N(g.Numbers)},
			filter.Value{Kind: filter.Word, Text: Pick(g, "open", "pending", "hold", "active", "all", "opened", "in_progress", "completed", "unknown", "solved")})
	case filter.System:
		return filter.Value{Kind: filter.Word, Text: Pick(g, "usedesk", "useresponse")}
	case filter.Type:
		return Pick(g, none, g.text(), filter.Value{Kind: filter.Word, Text: Pick(g, "question", "problem", "task")})
	case filter.Mark:
		return filter.Value{Kind: filter.Word, Text: Pick(g, filter.UnreadWord, filter.SnoozedWord)}
	case filter.Rights:
		return Pick(g, none, filter.Value{Kind: filter.Word, Text: Pick(g, "read", "write")})
	case filter.Priority, filter.Created, filter.Updated, filter.Completed, filter.Remind:
		return Pick(g, none, g.orderedValue(f))
	case filter.ID, filter.Comments:
		return g.orderedValue(f)
	case filter.SLA:
		return Pick(g, none, filter.Value{Kind: filter.Overdue}, g.orderedValue(f))
	case filter.Email, filter.Custom:
		return Pick(g, none, g.text())
	case filter.Visible:
		return Pick(g, filter.Value{Kind: filter.Me}, g.text(), filter.Value{Kind: filter.Number, Number: g.Int64N(g.Numbers)})
	}
	if f == filter.Assignee || f == filter.CompletedBy {
		none = Pick(g, none, filter.Value{Kind: filter.Me})
	}
	return Pick(g, none, g.text(), filter.Value{Kind: filter.Number, Number: g.Int64N(g.Numbers)})
}
