package content

import (
	"strings"
	"unicode/utf8"

	"deskside/shared/content/internal/ascii"
	"deskside/shared/content/internal/buffer"
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

// PartLeads tells that a text is no address and that a part of it would lead to a person, who may be another one.
func PartLeads(text string) bool {
	start, end, u := nextLink(text, 0)
	return u.Scheme() == "mailto" && end-start < len(text)
}

// Glued tells that an address, which stands in words from one place to another, would be read otherwise for what touches
// it there: as part of one, or as none.
func Glued(words string, from, to int) bool {
	for c := nextCandidate(words, 0, 0, 0); c.end != 0; {
		if c.start == from && c.end == to {
			return false
		}
		found := !c.read(words).IsZero()
		if found && c.end > from {
			return true
		}
		c = c.next(words, found)
	}
	return true
}

// ShowsAddress tells that a Link's own text is the address it leads to, so that there is no need to
// show that besides.
func (d *Document) ShowsAddress(link ID) bool {
	id, to := d.First(link), d.URL(link)
	text := ""
	if d.Kind(id) == Text && d.Next(id) == 0 {
		text = d.Text(id)
	} else {
		var room [256]byte
		words := d.visibleText(room[:0], link)
		if len(words) == len(room) {
			words = d.visibleText(make([]byte, 0, len(to.s)+1), link)
		}
		for _, c := range words {
			if c == ' ' {
				return false
			}
		}
		text = string(words)
	}
	if strings.IndexByte(text, ' ') >= 0 {
		return false
	}
	if plainly(text, to.s) {
		return true
	}
	u, ok := Autolink(text)
	return ok && u == to
}

// plainly tells early, of most links that show their address, that a text is that and would be read as it.
func plainly(text, address string) bool {
	n := len(text)
	web := strings.HasPrefix(text, "http")
	if !web {
		address = strings.TrimPrefix(address, "mailto:")
	}
	www := n > 7 && text[:4] == "www." && strings.IndexByte(text[4:], '.') > 0 && len(address) == n+len("https:///") && address[8:8+n] == text && address[:8] == "https://" && address[8+n] == '/'
	if n < 8 || text != address && !www || !ascii.Alnum(text[0]) || !ascii.Alnum(text[n-1]) && (!web || text[n-1] != '/') {
		return false
	}
	for i := range n {
		switch c := text[i]; c {
		case '.', '-', '@', '+':
		case '/', ':', '?', '=', '&', '#', '%', '_':
			if !web {
				return false
			}
		default:
			if !ascii.Alnum(c) {
				return false
			}
		}
	}
	return true
}

// piece is a node of text that may have addresses in it, or what is left of one.
type piece struct {
	node ID
	in   ID // its parent
	// around is the parent of that, if that is formatting.
	around ID
	// from and to are its bounds in the text; part is where the words start that nothing but formatting parts.
	from, to, part uint32
	mark           bool // it has what addresses have
}

// autolink makes links of the addresses in what was put into a paragraph, to which nothing more is glued.
//
//go:noinline
func (b *Builder) autolink() {
	for rest := b.pieces; b.linkable && len(rest) > 0; {
		n, marked := 0, false
		for n < len(rest) && rest[n].part == rest[0].part {
			marked = marked || rest[n].mark
			n++
		}
		if marked {
			b.linkWords(rest[:n])
		}
		rest = rest[n:]
	}
	b.pieces, b.linkable = b.pieces[:0], false
}

// linkNodes is the most nodes that one link takes.
const linkNodes = 3

// linkWords makes links of the addresses in words.
func (b *Builder) linkWords(pieces []piece) {
	base, origin := pieces[0].part, int(b.nodes[pieces[0].node].Start)
	text := string(b.text[base:pieces[len(pieces)-1].to])
	b.steps += len(text) / 16
	for at, k := 0, 0; ; {
		from, to, u := nextLink(text, at)
		if u.IsZero() {
			return
		}
		at = to
		start, end := base+uint32(from), base+uint32(to)
		for k+1 < len(pieces) && pieces[k+1].from <= start {
			k++
		}
		first := &pieces[k]
		for k+1 < len(pieces) && pieces[k].to < end && pieces[k].to == pieces[k+1].from {
			k++
		}
		// There may be code or a link within; and of an e-mail address in parts it cannot be told who is meant.
		if first.from > start || first.to <= start || pieces[k].to < end || first != &pieces[k] && u.Scheme() == "mailto" {
			continue
		}
		if len(b.nodes)+linkNodes > cap(b.nodes) {
			b.growNodes(origin + from)
		}
		own := span{start, end - start}
		if u.s != text[from:to] {
			own = b.store(u.s)
		}
		b.link(first, &pieces[k], start, end, own)
	}
}

// link makes a link of the text from one place to another, that of a piece or of several up to a last. Formatting
// goes into the link; where it begins or ends elsewhere, there is none.
func (b *Builder) link(first, last *piece, start, end uint32, own span) {
	from, to, parent := first.node, last.node, first.in
	if last.in != parent {
		if last.around != parent && first.around != 0 && b.nodes[parent].First == from && first.from == start {
			from, parent = parent, first.around
		}
		if last.in != parent {
			if to = last.in; last.around != parent || b.nodes[to].last != last.node || last.to != end {
				return
			}
		}
	}
	if from == first.node && first.from < start {
		second := b.divide(from, parent, start, first != last)
		if from == to {
			to = second
		}
		from = second
	}
	rest := to
	if last.to > end {
		rest = b.divide(to, parent, end, first != last)
	}
	n := &b.nodes[from]
	inner := b.loose(n.Kind, n.Start, n.End)
	n = &b.nodes[from]
	within := &b.nodes[inner]
	within.First, within.last, within.off, within.len = n.First, n.last, n.off, n.len
	n.Kind, n.First, n.last, n.off, n.len = Link, inner, inner, own.off, own.len
	if to != from {
		within.Next, n.last = n.Next, to
		n.End, n.Next = b.nodes[to].End, b.nodes[to].Next
		b.nodes[to].Next = 0
		if b.nodes[parent].last == to {
			b.nodes[parent].last = from
		}
	}
	last.node, last.from = rest, end
}

// divide makes two nodes of one of text at a place in the text and gives the second. Where it cannot be told which part
// of the source each is, both are all of it, or about a part where they are to be apart.
func (b *Builder) divide(id, parent ID, at uint32, apart bool) ID {
	n := &b.nodes[id]
	places := n.End-n.Start == n.len // each byte has its own
	start, end, before, after, next := n.Start, n.End, at-n.off, n.off+n.len-at, n.Next
	if places || apart && end-start > 1 {
		places = true
		start = min(start+before, end-1)
	}
	second := b.loose(Text, start, end)
	n = &b.nodes[id]
	n.len, n.Next = before, second
	if places {
		n.End = start
	}
	n = &b.nodes[second]
	n.off, n.len, n.Next = at, after, next
	if b.nodes[parent].last == id {
		b.nodes[parent].last = second
	}
	return second
}

// nextLink finds the first web or e-mail address at or after from: "http://", "https://" or "www." not
// directly after a letter or digit, or an address around an @. What follows an address in a sentence
// (a full stop, a closing bracket that it does not open) is not part of it. Each byte is looked at a
// bounded number of times.
//
//go:noinline
func nextLink(s string, from int) (start, end int, u URL) {
	for c := nextCandidate(s, from, from, from); c.end != 0; c = c.next(s, false) {
		if u := c.read(s); !u.IsZero() {
			return c.start, c.end, u
		}
	}
	return 0, 0, URL{}
}

// candidate is a part of a text that looks like an address until it is read. The mark of one is the byte by which it was
// found: a full stop behind www, the colon of a scheme, or an at sign. No candidate ends at 0.
type candidate struct{ start, mark, end, floor int }

// nextCandidate finds the first one whose mark is at or after a place; it starts at a floor or after, a web address also at or
// after the end of what looked like an e-mail address and was none: what touches that is no address of its own.
//
//go:noinline
func nextCandidate(s string, from, floor, web int) candidate {
	for i := from; i < len(s); i++ {
		start, end := 0, 0
		switch s[i] {
		case '.':
			start = i - len("www")
			if start < web || !ascii.Is(s[start:i], "www") || start > floor && !opensWord(s[start-1]) {
				continue
			}
			end = webEnd(s, start, i+1)
		case ':':
			ok := false
			if start, ok = webStart(s, i, floor); !ok || start < web {
				continue
			}
			end = webEnd(s, start, i+3)
		case '@':
			if start, end = addressAround(s, i, floor); end == 0 {
				continue
			}
		default:
			continue
		}
		return candidate{start, i, end, floor}
	}
	return candidate{}
}

// next finds the one after another, which was found to be an address or not. What was no e-mail address may be part of the next.
func (c candidate) next(s string, found bool) candidate {
	if found || s[c.mark] != '@' {
		return nextCandidate(s, c.end, c.end, c.end)
	}
	return nextCandidate(s, c.mark+1, c.floor, c.end)
}

// read gives the address that a candidate is.
func (c candidate) read(s string) URL {
	text, behind := s[c.start:c.end], c.end-c.mark
	if s[c.mark] != '@' {
		text = withoutHints(text)
	}
	switch s[c.mark] {
	case '.':
		if u, err := ParseURL(text); err == nil && behind > 1 && ascii.Contains(u.canonicalHost()[len("www."):], ".") {
			return u
		}
	case ':':
		if u := webURL(text, c.mark-c.start); behind > 3 {
			return u
		}
	default:
		if u, err := ParseURL("mailto:" + text); err == nil && (ascii.Contains(s[c.mark:c.end], "xn--") || !ascii.Contains(u.s, "xn--")) {
			return u
		}
	}
	return URL{}
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

// webURL is ParseURL of what webStart and webEnd found, which has nothing that is to be cleaned away.
func webURL(s string, colon int) URL {
	if len(s) > MaxURL {
		return URL{}
	}
	u, _ := parseWeb("https"[:colon], s[colon+1:], s)
	return u
}

// webEnd finds the end of a web address that starts at a place and whose host starts at i. Behind the host there may be
// square brackets and braces in pairs, and dashes and apostrophes as word processors make them between letters.
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
			case '"', '<', '>', ']', '\\', '^', '`', '|', '}', 0x7f:
				if c != ']' && c != '}' || i >= closed {
					break scan
				}
			case '[', '{':
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
		if hint(r) && i+n < len(s) && goesOn(s[i+n:], r) {
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

// hint tells the characters that nobody sees and that say where a long word may be parted, or may not.
func hint(r rune) bool { return r == 0xad || r == 0x200b || r == 0x2060 || r == 0xfeff }

// goesOn tells that an address goes on behind such a character: else it would lead elsewhere than where it seems to.
func goesOn(s string, hint rune) bool {
	switch s[0] {
	case '/', '-', '.', '_', '=', '&', '?', '#', '%':
		return len(s) > 1 && ascii.Alnum(s[1])
	}
	if ascii.Starts(s, "http://") || ascii.Starts(s, "https://") || ascii.Starts(s, "www.") {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s)
	return ascii.Alnum(s[0]) || hint == 0xad && lettersOf(r) == spelledLetter
}

// withoutHints gives an address without them.
func withoutHints(s string) string {
	for i, r := range s {
		if r < utf8.RuneSelf || !hint(r) {
			continue
		}
		b := append(make(buffer.Buffer, 0, len(s)), s[:i]...)
		for rest := s[i:]; rest != ""; {
			r, n := utf8.DecodeRuneInString(rest)
			if !hint(r) {
				b.String(rest[:n])
			}
			rest = rest[n:]
		}
		return string(b)
	}
	return s
}

// pairEnd gives, of brackets in an address, the place behind the bracket that closes the one at a place, 0 when none does before
// a space or within a few hundred bytes.
func pairEnd(s string, i int) int {
	depth := 0
	for end := min(len(s), i+300); i < end && s[i] > ' '; i++ {
		switch s[i] {
		case '[', '{':
			depth++
		case ']', '}':
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
