package html

import "deskside/shared/content"

// style is what is read of a style attribute.
type style struct {
	formats  [9]content.Format
	nformats int
	align    content.Align
	hasAlign bool
	hidden   bool
	width    int
	height   int
	pre      bool // line feeds are line breaks
}

func (s *style) add(f content.Format) {
	if s.nformats < len(s.formats) {
		s.formats[s.nformats] = f
		s.nformats++
	}
}

func (s *style) push(push func(content.Format)) {
	for i := 0; i < s.nformats; i++ {
		push(s.formats[i])
	}
}

func readStyle(t *tag) style {
	var s style
	if t.has&(1<<atStyle) == 0 {
		return s
	}
	eachDeclaration(t.attr(atStyle), s.declare)
	return s
}

// eachDeclaration splits a list of CSS declarations. Semicolons in quotes and brackets do not
// separate.
func eachDeclaration(css string, declare func(name, value string)) {
	start, colon, quote, depth := 0, -1, byte(0), 0
	for i := 0; i <= len(css); i++ {
		c := byte(';')
		if i < len(css) {
			c = css[i]
		} else {
			quote, depth = 0, 0
		}
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '(':
			depth++
		case c == ')':
			depth = max(depth-1, 0)
		case c == ':' && colon < 0:
			colon = i
		case c == ';' && depth == 0:
			if colon >= 0 {
				declare(trim(css[start:colon]), withoutPriority(trim(css[colon+1:i])))
			}
			start, colon = i+1, -1
		}
	}
}

func trim(s string) string {
	for s != "" && s[0] <= ' ' {
		s = s[1:]
	}
	for s != "" && s[len(s)-1] <= ' ' {
		s = s[:len(s)-1]
	}
	return s
}

func withoutPriority(s string) string {
	if n := len(s); n > 10 && lowerEqual(s[n-9:], "important") {
		for i := n - 10; i > 0; i-- {
			if s[i] == '!' {
				return trim(s[:i])
			}
			if s[i] > ' ' {
				break
			}
		}
	}
	return s
}

func (s *style) declare(name, value string) {
	var low [16]byte
	if len(name) > len(low) {
		if lowerEqual(name, "text-decoration-line") {
			s.decoration(value)
		}
		return
	}
	switch lowered(&low, name) {
	case "color":
		if c, ok := content.ParseRGB(value); ok {
			s.add(content.Format{Kind: content.Color, RGB: c})
		}
	case "font-size":
		if step, ok := content.ParseStep(value); ok && hasUnit(value) {
			s.add(content.Format{Kind: content.Size, Step: step})
		} else if zero(value) {
			s.hidden = true
		}
	case "font-weight":
		n := natural(value)
		switch {
		case lowerEqual(value, "bold"), lowerEqual(value, "bolder"), n >= 600:
			s.add(content.Format{Kind: content.Bold})
		case lowerEqual(value, "normal"), n > 0:
			s.add(content.Format{Kind: content.Bold, Off: true})
		}
	case "font-style":
		switch {
		case lowerEqual(value, "italic"), lowerEqual(value, "oblique"):
			s.add(content.Format{Kind: content.Italic})
		case lowerEqual(value, "normal"):
			s.add(content.Format{Kind: content.Italic, Off: true})
		}
	case "text-decoration":
		s.decoration(value)
	case "vertical-align":
		switch {
		case lowerEqual(value, "sub"):
			s.add(content.Format{Kind: content.Sub})
		case lowerEqual(value, "super"):
			s.add(content.Format{Kind: content.Sup})
		}
	case "text-align":
		s.align, s.hasAlign = content.ParseAlign(value)
	case "display":
		s.hidden = s.hidden || lowerEqual(value, "none")
	case "visibility":
		s.hidden = s.hidden || lowerEqual(value, "hidden") || lowerEqual(value, "collapse")
	case "mso-hide":
		s.hidden = s.hidden || lowerEqual(value, "all")
	case "opacity":
		s.hidden = s.hidden || zero(value)
	case "width":
		s.width = pixels(value)
	case "height":
		s.height = pixels(value)
	}
}

func (s *style) decoration(value string) {
	for value = trim(value); value != ""; value = trim(value) {
		end := 0
		for end < len(value) && value[end] > ' ' {
			end++
		}
		switch word := value[:end]; {
		case lowerEqual(word, "underline"):
			s.add(content.Format{Kind: content.Underline})
		case lowerEqual(word, "line-through"):
			s.add(content.Format{Kind: content.Strike})
		}
		value = value[end:]
	}
}

// hasUnit tells a length or keyword from a bare number, which is no font-size in CSS.
func hasUnit(s string) bool {
	c := s[len(s)-1]
	return c < '0' || c > '9'
}

// zero tells a length or number that is nothing, whatever its unit.
func zero(s string) bool {
	digits := false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '0':
			digits = true
		case c == '.':
		case '1' <= c && c <= '9':
			return false
		default:
			return digits
		}
	}
	return digits
}

func pixels(s string) int {
	if len(s) > 2 && lowerEqual(s[len(s)-2:], "px") {
		return natural(s)
	}
	return 0
}
