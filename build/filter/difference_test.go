package filter_test

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/build/sandbox"
	"deskside/shared/api"
	"deskside/shared/api/transport"
	"deskside/shared/filter"
	"deskside/shared/filter/match"
	"deskside/shared/filter/plan"
	"deskside/shared/helpdesk"
	"deskside/shared/usedesk"
	"deskside/shared/useresponse"
)

// account is one account of a desk: its clients, and what it knows.
type account struct {
	*desk
	system    helpdesk.System
	directory *helpdesk.Directory
	// client asks as a Desk does.
	client    helpdesk.Client
	usedesk   usedesk.Client
	responses useresponse.Client
	// seen are all tickets as each agent sees them, 0 for the account itself;
	// found the tickets in which the server finds a text.
	seen map[int64][]helpdesk.Ticket
	// and for UseResponse those whose author has an address.
	found, mailed map[string]map[int64]bool
}

func (d *desk) account(t *testing.T, system helpdesk.System) *account {
	t.Helper()
	a := &account{desk: d, system: system, directory: directory(system), seen: map[int64][]helpdesk.Ticket{}, found: map[string]map[int64]bool{}, mailed: map[string]map[int64]bool{}}
	base, err := api.ParseBase(d.at.UsedeskURL)
	require.NoError(t, err)
	a.usedesk = usedesk.New(base, d.at.UsedeskToken)
	base, err = api.ParseBase(d.at.UseResponseURL)
	require.NoError(t, err)
	a.responses = useresponse.New(base, useresponse.WithKey(d.at.Keys.Agent))
	access := helpdesk.Access{Base: base, Key: d.at.Keys.Agent}
	if system == helpdesk.Usedesk {
		access.Base, err = api.ParseBase(d.at.UsedeskURL)
		require.NoError(t, err)
		access.Key = d.at.UsedeskToken
	}
	a.client = a.directory.Desk.Client(access)
	return a
}

func send[T any](t *testing.T, d *desk, call api.Call[T]) T {
	t.Helper()
	value, err := transport.Do(context.Background(), &http.Client{Transport: d}, call)
	require.NoError(t, err)
	return value
}

// pages asks for one page, counted from 0, of something that has tickets.
type pages func(page int64) api.Call[helpdesk.Page]

// of gives the pages of one request of a plan, as its Desk asks for them.
func (a *account) of(p *plan.Plan, request int) pages {
	return func(page int64) api.Call[helpdesk.Page] { return a.client.Page(p.Requests[request], p.Listing, page) }
}

// listed, ticketed and searched ask the clients themselves, past all Desks.
func (a *account) listed(l usedesk.List) pages {
	return func(page int64) api.Call[helpdesk.Page] {
		l.Offset = page
		return api.Map(a.usedesk.Tickets(l), func(found []helpdesk.Ticket) helpdesk.Page {
			return helpdesk.Page{Tickets: found, Last: len(found) < usedesk.PageSize}
		})
	}
}

func (a *account) ticketed(l useresponse.Tickets) pages {
	return func(page int64) api.Call[helpdesk.Page] {
		l.Page = page + 1
		return api.Map(a.responses.Tickets(l), numbered)
	}
}

func (a *account) searched(l useresponse.Search) pages {
	return func(page int64) api.Call[helpdesk.Page] {
		l.Page = page + 1
		return api.Map(a.responses.SearchTickets(l), numbered)
	}
}

func numbered(found useresponse.Page[helpdesk.Ticket]) helpdesk.Page {
	return helpdesk.Page{Tickets: found.Items, Last: !found.More()}
}

// ask sends for one page; last says that there is no further one.
func (a *account) ask(t *testing.T, of pages, page int64) (tickets []helpdesk.Ticket, last bool) {
	t.Helper()
	found := send(t, a.desk, of(page))
	for i := range found.Tickets {
		found.Tickets[i].Account = a.directory.Account
	}
	return found.Tickets, found.Last
}

// all reads every page.
func (a *account) all(t *testing.T, of pages) []helpdesk.Ticket {
	t.Helper()
	var all []helpdesk.Ticket
	for page := int64(0); ; page++ {
		tickets, last := a.ask(t, of, page)
		all = append(all, tickets...)
		if last {
			return all
		}
	}
}

// every gives all tickets as an agent sees them, 0 for the account itself, and
// of UseResponse the objects of communities too.
func (a *account) every(t *testing.T, agent int64) []helpdesk.Ticket {
	t.Helper()
	if known, ok := a.seen[agent]; ok {
		return known
	}
	var all []helpdesk.Ticket
	if a.system == helpdesk.Usedesk {
		all = a.all(t, a.listed(usedesk.List{AccessibleFor: agent, SLA: true}))
	} else {
		all = a.all(t, a.ticketed(useresponse.Tickets{Status: "all", Count: useresponse.CountLimit}))
		all = append(all, a.all(t, a.searched(useresponse.Search{Ownership: "feedback", Count: useresponse.CountLimit}))...)
	}
	a.seen[agent] = all
	return all
}

// from gives the numbers of the tickets whose author has one of the addresses.
func (a *account) from(t *testing.T, addresses []string) map[int64]bool {
	t.Helper()
	from := map[int64]bool{}
	for _, address := range addresses {
		if a.mailed[address] == nil {
			a.mailed[address] = map[int64]bool{}
			for _, ticket := range a.all(t, a.ticketed(useresponse.Tickets{AuthorEmail: address, Status: "all"})) {
				a.mailed[address][ticket.ID] = true
			}
		}
		for id := range a.mailed[address] {
			from[id] = true
		}
	}
	return from
}

// contains gives the numbers of the tickets in which the server finds a text.
func (a *account) contains(t *testing.T, text string) map[int64]bool {
	t.Helper()
	if known, ok := a.found[text]; ok {
		return known
	}
	var all []helpdesk.Ticket
	if a.system == helpdesk.Usedesk {
		all = a.all(t, a.listed(usedesk.List{Query: text}))
	} else {
		all = a.all(t, a.ticketed(useresponse.Tickets{Text: text, Status: "all"}))
		all = append(all, a.all(t, a.searched(useresponse.Search{Text: text, Ownership: "feedback"}))...)
	}
	a.found[text] = map[int64]bool{}
	for _, ticket := range all {
		a.found[text][ticket.ID] = true
	}
	return a.found[text]
}

// judged is what a query selects when everything is judged here: all tickets
// are read, and only what the server alone can know is taken from it. These
// are texts, addresses and agents that every ticket must pass, which stand at
// the top of the query.
func (a *account) judged(t *testing.T, q filter.Query) []int64 {
	t.Helper()
	clauses := []filter.Node{q.Where}
	if q.Where.Op == filter.All {
		clauses = q.Where.Nodes
	}
	var here []filter.Node
	var texts []string
	var senders []map[int64]bool
	agent := int64(0)
	for _, c := range clauses {
		one := filter.Bind(filter.Query{Where: c}, a.directory, noon.Unix())
		switch {
		case c.Op == filter.Is && c.Term.Field == filter.Text:
			texts = append(texts, c.Term.Values[0].Text)
		case c.Op == filter.Is && c.Term.Field == filter.Email && a.system == helpdesk.UseResponse:
			senders = append(senders, a.from(t, one.Where.Test.Words))
		case c.Op == filter.Is && c.Term.Field == filter.Visible && agent == 0 && a.system == helpdesk.Usedesk:
			agent = one.Where.Test.IDs[0]
		default:
			here = append(here, c)
		}
	}
	if a.system == helpdesk.Usedesk && agent == 0 && names(&q.Where, filter.Rights) {
		agent = a.directory.Me
	}
	types := []string{"ticket"}
	if a.system == helpdesk.UseResponse && !names(&q.Where, filter.Email) {
		types = typesOf(&q.Where, false, types)
	}
	bound := filter.Bind(filter.Query{Where: filter.Node{Op: filter.All, Nodes: here}}, a.directory, noon.Unix())
	matcher := match.Compile(bound)
	var ids []int64
	for _, ticket := range a.every(t, agent) {
		if a.system == helpdesk.UseResponse && !slices.Contains(types, ticket.Type) || !matcher.Match(&ticket) {
			continue
		}
		if slices.ContainsFunc(senders, func(from map[int64]bool) bool { return !from[ticket.ID] }) {
			continue
		}
		if len(texts) > 0 {
			joined := texts[0]
			for _, text := range texts[1:] {
				joined += " " + text
			}
			if !a.contains(t, joined)[ticket.ID] {
				continue
			}
		}
		ids = append(ids, ticket.ID)
	}
	slices.Sort(ids)
	return ids
}

func names(n *filter.Node, field filter.Field) bool {
	return n.Op == filter.Is && n.Term.Field == field || slices.ContainsFunc(n.Nodes, func(n filter.Node) bool { return names(&n, field) })
}

// typesOf adds the types of community objects that a query asks for; without
// any it means tickets alone.
func typesOf(n *filter.Node, negated bool, types []string) []string {
	for i := range n.Nodes {
		types = typesOf(&n.Nodes[i], negated != (n.Op == filter.Not), types)
	}
	if n.Op == filter.Is && n.Term.Field == filter.Type && !negated {
		for _, v := range n.Term.Values {
			types = append(types, v.Text)
		}
	}
	return types
}

// tally counts what a run compared.
type tally struct {
	queries, exact, none, nonempty, selected, requests, several int
}

func (n *tally) String() string {
	return fmt.Sprintf("%d queries (%d of them done by the server alone, %d by several lists, %d without a request), %d selected something, %d tickets, %d requests",
		n.queries, n.exact, n.several, n.none, n.nonempty, n.selected, n.requests)
}

// compare plans a query, reads what the plan asks for, and holds it against
// what is judged here.
func (a *account) compare(t *testing.T, text string, n *tally) {
	t.Helper()
	q, err := filter.Parse(text, a.directory)
	require.NoError(t, err, text)
	bound := filter.Bind(q, a.directory, noon.Unix())
	p := plan.For(&bound, a.directory, plan.Options{Now: noon.Unix()})
	want := a.judged(t, q)
	residual := match.Compile(p.Residual)
	var got []int64
	for i := range p.Requests {
		for _, ticket := range a.all(t, a.of(&p, i)) {
			if residual.Match(&ticket) && !slices.Contains(got, ticket.ID) {
				got = append(got, ticket.ID)
			}
		}
	}
	slices.Sort(got)
	require.Equal(t, want, got, "%s: %s\n%s", a.system, text, p.Explain(50))
	n.queries++
	n.selected += len(got)
	n.requests += len(p.Requests)
	switch {
	case len(p.Requests) == 0:
		n.none++
	case p.Remainder().String() == "":
		n.exact++
	}
	if len(p.Requests) > 1 {
		n.several++
	}
	if len(got) > 0 {
		n.nonempty++
	}
}

// rounds is how many queries each helpdesk gets; DESKSIDE_FILTERS changes it.
func rounds(t *testing.T) int {
	t.Helper()
	text := os.Getenv("DESKSIDE_FILTERS")
	if text == "" && testing.Short() {
		return 120
	}
	if text == "" {
		return 450
	}
	n, err := strconv.Atoi(text)
	require.NoError(t, err, "DESKSIDE_FILTERS")
	return n
}

// The sandbox selects with SQL that shares nothing with the filter: whatever is
// asked, its answer and the rest of the query must select what judging every
// ticket here selects.
func TestPlansSelectWhatJudgingEveryTicketSelects(t *testing.T) {
	for _, test := range []struct {
		name   string
		system helpdesk.System
		seed   uint64
		change []func(*sandbox.Options)
	}{
		{"Usedesk", helpdesk.Usedesk, 1, nil},
		{"Usedesk that joins fields with or", helpdesk.Usedesk, 2, []func(*sandbox.Options){func(o *sandbox.Options) { o.FieldsCombineOr = true }}},
		{"UseResponse", helpdesk.UseResponse, 3, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			d := drawer{rand.New(rand.NewPCG(test.seed, 2026)), test.system}
			var n tally
			const perDesk = 1000
			for left := rounds(t); left > 0; left -= perDesk {
				a := openDesk(t, test.seed+uint64(left), 130, 130, test.change...).account(t, test.system)
				for range min(left, perDesk) {
					a.compare(t, d.query(), &n)
				}
			}
			t.Log(n.String())
			require.Greater(t, n.nonempty, n.queries/4, "most queries should select something")
			require.Greater(t, n.exact, n.queries/20, "some queries should be the server's alone")
		})
	}
}

// parameters names what a request selects by.
func parameters(t *testing.T, r api.Request) []string {
	t.Helper()
	var names []string
	if len(r.Body) > 0 {
		body := map[string]json.RawMessage{}
		require.NoError(t, json.Unmarshal(r.Body, &body))
		names = slices.Collect(maps.Keys(body))
	} else {
		address, err := url.Parse(r.URL)
		require.NoError(t, err)
		names = slices.Collect(maps.Keys(address.Query()))
		if address.Query().Get("status") == "all" {
			names = slices.DeleteFunc(names, func(name string) bool { return name == "status" })
		}
	}
	return slices.DeleteFunc(names, func(name string) bool {
		return slices.Contains([]string{"api_token", "sort", "order", "count", "page", "properties"}, name)
	})
}

// Where nothing is left to judge here, what the server's SQL selects must be
// what the filter selects of all tickets, for every parameter.
func TestWhatTheServerSelectsAloneIsWhatMatches(t *testing.T) {
	for _, test := range []struct {
		system helpdesk.System
		want   []string
	}{
		{helpdesk.Usedesk, []string{"fchannel", "fassigned", "fgroup", "fstatus", "ftype", "fpriority", "accessible_for_agent_id", "tag",
			"created_after", "created_before", "updated_after", "updated_before", "client_id", "fields"}},
		{helpdesk.UseResponse, []string{"status", "date", "completed_on", "authorId", "authorEmail", "responsible_id", "forum_id", "completed_by"}},
	} {
		t.Run(string(test.system), func(t *testing.T) {
			t.Parallel()
			a := openDesk(t, 5, 160, 160).account(t, test.system)
			d := drawer{rand.New(rand.NewPCG(5, 5)), test.system}
			used, selective := map[string]int{}, map[string]int{}
			nonempty := 0
			queries := rounds(t) / 2
			for range queries {
				text := d.alone()
				q, err := filter.Parse(text, a.directory)
				require.NoError(t, err, text)
				bound := filter.Bind(q, a.directory, noon.Unix())
				p := plan.For(&bound, a.directory, plan.Options{Now: noon.Unix()})
				require.Empty(t, p.Remainder().String(), text)
				want := a.judged(t, q)
				var got []int64
				for i := range p.Requests {
					for _, ticket := range a.all(t, a.of(&p, i)) {
						got = append(got, ticket.ID)
					}
				}
				slices.Sort(got)
				require.Equal(t, want, got, text)
				if len(got) > 0 {
					nonempty++
				}
				for i := range p.Requests {
					for _, name := range parameters(t, a.of(&p, i)(0).Request) {
						used[name]++
						if len(got) > 0 && len(got) < len(a.every(t, 0)) {
							selective[name]++
						}
					}
				}
			}
			t.Logf("%d queries, %d selected something; parameter: requests that named it (those that selected some tickets and not all)", queries, nonempty)
			for _, name := range test.want {
				t.Logf("%-24s %4d (%d)", name, used[name], selective[name])
				require.NotZero(t, selective[name], "%s was never judged", name)
			}
		})
	}
}

// The rows that are read first must be the first of all rows in the order of
// the query, whoever makes the order.
func TestTheFirstRowsReadAreTheFirstOfAll(t *testing.T) {
	orders := []string{"", "updated-asc", "updated-desc", "created-asc", "created-desc", "id-asc", "id-desc", "group-asc", "group-desc", "status", "assignee",
		"client", "priority-desc", "due", "updated,id", "created-desc,priority", "activity", "subject", "remind-desc"}
	for _, system := range []helpdesk.System{helpdesk.Usedesk, helpdesk.UseResponse} {
		t.Run(string(system), func(t *testing.T) {
			t.Parallel()
			a := openDesk(t, 6, 320, 200).account(t, system)
			d := drawer{rand.New(rand.NewPCG(6, 6)), system}
			pages, atMost := 0, 0
			for range rounds(t) / 5 {
				text := one(d.Rand, "", d.part(1), d.part(1), d.alone())
				order := one(d.Rand, orders...)
				if order != "" {
					text += " sort:" + order
				}
				rows := one(d.Rand, 1, 10, 50, 120)
				q, err := filter.Parse(text, a.directory)
				require.NoError(t, err, text)
				bound := filter.Bind(q, a.directory, noon.Unix())
				p := plan.For(&bound, a.directory, plan.Options{Now: noon.Unix(), SLA: true, Rows: rows})
				residual := match.Compile(p.Residual)
				w := p.Walk(rows)
				var read []helpdesk.Ticket
				for {
					request, page, ok := w.Next()
					if !ok {
						break
					}
					tickets, last := a.ask(t, a.of(&p, request), page)
					selected, err := w.Took(request, tickets, last, residual.Match)
					require.NoError(t, err)
					read = append(read, selected...)
					pages++
				}
				require.True(t, w.Complete(), text)
				var all []helpdesk.Ticket
				for i := range p.Requests {
					asked := a.all(t, a.of(&p, i))
					atMost += len(asked)/p.PageSize() + 1
					for _, ticket := range asked {
						if residual.Match(&ticket) && !slices.ContainsFunc(all, func(t helpdesk.Ticket) bool { return t.ID == ticket.ID }) {
							all = append(all, ticket)
						}
					}
				}
				want, got := keys(p.Order, all), keys(p.Order, read)
				require.Equal(t, want[:min(rows, len(want))], got[:min(rows, len(got))], "%s\n%s", text, p.Explain(rows))
			}
			t.Logf("%d pages read, where all of what is asked for has %d", pages, atMost)
		})
	}
}

// keys puts tickets in order and gives of each what the order sees of it.
func keys(order []filter.SortKey, tickets []helpdesk.Ticket) []string {
	table := match.NewTable(len(tickets), 0)
	for i := range tickets {
		table.Put(&tickets[i])
	}
	matcher := match.Compile(filter.Bound{Account: "desk", Sort: order})
	rows := matcher.Select(table, nil)
	matcher.Sort(table, rows)
	var seen []string
	for _, row := range rows {
		_, id := table.Key(int(row))
		t := tickets[slices.IndexFunc(tickets, func(t helpdesk.Ticket) bool { return t.ID == id })]
		seen = append(seen, sees(order, &t))
	}
	return seen
}

// sees writes what an order sees of a ticket.
func sees(order []filter.SortKey, t *helpdesk.Ticket) string {
	text := ""
	for _, key := range order {
		var v any
		switch key.By {
		case filter.ByUpdated, filter.ByActivity:
			v = t.Updated
		case filter.ByCreated:
			v = t.Created
		case filter.ByID:
			v = t.ID
		case filter.ByGroup:
			v = t.Group
		case filter.ByStatus:
			v = t.Status.State
		case filter.ByPriority:
			v = t.Priority
		case filter.BySubject:
			v = strings.ToLower(t.Subject)
		case filter.ByRemind:
			v = t.Remind
		}
		text += fmt.Sprint(v, " ")
	}
	return text
}
