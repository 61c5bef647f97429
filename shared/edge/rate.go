package edge

import (
	"sync"
	"time"

	decide "deskside/shared/core/edge"
	"deskside/shared/core/edge/guard"
)

// Rates bound what may be asked. What one client reads and writes is counted here, which
// costs nothing, and what is written in the store, too, where all count who have it.
type Rates = guard.Rates

// ParseRates reads rates as an owner writes them.
func ParseRates(text string) (Rates, error) { return guard.ParseRates(text) }

// Protect says of whom a proof of work is asked.
type Protect = decide.Protect

// Of somebody whom the site does not know it is asked once half of what may come has
// come, for each post, or never.
const (
	WhenBusy = decide.WhenBusy
	Always   = decide.Always
	Never    = decide.Never
)

type buckets struct {
	rate Rates
	now  func() time.Time

	mu      sync.Mutex
	clients map[string]*bucket
}

// bucket holds the times at which the two buckets of a client are full again.
type bucket struct{ readsFull, writesFull time.Time }

func newBuckets(rate Rates, now func() time.Time) *buckets {
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
	full, of := &c.readsFull, b.rate.Reads
	if write {
		full, of = &c.writesFull, b.rate.Writes
	}
	if full.Before(now) {
		*full = now
	}
	next := full.Add(of.Every)
	if over := next.Sub(now) - time.Duration(of.Size)*of.Every; over > 0 {
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
