package thirddesk_test

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"deskside/build/sandbox"
	"deskside/build/sandbox/sandboxtest"
	"deskside/shared/api"
	"deskside/shared/api/transport"
	"deskside/shared/core"
	"deskside/shared/core/agent"
	"deskside/shared/core/agent/agenttest"
	"deskside/shared/core/coretest"
	"deskside/shared/desks"
	"deskside/shared/filter"
	"deskside/shared/filter/match"
	"deskside/shared/filter/plan"
	"deskside/shared/helpdesk"
	"deskside/shared/helpdesk/desktest"
	"deskside/shared/words/print"
)

// registry is that of a sidebar that works with Counter: one line more.
var registry = append(desks.Agents(), Desk{})

// Whatever knows the third helpdesk by name lies in this folder; prose may tell of it.
func TestNothingElseKnowsTheThirdHelpdesk(t *testing.T) {
	folder, err := os.Getwd()
	require.NoError(t, err)
	out, err := exec.Command("git", "-C", "../..", "grep", "--untracked", "-liI", "-e", filepath.Base(folder), "-e", string(Desk{}.System()), "--", ".", ":!*.md").Output()
	if err != nil {
		t.Skip("this is no checkout of Git, so that nothing lists who mentions a name: ", err)
	}
	mentions := strings.Fields(string(out))
	require.NotEmpty(t, mentions)
	for _, file := range mentions {
		require.Equal(t, "build/"+filepath.Base(folder), path.Dir(file), file)
	}
}

func table() core.Table { return agent.TableFor(registry) }

// host sends what operations ask over real connections.
func host(t *testing.T) *coretest.Host {
	h := coretest.NewHost(func(_ time.Time, r *api.Request) *api.Response {
		request, err := http.NewRequestWithContext(t.Context(), r.Method, r.URL, bytes.NewReader(r.Body))
		require.NoError(t, err)
		for _, line := range r.Header {
			request.Header.Set(line.Name, line.Value)
		}
		answer, err := http.DefaultClient.Do(request)
		require.NoError(t, err)
		defer answer.Body.Close()
		body, err := io.ReadAll(answer.Body)
		require.NoError(t, err)
		return &api.Response{Status: answer.StatusCode, Body: body, Header: []api.Header{{Name: "content-type", Value: answer.Header.Get("Content-Type")}}}
	})
	h.Now = clock
	return h
}

func (c *counter) account() agent.Account {
	return agent.Account{ID: "shop", System: "counterdesk", Address: c.URL, Key: counterKey}
}

func TestAnAccountOfAThirdHelpdeskIsAdded(t *testing.T) {
	c, h := openCounter(t), host(t)
	address := coretest.Read[agent.AddressResult](t, h.Run(t, table(), "account.address", &agent.AddressArgs{System: "counterdesk", Input: c.URL}))
	require.Equal(t, c.URL+"/desk", address.Address)
	check := coretest.Read[agent.CheckResult](t, h.Run(t, table(), "account.check", &agent.CheckArgs{Account: c.account()}))
	require.Equal(t, "Ana Souza", check.Agent.Name)

	wrong := c.account()
	wrong.Key = "another"
	out := h.Run(t, table(), "account.check", &agent.CheckArgs{Account: wrong})
	require.Equal(t, api.Unauthorized, out.Failure.Kind)
	require.NotContains(t, out.Failure.Detail, wrong.Key)

	names := c.names(t, h)
	require.EqualValues(t, 6339, names.Me)
	require.Len(t, names.Statuses, 4)
	require.Greater(t, len(names.Agents), 3)
}

// names is the directory as a host keeps it.
func (c *counter) names(t *testing.T, h *coretest.Host) helpdesk.Directory {
	t.Helper()
	d := coretest.Read[agent.DirectoryResult](t, h.Run(t, table(), "account.directory", &agent.DirectoryArgs{Account: c.account()}))
	require.Empty(t, d.Missing)
	return d.Directory
}

// every reads all tickets past every plan.
func (c *counter) every(t *testing.T) []helpdesk.Ticket {
	t.Helper()
	base, err := api.ParseBase(c.URL)
	require.NoError(t, err)
	ask := client{helpdesk.Access{Base: Desk{}.Address(base), Key: counterKey}}
	var all []helpdesk.Ticket
	for page := int64(0); ; page++ {
		found, err := transport.Do(context.Background(), http.DefaultClient, ask.Page(helpdesk.List{Query: askAll}, helpdesk.Listing{Order: "changed"}, page))
		require.NoError(t, err)
		all = append(all, found.Tickets...)
		if found.Last {
			break
		}
	}
	for i := range all {
		all[i].Account = "shop"
	}
	return all
}

func TestAThirdHelpdeskIsFilteredByPlanAndByResidual(t *testing.T) {
	c, h := openCounter(t), host(t)
	names := c.names(t, h)
	every := c.every(t)
	require.Greater(t, len(every), 3*pageSize)
	c.take()
	for _, test := range []struct {
		name, query string
		// asks are the parameters of the first page, "" for none beside the order.
		asks string
		// rest says that something is left to judge here.
		rest bool
	}{
		{"everything", "", "", false},
		{"one state", "status:pending", "states=waiting", false},
		{"several", "status:new,open", "states=fresh%20busy", false},
		{"a state by its own title", `status:"Busy"`, "states=busy", false},
		{"all states but one", "-status:solved", "states=fresh%20busy%20waiting", false},
		{"who works on it", "assignee:me", "agent=6339", false},
		{"a name of the account", `assignee:"Marek Nowak" status:active`, "states=fresh%20busy%20waiting&agent=17188", false},
		{"a moment", "updated>=2026-05-01T00:00:00", "changed_since=1777593600", false},
		{"a period, whose end is judged here", "updated:2026-04-01..2026-05-10", "changed_since=1775001600", true},
		{"nobody, judged here", "assignee:none", "", true},
		{"tags, judged here", "tag:vip,refund", "", true},
		{"its own priorities", "priority:high", "", true},
		{"priorities in its own order", "priority>=normal status:open", "states=busy", true},
		{"words of the subject", "subject:a -tag:vip assignee:any", "", true},
		{"an or that no list can do", "(status:new or priority:low) -assignee:6339", "", true},
		{"the oldest first, put in order here", "status:pending sort:created-asc", "states=waiting", false},
		{"the newest first, as it comes", "status:solved sort:created", "states=done", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			list := agenttest.Open(t, h, table(), agenttest.List{Accounts: []agent.Account{c.account()}, Directories: []helpdesk.Directory{names}, Query: test.query, Wanted: 5000})
			require.Empty(t, list.Problems)
			asked := c.take()
			parameters, order, _ := strings.Cut(strings.TrimPrefix(asked[0], "GET /desk/v1/tickets?"), "order=")
			require.Equal(t, test.asks, strings.TrimSuffix(parameters, "&"))
			require.Contains(t, []string{"changed&page=1", "opened&page=1"}, order)

			known := names
			known.Desk = Desk{}
			query, err := filter.Parse(test.query, &known)
			require.NoError(t, err)
			bound := filter.Bind(query, &known, clock.Unix())
			judge := match.Compile(bound)
			var want []int64
			for i := range every {
				if judge.Match(&every[i]) {
					want = append(want, every[i].ID)
				}
			}
			var got []int64
			for _, row := range list.Rows {
				got = append(got, row.ID)
			}
			slices.Sort(want)
			sorted := slices.Sorted(slices.Values(got))
			if len(list.Notes[c.account().ID]) == 0 {
				require.Equal(t, want, sorted)
			} else {
				require.Len(t, asked, plan.Budget, "only a list that ends at the budget is cut")
				require.Subset(t, want, sorted)
			}
			p := plan.For(&bound, &known, plan.Options{Now: clock.Unix()})
			require.Equal(t, test.rest, p.Remainder().String() != "")
			require.NotEmpty(t, got)
			for i := 1; i < len(list.Rows) && !strings.Contains(test.query, "sort:"); i++ {
				require.GreaterOrEqual(t, list.Rows[i-1].Updated, list.Rows[i].Updated)
			}
		})
	}
}

func TestAPriorityOfAnotherHelpdeskSelectsNothingAndIsSaid(t *testing.T) {
	c, h := openCounter(t), host(t)
	list := agenttest.Open(t, h, table(), agenttest.List{Accounts: []agent.Account{c.account()}, Query: "priority:extreme"})
	require.Empty(t, list.Rows)
	require.Empty(t, c.take(), "nothing is asked")
	notes := list.Notes[c.account().ID]
	require.Len(t, notes, 1)
	said := print.In("en").Say(notes[0])
	require.Contains(t, said, "There is no priority “extreme”")
	require.Contains(t, said, "low, normal, high")
}

func TestATicketOfAThirdHelpdeskIsOpened(t *testing.T) {
	c, h := openCounter(t), host(t)
	list := agenttest.Open(t, h, table(), agenttest.List{Accounts: []agent.Account{c.account()}, Query: "status:open"})
	id := list.Rows[len(list.Rows)-1].ID
	opened := coretest.Read[agent.TicketResult](t, h.Run(t, table(), "ticket.get", &agent.TicketArgs{Account: c.account(), ID: id}))
	require.NotEmpty(t, opened.Messages)
	require.NotEmpty(t, opened.Messages[0].Body)
	require.EqualValues(t, "busy", opened.Row.Status.Slug)
}

func TestWhatAThirdHelpdeskTakesIsWritten(t *testing.T) {
	c := openCounter(t)
	desk, err := registry.Of("counterdesk")
	require.NoError(t, err)
	base, err := api.ParseBase(c.URL)
	require.NoError(t, err)
	desktest.Writing(t, desktest.Account{Desk: desk, Access: helpdesk.Access{Base: desk.Address(base), Key: counterKey}})
}

func TestAThirdHelpdeskStandsInOneListWithTheOthers(t *testing.T) {
	c, h := openCounter(t), host(t)
	at := sandboxtest.Open(t, sandbox.Options{Now: func() time.Time { return clock }})
	accounts := []agent.Account{c.account(),
		{ID: "ud", System: helpdesk.Usedesk, Address: at.UsedeskURL, Key: at.UsedeskToken},
		{ID: "ur", System: helpdesk.UseResponse, Address: at.UseResponseURL, Key: at.Keys.Agent}}
	list := agenttest.Open(t, h, table(), agenttest.List{Accounts: accounts, Query: "status:open sort:updated-desc", Wanted: 200})
	require.Empty(t, list.Problems)
	seen := map[string]int{}
	for i, row := range list.Rows {
		seen[row.Account]++
		require.EqualValues(t, helpdesk.Open, row.Status.State)
		if i > 0 {
			require.GreaterOrEqual(t, list.Rows[i-1].Updated, row.Updated)
		}
	}
	require.Len(t, seen, 3, "%v", seen)
}
