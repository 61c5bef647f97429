package content

import (
	"strings"
	"unicode/utf8"

	"deskside/shared/content/internal/ascii"
	"deskside/shared/content/internal/buffer"
	"deskside/shared/content/internal/idn"
)

// Doubt is why a reader should see where a link leads before following it.
type Doubt uint8

const (
	// DoubtText: the link's text names another host, address or number than it leads to.
	DoubtText Doubt = 1 << iota
	// DoubtHost: the host is written in Punycode, because its letters could be taken for others.
	DoubtHost
)

// maxClaim is how many bytes of a link's text are looked at.
const maxClaim = 300

// Doubts tells why the target of a Link should be shown beside it; 0 for no reason.
func (d *Document) Doubts(link ID) (doubts Doubt) {
	u := d.URL(link)
	text := ""
	if first := d.First(link); d.Kind(first) == Text && d.Next(first) == 0 {
		text = d.Text(first)
		text = text[:min(len(text), maxClaim)]
	} else {
		text = string(d.visibleText(make([]byte, 0, maxClaim), link))
	}
	if text == u.s && !ascii.Contains(text, "xn--") {
		return 0
	}
	host := u.canonicalHost()
	shown := host
	if ascii.Contains(host, "xn--") {
		shown = u.Host()
		if misleading(host) {
			doubts |= DoubtHost
		}
	}
	claims := false
	switch {
	case host != "":
		claims = claimsHost(text, shown) && !d.ShowsAddress(link)
	case u.Scheme() == "mailto":
		claims = claimsAddress(text, u.Address())
	case u.Scheme() == "tel":
		claims = claimsNumber(text, u.Address())
	}
	if claims {
		doubts |= DoubtText
	}
	return doubts
}

// visibleText appends the text of a node, as much as dst has room for.
func (d *Document) visibleText(dst []byte, id ID) []byte {
	for c := d.First(id); c != 0; c = d.Next(c) {
		switch d.Kind(c) {
		case Text, Code, Attachment, Mention:
			s := d.Text(c)
			dst = append(dst, s[:min(len(s), cap(dst)-len(dst))]...)
		case Break:
			if len(dst) < cap(dst) {
				dst = append(dst, ' ')
			}
		default:
			dst = d.visibleText(dst, c)
		}
	}
	return dst
}

// canonicalHost is the host of an http or https URL as it stands there.
func (u URL) canonicalHost() string {
	start, end := u.authority()
	for i := start; i < end; i++ {
		if u.s[i] == ':' {
			return u.s[start:i]
		}
	}
	return u.s[start:end]
}

// misleading tells that a host has a label in Punycode that cannot be shown in its letters.
func misleading(host string) bool {
	for rest, label := host, ""; rest != ""; {
		label, rest = cutLabel(rest)
		if _, ok := readableLabel(label, host); !ok {
			return true
		}
	}
	return false
}

func cutLabel(host string) (label, rest string) {
	for i := 0; i < len(host); i++ {
		if host[i] == '.' {
			return host[:i], host[i+1:]
		}
	}
	return host, ""
}

// readableLabel gives a label as a person may read it; false for one in Punycode that has to stay so.
func readableLabel(label, host string) (string, bool) {
	if !ascii.Starts(label, "xn--") {
		return label, true
	}
	var letters [64]rune
	n, ok := idn.Decode(letters[:], label[len("xn--"):])
	if !ok || n == 0 {
		return label, false
	}
	wide := false
	for _, r := range letters[:n] {
		wide = wide || r >= utf8.RuneSelf
		if r != idn.Map(r) || r >= utf8.RuneSelf && (unseen(r) || stylized(r)) || r < utf8.RuneSelf && !nameByte(byte(r)) {
			return label, false
		}
	}
	last := len(host)
	for last > 0 && host[last-1] != '.' {
		last--
	}
	if !wide || !idn.Readable(letters[:n], lastLabelASCII(host) && !ascii.Starts(host[last:], "xn--")) {
		return label, false
	}
	return string(letters[:n]), true
}

// claimsHost tells that a text names a host that is not the target's, nor above or below it.
func claimsHost(text, host string) bool {
	for i := 0; i < len(text); {
		start := i
		for i < len(text) && (nameByte(text[i]) || text[i] == '.' || text[i] >= utf8.RuneSelf) {
			i++
		}
		if i > start {
			name := text[start:i]
			for name != "" && name[len(name)-1] == '.' {
				name = name[:len(name)-1]
			}
			// What follows a slash is a path, unless two of them follow a scheme.
			explicit := start > 2 && text[start-1] == '/' && text[start-2] == '/' && text[start-3] == ':'
			path := start > 0 && text[start-1] == '/' && !explicit
			if !path && name != host && (explicit || looksLikeHost(name)) && !sameSite(name, host) {
				return true
			}
			continue
		}
		i++
	}
	return false
}

// domains are the ends of host names that people know as such. Names of files and versions end in
// others, or in words.
const domains = " com net org example info biz edu gov mil int io app dev shop store online site website cloud bank tech blog news live email support " +
	"ai co me tv cc eu us uk ca au nz in cn jp kr br mx ar cl de at ch li fr be nl lu it es pt se no dk fi is ie pl cz sk hu ro bg gr tr il ae za ng " +
	"ru su by ua kz uz am ge az lt lv ee su рф рус укр бел қаз "

func looksLikeHost(name string) bool {
	dot := -1
	for i := range len(name) {
		if name[i] == '.' {
			dot = i
		}
	}
	if dot <= 0 {
		return false
	}
	if ascii.Starts(name, "www.") {
		return true
	}
	var b buffer.Buffer
	for _, r := range name[dot+1:] {
		b.Rune(idn.Map(r))
	}
	return ascii.Has(domains, string(b)) || ascii.Starts(string(b), "xn--")
}

// sameSite tells that a name as written is a host, or one is above the other.
func sameSite(name, host string) bool {
	if name == host {
		return true
	}
	var b buffer.Buffer
	if !writeHost(&b, name) {
		return false
	}
	shown := withoutWWW(string(b))
	host = withoutWWW(host)
	return shown == host || below(shown, host) || below(host, shown)
}

func withoutWWW(host string) string {
	if ascii.Starts(host, "www.") {
		return host[4:]
	}
	return host
}

func below(host, above string) bool {
	n := len(host) - len(above)
	return n > 0 && host[n-1] == '.' && host[n:] == above
}

// claimsAddress tells that a text has another e-mail address than the target.
func claimsAddress(text, address string) bool {
	for i := 0; i < len(text); i++ {
		if text[i] != '@' {
			continue
		}
		if start, end := addressAround(text, i, 0); end > 0 && !ascii.Is(text[start:end], address) {
			return true
		}
	}
	return false
}

// claimsNumber tells that a text has a telephone number that is not the target, nor the end of it.
func claimsNumber(text, number string) bool {
	var b buffer.Buffer
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case '0' <= c && c <= '9':
			b.Byte(c)
		case ascii.Letter(c):
			return false
		}
	}
	shown := string(b)
	for len(shown) > 0 && shown[0] == '0' { // the prefix of a country or of the long distance
		shown = shown[1:]
	}
	if len(shown) < 5 {
		return false
	}
	n := len(number) - len(shown)
	// In Russia 8 stands for +7.
	return (n < 0 || number[n:] != shown) && !(shown[0] == '8' && len(number) == 12 && number[2:] == shown[1:])
}

// Hidden gives the address of a link that is not made because a user name in it hides where it
// leads, for readers to show it as text (Format.Refused); "" for other addresses.
func Hidden(address string) string {
	if _, err := ParseURL(address); err != ErrURLCredentials {
		return ""
	}
	return ascii.Trim(address)
}

// finalText is the text of the document without the two marks that turn any text around, such as a
// link or the name of a file: U+FFFD is in their place.
func (b *Builder) finalText() string {
	text := string(b.text)
	found := false
	for i := 0; i < len(text); {
		n := strings.IndexByte(text[i:], 0xe2)
		if n < 0 {
			break
		}
		i += n
		if i+2 < len(text) && text[i+1] == 0x80 && (text[i+2] == 0xad || text[i+2] == 0xae) {
			b.text[i], b.text[i+1], b.text[i+2] = 0xef, 0xbf, 0xbd
			found = true
		}
		i++
	}
	if found {
		text = string(b.text)
	}
	return text
}

// showDirections replaces the marks with which a link's text could be read in another order.
func showDirections(text []byte) {
	for i := 0; i+2 < len(text); i++ {
		if text[i] == 0xe2 && (text[i+1] == 0x80 && 0xaa <= text[i+2] && text[i+2] <= 0xae || text[i+1] == 0x81 && 0xa6 <= text[i+2] && text[i+2] <= 0xa9) {
			text[i], text[i+1], text[i+2] = 0xef, 0xbf, 0xbd // U+FFFD
		}
	}
}
