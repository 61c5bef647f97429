package html

import (
	"deskside/shared/content"
	"deskside/shared/content/internal/ascii"
)

// style is what is read of a style attribute.
type style struct {
	formats  [9]formatting
	nformats int
	align    content.Align
	hasAlign bool
	hidden   bool
	gone     bool // by display, of which the last counts
	width    int
	height   int
	outlook  bool // the line over the head of earlier mail

	display  display
	row      bool // what is in it stands side by side
	hasWhite bool
	white    content.Space
	text     visibility
	veil     visibility // by visibility alone
	hasFont  bool
	symbols  symbols
	item     uint8  // the level of a paragraph that is an item of a list in Word
	flat     uint32 // the properties that leave no width or height, as bits
	clips    bool   // and what is larger is not shown
	floats   bool   // beside the text
	placed   bool   // somewhere else than in the text
	away     bool   // or would be, where nobody sees it
	marker   bool   // the mark of such an item
	boxed    bool   // a phrase that is drawn as a box
	marked   bool   // the items of a list
	mark     content.ListStyle
}

// formatting is a content.Format as a style can ask for it; value is that of its kind.
type formatting struct {
	kind  content.Kind
	off   bool
	value uint32
}

// display is what CSS makes of an element.
type display uint8

const (
	asElement display = iota
	asBlock
	asPhrase
	asCell
)

// visibility is what a size of letters makes of text, until one within says otherwise.
type visibility uint8

const (
	asAround visibility = iota
	tooSmall
	largeEnough
)

//go:noinline
func (s *style) add(kind content.Kind, off bool, value uint32) {
	if s.nformats < len(s.formats) {
		s.formats[s.nformats] = formatting{kind, off, value}
		s.nformats++
	}
}

// styles keeps the styles read last: mail programs write the same few on every paragraph.
type styles struct {
	// mail reads the properties that shape mails; nil for programs that read none.
	mail func(s *style, p property, name, value string)
	none style
	kept [32]struct {
		css string // as written
		style
	}
}

// of gives the style of a tag, which is valid until the next is asked for.
func (all *styles) of(t *tag) *style {
	if t.has&(1<<atStyle) == 0 {
		return &all.none
	}
	css := t.value[atStyle]
	if css == "" {
		return &all.none
	}
	s := &all.kept[(len(css)+3*int(css[len(css)/2])+7*int(css[len(css)/4]))%len(all.kept)]
	if s.css != css {
		s.css, s.style = css, style{}
		css = unescape(css, nil)
		s.read(css, all.mail)
		s.hidden = s.hidden || s.gone || s.veil == tooSmall && all.mail == nil || s.flat != 0 && s.clips || s.placed && s.away
		s.outlook = outlookHead(css)
	}
	return &s.style
}

// read reads the declarations of a style attribute.
func (s *style) read(css string, mail func(s *style, p property, name, value string)) {
	for css != "" {
		name, value, rest, ok := declaration(css)
		if ok {
			p := namedProperty(name)
			s.declare(p, value)
			if mail != nil {
				mail(s, p, name, value)
			}
		}
		css = rest
	}
}

// declaration cuts the first of a list of CSS declarations off; ok is false when it is none.
// Semicolons in quotes and brackets do not separate, unless the list ends in them.
func declaration(css string) (name, value, rest string, ok bool) {
	colon, quote, depth, i := -1, byte(0), 0, 0
scan:
	for ; i < len(css); i++ {
		c := css[i]
		if c > ';' || ' ' < c && c < '\'' && c != '"' || ')' < c && c < ':' {
			continue
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
			break scan
		}
	}
	rest = css[min(i+1, len(css)):]
	if colon < 0 {
		return "", "", rest, false
	}
	return ascii.Trim(css[:colon]), withoutPriority(ascii.Trim(css[colon+1 : i])), rest, true
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

// property is a CSS property that the reader looks at: first those that count everywhere, then those that only
// mails are read for.
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
	cssOpacity
	cssTextAlign
	cssVerticalAlign
	cssVisibility
	cssWidth
	everywhere

	cssClip property = iota - 1 // as everywhere
	cssClipPath
	cssFloat
	cssFont
	cssFontFamily
	cssLeft
	cssListStyle
	cssListStyleType
	cssMarginLeft
	cssMaxHeight
	cssMaxWidth
	cssMsoList
	cssOverflow
	cssOverflowX
	cssOverflowY
	cssPaddingLeft
	cssPosition
	cssTextIndent
	cssTop
	cssWhiteSpace
	cssWhiteSpaceCollapse
	properties
)

var propertyNames = [everywhere]string{
	cssColor: "color", cssDecoration: "text-decoration", cssDecorationLine: "text-decoration-line", cssDisplay: "display", cssFontSize: "font-size", cssFontStyle: "font-style", cssFontWeight: "font-weight", cssHeight: "height", cssOpacity: "opacity", cssTextAlign: "text-align", cssVerticalAlign: "vertical-align", cssVisibility: "visibility", cssWidth: "width",
}

// namedProperty gives the property of a name that counts everywhere, properties for another.
func namedProperty(name string) property { return propertyOf(name, propertyNames[:]) }

//go:noinline
func propertyOf(name string, names []string) property {
	for p, known := range names {
		if len(known) == len(name) && known[0] == name[0]|0x20 && ascii.Is(name, known) {
			return property(p)
		}
	}
	return properties
}

func (s *style) declare(p property, value string) {
	switch p {
	case cssColor:
		if c, ok := content.ParseRGB(value); ok {
			s.add(content.Color, false, uint32(c))
		}
	case cssFontSize:
		if step, ok := content.ParseStep(value); ok && hasUnit(value) {
			s.add(content.Size, false, uint32(step))
		}
		s.size(value)
	case cssFontWeight:
		n := ascii.Natural(value)
		if bold := n >= 600 || ascii.Is(value, "bold") || ascii.Is(value, "bolder"); bold || n > 0 || ascii.Is(value, "normal") {
			s.add(content.Bold, !bold, 0)
		}
	case cssFontStyle:
		if italic := ascii.Is(value, "italic") || ascii.Is(value, "oblique"); italic || ascii.Is(value, "normal") {
			s.add(content.Italic, !italic, 0)
		}
	case cssDecoration, cssDecorationLine:
		s.decoration(value)
	case cssVerticalAlign:
		if ascii.Is(value, "sub") {
			s.add(content.Sub, false, 0)
		} else if ascii.Is(value, "super") {
			s.add(content.Sup, false, 0)
		}
	case cssTextAlign:
		s.align, s.hasAlign = content.ParseAlign(value)
	case cssDisplay:
		s.gone = ascii.Is(value, "none")
	case cssVisibility:
		if s.veil = largeEnough; !ascii.Is(value, "visible") && !ascii.Is(value, "initial") {
			s.veil = tooSmall
		}
	case cssOpacity:
		s.hidden = s.hidden || zero(value)
	case cssWidth:
		s.width = pixels(value)
	case cssHeight:
		s.height = pixels(value)
	}
}

// size tells letters too small to be seen.
func (s *style) size(value string) {
	n := len(value)
	if n == 0 {
		return
	}
	switch relative := value[n-1] == '%' || n > 2 && ascii.Is(value[n-2:], "em") && value[n-3]|0x20 != 'r'; {
	case zero(value), n > 2 && ascii.Natural(value) <= 1 && digit(value[0]) && (ascii.Is(value[n-2:], "px") || ascii.Is(value[n-2:], "pt")):
		s.text = tooSmall
	case !relative:
		s.text = largeEnough
	}
}

func digit(c byte) bool { return '0' <= c && c <= '9' }

func (s *style) decoration(value string) {
	for value = ascii.Trim(value); value != ""; value = ascii.Trim(value) {
		end := 0
		for end < len(value) && value[end] > ' ' {
			end++
		}
		switch word := value[:end]; {
		case ascii.Is(word, "underline"):
			s.add(content.Underline, false, 0)
		case ascii.Is(word, "line-through"):
			s.add(content.Strike, false, 0)
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
