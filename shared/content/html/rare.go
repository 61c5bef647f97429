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
	return letterIn(name), 0
}

// letterIn gives the letter of mathematics that a name stands for: one of the alphabet and the script it is in, "Afr". It
// gives 0 for none; those that are elsewhere in Unicode have a place among rareNames.
func letterIn(name string) rune {
	first := rune(0)
	if !ascii.Letter(name[0]) {
		return 0
	}
	switch name[1:] {
	case "fr":
		first = '𝔄'
	case "opf":
		first = '𝔸'
	case "scr":
		first = '𝒜'
	default:
		return 0
	}
	if c := rune(name[0]); c < 'a' {
		return first + c - 'A'
	}
	return first + 26 + rune(name[0]-'a')
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
