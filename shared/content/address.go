package content

import (
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
	if !validAddress(s[:end]) {
		return URL{}, ErrURLAddress
	}
	var b buffer.Buffer
	b.String("mailto:")
	b.String(s[:end])
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

// validAddress accepts the addresses people have: a dot-string of RFC 5321 without the characters
// that mean something in a URL, and a host name with a dot.
func validAddress(s string) bool {
	at := -1
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '@':
			if at >= 0 || i == 0 || s[i-1] == '.' {
				return false
			}
			at = i
		case at < 0 && !localByte(c):
			return false
		}
	}
	if at < 0 || at > 64 || s[0] == '.' || len(s) > 254 {
		return false
	}
	return validName(s[at+1:], true)
}

func localByte(c byte) bool {
	switch c {
	case '.', '_', '-', '+', '=', '~':
		return true
	}
	return ascii.Alnum(c)
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
