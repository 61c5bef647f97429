package transport

import (
	"slices"
	"sync"
	"time"

	"deskside/shared/api"
)

// Limiter holds the limit of one account for calls that run at the same time.
type Limiter struct {
	mu    sync.Mutex
	limit api.Limit
}

// NewLimiter returns a limiter that goes on from a limit, fresh or stored.
func NewLimiter(limit api.Limit) *Limiter { return &Limiter{limit: cloned(limit)} }

// Limit returns what the limiter remembers, to be stored.
func (l *Limiter) Limit() api.Limit {
	l.mu.Lock()
	defer l.mu.Unlock()
	return cloned(l.limit)
}

func cloned(limit api.Limit) api.Limit {
	limit.Rules, limit.Pauses = slices.Clone(limit.Rules), slices.Clone(limit.Pauses)
	for i := range limit.Rules {
		limit.Rules[i].Taken = slices.Clone(limit.Rules[i].Taken)
	}
	return limit
}

// take and learn are those of api.Limit; without a limiter nothing is limited.

func (l *Limiter) take(now time.Time, class string, patience time.Duration) (time.Duration, bool) {
	if l == nil {
		return 0, true
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.limit.Take(now, class, patience)
}

func (l *Limiter) learn(now time.Time, class string, err error) {
	if l == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.limit.Learn(now, class, err)
}
