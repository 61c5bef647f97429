package html

import (
	"deskside/shared/content"
	"deskside/shared/content/internal/ascii"
)

// addressed is the attribute with the address of what is shown by that alone: an area of a picture, a frame, a film or
// a sound. Attributes is none.
func addressed(t *tag) attribute {
	for _, name := range [...]string{"iframe", "frame", "embed", "source", "video", "audio"} {
		if ascii.Is(t.name, name) {
			return atSrc
		}
	}
	if ascii.Is(t.name, "area") {
		return atHref
	}
	return attributes
}

// playable tells a film or a sound.
func (t *tag) playable() bool { return ascii.Is(t.name, "video") || ascii.Is(t.name, "audio") }

// address puts a link to what is shown by its address and a person would see. A film or a sound without one has it in a
// source within.
func (w *wordList) address(r *Reader, t *tag) {
	from, at := addressed(t), len(r.open)-1
	switch {
	case t.element == elObject:
		w.object(r, t)
		return
	case from == attributes:
		if ascii.Is(t.name, "input") {
			w.input(r, t)
		}
		return
	case ascii.Is(t.name, "source"):
		if at < 0 || !r.open[at].awaits {
			return
		}
	case r.sink != toBuilder || unseenFrame(r, t):
		return
	case t.playable():
		r.open[at].awaits = true
	}
	if words := t.named(); w.embed(r, t, t.attr(from), words) && at >= 0 {
		r.open[at].awaits = false
	}
}

// named is what an element says that it shows.
func (t *tag) named() string {
	if words := ascii.Trim(t.attr(atAlt)); words != "" {
		return words
	}
	return ascii.Trim(t.attr(atTitle))
}

// embed puts a link with a name or its address, or the name of a part of the mail.
func (w *wordList) embed(r *Reader, t *tag, address, words string) bool {
	u, err := r.Base.Resolve(address)
	part := ascii.Starts(address, "cid:")
	if err != nil && !part {
		return false
	}
	r.b.Words(" ", t.from, t.to)
	if part {
		r.b.Attachment(w.unescaped(partName(address[len("cid:"):], words)), address, content.URL{}, t.from+1, t.to)
	} else {
		id := r.b.Push(content.Format{Kind: content.Link, URL: u, Named: true}, t.from)
		r.b.Words(words, t.from, t.to)
		r.b.Pop(id, t.to)
	}
	r.b.Words(" ", t.to, t.to)
	return true
}

// object leads from what stands in an object to what it shows.
func (w *wordList) object(r *Reader, t *tag) {
	if unseenFrame(r, t) {
		return
	}
	if u, err := r.Base.Resolve(t.attr(atData)); err == nil {
		r.b.Push(content.Format{Kind: content.Link, URL: u, Named: true}, t.from)
	}
}

// input puts what a field of a form shows: what is written in it, or that it is ticked.
func (w *wordList) input(r *Reader, t *tag) {
	if r.sink != toBuilder || r.hides(t) || r.veils(r.styles.of(t)) {
		return
	}
	words, kind := t.attr(atValue), t.attr(atType)
	if ascii.Has("checkbox radio", kind) {
		if words = "☐"; t.has&(1<<atChecked) != 0 {
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
