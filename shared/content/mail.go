package content

import (
	"unicode/utf8"

	"deskside/shared/content/internal/ascii"
)

const (
	maxSignature  = 15 // lines
	maxDashed     = 4  // lines of one under a long dash
	maxSignatures = 64
	maxMailLine   = 300 // bytes of a line that are looked at
	maxHead       = 8   // lines of the head of an earlier mail
)

// FoldMail ends everything that is open and finds the parts of a mail that a reader folds and that
// nothing in its source marks as such: earlier mail in lines that start with >, under the line that
// introduces it ("On … wrote:"), under the head that Outlook and others write in the language of their
// user ("From: … Sent: … To: …") or a line of dashes around "Original Message", signatures under a line
// of two dashes, and the line in which a telephone names itself. What is forwarded is not earlier mail,
// however its program marked it, and a mail is never folded whole.
func (b *Builder) FoldMail(end int) {
	b.CloseTo(1, end)
	b.EndParagraph(end)
	if b.marked {
		b.quoteLines(end)
	}
	if b.quotes {
		lone := b.loneQuotes()
		b.introduce(0)
		if lone {
			b.showLone()
		}
	}
	b.foldEarlier(end)
	shown := false
	signatures := 0
	for before, id := ID(0), b.nodes[0].First; id != 0; {
		nodes := len(b.nodes)
		before, shown = b.foldSignature(before, id, end, shown)
		if len(b.nodes) > nodes {
			signatures++
		}
		if before == 0 || signatures == maxSignatures {
			break
		}
		id = b.nodes[before].Next
	}
	b.showSomething()
}

// foldEarlier puts what follows the head of an earlier mail into a quote, and unfolds what is forwarded.
func (b *Builder) foldEarlier(end int) {
	var buf [maxMailLine]byte
	before := ID(0)
	something, presented := false, false
	var latest line // that is no rule
	headed := false // by a line between dashes of which nobody knows what it says, and lines with labels
	for id := b.nodes[0].First; id != 0; before, id = id, b.nodes[id].Next {
		if n := &b.nodes[id]; n.Kind == Quote && (headed || n.Flags&Folded != 0) && b.uncredited(id) && b.forwardedWithin(id, headed) {
			b.unfold(id)
			return
		}
		l, more := b.firstLine(id, before)
		if !more {
			if something && b.nodes[id].Kind == Table && b.headTable(id) {
				if !presented && !b.refersTo(line{block: id}) {
					b.foldFrom(line{block: id, before: before}, end)
				}
				return
			}
			if b.nodes[id].Kind == Signature && b.presentsEarlier(id) {
				return
			}
			if n := &b.nodes[id]; n.Kind == Quote && n.Flags&Folded == 0 && something && !presented && b.uncredited(id) && b.quotesMail(id) {
				for next := id; next != 0 && b.nodes[next].Kind == Quote; next = b.nodes[next].Next {
					b.nodes[next].Flags |= Folded
				}
			}
			something, latest = true, line{}
			headed = headed && b.nodes[id].Kind == Table
			presented = presented && b.nodes[id].Kind == Rule
			continue
		}
		top, above := something && !presented, latest
		for n := 0; more; n++ {
			var text []byte
			at := l
			text, l, more = b.lineText(buf[:0], at)
			if top && n < attributed && endsInColon(text) && b.earlierBelow(id) && !b.forwards(above) && !b.refersTo(line{block: id}) {
				b.foldFrom(line{block: id, before: before}, end)
				return
			}
			if forwardMark(text) {
				b.unfold(b.nodes[id].Next)
				return
			}
			ruled, original := ruled(text), startsEarlier(text)
			address := ofAddress(text)
			known := address || label(text) != ""
			headed = dashed(text) && !ruled && !original && !weigh(string(text)).day || headed && (known || len(text) == 0)
			if original || ruled && b.headed(at) || known && !address && b.heads(at, text) {
				if presented {
					return
				}
				if something && (b.forwards(latest) || b.refersTo(at)) {
					b.unfold(b.nodes[id].Next)
					return
				}
				if something {
					b.foldFrom(at, end)
					return
				}
			}
			if !ruled {
				something = something || !original
				presented, latest = endsInColon(text), at
			}
		}
	}
}

// presentsEarlier tells that a signature has a line in it which presents the head of earlier mail: what follows was shown for
// that when the signature was found.
func (b *Builder) presentsEarlier(signature ID) bool {
	var buf [maxMailLine]byte
	presented := false
	l, more := b.firstLine(b.nodes[signature].First, 0)
	for more {
		at := l
		text, _, _ := b.lineText(buf[:0], at)
		if presented && (startsEarlier(text) || b.startsHead(at, text)) {
			return true
		}
		if !ruled(text) {
			presented = endsInColon(text)
		}
		l, more = b.nextLine(at)
	}
	return false
}

// startsHead tells that a line starts the head of an earlier mail, or parts it from what is before.
func (b *Builder) startsHead(l line, text []byte) bool {
	if ruled(text) {
		return b.headed(l)
	}
	return label(text) != "" && b.heads(l, text)
}

// quotesMail tells that a quote starts with the head of an earlier mail.
func (b *Builder) quotesMail(quote ID) bool {
	var buf [maxMailLine]byte
	l, ok := b.firstLine(b.nodes[quote].First, 0)
	if !ok {
		return false
	}
	text, _, _ := b.lineText(buf[:0], l)
	return b.startsHead(l, text)
}

// forwards tells that a line says of what follows that it is forwarded.
func (b *Builder) forwards(l line) bool {
	var buf [maxMailLine]byte
	if l.block == 0 {
		return false
	}
	text, _, _ := b.lineText(buf[:0], l)
	return oneOf(forwards, string(text))
}

// forwardMark tells the line with which a program starts what it forwards: words for that, between
// dashes or before a colon.
func forwardMark(text []byte) bool {
	n := len(text)
	if n < 8 || n > 120 || !dashed(text) && !endsInColon(text) {
		return false
	}
	return oneOf(forwards, string(text))
}

// forwardedWithin tells that a quote starts with such a line, or stands behind a line between dashes and has no line that
// starts what is earlier.
func (b *Builder) forwardedWithin(quote ID, headed bool) bool {
	var buf [maxMailLine]byte
	l, ok := b.firstLine(b.nodes[quote].First, 0)
	if !ok {
		return headed
	}
	text, _, _ := b.lineText(buf[:0], l)
	return forwardMark(text) || headed && !ruled(text) && !startsEarlier(text) && !headLine(text)
}

// startsEarlier tells a line below which earlier mail stands, whatever follows.
func startsEarlier(text []byte) bool {
	if len(text) == 0 || ascii.Alnum(text[0]) || text[0] >= utf8.RuneSelf && text[0] != "\u2014"[0] {
		return false
	}
	if dashed(text) && (oneOf(originals, string(text)) || parts(string(text))) {
		return true
	}
	return separates(string(text)) || groupWise(string(text))
}

// unfold shows the quotes of mail from a node on, and those within.
func (b *Builder) unfold(id ID) {
	for ; id != 0; id = b.nodes[id].Next {
		b.steps++
		n := &b.nodes[id]
		if n.Kind == Quote {
			n.Flags &^= Folded
		}
		if n.Kind.Container() {
			b.unfold(n.First)
		}
	}
}

// foldFrom puts a line of the root and all after it into a quote of earlier mail.
func (b *Builder) foldFrom(l line, end int) {
	if b.height(l.block, 0) >= MaxDepth-4 {
		return
	}
	l = b.split(l)
	q := b.wrap(Quote, l.before, l.block, 0, end)
	b.nodes[q].Flags = Folded
	b.introduceWithin(0, q, l.before)
	if quote := l.before; quote != 0 && b.nodes[quote].Kind == Quote && b.uncredited(quote) {
		before := ID(0)
		for id := b.nodes[0].First; id != quote; id = b.nodes[id].Next {
			b.steps++
			before = id
		}
		b.introduceWithin(0, quote, before)
	}
}

// height tells how deep the containers of blocks are from one up to another, 0 for all that are in line
// with it.
func (b *Builder) height(id, upto ID) (height int) {
	for ; id != upto; id = b.nodes[id].Next {
		b.steps++
		if n := &b.nodes[id]; !n.Kind.Inline() && n.Kind != Paragraph && n.Kind != Heading && n.First != 0 {
			height = max(height, 1+b.height(n.First, 0))
		}
	}
	return height
}

// wrap puts the blocks of the root from one up to another, 0 for all, into a new container.
func (b *Builder) wrap(k Kind, before, from, upto ID, end int) ID {
	last := from
	for b.nodes[last].Next != upto {
		last = b.nodes[last].Next
	}
	if upto != 0 {
		end = int(b.nodes[upto].Start)
	}
	b.spare(1)
	id := ID(len(b.nodes))
	start := b.nodes[from].Start
	b.nodes = append(b.nodes, Node{Kind: k, First: from, last: last, Next: upto, Start: start, End: max(start, uint32(end), b.nodes[last].End)})
	b.nodes[last].Next = 0
	b.relink(0, before, id)
	if upto == 0 {
		b.nodes[0].last = id
	}
	return id
}

// foldSignature finds a signature from a block of the root on, before the next earlier mail, which it
// gives, or the end, then 0. What is signed may stand before that earlier mail.
func (b *Builder) foldSignature(before, id ID, end int, shown bool) (ID, bool) {
	var buf [maxMailLine]byte
	last, lastBefore := ID(0), ID(0)
	var sign line // the line of dashes
	signed, marked, something, signable := 0, false, shown, shown
	most := maxSignature
	for ; id != 0; before, id = id, b.nodes[id].Next {
		n := &b.nodes[id]
		if n.Kind == Quote && n.Flags&Folded != 0 {
			break
		}
		if n.Kind == Signature {
			if !marked && last != 0 {
				b.leadSignature(last, lastBefore, id)
			}
			marked = true
		} else if n.Kind != Rule {
			shown = true
		}
		last, lastBefore = id, before
		l, more := b.firstLine(id, before)
		if !more {
			something = true
			signed += maxSignature
			continue
		}
		for more {
			signed++
			at := l
			_, l, more = b.lineText(nil, at)
			if first := b.head(at); something && 2 <= len(first) && len(first) < 8 && (first[0] == '-' || first[0] == "\u2014"[0]) && (sign.block == 0 || signed > most) {
				if text, _, _ := b.lineText(buf[:0], at); dashes(text) {
					sign, signed, most = at, 0, maxSignature
					if text[0] != '-' { // it parts what people write, too
						most = maxDashed
					}
				}
			}
			something = true
		}
	}
	if marked || last == 0 {
		return id, shown
	}
	if sign.block != 0 && 0 < signed && signed <= most && b.height(sign.block, id) < MaxDepth-4 {
		sign = b.split(sign)
		b.wrap(Signature, sign.before, sign.block, id, end)
		return id, shown
	}
	if b.nodes[last].Kind != Paragraph {
		return id, shown
	}
	l := b.lineOf(last, lastBefore)
	text, next, more := b.lineText(buf[:0], l)
	alone := !more && !signable && (lastBefore == 0 || b.nodes[lastBefore].Kind == Quote && b.nodes[lastBefore].Flags&Folded != 0)
	for more {
		l = next
		text, next, more = b.lineText(buf[:0], l)
	}
	if !alone && device(string(text)) {
		l = b.split(l)
		b.wrap(Signature, l.before, l.block, id, end)
	}
	return id, shown
}

// showSomething unfolds earlier mail that nobody is said to have written where nothing else of a mail is shown: it was
// forwarded without a word, or all that there is to say.
func (b *Builder) showSomething() {
	first := ID(0)
	for id := b.nodes[0].First; id != 0; id = b.nodes[id].Next {
		b.steps++
		n := &b.nodes[id]
		if n.Kind == Signature || n.Kind == Rule {
			continue
		}
		if n.Kind != Quote || n.Flags&Folded == 0 {
			return
		}
		if first == 0 {
			first = id
		}
	}
	if first != 0 && b.uncredited(first) {
		b.nodes[first].Flags &^= Folded
	}
}

// leadSignature moves a line of dashes into the signature that it leads.
func (b *Builder) leadSignature(p, before, signature ID) {
	var buf [maxMailLine]byte
	l, ok := b.firstLine(p, before)
	if !ok || before == 0 || b.nodes[before].Kind == Quote && b.nodes[before].Flags&Folded != 0 {
		return
	}
	if text, _, more := b.lineText(buf[:0], l); more || !dashes(text) {
		return
	}
	b.relink(0, before, signature)
	b.nodes[p].Next = b.nodes[signature].First
	b.nodes[signature].First = p
	b.nodes[signature].Start = b.nodes[p].Start
}

// dashes tells the line above a signature: two dashes, or what a telephone makes of them.
func dashes(text []byte) bool {
	mark := trimBlank(string(text))
	return mark == "--" || mark == "\u2014" || mark == "\u2013"
}

// dashed tells a line of words between dashes or their like, "---- Original Message ----".
func dashed(text []byte) bool {
	n := len(text)
	if n <= 8 {
		return false
	}
	from := dash(text)
	if from == 0 || dash(text[from:]) == 0 {
		return false
	}
	width := 1
	if text[n-1] >= utf8.RuneSelf {
		width = len("\u2010")
	}
	return dash(text[n-width:]) == width && dash(text[n-2*width:]) == width
}

// dash tells how long the dash is, or what programs draw lines of in its stead, that text starts with; 0 for none.
func dash(text []byte) int {
	switch c := text[0]; {
	case c == '-' || c == '=' || c == '_' || c == '#':
		return 1
	case c == 0xe2 && len(text) > 2 && (text[1] == 0x80 && 0x90 <= text[2] && text[2] <= 0x95 || text[1] == 0x94 && text[2] <= 0x81):
		return 3
	}
	return 0
}

// ruled tells a line of underscores or dashes alone.
func ruled(text []byte) bool {
	for _, c := range text {
		if c != '_' && c != '-' && c != '=' {
			return false
		}
	}
	return len(text) >= 5
}
