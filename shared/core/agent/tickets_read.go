package agent

import (
	"deskside/shared/api"
	"deskside/shared/core"
	"deskside/shared/core/conversation"
	"deskside/shared/filter"
	"deskside/shared/filter/match"
	"deskside/shared/filter/plan"
	"deskside/shared/helpdesk"
	"deskside/shared/words"
)

// fresh is how long nobody needs to ask for a list again, milliseconds, and
// freshSearch that of one which counts against a limit of searches.
const (
	fresh       = 60_000
	freshSearch = 120_000
)

// usualRows is how many rows a list has where nobody asks for another number.
const usualRows = 100

// readTickets reads one page, so that its bytes enter the core once.
func (f face) readTickets(a *ReadArgs, x *core.Exchange) (*Part, error) {
	query, err := filter.Parse(a.Query, f.directories(a.Directories)...)
	if err != nil {
		return nil, err
	}
	o, err := f.open(&a.Account)
	if err != nil {
		return nil, err
	}
	now := x.Now().UnixMilli()
	part := &Part{Account: a.Account.ID, At: now, StaleAt: now + fresh, Reach: Reach{First: len(a.From) == 0, Total: -1}}
	d := f.directoryOf(&a.Account, a.Directories)
	marks, err := heldMarks(x.Held, a.Marks)
	if err != nil {
		return nil, err
	}
	bound := filter.BindMarked(query, d, marks.Of(a.Account.ID, x.Now().Unix()), x.Now().Unix())
	p := plan.For(&bound, d, plan.Options{Now: x.Now().Unix(), SLA: true})
	for i := range p.Notices {
		part.Notes = append(part.Notes, p.Notices[i].Say)
	}
	if p.Rate().Class != "" {
		part.StaleAt = now + freshSearch
	}
	if len(p.Requests) == 0 {
		// Nothing of the account is selected: that is an answer, too.
		part.Reach.Total = 0
		part.draw(nil, d, x.Now().Unix())
		return part, nil
	}
	w, err := resume(&p, a)
	if err != nil {
		return nil, err
	}
	request, page, ok := w.Next()
	if !ok {
		part.reach(&w)
		part.draw(nil, d, x.Now().Unix())
		return part, nil
	}
	read, err := core.Ask(o.lane(x), o.client.Page(p.Requests[request], p.Listing, page))
	if err != nil {
		return nil, err
	}
	for i := range read.Tickets {
		read.Tickets[i].Account = o.ID
	}
	keep := match.Compile(seen(&p.Residual, &bound))
	found, err := w.Took(request, read.Tickets, read.Last, keep.Match)
	if err != nil {
		return nil, err
	}
	part.reach(&w)
	if read.Total != nil && p.Exact() && len(found) == len(read.Tickets) {
		part.Reach.Total = *read.Total
	}
	if say := w.Say(); !part.Again && !say.Empty() {
		part.Notes = append(part.Notes, say)
	}
	part.draw(found, d, x.Now().Unix())
	return part, nil
}

// resume goes on where the page before ended.
func resume(p *plan.Plan, a *ReadArgs) (plan.Walk, error) {
	if len(a.From) == 0 {
		if a.Rows > 0 {
			return p.Walk(a.Rows), nil
		}
		return p.Walk(usualRows), nil
	}
	var at plan.Place
	if _, err := at.UnmarshalMsg(a.From); err != nil {
		return plan.Walk{}, &api.Error{Kind: api.Invalid, Fields: []api.FieldError{{Field: "cursor", Say: words.FieldCursor()}}}
	}
	w, err := p.Resume(&at)
	if err == nil && a.Rows > 0 {
		w.Back(a.Gone)
		w.Further(a.Rows)
	}
	return w, err
}

// reach notes how far a walk has come.
func (part *Part) reach(w *plan.Walk) {
	r := &part.Reach
	if r.Edge, r.Edged = w.Edge(); !w.More() {
		r.Edge = 0
	}
	at := w.Place()
	for _, l := range at.Lists {
		r.Pages += l.Pages
	}
	if w.More() {
		r.Next, _ = at.MarshalMsg(nil)
	}
	_, _, part.Again = w.Next()
}

// draw draws the tickets as rows, and puts them into a table.
func (part *Part) draw(tickets []helpdesk.Ticket, d *helpdesk.Directory, now int64) {
	table := match.NewTable(len(tickets), 0)
	r := conversation.MailReader()
	part.Rows = make([]Row, 0, len(tickets))
	for i := range tickets {
		number, added := table.Put(&tickets[i])
		if !added {
			continue
		}
		row := drawRow(r, &tickets[i], d, now)
		row.Number = int32(number)
		part.Rows = append(part.Rows, row)
	}
	part.Table = table.Bytes()
}

// directories lists them as the parser takes them, each with its Desk.
func (f face) directories(all []helpdesk.Directory) []*helpdesk.Directory {
	out := make([]*helpdesk.Directory, len(all))
	for i := range all {
		all[i].Desk, _ = f.desks.Of(all[i].System)
		out[i] = &all[i]
	}
	return out
}

// directoryOf finds an account's directory; without one, numbers and the words
// of the language are understood.
func (f face) directoryOf(a *Account, all []helpdesk.Directory) *helpdesk.Directory {
	d := &helpdesk.Directory{System: a.System, Account: a.ID}
	for i := range all {
		if all[i].Account == a.ID && all[i].System == a.System {
			d = &all[i]
		}
	}
	d.Desk, _ = f.desks.Of(d.System)
	d.Me = meOf(a, d)
	return d
}

// meOf is the number of the agent who uses an account, 0 where nobody knows: who
// has said so is believed before what was read when nobody had.
func meOf(a *Account, d *helpdesk.Directory) int64 {
	if a.Me != 0 {
		return a.Me
	}
	return d.Me
}

// seen adds the tests of statuses to what a plan leaves to judge here. Servers
// do them; but everybody sees at once when one does not.
func seen(residual, bound *filter.Bound) filter.Bound {
	out := *residual
	clauses := []filter.Clause{residual.Where}
	all := []filter.Clause{bound.Where}
	if bound.Where.Op == filter.All {
		all = bound.Where.Nodes
	}
	for i := range all {
		if all[i].Op == filter.Is && all[i].Test.Term.Field == filter.Status {
			clauses = append(clauses, all[i])
		}
	}
	if len(clauses) > 1 {
		out.Where = filter.Clause{Op: filter.All, Nodes: clauses}
	}
	return out
}
