package api

import "strings"

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
