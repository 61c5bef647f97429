package faults_test

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"

	"github.com/stretchr/testify/require"
	_ "modernc.org/sqlite"
)

// truth is what is so at a helpdesk, by its own tables, and what of it an edge can
// know: which answers to it were lost.
type truth struct {
	*desk
	db *sql.DB

	// edge is the store of the edge.
	edge *sql.DB

	mu sync.Mutex
	// lost tells of each creation, by its number, whether an answer about it was lost,
	// or an edge ended that had it.
	lost map[int]bool
	// checked counts what was found to be true.
	checked map[string]int
}

func newTruth(d *desk, path, edge string) *truth {
	t := &truth{desk: d, lost: map[int]bool{}, checked: map[string]int{}}
	for at, db := range map[string]**sql.DB{"file:" + path + "?_pragma=busy_timeout(10000)": &t.db, edge: &t.edge} {
		var err error
		*db, err = sql.Open("sqlite", at)
		require.NoError(d.t, err)
		d.t.Cleanup(func() { (*db).Close() })
	}
	return t
}

// numberOf is the number of a creation, of whatever text holds it.
func numberOf(text string) (i int, ok bool) {
	_, after, found := strings.Cut(text, "number ")
	if !found {
		return 0, false
	}
	_, err := fmt.Sscanf(after, "%d", &i)
	return i, err == nil
}

// there returns under which ids a creation is there.
func (t *truth) there(i int) (ids []int64) {
	rows, err := t.db.Query(`SELECT id FROM ur_object WHERE title LIKE ? AND title LIKE 'St%'`, fmt.Sprintf("%%number %04d", i))
	if err != nil {
		t.t.Error(err)
		return nil
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			t.t.Error(err)
		}
		ids = append(ids, id)
	}
	return ids
}

// sent notes what came of a request of an edge, as far as it heard of it, and
// returns the answer as it was.
func (t *truth) sent(r *http.Request, do func(*http.Request) (*http.Response, error)) (*http.Response, error) {
	if r.Method != http.MethodPost || !strings.HasSuffix(r.URL.Path, "/objects.json") {
		return do(r)
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	i, ok := numberOf(string(body))
	if !ok {
		return do(r)
	}
	w, err := do(r)
	heard := false
	if err == nil {
		var answer []byte
		answer, err = io.ReadAll(w.Body)
		w.Body.Close()
		// Whoever is in maintenance, or limits, has not done it.
		heard = err == nil && (w.StatusCode == http.StatusServiceUnavailable || w.StatusCode < 500 && json.Valid(answer))
		w.Body = io.NopCloser(io.MultiReader(bytes.NewReader(answer), failing{err}))
		err = nil
	}
	if !heard {
		t.mu.Lock()
		t.lost[i] = true
		t.mu.Unlock()
	}
	return w, err
}

// failing ends what is read as it ended.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) {
	if f.err != nil {
		return 0, f.err
	}
	return 0, io.EOF
}

// ended notes that an edge has ended, and so what it was sending.
func (t *truth) ended() {
	rows, err := t.edge.Query(`SELECT key FROM entry WHERE kind = 'post' AND state = 'sending'`)
	if err != nil {
		t.t.Error(err)
		return
	}
	defer rows.Close()
	t.mu.Lock()
	defer t.mu.Unlock()
	for rows.Next() {
		var key string
		if err := rows.Scan(&key); err != nil {
			t.t.Error(err)
		}
		var i int
		if _, err := fmt.Sscanf(key, "creation-%d", &i); err != nil {
			t.t.Error(err)
		}
		t.lost[i] = true
	}
}

// doubtful reports whether anybody has reason to doubt what came of a creation.
func (t *truth) doubtful(i int) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.lost[i]
}

// holds checks that what somebody was told of a creation is so. before is where it
// was before they asked: nothing that was there is gone since.
func (t *truth) holds(i int, said *told, before []int64) {
	after := t.there(i)
	state := said.Submission.State
	switch {
	case said.Status == http.StatusOK && state == "":
		state = "answered"
	case said.Status >= 400:
		state = "not taken"
		if said.Error.Uncertain {
			state = "uncertain"
		}
	}
	t.mu.Lock()
	t.checked[state]++
	t.mu.Unlock()
	if len(after) > 1 {
		t.t.Errorf("creation %d is there twice", i)
	}
	switch state {
	case "answered", "delivered":
		id := said.Success.ID + said.Submission.Answer.Success.ID
		if len(after) != 1 || id != 0 && id != after[0] {
			t.t.Errorf("creation %d was said to be there as %d: %v", i, id, after)
		}
	case "refused", "not taken":
		if len(after) != 0 {
			t.t.Errorf("creation %d was said not to be taken, and is there", i)
		}
	case "waiting":
		if len(before) != 0 {
			t.t.Errorf("creation %d was said to wait, and was there", i)
		}
	case "doubt", "uncertain":
		// Without a state it is the edge's store of which nothing is known.
		if said.Submission.State != "" && !t.doubtful(i) {
			t.t.Errorf("creation %d was said to be in doubt, and nobody has lost an answer", i)
		}
	case "sending":
	default:
		t.t.Errorf("creation %d is said to be %q", i, state)
	}
}
