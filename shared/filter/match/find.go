package match

import (
	"encoding/binary"
	"math/bits"
)

// finder looks for a folded text within others. It looks for the rarest byte
// of the text, eight places at a time.
type finder struct {
	text string
	// rare is that byte, at its place in the text.
	rare byte
	at   int
}

func findersOf(texts []string) []finder {
	finders := make([]finder, len(texts))
	for i, s := range texts {
		f := finder{text: s}
		best := 256
		for j := range len(s) {
			if c := commonness(s[j]); c < best {
				best, f.rare, f.at = c, s[j], j
			}
		}
		finders[i] = f
	}
	return finders
}

// commonness ranks bytes of folded texts: letters by how common they are in
// English, and bytes that lead the letters of Cyrillic or Greek as the most
// common of all.
func commonness(c byte) int {
	const byFrequency = "qxzjkvbpgfywmculdrhsnioate "
	for i := range len(byFrequency) {
		if byFrequency[i] == c {
			return 40 + 4*i
		}
	}
	switch {
	case c == 0xd0 || c == 0xd1 || c == 0xce || c == 0xcf:
		return 200
	case c >= 0x80:
		return 70
	case c >= '0' && c <= '9':
		return 45
	}
	return 30
}

const (
	lows  = 0x0101010101010101
	highs = 0x8080808080808080
)

// in reports whether text contains what is looked for.
func (f *finder) in(text []byte) bool {
	n := len(f.text)
	if n == 0 {
		return true
	}
	// The rare byte may stand from f.at up to last.
	last := len(text) - n + f.at
	i := f.at
	pattern := uint64(f.rare) * lows
	for ; i+7 <= last; i += 8 {
		x := binary.LittleEndian.Uint64(text[i:]) ^ pattern
		for hits := (x - lows) & ^x & highs; hits != 0; hits &= hits - 1 {
			// A hit above a true one may be false; the comparison tells.
			from := i + bits.TrailingZeros64(hits)>>3 - f.at
			if string(text[from:from+n]) == f.text {
				return true
			}
		}
	}
	for ; i <= last; i++ {
		if text[i] == f.rare && string(text[i-f.at:i-f.at+n]) == f.text {
			return true
		}
	}
	return false
}
