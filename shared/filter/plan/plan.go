// Package plan turns a filter query into the requests that a helpdesk answers
// with the fewest tickets beside those selected, and into the rest of the query
// that only the core can judge. It must not send requests nor read answers.
//
// What is asked for may be more than what the query selects, never less: a
// condition that a server cannot do exactly stands in the residual too.
package plan

import (
	"slices"

	"deskside/shared/filter"
	"deskside/shared/helpdesk"
	"deskside/shared/words"
)

// Plan is how one account answers a query.
type Plan struct {
	System helpdesk.System
	// Requests are lists that together bring every ticket that the query selects, some of them
	// perhaps twice. Without requests nothing is selected.
	Requests []helpdesk.List
	// Residual is what the server did not do exactly. A ticket of the answers is
	// selected when it passes it.
	Residual filter.Bound
	// Listing is how the tickets of every request are to come.
	Listing helpdesk.Listing
	// Order is the order asked for; newest change first where the query says none.
	Order []filter.SortKey
	// Sorted says how much of Order the server does.
	Sorted Sorting
	// Notices say what cannot be done as written.
	Notices []filter.Notice

	// asked has what the requests leave, by the number of the request in by;
	// left are the conditions of the residual.
	asked []*box
	by    []int
	left  []filter.Clause
	desk  helpdesk.Desk
	// searches is Options.SearchesPerMinute, count how many tickets a page has.
	searches, count int
}

// Sorting is how much of an order a server does.
type Sorting uint8

const (
	// Unsorted answers come in another order: the first row may be on the last page.
	Unsorted Sorting = iota
	// FirstKey answers are in order by the first key only.
	FirstKey
	// SortedAll answers are in the order asked for.
	SortedAll
)

// Options are what a plan depends on beside the query.
type Options struct {
	// Now is Unix seconds.
	Now int64
	// SLA asks for SLA moments even where the query does not need them, because
	// rows show them.
	SLA bool
	// Rows is how many rows are wanted, 0 where that is not known.
	Rows int
	// SearchesPerMinute is what the account allows, 0 for what the API says.
	SearchesPerMinute int
}

// Remainder is the residual as a query, to show.
func (p *Plan) Remainder() filter.Query { return filter.Query{Where: node(&p.Residual.Where)} }

// node gives back what a clause was bound from.
func node(c *filter.Clause) filter.Node {
	n := filter.Node{Op: c.Op, Span: c.Span, Term: c.Test.Term}
	for i := range c.Nodes {
		n.Nodes = append(n.Nodes, node(&c.Nodes[i]))
	}
	return n
}

// part is one condition that every ticket must meet.
type part struct {
	clause filter.Clause
	box    *box
	// kept says that the residual holds it.
	kept bool
}

// For plans a query for the account that it is bound to, whose directory must
// name its Desk.
func For(b *filter.Bound, d *helpdesk.Directory, o Options) Plan {
	a := &account{&helpdesk.Known{Directory: d, Now: o.Now, Days: func(name string, at int64) (from, to int64, ok bool) {
		return filter.DaysOf(name, d, at)
	}}}
	p := Plan{System: b.System, desk: d.Desk, searches: o.SearchesPerMinute, Residual: *b, Notices: slices.Clone(b.Notices), Order: b.Sort}
	p.Residual.Where = filter.Clause{}
	if len(p.Order) == 0 {
		p.Order = []filter.SortKey{{By: filter.ByUpdated, Descending: true}}
	}
	if b.Nothing() {
		p.Residual.Where = b.Where
		p.size(o.Rows)
		return p
	}
	a.Apart = len(a.apart(&b.Where)) > 0
	p.divide(a, &b.Where)
	p.sort(a, o.SLA || p.needsSLA())
	p.size(o.Rows)
	p.tell(a, &b.Where)
	return p
}

// size sets how many tickets a page has: fewer where fewer are wanted, the
// helpdesk can be asked for fewer, and nothing is left to do here.
func (p *Plan) size(rows int) {
	can := p.desk.Can()
	p.count = can.PageSize
	if !can.Counted {
		return
	}
	if rows > 0 && len(p.left) == 0 && p.Sorted == SortedAll {
		p.count = min(p.count, rows)
	}
	p.Listing.Count = p.count
}

// tell adds notices of what cannot be done as a person might expect.
func (p *Plan) tell(a *account, where *filter.Clause) {
	system := words.Text(p.desk.Name())
	for f := range filter.FieldCount {
		if a.untold(f) && mentions(where, f) {
			p.notice(words.PlanNoticeUntold(words.Text(f.String()), system, words.Within(f.About())))
		}
	}
	if mentions(&p.Residual.Where, filter.Text) && len(p.Requests) > 0 {
		p.notice(words.PlanNoticeWords())
	}
	if mentions(&p.Residual.Where, filter.Email) && len(p.Requests) > 0 {
		p.notice(words.PlanNoticeAddresses(system))
	}
	if mentions(&p.Residual.Where, filter.Visible) && p.desk.Can().RightsOfAgent && len(p.Requests) > 0 {
		p.notice(words.PlanNoticeVisible(system))
	}
}

// divide decides what is asked for and what is left.
func (p *Plan) divide(a *account, where *filter.Clause) {
	clauses := []filter.Clause{*where}
	if where.Op == filter.All {
		clauses = where.Nodes
	}
	base := p.base(a, where)
	parts := make([]part, len(clauses))
	for i := range clauses {
		parts[i] = part{clause: clauses[i], box: a.box(&clauses[i], false, true)}
	}
	best := a.choose([]*box{around(base, parts, -1)}, nil)
	split := -1
	for i := range parts {
		if !parts[i].box.loose {
			continue
		}
		branches := a.branches(&parts[i].clause, false)
		if len(branches) < 2 {
			continue
		}
		rest := around(base, parts, i)
		boxes := make([]*box, len(branches))
		for j := range branches {
			boxes[j] = rest.and(branches[j])
		}
		if c := a.choose(boxes, branches); c.cost < best.cost {
			best, split = c, i
		}
	}
	p.Requests, p.asked, p.by = best.requests, best.asked, best.by
	for i := range parts {
		for j := range best.asked {
			condition := parts[i].box
			if i == split {
				condition = best.branches[best.of[j]]
			}
			parts[i].kept = parts[i].kept || condition.loose || !best.asked[j].within(condition)
		}
		if parts[i].kept {
			p.left = append(p.left, parts[i].clause)
		}
	}
	p.Residual.Where = whole(p.left)
}

// whole joins clauses that must all hold.
func whole(clauses []filter.Clause) filter.Clause {
	switch len(clauses) {
	case 0:
		return filter.Clause{}
	case 1:
		return clauses[0]
	}
	return filter.Clause{Op: filter.All, Nodes: clauses}
}

// around gives the box around all parts but one.
func around(base *box, parts []part, without int) *box {
	for i := range parts {
		if i != without {
			base = base.and(parts[i].box)
		}
	}
	return base
}

// base is the box around what a query means without saying it: the types and
// priorities that there are, and of types that stand apart only those that it
// names. Where rights are tested and told of one agent only, it is what the
// account's agent may see.
func (p *Plan) base(a *account, where *filter.Clause) *box {
	base := everything()
	can := a.Desk.Can()
	if len(can.Types) > 0 {
		base.Sets[helpdesk.OfType] = helpdesk.Only(helpdesk.Union(can.Types, a.apart(where))...)
	}
	if len(can.Priorities) > 0 {
		base.Sets[helpdesk.OfPriority] = helpdesk.Only(texts(can.Priorities)...)
	}
	switch {
	case !can.RightsOfAgent || !mentions(where, filter.Rights) || len(a.box(where, false, true).Visible) > 0:
	case a.Me > 0:
		base.Visible = []int64{a.Me}
	default:
		p.notice(words.PlanNoticeRights(words.Text(p.desk.Name())))
	}
	return base
}

// apart lists the types that stand apart and that a query names, none where it
// tests what their lists cannot be asked for.
func (a *account) apart(where *filter.Clause) []string {
	can := a.Desk.Can()
	for f := range filter.FieldCount {
		if factOf(f)&can.ApartLacks != 0 && mentions(where, f) {
			return nil
		}
	}
	return typesIn(where, can.Apart, false, nil)
}

func texts[T ~string](all []T) []string {
	out := make([]string, len(all))
	for i, word := range all {
		out[i] = string(word)
	}
	return out
}

func typesIn(c *filter.Clause, apart []string, negated bool, found []string) []string {
	for i := range c.Nodes {
		found = typesIn(&c.Nodes[i], apart, negated != (c.Op == filter.Not), found)
	}
	if c.Op == filter.Is && c.Test.Term.Field == filter.Type && !negated {
		found = helpdesk.Union(found, helpdesk.Keep(c.Test.Words, func(word string) bool { return slices.Contains(apart, word) }))
	}
	return found
}

// mentions reports whether a clause tests a field.
func mentions(c *filter.Clause, field filter.Field) bool {
	return c.Op == filter.Is && c.Test.Term.Field == field ||
		slices.ContainsFunc(c.Nodes, func(n filter.Clause) bool { return mentions(&n, field) })
}

func (p *Plan) needsSLA() bool {
	return mentions(&p.Residual.Where, filter.SLA) || slices.ContainsFunc(p.Order, func(k filter.SortKey) bool { return k.By == filter.ByDue })
}

func (p *Plan) notice(say words.Say) {
	p.Notices = append(p.Notices, filter.Notice{Say: say})
}
