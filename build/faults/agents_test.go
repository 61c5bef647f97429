package faults_test

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"deskside/build/sandbox"
	"deskside/shared/api"
	"deskside/shared/core/agent"
	"deskside/shared/core/agent/agenttest"
	"deskside/shared/core/coretest"
	"deskside/shared/helpdesk"
)

// core is a host of the agent's core over real HTTP.
func (d *desk) core() *coretest.Host {
	h := coretest.NewHost(func(_ time.Time, r *api.Request) *api.Response {
		request, err := http.NewRequestWithContext(context.Background(), r.Method, r.URL, bytes.NewReader(r.Body))
		require.NoError(d.t, err)
		for _, line := range r.Header {
			request.Header.Set(line.Name, line.Value)
		}
		answer, err := d.client.Do(request)
		if err != nil {
			return &api.Response{Failure: api.Network}
		}
		defer answer.Body.Close()
		body, err := io.ReadAll(answer.Body)
		if err != nil {
			return &api.Response{Failure: api.Network}
		}
		response := &api.Response{Status: answer.StatusCode, Body: body}
		for _, name := range []string{"content-type", "retry-after"} {
			if value := answer.Header.Get(name); value != "" {
				response.Header = append(response.Header, api.Header{Name: name, Value: value})
			}
		}
		return response
	})
	h.Now = d.clock.Now()
	return h
}

// accounts are those of both helpdesks.
func (d *desk) accounts() []agent.Account {
	return []agent.Account{
		{ID: "ur", System: helpdesk.UseResponse, Address: d.UseResponseURL, Key: d.Keys.Agent},
		{ID: "ud", System: helpdesk.Usedesk, Address: d.UsedeskURL, Key: d.UsedeskToken},
	}
}

// toTheEnd reads a list until there is nothing further, and again what failed.
func toTheEnd(t *testing.T, list *agenttest.List) {
	t.Helper()
	for range 200 {
		if len(list.Joined.Further) == 0 {
			return
		}
		list.Further(100)
	}
	t.Fatal("the list does not end")
}

func TestTheSidebarsListHasEveryTicketThroughFaults(t *testing.T) {
	d := open(t)
	table := agent.Table()
	calm := agenttest.Open(t, d.core(), table, agenttest.List{Accounts: d.accounts(), Query: "status:all"})
	toTheEnd(t, calm)
	require.Empty(t, calm.Problems)
	require.Greater(t, len(calm.Rows), 200)
	require.EqualValues(t, len(calm.Rows), calm.Joined.Total)

	require.NoError(t, d.SetFaults(append(storm("usedesk.tickets"), storm("tickets.list")...)...))
	h := d.core()
	stormy := agenttest.Open(t, h, table, agenttest.List{Accounts: d.accounts(), Query: "status:all"})
	for range 100 {
		if len(stormy.Problems) == 0 {
			break
		}
		h.Now = h.Now.Add(time.Minute)
		stormy.Refresh()
	}
	toTheEnd(t, stormy)
	require.Equal(t, calm.Keys(), stormy.Keys())
}

func TestAHelpdeskThatRefusesTakesNothingFromAnother(t *testing.T) {
	for name, c := range map[string]struct {
		fault sandbox.Fault
		kind  api.Kind
	}{
		"that limits its rate":   {sandbox.Fault{Kind: sandbox.FaultStatus, Status: 429, RetryAfter: 5 * time.Minute}, api.RateLimited},
		"that is down":           {sandbox.Fault{Kind: sandbox.FaultStatus, Status: 503}, api.Unavailable},
		"that breaks off":        {sandbox.Fault{Kind: sandbox.FaultReset}, api.Unavailable},
		"that answers with HTML": {sandbox.Fault{Kind: sandbox.FaultHTML}, api.Protocol},
	} {
		t.Run(name, func(t *testing.T) {
			d := open(t)
			h := d.core()
			list := agenttest.Open(t, h, agent.Table(), agenttest.List{Accounts: d.accounts(), Query: "status:active"})
			before := list.Keys()
			c.fault.Operation = "usedesk.tickets"
			require.NoError(t, d.SetFaults(c.fault))
			h.Now = h.Now.Add(time.Minute)
			list.Refresh()
			require.Equal(t, c.kind, list.Problems["ud"].Kind)
			require.NotContains(t, list.Problems, "ur")
			require.Equal(t, before, list.Keys(), "no row is lost")
			paced := agent.Paced{Account: "ud", At: h.Now.UnixMilli(), Failures: 1, Kind: list.Problems["ud"].Kind, RetryAfterMS: list.Problems["ud"].RetryAfterMS}
			if c.kind == api.RateLimited {
				require.Greater(t, paced.RetryAfterMS, int64(240_000), "and is not asked before it wants")
			}
			require.NoError(t, d.SetFaults())
			h.Now = h.Now.Add(10 * time.Minute)
			list.Refresh()
			require.Empty(t, list.Problems)
			require.Equal(t, before, list.Keys())
		})
	}
}

func TestTheFirstViewOfUseResponseHasATotal(t *testing.T) {
	d := open(t)
	h := d.core()
	account := d.accounts()[0]
	names := coretest.Read[agent.DirectoryResult](t, h.Run(t, agent.Table(), "account.directory", &agent.DirectoryArgs{Account: account}))
	list := agenttest.Open(t, h, agent.Table(), agenttest.List{Accounts: d.accounts()[:1], Query: "status:active", Directories: []helpdesk.Directory{names.Directory}})
	total := list.Joined.Total
	require.Positive(t, total)
	toTheEnd(t, list)
	require.EqualValues(t, len(list.Rows), total, "what it tells is how many there are")
}

func TestObjectsWithoutAStatusAreListed(t *testing.T) {
	d := open(t)
	server, err := sandbox.Open(context.Background(), sandbox.Options{Now: d.clock.Now, NullStatuses: true})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, server.Close()) })
	web := httptest.NewServer(server)
	t.Cleanup(web.Close)
	d.Endpoints = server.Endpoints(web.URL)
	list := agenttest.Open(t, d.core(), agent.Table(), agenttest.List{Accounts: d.accounts()[:1], Query: "type:ticket,idea,problem,question"})
	toTheEnd(t, list)
	require.Empty(t, list.Problems)
	without := 0
	for _, row := range list.Rows {
		require.NotEmpty(t, row.Key)
		if row.Status.Slug == "" {
			without++
		}
	}
	require.NotZero(t, without)
}

func TestPostsOfSeveralTypesComeInOneList(t *testing.T) {
	d := open(t)
	list := agenttest.Open(t, d.core(), agent.Table(), agenttest.List{Accounts: d.accounts()[:1], Query: "type:idea,problem,question"})
	toTheEnd(t, list)
	require.Empty(t, list.Problems)
	types := map[string]int{}
	for _, row := range list.Rows {
		types[row.Type]++
	}
	require.Len(t, types, 3)
}
