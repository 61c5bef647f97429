// Package loose reads JSON values the way tolerant clients must: quoted
// numbers, 0 and 1 for booleans, empty arrays for empty objects, zero dates.
// It must not know any particular helpdesk.
package loose

import (
	"strconv"
	"time"

	"deskside/shared/api/jsontext"
)

// Int reads a number, a quoted number or true; anything else is 0. Fractions
// are cut off; what does not fit is 0.
func Int(v jsontext.Value) int64 {
	switch v.Kind() {
	case jsontext.Number, jsontext.String:
		text := v.Text()
		if v.Kind() == jsontext.Number {
			for i := 0; i < len(text); i++ {
				if text[i] == '.' {
					text = text[:i]
				}
			}
		}
		if n, err := strconv.ParseInt(text, 10, 64); err == nil {
			return n
		}
	case jsontext.True:
		return 1
	}
	return 0
}

// String reads a string; a number or boolean is given as its text, anything else as "".
func String(v jsontext.Value) string {
	switch v.Kind() {
	case jsontext.True:
		return "true"
	case jsontext.False:
		return "false"
	}
	return v.Text()
}

// Bool reads true, 1, "1" and "true" as true, anything else as false.
func Bool(v jsontext.Value) bool {
	return v.Kind() == jsontext.String && v.Text() == "true" || Int(v) == 1
}

// IsObject reports whether v is an object: PHP writes [] for an empty one.
func IsObject(v jsontext.Value) bool { return v.Kind() == jsontext.Object }

// Strings reads an array of strings, or of objects of which member holds the string.
func Strings(v jsontext.Value, member string) []string {
	var out []string
	for item := range v.Items() {
		if IsObject(item) {
			item = item.Get(member)
		}
		if s := String(item); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// UTC reads "YYYY-MM-DD HH:MM[:SS]" as UTC and returns Unix seconds. Absent,
// malformed and zero dates ("0000-00-00 00:00:00") are 0.
func UTC(v jsontext.Value) int64 {
	if v.Kind() != jsontext.String {
		return 0
	}
	s := v.Text()
	if len(s) < 16 {
		return 0
	}
	number := func(from, to int) (n int) {
		for i := from; i < to; i++ {
			c := s[i]
			if c < '0' || c > '9' {
				return -1
			}
			n = n*10 + int(c-'0')
		}
		return n
	}
	year, month, day := number(0, 4), number(5, 7), number(8, 10)
	hour, minute, second := number(11, 13), number(14, 16), 0
	if len(s) >= 19 {
		second = number(17, 19)
	}
	if year <= 0 || month < 1 || month > 12 || day < 1 || day > 31 || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60 {
		return 0
	}
	return time.Date(year, time.Month(month), day, hour, minute, second, 0, time.UTC).Unix()
}
