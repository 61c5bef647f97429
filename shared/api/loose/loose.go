// Package loose reads JSON values the way tolerant clients must: quoted
// numbers, 0 and 1 for booleans, empty arrays for empty objects, zero dates.
// It must not know any particular helpdesk.
package loose

import (
	"math"
	"strconv"
	"time"

	"github.com/valyala/fastjson"
)

// Int reads a number, a quoted number or a boolean; anything else is 0.
func Int(v *fastjson.Value) int64 {
	switch typeOf(v) {
	case fastjson.TypeNumber:
		if n, err := v.Int64(); err == nil {
			return n
		}
		if f, err := v.Float64(); err == nil && math.Abs(f) < 1<<53 {
			return int64(f)
		}
	case fastjson.TypeString:
		b, _ := v.StringBytes()
		if n, err := strconv.ParseInt(string(b), 10, 64); err == nil {
			return n
		}
	case fastjson.TypeTrue:
		return 1
	}
	return 0
}

// String reads a string; a number or boolean is given as its text, anything
// else as "". The result does not refer to the parser's memory.
func String(v *fastjson.Value) string {
	switch typeOf(v) {
	case fastjson.TypeString:
		b, _ := v.StringBytes()
		return string(b)
	case fastjson.TypeNumber, fastjson.TypeTrue, fastjson.TypeFalse:
		return string(v.MarshalTo(nil))
	}
	return ""
}

// Bool reads true, 1, "1" and "true" as true, anything else as false.
func Bool(v *fastjson.Value) bool {
	if typeOf(v) == fastjson.TypeString {
		b, _ := v.StringBytes()
		return string(b) == "1" || string(b) == "true"
	}
	return Int(v) == 1
}

// Object returns v if it is an object, else nil: PHP writes [] for an empty one.
func Object(v *fastjson.Value) *fastjson.Value {
	if typeOf(v) == fastjson.TypeObject {
		return v
	}
	return nil
}

// Array returns the items of an array, else none.
func Array(v *fastjson.Value) []*fastjson.Value {
	if typeOf(v) == fastjson.TypeArray {
		items, _ := v.Array()
		return items
	}
	return nil
}

// Strings reads an array of strings, or of objects of which member holds the string.
func Strings(v *fastjson.Value, member string) []string {
	items := Array(v)
	if len(items) == 0 {
		return nil
	}
	out := make([]string, 0, len(items))
	for _, item := range items {
		if o := Object(item); o != nil {
			item = o.Get(member)
		}
		if s := String(item); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// UTC reads "YYYY-MM-DD HH:MM[:SS]" as UTC and returns Unix seconds. Absent,
// malformed and zero dates ("0000-00-00 00:00:00") are 0.
func UTC(v *fastjson.Value) int64 {
	if typeOf(v) != fastjson.TypeString {
		return 0
	}
	b, _ := v.StringBytes()
	if len(b) < 16 {
		return 0
	}
	number := func(from, to int) (n int) {
		for _, c := range b[from:to] {
			if c < '0' || c > '9' {
				return -1
			}
			n = n*10 + int(c-'0')
		}
		return n
	}
	year, month, day := number(0, 4), number(5, 7), number(8, 10)
	hour, minute, second := number(11, 13), number(14, 16), 0
	if len(b) >= 19 {
		second = number(17, 19)
	}
	if year <= 0 || month < 1 || month > 12 || day < 1 || day > 31 || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60 {
		return 0
	}
	return time.Date(year, time.Month(month), day, hour, minute, second, 0, time.UTC).Unix()
}

func typeOf(v *fastjson.Value) fastjson.Type {
	if v == nil {
		return fastjson.TypeNull
	}
	return v.Type()
}
