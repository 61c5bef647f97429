// Package ascii compares and cuts text by ASCII alone, as HTML, CSS, URLs and BBCode do. Its longer
// functions are never inlined: they are called from everywhere in the browser core.
package ascii

// Lower is the lower-case letter of an upper-case one, and any other byte itself.
func Lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + ('a' - 'A')
	}
	return c
}

// Letter tells a letter.
func Letter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// Alnum tells a letter or digit.
func Alnum(c byte) bool { return '0' <= c && c <= '9' || Letter(c) }

// Space tells white space as HTML has it.
func Space(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' }

// Compare orders two strings without regard to case: below 0, 0 or above 0.
//
//go:noinline
func Compare(a, b string) int {
	for i := 0; i < len(a) && i < len(b); i++ {
		x, y := Lower(a[i]), Lower(b[i])
		switch {
		case x < y:
			return -1
		case x > y:
			return 1
		}
	}
	return len(a) - len(b)
}

// Is tells that two strings are the same without regard to case.
//
//go:noinline
func Is(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := 0; i < len(a); i++ {
		if a[i] != b[i] && Lower(a[i]) != Lower(b[i]) {
			return false
		}
	}
	return true
}

// Starts tells that a string starts with another without regard to case, and has more.
//
//go:noinline
func Starts(s, prefix string) bool { return len(s) > len(prefix) && Is(s[:len(prefix)], prefix) }

// Trim cuts white space and control characters of both ends.
//
//go:noinline
func Trim(s string) string {
	for s != "" && s[0] <= ' ' {
		s = s[1:]
	}
	for s != "" && s[len(s)-1] <= ' ' {
		s = s[:len(s)-1]
	}
	return s
}

// Has tells that a list of words with white space between has a word, in this case.
//
//go:noinline
func Has(list, word string) bool {
	for start := 0; start < len(list); {
		end := start
		for end < len(list) && !Space(list[end]) {
			end++
		}
		if list[start:end] == word {
			return true
		}
		start = end + 1
	}
	return false
}

// Contains tells that a string has another in it.
//
//go:noinline
func Contains(s, part string) bool { return Index(s, part) >= 0 }

// Index is where a string first has another in it, -1 for nowhere. It is for short parts.
//
//go:noinline
func Index(s, part string) int {
	for i := 0; i+len(part) <= len(s); i++ {
		if (part == "" || s[i] == part[0]) && s[i:i+len(part)] == part {
			return i
		}
	}
	return -1
}

// Number reads the whole number that a string starts with, of at most seven digits and less than 0 too; ok tells
// that there is one.
//
//go:noinline
func Number(s string) (n int, ok bool) {
	s = Trim(s)
	sign := 1
	if s != "" && s[0] == '-' {
		sign, s = -1, s[1:]
	}
	return sign * Natural(s), s != "" && s[0]-'0' < 10 && (len(s) < 8 || s[7]-'0' >= 10)
}

// Natural reads the whole number that a string starts with after white space, at most seven digits
// of it.
//
//go:noinline
func Natural(s string) int {
	n, i := 0, 0
	for i < len(s) && Space(s[i]) {
		i++
	}
	for end := min(len(s), i+7); i < end && '0' <= s[i] && s[i] <= '9'; i++ {
		n = n*10 + int(s[i]-'0')
	}
	return n
}
