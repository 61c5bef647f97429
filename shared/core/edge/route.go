package edge

import (
	"strconv"
	"strings"
	"time"

	"deskside/shared/api"
	"deskside/shared/api/form"
	"deskside/shared/core/customer"
	"deskside/shared/core/edge/named"
	"deskside/shared/helpdesk"
	"deskside/shared/words"
)

// spoken is the version of the API that the edge speaks. Programs written for an
// earlier or a later one are answered all the same.
const spoken = "7.0"

// route is one thing that a customer may ask for.
type route struct {
	method string
	// path is below /api/7.0/; {id} stands for a number from 1, {token} for the id of
	// something that is kept here, {type} for a type of posts.
	path string
	// query lists the names that the query may have.
	query []string
	run   func(*exchange) (*answer, error)
	// limits are by what it is counted, beside what a host counts of all that read.
	limits limits
}

// limits are by what is counted, and bounded, what somebody has done.
type limits uint8

const (
	perAddress limits = 1 << iota
	perForm           // by the address, too: less may come by forms
	perCore           // by the address: what frames have run
	perVisitor
	perSite
	// inStore says that it is counted in the store also where a host has counters.
	inStore
	// worked says that of guests a proof may be wanted.
	worked

	reading limits = 0
	writing        = perAddress | perVisitor | perSite
)

// routes is everything that customers may ask for.
func routes() []route {
	return []route{
		{get, "bootstrap.jsonl", []string{"statuses"}, (*exchange).bootstrap, reading},
		{get, "categories.json", []string{"ownership", "type"}, (*exchange).categories, reading},
		{get, "statuses.json", []string{"ownership", "type", "object_type"}, (*exchange).statuses, reading},
		{get, "objects/custom-fields/list.json", nil, (*exchange).fields, reading},
		{get, "custom-fields/{type}.json", nil, (*exchange).fields, reading},
		{post, "auth/login.json", nil, (*exchange).signIn, writing},
		{post, "identity.json", nil, (*exchange).identify, writing},
		{get, "search.json", []string{"ownership", "type", "status", "category_id", "authorId", "date", "text", "sort", "page", "count"}, (*exchange).search, reading},
		{get, "mine.json", nil, (*exchange).mine, reading},
		{get, "changes.json", []string{"since"}, (*exchange).changes, reading},
		{get, "objects/{id}.json", forms, (*exchange).object, reading},
		{get, "objects/{id}/comments.json", append([]string{"sort", "page"}, forms...), (*exchange).comments, reading},
		{post, "objects.json", nil, (*exchange).create, writing | worked},
		{post, "objects/{id}/votes/toggle.json", []string{"value"}, (*exchange).vote, writing},
		{post, "objects/{id}/subscribe.json", nil, (*exchange).follow, writing},
		{post, "objects/{id}/unsubscribe.json", nil, (*exchange).leave, writing},
		{post, "comments.json", nil, (*exchange).comment, writing | worked},
		{get, uploads, nil, (*exchange).limitsOf, reading},
		{post, attaching, []string{"name"}, (*exchange).attach, writing},
		{post, uploads, []string{"name"}, (*exchange).upload, writing},
		{get, "submissions/{token}.json", nil, (*exchange).submission, reading},
		{get, "core.json", nil, (*exchange).coreStamp, reading},
		{post, corePath, []string{"op"}, (*exchange).runCore, perCore | inStore},
		{get, "similar.json", nil, (*exchange).snapshot, reading},
		{get, "similar/{token}.gz", nil, (*exchange).snapshotFile, reading},
	}
}

// asks are the routes of a site: what customers may ask for, and where Usedesk asks for
// its block, if it may.
func (e *Edge) asks() []route {
	all := routes()
	if e.blockSecret != "" {
		all = append(all, route{post, blockPath, []string{"lang"}, (*exchange).block, reading})
	}
	return all
}

// writes reports whether a route changes something, and so has a body.
func (r *route) writes() bool { return r.method != get }

// reads reports whether a route with a body changes nothing all the same, so that whoever
// asks is bounded as one who reads.
func (r *route) reads() bool { return r.writes() && r.limits&writing == 0 }

// below is what paths of the API begin with, before the version.
const below = "/api/"

// rooted is a request with the path that it has elsewhere, where it is for a site with a
// name, or for the host at whose root the API is: below a version or below none.
func (e *Edge) rooted(r *Request) *Request {
	if e.name != "" {
		there := *r
		name, path, _ := named.Split(r.Path)
		switch {
		case name != e.name:
			path = "/"
		case path == "/loader.js" || path == "/frame.html" || path == "/try.html":
			path = "/widget" + path
		case shows(path):
			// The files of a release are the same for all sites, and where they are.
			path = "/"
		}
		there.Path = path
		return &there
	}
	host, _, _ := strings.Cut(strings.ToLower(r.Host), ":")
	if e.root == "" || host != e.root || strings.HasPrefix(r.Path, below) || shows(r.Path) || isLeaf(r.Path) || r.Path == health || r.Path == ready.path {
		return r
	}
	there := *r
	path := strings.TrimPrefix(r.Path, "/")
	if version, _, _ := strings.Cut(path, "/"); !numbered(version) {
		path = spoken + "/" + path
	}
	there.Path = below + path
	return &there
}

// admit finds the route of a request, or the answer of one that has none.
func (e *Edge) admit(r *Request) (a *answer, found *route, at place) {
	if r := oversized(r); r != nil {
		return r.answer(), nil, at
	}
	switch r.Path {
	case health:
		return e.health(r), nil, at
	case ready.path:
		if r.Method != get && r.Method != head {
			return notAllowed("GET, HEAD"), nil, at
		}
		return nil, &ready, at
	}
	if isLeaf(r.Path) {
		return e.admitLeaf(r)
	}
	if !strings.HasPrefix(r.Path, below) {
		return notFound.answer(), nil, at
	}
	if !e.origins.admits(r) {
		return refusal{status: statusForbidden, says: []words.Say{words.EdgeOrigin()}}.answer(), nil, at
	}
	version, path, ok := strings.Cut(r.Path[len(below):], "/")
	if !ok || !numbered(version) {
		return notFound.answer(), nil, at
	}
	found, at, methods := match(e.asks(), r.Method, path)
	major, _, _ := strings.Cut(version, ".")
	at.older = major == "3" || major == "4"
	switch {
	case methods == "":
		return notFound.answer(), nil, at
	case r.Method == options:
		return preflight(methods), nil, at
	case found == nil:
		return notAllowed(methods), nil, at
	}
	return nil, found, at
}

// serve answers a request of the API.
func (x *exchange) serve(found *route) *answer {
	var answer *answer
	err := error(tooMuch(time.Duration(x.in.WaitMS) * time.Millisecond))
	if x.in.WaitMS == 0 {
		answer, err = x.run(found)
	}
	if len(x.want) == 0 && x.instead == nil && err != nil {
		answer = x.refused(found, err)
	}
	if len(x.want) > 0 || x.instead != nil {
		return nil
	}
	x.measured = x.measure(found, answer)
	answer.with("X-Request-Id", x.request()).with("Server-Timing", x.measured.timing())
	return answer
}

// refused is a refusal in the form of a route.
func (x *exchange) refused(found *route, err error) *answer {
	switch {
	case found.leafy():
		return x.leafRefused(err)
	case found.path == blockPath:
		return x.blockRefused(x.refuse(err))
	}
	return x.refuse(err).answer()
}

func (x *exchange) run(found *route) (*answer, error) {
	r := &x.in.Request
	x.key = r.Get(customer.IdempotencyKeyHeader)
	if x.key != "" && !token(x.key, 8, 128) {
		return nil, malformed(customer.IdempotencyKeyHeader + ": [A-Za-z0-9_-]{8,128}")
	}
	var err error
	if x.query, err = readQuery(r.Query, found.query); err != nil {
		return nil, err
	}
	if found.writes() {
		if x.body, err = x.readBody(r, found); err != nil {
			return nil, err
		}
	}
	if x.visitor, err = x.visitorOf(r); err != nil {
		return nil, err
	}
	if err = x.allow(found.limits); err != nil {
		return nil, err
	}
	return found.run(x)
}

// match finds among routes that of a method and a path below the version, and all
// methods that the path has, joined by commas; "" means that there is no such
// path. HEAD is asked of what GET is (RFC 9110, 9.3.2).
func match(all []route, method, path string) (found *route, at place, methods string) {
	if method == head {
		method = get
	}
	for _, candidate := range all {
		p, ok := candidate.match(path)
		if !ok {
			continue
		}
		if methods != "" {
			methods += ", "
		}
		methods += candidate.method
		if candidate.method == get {
			methods += ", " + head
		}
		if candidate.method == method {
			found, at = &candidate, p
		}
	}
	return found, at, methods
}

// numbered reports whether a version of the API is one: two numbers, such as 7.0.
func numbered(version string) bool {
	major, minor, ok := strings.Cut(version, ".")
	return ok && digits(major) && digits(minor)
}

func digits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return len(s) > 0 && len(s) <= 3
}

// place is what a path is about.
type place struct {
	id    int64
	token string
	// older says that the version is 3 or 4, which wraps statuses, names their type
	// otherwise and sorts what was found by ownership.
	older bool
}

func (r *route) match(path string) (at place, ok bool) {
	before, rest, has := strings.Cut(r.path, "{")
	if !has {
		return at, path == r.path
	}
	name, after, _ := strings.Cut(rest, "}")
	value, ok := strings.CutPrefix(path, before)
	if !ok {
		return at, false
	}
	if value, ok = strings.CutSuffix(value, after); !ok {
		return at, false
	}
	switch name {
	case "token":
		return place{token: value}, token(value, 32, 32)
	case "type":
		return place{}, helpdesk.PostType(value).Written()
	}
	id, err := strconv.ParseInt(value, 10, 64)
	return place{id: id}, err == nil && id > 0 && strconv.FormatInt(id, 10) == value
}

// readQuery reads a query of which every name is allowed, is a key or says
// nothing, and comes once.
func readQuery(raw string, allowed []string) (form.Values, error) {
	values, ok := form.Parse(raw)
	if !ok {
		return nil, malformed("?…")
	}
	if name, ok := values.Twice(); ok {
		return nil, malformed("?" + quoted(name) + "=…&" + quoted(name) + "=…")
	}
	for _, p := range values {
		known := p.Name == apiKey || p.Name == apiKeySnake || p.Name == "mobile" || p.Value == "" || p.Value == "0"
		for _, a := range allowed {
			known = known || a == p.Name
		}
		if !known {
			return nil, malformed("?" + quoted(p.Name))
		}
	}
	return values, nil
}

// token reports whether s has between low and high characters, all of them
// letters, digits, "-" or "_".
func token(s string, low, high int) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_') {
			return false
		}
	}
	return len(s) >= low && len(s) <= high
}

// quoted repeats a name that a request chose, cut short and without anything
// that could be taken for more than a name.
func quoted(name string) string {
	name = api.Detail(name)
	if len(name) > 40 {
		name = name[:40]
	}
	return strconv.QuoteToASCII(name)
}
