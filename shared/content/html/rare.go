package html

import (
	"unicode/utf8"

	"deskside/shared/content/internal/ascii"
)

// rareEntity gives the characters of a name among rareNames, 0 for none.
func rareEntity(name string) (r, second rune) {
	if name == "fjlig" { // the only one that stands for letters
		return 'f', 'j'
	}
	lo, hi := 0, len(rareNames)
	for lo < hi {
		from := (lo + hi) / 2
		for from > lo && !ascii.Alnum(rareNames[from]) {
			from--
		}
		for from > lo && ascii.Alnum(rareNames[from-1]) {
			from--
		}
		to := from
		for ascii.Alnum(rareNames[to]) {
			to++
		}
		known := rareNames[from:to]
		if name < known {
			hi = from
			continue
		}
		var n int
		r, n = utf8.DecodeRuneInString(rareNames[to:])
		to += n
		if to < len(rareNames) && !ascii.Alnum(rareNames[to]) {
			second, n = utf8.DecodeRuneInString(rareNames[to:])
			to += n
		} else {
			second = 0
		}
		if name == known {
			return r, second
		}
		lo = to
	}
	return 0, 0
}

// second puts the second character of a name that stands for two.
//
//go:noinline
func (r *Reader) second(c rune, start, end int) {
	if r.sink == toBuilder {
		r.character(c, start, end)
	} else {
		r.scratch.Rune(c)
	}
}
