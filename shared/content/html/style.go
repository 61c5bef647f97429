package html

import (
	"deskside/shared/content"
	"deskside/shared/content/internal/ascii"
)

// style is what is read of a style attribute.
type style struct {
	formats  [9]content.Format
	nformats int
	align    content.Align
	hasAlign bool
	hidden   bool
	width    int
	height   int
}

//go:noinline
func (s *style) add(f content.Format) {
	if s.nformats < len(s.formats) {
		s.formats[s.nformats] = f
		s.nformats++
	}
}

//go:noinline
func (s *style) push(push func(content.Format)) {
	for i := 0; i < s.nformats; i++ {
		push(s.formats[i])
	}
}

// read reads the style of a tag in place of what was read before.
func (s *style) read(t *tag) {
	s.nformats, s.width, s.height = 0, 0, 0
	s.align, s.hasAlign, s.hidden = content.AlignDefault, false, false
	if t.has&(1<<atStyle) != 0 {
		eachDeclaration(t.attr(atStyle), s.declare)
	}
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
				declare(ascii.Trim(css[start:colon]), withoutPriority(ascii.Trim(css[colon+1:i])))
			}
			start, colon = i+1, -1
		}
	}
}

func withoutPriority(s string) string {
	if n := len(s); n > 10 && ascii.Is(s[n-9:], "important") {
		for i := n - 10; i > 0; i-- {
			if s[i] == '!' {
				return ascii.Trim(s[:i])
			}
			if s[i] > ' ' {
				break
			}
		}
	}
	return s
}

// property is a CSS property that the reader looks at.
type property uint8

const (
	cssColor property = iota
	cssDecoration
	cssDecorationLine
	cssDisplay
	cssFontSize
	cssFontStyle
	cssFontWeight
	cssHeight
	cssMsoHide
	cssOpacity
	cssTextAlign
	cssVerticalAlign
	cssVisibility
	cssWidth
	properties
)

var propertyNames = [properties]string{
	cssColor: "color", cssDecoration: "text-decoration", cssDecorationLine: "text-decoration-line", cssDisplay: "display",
	cssFontSize: "font-size", cssFontStyle: "font-style", cssFontWeight: "font-weight", cssHeight: "height",
	cssMsoHide: "mso-hide", cssOpacity: "opacity", cssTextAlign: "text-align", cssVerticalAlign: "vertical-align",
	cssVisibility: "visibility", cssWidth: "width",
}

// namedProperty gives the property of a name, properties for one that is not looked at.
func namedProperty(name string) property {
	for p := range propertyNames {
		if known := propertyNames[p]; len(known) == len(name) && known[0] == name[0]|0x20 && ascii.Is(name, known) {
			return property(p)
		}
	}
	return properties
}

func (s *style) declare(name, value string) {
	switch namedProperty(name) {
	case cssColor:
		if c, ok := content.ParseRGB(value); ok {
			s.add(content.Format{Kind: content.Color, RGB: c})
		}
	case cssFontSize:
		if step, ok := content.ParseStep(value); ok && hasUnit(value) {
			s.add(content.Format{Kind: content.Size, Step: step})
		} else if zero(value) {
			s.hidden = true
		}
	case cssFontWeight:
		n := ascii.Natural(value)
		if bold := n >= 600 || ascii.Is(value, "bold") || ascii.Is(value, "bolder"); bold || n > 0 || ascii.Is(value, "normal") {
			s.add(content.Format{Kind: content.Bold, Off: !bold})
		}
	case cssFontStyle:
		if italic := ascii.Is(value, "italic") || ascii.Is(value, "oblique"); italic || ascii.Is(value, "normal") {
			s.add(content.Format{Kind: content.Italic, Off: !italic})
		}
	case cssDecoration, cssDecorationLine:
		s.decoration(value)
	case cssVerticalAlign:
		if ascii.Is(value, "sub") {
			s.add(content.Format{Kind: content.Sub})
		} else if ascii.Is(value, "super") {
			s.add(content.Format{Kind: content.Sup})
		}
	case cssTextAlign:
		s.align, s.hasAlign = content.ParseAlign(value)
	case cssDisplay, cssVisibility, cssMsoHide:
		s.hidden = s.hidden || ascii.Is(value, "none") || ascii.Is(value, "hidden") || ascii.Is(value, "collapse") || ascii.Is(value, "all")
	case cssOpacity:
		s.hidden = s.hidden || zero(value)
	case cssWidth:
		s.width = pixels(value)
	case cssHeight:
		s.height = pixels(value)
	}
}

func (s *style) decoration(value string) {
	for value = ascii.Trim(value); value != ""; value = ascii.Trim(value) {
		end := 0
		for end < len(value) && value[end] > ' ' {
			end++
		}
		switch word := value[:end]; {
		case ascii.Is(word, "underline"):
			s.add(content.Format{Kind: content.Underline})
		case ascii.Is(word, "line-through"):
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
	if len(s) > 2 && ascii.Is(s[len(s)-2:], "px") {
		return ascii.Natural(s)
	}
	return 0
}
