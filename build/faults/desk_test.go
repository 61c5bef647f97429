// Package faults proves what becomes of calls when things go wrong: real HTTP
// against the sandbox, which breaks answers on demand. Time is a fake.
package faults_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"deskside/build/sandbox"
	"deskside/shared/api"
	"deskside/shared/api/transport"
	"deskside/shared/usedesk"
	"deskside/shared/useresponse"
)

// clock is a time that passes only in pauses and slow answers.
type clock struct {
	mu     sync.Mutex
	now    time.Time
	limits map[*limit]struct{}
}

// limit is the time limit of one attempt.
type limit struct {
	at  time.Time
	end context.CancelCauseFunc
}

func newClock() *clock {
	return &clock{now: time.Date(2026, 5, 11, 12, 0, 0, 0, time.UTC), limits: map[*limit]struct{}{}}
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// pass lets time go by, and ends every attempt whose limit it passes.
func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	for l := range c.limits {
		if !l.at.After(c.now) {
			l.end(context.DeadlineExceeded)
		}
	}
}

func (c *clock) Sleep(ctx context.Context, d time.Duration) error {
	c.pass(d)
	return context.Cause(ctx)
}

func (c *clock) Deadline(ctx context.Context, d time.Duration) (context.Context, context.CancelFunc) {
	c.mu.Lock()
	defer c.mu.Unlock()
	limited, end := context.WithCancelCause(ctx)
	l := &limit{c.now.Add(d), end}
	c.limits[l] = struct{}{}
	return limited, func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		delete(c.limits, l)
		end(context.Canceled)
	}
}

// patient is the same time for calls that run beside each other: the pause of
// one is no delay of the others, so that no limit ends.
type patient struct{ *clock }

func (patient) Deadline(ctx context.Context, _ time.Duration) (context.Context, context.CancelFunc) {
	return context.WithCancel(ctx)
}

// desk is a sandbox behind real HTTP, and clients of it.
type desk struct {
	*sandbox.Server
	sandbox.Endpoints
	t           *testing.T
	clock       *clock
	client      *http.Client
	useResponse useresponse.Client // of an agent
	usedesk     usedesk.Client

	admin, customer, guest useresponse.Client
	standing               standing
	marks                  int
}

func open(t *testing.T, faults ...sandbox.Fault) *desk {
	t.Helper()
	return openAs(t, sandbox.Options{Faults: faults, Premoderate: true})
}

// openAs opens a sandbox that is as an installation is.
func openAs(t *testing.T, options sandbox.Options) *desk {
	t.Helper()
	d := &desk{t: t, clock: newClock()}
	options.Now = d.clock.Now
	options.Sleep = func(ctx context.Context, delay time.Duration) {
		d.clock.pass(delay)
		// The other side has given up, which the connection tells.
		if delay >= time.Minute {
			<-ctx.Done()
		}
	}
	var err error
	d.Server, err = sandbox.Open(context.Background(), options)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, d.Server.Close()) })
	web := httptest.NewServer(d.Server)
	t.Cleanup(web.Close)
	// On a connection that it has used before, net/http itself sends a GET again:
	// here every attempt shall be one that the transport decided.
	d.client = &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	d.Endpoints = d.Server.Endpoints(web.URL)
	address := base(t, d.UseResponseURL)
	with := func(key string) useresponse.Client { return useresponse.New(address, useresponse.WithKey(key)) }
	d.useResponse, d.admin, d.customer, d.guest = with(d.Keys.Agent), with(d.Keys.Admin), with(d.Keys.User), useresponse.New(address)
	d.usedesk = usedesk.New(base(t, d.UsedeskURL), d.UsedeskToken)
	return d
}

func base(t *testing.T, address string) api.Base {
	t.Helper()
	b, err := api.ParseBase(address)
	require.NoError(t, err)
	return b
}

// options are those of every call here: the fake time, and no jitter.
func (d *desk) options(more ...transport.Option) []transport.Option {
	return append([]transport.Option{
		transport.WithClock(d.clock), transport.WithNow(d.clock.Now), transport.WithRandom(func() uint64 { return 1 }),
	}, more...)
}

// secrets are everything that must not come out anywhere.
func (d *desk) secrets() []string {
	return []string{d.Keys.Admin, d.Keys.Agent, d.Keys.User, d.UsedeskToken, d.Logins.Agent.Password, d.Logins.Agent.Email}
}

// noSecret fails when a text holds a secret of the sandbox.
func (d *desk) noSecret(text string) {
	d.t.Helper()
	for _, s := range d.secrets() {
		if strings.Contains(text, s) {
			d.t.Errorf("%q is in %q", s, text)
		}
	}
}
