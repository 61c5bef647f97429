// Package content is the closed syntax tree of what people write in a helpdesk: ideas, tickets,
// comments, mails. Readers (html, bbcode) build it, printers (html, bbcode, text, draw) generate
// their output from it and from nothing else, so what the tree cannot hold cannot appear: there is
// no node for a script, an event attribute or an unchecked URL.
//
// A Document is always in normal form, whoever built it: paragraphs hold inline nodes and never
// blocks, neighbouring spaces are one, two line breaks in a row are two paragraphs, formatting that
// changes nothing is absent. Printing a document, reading that and printing again therefore gives
// the same bytes.
//
// What HTML, BBCode and Markdown call a kind stands in its row (kind.go); otherwise the package knows
// neither of them, nor how anything is drawn or sent. It does no I/O, never panics on input and takes
// time linear in it. The browser core links it, so what is called from many places is kept out of
// line (go:noinline), and tables are strings and arrays that need no start-up.
package content

import "unicode/utf8"

// Limits of a UseResponse object, in characters as Length counts them.
const (
	MaxTitle   = 100
	MaxContent = 12000
)

// Length counts the characters of s as the server does: code points.
func Length(s string) int { return utf8.RuneCountInString(s) }

// ID names a node: its place in Document.Nodes. The root is 0, and since nothing has the root as its
// child or sibling, 0 also means "none" in Node.First and Node.Next.
type ID int32

// Node is one element of a document. It holds no pointers: text and attributes lie in the document
// and are read through the methods of Document.
type Node struct {
	Kind  Kind
	Flags Flags
	num   uint16 // align and level, list style, column and row span: by kind

	First, Next ID // first child, next sibling; 0 for none
	last        ID

	// Start and End are the byte offsets in the source of what became this node, End after the
	// last byte. Formatting that was closed and opened again covers only its own part.
	Start, End uint32

	off, len uint32 // the node's own string in Document.text; colour, size, family or list start in off
	attr     int32  // place in Document.attrs plus one
}

// Flags are the yes-or-no properties of a node.
type Flags uint8

const (
	// Folded marks a Quote that repeats earlier mail: a reader shows it on demand.
	Folded Flags = 1 << iota
	// Header marks a Cell that heads its row or column.
	Header
)

// Document is a tree of nodes in one slice. Nodes[0] is the root; nodes that lost their place while
// reading stay in the slice, so walk by First and Next, not by index. A Document is not changed
// after it was built and may be shared.
type Document struct {
	Nodes []Node
	attrs []attr
	text  string
}

type span struct{ off, len uint32 }

type attr struct {
	a, b, c span
	x, y    uint32
}

// Kind tells what a node is. The zero ID of an empty Document is no node: Kind answers Root.
func (d *Document) Kind(id ID) Kind {
	if int(id) >= len(d.Nodes) {
		return Root
	}
	return d.Nodes[id].Kind
}

// First gives the first child, 0 for none.
func (d *Document) First(id ID) ID {
	if int(id) >= len(d.Nodes) {
		return 0
	}
	return d.Nodes[id].First
}

// Next gives the next sibling, 0 for none.
func (d *Document) Next(id ID) ID { return d.Nodes[id].Next }

// Walk calls visit for every node but the root, parents before their children.
func (d *Document) Walk(visit func(ID)) {
	if len(d.Nodes) > 0 {
		d.walk(0, visit)
	}
}

func (d *Document) walk(parent ID, visit func(ID)) {
	for id := d.First(parent); id != 0; id = d.Next(id) {
		visit(id)
		d.walk(id, visit)
	}
}

// Empty tells that the document holds nothing to read.
func (d *Document) Empty() bool { return d.First(0) == 0 }

//go:noinline
func (d *Document) str(s span) string { return d.text[s.off : s.off+s.len] }

//go:noinline
func (d *Document) attrOf(id ID) attr {
	if i := d.Nodes[id].attr; i > 0 {
		return d.attrs[i-1]
	}
	return attr{}
}

// Text is the text of a Text, Code, CodeBlock, Mention (the name) or Attachment (the file name)
// and the title of a Spoiler. It is valid UTF-8 without control characters other than the tab and
// line feed of a CodeBlock.
func (d *Document) Text(id ID) string {
	n := &d.Nodes[id]
	switch n.Kind {
	case Text, Code, CodeBlock, Mention, Attachment, Spoiler:
		return d.str(span{n.off, n.len})
	}
	return ""
}

// URL is where a Link leads, where an Image or an Attachment is to be had; the zero URL for none.
func (d *Document) URL(id ID) URL {
	n := &d.Nodes[id]
	switch n.Kind {
	case Link:
		return URL{d.str(span{n.off, n.len})}
	case Image:
		return URL{d.str(d.attrOf(id).a)}
	case Attachment:
		return URL{d.str(d.attrOf(id).b)}
	}
	return URL{}
}

// Alt is the replacement text of an Image.
func (d *Document) Alt(id ID) string {
	if d.Nodes[id].Kind != Image {
		return ""
	}
	return d.str(d.attrOf(id).b)
}

// Dimensions are the width and height of an Image in CSS pixels, 0 where unknown.
func (d *Document) Dimensions(id ID) (width, height int) {
	if d.Nodes[id].Kind != Image {
		return 0, 0
	}
	a := d.attrOf(id)
	return int(a.x), int(a.y)
}

// Align is the alignment of a Paragraph or Heading.
func (d *Document) Align(id ID) Align {
	n := &d.Nodes[id]
	if n.Kind == Paragraph || n.Kind == Heading {
		return Align(n.num & 0xff)
	}
	return AlignDefault
}

// Level is the level of a Heading, 1 to 6.
func (d *Document) Level(id ID) int {
	if n := &d.Nodes[id]; n.Kind == Heading {
		return int(n.num >> 8)
	}
	return 0
}

// Style is how the items of a List are marked.
func (d *Document) Style(id ID) ListStyle {
	if n := &d.Nodes[id]; n.Kind == List {
		return ListStyle(n.num)
	}
	return Bullet
}

// Ordinal is the number of the first item of a List that counts.
func (d *Document) Ordinal(id ID) int {
	if n := &d.Nodes[id]; n.Kind == List && ListStyle(n.num) != Bullet {
		return int(int32(n.off))
	}
	return 0
}

// Spans are how many columns and rows a Cell takes, each at least 1.
func (d *Document) Spans(id ID) (columns, rows int) {
	n := &d.Nodes[id]
	if n.Kind != Cell {
		return 1, 1
	}
	return int(n.num&0xff) + 1, int(n.num>>8) + 1
}

// Columns tells printers that have no spans of cells where the cells of a table stand, row by row. It knows the first
// few columns, so that the empty cells that it asks for stay a bounded part of a table's source.
type Columns struct {
	taken [8]uint8 // for how many rows more a cell above takes each
	at    int
	owed  int // columns that the cell before takes besides its own
}

// Place places the next cell of a row and gives how many empty ones stand before it.
func (c *Columns) Place(d *Document, cell ID) (empty int) {
	empty, c.owed = c.owed, 0
	for c.at < len(c.taken) && c.taken[c.at] > 0 {
		c.taken[c.at]--
		c.at++
		empty++
	}
	columns, rows := d.Spans(cell)
	for i := 0; i < columns && c.at < len(c.taken) && (i == 0 || c.taken[c.at] == 0); i++ {
		c.taken[c.at] = uint8(rows - 1)
		c.at++
		c.owed = i
	}
	return empty
}

// Row ends a row.
func (c *Columns) Row() {
	for ; c.at < len(c.taken); c.at++ {
		c.taken[c.at] -= min(c.taken[c.at], 1)
	}
	c.at, c.owed = 0, 0
}

// Language is the language named with a CodeBlock, lower case, "" for none.
func (d *Document) Language(id ID) string {
	if d.Nodes[id].Kind != CodeBlock {
		return ""
	}
	return d.str(d.attrOf(id).a)
}

// Source tells whom a Quote repeats: the author or the whole line that introduces the quote, the
// date as it was written, and a reference (a post's number or a URL as text). Each may be "".
func (d *Document) Source(id ID) (author, date, ref string) {
	if d.Nodes[id].Kind != Quote {
		return "", "", ""
	}
	a := d.attrOf(id)
	return d.str(a.a), d.str(a.b), d.str(a.c)
}

// Ref is the identifier of the person of a Mention or of the file of an Attachment.
func (d *Document) Ref(id ID) string {
	switch d.Nodes[id].Kind {
	case Mention, Attachment:
		return d.str(d.attrOf(id).a)
	}
	return ""
}

// RGB is the colour of a Color.
func (d *Document) RGB(id ID) RGB {
	if n := &d.Nodes[id]; n.Kind == Color {
		return RGB(n.off)
	}
	return 0
}

// Step is the size of a Size.
func (d *Document) Step(id ID) Step {
	if n := &d.Nodes[id]; n.Kind == Size {
		return Step(n.off)
	}
	return StepNormal
}

// Family is the family of a Font.
func (d *Document) Family(id ID) Family {
	if n := &d.Nodes[id]; n.Kind == Font {
		return Family(n.off)
	}
	return FamilyDefault
}

// Dashed tells that a Signature starts with the line of two dashes that leads one.
func (d *Document) Dashed(signature ID) bool {
	words := d.First(d.First(signature))
	next := d.Next(words)
	return (next == 0 || d.Kind(next) == Break) && trimBlank(d.Text(words)) == "--"
}

// Bare tells whether a paragraph inside a list item or a cell needs no mark of its own: it starts
// there with no paragraph before it and no alignment. previous is the sibling before it, 0 for none.
func (d *Document) Bare(parent, id, previous ID) bool {
	p := d.Nodes[parent].Kind
	if p != Item && p != Cell || d.Nodes[id].Kind != Paragraph || d.Align(id) != AlignDefault {
		return false
	}
	return previous == 0 || d.Nodes[previous].Kind != Paragraph
}
