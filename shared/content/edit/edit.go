// Package edit is what a BBCode editor does, as pure functions: it takes the text of a field and its
// selection and gives what to put where. It wraps and unwraps, makes and unmakes lists, inserts,
// quotes, pastes, counts, and reads for a preview what has changed.
//
// It reads tags by the rules of package bbcode, so what it takes for bold is what readers see as
// bold. What it writes is well nested. Nothing that was typed is lost: an edit takes tags away, and
// white space next to them, never text.
//
// Positions in a Field and an Edit count UTF-16 code units, as the selection of a textarea does;
// inside the package they are bytes. A byte that is not UTF-8 counts as one unit. The package knows
// neither keys nor buttons nor any document in a browser.
package edit

import (
	"slices"
	"unicode/utf8"

	"deskside/shared/content/bbcode"
	"deskside/shared/content/internal/ascii"
	"deskside/shared/content/internal/buffer"
)

// Field is the text of a field and its selection in UTF-16 code units. Positions outside the text
// are taken as its ends, and those within a character as the whole character.
type Field struct {
	Text       string
	Start, End int
}

// Edit says what to do with the text of a field: put Insert in the place of what stands from From to
// To, then select from Start to End. All count UTF-16 code units. From and To are as near to each
// other as can be, so that undoing the edit undoes no more than it did. An Edit that changes nothing
// has an empty Insert and equal From and To.
type Edit struct {
	From, To   int
	Insert     string
	Start, End int
}

// Apply gives the text after an edit.
func (e Edit) Apply(text string) string {
	from, _ := place(text, e.From, false)
	to, _ := place(text, e.To, false)
	return text[:from] + e.Insert + text[to:]
}

// Changes tells that the edit changes the text.
func (e Edit) Changes() bool { return e.Insert != "" || e.From != e.To }

// unitsOf counts the UTF-16 code units of a character.
func unitsOf(r rune) int {
	if r > 0xffff {
		return 2
	}
	return 1
}

// ByteAt finds the byte at a place counted in UTF-16 code units; a place within a character is
// behind it.
func ByteAt(s string, at int) int {
	bytes, _ := place(s, at, true)
	return bytes
}

// Units counts the UTF-16 code units of a text.
func Units(s string) int {
	n := 0
	for _, r := range s {
		n += unitsOf(r)
	}
	return n
}

// place gives the byte at which a number of code units end; inside a character its start, or its end
// when up. units are those before it.
func place(s string, at int, up bool) (bytes, units int) {
	if at <= 0 {
		return 0, 0
	}
	for i, r := range s {
		if units >= at {
			return i, units
		}
		n := unitsOf(r)
		if units+n > at && !up {
			return i, units
		}
		units += n
	}
	return len(s), units
}

// splice is a change of the text, in bytes.
type splice struct {
	from, to int
	insert   string
}

// draft is a field being edited.
type draft struct {
	text       string
	start, end int // the selection, in bytes
	bbcode.Outline
	splices []splice
	// unsorted tells that the splices are in the order in which they were put.
	unsorted bool
	added    int          // bytes of the inserts
	given    int          // bytes of what is inserted from elsewhere
	guarded  map[int]bool // places that have a guard
	// stripped are the elements whose tags are taken away.
	stripped []bool
	// The selection after the edit: places in the old text, each before or after what is put there,
	// or places in the new text.
	selStart, selEnd     int
	afterStart, afterEnd bool
	fixed                bool
}

func open(f Field) *draft {
	d := &draft{text: f.Text}
	from, to := min(f.Start, f.End), max(f.Start, f.End)
	d.start, _ = place(f.Text, from, false)
	d.end, _ = place(f.Text, to, from != to)
	var r bbcode.Reader
	d.Outline = r.Outline(f.Text)
	d.stripped = make([]bool, len(d.Elements))
	d.selStart, d.selEnd, d.afterStart = d.start, d.end, d.start != d.end
	return d
}

// put adds a change. Those at one place stay in the order in which they were put.
func (d *draft) put(from, to int, insert string) {
	if from == to && insert == "" {
		return
	}
	if d.added += len(insert); d.excess() {
		return
	}
	d.splices = append(d.splices, splice{from, to, insert})
	n := len(d.splices)
	d.unsorted = d.unsorted || n > 1 && order(d.splices[n-2], d.splices[n-1]) > 0
}

// sort puts the changes in order.
func (d *draft) sort() {
	if d.unsorted {
		slices.SortStableFunc(d.splices, order)
		d.unsorted = false
	}
}

// order is that of the places. What is put at one comes before what is taken away from there.
func order(a, b splice) int {
	if a.from != b.from {
		return a.from - b.from
	}
	return min(a.to-a.from, 1) - min(b.to-b.from, 1)
}

// excess tells that an edit would make the text many times as long, as one that repeats a long link on
// thousands of lines: there is no such edit.
func (d *draft) excess() bool { return d.added > 8*max(len(d.text), d.given)+4096 }

func (d *draft) insert(at int, s string) { d.put(at, at, s) }

func (d *draft) remove(from, to int) { d.put(from, to, "") }

// selectAfter sets the selection by places of the old text.
func (d *draft) selectAfter(start, end int, afterStart, afterEnd bool) {
	d.selStart, d.selEnd, d.afterStart, d.afterEnd, d.fixed = start, end, afterStart, afterEnd, false
}

// selectNew sets the selection by places of the new text.
func (d *draft) selectNew(start, end int) {
	d.selStart, d.selEnd, d.fixed = start, end, true
}

// moved gives where a place of the old text is in the new one.
func (d *draft) moved(at int, after bool) int {
	d.sort()
	shift := 0
	for i := range d.splices {
		s := &d.splices[i]
		if s.from > at || s.from == at && !after && s.from == s.to {
			break
		}
		if s.to > at { // the place is gone
			shift += s.from - at
			if after {
				shift += len(s.insert)
			}
			break
		}
		shift += len(s.insert) - (s.to - s.from)
	}
	return at + shift
}

// close gives the edit.
func (d *draft) close() Edit {
	if d.excess() {
		return difference(d.text, d.text, d.start, d.end)
	}
	d.keepUnended()
	d.sort()
	b := make(buffer.Buffer, 0, len(d.text)+d.added)
	at := 0
	for i := range d.splices {
		s := &d.splices[i]
		if s.from < at { // within what is taken away already
			b.String(s.insert)
			at = max(at, s.to)
			continue
		}
		b.String(d.text[at:s.from])
		b.String(s.insert)
		at = s.to
	}
	b.String(d.text[at:])
	text := string(b)
	start, end := d.selStart, d.selEnd
	if !d.fixed {
		start, end = d.moved(start, d.afterStart), d.moved(end, d.afterEnd)
	}
	return difference(d.text, text, start, max(start, end))
}

// difference makes the edit that turns one text into another, with a selection of the other in bytes.
func difference(old, text string, start, end int) Edit {
	from := 0
	for from < len(old) && from < len(text) && old[from] == text[from] {
		from++
	}
	for from > 0 && (from < len(old) && !utf8.RuneStart(old[from]) || from < len(text) && !utf8.RuneStart(text[from])) {
		from--
	}
	to, till := len(old), len(text)
	for to > from && till > from && old[to-1] == text[till-1] {
		to, till = to-1, till-1
	}
	for to < len(old) && !utf8.RuneStart(old[to]) {
		to, till = to+1, till+1
	}
	e := Edit{From: Units(old[:from]), Insert: text[from:till]}
	e.To = e.From + Units(old[from:to])
	start = min(max(start, 0), len(text))
	end = min(max(end, start), len(text))
	e.Start = Units(text[:start])
	e.End = e.Start + Units(text[start:end])
	return e
}

// visible tells that a text has more than white space.
func visible(s string) bool { return ascii.Trim(s) != "" }

// trim gives the bounds of what stands between two places without white space around it.
func (d *draft) trim(from, to int) (int, int) {
	for from < to && ascii.Space(d.text[from]) {
		from++
	}
	for to > from && ascii.Space(d.text[to-1]) {
		to--
	}
	return from, to
}

// inTag moves a place out of a tag: forward or back.
func (d *draft) inTag(at int, forward bool) int {
	for i := range d.Tags {
		t := &d.Tags[i]
		if t.Start >= at {
			break
		}
		if at < t.End && !d.Elements[t.Element].Solid {
			if forward {
				return t.End
			}
			return t.Start
		}
	}
	return at
}

// within gives the innermost element that has a range in it and that is accepted; -1 for none.
func (d *draft) within(from, to int, accept func(*bbcode.Element) bool) int {
	found := -1
	for i := range d.Elements {
		e := &d.Elements[i]
		if e.Start > from {
			break
		}
		if e.Open <= from && to <= e.Close && accept(e) {
			found = i
		}
	}
	return found
}
