package api

import (
	"slices"
	"time"
)

//go:generate go run deskside/build/codec -o limit_gen.go

// Limit is how much an account may send, and what it has sent of late. It is
// one small value without a clock: whoever shares an account (tabs of a browser,
// instances of a Worker) shares it by storing it. The zero value limits nothing
// until a server asks for a pause.
type Limit struct {
	Rules  []LimitRule  `msg:"rules,limit=64"`
	Pauses []LimitPause `msg:"pauses,limit=64"`
}

// LimitRule allows Requests within any WindowMS milliseconds: a bucket of that
// many tokens, each of which comes back one window after it was taken. So no
// window ever sees more, wherever it begins.
type LimitRule struct {
	// Class is the kind of request that counts, such as "query"; "" is every request.
	Class    string `msg:"class"`
	Requests int    `msg:"requests"`
	WindowMS int64  `msg:"window_ms"`
	// Taken is when tokens were taken, in Unix milliseconds, oldest first.
	// Those of requests that wait for their turn lie ahead.
	Taken []int64 `msg:"taken,limit=4096"`
}

// LimitPause is what a server asked for with a 429.
type LimitPause struct {
	Class string `msg:"class"`
	// Until is in Unix milliseconds.
	Until int64 `msg:"until"`
	// Refusals counts the 429s in a row.
	Refusals int `msg:"refusals"`
}

// NewLimit returns a limit of these rules; a rule's zero class is every request.
func NewLimit(rules ...LimitRule) Limit { return Limit{Rules: slices.Clone(rules)} }

// limitHorizon is how far ahead a stored moment may lie. What lies further was
// stored by a clock that has been set back since.
const limitHorizon = time.Hour

// Take takes a token for one request of a class from every rule that counts it.
// The request may be sent after wait. Where that is longer than patience,
// nothing is taken and ok is false.
func (l *Limit) Take(now time.Time, class string, patience time.Duration) (wait time.Duration, ok bool) {
	at := now.UnixMilli()
	last := at + limitHorizon.Milliseconds()
	turn := at
	for i := range l.Pauses {
		if p := &l.Pauses[i]; counts(p.Class, class) && p.Until <= last {
			turn = max(turn, p.Until)
		}
	}
	for i := range l.Rules {
		if r := &l.Rules[i]; r.applies(class) {
			r.Taken = slices.DeleteFunc(r.Taken, func(t int64) bool { return t > last })
			order(r.Taken)
			if n := len(r.Taken); n >= r.Requests {
				turn = max(turn, r.Taken[n-r.Requests]+r.WindowMS)
			}
		}
	}
	wait = time.Duration(turn-at) * time.Millisecond
	if wait > patience {
		return wait, false
	}
	for i := range l.Rules {
		if r := &l.Rules[i]; r.applies(class) {
			r.Taken = append(r.Taken, turn)
			order(r.Taken)
			r.Taken = r.Taken[max(0, len(r.Taken)-r.Requests):]
		}
	}
	return wait, true
}

// order puts moments oldest first that are so already, but for one or for what several stored at once. A sort for any
// order would be a hundredth of the customer's core.
func order(taken []int64) {
	for i := 1; i < len(taken); i++ {
		for j := i; j > 0 && taken[j-1] > taken[j]; j-- {
			taken[j-1], taken[j] = taken[j], taken[j-1]
		}
	}
}

// Learn takes what came of a request: a 429 closes its class until the server's
// Retry-After is over, or for a second, doubled with each further one up to a
// minute, where it names none. Any other answer ends the row.
func (l *Limit) Learn(now time.Time, class string, err error) {
	i := slices.IndexFunc(l.Pauses, func(p LimitPause) bool { return p.Class == class })
	e, refused := err.(*Error)
	if refused = refused && e.Kind == RateLimited; !refused {
		if answered := err == nil || e != nil && e.Status != 0; answered && i >= 0 {
			l.Pauses = slices.Delete(l.Pauses, i, i+1)
		}
		return
	}
	if i < 0 {
		i = len(l.Pauses)
		l.Pauses = append(l.Pauses, LimitPause{Class: class})
	}
	p := &l.Pauses[i]
	pause := e.RetryAfter
	if pause <= 0 {
		pause = min(time.Second<<min(max(p.Refusals, 0), 6), time.Minute)
	}
	p.Refusals = min(max(p.Refusals, 0), 6) + 1
	p.Until = now.Add(min(pause, limitHorizon)).UnixMilli()
}

// applies reports whether the rule is one and counts requests of a class.
func (r *LimitRule) applies(class string) bool {
	return r.Requests > 0 && r.WindowMS > 0 && counts(r.Class, class)
}

func counts(rule, class string) bool { return rule == "" || rule == class }
