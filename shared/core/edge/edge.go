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
	"strings"
	"time"

	"deskside/shared/api"
	"deskside/shared/core/edge/guard"
	"deskside/shared/core/edge/identity"
	"deskside/shared/core/edge/migration"
	"deskside/shared/core/edge/named"
	"deskside/shared/core/edge/turnstile"
	"deskside/shared/desks/customers"
	"deskside/shared/helpdesk"
	"deskside/shared/words"
)

// Edge answers for one site. It is immutable.
type Edge struct {
	// name is that of its site, widget the script before its loader.
	name, widget string
	upstream     helpdesk.Upstream
	origins      origins
	root         string
	store        bool
	files        bool
	space        bool
	cache        bool
	oneClock     bool
	rates        guard.Rates
	counters     bool
	protect      Protect
	turnstile    turnstile.Keys
	seals        bool
	// identities, audience and guests are as those of a Site.
	identities identity.Keys
	audience   string
	guests     Guests
	// base is where the helpdesk is. site tells what is this site's from what is another's,
	// owner is who asks there.
	base     api.Base
	measures bool
	alert    Alert
	// retention is for how long it is known what came of an entry.
	retention   time.Duration
	site, owner string
	// blockSecret is that of Usedesk's block, "" where there is none, blockLanguage its language.
	blockSecret, blockLanguage string
	redactor                   api.Redactor
}

// New checks a site. Errors say what to change and hold no key.
func New(site Site) (*Edge, error) {
	if err := site.check(); err != nil {
		return nil, err
	}
	if site.Rates == (guard.Rates{}) {
		site.Rates = guard.Usual
	}
	allowed, err := parseOrigins(site.Origins)
	at := site.Upstream.String()
	if site.Name != "" {
		at += " of " + site.Name
	}
	return &Edge{
		name: site.Name, widget: site.Widget,
		upstream: customers.Feedback().Upstream(site.Upstream, site.Key), base: site.Upstream, origins: allowed,
		seals: site.Seals, identities: site.Identities, audience: site.Audience, guests: site.Guests,
		root: strings.ToLower(site.Root), store: site.Store, files: site.Files, space: site.Space, cache: site.Cache, oneClock: site.OneClock,
		rates: site.Rates, counters: site.Counters, protect: site.protects(), turnstile: site.Turnstile,
		site: at, owner: site.Key, redactor: api.NewRedactor(site.Key, site.BlockSecret, site.Turnstile.Secret),
		blockSecret: site.BlockSecret, blockLanguage: site.BlockLanguage,
		measures: site.Measures, alert: site.Alert, retention: site.retention(),
	}, err
}

// feedback asks the helpdesk with a key of somebody's own.
func (e *Edge) feedback(key string) helpdesk.Upstream {
	return customers.Feedback().Upstream(e.base, key)
}

// exchange begins a step.
func (e *Edge) exchange(in *Input) *exchange {
	return &exchange{Edge: e, in: in, now: in.Now, seed: uint64(in.Random), upstream: e.upstream, redactor: e.redactor}
}

// edge is that of settings.
func (s *Settings) edge() (*Edge, error) {
	site, err := s.Site()
	if err != nil {
		return nil, err
	}
	return New(site)
}

// Admit looks at a request before its body is read.
func (e *Edge) Admit(in *Input) Admission {
	if name, _, is := named.Split(in.Request.Path); is && e.name == "" {
		return e.toSite(name, &in.Request)
	}
	if e.owner == "" {
		return Admission{Reply: Unset(&in.Request)}
	}
	r := e.rooted(&in.Request)
	if shows(r.Path) {
		switch {
		case r.Method != get && r.Method != head:
			return Admission{Reply: e.reply(notAllowed("GET, HEAD"), r)}
		case !e.files:
			return Admission{Reply: NotFound(r)}
		}
		a := Admission{File: e.file(r.Path), Path: r.Path}
		if r.Path == loader {
			a.Before = e.widget
		}
		return a
	}
	a, found, _ := e.admit(r)
	if a != nil {
		out := Admission{Reply: e.reply(a, r)}
		if e.measures && r.Path != health {
			out.Measure = &Measure{Site: e.name, Method: r.Method, Route: nowhere, Status: a.status}
		}
		return out
	}
	counts := e.counts(in, found)
	most, file := e.bodies(found)
	within := BodyTime
	if file {
		within = FileTime
	}
	return Admission{Writes: found.writes(), Reads: found.reads(), Counts: counts, Most: most, TimeMS: within.Milliseconds(), Hashed: file}
}

// Step goes on with a request that was admitted.
func (e *Edge) Step(in *Input) Outcome {
	if r := e.rooted(&in.Request); r != &in.Request {
		below := *in
		below.Request, in = *r, &below
	}
	a, found, at := e.admit(&in.Request)
	if a != nil {
		return Outcome{Reply: e.reply(a, &in.Request)}
	}
	x := e.exchange(in)
	x.place = at
	switch a = x.serve(found); {
	case len(x.want) > 0:
		return Outcome{Do: x.want, Carry: x.carry}
	case x.instead != nil:
		return Outcome{Instead: x.instead}
	}
	out := Outcome{Reply: e.reply(a, &in.Request), Call: x.call(), Log: x.told(), Cached: x.cached, Renew: x.renew}
	switch {
	case in.Renews:
		// Nobody asked for it.
		out.RestMS = x.rest.Milliseconds()
	case e.measures:
		out.Measure = x.measured
	}
	return out
}

// Version is that of the program, as package.json has it.
const Version = "0.1.0"

// nowhere is the route of what is refused before it comes to one.
const nowhere = "none"

// health is where one asks whether an edge runs, ready whether it can do its work.
const health = "/healthz"

var ready = route{get, "/readyz", nil, (*exchange).ready, reading}

// health says what this edge is and can do, without asking the helpdesk or the store.
// migration is the one that it brings its store to.
func (e *Edge) health(r *Request) *answer {
	if r.Method != get && r.Method != head {
		return notAllowed("GET, HEAD")
	}
	return success(func(j *writer) {
		j.open('{').text("status", "ok")
		if e.name != "" {
			j.text("site", e.name)
		}
		j.text("version", Version).number("migration", int64(len(migration.All)))
		j.truth("votes", e.store).truth("idempotency", e.store).truth("identities", len(e.identities) > 0).shut('}')
	}, false)
}

// ready says whether the store answers, and how far its tables are.
func (x *exchange) ready() (*answer, error) {
	at := int64(0)
	if x.store {
		got, err := x.keep("say whether it is ready", Effect{Statements: []Statement{{SQL: `SELECT max(number) FROM migration`}}})
		if err != nil {
			return nil, err
		}
		at = got[0].number()
	}
	return success(func(j *writer) { j.open('{').text("status", "ready").number("migration", at).shut('}') }, false), nil
}

// nobody is an edge of no site, which says no more than that.
var nobody = &Edge{}

// NotFound is the reply to what is not there.
func NotFound(r *Request) *Reply { return nobody.reply(notFound.answer(), r) }

// Failed is the reply of a host that broke.
func Failed(r *Request) *Reply { return broken(r, words.EdgeBroken()) }

// Unset is the reply of an edge that has no settings to begin with.
func Unset(r *Request) *Reply { return broken(r, words.EdgeUnset()) }

// Busy is the reply to whoever has asked too much of the host, and is to wait.
func Busy(r *Request, wait time.Duration) *Reply { return nobody.reply(tooMuch(wait).answer(), r) }

func broken(r *Request, say words.Say) *Reply {
	return nobody.reply(refusal{status: statusBroken, says: []words.Say{say}}.answer(), r)
}

const (
	// frame is the widget's document, the only one that sites may embed.
	frame = "/widget/frame.html"
	// trial is the page that shows the widget to whoever is to embed it.
	trial = "/widget/try.html"
	// loader is what sites embed to begin with.
	loader = "/widget/loader.js"
	// fixed begins the addresses whose content never changes.
	fixed = "/widget/r/"
)

// shows reports whether a path is that of a file of the widget.
func shows(path string) bool {
	return strings.HasPrefix(path, "/widget/") || strings.HasPrefix(path, "/core/")
}

// looks reports whether the site has Turnstile look at who writes.
func (e *Edge) looks() bool { return e.turnstile.On() && e.protect != Never }

// file are the headers of a file of the widget beside its own. The frame may load
// nothing but its own files, and what Turnstile shows where the site has that, and be
// embedded by the site's origins alone.
func (e *Edge) file(path string) []api.Header {
	lines := []api.Header{
		{Name: "X-Content-Type-Options", Value: "nosniff"},
		{Name: "Referrer-Policy", Value: "no-referrer"},
		{Name: "Cross-Origin-Resource-Policy", Value: "cross-origin"},
	}
	if path == trial {
		return append(lines,
			api.Header{Name: "Content-Security-Policy", Value: "default-src 'none'; script-src 'self'; style-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"},
			api.Header{Name: "Cache-Control", Value: "no-cache"})
	}
	if path != frame {
		return append(lines,
			api.Header{Name: "Content-Security-Policy", Value: "default-src 'none'; frame-ancestors 'none'"},
			// Nothing in them is anybody's: pages that check hashes, and modules, ask for this.
			api.Header{Name: "Access-Control-Allow-Origin", Value: "*"},
			api.Header{Name: "Cache-Control", Value: freshness(path)})
	}
	scripts, frames := "", ""
	if e.looks() {
		scripts, frames = " "+turnstile.Origin, "frame-src "+turnstile.Origin+"; "
	} else {
		// Pages that are isolated from other origins take no frame without it (HTML, 7.1.4). A frame within
		// this one would have to say it, too, and what Turnstile's says is Cloudflare's.
		lines = append(lines, api.Header{Name: "Cross-Origin-Embedder-Policy", Value: "credentialless"})
	}
	return append(lines,
		api.Header{Name: "Content-Security-Policy", Value: "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'" + scripts + "; " + frames + "style-src 'self'; connect-src 'self'; " +
			"img-src 'self' https: data:; base-uri 'none'; form-action 'none'" + e.origins.ancestors()},
		// Its name stays the same from one release to the next.
		api.Header{Name: "Cache-Control", Value: "no-cache"},
		api.Header{Name: "Permissions-Policy", Value: "camera=(), geolocation=(), microphone=()"})
}

// unchanging is said of what stands under an address of its own for good.
const unchanging = "public, max-age=31536000, immutable"

// freshness is for how long a file of the widget is good.
func freshness(path string) string {
	switch {
	case strings.HasPrefix(path, fixed):
		return unchanging
	case path == loader:
		// It works with any release, so it may be an old one for as long as nobody minds.
		return "public, max-age=300"
	}
	return "no-cache"
}
