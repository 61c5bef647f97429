package edge

import (
	"errors"
	"io"
	"mime"
	"net/http"
	"os"
	"strconv"

	"deskside/shared/api/jsontext"
	"deskside/shared/words"
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
	if errors.Is(err, os.ErrDeadlineExceeded) {
		return nil, refusal{status: http.StatusRequestTimeout, says: []words.Say{words.EdgeSlow()}}
	}
	if err != nil {
		return nil, invalid(words.EdgeBrokeOff())
	}
	if len(body) > bodyLimit {
		return nil, tooLong
	}
	if len(body) == 0 {
		return nil, nil
	}
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "application/json" {
		return nil, refusal{status: http.StatusUnsupportedMediaType, says: []words.Say{words.EdgeMalformed(words.Text("Content-Type: application/json"))}}
	}
	return body, nil
}

var tooLong = refusal{status: http.StatusRequestEntityTooLarge, says: []words.Say{words.EdgeTooLong(words.Number(bodyLimit >> 10))}}

// members reads a JSON object whose members all have a reader. A reader
// returns false for a value that it cannot take.
func members(body []byte, readers map[string]func(jsontext.Value) bool) error {
	doc, err := jsontext.Parse(string(body))
	if err != nil || doc.Root().Kind() != jsontext.Object {
		return malformed("JSON {…}")
	}
	seen := map[string]bool{}
	for name, v := range doc.Root().Members() {
		read := readers[name]
		switch {
		case read == nil:
			return malformed("{" + quoted(name) + "}")
		case seen[name]:
			return malformed(`{"` + name + `": …, "` + name + `": …}`)
		case !read(v):
			return malformed(`{"` + name + `": …}`)
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
func problems(says []words.Say) error {
	if len(says) == 0 {
		return nil
	}
	return invalid(says...)
}
