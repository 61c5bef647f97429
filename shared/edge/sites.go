package edge

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"sync"
	"time"

	decide "deskside/shared/core/edge"
	"deskside/shared/core/edge/named"
)

// siteFresh is for how long a site is taken as it was read: so long what is changed of it
// may take to hold.
const siteFresh = 10 * time.Second

// sites are the sites with a name that this edge has answered for, each by an edge of its own.
type sites struct {
	mu    sync.Mutex
	known map[string]*site
	// found holds something while there is a site that nobody has looked at.
	found chan struct{}
}

// site is one as it was read.
type site struct {
	settings decide.Settings
	edge     *Edge
	until    time.Time
}

// errNoSecret says nothing of which: that whoever asked knows.
var errNoSecret = errors.New("there is no such secret")

// secret gives one of the host's secrets for sites.
func (e *Edge) secret(name string) ([]byte, error) {
	if e.config.Secret == nil || !named.IsSecret(name) {
		return nil, errNoSecret
	}
	text := e.config.Secret(name)
	if text == "" {
		return nil, errNoSecret
	}
	return []byte(text), nil
}

// serveSite answers a request for a site with a name.
func (e *Edge) serveSite(w http.ResponseWriter, r *http.Request, name string, in *decide.Input) {
	if e.sites.fresh(name, e.config.Now()) == nil {
		if wait, ok := e.buckets.take(in.Client, false); !ok {
			// Whoever tries names is bounded as one who reads.
			give(w, decide.Busy(&in.Request, wait))
			return
		}
	}
	at, reply := e.at(r.Context(), name, &in.Request)
	if at == nil {
		give(w, reply)
		return
	}
	at.ServeHTTP(w, r)
}

// at is the edge of a site, or the reply to a request for one that there is not.
func (e *Edge) at(ctx context.Context, name string, asked *decide.Request) (*Edge, *decide.Reply) {
	if s := e.sites.fresh(name, e.config.Now()); s != nil {
		return s.edge, nil
	}
	in := e.input(*asked)
	in.Site = name
	out := e.steps(ctx, &in, e.decide.Sited)
	e.sites.mu.Lock()
	defer e.sites.mu.Unlock()
	old, now := e.sites.known[name], e.config.Now()
	switch {
	case out.Site == nil && out.PutOff && old != nil:
		// It goes on as it was until the store answers again.
		old.until = now.Add(siteFresh)
		return old.edge, nil
	case out.Site == nil:
		delete(e.sites.known, name)
		return nil, out.Reply
	case old != nil && old.settings == *out.Site:
		old.until = now.Add(siteFresh)
		return old.edge, nil
	}
	at, err := e.ofSite(out.Site)
	if err != nil {
		// It was judged by the same rules before.
		e.config.Log(decide.Logged("error", "not set up: site "+name+": "+err.Error()))
		return nil, decide.Unset(asked)
	}
	e.sites.known[name] = &site{settings: *out.Site, edge: at, until: now.Add(siteFresh)}
	select {
	case e.sites.found <- struct{}{}:
	default:
	}
	return at, nil
}

func (s *sites) fresh(name string, now time.Time) *site {
	s.mu.Lock()
	defer s.mu.Unlock()
	if at := s.known[name]; at != nil && now.Before(at.until) {
		return at
	}
	return nil
}

// ofSite is the edge of a site, on this one's host.
func (e *Edge) ofSite(s *decide.Settings) (*Edge, error) {
	of, err := s.Site()
	if err != nil {
		return nil, err
	}
	config := e.config
	config.Name, config.Widget = of.Name, of.Widget
	config.Upstream, config.Key, config.Origins, config.Root = of.Upstream, of.Key, of.Origins, ""
	config.Identities, config.Audience, config.Guests = of.Identities, of.Audience, of.Guests
	config.BlockSecret, config.BlockLanguage = of.BlockSecret, of.BlockLanguage
	config.Rates, config.Protect, config.Turnstile = of.Rates, of.Protect, of.Turnstile
	at, err := New(config)
	if err == nil {
		at.busy = e.busy
	}
	return at, err
}

// some are the edges of sites with such names, as far as they are set up: so many at most,
// others from one minute to the next.
func (e *Edge) some(ctx context.Context, names []string, most int) (all []*Edge) {
	if n := len(names); n > 0 {
		from := int(e.config.Now().Unix() / int64(decide.SweepEvery/time.Second) * int64(most) % int64(n))
		names = slices.Concat(names[from:], names[:from])[:min(n, most)]
	}
	for _, name := range names {
		if at, _ := e.at(ctx, name, &decide.Request{}); at != nil {
			all = append(all, at)
		}
	}
	return all
}

// names are those of all sites.
func (e *Edge) names(ctx context.Context) []string {
	if e.store == nil || e.config.Name != "" {
		return nil
	}
	in := e.input(decide.Request{})
	return e.steps(ctx, &in, e.decide.Sites).Sites
}

// Sites does for each site with a name what Deliver, Gather and Watch do for the one
// without, until ctx is over.
func (e *Edge) Sites(ctx context.Context) {
	if e.store == nil {
		return
	}
	var all sync.WaitGroup
	defer all.Wait()
	var mu sync.Mutex
	running := map[string]bool{}
	begin := func(name string) bool {
		mu.Lock()
		defer mu.Unlock()
		if running[name] {
			return false
		}
		running[name] = true
		return true
	}
	for ctx.Err() == nil {
		for _, name := range e.names(ctx) {
			if !begin(name) {
				continue
			}
			all.Go(func() {
				e.tend(ctx, name)
				mu.Lock()
				defer mu.Unlock()
				delete(running, name)
			})
		}
		e.rests(ctx, decide.SweepEvery, e.sites.found)
	}
}

// tend does what is due for a site again and again, until there is none.
func (e *Edge) tend(ctx context.Context, name string) {
	var due struct{ gather, watch time.Time }
	for ctx.Err() == nil {
		at, _ := e.at(ctx, name, &decide.Request{})
		if at == nil {
			return
		}
		turn := func(next *time.Time, do func(context.Context) time.Duration) time.Duration {
			if now := e.config.Now(); !now.Before(*next) {
				*next = now.Add(do(ctx))
			}
			return next.Sub(e.config.Now())
		}
		// What was just kept is looked at, whatever was due before.
		rest := min(turn(&due.gather, at.GatherNext), turn(&due.watch, at.WatchNext), at.DeliverNext(ctx))
		e.rests(ctx, rest, at.kept)
	}
}
