// Package fold brings texts into the form in which searches compare them:
// small letters without diacritics, single blanks. It knows letters and markup,
// and nothing of tickets or queries.
package fold

import (
	"slices"
	"unicode"
	"unicode/utf8"
)

// String returns the folded form of s, without blanks at either end.
func String(s string) string {
	b := Append(nil, s)
	for len(b) > 0 && b[len(b)-1] == ' ' {
		b = b[:len(b)-1]
	}
	for len(b) > 0 && b[0] == ' ' {
		b = b[1:]
	}
	return string(b)
}

// small has the folded form of each byte of ASCII.
const small = "                                 !\"#$%&'()*+,-./0123456789:;<=>?@abcdefghijklmnopqrstuvwxyz[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~ "

// Append appends the folded form of s; no blank after a blank. Folding what is
// folded changes nothing.
func Append(dst []byte, s string) []byte {
	dst = slices.Grow(dst, len(s)+1)
	// The last byte that was written, to see blanks by.
	last := byte(0)
	if len(dst) > 0 {
		last = dst[len(dst)-1]
	}
	for i := 0; i < len(s); {
		// What is ASCII or Cyrillic takes no more room than before.
		room := dst[len(dst):cap(dst)]
		n := 0
		for n+1 < len(room) && i < len(s) {
			c := s[i]
			if c >= utf8.RuneSelf {
				// Cyrillic, as common as ASCII, has D0 and D1 for the letters of its table.
				if c&^1 != 0xd0 || i+1 == len(s) || s[i+1]&0xc0 != 0x80 || c == 0xd1 && s[i+1] >= 0xa0 {
					break
				}
				r := 0x430 + int(cyrillic[int(c&1)<<6|int(s[i+1]&0x3f)]-'0')
				room[n], room[n+1] = 0xc0|byte(r>>6), 0x80|byte(r&0x3f)
				i, n, last = i+2, n+2, 'a'
				continue
			}
			c = small[c]
			i++
			if c != ' ' || last != ' ' {
				room[n] = c
				n++
				last = c
			}
		}
		dst = dst[:len(dst)+n]
		if i == len(s) {
			break
		}
		if s[i] < utf8.RuneSelf {
			dst = slices.Grow(dst, len(s)-i+1)
			continue
		}
		r, size := decode(s[i:])
		i += size
		if !blankRune(r) {
			dst = letter(dst, r)
		} else if last != ' ' {
			dst = append(dst, ' ')
		}
		if len(dst) > 0 {
			last = dst[len(dst)-1]
		}
	}
	return dst
}

// decode reads a letter that is not ASCII, of which most have two bytes.
func decode(s string) (r rune, size int) {
	if c := s[0]; len(s) > 1 && 0xc2 <= c && c < 0xe0 && s[1]&0xc0 == 0x80 {
		return rune(c&0x1f)<<6 | rune(s[1]&0x3f), 2
	}
	return utf8.DecodeRuneInString(s)
}

// blankRune reports whether r is one of Unicode's white spaces beside ASCII's.
func blankRune(r rune) bool {
	switch {
	case r == 0xa0 || r == 0x85:
		return true
	case r < 0x1680:
		return false
	}
	return r == 0x1680 || 0x2000 <= r && r <= 0x200a || r == 0x2028 || r == 0x2029 || r == 0x202f || r == 0x205f || r == 0x3000
}

// Letters without their diacritics: one byte for each code point from 0xC0, 0x1E00
// and so on. A dot leaves the letter as it is. For Latin it is the letter, or
// the number of one of ligatures; for Greek the letter's place from @, which
// stands before alpha; for Cyrillic its place from 0, which stands for а.
const (
	latin      = "aaaaaa1ceeeeiiiidnooooo.ouuuuy43aaaaaa1ceeeeiiiidnooooo.ouuuuy4yaaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii55jjkkkllllllllllnnnnnnnnnoooooo22rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzsb...............................oo.............uu...................666777888aaiioouuuuuuuuuu.aaaa11..ggkkoooo..j666gg..nnaa11ooaaaaeeeeiiiioooorrrruuuusstt..hh......aaeeooooooooyy...............b............"
	latinMore  = "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwy....3.aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......"
	greek      = "......................A.EGI.O.UYIABCDEFGHIJKLMNOPQ.STUVWXYIUAEGIUABCDEFGHIJKLMNOPQSSTUVWXYIUOUY.....................................H..........."
	greekMore  = "AAAAAAAAAAAAAAAAEEEEEE..EEEEEE..GGGGGGGGGGGGGGGGIIIIIIIIIIIIIIIIOOOOOO..OOOOOO..UUUUUUUU.U.U.U.UYYYYYYYYYYYYYYYYAAEEGGIIOOUUYY..AAAAAAAAAAAAAAAAGGGGGGGGGGGGGGGGYYYYYYYYYYYYYYYYAAAAA.AAAAAAA.I...GGG.GGEEGGG...IIII..IIIIII....UUUUQQUUUUUUQ.....YYY.YYOOYYY..."
	cyrillic   = "55R3TUVVXYZ[:8C_0123456788:;<=>?@ABCDEFGHIJKLMNO0123456788:;<=>?@ABCDEFGHIJKLMNO55R3TUVVXYZ[:8C_"
	ligatures  = "aeoessthijdzljnj"
	combining  = 0x300
	combinings = 0x370
)

// letter appends the folded form of a letter that is not ASCII.
func letter(dst []byte, r rune) []byte {
	switch {
	case 0xc0 <= r && r < 0xc0+rune(len(latin)):
		return latinLetter(dst, r, latin[r-0xc0])
	case combining <= r && r < combinings:
		return dst
	case 0x400 <= r && r < 0x400+rune(len(cyrillic)):
		r = 0x430 + rune(cyrillic[r-0x400]-'0')
	case 0x370 <= r && r < 0x370+rune(len(greek)):
		r = greekLetter(r, greek[r-0x370])
	case 0x1e00 <= r && r < 0x1e00+rune(len(latinMore)):
		return latinLetter(dst, r, latinMore[r-0x1e00])
	case 0x1f00 <= r && r < 0x1f00+rune(len(greekMore)):
		r = greekLetter(r, greekMore[r-0x1f00])
	case r == utf8.RuneError:
	default:
		r = unicode.ToLower(r)
	}
	return utf8.AppendRune(dst, r)
}

func latinLetter(dst []byte, r rune, c byte) []byte {
	switch {
	case c >= 'a':
		return append(dst, c)
	case c >= '1':
		at := int(c-'1') * 2
		return append(dst, ligatures[at:at+2]...)
	}
	return utf8.AppendRune(dst, unicode.ToLower(r))
}

func greekLetter(r rune, c byte) rune {
	if c == '.' {
		return unicode.ToLower(r)
	}
	return 0x3b0 + rune(c-'@')
}
