// Package loose reads JSON values the way tolerant clients must: quoted
// numbers, 0 and 1 for booleans, empty arrays for empty objects, zero dates.
// It must not know any particular helpdesk.
package loose

import (
	"strconv"
	"strings"

	"deskside/shared/api/jsontext"
)

// Int reads a number, a quoted number or true; anything else is 0. Fractions
// are cut off; what does not fit is 0.
func Int(v jsontext.Value) int64 {
	switch kind := v.Kind(); kind {
	case jsontext.Number, jsontext.String:
		text := v.Text()
		if n, rest := digits(text, 0, 18); rest == len(text) && rest > 0 {
			return n
		}
		if point := strings.IndexByte(text, '.'); point >= 0 && kind == jsontext.Number {
			text = text[:point]
		}
		if n, err := strconv.ParseInt(text, 10, 64); err == nil {
			return n
		}
	case jsontext.True:
		return 1
	}
	return 0
}

// digits reads up to most digits from at on, and says where they end.
func digits(s string, at, most int) (n int64, end int) {
	for most = min(at+most, len(s)); at < most && s[at] >= '0' && s[at] <= '9'; at++ {
		n = n*10 + int64(s[at]-'0')
	}
	return n, at
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

// IsNothing reports what stands for an empty list: null, or an object without
// members, which servers write that know no difference between the two.
func IsNothing(v jsontext.Value) bool {
	if v.Kind() != jsontext.Object {
		return v.Kind() == jsontext.Null
	}
	for range v.Members() {
		return false
	}
	return true
}

// Strings reads an array of strings, or of objects of which member holds the string.
func Strings(v jsontext.Value, member string) []string {
	n := v.Len()
	if n == 0 {
		return nil
	}
	out := make([]string, 0, n)
	for item := range v.Items() {
		if IsObject(item) {
			item = item.Get(member)
		}
		if s := String(item); s != "" {
			out = append(out, s)
		}
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

// List reads the objects of an array and passes over what else is in it. null
// and {} are an empty one; false for anything that is no list.
func List[T any](v jsontext.Value, read func(jsontext.Value) T) ([]T, bool) {
	items, ok := objects(v)
	if !ok {
		return nil, false
	}
	out := make([]T, len(items))
	for i, item := range items {
		out[i] = read(item)
	}
	return out, true
}

// objects gives the objects of what List reads. It is apart so that there is one
// of it for all types.
func objects(v jsontext.Value) (found []jsontext.Value, ok bool) {
	for item := range v.Items() {
		if IsObject(item) {
			found = append(found, item)
		}
	}
	return found, v.Kind() == jsontext.Array || IsNothing(v)
}
