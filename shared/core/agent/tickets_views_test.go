package agent_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/core/agent"
	"deskside/shared/core/agent/agenttest"
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
		views       []agent.ViewCount
	}{
		{"where it is known whose key it is", "status:active", names, []agent.ViewCount{
			{View: "active", Rows: 2}, {View: "new", Rows: 1}, {View: "mine"}, {View: "unassigned", Rows: 1}, {View: "overdue"},
			{View: "open", Rows: 1}, {View: "pending"}, {View: "hold"}}},
		{"where it is not, Mine is not counted", "status:active", nil, []agent.ViewCount{
			{View: "active", Rows: 2}, {View: "new", Rows: 1}, {View: "unassigned", Rows: 1}, {View: "overdue"},
			{View: "open", Rows: 1}, {View: "pending"}, {View: "hold"}}},
		{"another view tells its own alone", "status:new", nil, []agent.ViewCount{{View: "new", Rows: 1}}},
		{"a query that is no view tells nothing", "status:new invoice", nil, nil},
	} {
		list := agenttest.Open(t, coretest.NewHost(pages(t)), agent.Table(), agenttest.List{Accounts: []agent.Account{usedesk}, Query: c.query, Directories: c.directories})
		require.Equal(t, c.views, list.Joined.Views, c.name)
	}
}

func TestTheFirstViewTellsTheCountsOfSavedOnesOfWhichListsTellAll(t *testing.T) {
	names := []helpdesk.Directory{{System: usedesk.System, Account: usedesk.ID}}
	for _, c := range []struct {
		name, query, view string
		counted           bool
	}{
		{"one within it", "status:active", "status:new,open assignee:none", true},
		{"one whose tickets need not wait", "status:active", "assignee:none", false},
		{"one that asks for what does not wait as well", "status:active", "status:open,closed", false},
		{"one that searches, which helpdesks do in comments as well", "status:active", "status:active invoice", false},
		{"one that depends on whose key it is", "status:active", "status:active assignee:me", false},
		{"the one that is asked for, whatever it asks", "invoice", "invoice", true},
	} {
		list := agenttest.Open(t, coretest.NewHost(pages(t)), agent.Table(), agenttest.List{Accounts: []agent.Account{usedesk}, Query: c.query, Directories: names, Views: []string{c.view}})
		counted := slices.ContainsFunc(list.Joined.Views, func(v agent.ViewCount) bool { return v.View == c.view })
		require.Equal(t, c.counted, counted, c.name)
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
