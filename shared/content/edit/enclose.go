package edit

import (
	"slices"
	"strings"

	"deskside/shared/content/bbcode"
)

// raw puts a range into a tag whose text is not BBCode, or takes it out. Tags that lie partly in the
// range go outside of it: closing tags before, opening tags behind.
func (d *draft) raw(t bbcode.Tag, value string) {
	if i := d.inRaw(d.start, d.end); i >= 0 {
		if d.Elements[i].Tag == t {
			d.strip(i)
		}
		return
	}
	from, to := d.outside(d.start, d.end)
	from, to = d.trim(from, to)
	if from >= to {
		from = d.inTag(d.start, true)
		d.guard(from, t)
		d.put(from, from, opening(t, value)+closing(t))
		mark := d.moved(from, false) + len(opening(t, value))
		d.selectNew(mark, mark)
		return
	}
	before, behind := "", ""
	for i := d.tagAfter(from); i < len(d.Tags) && d.Tags[i].Start < to; i++ {
		m := &d.Tags[i]
		e := &d.Elements[m.Element]
		switch tag := d.text[m.Start:m.End]; {
		case e.Tag == t:
			d.strip(m.Element)
		case e.Start < from && m.Closing:
			before += tag
			d.remove(m.Start, m.End)
		case e.End > to && !e.Solid:
			behind += tag
			d.remove(m.Start, m.End)
		}
	}
	d.guard(from, t)
	d.insert(from, before+opening(t, value))
	// What ends the element within would be its end.
	for at := from; at < to; at++ {
		n := strings.Index(d.text[at:to], "[/")
		if n < 0 {
			break
		}
		at += n
		if bbcode.Closes(d.text, at) == t && d.tagAt(at) < 0 {
			d.guardAt(at + 1)
		}
	}
	d.insert(to, closing(t)+behind)
	d.selectAfter(max(d.start, from), min(d.end, to), true, false)
}

// tagAt gives the tag that starts at a place, -1 for none.
func (d *draft) tagAt(at int) int {
	if i := d.tagAfter(at); i < len(d.Tags) && d.Tags[i].Start == at {
		return i
	}
	return -1
}

// whole widens a range until no block lies partly in it.
func (d *draft) whole(from, to int) (int, int) {
	for again := true; again; {
		again = false
		for i := range d.Elements {
			e := &d.Elements[i]
			if !e.Tag.Block() && !e.Solid || e.End <= from || to <= e.Start || e.Open <= from && to <= e.Close && !e.Solid || from <= e.Start && e.End <= to {
				continue
			}
			if e.Solid && from == to {
				continue
			}
			from, to, again = min(from, e.Start), max(to, e.End), true
		}
	}
	return from, to
}

// snug moves the bounds of a range over tags of formatting next to them: out of elements that start
// or end there with nothing before or behind, and away from those that end before it.
func (d *draft) snug(from, to int) (int, int) {
	from, to = d.trim(from, to)
	format := func(m *bbcode.Mark) bool { e := &d.Elements[m.Element]; return e.Tag.Formats() && !e.Solid }
	for i := d.tagAfter(from); i < len(d.Tags) && d.Tags[i].Start == from && d.Tags[i].End <= to && d.Tags[i].Closing && format(&d.Tags[i]); i++ {
		from = d.Tags[i].End
	}
	for i := d.tagAfter(from) - 1; i >= 0 && d.Tags[i].End == from && !d.Tags[i].Closing && format(&d.Tags[i]); i-- {
		from = d.Tags[i].Start
	}
	for i := d.tagAfter(to) - 1; i >= 0 && d.Tags[i].End == to && d.Tags[i].Start > from && !d.Tags[i].Closing && format(&d.Tags[i]); i-- {
		to = d.Tags[i].Start
	}
	for i := d.tagAfter(to); i < len(d.Tags) && d.Tags[i].Start == to && d.Tags[i].Closing && format(&d.Tags[i]); i++ {
		to = d.Tags[i].End
	}
	return from, to
}

// enclose puts blocks around parts of the text that are in order. Formatting that lies partly in one
// ends before it and starts again in it, and behind it.
func (d *draft) enclose(parts []span, head, end string) {
	d.splices = slices.Grow(d.splices, 2*len(parts)+2)
	next := 0
	var reach []*bbcode.Element // formatting that starts before the end of a part and does not end before it
	for n, part := range parts {
		if d.excess() {
			return
		}
		before, inside, closers, behind := "", "", "", ""
		reach = slices.DeleteFunc(reach, func(e *bbcode.Element) bool { return e.End <= part.from })
		for ; next < len(d.Elements) && d.Elements[next].Start < part.to; next++ {
			if e := &d.Elements[next]; e.Tag.Formats() && !e.Solid && !d.stripped[next] && e.End > part.from {
				reach = append(reach, e)
			}
		}
		for _, e := range reach {
			head := d.text[e.Start:e.Open]
			if e.Start < part.from && e.Close >= part.from && e.End > part.from {
				inside += head
				switch {
				case n > 0 && e.Start < parts[n-1].to: // ended behind the part before
				case d.anything(e.Open, part.from):
					before = closing(e.Tag) + before
				default:
					d.remove(e.Start, e.Open)
				}
			}
			if e.Open <= part.to && e.End > part.to {
				closers = closing(e.Tag) + closers
				switch {
				case n+1 < len(parts) && e.Close >= parts[n+1].from: // starts again in the next
				case n+1 == len(parts) && d.anything(part.to, e.Close):
					behind += head
				default:
					d.remove(e.Close, e.End)
				}
			}
		}
		d.guardInside(part.from, part.to)
		d.insert(part.from, before+head+inside)
		d.insert(part.to, closers+end+behind)
	}
}

// block puts the selection into a block or, when it is in one of that tag, takes that block's tags
// away. Headings and alignments are for whole lines, and replace each other.
func (d *draft) block(t bbcode.Tag, value string) {
	from, to := d.inTag(d.start, true), d.inTag(d.end, false)
	to = max(from, to)
	from, to = d.trim(from, to)
	if i := d.within(from, to, func(e *bbcode.Element) bool { return e.Tag == t || kin(e.Tag, t) }); i >= 0 {
		e := &d.Elements[i]
		if e.Tag == t && (value == "" || value == e.Value) {
			d.strip(i)
		} else {
			d.put(e.Start, e.Open, opening(t, value))
			d.put(e.Close, e.End, closing(t))
		}
		return
	}
	for i := range d.Elements {
		if e := &d.Elements[i]; e.Solid && e.Start < from && to < e.End {
			from, to = e.Start, e.End
		}
	}
	if t.Heads() || t.Aligns() {
		from, to = d.lines(from, to)
	}
	from, to = d.whole(from, to)
	from, to = d.snug(from, to)
	d.guard(from, t)
	head := opening(t, value)
	if !d.anything(from, to) {
		d.put(from, from, head+closing(t))
		mark := d.moved(from, false) + len(head)
		d.selectNew(mark, mark)
		return
	}
	d.enclose([]span{{from, to}}, head, closing(t))
	d.selectAfter(max(d.start, from), max(min(d.end, to), from), true, d.start == d.end)
}

// kin tells the tags that take each other's place.
func kin(a, b bbcode.Tag) bool {
	return a.Heads() && b.Heads() || a.Aligns() && b.Aligns()
}

// lines widens a range to whole lines of the block that it is in.
func (d *draft) lines(from, to int) (int, int) {
	low, high := 0, len(d.text)
	for i := range d.Elements {
		e := &d.Elements[i]
		switch {
		case !e.Tag.Block():
		case e.Open <= from && to <= e.Close:
			low, high = max(low, e.Open), min(high, e.Close)
		case e.End <= from:
			low = max(low, e.End)
		case to <= e.Start:
			high = min(high, e.Start)
		}
	}
	for from > low && d.text[from-1] != '\n' {
		from--
	}
	for to < high && d.text[to] != '\n' {
		to++
	}
	return from, to
}
