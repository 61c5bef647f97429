package world

import (
	"fmt"
	"html"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// TitleForm is a way in which an installation changes titles when it stores
// them.
type TitleForm string

// The forms that titles are stored in. They differ from what was sent in bytes,
// not in what people read.
const (
	TitleNFC      TitleForm = "nfc"      // composed: é as one letter
	TitleNFD      TitleForm = "nfd"      // decomposed: é as e and an accent
	TitleSqueezed TitleForm = "squeeze"  // runs of blanks as one blank
	TitleEntities TitleForm = "entities" // <, >, & and quotes as entities of HTML
)

// Titles are the forms of one installation, in the order they are applied.
type Titles []TitleForm

// ParseTitles reads forms joined by commas, such as "nfd,squeeze".
func ParseTitles(text string) (Titles, error) {
	var forms Titles
	for form := range strings.SplitSeq(text, ",") {
		switch form := TitleForm(strings.TrimSpace(form)); form {
		case TitleNFC, TitleNFD, TitleSqueezed, TitleEntities:
			forms = append(forms, form)
		default:
			return nil, fmt.Errorf("%q is not a form of titles: write some of nfc, nfd, squeeze, entities, joined by commas", form)
		}
	}
	return forms, nil
}

// Store is a title as it is stored. Blanks at its ends always go.
func (t Titles) Store(title string) string {
	title = strings.TrimSpace(title)
	for _, form := range t {
		switch form {
		case TitleNFC:
			title = norm.NFC.String(title)
		case TitleNFD:
			title = norm.NFD.String(title)
		case TitleSqueezed:
			title = strings.Join(strings.Fields(title), " ")
		case TitleEntities:
			title = html.EscapeString(title)
		}
	}
	return title
}
