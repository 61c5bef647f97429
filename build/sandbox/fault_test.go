package sandbox

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"deskside/build/sandbox/useresponse"
	"deskside/build/sandbox/wire"
)

func withFaults(faults ...Fault) func(*Options) { return func(o *Options) { o.Faults = faults } }

func TestAFaultyStatusComesWithRetryAfterAndDoesNothing(t *testing.T) {
	h := start(t, withFaults(Fault{Operation: "objects.create", Kind: FaultStatus, Status: 429, RetryAfter: 1500 * time.Millisecond, Times: 1}))
	idea := map[string]any{"ownership": "feedback", "object_type": "idea", "title": "Once", "content": "B"}
	refused := h.agent("POST", "objects.json", idea)
	require.Equal(t, 429, refused.status)
	require.Equal(t, "2", refused.header.Get("Retry-After"))
	require.Equal(t, 200, h.agent("GET", "me.json", nil).status, "other operations go well")
	require.Equal(t, 200, h.agent("POST", "objects.json", idea).status, "once is once")
	require.Equal(t, 1, success[page[useresponse.ObjectAnswer]](h.agent("GET", "search.json?text=once&ownership=feedback&date=today", nil)).TotalObjects)
	require.Equal(t, FaultStatus, h.records[0].Fault)
	require.Equal(t, 429, h.records[0].Status)
}

func TestAFaultyStatusHasTheFormOfItsAPI(t *testing.T) {
	h := start(t, withFaults(Fault{Operation: "*", Kind: FaultStatus}))
	require.JSONEq(t, `{"error": {"code": 503, "message": "Service Unavailable"}}`, string(h.agent("GET", "me.json", nil).body))
	require.JSONEq(t, `{"error": "Service Unavailable", "code": 111}`, string(h.usedesk("channels", nil).body))
}

func TestAnAnswerLostAfterTheWorkWasDone(t *testing.T) {
	for _, fault := range []Fault{
		{Operation: "objects.create", Kind: FaultStatus, Status: 502, After: true, Times: 1},
		{Operation: "objects.create", Kind: FaultReset, After: true, Times: 1},
		{Operation: "objects.create", Kind: FaultTruncate, Times: 1},
	} {
		t.Run(string(fault.Kind), func(t *testing.T) {
			h := start(t, withFaults(fault))
			body := `{"ownership": "feedback", "object_type": "idea", "title": "Zebra stripes", "content": "B"}`
			response, err := http.Post(h.UseResponseURL+"/api/7.0/objects.json?apiKey="+h.Keys.User, "application/json", strings.NewReader(body))
			if err == nil {
				_, err = io.ReadAll(response.Body)
				response.Body.Close()
			}
			require.Equal(t, fault.Kind != FaultStatus, err != nil)
			require.Equal(t, 1, success[page[useresponse.ObjectAnswer]](h.agent("GET", "search.json?text=zebra", nil)).TotalObjects)
		})
	}
}

func TestAResetOrTruncatedAnswerIsABrokenConnection(t *testing.T) {
	h := start(t, withFaults(Fault{Operation: "users.me", Kind: FaultReset, Times: 1}, Fault{Operation: "users.me", Kind: FaultTruncate}))
	address := h.UseResponseURL + "/api/7.0/me.json?apiKey=" + h.Keys.User
	_, err := http.Get(address)
	require.Error(t, err)
	response, err := http.Get(address)
	require.NoError(t, err)
	defer response.Body.Close()
	part, err := io.ReadAll(response.Body)
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)
	require.NotEmpty(t, part)
	require.Less(t, len(part), int(response.ContentLength))
	require.Equal(t, []int{0, 200}, []int{h.records[0].Status, h.records[1].Status})
}

func TestRetryAfterMayBeADate(t *testing.T) {
	h := start(t, withFaults(Fault{Operation: "users.me", Kind: FaultStatus, Status: 429, RetryAfter: 90 * time.Second, Date: true}))
	require.Equal(t, "Tue, 12 May 2026 12:01:30 GMT", h.agent("GET", "me.json", nil).header.Get("Retry-After"))
}

func TestAnHTMLPageInsteadOfJSON(t *testing.T) {
	h := start(t, withFaults(Fault{Operation: "usedesk.*", Kind: FaultHTML, Status: 502}))
	page := h.usedesk("channels", nil)
	require.Equal(t, 502, page.status)
	require.Contains(t, page.header.Get("Content-Type"), "text/html")
	require.Contains(t, string(page.body), "<!doctype html>")
}

func TestASlowAnswerTakesItsTime(t *testing.T) {
	var slept time.Duration
	h := start(t, withFaults(Fault{Operation: "*", Kind: FaultSlow, Delay: 90 * time.Second}), func(o *Options) {
		o.Sleep = func(_ context.Context, delay time.Duration) { slept += delay }
	})
	require.Equal(t, 200, h.agent("GET", "me.json", nil).status)
	require.Equal(t, 90*time.Second, slept)
}

func TestAClientNeedNotWaitForASlowAnswer(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	wire.Wait(ctx, 24*time.Hour)
}

func TestASkewedClockShowsInDatesAndTimes(t *testing.T) {
	h := start(t, withFaults(Fault{Operation: "objects.create", Kind: FaultSkew, Skew: -2 * time.Hour}))
	answer := h.agent("POST", "objects.json", map[string]any{"ownership": "feedback", "object_type": "idea", "title": "A", "content": "B"})
	require.Equal(t, "Tue, 12 May 2026 10:00:00 GMT", answer.header.Get("Date"))
	require.Equal(t, noon.Add(-2*time.Hour).Unix(), success[useresponse.ObjectAnswer](answer).CreatedAtPosix)
}

func TestTheSameRequestsGoWrongAgainWithTheSameSeed(t *testing.T) {
	run := func(seed uint64) []FaultKind {
		h := start(t, withFaults(Fault{Operation: "users.me", Kind: FaultStatus, Rate: 0.3, Skip: 5}), func(o *Options) { o.Seed = seed })
		kinds := []FaultKind{}
		for range 100 {
			h.agent("GET", "me.json", nil)
		}
		for _, record := range h.records {
			kinds = append(kinds, record.Fault)
		}
		return kinds
	}
	first := run(1)
	require.Equal(t, first, run(1))
	require.NotEqual(t, first, run(2))
	faulty := 0
	for i, kind := range first {
		if kind != "" {
			require.GreaterOrEqual(t, i, 5)
			faulty++
		}
	}
	require.InDelta(t, 29, faulty, 15)
}

func TestFaultsCanBeChangedWhileItRuns(t *testing.T) {
	h := start(t)
	require.NoError(t, h.server.SetFaults(Fault{Operation: "*", Kind: FaultStatus}))
	require.Equal(t, 503, h.agent("GET", "me.json", nil).status)
	require.Error(t, h.server.SetFaults(Fault{Operation: "*", Kind: "odd"}))
	require.Equal(t, 503, h.agent("GET", "me.json", nil).status, "a bad rule changes nothing")
	require.NoError(t, h.server.SetFaults())
	require.Equal(t, 200, h.agent("GET", "me.json", nil).status)
	_, err := Open(t.Context(), Options{Faults: []Fault{{Kind: FaultSlow}}})
	require.ErrorContains(t, err, "fault pattern")
}

func TestParsingFaults(t *testing.T) {
	fault, err := ParseFault("objects.*=status,status=429,retry=5s,rate=0.25,skip=2,times=3,after")
	require.NoError(t, err)
	require.Equal(t, Fault{Operation: "objects.*", Kind: FaultStatus, Status: 429, RetryAfter: 5 * time.Second, Rate: 0.25, Skip: 2, Times: 3, After: true}, fault)
	fault, err = ParseFault("*=skew,skew=-15m,delay=1s")
	require.NoError(t, err)
	require.Equal(t, Fault{Operation: "*", Kind: FaultSkew, Skew: -15 * time.Minute, Delay: time.Second}, fault)
}

func TestRequestsAtTheSameTimeLoseNothing(t *testing.T) {
	server, err := Open(t.Context(), Options{Now: (&clock{noon}).Now})
	require.NoError(t, err)
	defer server.Close()
	web := httptest.NewServer(server)
	defer web.Close()
	var group sync.WaitGroup
	failures := make(chan error, 80)
	for worker := range 8 {
		group.Go(func() {
			for n := range 10 {
				body := fmt.Sprintf(`{"ownership": "feedback", "object_type": "idea", "title": "parallel %d %d", "content": "B"}`, worker, n)
				response, err := http.Post(web.URL+"/api/7.0/objects.json?apiKey=sandbox-user-key", "application/json", strings.NewReader(body))
				if err == nil && response.StatusCode != 200 {
					err = errors.New(response.Status)
				}
				if err != nil {
					failures <- err
					continue
				}
				response.Body.Close()
			}
		})
	}
	group.Wait()
	close(failures)
	for err := range failures {
		require.NoError(t, err)
	}
	var count int
	require.NoError(t, server.host.World.DB.QueryRow(`SELECT count(*) FROM ur_object WHERE title LIKE 'parallel %'`).Scan(&count))
	require.Equal(t, 80, count)
}
