package html

import (
	"deskside/shared/content"
	"deskside/shared/content/internal/ascii"
)

// addressed is the attribute with the address of what is shown by that alone: an area of a picture, a frame. Attributes
// is none.
func addressed(t *tag) attribute {
	switch {
	case ascii.Is(t.name, "area"):
		return atHref
	case ascii.Is(t.name, "iframe"), ascii.Is(t.name, "frame"), ascii.Is(t.name, "embed"):
		return atSrc
	}
	return attributes
}

// address puts a link to an area or a frame that a person would see.
func (w *wordList) address(r *Reader, t *tag) {
	from := addressed(t)
	if from == attributes || r.sink != toBuilder || r.hides(t) || r.veils(r.styles.of(t)) || unseenFrame(t.attr(atWidth)) || unseenFrame(t.attr(atHeight)) {
		return
	}
	u, err := r.Base.Resolve(t.attr(from))
	if err != nil {
		return
	}
	words := ascii.Trim(t.attr(atAlt))
	if words == "" {
		if words = u.Address(); words == "" {
			words = u.String()
		}
	}
	r.b.Words(" ", t.from, t.to)
	id := r.b.Push(content.Format{Kind: content.Link, URL: u}, t.from)
	r.b.Words(words, t.from, t.to)
	r.b.Pop(id, t.to)
	r.b.Words(" ", t.to, t.to)
}

// unseenFrame tells the width or height of a frame that only counts who opens a mail.
func unseenFrame(extent string) bool { return extent != "" && ascii.Natural(extent) <= 1 }

// skipped tells that a list has fewer items than began, so that the next is not the one behind the last.
func (w *wordList) skipped(r *Reader, list *open) bool { return r.b.Items(list.mark) < list.items }

// heads tells that the cell just opened is in the head of its table.
func (w *wordList) heads(r *Reader) bool {
	for i := len(r.open) - 2; i >= 0 && i >= len(r.open)-3; i-- {
		if o := &r.open[i]; o.element == elTbody {
			return ascii.Is(r.name(o.start, o.name), "thead")
		}
	}
	return false
}
