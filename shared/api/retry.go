package api

import "time"

// Retry decides whether and when a failed attempt is repeated. It is pure:
// the host injects randomness and does the waiting.
type Retry struct {
	// Attempts is how often a request is sent at most, the first included.
	Attempts int
	// Base is the upper bound of the first pause; it doubles up to Cap.
	Base, Cap time.Duration
	// Patience is the longest Retry-After that is waited for; beyond it the
	// error is given to the caller, who can say so.
	Patience time.Duration
}

// DefaultRetry suits a person who waits before a screen.
var DefaultRetry = Retry{Attempts: 3, Base: 400 * time.Millisecond, Cap: 4 * time.Second, Patience: 10 * time.Second}

// After returns how long to wait before the next attempt, with full jitter
// from random, or false when the answer is final. attempt counts from 1.
// A request that is not repeatable is sent again only where the server says
// that it did not act: on a rate limit.
func (p Retry) After(attempt int, err error, repeatable bool, random uint64) (time.Duration, bool) {
	e, ok := err.(*Error)
	if !ok || attempt >= p.Attempts {
		return 0, false
	}
	switch e.Kind {
	case RateLimited:
	case Unavailable:
		if !repeatable || e.Failure == Offline || e.Failure == Redirected {
			return 0, false
		}
	default:
		return 0, false
	}
	if e.RetryAfter > 0 {
		return e.RetryAfter, e.RetryAfter <= p.Patience
	}
	bound := p.Base
	for i := 1; i < attempt && bound < p.Cap; i++ {
		bound *= 2
	}
	bound = min(bound, p.Cap)
	return time.Duration(random % uint64(bound+1)), true
}
