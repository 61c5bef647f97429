package edge

import (
	"errors"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"

	"deskside/shared/api/jsontext"
)

// bodyLimit is more than the longest post takes: 12000 characters of up to
// four bytes, and the rest.
const bodyLimit = 64 << 10

// readBody reads a JSON body. Demanding its media type keeps forms of other
// sites, which need no preflight, from writing here.
func readBody(r *http.Request) ([]byte, error) {
	if r.ContentLength > bodyLimit {
		return nil, tooLong
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, bodyLimit+1))
	if err != nil {
		return nil, invalid("The request broke off. Send it again.")
	}
	if len(body) > bodyLimit {
		return nil, tooLong
	}
	if len(body) == 0 {
		return nil, nil
	}
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "application/json" {
		return nil, refusal{status: http.StatusUnsupportedMediaType, message: "Send the body as application/json."}
	}
	return body, nil
}

var tooLong = refusal{status: http.StatusRequestEntityTooLarge, message: "This is too long: a request may have 64 KB."}

// members reads a JSON object whose members all have a reader. A reader
// returns false for a value that it cannot take.
func members(body []byte, readers map[string]func(jsontext.Value) bool) error {
	doc, err := jsontext.Parse(string(body))
	if err != nil || doc.Root().Kind() != jsontext.Object {
		return invalid("The body must be a JSON object.")
	}
	seen := map[string]bool{}
	for name, v := range doc.Root().Members() {
		read := readers[name]
		switch {
		case read == nil:
			return invalid("The member " + quoted(name) + " is not taken here.")
		case seen[name]:
			return invalid("The member " + name + " comes twice.")
		case !read(v):
			return invalid("The member " + name + " has a value of the wrong kind.")
		}
		seen[name] = true
	}
	return nil
}

// text reads a string into s.
func text(s *string) func(jsontext.Value) bool {
	return func(v jsontext.Value) bool {
		*s = v.Text()
		return v.Kind() == jsontext.String
	}
}

// number reads a whole number from 0 into n.
func number(n *int64) func(jsontext.Value) bool {
	return func(v jsontext.Value) bool {
		got, err := strconv.ParseInt(v.Text(), 10, 64)
		*n = got
		return v.Kind() == jsontext.Number && err == nil && got >= 0
	}
}

// problems joins the messages of broken rules into one refusal.
func problems(messages []string) error {
	if len(messages) == 0 {
		return nil
	}
	return invalid(strings.Join(messages, " "))
}

var errStore = errors.New("the store of the edge does not answer")
