package edge

import (
	"context"
	"time"

	decide "deskside/shared/core/edge"
)

// Round is one call of a platform that has what is kept handed on, by its clock or for
// messages of a queue. It does as much as one call may, and leaves the rest for the next.
//
// The store is the truth, and a message only a call to look: one that comes twice, late
// or for nothing changes nothing, and what a lost one would have called for is found by
// the clock.
type Round struct {
	edge *Edge
	ends time.Time
	left int
	// putOff says that the helpdesk did not take something in this round.
	putOff bool
}

// NewRound begins a round.
func (e *Edge) NewRound() *Round {
	return &Round{edge: e, ends: e.config.Now().Add(decide.SweepEvery), left: decide.SweepMost}
}

// Sweep hands on whatever is due, until nothing will be before the next sweep.
func (r *Round) Sweep(ctx context.Context) {
	for r.goesOn() {
		rest, _ := r.deliver(ctx, "")
		if rest >= r.ends.Sub(r.edge.config.Now()) || r.edge.config.Clock.Sleep(ctx, rest) != nil {
			return
		}
	}
}

// Heed does what a message calls for: it hands on what is due in the lane of an entry.
// It returns after how long the message is to come again; over says that it need not,
// since the lane is empty, or a sweep will be early enough. Once the helpdesk did not take
// something, the other messages of the round are put off without asking it.
func (r *Round) Heed(ctx context.Context, entry string) (again time.Duration, over bool) {
	for r.goesOn() && !r.putOff {
		var rest time.Duration
		rest, r.putOff = r.deliver(ctx, entry)
		if rest >= decide.SweepEvery {
			return 0, true
		}
		if rest > 0 {
			return rest, false
		}
	}
	return decide.Breath, false
}

func (r *Round) deliver(ctx context.Context, entry string) (rest time.Duration, putOff bool) {
	r.left--
	return r.edge.deliver(ctx, entry)
}

// goesOn reports whether there is room for one more.
func (r *Round) goesOn() bool {
	return r.edge.store != nil && r.left > 0 && r.edge.config.Now().Before(r.ends)
}
