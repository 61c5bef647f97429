// Package idn reads and writes the labels of host names outside ASCII: the mapping that browsers do
// (UTS 46) as far as people type it, Punycode (RFC 3492), and whether a label can be shown without
// being taken for another. The tables of golang.org/x/net/idna would make the browser core 72,000
// bytes larger in brotli. What the mapping here does not know stays as it is and is shown in
// Punycode, so the worst that can become of it is a host that does not exist.
package idn

import (
	"unicode/utf8"

	"deskside/shared/content/internal/ascii"
	"deskside/shared/content/internal/buffer"
)

// Map maps one character of a host name: letters to lower case, those of double width to plain ones,
// the full stops of East Asia to a dot.
func Map(r rune) rune {
	switch {
	case r < utf8.RuneSelf:
	case 0xff01 <= r && r <= 0xff5e:
		r -= 0xff01 - '!'
	case r == 0x3002 || r == 0xff61:
		return '.'
	}
	return Lower(r)
}

// compositions are the letters that a mark makes of others, in pairs of letter and outcome.
var compositions = [...]struct {
	mark    rune
	letters string
}{
	{0x300, "aàeèiìnǹoòuùиѝеѐ"},
	{0x301, "aácćeégǵiílĺnńoórŕsśuúyýzźгѓкќ"},
	{0x302, "aâcĉeêgĝhĥiîjĵoôsŝuûwŵyŷ"},
	{0x303, "aãiĩnñoõuũ"},
	{0x304, "aāeēiīoōuūyȳиӣуӯ"},
	{0x306, "aăeĕgğiĭoŏuŭийеӗуўаӑ"},
	{0x307, "aȧcċeėgġoȯzż"},
	{0x308, "aäeëiïoöuüyÿиӥеёіїуӱаӓөӫ"},
	{0x30a, "aåuů"},
	{0x30b, "oőuűуӳ"},
	{0x30c, "aǎcčdďeěgǧhȟiǐjǰkǩlľnňoǒrřsštťuǔzž"},
	{0x31b, "oơuư"},
	{0x326, "sștț"},
	{0x327, "cçeȩgģkķlļnņrŗsştţ"},
	{0x328, "aąeęiįoǫuų"},
}

// Compose joins letters and the marks after them in place (Unicode normalization form C, for Latin
// and Cyrillic letters) and gives the number of characters that are left.
func Compose(label []rune) int {
	n := 0
	for _, r := range label {
		if n > 0 && 0x300 <= r && r < 0x330 {
			if c := compose(label[n-1], r); c != 0 {
				label[n-1] = c
				continue
			}
		}
		label[n] = r
		n++
	}
	return n
}

func compose(letter, mark rune) rune {
	for i := range compositions {
		if compositions[i].mark != mark {
			continue
		}
		found := false
		for at, r := range compositions[i].letters {
			if found {
				return r
			}
			// Letters stand in the even places.
			found = r == letter && utf8.RuneCountInString(compositions[i].letters[:at])%2 == 0
		}
	}
	return 0
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
		if ascii.Letter(byte(r)) {
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

// Readable tells that a label outside ASCII may be shown as it is: one script (or East Asian with
// Latin), and not a word of Cyrillic or Greek letters that all look Latin under an ASCII domain.
func Readable(label []rune, asciiDomain bool) bool {
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

// Lower lowers the letters of the scripts that have case and that scriptOf names.
func Lower(r rune) rune {
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

// Encode encodes a label (RFC 3492, section 6.3). Labels have at most 64 characters.
func Encode(b *buffer.Buffer, label []rune) {
	const base, tMin, tMax = 36, 1, 26
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
			bias = adapt(delta, done+1, done == basic)
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

// Decode reads a label in Punycode, without its xn--, into dst and gives how many characters it has;
// false when it is not Punycode, or is longer than dst.
func Decode(dst []rune, s string) (length int, ok bool) {
	const base, tMin, tMax = 36, 1, 26
	basic := 0
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return 0, false
		}
		if s[i] == '-' {
			basic = i
		}
	}
	if basic > len(dst) {
		return 0, false
	}
	for i := 0; i < basic; i++ {
		dst[i] = rune(ascii.Lower(s[i]))
	}
	length = basic
	at := basic
	if basic > 0 {
		at++
	}
	n, i, bias := rune(0x80), 0, 72
	for at < len(s) {
		was, w := i, 1
		for k := base; ; k += base {
			if at == len(s) {
				return 0, false
			}
			digit := digitValue(s[at])
			at++
			if digit < 0 || i > 1<<26 || w > 1<<22 {
				return 0, false
			}
			i += digit * w
			t := min(max(k-bias, tMin), tMax)
			if digit < t {
				break
			}
			w *= base - t
		}
		length++
		bias = adapt(i-was, length, was == 0)
		n += rune(i / length)
		i %= length
		if length > len(dst) || n < 0x80 || !utf8.ValidRune(n) {
			return 0, false
		}
		copy(dst[i+1:length], dst[i:length-1])
		dst[i] = n
		i++
	}
	return length, true
}

func digitValue(c byte) int {
	switch c = ascii.Lower(c); {
	case 'a' <= c && c <= 'z':
		return int(c - 'a')
	case '0' <= c && c <= '9':
		return int(c-'0') + 26
	}
	return -1
}

// adapt is the bias of the next delta (RFC 3492, section 6.1).
func adapt(delta, points int, first bool) int {
	const base, tMin, tMax, skew, damp = 36, 1, 26, 38, 700
	if first {
		delta /= damp
	} else {
		delta /= 2
	}
	delta += delta / points
	k := 0
	for ; delta > (base-tMin)*tMax/2; k += base {
		delta /= base - tMin
	}
	return k + (base-tMin+1)*delta/(delta+skew)
}
