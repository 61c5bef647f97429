package feedback

import (
	"slices"
	"strings"
	"unicode/utf8"

	"deskside/shared/helpdesk"
)

const (
	// shortestTitle is the title from which on it is worth asking: shorter ones
	// find anything.
	shortestTitle = 3
	// MostSimilar is how many similar posts are shown.
	MostSimilar = 3
	// typingPause is how long somebody must have stopped typing before what they
	// typed is asked for, in milliseconds.
	typingPause = 250
)

// AskSimilar reports whether posts similar to a title are asked for.
func AskSimilar(title string) bool {
	return utf8.RuneCountInString(strings.TrimSpace(title)) >= shortestTitle
}

// Similar picks from what a search found the posts that are shown beside a
// title, the likest first: those with more of its words in their own title,
// those that can still be voted for before those that cannot, the rest as it was
// found. A post that is found twice is shown once.
func Similar(title string, found []helpdesk.Post) []helpdesk.Post {
	words := wordsOf(title)
	shown := make([]helpdesk.Post, 0, MostSimilar)
	for len(shown) < MostSimilar {
		best, most := -1, 0
		for i := range found {
			if slices.ContainsFunc(shown, func(p helpdesk.Post) bool { return p.ID == found[i].ID }) {
				continue
			}
			likeness := 2 * alike(words, wordsOf(found[i].Title))
			if found[i].Votes.Open {
				likeness++
			}
			if best < 0 || likeness > most {
				best, most = i, likeness
			}
		}
		if best < 0 {
			break
		}
		shown = append(shown, found[best])
	}
	return shown
}

// wordsOf returns the words of a text in small letters.
func wordsOf(s string) []string {
	return strings.Fields(strings.Map(small, s))
}

// small makes a letter small, and a blank of what is neither letter nor digit.
// It knows the Latin, Greek and Cyrillic letters by their place: the tables of
// package unicode would be kilobytes for every visitor.
func small(r rune) rune {
	switch {
	case 'A' <= r && r <= 'Z', 'À' <= r && r <= 'Þ', 'Α' <= r && r <= 'Ω', 'А' <= r && r <= 'Я':
		return r + ('a' - 'A')
	case 'Ѐ' <= r && r <= 'Џ':
		return r + ('ѐ' - 'Ѐ')
	case r >= 0x80, 'a' <= r && r <= 'z', '0' <= r && r <= '9':
		return r
	}
	return ' '
}

// alike counts the words of one text that are in another, or begin one there:
// what is being typed ends within a word.
func alike(words, in []string) (n int) {
	for _, word := range words {
		if slices.ContainsFunc(in, func(w string) bool { return strings.HasPrefix(w, word) }) {
			n++
		}
	}
	return n
}
