package edge_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"deskside/shared/core/edge/guard"
	"deskside/shared/edge"
	"deskside/shared/feedback/proof"
)

// from is what somebody posts: where from, as whom, under which key.
type from struct{ address, visitor, key, proof string }

func (s *site) post(f from, title string) *httptest.ResponseRecorder {
	s.t.Helper()
	headers := []string{"Test-Client", f.address}
	for name, value := range map[string]string{"Deskside-Visitor": f.visitor, "Idempotency-Key": f.key, proof.Header: f.proof} {
		if value != "" {
			headers = append(headers, name, value)
		}
	}
	return s.ask("POST", "/api/7.0/objects.json", fmt.Sprintf(`{"object_type": "idea", "title": %q, "content": "Text"}`, title), headers...)
}

// bounded is a site with rates, whose clients say who they are.
func bounded(t *testing.T, rates edge.Rates, protect edge.Protect, others ...*site) *site {
	return newSite(t, func(c *edge.Config) {
		c.Rates, c.Protect = rates, protect
		c.Client = func(r *http.Request) string { return r.Header.Get("Test-Client") }
		for _, other := range others {
			c.Store, c.Upstream, c.Doer = other.db, other.upstream, other.server.Client()
		}
	})
}

func hourly(size int) guard.Bucket { return guard.Bucket{Size: size, Every: time.Hour} }

func TestWhatIsWrittenCountsWhereverItIsAnswered(t *testing.T) {
	for name, test := range map[string]struct {
		rates edge.Rates
		// first may come, second may not, third is somebody else.
		first, second, third from
	}{
		"by its address": {edge.Rates{Writes: hourly(1)}, from{address: "a", visitor: anna}, from{address: "a", visitor: ben}, from{address: "b", visitor: anna}},
		"by its visitor": {edge.Rates{Visitor: hourly(1)}, from{address: "a", visitor: anna}, from{address: "b", visitor: anna}, from{address: "a", visitor: ben}},
	} {
		t.Run(name, func(t *testing.T) {
			here := bounded(t, test.rates, edge.Never)
			there := bounded(t, test.rates, edge.Never, here)
			require.Equal(t, 200, here.post(test.first, "One").Code)
			w := there.post(test.second, "Two")
			status, _, _ := failure(t, w)
			require.Equal(t, http.StatusTooManyRequests, status)
			require.Equal(t, "3600", w.Header().Get("Retry-After"))
			require.Equal(t, 200, there.post(test.third, "Three").Code, "another is not concerned")
			there.pass(time.Hour + time.Second)
			require.Equal(t, 200, there.post(test.second, "Two").Code)
		})
	}
}

func TestASiteTakesSoMuchFromAllTogetherAndAnotherSiteIsNotConcerned(t *testing.T) {
	rates := edge.Rates{Writes: hourly(2), Site: hourly(3)}
	one := bounded(t, rates, edge.Never)
	// Another site keeps its own in the same store.
	other := newSite(t, func(c *edge.Config) {
		c.Rates, c.Protect, c.Store = rates, edge.Never, one.db
		c.Client = func(r *http.Request) string { return r.Header.Get("Test-Client") }
	})
	for i := range 10 {
		require.Equal(t, map[bool]int{true: 200, false: 429}[i < 2], one.post(from{address: "greedy"}, fmt.Sprint("Idea ", i)).Code)
	}
	require.Equal(t, 200, one.post(from{address: "a"}, "What was refused has used up nothing").Code)
	require.Equal(t, 429, one.post(from{address: "b"}, "The fourth").Code)
	require.Equal(t, 200, other.post(from{address: "greedy"}, "Elsewhere").Code)
	var names string
	require.NoError(t, one.db.QueryRow(`SELECT group_concat(name) FROM rate`).Scan(&names))
	for name := range strings.SplitSeq(names, ",") {
		require.True(t, strings.HasPrefix(name, one.upstream.String()+" ") || strings.HasPrefix(name, other.upstream.String()+" "), name)
	}
	require.NotContains(t, names, "greedy", "who asked is not kept")
	one.pass(100 * time.Hour)
	one.edge.NewRound().Sweep(t.Context())
	var left int
	require.NoError(t, one.db.QueryRow(`SELECT count(*) FROM rate`).Scan(&left))
	require.Zero(t, left, "what is full again is forgotten")
}

// asked is the work that an answer asks for.
func asked(t *testing.T, w *httptest.ResponseRecorder) proof.Task {
	t.Helper()
	var said struct{ Error struct{ Proof *proof.Task } }
	require.NoError(t, json.Unmarshal(w.Body.Bytes(), &said), w.Body.String())
	require.NotNil(t, said.Error.Proof, w.Body.String())
	return *said.Error.Proof
}

func TestAProofOfWorkIsGoodForOnePostAlone(t *testing.T) {
	s := bounded(t, edge.Rates{}, edge.Always)
	me, before := from{address: "a", visitor: anna, key: "draft-0001-0001"}, s.helpdesk.count()
	w := s.post(me, "Proven")
	require.Equal(t, http.StatusForbidden, w.Code)
	task := asked(t, w)
	require.True(t, task.Worth())
	me.proof = task.Find(anna, me.key)
	require.Equal(t, 200, s.post(me, "Proven").Code)
	again := s.post(me, "Proven")
	require.Equal(t, []any{200, "true"}, []any{again.Code, again.Header().Get("Idempotency-Replayed")}, "sent again it is the same post")
	require.Equal(t, http.StatusUnprocessableEntity, s.post(me, "Another text").Code)
	for name, other := range map[string]from{
		"another key":     {"a", anna, "draft-0001-0002", me.proof},
		"another visitor": {"a", ben, me.key, me.proof},
		"no key":          {"a", anna, "", me.proof},
		"none of its own": {"a", anna, "", task.Find(anna, "")},
		"nothing":         {"a", anna, "draft-0001-0003", ""},
		"a stamp of mine": {"a", anna, "draft-0001-0004", (&proof.Task{Stamp: strings.Repeat("A", len(task.Stamp)), Bits: task.Bits, Parts: task.Parts}).Find(anna, "draft-0001-0004")},
		"less work":       {"a", anna, "draft-0001-0005", (&proof.Task{Stamp: task.Stamp, Bits: 1, Parts: task.Parts}).Find(anna, "draft-0001-0005")},
	} {
		require.Equal(t, http.StatusForbidden, s.post(other, "Not proven "+name).Code, name)
	}
	require.Equal(t, before+1, s.helpdesk.count(), "one was made")
	s.pass(2 * time.Hour)
	late := from{"a", anna, "draft-0001-0006", task.Find(anna, "draft-0001-0006")}
	require.Equal(t, http.StatusForbidden, s.post(late, "Too late").Code)
	require.Equal(t, 200, s.ask("POST", "/api/7.0/objects/1/votes/toggle.json?value=up", "", "Deskside-Visitor", anna).Code, "votes need none")
}

func TestAProofOfWorkIsAskedOnceHalfOfWhatMayComeHasCome(t *testing.T) {
	s := bounded(t, edge.Rates{Writes: hourly(4)}, edge.WhenBusy)
	post := func(n int, proof string) *httptest.ResponseRecorder {
		return s.post(from{"a", anna, fmt.Sprintf("draft-0001-%04d", n), proof}, fmt.Sprint("Idea ", n))
	}
	require.Equal(t, 200, post(1, "").Code)
	require.Equal(t, 200, post(2, "").Code)
	w := post(3, "")
	require.Equal(t, http.StatusTooManyRequests, w.Code, "a program that cannot prove anything may wait")
	require.NotEmpty(t, w.Header().Get("Retry-After"))
	task := asked(t, w)
	require.Equal(t, 200, post(3, task.Find(anna, "draft-0001-0003")).Code)
	require.Equal(t, 429, post(4, task.Find(anna, "draft-0001-0004")).Code, "work buys no more than there is")
	require.Equal(t, 200, s.post(from{address: "b", visitor: ben}, "Elsewhere").Code)
}

func TestWhatIsLongerThanAnybodysIsRefusedUnread(t *testing.T) {
	s := newSite(t)
	long := strings.Repeat("a", 9<<10)
	require.Equal(t, http.StatusRequestURITooLong, s.ask("GET", "/api/7.0/search.json?text="+long, "").Code)
	require.Equal(t, http.StatusRequestURITooLong, s.ask("GET", "/api/7.0/"+long, "").Code)
	require.Equal(t, http.StatusRequestURITooLong, s.ask("GET", "/"+long, "").Code)
	for _, name := range []string{"Authorization", "Deskside-Visitor", "Idempotency-Key", "Accept-Language", "Origin", "Content-Type", proof.Header} {
		require.Equal(t, http.StatusRequestHeaderFieldsTooLarge, s.ask("POST", "/api/7.0/objects.json", idea, name, long).Code, name)
	}
	require.Empty(t, s.helpdesk.sent())
}
