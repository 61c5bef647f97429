package dev

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/http"
	"sync"
)

// builds tells pages that there is a newer build than theirs. A page names the
// version it has, so that none is missed between two connections, and a server
// that was started anew is a newer build, too.
type builds struct {
	ended context.Context

	mu      sync.Mutex
	version string
	// changed is closed with each new version.
	changed chan struct{}
}

func newBuilds(ctx context.Context) *builds {
	return &builds{ended: ctx, version: rand.Text(), changed: make(chan struct{})}
}

// next makes all that pages have old.
func (b *builds) next() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.version = rand.Text()
	close(b.changed)
	b.changed = make(chan struct{})
}

func (b *builds) now() (version string, changed <-chan struct{}) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.version, b.changed
}

// ServeHTTP streams an event for each version after the one that since names.
func (b *builds) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	stream := http.NewResponseController(w)
	since := r.URL.Query().Get("since")
	for {
		version, changed := b.now()
		if version != since {
			fmt.Fprintf(w, "data: %s\n\n", version)
			since = version
		}
		if stream.Flush() != nil {
			return
		}
		select {
		case <-changed:
		case <-r.Context().Done():
			return
		case <-b.ended.Done():
			return
		}
	}
}
