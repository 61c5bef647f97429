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
			own := b.store(u.s)
			parent = b.addLeaf(Link, own, start, end)
		}
		id := b.add(parent, Text, start, end)
		b.nodes[id].off, b.nodes[id].len = text.off+uint32(from), uint32(to-from)
	}
	done := 0
	for done < len(run) {
		from, to, u := nextLink(run, done)
		if u.IsZero() {
			break
		}
		put(done, from, URL{})
		put(from, to, u)
		done = to
	}
	put(done, len(run), URL{})
}

// nextLink finds the first web or e-mail address at or after from: "http://" or "https://" not
// directly after a letter or digit, or an address around an @. What follows an address in a sentence
// (a full stop, a closing bracket that it does not open) is not part of it. Each byte is looked at a
// bounded number of times.
//
//go:noinline
func nextLink(s string, from int) (start, end int, u URL) {
	floor := from
	for i := from; i < len(s); i++ {
		switch s[i] {
		case ':':
			start, ok := webStart(s, i, floor)
			if !ok {
				continue
			}
			end := webEnd(s, i+3)
			if u, err := ParseURL(s[start:end]); err == nil && end > i+3 {
				return start, end, u
			}
			i, floor = end-1, end
		case '@':
			start, end := addressAround(s, i, floor)
			if end == 0 {
				continue
			}
			if u, err := ParseURL("mailto:" + s[start:end]); err == nil {
				return start, end, u
			}
		}
	}
	return 0, 0, URL{}
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

//go:noinline
func webEnd(s string, i int) int {
	start, parens := i, 0
scan:
	for i < len(s) {
		c := s[i]
		if c < utf8.RuneSelf {
			switch c {
			case '"', '<', '>', '[', ']', '\\', '^', '`', '{', '|', '}', 0x7f:
				break scan
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
		if n == 1 || unseen(r) || r == 0xab || r == 0xbb || 0x2010 <= r && r <= 0x205e ||
			0x3001 <= r && r <= 0x303f || 0xff00 <= r && r <= 0xff20 {
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
		case '.', ',', ';', ':', '!', '?', '\'', '*', '_', '~':
			i--
			continue
		}
		break
	}
	return i
}

// addressAround gives the bounds of the e-mail address around an at sign; an end of 0 for none.
//
//go:noinline
func addressAround(s string, at, floor int) (start, end int) {
	start = at
	for start > floor && at-start <= 64 && localByte(s[start-1]) {
		start--
	}
	for start < at && (s[start] == '.' || s[start] == '~' || s[start] == '=') {
		start++
	}
	if start == at || start > floor && s[start-1] == '/' {
		return 0, 0
	}
	for end = at + 1; end < len(s) && end-at <= 254; end++ {
		c := s[end]
		if !ascii.Alnum(c) && (c != '-' && c != '.' || s[end-1] == '.' || s[end-1] == '@') {
			break
		}
	}
	for end > at && !ascii.Alnum(s[end-1]) {
		end--
	}
	dot := end
	for dot > at && s[dot-1] != '.' {
		dot--
	}
	dot--
	// The last label is two letters or more, or Punycode: "a@1.5" is no address.
	if dot <= at || dot >= end-2 || !lowerLetter(ascii.Lower(s[dot+1])) || end < len(s) && (s[end] == '@' || s[end] == '_') {
		return 0, 0
	}
	return start, end
}
