package edge_test

import (
	"database/sql"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"deskside/shared/edge"
	"deskside/shared/edge/letters"
)

// copied is a copy of a site's store as it is now, which is being worked with.
func (s *site) copied() *sql.DB {
	s.t.Helper()
	path := filepath.Join(s.t.TempDir(), "copy.db")
	_, err := s.db.Exec(`VACUUM INTO ?`, path)
	require.NoError(s.t, err)
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=busy_timeout(10000)")
	require.NoError(s.t, err)
	s.t.Cleanup(func() { db.Close() })
	return db
}

func TestACopyThatIsPutInThePlaceOfALaterStoreSendsNothingTwice(t *testing.T) {
	s := newSite(t, quickly)
	kept := s.keep(3)
	db := s.copied()
	// After the copy was made two of them arrive.
	s.helpdesk.set(func(h *fakeHelpdesk) {
		left := 2
		h.fail = func(w http.ResponseWriter, r *http.Request) bool {
			if r.Method == http.MethodPost && strings.HasPrefix(r.URL.Path, "/api/") && strings.Contains(r.URL.Path, "objects.json") {
				if left--; left < 0 {
					return down(w, r)
				}
			}
			return false
		}
	})
	s.later(2 * time.Minute)
	arrived := s.helpdesk.count()
	s.helpdesk.set(func(h *fakeHelpdesk) { h.fail = nil })

	again := newSite(t, quickly, func(c *edge.Config) { c.Store, c.Upstream, c.Doer, c.Now = db, s.upstream, s.server.Client(), s.clock })
	again.helpdesk, again.upstream = s.helpdesk, s.upstream
	entries, err := edge.NewOperator(db, nil, s.clock).Restored(t.Context())
	require.NoError(t, err)
	require.EqualValues(t, 3, entries)
	for range 60 {
		s.pass(time.Minute)
		again.deliver()
	}
	states := []string{}
	for _, k := range kept {
		states = append(states, again.stands(k.URL).State)
	}
	slices.Sort(states)
	require.Equal(t, []string{"delivered", "delivered"}, states[:2], "they were found")
	require.Equal(t, 0, s.helpdesk.count()-arrived-boolean(states[2] == "delivered"), "nothing is there twice")
}

func boolean(is bool) int {
	if is {
		return 1
	}
	return 0
}

const berta = "visitor-berta-000001"

// everything is all that a store holds, as text.
func everything(t *testing.T, db *sql.DB) (all string) {
	for _, table := range texts(t, db, `SELECT name FROM sqlite_master WHERE type = 'table'`) {
		all += strings.Join(texts(t, db, `SELECT * FROM `+strings.Trim(table, "[]")), "\n")
	}
	return all
}

func TestAPersonIsExportedAndErased(t *testing.T) {
	s := newSite(t, quickly)
	s.vote(anna, "up", 1)
	s.vote(berta, "up", 1)
	picture := s.upload(anna, "holiday.png", "\x89PNG\r\n\x1a\nand more")
	s.helpdesk.set(func(h *fakeHelpdesk) { h.fail = down })
	stays(t, s.createAs(anna, draftKey, idea))
	stays(t, s.createAs(berta, "draft-of-berta-01", strings.Replace(idea, "charts", "tables", 1)))
	s.helpdesk.set(func(h *fakeHelpdesk) { h.fail = nil })
	operator := edge.NewOperator(s.db, nil, s.clock)

	rows, err := operator.Person(t.Context(), anna)
	require.NoError(t, err)
	held := map[string]int{}
	for i, part := range letters.Parts() {
		held[part.Table] = len(rows[i])
		for _, row := range rows[i] {
			require.Len(t, row, len(part.Columns))
		}
	}
	require.Equal(t, 1, held["file"])
	require.Equal(t, 1, held["vote"])
	require.GreaterOrEqual(t, held["entry"], 1)

	require.Contains(t, everything(t, s.db), anna)
	changed, err := operator.Erase(t.Context(), anna)
	require.NoError(t, err)
	require.Positive(t, changed)
	for range 2 {
		s.pass(time.Hour)
		s.deliver()
	}
	for _, gone := range []string{anna, "holiday.png", "Dark mode for charts", picture} {
		require.NotContains(t, everything(t, s.db), gone)
	}
	require.Contains(t, everything(t, s.db), berta)
	require.EqualValues(t, 2+10, s.sees("visitor-else-0000001", 1).All, "votes are counted as before")
	changed, err = operator.Erase(t.Context(), anna)
	require.NoError(t, err)
	require.Zero(t, changed)
}

func TestWhatIsSomebodysIsPartOfAnExport(t *testing.T) {
	s := newSite(t)
	s.ask("GET", "/readyz", "")
	var tables []string
	for _, part := range letters.Parts() {
		tables = append(tables, "["+part.Table+"]")
	}
	somebodys := texts(t, s.db, `SELECT DISTINCT t.name FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND c.name IN ('visitor', 'email', 'person')`)
	require.ElementsMatch(t, somebodys, tables, "a table with what is somebody's is exported and erased, too: see package letters")
}
