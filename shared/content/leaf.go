package content

import (
	"deskside/shared/content/internal/ascii"
)

// Break puts a line break. Those at the start and end of a paragraph are dropped, two or more in a
// row end the paragraph.
//
//go:noinline
func (b *Builder) Break(at int) {
	if b.para == 0 {
		b.space, b.nbsp, b.kept = false, 0, 0
		return
	}
	b.space, b.nbsp, b.kept = false, 0, 0
	if b.breaks == 0 {
		b.breakAt = at
	}
	b.breaks++
}

// Image puts an image. Without an http or https URL its replacement text is put instead; an image
// that is one pixel wide or high tells its sender something and a reader nothing, and is left out.
// Dimensions are CSS pixels, 0 for unknown.
func (b *Builder) Image(u URL, alt string, width, height, at, end int) {
	if width == 1 || height == 1 {
		b.Report.Add(Loss{Outcome: Dropped, What: Image.Name(), Name: u.String(), Why: OnePixel, Start: at, End: end})
		return
	}
	if scheme := u.Scheme(); scheme != "http" && scheme != "https" {
		b.Words(alt, at, end)
		return
	}
	b.begin(at, true)
	w, h := min(max(width, 0), 10000), min(max(height, 0), 10000)
	b.describe(b.add(b.top(), Image, at, end), attr{a: b.store(u.s), b: b.words(alt), x: uint32(w), y: uint32(h)})
	b.runTo = end
}

// Mention puts the name of a person with their identifier; without a valid identifier, the name as
// text.
func (b *Builder) Mention(name, ref string, at, end int) {
	b.named(Mention, name, ref, URL{}, at, end)
}

// Attachment puts the name of a file with its identifier and, if it has one, its URL; without a
// valid identifier, the name as text.
func (b *Builder) Attachment(name, ref string, u URL, at, end int) {
	b.named(Attachment, name, ref, u, at, end)
}

func (b *Builder) named(k Kind, name, ref string, u URL, at, end int) {
	if !validRef(ref) || !hasWords(name) {
		b.Report.Add(Loss{Outcome: Unwrapped, What: k.Name(), Name: ref, Why: NoIdentifier, Start: at, End: end})
		b.Words(name, at, end)
		return
	}
	b.begin(at, true)
	if b.inLink() {
		u = URL{} // no link in a link
	}
	b.describe(b.addLeaf(k, b.words(name), at, end), attr{a: b.store(ref), b: b.store(u.s)})
	b.runTo = end
}

// validRef accepts identifiers: up to 128 letters, digits and . _ - @ : + =.
//
//go:noinline
func validRef(s string) bool {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case ascii.Alnum(c), c == '.', c == '_', c == '-', c == '@', c == ':', c == '+', c == '=':
		default:
			return false
		}
	}
	return s != "" && len(s) <= 128
}
