package content

import (
	"unicode/utf8"

	"deskside/shared/content/internal/ascii"
	"deskside/shared/content/internal/buffer"
)

// MaxURL is the longest URL read, in bytes.
const MaxURL = 4096

// URL is an address that passed the policy of ParseURL; there is no other way to one. It is
// canonical: ASCII scheme and host in lower case, nothing in it that could end an HTML attribute, a
// BBCode value or a line, nothing invisible. The zero URL is none.
type URL struct{ s string }

// String is the URL as it may stand in any attribute.
func (u URL) String() string { return u.s }

// NoImage is the Image of printers that load none: a link to it is printed in its place.
func NoImage(URL) URL { return URL{} }

// IsZero tells that there is no URL.
func (u URL) IsZero() bool { return u.s == "" }

// Scheme is http, https, mailto or tel, "" for the zero URL.
//
//go:noinline
func (u URL) Scheme() string {
	for i := 0; i < len(u.s); i++ {
		if u.s[i] == ':' {
			return u.s[:i]
		}
	}
	return ""
}

// Shown is the URL as a person reads it: of an e-mail address or a telephone number, that alone.
func (u URL) Shown() string {
	if address := u.Address(); address != "" {
		return address
	}
	return u.s
}

// Host is the host of an http or https URL without its port, as a person should see it: in Unicode
// where that cannot mislead, else in Punycode.
func (u URL) Host() string {
	host := u.canonicalHost()
	if !ascii.Contains(host, "xn--") {
		return host
	}
	var b buffer.Buffer
	for rest, label := host, ""; rest != ""; {
		label, rest = cutLabel(rest)
		if len(b) > 0 {
			b.Byte('.')
		}
		shown, _ := readableLabel(label, host)
		b.String(shown)
	}
	return string(b)
}

// authority gives the bounds of host and port of an http or https URL.
//
//go:noinline
func (u URL) authority() (start, end int) {
	start = len("https://")
	if len(u.s) < start || u.s[:start] != "https://" {
		if start--; len(u.s) < start || u.s[:start] != "http://" {
			return 0, 0
		}
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

// Error is for programmers. What a person reads of each stands in the catalogues of words, and browsers link it once.
func (e URLError) Error() string { return "the address is refused: its URLError tells why" }

// ParseURL reads an absolute http, https, mailto or tel URL by one policy for everything a person
// can follow or load. Following the URL Standard (url.spec.whatwg.org, section 4.4) it ignores
// surrounding spaces and tabs and line ends anywhere, and reads a backslash as a slash. It refuses
// every other scheme, control characters, user names, hosts that are no plain name or address. Marks that
// change the direction of text and invisible characters become percent escapes. "//host" and
// "www.host" get https. The error is a URLError.
//
//go:noinline
func ParseURL(s string) (URL, error) { return URL{}.Resolve(s) }

// Resolve reads ref like ParseURL; a relative one is joined to u, which must be http or https.
// A reference that is only a fragment is refused: it leads nowhere outside its own page.
//
//go:noinline
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

// ResolveTyped reads a reference as people type it: one without a scheme that starts with a host is
// led to by https, and an e-mail address is one. What else is relative is joined to u, as by Resolve. Where a long word may be
// parted is no part of it.
func (u URL) ResolveTyped(ref string) (URL, error) {
	ref = withoutHints(ref)
	if host := typedHost(ref); host != "" && (u.IsZero() || looksLikeHost(host)) {
		if typed, err := ParseURL("https://" + ascii.Trim(ref)); err == nil {
			return typed, nil
		}
	}
	resolved, err := u.Resolve(ref)
	if err == ErrURLRelative && ascii.Contains(ref, "@") {
		if typed, again := ParseURL("mailto:" + ascii.Trim(ref)); again == nil {
			return typed, nil
		}
	}
	return resolved, err
}

// typedHost gives the host that a reference without a scheme starts with, "" for none: a name with a
// dot whose end is no number, and nothing behind it but a port and a path.
func typedHost(ref string) string {
	ref = ascii.Trim(ref)
	end := 0
	for end < len(ref) && (nameByte(ref[end]) || ref[end] == '.' || ref[end] >= utf8.RuneSelf) {
		end++
	}
	host := ref[:end]
	if end < len(ref) && ref[end] == ':' { // a port
		for end++; end < len(ref) && '0' <= ref[end] && ref[end] <= '9'; end++ {
		}
	}
	dot := len(host)
	for dot > 0 && host[dot-1] != '.' {
		dot--
	}
	if dot < 2 || dot == len(host) || '0' <= host[dot] && host[dot] <= '9' ||
		end < len(ref) && ref[end] != '/' && ref[end] != '?' && ref[end] != '#' {
		return ""
	}
	return host
}

// clean trims, drops tabs and line ends and refuses what no URL may contain.
func clean(s string) (string, URLError) {
	s = ascii.Trim(s)
	if s == "" {
		return "", ErrURLEmpty
	}
	if len(s) > MaxURL {
		return "", ErrURLTooLong
	}
	folded, wide := false, false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case ' ' <= c && c < 0x7f:
		case c == '\t' || c == '\n' || c == '\r':
			folded = true
		case c < utf8.RuneSelf:
			return "", ErrURLControl
		default:
			wide = true
		}
	}
	if wide && !utf8.ValidString(s) {
		return "", ErrURLControl
	}
	if !folded {
		return s, 0
	}
	var b buffer.Buffer
	for i := 0; i < len(s); i++ {
		if s[i] >= ' ' {
			b.Byte(s[i])
		}
	}
	return string(b), 0
}

var schemes = [...]string{"http", "https", "mailto", "tel"}

// splitScheme gives the scheme in lower case when it is one of the allowed, "?" when it is another,
// "" when there is none.
//
//go:noinline
func splitScheme(s string) (scheme, rest string) {
	for i := 0; i < len(s); i++ {
		c := ascii.Lower(s[i])
		switch {
		case lowerLetter(c):
			continue
		case c == ':' && i > 0:
			for k := range schemes {
				if ascii.Is(s[:i], schemes[k]) {
					return schemes[k], s[i+1:]
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
	case ascii.Starts(ref, "www."):
		return parseWeb("https", "//"+ref, "")
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
//
//go:noinline
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
	if canonical(s, end) {
		if n := len(scheme) + len("://"); n+len(s) == len(whole) && whole[:len(scheme)] == scheme && whole[len(scheme)+1:n] == "//" {
			return URL{whole}, nil
		} else if n+len(s) <= MaxURL {
			return URL{scheme + "://" + s}, nil
		}
	}
	b := make(buffer.Buffer, 0, len(scheme)+len(":///")+len(s))
	b.String(scheme)
	b.String("://")
	if !writeAuthority(&b, s[:end]) {
		return URL{}, ErrURLHost
	}
	if end == len(s) || s[end] == '?' || s[end] == '#' {
		b.Byte('/')
	}
	path := true
	for s = s[end:]; s != ""; {
		if s[0] == '?' || s[0] == '#' {
			path = false
		}
		if path && s[0] == '\\' {
			b.Byte('/')
			s = s[1:]
			continue
		}
		s = writeEscaped(&b, s)
	}
	return finishURL(b, whole)
}

// canonical tells that a web address is written as it stands behind the slashes, with a host that ends at
// a place: most are.
func canonical(s string, end int) bool {
	if end == len(s) || s[end] != '/' || !validName(s[:end], true) {
		return false
	}
	for i := range len(s) {
		if c := s[i]; !plainByte(c) || i < end && (ascii.Lower(c) != c || c == '.' && s[i+1] <= '9') {
			return false
		}
	}
	return true
}

// plainByte tells the characters of ASCII that an address needs no percent escape for.
func plainByte(c byte) bool {
	switch c {
	case '"', '<', '>', '[', ']', '\\', '^', '`', '{', '|', '}', '\'':
		return false
	}
	return ' ' < c && c < 0x7f
}

//go:noinline
func finishURL(b []byte, whole string) (URL, error) {
	if len(b) > MaxURL {
		return URL{}, ErrURLTooLong
	}
	if string(b) == whole {
		return URL{whole}, nil
	}
	return URL{string(b)}, nil
}

// writeEscaped writes the next character of s, percent-encoded where it could be read as something
// else by HTML, BBCode, a mail program or an eye, and gives the rest.
//
//go:noinline
func writeEscaped(b *buffer.Buffer, s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if r < utf8.RuneSelf && plainByte(byte(r)) || r >= utf8.RuneSelf && !unseen(r) {
		b.String(s[:n])
		return s[n:]
	}
	const digits = "0123456789ABCDEF"
	for i := 0; i < n; i++ {
		b.Byte('%')
		b.Byte(digits[s[i]>>4])
		b.Byte(digits[s[i]&0xf])
	}
	return s[n:]
}

// unseenRanges are the characters that a person does not see, or that move others about: controls,
// soft hyphen, spaces other than U+0020, joiners, marks of direction, line separators, byte order
// marks, variation selectors, tags, and the private and unassigned ends of planes.
var unseenRanges = [...]struct{ from, to rune }{
	{0, 0x1f}, {0x7f, 0xa0}, {0xad, 0xad}, {0x34f, 0x34f}, {0x61c, 0x61c}, {0x115f, 0x1160}, {0x1680, 0x1680},
	{0x17b4, 0x17b5}, {0x180b, 0x180f}, {0x2000, 0x200f}, {0x2028, 0x202f}, {0x205f, 0x206f}, {0x2800, 0x2800},
	{0x3000, 0x3000}, {0x3164, 0x3164}, {0xe000, 0xf8ff}, {0xfe00, 0xfe0f}, {0xfeff, 0xfeff}, {0xffa0, 0xffa0},
	{0xfff0, 0xffff}, {0xe0000, utf8.MaxRune},
}

func unseen(r rune) bool {
	for i := range unseenRanges {
		if r <= unseenRanges[i].to {
			return r >= unseenRanges[i].from
		}
	}
	return false
}
