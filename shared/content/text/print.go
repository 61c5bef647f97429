// Package text prints a content.Document as plain text: for mails, clipboards and search, and as a
// one-line excerpt for lists.
package text

import "deskside/shared/content"

// Print gives a document as plain text. See Append.
func Print(d *content.Document) string { return string(Append(nil, d)) }

// Append appends a document as plain text that reads well in a fixed or proportional font:
// paragraphs with a blank line between, "> " before what is quoted, "- " or a number before list
// items, cells separated by " | ", links with their address in parentheses unless they show it.
// Formatting is left out. There is no line end at the end.
func Append(dst []byte, d *content.Document) []byte {
	p := printer{d: d, out: dst, start: len(dst)}
	p.blocks(0, 2)
	for len(p.out) > p.start && p.out[len(p.out)-1] <= ' ' {
		p.out = p.out[:len(p.out)-1]
	}
	return p.out
}

type printer struct {
	d      *content.Document
	out    []byte
	start  int
	prefix []byte // what each line starts with
	begun  bool   // the current line has its prefix
}

func (p *printer) put(s string) {
	if s == "" {
		return
	}
	if !p.begun {
		p.out = append(p.out, p.prefix...)
		p.begun = true
	}
	p.out = append(p.out, s...)
}

// line ends the line; one without content has its prefix too, without the spaces at its end.
func (p *printer) line() {
	if !p.begun {
		p.out = append(p.out, p.prefix...)
	}
	for len(p.out) > p.start && p.out[len(p.out)-1] == ' ' {
		p.out = p.out[:len(p.out)-1]
	}
	p.out = append(p.out, '\n')
	p.begun = false
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
	was := len(p.prefix)
	p.prefix = append(p.prefix, prefix...)
	p.blocks(id, gap)
	p.prefix = p.prefix[:was]
}

func (p *printer) block(id content.ID, gap int) {
	d := p.d
	switch d.Kind(id) {
	case content.Paragraph, content.Heading:
		p.inlines(id)
	case content.Quote:
		author, date, _ := d.Source(id)
		if author != "" || date != "" {
			p.put(author)
			if author != "" && date != "" {
				p.put(", ")
			}
			p.put(date)
			p.put(":")
			p.line()
		}
		p.indented(id, "> ", gap)
	case content.CodeBlock:
		p.verbatim(d.Text(id))
	case content.List:
		p.items(id)
	case content.Table:
		p.table(id)
	case content.Rule:
		p.put("---")
	case content.Spoiler:
		if title := d.Text(id); title != "" {
			p.put(title)
			p.put(":")
			p.line()
		}
		p.blocks(id, gap)
	case content.Signature:
		p.put("--")
		p.line()
		p.blocks(id, 1)
	}
}

func (p *printer) verbatim(s string) {
	for from := 0; from <= len(s); {
		to := from
		for to < len(s) && s[to] != '\n' {
			to++
		}
		p.put(s[from:to])
		if to == len(s) {
			return
		}
		p.line()
		from = to + 1
	}
}

func (p *printer) items(list content.ID) {
	n := p.d.Ordinal(list)
	for id := p.d.First(list); id != 0; id = p.d.Next(id) {
		var buf [16]byte
		mark := append(buf[:0], '-', ' ')
		if style := p.d.Style(list); style != content.Bullet {
			mark = append(appendOrdinal(buf[:0], style, n), '.', ' ')
		}
		p.put(string(mark))
		p.indented(id, "                "[:min(len(mark), 16)], 1)
		n++
		if p.d.Next(id) != 0 {
			p.line()
		}
	}
}

// appendOrdinal appends an item's number in its style; those that the style cannot write are decimal.
func appendOrdinal(b []byte, style content.ListStyle, n int) []byte {
	switch {
	case (style == content.LowerAlpha || style == content.UpperAlpha) && n > 0:
		first := byte('a')
		if style == content.UpperAlpha {
			first = 'A'
		}
		return appendAlpha(b, n, first)
	case (style == content.LowerRoman || style == content.UpperRoman) && 0 < n && n < 200:
		from := len(b)
		for _, r := range [...]struct {
			value int
			mark  string
		}{{100, "c"}, {90, "xc"}, {50, "l"}, {40, "xl"}, {10, "x"}, {9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"}} {
			for ; n >= r.value; n -= r.value {
				b = append(b, r.mark...)
			}
		}
		if style == content.UpperRoman {
			for i := from; i < len(b); i++ {
				b[i] -= 'a' - 'A'
			}
		}
		return b
	}
	return appendInt(b, n)
}

func appendAlpha(b []byte, n int, first byte) []byte {
	n--
	if n >= 26 {
		b = appendAlpha(b, n/26, first)
	}
	return append(b, first+byte(n%26))
}

func appendInt(b []byte, n int) []byte {
	if n >= 10 {
		b = appendInt(b, n/10)
	}
	return append(b, byte('0'+n%10))
}

func (p *printer) table(id content.ID) {
	for row := p.d.First(id); row != 0; row = p.d.Next(row) {
		for cell := p.d.First(row); cell != 0; cell = p.d.Next(cell) {
			var line [64]byte
			e := excerpt{d: p.d, out: line[:0], max: 1 << 30, all: true}
			e.children(cell)
			p.put(string(e.out))
			if p.d.Next(cell) != 0 {
				p.put(" | ")
			}
		}
		if p.d.Next(row) != 0 {
			p.line()
		}
	}
}

func (p *printer) inlines(parent content.ID) {
	d := p.d
	for id := d.First(parent); id != 0; id = d.Next(id) {
		switch d.Kind(id) {
		case content.Text, content.Code, content.Attachment:
			p.put(d.Text(id))
		case content.Mention:
			p.put("@")
			p.put(d.Text(id))
		case content.Break:
			p.line()
		case content.Link:
			p.inlines(id)
			if u := d.URL(id); !d.ShowsAddress(id) && (d.Text(d.First(id)) != u.Address() || d.Next(d.First(id)) != 0) {
				p.put(" (")
				p.put(destination(u))
				p.put(")")
			}
		case content.Image:
			p.put("[")
			if alt := d.Alt(id); alt != "" {
				p.put(alt)
			} else {
				p.put(d.URL(id).String())
			}
			p.put("]")
		default:
			p.inlines(id)
		}
	}
}

func destination(u content.URL) string {
	if a := u.Address(); a != "" {
		return a
	}
	return u.String()
}
