package edge_test

import (
	"context"
	"database/sql"
	"encoding/json"
	"flag"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"deskside/shared/edge"
)

// deliver hands on all that is due.
func (s *site) deliver() {
	s.t.Helper()
	for range 1000 {
		if s.edge.DeliverNext(s.t.Context()) > 0 {
			return
		}
	}
	s.t.Fatal("there is always more to deliver")
}

// later passes time, and has what is due by then handed on.
func (s *site) later(d time.Duration) {
	s.t.Helper()
	for end := s.now.Add(d); s.now.Before(end); s.pass(max(5*time.Second, d/200)) {
		s.deliver()
	}
}

func down(w http.ResponseWriter, _ *http.Request) bool {
	w.Header().Set("Retry-After", "5")
	w.WriteHeader(http.StatusTooManyRequests)
	return true
}

func vanish(http.ResponseWriter, *http.Request) bool { panic(http.ErrAbortHandler) }

func TestWhatTheHelpdeskCannotTakeNowIsKeptAndHandedOnLater(t *testing.T) {
	s := newSite(t, quickly)
	s.helpdesk.fail = down
	told := stays(t, s.createAs(anna, draftKey, idea))
	require.Equal(t, "waiting", told.State)
	require.Equal(t, told.ID, stays(t, s.createAs(anna, draftKey, idea)).ID, "under its key it is the same")
	require.Equal(t, "waiting", s.stands(told.URL).State)
	s.later(time.Minute)
	require.Equal(t, "waiting", s.stands(told.URL).State)
	require.Equal(t, 5, s.helpdesk.count())

	s.helpdesk.set(func(h *fakeHelpdesk) { h.fail = nil })
	s.later(15 * time.Minute)
	now := s.stands(told.URL)
	require.Equal(t, "delivered", now.State)
	require.Equal(t, 6, s.helpdesk.count())
	answer := s.createAs(anna, draftKey, idea)
	madeBy(t, answer)
	require.JSONEq(t, answer.Body.String(), string(now.Answer))
	require.Equal(t, seen{1, true, true, "up"}, s.sees(anna, 6), "who wrote it has voted for it")
	require.Equal(t, 6, s.helpdesk.count())
}

func TestWhatIsHandedOnLaterIsTheWholePost(t *testing.T) {
	s := newSite(t, quickly)
	s.helpdesk.fail = down
	const whole = `{"object_type": "idea", "title": "T", "content": "C", "category_id": 1, "tags": ["a", "b"], "property_12": ["4", "5"], "property_15": "x"}`
	stays(t, s.createAs(anna, draftKey, whole))
	s.helpdesk.set(func(h *fakeHelpdesk) { h.fail = nil })
	s.later(15 * time.Minute)
	var last map[string]any
	require.NoError(t, json.Unmarshal([]byte(s.helpdesk.bodies[len(s.helpdesk.bodies)-1]), &last))
	require.Equal(t, []any{"a", "b"}, last["tags"])
	require.Equal(t, []any{[]any{"4", "5"}, "x"}, []any{last["property_12"], last["property_15"]})
}

func quickly(c *edge.Config) { c.Clock = &patientClock{} }

func TestNobodyAsksForWhatTheyHaveNoIDOf(t *testing.T) {
	s := newSite(t, quickly)
	s.helpdesk.fail = down
	told := stays(t, s.ask("POST", "/api/7.0/objects.json", idea))
	require.Len(t, told.ID, 32)
	require.NotEqual(t, told.ID, stays(t, s.ask("POST", "/api/7.0/objects.json", idea)).ID, "without a key each is one of its own")
	for _, id := range []string{strings.Repeat("0", 32), strings.ToUpper(told.ID), told.ID[:31], told.ID + "0", "%", "1"} {
		w := s.ask("GET", "/api/7.0/submissions/"+strings.ReplaceAll(id, "%", "%25")+".json", "")
		require.Equal(t, http.StatusNotFound, w.Code, id)
	}
	require.Equal(t, http.StatusMethodNotAllowed, s.ask("POST", told.URL, "{}").Code)
}

func TestWhatIsRefusedLaterIsSaidToWhoAsks(t *testing.T) {
	s := newSite(t, quickly)
	s.helpdesk.fail = down
	told := stays(t, s.createAs(anna, draftKey, idea))
	s.helpdesk.set(func(h *fakeHelpdesk) {
		h.fail = func(w http.ResponseWriter, _ *http.Request) bool {
			w.WriteHeader(http.StatusForbidden)
			return true
		}
	})
	s.later(time.Minute)
	now := s.stands(told.URL)
	require.Equal(t, "refused", now.State)
	require.Equal(t, "This site does not allow that.", now.Message)
	require.Contains(t, s.ask("GET", told.URL, "", "Accept-Language", "ru").Body.String(), "сайт")
	s.helpdesk.sent()
	s.later(time.Minute)
	require.Empty(t, s.helpdesk.sent(), "it is not sent again by itself")

	s.helpdesk.set(func(h *fakeHelpdesk) { h.fail = nil })
	madeBy(t, s.createAs(anna, draftKey, idea))
	require.Equal(t, "delivered", s.stands(told.URL).State, "but by whoever wrote it")
	require.Equal(t, 6, s.helpdesk.count())
}

func TestWhatCannotBeHandedOnForAWeekIsGivenUp(t *testing.T) {
	s := newSite(t, quickly)
	s.helpdesk.fail = down
	told := stays(t, s.createAs(anna, draftKey, idea))
	s.pass(7 * 24 * time.Hour)
	s.deliver()
	require.Equal(t, "waiting", s.stands(told.URL).State)
	s.pass(time.Second)
	s.deliver()
	require.Equal(t, "refused", s.stands(told.URL).State)
	s.pass(31 * 24 * time.Hour)
	s.deliver()
	require.Equal(t, http.StatusNotFound, s.ask("GET", told.URL, "").Code, "a month later nothing of it is left")
}

func TestAPostThatIsKnownNotToHaveArrivedIsSentAgain(t *testing.T) {
	s := newSite(t, quickly)
	s.helpdesk.fail = vanish
	told := stays(t, s.createAs(anna, draftKey, idea))
	require.Equal(t, "doubt", told.State)
	s.helpdesk.set(func(h *fakeHelpdesk) { h.fail = nil })
	s.later(10 * time.Minute)
	require.Equal(t, "doubt", s.stands(told.URL).State, "that it is not listed tells nothing yet")
	require.Equal(t, 5, s.helpdesk.count())

	s.createAs(ben, draftKey, otherIdea)
	require.Equal(t, 6, s.helpdesk.count())
	s.later(6 * time.Minute)
	require.Equal(t, "delivered", s.stands(told.URL).State, "what is just as new is listed")
	require.Equal(t, 7, s.helpdesk.count())
}

func TestWhatNobodyCanKnowOfWaitsForAPerson(t *testing.T) {
	for name, change := range map[string]func(*site){
		"nothing just as new is listed": func(*site) {},
		"what is new waits for a moderator": func(s *site) {
			s.createAs(ben, draftKey, otherIdea)
			s.helpdesk.set(func(h *fakeHelpdesk) {
				h.fail = func(w http.ResponseWriter, r *http.Request) bool {
					if strings.Contains(r.URL.Path, "search.json") {
						_, _ = w.Write([]byte(`{"success": {"data": [], "totalPages": 1}}`))
						return true
					}
					return false
				}
			})
		},
		"more came than one looks through": func(s *site) {
			s.createAs(ben, draftKey, otherIdea)
			s.helpdesk.set(func(h *fakeHelpdesk) {
				h.fail = func(w http.ResponseWriter, r *http.Request) bool {
					if strings.Contains(r.URL.Path, "search.json") {
						h.mu.Lock()
						defer h.mu.Unlock()
						_, _ = w.Write([]byte(`{"success": {"data": [` + post(6, `, "author": {"id": 7}, "createdAtPosix": `+itoa(h.now)) + `], "totalPages": 99, "currentPage": 1, "totalObjects": 4950}}`))
						return true
					}
					return false
				}
			})
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t, quickly)
			s.helpdesk.fail = vanish
			told := stays(t, s.createAs(anna, draftKey, idea))
			s.helpdesk.set(func(h *fakeHelpdesk) { h.fail = nil })
			change(s)
			s.later(2 * time.Hour)
			now := s.stands(told.URL)
			require.Equal(t, "uncertain", now.State)
			require.Contains(t, now.Message, "Look in the list before you send it again")
			before := s.helpdesk.count()
			s.later(time.Hour)
			require.Equal(t, before, s.helpdesk.count())
			_, _, uncertain := failure(t, s.createAs(anna, draftKey, idea))
			require.True(t, uncertain)
		})
	}
}

// D1 answers 1000 queries in one call of Cloudflare's clock, which hands on 40 entries.
func TestHandingOnTakesFewStatements(t *testing.T) {
	const most = 1000 / 40
	write := map[string]func(*site) string{
		"a post":    func(s *site) string { return stays(t, s.createAs(anna, draftKey, idea)).URL },
		"a comment": func(s *site) string { return s.remark(anna, draftKey, "Me too").URL },
		"a vote":    func(s *site) string { return stays(t, s.vote(anna, "up", 1)).URL },
		"a vote that turns another over": func(s *site) string {
			s.helpdesk.set(func(h *fakeHelpdesk) { h.topics[1].key = -1 })
			return stays(t, s.vote(anna, "up", 1)).URL
		},
	}
	for name, write := range write {
		for _, fault := range []string{"put off", "in doubt"} {
			t.Run(name+", "+fault, func(t *testing.T) {
				counted, db := newFlaky(t)
				s := newSite(t, quickly, func(c *edge.Config) { c.Store = db })
				if fault == "in doubt" {
					s.helpdesk.lose = func(w http.ResponseWriter, r *http.Request) bool { return r.Method == http.MethodPost && vanish(w, r) }
				} else {
					s.helpdesk.fail = down
				}
				place := write(s)
				s.helpdesk.set(func(h *fakeHelpdesk) { h.fail, h.lose = nil, nil })
				s.pass(15 * time.Second)
				before := counted.seen.Load()
				s.edge.DeliverNext(t.Context())
				took := counted.seen.Load() - before
				if fault == "put off" {
					require.Equal(t, "delivered", s.stands(place).State)
				}
				require.LessOrEqual(t, took, int64(most))
				require.Greater(t, took, int64(5))
			})
		}
	}
}

func (s *site) remark(visitor, key, content string) standing {
	s.t.Helper()
	return stays(s.t, s.ask("POST", "/api/7.0/comments.json", `{"object_id": 1, "content": "`+content+`"}`, "Deskside-Visitor", visitor, "Idempotency-Key", key))
}

func TestCommentsOfOneAboutOneStayInTheirOrder(t *testing.T) {
	s := newSite(t, quickly)
	s.helpdesk.fail = down
	s.remark(anna, "comment-0001", "First")
	s.helpdesk.set(func(h *fakeHelpdesk) { h.fail = nil })
	second := s.remark(anna, "comment-0002", "Second")
	require.Equal(t, "waiting", second.State, "the first is still to come")
	w := s.ask("POST", "/api/7.0/comments.json", `{"object_id": 1, "content": "Between"}`, "Deskside-Visitor", ben, "Idempotency-Key", "comment-0001")
	require.Equal(t, http.StatusOK, w.Code, "what others say does not wait")
	s.later(10 * time.Second)
	require.Equal(t, "delivered", s.stands(second.URL).State)
	var said []any
	for _, c := range s.helpdesk.comments[1] {
		said = append(said, c["content"])
	}
	require.Equal(t, []any{"Between", "First", "Second"}, said)
}

func TestADelivererLooksAsSoonAsSomethingIsKept(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	rested := make(chan time.Duration)
	c := &restingClock{rested: rested}
	s := newSite(t, func(config *edge.Config) { config.Clock = c })
	ended := make(chan struct{})
	go func() {
		s.edge.Deliver(ctx)
		close(ended)
	}()
	require.Equal(t, time.Minute, <-rested)
	s.helpdesk.set(func(h *fakeHelpdesk) { h.fail = down })
	stays(t, s.createAs(anna, draftKey, idea))
	require.Equal(t, 5*time.Second, <-rested, "it knows when the next is due")
	stop()
	<-ended
}

// restingClock tells each rest, which ends with its context.
type restingClock struct {
	patientClock
	rested chan time.Duration
}

func (c *restingClock) Sleep(ctx context.Context, d time.Duration) error {
	if d < 5*time.Second {
		return nil
	}
	select {
	case c.rested <- d:
	case <-ctx.Done():
	}
	<-ctx.Done()
	return context.Cause(ctx)
}

// everyStatement has tests break off at every statement in every way: minutes, for make soak.
var everyStatement = flag.Bool("every-statement", false, "break off at every statement, in every way")

// inTurn reports whether a test leaves a statement out in one way: each way takes every third, or of a short run every
// eleventh, and others take others.
func inTurn(at int64, way string) bool {
	every := int64(3)
	if testing.Short() {
		every = 11
	}
	return !*everyStatement && (at+int64(len(way)))%every != 0
}

// mortal is a store whose program ends at a statement: that one and all after it fail.
func mortal(t *testing.T, path string, at int64, after bool) *flaky {
	f := &flaky{path: path, after: after}
	f.fails.Store(at)
	f.times.Store(1 << 40)
	return f
}

func TestAnEdgeThatEndsAtAnyStatementLosesNothingAndDoesNothingTwice(t *testing.T) {
	// life is what one edge does until it ends: a post is sent, kept, found and handed on.
	life := func(s *site) {
		s.createAs(anna, draftKey, idea)
		s.later(8 * time.Second)
	}
	for name, fails := range map[string]func(*fakeHelpdesk){
		"a helpdesk that is well": func(*fakeHelpdesk) {},
		"one that is away at first": func(h *fakeHelpdesk) {
			left := 2
			h.fail = func(w http.ResponseWriter, r *http.Request) bool {
				left--
				return left >= 0 && down(w, r)
			}
		},
		"one whose answer is lost": func(h *fakeHelpdesk) {
			h.lose = func(_ http.ResponseWriter, r *http.Request) bool {
				if r.Method == http.MethodPost {
					panic(http.ErrAbortHandler)
				}
				return false
			}
		},
	} {
		count := mortal(t, storeFile(t), 1<<40, false)
		whole := newSite(t, quickly, stored(t, count))
		fails(whole.helpdesk)
		life(whole)
		for at := int64(1); at <= count.seen.Load(); at++ {
			for _, after := range []bool{false, true} {
				if inTurn(at, name) {
					continue
				}
				t.Run(name+", until statement "+itoa(at), func(t *testing.T) {
					file := storeFile(t)
					s := newSite(t, quickly, stored(t, mortal(t, file, at, after)))
					fails(s.helpdesk)
					w := s.createAs(anna, draftKey, idea)
					for range 4 {
						s.edge.DeliverNext(t.Context())
						s.pass(2 * time.Second)
					}
					if w.Code == http.StatusOK {
						require.Equal(t, 6, s.helpdesk.count(), "what was said to be there is there")
					}
					kept := w.Code == http.StatusAccepted

					// Another program goes on, and the helpdesk is well.
					next := newSite(t, quickly, stored(t, mortal(t, file, 1<<40, false)), func(c *edge.Config) { c.Upstream, c.Now = s.upstream, s.clock })
					s.edge = next.edge
					s.helpdesk.set(func(h *fakeHelpdesk) { h.fail, h.lose = nil, nil })
					s.later(20 * time.Second)
					s.createAs(ben, draftKey, otherIdea)
					s.later(6 * time.Minute)
					count := s.helpdesk.count()
					require.LessOrEqual(t, count, 7)
					if kept {
						require.Equal(t, "delivered", s.stands(stays(t, w).URL).State)
					}
					if !kept && w.Code != http.StatusOK {
						_, _, uncertain := failure(t, w)
						require.True(t, uncertain || count == 6, "what was said not to be kept is not there")
					}
					// Sent again under its key, it is there once.
					madeBy(t, s.createAs(anna, draftKey, idea))
					require.Equal(t, 7, s.helpdesk.count())
				})
			}
		}
	}
}

func stored(t *testing.T, f *flaky) func(*edge.Config) {
	return func(c *edge.Config) {
		db := sql.OpenDB(f)
		t.Cleanup(func() { db.Close() })
		c.Store = db
	}
}

func TestACommentWhoseAnswerWasLostIsFoundByWhatTheHelpdeskMadeOfIt(t *testing.T) {
	for name, test := range map[string]struct {
		wrote, stored string
		found         bool
	}{
		"as it was":         {"Me too, it is [b]bright[/b]", "<p>Me too, it is <strong>bright</strong></p>", true},
		"in another form":   {"D\u00e9j\u00e0  vu & more", "<p>De\u0301ja\u0300 vu &amp; more</p>", true},
		"without letters":   {"\U0001F44D", "<p>\U0001F44D</p>", true},
		"another":           {"Me too", "<p>\U0001F44D</p>", false},
		"another by a sign": {"\U0001F44D", "<p>\U0001F44E</p>", false},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t, quickly)
			s.helpdesk.lose = func(_ http.ResponseWriter, r *http.Request) bool {
				if r.Method == http.MethodPost {
					panic(http.ErrAbortHandler)
				}
				return false
			}
			told := s.remark(anna, "comment-0001", test.wrote)
			require.Equal(t, "doubt", told.State)
			s.helpdesk.set(func(h *fakeHelpdesk) {
				h.lose = nil
				h.comments[1][0]["content"], h.comments[1][0]["createdAtPosix"] = test.stored, h.now
			})
			s.later(time.Minute)
			state := "doubt"
			if test.found {
				state = "delivered"
			}
			require.Equal(t, state, s.stands(told.URL).State)
			require.Len(t, s.helpdesk.comments[1], 1)
		})
	}
}

func TestACommentThatIsKnownNotToHaveArrivedIsSentAgain(t *testing.T) {
	s := newSite(t, quickly)
	s.helpdesk.set(func(h *fakeHelpdesk) {
		h.fail = func(_ http.ResponseWriter, r *http.Request) bool {
			if r.Method == http.MethodPost {
				panic(http.ErrAbortHandler)
			}
			return false
		}
	})
	told := s.remark(anna, "comment-0001", "Me too")
	s.helpdesk.set(func(h *fakeHelpdesk) { h.fail = nil })
	s.later(5 * time.Minute)
	require.Equal(t, "doubt", s.stands(told.URL).State)
	w := s.ask("POST", "/api/7.0/comments.json", `{"object_id": 1, "content": "And me"}`, "Deskside-Visitor", ben, "Idempotency-Key", "comment-0001")
	require.Equal(t, http.StatusOK, w.Code)
	s.later(6 * time.Minute)
	require.Equal(t, "delivered", s.stands(told.URL).State)
	require.Len(t, s.helpdesk.comments[1], 2)
}
