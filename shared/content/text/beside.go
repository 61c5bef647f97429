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

// latest is the address that the latest link shows, "" for none, what was written behind it, and where that ends in what is
// written. Words that touch it and would be read as a part of it get a space before them.
type latest struct {
	shown, behind string
	end           int
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
	if content.Glued("", l.shown, l.behind+words) {
		return true
	}
	if whole && len(l.behind) < behind {
		l.behind, l.end = l.behind+words, at+len(words)
	}
	return false
}

// joins tells that an address would be read with the words at the end of what is written.
func joins(written []byte, address string) bool {
	if address == "" {
		return false
	}
	before := string(written[max(0, len(written)-near):])
	before = before[strings.LastIndexAny(before, " \n")+1:]
	return before != "" && content.Glued(before, address, "")
}

// shownBy is the address that a link shows, "" for other links.
func shownBy(d *content.Document, link content.ID) string {
	text := d.First(link)
	if d.Kind(text) != content.Text || d.Next(text) != 0 || !d.ShowsAddress(link) {
		return ""
	}
	return d.Text(text)
}
