// Package form reads queries and forms, application/x-www-form-urlencoded, as
// net/url does, which browsers do not link. Unlike there, pairs keep their order.
package form

import "strings"

// Pair is a name with its value.
type Pair struct{ Name, Value string }

// Values are pairs in their order.
type Values []Pair

// Parse reads what browsers and programs write (URL Standard, 5.1), and refuses
// what nobody means: a percent sign without two digits, and semicolons, by which
// some separate pairs.
func Parse(raw string) (Values, bool) {
	var q Values
	for part := range strings.SplitSeq(raw, "&") {
		if part == "" {
			continue
		}
		name, value, _ := strings.Cut(part, "=")
		name, ok := unescape(name)
		value, fits := unescape(value)
		if !ok || !fits || strings.Contains(part, ";") {
			return nil, false
		}
		q = append(q, Pair{name, value})
	}
	return q, true
}

// Get returns the first value of a name, or "".
func (q Values) Get(name string) string {
	for i := range q {
		if q[i].Name == name {
			return q[i].Value
		}
	}
	return ""
}

// Twice returns the first name that comes again, and whether there is one.
func (q Values) Twice() (name string, ok bool) {
	seen := make(map[string]bool, len(q))
	for i := range q {
		if seen[q[i].Name] {
			return q[i].Name, true
		}
		seen[q[i].Name] = true
	}
	return "", false
}

// unescape resolves %41 and "+".
func unescape(s string) (string, bool) {
	if !strings.ContainsAny(s, "%+") {
		return s, true
	}
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '+':
			out = append(out, ' ')
		case '%':
			if i+2 >= len(s) {
				return "", false
			}
			high, low := digit(s[i+1]), digit(s[i+2])
			if high < 0 || low < 0 {
				return "", false
			}
			out = append(out, byte(high<<4|low))
			i += 2
		default:
			out = append(out, s[i])
		}
	}
	return string(out), true
}

// digit is what a hexadecimal digit stands for, -1 where it is none.
func digit(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return int(c|0x20-'a') + 10
	}
	return -1
}
