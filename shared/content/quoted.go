package content

import "strings"

// quotedLine is what is known of a line that may be quoted: how often a > stands at its start, or a bar.
type quotedLine struct {
	depth  uint8
	folded bool
	bars   bool
}

const maxMarks = 12

// quoteLines makes quotes of the lines of the root that start with >, as a program leaves them that
// turns a plain mail into HTML. One such line alone is the writer's own, unless the line before it
// introduces a quote; where nothing introduces any, nobody is said to have written them, so they are
// not folded. Bars are marks only where a line before introduces what they stand at.
func (b *Builder) quoteLines(end int) {
	lines, some := b.markedLines()
	if !some {
		return
	}
	report, steps := b.Report, b.steps
	d := b.Document(end)
	b.Reset(false)
	b.Report = nil
	q := quoter{b: b, d: d, lines: lines}
	for id := d.First(0); id != 0; id = d.Next(id) {
		if d.Kind(id) != Paragraph {
			q.level(quotedLine{}, int(d.Nodes[id].Start))
			b.copyNode(d, id, func(ID) Fate { return Keep })
			continue
		}
		q.paragraph(id)
	}
	q.level(quotedLine{}, end)
	b.EndParagraph(end)
	b.Report, b.steps = report, b.steps+steps
}

// markedLines reads the lines of the root's paragraphs in their order; some tells that there are quoted
// ones.
func (b *Builder) markedLines() (lines []quotedLine, some bool) {
	var buf [maxMailLine]byte
	introduced, latest := false, ""
	run := 0 // quoted lines up to here, side by side
	finish := func() {
		folded := introduced
		for i := len(lines) - run; i < len(lines); i++ {
			if run == 1 && !folded {
				lines[i].depth = 0
			}
			lines[i].folded = folded
		}
		some = some || run > 1 || run == 1 && folded
		run = 0
	}
	before, bars := "", false
	for id := b.nodes[0].First; id != 0; id = b.nodes[id].Next {
		if b.nodes[id].Kind != Paragraph {
			finish()
			before, latest = "", ""
			continue
		}
		for l, more := b.lineOf(id, 0), true; more; {
			var text []byte
			text, l, more = b.lineText(buf[:0], l)
			depth, barred := quoteMarks(string(text)), false
			if depth == 0 {
				depth = barMarks(string(text))
				barred = depth > 0
			}
			if depth > 0 && run == 0 {
				last := weigh(latest)
				said := last.introduces(true) || weighWith(before+" "+latest, last).introduces(true)
				if bars = barred && said; barred && !said {
					depth = 0
				} else {
					introduced = introduced || said
				}
			} else if barred != bars {
				depth = 0
			}
			if depth == 0 {
				finish()
				before, latest = latest, string(text)
			} else {
				run++
			}
			lines = append(lines, quotedLine{depth: uint8(min(depth, maxMarks)), bars: depth > 0 && bars})
		}
	}
	finish()
	return lines, some
}

// loneQuotes tells that the quotes of a plain mail are such as people write as well: "> 10 a day".
func (b *Builder) loneQuotes() (lone bool) {
	for id := b.nodes[0].First; id != 0; id = b.nodes[id].Next {
		b.steps++
		if n := &b.nodes[id]; n.Kind == Quote && n.num != loneLines {
			return false
		} else if n.Kind == Quote {
			lone = true
		}
	}
	return lone
}

// showLone shows such quotes, unless one is introduced.
func (b *Builder) showLone() {
	for id := b.nodes[0].First; id != 0; id = b.nodes[id].Next {
		b.steps++
		if b.nodes[id].Kind == Quote && !b.uncredited(id) {
			return
		}
	}
	b.unfold(b.nodes[0].First)
}

// quoteMarks counts the marks at the start of a line.
func quoteMarks(s string) (n int) {
	s = strings.TrimLeft(s, " \u00a0")
	if strings.HasPrefix(s, ">>>") && strings.HasSuffix(s, ">>>") {
		return 0 // GroupWise's head of an earlier mail
	}
	for {
		switch {
		case strings.HasPrefix(s, ">"):
			n++
			s = s[1:]
		case n > 0 && strings.HasPrefix(s, " "):
			s = s[1:]
		case n > 0 && strings.HasPrefix(s, "\u00a0"):
			s = s[2:]
		default:
			return n
		}
	}
}

// barMarks counts the bars at the start of a line that has no others, as a table does.
func barMarks(s string) (n int) {
	for s = strings.TrimLeft(s, " \u00a0"); strings.HasPrefix(s, "|"); n++ {
		s = strings.TrimLeft(s[1:], " \u00a0")
	}
	if strings.IndexByte(s, '|') >= 0 {
		return 0
	}
	return n
}

// quoter puts a document again, with quotes for marked lines.
type quoter struct {
	b     *Builder
	d     *Document
	lines []quotedLine
	open  [maxMarks]int
	now   quotedLine
	strip bool // the marks of the line are still to be left out
}

// level opens and closes quotes.
func (q *quoter) level(to quotedLine, at int) {
	if to == q.now {
		return
	}
	if to.folded != q.now.folded {
		q.close(0, at)
	}
	q.close(to.depth, at)
	for q.now.depth < to.depth {
		bl := Block{Kind: Quote, Mail: to.folded}
		if to.folded {
			bl.Flags = Folded
		}
		q.open[q.now.depth] = q.b.Open(bl, at)
		q.now.depth++
	}
	q.now.folded, q.now.bars = to.folded, to.bars
	q.b.EndParagraph(at)
}

func (q *quoter) close(depth uint8, at int) {
	for q.now.depth > depth {
		q.now.depth--
		q.b.CloseTo(q.open[q.now.depth], at)
	}
}

// line begins the next line, which starts a paragraph or follows a line break.
func (q *quoter) line(at int, first bool) {
	if q.strip {
		q.b.EndParagraph(at) // the line before has nothing but marks
	}
	next := q.lines[0]
	q.lines = q.lines[1:]
	same := next.depth > 0 && next == q.now
	q.level(next, at)
	switch {
	case !first || same:
		q.b.Break(at)
	default:
		q.b.EndParagraph(at)
	}
	q.strip = next.depth > 0
}

func (q *quoter) paragraph(id ID) {
	n := &q.d.Nodes[id]
	q.line(int(n.Start), true)
	align := q.b.SetAlign(q.d.Align(id), int(n.Start))
	q.inlines(id)
	if q.now.depth == 0 {
		q.b.EndParagraph(int(n.End))
	}
	q.b.SetAlign(align, int(n.End))
}

func (q *quoter) inlines(parent ID) {
	d, b := q.d, q.b
	for id := d.First(parent); id != 0; id = d.Next(id) {
		n := &d.Nodes[id]
		start, end := int(n.Start), int(n.End)
		switch {
		case n.Kind == Break:
			q.line(start, false)
		case (n.Kind == Text || n.Kind == Code) && q.strip:
			marks := "> \u00a0"
			if q.now.bars {
				marks = "| \u00a0"
			}
			words := strings.TrimLeft(d.Text(id), marks)
			if words == "" {
				continue
			}
			q.strip = false
			mark := uint32(0)
			if n.Kind == Code {
				mark = b.Push(Format{Kind: Code}, start)
			}
			b.Words(words, min(start+len(d.Text(id))-len(words), end), end)
			b.Pop(mark, end)
		case n.Kind.Formats() && n.Kind != Code:
			mark := b.Push(Format{Kind: n.Kind, RGB: d.RGB(id), Step: d.Step(id), Family: d.Family(id), URL: d.URL(id)}, start)
			q.inlines(id)
			b.Pop(mark, end)
		default:
			q.strip = false
			b.copyNode(d, id, func(ID) Fate { return Keep })
		}
	}
}

// refersTo tells that a line before another of the root says of the mail there that it is to be read, or answered in its midst.
func (b *Builder) refersTo(mail line) bool {
	const most = 24 // lines
	var buf [maxMailLine]byte
	lines := 0
	for id := b.nodes[0].First; id != 0; id = b.nodes[id].Next {
		b.steps++
		for l, more := b.firstLine(id, 0); more; {
			if id == mail.block && l.gap == mail.gap {
				return false
			}
			var text []byte
			if text, l, more = b.lineText(buf[:0], l); oneOf(pointers, string(text)) {
				return true
			}
			if lines++; lines == most || dashes(text) || device(string(text)) { // a signature
				return false
			}
		}
		if id == mail.block || b.nodes[id].Kind == Signature {
			break
		}
	}
	return false
}

// headed tells that the head of an earlier mail follows a line.
func (b *Builder) headed(l line) bool {
	var buf [maxMailLine]byte
	next, ok := b.nextLine(l)
	if !ok {
		return false
	}
	text, _, _ := b.lineText(buf[:0], next)
	return b.heads(next, text)
}

// heads tells that a line starts the head of an earlier mail: within a few lines who sent it, when, and
// to whom or about what. A form has such words as well; the head has one that only programs write, or
// an address.
func (b *Builder) heads(l line, text []byte) bool {
	var buf [maxMailLine]byte
	var h head
	for n := range maxHead {
		if known := h.add(label(text), string(text)); n == 0 && !known {
			return false
		}
		if h.complete() {
			return true
		}
		next, ok := b.nextLine(l)
		if !ok {
			return false
		}
		if text, _, _ = b.lineText(buf[:0], next); dashes(text) || dashed(text) { // a signature, or another mail
			return false
		}
		l = next
	}
	return false
}

// head is what is known of the head of an earlier mail.
type head struct{ from, date, other, certain bool }

func (h head) complete() bool { return h.from && h.date && h.other && h.certain }

// add reads a line of the head, whose label is known to be one or not.
func (h *head) add(label, line string) (known bool) {
	if label == "" {
		return false
	}
	who, sent := listed(fromLabels, label), listed(sentLabels, label)
	to, about := listed(toLabels, label), listed(subjectLabels, label)
	when := listed(dateLabels, label)
	h.from, h.date, h.other = h.from || who, h.date || when || sent, h.other || to || about
	h.certain = h.certain || sent || about || (who || to) && addressed(line)
	return who || when || sent || to || about
}

// headTable tells a table that is the head of an earlier mail: labels, each beside what it says.
func (b *Builder) headTable(table ID) bool {
	var buf [maxMailLine]byte
	var h head
	rows := 0
	for row := b.nodes[table].First; row != 0 && rows < maxHead; row = b.nodes[row].Next {
		rows++
		line, name := buf[:0], 0
		for cell := b.nodes[row].First; cell != 0 && name == 0 || cell != 0 && len(line) == name; cell = b.nodes[cell].Next {
			if l, ok := b.firstLine(b.nodes[cell].First, 0); ok {
				line, _, _ = b.lineText(line, l)
				if name == 0 {
					name = len(line)
				}
			}
		}
		if !h.add(label(append(line[:name:name], ':')), string(line[name:])) && rows == 1 {
			return false
		}
	}
	return h.complete()
}

// groupWise tells the line that GroupWise writes above an earlier mail: ">>> Anna <a@b.cc> 5.1.2026 10:00 >>>".
func groupWise(text string) bool {
	return len(text) > 12 && strings.HasPrefix(text, ">>> ") && strings.HasSuffix(text, " >>>") && weigh(text[4:len(text)-4]+":").introduces(true)
}

// headLine tells that a line starts as one of the head of an earlier mail does.
func headLine(text []byte) bool {
	l := label(text)
	return dashed(text) && (oneOf(originals, string(text)) || oneOf(forwards, string(text))) ||
		listed(fromLabels, l) || listed(dateLabels, l) || listed(sentLabels, l) || listed(toLabels, l) || listed(subjectLabels, l)
}
