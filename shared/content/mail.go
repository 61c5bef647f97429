package content

import "strings"

const (
	maxSignature = 15  // lines
	maxMailLine  = 300 // bytes of a line that are looked at
	maxHead      = 6   // lines of the head of an earlier mail
)

// FoldMail ends everything that is open and finds the parts of a mail that a reader folds and that
// nothing in its source marks as such: earlier mail under the head that Outlook and others write in
// the language of their user ("From: … Sent: … To: …") or a line of dashes around "Original Message",
// signatures under a line of two dashes, and the line in which a telephone names itself. What a
// forwarded mail has is not earlier mail, and a mail is never folded whole.
func (b *Builder) FoldMail(end int) {
	b.CloseTo(1, end)
	b.EndParagraph(end)
	b.foldEarlier(end)
	b.joinAttributions()
	for before, id := ID(0), b.nodes[0].First; id != 0; {
		before = b.foldSignature(before, id, end)
		if before == 0 {
			break
		}
		id = b.nodes[before].Next
	}
}

// line is a line of a paragraph of the root: its paragraph, the block before that, and its first node.
type line struct{ block, before, child ID }

// nextLine gives the line after one; false where no paragraph follows.
func (b *Builder) nextLine(l line) (line, bool) {
	for c := b.nodes[l.child].Next; c != 0; c = b.nodes[c].Next {
		if b.nodes[c].Kind == Break && b.nodes[c].Next != 0 {
			l.child = b.nodes[c].Next
			return l, true
		}
	}
	return b.firstLine(b.nodes[l.block].Next, l.block)
}

func (b *Builder) firstLine(block, before ID) (line, bool) {
	if block == 0 || b.nodes[block].Kind != Paragraph {
		return line{}, false
	}
	return line{block, before, b.nodes[block].First}, true
}

// head gives the first text of a line, cut after a few words; empty when it starts with something else.
func (b *Builder) head(l line) []byte {
	for id := l.child; id != 0; id = b.nodes[id].First {
		if n := &b.nodes[id]; n.Kind == Text {
			b.steps++
			return b.text[n.off : n.off+min(n.len, 72)]
		}
	}
	return nil
}

// lineText appends the text of a line, as much as dst has room for.
func (b *Builder) lineText(dst []byte, l line) []byte {
	for c := l.child; c != 0 && b.nodes[c].Kind != Break; c = b.nodes[c].Next {
		b.steps++
		n := &b.nodes[c]
		if n.Kind == Text {
			dst = append(dst, b.text[n.off:n.off+min(n.len, uint32(cap(dst)-len(dst)))]...)
		} else if n.First != 0 {
			dst = b.lineText(dst, line{child: n.First})
		}
	}
	return dst
}

// joinAttributions gives a quote of earlier mail the line that introduces it when that stands in the
// quote, or in a quote of its own before it, as Mail of iOS writes them.
func (b *Builder) joinAttributions() {
	var buf [maxAttribution]byte
	before := ID(0)
	for id := b.nodes[0].First; id != 0; id = b.nodes[id].Next {
		b.steps++
		n := &b.nodes[id]
		next := n.Next
		p := n.First
		if n.Kind == Quote && n.Flags&Folded != 0 && n.attr == 0 && p != 0 && b.nodes[p].Next == 0 && b.nodes[p].Kind == Paragraph &&
			next != 0 && b.nodes[next].Kind == Quote && b.nodes[next].Flags&Folded != 0 && b.nodes[next].attr == 0 {
			if words, ok := b.gather(buf[:0], p); ok && introducesQuote(words) {
				b.describe(next, attr{a: b.words(string(trimColon(words)))})
				b.relink(0, before, next)
				continue
			}
		}
		if n.Kind == Quote && n.attr == 0 && p != 0 && b.nodes[p].Next != 0 && b.nodes[p].Kind == Paragraph {
			if words, ok := b.gather(buf[:0], p); ok && datedIntroduction(words) {
				b.nodes[id].First = b.nodes[p].Next
				b.nodes[id].Flags |= Folded
				b.describe(id, attr{a: b.words(string(trimColon(words)))})
			}
		}
		before = id
	}
}

// relink makes a node follow another among the children of a parent; before is 0 for the first place.
func (b *Builder) relink(parent, before, id ID) {
	if before == 0 {
		b.nodes[parent].First = id
	} else {
		b.nodes[before].Next = id
	}
}

// foldEarlier puts what follows the head of an earlier mail into a quote.
func (b *Builder) foldEarlier(end int) {
	var buf [maxMailLine]byte
	before := ID(0)
	forwarded, something := false, false
	for id := b.nodes[0].First; id != 0; before, id = id, b.nodes[id].Next {
		l, ok := b.firstLine(id, before)
		if !ok {
			something = true
			continue
		}
		for ok && l.block == id {
			switch first := b.head(l); {
			case len(first) > 2 && (first[0] == '-' || first[0] == '_'):
				text := b.lineText(buf[:0], l)
				words := dashed(text)
				original := words && oneOf(originals, string(text))
				if something && (original || ruled(text) && b.headed(l)) {
					b.foldFrom(l, end)
					return
				}
				forwarded = forwarded || words && !original
				something = something || !words && !ruled(text)
			case strings.IndexByte(string(first), ':') > 0:
				if something && !forwarded && b.heads(l) {
					b.foldFrom(l, end)
					return
				}
				forwarded = forwarded || oneOf(forwards, string(first))
				something = true
			default:
				something = true
			}
			l, ok = b.nextLine(l)
		}
	}
}

// headed tells that the head of an earlier mail follows a line.
func (b *Builder) headed(l line) bool {
	next, ok := b.nextLine(l)
	return ok && b.heads(next)
}

// heads tells that a line starts the head of an earlier mail: who sent it, and within a few lines
// when, and to whom or about what.
func (b *Builder) heads(l line) bool {
	var buf [maxMailLine]byte
	if !labelled(fromLabels, b.lineText(buf[:0], l)) {
		return false
	}
	date, other := false, false
	for range maxHead {
		var ok bool
		if l, ok = b.nextLine(l); !ok {
			break
		}
		text := b.lineText(buf[:0], l)
		date = date || labelled(dateLabels, text)
		other = other || labelled(otherLabels, text)
	}
	return date && other
}

// foldFrom puts a line of the root and all after it into a quote of earlier mail.
func (b *Builder) foldFrom(l line, end int) {
	if b.height(l.block) >= MaxDepth-4 {
		return
	}
	l = b.split(l)
	q := b.wrap(Quote, l.before, l.block, 0, end)
	b.nodes[q].Flags = Folded
}

// height tells how deep the containers of blocks are that are in line with one.
func (b *Builder) height(id ID) (height int) {
	for ; id != 0; id = b.nodes[id].Next {
		b.steps++
		if n := &b.nodes[id]; !n.Kind.Inline() && n.Kind != Paragraph && n.Kind != Heading && n.First != 0 {
			height = max(height, 1+b.height(n.First))
		}
	}
	return height
}

// split makes a line the first of its paragraph.
func (b *Builder) split(l line) line {
	p := &b.nodes[l.block]
	if p.First == l.child {
		return l
	}
	// The line break before it goes.
	last, gap := ID(0), p.First
	for b.nodes[gap].Next != l.child {
		last, gap = gap, b.nodes[gap].Next
	}
	rest := *p
	rest.First, rest.Start = l.child, b.nodes[l.child].Start
	p.last, p.End = last, b.nodes[last].End
	b.nodes[last].Next = 0
	id := ID(len(b.nodes))
	p.Next = id
	if b.nodes[0].last == l.block {
		b.nodes[0].last = id
	}
	b.nodes = append(b.nodes, rest)
	return line{id, l.block, l.child}
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
// gives, or the end, then 0.
func (b *Builder) foldSignature(before, id ID, end int) ID {
	var buf [maxMailLine]byte
	last, lastBefore := ID(0), ID(0)
	var sign line // the line of dashes
	signed, something, marked := 0, false, false
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
		}
		last, lastBefore = id, before
		l, ok := b.firstLine(id, before)
		if !ok {
			something = true
			signed += maxSignature
			continue
		}
		for ok && l.block == id {
			signed++
			if first := b.head(l); something && len(first) == 2 && first[0] == '-' && dashes(b.lineText(buf[:0], l)) && (sign.block == 0 || signed > maxSignature) {
				sign, signed = l, 0
			}
			something = true
			l, ok = b.nextLine(l)
		}
	}
	if marked || last == 0 {
		return id
	}
	if sign.block != 0 && 0 < signed && signed <= maxSignature && b.height(sign.block) < MaxDepth-4 {
		sign = b.split(sign)
		b.wrap(Signature, sign.before, sign.block, id, end)
		return id
	}
	if b.nodes[last].Kind != Paragraph {
		return id
	}
	l, _ := b.firstLine(last, lastBefore)
	alone := lastBefore == 0 || b.nodes[lastBefore].Kind == Quote && b.nodes[lastBefore].Flags&Folded != 0
	for {
		next, ok := b.nextLine(l)
		if !ok || next.block != last {
			break
		}
		l, alone = next, false
	}
	if !alone && device(string(b.lineText(buf[:0], l))) {
		l = b.split(l)
		b.wrap(Signature, l.before, l.block, id, end)
	}
	return id
}

// leadSignature moves a line of dashes into the signature that it leads.
func (b *Builder) leadSignature(p, before, signature ID) {
	var buf [maxMailLine]byte
	l, ok := b.firstLine(p, before)
	if !ok || before == 0 || b.nodes[before].Kind == Quote && b.nodes[before].Flags&Folded != 0 || !dashes(b.lineText(buf[:0], l)) {
		return
	}
	if next, more := b.nextLine(l); more && next.block == p {
		return
	}
	b.relink(0, before, signature)
	b.nodes[p].Next = b.nodes[signature].First
	b.nodes[signature].First = p
	b.nodes[signature].Start = b.nodes[p].Start
}

func dashes(text []byte) bool { return string(text) == "--" }

// dashed tells a line of words between dashes, "---- Original Message ----".
func dashed(text []byte) bool {
	n := len(text)
	return n > 8 && text[1] == '-' && text[2] == '-' && text[n-1] == '-' && text[n-2] == '-' && text[n-3] == '-'
}

// ruled tells a line of underscores or dashes alone.
func ruled(text []byte) bool {
	for _, c := range text {
		if c != '_' && c != '-' {
			return false
		}
	}
	return len(text) >= 5
}
