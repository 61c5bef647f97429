package text

import (
	"unicode/utf8"

	"deskside/shared/content"
	"deskside/shared/content/internal/buffer"
)

// Excerpt gives the beginning of a document on one line of at most max characters (code points).
// Earlier mail, signatures and rules are passed over. What is cut is cut at a word where one ends
// in the second half, and ends in "…".
func Excerpt(d *content.Document, max int) string {
	if max <= 0 {
		return ""
	}
	var buf [256]byte
	e := excerpt{d: d, out: buf[:0], max: max}
	e.children(0)
	if !e.full {
		return string(e.out)
	}
	return cut(string(e.out), max-1) + "…"
}

// cut shortens text to at most max characters, to a whole word where one ends in its second half.
func cut(b string, max int) string {
	n, end, word := 0, 0, 0
	for end < len(b) && n < max {
		_, size := utf8.DecodeRuneInString(b[end:])
		end += size
		n++
		if n > max/2 && end < len(b) && b[end] == ' ' {
			word = end
		}
	}
	if word > 0 {
		return b[:word]
	}
	for end > 0 && b[end-1] == ' ' {
		end--
	}
	return b[:end]
}

type excerpt struct {
	d     *content.Document
	out   buffer.Buffer
	max   int
	runes int
	space bool // before the next word
	full  bool
	all   bool // folded quotes and signatures too
	links linker
}

// linker says where links lead. It is an interface so that programs that only make excerpts link none of it.
type linker interface {
	// link puts a link, parts tells that words are to be parted from the latest when they are put at a place.
	link(e *excerpt, link content.ID)
	parts(at int, words string) bool
}

func (e *excerpt) children(parent content.ID) {
	for id := e.d.First(parent); id != 0 && !e.full; id = e.d.Next(id) {
		e.node(id)
	}
}

func (e *excerpt) node(id content.ID) {
	d := e.d
	switch d.Kind(id) {
	case content.Quote:
		if !e.all && d.Nodes[id].Flags&content.Folded != 0 {
			return
		}
		e.children(id)
	case content.Signature:
		if e.all {
			e.children(id)
		}
	case content.CodeBlock:
		e.words(d.Text(id))
	case content.Text, content.Code, content.Attachment:
		e.words(d.Text(id))
		return
	case content.Mention:
		e.words("@")
		e.words(d.Text(id))
		return
	case content.Image:
		e.words(d.Alt(id))
		return
	case content.Link:
		if e.links != nil {
			e.links.link(e, id)
		} else {
			e.children(id)
		}
	case content.Break, content.Rule:
	default:
		e.children(id)
	}
	if !d.Kind(id).Inline() || d.Kind(id) == content.Break {
		e.space = len(e.out) > 0
	}
}

// words adds text; white space of any length is one space.
//
//go:noinline
func (e *excerpt) words(s string) {
	e.space = e.space || e.links != nil && e.links.parts(len(e.out), s)
	for i := 0; i < len(s); {
		n := 1
		if s[i] >= utf8.RuneSelf {
			var r rune
			r, n = utf8.DecodeRuneInString(s[i:])
			if fills(r, s[i+n:]) {
				e.space = e.space || len(e.out) > 0 && wide(r)
				i += n
				continue
			}
		} else if s[i] <= ' ' {
			e.space = len(e.out) > 0
			i++
			continue
		}
		if e.space {
			e.space = false
			if !e.room() {
				return
			}
			e.out.Byte(' ')
		}
		if s[i] < utf8.RuneSelf { // up to the end of the word
			for most := min(len(s)-i, e.max-e.runes); n < most && s[i+n] > ' ' && s[i+n] < utf8.RuneSelf; n++ {
				e.runes++
			}
		}
		if !e.room() {
			return
		}
		e.out.String(s[i : i+n])
		i += n
	}
}

// fills tells the characters with which mails fill their preview line: spaces of any width, and what cannot
// be seen; what joins letters or parts them does so only before one.
func fills(r rune, rest string) bool {
	switch {
	case wide(r), r == 0xad, r == 0x34f, r == 0x200b, r == 0x2060, r == 0xfeff:
		return true
	case 0x200c <= r && r <= 0x200f:
		next, _ := utf8.DecodeRuneInString(rest)
		return rest == "" || next <= ' ' || fills(next, "x")
	}
	return false
}

// wide tells spaces outside ASCII.
func wide(r rune) bool { return r == 0xa0 || 0x2000 <= r && r <= 0x200a || r == 0x202f }

func (e *excerpt) room() bool {
	e.runes++
	e.full = e.runes > e.max
	return !e.full
}
