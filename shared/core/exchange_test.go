package core_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
	"deskside/shared/core"
)

// host runs operations as hosts do: it sends, waits on a clock of its own, and
// keeps limits from run to run.
type host struct {
	now    time.Time
	limits map[string]core.AccountLimit
	// answer gives the answer to a request that is sent at a moment.
	answer func(at time.Time, r *api.Request) *api.Response
	sent   []sent
}

type sent struct {
	at   time.Duration
	line string
}

var began = time.UnixMilli(now)

func newHost(answer func(at time.Time, r *api.Request) *api.Response) *host {
	return &host{now: began, limits: map[string]core.AccountLimit{}, answer: answer}
}

func (h *host) run(t testing.TB, table core.Table, op string, args marshaler) core.Outcome {
	raw, err := args.MarshalMsg(nil)
	require.NoError(t, err)
	in := core.Input{Args: raw, Random: 1 << 31}
	for range 100 {
		in.Now = h.now.UnixMilli()
		in.Limits = nil
		for _, l := range h.limits {
			in.Limits = append(in.Limits, l)
		}
		input, err := in.MarshalMsg(nil)
		require.NoError(t, err)
		out := call(t, table, op, input)
		for _, l := range out.Limits {
			h.limits[l.Account] = l
		}
		if len(out.Send) == 0 {
			return out
		}
		in.Run = out.Run
		last := h.now
		for i := range out.Send {
			s := &out.Send[i]
			at := h.now.Add(time.Duration(s.AfterMS) * time.Millisecond)
			if at.After(last) {
				last = at
			}
			h.sent = append(h.sent, sent{at.Sub(began), s.Request.Line()})
			for len(in.Responses) <= s.Request.Slot {
				in.Responses = append(in.Responses, nil)
			}
			in.Responses[s.Request.Slot] = h.answer(at, &s.Request)
		}
		h.now = last
	}
	t.Fatal("the run does not end")
	return core.Outcome{}
}

// turns answers with each response once, then with the last of them.
func turns(all ...*api.Response) func(time.Time, *api.Request) *api.Response {
	n := 0
	return func(time.Time, *api.Request) *api.Response {
		r := *all[min(n, len(all)-1)]
		n++
		return &r
	}
}

// pages answers the ticket lists of both helpdesks; that of UseResponse has a
// first and a last page.
func pages(t testing.TB) func(time.Time, *api.Request) *api.Response {
	usedesk := answer(t, "usedesk/testdata/tickets.json")
	first, last := answer(t, "useresponse/testdata/tickets-list.json"), answer(t, "useresponse/testdata/tickets-list-last-page.json")
	return func(_ time.Time, r *api.Request) *api.Response {
		copied := *usedesk
		if r.Host() != "secure.usedesk.com" {
			if copied = *last; !strings.Contains(r.URL, "page=2") && !strings.Contains(r.URL, "page=3") {
				copied = *first
			}
		}
		return &copied
	}
}

func TestOnlyWhatMayBeRepeatedIsRepeated(t *testing.T) {
	lost := &api.Response{Failure: api.Network}
	busy := status(503, "")
	me := answer(t, "useresponse/testdata/users-me.json")
	created := answer(t, "useresponse/testdata/objects-create.json")
	voted := answer(t, "useresponse/testdata/objects-votes-toggle.json")
	check := &core.CheckArgs{Account: useResponse}
	create := &core.CreateArgs{Portal: portal, Draft: draft, Key: "k1"}
	vote := &core.VoteArgs{Portal: portal, ID: 41, Vote: "up"}
	for _, test := range []struct {
		name, op  string
		table     core.Table
		args      marshaler
		answers   []*api.Response
		sent      int
		fails     api.Kind
		uncertain bool
	}{
		{"a read is repeated", "account.check", core.Sidebar(), check, []*api.Response{busy, lost, me}, 3, "", false},
		{"three attempts are enough", "account.check", core.Sidebar(), check, []*api.Response{busy}, 3, api.Unavailable, false},
		{"a refusal is final", "account.check", core.Sidebar(), check, []*api.Response{status(401, "{}")}, 1, api.Unauthorized, false},
		{"a device without connection is not", "account.check", core.Sidebar(), check, []*api.Response{{Failure: api.Offline}}, 1, api.Unavailable, false},
		{"a keyed post is sent again under its key", "feedback.create", core.Widget(), create, []*api.Response{lost, busy, created}, 3, "", false},
		{"a keyed post whose answers are all lost may have arrived", "feedback.create", core.Widget(), create, []*api.Response{lost}, 3, api.Unavailable, true},
		{"a post without a key is not sent again", "feedback.create", core.Widget(), &core.CreateArgs{Portal: portal, Draft: draft}, []*api.Response{lost, created}, 1, api.Unavailable, true},
		{"a toggle is not repeated", "feedback.vote", core.Widget(), vote, []*api.Response{busy, voted}, 1, api.Unavailable, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			h := newHost(turns(test.answers...))
			out := h.run(t, test.table, test.op, test.args)
			require.Len(t, h.sent, test.sent)
			if test.fails == "" {
				require.Nil(t, out.Failure)
				return
			}
			require.Equal(t, test.fails, out.Failure.Kind)
			require.Equal(t, test.uncertain, out.Failure.Uncertain)
		})
	}
}

func TestARetryAfterIsWaitedForInEitherForm(t *testing.T) {
	me := answer(t, "useresponse/testdata/users-me.json")
	for _, value := range []string{"2", began.UTC().Add(2 * time.Second).Format("Mon, 02 Jan 2006 15:04:05 GMT")} {
		refused := status(429, "")
		refused.Header = []api.Header{{Name: "retry-after", Value: value}}
		h := newHost(turns(refused, me))
		require.Nil(t, h.run(t, core.Sidebar(), "account.check", &core.CheckArgs{Account: useResponse}).Failure)
		require.Equal(t, 2*time.Second, h.sent[1].at, value)
	}
}

func TestAPauseHoldsForTheWholeAccount(t *testing.T) {
	refused := status(429, "")
	refused.Header = []api.Header{{Name: "retry-after", Value: "60"}}
	h := newHost(turns(refused, answer(t, "useresponse/testdata/users-me.json")))
	check := &core.CheckArgs{Account: useResponse}
	out := h.run(t, core.Sidebar(), "account.check", check)
	require.Equal(t, api.RateLimited, out.Failure.Kind)
	require.EqualValues(t, 60_000, out.Failure.RetryAfterMS)

	h.now = h.now.Add(45 * time.Second)
	out = h.run(t, core.Sidebar(), "account.check", check)
	require.Equal(t, api.RateLimited, out.Failure.Kind)
	require.EqualValues(t, 15_000, out.Failure.RetryAfterMS, "what is left of the pause")
	require.Len(t, h.sent, 1, "nothing is sent during the pause")

	h.now = h.now.Add(15 * time.Second)
	require.Nil(t, h.run(t, core.Sidebar(), "account.check", check).Failure)
}

func TestAnAccountKeepsItsPace(t *testing.T) {
	tickets := answer(t, "usedesk/testdata/tickets.json")
	h := newHost(func(time.Time, *api.Request) *api.Response { r := *tickets; return &r })
	list := &core.ListArgs{Accounts: []core.Account{usedesk}}
	for range 5 {
		require.Nil(t, h.run(t, core.Sidebar(), "tickets.list", list).Failure)
	}
	var at []time.Duration
	for _, s := range h.sent {
		at = append(at, s.at)
	}
	second := time.Second
	require.Equal(t, []time.Duration{0, 0, second, second, 2 * second}, at, "two requests a second")
}

func TestSearchesHaveALimitOfTheirOwn(t *testing.T) {
	tickets := answer(t, "usedesk/testdata/tickets.json")
	h := newHost(func(time.Time, *api.Request) *api.Response { r := *tickets; return &r })
	search := &core.ListArgs{Accounts: []core.Account{usedesk}, Query: "invoice"}
	for range 10 {
		list := read[core.ListResult](t, h.run(t, core.Sidebar(), "tickets.list", search))
		require.Empty(t, list.Problems)
	}
	list := read[core.ListResult](t, h.run(t, core.Sidebar(), "tickets.list", search))
	require.Len(t, list.Problems, 1, "the eleventh search of a minute is not sent")
	require.Equal(t, api.RateLimited, list.Problems[0].Failure.Kind)
	require.InDelta(t, 56_000, list.Problems[0].Failure.RetryAfterMS, 1000)
	require.Len(t, h.sent, 10)
	list = read[core.ListResult](t, h.run(t, core.Sidebar(), "tickets.list", &core.ListArgs{Accounts: []core.Account{usedesk}}))
	require.Empty(t, list.Problems, "a list without words goes on")
}

func TestAnAccountSetsItsOwnPace(t *testing.T) {
	slow := usedesk
	slow.RequestsPerSecond = 1
	slow.SearchesPerMinute = 1
	tickets := answer(t, "usedesk/testdata/tickets.json")
	h := newHost(func(time.Time, *api.Request) *api.Response { r := *tickets; return &r })
	for range 2 {
		h.run(t, core.Sidebar(), "tickets.list", &core.ListArgs{Accounts: []core.Account{slow}})
	}
	require.Equal(t, time.Second, h.sent[1].at)
	h.run(t, core.Sidebar(), "tickets.list", &core.ListArgs{Accounts: []core.Account{slow}, Query: "one"})
	list := read[core.ListResult](t, h.run(t, core.Sidebar(), "tickets.list", &core.ListArgs{Accounts: []core.Account{slow}, Query: "two"}))
	require.Equal(t, api.RateLimited, list.Problems[0].Failure.Kind)
}

func TestOneAccountDoesNotWaitForAnother(t *testing.T) {
	failed := false
	lists := pages(t)
	h := newHost(func(at time.Time, r *api.Request) *api.Response {
		if r.Host() != "secure.usedesk.com" && !failed {
			failed = true
			return status(503, "")
		}
		return lists(at, r)
	})
	list := read[core.ListResult](t, h.run(t, core.Sidebar(), "tickets.list", &core.ListArgs{Accounts: []core.Account{useResponse, usedesk}, Rows: 2}))
	require.Equal(t, 2, list.Answered)
	require.Len(t, h.sent, 3, "only the request that failed is sent again")
}

func TestAHostThatKeepsTheWrongThingsIsTold(t *testing.T) {
	args, err := (&core.CheckArgs{Account: useResponse}).MarshalMsg(nil)
	require.NoError(t, err)
	for _, in := range []core.Input{
		{Args: args, Run: []byte("not a run"), Now: now},
		{Args: []byte{0xc1}, Now: now},
	} {
		input, err := in.MarshalMsg(nil)
		require.NoError(t, err)
		require.Equal(t, api.Protocol, call(t, core.Sidebar(), "account.check", input).Failure.Kind)
	}
	in := core.Input{Args: args, Now: now, Limits: []core.AccountLimit{{Account: "ur", Limit: []byte("not a limit")}}}
	input, err := in.MarshalMsg(nil)
	require.NoError(t, err)
	require.Len(t, call(t, core.Sidebar(), "account.check", input).Send, 1, "a limit that cannot be read begins anew")
}
