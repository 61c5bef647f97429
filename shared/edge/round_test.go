package edge_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	decide "deskside/shared/core/edge"
	"deskside/shared/edge"
)

// keep has posts kept, and the helpdesk be there again.
func (s *site) keep(n int) (all []standing) {
	s.t.Helper()
	s.helpdesk.set(func(h *fakeHelpdesk) { h.fail = down })
	for i := range n {
		all = append(all, stays(s.t, s.createAs(anna, fmt.Sprintf("draft-keep-%04d", i), strings.Replace(idea, `"title": "`, fmt.Sprintf(`"title": "%d `, i), 1))))
	}
	s.helpdesk.set(func(h *fakeHelpdesk) { h.fail = nil })
	return all
}

func TestAMessageHandsOnItsOwnLaneAndNothingElse(t *testing.T) {
	s := newSite(t, quickly)
	kept := s.keep(2)
	again, over := s.edge.NewRound().Heed(t.Context(), "", kept[1].ID)
	require.False(t, over)
	require.InDelta(t, 5, again.Seconds(), 1, "it is not due yet")

	s.pass(10 * time.Second)
	for range 3 {
		_, over = s.edge.NewRound().Heed(t.Context(), "", kept[1].ID)
		require.True(t, over)
		require.Equal(t, "waiting", s.stands(kept[0].URL).State)
		require.Equal(t, "delivered", s.stands(kept[1].URL).State)
		require.Equal(t, 6, s.helpdesk.count(), "a message that comes again changes nothing")
	}
	_, over = s.edge.NewRound().Heed(t.Context(), "", strings.Repeat("0", 32))
	require.True(t, over, "nothing is known of it")
	require.Equal(t, "waiting", s.stands(kept[0].URL).State)
}

func TestAMessageHandsOnAWholeLaneInItsOrder(t *testing.T) {
	s := newSite(t, quickly)
	s.helpdesk.fail = down
	var kept []standing
	for i := range 3 {
		kept = append(kept, stays(t, s.ask("POST", "/api/7.0/comments.json", fmt.Sprintf(`{"object_id": 1, "content": "Number %d"}`, i), "Deskside-Visitor", anna)))
	}
	s.helpdesk.set(func(h *fakeHelpdesk) { h.fail = nil })
	s.pass(10 * time.Second)
	had := len(s.helpdesk.comments[1])
	_, over := s.edge.NewRound().Heed(t.Context(), "", kept[2].ID)
	require.True(t, over)
	for i, k := range kept {
		require.Equal(t, "delivered", s.stands(k.URL).State)
		require.Equal(t, fmt.Sprintf("Number %d", i), s.helpdesk.comments[1][had+i]["content"])
	}
}

func TestOnceTheHelpdeskDoesNotTakeSomethingARoundAsksForNothingElse(t *testing.T) {
	s := newSite(t, quickly)
	kept := s.keep(3)
	s.pass(10 * time.Second)
	s.helpdesk.set(func(h *fakeHelpdesk) { h.fail = down })
	s.helpdesk.sent()
	round := s.edge.NewRound()
	asked := 0
	for i, k := range kept {
		again, over := round.Heed(t.Context(), "", k.ID)
		require.False(t, over)
		require.Equal(t, decide.Breath, again)
		if i == 0 {
			asked = len(s.helpdesk.sent())
			require.Positive(t, asked)
		}
	}
	require.Empty(t, s.helpdesk.sent(), "the others were not tried")
	s.helpdesk.set(func(h *fakeHelpdesk) { h.fail = nil })
	s.pass(10 * time.Second)
	round = s.edge.NewRound()
	for _, k := range kept {
		_, over := round.Heed(t.Context(), "", k.ID)
		require.True(t, over)
	}
}

func TestARoundEndsAfterAsMuchAsOneCallMay(t *testing.T) {
	s := newSite(t, quickly)
	kept := s.keep(decide.SweepMost + 3)
	s.pass(10 * time.Second)
	round := s.edge.NewRound()
	delivered := 0
	for _, k := range kept {
		if _, over := round.Heed(t.Context(), "", k.ID); !over {
			break
		}
		delivered++
	}
	// Each takes one look to be handed on, and one to see that nothing is left.
	require.Equal(t, decide.SweepMost/2, delivered)
	again, over := round.Heed(t.Context(), "", kept[delivered].ID)
	require.False(t, over)
	require.Equal(t, decide.Breath, again)

	s.edge.NewRound().Sweep(t.Context())
	for _, k := range kept {
		require.Equal(t, "delivered", s.stands(k.URL).State)
	}
	require.Equal(t, 5+len(kept), s.helpdesk.count())
}

func TestASweepRestsUntilWhatIsDueBeforeTheNextOne(t *testing.T) {
	var s *site
	var rests []time.Duration
	s = newSite(t, func(c *edge.Config) {
		c.Clock = &patientClock{slept: func(d time.Duration) {
			if d >= time.Second {
				rests = append(rests, d)
				s.pass(d)
			}
		}}
	})
	kept := s.keep(1)
	rests = nil
	s.edge.NewRound().Sweep(t.Context())
	require.Equal(t, "delivered", s.stands(kept[0].URL).State)
	require.Len(t, rests, 1, "nothing else is to come")
	require.InDelta(t, 5, rests[0].Seconds(), 1)
}

func TestWhoeverListensIsToldWhereSomethingIsLeft(t *testing.T) {
	var calls []decide.Call
	s := newSite(t, quickly, func(c *edge.Config) {
		c.Call = func(_ context.Context, call decide.Call) { calls = append(calls, call) }
	})
	told := func() []decide.Call {
		all := calls
		calls = nil
		return all
	}
	madeBy(t, s.createAs(anna, draftKey, idea))
	s.ask("GET", "/api/7.0/search.json", "")
	require.Empty(t, told(), "what is there is over")

	s.helpdesk.set(func(h *fakeHelpdesk) { h.fail = down })
	kept := stays(t, s.createAs(ben, draftKey, otherIdea))
	require.Equal(t, []decide.Call{{Entry: kept.ID, AfterMS: 5000}}, told())
	first := stays(t, s.ask("POST", "/api/7.0/comments.json", `{"object_id": 5, "content": "One"}`, "Deskside-Visitor", anna))
	behind := stays(t, s.ask("POST", "/api/7.0/comments.json", `{"object_id": 5, "content": "Two"}`, "Deskside-Visitor", anna))
	require.Equal(t, []decide.Call{{Entry: first.ID, AfterMS: 5000}, {Entry: behind.ID, AfterMS: 0}}, told())
	vote := stays(t, s.ask("POST", "/api/7.0/objects/5/votes/toggle.json?value=up", "", "Deskside-Visitor", anna))
	require.Equal(t, []decide.Call{{Entry: vote.ID, AfterMS: 5000}}, told())

	s.helpdesk.set(func(h *fakeHelpdesk) { h.fail = vanish })
	doubt := stays(t, s.createAs(anna, "draft-in-doubt-1", otherIdea))
	require.Equal(t, []decide.Call{{Entry: doubt.ID, AfterMS: 10_000}}, told())

	s.helpdesk.set(func(h *fakeHelpdesk) { h.fail = nil })
	w := s.createAs(anna, "draft-with-file", `{"object_type": "idea", "title": "T", "content": "C", "attachments": [{"name": "a.txt", "body": "aGVsbG8="}]}`)
	require.Equal(t, http.StatusOK, w.Code, w.Body.String())
	called := told()
	require.Len(t, called, 1, "its file is left")
	require.Contains(t, w.Header().Get("Location"), called[0].Entry)
	require.Zero(t, called[0].AfterMS)
	_, over := s.edge.NewRound().Heed(t.Context(), "", called[0].Entry)
	require.True(t, over)
	files := s.stands(w.Header().Get("Location"))
	require.Equal(t, "delivered", files.State)
	require.NotContains(t, s.ask("GET", w.Header().Get("Location"), "").Body.String(), `"state":"waiting"`)
}
