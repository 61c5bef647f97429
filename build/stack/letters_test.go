package stack_test

import (
	"bytes"
	"database/sql"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/build/stack"
	"deskside/shared/api"
	"deskside/shared/edge"
)

// kept is the file of an edge whose helpdesk refuses what it is given, and asks to be
// left alone for votes.
func kept(t *testing.T) (path string, db *sql.DB) {
	path = filepath.Join(t.TempDir(), "edge.db")
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=busy_timeout(10000)&_pragma=journal_mode(wal)")
	require.NoError(t, err)
	t.Cleanup(func() { db.Close() })
	desk := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		status := http.StatusForbidden
		if r.Method == http.MethodGet {
			status = http.StatusTooManyRequests
		}
		w.WriteHeader(status)
	}))
	t.Cleanup(desk.Close)
	base, err := api.ParseBase(desk.URL)
	require.NoError(t, err)
	e, err := edge.New(edge.Config{Upstream: base, Key: "key-of-the-helpdesk", Doer: desk.Client(), Store: db})
	require.NoError(t, err)
	for path, body := range map[string]string{
		"/api/7.0/objects.json": `{"object_type": "idea", "title": "Dark mode", "content": "At night.\nPlease."}`, "/api/7.0/objects/5/votes/toggle.json?value=down": "{}",
	} {
		r := httptest.NewRequest("POST", path, strings.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Deskside-Visitor", "visitor-anna-0000001")
		e.ServeHTTP(httptest.NewRecorder(), r)
	}
	return path, db
}

func letters(t *testing.T, args ...string) (said string, err error) {
	t.Setenv("LC_ALL", "en")
	var out, errs bytes.Buffer
	err = stack.EdgeCommand(t.Context(), "", append([]string{"dead-letters"}, args...), &out, &errs)
	require.NotContains(t, out.String()+errs.String(), "visitor-anna")
	return out.String(), err
}

var id = regexp.MustCompile(`[0-9a-f]{32}`)

func TestDeadLettersAreListedShownSentAgainAndDiscarded(t *testing.T) {
	path, db := kept(t)
	list, err := letters(t, "--db", path)
	require.NoError(t, err)
	require.Regexp(t, `(?s)^[0-9a-f]{32}  Refused  Post, came .* UTC\n    Dark mode\n    This site does not allow that\.\n[0-9a-f]{32}  Waiting  Vote on 5, .*\n    Against it\n$`, list)
	post := id.FindString(list)
	shown, err := letters(t, "show", post, "--db", path)
	require.NoError(t, err)
	require.Contains(t, shown, "At night.\nPlease.")

	said, err := letters(t, "retry", post, "--db", path)
	require.NoError(t, err)
	require.Contains(t, said, "as soon as the helpdesk takes it")
	list, err = letters(t, "list", "--db", path)
	require.NoError(t, err)
	require.Contains(t, list, post+"  Waiting")

	_, err = db.Exec(`UPDATE entry SET state = 'uncertain' WHERE id = ?`, post)
	require.NoError(t, err)
	_, err = letters(t, "retry", post, "--db", path)
	require.ErrorContains(t, err, "--not-there")
	_, err = letters(t, "retry", post, "--not-there", "--db", path)
	require.NoError(t, err)

	_, err = letters(t, "discard", post, "--db", path)
	require.NoError(t, err)
	_, err = letters(t, "show", post, "--db", path)
	require.Error(t, err, "it is forgotten")
	var state, body string
	require.NoError(t, db.QueryRow(`SELECT state, body FROM entry WHERE id = ?`, post).Scan(&state, &body))
	require.Equal(t, []string{"refused", ""}, []string{state, body})
}

func TestStatementsForD1DoTheSame(t *testing.T) {
	path, db := kept(t)
	list, err := letters(t, "--db", path)
	require.NoError(t, err)
	post := id.FindString(list)
	query := func(args ...string) []string {
		sql, err := letters(t, append([]string{"--sql"}, args...)...)
		require.NoError(t, err)
		require.NotContains(t, sql, "?")
		rows, err := db.Query(sql)
		require.NoError(t, err, sql)
		defer rows.Close()
		columns, err := rows.Columns()
		require.NoError(t, err)
		var ids []string
		for rows.Next() {
			cells := make([]any, len(columns))
			for i := range cells {
				cells[i] = new(any)
			}
			require.NoError(t, rows.Scan(cells...))
			ids = append(ids, (*cells[0].(*any)).(string))
		}
		require.NoError(t, rows.Err())
		return ids
	}
	state := func() (state string) {
		require.NoError(t, db.QueryRow(`SELECT state FROM entry WHERE id = ?`, post).Scan(&state))
		return state
	}
	require.Len(t, query("list"), 2)
	require.Equal(t, []string{post}, query("show", post))
	query("retry", post)
	require.Equal(t, "waiting", state())
	_, err = db.Exec(`UPDATE entry SET state = 'uncertain'`)
	require.NoError(t, err)
	query("retry", post)
	require.Equal(t, "uncertain", state())
	query("retry", post, "--not-there")
	require.Equal(t, "waiting", state())
	query("discard", post)
	require.Len(t, query("list"), 1)
}

func TestDeadLettersSayWhatTheyTake(t *testing.T) {
	path, _ := kept(t)
	for _, args := range [][]string{{}, {"--db", path, "list", "0"}, {"--db", path, "show"}, {"--db", path, "burn", "00"}, {"--db", path, "show", "'; DROP TABLE entry"}, {"--sql", "retry", "x' OR 1"}} {
		_, err := letters(t, args...)
		require.ErrorContains(t, err, "usage: edge dead-letters", args)
	}
	_, err := letters(t, "--db", path+".none")
	require.ErrorContains(t, err, "no such file")
}
