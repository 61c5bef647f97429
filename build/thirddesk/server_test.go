package thirddesk_test

import (
	"database/sql"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"deskside/build/sandbox/world"
)

// counterKey opens the API of Counter.
const counterKey = "counter-key"

// clock is when everything happens.
var clock = time.Date(2026, 5, 19, 12, 0, 0, 0, time.UTC)

// counter is a third helpdesk, which nobody sells: its own JSON API over the
// tickets of the sandbox's shop. It filters by state, one agent and the last
// change, and counts pages of 20 from 1.
type counter struct {
	*world.World
	URL string
	mu  sync.Mutex
	// asked are the methods and addresses of requests, in order.
	asked []string
}

const (
	pageSize     = 20
	messageLimit = 500
	titleLimit   = 60
)

func openCounter(t *testing.T) *counter {
	t.Helper()
	w, err := world.Open(t.Context(), "", world.Plan{Seed: 3}, func() time.Time { return clock })
	require.NoError(t, err)
	c := &counter{World: w}
	server := httptest.NewServer(c)
	t.Cleanup(func() { server.Close(); require.NoError(t, w.Close()) })
	c.URL = server.URL
	return c
}

// take gives what was asked since the last time.
func (c *counter) take() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	asked := c.asked
	c.asked = nil
	return asked
}

func (c *counter) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c.mu.Lock()
	c.asked = append(c.asked, r.Method+" "+r.URL.RequestURI())
	c.mu.Unlock()
	status, answer := http.StatusOK, any(nil)
	if r.Header.Get("X-Counter-Key") != counterKey {
		status, answer = http.StatusUnauthorized, map[string]string{"problem": "unknown key"}
	} else {
		c.TakeTurn(func() {
			err := c.Do(r.Context(), func(tx *sql.Tx) (err error) {
				status, answer, err = serve(tx, r)
				return err
			})
			if err != nil {
				status, answer = http.StatusInternalServerError, map[string]string{"problem": err.Error()}
			}
		})
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(answer)
}

func serve(tx *sql.Tx, r *http.Request) (status int, answer any, err error) {
	path := strings.Split(strings.TrimPrefix(r.URL.Path, "/desk/v1/"), "/")
	switch {
	case path[0] == "me":
		return http.StatusOK, map[string]any{"id": 6339, "name": "Ana Souza"}, nil
	case path[0] == "agents":
		agents, err := world.Rows(r.Context(), tx, func(a *person) []any { return []any{&a.ID, &a.Name} }, `SELECT id, name FROM ud_agent ORDER BY id`)
		return http.StatusOK, map[string]any{"agents": agents}, err
	case path[0] == "tickets" && len(path) == 1 && r.Method == http.MethodPost:
		return create(tx, r)
	case path[0] == "tickets" && len(path) == 1:
		return list(tx, r)
	case path[0] == "tickets" && len(path) == 2 && r.Method == http.MethodPost:
		return change(tx, r, path[1])
	case path[0] == "tickets" && len(path) == 2:
		return open(tx, r, path[1])
	case path[0] == "tickets" && len(path) == 3 && r.Method == http.MethodPost:
		return reply(tx, r, path[1])
	}
	return http.StatusNotFound, map[string]string{"problem": "no such place"}, nil
}

type person struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
}

type ticket struct {
	ID      int64    `json:"no"`
	Title   string   `json:"title"`
	State   string   `json:"state"`
	Urgency string   `json:"urgency"`
	Agent   *int64   `json:"agent"`
	From    string   `json:"from"`
	Labels  []string `json:"labels"`
	Opened  int64    `json:"opened"`
	Changed int64    `json:"changed"`
	labels  sql.NullString
}

// columns gives each ticket in Counter's words.
const columns = `SELECT t.id, t.subject,
	CASE t.status WHEN 8 THEN 'fresh' WHEN 1 THEN 'busy' WHEN 5 THEN 'waiting' WHEN 6 THEN 'waiting' ELSE 'done' END AS state,
	CASE t.priority WHEN 'low' THEN 'low' WHEN 'medium' THEN 'normal' ELSE 'high' END,
	t.assignee_id, coalesce(c.name, ''), t.created_at, t.updated_at,
	(SELECT group_concat(g.name, '|') FROM ud_ticket_tag k JOIN ud_tag g ON g.id = k.tag_id WHERE k.ticket_id = t.id)
	FROM ud_ticket t LEFT JOIN ud_client c ON c.id = t.client_id `

func scanTicket(t *ticket) []any {
	return []any{&t.ID, &t.Title, &t.State, &t.Urgency, &t.Agent, &t.From, &t.Opened, &t.Changed, &t.labels}
}

func (t *ticket) finish() {
	t.Labels = []string{}
	if t.labels.String != "" {
		t.Labels = strings.Split(t.labels.String, "|")
	}
}

func list(tx *sql.Tx, r *http.Request) (int, any, error) {
	q := r.URL.Query()
	where, args := []string{"1"}, []any{}
	if states := q.Get("states"); states != "" {
		marks := ""
		for i, state := range strings.Split(states, " ") {
			if i > 0 {
				marks += ", "
			}
			marks += "?"
			args = append(args, state)
		}
		where = append(where, "state IN ("+marks+")")
	}
	if agent := q.Get("agent"); agent != "" {
		where, args = append(where, "t.assignee_id = ?"), append(args, agent)
	}
	if since := q.Get("changed_since"); since != "" {
		where, args = append(where, "t.updated_at >= ?"), append(args, since)
	}
	order := "t.updated_at DESC, t.id DESC"
	if q.Get("order") == "opened" {
		order = "t.created_at DESC, t.id DESC"
	}
	page, err := strconv.Atoi(q.Get("page"))
	if err != nil || page < 1 {
		return http.StatusBadRequest, map[string]string{"problem": "page counts from 1"}, nil
	}
	found, err := world.Rows(r.Context(), tx, scanTicket, columns+"WHERE "+strings.Join(where, " AND ")+" ORDER BY "+order+" LIMIT ? OFFSET ?",
		append(args, pageSize+1, (page-1)*pageSize)...)
	next := len(found) > pageSize
	found = found[:min(len(found), pageSize)]
	for i := range found {
		found[i].finish()
	}
	return http.StatusOK, map[string]any{"tickets": found, "next": next}, err
}

type entry struct {
	ID       int64  `json:"no"`
	By       string `json:"by"`
	Inside   bool   `json:"inside"`
	FromDesk bool   `json:"from_desk"`
	Text     string `json:"text"`
	At       int64  `json:"at"`
}

func open(tx *sql.Tx, r *http.Request, id string) (int, any, error) {
	found, err := world.Rows(r.Context(), tx, scanTicket, columns+"WHERE t.id = ?", id)
	if err != nil || len(found) == 0 {
		return http.StatusNotFound, map[string]string{"problem": "no such ticket"}, err
	}
	found[0].finish()
	entries, err := world.Rows(r.Context(), tx, func(e *entry) []any { return []any{&e.ID, &e.By, &e.Inside, &e.FromDesk, &e.Text, &e.At} },
		`SELECT m.id, coalesce(a.name, c.name, ''), m.type = 'private', m.sender != 'client', m.message, m.published_at FROM ud_comment m
		LEFT JOIN ud_agent a ON a.id = m.agent_id LEFT JOIN ud_client c ON c.id = m.client_id WHERE m.ticket_id = ? ORDER BY m.published_at, m.id`, id)
	return http.StatusOK, map[string]any{"ticket": found[0], "entries": entries}, err
}

func reply(tx *sql.Tx, r *http.Request, id string) (int, any, error) {
	var said struct {
		Text   string
		Inside bool
	}
	if err := json.NewDecoder(r.Body).Decode(&said); err != nil || strings.TrimSpace(said.Text) == "" {
		return http.StatusBadRequest, map[string]string{"problem": "text is missing"}, nil
	}
	if utf8.RuneCountInString(said.Text) > messageLimit {
		return http.StatusBadRequest, map[string]string{"problem": "text is too long"}, nil
	}
	if _, found, err := world.One[int](r.Context(), tx, `SELECT 1 FROM ud_ticket WHERE id = ?`, id); err != nil || !found {
		return http.StatusNotFound, map[string]string{"problem": "no such ticket"}, err
	}
	kind := map[bool]string{false: "public", true: "private"}[said.Inside]
	written, err := tx.ExecContext(r.Context(), `INSERT INTO ud_comment (ticket_id, message, folded, sender, type, agent_id, published_at) VALUES (?, ?, fold(?), 'user', ?, 6339, ?)`,
		id, said.Text, said.Text, kind, clock.Unix())
	if err != nil {
		return 0, nil, err
	}
	number, err := written.LastInsertId()
	if err != nil {
		return 0, nil, err
	}
	_, err = tx.ExecContext(r.Context(), `UPDATE ud_ticket SET updated_at = ? WHERE id = ?`, clock.Unix(), id)
	return http.StatusCreated, map[string]any{"no": number}, err
}

// create opens a ticket with its first entry.
func create(tx *sql.Tx, r *http.Request) (int, any, error) {
	var n struct {
		Title, Text, Urgency string
		Agent                *int64
	}
	if err := json.NewDecoder(r.Body).Decode(&n); err != nil || strings.TrimSpace(n.Title) == "" || strings.TrimSpace(n.Text) == "" {
		return http.StatusBadRequest, map[string]string{"problem": "title or text is missing"}, nil
	}
	if utf8.RuneCountInString(n.Title) > titleLimit || utf8.RuneCountInString(n.Text) > messageLimit {
		return http.StatusBadRequest, map[string]string{"problem": "title or text is too long"}, nil
	}
	urgency, known := map[string]string{"": "medium", "low": "low", "normal": "medium", "high": "urgent"}[n.Urgency]
	if !known {
		return http.StatusBadRequest, map[string]string{"problem": "urgency is low, normal or high"}, nil
	}
	written, err := tx.ExecContext(r.Context(), `INSERT INTO ud_ticket (subject, folded, client_id, assignee_id, status, priority, type, created_at, updated_at)
		VALUES (?, fold(?), (SELECT min(id) FROM ud_client), ?, 8, ?, 'question', ?, ?)`, n.Title, n.Title, n.Agent, urgency, clock.Unix(), clock.Unix())
	if err != nil {
		return 0, nil, err
	}
	number, err := written.LastInsertId()
	if err != nil {
		return 0, nil, err
	}
	_, err = tx.ExecContext(r.Context(), `INSERT INTO ud_comment (ticket_id, message, folded, sender, type, agent_id, is_first, published_at) VALUES (?, ?, fold(?), 'user', 'public', 6339, 1, ?)`,
		number, n.Text, n.Text, clock.Unix())
	return http.StatusCreated, map[string]any{"no": number}, err
}

// change gives a ticket one of the states that people choose.
func change(tx *sql.Tx, r *http.Request, id string) (int, any, error) {
	var wanted struct{ State string }
	if err := json.NewDecoder(r.Body).Decode(&wanted); err != nil {
		return http.StatusBadRequest, map[string]string{"problem": "that is no change"}, nil
	}
	state, known := map[string]int{"busy": 1, "waiting": 6, "done": 2}[wanted.State]
	if !known {
		return http.StatusBadRequest, map[string]string{"problem": "state is busy, waiting or done"}, nil
	}
	changed, err := tx.ExecContext(r.Context(), `UPDATE ud_ticket SET status = ?, updated_at = ? WHERE id = ?`, state, clock.Unix(), id)
	if err != nil {
		return 0, nil, err
	}
	if n, err := changed.RowsAffected(); err != nil || n == 0 {
		return http.StatusNotFound, map[string]string{"problem": "no such ticket"}, err
	}
	number, err := strconv.Atoi(id)
	return http.StatusOK, map[string]any{"no": number}, err
}
