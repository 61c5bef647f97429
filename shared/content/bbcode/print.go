package bbcode

import (
	"deskside/shared/content"
	"deskside/shared/content/internal/ascii"
	"deskside/shared/content/internal/buffer"
)

// Print gives a document as BBCode. See Append.
func Print(d *content.Document) string { return string(Append(make([]byte, 0, d.TextRoom()), d)) }

// Append appends a document as BBCode. Tags are those that UseResponse itself answers with ([ul],
// [ol], [li], [img], [url=…]) and the common ones for the rest; [h1] to [h6], [icode], [mention]
// and [attach] are less common. Signatures lose their mark and quotes that they are folded.
//
// A text that would be read as a tag gets an invisible U+200B after its bracket, which Parse takes
// away again and which other readers of BBCode do not see.
func Append(dst []byte, d *content.Document) []byte {
	p := printer{d: d, Buffer: dst}
	p.uses(0)
	p.blocks(0)
	return p.Buffer
}

type printer struct {
	buffer.Buffer
	d *content.Document
	// used are the tags that this document closes somewhere, as bits.
	used uint64
	// inside counts the tags that are open.
	inside int
	// fresh tells that a web address put now is read apart from what stands before it, apart that any address is.
	fresh, apart bool
	// after is the node behind the formatting that is open, 0 for none.
	after content.ID

	begun bool // the container has a block
	plain bool // and the last one is a paragraph without tags
}

// uses finds the tags that the nodes below a node are printed with.
func (p *printer) uses(parent content.ID) {
	d := p.d
	for id := d.First(parent); id != 0; id = d.Next(id) {
		switch k := d.Kind(id); k {
		case content.Paragraph, content.Heading:
			switch d.Align(id) {
			case content.AlignCenter:
				p.use(tagCenter)
			case content.AlignRight:
				p.use(tagRight)
			case content.AlignJustify:
				p.use(tagJustify)
			}
			if k == content.Heading {
				p.use(tagH1 + tag(d.Level(id)-1))
			}
		case content.CodeBlock:
			p.use(tagCode)
			p.use(tagPre)
		case content.List:
			p.use(tagUl)
			p.use(tagOl)
			p.use(tagLi)
		case content.Table:
			p.use(tagTable)
			p.use(tagTr)
			p.use(tagTd)
			p.use(tagTh)
		case content.Link:
			p.use(tagURL)
			p.use(tagEmail)
		default:
			p.use(tag(k))
		}
		p.uses(id)
	}
}

// A tag too many for the bits does not compile.
const _ = uint(64 - tags)

//go:noinline
func (p *printer) use(t tag) { p.used |= 1 << t }

// start starts an opening tag.
func (p *printer) start(name string) { p.Buffer = append(append(p.Buffer, '['), name...) }

// end puts a closing tag.
func (p *printer) end(name string) {
	p.Buffer = append(append(append(p.Buffer, "[/"...), name...), ']')
}

// container ends an opening tag, and prints the blocks of a node and the closing tag.
func (p *printer) container(id content.ID, name string) {
	begun, plain := p.begun, p.plain
	p.begun, p.plain = false, false
	p.String("]")
	p.inside++
	p.blocks(id)
	p.inside--
	p.end(name)
	p.begun, p.plain = begun, plain
}

func (p *printer) blocks(parent content.ID) {
	d := p.d
	for id := d.First(parent); id != 0; id = d.Next(id) {
		if d.Kind(id) == content.Signature {
			p.blocks(id)
			continue
		}
		plain := d.Kind(id) == content.Paragraph && d.Align(id) == content.AlignDefault
		switch {
		case p.begun && plain && p.plain:
			p.String("\n\n")
		case p.begun:
			p.String("\n")
		}
		p.block(id)
		p.begun, p.plain = true, plain
	}
}

func (p *printer) block(id content.ID) {
	d := p.d
	switch d.Kind(id) {
	case content.Paragraph, content.Heading:
		p.paragraph(id)
	case content.Quote:
		p.quoteHead(d.Source(id))
		p.container(id, NameQuote)
	case content.CodeBlock:
		p.code(id)
	case content.List:
		p.list(id)
	case content.Table:
		p.String("[" + NameTable + "]")
		for row := d.First(id); row != 0; row = d.Next(row) {
			p.String("[" + NameTr + "]")
			for cell := d.First(row); cell != 0; cell = d.Next(cell) {
				p.cell(cell)
			}
			p.String("[/" + NameTr + "]")
		}
		p.String("[/" + NameTable + "]")
	case content.Rule:
		p.String("[" + NameHr + "]")
	case content.Spoiler:
		p.String("[" + NameSpoiler)
		if title := d.Text(id); title != "" {
			p.value("=", title)
		}
		p.container(id, NameSpoiler)
	default:
		name := d.Kind(id).Tag()
		p.start(name)
		p.container(id, name)
	}
}

func (p *printer) quoteHead(author, date, ref string) {
	p.String("[" + NameQuote)
	if author != "" {
		p.value("=", author)
	}
	if date != "" {
		p.value(" date=", date)
	}
	if ref != "" {
		p.value(" ref=", ref)
	}
}

func (p *printer) paragraph(id content.ID) {
	align := p.d.Align(id).Name()
	if align != "" {
		p.String("[")
		p.String(align)
		p.String("]")
	}
	level := p.d.Level(id)
	if level > 0 {
		p.String("[h")
		p.Int(level)
		p.String("]")
	}
	p.fresh, p.apart = true, true
	was := p.inside
	if align != "" || level > 0 {
		p.inside++
	}
	p.inlines(id)
	p.inside = was
	if level > 0 {
		p.String("[/h")
		p.Int(level)
		p.String("]")
	}
	if align != "" {
		p.String("[/")
		p.String(align)
		p.String("]")
	}
}

// value puts a value in quotes. The characters that could end it are replaced by their likes.
//
//go:noinline
func (p *printer) value(name, s string) {
	p.String(name)
	p.String(`"`)
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch c {
		case '"':
			c = '\''
		case '[':
			c = '('
		case ']':
			c = ')'
		}
		p.Byte(c)
	}
	p.String(`"`)
}

//go:noinline
func (p *printer) number(name string, n int) {
	p.String(name)
	p.String(`"`)
	p.Int(n)
	p.String(`"`)
}

// code prints a code block in [code] or, if that word is in it, in [pre].
func (p *printer) code(id content.ID) {
	text, name := p.d.Text(id), NameCode
	if closes(text, tagCode) && !closes(text, tagPre) {
		name = NamePre
	}
	p.String("[")
	p.String(name)
	if language := p.d.Language(id); language != "" {
		p.String("=")
		p.String(language)
	}
	p.String("]")
	p.raw(text, tagCode, name == NameCode)
	p.String("[/")
	p.String(name)
	p.String("]")
}

// closes tells that a text has the closing tag of a raw tag in it.
func closes(text string, t tag) bool {
	for i := 0; i+2 < len(text); i++ {
		n := ascii.Index(text[i:], "[/")
		if n < 0 {
			return false
		}
		i += n
		if Closes(text, i) == t {
			return true
		}
	}
	return false
}

// raw puts the text of a raw tag; guarded when the text could end it.
func (p *printer) raw(text string, t tag, guarded bool) {
	done := 0
	for i := 0; guarded && i+2 < len(text); i++ {
		if text[i] != '[' || text[i+1] != '/' {
			continue
		}
		if Closes(text, i) == t {
			p.String(text[done : i+1])
			p.String(guard)
			done = i + 1
		}
	}
	p.String(text[done:])
}

func (p *printer) list(id content.ID) {
	d := p.d
	style := d.Style(id)
	name := NameOl
	if style == content.Bullet {
		name = NameUl
	}
	p.String("[")
	p.String(name)
	if style > content.Decimal {
		p.value(" type=", style.Mark())
	}
	if n := d.Ordinal(id); n != 1 && style != content.Bullet {
		p.number(" start=", n)
	}
	p.String("]")
	for item := d.First(id); item != 0; item = d.Next(item) {
		p.block(item)
	}
	p.String("[/")
	p.String(name)
	p.String("]")
}

func (p *printer) cell(id content.ID) {
	name := NameTd
	if p.d.Nodes[id].Flags&content.Header != 0 {
		name = NameTh
	}
	p.String("[")
	p.String(name)
	columns, rows := p.d.Spans(id)
	if columns > 1 {
		p.number(" colspan=", columns)
	}
	if rows > 1 {
		p.number(" rowspan=", rows)
	}
	p.container(id, name)
}
