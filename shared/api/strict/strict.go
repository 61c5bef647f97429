// Package strict writes JSON (RFC 8259) the way a careful client sends it.
// Control characters are escaped and invalid UTF-8 becomes U+FFFD.
package strict

import (
	"strconv"
	"unicode/utf8"
)

// Object builds one JSON object; the zero value is empty. Members appear in
// the order in which they are added.
type Object struct{ b []byte }

// String adds a string, even an empty one.
func (o *Object) String(name, value string) *Object {
	o.name(name)
	o.b = AppendString(o.b, value)
	return o
}

// Some adds a string unless it is empty.
func (o *Object) Some(name, value string) *Object {
	if value == "" {
		return o
	}
	return o.String(name, value)
}

// Int adds a number.
func (o *Object) Int(name string, value int64) *Object {
	o.name(name)
	o.b = strconv.AppendInt(o.b, value, 10)
	return o
}

// Strings adds an array of strings unless it is empty.
func (o *Object) Strings(name string, values []string) *Object {
	if len(values) == 0 {
		return o
	}
	o.name(name)
	o.b = append(o.b, '[')
	for i, v := range values {
		if i > 0 {
			o.b = append(o.b, ',')
		}
		o.b = AppendString(o.b, v)
	}
	o.b = append(o.b, ']')
	return o
}

// Raw adds a value that is JSON already.
func (o *Object) Raw(name string, json []byte) *Object {
	o.name(name)
	o.b = append(o.b, json...)
	return o
}

// Bytes returns the object.
func (o *Object) Bytes() []byte {
	if len(o.b) == 0 {
		return []byte("{}")
	}
	return append(o.b[:len(o.b):len(o.b)], '}')
}

func (o *Object) name(name string) {
	if len(o.b) == 0 {
		o.b = append(o.b, '{')
	} else {
		o.b = append(o.b, ',')
	}
	o.b = AppendString(o.b, name)
	o.b = append(o.b, ':')
}

// AppendString appends s as a JSON string.
func AppendString(b []byte, s string) []byte {
	const hex = "0123456789abcdef"
	b = append(b, '"')
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c == '"' || c == '\\':
			b = append(b, '\\', c)
		case c == '\n':
			b = append(b, '\\', 'n')
		case c == '\r':
			b = append(b, '\\', 'r')
		case c == '\t':
			b = append(b, '\\', 't')
		case c < 0x20 || c == 0x7f:
			b = append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		case c < utf8.RuneSelf:
			b = append(b, c)
		default:
			r, n := utf8.DecodeRuneInString(s[i:])
			b = utf8.AppendRune(b, r)
			i += n
			continue
		}
		i++
	}
	return append(b, '"')
}
