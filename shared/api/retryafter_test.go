package api_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
)

func TestRetryAfterIsSecondsOrADate(t *testing.T) {
	for name, test := range map[string]struct {
		value string
		pause time.Duration
		ok    bool
	}{
		"seconds":                         {"120", 2 * time.Minute, true},
		"seconds with room around":        {" 3 ", 3 * time.Second, true},
		"none at all":                     {"0", 0, true},
		"a date":                          {"Mon, 11 May 2026 12:00:30 GMT", 30 * time.Second, true},
		"a date in the form of RFC 850":   {"Monday, 11-May-26 12:01:00 GMT", time.Minute, true},
		"a date in the form of asctime":   {"Mon May 11 12:00:05 2026", 5 * time.Second, true},
		"a date that has passed":          {"Mon, 11 May 2026 11:00:00 GMT", 0, true},
		"a date in ten years is cut":      {"Sun, 11 May 2036 12:00:00 GMT", time.Hour, true},
		"twelve days are cut":             {"1048576", time.Hour, true},
		"an hour is believed":             {"3600", time.Hour, true},
		"more seconds than can be waited": {"99999999999", time.Hour, true},
		"a date without a zone":           {"Mon, 11 May 2026 12:00:30", 0, false},
		"a negative number":               {"-5", 0, false},
		"a fraction":                      {"1.5", 0, false},
		"words":                           {"soon", 0, false},
		"nothing":                         {"", 0, false},
	} {
		t.Run(name, func(t *testing.T) {
			pause, ok := api.RetryAfter(test.value, noon)
			require.Equal(t, test.ok, ok)
			require.Equal(t, test.pause, pause)
		})
	}
}

func TestADateIsReadOnceItIsKnownWhenTheAnswerCame(t *testing.T) {
	r := &api.Response{Status: 429, Header: []api.Header{{Name: "Retry-After", Value: "Mon, 11 May 2026 12:00:30 GMT"}}}
	require.Zero(t, api.StatusError(r, 0, "").RetryAfter)
	r.Arrived(noon)
	require.Equal(t, 30*time.Second, api.StatusError(r, 0, "").RetryAfter)
	r.Arrived(noon.Add(time.Hour))
	require.Equal(t, 30*time.Second, api.StatusError(r, 0, "").RetryAfter, "seconds stay what they are")
}

func TestADateCountsFromTheDateOfTheServerThatSaysIt(t *testing.T) {
	for name, test := range map[string]struct {
		date string
		want time.Duration
	}{
		"a server two hours behind":        {"Mon, 11 May 2026 10:00:20 GMT", 10 * time.Second},
		"a server a day ahead":             {"Tue, 12 May 2026 11:59:00 GMT", 0},
		"a server that says no date":       {"", time.Hour},
		"a server whose date is not one":   {"now", time.Hour},
		"a server far behind is cut short": {"Mon, 11 May 2020 12:00:00 GMT", time.Hour},
	} {
		t.Run(name, func(t *testing.T) {
			after := "Mon, 11 May 2026 10:00:30 GMT"
			r := &api.Response{Status: 503, Header: []api.Header{{Name: "Date", Value: test.date}, {Name: "Retry-After", Value: after}}}
			r.Arrived(noon.Add(-3 * time.Hour))
			require.Equal(t, test.want, api.StatusError(r, 0, "").RetryAfter)
		})
	}
}

func FuzzRetryAfter(f *testing.F) {
	for _, seed := range []string{"5", "Mon, 11 May 2026 12:00:30 GMT", "Monday, 11-May-26 12:01:00 GMT", "Mon May 11 12:00:05 2026", "Mon, 31 Feb 2026 12:00:30 GMT", "18446744073709551616"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, value string) {
		pause, ok := api.RetryAfter(value, noon)
		require.True(t, ok || pause == 0)
		require.True(t, pause >= 0 && pause <= time.Hour && pause%time.Second == 0)
		// The standard library reads dates the same way, where it reads them at all.
		if at, err := http.ParseTime(value); err == nil && ok {
			require.Equal(t, min(max(at.Unix()-noon.Unix(), 0), 3600), int64(pause/time.Second))
		}
	})
}
