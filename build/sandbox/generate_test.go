package sandbox

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/build/sandbox/useresponse"
	"deskside/build/sandbox/world"
)

// begin gives a transaction to look into the tables with.
func begin(t *testing.T, server *Server) *sql.Tx {
	t.Helper()
	tx, err := server.host.World.DB.BeginTx(t.Context(), nil)
	require.NoError(t, err)
	t.Cleanup(func() { _ = tx.Rollback() })
	return tx
}

// dump writes every row of every table.
func dump(t *testing.T, server *Server) string {
	t.Helper()
	tx, err := server.host.World.DB.BeginTx(t.Context(), nil)
	require.NoError(t, err)
	defer tx.Rollback()
	tables, err := world.Column[string](t.Context(), tx, `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`)
	require.NoError(t, err)
	var out strings.Builder
	for _, table := range tables {
		found, err := tx.QueryContext(t.Context(), "SELECT * FROM "+table+" ORDER BY 1, 2")
		require.NoError(t, err)
		names, err := found.Columns()
		require.NoError(t, err)
		for found.Next() {
			values, to := make([]any, len(names)), make([]any, len(names))
			for i := range values {
				to[i] = &values[i]
			}
			require.NoError(t, found.Scan(to...))
			fmt.Fprintln(&out, table, values)
		}
		require.NoError(t, found.Close())
	}
	return out.String()
}

func TestTheSameSeedGivesTheSameData(t *testing.T) {
	first, second, third := start(t), start(t), start(t, func(o *Options) { o.Seed = 2 })
	require.True(t, dump(t, first.server) == dump(t, second.server))
	require.False(t, dump(t, first.server) == dump(t, third.server))
	require.Equal(t, "sandbox-agent-key", first.Keys.Agent)
	require.Equal(t, "sandbox-agent-key-2", third.Keys.Agent)
	require.Equal(t, 200, third.agent("GET", "me.json", nil).status)
	require.Equal(t, 200, third.usedesk("channels", nil).status)
}

func TestEverySeedGivesData(t *testing.T) {
	for seed := uint64(3); seed < 9; seed++ {
		server, err := Open(t.Context(), Options{Seed: seed, Now: (&clock{noon}).Now})
		require.NoError(t, err, "seed %d", seed)
		require.NoError(t, server.Close())
	}
}

func TestARestartKeepsTheData(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a folder", "sandbox 1.db")
	_, err := Open(context.Background(), Options{Path: path})
	require.Error(t, err, "the folder does not exist")

	path = filepath.Join(t.TempDir(), "sandbox 1?.db")
	first := start(t, func(o *Options) { o.Path, o.Seed = path, 7 })
	made := success[useresponse.ObjectAnswer](first.agent("POST", "objects.json", map[string]any{"ownership": "feedback", "object_type": "idea", "title": "Kept", "content": "B"}))
	before := dump(t, first.server)
	require.NoError(t, first.server.Close())

	second := start(t, func(o *Options) { o.Path, o.Seed = path, 1 })
	require.Equal(t, before, dump(t, second.server))
	require.Equal(t, "sandbox-agent-key-7", second.Keys.Agent, "the file knows its seed")
	require.Equal(t, "Kept", plainly[useresponse.ObjectAnswer](second.agent("GET", fmt.Sprintf("objects/%d.json", made.ID), nil)).Title)
}

func TestAFileOfAnotherVersionIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "old.db")
	h := start(t, func(o *Options) { o.Path = path })
	_, err := h.server.host.World.DB.Exec(`UPDATE meta SET value = '0' WHERE name = 'schema'`)
	require.NoError(t, err)
	require.NoError(t, h.server.Close())
	_, err = Open(context.Background(), Options{Path: path})
	require.ErrorIs(t, err, ErrOutdated)
}

func TestTheDataLooksLikeAHelpdesk(t *testing.T) {
	h := start(t)
	tx := begin(t, h.server)
	count := func(query string) int {
		t.Helper()
		number, _, err := world.One[int](t.Context(), tx, query)
		require.NoError(t, err)
		return number
	}
	require.Equal(t, world.FeedbackCount, count(`SELECT count(*) FROM ur_object WHERE ownership = 'feedback'`))
	require.Equal(t, world.TicketCount, count(`SELECT count(*) FROM ur_object WHERE ownership = 'helpdesk'`))
	require.GreaterOrEqual(t, count(`SELECT count(DISTINCT language) FROM ur_object`), 12)
	require.Zero(t, count(`SELECT count(*) - count(DISTINCT title) FROM ur_object`), "no title twice")
	require.Zero(t, count(fmt.Sprintf(`SELECT count(*) FROM ur_object WHERE created_at > %[1]d OR activity_at > %[1]d OR completed_at > %[1]d`, noon.Unix())), "nothing from the future")
	require.Zero(t, count(fmt.Sprintf(`SELECT count(*) FROM ud_comment WHERE published_at > %d`, noon.Unix())))
	require.Zero(t, count(`SELECT count(*) FROM ur_comment m JOIN ur_object o ON o.id = m.object_id WHERE m.created_at < o.created_at`), "no answer before its question")
	require.Zero(t, count(`SELECT count(*) FROM ur_object a JOIN ur_object b ON b.id > a.id AND a.ownership = b.ownership AND b.created_at < a.created_at`), "ids rise with time")
	require.Greater(t, count(fmt.Sprintf(`SELECT count(*) FROM ur_object WHERE created_at > %d`, noon.Unix()-3600*24)), 5, "something of today")
	overdue := count(fmt.Sprintf(`SELECT count(*) FROM ud_sla WHERE due_at < %d`, noon.Unix()))
	soon := count(fmt.Sprintf(`SELECT count(*) FROM ud_sla WHERE due_at BETWEEN %d AND %d`, noon.Unix(), noon.Unix()+3*3600))
	require.Greater(t, overdue, 3)
	require.Greater(t, soon, 3)

	votes, err := world.Column[int](t.Context(), tx, `SELECT count(*) FROM ur_vote GROUP BY object_id ORDER BY 1 DESC`)
	require.NoError(t, err)
	require.Greater(t, votes[0], 200)
	require.Less(t, votes[len(votes)/2], 10, "half of the objects have a handful of votes")
	for _, table := range []string{"ur_attachment", "ur_link", "ur_recipient", "ur_change", "ur_comment_vote", "ud_file", "ud_change"} {
		require.NotZero(t, count(`SELECT count(*) FROM `+table), table)
	}
}
