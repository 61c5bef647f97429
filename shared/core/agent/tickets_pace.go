package agent

import (
	"deskside/shared/api"
	"deskside/shared/core"
)

//go:generate go run deskside/build/codec -o tickets_pace_gen.go

// PaceArgs asks when a list that somebody looks at is to be asked for again:
// operation "tickets.pace".
type PaceArgs struct {
	Accounts []Paced `msg:"accounts"`
	// Touched is when somebody touched the page last, Unix milliseconds.
	Touched int64 `msg:"touched"`
}

// Paced is what came of asking one account.
type Paced struct {
	Account string `msg:"account"`
	// At is when it answered last, or did not, and StaleAt from when on its
	// answer is old, Unix milliseconds.
	At      int64 `msg:"at"`
	StaleAt int64 `msg:"stale_at"`
	// Failures counts how often in a row it did not answer, Kind and RetryAfterMS
	// are of the last failure.
	Failures     int      `msg:"failures"`
	Kind         api.Kind `msg:"kind"`
	RetryAfterMS int64    `msg:"retry_after_ms"`
}

// PaceResult lists the accounts to ask now.
type PaceResult struct {
	Due []string `msg:"due"`
}

// The longest pauses, milliseconds: of a page that nobody touches, and after failures.
const (
	restless  = 5 * 60_000
	restful   = 10 * 60_000
	firstTry  = 30_000
	laterTry  = 15 * 60_000
	restOf    = 3
	doublings = 6
)

// paceTickets lets lists be read as often as they become old, a third as often
// once nobody has touched the page for five minutes, and after failures at most
// half as often each time. A key that is refused waits for a person.
func paceTickets(a *PaceArgs, in *core.Input) (*PaceResult, error) {
	result := &PaceResult{}
	for i := range a.Accounts {
		if p := &a.Accounts[i]; p.due(in.Now, a.Touched) {
			result.Due = append(result.Due, p.Account)
		}
	}
	return result, nil
}

func (p *Paced) due(now, touched int64) bool {
	if now < p.At {
		// The clock was set back.
		return true
	}
	if p.Failures > 0 {
		if p.Kind == api.Unauthorized || p.Kind == api.Forbidden || p.Kind == api.Invalid {
			return false
		}
		wait := min(firstTry<<min(p.Failures-1, doublings), laterTry)
		return now >= p.At+max(int64(wait), p.RetryAfterMS)
	}
	wait := p.StaleAt - p.At
	if now-touched >= restless {
		wait = min(restOf*wait, restful)
	}
	return now >= p.At+wait
}
