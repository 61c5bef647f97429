package agent_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
	"deskside/shared/core/agent"
	"deskside/shared/core/agent/agenttest"
	"deskside/shared/core/coretest"
	"deskside/shared/filter"
	"deskside/shared/helpdesk"
	"deskside/shared/words/print"
)

var (
	both  = []agent.Account{useResponse, usedesk}
	names = []helpdesk.Directory{{
		System: helpdesk.Usedesk, Account: "ud", Me: 17063,
		Agents: []helpdesk.Person{{ID: 17063, Name: "Ann Lee"}}, Groups: []helpdesk.Entry{{ID: 6216, Name: "Billing"}},
	}}
)

func TestAListIsAskedForByTheNamesThatAnAccountUses(t *testing.T) {
	out := coretest.Step(t, agent.Table(), "tickets.read", &agent.ReadArgs{Account: usedesk, Query: `assignee:me group:billing status:open`, Directories: names}, 0)
	require.Nil(t, out.Failure)
	body := string(out.Send[0].Request.Body)
	require.Contains(t, body, "17063")
	require.Contains(t, body, "6216")
	require.Contains(t, body, `"fstatus":"1"`)
}

func TestAListSaysWhatAnAccountDoesNotKnow(t *testing.T) {
	h := coretest.NewHost(pages(t))
	list := agenttest.Open(t, h, agent.Table(), agenttest.List{Accounts: []agent.Account{usedesk}, Query: "group:sales", Directories: names})
	require.Empty(t, list.Rows)
	require.Empty(t, h.Sent, "what selects nothing is not asked for")
	require.Contains(t, print.In("en").Say(list.Notes["ud"][0]), "sales")
}

func TestWhatNoServerCanDoIsDoneHere(t *testing.T) {
	h := coretest.NewHost(pages(t))
	list := agenttest.Open(t, h, agent.Table(), agenttest.List{Accounts: []agent.Account{usedesk}, Query: "-tag:важное sort:id", Directories: names})
	require.NotEmpty(t, list.Rows)
	for i, row := range list.Rows {
		require.NotContains(t, row.Tags, "важное")
		require.True(t, i == 0 || list.Rows[i-1].ID < row.ID)
	}
}

func TestAKeptListIsSelectedFromWithoutAskingAnybody(t *testing.T) {
	h := coretest.NewHost(pages(t))
	list := agenttest.Open(t, h, agent.Table(), agenttest.List{Accounts: both})
	require.Len(t, list.Rows, 5)
	kept := agent.GroupArgs{Accounts: both, Table: 7}
	holding := map[uint32][]byte{7: list.Joined.Table}

	all := coretest.Held[agent.GroupResult](t, holding, agent.Table(), "tickets.group", &kept)
	var keys []string
	for _, row := range list.Rows {
		keys = append(keys, row.Key)
	}
	require.Equal(t, keys, all.Keys, "the same order as the list")
	require.Equal(t, []agent.Count{{State: "new", Rows: 1}, {State: "open", Rows: 2}, {State: "hold", Rows: 1}, {State: "merged", Rows: 1}}, all.Counts)

	kept.Query = "in:usedesk status:open,new sort:id"
	some := coretest.Held[agent.GroupResult](t, holding, agent.Table(), "tickets.group", &kept)
	require.Equal(t, []string{"ud/2992790", "ud/2992803"}, some.Keys)

	kept.Query = "письмо"
	require.Equal(t, []string{"ud/2992803"}, coretest.Held[agent.GroupResult](t, holding, agent.Table(), "tickets.group", &kept).Keys)

	kept.Query, kept.GroupBy, kept.Rows = "", "source", 2
	grouped := coretest.Held[agent.GroupResult](t, holding, agent.Table(), "tickets.group", &kept)
	require.Len(t, grouped.Keys, 2)
	require.Equal(t, 5, grouped.Selected)
	selected, shown := 0, 0
	for _, g := range grouped.Groups {
		selected += g.Selected
		shown += len(g.Keys)
		for _, k := range g.Keys {
			require.True(t, strings.HasPrefix(k, g.Word+"/"), "%s in the group of %s", k, g.Word)
		}
	}
	require.Equal(t, 5, selected)
	require.Equal(t, 2, shown)

	kept.Query = "status:opne in:usedesk"
	require.Equal(t, 3, coretest.Held[agent.GroupResult](t, holding, agent.Table(), "tickets.group", &kept).Selected, "what is not understood does not count yet")
}

func TestAKeptListThatIsNoneIsRefused(t *testing.T) {
	for _, number := range []uint32{1, 2} {
		out := coretest.HeldStep(t, map[uint32][]byte{1: []byte("not a table")}, agent.Table(), "tickets.select", &agent.SelectArgs{Accounts: both, Table: number})
		require.Equal(t, api.Invalid, out.Failure.Kind)
		require.Equal(t, "table", out.Failure.Fields[0].Field)
	}
}

func TestAKeyPressGivesTheNumbersOfTheRowsThatItSelects(t *testing.T) {
	h := coretest.NewHost(pages(t))
	list := agenttest.Open(t, h, agent.Table(), agenttest.List{Accounts: both})
	holding := map[uint32][]byte{3: list.Joined.Table}
	selected := func(query string) (keys []string) {
		got := coretest.Held[agent.SelectResult](t, holding, agent.Table(), "tickets.select", &agent.SelectArgs{Accounts: both, Directories: names, Query: query, Table: 3})
		for _, row := range list.Rows {
			if slices.Contains(got.Rows, row.Number) {
				keys = append(keys, row.Key)
			}
		}
		return keys
	}
	require.Len(t, selected(""), 5)
	require.Equal(t, []string{"ud/2992803"}, selected("письмо"))
	require.ElementsMatch(t, []string{"ud/2992790", "ud/2992803"}, selected("in:usedesk status:open,new"))
	require.Len(t, selected("in:usedesk status:opne"), 3, "what is not understood does not count yet")
	require.Empty(t, selected("nobody-wrote-this"))
}

func TestAQueryIsReadWithItsProblems(t *testing.T) {
	read := coretest.Result[agent.QueryResult](t, agent.Table(), "filter.read", &agent.QueryArgs{Query: "🙂 STATUS:opne Group:billing", Accounts: []agent.Account{usedesk}, Directories: names})
	require.Len(t, read.Problems, 1)
	require.Equal(t, "open", read.Problems[0].Nearest)
	require.Equal(t, "opne", string([]rune("🙂 STATUS:opne")[read.Problems[0].From-1:read.Problems[0].To-1]), "counted in UTF-16 units, of which the face has two")
	require.Equal(t, "🙂 group:billing", read.Query)
	require.Equal(t, "ud", read.Explained[0].Account)
	require.Contains(t, print.In("en").Say(read.Explained[0].Says[0]), "Usedesk: ")
}

func TestCompletionKnowsTheNamesOfAnAccount(t *testing.T) {
	items := coretest.Result[agent.CompleteResult](t, agent.Table(), "filter.complete", &agent.CompleteArgs{Query: "🙂 group:bi status:open", Caret: 11, Directories: names}).Items
	require.NotEmpty(t, items)
	first := items[0]
	require.Equal(t, filter.GroupItem, first.Kind)
	query := utf16.Encode([]rune("🙂 group:bi status:open"))
	completed := string(utf16.Decode(query[:first.From])) + first.Insert + string(utf16.Decode(query[first.To:]))
	require.Equal(t, "🙂 group:billing status:open", strings.ToLower(strings.Join(strings.Fields(completed), " ")))
	for _, caret := range []int{-5, 0, 1, 999} {
		coretest.Result[agent.CompleteResult](t, agent.Table(), "filter.complete", &agent.CompleteArgs{Query: "🙂", Caret: caret, Directories: names})
	}
}
