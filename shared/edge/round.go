package edge

import (
	"context"
	"slices"
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
	// names are those of the sites, once they were read.
	names []string
	// putOff are the sites whose helpdesk did not take something in this round.
	putOff []string
}

// NewRound begins a round.
func (e *Edge) NewRound() *Round {
	return &Round{edge: e, ends: e.config.Now().Add(decide.SweepEvery), left: decide.SweepMost}
}

// Named are the edges of sites with a name, as far as they are set up: at most so many,
// which are others from one minute to the next, so that each of any number has its turn.
// A round reads once which sites there are.
func (r *Round) Named(ctx context.Context, most int) []*Edge {
	if r.names == nil {
		r.names = r.edge.names(ctx)
	}
	return r.edge.some(ctx, r.names, most)
}

// Sweep hands on whatever is due of all sites, one of each at a time, until nothing will
// be before the next sweep.
func (r *Round) Sweep(ctx context.Context) {
	all := r.Named(ctx, decide.SweepMost-1)
	if r.edge.HasSite() {
		all = append([]*Edge{r.edge}, all...)
	}
	due := make([]time.Time, len(all))
	for r.goesOn() {
		first := r.ends
		for i, at := range all {
			if !r.goesOn() {
				return
			}
			if !r.edge.config.Now().Before(due[i]) {
				rest, _ := r.deliver(ctx, at, "")
				due[i] = r.edge.config.Now().Add(rest)
			}
			if due[i].Before(first) {
				first = due[i]
			}
		}
		if !first.Before(r.ends) || r.edge.config.Clock.Sleep(ctx, first.Sub(r.edge.config.Now())) != nil {
			return
		}
	}
}

// Heed does what a message calls for: it hands on what is due in the lane of an entry of
// a site.
// It returns after how long the message is to come again; over says that it need not,
// since the lane is empty, or a sweep will be early enough. Once the helpdesk did not take
// something, the other messages of the round are put off without asking it.
func (r *Round) Heed(ctx context.Context, site, entry string) (again time.Duration, over bool) {
	at := r.edge
	if site != "" {
		if at, _ = r.edge.at(ctx, site, &decide.Request{}); at == nil {
			// A sweep finds it, should it be there again.
			return 0, true
		}
	}
	for r.goesOn() && !slices.Contains(r.putOff, site) {
		var rest time.Duration
		var putOff bool
		if rest, putOff = r.deliver(ctx, at, entry); putOff {
			r.putOff = append(r.putOff, site)
		}
		if rest >= decide.SweepEvery {
			return 0, true
		}
		if rest > 0 {
			return rest, false
		}
	}
	return decide.Breath, false
}

func (r *Round) deliver(ctx context.Context, at *Edge, entry string) (rest time.Duration, putOff bool) {
	r.left--
	return at.deliver(ctx, entry)
}

// goesOn reports whether there is room for one more.
func (r *Round) goesOn() bool {
	return r.edge.store != nil && r.left > 0 && r.edge.config.Now().Before(r.ends)
}
