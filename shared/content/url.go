package content

import "unicode/utf8"

// MaxURL is the longest URL read, in bytes.
const MaxURL = 4096

// URL is an address that passed the policy of ParseURL; there is no other way to one. It is
// canonical: ASCII scheme and host in lower case, nothing in it that could end an HTML attribute, a
// BBCode value or a line, nothing invisible. The zero URL is none.
type URL struct{ s string }

// String is the URL as it may stand in any attribute.
func (u URL) String() string { return u.s }

// IsZero tells that there is no URL.
func (u URL) IsZero() bool { return u.s == "" }

// Scheme is http, https, mailto or tel, "" for the zero URL.
func (u URL) Scheme() string {
	for i := 0; i < len(u.s); i++ {
		if u.s[i] == ':' {
			return u.s[:i]
		}
	}
	return ""
}

// Host is the host of an http or https URL without its port, as a person should see it: in Unicode
// where that cannot mislead, else in Punycode.
func (u URL) Host() string {
	start, end := u.authority()
	for i := start; i < end; i++ {
		if u.s[i] == ':' {
			return u.s[start:i]
		}
	}
	return u.s[start:end]
}

// Address is what follows mailto: or tel:, without a subject; "" for other schemes.
func (u URL) Address() string {
	scheme := u.Scheme()
	if scheme != "mailto" && scheme != "tel" {
		return ""
	}
	rest := u.s[len(scheme)+1:]
	for i := 0; i < len(rest); i++ {
		if rest[i] == '?' {
			return rest[:i]
		}
	}
	return rest
}

// authority gives the bounds of host and port of an http or https URL.
func (u URL) authority() (start, end int) {
	switch u.Scheme() {
	case "http":
		start = len("http://")
	case "https":
		start = len("https://")
	default:
		return 0, 0
	}
	end = start
	for end < len(u.s) && u.s[end] != '/' && u.s[end] != '?' && u.s[end] != '#' {
		end++
	}
	return start, end
}

// URLError is why an address is refused.
type URLError uint8

const (
	ErrURLEmpty URLError = iota + 1
	ErrURLTooLong
	ErrURLScheme
	ErrURLRelative
	ErrURLControl
	ErrURLCredentials
	ErrURLHost
	ErrURLAddress
)

func (e URLError) Error() string {
	switch e {
	case ErrURLEmpty:
		return "the address is empty: enter one such as https://example.com"
	case ErrURLTooLong:
		return "the address is longer than 4096 bytes: use a shorter one"
	case ErrURLScheme:
		return "the address has a scheme that is not allowed: use http, https, mailto or tel"
	case ErrURLRelative:
		return "the address is relative: write it in full, starting with https://"
	case ErrURLControl:
		return "the address contains characters that cannot be seen: type it anew"
	case ErrURLCredentials:
		return "the address contains a user name before @: remove it"
	case ErrURLHost:
		return "the address has a host name that is not valid: check the part after //"
	case ErrURLAddress:
		return "the e-mail address or phone number is not valid: check it"
	}
	return "the address is not valid"
}

// ParseURL reads an absolute http, https, mailto or tel URL by one policy for everything a person
// can follow or load. Following the URL Standard (url.spec.whatwg.org, section 4.4) it ignores
// surrounding spaces and tabs and line ends anywhere, and reads a backslash as a slash. It refuses
// every other scheme, control characters, user names, hosts that are no plain name or address. Marks that
// change the direction of text and invisible characters become percent escapes. "//host" and
// "www.host" get a scheme. The error is a URLError.
func ParseURL(s string) (URL, error) { return URL{}.Resolve(s) }

// Resolve reads ref like ParseURL; a relative one is joined to u, which must be http or https.
// A reference that is only a fragment is refused: it leads nowhere outside its own page.
func (u URL) Resolve(ref string) (URL, error) {
	ref, err := clean(ref)
	if err != 0 {
		return URL{}, err
	}
	switch scheme, rest := splitScheme(ref); scheme {
	case "http", "https":
		return parseWeb(scheme, rest, ref)
	case "mailto":
		return parseMailto(rest, ref)
	case "tel":
		return parseTel(rest, ref)
	case "":
		return u.join(ref)
	}
	return URL{}, ErrURLScheme
}

// clean trims, drops tabs and line ends and refuses what no URL may contain.
func clean(s string) (string, URLError) {
	s = trim(s)
	if s == "" {
		return "", ErrURLEmpty
	}
	if len(s) > MaxURL {
		return "", ErrURLTooLong
	}
	folded := false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\t' || c == '\n' || c == '\r':
			folded = true
		case c < ' ' || c == 0x7f:
			return "", ErrURLControl
		}
	}
	if !utf8.ValidString(s) {
		return "", ErrURLControl
	}
	if !folded {
		return s, 0
	}
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] >= ' ' {
			b = append(b, s[i])
		}
	}
	return string(b), 0
}

// splitScheme gives the scheme in lower case when it is one of the allowed, "?" when it is another,
// "" when there is none.
func splitScheme(s string) (scheme, rest string) {
	for i := 0; i < len(s); i++ {
		c := lower(s[i])
		switch {
		case lowerLetter(c):
			continue
		case c == ':' && i > 0:
			for _, known := range [...]string{"http", "https", "mailto", "tel"} {
				if equalFold(s[:i], known) {
					return known, s[i+1:]
				}
			}
			return "?", ""
		case i > 0 && ('0' <= c && c <= '9' || c == '+' || c == '-' || c == '.'):
			continue
		}
		break
	}
	// A colon before the first slash, question mark or hash that no scheme precedes is refused by
	// browsers or read as a scheme after folding; neither is worth guessing.
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case ':':
			return "?", ""
		case '/', '\\', '?', '#':
			return "", s
		}
	}
	return "", s
}

func (u URL) join(ref string) (URL, error) {
	slash := func(i int) bool { return i < len(ref) && (ref[i] == '/' || ref[i] == '\\') }
	switch {
	case slash(0) && slash(1):
		return parseWeb("https", ref, "")
	case len(ref) > 4 && equalFold(ref[:4], "www."):
		return parseWeb("http", "//"+ref, "")
	}
	start, end := u.authority()
	if start == 0 || ref[0] == '#' {
		return URL{}, ErrURLRelative
	}
	base := u.s[:end]
	if !slash(0) {
		path := end
		for path < len(u.s) && u.s[path] != '?' && u.s[path] != '#' {
			path++
		}
		if ref[0] == '?' {
			base = u.s[:path]
		} else {
			for path > end && u.s[path-1] != '/' {
				path--
			}
			base = u.s[:path]
		}
		if path == end {
			base += "/"
		}
	}
	if len(base)+len(ref) > MaxURL {
		return URL{}, ErrURLTooLong
	}
	scheme, rest := splitScheme(base + ref)
	return parseWeb(scheme, rest, "")
}

// parseWeb reads what follows "http:" or "https:". When the outcome equals whole, that string is
// kept rather than a copy.
func parseWeb(scheme, s, whole string) (URL, error) {
	i := 0
	for i < len(s) && (s[i] == '/' || s[i] == '\\') {
		i++
	}
	if i < 2 {
		return URL{}, ErrURLHost
	}
	s = s[i:]
	end := 0
	for end < len(s) && s[end] != '/' && s[end] != '\\' && s[end] != '?' && s[end] != '#' {
		if s[end] == '@' {
			return URL{}, ErrURLCredentials
		}
		end++
	}
	var buf [256]byte
	b := append(append(buf[:0], scheme...), "://"...)
	b, ok := appendAuthority(b, s[:end])
	if !ok {
		return URL{}, ErrURLHost
	}
	if end == len(s) || s[end] == '?' || s[end] == '#' {
		b = append(b, '/')
	}
	path := true
	for s = s[end:]; s != ""; {
		if s[0] == '?' || s[0] == '#' {
			path = false
		}
		if path && s[0] == '\\' {
			b, s = append(b, '/'), s[1:]
			continue
		}
		b, s = appendEscaped(b, s)
	}
	return finishURL(b, whole)
}

func finishURL(b []byte, whole string) (URL, error) {
	if len(b) > MaxURL {
		return URL{}, ErrURLTooLong
	}
	if string(b) == whole {
		return URL{whole}, nil
	}
	return URL{string(b)}, nil
}

// appendEscaped takes the next character of s, percent-encoded where it could be read as something
// else by HTML, BBCode, a mail program or an eye.
func appendEscaped(b []byte, s string) ([]byte, string) {
	c := s[0]
	if c < utf8.RuneSelf {
		switch c {
		case ' ', '"', '<', '>', '[', ']', '\\', '^', '`', '{', '|', '}', '\'':
			return appendPercent(b, c), s[1:]
		}
		return append(b, c), s[1:]
	}
	r, n := utf8.DecodeRuneInString(s)
	if unseen(r) {
		for i := 0; i < n; i++ {
			b = appendPercent(b, s[i])
		}
		return b, s[n:]
	}
	return append(b, s[:n]...), s[n:]
}

func appendPercent(b []byte, c byte) []byte {
	const digits = "0123456789ABCDEF"
	return append(b, '%', digits[c>>4], digits[c&0xf])
}

// unseen tells the characters a person does not see, or that move others about: C1 controls, soft
// hyphen, spaces other than U+0020, joiners, marks of direction, line separators, byte order marks,
// variation selectors, tags, and the private and unassigned ends of planes.
func unseen(r rune) bool {
	switch {
	case r < 0x80:
		return r < ' ' || r == 0x7f
	case r <= 0xa0, r == 0xad, r == 0x34f, r == 0x61c, r == 0x115f, r == 0x1160, r == 0x1680,
		r == 0x17b4, r == 0x17b5, 0x180b <= r && r <= 0x180f, 0x2000 <= r && r <= 0x200f,
		0x2028 <= r && r <= 0x202f, 0x205f <= r && r <= 0x206f, r == 0x2800, r == 0x3000, r == 0x3164,
		0xe000 <= r && r <= 0xf8ff, 0xfe00 <= r && r <= 0xfe0f, r == 0xfeff, r == 0xffa0,
		0xfff0 <= r && r <= 0xffff, r >= 0xe0000:
		return true
	}
	return false
}

// parseMailto keeps one address and a subject when that is the only header and has no escaped
// control character: a link must not add recipients or write the letter.
func parseMailto(s, whole string) (URL, error) {
	end, subject := len(s), ""
	for i := 0; i < len(s); i++ {
		if s[i] == '?' {
			end = i
			if q := s[i+1:]; len(q) > 8 && equalFold(q[:8], "subject=") {
				subject = q[8:]
			}
			break
		}
	}
	if !validAddress(s[:end]) {
		return URL{}, ErrURLAddress
	}
	var buf [256]byte
	b := append(append(buf[:0], "mailto:"...), s[:end]...)
	for i := 0; i < len(subject); i++ {
		if c := subject[i]; c == '&' || c == '#' || c == '%' && i+1 < len(subject) && subject[i+1] == '0' {
			subject = ""
		}
	}
	if subject != "" {
		b = append(b, "?subject="...)
		for subject != "" {
			b, subject = appendEscaped(b, subject)
		}
	}
	return finishURL(b, whole)
}

// validAddress accepts the addresses people have: a dot-string of RFC 5321 without the characters
// that mean something in a URL, and a host name with a dot.
func validAddress(s string) bool {
	at := -1
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '@':
			if at >= 0 || i == 0 || s[i-1] == '.' {
				return false
			}
			at = i
		case at < 0 && !localByte(c):
			return false
		}
	}
	if at < 0 || at > 64 || s[0] == '.' || len(s) > 254 {
		return false
	}
	return validName(s[at+1:], true)
}

func localByte(c byte) bool {
	switch c {
	case '.', '_', '-', '+', '=', '~':
		return true
	}
	return alnum(c)
}

func alnum(c byte) bool { return '0' <= c && c <= '9' || lowerLetter(lower(c)) }

func parseTel(s, whole string) (URL, error) {
	var buf [48]byte
	b := append(buf[:0], "tel:"...)
	digits := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case '0' <= c && c <= '9':
			digits++
			b = append(b, c)
		case c == '+' && len(b) == len("tel:"), c == '*', c == '#' && i > 0:
			b = append(b, c)
		case c == '-', c == '.', c == '(', c == ')', c == ' ', c == '/':
		case c == '%' && i+2 < len(s) && s[i+1] == '2' && s[i+2] == '0':
			i += 2
		default:
			return URL{}, ErrURLAddress
		}
		if len(b) > 40 {
			return URL{}, ErrURLAddress
		}
	}
	if digits < 2 {
		return URL{}, ErrURLAddress
	}
	return finishURL(b, whole)
}
