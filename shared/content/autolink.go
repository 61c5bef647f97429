package content

import (
	"unicode/utf8"

	"deskside/shared/content/internal/ascii"
)

// Autolink tells whether text as a whole would become a link where it stands between spaces, and to
// what.
func Autolink(text string) (URL, bool) {
	start, end, u := nextLink(text, 0)
	if u.IsZero() || start != 0 || end != len(text) {
		return URL{}, false
	}
	return u, true
}

// ShowsAddress tells that a Link's own text is the address it leads to, so that there is no need to
// show that besides.
func (d *Document) ShowsAddress(link ID) bool {
	id := d.First(link)
	if d.Kind(id) != Text || d.Next(id) != 0 {
		return false
	}
	u, ok := Autolink(d.Text(id))
	return ok && u == d.URL(link)
}

// autolink puts a run of text, cut where it has addresses.
func (b *Builder) autolink(text span, start, end int) {
	run := string(b.text[text.off : text.off+text.len])
	exact := end-start == len(run)
	b.steps += len(run) / 16
	put := func(from, to int, u URL) {
		if from == to {
			return
		}
		start, end := start, end
		if exact {
			start, end = start+from, start+to
		}
		parent := b.top()
		if !u.IsZero() {
			own := span{text.off + uint32(from), uint32(to - from)}
			if u.s == run[from:to] {
				b.unbroken = len(b.text)
			} else {
				own = b.store(u.s)
			}
			parent = b.addLeaf(Link, own, start, end)
		}
		id := b.add(parent, Text, start, end)
		b.nodes[id].off, b.nodes[id].len = text.off+uint32(from), uint32(to-from)
	}
	done := 0
	for at := 0; at < len(run); {
		from, to, u := nextLink(run, at)
		if u.IsZero() {
			break
		}
		at = to
		if from < 4 && done == 0 && u.Scheme() == "mailto" && b.goesOn(text, from, to) {
			continue
		}
		put(done, from, URL{})
		put(from, to, u)
		done = to
	}
	put(done, len(run), URL{})
}

// goesOn tells that an e-mail address at the start of a run of text is the end of one whose start has other
// formatting.
func (b *Builder) goesOn(text span, from, to int) bool {
	start := max(b.unbroken, int(text.off)-64)
	s := string(b.text[start : int(text.off)+to])
	at := len(s) - 1
	for s[at] != '@' {
		at--
	}
	first, _ := addressAround(s, at, 0)
	return start+first != int(text.off)+from
}

// nextLink finds the first web or e-mail address at or after from: "http://", "https://" or "www." not
// directly after a letter or digit, or an address around an @. What follows an address in a sentence
// (a full stop, a closing bracket that it does not open) is not part of it. Each byte is looked at a
// bounded number of times.
//
//go:noinline
func nextLink(s string, from int) (start, end int, u URL) {
	floor := from
	for i := from; i < len(s); i++ {
		switch s[i] {
		case '.':
			start := i - len("www")
			if start < floor || !ascii.Is(s[start:i], "www") || start > floor && !opensWord(s[start-1]) {
				continue
			}
			end := webEnd(s, start, i+1)
			if u, err := ParseURL(s[start:end]); err == nil && end > i+1 && ascii.Contains(u.canonicalHost()[len("www."):], ".") {
				return start, end, u
			}
			i, floor = end-1, end
		case ':':
			start, ok := webStart(s, i, floor)
			if !ok {
				continue
			}
			end := webEnd(s, start, i+3)
			if u, err := ParseURL(s[start:end]); err == nil && end > i+3 {
				return start, end, u
			}
			i, floor = end-1, end
		case '@':
			start, end := addressAround(s, i, floor)
			if end == 0 {
				continue
			}
			if u, err := ParseURL("mailto:" + s[start:end]); err == nil && (ascii.Contains(s[i:end], "xn--") || !ascii.Contains(u.s, "xn--")) {
				return start, end, u
			}
		}
	}
	return 0, 0, URL{}
}

// opensWord tells the characters that an address without a scheme may stand behind.
func opensWord(c byte) bool {
	switch c {
	case '.', '-', '/', '\\', '@', '=', '&', '%', '+', '#', ':':
		return false
	}
	return !ascii.Alnum(c)
}

func webStart(s string, colon, floor int) (int, bool) {
	if colon+3 >= len(s) || s[colon+1] != '/' || s[colon+2] != '/' {
		return 0, false
	}
	for n := len("https"); n >= len("http"); n-- {
		start := colon - n
		if start < floor || !ascii.Is(s[start:colon], "https"[:n]) {
			continue
		}
		if start > floor && ascii.Alnum(s[start-1]) {
			return 0, false
		}
		return start, true
	}
	return 0, false
}

// webEnd finds the end of a web address that starts at a place and whose host starts at i. Behind the host there may be
// square brackets in pairs, and dashes and apostrophes as word processors make them between letters.
//
//go:noinline
func webEnd(s string, before, i int) int {
	start, parens, path := i, 0, false
	closed := i // up to here it is known that brackets come in pairs
scan:
	for i < len(s) {
		c := s[i]
		if c < utf8.RuneSelf {
			switch c {
			case '"', '<', '>', ']', '\\', '^', '`', '{', '|', '}', 0x7f:
				if c != ']' || i >= closed {
					break scan
				}
			case '[':
				if i >= closed {
					if closed = pairEnd(s, i); !path || closed == 0 {
						break scan
					}
				}
			case '/', '?', '#':
				path = true
			case '(':
				parens++
			case ')':
				parens--
			}
			if c <= ' ' {
				break
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if path && (r == 0x2019 || 0x2010 <= r && r <= 0x2015) && i+n < len(s) && (ascii.Alnum(s[i+n]) || s[i+n] >= 0xc3 && s[i+n] != 0xe2 && s[i+n] != 0xe3 && s[i+n] < 0xef) {
			i += n
			continue
		}
		if n == 1 || unseen(r) || r == 0xab || r == 0xbb || 0x2010 <= r && r <= 0x205e ||
			0x530 <= r && r < 0xe00 && lettersOf(r) == notLetter || 0x3001 <= r && r <= 0x303f || 0xff00 <= r && r <= 0xff20 {
			break
		}
		i += n
	}
	for i > start {
		switch s[i-1] {
		case ')':
			if parens >= 0 {
				return i
			}
			parens++
			i--
			continue
		case '_': // may end an address, but not one between two of them
			if before == 0 || s[before-1] != '_' {
				return i
			}
			i--
			continue
		case '.', ',', ';', ':', '!', '?', '\'', '*', '~':
			i--
			continue
		}
		break
	}
	return i
}

// pairEnd gives, of brackets in an address, the place behind the bracket that closes the one at a place, 0 when none does before
// a space or within a few hundred bytes.
func pairEnd(s string, i int) int {
	depth := 0
	for end := min(len(s), i+300); i < end && s[i] > ' '; i++ {
		switch s[i] {
		case '[':
			depth++
		case ']':
			if depth--; depth == 0 {
				return i + 1
			}
		case '"', '<', '>', '|':
			return 0
		case '/', '=':
			if depth > 0 { // a tag of BBCode rather
				return 0
			}
		}
	}
	return 0
}

// addressAround gives the bounds of the e-mail address around an at sign; an end of 0 for none, and
// where it cannot be told how much of what stands around is part of it: half an address would be
// another person's.
//
//go:noinline
func addressAround(s string, at, floor int) (start, end int) {
	start = at
	for start > floor && at-start <= 64 {
		if c := s[start-1]; localByte(c) || c == '\'' || c == '&' {
			start--
			continue
		}
		r, n := utf8.DecodeLastRuneInString(s[floor:start])
		if lettersOf(r) != spelledLetter {
			break
		}
		start -= n
	}
	for start < at && (s[start] == '.' || s[start] == '~' || s[start] == '=' || s[start] == '\'' || s[start] == '&') {
		start++
	}
	if start == at || s[at-1] == '\'' || !apart(s, start, floor) {
		return 0, 0
	}
	for end = at + 1; end < len(s) && end-at <= 254; {
		c := s[end]
		if r, n := utf8.DecodeRuneInString(s[end:]); n > 1 && lettersOf(r) == spelledLetter {
			end += n
			continue
		} else if n > 1 && lettersOf(r) == otherLetter && r >= 0x530 && r < 0x2000 {
			return 0, 0
		}
		if !ascii.Alnum(c) && (c != '-' && c != '.' || s[end-1] == '.' || s[end-1] == '@') {
			break
		}
		end++
	}
	for end > at && s[end-1] < utf8.RuneSelf && !ascii.Alnum(s[end-1]) {
		end--
	}
	dot := end
	for dot > at && s[dot-1] != '.' {
		dot--
	}
	dot--
	// The last label is two letters or more, or Punycode: "a@1.5" is no address.
	if dot <= at || dot >= end-2 || s[dot+1] < utf8.RuneSelf && !lowerLetter(ascii.Lower(s[dot+1])) || end < len(s) && (s[end] == '@' || s[end] == '_') {
		return 0, 0
	}
	return start, end
}

// apart tells that an e-mail address may start at a place: that what stands before it is no part of
// one.
func apart(s string, start, floor int) bool {
	if start == floor {
		return true
	}
	r, n := utf8.DecodeLastRuneInString(s[floor:start])
	switch {
	case r == '/' || r == '@':
		return false
	case r < utf8.RuneSelf && r != '!' && r != '#' && r != '$' && r != '%' && r != '*' && r != '?' && r != '^' && r != '`' && r != '{' && r != '}' && r != '"' && r != '\\':
		return true
	case r >= utf8.RuneSelf && lettersOf(r) == notLetter:
		return true
	case r >= 0x530 && r < 0x2000 || r >= 0xac00 && r < 0xd7b0:
		return lettersOf(r) == notLetter
	}
	// Such a character is within an address only behind a letter.
	before, _ := utf8.DecodeLastRuneInString(s[floor : start-n])
	return before == utf8.RuneError || before < utf8.RuneSelf && !ascii.Alnum(byte(before)) || before >= utf8.RuneSelf && lettersOf(before) == notLetter
}
