package filter

import (
	"strings"
	"unicode/utf8"

	"deskside/shared/api"
	"deskside/shared/words"
)

// Problem is a part of a text that could not be understood; the query is what
// the other parts say.
type Problem struct {
	// Span is the place in bytes, Points the same in code points.
	Span, Points Span
	// Say says what is wrong and what to do.
	Say words.Say
	// Nearest is what probably was meant and could take the place of Span, or "".
	Nearest string
}

// problemLimit bounds how many problems of one text are told.
const problemLimit = 16

// refused turns problems into an error, nil when there is none.
func refused(problems []Problem) error {
	if len(problems) == 0 {
		return nil
	}
	e := &api.Error{Kind: api.Invalid}
	for i := range problems {
		e.Fields = append(e.Fields, api.FieldError{Field: "query", Say: problems[i].Say})
	}
	return e
}

// order sorts problems by place and counts their code points.
func order(problems []Problem, text string) {
	// They are few, and nearly in order already.
	for i := range problems {
		for j := i; j > 0 && problems[j].Span.From < problems[j-1].Span.From; j-- {
			problems[j], problems[j-1] = problems[j-1], problems[j]
		}
	}
	at, points := int32(0), int32(0)
	for i := range problems {
		p := &problems[i]
		points += int32(utf8.RuneCountInString(text[at:p.Span.From]))
		at = p.Span.From
		p.Points = Span{points, points + int32(utf8.RuneCountInString(text[at:p.Span.To]))}
	}
}

// shown is a piece of the text as a message holds it.
func shown(s string) words.Value {
	const longest = 40
	if len(s) > longest {
		cut := longest
		for cut > 0 && !utf8.RuneStart(s[cut]) {
			cut--
		}
		s = s[:cut] + "…"
	}
	return words.Text(strings.ToValidUTF8(s, "�"))
}

// nearest finds the word that a mistyped one is closest to. Words are
// offered one by one.
type nearest struct {
	typed []rune
	found string
	away  int
	rows  [3][maxTyped + 1]uint8
}

const maxTyped = 32

// near starts a search for what s may stand for. What is too short or too long
// to tell is near to nothing.
func near(s string) *nearest {
	n := &nearest{}
	if utf8.RuneCountInString(s) <= maxTyped {
		n.typed = []rune(s)
	}
	switch l := len(n.typed); {
	case l < 3:
		n.away = 0
	case l < 5:
		n.away = 2
	default:
		n.away = 3
	}
	return n
}

// offer compares a word; both are expected in the same case.
func (n *nearest) offer(folded, word string) {
	l := utf8.RuneCountInString(folded)
	if n.away == 0 || l > maxTyped || l-len(n.typed) >= n.away || len(n.typed)-l >= n.away {
		return
	}
	if d := n.distance(folded); d < n.away {
		n.away, n.found = d, word
	}
}

// distance counts the letters that are missing, superfluous, wrong or exchanged
// with their neighbour.
func (n *nearest) distance(word string) int {
	two, last, row := &n.rows[0], &n.rows[1], &n.rows[2]
	for j := range n.typed {
		last[j+1] = uint8(j + 1)
	}
	last[0] = 0
	var before rune
	i := 0
	for _, r := range word {
		row[0] = uint8(i + 1)
		for j, c := range n.typed {
			d := last[j]
			if c != r {
				d++
			}
			d = min(d, last[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && c == before && n.typed[j-1] == r {
				d = min(d, two[j-1]+1)
			}
			row[j+1] = d
		}
		two, last, row = last, row, two
		before = r
		i++
	}
	return int(last[len(n.typed)])
}

// offerWords offers all names of a list.
func (n *nearest) offerWords(words []word) {
	for i := range words {
		n.offer(words[i].name, words[i].name)
		for other := range strings.FieldsSeq(words[i].other) {
			n.offer(other, words[i].name)
		}
	}
}
