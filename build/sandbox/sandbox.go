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
	"database/sql"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"
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

// Record is one answered API request. It never holds a key: the path comes
// without its query, and bodies are left out.
type Record struct {
	Method    string
	Path      string
	Status    int    // 0 when a fault cut the connection before an answer
	Operation string // "objects.create", "usedesk.tickets"; empty when unknown
	Fault     FaultKind
}

// Server is an open sandbox. It is an http.Handler.
type Server struct {
	options Options
	seed    uint64
	db      *sql.DB
	faults  *injector
	limits  *limits

	// turn keeps requests one at a time, so that each reads and writes one
	// consistent state on the single connection.
	turn sync.Mutex
}

// Open opens a sandbox, and generates its data when the database is new.
func Open(ctx context.Context, options Options) (*Server, error) {
	if options.Now == nil {
		options.Now = time.Now
	}
	if options.Sleep == nil {
		options.Sleep = wait
	}
	if options.Seed == 0 {
		options.Seed = 1
	}
	options.BaseURL = strings.TrimSuffix(options.BaseURL, "/")
	faults, err := newInjector(options.Faults, options.Seed)
	if err != nil {
		return nil, err
	}
	db, err := openDatabase(ctx, options.Path)
	if err != nil {
		return nil, err
	}
	s := &Server{options: options, db: db, faults: faults, limits: newLimits(options.RequestsPerSecond)}
	if s.seed, err = s.fill(ctx); err != nil {
		db.Close()
		return nil, err
	}
	return s, nil
}

// fill generates the data of a new database and gives the seed the database was
// generated with.
func (s *Server) fill(ctx context.Context) (uint64, error) {
	var seed uint64
	err := inTransaction(ctx, s.db, func(tx *sql.Tx) error {
		known, err := readSeed(ctx, tx)
		if err != nil || known != 0 {
			seed = known
			return err
		}
		seed = s.options.Seed
		if _, err := tx.ExecContext(ctx, schema); err != nil {
			return fmt.Errorf("create the tables of the sandbox: %w", err)
		}
		return generate(ctx, tx, seed, s.options.Now().UTC())
	})
	return seed, err
}

// Close releases the database. Requests still running fail.
func (s *Server) Close() error { return s.db.Close() }

// ServeHTTP answers an API request, or a person's visit to one of the pages and
// files that answers link to.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch belongs, version, path := locate(r.URL.Path); belongs {
	case useResponseAPI:
		s.serveUseResponse(w, r, version, path)
	case usedeskAPI:
		s.serveUsedesk(w, r, path)
	default:
		s.servePage(w, r)
	}
}

// baseURL is what the links in an answer to r start with, without a slash at
// the end.
func (s *Server) baseURL(r *http.Request) string {
	if s.options.BaseURL != "" {
		return s.options.BaseURL
	}
	if r.TLS != nil {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

func (s *Server) now() time.Time { return s.options.Now().UTC() }

func (s *Server) report(record Record) {
	if s.options.OnRequest != nil {
		s.options.OnRequest(record)
	}
}
