package content

import "deskside/shared/content/internal/ascii"

// RGB is a colour, 0xRRGGBB.
type RGB uint32

// Hex is the colour as #rrggbb.
func (c RGB) Hex() string {
	const digits = "0123456789abcdef"
	var b [7]byte
	b[0] = '#'
	for i := 6; i > 0; i-- {
		b[i] = digits[c&0xf]
		c >>= 4
	}
	return string(b[:])
}

// Plain tells that a colour is what text has anyway on a light page, or what would vanish on it.
// Mails set both on everything, and neither survives a dark page, so a document holds neither.
func (c RGB) Plain() bool {
	r, g, b := int(c>>16&0xff), int(c>>8&0xff), int(c&0xff)
	lo, hi := min(r, g, b), max(r, g, b)
	return hi-lo <= 8 && (hi <= 0x33 || lo >= 0xe8)
}

// Pale tells a Plain colour that would vanish on a light page.
func (c RGB) Pale() bool { return c.Plain() && c&0xff > 0x80 }

// ParseRGB reads a colour: #rgb, #rrggbb, either with a fourth channel that is ignored, rgb(…),
// rgba(…) with numbers or percentages, or a name of CSS. Hexadecimal digits without # are read as
// HTML's color attribute allows.
func ParseRGB(s string) (RGB, bool) {
	s = ascii.Trim(s)
	if s == "" || len(s) > 64 {
		return 0, false
	}
	if s[0] == '#' {
		return parseHex(s[1:])
	}
	if ascii.Starts(s, "rgb(") {
		return parseChannels(s[4:])
	}
	if ascii.Starts(s, "rgba(") {
		return parseChannels(s[5:])
	}
	if c, ok := namedColor(s); ok {
		return c, true
	}
	if len(s) == 6 {
		return parseHex(s)
	}
	return 0, false
}

//go:noinline
func parseHex(s string) (RGB, bool) {
	var v, n uint32
	for i := 0; i < len(s); i++ {
		h, ok := hexDigit(s[i])
		if !ok {
			return 0, false
		}
		v, n = v<<4|uint32(h), n+1
	}
	switch n {
	case 8:
		return RGB(v >> 8), true
	case 6:
		return RGB(v), true
	case 4:
		v >>= 4
		fallthrough
	case 3:
		return RGB(v>>8&0xf*0x110000 + v>>4&0xf*0x1100 + v&0xf*0x11), true
	}
	return 0, false
}

//go:noinline
func hexDigit(c byte) (byte, bool) {
	switch {
	case '0' <= c && c <= '9':
		return c - '0', true
	case 'a' <= c && c <= 'f':
		return c - 'a' + 10, true
	case 'A' <= c && c <= 'F':
		return c - 'A' + 10, true
	}
	return 0, false
}

func parseChannels(s string) (RGB, bool) {
	var v RGB
	for i := 0; i < 3; i++ {
		n, rest, ok := number(s)
		if !ok {
			return 0, false
		}
		if rest != "" && rest[0] == '%' {
			n, rest = min(n, 100_000)*255/100, rest[1:]
		}
		v = v<<8 | RGB(min((n+500)/1000, 255))
		rest = ascii.Trim(rest)
		if i < 2 && rest != "" && rest[0] == ',' {
			rest = rest[1:]
		}
		s = rest
	}
	return v, true
}

// number reads an unsigned decimal number in thousandths and what follows it.
//
//go:noinline
func number(s string) (thousandths int, rest string, ok bool) {
	s = ascii.Trim(s)
	i, n := 0, 0
	for i < len(s) && '0' <= s[i] && s[i] <= '9' {
		if n < 1000 { // four digits: the products below fit 32 bits
			n = n*10 + int(s[i]-'0')
		}
		i++
	}
	ok = i > 0
	n *= 1000
	if i < len(s) && s[i] == '.' {
		i++
		for scale := 100; i < len(s) && '0' <= s[i] && s[i] <= '9'; i, scale = i+1, scale/10 {
			n += int(s[i]-'0') * scale
			ok = true
		}
	}
	return n, s[i:], ok
}

func namedColor(s string) (RGB, bool) {
	lo, hi := 0, len(colorNames)
	for lo < hi {
		mid := (lo + hi) / 2
		for mid > lo && !(lowerLetter(colorNames[mid]) && !lowerLetter(colorNames[mid-1])) {
			mid--
		}
		end := mid
		for lowerLetter(colorNames[end]) {
			end++
		}
		switch order := ascii.Compare(s, colorNames[mid:end]); {
		case order == 0:
			return parseHex(colorNames[end : end+6])
		case order < 0:
			hi = mid
		default:
			lo = end + 6
		}
	}
	return 0, false
}

func lowerLetter(c byte) bool { return 'a' <= c && c <= 'z' }

// Step is a size of text relative to the text around the document, 1 (smallest) to 7, as HTML's
// font element counts. Lengths of any unit become steps, so no document dictates pixels.
type Step uint8

// StepNormal is the size of text that sets none.
const StepNormal Step = 3

// Keyword is the size as CSS names it.
func (s Step) Keyword() string {
	if s < 1 || s > 7 {
		return "medium"
	}
	return stepNames[s-1]
}

var stepNames = [...]string{"x-small", "small", "medium", "large", "x-large", "xx-large", "xxx-large"}

// Says tells that a size is written as the step itself: its number or its keyword.
func (s Step) Says(size string) bool {
	size = ascii.Trim(size)
	return len(size) == 1 && size[0] == '0'+byte(s) || ascii.Is(size, s.Keyword())
}

// ParseStep reads a font size: 1 to 7, a CSS keyword, a length in px, pt, em or rem, a percentage,
// or a larger bare number, which is pixels up to 40 and per cent beyond. Zero, which hides text, is
// not a size.
func ParseStep(s string) (Step, bool) {
	s = ascii.Trim(s)
	for step := Step(1); step <= 7; step++ {
		if ascii.Is(s, step.Keyword()) {
			return step, true
		}
	}
	switch {
	case ascii.Is(s, "xx-small"):
		return 1, true
	case ascii.Is(s, "smaller"):
		return 2, true
	case ascii.Is(s, "larger"):
		return 4, true
	case len(s) == 2 && s[0] == '+' && '1' <= s[1] && s[1] <= '4':
		return StepNormal + Step(s[1]-'0'), true
	case len(s) == 2 && s[0] == '-' && '1' <= s[1] && s[1] <= '2':
		return StepNormal - Step(s[1]-'0'), true
	}
	n, unit, ok := number(s)
	if !ok || n == 0 {
		return 0, false
	}
	switch {
	case ascii.Is(unit, "px"):
	case ascii.Is(unit, "pt"):
		n = n * 4 / 3
	case ascii.Is(unit, "em"), ascii.Is(unit, "rem"):
		n *= 16
	case unit == "%":
		n = n * 16 / 100
	case unit != "":
		return 0, false
	case n <= 7000:
		return Step(max(n/1000, 1)), true
	case n > 40_000:
		n = n * 16 / 100
	}
	return stepOfPixels(n), true
}

func stepOfPixels(thousandths int) Step {
	switch px := thousandths / 1000; {
	case px < 10:
		return 1
	case px < 13:
		return 2
	case px < 17:
		return 3
	case px < 20:
		return 4
	case px < 28:
		return 5
	case px < 38:
		return 6
	}
	return 7
}

// Family is a font family of the allow-list.
type Family uint8

const (
	// FamilyDefault is the family of text that sets none.
	FamilyDefault Family = 0
	// Monospace are letters of one width.
	Monospace Family = 3
)

// Monospaced tells families whose letters have one width.
func (f Family) Monospaced() bool { return f == Monospace || f == 10 }

// Families is how many families the allow-list has, FamilyDefault included.
const Families = 14

// Name is the family as CSS names it, "" for the default.
func (f Family) Name() string {
	if int(f) >= Families {
		return ""
	}
	return familyNames[f]
}

var familyNames = [Families]string{"", "sans-serif", "serif", "monospace", "Arial", "Helvetica", "Verdana", "Tahoma",
	"Georgia", "Times New Roman", "Courier New", "Trebuchet MS", "Comic Sans MS", "Impact"}

// ParseFamily takes the first family of a list, comma-separated and possibly quoted, that the
// allow-list has.
func ParseFamily(s string) (Family, bool) {
	for s != "" {
		name := s
		s = ""
		for i := 0; i < len(name); i++ {
			if name[i] == ',' {
				name, s = name[:i], name[i+1:]
				break
			}
		}
		name = ascii.Trim(name)
		if n := len(name); n >= 2 && (name[0] == '"' || name[0] == '\'') && name[n-1] == name[0] {
			name = ascii.Trim(name[1 : n-1])
		}
		for f := Family(1); int(f) < Families; f++ {
			if ascii.Is(name, f.Name()) {
				return f, true
			}
		}
	}
	return FamilyDefault, false
}
