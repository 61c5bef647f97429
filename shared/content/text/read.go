package text

import (
	"strings"
	"unicode/utf8"

	"deskside/shared/content"
)

// Parse reads plain text, that of mail above all: a line end is a line break, an empty line a new
// paragraph, and addresses are links. Lines that start with > are quoted (RFC 3676, section 4.5), with
// the line that introduces them; what else of a mail a reader folds is found as in HTML.
func Parse(src string) *content.Document {
	r := reader{src: src}
	r.b.Reset(true)
	r.b.Expect(len(src))
	for r.at < len(src) {
		r.line()
	}
	r.endColumns()
	r.level(0, len(src))
	r.b.FoldMail(len(src))
	return r.b.Document(len(src))
}

const (
	maxQuotes = 12
	prompt    = 3 // marks that a shell may have written
)

type reader struct {
	b     content.Builder
	src   string
	at    int
	marks [maxQuotes]int
	depth int // quotes that are open

	spaced  bool   // the latest line looked at has a tab in it, or two spaces side by side
	wrote   bool   // the line before is not quoted and has words
	shaped  bool   // the line before has a shape
	columns bool   // so do lines side by side, of which one has columns: they are monospaced
	mark    uint32 // the formatting for that
}

// next gives the bounds of the line at a place without its line end, how deep it is quoted, where its
// text starts, and the place after it.
func (r *reader) next(at int) (text, end, depth, after int) {
	end = at
	space := false
	for r.spaced = false; end < len(r.src) && r.src[end] != '\n'; end++ {
		switch r.src[end] {
		case ' ':
			r.spaced = r.spaced || space
			space = true
			continue
		case '\t':
			r.spaced = true
		}
		space = false
	}
	after = min(end+1, len(r.src))
	text = at
	if end-at > 12 && r.src[at] == '>' && r.src[at+1] == '>' {
		if line := strings.TrimRight(r.src[at:end], "\r"); strings.HasPrefix(line, ">>>") && strings.HasSuffix(line, ">>>") {
			return text, end, 0, after // GroupWise's head of an earlier mail
		}
	}
	for i := at; i < end; i++ {
		if r.src[i] == '>' {
			depth++
			text = i + 1
		} else if r.src[i] != ' ' || i > text {
			break
		}
	}
	if text < end && depth > 0 && r.src[text] == ' ' {
		text++
	}
	return text, end, min(depth, maxQuotes), after
}

func (r *reader) line() {
	text, end, depth, after := r.next(r.at)
	spaced := r.spaced
	if depth != r.depth {
		r.endColumns()
		r.shaped = false
		r.level(depth, after)
	}
	line := r.src[text:end]
	r.wrote = depth == 0 && strings.TrimSpace(line) != ""
	shape := shapeOf(line, spaced)
	if shape == loose && !r.shaped && alike(line, r.lineAfter(after, depth)) {
		shape = columns
	}
	if shape == loose && (r.shaped || r.shapeAfter(after, depth) >= indented) {
		shape = indented
	}
	if shape == columns && !r.columns && (r.shaped || r.shapeAfter(after, depth) >= loose) {
		r.columns = true
		r.mark = r.b.Push(content.Format{Kind: content.Font, Family: content.Monospace}, r.at)
	} else if shape < indented && r.columns {
		r.endColumns()
	}
	r.shaped = shape >= indented
	white := content.SpaceLines
	if shape >= indented {
		white = content.SpaceKept
	}
	r.b.SetSpace(white)
	r.b.Text(line, text)
	if after > end {
		r.b.Text("\n", end)
	}
	r.at = after
}

// level opens and closes quotes before a line whose next is at a place.
func (r *reader) level(depth, after int) {
	lone := false
	if r.depth == 0 && depth > 0 {
		at, end, next, _ := r.next(after)
		words := strings.TrimSpace(r.src[at:end]) != ""
		lone = next == 0 && words && r.wrote || depth >= prompt && (next == 0 || next >= prompt)
	}
	for r.depth > depth {
		r.depth--
		r.b.CloseTo(r.marks[r.depth], r.at)
	}
	for r.depth < depth {
		r.marks[r.depth] = r.b.Open(content.Block{Kind: content.Quote, Flags: content.Folded, Mail: true, Lines: r.depth == 0, Lone: lone}, r.at)
		r.depth++
	}
	r.b.EndParagraph(r.at)
}

// shape is what the spaces of a line say besides where words end.
type shape uint8

const (
	prose    shape = iota
	loose          // a space before it or two within, which say something only beside a line with a shape
	indented       // it starts behind others
	columns        // its words stand below each other
)

// shapeOf tells the shape of a line, which may have a tab or two spaces side by side if it is said to be spaced. Two spaces behind a
// sentence are none.
func shapeOf(line string, spaced bool) shape {
	if line != "" && (line[0] == '|' || line[0] == '+' || line[0] == 0xe2) && drawn(strings.TrimRight(line, " \t\r")) {
		return columns
	}
	if !spaced {
		if line != "" && line[0] == ' ' {
			return loose
		}
		return prose
	}
	line = strings.TrimRight(line, " \t\r")
	gaps, run := 0, 0
	first := true
	found := prose
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case ' ':
			run++
			continue
		case '\t':
			run += 4
			continue
		}
		switch {
		case first && run > 0:
			found = indented
			if run == 1 {
				found = loose
			}
		case run == 2 && ends(line[i-3]):
		case run > 1:
			found = max(found, loose)
			gaps++
			if run > 2 || gaps > 1 {
				return columns
			}
		}
		first, run = false, 0
	}
	return found
}

// alike tells that two lines have a word below another behind two spaces.
func alike(a, b string) bool {
	at := gap(a)
	return at > 0 && at == gap(b)
}

// gap tells, in characters, where the word stands in a line that is behind two spaces and no sentence; 0 for none.
func gap(line string) int {
	start := len(line) - len(strings.TrimLeft(line, " "))
	i := strings.Index(line[start:], "  ")
	if i < 1 || ends(line[start+i-1]) || len(strings.TrimSpace(line[start+i:])) == 0 {
		return 0
	}
	return utf8.RuneCountInString(line[:start+i]) + 2
}

// ends tells the signs behind which people put two spaces.
func ends(c byte) bool { return c == '.' || c == '!' || c == '?' || c == ':' || c == ',' || c == ';' }

// drawn tells a line of a table whose rules are drawn: bars or corners at both ends, or signs for drawing.
func drawn(line string) bool {
	if strings.HasPrefix(line, "\u2502") || strings.HasPrefix(line, "\u2551") || len(line) > 2 && line[0] == 0xe2 && line[1] == 0x94 {
		return true
	}
	n := len(line)
	return n > 2 && (line[0] == '|' || line[0] == '+') && (line[n-1] == '|' || line[n-1] == '+')
}

// lineAfter is the line at a place when it is quoted as deep.
func (r *reader) lineAfter(at, depth int) string {
	text, end, d, _ := r.next(at)
	if d != depth {
		return ""
	}
	return r.src[text:end]
}

// shapeAfter is the shape of that line.
func (r *reader) shapeAfter(at, depth int) shape {
	line := r.lineAfter(at, depth)
	return shapeOf(line, r.spaced)
}

func (r *reader) endColumns() {
	if r.columns {
		r.b.Pop(r.mark, r.at)
		r.columns = false
	}
}
