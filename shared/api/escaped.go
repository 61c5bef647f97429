package api

import (
	"slices"
	"strconv"
	"strings"
)

func replaceEscaped(text, secret, mask string) string {
	var b strings.Builder
	from := 0
	for i := 0; i < len(text); {
		if n := matchEscaped(text[i:], secret); n > 0 {
			b.WriteString(text[from:i])
			b.WriteString(mask)
			i += n
			from = i
			continue
		}
		i++
	}
	if from == 0 {
		return text
	}
	b.WriteString(text[from:])
	return b.String()
}

// matchEscaped returns how much of the start of text spells secret, 0 if it
// does not. Each byte may stand for itself or be escaped; where it can be read
// both ways ("%25" is a percent sign, and so is its first character), both are
// followed, up to readings at a time.
func matchEscaped(text, secret string) int {
	if strings.HasPrefix(text, secret) {
		return len(secret)
	}
	const readings = 8
	var room [2][readings]int
	ends, next := append(room[0][:0], 0), room[1][:0]
	for i := 0; i < len(secret); i++ {
		next = next[:0]
		for _, at := range ends {
			if at >= len(text) || len(next) > readings-2 {
				continue
			}
			if text[at] == secret[i] || text[at] == '+' && secret[i] == ' ' {
				if !slices.Contains(next, at+1) {
					next = append(next, at+1)
				}
			}
			if c, n := unescapeByte(text[at:]); n > 0 && c == secret[i] && !slices.Contains(next, at+n) {
				next = append(next, at+n)
			}
		}
		if len(next) == 0 {
			return 0
		}
		ends, next = next, ends
	}
	return slices.Max(ends)
}

// unescapeByte reads one escaped byte: %41, \u0041, \x41 or \/.
func unescapeByte(s string) (c byte, n int) {
	switch {
	case s[0] == '%' && len(s) >= 3:
		return hexByte(s[1:3], 3)
	case s[0] != '\\' || len(s) < 2:
	case s[1] == 'u' && len(s) >= 6 && s[2:4] == "00":
		return hexByte(s[4:6], 6)
	case s[1] == 'x' && len(s) >= 4:
		return hexByte(s[2:4], 4)
	case s[1] == '"' || s[1] == '\\' || s[1] == '/':
		return s[1], 2
	}
	return 0, 0
}

func hexByte(s string, n int) (byte, int) {
	v, err := strconv.ParseUint(s, 16, 8)
	if err != nil {
		return 0, 0
	}
	return byte(v), n
}
