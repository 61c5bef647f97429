package edge

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"deskside/shared/content/bbcode"
	"deskside/shared/content/html"
	plain "deskside/shared/content/text"
	"deskside/shared/feedback"
	"deskside/shared/helpdesk"
	"deskside/shared/words"
)

// clockTolerance is how far the helpdesk's clock may be off, beyond what its
// answers say of it.
const clockTolerance = 5 * time.Minute

// created looks among the newest objects for the one that a draft became, and
// claims it, or returns nil. The newest are listed rather than searched by text,
// since an index of texts may lag behind. What somebody else wrote under the same
// title is not taken for it: it has another author or text, or is claimed by
// another submission. While another visitor is sending the very same, nobody can
// tell whose an object is, and the customer is asked to come back.
func (x *exchange) created(draft feedback.Draft, sent string, since time.Time) (*answer, error) {
	me, err := send(x, x.upstream.Me(), authorOf)
	if err != nil {
		return nil, err
	}
	newest := x.upstream.Topics(helpdesk.PostSearch{Type: draft.Type, Order: helpdesk.Newest, Count: countLimit})
	objects, skew, err := sendTimed(x, newest, func(t *helpdesk.Topics) []object {
		return each(asCustomersSee)(&t.Topics)
	})
	if err != nil {
		return nil, err
	}
	// Where it is said to be ahead, what it notes may yet be by another clock of its.
	skew = min(skew, 0)
	// What is in the list was begun before it was listed. So whoever may have
	// written it is still sending, or has claimed it, or looks for it as this does.
	busy, err := x.sending(sent)
	if err != nil {
		return nil, err
	}
	for _, o := range objects {
		if !sameTitle(draft.Title, o.Title) || o.Type.Slug != string(draft.Type) || o.Author.ID != me.ID ||
			o.Created < since.Add(skew-clockTolerance).Unix() || !sameText(draft.Content, o.Content) {
			continue
		}
		if busy {
			return nil, refusal{status: statusConflict, uncertain: true, retryAfter: 2 * time.Second,
				says: []words.Say{words.EdgeTwin()}}
		}
		if mine, err := x.claim(o.ID); err != nil || !mine {
			if err != nil {
				return nil, err
			}
			continue
		}
		return x.written(o), nil
	}
	return nil, nil
}

// sameTitle reports whether a title is what a draft's became: helpdesks store
// another normal form, squeeze blanks, and write or read entities of HTML.
func sameTitle(draft, shown string) bool { return alike(draft, shown, squeezed) }

// sameText reports whether an object's HTML is what a draft's BBCode became:
// only letters and digits count, since helpdesks change the rest as they like.
// Where a list leaves texts out, it cannot tell them apart.
func sameText(draft, shown string) bool {
	text := letters(plain.Print(html.Parse(shown)))
	return text == "" || alike(plain.Print(bbcode.Parse(draft)), plain.Print(html.Parse(shown)), letters) ||
		len(text) >= excerptLength && strings.HasPrefix(letters(plain.Print(bbcode.Parse(draft))), text)
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
