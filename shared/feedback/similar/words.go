package similar

import (
	"iter"
	"unicode/utf8"
)

// letterKind is what a letter is to whoever looks for words.
type letterKind byte

const (
	// mark is what belongs to no word.
	mark letterKind = iota
	// letter is one of a word, which blanks and marks end.
	letter
	// sign is one of a script that is written without blanks.
	sign
)

// kindOfLetter knows the scripts by their places: the tables of package unicode would
// be kilobytes for every visitor.
func kindOfLetter(r rune) letterKind {
	switch {
	case r < 0x80:
		if 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' {
			return letter
		}
		return mark
	case r < 0xc0, r == '×', r == '÷',
		0x2000 <= r && r < 0x2c00, // signs, arrows, shapes
		0x3000 <= r && r <= 0x3004, 0x3008 <= r && r <= 0x3020, 0x3030 <= r && r < 0x3040, r == '・',
		0xfe00 <= r && r < 0xfe70, 0xff00 <= r && r < 0xff10, 0xff1a <= r && r < 0xff21, 0xff3b <= r && r < 0xff41, 0xff5b <= r && r < 0xff66,
		0x1f000 <= r && r < 0x20000,
		r == '،', r == '؛', r == '؟', r == '۔', r == '।', r == '։':
		return mark
	case 0x0e00 <= r && r < 0x0f00, // Thai, Lao
		0x1000 <= r && r < 0x10a0, 0x1780 <= r && r < 0x1800, // Burmese, Khmer
		0x3005 <= r && r < 0x3100, 0x3400 <= r && r < 0xa000, 0xf900 <= r && r < 0xfb00, 0xff66 <= r && r < 0xffa0, r >= 0x20000:
		return sign
	}
	return letter
}

// pieces goes through words, signs and marks of a text whose blanks are single. Each
// brings the blank before it; together they are the text. The first has a blank as if
// it stood later.
func pieces(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		if text == "" {
			return
		}
		text = " " + text
		for len(text) > 0 {
			at := 0
			if text[0] == ' ' {
				at = 1
			}
			r, size := utf8.DecodeRuneInString(text[at:])
			at += size
			if kindOfLetter(r) == letter {
				for letters := 1; at < len(text) && letters < wordLimit; letters++ {
					r, size := utf8.DecodeRuneInString(text[at:])
					if kindOfLetter(r) != letter {
						break
					}
					at += size
				}
			}
			if !yield(text[:at]) {
				return
			}
			text = text[at:]
		}
	}
}
