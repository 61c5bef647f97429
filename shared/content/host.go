package content

import (
	"unicode/utf8"

	"deskside/shared/content/internal/ascii"
	"deskside/shared/content/internal/buffer"
	"deskside/shared/content/internal/idn"
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
		r = idn.Map(r)
		if r != '.' {
			if n == len(label) || r >= utf8.RuneSelf && (unseen(r) || stylized(r)) || r < utf8.RuneSelf && !nameByte(byte(r)) {
				return false
			}
			label[n] = r
			wide = wide || r >= utf8.RuneSelf
			n++
			continue
		}
		if n = idn.Compose(label[:n]); n == 0 || label[0] == '-' || label[n-1] == '-' {
			return false
		}
		if !first {
			b.Byte('.')
		}
		first = false
		from := len(*b)
		if wide && !idn.Readable(label[:n], asciiEnd) {
			idn.Encode(b, label[:n])
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
	plain := true
	for _, r := range s {
		if r = idn.Map(r); r == '.' {
			plain = true
		} else if r >= utf8.RuneSelf {
			plain = false
		}
	}
	return plain
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
