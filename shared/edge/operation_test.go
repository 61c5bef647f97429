package edge_test

import (
	"encoding/json"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	decide "deskside/shared/core/edge"
	"deskside/shared/core/edge/migration"
	"deskside/shared/edge"
)

func TestTheVersionIsThatOfThePackage(t *testing.T) {
	text, err := os.ReadFile("../../package.json")
	require.NoError(t, err)
	var of struct{ Version string }
	require.NoError(t, json.Unmarshal(text, &of))
	require.Equal(t, of.Version, decide.Version)
}

func TestAnAnswerAndTheLogAreFoundTogether(t *testing.T) {
	s := newSite(t)
	s.helpdesk.fail = reply(http.StatusBadGateway, "<h1>Oops</h1>")
	seen := map[string]bool{}
	for range 3 {
		w := s.ask("GET", "/api/7.0/objects/1.json", "")
		require.Equal(t, http.StatusServiceUnavailable, w.Code)
		id := w.Header().Get("X-Request-Id")
		require.Regexp(t, `^[0-9a-f]{14}$`, id)
		require.False(t, seen[id])
		seen[id] = true
		last := s.lines[len(s.lines)-1]
		require.Contains(t, last, `"request":"`+id+`"`)
		require.Contains(t, last, `"level":"error"`)
		for _, line := range s.lines {
			require.True(t, json.Valid([]byte(line)), line)
		}
	}
}

func TestServerTimingTellsWhatWasWaitedFor(t *testing.T) {
	s := newSite(t)
	slow := func(d time.Duration) func(http.ResponseWriter, *http.Request) bool {
		return func(http.ResponseWriter, *http.Request) bool {
			s.pass(d)
			return false
		}
	}
	s.helpdesk.set(func(h *fakeHelpdesk) { h.fail = slow(40 * time.Millisecond) })
	w := s.ask("GET", "/api/7.0/objects/1.json", "")
	require.Equal(t, http.StatusOK, w.Code)
	timing := w.Header().Get("Server-Timing")
	require.Regexp(t, regexp.MustCompile(`^total;dur=\d+, helpdesk;dur=\d+$`), timing)
	require.Contains(t, timing, "helpdesk;dur=40")
}

func TestWhoKeepsCountIsToldOfEachRequestAndDelivery(t *testing.T) {
	var told []decide.Measure
	s := newSite(t, func(c *edge.Config) { c.Measured = func(m decide.Measure) { told = append(told, m) } })
	s.ask("GET", "/api/7.0/objects/1.json", "", "Deskside-Visitor", anna)
	s.create(draftKey, idea)
	s.helpdesk.fail = reply(http.StatusServiceUnavailable, "")
	stays(t, s.create("another-key-0001", strings.Replace(idea, "charts", "tables", 1)))
	s.helpdesk.set(func(h *fakeHelpdesk) { h.fail = nil })
	s.later(time.Hour)
	var routes []string
	for _, m := range told {
		routes = append(routes, m.Method+" "+m.Route)
	}
	require.Equal(t, []string{"GET objects/{id}.json", "POST objects.json", "POST objects.json", "post delivery"}, routes)
	require.Equal(t, []int{200, 200, 202}, []int{told[0].Status, told[1].Status, told[2].Status})
	require.Equal(t, "delivered", told[3].State)

	quiet := newSite(t)
	require.Equal(t, http.StatusOK, quiet.ask("GET", "/api/7.0/objects/1.json", "").Code, "nobody has to")
}

func TestAnEdgeIsReadyWhileItsStoreAnswers(t *testing.T) {
	s := newSite(t)
	w := s.ask("GET", "/readyz", "")
	require.Equal(t, http.StatusOK, w.Code, w.Body.String())
	var says struct {
		Status    string
		Migration int
	}
	require.NoError(t, json.Unmarshal(w.Body.Bytes(), &says))
	require.Equal(t, "ready", says.Status)
	require.Equal(t, len(migration.All), says.Migration)
	require.Equal(t, http.StatusMethodNotAllowed, s.ask("POST", "/readyz", "").Code)

	require.NoError(t, s.db.Close())
	require.Equal(t, http.StatusServiceUnavailable, s.ask("GET", "/readyz", "").Code)
	require.Equal(t, http.StatusOK, s.ask("GET", "/healthz", "").Code, "it runs all the same")

	without := newSite(t, func(c *edge.Config) { c.Store = nil })
	require.Equal(t, http.StatusOK, without.ask("GET", "/readyz", "").Code, "it needs none")
}

// A day of an edge, after which the log must hold nothing that is anybody's.
func TestNothingOfAnybodyIsInTheLog(t *testing.T) {
	s := newSite(t)
	private := []string{"very private words", "rosa@private.example", "198.51.100.77", "visitor-rosa-000001", "idempotent-rosa-01", key}
	draft := strings.NewReplacer("charts", private[0]+" "+private[1]).Replace(idea)
	ask := func(method, path, body string) {
		s.ask(method, path, body, "Deskside-Visitor", private[3], "Idempotency-Key", private[4], "X-Forwarded-For", private[2], "CF-Connecting-IP", private[2])
	}
	for _, fail := range []func(http.ResponseWriter, *http.Request) bool{nil, reply(http.StatusBadGateway, private[0]), reply(http.StatusForbidden, `{"error": {"message": "no such user: rosa@private.example"}}`), reply(http.StatusOK, private[0])} {
		s.helpdesk.set(func(h *fakeHelpdesk) { h.fail = fail })
		ask("POST", "/api/7.0/objects.json", draft)
		ask("POST", "/api/7.0/comments.json", `{"object_id": 1, "content": "very private words"}`)
		ask("POST", "/api/7.0/objects/1/votes/toggle.json?value=up", "{}")
		ask("GET", "/api/7.0/search.json?text=very+private+words+rosa@private.example", "")
		ask("GET", "/api/7.0/objects/rosa@private.example.json", "")
		ask("POST", "/api/7.0/objects.json", `{"title": "very private words`)
		s.later(time.Hour)
	}
	require.Greater(t, len(s.lines), 10)
	for _, line := range s.lines {
		require.True(t, json.Valid([]byte(line)), line)
		for _, secret := range append(private, "private+words", "rosa") {
			require.NotContains(t, line, secret)
		}
	}
}
