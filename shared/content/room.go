package content

import "deskside/shared/content/internal/buffer"

// Expect makes room for what a source of n bytes usually becomes, unless the Builder has memory of
// an earlier document. Growing step by step takes two to three times as much, and the browser core
// never gets memory back.
func (b *Builder) Expect(n int) {
	b.expected = n
	if cap(b.text) == 0 {
		b.text = make(buffer.Buffer, 0, n+64)
	}
	if cap(b.nodes) < 16 {
		b.nodes = append(make([]Node, 0, n/32+16), b.nodes...)
	}
}

// growNodes makes room for the nodes that a source has when the rest of it is like what was read since
// there was room the last time. Where nearly every byte becomes a node, it is for a node of each byte:
// making room twice takes more.
func (b *Builder) growNodes(at int) {
	n := len(b.nodes)
	room := 2*n + 16
	if at-b.grown >= n-b.had && at < b.expected { // else these are no places in a source
		rest := (b.expected - at) * 17 / 16
		more := int(int64(n-b.had) * int64(rest) / int64(at-b.grown))
		if more > rest/8*5 {
			more = rest
		}
		room = n + 16 + max(min(more, 63*n), min(n/4, rest))
	}
	b.grown, b.had = at, n
	grown := make([]Node, n, room)
	copy(grown, b.nodes)
	b.nodes = grown
}

// growPieces makes room for as many pieces as the paragraph has when it goes on like this to the end of the source, at most
// four times as many as there are.
func (b *Builder) growPieces(at int) {
	n := len(b.pieces)
	rest := int(int64(n) * int64(max(b.expected-at, 0)) / int64(at+1))
	b.pieces = append(make([]piece, 0, 16+n+min(max(rest, n/4), 3*n)), b.pieces...)
}

// spare makes room for a few nodes that folding adds to a document, and where there is none for those that follow, too.
func (b *Builder) spare(few int) {
	if n := len(b.nodes); cap(b.nodes)-n < few {
		b.nodes = append(make([]Node, 0, n+n/64+64), b.nodes...)
	}
}

// manyNodes is where copying nodes costs more than making room for them anew.
const manyNodes = 4096

// finalNodes gives the nodes for good: copied, or as they are when there are many, and most of their
// memory is used.
func (b *Builder) finalNodes() []Node {
	nodes := b.nodes
	if len(nodes) > manyNodes && len(nodes) > cap(nodes)/2 {
		b.nodes = nil
		return nodes
	}
	final := make([]Node, len(nodes))
	copy(final, nodes)
	return final
}

// Room is a guess, rather too high, of how many bytes a document takes in HTML or as a drawing
// program: what a printer makes room for at once.
func (d *Document) Room() int {
	room := len(d.text) + len(d.text)/8 + 18*len(d.Nodes) + 64
	for i := range d.Nodes {
		if d.Nodes[i].Kind == Link {
			room += len(` rel="noopener noreferrer nofollow ugc"`)
		}
	}
	return room
}

// TextRoom is such a guess for the languages whose marks are short.
func (d *Document) TextRoom() int { return len(d.text) + len(d.text)/8 + 4*len(d.Nodes) }

// A source says once that it is bold, and everything in it is, paragraph by paragraph; a character at
// the start of lines makes a quote of each. So that a document is not many times as large as its
// source, what the source does not write out itself is made only as long as it costs at most
// perByte bytes of HTML for each byte read, and freeCost.
const (
	perByte   = 6
	freeCost  = 4096
	quoteCost = 40
	nodeCost  = 8 // for each, besides its marks
)

type budget struct {
	expected int    // bytes of the source, 0 when they are not known
	grown    int    // up to where they were read when there was room for nodes the last time
	had      int    // and how many nodes there were
	spent    int    // bytes of HTML for what the source does not write out
	opened   uint32 // the formatting up to this name has had a node
}

// afford spends from the budget, unless it has not enough.
//
//go:noinline
func (b *Builder) afford(cost, at int) bool {
	if b.spent+cost > perByte*max(at, len(b.text))+freeCost {
		return false
	}
	b.spent += cost
	return true
}

// reopen switches formatting off that would be opened again, in another paragraph or behind an end
// within, when there is no budget for it.
func (b *Builder) reopen(keep, at int) {
	cost := 0
	for i := keep; i < b.nwant; i++ {
		if f := &b.want[i]; f.id <= b.opened {
			cost += b.cost(f)
		}
	}
	if cost == 0 || b.afford(cost, at) {
		return
	}
	for i := range b.nformats {
		f := &b.formats[i]
		for k := keep; k < b.nwant; k++ {
			if w := &b.want[k]; w.id == f.id && f.id <= b.opened {
				f.value = 0
				b.Report.Add(Loss{Outcome: Unwrapped, What: f.kind.Name(), Why: TooMuch, Start: at, End: at})
			}
		}
	}
	b.effective()
}

// cost is what formatting costs in HTML, with the tags and attributes of package html.
func (b *Builder) cost(f *format) int {
	tags := len("<></>") + 2*len(rows[f.kind].element) + nodeCost
	switch f.kind {
	case Link:
		url := b.links[f.link].url.s
		n := tags + len(` href="" rel="noopener noreferrer nofollow ugc"`) + len(url)
		for i := 0; i < len(url); i++ {
			if url[i] == '&' {
				n += len("amp;")
			}
		}
		return n
	case Color, Size, Font:
		return len("<></>") + 2*len("span") + len(` style="color:#000000"`) + nodeCost
	}
	return tags
}
