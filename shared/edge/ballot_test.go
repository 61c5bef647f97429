package edge_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"deskside/shared/edge"
)

// toggles returns the votes that the helpdesk was told since it was last asked.
func (s *site) toggles() (told []string) {
	for _, request := range s.helpdesk.sent() {
		if _, value, ok := strings.Cut(request, "toggle.json?value="); ok {
			told = append(told, value)
		}
	}
	return told
}

func TestAVoteThatTheHelpdeskCannotTakeNowIsKeptAndCountedLater(t *testing.T) {
	s := newSite(t, quickly)
	s.helpdesk.fail = onToggling(down)
	told := stays(t, s.vote(anna, "up", 1))
	require.Equal(t, "waiting", told.State)
	require.Equal(t, "up", told.Vote)
	mine := seen{11, true, true, "up"}
	require.Equal(t, mine, s.sees(anna, 1), "who voted sees it at once")
	require.Equal(t, seen{10, true, false, ""}, s.sees(ben, 1), "for others it counts once it is taken")
	s.later(time.Minute)
	require.Equal(t, "waiting", s.stands(told.URL).State)
	require.Zero(t, s.helpdesk.topics[1].key)

	s.helpdesk.set(func(h *fakeHelpdesk) { h.fail = nil })
	s.toggles()
	s.later(15 * time.Minute)
	now := s.stands(told.URL)
	require.Equal(t, "delivered", now.State)
	require.Equal(t, "up", now.Vote)
	require.Equal(t, mine, s.sees(anna, 1))
	require.Equal(t, seen{11, true, false, ""}, s.sees(ben, 1))
	require.Equal(t, []string{"up"}, s.toggles())
	require.Equal(t, mine, s.voted(anna, "up", 1))
	require.Empty(t, s.toggles())
}

func TestAVoteIsKeptWhileNothingIsKnownOfItsObject(t *testing.T) {
	s := newSite(t, quickly)
	s.helpdesk.fail = down
	known, unknown := stays(t, s.vote(anna, "up", 1)), stays(t, s.vote(anna, "up", 3))
	s.helpdesk.set(func(h *fakeHelpdesk) { h.fail = nil })
	require.Equal(t, seen{11, true, true, "up"}, s.sees(anna, 1))
	s.later(time.Minute)
	require.Equal(t, "delivered", s.stands(known.URL).State)
	refused := s.stands(unknown.URL)
	require.Equal(t, "refused", refused.State, "what is private takes no votes, and is not known to be there")
	require.Contains(t, refused.Message, "not public")
	require.Zero(t, s.helpdesk.topics[3].key)
}

func TestALaterVoteReplacesOneThatWaits(t *testing.T) {
	for name, test := range map[string]struct {
		before string
		wishes []string
		then   seen
		told   []string
	}{
		"taken back before it was sent":    {"", []string{"up", "revert"}, seen{10, true, false, ""}, nil},
		"turned over":                      {"", []string{"up", "down"}, seen{9, true, true, "down"}, []string{"down"}},
		"taken back and cast once more":    {"up", []string{"revert", "up"}, seen{11, true, true, "up"}, nil},
		"one that counts is turned over":   {"up", []string{"down"}, seen{9, true, true, "down"}, []string{"revert", "down"}},
		"wished in many ways, the last":    {"down", []string{"revert", "up", "down", "up", "revert"}, seen{10, true, false, ""}, []string{"revert"}},
		"the same again and again, counts": {"", []string{"up", "up", "up"}, seen{11, true, true, "up"}, []string{"up"}},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t, quickly)
			if test.before != "" {
				s.voted(anna, test.before, 1)
			}
			s.helpdesk.set(func(h *fakeHelpdesk) {
				h.fail = onToggling(func(w http.ResponseWriter, r *http.Request) bool { return reply(503, "")(w, r) })
			})
			var first standing
			for i, wish := range test.wishes {
				w := s.vote(anna, wish, 1)
				if w.Code == http.StatusOK {
					// What the helpdesk has already needs nothing of it.
					continue
				}
				told := stays(t, w)
				if first.ID == "" {
					first = told
				}
				require.Equal(t, first.ID, told.ID, "it is one vote")
				require.Equal(t, wish, told.Vote)
				require.Equal(t, map[string]string{"up": "up", "down": "down"}[wish], s.sees(anna, 1).Mine, "wish %d", i)
			}
			s.helpdesk.set(func(h *fakeHelpdesk) { h.fail = nil })
			s.toggles()
			s.later(5 * time.Minute)
			require.Equal(t, test.then, s.sees(anna, 1))
			require.Equal(t, test.told, s.toggles())
			require.Equal(t, test.wishes[len(test.wishes)-1], s.stands(first.URL).Vote)
			require.Equal(t, "delivered", s.stands(first.URL).State)
		})
	}
}

func TestAWishThatComesWhileAnotherIsSentIsNotTakenForIt(t *testing.T) {
	s := newSite(t, quickly)
	var second standing
	s.helpdesk.fail = func(w http.ResponseWriter, r *http.Request) bool {
		if toggling(r) && second.ID == "" {
			second = stays(t, s.vote(anna, "revert", 1))
			require.Equal(t, "sending", second.State)
		}
		return false
	}
	require.Equal(t, seen{10, true, false, ""}, s.voted(anna, "up", 1), "who has taken it back sees that")
	require.EqualValues(t, 1, s.helpdesk.topics[1].key)
	require.Equal(t, "waiting", s.stands(second.URL).State)
	s.deliver()
	require.Equal(t, "delivered", s.stands(second.URL).State)
	require.Zero(t, s.helpdesk.topics[1].key)
	require.Equal(t, seen{10, true, false, ""}, s.sees(anna, 1))
}

func TestOfTwoWishesTheOlderDoesNotCountThoughItComesLater(t *testing.T) {
	asked := int64(0)
	s := newSite(t, quickly, func(c *edge.Config) {
		// The rate of a client knows no clock that goes back.
		c.Client = func(*http.Request) string { asked++; return itoa(asked) }
	})
	s.voted(anna, "up", 1)
	s.pass(-time.Second)
	require.Equal(t, seen{11, true, true, "up"}, s.voted(anna, "revert", 1))
	require.EqualValues(t, 1, s.helpdesk.topics[1].key)
}

func TestAVoteWhoseAnswerWasLostIsNeitherLostNorSentTwice(t *testing.T) {
	for name, disturb := range map[string]func(*fakeHelpdesk){
		"before it was cast":  func(h *fakeHelpdesk) { h.fail = onToggling(vanish) },
		"after it was cast":   func(h *fakeHelpdesk) { h.lose = onToggling(vanish) },
		"by a gateway, after": func(h *fakeHelpdesk) { h.lose = onToggling(reply(502, "<p>Bad gateway")) },
	} {
		t.Run(name, func(t *testing.T) {
			for _, value := range []string{"up", "revert"} {
				s := newSite(t, quickly)
				want := seen{11, true, true, "up"}
				if value == "revert" {
					s.voted(anna, "up", 1)
					want = seen{10, true, false, ""}
				}
				s.helpdesk.set(disturb)
				told := stays(t, s.vote(anna, value, 1))
				require.Equal(t, "waiting", told.State)
				require.Equal(t, want, s.sees(anna, 1))
				done := len(s.toggles())
				s.helpdesk.set(func(h *fakeHelpdesk) { h.fail, h.lose = nil, nil })
				s.later(time.Minute)
				require.Equal(t, "delivered", s.stands(told.URL).State)
				require.Equal(t, want, s.sees(anna, 1))
				require.Equal(t, want.All, s.sees(ben, 1).All)
				require.Equal(t, want.All-10, s.helpdesk.topics[1].key)
				again := 1
				if strings.Contains(name, "after") {
					again = 0
				}
				require.Positive(t, done)
				require.Len(t, s.toggles(), again, "what the helpdesk has already is not sent")
			}
		})
	}
}

func TestVotesOfManyThatWaitBecomeOne(t *testing.T) {
	s := newSite(t, quickly)
	s.helpdesk.fail = onToggling(down)
	for i := range int64(12) {
		stays(t, s.vote("visitor-number-"+itoa(1000+i), []string{"up", "up", "down"}[i%3], 1))
	}
	s.helpdesk.set(func(h *fakeHelpdesk) { h.fail = nil })
	s.toggles()
	s.later(5 * time.Minute)
	require.Equal(t, seen{14, true, false, ""}, s.sees(anna, 1))
	require.EqualValues(t, 1, s.helpdesk.topics[1].key)
	require.LessOrEqual(t, len(s.toggles()), 9, "the helpdesk is told where the sum turns over, not of each")
}

func TestAVoteThatIsRefusedLaterCountsForNobody(t *testing.T) {
	s := newSite(t, quickly)
	s.helpdesk.fail = onToggling(down)
	told := stays(t, s.vote(anna, "up", 1))
	s.helpdesk.set(func(h *fakeHelpdesk) {
		h.fail = nil
		h.topics[1].extra = map[string]any{"votes": map[string]any{"all": 10, "canVote": false, "isVoted": false}}
	})
	s.later(time.Minute)
	now := s.stands(told.URL)
	require.Equal(t, "refused", now.State)
	require.Contains(t, now.Message, "no votes now")
	require.Equal(t, seen{10, false, false, ""}, s.sees(anna, 1))

	s.helpdesk.set(func(h *fakeHelpdesk) { h.topics[1].extra = nil })
	require.Equal(t, seen{11, true, true, "up"}, s.voted(anna, "up", 1))
	require.Equal(t, "delivered", s.stands(told.URL).State)
}

func TestAVoteThatCannotBeHandedOnForAWeekIsGivenUp(t *testing.T) {
	s := newSite(t, quickly)
	s.helpdesk.fail = onToggling(down)
	told := stays(t, s.vote(anna, "up", 1))
	s.pass(7*24*time.Hour + time.Second)
	s.deliver()
	require.Equal(t, "refused", s.stands(told.URL).State)
	require.Equal(t, seen{10, true, false, ""}, s.sees(anna, 1))
	s.pass(31 * 24 * time.Hour)
	s.deliver()
	require.Equal(t, http.StatusNotFound, s.ask("GET", told.URL, "").Code)
}

func TestAnEdgeThatEndsAtAnyStatementOfAVoteTellsNobodyWhatIsNotSo(t *testing.T) {
	for name, fails := range map[string]func(*fakeHelpdesk){
		"a helpdesk that is well":   func(*fakeHelpdesk) {},
		"one whose answer is lost":  func(h *fakeHelpdesk) { h.lose = onToggling(vanish) },
		"one that is away at first": func(h *fakeHelpdesk) { h.fail = onToggling(down) },
	} {
		for _, before := range []string{"", "up"} {
			for at := int64(1); ; at++ {
				over := false
				for _, after := range []bool{false, true} {
					// Each statement fails before or after it is done, in turns.
					if after == (at%2 == 0) || inTurn(at, name+before) {
						continue
					}
					t.Run(name+", before "+before+", until statement "+itoa(at), func(t *testing.T) {
						file := storeFile(t)
						store := mortal(t, file, 1<<40, after)
						s := newSite(t, quickly, stored(t, store))
						if before != "" {
							s.voted(anna, before, 1)
						}
						fails(s.helpdesk)
						store.seen.Store(0)
						store.fails.Store(at)
						wish := map[string]string{"": "up", "up": "revert"}[before]
						w := s.vote(anna, wish, 1)
						for range 4 {
							s.edge.DeliverNext(t.Context())
							s.pass(2 * time.Second)
						}
						over = store.seen.Load() < at
						want := map[string]seen{"up": {11, true, true, "up"}, "revert": {10, true, false, ""}}[wish]
						if w.Code == http.StatusOK && strings.Contains(name, "well") {
							require.Equal(t, want.All-10, s.helpdesk.topics[1].key, "what was said to be there is there")
						}

						// Another program goes on, and the helpdesk is well.
						next := newSite(t, quickly, stored(t, mortal(t, file, 1<<40, false)), func(c *edge.Config) { c.Upstream, c.Now = s.upstream, s.clock })
						s.edge = next.edge
						s.helpdesk.set(func(h *fakeHelpdesk) { h.fail, h.lose = nil, nil })
						s.later(90 * time.Second)
						now := s.sees(anna, 1)
						require.Equal(t, 10+s.helpdesk.topics[1].key, now.All, "the ledger and the helpdesk agree")
						switch w.Code {
						case http.StatusAccepted:
							require.Equal(t, "delivered", s.stands(stays(t, w).URL).State)
							require.Equal(t, want, now)
						case http.StatusOK:
							require.Equal(t, want, now)
						default:
							status, _, uncertain := failure(t, w)
							require.Equal(t, http.StatusServiceUnavailable, status)
							require.True(t, uncertain || now != want, "what was said not to be kept is not there")
						}
					})
				}
				if over || t.Failed() {
					break
				}
			}
		}
	}
}
