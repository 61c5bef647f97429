package html

import "deskside/shared/content/internal/ascii"

// startTag opens an element, after ending those it cannot stand in, and gives the place to read on.
func (r *Reader) startTag(t *tag) int {
	if r.watch != nil {
		r.watch.tag(t)
	}
	e := t.element
	if r.count[elSvg]+r.count[elMath] > 0 {
		if !t.breaksOut() {
			if (e == elSvg || e == elMath) && !t.empty {
				r.push(t)
			}
			return t.to
		}
		r.leaveForeign(t.from)
	}
	switch e {
	case elSvg, elMath:
		if t.empty {
			return t.to
		}
		if r.sink == toBuilder && t.has&(1<<atHidden|1<<atStyle) == 0 { // nothing else has a say
			if r.office != nil {
				r.office.other(r, t)
			}
			return r.foreignStart(t)
		}
	case elRaw, elRawCode, elRawText:
		if e == elRawCode {
			r.closeParagraph(t.from)
		}
		if r.office != nil {
			r.office.address(r, t)
		}
		return r.raw(t)
	case elVoid:
		if r.office != nil {
			r.office.address(r, t)
		}
		return t.to
	case elHead:
		return t.to
	}
	r.implyEnds(e, t.from)
	switch e {
	case elTr, elTd, elTh, elTbody, elCaption:
		if r.count[elTable] == 0 {
			return t.to
		}
	}
	if r.sink != toBuilder {
		r.plainStart(t)
		return t.to
	}
	r.start(t)
	return t.to
}

// foreignStart opens an svg or math, unless the next tag ends it again: nothing of it is text.
func (r *Reader) foreignStart(t *tag) int {
	name, from, to, e := t.name, t.from, t.to, t.element
	if i := nextMarkup(r.src, to); r.watch == nil && i < len(r.src) && ascii.Letter(r.src[i+1]) {
		r.steps++
		if _, ok := readTag(r.src, i, t); ok && t.breaksOut() {
			return r.startTag(t)
		}
	}
	t.name, t.from, t.to, t.element = name, from, to, e
	r.sinkInto(r.push(t), toNothing)
	return to
}

// plainStart opens an element inside one whose text goes elsewhere.
func (r *Reader) plainStart(t *tag) {
	switch e := t.element; {
	case r.sink != toNothing && (e == elMedia || e == elSvg || e == elMath || t.has&(1<<atHidden|1<<atStyle) != 0 && r.hides(t)):
		if o := r.push(t); o != nil {
			r.sinkInto(o, toNothing)
		}
		return
	case e == elBr || e == elHr || e == elImg:
		if e != elImg {
			r.scratchLine()
		}
		return
	case e.block() || e == elTr:
		r.scratchLine()
	case e == elTime && r.sink == toWords && r.dateTo == 0:
		r.dateFrom = len(r.scratch)
	case e == elCode && r.sink == toCode:
		r.nameLanguage(t)
	}
	if o := r.push(t); o != nil && t.element == elA {
		o.words = len(r.scratch)
	}
}

// hides tells whether an element hides its content.
func (r *Reader) hides(t *tag) bool {
	style := r.styles.of(t)
	return t.has&(1<<atHidden) != 0 || style.hidden || style.veil == tooSmall
}

// nameLanguage takes the language of a code block from the code element within.
func (r *Reader) nameLanguage(t *tag) {
	const prefix = "language-"
	class := t.attr(atClass)
	if n := len(r.open); n == 0 || !r.open[n-1].sinks || len(class) <= len(prefix) || class[:len(prefix)] != prefix {
		return
	}
	class = class[len(prefix):]
	for i := 0; i < len(class); i++ {
		if ascii.Space(class[i]) {
			class = class[:i]
		}
	}
	r.language = class
}

// scratchLine ends a line of what is being gathered.
//
//go:noinline
func (r *Reader) scratchLine() {
	switch n := len(r.scratch); {
	case r.sink == toWords:
		r.scratch.Byte(' ')
	case r.sink == toCode && (r.tag.element == elBr || n > 0 && r.scratch[n-1] != '\n'):
		r.scratch.Byte('\n')
	}
}

//go:noinline
func (r *Reader) push(t *tag) *open {
	if len(r.open) == maxOpen {
		if r.watch != nil {
			r.watch.deep(t)
		}
		return nil
	}
	if (t.element == elSvg || t.element == elMath) && r.count[elSvg]+r.count[elMath] == 0 {
		r.foreign = len(r.open)
	}
	n := len(r.open)
	if n == cap(r.open) {
		r.open = append(make([]open, 0, 2*n+16), r.open...)
	}
	r.open = r.open[:n+1]
	o := &r.open[n]
	*o = open{}
	o.element, o.start, o.after, o.name = t.element, t.from, t.to, len(t.name)
	o.from = r.b.Serial()
	o.upto = o.from
	r.count[t.element]++
	o.block = t.element.block()
	if t.element.cell() {
		o.base, r.base = r.base, len(r.orphans)
	}
	return o
}

// pop ends the innermost element. Formatting that ends by the end of something else goes on in what
// follows.
//
//go:noinline
func (r *Reader) pop(end int, implied bool) {
	r.steps++
	e := &r.open[len(r.open)-1]
	r.open = r.open[:len(r.open)-1]
	r.count[e.element]--
	if e.sinks {
		r.deliver(e, end)
	} else if e.element == elTime && r.sink == toWords && r.dateTo == 0 {
		r.dateTo = len(r.scratch)
	}
	if e.element == elA && r.sink == toCode && r.office != nil {
		r.office.inCode(r, e)
	}
	if e.element == elQ && r.sink == toBuilder {
		r.b.Words("”", end, end)
	}
	if e.upto > e.from && !e.closed {
		if implied && e.element.formats() {
			r.orphan(e)
		} else {
			r.popFormats(e.from, e.upto, end)
		}
	}
	if e.element.cell() {
		for len(r.orphans) > r.base {
			r.dropOrphan(len(r.orphans)-1, end)
		}
		r.base = e.base
	}
	if r.sink != toBuilder {
		if e.element.block() {
			r.scratchLine()
		}
		return
	}
	if r.office != nil {
		r.office.left(len(r.open))
	}
	if e.tail|e.mark != 0 {
		r.b.CloseTo(e.tail, end)
		r.b.CloseTo(e.mark, end)
	}
	if e.block || e.element.cell() {
		r.b.EndParagraph(end)
	} else if e.apart {
		r.b.Text(" ", end)
	}
	if e.restores&restoreAlign != 0 {
		r.b.SetAlign(e.align, end)
	}
	if e.restores&restoreLevel != 0 {
		r.b.SetLevel(int(e.level), end)
	}
	if e.restores&restoreSpace != 0 {
		r.b.SetSpace(e.white)
	}
	if e.restores&restoreText != 0 {
		r.unseen, r.symbols = e.unseen, e.symbols
	}
}

//go:noinline
func (r *Reader) popFormats(from, upto uint32, end int) {
	if r.sink != toBuilder {
		end = 0 // what is being gathered will stand where it began
	}
	for id := upto; id > from; id-- {
		r.b.Pop(id, end)
	}
}

//go:noinline
func (r *Reader) popTo(n, end int) {
	for len(r.open) > n {
		r.pop(end, true)
	}
}

// orphan keeps formatting whose element was ended by another. Three of a kind are enough: the
// standard keeps no more either.
func (r *Reader) orphan(e *open) {
	same, first := 0, 0
	for i := len(r.orphans) - 1; i >= r.base; i-- {
		if o := &r.orphans[i]; o.element == e.element && ascii.Is(r.name(o.start, o.name), r.name(e.start, e.name)) {
			same, first = same+1, i
		}
	}
	if same >= 3 {
		r.dropOrphan(first, 0)
	} else if len(r.orphans) == maxOrphans {
		r.popFormats(e.from, e.upto, 0)
		return
	}
	r.orphans = append(r.orphans, orphan{e.element, e.start, e.name, e.from, e.upto})
}

//go:noinline
func (r *Reader) dropOrphan(i, end int) {
	o := r.orphans[i]
	r.orphans = append(r.orphans[:i], r.orphans[i+1:]...)
	r.popFormats(o.from, o.upto, end)
}

// name is the name of an element by its place and length.
func (r *Reader) name(start, length int) string { return r.src[start+1 : start+1+length] }

// findNamed is find for the elements that share what they do with others: by name.
func (r *Reader) findNamed(t *tag, stop func(element) bool) int {
	if r.count[t.element] == 0 {
		return -1
	}
	for i := len(r.open) - 1; i >= 0; i-- {
		r.steps++
		e := &r.open[i]
		if e.element == t.element && !e.closed && ascii.Is(r.name(e.start, e.name), t.name) {
			return i
		}
		if stop(e.element) {
			return -1
		}
	}
	return -1
}

// find gives the place of the innermost open element that is one of two, not looking beyond what
// stops the search; -1 for none.
//
//go:noinline
func (r *Reader) find(a, b element, stop func(element) bool) int {
	if r.count[a] == 0 && r.count[b] == 0 {
		return -1
	}
	for i := len(r.open) - 1; i >= 0; i-- {
		r.steps++
		e := &r.open[i]
		if (e.element == a || e.element == b) && !e.closed {
			return i
		}
		if stop(e.element) {
			return -1
		}
	}
	return -1
}

func tableBoundary(e element) bool { return e == elTable || e == elMedia }

func pBoundary(e element) bool { return e.boundary() || e == elButton }

func listBoundary(e element) bool {
	return e != elArticle && e != elDiv && e != elP && e.special()
}

// closeParagraph ends an open p, as the start of a block does.
//
//go:noinline
func (r *Reader) closeParagraph(at int) {
	if i := r.find(elP, elP, pBoundary); i >= 0 {
		r.popTo(i, at)
	}
}

// leaveForeign ends the outermost svg or math.
func (r *Reader) leaveForeign(at int) { r.popTo(r.foreign, at) }

// implyEnds ends the elements that a start tag ends (HTML, section 13.2.6.4.7 and the table modes).
func (r *Reader) implyEnds(e element, at int) {
	if e.block() || e == elHr {
		r.closeParagraph(at)
	}
	switch {
	case e.heading():
		if n := len(r.open); n > 0 && r.open[n-1].element.heading() {
			r.pop(at, true)
		}
	case e == elLi:
		if i := r.find(elLi, elLi, listBoundary); i >= 0 {
			r.popTo(i, at)
		}
	case e == elDd || e == elDt:
		if i := r.find(elDd, elDt, listBoundary); i >= 0 {
			r.popTo(i, at)
		}
	case e == elA:
		r.endLinks(at)
	case e == elTd || e == elTh:
		if i := r.find(elTr, elTable, tableBoundary); i >= 0 {
			if i+1 < len(r.open) && r.open[i+1].element == elTbody { // in which browsers imply a tr
				i++
			}
			r.popTo(i+1, at)
		}
	case e == elTr:
		if i := r.find(elTbody, elTable, tableBoundary); i >= 0 {
			r.popTo(i+1, at)
		}
	case e == elTbody || e == elCaption:
		if i := r.find(elTable, elTable, tableBoundary); i >= 0 {
			r.popTo(i+1, at)
		}
	}
}

// endTag ends an element, and what is open within it; one that is not open is ignored.
func (r *Reader) endTag(t *tag) {
	e, end := t.element, t.to
	if (e == elBr || e == elP) && r.count[elSvg]+r.count[elMath] > 0 {
		r.leaveForeign(t.from)
	}
	switch {
	case e == elBr:
		if r.sink == toBuilder {
			r.b.Break(t.from)
		}
		return
	case e == elP:
		if i := r.find(elP, elP, pBoundary); i >= 0 {
			r.popAt(i, end)
		} else if r.sink == toBuilder {
			r.b.EndParagraph(t.from)
		}
		return
	case e == elVoid || e == elHead || e == elRaw || e == elRawCode || e == elRawText || e == elImg || e == elHr:
		return
	case e.heading():
		r.endHeading(end)
		return
	case e.formats():
		r.endFormatting(t)
		return
	case e == elTable || e == elTr || e == elTbody || e.cell():
		if i := r.find(e, e, tableBoundary); i >= 0 {
			r.popAt(i, end)
		} else if e == elTbody && r.count[elTable] > 0 {
			// The tbody that this ends may be one that browsers imply.
			if i := r.find(elTable, elTable, tableBoundary); i >= 0 {
				r.popTo(i+1, t.from)
			}
		}
		return
	case e == elLi:
		if i := r.find(e, e, func(e element) bool { return e.boundary() || e == elUl || e == elOl }); i >= 0 {
			r.popAt(i, end)
		}
		return
	}
	stop := element.boundary
	if !e.special() {
		stop = element.special
	}
	if i := r.findNamed(t, stop); i >= 0 {
		r.popAt(i, end)
	}
}

// popAt ends the element at a place in the stack by its own end tag.
//
//go:noinline
func (r *Reader) popAt(i, end int) {
	r.popTo(i+1, r.tag.from)
	if e := &r.open[i]; r.sink == toBuilder && (e.block || e.element.cell()) {
		r.b.EndParagraph(r.tag.from)
	}
	r.pop(end, false)
}

func (r *Reader) endHeading(end int) {
	for i := len(r.open) - 1; i >= 0; i-- {
		r.steps++
		e := r.open[i].element
		if e.heading() {
			r.popAt(i, end)
			return
		}
		if e.boundary() {
			return
		}
	}
}

// endLinks ends the links that are on: none holds another.
func (r *Reader) endLinks(at int) {
	for i := len(r.orphans) - 1; i >= r.base; i-- {
		if r.orphans[i].element == elA {
			r.dropOrphan(i, at)
		}
	}
	for r.count[elA] > 0 {
		i := r.find(elA, elA, element.cell)
		if i < 0 {
			return
		}
		r.endFormattingAt(i, at)
	}
}

// endFormatting ends formatting. Where blocks are open within it they stay open and it ends for
// what follows, which is what the standard's adoption agency (section 13.2.6.4.7) comes to.
func (r *Reader) endFormatting(t *tag) {
	if i := r.findNamed(t, element.boundary); i >= 0 {
		r.endFormattingAt(i, t.to)
		return
	}
	for i := len(r.orphans) - 1; i >= r.base; i-- {
		if o := &r.orphans[i]; o.element == t.element && ascii.Is(r.name(o.start, o.name), t.name) {
			r.dropOrphan(i, t.to)
			return
		}
	}
}

//go:noinline
func (r *Reader) endFormattingAt(i, end int) {
	for j := i + 1; j < len(r.open); j++ {
		r.steps++
		if r.open[j].element.special() {
			o := &r.open[i]
			r.popFormats(o.from, o.upto, end)
			o.closed = true
			return
		}
	}
	r.popAt(i, end)
}
