package edge

import (
	"strconv"
	"strings"

	"deskside/shared/api/form"
	"deskside/shared/api/jsontext"
	"deskside/shared/api/loose"
	"deskside/shared/words"
)

// readBody reads a body of JSON, or a form as the JSON object of its members.
// Other media types, and a form that does not say whose page it is of, are not
// taken: pages of other sites could send them without a preflight. A file that is
// the whole body is none of this.
func (e *Edge) readBody(r *Request, found *route) ([]byte, error) {
	most, files := e.bodies(found)
	switch r.Came {
	case TooLong:
		if found.leafy() {
			return nil, refusal{status: statusLong, says: []words.Say{words.EdgeTooLong(words.Number(LeafLimit >> 10))}}
		}
		if most > BodyLimit {
			return nil, e.tooLarge()
		}
		return nil, tooLong()
	case TooSlow:
		return nil, refusal{status: statusSlow, says: []words.Say{words.EdgeSlow()}}
	case Broken:
		return nil, invalid(words.EdgeBrokeOff())
	}
	body := r.Body
	if len(body) == 0 {
		return nil, nil
	}
	if found.path == blockPath {
		// It comes from a server and has a secret in it: its own reader takes more kinds.
		return body, nil
	}
	kind, _, _ := strings.Cut(r.Get("Content-Type"), ";")
	switch kind = strings.ToLower(strings.TrimSpace(kind)); {
	case kind == "application/json":
		return body, nil
	case kind == coreMedia && found.path == corePath:
		return body, nil
	case kind == wholeFile && files:
		return nil, nil
	case kind == "application/x-www-form-urlencoded":
		return formBody(string(body))
	}
	return nil, refusal{status: statusMedia, says: []words.Say{words.EdgeMalformed(words.Text("Content-Type: application/json"))}}
}

func tooLong() error {
	return refusal{status: statusLong, says: []words.Say{words.EdgeTooLong(words.Number(BodyLimit >> 10))}}
}

// formBody writes a form as a JSON object of texts.
func formBody(source string) ([]byte, error) {
	values, ok := form.Parse(source)
	if !ok {
		return nil, malformed("name=…&name=…")
	}
	if name, ok := values.Twice(); ok {
		return nil, malformed(quoted(name) + "=…&" + quoted(name) + "=…")
	}
	w := &writer{}
	w.open('{')
	for _, p := range values {
		w.text(p.Name, p.Value)
	}
	return w.shut('}').b, nil
}

// members reads a JSON object. Members have a reader, which returns false for a
// value that it cannot take, or say nothing: programs send all that they know of,
// most of it empty. others, where there is one, has the readers of names that are
// made of more than a word, nil for those that it does not know.
func members(body []byte, readers map[string]func(jsontext.Value) bool, others ...func(name string) func(jsontext.Value) bool) error {
	doc, err := jsontext.Parse(string(body))
	if err != nil || doc.Root().Kind() != jsontext.Object {
		return malformed("JSON {…}")
	}
	seen := map[string]bool{}
	for name, v := range doc.Root().Members() {
		read := readers[name]
		for _, other := range others {
			if read == nil {
				read = other(name)
			}
		}
		switch {
		case seen[name]:
			return malformed(`{"` + name + `": …, "` + name + `": …}`)
		case v.Kind() == jsontext.Null, name == apiKey, name == apiKeySnake, read == nil && saysNothing(v):
		case read == nil:
			return malformed("{" + quoted(name) + "}")
		case !read(v):
			return malformed(`{"` + name + `": …}`)
		}
		seen[name] = true
	}
	return nil
}

// saysNothing reports whether a member is as if it were not there: an empty
// text, no, none, or the number of nothing.
func saysNothing(v jsontext.Value) bool {
	switch v.Kind() {
	case jsontext.Null, jsontext.False:
		return true
	case jsontext.String, jsontext.Number:
		return v.Text() == "" || v.Text() == "0"
	case jsontext.Array:
		return v.Len() == 0
	}
	return loose.IsNothing(v)
}

// text reads a string into s.
func text(s *string) func(jsontext.Value) bool {
	return func(v jsontext.Value) bool {
		*s = v.Text()
		return v.Kind() == jsontext.String
	}
}

// number reads a whole number from 0 into n, which may stand in quotation marks
// as forms write it.
func number(n *int64) func(jsontext.Value) bool {
	return func(v jsontext.Value) bool {
		if v.Kind() == jsontext.String && v.Text() == "" {
			return true
		}
		got, err := strconv.ParseInt(v.Text(), 10, 64)
		*n = got
		return (v.Kind() == jsontext.Number || v.Kind() == jsontext.String) && err == nil && got >= 0
	}
}

// problems joins the messages of broken rules into one refusal.
func problems(says []words.Say) error {
	if len(says) == 0 {
		return nil
	}
	return invalid(says...)
}
