package writing_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
	"deskside/shared/core"
	"deskside/shared/core/coretest"
	"deskside/shared/core/customer"
	"deskside/shared/core/writing"
	"deskside/shared/feedback/similar"
	"deskside/shared/helpdesk"
)

func TestTheNewestSnapshotIsFound(t *testing.T) {
	for name, test := range map[string]struct {
		answer *api.Response
		want   writing.SnapshotResult
	}{
		"an edge tells of one": {coretest.Status(200, `{"success":{"hash":"0123456789abcdef0123456789abcdef","madeAtPosix":1800000000}}`),
			writing.SnapshotResult{URL: "https://edge.example.test/api/7.0/similar/0123456789abcdef0123456789abcdef.gz", Made: 1_800_000_000_000}},
		"there is none yet": {coretest.Status(404, `{"error":{"code":404,"message":"There is nothing here."}}`), writing.SnapshotResult{}},
	} {
		t.Run(name, func(t *testing.T) {
			args, err := (&writing.SnapshotArgs{Portal: portal}).MarshalMsg(nil)
			require.NoError(t, err)
			input, err := (&core.Input{Args: args, Now: coretest.Now}).MarshalMsg(nil)
			require.NoError(t, err)
			out := coretest.Call(t, writing.Table(), "similar.snapshot", input)
			require.Len(t, out.Send, 1)
			input, err = (&core.Input{Args: args, Now: coretest.Now, Run: out.Run, Limits: out.Limits, Responses: []*api.Response{test.answer}}).MarshalMsg(nil)
			require.NoError(t, err)
			require.Equal(t, test.want, coretest.Read[writing.SnapshotResult](t, coretest.Call(t, writing.Table(), "similar.snapshot", input)))
		})
	}
}

func TestWhatIsNearIsFoundInWhatTheHostHolds(t *testing.T) {
	snapshot, err := similar.New([]similar.Post{
		{ID: 7, Type: helpdesk.Idea, Title: "Dark mode", Votes: 12, Open: true, Down: true, Status: helpdesk.Status{Title: "Planned", State: helpdesk.Open}}, {ID: 8, Title: "Kanban board"},
	}, 10).MarshalMsg(nil)
	require.NoError(t, err)
	near := func(title string, held []byte) core.Outcome {
		args, err := (&writing.NearArgs{Held: 3, Title: title, Type: helpdesk.Idea}).MarshalMsg(nil)
		require.NoError(t, err)
		input, err := (&core.Input{Args: args, Now: coretest.Now}).MarshalMsg(nil)
		require.NoError(t, err)
		table := writing.Table()
		op := slices.IndexFunc(table, func(o core.Operation) bool { return o.Name == "similar.near" })
		var out core.Outcome
		_, err = out.UnmarshalMsg(table.CallWith(func(number uint32) []byte {
			if number == 3 {
				return held
			}
			return nil
		}, op, input))
		require.NoError(t, err)
		return out
	}
	require.Equal(t, []customer.PostRow{{ID: 7, Type: helpdesk.Idea, Title: "Dark mode", Status: helpdesk.Status{Title: "Planned", State: helpdesk.Open}, Votes: helpdesk.Votes{Count: 12, Open: true, Down: true}}},
		coretest.Read[customer.PostsResult](t, near("dark modes", snapshot)).Posts)
	require.Empty(t, coretest.Read[customer.PostsResult](t, near("da", snapshot)).Posts, "too little is written")
	require.NotNil(t, near("dark mode", snapshot[:20]).Failure)
	require.NotNil(t, near("dark mode", nil).Failure)
}
