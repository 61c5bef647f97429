// Package sandbox is a local server that answers as UseResponse 7.0 and Usedesk
// do, with generated people, feedback and tickets kept in SQLite. Developers run
// it beside the products, and every test that needs a helpdesk talks to it.
//
// It follows the public descriptions of the two APIs; where those are silent it
// follows assumed.go. It shares no code with the products, so that it can be the
// measure of what they send and read, and no product may link it.
package sandbox

import (
	"context"
	"net/http"
	"strings"
	"time"

	"deskside/build/sandbox/fault"
	"deskside/build/sandbox/usedesk"
	"deskside/build/sandbox/useresponse"
	"deskside/build/sandbox/wire"
	"deskside/build/sandbox/world"
)

// Options say what a sandbox holds and how it behaves. The zero value is an
// in-memory sandbox with the data of seed 1, today.
type Options struct {
	// Path of the database file; empty keeps everything in memory. A file that
	// already holds a sandbox is used as it is: Seed then comes from the file.
	Path string
	// Seed chooses the generated data; zero means 1.
	Seed uint64
	// Now is the clock of every answer and of the generated dates; nil means
	// time.Now.
	Now func() time.Time
	// Guest lets UseResponse requests without a key read what is public.
	Guest bool
	// TrustedDomains are the host names UseResponse accepts calls from, compared
	// with the host of Origin, else of Referer; empty accepts all.
	TrustedDomains []string
	// StrictDomains refuses calls that carry neither Origin nor Referer when
	// TrustedDomains is not empty.
	StrictDomains bool
	// Premoderate keeps what users without agent rights write in communities
	// from others until an agent approves it.
	Premoderate bool
	// RequireFields makes the required custom fields of tickets required in
	// objects.create; off, as the API text never says that it enforces them.
	RequireFields bool
	// SearchAny finds what holds any word of a UseResponse search text, most
	// words first, instead of all of them.
	SearchAny bool
	// ErrorsAsHTTP200 sends Usedesk's errors with status 200.
	ErrorsAsHTTP200 bool
	// FieldsCombineOr joins the entries of Usedesk's fields filter with OR
	// instead of AND.
	FieldsCombineOr bool
	// RequestsPerSecond limits each Usedesk token; zero means no limit.
	RequestsPerSecond int
	// Faults are injected into answers, the first matching rule of each request.
	Faults []Fault
	// OnRequest is told about every API request right before its answer is sent.
	// Requests may be told of at the same time.
	OnRequest func(Record)
	// Sleep passes the time of FaultSlow; nil really waits.
	Sleep func(context.Context, time.Duration)
	// BaseURL is what links in answers start with; empty takes it from each
	// request's Host.
	BaseURL string
}

// Server is an open sandbox. It is an http.Handler.
type Server struct {
	host        *wire.Host
	useresponse *useresponse.API
	usedesk     *usedesk.API
}

// Open opens a sandbox, and generates its data when the database is new.
func Open(ctx context.Context, options Options) (*Server, error) {
	if options.Now == nil {
		options.Now = time.Now
	}
	if options.Sleep == nil {
		options.Sleep = wire.Wait
	}
	if options.Seed == 0 {
		options.Seed = 1
	}
	opened, err := world.Open(ctx, options.Path, options.Seed, options.Now)
	if err != nil {
		return nil, err
	}
	faults, err := fault.NewInjector(options.Faults, opened.Seed)
	if err != nil {
		opened.Close()
		return nil, err
	}
	h := &wire.Host{
		World: opened, Faults: faults, OnRequest: options.OnRequest, Sleep: options.Sleep,
		Address: strings.TrimSuffix(options.BaseURL, "/"),
	}
	return &Server{
		host: h,
		useresponse: useresponse.New(h, useresponse.Options{
			Guest: options.Guest, TrustedDomains: options.TrustedDomains, StrictDomains: options.StrictDomains,
			Premoderate: options.Premoderate, RequireFields: options.RequireFields, SearchAny: options.SearchAny,
		}),
		usedesk: usedesk.New(h, usedesk.Options{
			ErrorsAsHTTP200: options.ErrorsAsHTTP200, FieldsCombineOr: options.FieldsCombineOr,
			RequestsPerSecond: options.RequestsPerSecond,
		}),
	}, nil
}

// Close releases the database. Requests still running fail.
func (s *Server) Close() error { return s.host.World.Close() }

// Endpoints gives what a client of this sandbox needs when the server answers at
// baseURL, such as "http://127.0.0.1:8080".
func (s *Server) Endpoints(baseURL string) Endpoints {
	return s.host.World.Endpoints(strings.TrimSuffix(baseURL, "/"))
}

// SetFaults replaces the rules of a running sandbox; none ends all faults.
func (s *Server) SetFaults(faults ...Fault) error { return s.host.Faults.Replace(faults) }

// ServeHTTP answers an API request, or a person's visit to one of the pages and
// files that answers link to.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch belongs, version, path := locate(r.URL.Path); belongs {
	case useResponseAPI:
		s.useresponse.Serve(w, r, version, path)
	case usedeskAPI:
		s.usedesk.Serve(w, r, path)
	default:
		s.servePage(w, r)
	}
}
