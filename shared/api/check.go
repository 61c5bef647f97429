package api

import (
	"slices"
	"strings"

	"deskside/shared/words"
)

// Check collects what is wrong with an input, each problem named by the
// parameter of the API. The zero value has found nothing.
type Check struct{ Problems []FieldError }

// Refuse notes a problem.
func (k *Check) Refuse(field string, why words.Say) {
	k.Problems = append(k.Problems, FieldError{Field: field, Say: why})
}

// OneOf wants an empty text or one of those allowed.
func (k *Check) OneOf(field, value string, allowed ...string) {
	if value != "" && !slices.Contains(allowed, value) {
		k.Unknown(field, value, allowed...)
	}
}

// Unknown refuses a word that is none of those allowed.
func (k *Check) Unknown(field, value string, allowed ...string) {
	k.Refuse(field, words.FieldWord(Shown(value), words.Text(strings.Join(allowed, ", "))))
}

// Email wants an e-mail address, as far as to keep one entry one address:
// something before and after an at sign, and nothing that separates addresses.
func (k *Check) Email(field, value string) {
	name, host, _ := strings.Cut(value, "@")
	if name == "" || host == "" || strings.ContainsAny(value, " \t\r\n<>,;\"") || strings.Contains(host, "@") {
		k.Refuse(field, words.FieldAddress(Shown(value)))
	}
}

// Shown is a refused value, cut short and on one line.
func Shown(value string) words.Value {
	const most = 40
	value = Detail(value)
	n := 0
	for i := range value {
		if n++; n > most {
			value = value[:i] + "…"
			break
		}
	}
	return words.Text(value)
}
