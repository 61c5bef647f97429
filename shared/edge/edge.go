// Package edge is the widget's server over net/http and database/sql: it does
// what package deskside/shared/core/edge decides. It adds the key, bounds what one
// client may ask, serves the widget's files, and gives bodies and answers their
// time.
//
// It must not know where it runs: the Worker and the local stack give it
// different clocks, stores and ways to send. Browsers never link it.
package edge

import (
	"context"
	"database/sql"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"sync"
	"time"

	"deskside/shared/api"
	"deskside/shared/api/transport"
	decide "deskside/shared/core/edge"
	"deskside/shared/core/edge/guard"
	"deskside/shared/core/edge/identity"
	"deskside/shared/core/edge/turnstile"
	"deskside/shared/edge/seal"
)

// Config is what an edge needs to know. Upstream, Key and Doer are required; without the
// first two there are sites with a name alone, in the Store.
type Config struct {
	// Name is that of the site, "" for the one that an edge has without, and Widget a script
	// before its loader. Sites with a name stand in the store of that without.
	Name, Widget string
	// Upstream is the helpdesk.
	Upstream api.Base
	// Key is an API key of it; the key of a customer account is enough and safest.
	Key string
	// Origins are the sites that may embed the widget, such as
	// "https://shop.example.com"; "*" stands for all. The edge's own is always one.
	Origins []string
	// Root is a host of the edge's own at whose root the API is, too; "" for none.
	Root string
	// Identities are the keys with which the site signs who its visitors are, Audience is
	// what their tokens have to be for, the edge's own host where it is "".
	Identities identity.Keys
	Audience   string
	// Guests is what somebody may do of whom nobody knows who they are.
	Guests decide.Guests
	// Secret gives what is kept under a name that begins as package named says, "" where
	// nothing is: the keys of sites with a name.
	Secret func(name string) string
	// Seals are the keys to seal with. Without them nobody signs in and no identity is taken.
	Seals *seal.Keys
	// BlockSecret is the secret key of Usedesk's block, BlockLanguage its language. Without
	// a secret there is no block.
	BlockSecret, BlockLanguage string
	// Assets answers below /widget/ and /core/; see Files. Nil where the platform
	// serves them: then these paths are not found here.
	Assets http.Handler
	// Store holds votes and submissions: SQLite, or D1 in the Worker, one database
	// for one helpdesk. Without it votes are refused and Idempotency-Key has no
	// effect, which /healthz and the answers say.
	Store *sql.DB
	// OneClock says that all programs that have the Store run on this machine.
	OneClock bool
	// Space keeps what customers attach until it is at the helpdesk. Without one the
	// store does, as far as it has room.
	Space Space
	// Cache keeps what the helpdesk said, for all who ask; nil where it is asked each
	// time. Lists, posts and comments are kept only where there is a Store, which tells
	// what was written here meanwhile.
	Cache Cache
	// Doer sends requests to the helpdesk.
	Doer transport.Doer
	// Clock is the time that attempts and pauses take, Now the time of day.
	Clock transport.Clock
	Now   func() time.Time
	// Rates bound what may be asked; the zero value is the usual. Protect says of whom a
	// proof of work is asked, or, where Turnstile has keys, what that tells of them.
	Rates     Rates
	Protect   Protect
	Turnstile turnstile.Keys
	// Client tells clients apart; by their network address unless set.
	Client func(*http.Request) string
	// Log is given one line at a time, an object in JSON. No line holds a key, a text, an
	// address or a visitor.
	Log func(line string)
	// Alert is whom to tell of what is kept, Retention for how long it is known what came
	// of an entry; 0 for the usual time.
	Alert     decide.Alert
	Retention time.Duration
	// Measured, if set, is told what each request and each delivery came to.
	Measured func(decide.Measure)
	// Apart does what nobody waits for, once an answer was given; in a goroutine of its
	// own unless set.
	Apart func(work func())
	// Call, if set, is told where something is left to be delivered, before the answer is
	// given: a queue is, from which another program takes it. See Round.
	Call func(ctx context.Context, call decide.Call)
	// Panicked is told that a request panicked, after it was answered; the host
	// may want to start afresh.
	Panicked func()
}

// Edge is an http.Handler.
type Edge struct {
	config   Config
	decide   *decide.Edge
	buckets  *buckets
	store    *store
	renewals renewals
	sites    sites
	// busy are the requests that are being answered, and what is done behind answers: of all
	// sites together.
	busy *sync.WaitGroup
	// kept holds something while something was kept that nobody has looked at.
	kept chan struct{}
}

// New checks a configuration and returns an edge. Errors say what to change
// and hold no key.
func New(config Config) (*Edge, error) {
	if config.Rates == (Rates{}) {
		config.Rates = guard.Usual
	}
	of := decide.Site{
		Name: config.Name, Widget: config.Widget,
		Upstream: config.Upstream, Key: config.Key, Origins: config.Origins, Root: config.Root, Store: config.Store != nil, Files: config.Assets != nil, Space: config.Space != nil,
		Cache: config.Cache != nil, OneClock: config.OneClock, Measures: config.Measured != nil, Alert: config.Alert, Retention: config.Retention,
		Identities: config.Identities, Audience: config.Audience, Guests: config.Guests, Seals: config.Seals != nil,
		Rates: config.Rates, Protect: config.Protect, Turnstile: config.Turnstile,
		BlockSecret: config.BlockSecret, BlockLanguage: config.BlockLanguage,
	}
	decides, err := decide.New(of)
	if config.Upstream == (api.Base{}) && config.Key == "" && config.Store != nil {
		decides, err = decide.Host(of), nil
	}
	if err != nil {
		return nil, err
	}
	if config.Doer == nil {
		return nil, errors.New("the edge needs a way to send requests")
	}
	if config.Clock == nil {
		config.Clock = transport.SystemClock
	}
	if config.Now == nil {
		config.Now = time.Now
	}
	if config.Client == nil {
		config.Client = address
	}
	if config.Apart == nil {
		config.Apart = func(work func()) { go work() }
	}
	if config.Log == nil {
		config.Log = func(string) {}
	}
	e := &Edge{config: config, decide: decides, buckets: newBuckets(config.Rates, config.Now), kept: make(chan struct{}, 1), renewals: renewals{rest: map[string]time.Time{}},
		busy: &sync.WaitGroup{}, sites: sites{known: map[string]*site{}, found: make(chan struct{}, 1)}}
	if config.Store != nil {
		e.store = &store{site: config.Name, db: config.Store, clock: config.Clock, now: config.Now, log: config.Log}
	}
	return e, nil
}

// ServeHTTP answers one request.
func (e *Edge) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	e.busy.Add(1)
	defer e.busy.Done()
	asked := requestOf(r)
	answered := false
	defer func() {
		p := recover()
		if p == nil {
			return
		}
		if p == http.ErrAbortHandler {
			panic(p)
		}
		// What a panic says may hold what a person wrote, and so may a path.
		e.config.Log(decide.Logged("error", "a request panicked: "+r.Method))
		if !answered {
			give(w, decide.Failed(asked))
		}
		if e.config.Panicked != nil {
			e.config.Panicked()
		}
	}()
	if len(r.TransferEncoding) > 0 {
		// A length that stood beside the pieces is not there any more. Whoever is in front may
		// have gone by that, and what follows here be a part of the same request there.
		w.Header().Set("Connection", "close")
	}
	timed(w, r, bodyTime)
	in := e.input(*asked)
	in.Client = e.config.Client(r)
	admission := e.decide.Admit(&in)
	switch {
	case admission.Reply != nil:
		answered = true
		if admission.Measure != nil {
			e.config.Measured(*admission.Measure)
		}
		give(w, admission.Reply)
	case admission.Site != "":
		answered = true
		e.serveSite(w, r, admission.Site, &in)
	case admission.File != nil:
		answered = true
		e.serveFile(w, r, &admission)
	default:
		if admission.Hashed {
			timed(w, r, decide.FileTime)
		}
		out := e.serve(r, &in, &admission)
		answered = true
		give(w, out.Reply)
		e.after(r.Context(), in, &out)
	}
}

// Wait returns once every request that came is answered, also one of somebody who has
// left, and what is done behind answers is done: before that the store is not to be
// closed. That takes as long as a request may, at most. No request may come any more.
func (e *Edge) Wait() { e.busy.Wait() }

// NotSetUp answers every request of an edge that cannot begin. What is wrong
// stands in the log of its owner.
func NotSetUp() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { give(w, decide.Unset(requestOf(r))) })
}

// address is the client's network address. Of an IPv6 address only the network
// counts, since a client has all of it.
func address(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	return Network(host)
}

// Network shortens an IP address to what tells clients apart: IPv4 as it is,
// IPv6 to its first 64 bits.
func Network(host string) string {
	ip, err := netip.ParseAddr(host)
	if err != nil {
		return host
	}
	ip = ip.Unmap().WithZone("")
	if ip.Is6() {
		if prefix, err := ip.Prefix(64); err == nil {
			return prefix.String()
		}
	}
	return ip.String()
}
