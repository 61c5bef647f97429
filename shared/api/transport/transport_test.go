package transport_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
	"deskside/shared/api/transport"
	"deskside/shared/useresponse"
	"deskside/shared/words"
)

const key = "k3y-that-must-not-leak"

// clock lets time pass only where a test says so.
type clock struct {
	mu     sync.Mutex
	pauses []time.Duration
	limits []time.Duration
	// expire ends every attempt once it is closed, as its time limit would.
	expire chan struct{}
}

func (c *clock) Sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	c.pauses = append(c.pauses, d)
	c.mu.Unlock()
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return nil
}

func (c *clock) Deadline(ctx context.Context, d time.Duration) (context.Context, context.CancelFunc) {
	c.limits = append(c.limits, d)
	attempt, end := context.WithCancelCause(ctx)
	if c.expire != nil {
		go func() {
			select {
			case <-c.expire:
				end(context.DeadlineExceeded)
			case <-attempt.Done():
			}
		}()
	}
	return attempt, func() { end(context.Canceled) }
}

func client(t *testing.T, address string) useresponse.Client {
	t.Helper()
	base, err := api.ParseBase(address)
	require.NoError(t, err)
	return useresponse.New(base, useresponse.WithKey(key))
}

// serve starts a server and returns a client's calls against it.
func serve(t *testing.T, handler http.HandlerFunc) useresponse.Client {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return client(t, server.URL)
}

func answer(w http.ResponseWriter, status int, body string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, body)
}

const person = `{"id": 7, "name": "Anna Weber"}`

func apiError(t *testing.T, err error) *api.Error {
	t.Helper()
	var e *api.Error
	require.ErrorAs(t, err, &e)
	require.NotContains(t, err.Error(), key)
	return e
}

func TestACallIsSentAsItWasPlannedAndReadAsItCame(t *testing.T) {
	var got *http.Request
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		got = r.Clone(context.Background())
		answer(w, 200, person)
	})
	passed := &clock{}
	me, err := transport.Do(context.Background(), http.DefaultClient, c.Me(), transport.WithClock(passed))
	require.NoError(t, err)
	require.Equal(t, "Anna Weber", me.Name)
	require.Equal(t, "/api/7.0/me.json", got.URL.String())
	require.Equal(t, key, got.Header.Get("Authorization"))
	require.Equal(t, c.Me().Request.TimeoutMS, passed.limits[0].Milliseconds())
}

func TestABodyIsSentWithItsLength(t *testing.T) {
	var length int64
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		length = r.ContentLength
		answer(w, 200, `{"success": {"id": 9}}`)
	})
	call := c.CreateObject(useresponse.NewObject{Ownership: "feedback", Type: "idea", Title: "T", Content: "C"})
	object, err := transport.Do(context.Background(), http.DefaultClient, call)
	require.NoError(t, err)
	require.EqualValues(t, 9, object.ID)
	require.EqualValues(t, len(call.Request.Body), length)
}

func TestAnswersThatAreNone(t *testing.T) {
	reset := func(w http.ResponseWriter, _ *http.Request) { panic(http.ErrAbortHandler) }
	truncated := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "1000")
		answer(w, 200, person)
		w.(http.Flusher).Flush()
		panic(http.ErrAbortHandler)
	}
	for name, test := range map[string]struct {
		handler  http.HandlerFunc
		kind     api.Kind
		failure  api.TransportFailure
		status   int
		attempts int
	}{
		"a page instead of an answer is final":       {func(w http.ResponseWriter, _ *http.Request) { answer(w, 200, "<html>Login</html>") }, api.Protocol, "", 200, 1},
		"a connection that breaks is tried again":    {reset, api.Unavailable, api.Network, 0, 3},
		"a body that breaks off is tried again":      {truncated, api.Unavailable, api.Network, 0, 3},
		"a server that cannot answer is tried again": {func(w http.ResponseWriter, _ *http.Request) { answer(w, 503, "<h1>maintenance</h1>") }, api.Unavailable, "", 503, 3},
		"a refused key is final": {func(w http.ResponseWriter, _ *http.Request) {
			answer(w, 401, `{"error": {"code": 401, "message": "no"}}`)
		}, api.Unauthorized, "", 401, 1},
		"an answer that is too long is refused": {func(w http.ResponseWriter, _ *http.Request) {
			answer(w, 200, `{"name": "`+strings.Repeat("x", 4096)+`"}`)
		}, api.Protocol, "", 200, 1},
	} {
		t.Run(name, func(t *testing.T) {
			var attempts atomic.Int32
			c := serve(t, func(w http.ResponseWriter, r *http.Request) {
				attempts.Add(1)
				test.handler(w, r)
			})
			_, err := transport.Do(context.Background(), http.DefaultClient, c.Me(),
				transport.WithClock(&clock{}), transport.WithLimit(1024))
			e := apiError(t, err)
			require.Equal(t, test.kind, e.Kind)
			require.Equal(t, test.failure, e.Failure)
			require.Equal(t, test.status, e.Status)
			require.Equal(t, "users.me", e.Op)
			require.NotEmpty(t, e.Host)
			require.EqualValues(t, test.attempts, attempts.Load())
			require.False(t, transport.Uncertain(err))
		})
	}
}

func TestPausesFollowThePolicy(t *testing.T) {
	answers := []func(http.ResponseWriter){
		func(w http.ResponseWriter) { answer(w, 503, `{}`) },
		func(w http.ResponseWriter) { w.Header().Set("Retry-After", "2"); answer(w, 429, `{}`) },
		func(w http.ResponseWriter) { answer(w, 200, person) },
	}
	c := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		next := answers[0]
		answers = answers[1:]
		next(w)
	})
	passed := &clock{}
	_, err := transport.Do(context.Background(), http.DefaultClient, c.Me(), transport.WithClock(passed),
		transport.WithRandom(func() uint64 { return 123_000_000 }),
		transport.WithRetry(api.Retry{Attempts: 3, Base: time.Second, Cap: time.Second, Patience: 5 * time.Second}))
	require.NoError(t, err)
	require.Equal(t, []time.Duration{123 * time.Millisecond, 2 * time.Second}, passed.pauses)
}

func TestAnAttemptEndsAtItsTimeLimit(t *testing.T) {
	release := make(chan struct{})
	arrived := make(chan struct{}, 3)
	c := serve(t, func(http.ResponseWriter, *http.Request) { arrived <- struct{}{}; <-release })
	t.Cleanup(func() { close(release) })
	passed := &clock{expire: make(chan struct{})}
	go func() { <-arrived; close(passed.expire) }()
	_, err := transport.Do(context.Background(), http.DefaultClient, c.Me(), transport.WithClock(passed))
	require.Equal(t, api.Timeout, apiError(t, err).Failure)
}

func TestTheCallerCanStop(t *testing.T) {
	release := make(chan struct{})
	arrived := make(chan struct{})
	c := serve(t, func(http.ResponseWriter, *http.Request) { close(arrived); <-release })
	t.Cleanup(func() { close(release) })
	why := errors.New("the page was left")
	ctx, stop := context.WithCancelCause(context.Background())
	go func() { <-arrived; stop(why) }()
	_, err := transport.Do(ctx, http.DefaultClient, c.Me(), transport.WithClock(&clock{}))
	require.Equal(t, why, err)

	_, err = transport.Do(ctx, http.DefaultClient, c.Me())
	require.Equal(t, why, err, "a call that was stopped before is not sent")
}

func TestAWriteThatMayHaveArrivedIsNotRepeatedAndSaysSo(t *testing.T) {
	for name, test := range map[string]struct {
		handler   http.HandlerFunc
		uncertain bool
		attempts  int
	}{
		"the connection breaks after sending": {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, true, 1},
		"a gateway gives up":                  {func(w http.ResponseWriter, _ *http.Request) { answer(w, 504, "<h1>504</h1>") }, true, 1},
		"a page comes back":                   {func(w http.ResponseWriter, _ *http.Request) { answer(w, 200, "<h1>Hello</h1>") }, true, 1},
		"the helpdesk refuses":                {func(w http.ResponseWriter, _ *http.Request) { answer(w, 400, `{"error": {"code": 400}}`) }, false, 1},
		"the rate limit says it did not act":  {func(w http.ResponseWriter, _ *http.Request) { answer(w, 429, `{}`) }, false, 3},
	} {
		t.Run(name, func(t *testing.T) {
			var attempts atomic.Int32
			c := serve(t, func(w http.ResponseWriter, r *http.Request) {
				attempts.Add(1)
				_, _ = io.ReadAll(r.Body)
				test.handler(w, r)
			})
			_, err := transport.Do(context.Background(), http.DefaultClient, c.CreateComment(3, "Hello"), transport.WithClock(&clock{}))
			apiError(t, err)
			require.Equal(t, test.uncertain, transport.Uncertain(err))
			require.EqualValues(t, test.attempts, attempts.Load())
		})
	}

	t.Run("a host that cannot be reached received nothing", func(t *testing.T) {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		require.NoError(t, err)
		address := listener.Addr().String()
		require.NoError(t, listener.Close())
		_, err = transport.Do(context.Background(), http.DefaultClient, client(t, address).CreateComment(3, "Hello"), transport.WithClock(&clock{}))
		require.Equal(t, api.Network, apiError(t, err).Failure)
		require.False(t, transport.Uncertain(err))
	})
}

func TestTheKeyFollowsNoRedirectAway(t *testing.T) {
	var keys []string
	elsewhere := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		keys = append(keys, r.Header.Get("Authorization"))
		answer(w, 200, person)
	}))
	t.Cleanup(elsewhere.Close)
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/api/7.0/me.json" {
			http.Redirect(w, r, "/api/7.0/users/7.json", http.StatusFound)
			return
		}
		if r.URL.Path == "/api/7.0/users/7.json" {
			answer(w, 200, person)
			return
		}
		http.Redirect(w, r, elsewhere.URL+r.URL.Path, http.StatusTemporaryRedirect)
	})

	me, err := transport.Do(context.Background(), http.DefaultClient, c.Me())
	require.NoError(t, err, "within the host a GET is followed")
	require.EqualValues(t, 7, me.ID)

	_, err = transport.Do(context.Background(), http.DefaultClient, c.Statuses("", ""))
	require.Equal(t, api.Protocol, apiError(t, err).Kind)
	_, err = transport.Do(context.Background(), http.DefaultClient, c.CreateComment(3, "Hello"))
	require.Equal(t, http.StatusTemporaryRedirect, apiError(t, err).Status)
	require.Empty(t, keys)
}

func TestObserversSeeNoSecretAndNoText(t *testing.T) {
	c := serve(t, func(w http.ResponseWriter, _ *http.Request) { answer(w, 200, `{"success": {"data": []}}`) })
	var seen []string
	_, err := transport.Do(context.Background(), http.DefaultClient, c.SearchObjects(useresponse.Search{Text: "my private words"}),
		transport.Observe(func(line string, status int) { seen = append(seen, fmt.Sprint(line, " ", status)) }))
	require.NoError(t, err)
	require.Len(t, seen, 1)
	require.Regexp(t, `^GET http://127\.0\.0\.1:\d+/api/7\.0/search\.json 200$`, seen[0])
}

func TestHeadersOfAnAnswerAreGivenToTheReaderWithoutCookies(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "3")
		w.Header().Set("Set-Cookie", "session=1")
		answer(w, 200, "{}")
	}))
	t.Cleanup(server.Close)
	call := api.Call[*api.Response]{
		Op: "headers", Request: api.Request{Method: "GET", URL: server.URL},
		Decode: func(r *api.Response) (*api.Response, error) { return r, nil },
	}
	r, err := transport.Do(context.Background(), http.DefaultClient, call)
	require.NoError(t, err)
	require.Equal(t, "3", r.Get("retry-after"))
	require.Equal(t, "application/json", r.Get("content-type"))
	require.Empty(t, r.Get("set-cookie"))
}

func TestADateInRetryAfterIsWaitedFor(t *testing.T) {
	now := time.Date(2026, 5, 11, 12, 0, 0, 0, time.UTC)
	first := true
	c := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		if first {
			first = false
			w.Header().Set("Date", now.Format(http.TimeFormat))
			w.Header().Set("Retry-After", now.Add(7*time.Second).Format(http.TimeFormat))
			answer(w, 503, `{}`)
			return
		}
		answer(w, 200, person)
	})
	passed := &clock{}
	_, err := transport.Do(context.Background(), http.DefaultClient, c.Me(), transport.WithClock(passed), transport.WithNow(func() time.Time { return now }))
	require.NoError(t, err)
	require.Equal(t, []time.Duration{7 * time.Second}, passed.pauses)
}

// refusals is a Doer whose first requests do not leave this machine.
type refusals struct {
	left int
	http.Client
}

func (r *refusals) Do(request *http.Request) (*http.Response, error) {
	if r.left--; r.left >= 0 {
		return nil, &net.OpError{Op: "dial", Err: errors.New("connection refused")}
	}
	return r.Client.Do(request)
}

func TestAWriteThatDidNotLeaveIsSentAgain(t *testing.T) {
	arrived := 0
	c := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		arrived++
		answer(w, 200, `{"success": {"id": 9}}`)
	})
	_, err := transport.Do(context.Background(), &refusals{left: 2}, c.CreateComment(3, "Hello"), transport.WithClock(&clock{}))
	require.NoError(t, err)
	require.Equal(t, 1, arrived)
}

func TestAKeyedWriteIsSentAgainWithItsKey(t *testing.T) {
	var keys []string
	lost := 2
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		keys = append(keys, r.Header.Get("Idempotency-Key"))
		if lost--; lost >= 0 {
			answer(w, 502, "<h1>Bad gateway</h1>")
			return
		}
		answer(w, 200, `{"success": {"id": 9}}`)
	}))
	t.Cleanup(server.Close)
	base, err := api.ParseBase(server.URL)
	require.NoError(t, err)
	call := useresponse.New(base, useresponse.WithKey(key), useresponse.WithHeader("Idempotency-Key", "once-and-only")).CreateComment(3, "Hello")
	_, err = transport.Do(context.Background(), http.DefaultClient, call, transport.WithClock(&clock{}))
	require.NoError(t, err)
	require.Equal(t, []string{"once-and-only", "once-and-only", "once-and-only"}, keys)

	lost = 3
	_, err = transport.Do(context.Background(), http.DefaultClient, call, transport.WithClock(&clock{}))
	require.True(t, transport.Uncertain(err))
	require.Equal(t, 502, apiError(t, err).Status)
}

func TestTheSystemClockWaitsAndStops(t *testing.T) {
	require.NoError(t, transport.SystemClock.Sleep(context.Background(), 0))
	why := errors.New("enough")
	ctx, stop := context.WithCancelCause(context.Background())
	stop(why)
	require.Equal(t, why, transport.SystemClock.Sleep(ctx, time.Hour))
	limited, done := transport.SystemClock.Deadline(context.Background(), 0)
	defer done()
	<-limited.Done()
	require.Equal(t, context.DeadlineExceeded, limited.Err())
}

func TestACallWithAProblemIsNotSent(t *testing.T) {
	c := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("nothing was to be sent") })
	call := c.Me()
	call.Problem = &api.Error{Kind: api.Invalid, Fields: []api.FieldError{{Field: "title", Say: words.ViewNameMissing()}}}
	_, err := transport.Do(context.Background(), http.DefaultClient, call)
	require.Same(t, call.Problem, err)
	require.False(t, transport.Uncertain(err))
}

// stopping is a clock in whose nth pause the caller gives up.
type stopping struct {
	clock
	nth  int
	stop func()
}

func (c *stopping) Sleep(ctx context.Context, d time.Duration) error {
	if c.nth--; c.nth == 0 {
		c.stop()
	}
	return c.clock.Sleep(ctx, d)
}

func TestTheCallerCanStopInEveryWait(t *testing.T) {
	why := errors.New("the page was left")
	crowded := api.NewLimit(api.LimitRule{Requests: 1, WindowMS: 2000})
	for name, test := range map[string]struct {
		handler  http.HandlerFunc
		nth      int
		limit    api.Limit
		attempts int
		write    bool
	}{
		"before a second attempt":         {func(w http.ResponseWriter, _ *http.Request) { answer(w, 503, `{}`) }, 1, api.Limit{}, 1, false},
		"before a third attempt":          {func(w http.ResponseWriter, _ *http.Request) { answer(w, 503, `{}`) }, 2, api.Limit{}, 2, false},
		"in a pause that was asked for":   {func(w http.ResponseWriter, _ *http.Request) { answer(w, 429, `{}`) }, 1, api.Limit{}, 1, true},
		"while the account's limit holds": {func(w http.ResponseWriter, _ *http.Request) { answer(w, 200, person) }, 1, crowded, 1, false},
	} {
		t.Run(name, func(t *testing.T) {
			attempts := 0
			c := serve(t, func(w http.ResponseWriter, r *http.Request) {
				attempts++
				test.handler(w, r)
			})
			ctx, stop := context.WithCancelCause(context.Background())
			waits := &stopping{nth: test.nth, stop: func() { stop(why) }}
			limiter := transport.NewLimiter(test.limit)
			options := []transport.Option{transport.WithClock(waits), transport.WithLimiter(limiter)}
			var err error
			for range 2 {
				if test.write {
					_, err = transport.Do(ctx, http.DefaultClient, c.CreateComment(3, "Hello"), options...)
				} else {
					_, err = transport.Do(ctx, http.DefaultClient, c.Me(), options...)
				}
				if err != nil {
					break
				}
			}
			require.Equal(t, why, err)
			require.Equal(t, test.attempts, attempts)
			require.False(t, transport.Uncertain(err))
			require.Empty(t, waits.limits[test.attempts:], "no attempt begins afterwards")
		})
	}
}

func TestAKeyedWriteThatIsGivenUpBetweenAttemptsIsInDoubt(t *testing.T) {
	why := errors.New("the page was left")
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { answer(w, 502, "<h1>Bad gateway</h1>") }))
	t.Cleanup(server.Close)
	base, err := api.ParseBase(server.URL)
	require.NoError(t, err)
	ctx, stop := context.WithCancelCause(context.Background())
	call := useresponse.New(base, useresponse.WithHeader("Idempotency-Key", "once-and-only")).CreateComment(3, "Hello")
	_, err = transport.Do(ctx, http.DefaultClient, call, transport.WithClock(&stopping{nth: 1, stop: func() { stop(why) }}))
	require.ErrorIs(t, err, why)
	require.True(t, transport.Uncertain(err))
}

func TestEachAttemptHasATimeLimitOfItsOwn(t *testing.T) {
	c := serve(t, func(w http.ResponseWriter, _ *http.Request) { answer(w, 503, `{}`) })
	passed := &clock{}
	call := c.Me()
	call.Request.TimeoutMS = 4321
	_, err := transport.Do(context.Background(), http.DefaultClient, call, transport.WithClock(passed))
	require.ErrorIs(t, err, api.ErrUnavailable)
	require.Equal(t, []time.Duration{4321 * time.Millisecond, 4321 * time.Millisecond, 4321 * time.Millisecond}, passed.limits)
}
