package api

import (
	"strconv"
	"strings"

	"deskside/shared/api/jsontext"
	"deskside/shared/api/strict"
)

// Trace describes one attempt for a log: method, address, headers and the
// shape of both bodies. Of what people wrote it tells only how long it is.
// answer is nil when none came.
func (r Redactor) Trace(request *Request, answer *Response) string {
	var b strings.Builder
	b.WriteString(request.Method)
	b.WriteByte(' ')
	b.WriteString(address(request.URL))
	b.WriteByte('\n')
	lines(&b, request.Header)
	body(&b, request.Header, request.Body)
	switch {
	case answer == nil || answer.Failure == "" && answer.Status == 0:
		b.WriteString("→ no answer\n")
	case answer.Failure != "":
		b.WriteString("→ " + string(answer.Failure) + "\n")
	default:
		b.WriteString("→ " + strconv.Itoa(answer.Status) + "\n")
		lines(&b, answer.Header)
		body(&b, answer.Header, answer.Body)
	}
	return r.Text(b.String())
}

// address writes a URL with the values of its query left out, except numbers
// and known words.
func address(url string) string {
	url, _, _ = strings.Cut(url, "#")
	path, query, found := strings.Cut(url, "?")
	if !found {
		return path
	}
	return path + "?" + form(query)
}

func form(query string) string {
	var b strings.Builder
	for i, pair := range strings.Split(query, "&") {
		if i > 0 {
			b.WriteByte('&')
		}
		name, value, found := strings.Cut(pair, "=")
		b.WriteString(name)
		if !found {
			continue
		}
		b.WriteByte('=')
		if plain(name, value) {
			b.WriteString(value)
		} else {
			b.WriteString(redacted)
		}
	}
	return b.String()
}

// plainHeaders are the headers whose values tell nothing about anybody.
const plainHeaders = " accept content-type content-length date retry-after cache-control etag vary allow "

func lines(b *strings.Builder, headers []Header) {
	for _, h := range headers {
		b.WriteString(h.Name)
		b.WriteString(": ")
		if strings.Contains(plainHeaders, " "+strings.ToLower(h.Name)+" ") {
			b.WriteString(h.Value)
		} else {
			b.WriteString(redacted)
		}
		b.WriteByte('\n')
	}
}

func body(b *strings.Builder, headers []Header, content []byte) {
	if len(content) == 0 {
		return
	}
	kind := (&Response{Header: headers}).Get("content-type")
	doc, err := jsontext.Parse(string(content))
	switch {
	case err == nil:
		shape(b, "", doc.Root())
	case strings.HasPrefix(strings.ToLower(kind), "application/x-www-form-urlencoded"):
		b.WriteString(form(string(content)))
	default:
		b.WriteString(strconv.Itoa(len(content)) + " bytes that are not JSON")
	}
	b.WriteByte('\n')
}

// shapeLimit bounds how many items of an array a trace shows.
const shapeLimit = 3

// shape writes a JSON value with its strings replaced by their lengths.
func shape(b *strings.Builder, name string, v jsontext.Value) {
	switch v.Kind() {
	case jsontext.Object:
		b.WriteByte('{')
		first := true
		for name, value := range v.Members() {
			if !first {
				b.WriteByte(',')
			}
			first = false
			if word(name) {
				b.Write(strict.AppendString(nil, name))
			} else {
				b.WriteString(`"` + redacted + `"`)
			}
			b.WriteByte(':')
			shape(b, name, value)
		}
		b.WriteByte('}')
	case jsontext.Array:
		b.WriteByte('[')
		n := 0
		for item := range v.Items() {
			if n++; n > shapeLimit {
				continue
			}
			if n > 1 {
				b.WriteByte(',')
			}
			shape(b, name, item)
		}
		if n > shapeLimit {
			b.WriteString(",… " + strconv.Itoa(n) + " in all")
		}
		b.WriteByte(']')
	case jsontext.String:
		text := v.Text()
		if plain(name, text) && text != "" {
			b.Write(strict.AppendString(nil, text))
		} else {
			b.WriteString(`"` + redacted + " " + strconv.Itoa(len(text)) + ` bytes"`)
		}
	case jsontext.Number:
		if plain(name, v.Text()) {
			b.WriteString(v.Text())
		} else {
			b.WriteString(`"` + redacted + `"`)
		}
	case jsontext.True:
		b.WriteString("true")
	case jsontext.False:
		b.WriteString("false")
	default:
		b.WriteString("null")
	}
}

// numberNames are the names whose numbers, and wordNames those whose words are
// of the API rather than of people.
const (
	numberNames = " id offset page count code status fstatus group currentPage totalPages totalObjects createdAtPosix "
	wordNames   = " ownership object_type type sort order slug status fstatus state from value priority properties "
)

// plain reports whether the value of a name may stand in a trace.
func plain(name, value string) bool {
	if len(value) > 40 {
		return false
	}
	entry := " " + name + " "
	if _, err := strconv.ParseInt(value, 10, 64); err == nil {
		return strings.Contains(numberNames, entry) || strings.HasSuffix(name, "_id")
	}
	return strings.Contains(wordNames, entry) && word(value)
}

// word reports whether s looks like a name of a program rather than of a person.
func word(s string) bool {
	if s == "" || len(s) > 40 {
		return false
	}
	for i := 0; i < len(s); i++ {
		if c := s[i]; !isUnreserved(c) && c != ',' {
			return false
		}
	}
	return true
}
