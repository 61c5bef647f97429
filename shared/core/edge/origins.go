package edge

import (
	"errors"
	"slices"
	"strings"

	"deskside/shared/api"
	"deskside/shared/core/customer"
)

// origins are the sites that may embed the widget.
type origins struct {
	any  bool
	list []string
}

func parseOrigins(texts []string) (origins, error) {
	var o origins
	for _, text := range texts {
		text = strings.TrimSpace(text)
		switch text {
		case "":
			continue
		case "*":
			o.any = true
			continue
		}
		base, err := api.ParseBase(text)
		if err != nil || base.Path != "" || !strings.Contains(text, "://") || strings.ContainsAny(base.Host, " ;,'\"") {
			return o, errors.New("an allowed origin is scheme and host, such as https://shop.example.com; this is not one: " + api.Detail(text))
		}
		o.list = append(o.list, base.Origin())
	}
	return o, nil
}

// ancestors is the value of frame-ancestors (CSP 3, 6.4.2).
func (o origins) ancestors() string {
	if o.any {
		return "*"
	}
	return strings.Join(append([]string{"'self'"}, o.list...), " ")
}

// admits reports whether a page of the origin that a request says may ask.
// Requests without an Origin come from the edge's own pages or from programs,
// which have no cookies or rights that a page could misuse.
func (o origins) admits(r *Request) bool {
	origin := r.Get("Origin")
	return origin == "" || o.any || own(origin, r) || slices.Contains(o.list, origin)
}

// own reports whether an origin is the edge's own.
func own(origin string, r *Request) bool {
	_, host, found := strings.Cut(origin, "://")
	return found && host != "" && host == r.Host
}

// crossOrigin are the headers that a page of another origin needs to read an answer.
func (o origins) crossOrigin(r *Request) (lines []api.Header) {
	if !o.any {
		lines = append(lines, api.Header{Name: "Vary", Value: "Origin"})
	}
	origin := r.Get("Origin")
	if origin == "" || own(origin, r) || !o.admits(r) {
		return lines
	}
	if o.any {
		origin = "*"
	}
	return append(lines, api.Header{Name: "Access-Control-Allow-Origin", Value: origin},
		api.Header{Name: "Access-Control-Expose-Headers", Value: "Retry-After"})
}

// preflight answers the question that browsers ask before a request of another
// origin (Fetch, 3.2.2).
func preflight(methods string) *answer {
	a := &answer{status: statusEmpty}
	return a.with("Access-Control-Allow-Methods", methods).
		with("Access-Control-Allow-Headers", "Accept, Authorization, Content-Type, "+customer.VisitorHeader+", "+customer.IdempotencyKeyHeader).
		with("Access-Control-Max-Age", "600")
}
