package agent

import (
	"strconv"
	"strings"

	"deskside/shared/api"
	"deskside/shared/core"
	"deskside/shared/core/conversation"
	"deskside/shared/filter"
	"deskside/shared/filter/match"
	"deskside/shared/filter/plan"
	"deskside/shared/helpdesk"
	"deskside/shared/words"
)

// fresh is how long nobody needs to ask for a list again, milliseconds.
const fresh = 60_000

// usualRows is how many rows a list has where nobody asks for another number.
const usualRows = 100

func (f face) listTickets(a *ListArgs, x *core.Exchange) (*ListResult, error) {
	query, err := filter.Parse(a.Query, f.directories(a.Directories)...)
	if err != nil {
		return nil, err
	}
	if len(a.Accounts) == 0 {
		return nil, &api.Error{Kind: api.Invalid, Fields: []api.FieldError{{Field: "accounts", Say: words.AccountNone()}}}
	}
	now := x.Now().UnixMilli()
	result := &ListResult{At: now, StaleAt: now + fresh}
	rows := a.Rows
	if rows <= 0 {
		rows = usualRows
	}
	bounds := make([]filter.Bound, len(a.Accounts))
	var tickets []helpdesk.Ticket
	for i := range a.Accounts {
		account := &a.Accounts[i]
		o, err := f.open(account)
		if err != nil {
			bounds[i] = filter.Bound{System: account.System, Account: account.ID, Where: filter.Clause{Op: filter.Any}}
			result.Problems = append(result.Problems, Problem{Account: account.ID, Failure: *x.Failure(err)})
			continue
		}
		d := f.directoryOf(account, a.Directories)
		bounds[i] = filter.Bind(query, d, x.Now().Unix())
		p := plan.For(&bounds[i], d, plan.Options{Now: x.Now().Unix(), SLA: true})
		result.note(account, p.Notices)
		if len(p.Requests) == 0 {
			// Nothing of the account is selected: that is an answer, too.
			result.Answered++
			continue
		}
		found, walk, err := o.walk(x, &p, seen(&p.Residual, &bounds[i]), rows)
		if err != nil {
			result.Problems = append(result.Problems, Problem{Account: account.ID, Failure: *x.Failure(err)})
			continue
		}
		if say := walk.Say(); !say.Empty() {
			result.Notes = append(result.Notes, Note{Account: account.ID, Say: say})
		}
		tickets = append(tickets, found...)
		result.More = result.More || walk.More()
		result.Answered++
	}
	if x.Waiting() {
		return nil, nil
	}
	table, order := result.draw(tickets, match.Compile(bounds...), rows, x.Now().Unix())
	result.countViews(a.Query, table, order, f.directoriesOf(a), x.Now().Unix())
	return result, nil
}

// draw puts the tickets of all accounts into one order and draws the first rows, which it answers.
func (result *ListResult) draw(tickets []helpdesk.Ticket, m *match.Matcher, rows int, now int64) (*match.Table, []int32) {
	table := match.NewTable(len(tickets), 0)
	kept := tickets[:0]
	order := make([]int32, 0, len(tickets))
	for i := range tickets {
		// An account that stands in the list twice brings its tickets twice.
		if row, added := table.Put(&tickets[i]); added && row == len(kept) {
			kept = append(kept, tickets[i])
			order = append(order, int32(row))
		}
	}
	m.Sort(table, order)
	if len(order) > rows {
		order = order[:rows]
		result.More = true
	}
	r := conversation.MailReader()
	result.Rows = make([]Row, 0, len(order))
	for _, row := range order {
		drawn := drawRow(r, &kept[row], now)
		drawn.Number = row
		result.Rows = append(result.Rows, drawn)
	}
	result.Table = table.Bytes()
	return table, order
}

// directoriesOf lists the directories of the accounts that are asked.
func (f face) directoriesOf(a *ListArgs) []*helpdesk.Directory {
	out := make([]*helpdesk.Directory, len(a.Accounts))
	for i := range a.Accounts {
		out[i] = f.directoryOf(&a.Accounts[i], a.Directories)
	}
	return out
}

func (result *ListResult) note(a *Account, notices []filter.Notice) {
	for i := range notices {
		result.Notes = append(result.Notes, Note{Account: a.ID, Say: notices[i].Say})
	}
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
	d := &helpdesk.Directory{System: a.System, Account: a.ID, Me: a.Me}
	for i := range all {
		if all[i].Account == a.ID && all[i].System == a.System {
			d = &all[i]
		}
	}
	d.Desk, _ = f.desks.Of(d.System)
	return d
}

// walk reads the pages of a plan that the first rows need and returns the
// tickets that the query selects.
func (o *opened) walk(x *core.Exchange, p *plan.Plan, selects filter.Bound, rows int) ([]helpdesk.Ticket, *plan.Walk, error) {
	l := o.lane(x)
	keep := match.Compile(selects)
	w := p.Walk(rows)
	var selected []helpdesk.Ticket
	for {
		request, page, ok := w.Next()
		if !ok {
			return selected, &w, nil
		}
		read, err := core.Ask(l, o.client.Page(p.Requests[request], p.Listing, page))
		if err != nil {
			return nil, &w, err
		}
		for i := range read.Tickets {
			read.Tickets[i].Account = o.ID
		}
		found, err := w.Took(request, read.Tickets, read.Last, keep.Match)
		if err != nil {
			return nil, &w, err
		}
		selected = append(selected, found...)
	}
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

// rowKey identifies a ticket among all accounts.
func rowKey(account string, id int64) string { return account + "/" + strconv.FormatInt(id, 10) }

// drawRow draws a ticket as a row; now is Unix seconds.
func drawRow(r *conversation.Reader, t *helpdesk.Ticket, now int64) Row {
	row := Row{
		Key:     rowKey(t.Account, t.ID),
		Account: t.Account, System: t.System, ID: t.ID, Subject: strings.TrimSpace(t.Subject),
		Client: t.Client.Name, Assignee: t.Assignee.Name, Status: t.Status, Priority: t.Priority, Urgency: t.Priority.Urgency(),
		Excerpt: r.Excerpt(t.Body), Tags: t.Tags, Updated: t.Updated,
	}
	if row.Subject == "" {
		row.Subject = row.Excerpt
	}
	if t.Status.State.Active() {
		for _, s := range t.SLA {
			if row.Due == 0 || s.At < row.Due {
				row.Due = s.At
			}
		}
		row.Overdue = row.Due != 0 && row.Due < now
	}
	return row
}
