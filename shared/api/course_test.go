package api_test

import (
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
)

func TestTheCourseOfACall(t *testing.T) {
	var (
		down    = &api.Error{Kind: api.Unavailable, Status: 503}
		broken  = &api.Error{Kind: api.Unavailable, Failure: api.Network}
		page    = &api.Error{Kind: api.Protocol, Status: 200}
		limited = &api.Error{Kind: api.RateLimited, Status: 429}
		refused = &api.Error{Kind: api.Invalid, Status: 400}
		stopped = errors.New("the page was left")
	)
	type came struct {
		err  error
		sent bool
	}
	for name, test := range map[string]struct {
		repeatable, keyed bool
		attempts          []came
		uncertain         bool
	}{
		"reading is tried again, and never in doubt":                 {true, false, []came{{broken, true}, {down, true}, {page, true}}, false},
		"a write that got no answer is final and in doubt":           {false, false, []came{{broken, true}}, true},
		"a write whose server is down is in doubt":                   {false, false, []came{{down, true}}, true},
		"a write that got a page is in doubt":                        {false, false, []came{{page, true}}, true},
		"a write that was stopped on its way is in doubt":            {false, false, []came{{stopped, true}}, true},
		"a write that was stopped before is not":                     {false, false, []came{{stopped, false}}, false},
		"a write that was refused is not":                            {false, false, []came{{refused, true}}, false},
		"a write that did not leave is sent again":                   {false, false, []came{{broken, false}, {broken, false}, {broken, false}}, false},
		"a write that left at last is in doubt":                      {false, false, []came{{broken, false}, {broken, true}}, true},
		"a write that came too soon is sent again":                   {false, false, []came{{limited, true}, {limited, true}, {limited, true}}, false},
		"a keyed write is sent again, and in doubt to the end":       {false, true, []came{{broken, true}, {down, true}, {broken, false}}, true},
		"a limit after a lost answer leaves the doubt":               {false, true, []came{{broken, true}, {limited, true}, {limited, true}}, true},
		"a refusal ends the doubt, as the key would have been known": {false, true, []came{{broken, true}, {refused, true}}, false},
		"an answer ends the doubt":                                   {false, true, []came{{broken, true}, {nil, true}}, false},
	} {
		t.Run(name, func(t *testing.T) {
			course := api.Course{Retry: api.DefaultRetry, Repeatable: test.repeatable, Keyed: test.keyed}
			for i, a := range test.attempts {
				_, again := course.Next(a.err, a.sent, 0)
				require.Equal(t, i+1 < len(test.attempts), again, "attempt %d", i+1)
			}
			require.Equal(t, test.uncertain, course.Doubt)
		})
	}
}

func TestPausesAreAnywhereUpToTheirBound(t *testing.T) {
	down := &api.Error{Kind: api.Unavailable, Status: 503}
	retry := api.Retry{Attempts: 5, Base: 100 * time.Millisecond, Cap: 300 * time.Millisecond}
	for attempt, bound := range []time.Duration{100, 200, 300, 300} {
		bound *= time.Millisecond
		seen := map[time.Duration]bool{}
		for i := range uint64(1000) {
			course := api.Course{Retry: retry, Repeatable: true}
			var pause time.Duration
			for range attempt + 1 {
				var again bool
				pause, again = course.Next(down, true, i*uint64(bound)/999)
				require.True(t, again)
			}
			require.True(t, pause >= 0 && pause <= bound)
			seen[pause] = true
		}
		require.True(t, seen[0] && seen[bound])
		require.Greater(t, len(seen), 900)
	}
}

func TestAKeyIsAHeader(t *testing.T) {
	r := api.Request{Header: []api.Header{{Name: "Idempotency-Key", Value: ""}}}
	require.False(t, r.Keyed())
	r.Header[0].Value = "a"
	require.True(t, r.Keyed())
}
