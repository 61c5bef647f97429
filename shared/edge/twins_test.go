package edge_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"deskside/shared/edge"
)

const otherIdea = `{"object_type": "idea", "title": "Dark mode for charts", "content": "Mine is for the night."}`

func (s *site) createAs(visitor, key, body string) *httptest.ResponseRecorder {
	s.t.Helper()
	return s.ask("POST", "/api/7.0/objects.json", body, "Deskside-Visitor", visitor, "Idempotency-Key", key)
}

// madeBy returns the id and the text of the object that an answer shows.
func madeBy(t *testing.T, w *httptest.ResponseRecorder) (id int64, content string) {
	t.Helper()
	require.Equal(t, http.StatusOK, w.Code, w.Body.String())
	var answer struct {
		Success struct {
			ID      int64
			Content string
		}
	}
	require.NoError(t, json.Unmarshal(w.Body.Bytes(), &answer))
	return answer.Success.ID, answer.Success.Content
}

// atOnce runs all functions at the same time and waits for them.
func atOnce(work ...func()) {
	var group sync.WaitGroup
	for _, one := range work {
		group.Go(one)
	}
	group.Wait()
}

func TestTwoWhoSendTheSameAtOnceAndGetNoAnswerHaveOneEach(t *testing.T) {
	for range 10 {
		s := newSite(t)
		s.helpdesk.lose = func(http.ResponseWriter, *http.Request) bool { panic(http.ErrAbortHandler) }
		visitors := []string{anna, ben, cleo}
		answers := make([]*httptest.ResponseRecorder, len(visitors))
		send := func() {
			var all []func()
			for i, visitor := range visitors {
				all = append(all, func() { answers[i] = s.createAs(visitor, draftKey, idea) })
			}
			atOnce(all...)
		}
		send()
		for _, w := range answers {
			require.Equal(t, "doubt", stays(t, w).State)
		}
		s.helpdesk.set(func(h *fakeHelpdesk) { h.lose = nil })
		send()
		seen := map[int64]bool{}
		for _, w := range answers {
			id, _ := madeBy(t, w)
			require.False(t, seen[id], "two have the same object")
			seen[id] = true
		}
		require.Equal(t, 5+len(visitors), s.helpdesk.count(), "nothing is there twice")
		send()
		for _, w := range answers {
			id, _ := madeBy(t, w)
			require.True(t, seen[id], "and it stays theirs")
		}
	}
}

func TestOneOfTwoWhosePostNeverArrivedDoesNotTakeTheOther(t *testing.T) {
	for name, bodies := range map[string][2]string{"with another text": {idea, otherIdea}, "with the same text": {idea, idea}} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			s.helpdesk.fail = func(http.ResponseWriter, *http.Request) bool { panic(http.ErrAbortHandler) }
			stays(t, s.createAs(anna, draftKey, bodies[0]))
			s.helpdesk.set(func(h *fakeHelpdesk) {
				h.fail = nil
				h.lose = func(http.ResponseWriter, *http.Request) bool { panic(http.ErrAbortHandler) }
			})
			stays(t, s.createAs(ben, draftKey, bodies[1]))
			require.Equal(t, 6, s.helpdesk.count())

			s.helpdesk.set(func(h *fakeHelpdesk) { h.lose = nil })
			annas := s.createAs(anna, draftKey, bodies[0])
			bens := s.createAs(ben, draftKey, bodies[1])
			require.Equal(t, 6, s.helpdesk.count(), "neither is sent again by itself")
			if bodies[1] != otherIdea {
				// Of what is the same, nobody can tell whose it is: it is one's, not both's.
				require.Equal(t, []int{http.StatusOK, http.StatusAccepted}, []int{annas.Code, bens.Code})
				return
			}
			require.Equal(t, "doubt", stays(t, annas).State)
			_, text := madeBy(t, bens)
			require.Contains(t, text, "night")
		})
	}
}

func TestNobodyTakesWhatAnotherIsStillSending(t *testing.T) {
	s := newSite(t, func(c *edge.Config) { c.Clock = &patientClock{} })
	s.helpdesk.fail = func(http.ResponseWriter, *http.Request) bool { panic(http.ErrAbortHandler) }
	stays(t, s.createAs(ben, draftKey, idea))

	// Anna's is made, but its answer is still on its way.
	arrived, release := make(chan struct{}), make(chan struct{})
	s.helpdesk.set(func(h *fakeHelpdesk) {
		h.fail = nil
		h.lose = func(_ http.ResponseWriter, r *http.Request) bool {
			if r.Method == http.MethodPost {
				close(arrived)
				<-release
			}
			return false
		}
	})
	annas := make(chan *httptest.ResponseRecorder, 1)
	go func() { annas <- s.createAs(anna, draftKey, idea) }()
	<-arrived
	w := s.createAs(ben, draftKey, idea)
	require.Equal(t, "2", w.Header().Get("Retry-After"))
	told := stays(t, w)
	require.Equal(t, "doubt", told.State)
	require.Contains(t, told.Message, "will not be there twice")
	close(release)
	first, _ := madeBy(t, <-annas)

	s.helpdesk.set(func(h *fakeHelpdesk) { h.lose = nil })
	s.pass(3 * time.Second)
	require.Equal(t, "doubt", stays(t, s.createAs(ben, draftKey, idea)).State, "it is not his")
	require.Equal(t, 6, s.helpdesk.count())
	again, _ := madeBy(t, s.createAs(anna, draftKey, idea))
	require.Equal(t, first, again)
}

func TestPressingTwiceAfterALostPostTakesItOnce(t *testing.T) {
	for range 10 {
		s := newSite(t)
		s.helpdesk.lose = func(http.ResponseWriter, *http.Request) bool { panic(http.ErrAbortHandler) }
		stays(t, s.create(draftKey, idea))
		s.helpdesk.set(func(h *fakeHelpdesk) { h.lose = nil })
		ids := make([]int64, 6)
		var all []func()
		for i := range ids {
			all = append(all, func() { ids[i], _ = madeBy(t, s.create(draftKey, idea)) })
		}
		atOnce(all...)
		require.Equal(t, 6, s.helpdesk.count())
		for _, id := range ids {
			require.EqualValues(t, 6, id)
		}
	}
}

func TestAPostIsKnownAgainThoughTheHelpdeskShowsItsTextOtherwise(t *testing.T) {
	long := strings.Repeat("A long story of charts at night. ", 20)
	for name, test := range map[string]struct{ wrote, shown string }{
		"markup":     {"It is [b]bright[/b].\n- Very", "<p>It is <strong>bright</strong>.<br>&ndash; Very</p>"},
		"a cut text": {long, "<p>" + long[:200] + "…</p>"},
		"no text":    {"It is bright.", ""},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			body, err := json.Marshal(map[string]string{"object_type": "idea", "title": "Dark mode for charts", "content": test.wrote})
			require.NoError(t, err)
			s.helpdesk.lose = func(http.ResponseWriter, *http.Request) bool { panic(http.ErrAbortHandler) }
			stays(t, s.createAs(anna, draftKey, string(body)))
			s.helpdesk.set(func(h *fakeHelpdesk) {
				h.lose = nil
				h.topics[6].extra = map[string]any{"content": test.shown}
			})
			id, _ := madeBy(t, s.createAs(anna, draftKey, string(body)))
			require.EqualValues(t, 6, id)
		})
	}
}
