package content

import "deskside/shared/content/internal/buffer"

// Fate is what becomes of a node in a copy.
type Fate uint8

const (
	// Keep copies the node.
	Keep Fate = iota
	// Unwrap leaves the node out and copies what is in it.
	Unwrap
	// Drop leaves the node out with what is in it.
	Drop
)

// Copy puts what fate keeps of a document. The Builder must be Reset; positions become those of the
// document's own source.
func (b *Builder) Copy(d *Document, fate func(ID) Fate) {
	b.expected = int(d.end())
	if cap(b.text) == 0 {
		b.text = make(buffer.Buffer, 0, len(d.text))
		b.nodes = append(make([]Node, 0, len(d.Nodes)), b.nodes...)
	}
	b.copyBelow(d, 0, fate)
}

// Within counts the open containers of a kind.
func (b *Builder) Within(k Kind) (n int) {
	for i := 1; i <= b.depth; i++ {
		if b.frames[i].Kind == k {
			n++
		}
	}
	return n
}

func (b *Builder) copyBelow(d *Document, parent ID, fate func(ID) Fate) {
	for id := d.First(parent); id != 0; id = d.Next(id) {
		switch fate(id) {
		case Keep:
			b.copyNode(d, id, fate)
		case Unwrap:
			b.copyBelow(d, id, fate)
		}
	}
}

func (b *Builder) copyNode(d *Document, id ID, fate func(ID) Fate) {
	n := &d.Nodes[id]
	start, end := int(n.Start), int(n.End)
	switch n.Kind {
	case Paragraph, Heading:
		b.EndParagraph(start)
		level, align := b.SetLevel(d.Level(id), start), b.SetAlign(d.Align(id), start)
		b.copyBelow(d, id, fate)
		b.EndParagraph(end)
		b.SetLevel(level, end)
		b.SetAlign(align, end)
	case CodeBlock:
		b.CodeBlock(d.Text(id), d.Language(id), start, end)
	case Rule:
		b.Rule(start, end)
	case Text:
		b.Words(d.Text(id), start, end)
	case Code:
		mark := b.Push(Format{Kind: Code}, start)
		b.Words(d.Text(id), start, end)
		b.Pop(mark, end)
	case Break:
		b.Break(start)
	case Image:
		width, height := d.Dimensions(id)
		b.Image(d.URL(id), d.Alt(id), width, height, start, end)
	case Mention:
		b.Mention(d.Text(id), d.Ref(id), start, end)
	case Attachment:
		b.Attachment(d.Text(id), d.Ref(id), d.URL(id), start, end)
	default:
		if !n.Kind.Container() {
			mark := b.Push(Format{Kind: n.Kind, RGB: d.RGB(id), Step: d.Step(id), Family: d.Family(id), URL: d.URL(id)}, start)
			b.copyBelow(d, id, fate)
			b.Pop(mark, end)
			return
		}
		bl := Block{Kind: n.Kind, Flags: n.Flags, Style: d.Style(id), Ordinal: d.Ordinal(id), Numbered: true}
		bl.Author, bl.Date, bl.Ref = d.Source(id)
		bl.Columns, bl.Rows = d.Spans(id)
		if n.Kind == Spoiler {
			bl.Title = d.Text(id)
		}
		mark := b.Open(bl, start)
		b.copyBelow(d, id, fate)
		b.CloseTo(mark, end)
	}
}
