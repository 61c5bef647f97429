package rich

import (
	"deskside/shared/content"
	"deskside/shared/content/internal/buffer"
)

// Print gives a document as a program.
func Print(d *content.Document) []byte {
	p := printer{d: d, out: make(buffer.Buffer, 0, d.Room())}
	p.out.Byte(Version)
	p.children(0)
	return p.out
}

type printer struct {
	d   *content.Document
	out buffer.Buffer
}

//go:noinline
func (p *printer) number(n int) {
	u := uint32(n)
	for ; u >= 0x80; u >>= 7 {
		p.out.Byte(byte(u) | 0x80)
	}
	p.out.Byte(byte(u))
}

//go:noinline
func (p *printer) string(s string) {
	p.number(len(s))
	p.out.String(s)
}

func (p *printer) children(parent content.ID) {
	for id := p.d.First(parent); id != 0; id = p.d.Next(id) {
		k := p.d.Kind(id)
		p.out.Byte(byte(k))
		p.values(k, id)
		switch k {
		case content.Code, content.CodeBlock:
			p.out.Byte(byte(content.Text))
			p.string(p.d.Text(id))
		default:
			p.children(id)
		}
		if !Leaf(k) {
			p.out.Byte(End)
		}
	}
}

// values puts what Fields names.
func (p *printer) values(k content.Kind, id content.ID) {
	d := p.d
	switch k {
	case content.Paragraph:
		p.number(int(d.Align(id)))
	case content.Heading:
		p.number(d.Level(id))
		p.number(int(d.Align(id)))
	case content.CodeBlock:
		p.string(d.Language(id))
	case content.List:
		p.number(int(d.Style(id)))
		p.number(d.Ordinal(id))
	case content.Cell:
		columns, rows := d.Spans(id)
		p.flag(id, content.Header)
		p.number(columns)
		p.number(rows)
	case content.Quote:
		author, date, ref := d.Source(id)
		p.string(author)
		p.string(date)
		p.string(ref)
		p.flag(id, content.Folded)
	case content.Spoiler, content.Text:
		p.string(d.Text(id))
	case content.Image:
		width, height := d.Dimensions(id)
		p.string(d.URL(id).String())
		p.string(d.Alt(id))
		p.number(width)
		p.number(height)
	case content.Mention:
		p.string(d.Text(id))
		p.string(d.Ref(id))
	case content.Attachment:
		p.string(d.Text(id))
		p.string(d.Ref(id))
		p.string(d.URL(id).String())
	case content.Color:
		p.number(int(d.RGB(id)))
	case content.Size:
		p.number(int(d.Step(id)))
	case content.Font:
		p.number(int(d.Family(id)))
	case content.Link:
		p.string(d.URL(id).String())
	}
}

func (p *printer) flag(id content.ID, f content.Flags) {
	n := 0
	if p.d.Nodes[id].Flags&f != 0 {
		n = 1
	}
	p.number(n)
}
