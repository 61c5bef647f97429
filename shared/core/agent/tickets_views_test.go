package agent_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/core/agent"
	"deskside/shared/core/coretest"
	"deskside/shared/filter/view"
	"deskside/shared/helpdesk"
)

func TestTheFirstViewTellsTheCountsOfThoseWithinIt(t *testing.T) {
	names := []helpdesk.Directory{{System: usedesk.System, Account: usedesk.ID, Me: 7}}
	for _, c := range []struct {
		name        string
		query       string
		directories []helpdesk.Directory
		rows        int
		views       []agent.ViewCount
	}{
		{"where it is known whose key it is", "status:active", names, 0, []agent.ViewCount{
			{View: "active", Rows: 2}, {View: "new", Rows: 1}, {View: "mine"}, {View: "unassigned", Rows: 1}, {View: "overdue"},
			{View: "open", Rows: 1}, {View: "pending"}, {View: "hold"}}},
		{"where it is not, Mine is not counted", "status:active", nil, 0, []agent.ViewCount{
			{View: "active", Rows: 2}, {View: "new", Rows: 1}, {View: "unassigned", Rows: 1}, {View: "overdue"},
			{View: "open", Rows: 1}, {View: "pending"}, {View: "hold"}}},
		{"where there are more, a count is the least there is", "status:active", nil, 1, []agent.ViewCount{
			{View: "active", Rows: 1, Least: true}, {View: "new", Least: true}, {View: "unassigned", Least: true}, {View: "overdue", Least: true},
			{View: "open", Rows: 1, Least: true}, {View: "pending", Least: true}, {View: "hold", Least: true}}},
		{"another view tells its own alone", "status:new", nil, 0, []agent.ViewCount{{View: "new", Rows: 1}}},
		{"a query that is no view tells nothing", "status:new invoice", nil, 0, nil},
	} {
		args := &agent.ListArgs{Accounts: []agent.Account{usedesk}, Query: c.query, Directories: c.directories, Rows: c.rows}
		h := coretest.NewHost(pages(t))
		list := coretest.Read[agent.ListResult](t, h.Run(t, agent.Table(), "tickets.list", args))
		require.Equal(t, c.views, list.Views, c.name)
	}
}

func TestWhatTheFirstViewSelectsHoldsEveryViewWithinIt(t *testing.T) {
	first := view.Standing()[0]
	seen := map[string]bool{}
	for _, v := range view.Standing() {
		require.False(t, seen[v.ID], v.ID)
		seen[v.ID] = true
		if v.Within && v.ID != first.ID {
			require.Regexp(t, `^status:(active|new|open|pending|hold)\b`, v.Query, v.ID)
		}
	}
}

func TestRowsOfAnAccountThatIsSilentStayWhereTheyBelong(t *testing.T) {
	row := func(account string, id, updated int64) agent.Row {
		return agent.Row{Key: account + "/" + string(rune('0'+id)), Account: account, ID: id, Updated: updated}
	}
	newer := []agent.Row{row("a", 1, 90), row("a", 2, 40)}
	before := []agent.Row{row("b", 1, 80), row("a", 2, 40), row("b", 2, 30), row("c", 1, 20)}
	keys := func(rows []agent.Row) (out []string) {
		for i := range rows {
			out = append(out, rows[i].Key)
		}
		return out
	}
	for _, c := range []struct {
		name string
		args agent.KeepArgs
		keys []string
		old  []agent.Source
	}{
		{"among the others by their last change", agent.KeepArgs{Query: "status:active", Silent: []string{"b"}},
			[]string{"a/1", "b/1", "a/2", "b/2"}, []agent.Source{{Account: "b", At: 500}}},
		{"after the others in an order that rows do not tell", agent.KeepArgs{Query: "status:active sort:created-asc", Silent: []string{"b"}},
			[]string{"a/1", "a/2", "b/1", "b/2"}, []agent.Source{{Account: "b", At: 500}}},
		{"as old as they were when it has been silent before", agent.KeepArgs{Silent: []string{"b", "c"}, Old: []agent.Source{{Account: "c", At: 300}}},
			[]string{"a/1", "b/1", "a/2", "b/2", "c/1"}, []agent.Source{{Account: "b", At: 500}, {Account: "c", At: 300}}},
		{"and there are none of one that had none", agent.KeepArgs{Silent: []string{"d"}}, []string{"a/1", "a/2"}, nil},
	} {
		c.args.Rows, c.args.Before, c.args.BeforeAt = newer, before, 500
		kept := coretest.Result[agent.KeepResult](t, agent.Table(), "tickets.keep", &c.args)
		require.Equal(t, c.keys, keys(kept.Rows), c.name)
		require.Equal(t, c.old, kept.Old, c.name)
	}
}
