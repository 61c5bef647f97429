package html

import (
	"strings"

	"deskside/shared/content"
	"deskside/shared/content/internal/ascii"
)

// maxBase is the longest address, in bytes, against which a mail may have its links: they all have it in them.
const maxBase = 64

// resolve reads the address of a link. Against a mail's own base it does for as many as make the mail not much longer.
func (r *Reader) resolve(ref string) (content.URL, error) {
	if r.near != r.Base {
		if r.lent += len(r.near.String()); r.lent > len(r.src)+maxLent {
			r.near = r.Base
		}
	}
	return r.near.Resolve(ref)
}

// maxLent is how many bytes all links of a short mail may have of its base.
const maxLent = 4096

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

// means is what is put for what is shown by its address or value.
type means uint8

const (
	meansNothing means = iota
	meansLink
	meansPart  // of the mail
	meansField // of a form: its words
	meansLater // a link to what a source within has
)

// meaning tells what is put for an element that has no other effect, and where that leads.
func (w *wordList) meaning(r *Reader, t *tag) (means, content.URL) {
	from, at := addressed(t), len(r.open)-1
	if t.element == elMedia && at >= 0 && r.open[at].start == t.from { // it is open itself
		at--
	}
	switch source := ascii.Is(t.name, "source"); {
	case from == attributes, source && (at < 0 || !r.open[at].awaits), !source && (r.sink != toBuilder || unseenFrame(r, t)):
		return meansNothing, content.URL{}
	case from == atValue:
		if ascii.Has("hidden password file image color range", strings.ToLower(t.attr(atType))) {
			return meansNothing, content.URL{}
		}
		return meansField, content.URL{}
	}
	value := t.attr(from)
	u, err := r.resolve(value)
	switch {
	case err == nil:
		return meansLink, u
	case from != atData && ascii.Starts(value, "cid:"):
		return meansPart, u
	case t.element == elMedia:
		return meansLater, u
	}
	return meansNothing, u
}

// address puts what is shown by its address or value, where a person would see it. A film or a sound without an address
// has it in a source within.
func (w *wordList) address(r *Reader, t *tag) {
	if t.element == elVoid && ascii.Is(t.name, "base") {
		if u, err := r.Base.Resolve(t.attr(atHref)); err == nil && r.near == r.Base && u.Host() != "" && len(u.String()) <= maxBase {
			r.near = u
		}
		return
	}
	how, u := w.meaning(r, t)
	at := len(r.open) - 1
	switch {
	case how == meansNothing:
		return
	case how == meansField:
		r.b.Words(" "+fieldWords(r, t)+" ", t.from, t.to)
		return
	case how == meansLater:
		r.open[at].awaits = true
		return
	case t.element == elObject: // around what is in it
		r.b.Push(content.Format{Kind: content.Link, URL: u, Named: true}, t.from)
		return
	}
	words := ascii.Trim(t.attr(atAlt))
	if words == "" {
		words = ascii.Trim(t.attr(atTitle))
	}
	r.b.Words(" ", t.from, t.to)
	if how == meansPart {
		part := t.attr(addressed(t))
		r.b.Attachment(w.unescaped(partName(part[len("cid:"):], words)), part, content.URL{}, t.from+1, t.to)
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

// fieldWords is what a field of a form shows: what is written in it, or whether it is ticked.
func fieldWords(r *Reader, t *tag) string {
	switch {
	case !ascii.Has("checkbox radio", strings.ToLower(t.attr(atType))):
		return t.attr(atValue)
	case ascii.Contains(r.src[t.from:t.to], " "+ticked):
		return "☑"
	}
	return "☐"
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
