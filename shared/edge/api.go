package edge

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"deskside/shared/api"
	"deskside/shared/core/customer"
	"deskside/shared/words"
)

// spoken is the version of the API that the edge speaks.
const spoken = "7.0"

// route is one thing that a customer may ask for.
type route struct {
	method string
	// path is below /api/7.0/; {id} stands for a number from 1.
	path string
	// query lists the names that the query may have.
	query []string
	run   func(*Edge, context.Context, *exchange) (*answer, error)
}

// routes is everything that customers may ask for.
func routes() []route {
	return []route{
		{http.MethodGet, "categories.json", []string{"ownership", "type"}, (*Edge).categories},
		{http.MethodGet, "statuses.json", []string{"ownership", "type"}, (*Edge).statuses},
		{http.MethodGet, "search.json", []string{"ownership", "type", "status", "category_id", "text", "sort", "page", "count"}, (*Edge).search},
		{http.MethodGet, "objects/{id}.json", []string{"bbcode"}, (*Edge).object},
		{http.MethodGet, "objects/{id}/comments.json", []string{"sort", "page", "bbcode"}, (*Edge).comments},
		{http.MethodPost, "objects.json", nil, (*Edge).create},
		{http.MethodPost, "objects/{id}/votes/toggle.json", []string{"value"}, (*Edge).vote},
		{http.MethodPost, "comments.json", nil, (*Edge).comment},
	}
}

// exchange is one request of a customer, checked as far as its route says.
type exchange struct {
	id    int64
	query url.Values
	// visitor is "" for one who is nobody in particular.
	visitor string
	// key is the Idempotency-Key, "" where none was sent.
	key  string
	body []byte
}

// patience is how long a customer's request takes at most. It ends before
// clients give up, so that they learn what happened.
const patience = 14 * time.Second

// serveAPI answers a request of the API. It sets only those headers of header
// that depend on who asks.
func (e *Edge) serveAPI(header http.Header, r *http.Request) *answer {
	allow, ok := e.origins.admits(r)
	e.origins.crossOrigin(header, allow)
	if !ok {
		return refusal{status: http.StatusForbidden, says: []words.Say{words.EdgeOrigin()}}.answer()
	}
	path, ok := strings.CutPrefix(r.URL.Path, "/api/"+spoken+"/")
	if !ok {
		return notFound.answer()
	}
	found, id, methods := match(r.Method, path)
	switch {
	case methods == "":
		return notFound.answer()
	case r.Method == http.MethodOptions:
		return preflight(methods)
	case found == nil:
		return notAllowed(methods)
	}
	write := found.method != http.MethodGet
	if wait, ok := e.buckets.take(e.config.Client(r), write); !ok {
		return refusal{status: http.StatusTooManyRequests, retryAfter: wait,
			says: []words.Say{words.CustomerFailureRateLimited()}}.answer()
	}
	started := e.config.Now()
	answer, err := e.serveRoute(found, id, r)
	if err != nil {
		answer = e.refuse(err).answer()
	}
	e.log(r.Method + " " + found.path + " " + strconv.Itoa(answer.status) + " " +
		strconv.FormatInt(e.config.Now().Sub(started).Milliseconds(), 10) + " ms")
	return answer
}

func (e *Edge) serveRoute(found *route, id int64, r *http.Request) (*answer, error) {
	x := exchange{id: id, key: r.Header.Get(customer.IdempotencyKeyHeader)}
	if x.key != "" && !token(x.key, 8, 128) {
		return nil, malformed(customer.IdempotencyKeyHeader + ": [A-Za-z0-9_-]{8,128}")
	}
	var err error
	if x.query, err = readQuery(r.URL.RawQuery, found.query); err != nil {
		return nil, err
	}
	ctx := r.Context()
	if found.method != http.MethodGet {
		if x.body, err = readBody(r); err != nil {
			return nil, err
		}
		// A write is finished even if the customer has left: half of it would be
		// worse than all of it.
		ctx = context.WithoutCancel(ctx)
	}
	if x.visitor, err = visitorOf(r, x.query, x.body); err != nil {
		return nil, err
	}
	ctx, stop := e.config.Clock.Deadline(ctx, patience)
	defer stop()
	return found.run(e, ctx, &x)
}

// match finds the route of a method and a path below the version, and all
// methods that the path has, joined by commas; "" means that there is no such
// path. HEAD is asked of what GET is (RFC 9110, 9.3.2).
func match(method, path string) (found *route, id int64, methods string) {
	if method == http.MethodHead {
		method = http.MethodGet
	}
	for _, candidate := range routes() {
		n, ok := candidate.match(path)
		if !ok {
			continue
		}
		if methods != "" {
			methods += ", "
		}
		methods += candidate.method
		if candidate.method == http.MethodGet {
			methods += ", " + http.MethodHead
		}
		if candidate.method == method {
			found, id = &candidate, n
		}
	}
	return found, id, methods
}

func (r *route) match(path string) (id int64, ok bool) {
	before, after, has := strings.Cut(r.path, "{id}")
	if !has {
		return 0, path == r.path
	}
	number, ok := strings.CutPrefix(path, before)
	if !ok {
		return 0, false
	}
	if number, ok = strings.CutSuffix(number, after); !ok {
		return 0, false
	}
	id, err := strconv.ParseInt(number, 10, 64)
	return id, err == nil && id > 0 && strconv.FormatInt(id, 10) == number
}

// readQuery reads a query of which every name is allowed, is a key or says
// nothing, and comes once.
func readQuery(raw string, allowed []string) (url.Values, error) {
	values, err := url.ParseQuery(raw)
	if err != nil {
		return nil, malformed("?…")
	}
	for name, given := range values {
		known := name == apiKey || name == apiKeySnake || name == "mobile" || given[0] == "" || given[0] == "0"
		for _, a := range allowed {
			known = known || a == name
		}
		if !known {
			return nil, malformed("?" + quoted(name))
		}
		if len(given) > 1 {
			return nil, malformed("?" + name + "=…&" + name + "=…")
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
