package edge_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestAHelpdeskInMaintenanceIsLeftAloneAsLongAsItAsks(t *testing.T) {
	s := newSite(t)
	s.helpdesk.fail = reply(http.StatusServiceUnavailable, "<h1>Back soon</h1>", "Retry-After", "120")
	require.Equal(t, "waiting", stays(t, s.create(draftKey, idea)).State, "it says that it has not handled it")
	s.helpdesk.set(func(h *fakeHelpdesk) { h.fail = nil })
	require.Equal(t, "waiting", stays(t, s.create(draftKey, idea)).State)
	require.Equal(t, 5, s.helpdesk.count())
	s.pass(2 * time.Minute)
	require.Equal(t, http.StatusOK, s.create(draftKey, idea).Code)
	require.Equal(t, 6, s.helpdesk.count())
}

func TestWhoeverAsksAgainNeedNotWaitUntilItIsDue(t *testing.T) {
	s := newSite(t)
	s.helpdesk.fail = reply(http.StatusServiceUnavailable, "")
	for range 8 {
		require.Equal(t, "waiting", stays(t, s.create(draftKey, idea)).State)
		s.pass(time.Second)
	}
	s.helpdesk.set(func(h *fakeHelpdesk) { h.fail = nil })
	require.Equal(t, http.StatusOK, s.create(draftKey, idea).Code)
	require.Equal(t, 6, s.helpdesk.count())
}

func TestAHelpdeskThatHasAnsweredIsNoLongerAtWorkOnAPost(t *testing.T) {
	for status, over := range map[int]bool{http.StatusOK: true, http.StatusInternalServerError: true, http.StatusBadGateway: false, http.StatusGatewayTimeout: false} {
		s := newSite(t)
		require.Equal(t, http.StatusOK, s.create("another-key-0001", strings.Replace(idea, "charts", "tables", 1)).Code, "what is new is listed")
		s.helpdesk.set(func(h *fakeHelpdesk) { h.fail = reply(status, "<h1>Oops</h1>") })
		require.Equal(t, "doubt", stays(t, s.create(draftKey, idea)).State)
		s.helpdesk.set(func(h *fakeHelpdesk) { h.fail = nil })
		again := stays(t, s.create(draftKey, idea))
		if !over {
			require.Equal(t, "doubt", again.State, "what a gateway says is no word of the helpdesk: %d", status)
			continue
		}
		require.Equal(t, "waiting", again.State, status)
		require.Equal(t, http.StatusOK, s.create(draftKey, idea).Code)
		require.Equal(t, 7, s.helpdesk.count())
	}
}
