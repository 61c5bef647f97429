package edge_test

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"math"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	_ "modernc.org/sqlite"

	"deskside/shared/api"
	"deskside/shared/core/edge/guard"
	"deskside/shared/edge"
)

const (
	key  = "k3y-that-must-not-leak"
	anna = "visitor-anna-0000001"
	ben  = "visitor-ben-00000002"
	cleo = "visitor-cleo-0000003"
)

// topic is an object of the helpdesk that stands in for the real one.
type topic struct {
	title, ownership, kind string
	// content is what a customer wrote.
	content         string
	private, locked bool
	extra           map[string]any
	others, key     int64
	// created is Unix seconds; zero means long ago.
	created int64
}

// attached is a file at the helpdesk.
type attached struct {
	id            int64
	name, content string
}

// fakeHelpdesk answers as UseResponse does, from memory, and can be told to fail.
type fakeHelpdesk struct {
	// premoderates says that what customers write waits for approval.
	premoderates bool

	mu       sync.Mutex
	topics   map[int64]*topic
	comments map[int64][]map[string]any
	// files are those of objects, each with what it was sent with.
	files    map[int64][]attached
	requests []string
	bodies   []string
	// now is its clock, Unix seconds.
	now int64
	// fail is asked before, lose after the work is done; true means that it answered.
	fail, lose func(http.ResponseWriter, *http.Request) bool
}

func newHelpdesk() *fakeHelpdesk {
	return &fakeHelpdesk{
		now:      1_800_000_000,
		comments: map[int64][]map[string]any{}, files: map[int64][]attached{},
		topics: map[int64]*topic{
			1: {title: "Dark mode", content: "Text", ownership: "feedback", kind: "idea", others: 10},
			2: {title: "Export fails", content: "Text", ownership: "feedback", kind: "problem", others: 3},
			3: {title: "Secret plan", content: "Text", ownership: "feedback", kind: "idea", private: true},
			4: {title: "My invoice", content: "Text", ownership: "helpdesk", kind: "ticket"},
			5: {title: "Old", content: "Text", ownership: "feedback", kind: "question", locked: true},
		},
	}
}

func (h *fakeHelpdesk) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	h.mu.Lock()
	h.requests = append(h.requests, r.Method+" "+r.URL.RequestURI())
	if len(body) > 0 {
		h.bodies = append(h.bodies, string(body))
	}
	fail, lose := h.fail, h.lose
	w.Header().Set("Date", time.Unix(h.now, 0).UTC().Format(http.TimeFormat))
	h.mu.Unlock()
	if fail != nil && fail(w, r) {
		return
	}
	status, payload := h.answer(r, body)
	if lose != nil && lose(w, r) {
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(payload)
}

func (h *fakeHelpdesk) answer(r *http.Request, body []byte) (int, any) {
	h.mu.Lock()
	defer h.mu.Unlock()
	refuse := func(status int, message string) (int, any) {
		return status, map[string]any{"error": map[string]any{"code": status, "message": message}}
	}
	if strings.HasSuffix(r.URL.Path, "/auth/login.json") {
		if !strings.Contains(string(body), `"right"`) || r.Header.Get("Authorization") != "" {
			return refuse(401, "Wrong e-mail or password")
		}
		return 200, map[string]any{"id": 7, "name": "Anna Weber", "email": "ada@example.test", "apiKey": "their-own-key"}
	}
	if r.Header.Get("Authorization") != key {
		return refuse(401, "Authentication is required")
	}
	path := strings.TrimPrefix(r.URL.Path, "/api/7.0/")
	parts := strings.Split(path, "/")
	id, _ := strconv.ParseInt(strings.TrimSuffix(parts[min(1, len(parts)-1)], ".json"), 10, 64)
	t := h.topics[id]
	switch {
	case path == "me.json":
		return 200, h.author()
	case path == "objects/custom-fields/list.json":
		return 200, []any{
			map[string]any{"id": 12, "name": "property_12", "label": "Department", "type": "select", "module": "feedback", "options": map[string]any{"1": "Sales"}, "is_active": 1, "is_required": 1},
			map[string]any{"id": 15, "name": "property_15", "label": "Version", "type": "text", "module": "feedback", "is_active": 1},
			map[string]any{"id": 13, "name": "property_13", "label": "Secret", "type": "text", "module": "feedback", "is_active": 1, "is_private": 1},
			map[string]any{"id": 14, "name": "property_14", "label": "Of tickets", "type": "text", "module": "helpdesk", "is_active": 1},
		}
	case path == "categories.json":
		return 200, []any{
			map[string]any{"id": 1, "name": "Reports", "slug": "reports", "ownership": "feedback", "type": "idea", "isPrivate": false},
			map[string]any{"id": 2, "name": "Staff only", "slug": "staff", "ownership": "feedback", "isPrivate": true},
			map[string]any{"id": 3, "name": "Tickets", "slug": "tickets", "ownership": "helpdesk"},
		}
	case path == "statuses.json":
		return 200, []any{
			map[string]any{"id": 1, "slug": "planned", "title": "Planned", "ownership": "feedback", "color": map[string]any{"background": "#eee", "text": "#111"}},
			map[string]any{"id": 2, "slug": "opened", "title": "Opened", "ownership": "helpdesk"},
		}
	case path == "search.json":
		list := []any{}
		for id := int64(1); id <= int64(len(h.topics)); id++ {
			list = append(list, h.show(id))
		}
		return 200, map[string]any{"success": map[string]any{"data": list, "totalObjects": len(list), "currentPage": 1, "totalPages": 1}}
	case path == "objects.json":
		var in struct {
			Ownership string `json:"ownership"`
			Type      string `json:"object_type"`
			Title     string `json:"title"`
			Content   string `json:"content"`
		}
		if err := json.Unmarshal(body, &in); err != nil {
			return refuse(400, "unreadable")
		}
		id := int64(len(h.topics) + 1)
		// Who writes something has voted for it.
		h.topics[id] = &topic{title: in.Title, content: in.Content, ownership: in.Ownership, kind: in.Type, created: h.now, key: 1}
		if h.premoderates {
			h.topics[id].extra = map[string]any{"state": map[string]any{"identifier": 5, "name": "moderation"}}
		}
		return 200, map[string]any{"success": h.show(id)}
	case path == "comments.json":
		var in struct {
			Object  int64  `json:"object_id"`
			Content string `json:"content"`
		}
		if err := json.Unmarshal(body, &in); err != nil {
			return refuse(400, "unreadable")
		}
		c := map[string]any{"id": 100 + len(h.comments[in.Object]), "content": in.Content, "author": h.author(), "createdAtPosix": 1700000500}
		h.comments[in.Object] = append(h.comments[in.Object], c)
		return 200, map[string]any{"success": c}
	case t == nil:
		return refuse(404, "Resource is not found")
	case strings.HasSuffix(path, "/attach-file.json"):
		name := r.URL.Query().Get("name")
		if strings.HasSuffix(name, ".zip") {
			return refuse(400, "files such as these are not allowed")
		}
		all := 0
		for _, files := range h.files {
			all += len(files)
		}
		h.files[id] = append(h.files[id], attached{int64(500 + all), name, string(body)})
		return 200, map[string]any{"success": h.show(id)}
	case strings.HasSuffix(path, "/votes/toggle.json"):
		switch r.URL.Query().Get("value") {
		case "up":
			t.key = 1
		case "down":
			t.key = -1
		case "revert":
			t.key = 0
		}
		return 200, map[string]any{"success": h.show(id)}
	case strings.HasSuffix(path, "/comments.json"):
		return 200, map[string]any{"success": h.comments[id]}
	}
	return 200, h.show(id)
}

func (h *fakeHelpdesk) author() map[string]any {
	return map[string]any{"id": 7, "name": "Anna Weber", "email": "anna@private.example", "apiKey": "another-key", "custom_fields": []any{"vip"}}
}

func (h *fakeHelpdesk) show(id int64) map[string]any {
	t := h.topics[id]
	o := map[string]any{
		"id": id, "title": t.title, "content": "<p>" + html.EscapeString(t.content) + "</p>", "slug": "s", "url": "https://help.example.com/topic/" + strconv.FormatInt(id, 10),
		"ownership": t.ownership, "isPrivate": t.private, "canBeCommented": !t.locked, "commentsNum": len(h.comments[id]),
		"type": map[string]any{"slug": t.kind, "title": map[string]any{"single": t.kind, "plural": t.kind + "s"},
			"supports": map[string]any{"comments": true, "votes": true, "negativeVote": t.kind == "idea"}},
		"status": map[string]any{"id": 1, "slug": "planned", "title": "Planned", "isClosed": false},
		"author": h.author(), "responsible": map[string]any{"id": 9, "name": "Agent Nine", "email": "nine@private.example"},
		"recipients": []any{"boss@private.example"}, "custom_fields": []any{map[string]any{"label": "Revenue", "value": "secret-revenue"}},
		"tags": []any{"internal-tag"}, "votes": map[string]any{"all": t.others + t.key, "canVote": true, "isVoted": t.key != 0},
		"createdAtPosix": max(t.created, 1700000000), "latestActivityPosix": 1700000100,
	}
	files := []any{}
	for _, f := range h.files[id] {
		files = append(files, map[string]any{"id": f.id, "name": map[string]any{"full": f.name}, "url": "https://help.example.com/file/" + strconv.FormatInt(f.id, 10)})
	}
	o["attachments"] = files
	for name, value := range t.extra {
		o[name] = value
	}
	return o
}

// sent returns the requests that the helpdesk got and forgets them.
func (h *fakeHelpdesk) sent() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	sent := h.requests
	h.requests = nil
	return sent
}

// count returns how many objects there are.
func (h *fakeHelpdesk) count() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.topics)
}

func (h *fakeHelpdesk) set(change func(*fakeHelpdesk)) {
	h.mu.Lock()
	defer h.mu.Unlock()
	change(h)
}

// site is an edge in front of a fake helpdesk, and a clock that tests turn.
type site struct {
	t        *testing.T
	helpdesk *fakeHelpdesk
	edge     *edge.Edge
	mu       sync.Mutex
	upstream api.Base
	server   *httptest.Server
	db       *sql.DB
	now      time.Time
	lines    []string
	// keys are the Idempotency-Keys that were given out.
	keys int
}

func newSite(t *testing.T, changes ...func(*edge.Config)) *site {
	t.Helper()
	s := &site{t: t, helpdesk: newHelpdesk(), now: time.Unix(1_800_000_000, 0)}
	server := httptest.NewServer(s.helpdesk)
	t.Cleanup(server.Close)
	base, err := api.ParseBase(server.URL)
	require.NoError(t, err)
	s.upstream, s.server = base, server
	config := edge.Config{
		Upstream: base, Key: key, Doer: server.Client(), Store: newStore(t),
		Rates: edge.Rates{Reads: guard.Bucket{Size: 1 << 20}, Writes: guard.Bucket{Size: 1 << 20}},
		Now:   s.clock,
		Log: func(line string) {
			s.mu.Lock()
			defer s.mu.Unlock()
			s.lines = append(s.lines, line)
		},
	}
	for _, change := range changes {
		change(&config)
	}
	s.db = config.Store
	s.edge, err = edge.New(config)
	require.NoError(t, err)
	t.Cleanup(func() { addsUp(t, s.db) })
	return s
}

// addsUp looks whether what is shown of votes is the sum of those that there are.
func addsUp(t *testing.T, db *sql.DB) {
	var made int
	if db == nil || db.QueryRow(`SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name IN ('vote', 'tally')`).Scan(&made) != nil || made != 2 {
		return // it never came to that, or the test has broken it
	}
	for what, query := range map[string]string{
		"sums of votes":       `SELECT count(*) FROM tally AS t WHERE total <> (SELECT COALESCE(SUM(value), 0) FROM vote AS v WHERE v.object = t.object)`,
		"votes without a sum": `SELECT count(DISTINCT object) FROM vote WHERE object NOT IN (SELECT object FROM tally)`,
	} {
		var wrong int
		if err := db.QueryRow(query).Scan(&wrong); err != nil {
			return // the test has a store that fails
		}
		require.Zero(t, wrong, what)
	}
}

func newStore(t *testing.T) *sql.DB { return opened(t, storeFile(t)) }

// emptyStore is one that no edge has had.
func emptyStore(t *testing.T) *sql.DB { return opened(t, fileIn(t.TempDir())) }

func opened(t *testing.T, file string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", file)
	require.NoError(t, err)
	t.Cleanup(func() { db.Close() })
	return db
}

// storeFile is the address of a store that an edge has made its tables in.
func storeFile(t *testing.T) string {
	t.Helper()
	madeOnce.Do(func() {
		folder := t.TempDir()
		db, err := sql.Open("sqlite", fileIn(folder))
		require.NoError(t, err)
		_, over := migrate(t, db, math.MaxInt)
		require.True(t, over)
		require.NoError(t, db.Close())
		madeStore, err = os.ReadFile(filepath.Join(folder, "store.db"))
		require.NoError(t, err)
	})
	folder := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(folder, "store.db"), madeStore, 0o600))
	return fileIn(folder)
}

// madeStore is the file of a store that has its tables, which take longer to make than most tests.
var (
	madeOnce  sync.Once
	madeStore []byte
)

func fileIn(folder string) string {
	return "file:" + filepath.Join(folder, "store.db") + "?_pragma=busy_timeout(10000)&_pragma=journal_mode(wal)&_pragma=synchronous(off)"
}

func (s *site) clock() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

// pass turns the clocks of both.
func (s *site) pass(d time.Duration) {
	s.helpdesk.set(func(h *fakeHelpdesk) { h.now += int64(d / time.Second) })
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now = s.now.Add(d)
}

// ask sends a request; headers come in pairs of name and value.
func (s *site) ask(method, target, body string, headers ...string) *httptest.ResponseRecorder {
	s.t.Helper()
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	s.edge.ServeHTTP(w, r)
	require.NotContains(s.t, w.Body.String()+fmt.Sprint(w.Header()), key, "the key is in an answer")
	s.mu.Lock()
	defer s.mu.Unlock()
	require.NotContains(s.t, strings.Join(s.lines, "\n"), key, "the key is in the log")
	return w
}

// failure reads an error envelope.
func failure(t *testing.T, w *httptest.ResponseRecorder) (status int, message string, uncertain bool) {
	t.Helper()
	var envelope struct {
		Error struct {
			Code      int
			Message   string
			Uncertain bool
		}
	}
	require.NoError(t, json.Unmarshal(w.Body.Bytes(), &envelope), w.Body.String())
	require.Equal(t, w.Code, envelope.Error.Code)
	require.NotEmpty(t, envelope.Error.Message)
	require.Equal(t, "application/json; charset=utf-8", w.Header().Get("Content-Type"))
	return w.Code, envelope.Error.Message, envelope.Error.Uncertain
}

// standing is what somebody is told of what is kept for them.
type standing struct {
	ID, State, Message, URL, Vote string
	Answer                        json.RawMessage
}

// stays reads the answer that something is kept, and that there is a place to ask.
func stays(t *testing.T, w *httptest.ResponseRecorder) standing {
	t.Helper()
	require.Equal(t, http.StatusAccepted, w.Code, w.Body.String())
	var told struct{ Submission standing }
	require.NoError(t, json.Unmarshal(w.Body.Bytes(), &told), w.Body.String())
	require.NotEmpty(t, told.Submission.Message)
	require.Equal(t, told.Submission.URL, w.Header().Get("Location"))
	rest, err := strconv.Atoi(w.Header().Get("Retry-After"))
	require.NoError(t, err)
	require.GreaterOrEqual(t, rest, 2)
	return told.Submission
}

// stands asks how far something is that is kept.
func (s *site) stands(url string) (told standing) {
	s.t.Helper()
	w := s.ask("GET", url, "")
	require.Equal(s.t, http.StatusOK, w.Code, w.Body.String())
	var got struct{ Submission standing }
	require.NoError(s.t, json.Unmarshal(w.Body.Bytes(), &got), w.Body.String())
	return got.Submission
}

// reply answers every request with a status, a body, and headers by name and value.
func reply(status int, body string, headers ...string) func(http.ResponseWriter, *http.Request) bool {
	return func(w http.ResponseWriter, _ *http.Request) bool {
		for i := 0; i+1 < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
		return true
	}
}
