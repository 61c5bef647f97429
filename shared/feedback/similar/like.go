package similar

import (
	"math/bits"
	"slices"
	"strings"
	"unicode/utf8"

	"deskside/shared/filter/fold"
)

// mostTerms is how many words of a title are looked for.
const mostTerms = 32

// query is a title that somebody writes, as what is looked for.
type query struct{ terms []term }

// term is a word, or two signs that follow each other.
type term struct {
	word
	// first and second are those of two signs, 0 for a word.
	first, second rune
	// typed says that it is being written yet.
	typed bool
	// weight is what it counts by its length: words that hold others together are short.
	weight float32
}

// word is a word in small letters without diacritics.
type word struct {
	kind    letterKind
	letters []rune
	// digits says that some of them are: it is no form of another word then.
	digits bool
	// threes are its groups of three letters, each a bit of 64, with two blanks at its ends.
	threes uint64
	folded []byte
}

// read makes it the word of a piece.
func (w *word) read(piece string) {
	piece = strings.TrimPrefix(piece, " ")
	r, _ := utf8.DecodeRuneInString(piece)
	w.kind, w.letters = kindOfLetter(r), w.letters[:0]
	if w.kind == mark {
		return
	}
	w.folded = fold.Append(w.folded[:0], piece)
	for rest := w.folded; len(rest) > 0; {
		r, size := utf8.DecodeRune(rest)
		w.letters, rest = append(w.letters, r), rest[size:]
	}
	if len(w.letters) == 0 {
		w.kind = mark
		return
	}
	w.threes, w.digits = 0, false
	a, b := rune(0), rune(0)
	for i := 0; i < len(w.letters)+2; i++ {
		c := rune(0)
		if i < len(w.letters) {
			c = w.letters[i]
			w.digits = w.digits || '0' <= c && c <= '9'
		}
		w.threes |= 1 << (uint32(a*31*31+b*31+c) * 0x9e3779b1 >> 26)
		a, b = b, c
	}
}

func parse(title string) (q query) {
	typed := !strings.HasSuffix(title, " ")
	before := rune(0)
	add := func(t term) {
		for i := range q.terms {
			if string(q.terms[i].letters) == string(t.letters) && q.terms[i].first == t.first && q.terms[i].second == t.second {
				return
			}
		}
		if len(q.terms) < mostTerms {
			q.terms = append(q.terms, t)
		}
	}
	alone := false
	end := func() {
		if alone {
			t := term{weight: 1}
			t.read(string(before))
			add(t)
		}
		alone, before = false, 0
	}
	for piece := range pieces(lineOf(title)) {
		t := term{}
		t.read(piece)
		switch {
		case t.kind != sign:
			end()
			if t.kind == letter {
				t.weight = weightOf(piece, t.letters)
				add(t)
			}
			continue
		case before != 0:
			add(term{word: t.word, first: before, second: t.letters[0], weight: 1})
			alone = false
		default:
			alone = true
		}
		before = t.letters[0]
	}
	end()
	if n := len(q.terms); n > 0 && typed && q.terms[n-1].kind == letter {
		q.terms[n-1].typed = true
	}
	return q
}

// weightOf is what a word of so many letters counts for. Names such as PDF count in full.
func weightOf(piece string, letters []rune) float32 {
	switch {
	case letters[0] >= 0xac00, len(letters) > 1 && capitals(strings.TrimPrefix(piece, " ")): // the first is Korean
		return 1
	case len(letters) <= 2:
		return 0.25
	case len(letters) == 3:
		return 0.5
	}
	return 1
}

func capitals(piece string) bool {
	for i := range len(piece) {
		if piece[i] < 'A' || piece[i] > 'Z' {
			return false
		}
	}
	return true
}

// How like a word is that begins as the term does while it is written, that is another
// form of it, that it is a part of or has as one, and that is it but for a slip.
const (
	begun = 0.9
	form  = 0.85
	part  = 0.7
	slip  = 0.75
)

// like is how like a word is to a term: 1 where it is the same, 0 where it is another.
func (t *term) like(w *word) float32 {
	a, b := t.letters, w.letters
	if len(a) > len(b) {
		a, b = b, a
	}
	common := 0
	for common < len(a) && a[common] == b[common] {
		common++
	}
	switch {
	case common == len(b):
		return 1
	case t.typed && common == len(t.letters) && common >= 2:
		return begun
	case t.digits || w.digits:
		return 0
	case common >= 4 && common*10 >= len(b)*6, common >= 3 && len(b)-common <= 1:
		return form
	}
	shared := bits.OnesCount64(t.threes & w.threes)
	switch {
	case len(a) >= 5 && shared >= len(a)-2 && contains(b, a):
		return part
	case len(a) >= 4 && len(b)-len(a) <= 2:
		// A slip changes four groups at most.
		if most := allowed(len(a)); shared >= max(2, len(a)-4*most) && near(a, b, most) {
			return slip
		}
	}
	return 0
}

func contains(b, a []rune) bool {
	for i := 0; i+len(a) <= len(b); i++ {
		if slices.Equal(b[i:i+len(a)], a) {
			return true
		}
	}
	return false
}

// allowed is how many slips a word of so many letters may have.
func allowed(letters int) int {
	if letters >= 8 {
		return 2
	}
	return 1
}

// near reports whether a becomes b by so many slips: a letter that is wrong, missing or
// too much, or two that changed places (the restricted edit distance).
func near(a, b []rune, most int) bool {
	var rows [3][wordLimit*2 + 1]int8
	if len(b) >= len(rows[0]) || len(b)-len(a) > most {
		return false
	}
	last, row, over := rows[0][:len(b)+1], rows[1][:len(b)+1], rows[2][:len(b)+1]
	for j := range row {
		row[j] = int8(j)
	}
	for i := 1; i <= len(a); i++ {
		last, row, over = row, over, last // over is the row before the last
		row[0] = int8(i)
		least := row[0]
		for j := 1; j <= len(b); j++ {
			cost := int8(1)
			if a[i-1] == b[j-1] {
				cost = 0
			}
			n := min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				n = min(n, over[j-2]+1)
			}
			row[j] = n
			least = min(least, n)
		}
		if int(least) > most {
			return false
		}
	}
	return int(row[len(b)]) <= most
}
