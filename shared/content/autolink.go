package content

import "unicode/utf8"

// Autolink tells whether text as a whole would become a link where it stands between spaces, and to
// what.
func Autolink(text string) (URL, bool) {
	start, end, u := nextLink([]byte(text), 0)
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

// autolink puts the run of text n, cut where it has addresses.
func (b *Builder) autolink(n Node) {
	run := b.text[n.off : n.off+n.len]
	exact := n.End-n.Start == n.len
	place := func(kind Kind, from, to int) Node {
		piece := Node{Kind: kind, Start: n.Start, End: n.End, off: n.off + uint32(from), len: uint32(to - from)}
		if exact {
			piece.Start, piece.End = n.Start+uint32(from), n.Start+uint32(to)
		}
		return piece
	}
	b.steps += len(run) / 16
	done := 0
	for done < len(run) {
		start, end, u := nextLink(run, done)
		if u.IsZero() {
			break
		}
		if start > done {
			b.add(b.top(), place(Text, done, start))
		}
		link := place(Link, start, end)
		text := place(Text, start, end)
		s := b.store(u.s)
		link.off, link.len = s.off, s.len
		b.add(b.add(b.top(), link), text)
		run = b.text[n.off : n.off+n.len] // the store may have moved
		done = end
	}
	if done < len(run) {
		b.add(b.top(), place(Text, done, len(run)))
	}
}

// nextLink finds the first web or e-mail address at or after from: "http://" or "https://" not
// directly after a letter or digit, or an address around an @. What follows an address in a sentence
// (a full stop, a closing bracket that it does not open) is not part of it. Each byte is looked at a
// bounded number of times.
func nextLink(s []byte, from int) (start, end int, u URL) {
	floor := from
	for i := from; i < len(s); i++ {
		switch s[i] {
		case ':':
			start, ok := webStart(s, i, floor)
			if !ok {
				continue
			}
			end := webEnd(s, i+3)
			if u, err := ParseURL(string(s[start:end])); err == nil && end > i+3 {
				return start, end, u
			}
			i, floor = end-1, end
		case '@':
			start, end := addressAround(s, i, floor)
			if end == 0 {
				continue
			}
			if u, err := ParseURL("mailto:" + string(s[start:end])); err == nil {
				return start, end, u
			}
		}
	}
	return 0, 0, URL{}
}

func webStart(s []byte, colon, floor int) (int, bool) {
	if colon+3 >= len(s) || s[colon+1] != '/' || s[colon+2] != '/' {
		return 0, false
	}
	for _, scheme := range [...]string{"https", "http"} {
		start := colon - len(scheme)
		if start < floor || !equalFold(string(s[start:colon]), scheme) {
			continue
		}
		if start > floor && alnum(s[start-1]) {
			return 0, false
		}
		return start, true
	}
	return 0, false
}

func webEnd(s []byte, i int) int {
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
		r, n := utf8.DecodeRune(s[i:])
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
func addressAround(s []byte, at, floor int) (start, end int) {
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
		if !alnum(c) && (c != '-' && c != '.' || s[end-1] == '.' || s[end-1] == '@') {
			break
		}
	}
	for end > at && !alnum(s[end-1]) {
		end--
	}
	dot := end
	for dot > at && s[dot-1] != '.' {
		dot--
	}
	dot--
	// The last label is two letters or more, or Punycode: "a@1.5" is no address.
	if dot <= at || dot >= end-2 || !lowerLetter(lower(s[dot+1])) || end < len(s) && (s[end] == '@' || s[end] == '_') {
		return 0, 0
	}
	return start, end
}
