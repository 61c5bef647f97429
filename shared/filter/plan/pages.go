package plan

import (
	"slices"

	"deskside/shared/api"
	"deskside/shared/filter"
	"deskside/shared/helpdesk"
	"deskside/shared/words"
)

// Budgets are how many pages of one plan are read at most, all requests
// together. Those that search count against what the API allows in a minute,
// which the next searches need too.
const (
	Budget       = 10
	SearchBudget = 4
)

// PageSize is how many tickets a page of the plan's lists has.
func (p *Plan) PageSize() int { return p.count }

// Budget is how many pages are read at most.
func (p *Plan) Budget() int {
	if p.Rate().Class != "" {
		return SearchBudget
	}
	return Budget
}

// Rate is the narrowest limit that counts the plan's requests; one without
// Requests means that the API has none.
func (p *Plan) Rate() api.LimitRule {
	var narrow api.LimitRule
	if len(p.Requests) == 0 {
		return narrow
	}
	for _, rule := range p.desk.Limits(0, p.searches) {
		if rule.Class == "" || slices.ContainsFunc(p.Requests, func(l helpdesk.List) bool { return l.Class == rule.Class }) {
			narrow = rule
		}
	}
	return narrow
}

// Pages is how many pages the first rows take.
type Pages struct {
	// Least are read in any case.
	Least int
	// Exact says that Least is enough; else what is left to judge here, or the
	// order, decides how many more are read.
	Exact bool
	// All says that every page is read, because the first row may be on the last.
	All bool
	// Most is the budget, after which an answer is not complete.
	Most int
}

// Pages tells how many pages the first rows take.
func (p *Plan) Pages(rows int) Pages {
	pages := Pages{Least: len(p.Requests), All: p.Sorted == Unsorted && len(p.Requests) > 0, Most: p.Budget()}
	if len(p.Requests) == 1 && p.Sorted != Unsorted && len(p.left) == 0 {
		pages.Least = max(1, (rows+p.PageSize()-1)/p.PageSize())
		pages.Exact = p.Sorted == SortedAll
	}
	pages.Exact = pages.Exact && pages.Least <= pages.Most || len(p.Requests) == 0
	pages.Least = min(pages.Least, pages.Most)
	return pages
}

// Walk reads a plan page by page and asks for no page that the first rows do
// not need. Give each page that Next asks for to Took.
type Walk struct {
	plan  *Plan
	rows  int
	lists []list
	// settled is how many selected tickets no further page can come before, kept
	// are the others, in order.
	settled int
	kept    []placed
	// read is how many pages were read for these rows, seen how many tickets all
	// pages had.
	read, seen int
	// cut says that a list answered no further page though it has some.
	cut bool
}

// list is how far one request has been read.
type list struct {
	cursor api.Cursor
	pages  int
	// last is the key of the last ticket read, kept how many were selected.
	last int64
	kept int
}

// placed is a selected ticket and its place in the order.
type placed struct{ key, id int64 }

// Walk starts to read for the first rows.
func (p *Plan) Walk(rows int) Walk {
	return Walk{plan: p, rows: rows, lists: make([]list, len(p.Requests))}
}

// Next says which request to ask next, and for which of its pages, counted from
// 0. It is false when nothing more is needed or the budget is used up.
func (w *Walk) Next() (request int, page int64, ok bool) {
	if w.read >= w.plan.Budget() {
		return 0, 0, false
	}
	next := -1
	for i := range w.lists {
		if w.needs(&w.lists[i]) && (next < 0 || w.before(&w.lists[i], &w.lists[next])) {
			next = i
		}
	}
	if next < 0 {
		return 0, 0, false
	}
	return next, w.lists[next].cursor.Offset(), true
}

// needs reports whether a further page of the list can hold one of the first rows.
func (w *Walk) needs(l *list) bool {
	switch {
	case l.cursor.Done():
		return false
	case l.pages == 0 || w.plan.Sorted == Unsorted || w.count() < w.rows:
		return true
	case !w.plan.Keyed():
		return l.kept < w.rows
	case w.rows <= w.settled:
		return false
	}
	worst := w.kept[w.rows-w.settled-1].key
	return l.last < worst || l.last == worst && w.plan.Sorted == FirstKey
}

// before reports whether the next page of l comes before that of m.
func (w *Walk) before(l, m *list) bool {
	if l.pages == 0 || m.pages == 0 || w.plan.Sorted == Unsorted {
		return l.pages < m.pages
	}
	return l.last < m.last
}

// Took takes the page that Next asked for. keep tells which tickets the query
// selects, last that the request has no further page. It returns the selected
// tickets that have not come before. The error is an *api.Error of kind Protocol,
// where a server answers the same page again and again.
func (w *Walk) Took(request int, page []helpdesk.Ticket, last bool, keep func(*helpdesk.Ticket) bool) ([]helpdesk.Ticket, error) {
	l := &w.lists[request]
	var selected []helpdesk.Ticket
	fresh := 0
	for i := range page {
		t := &page[i]
		l.last = w.key(t)
		if !l.cursor.Fresh(t.ID) {
			continue
		}
		fresh++
		if w.has(t.ID) || !keep(t) {
			continue
		}
		w.take(placed{l.last, t.ID})
		selected = append(selected, *t)
	}
	if fresh == 0 && len(page) > 0 && w.plan.Requests[request].Unpaged {
		// Nobody has promised that the list has pages.
		last, w.cut = true, true
	}
	l.kept += len(selected)
	l.pages++
	w.read++
	w.seen += len(page)
	err := l.cursor.Advance(len(page), fresh, last)
	w.settle()
	return selected, err
}

// count is how many tickets were selected.
func (w *Walk) count() int { return w.settled + len(w.kept) }

// has reports whether another list brought the ticket, too.
func (w *Walk) has(id int64) bool {
	return slices.ContainsFunc(w.kept, func(p placed) bool { return p.id == id })
}

// take keeps a selected ticket, as long as something may come before it or
// another list may bring it again.
func (w *Walk) take(t placed) {
	if len(w.lists) == 1 && !w.plan.Keyed() {
		w.settled++
		return
	}
	at, _ := slices.BinarySearchFunc(w.kept, t.key, func(p placed, key int64) int {
		if p.key <= key {
			return -1
		}
		return 1
	})
	w.kept = slices.Insert(w.kept, at, t)
}

// settle lets go of the tickets that all lists have been read beyond.
func (w *Walk) settle() {
	edge, ok := w.Edge()
	if !ok {
		return
	}
	n := 0
	for n < len(w.kept) && w.kept[n].key < edge {
		n++
	}
	w.settled += n
	w.kept = slices.Delete(w.kept, 0, n)
}

// Exact reports whether the requests bring what the query selects and nothing
// else, each ticket once.
func (p *Plan) Exact() bool { return len(p.Requests) == 1 && len(p.left) == 0 }

// Keyed reports whether the tickets come in an order that can be seen in them,
// so that an Edge tells how far they are complete.
func (p *Plan) Keyed() bool { return p.Sorted != Unsorted && keyed(p.Order[0].By) }

// Edge is the place in the order, by the first key and less coming first, before
// which no ticket is missing. It is false where the order cannot be seen in tickets. It
// is a number that JavaScript has, too, through which it comes back.
func (w *Walk) Edge() (edge int64, ok bool) {
	edge = farthest
	for i := range w.lists {
		switch l := &w.lists[i]; {
		case l.cursor.Done():
		case l.pages == 0:
			edge = -farthest
		default:
			edge = min(edge, l.last)
		}
	}
	return edge, w.plan.Keyed()
}

// farthest is the largest number that JavaScript tells from its neighbours; no key is as large.
const farthest = 1<<53 - 1

// keyed reports whether the server's order by a key can be seen in the tickets.
func keyed(by filter.Key) bool {
	return by == filter.ByUpdated || by == filter.ByActivity || by == filter.ByCreated || by == filter.ByID || by == filter.ByGroup
}

// key is the place of a ticket in the plan's order by the first key; less comes first.
func (w *Walk) key(t *helpdesk.Ticket) int64 {
	first := w.plan.Order[0]
	var key int64
	switch first.By {
	case filter.ByUpdated, filter.ByActivity:
		key = t.Updated
	case filter.ByCreated:
		key = t.Created
	case filter.ByID:
		key = t.ID
	case filter.ByGroup:
		key = t.Group
	}
	if first.Descending {
		return ^key
	}
	return key
}

// More reports whether there are further tickets that were not read.
func (w *Walk) More() bool {
	return slices.ContainsFunc(w.lists, func(l list) bool { return !l.cursor.Done() })
}

// Complete reports whether no ticket can be missing among the first rows.
func (w *Walk) Complete() bool {
	return !w.cut && !slices.ContainsFunc(w.lists, func(l list) bool { return w.needs(&l) })
}

// Say says how far an answer is complete; it is empty where nothing is missing.
func (w *Walk) Say() words.Say {
	if w.Complete() {
		return words.Say{}
	}
	return words.PlanWalk(words.Text(w.plan.desk.Name()), int64(w.pages()), words.Number(w.count()), words.Number(w.seen))
}

// pages is how many pages were read of all lists.
func (w *Walk) pages() int {
	n := 0
	for i := range w.lists {
		n += w.lists[i].pages
	}
	return n
}
