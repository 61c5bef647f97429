package html

import (
	"unicode/utf8"

	"deskside/shared/content"
	"deskside/shared/content/internal/ascii"
)

var mailPropertyNames = [...]string{
	cssClip - everywhere: "clip", cssClipPath - everywhere: "clip-path", cssFloat - everywhere: "float", cssFont - everywhere: "font", cssFontFamily - everywhere: "font-family", cssLeft - everywhere: "left", cssListStyle - everywhere: "list-style", cssListStyleType - everywhere: "list-style-type", cssMarginLeft - everywhere: "margin-left", cssMaxHeight - everywhere: "max-height", cssMaxWidth - everywhere: "max-width", cssMsoList - everywhere: "mso-list", cssOverflow - everywhere: "overflow", cssOverflowX - everywhere: "overflow-x", cssOverflowY - everywhere: "overflow-y", cssPaddingLeft - everywhere: "padding-left", cssPosition - everywhere: "position", cssTextIndent - everywhere: "text-indent", cssTop - everywhere: "top", cssWhiteSpace - everywhere: "white-space", cssWhiteSpaceCollapse - everywhere: "white-space-collapse",
}

// mailProperty gives the property of a name that only mails are read for, properties for another.
func mailProperty(name string) property {
	if p := propertyOf(name, mailPropertyNames[:]); p != properties {
		return everywhere + p
	}
	return properties
}

// shapes reads what a declaration says of the shape of a mail.
func shapes(s *style, p property, name, value string) {
	if p == properties {
		p = mailProperty(name)
	}
	switch p {
	case cssFont:
		s.font(value)
	case cssFontFamily:
		s.family(value)
	case cssColor:
		if ascii.Is(value, "transparent") || clear(value) {
			s.text = tooSmall
		}
	case cssOpacity:
		s.hidden = s.hidden || ascii.Starts(value, "0.0") || ascii.Starts(value, ".0")
	case cssDisplay:
		s.displayed(value)
	case cssWidth, cssHeight, cssMaxWidth, cssMaxHeight:
		bit := uint32(1) << p
		s.flat &^= bit
		if zero(value) || (p == cssHeight || p == cssMaxHeight) && ascii.Is(value, "1px") {
			s.flat |= bit
		}
	case cssOverflow, cssOverflowX, cssOverflowY:
		s.clips = ascii.Starts(value+" ", "hidden") || ascii.Starts(value+" ", "clip")
	case cssPosition:
		s.placed = ascii.Is(value, "absolute") || ascii.Is(value, "fixed")
	case cssFloat:
		s.floats = !ascii.Is(value, "none")
	case cssClip:
		s.away = s.away || ascii.Starts(value, "rect(") && clipped(value[len("rect("):])
	case cssClipPath:
		s.hidden = s.hidden || ascii.Starts(value, "inset(") && ascii.Natural(value[len("inset("):]) >= 50 && ascii.Contains(value, "%") ||
			ascii.Starts(value, "circle(") && zero(value[len("circle("):])
	case cssMarginLeft, cssPaddingLeft:
		s.hidden = s.hidden || farOff(value)
		s.floats = s.floats || wide(value)
	case cssLeft, cssTop:
		s.away = s.away || farOff(value)
	case cssTextIndent:
		s.hidden = s.hidden || farOff(value)
	case cssListStyle, cssListStyleType:
		s.listed(value)
	case cssWhiteSpace, cssWhiteSpaceCollapse:
		s.space(value)
	case cssMsoList:
		s.word(value)
	}
}

// font reads several properties in one: the words before the size, the size, the families.
func (s *style) font(value string) {
	for value != "" {
		end := 0
		for end < len(value) && value[end] > ' ' {
			end++
		}
		word := value[:end]
		weight := ascii.Is(word, "bold") || ascii.Is(word, "bolder") || ascii.Natural(word) >= 100 && !hasUnit(word)
		switch {
		case weight:
			s.declare(cssFontWeight, word)
		case ascii.Is(word, "italic"), ascii.Is(word, "oblique"):
			s.declare(cssFontStyle, word)
		case digit(word[0]), word[0] == '.':
			for i := range len(word) {
				if word[i] == '/' { // the height of the lines
					word = word[:i]
					break
				}
			}
			s.size(word)
			s.family(ascii.Trim(value[end:]))
			return
		case end == len(value):
			s.family(value)
			return
		}
		if value = ascii.Trim(value[end:]); value != "" && (value[0] == '"' || value[0] == '\'') {
			s.family(value)
			return
		}
	}
}

// displayed tells blocks from phrases where CSS makes one of the other.
func (s *style) displayed(value string) {
	switch {
	case ascii.Is(value, "block"), ascii.Is(value, "flex"), ascii.Is(value, "grid"), ascii.Is(value, "table"),
		ascii.Is(value, "table-row"), ascii.Is(value, "list-item"), ascii.Is(value, "flow-root"):
		s.display = asBlock
		s.row = ascii.Is(value, "flex") || ascii.Is(value, "grid")
	case ascii.Is(value, "inline-flex"), ascii.Is(value, "inline-grid"):
		s.row = true
	case ascii.Is(value, "inline-block"):
		s.boxed = true
	case ascii.Is(value, "table-cell"):
		s.display = asCell
	case ascii.Is(value, "inline"):
		s.display = asPhrase
	}
}

// space tells how white space is read.
func (s *style) space(value string) {
	switch {
	case ascii.Starts(value, "preserve "), ascii.Is(value, "pre"), ascii.Is(value, "pre-wrap"), ascii.Is(value, "break-spaces"), ascii.Is(value, "preserve"), ascii.Is(value, "-moz-pre-wrap"):
		s.white, s.hasWhite = content.SpaceKept, true
	case ascii.Is(value, "pre-line"), ascii.Is(value, "preserve-breaks"):
		s.white, s.hasWhite = content.SpaceLines, true
	case ascii.Is(value, "normal"), ascii.Is(value, "nowrap"), ascii.Is(value, "collapse"), ascii.Is(value, "initial"), ascii.Is(value, "revert"):
		s.white, s.hasWhite = content.SpaceSingle, true
	}
}

// clipped tells the shape of which nothing is seen: a rectangle whose edges are at most a pixel.
func clipped(edges string) bool {
	for edges = ascii.Trim(edges); edges != "" && edges[0] != ')'; {
		if !digit(edges[0]) || ascii.Natural(edges) > 1 {
			return false
		}
		for edges != "" && edges[0] > ' ' && edges[0] != ',' && edges[0] != ')' {
			edges = edges[1:]
		}
		for edges != "" && (edges[0] <= ' ' || edges[0] == ',') {
			edges = edges[1:]
		}
	}
	return true
}

// clear tells a colour that lets all through: its last channel is nothing.
func clear(color string) bool {
	from := len(color)
	for from > 4 && color[from-1] != ',' && color[from-1] != '/' {
		from--
	}
	return from > 4 && (color[3]|0x20 == 'a' || color[from-1] == '/') && zero(ascii.Trim(color[from:]))
}

// wide tells a length that parts words as a space does.
func wide(length string) bool {
	const space = 6 // pixels or points
	n := ascii.Natural(length)
	return n >= space || n > 0 && ascii.Contains(length, "em")
}

// farOff tells a place beyond the edge of any screen.
func farOff(value string) bool {
	const beyond = 900 // in any unit but per cent
	return len(value) > 1 && value[0] == '-' && (ascii.Natural(value[1:]) >= beyond || value[len(value)-1] == '%' && ascii.Natural(value[1:]) >= 100)
}

// listed reads how the items of a list are marked: the first word that says so.
func (s *style) listed(value string) {
	for value = ascii.Trim(value); value != ""; value = ascii.Trim(value) {
		end := 0
		for end < len(value) && value[end] > ' ' {
			end++
		}
		if style, ok := listMark(value[:end]); ok {
			s.mark, s.marked = style, true
			return
		}
		value = value[end:]
	}
}

// listMark reads the names that CSS has for marks. Alphabets of other scripts are numbers here.
func listMark(word string) (content.ListStyle, bool) {
	switch {
	case len(word) == 1: // which is HTML's
		return content.Bullet, false
	case ascii.Starts(word+" ", "decimal"), ascii.Is(word, "arabic-indic"), ascii.Is(word, "cjk-decimal"), ascii.Is(word, "hebrew"), ascii.Is(word, "georgian"), ascii.Is(word, "armenian"):
		return content.Decimal, true
	case ascii.Is(word, "none"):
		return content.Bullet, true
	}
	return content.ParseListStyle(word)
}

func (w *wordList) list(r *Reader, o *open, t *tag, bl content.Block) content.Block {
	if style := r.styles.of(t); style.marked {
		bl.Style = style.mark
	}
	if o.down = t.has&(1<<atReversed) != 0 && bl.Style != content.Bullet; !o.down {
		return bl
	}
	if !bl.Numbered {
		bl.Ordinal, bl.Numbered = r.countItems(t.to), true
	}
	o.next = bl.Ordinal
	return bl
}

// countItems tells how many items a list has that counts down. All of a page's lists together are looked
// at for as many bytes as the page has, and a few.
func (r *Reader) countItems(from int) (n int) {
	depth := 1
	for r.ahead < 4*len(r.src)+1000 && from < len(r.src) && depth > 0 {
		at := nextMarkup(r.src, from)
		r.ahead += at - from + 1
		from = at + 1
		if from >= len(r.src) {
			break
		}
		end := r.src[from] == '/'
		name := from
		if end {
			name++
		}
		to := name
		for to < len(r.src) && to < name+3 && ascii.Alnum(r.src[to]) {
			to++
		}
		if to == name {
			continue
		}
		switch e := named(r.src[name:to]); {
		case e == elOl || e == elUl:
			if end {
				depth--
			} else {
				depth++
			}
		case e == elLi && !end && depth == 1:
			n++
		}
	}
	return n
}

// plain looks for what programs write into plain mails and nobody into code: a line that introduces lines
// with >, and the mark of a signature. No text is looked at twice.
func (w *wordList) plain(r *Reader, t *tag) bool {
	if t.to < w.plainTo {
		return w.isPlain
	}
	end := rawEnd(r.src, t.to, t.name)
	w.plainTo, w.isPlain = end, false
	introduced, address, lines := false, false, 0
	for from := t.to; from < end && !w.isPlain; {
		to := from
		for to < end && r.src[to] != '\n' {
			to++
		}
		line := r.src[from:to]
		from = to + 1
		switch shown := ascii.Trim(line); {
		case shown == "":
		case introduced && (shown[0] == '>' || ascii.Starts(shown, "&gt;") || shown == "&gt;"), ascii.Is(line, "-- "), ascii.Is(line, "-- \r"), ascii.Is(line, "--&nbsp;"):
			w.isPlain = true
		default:
			introduced, lines, address = introduces(shown), lines+1, ascii.Contains(shown, "@")
		}
	}
	w.isPlain = w.isPlain || lines == 1 && introduced && address // what is quoted stands behind it
	return w.isPlain
}

// introduces tells a line that could introduce earlier mail: a colon at its end, and a number or an address.
func introduces(line string) bool {
	if n := len(line); line[n-1] != ':' && !(n > 3 && line[n-3:] == "：") {
		return false
	}
	for i := 0; i < len(line); i++ {
		if digit(line[i]) || line[i] == '@' {
			return true
		}
	}
	return false
}

// unescaped writes the escapes of spaces, other signs of ASCII and letters out.
func (w *wordList) unescaped(s string) string {
	if ascii.Index(s, "%") < 0 {
		return s
	}
	if all := unescapedUpTo(s, 0xff); utf8.ValidString(all) {
		return all
	}
	return unescapedUpTo(s, 0x7e)
}

func unescapedUpTo(s string, most byte) string {
	b := make([]byte, 0, len(s))
	for at := 0; at < len(s); {
		c, n := s[at], 1
		if c == '%' && at+2 < len(s) {
			high, low := hexDigit(s[at+1]), hexDigit(s[at+2])
			if code := high<<4 | low; high >= 2 && high < 16 && low < 16 && code <= most && code != 0x7f && code != '%' {
				c, n = code, 3
			}
		}
		b = append(b, c)
		at += n
	}
	return string(b)
}

// hexDigit gives the value of a hexadecimal digit, 255 for another character.
func hexDigit(c byte) byte {
	switch {
	case digit(c):
		return c - '0'
	case 'a' <= c|0x20 && c|0x20 <= 'f':
		return c | 0x20 - 'a' + 10
	}
	return 255
}
