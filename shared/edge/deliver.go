package edge

import (
	"context"
	"time"

	decide "deskside/shared/core/edge"
)

// Deliver hands on what is kept here until ctx is over, one after the other, and
// looks again as soon as something is kept. Any number of programs may do so over
// one store. It returns at once where there is none.
func (e *Edge) Deliver(ctx context.Context) {
	for e.HasSite() && ctx.Err() == nil {
		e.rest(ctx, e.DeliverNext(ctx))
	}
}

// HasSite reports whether there is a site to do this for, in a store.
func (e *Edge) HasSite() bool { return e.store != nil && e.config.Key != "" }

// DeliverNext hands on what is due first, if anything is, and returns how long to
// rest before the next: 0 where more may be due.
func (e *Edge) DeliverNext(ctx context.Context) time.Duration {
	rest, _ := e.deliver(ctx, "")
	return rest
}

// deliver hands on what is due first, in the lane of an entry where one is named, and
// returns how long to rest then, and whether it was put off.
func (e *Edge) deliver(ctx context.Context, entry string) (rest time.Duration, putOff bool) {
	in := e.input(decide.Request{})
	in.Entry = entry
	// What was begun is finished, as a write of a customer is.
	out := e.steps(context.WithoutCancel(ctx), &in, e.decide.Deliver)
	return time.Duration(out.RestMS) * time.Millisecond, out.PutOff
}

// rest waits, until there is something to do at most.
func (e *Edge) rest(ctx context.Context, d time.Duration) { e.rests(ctx, d, e.kept) }

// rests waits, until there is something to hear at most.
func (e *Edge) rests(ctx context.Context, d time.Duration, hears <-chan struct{}) {
	if d <= 0 {
		return
	}
	limited, stop := context.WithCancel(ctx)
	defer stop()
	go func() {
		select {
		case <-hears:
			stop()
		case <-limited.Done():
		}
	}()
	// How it ended tells nothing: either way one looks again.
	_ = e.config.Clock.Sleep(limited, d)
}

// Look has whoever delivers look again at what is kept of a site.
func (e *Edge) Look(site string) {
	if site == "" {
		e.wake()
	} else if s := e.sites.fresh(site, e.config.Now()); s != nil {
		s.edge.wake()
	}
}

// wake has the deliverer look at what was just kept.
func (e *Edge) wake() {
	select {
	case e.kept <- struct{}{}:
	default:
	}
}
