package api

import (
	"iter"
	"strings"
)

// Listed are the items of a list as owners write one into a setting: separated by commas
// or blanks.
func Listed(text string) iter.Seq[string] {
	return strings.FieldsFuncSeq(text, func(r rune) bool { return r == ',' || r <= ' ' })
}
