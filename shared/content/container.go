package content

// Block describes a container to Builder.Open. Only the members that its kind has count.
type Block struct {
	Kind  Kind
	Flags Flags

	Style   ListStyle // List
	Ordinal int       // List: the first number, where Numbered says so, else 1
	// Numbered tells that Ordinal is the first number of a List.
	Numbered bool

	Columns, Rows int // Cell: spans, 0 for 1
	// Above marks a Cell in the head of its table, which is one that heads its column if it is alone in it.
	Above bool

	Author, Date, Ref string // Quote
	// Mail tells FoldMail that a Quote may repeat earlier mail: without an author it takes the line
	// before it, when that introduces a quote ("On … wrote:"), as its author, and folds.
	Mail bool
	// Lines tells FoldMail that it is made of lines that start with >, which people write as well: it is
	// not folded where a sentence presents it.
	Lines bool
	// Lone tells of one that it is a line among others, or starts as a shell does: it is not folded where nothing else is quoted.
	Lone bool

	Title string // Spoiler

	// Layout marks a Table that only places things: its cells become blocks of what is around it.
	Layout bool
}

type frame struct {
	Block
	node, before ID // before: the sibling before node when it was made
	at           int
	implicit     bool // opened by content that stood directly in a list, table or row
	reopened     bool
	blanks       int // Row: empty cells not yet made
	begun        int // List: items that were opened
	cells, wide  int // Row and List: cells and items made; Table: most cells in a row
	nested       bool
	headed       bool // Table: a cell heads a column or row
}

// Open opens a container and gives a mark for CloseTo, or 0 when it cannot stand here: an Item that
// is not in a List, a Row not in a Table, a Cell in neither, anything too deep.
//
//go:noinline
func (b *Builder) Open(bl Block, at int) (mark int) {
	b.EndParagraph(at)
	switch bl.Kind {
	case Item:
		b.closeImplicit(Item, at)
		b.count(at)
		if b.frames[b.depth].Kind != List {
			return b.misplaced(Item, at)
		}
	case Row:
		b.closeImplicit(Cell, at)
		b.closeImplicit(Row, at)
		if b.frames[b.depth].Kind != Table {
			return b.misplaced(Row, at)
		}
	case Cell:
		b.closeImplicit(Cell, at)
		if b.frames[b.depth].Kind == Table {
			b.push(frame{Block: Block{Kind: Row}, implicit: true, at: at})
		}
		if b.frames[b.depth].Kind != Row {
			return b.misplaced(Cell, at)
		}
		if bl.Columns > maxSpan || bl.Rows > maxSpan {
			b.Report.Add(Loss{Outcome: Changed, What: "span", In: Cell, Instead: "100", Start: at, End: at})
		}
	default:
		if !bl.Kind.Container() {
			return 0
		}
		if b.depth+b.missingParents() >= MaxDepth-2 || len(b.nodes) > maxNodes || bl.Kind == Quote && !b.afford(quoteCost, at) {
			b.Report.Add(Loss{Outcome: Unwrapped, What: bl.Kind.Name(), Why: TooMuch, Start: at, End: at})
			return 0
		}
		b.implyParents(at)
	}
	b.push(frame{Block: bl, at: at})
	return b.depth
}

func (b *Builder) misplaced(k Kind, at int) (mark int) {
	b.Report.Add(Loss{Outcome: Unwrapped, What: k.Name(), Why: OutsideList, Start: at, End: at})
	return 0
}

func (b *Builder) push(f frame) {
	b.depth++
	b.frames[b.depth] = f
}

//go:noinline
func (b *Builder) closeImplicit(k Kind, at int) {
	if f := &b.frames[b.depth]; f.implicit && f.Kind == k {
		b.closeTop(at)
	}
}

func (b *Builder) missingParents() int {
	switch b.frames[b.depth].Kind {
	case List, Row:
		return 1
	case Table:
		return 2
	}
	return 0
}

// implyParents gives content that stands directly in a list, table or row a place: the latest item
// or cell there, else a new one.
//
//go:noinline
func (b *Builder) implyParents(at int) {
	for {
		top := &b.frames[b.depth]
		var k Kind
		switch top.Kind {
		case List:
			k = Item
		case Table:
			k = Row
		case Row:
			k = Cell
		default:
			return
		}
		f := frame{Block: Block{Kind: k}, implicit: true, at: at}
		if top.node != 0 {
			f.node = b.nodes[top.node].last
			f.reopened = f.node != 0
		}
		if f.reopened && k == Row {
			f.cells = int(b.nodes[f.node].num)
		}
		b.push(f)
		if f.reopened {
			b.live = b.depth
		}
	}
}

// Credit tells the innermost open Quote, while it is still empty, whom it repeats; false when there
// is no such quote or it knows already.
func (b *Builder) Credit(author, date string) bool {
	if !b.Uncredited() {
		return false
	}
	f := &b.frames[b.depth]
	f.Author, f.Date = author, date
	return true
}

// Uncredited tells that the innermost open container is a Quote that is empty and has no author.
func (b *Builder) Uncredited() bool {
	f := &b.frames[b.depth]
	return f.Kind == Quote && f.node == 0 && f.Author == "" && f.Date == ""
}

// Entitle names the innermost open Spoiler while it is still empty.
func (b *Builder) Entitle(title string) bool {
	f := &b.frames[b.depth]
	if f.Kind != Spoiler || f.node != 0 || f.Title != "" {
		return false
	}
	f.Title = title
	return true
}

// Renumber goes on with an open List as another one, whose first item has a number, unless the next has that anyway. It
// gives the mark of the list.
func (b *Builder) Renumber(list, ordinal, at int) (mark int) {
	if list <= 0 || list > b.depth || b.frames[list].Kind != List || b.frames[list].next() == ordinal {
		return list
	}
	return b.renumber(list, ordinal, at)
}

func (b *Builder) renumber(list, ordinal, at int) (mark int) {
	bl := b.frames[list].Block
	b.CloseTo(list, at)
	bl.Ordinal, bl.Numbered = ordinal, true
	return b.Open(bl, at)
}

// next is the number of a list's next item.
func (f *frame) next() int {
	if f.Numbered {
		return f.Ordinal + f.begun
	}
	return 1 + f.begun
}

// count counts an item that begins in a List. Behind items in which nothing is, the list goes on as another one, so that
// every printer counts them.
func (b *Builder) count(at int) {
	if f := &b.frames[b.depth]; f.Kind == List && f.Style != Bullet && f.cells < f.begun {
		b.renumber(b.depth, f.next(), at)
	}
	b.frames[b.depth].begun++
}

// Top is the kind of the innermost open container.
func (b *Builder) Top() Kind { return b.frames[b.depth].Kind }

// CloseTo closes the container that Open gave mark for, and all within. A mark of 0 does nothing.
//
//go:noinline
func (b *Builder) CloseTo(mark, end int) {
	if mark <= 0 {
		return
	}
	for b.depth >= mark {
		b.closeTop(end)
	}
}

//go:noinline
func (b *Builder) closeTop(end int) {
	b.EndParagraph(end)
	f := &b.frames[b.depth]
	if f.node == 0 && (f.Author != "" || f.Date != "" || f.Title != "") {
		// A quote or spoiler that has nothing but a heading keeps it as its text.
		words := f.Author + " " + f.Date + f.Title
		f.Author, f.Date, f.Title = "", "", ""
		b.Words(words, f.at, end)
		b.EndParagraph(end)
	}
	b.depth--
	b.live = min(b.live, b.depth)
	switch parent := &b.frames[b.depth]; {
	case f.node == 0 && f.Kind == Cell && !f.implicit:
		parent.blanks = min(parent.blanks+1, maxPending)
	case f.node == 0:
	case f.Kind == Table:
		b.nodes[f.node].End = uint32(end)
		b.closeTable(f, end)
	default:
		b.nodes[f.node].End = max(b.nodes[f.node].End, uint32(end))
	}
}

// container gives the node that a block belongs into, making what is missing.
//
//go:noinline
func (b *Builder) container(at int) ID {
	b.implyParents(at)
	for b.live < b.depth {
		b.live++
		b.make(b.live)
	}
	return b.frames[b.depth].node
}

// make gives the frame at depth i its node; the frame below has one.
func (b *Builder) make(i int) {
	f, parent := &b.frames[i], &b.frames[i-1]
	if f.node != 0 {
		return
	}
	if f.Kind == Cell {
		for ; parent.blanks > 0; parent.blanks-- {
			b.add(parent.node, Cell, f.at, f.at)
			parent.cells++
		}
		parent.cells++
		b.nodes[parent.node].num = uint16(min(parent.cells, 1<<16-1))
		table := &b.frames[i-2]
		table.wide = max(table.wide, parent.cells)
		table.headed = table.headed || f.Flags&Header != 0
		table.Above = table.Above || f.Above
	}
	if f.Kind == Item {
		parent.cells++
	}
	f.before = b.nodes[parent.node].last
	f.node = b.add(parent.node, f.Kind, f.at, f.at)
	n := &b.nodes[f.node]
	n.Flags = f.Flags
	switch f.Kind {
	case Quote:
		b.quotes = true
		if f.Author != "" || f.Date != "" || f.Ref != "" {
			b.describe(f.node, attr{a: b.words(f.Author), b: b.words(f.Date), c: b.words(f.Ref)})
		}
		if f.Mail {
			n.num = markedMail
			if f.Lone {
				n.num = loneLines
			} else if f.Lines {
				n.num = mailLines
			}
		}
	case Spoiler:
		s := b.words(f.Title)
		n.off, n.len = s.off, s.len
	case List:
		n.num = uint16(f.Style)
		if f.Style != Bullet {
			n.off = 1
			if f.Numbered && -1<<24 < f.Ordinal && f.Ordinal < 1<<24 {
				n.off = uint32(int32(f.Ordinal))
			}
		}
	case Cell:
		n.num = uint16(min(max(f.Columns, 1), maxSpan)-1) | uint16(min(max(f.Rows, 1), maxSpan)-1)<<8
	}
}

// closeTable takes a table apart that lays out a page rather than showing values: one that says so,
// one with a table within, one with a single column without a head. Its frame has left the stack.
func (b *Builder) closeTable(f *frame, end int) {
	parent := &b.frames[b.depth]
	rows := 0
	for r := b.nodes[f.node].First; r != 0 && rows < 2; r = b.nodes[r].Next {
		rows++
	}
	if rows > 1 || f.wide > 1 {
		for i := b.depth; i > 0; i-- {
			if b.frames[i].Kind == Table {
				b.frames[i].nested = true
				break
			}
		}
	}
	if !f.Layout && !f.nested && (f.wide > 1 || (f.headed || f.Above) && rows > 1) {
		if f.wide == 1 && f.Above {
			b.nodes[b.nodes[b.nodes[f.node].First].First].Flags |= Header
		}
		return
	}
	b.Report.Add(Loss{Outcome: Changed, What: Table.Name(), Why: AsParagraphs, Start: f.at, End: end})
	var first, last ID
	for r := b.nodes[f.node].First; r != 0; r = b.nodes[r].Next {
		for c := b.nodes[r].First; c != 0; c = b.nodes[c].Next {
			b.steps++
			cell := &b.nodes[c]
			if cell.First == 0 {
				continue
			}
			if last == 0 {
				first = cell.First
			} else {
				b.nodes[last].Next = cell.First
			}
			last = cell.last
		}
	}
	// The table is the last child of its parent, so its place is at the end.
	p := &b.nodes[parent.node]
	if f.before == 0 {
		p.First = first
	} else {
		b.nodes[f.before].Next = first
	}
	if last == 0 {
		last = f.before
	}
	p.last = last
}
