// Package text prints a content.Document as plain text: for mails, clipboards and search, and as a
// one-line excerpt for lists.
package text

import (
	"strings"

	"deskside/shared/content"
	"deskside/shared/content/internal/buffer"
)

// Print gives a document as plain text. See Append.
func Print(d *content.Document) string { return string(Append(make([]byte, 0, d.TextRoom()), d)) }

// Append appends a document as plain text that reads well in a fixed or proportional font:
// paragraphs with a blank line between, "> " before what is quoted, "- " or a number before list
// items, cells separated by " | ", links with their address in parentheses unless they show it.
// Formatting is left out. There is no line end at the end.
func Append(dst []byte, d *content.Document) []byte {
	p := printer{d: d, Lines: buffer.AppendTo(dst)}
	p.Most = d.LongestPrefix()
	p.blocks(0, 2)
	p.Out.Trim(p.Start)
	return p.Out
}

type printer struct {
	d *content.Document
	buffer.Lines
	latest
	row excerpt // of the cell at hand, on one line
}

// line ends the line without the spaces at its end.
func (p *printer) line() {
	if p.Begun {
		p.Close()
	}
	p.End()
}

// blocks prints the children of a container with a number of line ends between.
func (p *printer) blocks(parent content.ID, gap int) {
	for id := p.d.First(parent); id != 0; id = p.d.Next(id) {
		p.block(id, gap)
		if p.d.Next(id) != 0 {
			for range gap {
				p.line()
			}
		}
	}
}

func (p *printer) indented(id content.ID, prefix string, gap int) {
	was := p.Indent(prefix)
	p.blocks(id, gap)
	p.Outdent(was)
}

func (p *printer) block(id content.ID, gap int) {
	d := p.d
	switch d.Kind(id) {
	case content.Paragraph, content.Heading:
		p.inlines(id)
	case content.Quote:
		author, date, _ := d.Source(id)
		if author != "" || date != "" {
			p.Put(author)
			if author != "" && date != "" {
				p.Put(", ")
			}
			p.Put(date)
			p.Put(":")
			p.line()
		}
		if !p.Fits(len("> ")) {
			p.blocks(id, gap)
			return
		}
		if p.Begun { // by the mark of an item
			p.Put("> ")
		}
		p.indented(id, "> ", gap)
	case content.CodeBlock:
		p.verbatim(d.Text(id))
	case content.List:
		p.items(id)
	case content.Table:
		p.table(id)
	case content.Rule:
		p.Put("---")
	case content.Spoiler:
		if title := d.Text(id); title != "" {
			p.Put(title)
			p.Put(":")
			p.line()
		}
		p.blocks(id, gap)
	case content.Signature:
		if !d.Dashed(id) {
			p.Put("--")
			p.line()
		}
		p.blocks(id, 1)
	default:
		p.blocks(id, gap)
	}
}

func (p *printer) verbatim(s string) {
	for from := 0; from <= len(s); {
		to := len(s)
		if n := strings.IndexByte(s[from:], '\n'); n >= 0 {
			to = from + n
		}
		p.Put(s[from:to])
		if to == len(s) {
			return
		}
		p.line()
		from = to + 1
	}
}

func (p *printer) items(list content.ID) {
	n, style := p.d.Ordinal(list), p.d.Style(list)
	mark := "- "
	for id := p.d.First(list); id != 0; id = p.d.Next(id) {
		if style != content.Bullet {
			var b buffer.Buffer
			writeOrdinal(&b, style, n)
			b.String(". ")
			mark = string(b)
		}
		if p.Fits(len(mark)) {
			p.Put(mark)
			p.indented(id, "                "[:min(len(mark), 16)], 1)
		} else {
			p.blocks(id, 1)
		}
		n++
		if p.d.Next(id) != 0 {
			p.line()
		}
	}
}

// writeOrdinal writes an item's number in its style; those that the style cannot write are decimal.
func writeOrdinal(b *buffer.Buffer, style content.ListStyle, n int) {
	upper := byte(0)
	switch {
	case n <= 0:
	case style == content.UpperAlpha:
		upper = 'a' - 'A'
		fallthrough
	case style == content.LowerAlpha:
		writeAlpha(b, n, 'a'-upper)
		return
	case n >= 200:
	case style == content.UpperRoman:
		upper = 'a' - 'A'
		fallthrough
	case style == content.LowerRoman:
		for n > 0 {
			i := 0
			for romanValues[i] > n {
				i++
			}
			n -= romanValues[i]
			for _, c := range []byte(romanMarks[i]) {
				b.Byte(c - upper)
			}
		}
		return
	}
	b.Int(n)
}

var (
	romanValues = [...]int{100, 90, 50, 40, 10, 9, 5, 4, 1}
	romanMarks  = [...]string{"c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"}
)

func writeAlpha(b *buffer.Buffer, n int, first byte) {
	n--
	if n >= 26 {
		writeAlpha(b, n/26, first)
	}
	b.Byte(first + byte(n%26))
}

// table prints rows as lines. A cell that takes several places is followed, and the rows below it have, empty ones.
func (p *printer) table(id content.ID) {
	var columns content.Columns
	e := &p.row
	for row := p.d.First(id); row != 0; row = p.d.Next(row) {
		for cell := p.d.First(row); cell != 0; cell = p.d.Next(cell) {
			for range columns.Place(p.d, cell) {
				p.Put(" | ")
			}
			p.latest = latest{}
			*e = excerpt{d: p.d, out: e.out[:0], max: 1 << 30, all: true, links: &p.latest}
			e.children(cell)
			p.latest = latest{}
			p.PutBytes(e.out)
			if p.d.Next(cell) != 0 {
				p.Put(" | ")
			}
		}
		columns.Row()
		if p.d.Next(row) != 0 {
			p.line()
		}
	}
}

func (p *printer) inlines(parent content.ID) {
	d := p.d
	for id := d.First(parent); id != 0; id = d.Next(id) {
		switch d.Kind(id) {
		case content.Text, content.Code:
			p.words(d.Text(id))
		case content.Attachment:
			p.words(d.Text(id))
			if u := d.URL(id); !u.IsZero() && u.String() != d.Text(id) {
				p.Put(" (")
				p.Put(u.String())
				p.Put(")")
			}
		case content.Mention:
			p.part("@" + d.Text(id))
		case content.Break:
			p.line()
		case content.Link:
			shown, unseen := address(d, id)
			if p.Begun && p.joins(p.Out, p.Start, shown) {
				p.Put(" ")
			}
			underscore := p.before(p.Out, false)
			p.inlines(id)
			if unseen != "" {
				p.Put(" (")
				p.Put(unseen)
				p.Put(")")
			}
			p.latest = latest{shown: shown, underscore: underscore, read: len(p.Out), end: len(p.Out)}
		case content.Image:
			words := d.Alt(id)
			if words == "" {
				words = d.URL(id).String()
			}
			p.part("[" + words + "]")
		default:
			p.inlines(id)
		}
	}
}

// part puts what is no text.
func (p *printer) part(s string) {
	if p.shown != "" && p.parts(len(p.Out), s) {
		p.Put(" ")
	}
	p.Put(s)
}

// words puts text with the spaces of a typewriter: those that may not break a line are that too.
func (p *printer) words(s string) {
	if p.shown != "" && p.parts(len(p.Out), s) {
		p.Put(" ")
	}
	for {
		i := strings.IndexByte(s, 0xc2)
		for i >= 0 && i+1 < len(s) && s[i+1] != 0xa0 {
			next := strings.IndexByte(s[i+1:], 0xc2)
			if next < 0 {
				i = -1
				break
			}
			i += 1 + next
		}
		if i < 0 || i+1 == len(s) {
			p.Put(s)
			return
		}
		p.Put(s[:i])
		p.Put(" ")
		s = s[i+2:]
	}
}
