package edge_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"deskside/shared/edge"
	"deskside/shared/edge/letters"
)

// taken is a post in which somebody takes part, as they are told of it.
type taken struct {
	Object struct {
		ID          int64
		Title       string
		Content     string
		Status      struct{ Title string }
		Votes       seen
		CommentsNum int64
	}
	Wrote, Voted, Commented, Held       bool
	Follows, Left                       bool
	StatusAt, AnsweredAt, ReadAt, Since int64
}

// mine is what a visitor takes part in, by id, and the ids in their order.
func (s *site) mine(visitor string) (all map[int64]taken, order []int64) {
	s.t.Helper()
	w := s.ask("GET", "/api/7.0/mine.json", "", "Deskside-Visitor", visitor)
	require.Equal(s.t, http.StatusOK, w.Code, w.Body.String())
	var told struct {
		Success struct {
			AsOf int64
			Data []taken
		}
	}
	require.NoError(s.t, json.Unmarshal(w.Body.Bytes(), &told))
	require.Equal(s.t, s.clock().UnixMilli(), told.Success.AsOf)
	all = map[int64]taken{}
	for _, p := range told.Success.Data {
		require.Empty(s.t, p.Object.Content)
		order = append(order, p.Object.ID)
		all[p.Object.ID] = p
	}
	return all, order
}

// status gives an object of the helpdesk another one.
func (s *site) status(id int64, number int, title string) {
	s.helpdesk.set(func(h *fakeHelpdesk) {
		h.topics[id].extra = map[string]any{"status": map[string]any{"id": number, "slug": "s", "title": title, "isClosed": false}}
	})
}

// newestFirst has the helpdesk's objects listed as a list of the newest has them.
func (s *site) newestFirst() {
	s.helpdesk.set(func(h *fakeHelpdesk) {
		for id, t := range h.topics {
			t.created = 1_800_000_100 - id
		}
	})
}

func TestSomebodyIsToldOfThePostsInWhichTheyTakePart(t *testing.T) {
	s := newSite(t)
	s.newestFirst()
	all, _ := s.mine(anna)
	require.Empty(t, all)
	s.writes("objects.json", `{"ownership": "feedback", "object_type": "idea", "title": "Sort by name", "content": "Please"}`, anna)
	s.newestFirst()
	s.pass(time.Minute)
	s.voted(anna, "up", 1)
	s.voted(ben, "up", 1)
	s.pass(time.Minute)
	s.writes("comments.json", `{"object_id": 2, "content": "Here, too"}`, anna)
	began := s.clock().UnixMilli()

	all, order := s.mine(anna)
	require.Equal(t, []int64{2, 1, 6}, order, "what changed last comes first")
	require.Equal(t, "Sort by name", all[6].Object.Title)
	require.True(t, all[6].Wrote && all[6].Voted && !all[6].Commented && !all[6].Held, "who writes something has voted for it")
	require.Equal(t, seen{1, true, true, "up"}, all[6].Object.Votes)
	require.True(t, all[1].Voted && !all[1].Wrote)
	require.Equal(t, seen{12, true, true, "up"}, all[1].Object.Votes)
	require.True(t, all[2].Commented && !all[2].Voted && !all[2].Wrote)
	require.EqualValues(t, 1, all[2].Object.CommentsNum)
	for _, p := range all {
		require.Zero(t, p.StatusAt+p.AnsweredAt, p.Object.Title)
	}
	all, _ = s.mine(ben)
	require.Len(t, all, 1)
	all, _ = s.mine(cleo)
	require.Empty(t, all)

	s.gathers()
	all, _ = s.mine(anna)
	for _, p := range all {
		require.Zero(t, p.StatusAt+p.AnsweredAt, "what they wrote themselves is no news: "+p.Object.Title)
	}

	s.status(1, 2, "In work")
	s.helpdesk.set(func(h *fakeHelpdesk) {
		h.comments[2] = append(h.comments[2], map[string]any{"id": 900, "content": "Soon"})
	})
	s.voted(ben, "revert", 1)
	s.pass(time.Hour)
	s.gathers()
	all, order = s.mine(anna)
	require.ElementsMatch(t, []int64{1, 2}, order[:2])
	require.Greater(t, all[1].StatusAt, began)
	require.Zero(t, all[1].AnsweredAt)
	require.Equal(t, "In work", all[1].Object.Status.Title)
	require.Equal(t, seen{11, true, true, "up"}, all[1].Object.Votes)
	require.Greater(t, all[2].AnsweredAt, began)
	require.Zero(t, all[2].StatusAt)
	require.EqualValues(t, 2, all[2].Object.CommentsNum)
	require.Zero(t, all[6].StatusAt+all[6].AnsweredAt)
	all, _ = s.mine(ben)
	require.Empty(t, all, "who takes a vote back is not told any more")

	require.Equal(t, http.StatusBadRequest, s.ask("GET", "/api/7.0/mine.json", "").Code)
}

func TestWhatIsAwayIsShownToNobodyAndWhatIsHeldToWhoWroteIt(t *testing.T) {
	s := newSite(t)
	s.newestFirst()
	s.voted(anna, "up", 2)
	s.voted(anna, "up", 1)
	s.voted(anna, "up", 5)
	s.writes("objects.json", `{"ownership": "feedback", "object_type": "idea", "title": "Sort by name", "content": "Please"}`, anna)
	s.newestFirst()
	s.voted(ben, "up", 6)
	s.helpdesk.set(func(h *fakeHelpdesk) {
		h.topics[6].private, h.topics[2].private = true, true
	})
	s.gathers()
	all, _ := s.mine(anna)
	require.NotContains(t, all, int64(2), "what is private by now")
	require.Contains(t, all, int64(1))
	require.True(t, all[6].Held, "what nobody has approved yet")
	require.Zero(t, all[6].StatusAt)
	all, _ = s.mine(ben)
	require.Empty(t, all)

	s.helpdesk.set(func(h *fakeHelpdesk) { h.topics[6].private, h.topics[2].private = false, false })
	s.pass(time.Hour)
	s.gathers()
	all, _ = s.mine(anna)
	require.False(t, all[6].Held)
	require.NotZero(t, all[6].StatusAt, "that it is shown is news")
	require.Contains(t, all, int64(2))
	all, _ = s.mine(ben)
	require.Contains(t, all, int64(6))
}

func TestAPostThatSomebodyReadsIsNewsAtOnce(t *testing.T) {
	s := newSite(t)
	s.voted(anna, "up", 1)
	s.writes("comments.json", `{"object_id": 1, "content": "Here, too"}`, anna)
	s.pass(time.Minute)
	s.sees(ben, 1)
	all, _ := s.mine(anna)
	require.Zero(t, all[1].StatusAt+all[1].AnsweredAt, "what she wrote herself is no news")
	s.status(1, 2, "In work")
	s.helpdesk.set(func(h *fakeHelpdesk) {
		h.comments[1] = append(h.comments[1], map[string]any{"id": 900, "content": "Soon"})
	})
	s.pass(time.Minute)
	require.Equal(t, seen{11, true, false, ""}, s.sees(ben, 1))
	all, _ = s.mine(anna)
	require.Equal(t, "In work", all[1].Object.Status.Title)
	require.Equal(t, s.clock().UnixMilli(), all[1].StatusAt)
	require.Equal(t, all[1].StatusAt, all[1].AnsweredAt)
	require.Equal(t, seen{11, true, true, "up"}, all[1].Object.Votes)
}

func TestAFullPageIsNotTakenForAll(t *testing.T) {
	s := newSite(t)
	s.voted(anna, "up", 1)
	list := func(n int) {
		s.helpdesk.set(func(h *fakeHelpdesk) {
			h.fail = func(w http.ResponseWriter, r *http.Request) bool {
				if !strings.HasSuffix(r.URL.Path, "/search.json") {
					return false
				}
				var data []string
				for id := range n {
					data = append(data, post(1000-id, fmt.Sprintf(`, "title": "Newer", "createdAtPosix": %d`, 1_800_000_000-id)))
				}
				fmt.Fprintf(w, `{"success": {"data": [%s], "totalObjects": %d, "totalPages": 1, "currentPage": 1}}`, strings.Join(data, ","), n)
				return true
			}
		})
	}
	list(20)
	s.gathers()
	all, _ := s.mine(anna)
	require.Contains(t, all, int64(1), "there may be more than a helpdesk says")
	list(19)
	s.pass(time.Hour)
	s.gathers()
	all, _ = s.mine(anna)
	require.NotContains(t, all, int64(1))
}

func TestVotesFromBeforeAreGathered(t *testing.T) {
	s := newSite(t)
	s.voted(anna, "up", 1)
	_, err := s.db.Exec(`DELETE FROM standing`)
	require.NoError(t, err)
	all, _ := s.mine(anna)
	require.Empty(t, all)
	s.gathers()
	all, _ = s.mine(anna)
	require.Equal(t, seen{11, true, true, "up"}, all[1].Object.Votes)
	var kept int
	require.NoError(t, s.db.QueryRow(`SELECT count(*) FROM standing`).Scan(&kept))
	require.Equal(t, 1, kept, "in which nobody takes part nothing is kept of")
}

func TestWhoIsForgottenTakesPartInNothing(t *testing.T) {
	s := newSite(t)
	s.writes("objects.json", `{"ownership": "feedback", "object_type": "idea", "title": "Sort by name", "content": "Please"}`, anna)
	all, _ := s.mine(anna)
	require.Len(t, all, 1)
	for _, erase := range letters.Erase(anna) {
		values := make([]any, len(erase.Values))
		for i, v := range erase.Values {
			values[i] = v.Number
			if v.IsText {
				values[i] = v.Text
			}
		}
		_, err := s.db.Exec(erase.SQL, values...)
		require.NoError(t, err)
	}
	all, _ = s.mine(anna)
	require.Empty(t, all)
}

func TestWithoutAStoreNobodyIsToldWhatTheyTakePartIn(t *testing.T) {
	s := newSite(t, func(c *edge.Config) { c.Store = nil })
	require.Equal(t, http.StatusNotFound, s.ask("GET", "/api/7.0/mine.json", "", "Deskside-Visitor", anna).Code)
}

func TestWhatTheTeamSaysIsMarked(t *testing.T) {
	s := newSite(t)
	s.writes("comments.json", `{"object_id": 1, "content": "A guest's, under the edge's own account"}`, anna)
	s.helpdesk.set(func(h *fakeHelpdesk) {
		of := func(id int, role string) map[string]any {
			return map[string]any{"id": 200 + id, "content": role, "author": map[string]any{"id": id, "name": role, "role": map[string]any{"alias": role}}}
		}
		h.comments[1][0]["author"].(map[string]any)["role"] = map[string]any{"alias": "administrator"}
		h.comments[1] = append(h.comments[1], of(9, "agent"), of(10, "user"), of(11, "administrator"))
	})
	team := func() (ids []int64) {
		var all []struct {
			Author struct {
				ID     int64
				IsTeam bool
			}
		}
		w := s.ask("GET", "/api/7.0/objects/1/comments.json", "")
		require.Equal(t, http.StatusOK, w.Code)
		var told struct{ Success json.RawMessage }
		require.NoError(t, json.Unmarshal(w.Body.Bytes(), &told))
		require.NoError(t, json.Unmarshal(told.Success, &all))
		require.Len(t, all, 4)
		for _, c := range all {
			if c.Author.IsTeam {
				ids = append(ids, c.Author.ID)
			}
		}
		return ids
	}
	require.Equal(t, []int64{9, 11}, team(), "and not the account in whose name guests write")
	s.helpdesk.set(func(h *fakeHelpdesk) {
		h.fail = func(w http.ResponseWriter, r *http.Request) bool {
			if !strings.HasSuffix(r.URL.Path, "/me.json") {
				return false
			}
			w.WriteHeader(http.StatusServiceUnavailable)
			return true
		}
	})
	require.Empty(t, team(), "where nobody can tell whose is whose")
}
