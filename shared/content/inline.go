package content

import "deskside/shared/content/internal/ascii"

// Format is formatting that Builder.Push switches on.
type Format struct {
	// Kind is formatting: see Kind.Formats.
	Kind Kind
	// Off makes formatting without a value end the effect of an outer one.
	Off    bool
	RGB    RGB    // Color
	Chosen bool   // one that somebody wrote on purpose, even where it is Plain
	Step   Step   // Size
	Family Family // Font
	URL    URL    // Link; with the zero URL it ends an outer link
	// Refused is the address of a Link without a URL that is to be seen, in brackets behind its text.
	Refused string
	// Named makes a Link in which nothing is put show its address.
	Named bool
}

// slots is how many properties a piece of text can have: at most one for each kind of formatting.
// Within one, the innermost formatting counts.
const slots = Kinds - int(Code)

// format is formatting that is on. Value 0 is the effect of no formatting, so that an inner 0 ends
// an outer effect.
type format struct {
	id    uint32
	kind  Kind
	slot  uint8
	value uint32
	link  uint32 // Link: its place in links
	at    uint32
}

// target is where a Link that is on leads to.
type target struct {
	url     URL
	refused string // an address that is shown as text
	named   bool   // shows its address where it has no text
	kept    span   // the URL in the store once a node has needed it
}

type openFormat struct {
	format
	node  ID
	ended bool
}

// inline is the part of Builder that makes paragraphs' content.
type inline struct {
	formats  [maxFormats]format // on, in the order they were switched on
	nformats int
	links    []target // of formats
	nlinks   int      // how many of them are Links
	serial   uint32
	dirty    bool // formats changed since want was made

	want     [slots]format // what text should stand in, outermost first
	nwant    int
	wantCode bool

	open  [slots]openFormat // the inline nodes text would go into now
	nopen int

	edge int // where the latest block or formatting ended, or a block began

	pieces   []piece // of the paragraph
	linkable bool    // one of them has what addresses have

	run          bool // text is being gathered for one node
	runCode      bool
	unbroken     int  // where in the text the words start that nothing but formatting parts
	runMark      bool // the run has what addresses have
	runOff       int
	runFrom      int
	runTo        int
	space        bool
	spaceAt      int
	breaks       int
	breakAt      int
	kept         int // no-break spaces before the space that waits
	nbsp, nbspAt int // no-break spaces before the first character of a line
}

func (in *inline) reset() {
	in.nformats, in.nwant, in.nopen = 0, 0, 0
	in.links, in.nlinks = in.links[:0], 0
	in.serial = 0
	in.dirty, in.wantCode, in.run, in.space = false, false, false, false
	in.pieces, in.linkable = in.pieces[:0], false
	in.breaks, in.nbsp, in.kept, in.runTo, in.edge = 0, 0, 0, 0, 0
}

// Push switches formatting on and gives its name for Pop, 0 when it has no effect.
//
//go:noinline
func (b *Builder) Push(f Format, at int) (id uint32) {
	if b.nformats == maxFormats || len(b.nodes) > maxNodes {
		b.Report.Add(Loss{Outcome: Unwrapped, What: f.Kind.Name(), Why: TooMuch, Start: at, End: at})
		return 0
	}
	if !f.Kind.Formats() {
		return 0
	}
	n := format{kind: f.Kind, slot: uint8(f.Kind.slot()), at: uint32(at)}
	switch f.Kind {
	case Color:
		if f.Chosen || !f.RGB.Plain() {
			n.value = uint32(f.RGB&0xffffff) | 1<<24
		}
	case Size:
		if f.Step != StepNormal && f.Step >= 1 && f.Step <= 7 {
			n.value = uint32(f.Step)
		}
	case Font:
		if int(f.Family) < Families {
			n.value = uint32(f.Family)
		}
	case Link:
		if !f.URL.IsZero() {
			n.value = b.serial + 1 // two links are two, whatever their addresses
		}
		if b.nlinks == 0 {
			b.links = b.links[:0]
		}
		n.link = uint32(len(b.links))
		b.links = append(b.links, target{f.URL, f.Refused, f.Named, span{}})
		b.nlinks++
	default:
		if !f.Off {
			n.value = uint32(f.Kind)
		}
	}
	b.serial++
	n.id = b.serial
	b.formats[b.nformats] = n
	b.nformats++
	b.dirty = true
	return n.id
}

// Pop switches formatting off; a name of 0, or one that is off already, does nothing. end is where
// its closing mark ends.
//
//go:noinline
func (b *Builder) Pop(id uint32, end int) {
	if id == 0 {
		return
	}
	for i := b.nformats - 1; i >= 0 && b.formats[i].id >= id; i-- {
		b.steps++
		if b.formats[i].id == id {
			if f := &b.formats[i]; f.kind == Link {
				b.nlinks--
				b.tell(&b.links[f.link], id, end)
			}
			copy(b.formats[i:], b.formats[i+1:b.nformats])
			b.nformats--
			b.dirty = true
			b.endOpen(id, end)
			return
		}
	}
}

// NameLink makes the innermost link show its address where nothing is put in it.
func (b *Builder) NameLink() {
	for i := b.nformats - 1; i >= 0; i-- {
		if f := &b.formats[i]; f.kind == Link {
			b.links[f.link].named = true
			return
		}
	}
}

// tell puts what there is to be read of a link that ends: its address, behind its words where it is not followed, or
// where it has no others.
func (b *Builder) tell(to *target, id uint32, end int) {
	from := max(end-1, b.runTo) // text is somewhere: at the end of what ends it
	words := to.refused
	switch n := len(b.text) - len(words); {
	case words == "":
		if !to.named || b.opened >= id || max(from, b.edge) >= end {
			return
		}
		words = to.url.Shown()
	case n >= 0 && string(b.text[n:]) == words:
		return
	default:
		b.Words(" ", max(end-2, b.runTo), from)
		words = "(" + words + ")"
	}
	b.Words(words, from, end)
}

func (b *Builder) endOpen(id uint32, end int) {
	for i := 0; i < b.nopen; i++ {
		o := &b.open[i]
		if o.ended {
			return // and with it what is within
		}
		if o.id == id {
			n := &b.nodes[o.node]
			n.End, o.ended = max(n.End, uint32(end)), true
		}
	}
}

// Serial is the name of the formatting switched on last; later ones have greater names.
func (b *Builder) Serial() uint32 { return b.serial }

// effective makes want: per slot the innermost formatting, in the order it was switched on.
// Formatting inside equal formatting adds nothing and is not there. Code comes last, as a property
// of the text.
func (b *Builder) effective() {
	b.dirty = false
	b.steps += b.nformats/4 + 1
	var place [slots]uint8 // 1 + index in formats
	for i := 0; i < b.nformats; i++ {
		f := &b.formats[i]
		if p := place[f.slot]; p == 0 || b.formats[p-1].value != f.value {
			place[f.slot] = uint8(i + 1)
		}
	}
	code := place[Code.slot()]
	b.wantCode = code > 0 && b.formats[code-1].value != 0
	b.nwant = 0
	if len(b.nodes) > maxNodes {
		return
	}
	for i := 0; i < b.nformats; i++ {
		f := &b.formats[i]
		if int(place[f.slot]) == i+1 && f.value != 0 && f.kind != Code {
			b.want[b.nwant] = *f
			b.nwant++
		}
	}
}

// begin makes ready for a character or leaf at a position: the paragraph, a line break or space
// that waited, and the formatting it stands in. A space between two pieces of text belongs to what
// both have in common, so no formatting starts or ends with one; nor does it with the no-break
// spaces of a line's start.
//
//go:noinline
func (b *Builder) begin(at int, leaf bool) {
	if b.breaks >= 2 {
		nbsp := b.nbsp
		b.EndParagraph(b.breakAt)
		b.nbsp = nbsp
	}
	if b.dirty {
		b.effective()
	}
	fresh := b.para == 0
	if fresh {
		from := b.from(0, at)
		if b.nbsp > 0 {
			from = min(from, b.nbspAt)
		}
		b.startParagraph(from)
	}
	keep := 0
	for keep < b.nopen && keep < b.nwant {
		o, w := &b.open[keep], &b.want[keep]
		if o.slot != w.slot || o.value != w.value {
			break
		}
		keep++
	}
	b.prune(keep)
	code := b.wantCode && !leaf
	switch {
	case b.breaks == 1 && !fresh:
		b.flush()
		b.unbroken = len(b.text)
		b.add(b.top(), Break, max(b.breakAt, b.edge), max(b.breakAt+1, b.edge))
		b.edge = max(b.edge, b.breakAt+1)
	case b.space && !fresh:
		if b.run && b.runCode && !(code && keep == b.nwant) {
			b.flush()
		}
		if !b.run {
			b.startRun(max(b.spaceAt, b.edge), false)
		}
		for ; b.kept > 0; b.kept-- {
			b.text.String("\u00a0")
		}
		b.text.Byte(' ')
		b.runTo = b.spaceAt + 1
	}
	b.breaks, b.space, b.kept = 0, false, 0
	if b.nbsp > 0 && !leaf {
		b.flush()
		b.startRun(max(b.nbspAt, b.edge), false)
		for ; b.nbsp > 0; b.nbsp-- {
			b.text.String("\u00a0")
			b.runTo = min(b.runTo+1, at)
		}
	}
	b.nbsp = 0
	if keep < b.nwant {
		b.flush()
		b.reopen(keep, at)
		from := b.from(keep, at)
		for ; keep < b.nwant; keep++ {
			b.openNode(&b.want[keep], from, at)
		}
	}
	if leaf || b.run && b.runCode != code {
		b.flush()
	}
	if !leaf && !b.run {
		b.startRun(at, code)
	}
}

func (b *Builder) top() ID {
	if b.nopen > 0 {
		return b.open[b.nopen-1].node
	}
	return b.para
}

func (b *Builder) startParagraph(at int) {
	parent := b.container(at)
	kind := Paragraph
	if b.level > 0 {
		kind = Heading
	}
	b.para = b.add(parent, kind, at, at)
	b.nodes[b.para].num = uint16(b.align) | uint16(b.level)<<8
	b.nopen = 0
	b.unbroken = len(b.text)
}

// from is where the formatting to be opened before a position starts: at the first of the marks that
// nothing was put after.
func (b *Builder) from(keep, at int) int {
	for ; keep < b.nwant; keep++ {
		if from := int(b.want[keep].at); from >= b.edge && from >= b.runTo {
			return min(from, at)
		}
	}
	return at
}

// openNode opens the node of a format: from its mark, or when it is opened again from where the
// formatting within starts.
func (b *Builder) openNode(f *format, from, at int) {
	if own := int(f.at); own >= from && own < at {
		from = own
	}
	at = from
	own := span{off: f.value & 0xffffff}
	if f.kind == Link { // it stores its URL once, however often it is opened again
		to := &b.links[f.link]
		if to.kept.len == 0 {
			to.kept = b.store(to.url.s)
		}
		own = to.kept
	}
	b.open[b.nopen] = openFormat{format: *f, node: b.addLeaf(f.kind, own, at, at)}
	b.nopen++
	b.opened = max(b.opened, f.id)
}

// prune ends all but the outermost keep inline nodes.
//
//go:noinline
func (b *Builder) prune(keep int) {
	if keep == b.nopen {
		return
	}
	b.flush()
	for b.nopen > keep {
		b.nopen--
		n := &b.nodes[b.open[b.nopen].node]
		n.End = max(n.End, uint32(b.runTo))
		b.edge = max(b.edge, int(n.End))
		// What is within may have ended later by a mark of its own.
		if outer := b.top(); b.nopen == 0 || !b.open[b.nopen-1].ended {
			b.nodes[outer].End = max(b.nodes[outer].End, n.End)
		}
	}
}

//go:noinline
func (b *Builder) startRun(at int, code bool) {
	if n := len(b.pieces); n > 0 && int(b.pieces[n-1].part) < b.unbroken && b.unbroken == len(b.text) {
		b.autolink()
	}
	b.run, b.runCode, b.runMark = true, code, false
	b.runOff, b.runFrom, b.runTo = len(b.text), at, at
}

// flush makes a node of the run of text gathered so far.
//
//go:noinline
func (b *Builder) flush() {
	if !b.run {
		return
	}
	b.run = false
	off, end := b.runOff, len(b.text)
	if off == end {
		return
	}
	kind, text := Text, span{uint32(off), uint32(end - off)}
	if b.inLink() {
		showDirections(b.text[off:end])
	}
	if b.runCode {
		kind = Code
	}
	id := b.addLeaf(kind, text, b.runFrom, b.runTo)
	if kind == Text && !b.inLink() {
		if run := b.text[off:min(end, off+len("https://x"))]; b.runMark && (ascii.Starts(string(run), "http://") || ascii.Starts(string(run), "https://")) {
			b.unbroken = off // what is glued to it in other formatting is no part of it
		}
		p := piece{node: id, in: b.para, from: uint32(off), to: uint32(end), part: uint32(b.unbroken), mark: b.runMark}
		if n := b.nopen; n > 0 {
			p.in = b.open[n-1].node
			if p.around = b.para; n > 1 {
				p.around = b.open[n-2].node
			}
		}
		if len(b.pieces) == cap(b.pieces) {
			b.growPieces(b.runTo)
		}
		b.pieces = append(b.pieces, p)
		b.linkable = b.linkable || b.runMark
	}
}

func (b *Builder) inLink() bool {
	for i := 0; i < b.nopen; i++ {
		if b.open[i].kind == Link {
			return true
		}
	}
	return false
}

func (b *Builder) endLine() {
	b.flush()
	b.breaks, b.space, b.nbsp, b.kept = 0, false, 0, 0
}
