package content

import "deskside/shared/content/internal/buffer"

// Expect makes room for what a source of n bytes usually becomes, unless the Builder has memory of
// an earlier document. Growing step by step takes two to three times as much, and the browser core
// never gets memory back.
func (b *Builder) Expect(n int) {
	if cap(b.text) == 0 {
		b.nodes = append(make([]Node, 0, n/32+16), b.nodes...)
		b.text = make(buffer.Buffer, 0, n+64)
	}
}

// Room is a guess, rather too high, of how many bytes a document takes in HTML or as a drawing
// program: what a printer makes room for at once.
func (d *Document) Room() int { return len(d.text) + len(d.text)/8 + 16*len(d.Nodes) + 64 }
