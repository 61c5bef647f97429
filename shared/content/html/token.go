package html

import (
	"strings"

	"deskside/shared/content/internal/ascii"
)

// tag is a start or end tag with the attributes that the reader looks at. Of attributes given
// twice the first counts.
type tag struct {
	element element
	name    string // as written
	end     bool
	empty   bool // ends in a slash, which means something in svg and math alone
	from    int  // its place in the source
	to      int
	has     uint32
	value   [attributes]string // as written; see attr
	// rare gives the characters of the names that few know, see reference.
	rare func(name string) (r, second rune)
}

// attr is the value of an attribute, "" when it is not there.
//
//go:noinline
func (t *tag) attr(a attribute) string {
	if t.has&(1<<a) == 0 {
		return ""
	}
	return unescape(t.value[a], t.rare)
}

// readTag reads the tag at s[i] == '<' followed by a letter, or by a slash and a letter (HTML,
// sections 13.2.5.6 to 13.2.5.40), and gives the place after it. A tag that the source ends in is
// no tag: ok is false.
func readTag(s string, i int, t *tag) (next int, ok bool) {
	t.from, t.has, t.empty = i, 0, false
	i++
	t.end = s[i] == '/'
	if t.end {
		i++
	}
	start := i
	for i < len(s) && !endsName(s[i]) {
		i++
	}
	if name := s[start:i]; name != t.name { // most end tags follow their start tags
		t.name, t.element = name, named(name)
	}
	for i < len(s) {
		switch c := s[i]; {
		case c == '>':
			t.to = i + 1
			return i + 1, true
		case ascii.Space(c) || c == '/':
			t.empty = c == '/'
			i++
		default:
			t.empty = false
			i = readAttribute(s, i, t)
		}
	}
	return i, false
}

// endsName tells the bytes that end the name of a tag or attribute.
func endsName(c byte) bool { return c <= '>' && (c == '>' || c == '/' || ascii.Space(c)) }

//go:noinline
func readAttribute(s string, i int, t *tag) int {
	name, value, next := attributeAt(s, i)
	if t.end {
		return next
	}
	if a, ok := namedAttribute(name); ok && t.has&(1<<a) == 0 {
		t.has |= 1 << a
		t.value[a] = value
	}
	return next
}

// attributeAt gives name and value of the attribute at a place, as written, and the place after it.
func attributeAt(s string, i int) (name, value string, next int) {
	start := i
	i++ // an equals sign here is part of the name
	for i < len(s) && s[i] != '=' && !endsName(s[i]) {
		i++
	}
	name = s[start:i]
	next = i
	for i < len(s) && ascii.Space(s[i]) {
		i++
	}
	if i < len(s) && s[i] == '=' {
		i++
		for i < len(s) && ascii.Space(s[i]) {
			i++
		}
		if i == len(s) {
			return name, "", i
		}
		if q := s[i]; q == '"' || q == '\'' {
			n := strings.IndexByte(s[i+1:], q)
			if n < 0 {
				return name, "", len(s)
			}
			value = s[i+1 : i+1+n]
			i += n + 2
		} else {
			start := i
			for i < len(s) && !ascii.Space(s[i]) && s[i] != '>' {
				i++
			}
			value = s[start:i]
		}
		next = i
	}
	return name, value, next
}

// skipMarkup gives the end of the comment, doctype, CDATA section or processing instruction at
// s[i] == '<' (HTML, sections 13.2.5.41 to 13.2.5.53). Outside svg and math a CDATA section is a comment that ends
// at the first >.
func skipMarkup(s string, i int, foreign bool) int {
	rest := s[i:]
	switch {
	case len(rest) >= 4 && rest[:4] == "<!--":
		return i + commentLength(rest)
	case foreign && len(rest) >= 9 && rest[:9] == "<![CDATA[":
		for j := 9; j+3 <= len(rest); j++ {
			if rest[j] == ']' && rest[j+1] == ']' && rest[j+2] == '>' {
				return i + j + 3
			}
		}
		return len(s)
	}
	n := strings.IndexByte(rest, '>')
	if n < 0 {
		return len(s)
	}
	return i + n + 1
}

func commentLength(s string) int {
	if len(s) > 4 && s[4] == '>' {
		return 5
	}
	if len(s) > 5 && s[4:6] == "->" {
		return 6
	}
	for j := 4; j < len(s); j++ {
		if s[j] != '-' || j+2 >= len(s) || s[j+1] != '-' {
			continue
		}
		if s[j+2] == '>' {
			return j + 3
		}
		if s[j+2] == '!' && j+3 < len(s) && s[j+3] == '>' {
			return j + 4
		}
	}
	return len(s)
}

// rawEnd finds the end tag of an element whose content is no markup: where it starts, the length of
// the source when there is none.
func rawEnd(s string, i int, name string) int {
	for ; i+2+len(name) <= len(s); i++ {
		if s[i] != '<' || s[i+1] != '/' {
			continue
		}
		j := 0
		for j < len(name) && s[i+2+j]|0x20 == name[j]|0x20 {
			j++
		}
		if j < len(name) {
			continue
		}
		if k := i + 2 + j; k == len(s) || ascii.Space(s[k]) || s[k] == '/' || s[k] == '>' {
			return i
		}
	}
	return len(s)
}
