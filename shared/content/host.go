package content

import (
	"unicode/utf8"

	"deskside/shared/content/internal/ascii"
	"deskside/shared/content/internal/buffer"
)

// writeAuthority checks host and port and writes them in canonical form. An IPv6 address is no
// host here: its brackets mean something in BBCode, and people do not send such links.
func writeAuthority(b *buffer.Buffer, s string) bool {
	host, port := s, ""
	for i := 0; i < len(s); i++ {
		if s[i] == ':' {
			host, port = s[:i], s[i+1:]
			break
		}
	}
	if ok := writeHost(b, host); !ok || port == "" {
		return ok
	}
	n := 0
	for i := 0; i < len(port); i++ {
		if port[i] < '0' || port[i] > '9' || n > 65535 {
			return false
		}
		n = n*10 + int(port[i]-'0')
	}
	b.Byte(':')
	b.String(port)
	return n > 0 && n <= 65535
}

// writeHost writes a host name in lower case. Labels outside ASCII stay readable when they are of
// one script and look like nothing else, and become Punycode (RFC 3492) otherwise.
func writeHost(b *buffer.Buffer, s string) bool {
	plain := true
	for i := 0; i < len(s); i++ {
		plain = plain && s[i] < utf8.RuneSelf
	}
	if plain {
		start := len(*b)
		for i := 0; i < len(s); i++ {
			b.Byte(ascii.Lower(s[i]))
		}
		return validName(s, false) && honestAddress((*b)[start:])
	}
	if len(s) > 253 {
		return false
	}
	start, asciiEnd := len(*b), lastLabelASCII(s)
	var label [64]rune
	n, wide, first := 0, false, true
	for i := 0; i <= len(s); {
		r, size := rune('.'), 1
		if i < len(s) {
			r, size = utf8.DecodeRuneInString(s[i:])
		}
		i += size
		if r != '.' {
			if n == len(label) || r >= utf8.RuneSelf && (unseen(r) || stylized(r)) || r < utf8.RuneSelf && !nameByte(byte(r)) {
				return false
			}
			label[n] = lowerRune(r)
			wide = wide || r >= utf8.RuneSelf
			n++
			continue
		}
		if n == 0 || label[0] == '-' || label[n-1] == '-' {
			return false
		}
		if !first {
			b.Byte('.')
		}
		first = false
		from := len(*b)
		if wide && !readable(label[:n], asciiEnd) {
			writePunycode(b, label[:n])
			wide = false
		} else {
			for _, r := range label[:n] {
				b.Rune(r)
			}
		}
		if !wide && len(*b)-from > 63 {
			return false
		}
		n, wide = 0, false
	}
	return len(*b)-start <= 253 && honestAddress((*b)[start:])
}

// stylized tells characters that browsers read as others in a name, a circled or wide letter as the
// plain one, or refuse: ok.test written so is not what its Punycode says. No registry sells them.
func stylized(r rune) bool {
	switch {
	case 0x2000 <= r && r < 0x2190, 0x2460 <= r && r < 0x2500, 0x2ff0 <= r && r < 0x3005, 0x3008 <= r && r < 0x3021,
		0x3200 <= r && r < 0x3400, 0xfb00 <= r && r < 0xfb50, 0xfe10 <= r && r < 0xfe70, 0xff00 <= r && r < 0xfff0,
		0x1d400 <= r && r < 0x1d800, 0x1f100 <= r && r < 0x1f200:
		return true
	}
	return false
}

func lastLabelASCII(s string) bool {
	for i := len(s) - 1; i >= 0 && s[i] != '.'; i-- {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func nameByte(c byte) bool { return ascii.Alnum(c) || c == '-' || c == '_' }

// validName accepts host names as DNS has them, underscores included; a final dot is refused.
//
//go:noinline
func validName(s string, dotted bool) bool {
	if s == "" || len(s) > 253 {
		return false
	}
	label, dots := 0, 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '.':
			if label == 0 || s[i-1] == '-' {
				return false
			}
			label, dots = 0, dots+1
		case !nameByte(c), c == '-' && label == 0, label == 63:
			return false
		default:
			label++
		}
	}
	return label > 0 && s[len(s)-1] != '-' && (dots > 0 || !dotted)
}

// honestAddress refuses the ways to write an IPv4 address that browsers follow and people do not
// read as one (0x7f.1, 2130706433, 010.0.0.1): a name that ends in a number is four plain numbers.
func honestAddress(host []byte) bool {
	last := len(host)
	for last > 0 && host[last-1] != '.' {
		last--
	}
	if c := host[last]; c < '0' || c > '9' {
		return true
	}
	numeric, hex := true, len(host) > last+1 && host[last] == '0' && host[last+1] == 'x'
	for _, c := range host[last:] {
		numeric = numeric && '0' <= c && c <= '9'
	}
	if !numeric && !hex {
		return true
	}
	parts, n, digits := 0, 0, 0
	for i := 0; i <= len(host); i++ {
		if i == len(host) || host[i] == '.' {
			if digits == 0 || n > 255 {
				return false
			}
			parts, n, digits = parts+1, 0, 0
			continue
		}
		if host[i] < '0' || host[i] > '9' || digits > 0 && n == 0 || digits == 3 {
			return false
		}
		n, digits = n*10+int(host[i]-'0'), digits+1
	}
	return parts == 4
}

// script is a writing system as far as host names need it told apart.
type script uint8

const (
	scriptNone script = iota // digits, hyphen
	scriptLatin
	scriptGreek
	scriptCyrillic
	scriptArmenian
	scriptHebrew
	scriptArabic
	scriptDevanagari
	scriptThai
	scriptGeorgian
	scriptEastAsian // Han, Kana, Hangul, Bopomofo: used together, and beside Latin
	scriptOther
)

// scripts are the letters of host names outside ASCII that are told apart, in order.
var scripts = [...]struct {
	from, to uint16
	script   script
}{
	{0xdf, 0xf6, scriptLatin}, {0xf8, 0x24f, scriptLatin}, {0x3ac, 0x3ce, scriptGreek}, {0x430, 0x481, scriptCyrillic},
	{0x48a, 0x52f, scriptCyrillic}, {0x561, 0x587, scriptArmenian}, {0x5d0, 0x5ea, scriptHebrew}, {0x620, 0x64a, scriptArabic},
	{0x660, 0x669, scriptArabic}, {0x671, 0x6d3, scriptArabic}, {0x6f0, 0x6f9, scriptArabic}, {0x900, 0x96f, scriptDevanagari},
	{0xe01, 0xe4e, scriptThai}, {0x10d0, 0x10fa, scriptGeorgian}, {0x3005, 0x3007, scriptEastAsian},
	{0x3041, 0x3096, scriptEastAsian}, {0x30a1, 0x30fa, scriptEastAsian}, {0x30fc, 0x30fc, scriptEastAsian},
	{0x3105, 0x312d, scriptEastAsian}, {0x3400, 0x4dbf, scriptEastAsian}, {0x4e00, 0x9fff, scriptEastAsian},
	{0xac00, 0xd7a3, scriptEastAsian},
}

func scriptOf(r rune) script {
	if r < utf8.RuneSelf {
		if lowerLetter(byte(r)) {
			return scriptLatin
		}
		return scriptNone
	}
	for i := range scripts {
		if s := &scripts[i]; rune(s.from) <= r && r <= rune(s.to) {
			return s.script
		}
	}
	return scriptOther
}

// readable tells that a label outside ASCII may be shown as it is: one script (or East Asian with
// Latin), and not a word of Cyrillic or Greek letters that all look Latin under an ASCII domain.
func readable(label []rune, asciiDomain bool) bool {
	found, alike := scriptNone, true
	for _, r := range label {
		s := scriptOf(r)
		alike = alike && (s == scriptNone || looksLatin(r))
		switch {
		case s == scriptOther:
			return false
		case s == scriptNone, s == found:
		case found == scriptNone:
			found = s
		case s == scriptEastAsian && found == scriptLatin:
			found = s
		case s == scriptLatin && found == scriptEastAsian:
		default:
			return false
		}
	}
	return !(alike && asciiDomain && (found == scriptCyrillic || found == scriptGreek))
}

func looksLatin(r rune) bool {
	const alike = "авгеёкнорстухѕіїјѡѵүһӏԁԛԝαεηικνορτυχωγ"
	for _, a := range alike {
		if a == r {
			return true
		}
	}
	return false
}

// lowerRune lowers the letters of the scripts that have case and that scriptOf names.
func lowerRune(r rune) rune {
	switch {
	case r < utf8.RuneSelf:
		return rune(ascii.Lower(byte(r)))
	case 0xc0 <= r && r <= 0xde && r != 0xd7, 0x391 <= r && r <= 0x3ab, 0x410 <= r && r <= 0x42f:
		return r + 32
	case 0x400 <= r && r <= 0x40f:
		return r + 80
	case 0x531 <= r && r <= 0x556:
		return r + 48
	case 0x100 <= r && r <= 0x137 && r != 0x130, 0x14a <= r && r <= 0x177, 0x460 <= r && r <= 0x481, 0x48a <= r && r <= 0x4bf, 0x4d0 <= r && r <= 0x52f:
		return r | 1
	}
	return r
}

// writePunycode encodes a label (RFC 3492, section 6.3). Labels have at most 64 characters.
func writePunycode(b *buffer.Buffer, label []rune) {
	const base, tMin, tMax, skew, damp = 36, 1, 26, 38, 700
	n, delta, bias := rune(0x80), 0, 72
	b.String("xn--")
	done := 0
	for _, r := range label {
		if r < utf8.RuneSelf {
			b.Byte(byte(r))
			done++
		}
	}
	basic := done
	if basic > 0 {
		b.Byte('-')
	}
	for done < len(label) {
		next := rune(utf8.MaxRune)
		for _, r := range label {
			if r >= n && r < next {
				next = r
			}
		}
		delta += int(next-n) * (done + 1)
		n = next
		for _, r := range label {
			if r < n {
				delta++
			}
			if r != n {
				continue
			}
			q := delta
			for k := base; ; k += base {
				t := min(max(k-bias, tMin), tMax)
				if q < t {
					b.Byte(punycodeDigit(q))
					break
				}
				b.Byte(punycodeDigit(t + (q-t)%(base-t)))
				q = (q - t) / (base - t)
			}
			if done == basic {
				delta /= damp
			} else {
				delta /= 2
			}
			delta += delta / (done + 1)
			k := 0
			for ; delta > (base-tMin)*tMax/2; k += base {
				delta /= base - tMin
			}
			bias = k + (base-tMin+1)*delta/(delta+skew)
			delta = 0
			done++
		}
		delta++
		n++
	}
}

func punycodeDigit(d int) byte {
	if d < 26 {
		return byte('a' + d)
	}
	return byte('0' + d - 26)
}
