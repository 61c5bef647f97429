package edge

import (
	"container/list"
	"context"
	"sync"
	"time"

	decide "deskside/shared/core/edge"
)

// Cache keeps bytes under names for a while. It may lose any of them at any time, and
// may be used by any number of goroutines.
type Cache interface {
	// Match returns what is kept under a name, nothing where nothing is. Nobody changes it.
	Match(ctx context.Context, name string) []byte
	// Put keeps bytes for so long; where there are none, nothing is kept under the name
	// any more.
	Put(ctx context.Context, name string, bytes []byte, keep time.Duration)
}

// Memory is a cache in the memory of a program. Where it is full, what nobody asked
// for the longest goes first.
type Memory struct {
	limit int
	now   func() time.Time

	mu    sync.Mutex
	size  int
	byUse *list.List
	found map[string]*list.Element
}

// CacheLimit is how many bytes of memory a cache takes, unless somebody wishes otherwise:
// some thousand lists.
const CacheLimit = 32 << 20

// entryCost is about what a name and its places in map and list take.
const entryCost = 300

// kept is what a Memory keeps.
type kept struct {
	name  string
	bytes []byte
	until time.Time
}

func (k *kept) cost() int { return len(k.bytes) + entryCost }

// NewMemory returns a cache of so many bytes. now is the time of day.
func NewMemory(limit int, now func() time.Time) *Memory {
	return &Memory{limit: limit, now: now, byUse: list.New(), found: map[string]*list.Element{}}
}

// Match implements Cache.
func (m *Memory) Match(_ context.Context, name string) []byte {
	m.mu.Lock()
	defer m.mu.Unlock()
	at, ok := m.found[name]
	if !ok {
		return nil
	}
	k := at.Value.(*kept)
	if !m.now().Before(k.until) {
		m.drop(at)
		return nil
	}
	m.byUse.MoveToFront(at)
	return k.bytes
}

// Put implements Cache.
func (m *Memory) Put(_ context.Context, name string, bytes []byte, keep time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if at, ok := m.found[name]; ok {
		m.drop(at)
	}
	k := &kept{name, bytes, m.now().Add(keep)}
	if len(bytes) == 0 || k.cost() > m.limit {
		return
	}
	m.found[name] = m.byUse.PushFront(k)
	m.size += k.cost()
	for m.size > m.limit {
		m.drop(m.byUse.Back())
	}
}

func (m *Memory) drop(at *list.Element) {
	k := m.byUse.Remove(at).(*kept)
	delete(m.found, k.name)
	m.size -= k.cost()
}

// after does what is left to do once a reply was given.
func (e *Edge) after(ctx context.Context, in decide.Input, out *decide.Outcome) {
	ctx = context.WithoutCancel(ctx)
	e.cache(ctx, out.Cached)
	if out.Renew == "" || !e.renewals.begin(out.Renew, e.config.Now()) {
		return
	}
	e.busy.Add(1)
	e.config.Apart(func() {
		defer e.busy.Done()
		rest := time.Duration(0)
		defer func() {
			if recover() != nil {
				e.config.Log(decide.Logged("error", "what was cached could not be renewed: a panic"))
			}
			e.renewals.end(out.Renew, rest, e.config.Now())
		}()
		again := e.input(in.Request)
		again.Renews = true
		renewed := e.steps(ctx, &again, e.decide.Step)
		rest = time.Duration(renewed.RestMS) * time.Millisecond
		e.cache(ctx, renewed.Cached)
	})
}

func (e *Edge) cache(ctx context.Context, c *decide.Cached) {
	if c != nil {
		e.config.Cache.Put(ctx, c.Name, c.Bytes, time.Duration(c.KeepMS)*time.Millisecond)
	}
}

// renewals are what is being read anew, each by one.
type renewals struct {
	mu sync.Mutex
	// rest says until when nobody else begins.
	rest map[string]time.Time
}

// renewalsKept bounds the memory that they take while a helpdesk is away.
const renewalsKept = 1000

func (r *renewals) begin(name string, now time.Time) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if now.Before(r.rest[name]) {
		return false
	}
	if len(r.rest) >= renewalsKept {
		for other, until := range r.rest {
			if !now.Before(until) {
				delete(r.rest, other)
			}
		}
		if len(r.rest) >= renewalsKept {
			return false
		}
	}
	r.rest[name] = now.Add(2 * decide.Patience)
	return true
}

func (r *renewals) end(name string, rest time.Duration, now time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if rest <= 0 {
		delete(r.rest, name)
		return
	}
	r.rest[name] = now.Add(rest)
}
