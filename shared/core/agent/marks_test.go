package agent_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/core/agent"
	"deskside/shared/core/agent/agenttest"
	"deskside/shared/core/coretest"
	"deskside/shared/filter/mark"
)

// changed asks for marks after a change.
func changed(t *testing.T, before mark.Marks, what agent.MarkChange, until int64, rows ...agent.MarkRow) agent.ChangeMarksResult {
	t.Helper()
	return coretest.Held[agent.ChangeMarksResult](t, nil, agent.Table(), "marks.change", &agent.ChangeMarksArgs{Marks: before, What: what, Rows: rows, Until: until})
}

func TestMarksFindWhatIsUnreadAndHideWhatSleeps(t *testing.T) {
	h := coretest.NewHost(pages(t))
	list := agenttest.Open(t, h, agent.Table(), agenttest.List{Accounts: both})
	require.Len(t, list.Rows, 5)
	rows := make([]agent.MarkRow, len(list.Rows))
	for i, row := range list.Rows {
		rows[i] = agent.MarkRow{Key: row.Key, Updated: row.Updated}
	}
	first := changed(t, mark.Marks{}, agent.NoChange, 0)
	require.NotZero(t, first.Marks.First, "the first look is noted")
	marks := changed(t, first.Marks, agent.Unseen, 0, rows[0], rows[1]).Marks
	marks = changed(t, marks, agent.Seen, 0, rows[1]).Marks
	last := changed(t, marks, agent.Snooze, 0, rows[2])
	holding := map[uint32][]byte{1: list.Joined.Table, 2: last.Lent}
	read := coretest.Held[agent.ReadMarksResult](t, holding, agent.Table(), "marks.read", &agent.ReadMarksArgs{Marks: 2, Rows: rows})
	require.Equal(t, []string{rows[0].Key}, read.Unread)
	require.Equal(t, []string{rows[2].Key}, read.Asleep)
	require.Equal(t, read.Asleep, read.Hidden)
	asked := coretest.Held[agent.ReadMarksResult](t, holding, agent.Table(), "marks.read", &agent.ReadMarksArgs{Marks: 2, Query: "is:snoozed", Rows: rows})
	require.Empty(t, asked.Hidden, "what is asked for is shown")
	for query, want := range map[string][]string{
		"": {rows[0].Key, rows[1].Key, rows[3].Key, rows[4].Key}, "is:unread": {rows[0].Key}, "is:snoozed": {rows[2].Key}, "is:unread,snoozed": {rows[0].Key, rows[2].Key},
	} {
		group := coretest.Held[agent.GroupResult](t, holding, agent.Table(), "tickets.group", &agent.GroupArgs{Accounts: both, Directories: names, Query: query, Table: 1, Marks: 2})
		require.ElementsMatch(t, want, group.Keys, query)
	}
	awake := changed(t, last.Marks, agent.Wake, 0, rows[2])
	require.Empty(t, awake.Marks.Asleep)
}

func TestMarksThatAreNoneAreRefused(t *testing.T) {
	out := coretest.HeldStep(t, map[uint32][]byte{1: []byte("no marks")}, agent.Table(), "marks.read", &agent.ReadMarksArgs{Marks: 1})
	require.Equal(t, "marks", out.Failure.Fields[0].Field)
}
