package usedesk

import "time"

// limits counts the requests of each Usedesk token.
type limits struct {
	perSecond int
	all       map[string][]time.Time
	queries   map[string][]time.Time
}

func newLimits(perSecond int) *limits {
	return &limits{perSecond: perSecond, all: map[string][]time.Time{}, queries: map[string][]time.Time{}}
}

// admit counts a request and gives 0, or how long to wait when the token has
// used up its share. Refused requests are not counted.
func (l *limits) admit(token string, query bool, now time.Time) time.Duration {
	if l.perSecond > 0 {
		if wait := admit(l.all, token, l.perSecond, time.Second, now); wait > 0 {
			return wait
		}
	}
	if query {
		return admit(l.queries, token, queriesPerMinute, time.Minute, now)
	}
	return 0
}

// admit keeps at most limit instants in any window.
func admit(seen map[string][]time.Time, token string, limit int, window time.Duration, now time.Time) time.Duration {
	recent := seen[token]
	for len(recent) > 0 && !recent[0].After(now.Add(-window)) {
		recent = recent[1:]
	}
	if len(recent) >= limit {
		seen[token] = recent
		return recent[0].Add(window).Sub(now)
	}
	seen[token] = append(recent, now)
	return 0
}
