package core

import (
	"slices"
	"strconv"
	"strings"

	"deskside/shared/api"
	"deskside/shared/filter"
	"deskside/shared/helpdesk"
	"deskside/shared/usedesk"
	"deskside/shared/useresponse"
)

// listing is one account's part of a list: the call it needs, if any.
type listing struct {
	account     *Account
	useResponse api.Call[useresponse.Page[useresponse.Object]]
	usedesk     api.Call[[]helpdesk.Ticket]
	err         error
}

// listings plans a call for each account that the query wants, in order.
func listings(a *ListArgs) (filter.Filter, []listing, error) {
	f, err := filter.ParseFilter(a.Query)
	if err != nil {
		return f, nil, err
	}
	if len(a.Accounts) == 0 {
		return f, nil, &api.Error{Kind: api.Invalid, Fields: []api.FieldError{{Field: "accounts", Message: "Add a helpdesk account first."}}}
	}
	var out []listing
	for i := range a.Accounts {
		l := listing{account: &a.Accounts[i]}
		if !f.Wants(l.account.System) {
			continue
		}
		if l.account.System == helpdesk.Usedesk {
			var c usedesk.Client
			if c, l.err = l.account.usedesk(); l.err == nil {
				l.usedesk = c.Tickets(f.Usedesk())
			}
		} else {
			var c useresponse.Client
			if c, l.err = l.account.useResponse(); l.err == nil {
				l.useResponse = c.ListTickets(f.UseResponse())
			}
		}
		out = append(out, l)
	}
	return f, out, nil
}

func planList(a *ListArgs, _ *Input) ([]api.Request, error) {
	_, all, err := listings(a)
	if err != nil {
		return nil, err
	}
	var requests []api.Request
	for i := range all {
		switch l := &all[i]; {
		case l.err != nil:
		case l.account.System == helpdesk.Usedesk:
			requests = append(requests, l.usedesk.Request)
		default:
			requests = append(requests, l.useResponse.Request)
		}
	}
	return requests, nil
}

func readList(a *ListArgs, in *Input) (*ListResult, error) {
	f, all, err := listings(a)
	if err != nil {
		return nil, err
	}
	result := &ListResult{At: in.Now}
	var tickets []helpdesk.Ticket
	slot := 0
	for i := range all {
		l := &all[i]
		err := l.err
		if err == nil {
			var found []helpdesk.Ticket
			var more bool
			found, more, err = l.read(in.response(slot))
			slot++
			if err == nil {
				tickets = append(tickets, found...)
				result.More = result.More || more
				result.Answered++
			}
		}
		if err != nil {
			result.Problems = append(result.Problems, Problem{Account: l.account.ID, Failure: *fail(err).Failure})
		}
	}
	var r reader
	for i := range tickets {
		if f.Match(&tickets[i]) {
			result.Rows = append(result.Rows, r.row(&tickets[i], in.Now/1000))
		}
	}
	slices.SortStableFunc(result.Rows, func(x, y Row) int {
		if x.Updated != y.Updated {
			return int(min(max(y.Updated-x.Updated, -1), 1))
		}
		return strings.Compare(x.Key, y.Key)
	})
	for _, state := range helpdesk.States() {
		n := 0
		for i := range result.Rows {
			if result.Rows[i].Status.State == state {
				n++
			}
		}
		if n > 0 {
			result.Counts = append(result.Counts, Count{State: state, Rows: n})
		}
	}
	return result, nil
}

func (l *listing) read(answer *api.Response) (tickets []helpdesk.Ticket, more bool, err error) {
	if l.account.System == helpdesk.Usedesk {
		tickets, err = l.usedesk.Read(answer)
		for i := range tickets {
			tickets[i].Account = l.account.ID
		}
		return tickets, len(tickets) >= usedesk.PageSize, err
	}
	page, err := l.useResponse.Read(answer)
	for _, o := range page.Items {
		tickets = append(tickets, o.Ticket(l.account.ID))
	}
	return tickets, page.More(), err
}

// row draws a ticket as a row; now is Unix seconds.
func (r *reader) row(t *helpdesk.Ticket, now int64) Row {
	row := Row{
		Key:     t.Account + "/" + strconv.FormatInt(t.ID, 10),
		Account: t.Account, System: t.System, ID: t.ID, Subject: strings.TrimSpace(t.Subject),
		Client: t.Client.Name, Assignee: t.Assignee.Name, Status: t.Status, Priority: t.Priority,
		Excerpt: r.excerpt(t.Body), Tags: t.Tags, Updated: t.Updated,
	}
	if row.Subject == "" {
		row.Subject = row.Excerpt
	}
	if row.Subject == "" {
		row.Subject = "Ticket " + strconv.FormatInt(t.ID, 10)
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
