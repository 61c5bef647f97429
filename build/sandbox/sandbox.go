// Package sandbox is a local server that answers as UseResponse 7.0 and Usedesk
// do, with generated people, feedback and tickets kept in SQLite. Developers run
// it beside the products, and every test that needs a helpdesk talks to it.
//
// It follows the public descriptions of the two APIs; where those are silent it
// follows the file assumed.go of each room. Which operations there are it reads
// from the clients' tables, as everybody does; nothing else is shared with the
// products, so that it can be the measure of what they send and read, and no
// product may link it. In what installations differ, or real ones from neat ones, is a member
// of Options.
//
// What goes wrong is a Fault. The one that hurts most is a lost answer: the act
// happens and nobody hears of it. Toggles flip back when they are sent again
// then, so what sends them must read the state first:
//
//	server.SetFaults(sandbox.Fault{Operation: sandbox.Toggles, Kind: sandbox.FaultReset, After: true, Times: 1})
//
// loses the answer to the next comment vote, best comment or lock.
package sandbox

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"time"

	"deskside/build/sandbox/fault"
	"deskside/build/sandbox/usedesk"
	"deskside/build/sandbox/useresponse"
	"deskside/build/sandbox/wire"
	"deskside/build/sandbox/world"
)

// Server is an open sandbox. It is an http.Handler.
type Server struct {
	host        *wire.Host
	addresses   addresses
	origin      *url.URL // where requests for another one are sent on to; nil sends none
	useresponse *useresponse.API
	usedesk     *usedesk.API
}

// Open opens a sandbox, and generates its data when the database is new.
func Open(ctx context.Context, options Options) (*Server, error) {
	options.complete()
	origin, err := parseOrigin(options.RedirectTo)
	if err != nil {
		return nil, err
	}
	now := options.Now
	opened, err := world.Open(ctx, options.Path, world.Plan{Seed: options.Seed, NullStatuses: options.NullStatuses}, func() time.Time { return now().Add(options.Clock) })
	if err != nil {
		return nil, err
	}
	faults, err := fault.NewInjector(options.Faults, opened.Seed)
	if err != nil {
		opened.Close()
		return nil, err
	}
	h := &wire.Host{
		World: opened, Faults: faults, OnRequest: options.OnRequest, Sleep: options.Sleep, Address: options.BaseURL, Clock: options.Clock,
	}
	return &Server{
		host: h, origin: origin,
		addresses:   addresses{below: options.Below, atRoot: options.UsedeskAtRoot, any: options.AnyAddress},
		useresponse: useresponse.New(h, options.useResponse()),
		usedesk:     usedesk.New(h, options.usedesk()),
	}, nil
}

// Close releases the database. Requests still running fail.
func (s *Server) Close() error { return s.host.World.Close() }

// Endpoints gives what a client of this sandbox needs when the server answers at
// baseURL, such as "http://127.0.0.1:8080".
func (s *Server) Endpoints(baseURL string) Endpoints {
	baseURL = strings.TrimSuffix(baseURL, "/")
	at := s.host.World.Endpoints(baseURL)
	at.UseResponseURL += s.addresses.below
	if s.addresses.atRoot {
		at.UsedeskURL = baseURL
	}
	return at
}

// SetFaults replaces the rules of a running sandbox; none ends all faults.
func (s *Server) SetFaults(faults ...Fault) error { return s.host.Faults.Replace(faults) }

// ServeHTTP answers an API request, or a person's visit to one of the pages and
// files that answers link to.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if s.redirect(w, r) {
		return
	}
	switch belongs, version, path := s.addresses.locate(r.URL.Path); belongs {
	case useResponseAPI:
		s.useresponse.Serve(w, r, version, path)
	case usedeskAPI:
		s.usedesk.Serve(w, r, path)
	default:
		s.servePage(w, r)
	}
}
