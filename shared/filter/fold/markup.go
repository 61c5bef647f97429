package fold

import (
	"strconv"
	"strings"

	"deskside/shared/helpdesk"
)

// AppendMarkup appends the folded form of what people read of m. It reads markup
// only as far as telling it from text: tags end words where they begin a new
// line, and what nobody sees is left out.
func AppendMarkup(dst []byte, m helpdesk.Markup) []byte {
	opener := byte('<')
	if m.Format == helpdesk.BBCode {
		opener = '['
	}
	s, closed := m.Source, true
	for s != "" {
		cut := 0
		for cut < len(s) && s[cut] != opener && (s[cut] != '&' || opener == '[') {
			cut++
		}
		dst, s = Append(dst, s[:cut]), s[cut:]
		switch {
		case s == "":
		case s[0] == '&':
			var n int
			dst, n = reference(dst, s)
			s = s[n:]
		default:
			name, n := "", 0
			if closed {
				name, n = tag(s)
			}
			switch {
			case n == 0:
				// What is no tag is text. Once nothing closes any more, nothing is a tag.
				closed = closed && strings.IndexByte(s, opener+2) >= 0
				dst, s = append(dst, s[0]), s[1:]
				continue
			case breaks(name):
				dst = blank(dst)
			}
			opens := s[1] != '/'
			if s = s[n:]; opens && hidden(name) {
				s = s[end(s, name):]
			}
		}
	}
	return dst
}

// blank appends a blank unless there is one.
func blank(dst []byte) []byte {
	if len(dst) > 0 && dst[len(dst)-1] == ' ' {
		return dst
	}
	return append(dst, ' ')
}

// longestName is more than the length of any name that matters here.
const longestName = 12

// tag reads the tag that s starts with: its name in small letters, without the
// slash, and its size; 0 when it is none.
func tag(s string) (name string, size int) {
	if strings.HasPrefix(s, "<!--") {
		if to := strings.Index(s[4:], "-->"); to >= 0 {
			return "", 4 + to + 3
		}
		return "", len(s)
	}
	closer := s[0] + 2
	i := 1
	if i < len(s) && s[i] == '/' {
		i++
	}
	from := i
	for i < len(s) && (s[i]|0x20 >= 'a' && s[i]|0x20 <= 'z' || i > from && s[i] >= '0' && s[i] <= '9') {
		i++
	}
	if i == from && !(i < len(s) && (s[i] == '!' || s[i] == '?' || s[i] == '*')) {
		return "", 0
	}
	var buf [longestName]byte
	if i-from <= longestName {
		for j := range s[from:i] {
			buf[j] = s[from+j] | 0x20
		}
		name = string(buf[:i-from])
	}
	quote := byte(0)
	for ; i < len(s); i++ {
		switch c := s[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			if s[i-1] == '=' {
				quote = c
			}
		case c == closer:
			return name, i + 1
		}
	}
	if quote != 0 || closer == ']' {
		// A quote that is never closed hides nothing; neither does a bracket.
		if to := strings.IndexByte(s, closer); to >= 0 {
			return name, to + 1
		}
	}
	return "", 0
}

// breaks reports whether a tag ends a line or a cell.
func breaks(name string) bool {
	switch name {
	case "", "a", "abbr", "b", "big", "code", "del", "em", "font", "i", "ins", "kbd", "label", "mark", "o", "s", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "color", "size", "url", "wbr":
		return false
	}
	return true
}

// hidden reports whether nobody sees what stands within the element.
func hidden(name string) bool {
	return name == "style" || name == "script" || name == "title"
}

// end returns where the content of a hidden element ends in s.
func end(s, name string) int {
	for i := 0; i+2+len(name) <= len(s); i++ {
		if s[i] == '<' && s[i+1] == '/' && strings.EqualFold(s[i+2:i+2+len(name)], name) {
			return i
		}
	}
	return len(s)
}

// marks are the endings of the names of letters with a diacritic.
const marks = " acute grave circ uml tilde cedil ring slash caron "

// reference appends the character that an HTML reference stands for and returns
// the reference's size. A letter with a diacritic gives the letter.
func reference(dst []byte, s string) ([]byte, int) {
	stop := min(len(s), 12)
	semicolon := strings.IndexByte(s[:stop], ';')
	if semicolon < 2 {
		return append(dst, '&'), 1
	}
	name, size := s[1:semicolon], semicolon+1
	if name[0] == '#' {
		base, digits := 10, name[1:]
		if digits != "" && digits[0]|0x20 == 'x' {
			base, digits = 16, digits[1:]
		}
		r, err := strconv.ParseUint(digits, base, 21)
		if err != nil {
			return append(dst, '&'), 1
		}
		return Append(dst, string(rune(r))), size
	}
	switch name {
	case "amp":
		return append(dst, '&'), size
	case "lt":
		return append(dst, '<'), size
	case "gt":
		return append(dst, '>'), size
	case "quot":
		return append(dst, '"'), size
	case "apos":
		return append(dst, '\''), size
	case "nbsp", "ensp", "emsp", "thinsp":
		return blank(dst), size
	case "szlig":
		return append(dst, "ss"...), size
	case "shy", "zwj", "zwnj":
		return dst, size
	}
	if strings.Contains(marks, " "+name[1:]+" ") {
		return append(dst, name[0]|0x20), size
	}
	return append(dst, '&'), 1
}
