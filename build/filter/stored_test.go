package filter_test

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"deskside/build/sandbox"
)

// noon is now in every test here: a Tuesday in the middle of a month.
var noon = time.Date(2026, 5, 19, 12, 0, 0, 0, time.UTC)

// desk is a sandbox whose tickets are drawn to be hard to filter: nobody, no
// group, empty, blank and odd fields, tags that look like numbers, moments on
// the edges of minutes and days.
type desk struct {
	handler http.Handler
	at      sandbox.Endpoints
	now     time.Time
	// answers are kept by request, as nothing changes what a desk holds.
	answers map[string]*httptest.ResponseRecorder
}

// RoundTrip answers a request of a client without a network. Searches come some
// seconds apart, since only a few may come in a minute.
func (d *desk) RoundTrip(r *http.Request) (*http.Response, error) {
	var body []byte
	if r.Body != nil {
		var err error
		if body, err = io.ReadAll(r.Body); err != nil {
			return nil, err
		}
	}
	key := r.URL.String() + string(body)
	recorder, known := d.answers[key]
	if !known {
		if bytes.Contains(body, []byte(`"query":`)) {
			d.now = d.now.Add(7 * time.Second)
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		recorder = httptest.NewRecorder()
		d.handler.ServeHTTP(recorder, r)
		d.answers[key] = recorder
	}
	answer := *recorder
	answer.Body = bytes.NewBuffer(recorder.Body.Bytes())
	return answer.Result(), nil
}

// openDesk stores tickets of each helpdesk in a sandbox.
func openDesk(t *testing.T, seed uint64, usedeskTickets, useResponseObjects int, change ...func(*sandbox.Options)) *desk {
	t.Helper()
	d := &desk{now: noon, answers: map[string]*httptest.ResponseRecorder{}}
	options := sandbox.Options{Path: filepath.Join(t.TempDir(), "desk.db"), BaseURL: "http://desk.test", Now: func() time.Time { return d.now }}
	for _, one := range change {
		one(&options)
	}
	server, err := sandbox.Open(context.Background(), options)
	require.NoError(t, err)
	require.NoError(t, server.Close())
	db, err := sql.Open("sqlite", options.Path)
	require.NoError(t, err)
	w := &writer{t: t, db: db, r: rand.New(rand.NewPCG(seed, 77))}
	w.exec(`BEGIN`)
	w.usedesk(usedeskTickets)
	w.useResponse(useResponseObjects)
	w.exec(`COMMIT`)
	require.NoError(t, db.Close())
	server, err = sandbox.Open(context.Background(), options)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, server.Close()) })
	d.handler, d.at = server, server.Endpoints("http://desk.test")
	return d
}

// writer stores rows by the sandbox's own tables.
type writer struct {
	t  *testing.T
	db *sql.DB
	r  *rand.Rand
}

func (w *writer) exec(statement string, args ...any) {
	_, err := w.db.Exec(statement, args...)
	require.NoError(w.t, err, statement)
}

func (w *writer) insert(table, columns string, values ...any) {
	w.exec(fmt.Sprintf("INSERT INTO %s (%s) VALUES (?%s)", table, columns, strings.Repeat(", ?", len(values)-1)), values...)
}

func (w *writer) chance(p float64) bool { return w.r.Float64() < p }

func one[T any](r *rand.Rand, from ...T) T { return from[r.IntN(len(from))] }

// orNull gives one of values, or NULL as often as p says.
func orNull[T any](w *writer, p float64, from ...T) any {
	if w.chance(p) {
		return nil
	}
	return one(w.r, from...)
}

// moment draws a moment of the last 70 days, often on an edge.
func (w *writer) moment() int64 {
	at := noon.Add(-time.Duration(w.r.Int64N(int64(70 * 24 * time.Hour)))).Truncate(time.Second)
	if w.chance(0.3) {
		at = noon.Add(-time.Duration(w.r.IntN(20)) * 12 * time.Hour).Truncate(24 * time.Hour)
	}
	switch w.r.IntN(5) {
	case 0:
		at = at.Truncate(time.Minute)
	case 1:
		at = at.Truncate(time.Minute).Add(-time.Second)
	case 2:
		at = at.Truncate(time.Minute).Add(time.Second)
	}
	return at.Unix()
}

// due draws an SLA moment around now.
func (w *writer) due() int64 {
	return noon.Unix() + one[int64](w.r, -86400, -7200, -1, 0, 1, 1800, 7199, 7200, 7201, 90000, 400000)
}

var subjects = []string{"Login loop", "login LOOP again", "Café crème", "cafe creme", "ВОЗВРАТ денег", "возврат", "100%_done", "", "Ünïcode", "The \"quoted\" one", "Straße", "refund, please", "zzz"}

var agents = []int64{6339, 17063, 17120, 17188, 17240}

var udFields = []int64{3570, 2410, 4704, 4267}

func (w *writer) usedesk(count int) {
	for _, table := range []string{"ud_change", "ud_file", "ud_comment", "ud_sla", "ud_field_value", "ud_ticket_tag", "ud_ticket"} {
		w.exec(`DELETE FROM ` + table)
	}
	tags := []int64{130, 374, 375, 378, 381, 384, 501, 502, 503}
	// One tag is called like the number of another, one has a comma.
	for id, name := range map[int64]string{501: "374", 502: "Überfällig", 503: "a, b"} {
		w.insert("ud_tag", "id, name, folded", id, name, strings.ToLower(name))
	}
	clients := []int64{15341, 15348, 15355, 15362, 15369}
	for i := range count {
		id := int64(3000000 + 3*i)
		subject := one(w.r, subjects...)
		made, changed := w.moment(), w.moment()
		w.insert("ud_ticket", "id, subject, folded, client_id, assignee_id, group_id, channel_id, status, priority, type, created_at, updated_at, remind_at",
			id, subject, strings.ToLower(subject), orNull(w, 0.1, clients...), orNull(w, 0.35, agents...), orNull[int64](w, 0.3, 6216, 8294, 8310),
			orNull[int64](w, 0.15, 123, 124, 125, 126, 127, 128), one(w.r, 1, 1, 1, 2, 3, 4, 5, 6, 7, 8, 8, 9, 10), one(w.r, "low", "medium", "urgent", "extreme"),
			one(w.r, "question", "task", "problem", "incident"), made, changed, orNull(w, 0.7, w.due()))
		for _, tag := range tags {
			if w.chance(0.12) {
				w.insert("ud_ticket_tag", "ticket_id, tag_id", id, tag)
			}
		}
		for _, field := range udFields {
			if w.chance(0.6) {
				w.insert("ud_field_value", "ticket_id, field_id, value", id, field, orNull(w, 0.1, fieldValues[field]...))
			}
		}
		for _, kind := range []string{"first_reply", "next_reply", "close"} {
			if w.chance(0.3) {
				w.insert("ud_sla", "ticket_id, type, due_at", id, kind, w.due())
			}
		}
		for n := range 1 + w.r.IntN(2) {
			text := one(w.r, "Please help", "the LOGIN page loops", "Спасибо", "a café nearby", "nothing")
			w.insert("ud_comment", "ticket_id, message, folded, sender, type, published_at", id, text, strings.ToLower(text), "client", "public", made+int64(n))
		}
	}
}

// fieldValues are what additional fields of Usedesk hold.
var fieldValues = map[int64][]string{
	3570: {"", " ", "0", "1", "test", "Test", "empty", "a b", "39"},
	2410: {"", "39", "40", "41", "42"},
	4704: {"", " ", "0", "1"},
	4267: {"", "60", "61", "62"},
}

func (w *writer) useResponse(count int) {
	for _, table := range []string{"ur_vote", "ur_link", "ur_recipient", "ur_subscription", "ur_object_tag", "ur_comment_vote", "ur_attachment", "ur_comment", "ur_object"} {
		w.exec(`DELETE FROM ` + table)
	}
	w.exec(`DELETE FROM ur_field_value WHERE entity = 'object'`)
	// An installation has statuses of its own beside those of the API.
	w.insert("ur_status", "id, title, slug, background, foreground, is_closed, is_default, is_system, position, ownership, type",
		16, "Escalated", "escalated", "", "", 0, 0, 0, 16, "helpdesk", "ticket")
	w.insert("ur_status", "id, title, slug, background, foreground, is_closed, is_default, is_system, position, ownership, type",
		17, "Archived", "archived", "", "", 1, 0, 0, 17, "helpdesk", "ticket")
	statuses := map[string][]int64{"ticket": {11, 11, 12, 13, 14, 15, 16, 17}, "idea": {21, 22, 23, 24, 25}, "problem": {31, 32, 33, 34}, "question": {41, 42}}
	for i := range count {
		id := int64(5000 + i)
		kind, ownership := one(w.r, "ticket", "ticket", "ticket", "ticket", "idea", "problem", "question"), "feedback"
		categories := []int64{10, 11, 12}
		if kind == "ticket" {
			ownership, categories = "helpdesk", []int64{30, 31, 32}
		}
		title := one(w.r, subjects...)
		content := one(w.r, "Please help", "the LOGIN page loops", "Спасибо", "a café nearby", "nothing")
		made := w.moment()
		var completedAt, completedBy any
		if w.chance(0.4) {
			completedAt, completedBy = w.moment(), one[int64](w.r, 1, 2, 3)
		}
		w.insert("ur_object", "id, ownership, type, title, slug, content, form, folded, language, source, state, moderation, status_id, category_id, forum_id, "+
			"author_id, responsible_id, team_id, completed_by, completed_at, created_at, activity_at, sla_at, views",
			id, ownership, kind, title, fmt.Sprint("slug-", id), content, "bbcode", strings.ToLower(title+"\n"+content), "en", "web",
			one(w.r, "normal", "normal", "normal", "normal", "normal", "normal", "archive", "trash"), "approved", orNull(w, 0.05, statuses[kind]...),
			orNull(w, 0.3, categories...), one[int64](w.r, 1, 2), orNull[int64](w, 0.1, 2, 9, 10, 11, 12), orNull[int64](w, 0.4, 1, 2, 3, 4),
			orNull[int64](w, 0.4, 1, 2, 3), completedBy, completedAt, made, orNull(w, 0.3, made+one[int64](w.r, 0, 1, 59, 3600, 86400)), orNull(w, 0.5, w.due()), w.r.IntN(50))
		for n, tag := range []string{"Important", "возврат", "2026", "vip"} {
			if w.chance(0.2) {
				w.insert("ur_object_tag", "object_id, position, tag", id, n, tag)
			}
		}
		if kind == "ticket" {
			for field, values := range map[int64][]string{12: {`["1"]`, `["2"]`, `["3"]`}, 13: {`[1]`, `["2"]`, `["high"]`, `[""]`}} {
				if w.chance(0.5) {
					w.insert("ur_field_value", "entity, entity_id, field_id, value", "object", id, field, one(w.r, values...))
				}
			}
		} else if w.chance(0.5) {
			w.insert("ur_field_value", "entity, entity_id, field_id, value", "object", id, 15, one(w.r, `["1"]`, `["2"]`, `["1","3"]`))
		}
		for range w.r.IntN(2) {
			text := one(w.r, "a LOGIN problem", "возврат", "thanks")
			w.insert("ur_comment", "object_id, content, form, folded, created_at", id, text, "bbcode", strings.ToLower(text), made)
		}
	}
}
