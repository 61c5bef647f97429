package edge

import (
	"strings"

	"deskside/shared/api"
)

// Request is what somebody asks of an edge.
type Request struct {
	Method string
	// Path is decoded, Query is as it came, without the question mark.
	Path  string
	Query string
	// Host is the name, with its port, under which the edge was asked.
	Host   string
	Header []api.Header
	// Body is at most BodyLimit bytes; Came says what became of it.
	Body []byte
	Came Came
}

// Came is what became of a body.
type Came string

const (
	Whole   Came = ""
	TooLong Came = "too_long" // there is more than BodyLimit
	TooSlow Came = "too_slow" // it did not come within its time
	Broken  Came = "broken"   // it broke off
)

// Get returns the value of a header, or "".
func (r *Request) Get(name string) string {
	lines := api.Response{Header: r.Header}
	return lines.Get(strings.ToLower(name))
}

// Reply is an answer to a request.
type Reply struct {
	Status int
	Header []api.Header
	Body   []byte
}

// Effect is what a host does for an edge: send a request to the helpdesk, run
// statements of the store, or wait.
type Effect struct {
	// Send is sent once, within its TimeoutMS, following no redirect elsewhere.
	Send *api.Request
	// Statements are run in their order, each by itself; one that fails is run
	// again for a while, since each may be.
	Statements []Statement
	// UntilMS, where it is not 0, has all of them run again and again, for so long
	// at most, until the last of them gives a row.
	UntilMS int64
	// Always says that they are run although the time of the request is over.
	Always bool
	// PauseMS is how long to wait.
	PauseMS int64
}

// Statement is SQL that SQLite and D1 both understand. Its place in a program
// tells what it is for, so it holds nothing that anybody wrote.
type Statement struct {
	SQL    string
	Values []Value
}

// Reads reports whether a statement gives rows and changes nothing.
func (s *Statement) Reads() bool { return strings.HasPrefix(s.SQL, "SELECT") }

// Value is a text or a whole number.
type Value struct {
	IsText bool
	Text   string
	Number int64
}

// Done is what came of an effect.
type Done struct {
	// At is when, Unix microseconds.
	At int64
	// Over says that the time of the request was over before.
	Over bool
	// Response answers Send. Sent says that it may have arrived.
	Response *api.Response
	Sent     bool
	// Long says that the answer was longer than a host takes.
	Long bool
	// Results are those of the statements; Failure, for a log, is why they failed.
	Results []Result
	Failure string
}

// Result is what came of a statement: how many rows it changed, or those it gives.
type Result struct {
	Changed int64
	Rows    []Row
}

// Row is one row of a result.
type Row struct {
	Values []Value
}

// Input is what a host passes to an edge at each step.
type Input struct {
	Request Request
	// Done are the effects so far, in the order in which they were asked for.
	Done []Done
	// Now is when the request came, Unix microseconds; Random are 64 random bits.
	// Both stay the same from step to step.
	Now    int64
	Random uint64
	// WaitMS is how long whoever asks has to wait, who asked too much; 0 otherwise.
	WaitMS int64
}

// Outcome is what a step comes to: effects, to be done all at once, or a reply.
type Outcome struct {
	Do    []Effect
	Reply *Reply
	// Log is what the host's log is told once there is a reply. No line holds a
	// text, a visitor or a key that a visitor brought.
	Log []string
}
