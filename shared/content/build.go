package content

import (
	"unicode/utf8"

	"deskside/shared/content/internal/ascii"
	"deskside/shared/content/internal/buffer"
)

// Depth and size limits of a document. What lies deeper is kept as text of the level above; past
// maxNodes, formatting and containers are left out and the text stays.
const (
	MaxDepth   = 32
	maxNodes   = 1 << 19
	maxFormats = 64
	maxPending = 255
	maxWords   = 1000
	maxSpan    = 100 // columns or rows that a cell takes
	tabWidth   = 4
)

// Builder makes documents out of what a reader finds in its source, and keeps them in normal form
// (see the package comment). Nothing it is told is an error: containers come into being when they
// get content, blocks end the paragraph they meet, formatting crosses paragraphs.
//
// Positions are byte offsets in the source. A Builder may be reused; Document copies.
type Builder struct {
	// Report is told what finds no place in the document; nil for nobody.
	Report *Report

	nodes []Node
	attrs []attr
	text  buffer.Buffer

	frames [MaxDepth + 4]frame // the root and the open containers
	depth  int
	live   int // frames up to here have a node

	align Align
	level int // heading level of new paragraphs, 0 for none
	para  ID

	white  Space // how white space of Text is read
	quotes bool  // there is a quote
	marked bool  // a line may start with > or |

	inline
	steps int
	budget
}

// Reset forgets everything but the memory. Lines tells that a line feed in Text is a line break.
func (b *Builder) Reset(lines bool) {
	b.nodes = append(b.nodes[:0], Node{Kind: Root})
	b.attrs, b.text = b.attrs[:0], b.text[:0]
	b.frames[0] = frame{Block: Block{Kind: Root}}
	b.depth, b.live = 0, 0
	b.align, b.level, b.para = AlignDefault, 0, 0
	b.quotes, b.marked = false, false
	b.white = SpaceSingle
	if lines {
		b.white = SpaceLines
	}
	b.inline.reset()
	b.steps = 0
	b.budget = budget{}
}

// Document ends everything that is open and gives a copy of the document; end is the length of the
// source. The Builder must be Reset before it is used again.
func (b *Builder) Document(end int) *Document {
	d := b.Lend(end)
	b.Keep(d)
	return d
}

// Lend is Document without the copy, for who is done with the document before the Builder is Reset.
func (b *Builder) Lend(end int) *Document {
	b.CloseTo(1, end)
	b.EndParagraph(end)
	b.nodes[0].End = uint32(end)
	return &Document{Nodes: b.nodes, attrs: b.attrs, text: b.finalText()}
}

// Keep gives a document that was lent memory of its own.
func (b *Builder) Keep(d *Document) {
	d.Nodes, d.attrs = b.finalNodes(), append([]attr(nil), d.attrs...)
}

// Steps counts the work done since Reset in units of about one node or run of text, for tests that
// hold it linear.
func (b *Builder) Steps() int { return b.steps }

// Space is how white space of a source is read.
type Space uint8

const (
	SpaceSingle Space = iota // of any length as one space
	SpaceLines               // the same, but a line feed is a line break
	SpaceKept                // and spaces are as many as there are
)

// SetSpace changes how white space of Text is read and gives how it was.
func (b *Builder) SetSpace(s Space) (was Space) {
	was, b.white = b.white, s
	return was
}

// SetAlign sets the alignment of what follows and gives the one before.
func (b *Builder) SetAlign(a Align, at int) (was Align) {
	was = b.align
	if a != was {
		b.EndParagraph(at)
		b.align = a
	}
	return was
}

// Align is the alignment of what follows.
func (b *Builder) Align() Align { return b.align }

// Level is the heading level of what follows, 0 for paragraphs.
func (b *Builder) Level() int { return b.level }

// SetLevel makes the paragraphs that follow headings of a level, 0 for paragraphs, and gives the
// level before.
func (b *Builder) SetLevel(level, at int) (was int) {
	was = b.level
	b.EndParagraph(at)
	b.level = min(max(level, 0), 6)
	return was
}

// EndParagraph ends the paragraph; what follows starts a new one.
//
//go:noinline
func (b *Builder) EndParagraph(at int) {
	b.endLine()
	b.edge = max(b.edge, at)
	if b.para == 0 {
		return
	}
	b.prune(0)
	b.autolink()
	b.nodes[b.para].End = max(b.nodes[b.para].End, uint32(at))
	b.para = 0
}

// add puts a node after the last child of another.
//
//go:noinline
func (b *Builder) add(parent ID, k Kind, start, end int) ID {
	id := b.loose(k, uint32(start), uint32(max(start, end)))
	p := &b.nodes[parent]
	if p.last == 0 {
		p.First = id
	} else {
		b.nodes[p.last].Next = id
	}
	p.last = id
	return id
}

// loose makes a node that has no place yet.
//
//go:noinline
func (b *Builder) loose(k Kind, start, end uint32) ID {
	b.steps++
	id := ID(len(b.nodes))
	if len(b.nodes) == cap(b.nodes) {
		b.growNodes(int(start))
	}
	b.nodes = append(b.nodes, Node{Kind: k, Start: start, End: end})
	return id
}

// addLeaf puts a node with a string of its own into the open inline node.
//
//go:noinline
func (b *Builder) addLeaf(k Kind, text span, start, end int) ID {
	id := b.add(b.top(), k, start, end)
	b.nodes[id].off, b.nodes[id].len = text.off, text.len
	return id
}

// describe gives a node attributes.
//
//go:noinline
func (b *Builder) describe(id ID, a attr) {
	b.attrs = append(b.attrs, a)
	b.nodes[id].attr = int32(len(b.attrs))
}

// words stores an attribute: one line with single spaces, of at most maxWords bytes.
//
//go:noinline
func (b *Builder) words(s string) span {
	off := len(b.text)
	writeWords(&b.text, s)
	if len(b.text) > off+maxWords {
		end := off + maxWords
		for !utf8.RuneStart(b.text[end]) {
			end--
		}
		for b.text[end-1] == ' ' {
			end--
		}
		b.text = b.text[:end]
	}
	b.unbroken = len(b.text)
	return span{uint32(off), uint32(len(b.text) - off)}
}

//go:noinline
func (b *Builder) store(s string) span {
	off := len(b.text)
	if n := len(b.text); n+len(s) > cap(b.text) { // addresses may be many times what names them
		b.text = append(make(buffer.Buffer, 0, 2*n+len(s)), b.text...)
	}
	b.text.String(s)
	b.unbroken = len(b.text)
	return span{uint32(off), uint32(len(s))}
}

// Rule puts a horizontal rule.
func (b *Builder) Rule(at, end int) {
	b.EndParagraph(at)
	parent := b.container(at)
	b.add(parent, Rule, at, end)
	b.edge = max(b.edge, end)
}

// CodeBlock puts preformatted text. Blank lines around it and control characters go, line ends
// become line feeds; without other characters nothing is put. The language is kept if it is a plain
// word of at most 32 characters.
func (b *Builder) CodeBlock(code, language string, at, end int) {
	b.EndParagraph(at)
	b.steps += len(code) / 16
	mark := len(b.text)
	writeVerbatim(&b.text, code)
	if len(b.text) == mark {
		return
	}
	text := span{uint32(mark), uint32(len(b.text) - mark)}
	id := b.add(b.container(at), CodeBlock, at, end)
	b.edge = max(b.edge, end)
	b.nodes[id].off, b.nodes[id].len = text.off, text.len
	if name := languageName(language); name != "" {
		b.describe(id, attr{a: b.store(name)})
	} else if language != "" {
		b.Report.Add(Loss{Outcome: Refused, What: "language", Name: language, In: CodeBlock, Why: NotPlainWord, Start: at, End: end})
	}
}

func languageName(s string) string {
	if len(s) > 32 {
		return ""
	}
	var low [32]byte
	for i := 0; i < len(s); i++ {
		c := ascii.Lower(s[i])
		if !ascii.Alnum(c) && c != '+' && c != '#' && c != '-' && c != '.' && c != '_' {
			return ""
		}
		low[i] = c
	}
	return string(low[:len(s)])
}
