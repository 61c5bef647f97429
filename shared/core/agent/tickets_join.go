package agent

import (
	"math"
	"slices"

	"deskside/shared/api"
	"deskside/shared/core"
	"deskside/shared/filter"
	"deskside/shared/filter/match"
	"deskside/shared/helpdesk"
)

// join is one list while a part is put into it.
type join struct {
	*JoinResult
	table *match.Table
	// by is what the query sorts by first.
	by filter.SortKey
}

// joinTickets puts a page among the rows that are there. What it says is true
// of the rows before its edge: those that it does not bring are gone. Rows that
// an account has not been asked for again stay.
func (f face) joinTickets(a *JoinArgs, in *core.Input) (*JoinResult, error) {
	j := &join{JoinResult: &JoinResult{Sources: a.Sources, Total: -1}, by: filter.SortKey{By: filter.ByUpdated, Descending: true}}
	query, err := filter.Parse(a.Query, f.directories(a.Directories)...)
	if err != nil {
		return nil, err
	}
	if len(query.Sort) > 0 {
		j.by = query.Sort[0]
	}
	j.table = match.NewTable(0, 0)
	if a.Table != 0 {
		held, err := heldTable(in, a.Table)
		if err != nil {
			return nil, err
		}
		room := 0
		if a.Part != nil {
			room = len(a.Part.Table)
		}
		j.table = held.Copy(room)
	}
	for i := range a.Before {
		j.before(&a.Before[i])
	}
	if a.Part != nil {
		if err := j.take(a.Part); err != nil {
			return nil, err
		}
	}
	now := in.Now / 1000
	marks, err := heldMarks(in.Held, a.Marks)
	if err != nil {
		return nil, err
	}
	order := j.order(f.matcher(a.Query, a.Accounts, a.Directories, nil, in), a.Accounts)
	j.holdBack(order, a)
	j.total(a)
	directories := make([]*helpdesk.Directory, len(a.Accounts))
	for i := range a.Accounts {
		directories[i] = f.directoryOf(&a.Accounts[i], a.Directories)
	}
	j.countViews(a, order, directories, marks, now)
	j.Table = j.table.Bytes()
	return j.JoinResult, nil
}

// before puts a row of an earlier time into the table, as far as rows tell.
func (j *join) before(row *Row) {
	t := helpdesk.Ticket{
		System: row.System, Account: row.Account, ID: row.ID, Subject: row.Subject, Status: row.Status, Priority: row.Priority,
		Client: helpdesk.Person{Name: row.Client}, Assignee: helpdesk.Person{Name: row.Assignee}, Tags: row.Tags,
		Updated: row.Updated, Body: helpdesk.Markup{Format: helpdesk.BBCode, Source: row.Excerpt},
	}
	if row.Due != 0 {
		t.SLA = []helpdesk.SLA{{At: row.Due}}
	}
	number, _ := j.table.Put(&t)
	j.Numbers = append(j.Numbers, int32(number))
}

// source finds what is known of an account.
func (j *join) source(account string) *Source {
	for i := range j.Sources {
		if j.Sources[i].Account == account {
			return &j.Sources[i]
		}
	}
	j.Sources = append(j.Sources, Source{Account: account})
	return &j.Sources[len(j.Sources)-1]
}

// take puts a page into the table.
func (j *join) take(p *NewPart) error {
	page, err := match.Open(p.Table)
	if err != nil {
		return &api.Error{Kind: api.Protocol, Op: "tickets.join", Detail: err.Error()}
	}
	s := j.source(p.Account)
	if p.Reach.First {
		s.Anew, s.Walked, s.Added = true, nil, 0
	}
	for row := range page.Rows() {
		_, there := j.table.Find(page.Key(row))
		number := int32(j.table.Take(page, row))
		j.Numbers = append(j.Numbers, number)
		if s.Anew && !slices.Contains(s.Walked, number) {
			s.Walked = append(s.Walked, number)
			if !there {
				s.Added++
			}
		}
	}
	s.At, s.StaleAt = p.At, p.StaleAt
	switch {
	case p.Again:
	case s.Anew:
		j.arrived(s, p)
	default:
		s.Reach, s.Gone = p.Reach, 0
	}
	return nil
}

// arrived ends a walk that began with the first page.
func (j *join) arrived(s *Source, p *NewPart) {
	r := &p.Reach
	complete, gone := len(r.Next) == 0, 0
	for _, row := range j.table.RowsOf(s.Account) {
		passed := complete || !s.Known || r.Edged && j.table.Rank(int(row), j.by) < r.Edge
		if passed && !slices.Contains(s.Walked, row) {
			account, id := j.table.Key(int(row))
			j.table.Remove(account, id)
			gone++
		}
	}
	if s.Known && !complete && beyond(&s.Reach, r) {
		s.Reach.Total = r.Total
		s.Gone = max(0, s.Gone+gone-s.Added)
	} else {
		s.Reach, s.Oldest, s.Gone = *r, p.At, 0
	}
	s.Known, s.Anew, s.Walked, s.Added = true, false, nil, 0
}

// beyond reports whether an earlier reading went further than one that has a next page.
func beyond(earlier, r *Reach) bool {
	switch {
	case len(earlier.Next) == 0:
		return true
	case earlier.Edged && r.Edged:
		return earlier.Edge > r.Edge
	}
	return earlier.Pages > r.Pages
}

// order puts the rows of these accounts into the query's order.
func (j *join) order(m *match.Matcher, accounts []Account) []int32 {
	ids := make([]string, len(accounts))
	for i := range accounts {
		ids[i] = accounts[i].ID
	}
	order := j.table.RowsOf(ids...)
	m.Sort(j.table, order)
	return order
}

// holdBack leaves out the rows behind which, in the query's order, an account
// has tickets that were not read, and says whom to ask for them.
func (j *join) holdBack(order []int32, a *JoinArgs) {
	edge, edged := int64(math.MaxInt64), false
	for i := range j.Sources {
		s := &j.Sources[i]
		if s.Known && s.Reach.Edged && len(s.Reach.Next) > 0 && asked(a, s.Account) && !slices.Contains(a.Stuck, s.Account) {
			edge, edged = min(edge, s.Reach.Edge), true
		}
	}
	shown := len(order)
	for edged && shown > 0 && j.table.Rank(int(order[shown-1]), j.by) > edge {
		shown--
	}
	j.Order, j.HeldBack = order[:shown], len(order)-shown
	waiting := map[string]int{}
	for _, row := range order[shown:] {
		account, _ := j.table.Key(int(row))
		waiting[account]++
	}
	for i := range j.Sources {
		s := &j.Sources[i]
		if s.Known && len(s.Reach.Next) > 0 && asked(a, s.Account) && waiting[s.Account] < usualRows/2 {
			j.Further = append(j.Further, s.Account)
		}
	}
}

func asked(a *JoinArgs, account string) bool {
	return slices.ContainsFunc(a.Accounts, func(b Account) bool { return b.ID == account })
}

// total adds up what helpdesks tell, or what was read where that is all.
func (j *join) total(a *JoinArgs) {
	j.Known = len(j.Order) + j.HeldBack
	total := int64(0)
	for i := range a.Accounts {
		s := j.source(a.Accounts[i].ID)
		switch {
		case !s.Known || slices.Contains(a.Silent, s.Account):
			return
		case s.Reach.Total >= 0:
			total += s.Reach.Total
		case len(s.Reach.Next) == 0:
			total += int64(len(j.table.RowsOf(s.Account)))
		default:
			return
		}
	}
	j.Total = total
}

// complete reports whether every ticket of the query is here.
func (j *join) complete(a *JoinArgs) bool {
	for i := range a.Accounts {
		if s := j.source(a.Accounts[i].ID); !s.Known || len(s.Reach.Next) > 0 || slices.Contains(a.Silent, s.Account) {
			return false
		}
	}
	return true
}
