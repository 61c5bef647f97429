package html

import (
	"deskside/shared/content"
	"deskside/shared/content/internal/ascii"
)

// shapes reads what a declaration says of the shape of a mail.
func shapes(s *style, p property, value string) {
	switch p {
	case cssFont, cssFontFamily:
		s.family(value)
	case cssDisplay:
		s.displayed(value)
	case cssWidth, cssHeight, cssMaxWidth, cssMaxHeight:
		s.flat = s.flat || zero(value)
	case cssOverflow:
		s.clips = ascii.Starts(value+" ", "hidden") || ascii.Starts(value+" ", "clip")
	case cssWhiteSpace, cssWhiteSpaceCollapse:
		s.space(value)
	case cssMsoList:
		s.word(value)
	}
}

// displayed tells blocks from phrases where CSS makes one of the other.
func (s *style) displayed(value string) {
	switch {
	case ascii.Is(value, "block"), ascii.Is(value, "flex"), ascii.Is(value, "grid"), ascii.Is(value, "table"),
		ascii.Is(value, "table-row"), ascii.Is(value, "list-item"), ascii.Is(value, "flow-root"):
		s.display = asBlock
	case ascii.Is(value, "inline"):
		s.display = asPhrase
	}
}

// space tells how white space is read.
func (s *style) space(value string) {
	switch {
	case ascii.Is(value, "pre"), ascii.Is(value, "pre-wrap"), ascii.Is(value, "break-spaces"), ascii.Is(value, "preserve"), ascii.Is(value, "-moz-pre-wrap"):
		s.white, s.hasWhite = content.SpaceKept, true
	case ascii.Is(value, "pre-line"), ascii.Is(value, "preserve-breaks"):
		s.white, s.hasWhite = content.SpaceLines, true
	case ascii.Is(value, "normal"), ascii.Is(value, "nowrap"), ascii.Is(value, "collapse"):
		s.white, s.hasWhite = content.SpaceSingle, true
	}
}
