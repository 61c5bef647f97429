package edit

import (
	"slices"
	"strings"

	"deskside/shared/content/bbcode"
	"deskside/shared/content/internal/ascii"
)

// list makes items of the selected lines, or lines of the selected items. Items of a list of another
// kind change the kind of their list. Empty lines stay as they are.
func (d *draft) list(numbered bool) {
	if l := d.listAround(); l >= 0 {
		items := d.selectedItems(l)
		switch {
		case d.numbered(l) != numbered:
			d.restyle(l, numbered)
		case len(items) > 0 && d.parentItem(l) >= 0:
			d.outdentItems(l, items)
		case len(items) > 0:
			d.unlist(l, items)
		}
		return
	}
	t := bbcode.TagUl
	if numbered {
		t = bbcode.TagOl
	}
	head, end, item := opening(t, ""), closing(t), bbcode.TagLi
	from, to := d.inTag(d.start, true), d.inTag(d.end, false)
	to = max(from, to)
	if to > from && d.text[to-1] == '\n' {
		to--
	}
	for i := range d.Elements {
		if e := &d.Elements[i]; e.Solid && e.Start < from && to < e.End {
			if e.Tag.Raw() {
				return
			}
			from, to = e.Start, e.End
		}
	}
	from, to = d.whole(from, to)
	from, to = d.lines(from, to)
	parts := d.parts(from, to)
	if len(parts) == 0 {
		d.guard(from, t)
		d.insert(from, head+"\n"+opening(item, ""))
		mark := d.moved(from, true)
		d.insert(from, closing(item)+"\n"+end)
		d.selectNew(mark, mark)
		return
	}
	d.guard(parts[0].from, t)
	d.guardItems(parts)
	d.insert(parts[0].from, head+"\n")
	lines := make([]span, 0, len(parts))
	for _, part := range parts {
		if i := d.elementAt(part); i >= 0 && d.Elements[i].Tag.List() {
			d.opened(i)
			continue
		}
		lines = append(lines, part)
	}
	d.enclose(lines, opening(item, ""), closing(item))
	d.insert(parts[len(parts)-1].to, "\n"+end)
	first, last := parts[0], parts[len(parts)-1]
	d.selectAfter(min(max(d.start, first.from), last.to), min(max(d.end, first.from), last.to), true, d.start == d.end)
	if d.start != d.end {
		d.afterEnd = false
	} else if d.start >= last.to {
		d.afterStart, d.afterEnd = false, false
	}
}

// guardItems keeps text that looks like an item from being one once it stands in a list.
func (d *draft) guardItems(parts []span) {
	for _, part := range parts {
		for at := part.from; at < part.to; at++ {
			if d.text[at] == '[' && bbcode.Opens(d.text, at).Item() && d.tagAt(at) < 0 && d.solidAt(at) < 0 {
				d.guardAt(at + 1)
			}
		}
	}
}

// solidAt gives the solid element that a place is in, -1 for none.
func (d *draft) solidAt(at int) int {
	i := d.tagAfter(at+1) - 1
	if i >= 0 && d.Elements[d.Tags[i].Element].Solid && at < d.Tags[i].End {
		return d.Tags[i].Element
	}
	return -1
}

// opened takes the tags of a list away and leaves its items.
func (d *draft) opened(l int) {
	e := &d.Elements[l]
	from, to := e.Open, e.Close
	for from < to && ascii.Space(d.text[from]) {
		from++
	}
	for to > from && ascii.Space(d.text[to-1]) {
		to--
	}
	d.remove(e.Start, from)
	d.remove(to, e.End)
}

// parts gives the lines of a range that have something in them. A block is a line of its own.
func (d *draft) parts(from, to int) (list []span) {
	list = make([]span, 0, strings.Count(d.text[from:to], "\n")+1)
	start, next := from, 0
	end := func(at int) {
		a, b := d.trim(start, at)
		if a, b = d.snug(a, b); d.anything(a, b) {
			list = append(list, span{a, b})
		}
	}
	for at := from; at < to; at++ {
		for next < len(d.Elements) && (d.Elements[next].Start < at || d.Elements[next].Start == at && !d.Elements[next].Tag.Block() && !d.Elements[next].Solid) {
			next++
		}
		if next < len(d.Elements) && d.Elements[next].Start == at {
			e := &d.Elements[next]
			if e.Tag.Block() {
				end(at)
				list = append(list, span{e.Start, e.End})
				start = e.End
			}
			at = e.End - 1
			continue
		}
		if d.text[at] == '\n' {
			end(at)
			start = at + 1
		}
	}
	end(to)
	return list
}

// elementAt gives the element whose bounds a part has, -1 for none.
func (d *draft) elementAt(part span) int {
	i, found := slices.BinarySearchFunc(d.Elements, part.from, func(e bbcode.Element, at int) int { return e.Start - at })
	if found && d.Elements[i].End == part.to {
		return i
	}
	return -1
}

// listAround gives the innermost list that the selection is in, -1 for none.
func (d *draft) listAround() int {
	from, to := d.inTag(d.start, true), d.inTag(d.end, false)
	to = max(from, to)
	i := d.within(from, to, func(e *bbcode.Element) bool {
		return e.Tag.Block() && !e.Tag.Item() && !e.Tag.Heads() && !e.Tag.Aligns()
	})
	if i < 0 || !d.Elements[i].Tag.List() {
		return -1
	}
	return i
}

func (d *draft) numbered(l int) bool {
	e := &d.Elements[l]
	return e.Tag == bbcode.TagOl || e.Tag == bbcode.TagList && e.Value != ""
}

func (d *draft) restyle(l int, numbered bool) {
	e := &d.Elements[l]
	head, end := "["+bbcode.NameUl+"]", "[/"+bbcode.NameUl+"]"
	switch {
	case e.Tag == bbcode.TagList && numbered:
		head, end = "["+bbcode.NameList+"=1]", "[/"+bbcode.NameList+"]"
	case e.Tag == bbcode.TagList:
		head, end = "["+bbcode.NameList+"]", "[/"+bbcode.NameList+"]"
	case numbered:
		head, end = "["+bbcode.NameOl+"]", "[/"+bbcode.NameOl+"]"
	}
	d.put(e.Start, e.Open, head)
	d.put(e.Close, e.End, end)
}

// items gives the items of a list.
func (d *draft) items(l int) (list []int) {
	at := d.Elements[l].Open
	for i := l + 1; i < len(d.Elements) && d.Elements[i].Start < d.Elements[l].Close; i++ {
		if e := &d.Elements[i]; e.Start >= at && e.Tag.Item() && !e.Solid {
			list = append(list, i)
			at = e.End
		}
	}
	return list
}

// selectedItems gives the items of a list that the selection touches, in order and without gaps.
func (d *draft) selectedItems(l int) (list []int) {
	for _, i := range d.items(l) {
		e := &d.Elements[i]
		if e.Start < d.end && d.start < e.End || d.start == d.end && e.Start <= d.start && d.start <= e.Close {
			list = append(list, i)
		}
	}
	if d.start == d.end && len(list) > 1 {
		list = list[len(list)-1:]
	}
	return list
}

// parentItem gives the item that a list stands in, -1 for none.
func (d *draft) parentItem(l int) int {
	from, to := d.Elements[l].Start, d.Elements[l].End
	i := d.within(from, to, func(e *bbcode.Element) bool { return e.Tag.Block() && e.Start < from })
	if i < 0 || !d.Elements[i].Tag.Item() {
		return -1
	}
	return i
}

// head and tail are the tags of a list as the source has them.
func (d *draft) head(i int) string { return d.text[d.Elements[i].Start:d.Elements[i].Open] }

func (d *draft) tail(i int) string { return d.text[d.Elements[i].Close:d.Elements[i].End] }

// unlist makes lines of items of a list that is in no other.
func (d *draft) unlist(l int, items []int) {
	all := d.items(l)
	e := &d.Elements[l]
	first, last := &d.Elements[items[0]], &d.Elements[items[len(items)-1]]
	if items[0] == all[0] {
		d.clear(e.Start, first.Start, l)
	} else {
		gap := "\n"
		if d.text[first.Start-1] == '\n' {
			gap = ""
		}
		d.insert(first.Start, gap+closing(e.Tag)+"\n")
	}
	for _, i := range items {
		d.strip(i)
	}
	if items[len(items)-1] == all[len(all)-1] {
		if last.Close == last.End {
			// The item ends with its list; the line end before that goes too.
			end := last.End
			for end > last.Open && ascii.Space(d.text[end-1]) {
				end--
			}
			d.clear(end, e.End, l)
		} else {
			d.clear(last.End, e.End, l)
		}
	} else if d.text[last.End-1] == '\n' {
		d.insert(last.End, d.head(l)+"\n")
	} else {
		d.insert(last.End, "\n"+d.head(l))
	}
	d.selectAfter(min(max(d.start, first.Open), last.Close), min(max(d.end, first.Open), last.Close), true, false)
	if d.start == d.end {
		d.afterEnd = true
	}
}

// clear takes a range away that has tags of some elements in it, or those tags alone when there is
// more in it.
func (d *draft) clear(from, to int, elements ...int) {
	if !d.anything(from, to) {
		d.remove(from, to)
		return
	}
	for _, i := range elements {
		e := &d.Elements[i]
		if from <= e.Start && e.Open <= to {
			d.remove(e.Start, e.Open)
		}
		if from <= e.Close && e.End <= to {
			d.remove(e.Close, e.End)
		}
	}
}

// indent moves the selected items into the item before them, or the selected lines of code to the
// right.
func (d *draft) indent() {
	if d.shiftCode(true) {
		return
	}
	l := d.listAround()
	if l < 0 {
		return
	}
	items, all := d.selectedItems(l), d.items(l)
	if len(items) == 0 || items[0] == all[0] {
		return
	}
	before := 0
	for _, i := range all {
		if i == items[0] {
			break
		}
		before = i
	}
	previous, first, last := &d.Elements[before], &d.Elements[items[0]], &d.Elements[items[len(items)-1]]
	starred := previous.Close == previous.End
	if n := d.lastList(before); n >= 0 && d.Elements[n].Tag == d.Elements[l].Tag {
		// The items go to the end of the list that is there.
		nested := &d.Elements[n]
		from := nested.Close
		for from > nested.Open && ascii.Space(d.text[from-1]) && !starred {
			from--
		}
		end := previous.End
		if starred {
			for end = nested.End; end < previous.End && ascii.Space(d.text[end]); end++ {
			}
		}
		ending := d.text[from:end]
		d.remove(from, end)
		d.insert(last.End, ending)
		return
	}
	d.remove(previous.Close, previous.End)
	d.insert(first.Start, d.head(l)+"\n")
	ending := closing(d.Elements[l].Tag) + "\n"
	if d.text[last.End-1] != '\n' {
		ending = "\n" + closing(d.Elements[l].Tag)
	}
	if !starred {
		ending += d.tail(before)
	}
	d.insert(last.End, ending)
}

// lastList gives the list that an item ends with, -1 for none.
func (d *draft) lastList(item int) int {
	e := &d.Elements[item]
	found, at := -1, e.Open
	for i := item + 1; i < len(d.Elements) && d.Elements[i].Start < e.Close; i++ {
		if n := &d.Elements[i]; n.Start >= at && n.Tag.Block() {
			at = n.End
			found = -1
			if n.Tag.List() && !visible(d.text[n.End:e.Close]) {
				found = i
			}
		}
	}
	return found
}

// outdent moves the selected items out of the item that their list is in, makes lines of items that
// are in none, or moves the selected lines of code to the left.
func (d *draft) outdent() {
	if d.shiftCode(false) {
		return
	}
	l := d.listAround()
	if l < 0 {
		return
	}
	items := d.selectedItems(l)
	switch {
	case len(items) == 0:
	case d.parentItem(l) >= 0:
		d.outdentItems(l, items)
	default:
		d.unlist(l, items)
	}
}

func (d *draft) outdentItems(l int, items []int) {
	p := d.parentItem(l)
	parent, e, all := &d.Elements[p], &d.Elements[l], d.items(l)
	if visible(d.text[e.End:parent.Close]) {
		return // what follows the list would become part of the item
	}
	first, last := &d.Elements[items[0]], &d.Elements[items[len(items)-1]]
	starred, starredItem := parent.Close == parent.End, last.Close == last.End
	end := parent.End
	if starred {
		end = e.End
		if end < len(d.text) && d.text[end] == '\n' {
			end++
		}
	}
	if items[0] == all[0] {
		at := e.Start
		for at > parent.Open && ascii.Space(d.text[at-1]) {
			at--
		}
		d.insert(at, d.tail(p))
		d.clear(e.Start, first.Start, l)
		if at == e.Start { // the list had no line of its own
			d.insert(at, "\n")
		}
	} else if before := first.Start; starred || starredItem {
		d.insert(before, d.tail(l)+d.tail(p)+"\n")
	} else {
		for before > e.Open && ascii.Space(d.text[before-1]) {
			before--
		}
		d.insert(before, "\n"+d.tail(l)+d.tail(p))
	}
	switch {
	case items[len(items)-1] == all[len(all)-1]:
		d.clear(last.End, end, l, p)
		if d.tail(p) != "" && starredItem {
			d.insert(last.End, d.tail(p))
		}
	case starredItem:
		d.insert(last.End, d.head(l)+"\n")
	default:
		d.put(last.Close, last.End, "\n"+d.head(l))
	}
}

const codeIndent = "  "

// shiftCode moves the selected lines of a code block; false when the selection is not in one.
func (d *draft) shiftCode(right bool) bool {
	i := d.within(d.start, d.end, func(e *bbcode.Element) bool { return e.Solid && e.Tag.Block() })
	if i < 0 {
		return false
	}
	e := &d.Elements[i]
	at := d.start
	for at > e.Open && d.text[at-1] != '\n' {
		at--
	}
	for {
		next := strings.IndexByte(d.text[at:e.Close], '\n')
		line := d.text[at:e.Close]
		if next >= 0 {
			line = line[:next]
		}
		if right && line != "" {
			d.insert(at, codeIndent)
		} else if !right {
			n := 0
			for n < len(codeIndent) && n < len(line) && line[n] == ' ' {
				n++
			}
			if n == 0 && line != "" && line[0] == '\t' {
				n = 1
			}
			d.remove(at, at+n)
		}
		if next < 0 || at+next+1 >= d.end {
			break
		}
		at += next + 1
	}
	d.selectAfter(d.start, d.end, d.start == d.end, true)
	return true
}
