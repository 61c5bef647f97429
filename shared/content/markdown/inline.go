package markdown

import (
	"unicode/utf8"

	"deskside/shared/content"
	"deskside/shared/content/internal/ascii"
	"deskside/shared/content/internal/buffer"
)

// place is where inline nodes stand.
type place uint8

const (
	inParagraph place = iota
	inHeading
	inCell
)

// maxFormats is how many kinds of formatting can be on at once, more than Markdown has.
const maxFormats = content.Kinds - int(content.Code)

// format is formatting that Markdown has: a kind and, for links, the node.
type format struct {
	kind content.Kind
	link content.ID
}

// line is the part of printer that makes the content of a paragraph, heading or cell.
//
// Markdown decides by the characters on both sides whether asterisks and the like are marks. Where
// letters stand in the way, the letter outside is written as a character reference, whose ends
// are punctuation.
type line struct {
	place place
	fresh bool // nothing stands in the line yet
	space bool // a space waits
	// after tells that marks were closed that a letter directly after them would open again.
	after bool

	on    [maxFormats]format // what the nodes walked through ask for
	non   int
	open  [maxFormats]format // what is open in the output
	ends  [maxFormats]int    // where the marks of each end in it
	nopen int

	run     buffer.Buffer // text or code that waits for more
	runCode bool
}

func (l *line) begin(at place) {
	*l = line{place: at, fresh: true, run: l.run[:0]}
}

func (p *printer) inlines(id content.ID, at place) {
	p.line.begin(at)
	p.leaves(id)
	p.endLine()
}

// endLine closes what is open.
func (p *printer) endLine() {
	p.flush()
	p.closeTo(0)
	p.after = false
}

// gap parts the blocks of a cell.
func (p *printer) gap() {
	p.flush()
	p.space = !p.fresh
}

func (p *printer) leaves(parent content.ID) {
	d := p.d
	for id := d.First(parent); id != 0; id = d.Next(id) {
		switch k := d.Kind(id); k {
		case content.Text:
			p.text(d.Text(id))
		case content.Break:
			p.lineBreak()
		case content.Code:
			p.codeSpan(d.Text(id))
		case content.Image:
			p.image(d.Alt(id), d.URL(id))
		case content.Mention:
			p.text("@" + d.Text(id))
		case content.Attachment:
			if u := d.URL(id); !u.IsZero() && !p.inLink() {
				p.push(format{content.Link, id})
				p.text(d.Text(id))
				p.non--
			} else {
				p.text(d.Text(id))
			}
		case content.Link:
			if p.bare(id) {
				continue
			}
			p.push(format{k, id})
			p.leaves(id)
			p.non--
		default:
			if k.Marks() == "" {
				p.leaves(id)
				continue
			}
			p.push(format{kind: k})
			p.leaves(id)
			p.non--
		}
	}
}

// push switches a format on. There is one of each kind at most, so there is room.
func (p *printer) push(f format) {
	p.on[p.non] = f
	p.non++
}

func (p *printer) inLink() bool {
	for _, f := range p.on[:p.non] {
		if f.kind == content.Link {
			return true
		}
	}
	return false
}

func (p *printer) lineBreak() {
	p.flush()
	p.settle()
	p.after = false
	if p.place != inParagraph {
		p.space = true
		return
	}
	p.Put("\\")
	p.End()
	p.fresh = true
}

// ready makes the open formatting that of the nodes walked through, before a leaf that starts with
// first.
func (p *printer) ready(first rune) {
	p.settle()
	if p.space {
		p.Put(" ")
		p.space, p.after = false, false
	}
	for ; p.nopen < p.non; p.nopen++ {
		f := p.on[p.nopen]
		next := first
		if p.nopen+1 < p.non {
			next = '*' // a mark, which is punctuation
		}
		if f.kind != content.Link && (f.kind == content.Italic || !letter(next)) {
			p.punctuate(p.nopen)
		}
		p.Put(f.kind.Marks())
		p.ends[p.nopen] = len(p.Out)
		if p.fresh {
			p.ends[p.nopen] = 0 // what stands before is no letter
		}
		// Marks beside white space are none.
		p.after, p.fresh = wideSpace(next), false
		p.open[p.nopen] = f
	}
}

// settle closes the open formatting that is not that of the nodes walked through.
func (p *printer) settle() {
	keep := 0
	for keep < p.nopen && keep < p.non && p.open[keep] == p.on[keep] {
		keep++
	}
	p.closeTo(keep)
}

func (p *printer) closeTo(keep int) {
	for p.nopen > keep {
		p.nopen--
		f := p.open[p.nopen]
		if f.kind == content.Link {
			p.Put("](")
			p.destination(p.d.URL(f.link))
			p.Put(")")
			p.after = false
			continue
		}
		last, n := utf8.DecodeLastRune(p.Out)
		if wideSpace(last) {
			p.Out = p.Out[:len(p.Out)-n]
			p.reference(last)
			last = ';'
		}
		p.Put(f.kind.Marks())
		p.after = f.kind == content.Italic || !letter(last)
	}
}

// punctuate makes the last character punctuation or white space, as it must be before marks. Where
// it is the first behind the innermost of some open formatting, the one before those marks must be, too.
func (p *printer) punctuate(open int) {
	if p.fresh || !p.Begun {
		return
	}
	r, n := utf8.DecodeLastRune(p.Out)
	if r < utf8.RuneSelf && !ascii.Alnum(byte(r)) {
		return
	}
	at := len(p.Out) - n
	p.Out = p.Out[:at]
	if open > 0 && at == p.ends[open-1] && p.open[open-1].kind != content.Link {
		marks := p.open[open-1].kind.Marks()
		p.Out = p.Out[:at-len(marks)]
		p.punctuate(open - 1)
		p.Put(marks)
	}
	p.reference(r)
}

func (p *printer) reference(r rune) {
	p.Put("&#")
	p.Out.Int(int(r))
	p.Put(";")
}

// letter tells characters that are certainly neither punctuation nor white space to any reader of
// Markdown.
func letter(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return ascii.Alnum(byte(r))
	case r == 0xd7 || r == 0xf7:
		return false
	}
	return 0xc0 <= r && r <= 0x24f || 0x3b1 <= r && r <= 0x3c9 || 0x400 <= r && r <= 0x481 || 0x48a <= r && r <= 0x52f ||
		0x5d0 <= r && r <= 0x5ea || 0x620 <= r && r <= 0x64a
}

// wideSpace tells the white space outside ASCII.
func wideSpace(r rune) bool {
	switch r {
	case 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000:
		return true
	}
	return 0x2000 <= r && r <= 0x200a
}

// text puts text in which nothing means anything.
func (p *printer) text(s string) { p.leaf(s, false) }

// codeSpan puts text between backticks.
func (p *printer) codeSpan(s string) { p.leaf(s, true) }

// leaf gathers text or code until it is known what follows: two pieces side by side are one.
func (p *printer) leaf(s string, code bool) {
	if len(p.run) == 0 || p.runCode != code || !p.same() {
		p.flush()
		for !code && s != "" && s[0] == ' ' {
			p.space = !p.fresh
			s = s[1:]
		}
		if s == "" {
			return
		}
		first := '`'
		if !code {
			first, _ = utf8.DecodeRuneInString(s)
		}
		p.ready(first)
		p.runCode = code
	}
	p.run.String(s)
}

// same tells that the open formatting is that of the nodes walked through.
func (p *printer) same() bool {
	for i := range p.nopen {
		if p.open[i] != p.on[i] {
			return false
		}
	}
	return p.nopen == p.non
}

// flush puts what was gathered.
func (p *printer) flush() {
	if len(p.run) == 0 {
		return
	}
	text := string(p.run)
	p.run = p.run[:0]
	if p.runCode {
		p.span(text)
	} else {
		end := len(text)
		for text[end-1] == ' ' {
			end--
		}
		p.escape(text[:end])
		p.space = end < len(text)
	}
	p.fresh, p.after = false, false
}

func (p *printer) escape(s string) {
	for i := 0; i < len(s); {
		if end := quietTo(s, i); end > i && (i > 0 || !p.after) {
			p.Put(s[i:end])
			p.after, i = false, end
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case i == 0 && p.after && (r >= utf8.RuneSelf || ascii.Alnum(byte(r))):
			p.reference(r)
		case r == '~' && (i == 0 || i+1 == len(s)), r == '\\' && i+1 == len(s):
			p.reference(r) // beside marks not every reader takes a backslash
		case r == 0xa0:
			p.Put("&nbsp;")
		case r == '&':
			if i+1 < len(s) && s[i+1] != '#' && !ascii.Alnum(s[i+1]) {
				p.Put("&")
			} else {
				p.Put("&amp;")
			}
		case p.special(s, i):
			p.Put("\\")
			p.Put(s[i : i+n])
		default:
			p.Put(s[i : i+n])
		}
		p.after = false
		i += n
	}
}

// quietTo gives the end of the characters from a place on that mean nothing anywhere: letters, digits, spaces.
func quietTo(s string, i int) int {
	for i < len(s) && (ascii.Alnum(s[i]) || s[i] == ' ' || s[i] >= utf8.RuneSelf && s[i] != 0xc2) {
		i++
	}
	return i
}

// special tells whether the character at a place needs a backslash.
func (p *printer) special(s string, i int) bool {
	start := p.fresh && i == 0
	last := i+1 == len(s)
	switch s[i] {
	case '\\', '`', '*', '_', '[', ']', '<', '~', '|', '@':
		return true
	case '!':
		return last || s[i+1] == '['
	case '#':
		return start || p.place == inHeading
	case '>', '+', '-', '=':
		return start
	case ':':
		return !last && s[i+1] == '/'
	case '.':
		return start || i >= 3 && ascii.Is(s[i-3:i], "www") || p.counts(s, i)
	case ')':
		return p.counts(s, i)
	}
	return false
}

// counts tells that the line starts with a number that the character at a place would make a list.
func (p *printer) counts(s string, i int) bool {
	if !p.fresh || i == 0 || i > 9 {
		return false
	}
	for j := 0; j < i; j++ {
		if s[j] < '0' || s[j] > '9' {
			return false
		}
	}
	return true
}

// span puts code between more backticks than stand side by side in it.
func (p *printer) span(text string) {
	ticks := longestRun(text) + 1
	pad := text[0] == '`' || text[len(text)-1] == '`' || text[0] == ' ' && text[len(text)-1] == ' '
	p.ticks(ticks)
	if pad {
		p.Put(" ")
	}
	for i := 0; i < len(text); i++ {
		if text[i] == '|' && p.place == inCell {
			p.Out.Byte('\\')
		}
		p.Out.Byte(text[i])
	}
	if pad {
		p.Put(" ")
	}
	p.ticks(ticks)
}

// bare puts a link that shows its address as that; false when it shows something else.
func (p *printer) bare(id content.ID) bool {
	d := p.d
	first := d.First(id)
	if d.Kind(first) != content.Text || d.Next(first) != 0 {
		return false
	}
	u, text := d.URL(id), d.Text(first)
	if text != u.String() && text != u.Address() || u.Scheme() == "tel" || text == "" {
		return false
	}
	for i := 0; i < len(text); i++ {
		if c := text[i]; c >= utf8.RuneSelf || c == '|' {
			return false
		}
	}
	p.flush()
	p.ready('<')
	p.Put("<")
	p.Put(text)
	p.Put(">")
	p.fresh, p.after = false, false
	return true
}

func (p *printer) image(alt string, u content.URL) {
	p.flush()
	p.ready('!')
	p.Put("![")
	p.fresh, p.after = false, false
	p.escape(alt)
	p.Put("](")
	p.destination(u)
	p.Put(")")
}

// destination puts an address. What is in one cannot end it but round brackets.
func (p *printer) destination(u content.URL) {
	s := u.String()
	brackets := false
	for i := 0; i < len(s); i++ {
		brackets = brackets || s[i] == '(' || s[i] == ')'
	}
	if brackets {
		p.Put("<")
	}
	for i := 0; i < len(s); i++ {
		if s[i] == '&' {
			p.Put("&amp;")
		} else {
			p.Out.Byte(s[i])
		}
	}
	if brackets {
		p.Put(">")
	}
}
