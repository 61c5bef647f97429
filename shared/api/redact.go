package api

import (
	"encoding/base64"
	"slices"
	"strconv"
	"strings"

	"deskside/shared/api/jsontext"
	"deskside/shared/api/strict"
)

// Redactor takes out of texts what logs must not hold: the configured secrets,
// however they are escaped, the values of names that hold keys, and e-mail
// addresses. The zero value knows no secrets and still does the rest.
type Redactor struct {
	secrets []string
	// coded are what base64 makes of the secrets, wherever in a text they stand.
	coded []string
	mask  string
}

// redacted stands for what was taken out.
const redacted = "•••"

// NewRedactor returns a redactor of these secrets; empty ones are left out.
func NewRedactor(secrets ...string) Redactor { return newRedactor(redacted, secrets) }

func newRedactor(mask string, secrets []string) Redactor {
	r := Redactor{mask: mask}
	for _, s := range secrets {
		if s == "" {
			continue
		}
		// Longest first, so that a key does not leave the end of a longer one.
		i := 0
		for i < len(r.secrets) && len(r.secrets[i]) >= len(s) {
			i++
		}
		r.secrets = append(r.secrets[:i:i], append([]string{s}, r.secrets[i:]...)...)
		r.coded = append(r.coded, coded(s)...)
		if joins(mask, s) {
			r.mask = ""
		}
	}
	return r
}

// joins reports whether a mask holds a secret, or may make one together with
// what stands around it.
func joins(mask, secret string) bool {
	if strings.Contains(mask, secret) || strings.Contains(secret, mask) {
		return true
	}
	for n := 1; n < min(len(mask), len(secret)); n++ {
		if strings.HasPrefix(mask, secret[len(secret)-n:]) || strings.HasSuffix(mask, secret[:n]) {
			return true
		}
	}
	return false
}

// codedLeast is how long a piece of base64 must be to be told from other text.
const codedLeast = 8

// coded returns the pieces of base64 that a secret makes by itself, whatever
// stands before and behind it, as "user:secret" in an Authorization header: one
// for each place within three bytes and each of the two alphabets.
func coded(secret string) []string {
	var out []string
	for before := 0; before < 3; before++ {
		// The characters that also hold bits of what stands around are left out.
		from, to := (before*8+5)/6, (before+len(secret))*8/6
		if to-from < codedLeast {
			continue
		}
		for _, alphabet := range [...]*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
			piece := alphabet.EncodeToString([]byte("\x00\x00"[:before] + secret))[from:to]
			if !slices.Contains(out, piece) {
				out = append(out, piece)
			}
		}
	}
	return out
}

// Text cleans a line of a log, an error or any other text.
func (r Redactor) Text(text string) string {
	return r.hide(emails(named(r.hide(text))))
}

// hide replaces the secrets, written as they are, escaped as URLs, forms and
// JSON escape them, or in base64.
func (r Redactor) hide(text string) string {
	for _, piece := range r.coded {
		text = strings.ReplaceAll(text, piece, r.mask)
	}
	for _, secret := range r.secrets {
		// Without a mask, what stood on both sides may be a secret once joined.
		for {
			clean := replaceEscaped(text, secret, r.mask)
			if clean == text || r.mask != "" {
				text = clean
				break
			}
			text = clean
		}
	}
	if r.mask == "" {
		for _, secret := range r.secrets {
			if strings.Contains(text, secret) {
				return ""
			}
		}
	}
	return text
}

func replaceEscaped(text, secret, mask string) string {
	var b strings.Builder
	from := 0
	for i := 0; i < len(text); {
		if n := matchEscaped(text[i:], secret); n > 0 {
			b.WriteString(text[from:i])
			b.WriteString(mask)
			i += n
			from = i
			continue
		}
		i++
	}
	if from == 0 {
		return text
	}
	b.WriteString(text[from:])
	return b.String()
}

// matchEscaped returns how much of the start of text spells secret, 0 if it
// does not. Each byte may stand for itself or be escaped; where it can be read
// both ways ("%25" is a percent sign, and so is its first character), both are
// followed, up to readings at a time.
func matchEscaped(text, secret string) int {
	if strings.HasPrefix(text, secret) {
		return len(secret)
	}
	const readings = 8
	var room [2][readings]int
	ends, next := append(room[0][:0], 0), room[1][:0]
	for i := 0; i < len(secret); i++ {
		next = next[:0]
		for _, at := range ends {
			if at >= len(text) || len(next) > readings-2 {
				continue
			}
			if text[at] == secret[i] || text[at] == '+' && secret[i] == ' ' {
				if !slices.Contains(next, at+1) {
					next = append(next, at+1)
				}
			}
			if c, n := unescapeByte(text[at:]); n > 0 && c == secret[i] && !slices.Contains(next, at+n) {
				next = append(next, at+n)
			}
		}
		if len(next) == 0 {
			return 0
		}
		ends, next = next, ends
	}
	return slices.Max(ends)
}

// unescapeByte reads one escaped byte: %41, \u0041, \x41 or \/.
func unescapeByte(s string) (c byte, n int) {
	switch {
	case s[0] == '%' && len(s) >= 3:
		return hexByte(s[1:3], 3)
	case s[0] != '\\' || len(s) < 2:
	case s[1] == 'u' && len(s) >= 6 && s[2:4] == "00":
		return hexByte(s[4:6], 6)
	case s[1] == 'x' && len(s) >= 4:
		return hexByte(s[2:4], 4)
	case s[1] == '"' || s[1] == '\\' || s[1] == '/':
		return s[1], 2
	}
	return 0, 0
}

func hexByte(s string, n int) (byte, int) {
	v, err := strconv.ParseUint(s, 16, 8)
	if err != nil {
		return 0, 0
	}
	return byte(v), n
}

// headerNames are the headers whose values are keys, with spaces in between;
// keyNames those of parameters and members, whose values end at a space.
var (
	headerNames = [...]string{"proxy-authorization", "authorization", "set-cookie", "cookie", "idempotency-key"}
	keyNames    = [...]string{"apikey", "api_key", "api-key", "api_token", "api-token", "access_token", "token", "secret", "password", "signature"}
)

// secretName returns how long the name of a key at the start of text is, or 0,
// and whether it is that of a header.
func secretName(text string) (n int, header bool) {
	for _, name := range headerNames {
		if len(text) >= len(name) && equalFold(text[:len(name)], name) {
			return len(name), true
		}
	}
	for _, name := range keyNames {
		if len(text) >= len(name) && equalFold(text[:len(name)], name) {
			return len(name), false
		}
	}
	return 0, false
}

// named replaces the values of names that hold keys in any text: a=b, a: b,
// "a": "b", \"a\":\"b\".
func named(text string) string {
	var b strings.Builder
	from := 0
	for i := 0; i < len(text); i++ {
		n, header := secretName(text[i:])
		if n == 0 {
			continue
		}
		at := valueAt(text, i+n)
		if at < 0 {
			continue
		}
		end := valueEnd(text, at, header)
		if end > at {
			b.WriteString(text[from:at])
			b.WriteString(redacted)
			from = end
		}
		i = max(i, end-1)
	}
	if from == 0 {
		return text
	}
	b.WriteString(text[from:])
	return b.String()
}

// valueAt returns where the value begins of a name that ends at i, or -1.
func valueAt(text string, i int) int {
	skip := func(set string) {
		for i < len(text) && strings.IndexByte(set, text[i]) >= 0 {
			i++
		}
	}
	skip(`\"' `)
	if strings.HasPrefix(text[i:], "%3D") || strings.HasPrefix(text[i:], "%3d") {
		return i + 3
	}
	if i >= len(text) || text[i] != ':' && text[i] != '=' {
		return -1
	}
	i++
	skip(`\"'[ `)
	return i
}

// valueEnd returns where a value ends. Headers hold words with spaces between;
// other values end at a space.
func valueEnd(text string, at int, header bool) int {
	quoted := at > 0 && (text[at-1] == '"' || text[at-1] == '\'')
	for i := at; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\n' || c == '\r':
			return i
		case quoted && c == '\\':
			// Inside a text that is quoted once more, \" is the quote itself.
			if nested := at > 1 && text[at-2] == '\\'; nested && i+1 < len(text) && text[i+1] == text[at-1] {
				return i
			}
			i++
		case quoted:
			if c == text[at-1] {
				return i
			}
		case header && (c == ' ' || c == ';' || c == ',' || c == '='):
		case c <= ' ', strings.IndexByte(`&;,"'<>{}[]()#`, c) >= 0:
			return i
		}
	}
	return len(text)
}

// emails replaces e-mail addresses, also with the @ escaped.
func emails(text string) string {
	var b strings.Builder
	from := 0
	for i := 0; i < len(text); i++ {
		n := 0
		switch {
		case text[i] == '@':
			n = 1
		case strings.HasPrefix(text[i:], "%40"):
			n = 3
		case strings.HasPrefix(text[i:], `\u0040`):
			n = 6
		default:
			continue
		}
		start, end := i, i+n
		for start > from && mailByte(text[start-1]) {
			start--
		}
		for end < len(text) && mailByte(text[end]) {
			end++
		}
		if start == i || end == i+n {
			continue
		}
		b.WriteString(text[from:start])
		b.WriteString(redacted)
		from = end
		i = end - 1
	}
	if from == 0 {
		return text
	}
	b.WriteString(text[from:])
	return b.String()
}

func mailByte(c byte) bool {
	return isUnreserved(c) || c >= 0x80 || strings.IndexByte("%+'!#$*^`|", c) >= 0
}

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
