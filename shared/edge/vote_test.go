package edge_test

import (
	"encoding/json"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"deskside/shared/edge"
)

type seen struct {
	All     int64
	CanVote bool
	IsVoted bool
	Mine    string
}

func (s *site) vote(visitor, value string, id int64) *httptest.ResponseRecorder {
	s.t.Helper()
	return s.ask("POST", "/api/7.0/objects/"+itoa(id)+"/votes/toggle.json?value="+value, "", "Deskside-Visitor", visitor)
}

func (s *site) voted(visitor, value string, id int64) seen {
	s.t.Helper()
	w := s.vote(visitor, value, id)
	require.Equal(s.t, http.StatusOK, w.Code, w.Body.String())
	var answer struct{ Success struct{ Votes seen } }
	require.NoError(s.t, json.Unmarshal(w.Body.Bytes(), &answer))
	return answer.Success.Votes
}

func (s *site) sees(visitor string, id int64) seen {
	s.t.Helper()
	w := s.ask("GET", "/api/7.0/objects/"+itoa(id)+".json", "", "Deskside-Visitor", visitor)
	require.Equal(s.t, http.StatusOK, w.Code, w.Body.String())
	var answer struct{ Votes seen }
	require.NoError(s.t, json.Unmarshal(w.Body.Bytes(), &answer))
	return answer.Votes
}

func TestEveryVisitorHasAVoteAndTheHelpdeskGetsOne(t *testing.T) {
	s := newSite(t)
	require.Equal(t, seen{10, true, false, ""}, s.sees(anna, 1))
	require.Equal(t, seen{11, true, true, "up"}, s.voted(anna, "up", 1))
	require.Equal(t, seen{11, true, true, "up"}, s.voted(anna, "up", 1), "voting again changes nothing")
	require.Equal(t, seen{12, true, true, "up"}, s.voted(ben, "up", 1))
	require.Equal(t, seen{12, true, false, ""}, s.sees(cleo, 1))
	require.EqualValues(t, 1, s.helpdesk.topics[1].key)

	require.Equal(t, seen{11, true, false, ""}, s.voted(anna, "revert", 1))
	require.EqualValues(t, 1, s.helpdesk.topics[1].key, "ben's vote is still there")
	require.Equal(t, seen{10, true, false, ""}, s.voted(ben, "revert", 1))
	require.EqualValues(t, 0, s.helpdesk.topics[1].key)

	require.Equal(t, seen{9, true, true, "down"}, s.voted(cleo, "down", 1))
	require.EqualValues(t, -1, s.helpdesk.topics[1].key)
	require.Equal(t, seen{11, true, true, "up"}, s.voted(cleo, "up", 1))
	require.EqualValues(t, 1, s.helpdesk.topics[1].key)

	var changes []string
	for _, request := range s.helpdesk.sent() {
		if _, value, ok := strings.Cut(request, "?value="); ok {
			changes = append(changes, value)
		}
	}
	require.Equal(t, []string{"up", "revert", "down", "revert", "up"}, changes)
}

func TestListsShowEachVisitorTheirVotes(t *testing.T) {
	s := newSite(t)
	s.voted(anna, "up", 1)
	s.voted(ben, "up", 1)
	s.voted(ben, "up", 2)
	list := func(visitor string) (all []seen) {
		var answer struct {
			Success struct{ Data []struct{ Votes seen } }
		}
		w := s.ask("GET", "/api/7.0/search.json", "", "Deskside-Visitor", visitor)
		require.NoError(t, json.Unmarshal(w.Body.Bytes(), &answer))
		for _, o := range answer.Success.Data {
			all = append(all, o.Votes)
		}
		return all
	}
	require.Equal(t, []seen{{12, true, true, "up"}, {4, true, false, ""}, {0, true, false, ""}}, list(anna))
	require.Equal(t, []seen{{12, true, true, "up"}, {4, true, true, "up"}, {0, true, false, ""}}, list(ben))
	require.Equal(t, []seen{{12, false, false, ""}, {4, false, false, ""}, {0, false, false, ""}}, list(""), "without an id nobody can vote")
}

func TestVotesThatAreNotTaken(t *testing.T) {
	for name, test := range map[string]struct {
		visitor, value string
		id             int64
		extra          map[string]any
		status         int
		says           string
	}{
		"nobody's":                 {"", "up", 1, nil, 400, "Deskside-Visitor"},
		"a private idea":           {anna, "up", 3, nil, 404, ""},
		"a ticket":                 {anna, "up", 4, nil, 404, ""},
		"against a problem":        {anna, "down", 2, nil, 400, "against"},
		"where voting is closed":   {anna, "up", 1, map[string]any{"votes": map[string]any{"all": 4, "canVote": false, "isVoted": false}}, 403, "no votes now"},
		"a type that has no votes": {anna, "up", 1, map[string]any{"type": map[string]any{"slug": "question", "supports": map[string]any{"votes": false}}}, 403, "no votes now"},
		"no value":                 {anna, "", 1, nil, 400, "value"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			s.helpdesk.topics[test.id].extra = test.extra
			status, message, _ := failure(t, s.vote(test.visitor, test.value, test.id))
			require.Equal(t, test.status, status, message)
			require.Contains(t, message, test.says)
			require.Zero(t, s.helpdesk.topics[test.id].key)
		})
	}
}

// A model of the ledger: whatever visitors do, in whatever order, everybody
// sees the votes of others plus all visitors' votes, and the helpdesk has the
// sign of the visitors' sum.
func TestAnyOrderOfVotesAddsUp(t *testing.T) {
	values := map[string]int64{"up": 1, "down": -1, "revert": 0}
	names := []string{"up", "down", "revert"}
	visitors := []string{anna, ben, cleo}
	for seed := range uint64(4) {
		random := rand.New(rand.NewPCG(seed, 1))
		s := newSite(t)
		ledger := map[string]int64{}
		for range 40 {
			visitor, value := visitors[random.IntN(3)], names[random.IntN(3)]
			got := s.voted(visitor, value, 1)
			ledger[visitor] = values[value]
			sum := ledger[anna] + ledger[ben] + ledger[cleo]
			require.Equal(t, 10+sum, got.All)
			require.Equal(t, ledger[visitor] != 0, got.IsVoted)
			require.Equal(t, sign(sum), s.helpdesk.topics[1].key)
			other := visitors[random.IntN(3)]
			require.Equal(t, seen{10 + sum, true, ledger[other] != 0, map[int64]string{1: "up", -1: "down"}[ledger[other]]}, s.sees(other, 1))
		}
	}
}

func TestManyAtOnceAreAllCounted(t *testing.T) {
	s := newSite(t)
	var all sync.WaitGroup
	for i := range 30 {
		all.Go(func() { s.voted("visitor-number-"+itoa(int64(1000+i)), "up", 1) })
	}
	all.Wait()
	require.EqualValues(t, 40, s.sees(anna, 1).All)
	require.EqualValues(t, 1, s.helpdesk.topics[1].key)
	toggles := 0
	for _, request := range s.helpdesk.sent() {
		if strings.Contains(request, "toggle") {
			toggles++
		}
	}
	require.Equal(t, 1, toggles, "the helpdesk is told once")
}

func toggling(r *http.Request) bool { return strings.Contains(r.URL.Path, "toggle") }

// onToggling disturbs votes alone.
func onToggling(disturb func(http.ResponseWriter, *http.Request) bool) func(http.ResponseWriter, *http.Request) bool {
	return func(w http.ResponseWriter, r *http.Request) bool { return toggling(r) && disturb(w, r) }
}

func forbid(w http.ResponseWriter, _ *http.Request) bool {
	w.WriteHeader(http.StatusForbidden)
	return true
}

func TestAVoteThatTheHelpdeskRefusesIsNotCounted(t *testing.T) {
	for _, before := range []string{"", "up"} {
		s := newSite(t, quickly)
		value, want := "up", seen{10, true, false, ""}
		if before != "" {
			want = s.voted(anna, before, 1)
			value = "revert"
		}
		s.helpdesk.set(func(h *fakeHelpdesk) { h.fail = onToggling(forbid) })
		status, _, _ := failure(t, s.vote(anna, value, 1))
		require.Equal(t, http.StatusForbidden, status)
		s.helpdesk.set(func(h *fakeHelpdesk) { h.fail = nil })
		require.Equal(t, want, s.sees(anna, 1), "nobody sees a vote that was not taken, nor loses one")
		s.later(time.Hour)
		require.Equal(t, want, s.sees(anna, 1))

		after := s.voted(anna, value, 1)
		require.Equal(t, value == "up", after.IsVoted)
		require.EqualValues(t, map[string]int64{"up": 11, "revert": 10}[value], after.All)
		require.EqualValues(t, map[string]int64{"up": 1, "revert": 0}[value], s.helpdesk.topics[1].key)
	}
}

func TestAVoteThatTheKeysOwnerCastElsewhereStillCounts(t *testing.T) {
	for _, own := range []int64{1, -1} {
		s := newSite(t)
		s.helpdesk.topics[1].key = own
		require.EqualValues(t, 10+own, s.sees(anna, 1).All)
		require.Equal(t, seen{11 + own, true, true, "up"}, s.voted(anna, "up", 1))
		require.Equal(t, sign(1+own), s.helpdesk.topics[1].key)
		require.Equal(t, seen{12 + own, true, true, "up"}, s.voted(ben, "up", 1))
		require.EqualValues(t, 1, s.helpdesk.topics[1].key)
		require.Equal(t, seen{12 + own, false, false, ""}, s.sees("", 1), "it is nobody's own here")
		s.voted(anna, "revert", 1)
		require.Equal(t, seen{10 + own, true, false, ""}, s.voted(ben, "revert", 1))
		require.Equal(t, own, s.helpdesk.topics[1].key, "when nobody else votes, the owner's vote is there again")
	}
}

func TestAVoteOfTheKeyThatWasTakenBackElsewhereIsCastAgain(t *testing.T) {
	s := newSite(t)
	s.voted(anna, "up", 1)
	s.helpdesk.topics[1].key = 0
	require.Equal(t, seen{11, true, true, "up"}, s.sees(anna, 1), "it is not subtracted")
	require.Equal(t, seen{12, true, true, "up"}, s.voted(ben, "up", 1))
	require.EqualValues(t, 1, s.helpdesk.topics[1].key)
}

func sign(n int64) int64 { return max(-1, min(1, n)) }

func TestAnEdgeThatStoppedWhileVotingBlocksNobodyForLong(t *testing.T) {
	store := newStore(t)
	var s *site
	s = newSite(t, func(c *edge.Config) {
		c.Store = store
		c.Clock = &patientClock{slept: func(d time.Duration) { s.pass(d) }}
	})
	s.voted(ben, "up", 1)
	_, err := store.Exec(`UPDATE key_vote SET held_until = ?`, s.now.Add(time.Minute).UnixMicro())
	require.NoError(t, err)
	told := stays(t, s.vote(anna, "up", 1))
	require.Equal(t, "waiting", told.State)
	s.pass(time.Minute)
	s.deliver()
	require.Equal(t, "delivered", s.stands(told.URL).State)
	require.Equal(t, seen{12, true, true, "up"}, s.sees(anna, 1))
}

func TestVotesSurviveARestart(t *testing.T) {
	store := newStore(t)
	s := newSite(t, func(c *edge.Config) { c.Store = store })
	s.voted(anna, "up", 1)
	again := newSite(t, func(c *edge.Config) { c.Store = store })
	again.helpdesk.topics[1].key = 1
	require.Equal(t, seen{11, true, true, "up"}, again.sees(anna, 1))
}

func TestWhoWritesSomethingHasVotedForIt(t *testing.T) {
	lost := func(http.ResponseWriter, *http.Request) bool { panic(http.ErrAbortHandler) }
	for name, write := range map[string]func(*site){
		"at once": func(s *site) {},
		"although the answer was lost": func(s *site) {
			s.helpdesk.lose = lost
			require.Equal(t, http.StatusAccepted, s.createAs(anna, draftKey, idea).Code)
			s.helpdesk.set(func(h *fakeHelpdesk) { h.lose = nil })
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			write(s)
			id, _ := madeBy(t, s.createAs(anna, draftKey, idea))
			mine := seen{1, true, true, "up"}
			require.Equal(t, mine, s.sees(anna, id))
			require.Equal(t, seen{1, true, false, ""}, s.sees(ben, id), "it is not everybody's")
			require.Equal(t, mine, s.voted(anna, "up", id), "nobody votes twice")
			require.Equal(t, seen{2, true, true, "up"}, s.voted(ben, "up", id))
			require.Equal(t, seen{1, true, false, ""}, s.voted(anna, "revert", id), "it can be taken back")
			require.Equal(t, seen{0, true, false, ""}, s.voted(ben, "revert", id))
			require.Zero(t, s.helpdesk.topics[id].key)
		})
	}
}

// Whatever of the taking over of the owner's vote is lost, the answer or the request, and
// however often, it counts as what it was.
func TestTheOwnersVoteIsNotLostWithTheAnswerThatTakesItOver(t *testing.T) {
	for _, own := range []int64{1, -1} {
		for name, breaks := range map[string]func(*fakeHelpdesk, func(http.ResponseWriter, *http.Request) bool){
			"the answer is lost":  func(h *fakeHelpdesk, f func(http.ResponseWriter, *http.Request) bool) { h.lose = f },
			"it is not even done": func(h *fakeHelpdesk, f func(http.ResponseWriter, *http.Request) bool) { h.fail = f },
		} {
			for times := 1; times <= 3; times++ {
				s := newSite(t, quickly)
				s.helpdesk.topics[1].key = own
				left := times
				s.helpdesk.set(func(h *fakeHelpdesk) {
					breaks(h, func(w http.ResponseWriter, r *http.Request) bool {
						if !strings.Contains(r.URL.RawQuery, "value=revert") || left == 0 {
							return false
						}
						left--
						return vanish(w, r)
					})
				})
				for range times + 2 {
					s.vote(anna, "up", 1)
					s.later(time.Minute)
				}
				require.Equal(t, seen{11 + own, true, true, "up"}, s.sees(anna, 1), "%s %d times, of %d", name, times, own)
				require.Equal(t, sign(1+own), s.helpdesk.topics[1].key)
				require.Equal(t, seen{10 + own, true, false, ""}, s.voted(anna, "revert", 1))
				require.Equal(t, own, s.helpdesk.topics[1].key, "it is there again")
			}
		}
	}
}

func TestTheOwnersVoteIsTakenOverWithoutAskingWhereThereIsNoneAgainst(t *testing.T) {
	s := newSite(t)
	s.helpdesk.topics[2].key = 1
	require.Equal(t, seen{5, true, true, "up"}, s.voted(anna, "up", 2))
	require.Empty(t, s.toggles(), "it speaks for both")
	require.Equal(t, seen{4, true, false, ""}, s.voted(anna, "revert", 2))
	require.EqualValues(t, 1, s.helpdesk.topics[2].key)
}
