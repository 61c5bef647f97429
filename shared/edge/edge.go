// Package edge is the widget's server over net/http and database/sql: it does
// what package deskside/shared/core/edge decides. It adds the key, bounds what one
// client may ask, serves the widget's files, and gives bodies and answers their
// time.
//
// It must not know where it runs: the Worker and the local stack give it
// different clocks, stores and ways to send. Browsers never link it.
package edge

import (
	"database/sql"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"deskside/shared/api"
	"deskside/shared/api/transport"
	decide "deskside/shared/core/edge"
	"deskside/shared/desks/customers"
)

// Config is what an edge needs to know. Upstream, Key and Doer are required.
type Config struct {
	// Upstream is the helpdesk.
	Upstream api.Base
	// Key is an API key of it; the key of a customer account is enough and safest.
	Key string
	// Origins are the sites that may embed the widget, such as
	// "https://shop.example.com"; "*" stands for all. The edge's own is always one.
	Origins []string
	// Assets answers below /widget/ and /core/; see Files. Nil where the platform
	// serves them: then these paths are not found here.
	Assets http.Handler
	// Store holds votes and submissions: SQLite, or D1 in the Worker, one database
	// for one helpdesk. Without it votes are refused and Idempotency-Key has no
	// effect, which /healthz and the answers say.
	Store *sql.DB
	// Doer sends requests to the helpdesk.
	Doer transport.Doer
	// Clock is the time that attempts and pauses take, Now the time of day.
	Clock transport.Clock
	Now   func() time.Time
	// Rate bounds what one client may ask; the zero value is DefaultRate.
	Rate Rate
	// Client tells clients apart; by their network address unless set.
	Client func(*http.Request) string
	// Log is given one line at a time. No line holds a key, a text or a visitor.
	Log func(line string)
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
	redactor api.Redactor
	frameCSP string
}

// New checks a configuration and returns an edge. Errors say what to change
// and hold no key.
func New(config Config) (*Edge, error) {
	switch {
	case config.Upstream.Host == "":
		return nil, errors.New("the edge needs the address of the helpdesk")
	case config.Upstream.Insecure():
		return nil, errors.New("the edge would send its key unprotected: use an https:// address for " + config.Upstream.Host)
	case config.Key == "":
		return nil, errors.New("the edge needs an API key of " + config.Upstream.Host)
	case strings.ContainsFunc(config.Key, func(r rune) bool { return r <= ' ' || r >= 0x7f }):
		return nil, errors.New("the API key holds a character that keys do not have; copy it again")
	case config.Doer == nil:
		return nil, errors.New("the edge needs a way to send requests")
	}
	if config.Clock == nil {
		config.Clock = transport.SystemClock
	}
	if config.Now == nil {
		config.Now = time.Now
	}
	if config.Rate == (Rate{}) {
		config.Rate = DefaultRate
	}
	if config.Client == nil {
		config.Client = address
	}
	if config.Log == nil {
		config.Log = func(string) {}
	}
	site := decide.Site{Upstream: customers.Feedback().Upstream(config.Upstream, config.Key), Origins: config.Origins, Store: config.Store != nil}
	decides, err := decide.New(site)
	if err != nil {
		return nil, err
	}
	e := &Edge{
		config: config, decide: decides, buckets: newBuckets(config.Rate, config.Now), redactor: api.NewRedactor(config.Key),
		frameCSP: "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; " +
			"img-src 'self' https: data:; base-uri 'none'; form-action 'none'; frame-ancestors " + decides.Ancestors(),
	}
	if config.Store != nil {
		e.store = &store{db: config.Store, clock: config.Clock}
	}
	return e, nil
}

// log writes one line, cleaned of what no log may hold.
func (e *Edge) log(line string) { e.config.Log(e.redactor.Text(line)) }

// ServeHTTP answers one request.
func (e *Edge) ServeHTTP(w http.ResponseWriter, r *http.Request) {
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
		// What a panic says may hold what a person wrote.
		e.log("a request panicked: " + r.Method + " " + section(r.URL.Path))
		if !answered {
			give(w, decide.Failed(asked))
		}
		if e.config.Panicked != nil {
			e.config.Panicked()
		}
	}()
	timed(w, r)
	switch section(r.URL.Path) {
	case "/widget/", "/core/":
		answered = true
		e.serveAsset(w, r, asked)
	default:
		reply := e.serve(r, asked)
		answered = true
		give(w, reply)
	}
}

// section returns which part of the edge a path belongs to, or "".
func section(path string) string {
	for _, s := range [...]string{"/api/", "/widget/", "/core/"} {
		if strings.HasPrefix(path, s) {
			return s
		}
	}
	if path == "/healthz" {
		return path
	}
	return ""
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
