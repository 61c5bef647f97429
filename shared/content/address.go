package content

import (
	"unicode/utf8"

	"deskside/shared/content/internal/ascii"
	"deskside/shared/content/internal/buffer"
)

// parseMailto keeps one address and a subject when that is the only header and has no escaped
// control character: a link must not add recipients or write the letter.
func parseMailto(s, whole string) (URL, error) {
	end, subject := len(s), ""
	for i := 0; i < len(s); i++ {
		if s[i] == '?' {
			end = i
			if q := s[i+1:]; ascii.Starts(q, "subject=") {
				subject = q[8:]
			}
			break
		}
	}
	b := make(buffer.Buffer, 0, len(whole)+len("%27"))
	b.String("mailto:")
	if !writeAddress(&b, s[:end]) {
		return URL{}, ErrURLAddress
	}
	for i := 0; i < len(subject); i++ {
		if c := subject[i]; c == '&' || c == '#' || c == '%' && i+1 < len(subject) && subject[i+1] == '0' {
			subject = ""
		}
	}
	if subject != "" {
		b.String("?subject=")
		for subject != "" {
			subject = writeEscaped(&b, subject)
		}
	}
	return finishURL(b, whole)
}

// writeAddress writes the addresses people have: a dot-string of RFC 5321, or of RFC 6531 in other
// letters, with what means something in a URL in percent escapes (RFC 6068), and a host name with a
// dot. It takes escapes of those characters, and refuses every other escape.
func writeAddress(b *buffer.Buffer, s string) bool {
	at, length := 0, 0
	for ; at < len(s) && s[at] != '@'; length++ {
		r, n := utf8.DecodeRuneInString(s[at:])
		if r == '%' {
			if r = escaped(s[at:]); r == 0 {
				return false
			}
			n = len("%27")
		}
		switch {
		case r == '\'' || r == '&':
			if r == '\'' && at == 0 {
				return false
			}
			b.String("%2")
			b.Byte("67"[r&1])
		case r >= utf8.RuneSelf && spelled(r) || r < utf8.RuneSelf && localByte(byte(r)):
			b.String(s[at : at+n])
		default:
			return false
		}
		at += n
	}
	if at == len(s) || length == 0 || at > 128 || length > 64 || s[0] == '.' || s[at-1] == '.' || len(s) > 254 {
		return false
	}
	b.Byte('@')
	host := s[at+1:]
	for i := 0; i < len(host); i++ {
		if host[i] >= utf8.RuneSelf {
			return ascii.Contains(host, ".") && writeHost(b, host)
		}
	}
	b.String(host)
	return validName(host, true)
}

// escaped gives the character of the percent escape that s starts with, 0 when there is no need for
// that in an address.
func escaped(s string) rune {
	if len(s) > 2 && s[1] == '2' {
		switch s[2] {
		case '6':
			return '&'
		case '7':
			return '\''
		}
	}
	return 0
}

func localByte(c byte) bool {
	switch c {
	case '.', '_', '-', '+', '=', '~':
		return true
	}
	return ascii.Alnum(c)
}

// Address is what follows mailto: or tel:, without a subject and escapes; "" for other schemes.
//
//go:noinline
func (u URL) Address() string {
	scheme := u.Scheme()
	if scheme != "mailto" && scheme != "tel" {
		return ""
	}
	rest := u.s[len(scheme)+1:]
	for i := 0; i < len(rest); i++ {
		if rest[i] == '?' {
			rest = rest[:i]
		}
	}
	if !ascii.Contains(rest, "%") {
		return rest
	}
	var b buffer.Buffer
	for i := 0; i < len(rest); i++ {
		if rest[i] != '%' {
			b.Byte(rest[i])
			continue
		}
		b.Rune(escaped(rest[i:]))
		i += len("27")
	}
	return string(b)
}

// addressAround gives the bounds of the e-mail address around an at sign; an end of 0 for none, and
// where it cannot be told how much of what stands around is part of it: half an address would be
// another person's.
//
//go:noinline
func addressAround(s string, at, floor int) (start, end int) {
	start = at
	for start > floor && at-start <= 64 {
		if c := s[start-1]; localByte(c) && c != '=' || c == '\'' || c == '&' {
			start--
			continue
		}
		r, n := utf8.DecodeLastRuneInString(s[floor:start])
		if lettersOf(r) != spelledLetter {
			break
		}
		start -= n
	}
	if start > floor && s[start] == '-' { // "to" and the like in Hebrew
		if r, _ := utf8.DecodeLastRuneInString(s[floor:start]); 0x5d0 <= r && r <= 0x5ea {
			if start++; start < at && ascii.Alnum(s[start]) {
				floor = start
			}
		}
	}
	for start < at && (s[start] == '.' || s[start] == '~' || s[start] == '\'' || s[start] == '&') {
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
		} else if n > 1 && lettersOf(r) == otherLetter && (r >= 0x530 && r < 0x2000 || end+n < len(s) && hint(r) && goesOn(s[end+n:], r)) {
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
	case r < utf8.RuneSelf && r != '!' && r != '#' && r != '$' && r != '%' && r != '*' && r != '=' && r != '?' && r != '^' && r != '`' && r != '{' && r != '}' && r != '"' && r != '\\':
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

// letters are how characters outside ASCII stand around an e-mail address in running text.
type letters uint8

const (
	// notLetter: punctuation, spaces, pictures, and letters of scripts that put no spaces between words,
	// such as Chinese, Japanese and Thai. An address may start after it and end before it.
	notLetter letters = iota
	// spelledLetter: Latin, Greek and Cyrillic letters, which are part of an address.
	spelledLetter
	// otherLetter: letters of other scripts, apostrophes and what cannot be seen. Who an address next to
	// it belongs to cannot be told.
	otherLetter
)

func lettersOf(r rune) letters {
	switch {
	case r == 0xad, 0x2018 <= r && r <= 0x201b, r == 0x2032, r == 0xb4, r == 0x2bc:
		return otherLetter
	case r < 0xc0, r == 0xd7, r == 0xf7, r == 0x37e, r == 0x387:
		return notLetter
	case r < 0x530, 0x1e00 <= r && r < 0x2000:
		return spelledLetter
	case r == 0x589, r == 0x5be, r == 0x60c, r == 0x61b, r == 0x61f, r == 0x6d4, r == 0x964:
		return notLetter
	case r < 0xe00, 0x10a0 <= r && r < 0x1100, 0x1200 <= r && r < 0x1780, 0x200b <= r && r <= 0x200f, r == 0x2060, r == 0xfeff, 0xac00 <= r && r < 0xd7b0:
		return otherLetter
	}
	return notLetter
}

// spelled tells the characters outside ASCII that may be in an e-mail address that is written out.
func spelled(r rune) bool {
	return r != utf8.RuneError && !unseen(r) && !stylized(r) && (lettersOf(r) == spelledLetter || r >= 0x530 && lettersOf(r) == otherLetter || r >= 0x3040)
}

// parseTel keeps the digits. Stars and hashes, which make a phone run codes, are refused.
func parseTel(s, whole string) (URL, error) {
	var b buffer.Buffer
	b.String("tel:")
	digits := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case '0' <= c && c <= '9':
			digits++
			b.Byte(c)
		case c == '+' && len(b) == len("tel:"):
			b.Byte(c)
		case c == '-', c == '.', c == '(', c == ')', c == ' ', c == '/':
		case c == '%' && i+2 < len(s) && s[i+1] == '2' && s[i+2] == '0':
			i += 2
		default:
			return URL{}, ErrURLAddress
		}
		if len(b) > 40 {
			return URL{}, ErrURLAddress
		}
	}
	if digits < 2 {
		return URL{}, ErrURLAddress
	}
	return finishURL(b, whole)
}
