package content

import "unicode/utf8"

// appendAuthority checks host and port and appends them in canonical form. An IPv6 address is no
// host here: its brackets mean something in BBCode, and people do not send such links.
func appendAuthority(b []byte, s string) ([]byte, bool) {
	host, port := s, ""
	for i := 0; i < len(s); i++ {
		if s[i] == ':' {
			host, port = s[:i], s[i+1:]
			break
		}
	}
	b, ok := appendHost(b, host)
	if !ok || port == "" {
		return b, ok
	}
	n := 0
	for i := 0; i < len(port); i++ {
		if port[i] < '0' || port[i] > '9' || n > 65535 {
			return b, false
		}
		n = n*10 + int(port[i]-'0')
	}
	b = append(b, ':')
	return append(b, port...), n > 0 && n <= 65535
}

// appendHost appends a host name in lower case. Labels outside ASCII stay readable when they are of
// one script and look like nothing else, and become Punycode (RFC 3492) otherwise.
func appendHost(b []byte, s string) ([]byte, bool) {
	ascii := true
	for i := 0; i < len(s); i++ {
		ascii = ascii && s[i] < utf8.RuneSelf
	}
	if ascii {
		start := len(b)
		for i := 0; i < len(s); i++ {
			b = append(b, lower(s[i]))
		}
		return b, validName(s, false) && honestAddress(b[start:])
	}
	if len(s) > 253 {
		return b, false
	}
	asciiEnd := lastLabelASCII(s)
	var label [64]rune
	n, wide, first := 0, false, true
	for i := 0; i <= len(s); {
		r, size := rune('.'), 1
		if i < len(s) {
			r, size = utf8.DecodeRuneInString(s[i:])
		}
		i += size
		if r != '.' {
			if n == len(label) || r >= utf8.RuneSelf && unseen(r) || r < utf8.RuneSelf && !nameByte(byte(r)) {
				return b, false
			}
			label[n] = lowerRune(r)
			wide = wide || r >= utf8.RuneSelf
			n++
			continue
		}
		if n == 0 || label[0] == '-' || label[n-1] == '-' {
			return b, false
		}
		if !first {
			b = append(b, '.')
		}
		first = false
		if wide && !readable(label[:n], asciiEnd) {
			b = appendPunycode(append(b, "xn--"...), label[:n])
		} else {
			for _, r := range label[:n] {
				b = utf8.AppendRune(b, r)
			}
		}
		n, wide = 0, false
	}
	return b, true
}

func lastLabelASCII(s string) bool {
	for i := len(s) - 1; i >= 0 && s[i] != '.'; i-- {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func nameByte(c byte) bool { return alnum(c) || c == '-' || c == '_' }

// validName accepts host names as DNS has them, underscores included; a final dot is refused.
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

func scriptOf(r rune) script {
	switch {
	case r < utf8.RuneSelf:
		if lowerLetter(byte(r)) {
			return scriptLatin
		}
		return scriptNone
	case 0xdf <= r && r <= 0x24f && r != 0xf7:
		return scriptLatin
	case 0x3ac <= r && r <= 0x3ce:
		return scriptGreek
	case 0x430 <= r && r <= 0x45f, 0x460 <= r && r <= 0x481, 0x48a <= r && r <= 0x52f:
		return scriptCyrillic
	case 0x561 <= r && r <= 0x587:
		return scriptArmenian
	case 0x5d0 <= r && r <= 0x5ea:
		return scriptHebrew
	case 0x620 <= r && r <= 0x64a, 0x660 <= r && r <= 0x669, 0x671 <= r && r <= 0x6d3, 0x6f0 <= r && r <= 0x6f9:
		return scriptArabic
	case 0x900 <= r && r <= 0x96f:
		return scriptDevanagari
	case 0xe01 <= r && r <= 0xe4e:
		return scriptThai
	case 0x10d0 <= r && r <= 0x10fa:
		return scriptGeorgian
	case 0x3005 <= r && r <= 0x3007, 0x3041 <= r && r <= 0x3096, 0x30a1 <= r && r <= 0x30fa, r == 0x30fc,
		0x3105 <= r && r <= 0x312d, 0x3400 <= r && r <= 0x4dbf, 0x4e00 <= r && r <= 0x9fff, 0xac00 <= r && r <= 0xd7a3:
		return scriptEastAsian
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
	switch r {
	case 'а', 'в', 'г', 'е', 'ё', 'к', 'н', 'о', 'р', 'с', 'т', 'у', 'х', 'ѕ', 'і', 'ї', 'ј', 'ѡ', 'ѵ', 'ү', 'һ', 'ӏ',
		'ԁ', 'ԛ', 'ԝ', 'ո', 'α', 'ε', 'η', 'ι', 'κ', 'ν', 'ο', 'ρ', 'τ', 'υ', 'χ', 'ω', 'γ':
		return true
	}
	return false
}

// lowerRune lowers the letters of the scripts that have case and that scriptOf names.
func lowerRune(r rune) rune {
	switch {
	case r < utf8.RuneSelf:
		return rune(lower(byte(r)))
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

// appendPunycode encodes a label (RFC 3492, section 6.3). Labels have at most 64 characters.
func appendPunycode(b []byte, label []rune) []byte {
	const base, tMin, tMax, skew, damp = 36, 1, 26, 38, 700
	n, delta, bias := rune(0x80), 0, 72
	done := 0
	for _, r := range label {
		if r < utf8.RuneSelf {
			b = append(b, byte(r))
			done++
		}
	}
	basic := done
	if basic > 0 {
		b = append(b, '-')
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
					b = append(b, punycodeDigit(q))
					break
				}
				b = append(b, punycodeDigit(t+(q-t)%(base-t)))
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
	return b
}

func punycodeDigit(d int) byte {
	if d < 26 {
		return byte('a' + d)
	}
	return byte('0' + d - 26)
}
