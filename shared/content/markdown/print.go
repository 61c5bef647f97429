// Package markdown prints a content.Document as Markdown: CommonMark 0.31 with the tables and
// strikethrough of GitHub Flavored Markdown. No text of a document can become markup, and there is
// no raw HTML in what it prints.
package markdown

import (
	"deskside/shared/content"
	"deskside/shared/content/internal/buffer"
)

// Print gives a document as Markdown. See Append.
func Print(d *content.Document) string { return string(Append(make([]byte, 0, d.TextRoom()), d)) }

// Append appends a document as Markdown without a line end at the end. A line break is a backslash
// at the end of a line. What Markdown has no words for is left out and its text kept; Losses tells
// what that was.
func Append(dst []byte, d *content.Document) []byte {
	p := printer{d: d, Lines: buffer.AppendTo(dst)}
	p.Most = d.LongestPrefix()
	p.blocks(0, false)
	p.Out.Trim(p.Start)
	return p.Out
}

type printer struct {
	d     *content.Document
	other bool // the list uses the other marks than the list before it

	buffer.Lines
	line
}

// blocks prints the children of a container, with an empty line between unless they are tight.
func (p *printer) blocks(parent content.ID, tight bool) {
	d := p.d
	other := false
	for id := d.First(parent); id != 0; id = d.Next(id) {
		p.other = other
		p.block(id)
		next := d.Next(id)
		if next == 0 {
			return
		}
		p.End()
		if !tight {
			p.End()
		}
		// Two lists side by side are two only when their marks differ.
		other = d.Kind(id) == content.List && d.Kind(next) == content.List && !other &&
			(d.Style(id) == content.Bullet) == (d.Style(next) == content.Bullet)
	}
}

func (p *printer) indented(id content.ID, prefix string, tight bool) {
	was := p.Indent(prefix)
	p.blocks(id, tight)
	p.Outdent(was)
}

func (p *printer) block(id content.ID) {
	d := p.d
	switch d.Kind(id) {
	case content.Paragraph:
		p.inlines(id, inParagraph)
	case content.Heading:
		p.Put("######"[:d.Level(id)])
		p.Put(" ")
		p.inlines(id, inHeading)
	case content.Quote:
		author, date, _ := d.Source(id)
		if author != "" && date != "" {
			author += ", "
		}
		p.title(author + date)
		if !p.Fits(len("> ")) {
			p.blocks(id, false)
			return
		}
		if p.Begun { // by the mark of an item
			p.Put("> ")
		}
		p.indented(id, "> ", false)
	case content.CodeBlock:
		p.code(id)
	case content.List:
		p.list(id)
	case content.Table:
		p.table(id)
	case content.Rule:
		p.Put("___")
	case content.Spoiler:
		p.title(d.Text(id))
		p.blocks(id, false)
	case content.Signature:
		p.Put(`\--`)
		p.End()
		p.End()
		p.blocks(id, false)
	default:
		p.blocks(id, false)
	}
}

// title prints the words over a quote or spoiler as a paragraph of their own.
func (p *printer) title(words string) {
	if words == "" {
		return
	}
	p.line.begin(inParagraph)
	p.text(words)
	p.flush()
	p.Put(":")
	p.End()
	p.End()
}

// code prints a code block between fences that are longer than any in it.
func (p *printer) code(id content.ID) {
	text := p.d.Text(id)
	fence := max(longestRun(text)+1, 3)
	p.ticks(fence)
	p.Put(p.d.Language(id))
	p.End()
	for from := 0; from <= len(text); {
		to := from
		for to < len(text) && text[to] != '\n' {
			to++
		}
		if from < to {
			p.Put(text[from:to])
		}
		p.End()
		from = to + 1
	}
	p.ticks(fence)
}

func (p *printer) ticks(n int) {
	for range n {
		p.Put("`")
	}
}

// longestRun is how many backticks stand side by side at most.
func longestRun(s string) int {
	longest, run := 0, 0
	for i := 0; i < len(s); i++ {
		if s[i] == '`' {
			run++
			longest = max(longest, run)
		} else {
			run = 0
		}
	}
	return longest
}

// below prints a list that starts below 0, which none of Markdown does: as paragraphs.
func (p *printer) below(id content.ID) {
	d := p.d
	n := d.Ordinal(id)
	for item := d.First(id); item != 0; item = d.Next(item) {
		var mark buffer.Buffer
		if n < 0 {
			mark.Byte('\\')
		}
		mark.Int(n)
		if n >= 0 {
			mark.Byte('\\')
		}
		mark.Byte('.')
		p.Put(string(mark))
		if d.Kind(d.First(item)) == content.Paragraph {
			p.Put(" ")
		} else {
			p.End()
			p.End()
		}
		p.blocks(item, false)
		n++
		if d.Next(item) != 0 {
			p.End()
			p.End()
		}
	}
}

func (p *printer) list(id content.ID) {
	d := p.d
	if d.Ordinal(id) < 0 {
		p.below(id)
		return
	}
	other, tight := p.other, p.tight(id)
	n := d.Ordinal(id)
	for item := d.First(id); item != 0; item = d.Next(item) {
		var mark buffer.Buffer
		switch {
		case d.Style(id) == content.Bullet && other:
			mark.String("* ")
		case d.Style(id) == content.Bullet:
			mark.String("- ")
		default:
			mark.Int(n)
			if other {
				mark.String(") ")
			} else {
				mark.String(". ")
			}
		}
		if p.Fits(len(mark)) { // what is not marked is not indented either, else a code block could end early
			p.Put(string(mark))
			p.indented(item, "                "[:min(len(mark), 16)], tight)
		} else {
			p.blocks(item, tight)
		}
		n++
		if d.Next(item) != 0 {
			p.End()
			if !tight {
				p.End()
			}
		}
	}
}

// tight tells a list whose items are one paragraph each, and lists within.
func (p *printer) tight(list content.ID) bool {
	d := p.d
	for item := d.First(list); item != 0; item = d.Next(item) {
		first := d.First(item)
		if d.Kind(first) != content.Paragraph {
			return false
		}
		for id := d.Next(first); id != 0; id = d.Next(id) {
			// A list that starts at another number ends no paragraph, and two need a line between.
			if d.Kind(id) != content.List || d.Style(id) != content.Bullet && d.Ordinal(id) != 1 || d.Next(id) != 0 || !p.tight(id) {
				return false
			}
		}
	}
	return true
}

// table prints a table with as many cells in its head as the longest row has; the others have their
// own, and readers of Markdown add the empty ones behind them. One that takes several places is followed, and the rows
// below it have, empty ones. A table without a head gets an empty one: Markdown knows none without.
func (p *printer) table(id content.ID) {
	d := p.d
	width := 0
	var columns content.Columns
	for row := d.First(id); row != 0; row = d.Next(row) {
		cells := 0
		for cell := d.First(row); cell != 0; cell = d.Next(cell) {
			cells += columns.Place(d, cell) + 1
		}
		columns.Row()
		width = max(width, cells)
	}
	columns = content.Columns{}
	row := d.First(id)
	if heads(d, row) {
		p.row(row, &columns, width)
		row = d.Next(row)
	} else {
		p.row(0, &columns, width)
	}
	p.End()
	p.Put("|")
	for range width {
		p.Put(" --- |")
	}
	for ; row != 0; row = d.Next(row) {
		p.End()
		p.row(row, &columns, 1)
	}
}

// heads tells a row of nothing but heads of columns.
func heads(d *content.Document, row content.ID) bool {
	for cell := d.First(row); cell != 0; cell = d.Next(cell) {
		if d.Nodes[cell].Flags&content.Header == 0 {
			return false
		}
	}
	return true
}

// row prints a row, 0 for an empty one, with a number of cells or its own, if these are more.
func (p *printer) row(row content.ID, columns *content.Columns, cells int) {
	p.Put("|")
	if row != 0 {
		for cell := p.d.First(row); cell != 0; cell = p.d.Next(cell) {
			for range columns.Place(p.d, cell) {
				p.Put("  |")
				cells--
			}
			p.Put(" ")
			p.line.begin(inCell)
			p.cell(cell)
			p.endLine()
			p.Put(" |")
			cells--
		}
		columns.Row()
	}
	for range cells {
		p.Put("  |")
	}
}

// cell prints the blocks of a cell on one line.
func (p *printer) cell(parent content.ID) {
	d := p.d
	for id := d.First(parent); id != 0; id = d.Next(id) {
		switch d.Kind(id) {
		case content.Paragraph, content.Heading:
			p.gap()
			p.leaves(id)
		case content.CodeBlock:
			p.gap()
			p.codeSpan(oneLine(d.Text(id)))
		case content.Quote:
			author, date, _ := d.Source(id)
			p.words(author)
			p.words(date)
			p.cell(id)
		case content.Spoiler:
			p.words(d.Text(id))
			p.cell(id)
		default:
			p.cell(id)
		}
	}
}

func (p *printer) words(s string) {
	if s != "" {
		p.gap()
		p.text(s)
	}
}

// oneLine puts a code block on one line with single spaces.
func oneLine(s string) string {
	var b buffer.Buffer
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c > ' ':
			b.Byte(c)
		case len(b) > 0 && b[len(b)-1] != ' ':
			b.Byte(' ')
		}
	}
	return string(b)
}
