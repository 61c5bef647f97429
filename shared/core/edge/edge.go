// Package edge decides what the widget's server answers: it speaks the
// UseResponse API 7.0, restricted to what a customer may do.
//
// A closed table says which requests exist; what goes to the helpdesk is
// planned from checked values, never copied from the request, and what comes
// back is written anew from an allow-list of members. Every visitor has a vote
// of their own although the helpdesk knows only the one of the key, and sending
// twice is harmless.
//
// It sends and keeps nothing: a step gets a request with what was done so far,
// and gives back what is to be done next, or the reply. It must not know where it
// runs, and no clock, network or database.
package edge

import (
	"deskside/shared/helpdesk"
	"deskside/shared/words"
)

// Site is what an edge needs to know.
type Site struct {
	// Upstream asks the helpdesk. A key of a customer account is enough and safest.
	Upstream helpdesk.Upstream
	// Origins are the sites that may embed the widget, such as
	// "https://shop.example.com"; "*" stands for all. The edge's own is always one.
	Origins []string
	// Store says that there is one for votes and submissions, one for one helpdesk.
	// Without it votes are refused and Idempotency-Key has no effect, which
	// /healthz and the answers say.
	Store bool
}

// Edge answers for one site. It is immutable.
type Edge struct {
	upstream helpdesk.Upstream
	origins  origins
	store    bool
}

// New checks a site. Errors say what to change.
func New(site Site) (*Edge, error) {
	allowed, err := parseOrigins(site.Origins)
	return &Edge{upstream: site.Upstream, origins: allowed, store: site.Store}, err
}

// Ancestors is the value of frame-ancestors for the widget's frame (CSP 3, 6.4.2).
func (e *Edge) Ancestors() string { return e.origins.ancestors() }

// Admit looks at a request before its body is read. It gives a reply where it
// knows one, or says whether the request writes, by which its client's rate is
// counted and without which it has no body.
func (e *Edge) Admit(r *Request) (reply *Reply, writes bool) {
	a, found, _ := e.admit(r)
	if a != nil {
		return e.reply(a, r), false
	}
	return nil, found.writes()
}

// Step goes on with a request that was admitted.
func (e *Edge) Step(in *Input) Outcome {
	a, found, id := e.admit(&in.Request)
	if a != nil {
		return Outcome{Reply: e.reply(a, &in.Request)}
	}
	x := &exchange{Edge: e, in: in, now: in.Now, seed: in.Random, id: id}
	if a = x.serve(found); len(x.want) > 0 {
		return Outcome{Do: x.want}
	}
	return Outcome{Reply: e.reply(a, &in.Request), Log: x.lines}
}

// health says what this edge can do, without asking the helpdesk.
func (e *Edge) health(r *Request) *answer {
	if r.Method != get && r.Method != head {
		return notAllowed("GET, HEAD")
	}
	return success(func(j *writer) {
		j.open('{').text("status", "ok").truth("votes", e.store).truth("idempotency", e.store).shut('}')
	}, false)
}

// nobody is an edge of no site, which says no more than that.
var nobody = &Edge{}

// NotFound is the reply to what is not there.
func NotFound(r *Request) *Reply { return nobody.reply(notFound.answer(), r) }

// NotAllowed is the reply to a method that is none of those of a path, joined by commas.
func NotAllowed(r *Request, allow string) *Reply { return nobody.reply(notAllowed(allow), r) }

// Failed is the reply of a host that broke.
func Failed(r *Request) *Reply {
	return nobody.reply(refusal{status: statusBroken, says: []words.Say{words.EdgeBroken()}}.answer(), r)
}
