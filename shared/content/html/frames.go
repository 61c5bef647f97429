package html

import (
	"deskside/shared/content"
	"deskside/shared/content/internal/ascii"
)

// addressed is the attribute with what is shown by that alone: the address of an area of a picture, of a frame, a film, a
// sound or an object, the words in a field. Attributes is none.
func addressed(t *tag) attribute {
	for _, known := range [...]struct {
		name string
		attribute
	}{{"area", atHref}, {"input", atValue}, {"iframe", atSrc}, {"frame", atSrc}, {"embed", atSrc}, {"source", atSrc}, {"video", atSrc}, {"audio", atSrc}} {
		if ascii.Is(t.name, known.name) {
			return known.attribute
		}
	}
	if t.element == elObject {
		return atData
	}
	return attributes
}

// address puts what is shown by its address or value, where a person would see it. A film or a sound without an address
// has it in a source within.
func (w *wordList) address(r *Reader, t *tag) {
	from, at := addressed(t), len(r.open)-1
	switch source := ascii.Is(t.name, "source"); {
	case from == attributes, source && (at < 0 || !r.open[at].awaits), !source && (r.sink != toBuilder || unseenFrame(r, t)):
		return
	}
	value, words := t.attr(from), ascii.Trim(t.attr(atAlt))
	if words == "" {
		words = ascii.Trim(t.attr(atTitle))
	}
	u, err := r.Base.Resolve(value)
	part := ascii.Starts(value, "cid:")
	switch {
	case from == atValue:
		w.field(r, t, value)
		return
	case from == atData:
		if err == nil {
			r.b.Push(content.Format{Kind: content.Link, URL: u, Named: true}, t.from)
		}
		return
	case err != nil && !part:
		if t.element == elMedia {
			r.open[at].awaits = true
		}
		return
	}
	r.b.Words(" ", t.from, t.to)
	if part {
		r.b.Attachment(w.unescaped(partName(value[len("cid:"):], words)), value, content.URL{}, t.from+1, t.to)
	} else {
		id := r.b.Push(content.Format{Kind: content.Link, URL: u, Named: true}, t.from)
		r.b.Words(words, t.from, t.to)
		r.b.Pop(id, t.to)
	}
	r.b.Words(" ", t.to, t.to)
	if at >= 0 {
		r.open[at].awaits = false
	}
}

// ticked is the attribute of a box that is ticked.
const ticked = "checked"

// field puts what a field of a form shows: what is written in it, or whether it is ticked.
func (w *wordList) field(r *Reader, t *tag, words string) {
	kind := t.attr(atType)
	if ascii.Has("checkbox radio", kind) {
		if words = "☐"; ascii.Contains(r.src[t.from:t.to], " "+ticked) {
			words = "☑"
		}
	} else if ascii.Has("hidden password file image color range", kind) {
		return
	}
	r.b.Words(" "+words+" ", t.from, t.to)
}

// unseenFrame tells what nobody sees, and a frame that only counts who opens a mail.
func unseenFrame(r *Reader, t *tag) bool {
	return r.hides(t) || r.veils(r.styles.of(t)) || dot(t.attr(atWidth)) || dot(t.attr(atHeight))
}

// dot tells a width or height of at most a pixel.
func dot(extent string) bool { return extent != "" && ascii.Natural(extent) <= 1 }

// heads tells that the cell just opened is in the head of its table.
func (w *wordList) heads(r *Reader) bool {
	for i := len(r.open) - 2; i >= 0 && i >= len(r.open)-3; i-- {
		if o := &r.open[i]; o.element == elTbody {
			return ascii.Is(r.name(o.start, o.name), "thead")
		}
	}
	return false
}
