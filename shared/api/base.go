package api

import (
	"strconv"
	"strings"

	"deskside/shared/words"
)

// Base is the address of a helpdesk installation: scheme, host and an optional
// path, without a slash at the end. ParseBase and BaseOf make one.
type Base struct {
	// Scheme is "https" or "http".
	Scheme string
	// Host is in lower case, with the port if one was given.
	Host string
	// Path is "" or starts with a slash.
	Path string
}

// ParseBase reads what a person typed as a helpdesk's address: a host, with or
// without https://, a port, a path, or a page of the helpdesk copied from the
// address bar. The error is an *Error of kind Invalid that says what to enter.
func ParseBase(input string) (Base, error) {
	refuse := func(why words.Say) (Base, error) {
		return Base{}, &Error{Kind: Invalid, Fields: []FieldError{{Field: "address", Say: why}}}
	}
	s := strings.TrimSpace(input)
	if s == "" {
		return refuse(words.AccountAddressMissing())
	}
	var b Base
	if scheme, rest, ok := strings.Cut(s, "://"); ok {
		b.Scheme, s = strings.ToLower(scheme), rest
		if b.Scheme != "https" && b.Scheme != "http" {
			return refuse(words.AccountAddressScheme())
		}
	}
	if i := strings.IndexAny(s, "?#"); i >= 0 {
		s = s[:i]
	}
	b.Host, b.Path, _ = strings.Cut(s, "/")
	b.Host = strings.ToLower(b.Host)
	if strings.Contains(b.Host, "@") {
		return refuse(words.AccountAddressUser())
	}
	if why := checkHost(b.Host); !why.Empty() {
		return refuse(why)
	}
	if b.Scheme == "" {
		b.Scheme = "https"
		if b.Loopback() {
			b.Scheme = "http"
		}
	}
	path := "/" + b.Path
	if i := strings.Index(path, "/api/"); i >= 0 {
		path = path[:i]
	}
	for i := 0; i < len(path); i++ {
		c := path[i]
		if !isUnreserved(c) && c != '/' && c != '%' {
			return refuse(words.AccountAddressCharacter())
		}
	}
	b.Path = strings.TrimRight(path, "/")
	return b, nil
}

// BaseOf takes an address as a browser writes that of a page of its own: a scheme, a
// host in small letters and a path. Nothing is looked for that people mistype, which
// takes what ParseBase says of it; false is an address that is none of these.
func BaseOf(address string) (b Base, ok bool) {
	scheme, rest, _ := strings.Cut(address, "://")
	host, path, below := strings.Cut(rest, "/")
	if below {
		path = "/" + path
	}
	b = Base{Scheme: scheme, Host: host, Path: strings.TrimRight(path, "/")}
	return b, (scheme == "https" || scheme == "http") && host != "" && !strings.ContainsAny(rest, "?#@\\ ")
}

// checkHost says what is wrong with a host.
func checkHost(host string) words.Say {
	name, port := host, ""
	if strings.HasPrefix(host, "[") {
		end := strings.IndexByte(host, ']')
		if end < 0 {
			return words.AccountAddressBracket()
		}
		for _, c := range host[1:end] {
			if !(c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c == ':' || c == '.') {
				return words.AccountAddressIPv6()
			}
		}
		name, port = "", host[end+1:]
		if port != "" && port[0] != ':' {
			return words.AccountAddressAfterIPv6()
		}
		port = strings.TrimPrefix(port, ":")
	} else if i := strings.LastIndexByte(host, ':'); i >= 0 {
		name, port = host[:i], host[i+1:]
		if port == "" {
			return words.AccountAddressPortMissing()
		}
	}
	if port != "" {
		if n, err := strconv.Atoi(port); err != nil || n < 1 || n > 65535 {
			return words.AccountAddressPort()
		}
	}
	if strings.HasPrefix(host, "[") {
		return words.Say{}
	}
	for _, label := range strings.Split(name, ".") {
		if label == "" || len(label) > 63 {
			return words.AccountAddressHost()
		}
		for _, c := range label {
			if c <= ' ' || c < 0x80 && !isUnreserved(byte(c)) || c == 0x7f {
				return words.AccountAddressHostCharacter()
			}
			if 0x200b <= c && c <= 0x200f || 0x202a <= c && c <= 0x202e || 0x2066 <= c && c <= 0x2069 {
				return words.AccountAddressInvisible()
			}
		}
	}
	return words.Say{}
}

// String returns the address, such as "https://help.example.com/support".
func (b Base) String() string { return b.Scheme + "://" + b.Host + b.Path }

// Origin returns scheme and host, such as "https://help.example.com".
func (b Base) Origin() string { return b.Scheme + "://" + b.Host }

// Hostname returns the host without its port.
func (b Base) Hostname() string {
	if strings.HasPrefix(b.Host, "[") {
		return b.Host[:strings.IndexByte(b.Host, ']')+1]
	}
	name, _, _ := strings.Cut(b.Host, ":")
	return name
}

// MatchPattern returns the browser permission for this host: extension match
// patterns have no port.
func (b Base) MatchPattern() string { return b.Scheme + "://" + b.Hostname() + "/*" }

// Loopback reports whether the host is this machine.
func (b Base) Loopback() bool {
	h := b.Hostname()
	return h == "localhost" || h == "[::1]" || strings.HasPrefix(h, "127.") || strings.HasSuffix(h, ".localhost")
}

// Insecure reports whether a key sent to this address could be read on the way.
func (b Base) Insecure() bool { return b.Scheme == "http" && !b.Loopback() }

// Query builds the query or form of a request; the zero value is empty.
type Query struct{ b strings.Builder }

// Add appends name=value unless value is empty.
func (q *Query) Add(name, value string) {
	if value == "" {
		return
	}
	if q.b.Len() > 0 {
		q.b.WriteByte('&')
	}
	escape(&q.b, name)
	q.b.WriteByte('=')
	escape(&q.b, value)
}

// AddInt appends name=value unless value is 0.
func (q *Query) AddInt(name string, value int64) {
	if value != 0 {
		q.Add(name, strconv.FormatInt(value, 10))
	}
}

// Suffix returns "?" and the query, or "" when nothing was added.
func (q *Query) Suffix() string {
	if q.b.Len() == 0 {
		return ""
	}
	return "?" + q.b.String()
}

func escape(b *strings.Builder, s string) {
	const hex = "0123456789ABCDEF"
	for i := 0; i < len(s); i++ {
		if c := s[i]; isUnreserved(c) {
			b.WriteByte(c)
		} else {
			b.WriteByte('%')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		}
	}
}

// isUnreserved follows RFC 3986, 2.3.
func isUnreserved(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c == '.' || c == '~'
}
