package typed

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"deskside/shared/content/bbcode"
	"deskside/shared/content/html"
	plain "deskside/shared/content/text"
)

// SameTitle reports whether a title is what a draft's became: helpdesks store
// another normal form, squeeze blanks, and write or read entities of HTML.
func SameTitle(draft, shown string) bool { return alike(draft, shown, squeezed) }

// SameText reports whether an object's HTML is what a draft's BBCode became:
// only letters and digits count, since helpdesks change the rest as they like.
// Where a list leaves texts out, it cannot tell them apart.
func SameText(draft, shown string) bool {
	wrote, shows := plain.Print(bbcode.Parse(draft)), plain.Print(html.Parse(shown))
	text := letters(shows)
	return text == "" || alike(wrote, shows, letters) || len(text) >= excerptLength && strings.HasPrefix(letters(wrote), text)
}

// SameRemark reports whether a comment's HTML is what a comment's BBCode became: as
// SameText does, and by all that is seen where there are no letters.
func SameRemark(wrote, shown string) bool {
	w, s := plain.Print(bbcode.Parse(wrote)), plain.Print(html.Parse(shown))
	return alike(w, s, letters) || letters(w) == "" && alike(w, s, squeezed)
}

// excerptLength is how many letters and digits tell one text from another where
// a list shows but the beginning of texts.
const excerptLength = 64

// alike reports whether two texts are one in a form, as they stand or with the
// entities in them read.
func alike(wrote, shown string, form func(string) string) bool {
	of := func(s string) []string {
		once := plain.Print(html.Parse(s))
		return []string{form(s), form(once), form(plain.Print(html.Parse(once)))}
	}
	shows := of(shown)
	return slices.ContainsFunc(of(wrote), func(w string) bool { return w != "" && slices.Contains(shows, w) })
}

// squeezed returns a text in one normal form, with single blanks, and without what
// is not seen. Both forms tell the same texts apart; to compose one takes a map that
// is made once and kept, where a core keeps nothing.
func squeezed(s string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.Cc, unicode.Cf) && !unicode.IsSpace(r) {
			return -1
		}
		return r
	}, norm.NFD.String(s))), " ")
}

// letters returns the letters and digits of a text, in lower case and without
// their accents, which may be letters of their own.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(s))
}
