package transport

import (
	"context"
	"math/rand/v2"
	"net/http"
	"time"

	"deskside/shared/api"
)

// Clock is the time that calls pass: the pauses between attempts and the limit
// of each attempt.
type Clock interface {
	// Sleep returns nil after d, or the cause of ctx once it ends.
	Sleep(ctx context.Context, d time.Duration) error
	// Deadline returns a context that ends after d at the latest. The caller calls
	// the function when it is done with it.
	Deadline(ctx context.Context, d time.Duration) (context.Context, context.CancelFunc)
}

// SystemClock is the time of this machine.
var SystemClock Clock = systemClock{}

type systemClock struct{}

func (systemClock) Sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

func (systemClock) Deadline(ctx context.Context, d time.Duration) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, d)
}

type settings struct {
	doer    Doer
	retry   api.Retry
	clock   Clock
	random  func() uint64
	now     func() time.Time
	limiter *Limiter
	limit   int64

	redactor api.Redactor
	observe  func(line string, status int)
	trace    func(text string)
}

// Option changes how a call is sent.
type Option func(*settings)

// WithRetry sets the retry policy; api.DefaultRetry otherwise.
func WithRetry(retry api.Retry) Option { return func(s *settings) { s.retry = retry } }

// WithClock sets the time that pauses and limits are measured in.
func WithClock(clock Clock) Option { return func(s *settings) { s.clock = clock } }

// WithRandom sets where the jitter of pauses comes from.
func WithRandom(random func() uint64) Option { return func(s *settings) { s.random = random } }

// WithNow sets the time of day, which dates in answers are compared with.
func WithNow(now func() time.Time) Option { return func(s *settings) { s.now = now } }

// WithLimiter lets requests through as the account's limit allows. One that
// would wait longer than the retry policy's patience is not sent: its error is
// api.ErrRateLimited, with the time to wait.
func WithLimiter(limiter *Limiter) Option { return func(s *settings) { s.limiter = limiter } }

// WithLimit sets how many bytes of an answer are read at most.
func WithLimit(bytes int64) Option { return func(s *settings) { s.limit = bytes } }

// WithRedactor cleans what Observe and Trace are given.
func WithRedactor(redactor api.Redactor) Option { return func(s *settings) { s.redactor = redactor } }

// Observe is told of every attempt: method and URL without the query, and the
// HTTP status, or 0 when no answer came.
func Observe(observe func(line string, status int)) Option {
	return func(s *settings) { s.observe = observe }
}

// Trace is told of every attempt in full, as api.Redactor.Trace writes it: the
// shape of request and answer without keys, addresses of people or what they wrote.
func Trace(trace func(text string)) Option { return func(s *settings) { s.trace = trace } }

func newSettings(doer Doer, options []Option) *settings {
	s := &settings{
		doer: doer, retry: api.DefaultRetry, clock: SystemClock, random: rand.Uint64, now: time.Now,
		observe: func(string, int) {}, limit: DefaultLimit,
	}
	for _, option := range options {
		option(s)
	}
	if client, ok := s.doer.(*http.Client); ok {
		careful := *client
		careful.CheckRedirect = sameHost
		s.doer = &careful
	}
	return s
}

// maxRedirects is how often a GET may be sent on within its own host.
const maxRedirects = 3

// sameHost follows redirects only where the key goes to the host it was meant
// for, not less protected, and the request stays what it was. Any other
// redirect is given to the reader as the answer, which it refuses.
func sameHost(next *http.Request, before []*http.Request) error {
	first := before[0]
	if first.Method != http.MethodGet || next.Method != http.MethodGet || len(before) > maxRedirects ||
		next.URL.Host != first.URL.Host || next.URL.Scheme != first.URL.Scheme && next.URL.Scheme != "https" {
		return http.ErrUseLastResponse
	}
	return nil
}
