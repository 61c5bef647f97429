package edit

import "deskside/shared/content/bbcode"

// enter does what a line end typed in a list does: it starts the next item, and in an empty item it
// ends the list. It gives false where a line end is just that.
func (d *draft) enter() bool {
	if d.start != d.end {
		return false
	}
	at := d.start
	// Behind an item's closing tag, where its line ends, one is still at its end.
	for k := range d.Elements {
		if e := &d.Elements[k]; e.Tag.Item() && e.End == at && e.Close < at && (at == len(d.text) || d.text[at] == '\n') {
			at = e.Close
			d.start, d.end = at, at
		}
	}
	i := d.within(at, at, func(e *bbcode.Element) bool { return e.Tag.Block() })
	if i < 0 || !d.Elements[i].Tag.Item() || d.solidAt(at) >= 0 || d.inTag(at, true) != at {
		return false
	}
	e := &d.Elements[i]
	l := d.listAround()
	if l < 0 {
		return false
	}
	if !visible(d.text[e.Open:e.Close]) {
		if d.parentItem(l) >= 0 {
			d.outdentItems(l, []int{i})
		} else {
			d.unlist(l, []int{i})
		}
		return true
	}
	before, behind := "", ""
	if _, to := d.snug(at, at); to <= e.Close {
		at = to
	}
	for _, x := range d.Elements {
		if x.Tag.Formats() && !x.Solid && x.Start >= e.Open && x.Open <= at && at <= x.Close {
			before = closing(x.Tag) + before
			behind += d.text[x.Start:x.Open]
		}
	}
	if e.Close == e.End { // items marked by stars
		d.insert(at, before+"\n"+d.head(i)+behind)
	} else {
		d.insert(at, before+d.tail(i)+"\n"+d.head(i)+behind)
	}
	d.selectAfter(at, at, true, true)
	return true
}
