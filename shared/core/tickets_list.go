package core

import (
	"slices"
	"strconv"
	"strings"

	"deskside/shared/api"
	"deskside/shared/filter"
	"deskside/shared/helpdesk"
	"deskside/shared/usedesk"
)

func listTickets(a *ListArgs, x *exchange) (*ListResult, error) {
	f, err := filter.ParseFilter(a.Query)
	if err != nil {
		return nil, err
	}
	if len(a.Accounts) == 0 {
		return nil, &api.Error{Kind: api.Invalid, Fields: []api.FieldError{{Field: "accounts", Message: "Add a helpdesk account first."}}}
	}
	result := &ListResult{At: x.in.Now}
	var tickets []helpdesk.Ticket
	for i := range a.Accounts {
		account := &a.Accounts[i]
		if !f.Wants(account.System) {
			continue
		}
		found, more, err := listPage(account, f, x)
		if err != nil {
			result.Problems = append(result.Problems, Problem{Account: account.ID, Failure: *fail(err).Failure})
			continue
		}
		tickets = append(tickets, found...)
		result.More = result.More || more
		result.Answered++
	}
	if x.waiting() {
		return nil, nil
	}
	var r reader
	for i := range tickets {
		if f.Match(&tickets[i]) {
			result.Rows = append(result.Rows, r.row(&tickets[i], x.now.Unix()))
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

// listPage asks an account for its first page of a list.
func listPage(a *Account, f filter.Filter, x *exchange) (tickets []helpdesk.Ticket, more bool, err error) {
	if a.System == helpdesk.Usedesk {
		c, err := a.usedesk()
		if err != nil {
			return nil, false, err
		}
		tickets, err = ask(a.lane(x), c.Tickets(f.Usedesk()))
		for i := range tickets {
			tickets[i].Account = a.ID
		}
		return tickets, len(tickets) >= usedesk.PageSize, err
	}
	c, err := a.useResponse()
	if err != nil {
		return nil, false, err
	}
	found, err := ask(a.lane(x), c.Tickets(f.UseResponse()))
	for i := range found.Items {
		found.Items[i].Account = a.ID
	}
	return found.Items, found.More(), err
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
