package edge_test

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"deskside/shared/api/transport"
	decide "deskside/shared/core/edge"
	"deskside/shared/core/edge/migration"
	"deskside/shared/edge"
)

const idea = `{"ownership": "feedback", "object_type": "idea", "title": " Dark mode for charts ", "content": "It is bright.", "category_id": 1}`

func TestADraftBecomesAnObject(t *testing.T) {
	s := newSite(t)
	w := s.ask("POST", "/api/7.0/objects.json", idea)
	require.Equal(t, http.StatusOK, w.Code, w.Body.String())
	require.Contains(t, w.Body.String(), `"title":"Dark mode for charts"`)
	require.JSONEq(t, `{"ownership": "feedback", "object_type": "idea", "title": "Dark mode for charts", "content": "It is bright.", "category_id": 1}`, s.helpdesk.bodies[0])
}

func TestBodiesThatAreNotTakenReachNoHelpdesk(t *testing.T) {
	for name, test := range map[string]struct {
		path, body string
		headers    []string
		status     int
		says       string
	}{
		"nothing":                         {"objects.json", "", nil, 400, "JSON {…}"},
		"no JSON":                         {"objects.json", "title=x", nil, 400, "JSON {…}"},
		"a list":                          {"objects.json", "[]", nil, 400, "JSON {…}"},
		"a form of another site":          {"objects.json", idea, []string{"Content-Type", "text/plain"}, 415, "application/json"},
		"more than 64 KB":                 {"objects.json", `{"title": "` + strings.Repeat("x", 64<<10) + `"}`, nil, 413, "64 KB"},
		"a private object":                {"objects.json", `{"object_type": "idea", "title": "T", "content": "C", "is_private": 1}`, nil, 400, `"is_private"`},
		"somebody else's name":            {"objects.json", `{"object_type": "idea", "title": "T", "content": "C", "force_author": 1}`, nil, 400, `"force_author"`},
		"HTML on demand":                  {"objects.json", `{"object_type": "idea", "title": "T", "content": "C", "treat_as_html": 1}`, nil, 400, `"treat_as_html"`},
		"a member twice":                  {"objects.json", `{"title": "T", "title": "U"}`, nil, 400, `"title": …, "title": …`},
		"a title that is a number":        {"objects.json", `{"title": 5}`, nil, 400, "title"},
		"a category that is a fraction":   {"objects.json", `{"category_id": 1.5}`, nil, 400, "category_id"},
		"a ticket":                        {"objects.json", `{"ownership": "feedback", "object_type": "ticket", "title": "T", "content": "C"}`, nil, 400, "idea, a problem or a question"},
		"an object of the helpdesk":       {"objects.json", `{"ownership": "helpdesk", "object_type": "idea", "title": "T", "content": "C"}`, nil, 400, "feedback"},
		"a title that is too long":        {"objects.json", `{"object_type": "idea", "title": "` + strings.Repeat("ä", 101) + `", "content": "C"}`, nil, 400, "Shorten the title by 1 character:"},
		"a content that is too long":      {"objects.json", `{"object_type": "idea", "title": "T", "content": "` + strings.Repeat("x", 12001) + `"}`, nil, 400, "Shorten the description"},
		"an empty draft, all said":        {"objects.json", `{"object_type": "idea", "title": " ", "content": ""}`, nil, 400, "sentence or two"},
		"a comment without an object":     {"comments.json", `{"content": "Hello"}`, nil, 400, "object_id"},
		"an empty comment":                {"comments.json", `{"object_id": 1, "content": " "}`, nil, 400, "Write a comment"},
		"a comment that is too long":      {"comments.json", `{"object_id": 1, "content": "` + strings.Repeat("x", 12002) + `"}`, nil, 400, "2 characters"},
		"a private note":                  {"comments.json", `{"object_id": 1, "content": "Hello", "is_private": 1}`, nil, 400, `"is_private"`},
		"a visitor that is no token":      {"objects.json", idea, []string{"Deskside-Visitor", "short"}, 400, "Deskside-Visitor"},
		"a reader of Russian":             {"comments.json", `{"object_id": 1, "content": " "}`, []string{"Accept-Language", "ru-RU,ru;q=0.9,en;q=0.8"}, 400, "Напишите комментарий."},
		"a reader of Japanese":            {"comments.json", `{"object_id": 1, "content": " "}`, []string{"Accept-Language", "ja-JP,ja;q=0.9,en;q=0.8"}, 400, "コメントを入力してください。"},
		"a reader of what nobody wrote":   {"comments.json", `{"object_id": 1, "content": " "}`, []string{"Accept-Language", "zu, xh;q=0.5"}, 400, "Write a comment."},
		"an idempotency key with a space": {"objects.json", idea, []string{"Idempotency-Key", "a b c d e f g"}, 400, "Idempotency-Key"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			status, message, _ := failure(t, s.ask("POST", "/api/7.0/"+test.path, test.body, test.headers...))
			require.Equal(t, test.status, status, message)
			require.Contains(t, message, test.says)
			require.Empty(t, s.helpdesk.sent())
		})
	}
}

func TestTheLongestDraftFits(t *testing.T) {
	s := newSite(t)
	body, err := json.Marshal(map[string]any{"ownership": "feedback", "object_type": "idea",
		"title": strings.Repeat("😀", 100), "content": strings.Repeat("😀", 12000)})
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, s.ask("POST", "/api/7.0/objects.json", string(body)).Code)
}

func TestCommentsGoToPublicObjectsThatTakeThem(t *testing.T) {
	for name, test := range map[string]struct{ id, status int }{
		"a public idea": {1, 200}, "a private idea": {3, 404}, "a ticket": {4, 404}, "a locked question": {5, 403}, "nothing": {99, 404},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			w := s.ask("POST", "/api/7.0/comments.json", `{"object_id": `+itoa(int64(test.id))+`, "content": "Me too"}`)
			require.Equal(t, test.status, w.Code, w.Body.String())
			if test.status == 200 {
				require.Contains(t, w.Body.String(), "Me too")
				require.NotContains(t, w.Body.String(), "private.example")
			} else {
				require.Empty(t, s.helpdesk.comments[int64(test.id)])
			}
		})
	}
}

const draftKey = "draft-0001-0002"

func (s *site) create(key, body string) *httptest.ResponseRecorder {
	s.t.Helper()
	return s.ask("POST", "/api/7.0/objects.json", body, "Deskside-Visitor", anna, "Idempotency-Key", key)
}

func TestTheSameKeyMakesOneObject(t *testing.T) {
	s := newSite(t)
	first := s.create(draftKey, idea)
	require.Equal(t, http.StatusOK, first.Code)
	again := s.create(draftKey, idea)
	require.Equal(t, http.StatusOK, again.Code)
	require.Equal(t, first.Body.String(), again.Body.String())
	require.Equal(t, "true", again.Header().Get("Idempotency-Replayed"))
	require.Equal(t, 6, s.helpdesk.count())

	status, message, _ := failure(t, s.create(draftKey, strings.Replace(idea, "bright", "dark", 1)))
	require.Equal(t, http.StatusUnprocessableEntity, status)
	require.Contains(t, message, "another text")

	other := s.ask("POST", "/api/7.0/objects.json", idea, "Deskside-Visitor", ben, "Idempotency-Key", draftKey)
	require.Equal(t, http.StatusOK, other.Code)
	require.Equal(t, 7, s.helpdesk.count(), "another visitor's key is another key")

	s.pass(30*24*time.Hour + time.Second)
	s.edge.DeliverNext(t.Context())
	require.Equal(t, http.StatusOK, s.create(draftKey, idea).Code)
	require.Equal(t, 8, s.helpdesk.count(), "after a month a key is new")
}

func TestAKeySurvivesARestartOfTheEdge(t *testing.T) {
	store := newStore(t)
	s := newSite(t, func(c *edge.Config) { c.Store = store })
	first := s.create(draftKey, idea)
	restarted := newSite(t, func(c *edge.Config) { c.Store = store })
	require.Equal(t, first.Body.String(), restarted.create(draftKey, idea).Body.String())
	require.Empty(t, restarted.helpdesk.sent())
}

func TestADuplicateThatComesMeanwhileWaitsForTheFirst(t *testing.T) {
	arrived, release := make(chan struct{}), make(chan struct{})
	first := make(chan *httptest.ResponseRecorder, 1)
	var a *httptest.ResponseRecorder
	waits := &patientClock{slept: func(time.Duration) {
		if a == nil {
			close(release)
			a = <-first
		}
	}}
	s := newSite(t, func(c *edge.Config) { c.Clock = waits })
	s.helpdesk.fail = func(http.ResponseWriter, *http.Request) bool {
		close(arrived)
		<-release
		return false
	}
	go func() { first <- s.create(draftKey, idea) }()
	<-arrived
	b := s.create(draftKey, idea)
	require.NotNil(t, a, "the second waited")
	require.Equal(t, http.StatusOK, a.Code)
	require.Equal(t, a.Body.String(), b.Body.String())
	require.Equal(t, 6, s.helpdesk.count())
}

func TestADuplicateOfOneThatTakesLongIsToldToWait(t *testing.T) {
	s := newSite(t, func(c *edge.Config) { c.Clock = &patientClock{} })
	arrived, release := make(chan struct{}), make(chan struct{})
	s.helpdesk.fail = func(http.ResponseWriter, *http.Request) bool {
		close(arrived)
		<-release
		return false
	}
	first := make(chan *httptest.ResponseRecorder)
	go func() { first <- s.create(draftKey, idea) }()
	<-arrived
	w := s.create(draftKey, idea)
	require.Equal(t, "2", w.Header().Get("Retry-After"))
	require.Equal(t, "sending", stays(t, w).State)
	close(release)
	require.Equal(t, http.StatusOK, (<-first).Code)
}

func TestTwentyAtOnceMakeOneObject(t *testing.T) {
	s := newSite(t)
	var all sync.WaitGroup
	bodies := make([]string, 20)
	for i := range bodies {
		all.Go(func() { bodies[i] = s.create(draftKey, idea).Body.String() })
	}
	all.Wait()
	for _, body := range bodies {
		require.Equal(t, bodies[0], body)
	}
	require.Equal(t, 6, s.helpdesk.count())
}

func TestAPostWhoseAnswerWasLostIsFoundAgain(t *testing.T) {
	s := newSite(t)
	s.helpdesk.lose = func(http.ResponseWriter, *http.Request) bool { panic(http.ErrAbortHandler) }
	w := s.create(draftKey, idea)
	told := stays(t, w)
	require.Equal(t, "doubt", told.State)
	require.Contains(t, told.Message, "will not be there twice")

	s.helpdesk.set(func(h *fakeHelpdesk) { h.lose = nil })
	again := s.create(draftKey, idea)
	require.Equal(t, http.StatusOK, again.Code)
	require.Equal(t, "true", again.Header().Get("Idempotency-Replayed"))
	require.Equal(t, 6, s.helpdesk.count())
	require.Equal(t, again.Body.String(), s.create(draftKey, idea).Body.String(), "from now on it is known")
}

func TestAPostThatIsNotToBeFoundIsNotSentAgainByItself(t *testing.T) {
	s := newSite(t, quickly)
	s.helpdesk.fail = func(http.ResponseWriter, *http.Request) bool { panic(http.ErrAbortHandler) }
	require.Equal(t, "doubt", stays(t, s.create(draftKey, idea)).State)
	require.Equal(t, "doubt", stays(t, s.create(draftKey, idea)).State, "what became of it cannot be asked yet")

	s.helpdesk.set(func(h *fakeHelpdesk) { h.fail = nil })
	s.pass(10 * time.Minute)
	require.Equal(t, "doubt", stays(t, s.create(draftKey, idea)).State)
	for range 3 {
		s.later(2 * time.Hour)
		status, message, uncertain := failure(t, s.create(draftKey, idea))
		require.Equal(t, http.StatusConflict, status)
		require.True(t, uncertain)
		require.Contains(t, message, "Look in the list before you send it again")
	}
	require.Equal(t, 5, s.helpdesk.count())
	require.Equal(t, http.StatusOK, s.create("draft-0001-0003", idea).Code, "a person sends it as a new one")
	require.Equal(t, 6, s.helpdesk.count())
}

func TestAPostThatNeverLeftIsSentAgain(t *testing.T) {
	var connection *interrupted
	s := newSite(t, func(c *edge.Config) {
		connection = &interrupted{Doer: c.Doer, off: true}
		c.Doer = connection
	})
	require.Equal(t, "waiting", stays(t, s.create(draftKey, idea)).State, "nothing of it was sent")
	connection.off = false
	require.Equal(t, http.StatusOK, s.create(draftKey, idea).Code)
	require.Equal(t, 6, s.helpdesk.count())
}

// interrupted is a connection that may not come about.
type interrupted struct {
	transport.Doer
	off bool
}

func (i *interrupted) Do(r *http.Request) (*http.Response, error) {
	if i.off {
		return nil, http.ErrServerClosed
	}
	return i.Doer.Do(r)
}

func TestAnotherPostOfTheSameTitleIsNotTakenForALostOne(t *testing.T) {
	for name, other := range map[string]func(*site){
		"it came of another submission": func(s *site) {
			s.create("another-key-0001", idea)
			s.pass(11 * time.Minute)
		},
		"somebody else wrote it": func(s *site) {
			s.helpdesk.topics[6] = &topic{title: "Dark mode for charts", content: "It is bright.", ownership: "feedback", kind: "idea", created: 1_800_000_000,
				extra: map[string]any{"author": map[string]any{"id": 8}}}
		},
		"it has another text": func(s *site) {
			s.helpdesk.topics[6] = &topic{title: "Dark mode for charts", content: "It is dull.", ownership: "feedback", kind: "idea", created: 1_800_000_000}
		},
		"it was there before": func(s *site) {
			s.helpdesk.topics[6] = &topic{title: "Dark mode for charts", content: "It is bright.", ownership: "feedback", kind: "idea", created: 1_799_990_000}
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t, quickly)
			other(s)
			s.helpdesk.fail = func(http.ResponseWriter, *http.Request) bool { panic(http.ErrAbortHandler) }
			stays(t, s.create(draftKey, idea))
			s.helpdesk.set(func(h *fakeHelpdesk) { h.fail = nil })
			require.Equal(t, "doubt", stays(t, s.create(draftKey, idea)).State)
			s.later(2 * time.Hour)
			_, _, uncertain := failure(t, s.create(draftKey, idea))
			require.True(t, uncertain)
			require.Equal(t, 6, s.helpdesk.count())
		})
	}
}

func TestAHelpdeskThatMayStillBeAtWorkIsNotSentTheSameAgain(t *testing.T) {
	expired := make(chan struct{})
	clock := &patientClock{expire: expired}
	s := newSite(t, func(c *edge.Config) { c.Clock = clock })
	arrived, release := make(chan struct{}), make(chan struct{})
	s.helpdesk.fail = func(http.ResponseWriter, *http.Request) bool {
		close(arrived)
		<-release
		return false
	}
	go func() { <-arrived; close(expired) }()
	require.Equal(t, "doubt", stays(t, s.create(draftKey, idea)).State)

	s.helpdesk.set(func(h *fakeHelpdesk) { h.fail = nil })
	clock.expire = nil
	s.pass(20 * time.Second)
	require.Equal(t, "doubt", stays(t, s.create(draftKey, idea)).State)
	require.Equal(t, 5, s.helpdesk.count())

	// The helpdesk finishes at last.
	s.helpdesk.set(func(h *fakeHelpdesk) {
		h.topics[6] = &topic{title: "Dark mode for charts", content: "It is bright.", ownership: "feedback", kind: "idea", created: 1_800_000_000}
	})
	s.pass(20 * time.Second)
	found := s.create(draftKey, idea)
	require.Equal(t, http.StatusOK, found.Code)
	require.Contains(t, found.Body.String(), `{"success":{"id":6,`)
	close(release)
}

func TestWhatAnEdgeBeganBeforeItStoppedIsFoundAgain(t *testing.T) {
	store := newStore(t)
	s := newSite(t, func(c *edge.Config) { c.Store = store })
	s.create(draftKey, idea)
	_, err := store.Exec(`UPDATE entry SET state = 'sending', answer = '', held_by = 'who is gone', held_until = ?`, s.now.Add(-time.Minute).UnixMilli())
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, s.create(draftKey, idea).Code)
	require.Equal(t, 6, s.helpdesk.count())
}

func TestARefusedDraftMayBeSentAgainUnderItsKey(t *testing.T) {
	s := newSite(t, func(c *edge.Config) { c.Clock = &patientClock{} })
	s.helpdesk.fail = func(w http.ResponseWriter, _ *http.Request) bool {
		w.WriteHeader(400)
		_, _ = w.Write([]byte(`{"error": {"code": 400, "message": "Invalid request", "context": "no such category"}}`))
		return true
	}
	status, message, _ := failure(t, s.create(draftKey, idea))
	require.Equal(t, 400, status)
	require.Contains(t, message, "no such category")
	s.helpdesk.set(func(h *fakeHelpdesk) { h.fail = nil })
	require.Equal(t, 200, s.create(draftKey, idea).Code)
}

func TestARepeatedCommentIsOneComment(t *testing.T) {
	s := newSite(t)
	for range 2 {
		w := s.ask("POST", "/api/7.0/comments.json", `{"object_id": 1, "content": "Me too"}`, "Deskside-Visitor", anna, "Idempotency-Key", draftKey)
		require.Equal(t, 200, w.Code)
	}
	require.Len(t, s.helpdesk.comments[1], 1)
}

func TestWithoutAStoreTheEdgeSaysWhatItCannotDo(t *testing.T) {
	s := newSite(t, func(c *edge.Config) { c.Store = nil })
	w := s.create(draftKey, idea)
	require.Equal(t, 200, w.Code)
	require.Equal(t, "none", w.Header().Get("Deskside-Idempotency"))
	status, message, _ := failure(t, s.ask("POST", "/api/7.0/objects/1/votes/toggle.json?value=up", "", "Deskside-Visitor", anna))
	require.Equal(t, http.StatusNotImplemented, status)
	require.Equal(t, "This site does not take votes.", message)
	require.Contains(t, s.ask("GET", "/api/7.0/objects/1.json", "", "Deskside-Visitor", anna).Body.String(), `"canVote":false`)
	require.JSONEq(t, fmt.Sprintf(`{"status": "ok", "version": %q, "migration": %d, "votes": false, "idempotency": false, "identities": false}`, decide.Version, len(migration.All)), s.ask("GET", "/healthz", "").Body.String())
}

func TestAStoreThatFailsLosesNoListAndMakesNoDuplicate(t *testing.T) {
	closed, err := sql.Open("sqlite", ":memory:")
	require.NoError(t, err)
	require.NoError(t, closed.Close())
	s := newSite(t, quickly, func(c *edge.Config) { c.Store = closed })
	w := s.ask("GET", "/api/7.0/search.json", "", "Deskside-Visitor", anna)
	require.Equal(t, 200, w.Code)
	require.Equal(t, "unavailable", w.Header().Get("Deskside-Votes"))
	require.Contains(t, w.Body.String(), `"canVote":false`)
	s.helpdesk.sent()
	status, _, _ := failure(t, s.create(draftKey, idea))
	require.Equal(t, http.StatusServiceUnavailable, status)
	status, _, _ = failure(t, s.ask("POST", "/api/7.0/objects/1/votes/toggle.json?value=up", "", "Deskside-Visitor", anna))
	require.Equal(t, http.StatusServiceUnavailable, status)
	require.Empty(t, s.helpdesk.sent())
}

func TestAHelpdeskThatAnswersWritesWithoutABodyIsUnderstood(t *testing.T) {
	silent := func(status int) func(http.ResponseWriter, *http.Request) bool {
		return func(w http.ResponseWriter, r *http.Request) bool {
			if r.Method == http.MethodGet {
				return false
			}
			w.WriteHeader(status)
			return true
		}
	}
	for _, status := range []int{http.StatusOK, http.StatusCreated, http.StatusNoContent} {
		t.Run(itoa(int64(status)), func(t *testing.T) {
			s := newSite(t)
			s.helpdesk.lose = silent(status)
			id, content := madeBy(t, s.createAs(anna, draftKey, idea))
			require.EqualValues(t, 6, id)
			require.Contains(t, content, "It is bright.")
			again, _ := madeBy(t, s.createAs(anna, draftKey, idea))
			require.Equal(t, id, again, "the same key makes one object")
			require.Equal(t, 6, s.helpdesk.count())
			require.Equal(t, seen{1, true, true, "up"}, s.sees(anna, id))
			require.Equal(t, seen{2, true, true, "up"}, s.voted(ben, "up", id))
			require.Equal(t, seen{11, true, true, "up"}, s.voted(anna, "up", 1))
			require.EqualValues(t, 1, s.helpdesk.topics[1].key)
			w := s.ask("POST", "/api/7.0/comments.json", `{"object_id": 1, "content": "Me [b]too[/b]"}`)
			require.Equal(t, http.StatusOK, w.Code, w.Body.String())
			require.Contains(t, w.Body.String(), "too")
			require.Len(t, s.helpdesk.comments[1], 1)
		})
	}
}

func TestWhatAHelpdeskTookSilentlyAndDoesNotShowIsTakenAllTheSame(t *testing.T) {
	for name, change := range map[string]func(*edge.Config){
		"with a store": func(*edge.Config) {}, "without one": func(c *edge.Config) { c.Store = nil },
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t, change)
			s.helpdesk.fail = func(w http.ResponseWriter, r *http.Request) bool {
				if r.Method == http.MethodGet {
					return false
				}
				w.WriteHeader(http.StatusNoContent) // it waits for a moderator
				return true
			}
			w := s.createAs(anna, draftKey, idea)
			require.Equal(t, http.StatusOK, w.Code)
			require.JSONEq(t, `{"success": null}`, w.Body.String())
		})
	}
}

func TestASuccessThatSaysNoMoreIsOne(t *testing.T) {
	for _, body := range []string{"", " \n", "null", "{}", "[]", "true", `{"success": true}`, `{"success": 1}`, `{"success": "ok"}`, `{"success": {}}`, `{"success": []}`, `{"success": null}`} {
		t.Run("as "+body, func(t *testing.T) {
			s := newSite(t)
			s.helpdesk.lose = func(w http.ResponseWriter, r *http.Request) bool {
				if r.Method == http.MethodGet {
					return false
				}
				_, _ = w.Write([]byte(body))
				return true
			}
			id, _ := madeBy(t, s.createAs(anna, draftKey, idea))
			require.EqualValues(t, 6, id)
			require.Equal(t, seen{11, true, true, "up"}, s.voted(anna, "up", 1))
			require.Equal(t, http.StatusOK, s.ask("POST", "/api/7.0/comments.json", `{"object_id": 1, "content": "Me too"}`).Code)
			require.Len(t, s.helpdesk.comments[1], 1)
		})
	}
	for _, body := range []string{`{"success": false}`, `{"success": 0}`, "<html>Login</html>", `{"id": 0}`} {
		t.Run("not as "+body, func(t *testing.T) {
			s := newSite(t)
			s.helpdesk.fail = func(w http.ResponseWriter, r *http.Request) bool {
				_, _ = w.Write([]byte(body))
				return r.Method != http.MethodGet
			}
			require.NotEqual(t, http.StatusOK, s.createAs(anna, draftKey, idea).Code)
		})
	}
}
