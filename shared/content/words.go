package content

import (
	"unicode/utf8"

	"deskside/shared/content/internal/buffer"
)

// Text puts text that stands in the source at a position. White space of any length is one space,
// control characters go, bytes that are not UTF-8 become U+FFFD. What can be told to be a web or
// e-mail address becomes a Link, unless it stands in a Link or in Code.
func (b *Builder) Text(s string, at int) { b.put(s, at, 0) }

// Words puts text that did not stand in the source as it is: all of it comes from start to end.
//
//go:noinline
func (b *Builder) Words(s string, start, end int) {
	white := b.SetSpace(SpaceSingle)
	b.put(s, start, max(end, 1))
	b.SetSpace(white)
}

// Rune puts one character that the source writes otherwise, as an entity does.
func (b *Builder) Rune(r rune, start, end int) {
	if !utf8.ValidRune(r) {
		r = utf8.RuneError
	}
	if b.Report != nil && unprintable(r) {
		b.Report.Add(Loss{Outcome: Dropped, What: "control character", Name: codePoint(r), Start: start, End: end})
	}
	if r > ' ' && r < 0x7f && b.run && !b.runCode && !b.dirty && !b.space && b.breaks == 0 {
		b.runMark = b.runMark || r == ':' || r == '@' || r == '.'
		b.text.Byte(byte(r))
		b.runTo = max(end, 1)
		return
	}
	var buf [utf8.UTFMax]byte
	n := utf8.EncodeRune(buf[:], r)
	b.put(string(buf[:n]), start, max(end, 1))
}

// put adds the text of one place. With an end, all of it comes from at to end; without, each byte
// from its own place.
//
//go:noinline
func (b *Builder) put(s string, at, end int) {
	for i := 0; i < len(s); {
		pos := at
		if end == 0 {
			pos += i
		}
		c := s[i]
		if c <= ' ' || c == 0x7f {
			switch {
			case c == '\n' && b.white != SpaceSingle:
				b.Break(pos)
			case b.white == SpaceKept && (c == ' ' || c == '\t'):
				b.keep(c, pos)
			case c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f':
				if !b.space {
					b.space, b.spaceAt = true, pos
				}
			}
			i++
			continue
		}
		if c >= utf8.RuneSelf && (c == 0xc2 || b.para == 0 || b.breaks > 0) {
			r, n := utf8.DecodeRuneInString(s[i:])
			if n > 1 && (r < 0xa0 || b.waits(r, pos)) {
				i += n
				continue
			}
		}
		next, mark, valid := plain(s, i)
		if (c == '>' || c == '|') && (b.para == 0 || b.breaks > 0) {
			b.marked = true
		}
		if !b.run || b.dirty || b.space || b.breaks > 0 || b.runCode {
			b.begin(pos, false)
			b.steps++
		}
		b.runMark = b.runMark || mark
		b.text.String(s[i:next])
		if !valid {
			b.text.String("\ufffd")
			next++
		}
		b.runTo = end
		if end == 0 {
			b.runTo = at + next
		}
		i = next
	}
}

// keep puts a space or tab that is kept when something follows it in its line: all but the last as
// no-break spaces. A tab is as wide as four spaces.
//
//go:noinline
func (b *Builder) keep(c byte, at int) {
	n := 1
	if c == '\t' {
		n = tabWidth
	}
	if b.para == 0 || b.breaks > 0 {
		if b.nbsp == 0 {
			b.nbspAt = at
		}
		b.nbsp = min(b.nbsp+n, maxPending)
		return
	}
	if !b.space {
		b.space, b.spaceAt = true, at
		n--
	}
	b.kept = min(b.kept+n, maxPending)
}

// waits keeps what cannot be seen from starting a line: no-break spaces are put when something
// follows them, invisible characters never.
func (b *Builder) waits(r rune, at int) bool {
	if b.para != 0 && b.breaks == 0 {
		return false
	}
	if r == 0xa0 {
		if b.nbsp == 0 {
			b.nbspAt = at
		}
		b.nbsp = min(b.nbsp+1, maxPending)
		return true
	}
	return invisible(r)
}

// invisible tells the characters that mails pad their preview line with.
func invisible(r rune) bool {
	switch r {
	case 0xad, 0x34f, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x2060, 0xfeff:
		return true
	}
	return false
}

// addressSigns are the signs that addresses have, as bits from that of the full stop on.
const addressSigns = 1 | 1<<(':'-'.') | 1<<('@'-'.')

// plain finds the end of the text at i that can be taken as it is: everything but white space other
// than one space between words, control characters and bytes that are not UTF-8. valid is false when
// such a byte stands at the end. mark tells that a colon, an at sign or the
// end of www. is in it.
//
//go:noinline
func plain(s string, i int) (end int, mark, valid bool) {
	for i < len(s) {
		switch c := s[i]; {
		case c > '@' && c < 0x7f: // most bytes
			i++
		case c > ' ' && c < 0x7f:
			if d := c - '.'; d <= '@'-'.' && addressSigns>>d&1 != 0 && (c != '.' || i > 0 && s[i-1]|0x20 == 'w') {
				mark = true
			}
			i++
		case c == ' ':
			if i+1 == len(s) || s[i+1] <= ' ' || s[i+1] == 0x7f || s[i+1] == 0xc2 {
				return i, mark, true
			}
			i++
		case 0xc3 <= c && c <= 0xdf && i+1 < len(s) && s[i+1]&0xc0 == 0x80:
			i += 2
		case c >= utf8.RuneSelf:
			r, n := utf8.DecodeRuneInString(s[i:])
			if n == 1 {
				return i, mark, false
			}
			if r < 0xa0 {
				return i, mark, true
			}
			i += n
		default:
			return i, mark, true
		}
	}
	return i, mark, true
}

// writeWords writes s on one line with single spaces, trimmed, without control characters.
//
//go:noinline
func writeWords(dst *buffer.Buffer, s string) {
	start, space := len(*dst), false
	for i := 0; i < len(s); {
		c := s[i]
		if c <= ' ' || c == 0x7f {
			space = space || c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'
			i++
			continue
		}
		if c == 0xc2 && i+1 < len(s) && s[i+1]&0xc0 == 0x80 && s[i+1] < 0xa0 {
			i += 2
			continue
		}
		if space && len(*dst) > start {
			dst.Byte(' ')
		}
		space = false
		next, _, valid := plain(s, i)
		dst.String(s[i:next])
		if !valid {
			dst.String("\ufffd")
			next++
		}
		i = next
	}
}

// hasWords tells that writeWords would write something.
func hasWords(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c > ' ' && c < 0x7f {
			return true
		} else if c >= utf8.RuneSelf {
			r, n := utf8.DecodeRuneInString(s[i:])
			if n == 1 || r >= 0xa0 {
				return true
			}
			i += n - 1
		}
	}
	return false
}

// writeVerbatim writes preformatted text without blank lines around it, with line feeds as line ends
// and no other control character than the tab.
func writeVerbatim(dst *buffer.Buffer, s string) {
	start := len(*dst)
	empty := true // nothing but white space so far
	for i := 0; i < len(s); {
		c := s[i]
		if c > ' ' && c != 0x7f {
			next, _, valid := plain(s, i)
			dst.String(s[i:next])
			if !valid {
				dst.String("\ufffd")
				next++
			}
			if next == i { // a control character of two bytes
				next += 2
			}
			empty, i = false, next
			continue
		}
		switch {
		case c == '\r' && i+1 < len(s) && s[i+1] == '\n':
		case c == '\r' || c == '\n':
			if empty {
				*dst = (*dst)[:start]
			} else {
				dst.Byte('\n')
			}
		case c == ' ' || c == '\t':
			dst.Byte(c)
		}
		i++
	}
	dst.Trim(start)
}
