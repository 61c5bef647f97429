// Package typed is what customers type: what of it is meant, what of it can be
// seen, and whether something that a helpdesk shows was made of it. It is pure.
package typed

import (
	"strings"
	"unicode"

	"deskside/shared/content"
	"deskside/shared/content/bbcode"
)

// OneLine cleans what is entered in one line: no control characters, no breaks.
// "" where there is nothing to be seen in it.
func OneLine(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r) || r == '\u2028' || r == '\u2029':
			return ' '
		case unmeant(r):
			return -1
		}
		return r
	}, s)
	if !seen(s) {
		return ""
	}
	return strings.TrimSpace(s)
}

// ManyLines cleans BBCode: no control characters but tabs and line feeds. ""
// where nothing is to be seen of what it says.
func ManyLines(s string) string {
	s = strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && unmeant(r) {
			return -1
		}
		return r
	}, strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s))
	d := bbcode.Parse(s)
	shows := false
	d.Walk(func(id content.ID) {
		kind := d.Kind(id)
		shows = shows || kind == content.Image || kind == content.Attachment || seen(d.Text(id))
	})
	if !shows {
		return ""
	}
	return strings.TrimSpace(s)
}

// seen reports whether a reader sees anything of a text: blanks, format
// characters such as a zero-width space, and marks without a letter are nothing.
func seen(s string) bool { return strings.ContainsFunc(s, visible) }

func visible(r rune) bool {
	switch r {
	case '\u115f', '\u1160', '\u3164', '\uffa0', '\u2800', '\ufffc', '\U0001d159':
		// Letters and signs that fill a place and draw nothing.
		return false
	}
	return unicode.In(r, unicode.L, unicode.N, unicode.P, unicode.S)
}

// unmeant reports whether a code point is one that nobody means in a text:
// control characters, overrides of direction, which make a text read as another,
// and noncharacters (Unicode, 23.7).
func unmeant(r rune) bool {
	return unicode.IsControl(r) || r == '\u202d' || r == '\u202e' || r&0xfffe == 0xfffe || r >= 0xfdd0 && r <= 0xfdef
}
