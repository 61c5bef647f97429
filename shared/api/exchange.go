// Package api describes one exchange with a helpdesk: the request to send,
// the answer to read, and what may go wrong.
//
// It plans and reads; it never sends. It must not know HTTP libraries, timers,
// goroutines, or any particular helpdesk. Hosts do the I/O: deskside/shared/api/transport
// over net/http, wasm/core.ts over fetch.
package api

import "strings"

// The limits of lists keep a few damaged bytes, which may say that a long list
// follows, from taking memory for it.
//
//go:generate go run deskside/build/codec -o exchange_gen.go

// Header is one HTTP header line.
type Header struct {
	Name  string `msg:"name"`
	Value string `msg:"value"`
}

// Request is what a host sends. Its headers may hold a secret key, so a
// request is never logged as a whole: see Line.
type Request struct {
	// Slot tells the host where the answer belongs when one operation sends
	// several requests; answers travel back in an array indexed by it.
	Slot   int      `msg:"slot"`
	Method string   `msg:"method"`
	URL    string   `msg:"url"`
	Header []Header `msg:"headers,limit=1024"`
	Body   []byte   `msg:"body"`
	// TimeoutMS bounds this one attempt, in milliseconds.
	TimeoutMS int64 `msg:"timeout_ms"`
	// Repeatable says that sending the request twice does what sending it once does.
	Repeatable bool `msg:"repeatable"`
}

// Line returns method and URL without its query: what a log may hold.
func (r *Request) Line() string {
	url := r.URL
	for i := 0; i < len(url); i++ {
		if url[i] == '?' {
			url = url[:i]
			break
		}
	}
	return r.Method + " " + url
}

// Host returns the host of the request's URL, with its port.
func (r *Request) Host() string {
	_, rest, _ := strings.Cut(r.URL, "://")
	host, _, _ := strings.Cut(rest, "/")
	return host
}

// Keyed reports whether the request carries an Idempotency-Key. Only calls to a
// server that honours it may: the same key is then never acted on twice.
func (r *Request) Keyed() bool {
	for i := range r.Header {
		if equalFold(r.Header[i].Name, "idempotency-key") && r.Header[i].Value != "" {
			return true
		}
	}
	return false
}

// TransportFailure says why no answer came.
type TransportFailure string

const (
	// NoFailure means that an answer came, whatever its status.
	NoFailure TransportFailure = ""
	// Network means that the host could not be reached or the connection broke.
	Network TransportFailure = "network"
	// Timeout means that the attempt outlived Request.TimeoutMS.
	Timeout TransportFailure = "timeout"
	// Offline means that this device has no connection at all.
	Offline TransportFailure = "offline"
	// Redirected means that the host sent the request on to somewhere that its
	// key does not follow.
	Redirected TransportFailure = "redirected"
)

// Response is what a host received for one Request.
type Response struct {
	// Failure is empty when an answer came.
	Failure TransportFailure `msg:"failure"`
	Status  int              `msg:"status"`
	// Header holds the answer's lines as far as the host is shown them. Readers use
	// content-type, retry-after, and location, which a host of the core writes: where redirects have led, to another
	// origin without the key.
	Header []Header `msg:"headers,limit=1024"`
	Body   []byte   `msg:"body"`
}

// Get returns the first header of that name, which must be in lower case.
func (r *Response) Get(name string) string {
	for i := range r.Header {
		if equalFold(r.Header[i].Name, name) {
			return r.Header[i].Value
		}
	}
	return ""
}

// Call is one operation of a helpdesk: what to send and how to read the answer.
type Call[T any] struct {
	// Op is the operation's name, such as "objects.create".
	Op      string
	Request Request
	// Class is what the request counts as beside being a request, such as
	// "query" where searches have a limit of their own; see LimitRule.
	Class string `msg:"-"`
	// Problem is what is wrong with the input, of kind Invalid, nil when all is
	// well. A call with a problem must not be sent; Read returns the problem.
	Problem *Error `msg:"-"`
	// Decode turns an answer into a value or an *Error.
	Decode func(*Response) (T, error)
}

// Read decodes an answer; errors carry the operation's name.
func (c Call[T]) Read(r *Response) (T, error) {
	if c.Problem != nil {
		var none T
		return none, c.Problem
	}
	value, err := c.Decode(r)
	if e, ok := err.(*Error); ok && e.Op == "" {
		e.Op = c.Op
	}
	return value, err
}

// equalFold compares s with lower, an ASCII string in lower case.
func equalFold(s, lower string) bool {
	if len(s) != len(lower) {
		return false
	}
	for i := 0; i < len(s); i++ {
		c := s[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c != lower[i] {
			return false
		}
	}
	return true
}
