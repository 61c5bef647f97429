package content

// line is a line of a paragraph: its paragraph, the block before that, the line break before it (0 for
// the first line), and the nodes from a child of the paragraph down to the first of the line.
type line struct {
	block, before, gap ID
	path               [slots + 1]ID
	depth              int
}

// firstLine gives the first line of a block; false where that is no paragraph.
func (b *Builder) firstLine(block, before ID) (line, bool) {
	if block == 0 || b.nodes[block].Kind != Paragraph {
		return line{}, false
	}
	return b.lineOf(block, before), true
}

func (b *Builder) lineOf(block, before ID) line {
	l := line{block: block, before: before}
	l.path[0] = b.nodes[block].First
	return l
}

// nextLine gives the line after one, of the next paragraph too; false where no paragraph follows.
func (b *Builder) nextLine(l line) (line, bool) {
	if _, next, more := b.lineText(nil, l); more {
		return next, true
	}
	return b.firstLine(b.nodes[l.block].Next, l.block)
}

// lineText appends the text of a line, as much as dst has room for, and gives the next line of its
// paragraph. What is no text is U+FFFC.
func (b *Builder) lineText(dst []byte, l line) (text []byte, next line, more bool) {
	for {
		b.steps++
		id := l.path[l.depth]
		n := &b.nodes[id]
		switch {
		case n.Kind == Break:
			l.gap = id
			more = b.step(&l)
			return dst, l, more
		case n.Kind == Text || n.Kind == Code:
			dst = append(dst, b.text[n.off:n.off+min(n.len, uint32(cap(dst)-len(dst)))]...)
		case n.First != 0:
			l.depth++
			l.path[l.depth] = n.First
			continue
		case len(dst)+3 <= cap(dst):
			dst = append(dst, "\ufffc"...)
		}
		if !b.step(&l) {
			return dst, l, false
		}
	}
}

// step goes to the node after the one that a line is at; false at the end of the paragraph.
func (b *Builder) step(l *line) bool {
	for {
		if next := b.nodes[l.path[l.depth]].Next; next != 0 {
			l.path[l.depth] = next
			return true
		}
		if l.depth == 0 {
			return false
		}
		l.depth--
	}
}

// head gives the first text of a line, cut after a few words; empty when it starts with something else.
func (b *Builder) head(l line) []byte {
	for id := l.path[l.depth]; id != 0; id = b.nodes[id].First {
		if n := &b.nodes[id]; n.Kind == Text {
			b.steps++
			return b.text[n.off : n.off+min(n.len, 72)]
		}
	}
	return nil
}

// holder is the node whose child a line is at.
func (l *line) holder() ID {
	if l.depth > 0 {
		return l.path[l.depth-1]
	}
	return l.block
}

// beforeGap is the node before the line break that a line follows.
func (b *Builder) beforeGap(l line) (before ID) {
	for c := b.nodes[l.holder()].First; c != l.gap && c != l.path[l.depth]; c = b.nodes[c].Next {
		b.steps++
		before = c
	}
	return before
}

// cut takes a line and those after it from their paragraph, which has a line before them.
func (b *Builder) cut(l line) {
	last := b.beforeGap(l)
	for {
		p := &b.nodes[l.holder()]
		p.last, p.End = last, b.nodes[last].End
		b.nodes[last].Next = 0
		if l.depth == 0 {
			return
		}
		l.depth--
		last = l.path[l.depth]
	}
}

// split makes a line the first of a paragraph of its own, with what follows it there, and formatting
// around the line break two of its kind.
func (b *Builder) split(l line) line {
	if l.gap == 0 {
		return l
	}
	b.spare(l.depth + 1)
	last, rest, start := b.beforeGap(l), l.path[l.depth], b.nodes[l.path[l.depth]].Start
	end, ended := b.nodes[last].End, b.nodes[l.holder()].last
	for {
		id := l.holder()
		p := &b.nodes[id]
		after := *p
		after.First, after.last, after.Start = rest, ended, start
		p.last, p.End = last, end
		b.nodes[last].Next = 0
		rest = ID(len(b.nodes))
		p.Next = 0
		if l.depth == 0 {
			p.Next = rest
			if b.nodes[0].last == id {
				b.nodes[0].last = rest
			}
			b.nodes = append(b.nodes, after)
			return b.lineOf(rest, id)
		}
		b.nodes = append(b.nodes, after)
		l.depth--
		last = id
		if ended = b.nodes[l.holder()].last; ended == id {
			ended = rest
		}
	}
}
