package agent_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
	"deskside/shared/core/agent"
	"deskside/shared/core/agent/agenttest"
	"deskside/shared/core/coretest"
	"deskside/shared/helpdesk"
	"deskside/shared/words/print"
)

const (
	key   = "agent-key-that-must-not-leak"
	token = "0123456789abcdef0123456789abcdef01234567"
	// now is 2026-05-11 08:00:00 UTC, in milliseconds.
	now = 1778486400000
)

var (
	useResponse = agent.Account{ID: "ur", System: helpdesk.UseResponse, Address: "https://help.example.test", Key: key}
	usedesk     = agent.Account{ID: "ud", System: helpdesk.Usedesk, Address: "https://secure.usedesk.com/uapi", Key: token}
)

func TestEveryOperationPlansItsRequests(t *testing.T) {
	for _, test := range []struct {
		op   string
		args coretest.Args
		want []string
	}{
		{"account.check", &agent.CheckArgs{Account: useResponse}, []string{"GET https://help.example.test/api/7.0/me.json"}},
		{"account.check", &agent.CheckArgs{Account: usedesk}, []string{"POST https://secure.usedesk.com/uapi/tickets"}},
		{"tickets.read", &agent.ReadArgs{Account: useResponse, Query: "status:open"}, []string{"GET https://help.example.test/api/7.0/tickets.json"}},
		{"tickets.read", &agent.ReadArgs{Account: usedesk, Query: "in:usedesk"}, []string{"POST https://secure.usedesk.com/uapi/tickets"}},
		{"ticket.get", &agent.TicketArgs{Account: useResponse, ID: 38},
			[]string{"GET https://help.example.test/api/7.0/objects/38.json", "GET https://help.example.test/api/7.0/objects/38/comments.json", "GET https://help.example.test/api/7.0/objects/38/comments.json", "GET https://help.example.test/api/7.0/changelog/object/38.json"}},
		{"ticket.get", &agent.TicketArgs{Account: usedesk, ID: 7}, []string{"POST https://secure.usedesk.com/uapi/ticket"}},
	} {
		t.Run(test.op, func(t *testing.T) {
			for _, sending := range coretest.Plans(t, agent.Table(), test.op, test.args, test.want...).Send {
				require.NotContains(t, sending.Request.URL, key)
				require.NotContains(t, sending.Request.URL, token)
			}
		})
	}
}

func TestTicketsOfBothHelpdesksComeInOneList(t *testing.T) {
	list := agenttest.Open(t, coretest.NewHost(pages(t)), agent.Table(), agenttest.List{Accounts: both})
	require.Empty(t, list.Problems)
	require.Empty(t, list.Joined.Further)
	require.EqualValues(t, coretest.Now, list.Source("ur").At)
	for _, r := range list.Rows {
		require.NotEmpty(t, r.Subject)
	}
	require.Equal(t, []string{"ur/38", "ud/2992803", "ud/2992790", "ud/2992777", "ur/39"}, list.Keys(), "newest change first, then as they came")
	first := list.Rows[0]
	require.Equal(t, "Login fails with 500 & a blank page. Chrome 124 Firefox 126", strings.Join(strings.Fields(strings.NewReplacer("•", " ", "-", " ").Replace(first.Excerpt)), " "))
	require.Equal(t, "Merged", list.Rows[3].Subject, "a ticket without a subject is named by its first words")
	require.False(t, first.Overdue)
	require.Empty(t, list.Joined.Views, "a query that is no view tells nothing of views")
	require.Greater(t, list.Source("ur").StaleAt, list.Source("ur").At)
}

func TestAnOverdueTicketIsMarked(t *testing.T) {
	part := coretest.Result[agent.Part](t, agent.Table(), "tickets.read", &agent.ReadArgs{Account: usedesk}, coretest.Answer(t, "usedesk/testdata/tickets-sla-rights.json"))
	require.True(t, part.Rows[1].Overdue || part.Rows[0].Overdue)
}

func TestAnAccountThatDoesNotAnswerSaysWhy(t *testing.T) {
	out := coretest.Step(t, agent.Table(), "tickets.read", &agent.ReadArgs{Account: useResponse}, 1, coretest.Status(401, `{"error":{"code":401,"message":"Authentication is required for `+key+`"}}`))
	require.Equal(t, api.Unauthorized, out.Failure.Kind)
	require.Contains(t, print.In("en").Say(out.Failure.Say), "help.example.test does not accept this key.")
	require.NotContains(t, out.Failure.Detail, key)
}

func TestAListIsFilteredWhateverTheServerAnswers(t *testing.T) {
	part := coretest.Result[agent.Part](t, agent.Table(), "tickets.read", &agent.ReadArgs{Account: usedesk, Query: "status:new"}, coretest.Answer(t, "usedesk/testdata/tickets.json"))
	require.Len(t, part.Rows, 1)
	require.Equal(t, helpdesk.New, part.Rows[0].Status.State)
}

func TestATicketIsReadWithItsComments(t *testing.T) {
	ticket := coretest.Result[agent.TicketResult](t, agent.Table(), "ticket.get", &agent.TicketArgs{Account: useResponse, ID: 38},
		coretest.Answer(t, "useresponse/testdata/objects-get.json"), coretest.Answer(t, "useresponse/testdata/objects-comments.json"), coretest.Answer(t, "useresponse/testdata/objects-comments-private.json"), coretest.Answer(t, "useresponse/testdata/changelog-objects.json"))
	require.Equal(t, "Cannot sign in with SAML — ошибка 500", ticket.Row.Subject)
	require.Equal(t, "https://help.example.test/tickets/38", ticket.URL)
	var sides []helpdesk.Side
	private := 0
	for _, m := range ticket.Messages {
		sides = append(sides, m.Side)
		require.NotEmpty(t, m.Body)
		require.NotEmpty(t, m.Author)
		if m.Private {
			private++
		}
	}
	require.Equal(t, helpdesk.ClientSide, sides[0])
	require.Contains(t, sides, helpdesk.AgentSide)
	require.Equal(t, 1, private)
	require.Len(t, ticket.Messages, 4)

	conversation := coretest.Result[agent.TicketResult](t, agent.Table(), "ticket.get", &agent.TicketArgs{Account: usedesk, ID: 2992803}, coretest.Answer(t, "usedesk/testdata/ticket.json"))
	require.Len(t, conversation.Messages, 2)
	require.Equal(t, "скрин.png", conversation.Messages[0].Attachments[0].Name)
	require.Empty(t, conversation.Messages[1].Author)
	require.Equal(t, "Agent 17063", print.In("en").Say(conversation.Messages[1].Unnamed))
	require.True(t, conversation.Messages[1].Private)
}

func TestATicketIsShownEvenWithoutItsComments(t *testing.T) {
	ticket := coretest.Result[agent.TicketResult](t, agent.Table(), "ticket.get", &agent.TicketArgs{Account: useResponse, ID: 38},
		coretest.Answer(t, "useresponse/testdata/objects-get.json"), coretest.Status(403, `{"error":{"code":403,"message":"Access is denied"}}`), coretest.Status(403, `{"error":{"code":403,"message":"Access is denied"}}`), coretest.Status(403, `{"error":{"code":403,"message":"Access is denied"}}`))
	require.Len(t, ticket.Messages, 1)
	require.Empty(t, ticket.Changes, "who may not read the history reads the rest")
	require.Equal(t, api.Forbidden, ticket.CommentsProblem.Kind)
}

func TestAddressesAreReadyForTheirHelpdesk(t *testing.T) {
	for _, test := range []struct {
		name    string
		system  helpdesk.System
		input   string
		address string
		pattern string
		warns   bool
	}{
		{"UseResponse by its host", helpdesk.UseResponse, "help.example.com", "https://help.example.com", "https://help.example.com/*", false},
		{"Usedesk by its host", helpdesk.Usedesk, "secure.usedesk.com", "https://secure.usedesk.com/uapi", "https://secure.usedesk.com/*", false},
		{"Usedesk by a method's address", helpdesk.Usedesk, "https://secure.usedesk.com/uapi/tickets", "https://secure.usedesk.com/uapi", "https://secure.usedesk.com/*", false},
		{"the older Usedesk cloud has no path", helpdesk.Usedesk, "api.usedesk.ru", "https://api.usedesk.ru", "https://api.usedesk.ru/*", false},
		{"no encryption is warned of", helpdesk.UseResponse, "http://help.intranet", "http://help.intranet", "http://help.intranet/*", true},
		{"this machine is not", helpdesk.UseResponse, "localhost:8788", "http://localhost:8788", "http://localhost/*", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			a := coretest.Result[agent.AddressResult](t, agent.Table(), "account.address", &agent.AddressArgs{System: test.system, Input: test.input})
			require.Equal(t, test.address, a.Address)
			require.Equal(t, test.pattern, a.Pattern)
			require.Equal(t, test.warns, !a.Warning.Empty())
		})
	}
}

func TestBadInputNamesItsField(t *testing.T) {
	account := func(change func(*agent.Account)) *agent.CheckArgs {
		a := agent.CheckArgs{Account: useResponse}
		change(&a.Account)
		return &a
	}
	for _, test := range []struct {
		name, op, field string
		args            coretest.Args
	}{
		{"no key", "account.check", "key", account(func(a *agent.Account) { a.Key = " " })},
		{"a key with a line break", "account.check", "key", account(func(a *agent.Account) { a.Key = "a\r\nX-Header: b" })},
		{"no address", "account.check", "address", account(func(a *agent.Account) { a.Address = "" })},
		{"no system", "account.check", "system", account(func(a *agent.Account) { a.System = "other" })},
		{"a query with a typing error", "tickets.read", "query", &agent.ReadArgs{Account: useResponse, Query: "statsu:open"}},
		{"a place that is none", "tickets.read", "cursor", &agent.ReadArgs{Account: useResponse, From: []byte{0xc1}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			out := coretest.Step(t, agent.Table(), test.op, test.args, 0)
			require.NotNil(t, out.Failure)
			kind := api.Invalid
			if test.name == "no key" {
				// What is to be sent waits for it.
				kind = api.Unauthorized
			}
			require.Equal(t, kind, out.Failure.Kind)
			require.Equal(t, test.field, out.Failure.Fields[0].Field)
			require.Equal(t, out.Failure.Fields[0].Say, out.Failure.Say)
		})
	}
}

func TestACallThatBreaksARuleIsNotSent(t *testing.T) {
	for _, account := range []agent.Account{useResponse, usedesk} {
		out := coretest.Step(t, agent.Table(), "ticket.get", &agent.TicketArgs{Account: account, ID: -1}, 0)
		require.Empty(t, out.Send)
		require.NotNil(t, out.Failure, "%s", account.System)
		require.Equal(t, api.Invalid, out.Failure.Kind)
		require.NotEmpty(t, out.Failure.Fields)
	}
}

func TestAPastedPageIsFoundAtTheAddressAboveIt(t *testing.T) {
	account := useResponse
	account.Address = "https://help.example.test/support/tickets"
	me := coretest.Answer(t, "useresponse/testdata/users-me.json")
	h := coretest.NewHost(func(_ time.Time, r *api.Request) *api.Response {
		if strings.HasPrefix(r.URL, "https://help.example.test/support/api/") {
			answer := *me
			return &answer
		}
		return coretest.Status(404, "<!doctype html>nothing here")
	})
	check := coretest.Read[agent.CheckResult](t, h.Run(t, agent.Table(), "account.check", &agent.CheckArgs{Account: account}))
	require.Equal(t, "https://help.example.test/support", check.Address)
	require.NotZero(t, check.Agent.ID)
}

func TestTheWrongKindOfHelpdeskIsNamedAndGetsNoKey(t *testing.T) {
	h := coretest.NewHost(func(_ time.Time, r *api.Request) *api.Response {
		if r.Method == "POST" {
			require.NotContains(t, string(r.Body), key)
			return coretest.Status(200, `{"error":"Invalid token","code":112}`)
		}
		return coretest.Status(404, "<!doctype html>nothing here")
	})
	out := h.Run(t, agent.Table(), "account.check", &agent.CheckArgs{Account: useResponse})
	require.NotNil(t, out.Failure)
	require.Equal(t, "system", out.Failure.Fields[0].Field)
	require.Equal(t, "help.example.test is a Usedesk. Choose Usedesk, and enter its key.", print.In("en").Say(out.Failure.Say))
}

func TestARedirectIsNamedWithTheAddressToUse(t *testing.T) {
	moved := &api.Response{Status: 401, Body: []byte(`{"error":{"code":401,"message":"no key"}}`), Header: []api.Header{{Name: "location", Value: "https://www.example.test/support/api/7.0/me.json"}}}
	out := coretest.Step(t, agent.Table(), "account.check", &agent.CheckArgs{Account: useResponse}, 1, moved)
	require.NotNil(t, out.Failure)
	require.Equal(t, "help.example.test redirects to https://www.example.test/support. Enter that address.", print.In("en").Say(out.Failure.Say))
	within := coretest.Answer(t, "useresponse/testdata/users-me.json")
	within.Header = append(within.Header, api.Header{Name: "location", Value: "https://help.example.test/de/api/7.0/me.json"})
	require.Nil(t, coretest.Step(t, agent.Table(), "account.check", &agent.CheckArgs{Account: useResponse}, 1, within).Failure, "within its origin the key goes along")
	out = coretest.Step(t, agent.Table(), "account.check", &agent.CheckArgs{Account: usedesk}, 1, &api.Response{Failure: api.Redirected})
	require.NotNil(t, out.Failure)
	require.Contains(t, print.In("en").Say(out.Failure.Say), "redirects to another address, where the key is not sent")
}

func TestAPasswordIsExchangedForTheKey(t *testing.T) {
	args := &agent.LoginArgs{System: helpdesk.UseResponse, Address: "help.example.test", Email: " olga@example.test ", Password: "a password"}
	out := coretest.Plans(t, agent.Table(), "account.login", args, "POST https://help.example.test/api/7.0/auth/login.json")
	require.JSONEq(t, `{"email":"olga@example.test","password":"a password"}`, string(out.Send[0].Request.Body))
	in := coretest.Result[agent.LoginResult](t, agent.Table(), "account.login", args, coretest.Answer(t, "useresponse/testdata/auth-login.json"))
	require.NotEmpty(t, in.Key)
	refused := coretest.Step(t, agent.Table(), "account.login", args, 1, coretest.Status(401, `{"error":{"code":401,"message":"wrong"}}`))
	require.Equal(t, "password", refused.Failure.Fields[0].Field)
	none := coretest.Step(t, agent.Table(), "account.login", &agent.LoginArgs{System: helpdesk.Usedesk, Address: "api.usedesk.ru", Email: "a@b.c", Password: "x"}, 0)
	require.Equal(t, "system", none.Failure.Fields[0].Field)
}

func TestWhoOneHasChosenToBeCountsBeforeWhatWasReadEarlier(t *testing.T) {
	account := usedesk
	account.Me = 17063
	for name, read := range map[string]int64{"nobody had chosen yet": 0, "it was somebody else": 42} {
		t.Run(name, func(t *testing.T) {
			directories := []helpdesk.Directory{{System: helpdesk.Usedesk, Account: account.ID, Me: read, Agents: []helpdesk.Person{{ID: 17063, Name: "Irina"}, {ID: 42, Name: "Ivan"}}}}
			out := coretest.Step(t, agent.Table(), "tickets.read", &agent.ReadArgs{Account: account, Query: "assignee:me", Directories: directories}, 0)
			require.Nil(t, out.Failure)
			require.Len(t, out.Send, 1)
			require.Contains(t, string(out.Send[0].Request.Body), "17063")
			require.NotContains(t, string(out.Send[0].Request.Body), "42")
		})
	}
}
