package edge

import (
	"errors"
	"net/http"
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

// admits reports whether a page of that origin may ask, and the value of
// Access-Control-Allow-Origin, "" where none is needed. Requests without an
// Origin come from the edge's own pages or from programs, which have no
// cookies or rights that a page could misuse.
func (o origins) admits(r *http.Request) (allow string, ok bool) {
	origin := r.Header.Get("Origin")
	if origin == "" {
		return "", true
	}
	if _, host, found := strings.Cut(origin, "://"); found && host != "" && (host == r.Host || host == r.URL.Host) {
		return "", true
	}
	if o.any {
		return "*", true
	}
	for _, known := range o.list {
		if origin == known {
			return origin, true
		}
	}
	return "", false
}

// crossOrigin sets what a page of another origin needs to read the answer.
func (o origins) crossOrigin(h http.Header, allow string) {
	if !o.any {
		h.Add("Vary", "Origin")
	}
	if allow != "" {
		h.Set("Access-Control-Allow-Origin", allow)
		h.Set("Access-Control-Expose-Headers", "Retry-After")
	}
}

// preflight answers the question that browsers ask before a request of another
// origin (Fetch, 3.2.2).
func preflight(methods string) *answer {
	a := &answer{status: http.StatusNoContent}
	return a.with("Access-Control-Allow-Methods", methods).
		with("Access-Control-Allow-Headers", "Accept, Authorization, Content-Type, "+customer.VisitorHeader+", "+customer.IdempotencyKeyHeader).
		with("Access-Control-Max-Age", "600")
}
