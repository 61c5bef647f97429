package edge

import (
	"crypto/sha256"
	"errors"
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
