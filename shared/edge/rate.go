package edge

import (
	"sync"
	"time"

	decide "deskside/shared/core/edge"
)

// Rate bounds what one client may ask.
type Rate = decide.Rate

type buckets struct {
	rate Rate
	now  func() time.Time

	mu      sync.Mutex
	clients map[string]*bucket
}

// bucket holds the times at which the two buckets of a client are full again.
type bucket struct{ readsFull, writesFull time.Time }

func newBuckets(rate Rate, now func() time.Time) *buckets {
	return &buckets{rate: rate, now: now, clients: map[string]*bucket{}}
}

// take uses up one request of a client, or returns how long it has to wait.
func (b *buckets) take(client string, write bool) (wait time.Duration, ok bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := b.now()
	c := b.clients[client]
	if c == nil {
		b.makeRoom(now)
		c = &bucket{}
		b.clients[client] = c
	}
	full, size, every := &c.readsFull, b.rate.Reads, b.rate.ReadEvery
	if write {
		full, size, every = &c.writesFull, b.rate.Writes, b.rate.WriteEvery
	}
	if full.Before(now) {
		*full = now
	}
	next := full.Add(every)
	if over := next.Sub(now) - time.Duration(size)*every; over > 0 {
		return over, false
	}
	*full = next
	return 0, true
}

// makeRoom forgets clients whose buckets are full, which changes nothing for
// them; where these are too few, it forgets any, until half are gone, so that
// it has little to do for each client.
func (b *buckets) makeRoom(now time.Time) {
	if len(b.clients) < decide.ClientsKept {
		return
	}
	for name, c := range b.clients {
		if !c.readsFull.After(now) && !c.writesFull.After(now) {
			delete(b.clients, name)
		}
	}
	for name := range b.clients {
		if len(b.clients) <= decide.ClientsKept/2 {
			return
		}
		delete(b.clients, name)
	}
}
