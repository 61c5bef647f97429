package edge

import (
	"crypto/sha256"
	"errors"
	"slices"
	"strconv"
	"strings"

	"deskside/shared/api"
	"deskside/shared/api/form"
	"deskside/shared/api/jsontext"
	"deskside/shared/core/customer"
	"deskside/shared/core/edge/typed"
	"deskside/shared/helpdesk"
	"deskside/shared/words"
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

// Names under which programs written for the API send a key, in the query and
// in bodies, beside the header Authorization.
const (
	apiKey      = "apiKey"
	apiKeySnake = "api_key"
)

// visitorOf tells whose votes and submissions these are: the visitor that a
// browser says, else whoever has the key that a program sends. Such a key is the
// program's own. It is neither handed on nor kept nor believed to open anything:
// it is a name that nobody else knows, and no header can say the name made of it.
func visitorOf(r *Request, query form.Values, body []byte) (string, error) {
	visitor := r.Get(customer.VisitorHeader)
	if visitor != "" {
		if !token(visitor, 16, 64) {
			return "", malformed(customer.VisitorHeader + ": [A-Za-z0-9_-]{16,64}")
		}
		return visitor, nil
	}
	key := keyOf(r, query, body)
	if key == "" {
		return "", nil
	}
	sum := sha256.Sum256([]byte("a visitor by the key " + key))
	return "key:" + hex(sum[:16]), nil
}

// keyOf finds the key that a program sends: in the header, the query or the
// body, in this order.
func keyOf(r *Request, query form.Values, body []byte) string {
	header := strings.TrimSpace(r.Get("Authorization"))
	scheme, rest, two := strings.Cut(header, " ")
	switch {
	case !two && header != "":
		return header
	case strings.EqualFold(scheme, "Bearer"):
		return strings.TrimSpace(rest)
	}
	for _, name := range [...]string{apiKey, apiKeySnake} {
		if key := query.Get(name); key != "" {
			return key
		}
	}
	doc, err := jsontext.ParseBytes(body)
	if err != nil {
		return ""
	}
	for _, name := range [...]string{apiKey, apiKeySnake} {
		if key := doc.Root().Get(name); key.Kind() == jsontext.String && key.Text() != "" {
			return key.Text()
		}
	}
	return ""
}

// signIn hands an e-mail address and a password to the helpdesk, and the key that it
// gives for them to whoever knows them. Neither is kept, and the key is here what any
// key of a program is: a name.
func (x *exchange) signIn() (*answer, error) {
	var email, password string
	if err := members(x.body, map[string]func(jsontext.Value) bool{"email": text(&email), "password": text(&password)}); err != nil {
		return nil, err
	}
	switch email = typed.OneLine(email); {
	case email == "":
		return nil, malformed(`{"email": …}`)
	case password == "":
		return nil, malformed(`{"password": …}`)
	}
	who, err := send(x, x.upstream.SignIn(email, password), func(s *helpdesk.SignedIn) helpdesk.SignedIn { return *s })
	if errors.Is(err, api.ErrUnauthorized) || errors.Is(err, api.ErrForbidden) {
		return nil, refusal{status: statusUnauthorized, says: []words.Say{words.EdgeSignIn()}}
	}
	if err != nil {
		return nil, err
	}
	return success(func(w *writer) {
		w.open('{').text("apiKey", who.Key).number("id", who.ID).text("name", who.Name).shut('}')
	}, false), nil
}

// unhex reads what hex wrote; what it did not write is nothing.
func unhex(s string) []byte {
	out := make([]byte, 0, len(s)/2)
	for i := 0; i+1 < len(s); i += 2 {
		n, err := strconv.ParseUint(s[i:i+2], 16, 8)
		if err != nil {
			return nil
		}
		out = append(out, byte(n))
	}
	return out
}

// hex writes bytes in hexadecimal digits.
func hex(b []byte) string {
	const digits = "0123456789abcdef"
	out := make([]byte, 0, 2*len(b))
	for _, c := range b {
		out = append(out, digits[c>>4], digits[c&15])
	}
	return string(out)
}
