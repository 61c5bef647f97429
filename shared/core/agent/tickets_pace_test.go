package agent_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
	"deskside/shared/core/agent"
	"deskside/shared/core/coretest"
)

func TestAListIsAskedForAgainAtItsPace(t *testing.T) {
	const second = 1000
	// answered is an account that answered so many seconds ago, refused one that did not.
	answered := func(ago, fresh int64) agent.Paced {
		at := int64(coretest.Now) - ago*second
		return agent.Paced{Account: "a", At: at, StaleAt: at + fresh*second}
	}
	refused := func(ago int64, failures int, kind api.Kind, after int64) agent.Paced {
		return agent.Paced{Account: "a", At: coretest.Now - ago*second, Failures: failures, Kind: kind, RetryAfterMS: after * second}
	}
	for _, c := range []struct {
		name  string
		paced agent.Paced
		// idle is for how many seconds nobody has touched the page.
		idle int64
		due  bool
	}{
		{"not while it is fresh", answered(59, 60), 0, false},
		{"as soon as it is old", answered(60, 60), 0, true},
		{"a search later, since the helpdesk counts them", answered(119, 120), 0, false},
		{"and then", answered(120, 120), 0, true},
		{"a third as often where nobody touches anything", answered(179, 60), 300, false},
		{"but still", answered(180, 60), 300, true},
		{"never slower than that in ten minutes", answered(600, 600), 3600, true},
		{"half a minute after a failure", refused(29, 1, api.Unavailable, 0), 0, false},
		{"and not before", refused(30, 1, api.Unavailable, 0), 0, true},
		{"later with each further one", refused(119, 3, api.Unavailable, 0), 0, false},
		{"twice as late", refused(120, 3, api.Unavailable, 0), 0, true},
		{"at most a quarter of an hour", refused(900, 50, api.Unavailable, 0), 0, true},
		{"not before the helpdesk wants", refused(200, 1, api.RateLimited, 300), 0, false},
		{"but then", refused(300, 1, api.RateLimited, 300), 0, true},
		{"a key that is refused waits for a person", refused(9000, 1, api.Unauthorized, 0), 0, false},
		{"so does what it may not see", refused(9000, 1, api.Forbidden, 0), 0, false},
		{"at once where the clock was set back", answered(-60, 60), 0, true},
	} {
		args := &agent.PaceArgs{Accounts: []agent.Paced{c.paced}, Touched: coretest.Now - c.idle*second}
		due := coretest.Result[agent.PaceResult](t, agent.Table(), "tickets.pace", args).Due
		require.Equal(t, c.due, len(due) == 1, c.name)
	}
}
