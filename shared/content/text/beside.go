package text

import (
	"strings"

	"deskside/shared/content"
)

// near is how many bytes of words beside an address are looked at, behind how many of those that end it.
const (
	near   = 80
	behind = 16
)

// latest is the address that the latest link shows, "" for none, what was written behind it, and where both end in what is
// written. Words that touch it and would be read as a part of it get a space before them. An underscore right before it
// counts as well.
type latest struct {
	shown, behind string
	underscore    string
	read, end     int
}

// parts tells that words are to be parted from the address when they are put at a place.
func (l *latest) parts(at int, words string) bool {
	if l.shown == "" || l.end != at || words == "" {
		return false
	}
	whole := len(words) <= near
	words = words[:min(len(words), near)]
	if i := strings.IndexAny(words, " \u00a0"); i >= 0 {
		words, whole = words[:i], false
	}
	if ends := strings.Trim(words, ".,;:!?"); ends != "" && content.Glued(l.underscore+l.shown+l.behind+words, len(l.underscore), len(l.underscore)+len(l.shown)) {
		return true
	}
	if whole && len(l.behind) < behind {
		l.behind, l.end = l.behind+words, at+len(words)
	}
	return false
}

// link puts a link on the line of an excerpt, with its address unless it shows that.
func (l *latest) link(e *excerpt, link content.ID) {
	shown, unseen := address(e.d, link)
	e.space = e.space || l.joins(e.out, 0, shown)
	underscore := l.before(e.out, e.space)
	e.children(link)
	*l = latest{shown: shown, underscore: underscore, read: len(e.out), end: len(e.out)}
	if unseen != "" {
		e.space = len(e.out) > 0
		e.words("(" + unseen + ")")
	}
}

// before gives the underscore at the end of what is written, behind which an address does not end in one.
func (l *latest) before(written []byte, space bool) string {
	if n := len(written); n > 0 && written[n-1] == '_' && !space {
		return "_"
	}
	return ""
}

// joins tells that an address would be read with the words at the end of what is written from a place on. They are read from
// the end of the latest address.
func (l *latest) joins(written []byte, first int, address string) bool {
	start := len(written)
	if address == "" {
		return false
	}
	if l.shown != "" {
		first = l.read
	}
	for start > first && written[start-1] > ' ' && len(written)-start < near {
		start--
	}
	return start < len(written) && content.Glued(string(written[start:])+address, len(written)-start, len(written)-start+len(address))
}

// address gives the address that a link shows, "" for other links, and what is to be said of where it leads, "" where its
// words say it.
func address(d *content.Document, link content.ID) (shown, unseen string) {
	text, words := d.First(link), ""
	if d.Kind(text) == content.Text && d.Next(text) == 0 {
		words = d.Text(text)
	}
	if d.ShowsAddress(link) {
		if words == "" {
			words = within(d, link)
		}
		return words, ""
	}
	u := d.URL(link)
	at := u.Shown()
	if words == at || u.Scheme() == "tel" && dials(words, at) {
		return "", ""
	}
	return "", at
}

// within gives the words in a node, whatever formats them.
func within(d *content.Document, parent content.ID) (words string) {
	for id := d.First(parent); id != 0; id = d.Next(id) {
		if k := d.Kind(id); k == content.Text || k == content.Code {
			words += d.Text(id)
		} else {
			words += within(d, id)
		}
	}
	return words
}

// dials tells that words are a telephone number, however its digits are grouped.
func dials(words, number string) bool {
	for _, r := range words {
		switch {
		case number != "" && r == rune(number[0]):
			number = number[1:]
		case strings.ContainsRune(" \u00a0-–./()", r):
		default:
			return false
		}
	}
	return number == ""
}
