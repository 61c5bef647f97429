package bbcode

import (
	"strings"

	"deskside/shared/content/internal/ascii"
)

// phpBB keeps posts with an identifier of the post in each tag: "[b:1k2j3h4g]x[/b:1k2j3h4g]", "[quote:8f3a2b1c9d="Ann"]",
// "[url=https://a.example/:1k2j3h4g]", "[/list:u:1k2j3h4g]", "[code:1:8f3a2b1c9d]". It means nothing and is passed over where a
// closing tag has it, too.

const (
	maxUID     = 10
	minUID     = 5
	uidParts   = 3
	maxLookups = 16 // of different ones in a source
)

// uidEnd gives the place behind what looks like the identifier of a post, with what phpBB puts before it; 0 for none. at is
// where the identifier itself starts.
func uidEnd(s string, i int) (at, end int) {
	for range uidParts {
		if i >= len(s) || s[i] != ':' {
			break
		}
		at = i + 1
		i = at
		letters, others := 0, false
		for i < len(s) && i-at <= maxUID && ascii.Alnum(s[i]) {
			if c := s[i]; c >= 'a' {
				letters++
			} else if c >= 'A' {
				others = true
			}
			i++
		}
		if n := i - at; minUID <= n && n <= maxUID && !others && (letters > 0 || n > minUID+2) {
			end = i
			break
		}
	}
	if end == 0 || end < len(s) && s[end] == ':' {
		return 0, 0
	}
	return at, end
}

// endsInUID tells that a tag ends in what looks like the identifier of a post, which starts at a place.
func endsInUID(s string, i int) bool {
	_, end := uidEnd(s, i)
	return end > 0 && end < len(s) && s[end] == ']'
}

// pastUID gives the place behind the identifier of a post that starts at a place, or that place where there is none.
func (l *lexer) pastUID(i int, closing bool) int {
	if i == len(l.src) || l.src[i] != ':' {
		return i
	}
	if at, end := uidEnd(l.src, i); end > 0 && (l.src[at:end] == l.uid || !closing && l.closed(at, end)) {
		return end
	}
	return i
}

// valueUID gives the colon before what looks like the identifier of a post at the end of a value, 0 for none.
func valueUID(s string) int {
	for i := len(s) - 1; i > 0 && i >= len(s)-maxUID-1; i-- {
		if s[i] == ':' {
			if _, end := uidEnd(s, i); end == len(s) {
				return i
			}
			break
		}
	}
	return 0
}

// withoutUID cuts the identifier of a post off what a tag says behind its equals sign, and takes away the references that phpBB
// writes for quotation marks there.
func (l *lexer) withoutUID(t *token) {
	if t.tag != tagQuote && t.tag != tagList && t.tag != tagAttach && !t.tag.Formats() {
		return
	}
	said, from := &t.value, t.valueAt
	if t.rest != "" {
		said, from = &t.rest, t.restAt
	}
	colon := valueUID(*said)
	if colon == 0 || t.tag == tagAttach && ascii.Natural(t.value[:colon]) == 0 && t.value[:colon] != "0" || l.pastUID(from+colon, false) == from+colon {
		return
	}
	*said = (*said)[:colon]
	const mark = "&quot;"
	if words, ok := strings.CutPrefix(t.value, mark); ok && strings.HasSuffix(words, mark) {
		t.value = words[:len(words)-len(mark)]
		t.valueAt += len(mark)
	}
}

// closed tells that a closing tag has the identifier of a post that stands from one place to another.
func (l *lexer) closed(from, to int) bool {
	if l.lookups == maxLookups {
		return false
	}
	l.lookups++
	s, uid := l.src, l.src[from:to]
	l.steps += len(s) / 64
	for at := to; ; {
		n := strings.Index(s[at:], uid)
		if n < 0 {
			return false
		}
		i := at + n
		at = i + len(uid)
		if at == len(s) || s[at] != ']' || s[i-1] != ':' {
			continue
		}
		for i > to && (ascii.Alnum(s[i-1]) || s[i-1] == ':' || s[i-1] == '*') && at-i < 2*(longestName+maxUID) {
			i--
		}
		if i > to+1 && s[i-1] == '/' && s[i-2] == '[' {
			l.uid = uid
			return true
		}
	}
}
