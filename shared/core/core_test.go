package core_test

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/tinylib/msgp/msgp"

	"deskside/shared/api"
	"deskside/shared/core"
	"deskside/shared/feedback"
	"deskside/shared/helpdesk"
)

const (
	key   = "agent-key-that-must-not-leak"
	token = "0123456789abcdef0123456789abcdef01234567"
	// now is 2026-05-11 08:00:00 UTC, in milliseconds.
	now = 1778486400000
)

var (
	useResponse = core.Account{ID: "ur", System: helpdesk.UseResponse, Address: "https://help.example.test", Key: key}
	usedesk     = core.Account{ID: "ud", System: helpdesk.Usedesk, Address: "https://secure.usedesk.com/uapi", Key: token}
	portal      = core.Portal{Address: "https://edge.example.test", Visitor: "visitor-0123456789abcdef"}
	draft       = feedback.Draft{Type: helpdesk.Idea, Title: " Dark mode ", Content: "For reports, please.", Category: 11}
)

type marshaler interface {
	MarshalMsg([]byte) ([]byte, error)
}

// inputs are the encoded inputs of a run in which the host gives the same
// answers after each of so many sendings. Limits are kept as hosts keep them.
func inputs(t testing.TB, table core.Table, op string, args marshaler, sendings int, responses ...*api.Response) [][]byte {
	raw, err := args.MarshalMsg(nil)
	require.NoError(t, err)
	in := core.Input{Args: raw, Now: now, Random: 1 << 31}
	var all [][]byte
	for i := range sendings + 1 {
		if i > 0 {
			in.Responses = responses
		}
		input, err := in.MarshalMsg(nil)
		require.NoError(t, err)
		all = append(all, input)
		out := call(t, table, op, input)
		in.Run, in.Limits = out.Run, out.Limits
	}
	return all
}

func call(t testing.TB, table core.Table, op string, input []byte) (out core.Outcome) {
	index := table.Index(op)
	require.GreaterOrEqual(t, index, 0, op)
	_, err := out.UnmarshalMsg(table.Call(index, input))
	require.NoError(t, err)
	return out
}

// step runs an operation until the host has sent so often, and returns what came of it.
func step(t testing.TB, table core.Table, op string, args marshaler, sendings int, responses ...*api.Response) core.Outcome {
	all := inputs(t, table, op, args, sendings, responses...)
	return call(t, table, op, all[len(all)-1])
}

// result runs an operation on answers and decodes its result.
func result[T any, P interface {
	*T
	msgp.Unmarshaler
}](t testing.TB, table core.Table, op string, args marshaler, responses ...*api.Response) T {
	return read[T, P](t, step(t, table, op, args, 1, responses...))
}

// read decodes the result of an operation that is done.
func read[T any, P interface {
	*T
	msgp.Unmarshaler
}](t testing.TB, out core.Outcome) (value T) {
	require.Nil(t, out.Failure)
	require.Empty(t, out.Send)
	_, err := P(&value).UnmarshalMsg(out.Result)
	require.NoError(t, err)
	return value
}

func answer(t testing.TB, path string) *api.Response {
	body, err := os.ReadFile("../" + path)
	require.NoError(t, err)
	return &api.Response{Status: 200, Body: body, Header: []api.Header{{Name: "content-type", Value: "application/json"}}}
}

func status(code int, body string) *api.Response {
	return &api.Response{Status: code, Body: []byte(body)}
}

func lines(sent []core.Sending) (out []string) {
	for i := range sent {
		out = append(out, sent[i].Request.Line())
	}
	return out
}

func TestEveryOperationPlansItsRequests(t *testing.T) {
	for _, test := range []struct {
		op    string
		table core.Table
		args  marshaler
		want  []string
	}{
		{"account.check", core.Sidebar(), &core.CheckArgs{Account: useResponse}, []string{"GET https://help.example.test/api/7.0/me.json"}},
		{"account.check", core.Sidebar(), &core.CheckArgs{Account: usedesk}, []string{"POST https://secure.usedesk.com/uapi/tickets"}},
		{"tickets.list", core.Sidebar(), &core.ListArgs{Accounts: []core.Account{useResponse, usedesk}, Query: "status:open"},
			[]string{"GET https://help.example.test/api/7.0/tickets.json", "POST https://secure.usedesk.com/uapi/tickets"}},
		{"tickets.list", core.Sidebar(), &core.ListArgs{Accounts: []core.Account{useResponse, usedesk}, Query: "in:usedesk"},
			[]string{"POST https://secure.usedesk.com/uapi/tickets"}},
		{"ticket.get", core.Sidebar(), &core.TicketArgs{Account: useResponse, ID: 38},
			[]string{"GET https://help.example.test/api/7.0/objects/38.json", "GET https://help.example.test/api/7.0/objects/38/comments.json", "GET https://help.example.test/api/7.0/objects/38/comments.json"}},
		{"ticket.get", core.Sidebar(), &core.TicketArgs{Account: usedesk, ID: 7}, []string{"POST https://secure.usedesk.com/uapi/ticket"}},
		{"feedback.start", core.Widget(), &core.StartArgs{Portal: portal},
			[]string{"GET https://edge.example.test/api/7.0/categories.json", "GET https://edge.example.test/api/7.0/search.json"}},
		{"feedback.posts", core.Widget(), &core.PostsArgs{Portal: portal, Text: "dark"}, []string{"GET https://edge.example.test/api/7.0/search.json"}},
		{"feedback.post", core.Widget(), &core.PostArgs{Portal: portal, ID: 41},
			[]string{"GET https://edge.example.test/api/7.0/objects/41.json", "GET https://edge.example.test/api/7.0/objects/41/comments.json"}},
		{"feedback.create", core.Widget(), &core.CreateArgs{Portal: portal, Draft: draft, Key: "k1"}, []string{"POST https://edge.example.test/api/7.0/objects.json"}},
		{"feedback.vote", core.Widget(), &core.VoteArgs{Portal: portal, ID: 41, Vote: "up"}, []string{"POST https://edge.example.test/api/7.0/objects/41/votes/toggle.json"}},
	} {
		t.Run(test.op, func(t *testing.T) {
			out := step(t, test.table, test.op, test.args, 0)
			require.Nil(t, out.Failure)
			require.Equal(t, test.want, lines(out.Send))
			for i, sending := range out.Send {
				r := sending.Request
				require.Equal(t, i, r.Slot)
				require.Zero(t, sending.AfterMS)
				require.NotContains(t, r.URL, key)
				require.NotContains(t, r.URL, token)
			}
		})
	}
}

func TestTicketsOfBothHelpdesksComeInOneList(t *testing.T) {
	args := &core.ListArgs{Accounts: []core.Account{useResponse, usedesk}, Rows: 2}
	list := result[core.ListResult](t, core.Sidebar(), "tickets.list", args,
		answer(t, "useresponse/testdata/tickets-list.json"), answer(t, "usedesk/testdata/tickets.json"))
	require.Len(t, list.Rows, 2, "as many as were asked for")
	require.True(t, list.More)

	args.Rows = 5
	h := newHost(pages(t))
	list = read[core.ListResult](t, h.run(t, core.Sidebar(), "tickets.list", args))
	require.Equal(t, 2, list.Answered)
	require.Empty(t, list.Problems)
	require.False(t, list.More)
	require.EqualValues(t, now, list.At)
	var keys []string
	for _, r := range list.Rows {
		keys = append(keys, r.Key)
		require.NotEmpty(t, r.Subject)
	}
	require.Equal(t, []string{"ur/38", "ud/2992803", "ud/2992790", "ud/2992777", "ur/39"}, keys, "newest change first, then as they came")
	first := list.Rows[0]
	require.Equal(t, "Login fails with 500 & a blank page. Chrome 124 Firefox 126", strings.Join(strings.Fields(strings.NewReplacer("•", " ", "-", " ").Replace(first.Excerpt)), " "))
	require.Equal(t, "Merged", list.Rows[3].Subject, "a ticket without a subject is named by its first words")
	require.False(t, first.Overdue)
	require.Equal(t, []core.Count{{State: "new", Rows: 1}, {State: "open", Rows: 2}, {State: "hold", Rows: 1}, {State: "merged", Rows: 1}}, list.Counts)
}

func TestAnOverdueTicketIsMarked(t *testing.T) {
	list := result[core.ListResult](t, core.Sidebar(), "tickets.list", &core.ListArgs{Accounts: []core.Account{usedesk}}, answer(t, "usedesk/testdata/tickets-sla-rights.json"))
	require.True(t, list.Rows[1].Overdue || list.Rows[0].Overdue)
}

func TestAListSaysWhichAccountDidNotAnswer(t *testing.T) {
	args := &core.ListArgs{Accounts: []core.Account{useResponse, usedesk}}
	list := result[core.ListResult](t, core.Sidebar(), "tickets.list", args,
		status(401, `{"error":{"code":401,"message":"Authentication is required for `+key+`"}}`), answer(t, "usedesk/testdata/tickets.json"))
	require.Equal(t, 1, list.Answered)
	require.Len(t, list.Rows, 3)
	require.Equal(t, "ur", list.Problems[0].Account)
	require.Equal(t, api.Unauthorized, list.Problems[0].Failure.Kind)
	require.Contains(t, list.Problems[0].Failure.Sentence, "help.example.test does not accept this key.")
	require.NotContains(t, list.Problems[0].Failure.Detail, key)
}

func TestAListIsFilteredWhateverTheServerAnswers(t *testing.T) {
	args := &core.ListArgs{Accounts: []core.Account{usedesk}, Query: "status:new"}
	list := result[core.ListResult](t, core.Sidebar(), "tickets.list", args, answer(t, "usedesk/testdata/tickets.json"))
	require.Len(t, list.Rows, 1)
	require.Equal(t, helpdesk.New, list.Rows[0].Status.State)
}

func TestATicketIsReadWithItsComments(t *testing.T) {
	ticket := result[core.TicketResult](t, core.Sidebar(), "ticket.get", &core.TicketArgs{Account: useResponse, ID: 38},
		answer(t, "useresponse/testdata/objects-get.json"), answer(t, "useresponse/testdata/objects-comments.json"), answer(t, "useresponse/testdata/objects-comments-private.json"))
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

	conversation := result[core.TicketResult](t, core.Sidebar(), "ticket.get", &core.TicketArgs{Account: usedesk, ID: 2992803}, answer(t, "usedesk/testdata/ticket.json"))
	require.Len(t, conversation.Messages, 2)
	require.Equal(t, "скрин.png", conversation.Messages[0].Attachments[0].Name)
	require.Equal(t, "Agent 17063", conversation.Messages[1].Author)
	require.True(t, conversation.Messages[1].Private)
}

func TestATicketIsShownEvenWithoutItsComments(t *testing.T) {
	ticket := result[core.TicketResult](t, core.Sidebar(), "ticket.get", &core.TicketArgs{Account: useResponse, ID: 38},
		answer(t, "useresponse/testdata/objects-get.json"), status(403, `{"error":{"code":403,"message":"Access is denied"}}`), status(403, `{"error":{"code":403,"message":"Access is denied"}}`))
	require.Len(t, ticket.Messages, 1)
	require.Equal(t, api.Forbidden, ticket.CommentsProblem.Kind)
}

func TestTheWidgetStartsWithPopularPosts(t *testing.T) {
	start := result[core.StartResult](t, core.Widget(), "feedback.start", &core.StartArgs{Portal: portal},
		answer(t, "useresponse/testdata/categories-list.json"), answer(t, "useresponse/testdata/objects-search.json"))
	require.Len(t, start.Categories, 2)
	require.Equal(t, feedback.Limits{Title: 100, Content: 12000}, start.Limits)
	require.Equal(t, "Dark theme 🌙 for the portal", start.Posts[0].Title)
	require.Equal(t, helpdesk.Votes{Count: 12, Mine: "up", Open: true, Down: true}, start.Posts[0].Votes)

	without := result[core.StartResult](t, core.Widget(), "feedback.start", &core.StartArgs{Portal: portal},
		status(404, `{}`), answer(t, "useresponse/testdata/objects-search.json"))
	require.NotEmpty(t, without.Posts, "without categories a customer can still write")
}

func TestInAPublicPostOnlyItsAuthorHasASide(t *testing.T) {
	post := result[core.PostResult](t, core.Widget(), "feedback.post", &core.PostArgs{Portal: portal, ID: 38},
		answer(t, "useresponse/testdata/objects-get.json"), answer(t, "useresponse/testdata/objects-comments.json"))
	require.Equal(t, "José Ñandú", post.Author)
	require.Len(t, post.Comments, 2)
	require.Equal(t, helpdesk.UnsaidSide, post.Comments[0].Side)
	require.Equal(t, helpdesk.ClientSide, post.Comments[1].Side)
}

func TestADraftIsSentTrimmedWithItsKey(t *testing.T) {
	out := step(t, core.Widget(), "feedback.create", &core.CreateArgs{Portal: portal, Draft: draft, Key: "k1"}, 0)
	require.JSONEq(t, `{"ownership":"feedback","object_type":"idea","title":"Dark mode","content":"For reports, please.","category_id":11}`, string(out.Send[0].Request.Body))
	require.Contains(t, out.Send[0].Request.Header, api.Header{Name: core.IdempotencyKeyHeader, Value: "k1"})
	require.Contains(t, out.Send[0].Request.Header, api.Header{Name: core.VisitorHeader, Value: portal.Visitor})

	created := result[core.CreateResult](t, core.Widget(), "feedback.create", &core.CreateArgs{Portal: portal, Draft: draft, Key: "k1"}, answer(t, "useresponse/testdata/objects-create.json"))
	require.NotZero(t, created.Post.ID)
}

func TestADraftWithProblemsIsNotSent(t *testing.T) {
	out := step(t, core.Widget(), "feedback.create", &core.CreateArgs{Portal: portal, Key: "k1"}, 0)
	require.Empty(t, out.Send)
	require.Equal(t, api.Invalid, out.Failure.Kind)
	require.Len(t, out.Failure.Fields, 3)
}

func TestAVoteIsReadBack(t *testing.T) {
	voted := result[core.VoteResult](t, core.Widget(), "feedback.vote", &core.VoteArgs{Portal: portal, ID: 41, Vote: "down"}, answer(t, "useresponse/testdata/objects-votes-toggle.json"))
	require.Equal(t, helpdesk.Vote("down"), voted.Votes.Mine)
	require.EqualValues(t, 11, voted.Votes.Count)
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
			a := result[core.AddressResult](t, core.Sidebar(), "account.address", &core.AddressArgs{System: test.system, Input: test.input})
			require.Equal(t, test.address, a.Address)
			require.Equal(t, test.pattern, a.Pattern)
			require.Equal(t, test.warns, a.Warning != "")
		})
	}
}

func TestBadInputNamesItsField(t *testing.T) {
	account := func(change func(*core.Account)) *core.CheckArgs {
		a := core.CheckArgs{Account: useResponse}
		change(&a.Account)
		return &a
	}
	for _, test := range []struct {
		name, op, field string
		args            marshaler
	}{
		{"no key", "account.check", "key", account(func(a *core.Account) { a.Key = " " })},
		{"a key with a line break", "account.check", "key", account(func(a *core.Account) { a.Key = "a\r\nX-Header: b" })},
		{"no address", "account.check", "address", account(func(a *core.Account) { a.Address = "" })},
		{"no system", "account.check", "system", account(func(a *core.Account) { a.System = "other" })},
		{"no account", "tickets.list", "accounts", &core.ListArgs{}},
		{"a query with a typing error", "tickets.list", "query", &core.ListArgs{Accounts: []core.Account{useResponse}, Query: "statsu:open"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			out := step(t, core.Sidebar(), test.op, test.args, 0)
			require.NotNil(t, out.Failure)
			require.Equal(t, api.Invalid, out.Failure.Kind)
			require.Equal(t, test.field, out.Failure.Fields[0].Field)
			require.Equal(t, out.Failure.Fields[0].Message, out.Failure.Sentence)
		})
	}
}

func TestACallThatBreaksARuleIsNotSent(t *testing.T) {
	for _, account := range []core.Account{useResponse, usedesk} {
		out := step(t, core.Sidebar(), "ticket.get", &core.TicketArgs{Account: account, ID: -1}, 0)
		require.Empty(t, out.Send)
		require.NotNil(t, out.Failure, "%s", account.System)
		require.Equal(t, api.Invalid, out.Failure.Kind)
		require.NotEmpty(t, out.Failure.Fields)
	}
}

func TestNothingThatCallsItStopsTheCore(t *testing.T) {
	for _, table := range tables {
		for op := -1; op <= len(table); op++ {
			for _, input := range [][]byte{nil, {}, {0xc1}, []byte("garbage"), {0x81, 0xa4, 'a', 'r', 'g', 's', 0xc0}, {0xdf, 0xff, 0xff, 0xff, 0xff}} {
				var out core.Outcome
				_, err := out.UnmarshalMsg(table.Call(op, input))
				require.NoError(t, err)
				require.True(t, out.Failure != nil || out.Send != nil || len(out.Result) > 0)
			}
		}
	}
}

func FuzzCall(f *testing.F) {
	for _, c := range cases(f) {
		f.Add(c.index, c.input)
	}
	f.Fuzz(func(t *testing.T, op int, input []byte) {
		for _, table := range tables {
			var out core.Outcome
			_, err := out.UnmarshalMsg(table.Call(op, input))
			require.NoError(t, err)
		}
	})
}
