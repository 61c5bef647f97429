// Package imageproxy makes the addresses at which images of strangers are had from a server of one's
// own, so that they do not learn who reads a mail, and when. It fetches nothing, and knows nothing of
// documents; printers ask it for each image (html.Printer, draw.AppendImages).
//
// A key belongs to a server: what browsers link has none and does not link this package.
package imageproxy

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"hash"
	"strings"
	"sync"

	"deskside/shared/content"
)

// Proxy gives the address of an image at a proxy. It may be used by several at once.
type Proxy struct {
	template string
	// desks are those at which nobody writes.
	desks sync.Pool
}

// desk is where an address is written: a mail may have as many pictures as it has room for.
type desk struct {
	image, address []byte
	mac            hash.Hash
	sum            [sha256.Size]byte
}

var (
	errAddress   = errors.New("the address of the image proxy is not an http or https address: write one such as https://img.example/{signature}/{hex}")
	errImage     = errors.New("the address of the image proxy has no place for the image: put {url}, {hex} or {base64} where it takes the image's address")
	errSignature = errors.New("the address of the image proxy and its key do not go together: put {signature} where it takes the signature, or leave both out")
)

// New reads the address of a proxy, an http or https URL in which these stand for parts:
//
//	{url}        the image's address, percent-encoded as a value of a query
//	{hex}        its bytes in hexadecimal digits
//	{base64}     its bytes in base64 for URLs without padding (RFC 4648, section 5)
//	{signature}  HMAC-SHA256 of its bytes with the key, in hexadecimal digits
//
// A proxy without a key loads whatever anybody asks it for; one with a key only what was printed.
func New(template string, key []byte) (*Proxy, error) {
	key = append([]byte(nil), key...)
	p := &Proxy{template: template, desks: sync.Pool{New: func() any { return &desk{mac: hmac.New(sha256.New, key)} }}}
	if !strings.Contains(template, "{url}") && !strings.Contains(template, "{hex}") && !strings.Contains(template, "{base64}") {
		return nil, errImage
	}
	if strings.Contains(template, "{signature}") != (len(key) > 0) {
		return nil, errSignature
	}
	// The image has no say in what server is asked.
	base, _, found := strings.Cut(template, "{")
	server, err := content.ParseURL(base)
	_, path, _ := strings.Cut(base, "://")
	if s := server.Scheme(); !found || err != nil || s != "http" && s != "https" || !strings.Contains(path, "/") {
		return nil, errAddress
	}
	return p, nil
}

// Image gives the address of an image at the proxy. It is the zero URL, so that a link is printed in
// the image's place, when it would be too long.
func (p *Proxy) Image(u content.URL) content.URL {
	at := p.desks.Get().(*desk)
	defer p.desks.Put(at)
	at.image = append(at.image[:0], u.String()...)
	image, b := at.image, at.address[:0]
	for rest := p.template; rest != ""; {
		literal, part, found := strings.Cut(rest, "{")
		name, after, ends := strings.Cut(part, "}")
		b = append(b, literal...)
		rest = after
		switch {
		case found && ends && name == "url":
			b = appendEscaped(b, image)
		case found && ends && name == "hex":
			b = hex.AppendEncode(b, image)
		case found && ends && name == "base64":
			b = base64.RawURLEncoding.AppendEncode(b, image)
		case found && ends && name == "signature":
			at.mac.Reset()
			at.mac.Write(image)
			b = hex.AppendEncode(b, at.mac.Sum(at.sum[:0]))
		case found:
			b = append(b, '{')
			rest = part
		}
	}
	at.address = b
	proxied, err := content.ParseURL(string(b))
	if err != nil || proxied.Scheme() != "http" && proxied.Scheme() != "https" {
		return content.URL{}
	}
	return proxied
}

// appendEscaped writes all but unreserved characters (RFC 3986, section 2.3) as percent escapes.
func appendEscaped(b, s []byte) []byte {
	const digits = "0123456789ABCDEF"
	for _, c := range s {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '-', c == '.', c == '_', c == '~':
			b = append(b, c)
		default:
			b = append(b, '%', digits[c>>4], digits[c&0xf])
		}
	}
	return b
}
