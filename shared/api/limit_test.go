package api_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
)

var noon = time.Date(2026, 5, 11, 12, 0, 0, 0, time.UTC)

// two is the shape of Usedesk's limits: requests a second, searches a minute.
func two() api.Limit {
	return api.NewLimit(
		api.LimitRule{Requests: 2, WindowMS: 1000},
		api.LimitRule{Class: "query", Requests: 10, WindowMS: 60_000},
	)
}

func TestALimitLetsThroughWhatItsRulesAllow(t *testing.T) {
	l := two()
	for i, want := range []time.Duration{0, 0, time.Second, time.Second, 2 * time.Second} {
		wait, ok := l.Take(noon, "", time.Minute)
		require.True(t, ok)
		require.Equal(t, want, wait, "request %d", i)
	}
	_, ok := l.Take(noon, "", time.Second)
	require.False(t, ok, "beyond patience nothing is taken")
	wait, ok := l.Take(noon, "", 2*time.Second)
	require.True(t, ok)
	require.Equal(t, 2*time.Second, wait)
}

func TestSearchesHaveALimitOfTheirOwn(t *testing.T) {
	l := two()
	now := noon
	for range 10 {
		wait, ok := l.Take(now, "query", 0)
		require.True(t, ok)
		require.Zero(t, wait)
		now = now.Add(time.Second)
	}
	wait, ok := l.Take(now, "query", time.Second)
	require.False(t, ok)
	require.Equal(t, 50*time.Second, wait)
	wait, ok = l.Take(now, "", time.Second)
	require.True(t, ok)
	require.Zero(t, wait, "other requests go on")
}

func TestNoWindowSeesMoreThanItsRuleAllows(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	l := two()
	now := noon
	var all, queries []int64
	for range 3000 {
		now = now.Add(time.Duration(random.IntN(900)) * time.Millisecond)
		class := []string{"", "query"}[random.IntN(2)]
		// The state is stored and read again, as tabs do.
		raw, err := l.MarshalMsg(nil)
		require.NoError(t, err)
		l = api.Limit{}
		_, err = l.UnmarshalMsg(raw)
		require.NoError(t, err)
		wait, ok := l.Take(now, class, time.Duration(random.IntN(20))*time.Second)
		if !ok {
			continue
		}
		at := now.Add(wait).UnixMilli()
		all = append(all, at)
		if class == "query" {
			queries = append(queries, at)
		}
	}
	require.Greater(t, len(all), 1000)
	require.LessOrEqual(t, most(all, 1000), 2)
	require.Equal(t, 10, most(queries, 60_000), "and what is allowed is used")
}

// most returns the most moments that any window of that length holds.
func most(moments []int64, window int64) int {
	most := 0
	for _, from := range moments {
		n := 0
		for _, at := range moments {
			if at >= from && at < from+window {
				n++
			}
		}
		most = max(most, n)
	}
	return most
}

func TestALimitLearnsFromARefusal(t *testing.T) {
	var l api.Limit
	take := func(now time.Time, class string) time.Duration {
		wait, _ := l.Take(now, class, time.Hour)
		return wait
	}
	limited := &api.Error{Kind: api.RateLimited, Status: 429}
	l.Learn(noon, "query", &api.Error{Kind: api.RateLimited, Status: 429, RetryAfter: 7 * time.Second})
	require.Equal(t, 7*time.Second, take(noon, "query"))
	require.Equal(t, 2*time.Second, take(noon.Add(5*time.Second), "query"))
	require.Zero(t, take(noon, ""), "only what was refused is closed")
	require.Zero(t, take(noon.Add(7*time.Second), "query"))

	l = api.Limit{}
	for _, want := range []time.Duration{1, 2, 4, 8, 16, 32, 60, 60} {
		l.Learn(noon, "", limited)
		require.Equal(t, want*time.Second, take(noon, ""), "without Retry-After the pause doubles up to a minute")
		require.Equal(t, want*time.Second, take(noon, "query"), "a refusal of any request closes all")
	}
	l.Learn(noon, "", &api.Error{Kind: api.Unavailable, Failure: api.Network})
	require.Equal(t, time.Minute, take(noon, ""), "no answer says nothing about limits")
	l.Learn(noon, "", nil)
	require.Zero(t, take(noon, ""))
}

func TestALimitOutlivesAClockThatIsSetBack(t *testing.T) {
	l := two()
	for range 4 {
		l.Take(noon, "", time.Minute)
	}
	l.Learn(noon, "", &api.Error{Kind: api.RateLimited, RetryAfter: time.Minute})
	wait, ok := l.Take(noon.Add(-48*time.Hour), "", 0)
	require.True(t, ok)
	require.Zero(t, wait)
}

func TestAStoredLimitThatMakesNoSenseDoesNoHarm(t *testing.T) {
	l := api.Limit{
		Rules: []api.LimitRule{
			{Requests: -3, WindowMS: 1000}, {Requests: 3, WindowMS: -1000}, {},
			{Requests: 1, WindowMS: 1000, Taken: []int64{9e18, -9e18, 5, noon.UnixMilli()}},
		},
		Pauses: []api.LimitPause{{Until: 9e18, Refusals: 1 << 60}, {Until: -9e18, Refusals: -1}},
	}
	wait, ok := l.Take(noon, "", time.Minute)
	require.True(t, ok)
	require.Equal(t, time.Second, wait)
	l.Learn(noon, "", &api.Error{Kind: api.RateLimited})
	wait, _ = l.Take(noon, "", time.Hour)
	require.Equal(t, time.Minute, wait)
}
