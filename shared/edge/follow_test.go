package edge_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"deskside/shared/core/edge/identity"
	"deskside/shared/core/edge/interest"
	"deskside/shared/edge"
)

// follow is what the edge says to whoever follows an object, or leaves it.
type follow struct {
	ID                     int64
	IsSubscribed, IsMailed bool
}

func (s *site) follow(visitor, act string, id int64) (told follow) {
	s.t.Helper()
	w := s.as(visitor, "POST", fmt.Sprintf("objects/%d/%s.json", id, act), "")
	require.Equal(s.t, http.StatusOK, w.Code, w.Body.String())
	var answer struct{ Success follow }
	require.NoError(s.t, json.Unmarshal(w.Body.Bytes(), &answer))
	return answer.Success
}

// follows is what an object says to a visitor, nil where it says nothing of it.
func (s *site) follows(visitor string, id int64) *bool {
	s.t.Helper()
	w := s.ask("GET", fmt.Sprintf("/api/7.0/objects/%d.json", id), "", "Deskside-Visitor", visitor)
	require.Equal(s.t, http.StatusOK, w.Code, w.Body.String())
	var o struct{ IsSubscribed *bool }
	require.NoError(s.t, json.Unmarshal(w.Body.Bytes(), &o))
	return o.IsSubscribed
}

func TestWhoFollowsAPostIsToldWhatIsNewOfIt(t *testing.T) {
	s := newSite(t)
	s.newestFirst()
	yes, no := true, false
	require.Equal(t, &no, s.follows(anna, 1))
	require.Nil(t, s.follows("", 1), "nobody in particular follows nothing")

	require.Equal(t, follow{ID: 1, IsSubscribed: true}, s.follow(anna, "subscribe", 1), "a guest gets no mail")
	require.Equal(t, &yes, s.follows(anna, 1))
	require.Equal(t, &no, s.follows(ben, 1), "they alone do")
	all, order := s.mine(anna)
	require.Equal(t, []int64{1}, order)
	require.True(t, all[1].Follows && !all[1].Wrote && !all[1].Voted && !all[1].Left)

	s.status(1, 2, "In work")
	s.pass(time.Hour)
	s.gathers()
	all, _ = s.mine(anna)
	require.Greater(t, all[1].StatusAt, all[1].Since)

	require.Equal(t, follow{ID: 1}, s.follow(anna, "unsubscribe", 1))
	require.Equal(t, &no, s.follows(anna, 1))
	all, _ = s.mine(anna)
	require.Empty(t, all, "who only followed it takes part in it no more")
	require.Equal(t, follow{ID: 1}, s.follow(anna, "unsubscribe", 1), "nor a second time")
}

func TestWhoTakesPartInAPostFollowsItUntilTheyLeaveIt(t *testing.T) {
	s := newSite(t)
	s.newestFirst()
	yes, no := true, false
	s.voted(anna, "up", 1)
	require.Equal(t, &yes, s.follows(anna, 1))
	s.follow(anna, "unsubscribe", 1)
	require.Equal(t, &no, s.follows(anna, 1))
	all, _ := s.mine(anna)
	require.True(t, all[1].Voted && all[1].Left, "it stays theirs")
	require.Equal(t, seen{11, true, true, "up"}, s.sees(anna, 1), "and so does the vote")

	s.writes("comments.json", `{"object_id": 1, "content": "Here, too"}`, anna)
	require.Equal(t, &no, s.follows(anna, 1), "who has left it stays away until they follow it")
	s.follow(anna, "subscribe", 1)
	require.Equal(t, &yes, s.follows(anna, 1))
	all, _ = s.mine(anna)
	require.False(t, all[1].Left)

	s.writes("comments.json", `{"object_id": 2, "content": "And here"}`, ben)
	require.Equal(t, &yes, s.follows(ben, 2))
}

func TestWhatIsFollowedIsPublicAndKept(t *testing.T) {
	s := newSite(t)
	s.helpdesk.set(func(h *fakeHelpdesk) { h.topics[2].private = true })
	require.Equal(t, http.StatusNotFound, s.as(anna, "POST", "objects/2/subscribe.json", "").Code)
	require.Equal(t, http.StatusNotFound, s.as(anna, "POST", "objects/99/subscribe.json", "").Code)
	require.Equal(t, http.StatusBadRequest, s.ask("POST", "/api/7.0/objects/1/subscribe.json", "").Code, "somebody follows it")
	require.Equal(t, http.StatusMethodNotAllowed, s.ask("GET", "/api/7.0/objects/1/subscribe.json", "", "Deskside-Visitor", anna).Code)

	storeless := newSite(t, func(c *edge.Config) { c.Store = nil })
	w := storeless.as(anna, "POST", "objects/1/subscribe.json", "")
	_, message, _ := failure(t, w)
	require.Equal(t, "Posts cannot be followed here.", message)
	require.Nil(t, storeless.follows(anna, 1))
}

// TestTheHelpdeskWritesToWhomItKnows has the sandbox for a helpdesk.
func TestTheHelpdeskWritesToWhomItKnows(t *testing.T) {
	yes := true
	for name, p := range people(t) {
		t.Run(name, func(t *testing.T) {
			r := newReal(t, p.account)
			who := p.enter(r)
			id := r.idea()
			mailed := p.state == identity.Known || p.state == identity.Made || p.state == identity.Login
			require.Equal(t, follow{ID: id, IsSubscribed: true, IsMailed: mailed}, r.follow(who, "subscribe", id))
			require.Equal(t, &yes, r.follows(who, id))
			asked := 0
			if mailed {
				asked = 1
			}
			require.Equal(t, asked, r.asks(fmt.Sprintf("POST objects/%d/subscribe.json", id)))
			if p.state == identity.Login {
				require.True(t, r.subscribed(r.at.Keys.User, id))
			}
			require.Equal(t, follow{ID: id}, r.follow(who, "unsubscribe", id))
			require.Equal(t, asked, r.asks(fmt.Sprintf("POST objects/%d/unsubscribe.json", id)))
			if p.state == identity.Login {
				require.False(t, r.subscribed(r.at.Keys.User, id))
			}

			if !mailed {
				return
			}
			r.fail = func() bool { return true }
			require.GreaterOrEqual(t, r.as(who, "POST", fmt.Sprintf("objects/%d/subscribe.json", id), "").Code, 500, "what the helpdesk did not hear is not said to be so")
			r.fail = nil
			require.NotEqual(t, &yes, r.follows(who, id))
		})
	}
}

// subscribed reports whether the helpdesk writes to whose a key is.
func (r *real) subscribed(key string, id int64) bool {
	r.t.Helper()
	_, answer := r.there(key, "GET", fmt.Sprintf("objects/%d.json", id), "")
	var o struct{ IsSubscribed any }
	require.NoError(r.t, json.Unmarshal([]byte(answer), &o), answer)
	return o.IsSubscribed == true || o.IsSubscribed == 1.0 // installations say either
}

func TestAPageIsToldWhatChangedAndNotOfWhom(t *testing.T) {
	s := newSite(t, func(c *edge.Config) { c.Origins = []string{"https://shop.example.com"} })
	s.newestFirst()
	changed := func(since int64) (all []int64) {
		t.Helper()
		w := s.ask("GET", fmt.Sprintf("/api/7.0/changes.json?since=%d", since), "", "Origin", "https://shop.example.com")
		require.Equal(t, http.StatusOK, w.Code, w.Body.String())
		require.Equal(t, "https://shop.example.com", w.Header().Get("Access-Control-Allow-Origin"))
		require.Less(t, w.Body.Len(), 1024)
		var told struct {
			Success struct {
				AsOf int64
				Data []struct{ ID, At int64 }
			}
		}
		require.NoError(t, json.Unmarshal(w.Body.Bytes(), &told))
		require.Equal(t, s.clock().UnixMilli(), told.Success.AsOf)
		for _, c := range told.Success.Data {
			require.Greater(t, c.At, since)
			all = append(all, c.ID)
		}
		return all
	}
	s.follow(anna, "subscribe", 1)
	s.follow(anna, "subscribe", 5)
	require.Empty(t, changed(0))
	s.status(1, 2, "In work")
	s.status(2, 2, "In work")
	s.pass(time.Hour)
	s.gathers()
	require.Equal(t, []int64{1}, changed(0), "nobody takes part in the other")
	first := s.clock().UnixMilli()
	require.Empty(t, changed(first))
	s.status(5, 2, "In work")
	s.pass(time.Hour)
	s.gathers()
	require.Equal(t, []int64{5}, changed(first))
	require.Equal(t, []int64{5, 1}, changed(0), "what changed last comes first")
	s.helpdesk.set(func(h *fakeHelpdesk) { h.topics[5].private = true })
	s.pass(time.Hour)
	s.gathers()
	require.Equal(t, []int64{1}, changed(0))
	require.Equal(t, http.StatusBadRequest, s.ask("GET", "/api/7.0/changes.json?since=yesterday", "").Code)
}

func TestWhatChangedIsFoundWithoutALookAtAllOfIt(t *testing.T) {
	s := newSite(t)
	s.follow(anna, "subscribe", 1)
	rows, err := s.db.Query(`EXPLAIN QUERY PLAN `+interest.Changed(1, 30).SQL, 1, 30)
	require.NoError(t, err)
	defer rows.Close()
	var plan string
	for rows.Next() {
		var id, parent, unused int
		var detail string
		require.NoError(t, rows.Scan(&id, &parent, &unused, &detail))
		plan += detail + "; "
	}
	require.NoError(t, rows.Err())
	require.Contains(t, plan, "USING INDEX standing_changed")
	require.NotContains(t, plan, "TEMP B-TREE")
}
