package agent_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
	"deskside/shared/core"
	"deskside/shared/core/agent"
	"deskside/shared/core/agent/agenttest"
	"deskside/shared/core/coretest"
)

// pages answers the ticket lists of both helpdesks; that of UseResponse has a
// first and a last page.
func pages(t testing.TB) func(time.Time, *api.Request) *api.Response {
	usedesk := coretest.Answer(t, "usedesk/testdata/tickets.json")
	first, last := coretest.Answer(t, "useresponse/testdata/tickets-list.json"), coretest.Answer(t, "useresponse/testdata/tickets-list-last-page.json")
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

func TestARetryAfterIsWaitedForInEitherForm(t *testing.T) {
	me := coretest.Answer(t, "useresponse/testdata/users-me.json")
	for _, value := range []string{"2", coretest.Began.UTC().Add(2 * time.Second).Format("Mon, 02 Jan 2006 15:04:05 GMT")} {
		refused := coretest.Status(429, "")
		refused.Header = []api.Header{{Name: "retry-after", Value: value}}
		h := coretest.NewHost(coretest.Turns(refused, me))
		require.Nil(t, h.Run(t, agent.Table(), "account.check", &agent.CheckArgs{Account: useResponse}).Failure)
		require.Equal(t, 2*time.Second, h.Sent[1].At, value)
	}
}

func TestAPauseHoldsForTheWholeAccount(t *testing.T) {
	refused := coretest.Status(429, "")
	refused.Header = []api.Header{{Name: "retry-after", Value: "60"}}
	h := coretest.NewHost(coretest.Turns(refused, coretest.Answer(t, "useresponse/testdata/users-me.json")))
	check := &agent.CheckArgs{Account: useResponse}
	out := h.Run(t, agent.Table(), "account.check", check)
	require.Equal(t, api.RateLimited, out.Failure.Kind)
	require.EqualValues(t, 60_000, out.Failure.RetryAfterMS)

	h.Now = h.Now.Add(45 * time.Second)
	out = h.Run(t, agent.Table(), "account.check", check)
	require.Equal(t, api.RateLimited, out.Failure.Kind)
	require.EqualValues(t, 15_000, out.Failure.RetryAfterMS, "what is left of the pause")
	require.Len(t, h.Sent, 1, "nothing is sent during the pause")

	h.Now = h.Now.Add(15 * time.Second)
	require.Nil(t, h.Run(t, agent.Table(), "account.check", check).Failure)
}

func TestAnAccountKeepsItsPace(t *testing.T) {
	tickets := coretest.Answer(t, "usedesk/testdata/tickets.json")
	h := coretest.NewHost(func(time.Time, *api.Request) *api.Response { r := *tickets; return &r })
	list := &agent.ReadArgs{Account: usedesk}
	for range 5 {
		require.Nil(t, h.Run(t, agent.Table(), "tickets.read", list).Failure)
	}
	var at []time.Duration
	for _, s := range h.Sent {
		at = append(at, s.At)
	}
	second := time.Second
	require.Equal(t, []time.Duration{0, 0, second, second, 2 * second}, at, "two requests a second")
}

func TestSearchesHaveALimitOfTheirOwn(t *testing.T) {
	tickets := coretest.Answer(t, "usedesk/testdata/tickets.json")
	h := coretest.NewHost(func(time.Time, *api.Request) *api.Response { r := *tickets; return &r })
	search := &agent.ReadArgs{Account: usedesk, Query: "invoice"}
	for range 10 {
		require.Nil(t, h.Run(t, agent.Table(), "tickets.read", search).Failure)
	}
	failure := h.Run(t, agent.Table(), "tickets.read", search).Failure
	require.NotNil(t, failure, "the eleventh search of a minute is not sent")
	require.Equal(t, api.RateLimited, failure.Kind)
	require.InDelta(t, 56_000, failure.RetryAfterMS, 1000)
	require.Len(t, h.Sent, 10)
	require.Nil(t, h.Run(t, agent.Table(), "tickets.read", &agent.ReadArgs{Account: usedesk}).Failure, "a list without words goes on")
}

func TestAnAccountSetsItsOwnPace(t *testing.T) {
	slow := usedesk
	slow.RequestsPerSecond = 1
	slow.SearchesPerMinute = 1
	tickets := coretest.Answer(t, "usedesk/testdata/tickets.json")
	h := coretest.NewHost(func(time.Time, *api.Request) *api.Response { r := *tickets; return &r })
	for range 2 {
		h.Run(t, agent.Table(), "tickets.read", &agent.ReadArgs{Account: slow})
	}
	require.Equal(t, time.Second, h.Sent[1].At)
	h.Run(t, agent.Table(), "tickets.read", &agent.ReadArgs{Account: slow, Query: "one"})
	require.Equal(t, api.RateLimited, h.Run(t, agent.Table(), "tickets.read", &agent.ReadArgs{Account: slow, Query: "two"}).Failure.Kind)
}

func TestOnlyTheRequestThatFailedIsSentAgain(t *testing.T) {
	failed := false
	lists := pages(t)
	h := coretest.NewHost(func(at time.Time, r *api.Request) *api.Response {
		if r.Host() != "secure.usedesk.com" && !failed {
			failed = true
			return coretest.Status(503, "")
		}
		return lists(at, r)
	})
	list := agenttest.Open(t, h, agent.Table(), agenttest.List{Accounts: both, Wanted: 2})
	require.Empty(t, list.Problems)
	require.Len(t, h.Sent, 3)
}

func TestAHostThatKeepsTheWrongThingsIsTold(t *testing.T) {
	args, err := (&agent.CheckArgs{Account: useResponse}).MarshalMsg(nil)
	require.NoError(t, err)
	for _, in := range []core.Input{
		{Args: args, Run: []byte("not a run"), Now: coretest.Now},
		{Args: []byte{0xc1}, Now: coretest.Now},
	} {
		input, err := in.MarshalMsg(nil)
		require.NoError(t, err)
		require.Equal(t, api.Protocol, coretest.Call(t, agent.Table(), "account.check", input).Failure.Kind)
	}
	in := core.Input{Args: args, Now: coretest.Now, Limits: []core.AccountLimit{{Account: "ur", Limit: []byte("not a limit")}}}
	input, err := in.MarshalMsg(nil)
	require.NoError(t, err)
	require.Len(t, coretest.Call(t, agent.Table(), "account.check", input).Send, 1, "a limit that cannot be read begins anew")
}

func TestOnlyWhatMayBeRepeatedIsRepeated(t *testing.T) {
	lost := &api.Response{Failure: api.Network}
	busy := coretest.Status(503, "")
	me := coretest.Answer(t, "useresponse/testdata/users-me.json")
	check := &agent.CheckArgs{Account: useResponse}
	for _, test := range []struct {
		name, op  string
		args      coretest.Args
		answers   []*api.Response
		sent      int
		fails     api.Kind
		uncertain bool
	}{
		{"a read is repeated", "account.check", check, []*api.Response{busy, lost, me}, 3, "", false},
		{"three attempts are enough", "account.check", check, []*api.Response{busy}, 3, api.Unavailable, false},
		{"a refusal is final", "account.check", check, []*api.Response{coretest.Status(401, "{}")}, 1, api.Unauthorized, false},
		{"a device without connection is not", "account.check", check, []*api.Response{{Failure: api.Offline}}, 1, api.Unavailable, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			h := coretest.NewHost(coretest.Turns(test.answers...))
			out := h.Run(t, agent.Table(), test.op, test.args)
			require.Len(t, h.Sent, test.sent)
			if test.fails == "" {
				require.Nil(t, out.Failure)
				return
			}
			require.Equal(t, test.fails, out.Failure.Kind)
			require.Equal(t, test.uncertain, out.Failure.Uncertain)
		})
	}
}
