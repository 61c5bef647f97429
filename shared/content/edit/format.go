package edit

import (
	"deskside/shared/content/bbcode"
	"deskside/shared/content/internal/ascii"
)

// span is a part of the text, in bytes.
type span struct{ from, to int }

// format switches the formatting of a tag, with the value it has, on for the selection; off when all
// of it has it. Of formatting with values only the same counts, and another is replaced. Without a
// selection it is the word around the caret, or the element that the caret is in, or a new element
// to type into.
func (d *draft) format(t bbcode.Tag, value string) {
	if d.inRaw(d.start, d.end) >= 0 {
		return
	}
	from, to := d.outside(d.start, d.end)
	from, to = d.trim(from, to)
	if d.start == d.end || !d.anything(from, to) {
		d.formatCaret(t, value)
		return
	}
	d.selectAfter(from, to, true, false)
	if d.covered(from, to, t, value) {
		d.takeOff(from, to, t)
	} else {
		d.putOn(from, to, t, value)
	}
}

func (d *draft) formatCaret(t bbcode.Tag, value string) {
	at := d.start
	for i := range d.Elements {
		if e := &d.Elements[i]; e.Solid && e.Start < at && at < e.End {
			if alike(e.Tag, t) {
				d.strip(i)
			}
			return
		}
	}
	if i := d.within(at, at, func(e *bbcode.Element) bool { return alike(e.Tag, t) && !e.Solid }); i >= 0 {
		if e := &d.Elements[i]; e.Value == value || value == "" {
			d.strip(i)
		} else {
			d.put(e.Start, e.Open, opening(t, value))
			d.put(e.Close, e.End, closing(t))
		}
		return
	}
	at = d.inTag(at, true)
	if from, to := d.word(at); from < to {
		d.putOn(from, to, t, value)
		d.selectAfter(at, at, true, true)
		return
	}
	head := opening(t, value)
	d.guard(at, t)
	d.insert(at, head+closing(t))
	mark := d.moved(at, false) + len(head)
	d.selectNew(mark, mark)
}

// outside moves the bounds of a range out of tags, and out of elements that nothing can be put into.
func (d *draft) outside(from, to int) (int, int) {
	from, to = d.inTag(from, true), d.inTag(to, false)
	for i := range d.Elements {
		e := &d.Elements[i]
		if !e.Solid {
			continue
		}
		if e.Start < from && from < e.End {
			from = e.Start
		}
		if e.Start < to && to < e.End {
			to = e.End
		}
	}
	return from, max(from, to)
}

// inRaw gives the element with a range in it, but not just all of it, whose text is not BBCode; -1
// for none.
func (d *draft) inRaw(from, to int) int {
	for i := range d.Elements {
		e := &d.Elements[i]
		if e.Solid && e.Tag.Raw() && e.Start <= from && to <= e.End && (e.Start < from && to < e.End || from < to && (e.Start < from || to < e.End)) {
			return i
		}
	}
	return -1
}

// anything tells that a range has something to see: text, or an element that is more than its text.
func (d *draft) anything(from, to int) bool {
	return d.firstSeen(from, to) < to
}

// firstSeen gives the place of the first thing to see in a range, its end for none.
func (d *draft) firstSeen(from, to int) int {
	i := d.tagAfter(from)
	for at := from; at < to; at++ {
		for i < len(d.Tags) && d.Tags[i].Start < at {
			i++
		}
		if i < len(d.Tags) && d.Tags[i].Start == at {
			if d.Elements[d.Tags[i].Element].Solid {
				return at
			}
			at = d.Tags[i].End - 1
			continue
		}
		if !ascii.Space(d.text[at]) {
			return at
		}
	}
	return to
}

// tagAfter gives the first tag that starts at a place or after it.
func (d *draft) tagAfter(at int) int {
	lo, hi := 0, len(d.Tags)
	for lo < hi {
		mid := (lo + hi) / 2
		if d.Tags[mid].Start < at {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// covered tells that all there is to see in a range has the formatting.
func (d *draft) covered(from, to int, t bbcode.Tag, value string) bool {
	next, reach := 0, 0
	for at := d.firstSeen(from, to); at < to; at = d.firstSeen(reach, to) {
		for ; next < len(d.Elements) && d.Elements[next].Start <= at; next++ {
			if e := &d.Elements[next]; alike(e.Tag, t) && (value == "" || e.Value == value) {
				reach = max(reach, e.End)
			}
		}
		if reach <= at {
			return false
		}
	}
	return true
}

// takeOff takes the formatting off a range. What elements have outside of it keeps it.
func (d *draft) takeOff(from, to int, t bbcode.Tag) {
	for i := range d.Elements {
		e := &d.Elements[i]
		if alike(e.Tag, t) && from < e.End && e.Start < to {
			d.strip(i)
		}
	}
	ends := map[bbcode.Tag]int{} // where the last element of a tag ends
	for i := range d.Elements {
		e := &d.Elements[i]
		if !d.stripped[i] || e.Solid {
			continue
		}
		head := d.text[e.Start:e.Open]
		d.pieces(e.Open, min(from, e.Close), e.Tag, head)
		d.pieces(max(to, e.Open), e.Close, e.Tag, head)
		d.guardEnds(max(e.Open, ends[e.Tag]), e.Close, e.Tag)
		ends[e.Tag] = max(ends[e.Tag], e.Close)
	}
	for t, end := range ends {
		d.guard(end, t)
	}
}

// strip takes the tags of an element away.
func (d *draft) strip(i int) {
	d.stripped[i] = true
	e := &d.Elements[i]
	d.remove(e.Start, e.Open)
	// What ends with the element gets an end of its own.
	ends := ""
	for j := i + 1; j < len(d.Elements) && d.Elements[j].Start < e.Close && e.Close < e.End && !e.Solid; j++ {
		in := &d.Elements[j]
		if in.Close == e.Close && in.End == e.Close && !in.Solid && !d.stripped[j] && (in.Tag.Formats() || in.Tag.Block() && !in.Tag.Item() && in.Tag != bbcode.TagHr) {
			ends = closing(in.Tag) + ends
		}
	}
	d.insert(e.Close, ends)
	d.remove(e.Close, e.End)
}

// alike tells the tags that mean the same with different values.
func alike(a, b bbcode.Tag) bool {
	return a == b || a.Link() && b.Link()
}

// putOn puts the formatting on a range. Elements of the same that it meets become one with it.
func (d *draft) putOn(from, to int, t bbcode.Tag, value string) {
	meets := func(e *bbcode.Element) bool {
		return e.Tag == t && e.Value == value && !e.Solid && from <= e.End && e.Start <= to && (e.Start < from || to < e.End)
	}
	for again := true; again; {
		again = false
		for i := range d.Elements { // to the right as far as they reach
			if e := &d.Elements[i]; meets(e) {
				from, to, again = min(from, e.Start), max(to, e.End), true
			}
		}
		for i := len(d.Elements) - 1; i >= 0; i-- { // and to the left
			if e := &d.Elements[i]; meets(e) {
				from, to, again = min(from, e.Start), max(to, e.End), true
			}
		}
	}
	for i := range d.Elements {
		e := &d.Elements[i]
		if !alike(e.Tag, t) {
			continue
		}
		around := e.Open <= from && to <= e.Close && !e.Solid && !d.anything(e.Open, from) && !d.anything(to, e.Close)
		if around || from <= e.Start && e.End <= to {
			d.strip(i)
		}
	}
	d.pieces(from, to, t, opening(t, value))
	d.guard(to, t)
	d.guardEnds(from, to, t)
	d.guardInside(from, to)
}

// pieces puts formatting around the parts of a range that no tag crosses: where an element lies
// partly in it, and around blocks, the formatting ends and starts again.
func (d *draft) pieces(from, to int, t bbcode.Tag, head string) {
	start := from
	for i := d.tagAfter(from); i < len(d.Tags) && d.Tags[i].Start < to; i++ {
		m := &d.Tags[i]
		e := &d.Elements[m.Element]
		if d.stripped[m.Element] {
			continue
		}
		if e.Tag.Block() || !e.Solid && !(from <= e.Start && e.End <= to) {
			d.piece(start, m.Start, t, head)
			start = m.End
		}
	}
	d.piece(start, to, t, head)
}

func (d *draft) piece(from, to int, t bbcode.Tag, head string) {
	from, to = d.trim(from, to)
	if !d.anything(from, to) {
		return
	}
	d.insert(from, head)
	d.insert(to, closing(t))
}

// guard keeps brackets before a place from being taken for the opening tag of an element that is to
// end there.
func (d *draft) guard(to int, t bbcode.Tag) {
	next := 0
	for at := 0; at < to; at++ {
		for next < len(d.Tags) && d.Tags[next].End <= at {
			next++
		}
		if next < len(d.Tags) && d.Tags[next].Start <= at {
			at = d.Tags[next].End - 1
			continue
		}
		if d.text[at] == '[' && bbcode.Opens(d.text, at) == t {
			d.guardAt(at + 1)
		}
	}
}

func (d *draft) guardAt(at int) {
	if d.guarded == nil {
		d.guarded = map[int]bool{}
	}
	if !d.guarded[at] {
		d.guarded[at] = true
		d.insert(at, bbcode.Guard)
	}
}

// guardInside keeps what looks like an opening tag in a range from being one once something ends
// around it.
func (d *draft) guardInside(from, to int) {
	for at := from; at < to; at++ {
		if d.text[at] != '[' || d.tagAt(at) >= 0 || d.solidAt(at) >= 0 {
			continue
		}
		if t := bbcode.Opens(d.text, at); t != 0 && (t.Formats() || t.Block()) && !(t.Formats() && !t.Valued() && at > from && letter(d.text[at-1])) {
			d.guardAt(at + 1)
		}
	}
}

// keepUnended keeps tags without an end what they are: one behind a letter is text, and any other ends
// with what it stands in, so they depend on what the changes put or take before them.
func (d *draft) keepUnended() {
	d.sort()
	gone := 0 // the place that what is taken away reaches without a gap, from start on
	start := -1
	for _, s := range d.splices { // what is put meanwhile is not looked at
		if start < 0 || s.from > gone {
			start = s.from
		}
		if s.insert != "" {
			start = -1
		}
		gone = max(gone, s.to)
		t := bbcode.Opens(d.text, s.to)
		if s.to == 0 || !t.Formats() || t.Valued() {
			continue
		}
		i := d.tagAt(s.to)
		switch {
		case i < 0 && s.insert != "" && s.insert != bbcode.Guard && d.solidAt(s.to) < 0 && letter(d.text[s.to-1]):
			d.guardAt(s.to + 1)
		case i >= 0 && s.insert == "" && start > 0 && letter(d.text[start-1]):
			if e := &d.Elements[d.Tags[i].Element]; e.Close == e.End && !d.stripped[d.Tags[i].Element] {
				d.insert(e.Close, closing(e.Tag))
			}
		}
	}
}

// guardEnds keeps brackets in a range from being taken for the closing tag of an element that is to
// go on.
func (d *draft) guardEnds(from, to int, t bbcode.Tag) {
	for at := from; at < to; at++ {
		if d.text[at] == '[' && bbcode.Closes(d.text, at) == t && d.tagAt(at) < 0 && d.solidAt(at) < 0 {
			d.guardAt(at + 1)
		}
	}
}

// word gives the bounds of the word that a place is inside of.
func (d *draft) word(at int) (from, to int) {
	from, to = at, at
	for from > 0 && letter(d.text[from-1]) {
		from--
	}
	for to < len(d.text) && letter(d.text[to]) {
		to++
	}
	if from == at || to == at {
		return at, at
	}
	return from, to
}

// letter tells a byte of a word; those outside ASCII are.
func letter(c byte) bool { return ascii.Alnum(c) || c == '_' || c >= 0x80 }

func opening(t bbcode.Tag, value string) string {
	if value == "" {
		return "[" + t.Name() + "]"
	}
	return "[" + t.Name() + "=" + value + "]"
}

func closing(t bbcode.Tag) string { return "[/" + t.Name() + "]" }
