package bbcode

import (
	"deskside/shared/content"
	"deskside/shared/content/internal/ascii"
)

// format is formatting that is on.
type format struct {
	tag  tag
	id   uint32
	pair int // in the outline
	// paired formatting has a closing tag; other ends with the paired one that it stands in, or with the
	// block, of which depth are open.
	paired bool
	within uint32 // serial of the other, 0 for none
	serial uint32
	depth  int
}

// format switches formatting on. A value that is not allowed leaves the text as it is.
func (r *Reader) format(t *token) {
	f := content.Format{Kind: t.tag.kind()}
	value := ascii.Trim(t.value)
	ok := true
	switch t.tag {
	case tagColor:
		f.RGB, ok = content.ParseRGB(value)
		f.Chosen = true // nobody writes BBCode as programs write mails
	case tagSize:
		f.Step, ok = content.ParseStep(value)
	case tagFont:
		f.Family, ok = content.ParseFamily(value)
	case tagURL, tagEmail:
		f.Kind = content.Link
		f.Named = true
		if f.URL, ok = r.link(t, value); !ok {
			if !content.PartLeads(value) {
				f.Refused = value // to be read behind the words
			}
			ok = f.Refused != ""
		}
	}
	id := uint32(0)
	if ok {
		id = r.b.Push(f, t.start)
	}
	pair := 0
	if r.outline != nil {
		pair = r.outline.open(t)
	}
	r.serial++
	n := format{tag: t.tag, id: id, pair: pair, paired: t.paired, serial: r.serial, depth: r.nblocks}
	for i := r.nformats - 1; i >= 0 && n.within == 0 && !n.paired; i-- {
		if f := &r.formats[i]; f.paired && f.depth == n.depth {
			n.within = f.serial
		}
	}
	r.formats[r.nformats] = n
	r.nformats++
	r.opened[t.tag]++
}

// leads tells that the address of a link is one.
func (r *Reader) leads(t *token) bool {
	_, ok := r.link(t, ascii.Trim(t.value))
	return ok
}

// endFormat switches formatting off whose closing tag has bounds.
func (r *Reader) endFormat(i, start, end int) {
	f := &r.formats[i]
	r.b.Pop(f.id, end)
	if r.outline != nil {
		r.outline.close(f.pair, start, end)
	}
	r.opened[f.tag]--
	copy(r.formats[i:], r.formats[i+1:r.nformats])
	r.nformats--
}

// endWith ends formatting that has no closing tag of its own: what stands in other formatting, or
// deeper than a number of blocks.
//
//go:noinline
func (r *Reader) endWith(serial uint32, depth, at int) {
	for i := r.nformats - 1; i >= 0; i-- {
		if f := &r.formats[i]; !f.paired && (f.within == serial || f.depth > depth) {
			r.endFormat(i, at, at)
		}
	}
}

// endless tells that an opening tag that needs an end has none: no closing tag belongs to it, and it
// stands in nothing that ends, as a block does in formatting. What looks like a tag in "a[i]" needs one of its own.
func (r *Reader) endless(t tag, paired bool, start int) bool {
	if paired || t.rule() == ruleAlone || t.optional() {
		return false
	}
	if t.rule() != ruleFormat {
		return r.nblocks == 0
	}
	return r.nformats|r.nblocks == 0 || t.bare() && start > 0 && wordByte(r.lexer.src[start-1])
}

// wordByte tells the bytes of letters and digits.
func wordByte(c byte) bool { return ascii.Alnum(c) || c >= 0x80 }
