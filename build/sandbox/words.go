package sandbox

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// fold is the text that searches look into.
func fold(texts ...string) string { return strings.ToLower(strings.Join(texts, "\n")) }

// slugOf makes an address part of a title: letters and digits of any script,
// joined by dashes.
func slugOf(title string) string {
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

func validEmail(address string) bool {
	local, host, ok := strings.Cut(address, "@")
	return ok && local != "" && strings.Contains(host, ".") && !strings.ContainsFunc(address, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune(`<>(),;:"[]\`, r)
	}) && !strings.Contains(host, "@") && !strings.HasSuffix(host, ".") && !strings.HasPrefix(host, ".")
}
