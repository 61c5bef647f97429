package world

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Fold is the text that searches look into.
func Fold(texts ...string) string { return strings.ToLower(strings.Join(texts, "\n")) }

// SlugOf makes an address part of a title: letters and digits of any script,
// joined by dashes.
func SlugOf(title string) string {
	words := strings.FieldsFunc(strings.ToLower(title), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	slug := strings.Join(words, "-")
	for utf8.RuneCountInString(slug) > 60 {
		at := strings.LastIndexByte(slug, '-')
		if at < 0 {
			return string([]rune(slug)[:60])
		}
		slug = slug[:at]
	}
	return slug
}

// ValidEmail reports whether a text looks like an e-mail address.
func ValidEmail(address string) bool {
	local, host, ok := strings.Cut(address, "@")
	return ok && local != "" && strings.Contains(host, ".") && !strings.ContainsFunc(address, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune(`<>(),;:"[]\`, r)
	}) && !strings.Contains(host, "@") && !strings.HasSuffix(host, ".") && !strings.HasPrefix(host, ".")
}
