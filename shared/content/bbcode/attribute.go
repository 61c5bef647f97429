package bbcode

import "deskside/shared/content/internal/ascii"

// attribute gives the value of the first attribute of a token that is one of some names.
//
//go:noinline
func (t *token) attribute(names string) string {
	for rest := t.rest; rest != ""; {
		var key, value string
		key, value, rest = nextAttribute(rest)
		if value != "" && ascii.Has(names, key) {
			return value
		}
	}
	return ""
}

// nextAttribute cuts the first attribute off; one without an equals sign has no value, and key is
// "" when there are only spaces.
func nextAttribute(s string) (key, value, rest string) {
	for s != "" && s[0] == ' ' {
		s = s[1:]
	}
	n := 0
	for n < len(s) && s[n] != '=' && s[n] != ' ' {
		n++
	}
	key = s[:n]
	if n == len(s) || s[n] == ' ' {
		return key, "", s[n:]
	}
	s = s[n+1:]
	n = 0
	if s != "" && (s[0] == '"' || s[0] == '\'') {
		q := s[0]
		s = s[1:]
		for n < len(s) && !(s[n] == q && (n+1 == len(s) || s[n+1] == ' ')) {
			n++
		}
	} else if len(key) > 3 && (key[0]|0x20 == 'a' || key[0]|0x20 == 'd' || key[0]|0x20 == 'n') { // author, date, name: of several words
		value, rest = splitAttributes(s)
		return key, value, rest
	} else {
		for n < len(s) && s[n] != ' ' {
			n++
		}
	}
	return key, s[:n], s[min(n+1, len(s)):]
}

// splitAttributes cuts an unquoted value before the first attribute that follows it.
func splitAttributes(s string) (value, rest string) {
	for i := 1; i < len(s); i++ {
		if s[i-1] != ' ' {
			continue
		}
		j := i
		for j < len(s) && (ascii.Alnum(s[j]) || s[j] == '_') {
			j++
		}
		if j > i && j < len(s) && s[j] == '=' {
			return s[:i-1], s[i-1:]
		}
	}
	return s, ""
}
