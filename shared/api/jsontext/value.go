package jsontext

import (
	"iter"
	"unicode/utf16"
	"unicode/utf8"
	"unsafe"
)

// Value is one value of a document. The zero value is absent, and so is
// whatever is got from it.
type Value struct {
	doc *Document
	at  uint32
}

// Root returns the document's value.
func (d *Document) Root() Value { return Value{doc: d} }

// next returns the place behind the value at i and all that is in it.
func (d *Document) next(i uint32) uint32 {
	if n := d.nodes[i]; n.kind() >= Array {
		return n.end
	}
	return i + 1
}

// member returns the place of the value called name among the names and values
// from at up to end, or 0, which is the place of the document's own value.
func (d *Document) member(at, end uint32, name string) uint32 {
	nodes := d.nodes[:end]
	for at < end {
		n := nodes[at]
		at++
		if from := n.from(); n.head&escaped != 0 {
			if unescape(d.text[from:n.end]) == name {
				return at
			}
		} else if int(n.end-from) == len(name) && d.text[from:n.end] == name {
			return at
		}
		if value := nodes[at]; value.kind() >= Array {
			at = value.end
		} else {
			at++
		}
	}
	return 0
}

// Kind returns the kind of v.
func (v Value) Kind() Kind {
	if v.doc == nil {
		return Absent
	}
	return v.doc.nodes[v.at].kind()
}

// Get returns the member of that name of an object. Of members with the same
// name it returns the first, which RFC 8259, 4 leaves open; no helpdesk sends two.
func (v Value) Get(name string) Value {
	r := v.Record()
	return r.Get(name)
}

// Record is an object whose members are looked up in about the order in which
// they stand: a search starts behind the last find and goes around once. Read
// so, an object costs one comparison a member.
type Record struct {
	doc            *Document
	first, at, end uint32
}

// Record returns an object to look members up in; anything else has none.
func (v Value) Record() Record {
	if v.Kind() != Object {
		return Record{}
	}
	return Record{v.doc, v.at + 1, v.at + 1, v.doc.nodes[v.at].end}
}

// Get returns the member of that name. Of members with the same name it returns
// the first that it meets.
func (r *Record) Get(name string) Value {
	if r.doc == nil {
		return Value{}
	}
	at := r.doc.member(r.at, r.end, name)
	if at == 0 {
		at = r.doc.member(r.first, r.at, name)
	}
	if at == 0 {
		return Value{}
	}
	r.at = r.doc.next(at)
	return Value{r.doc, at}
}

// Len returns how many items an array has, 0 for anything else.
func (v Value) Len() int {
	if v.Kind() != Array {
		return 0
	}
	n := 0
	for i, end := v.at+1, v.doc.nodes[v.at].end; i < end; i = v.doc.next(i) {
		n++
	}
	return n
}

// Items returns the items of an array; anything else has none.
func (v Value) Items() iter.Seq[Value] {
	return func(yield func(Value) bool) {
		if v.Kind() != Array {
			return
		}
		for i, end := v.at+1, v.doc.nodes[v.at].end; i < end; i = v.doc.next(i) {
			if !yield(Value{v.doc, i}) {
				return
			}
		}
	}
}

// Members returns the names and values of an object, in their order; anything
// else has none.
func (v Value) Members() iter.Seq2[string, Value] {
	return func(yield func(string, Value) bool) {
		if v.Kind() != Object {
			return
		}
		for i, end := v.at+1, v.doc.nodes[v.at].end; i < end; i = v.doc.next(i + 1) {
			if !yield(Value{v.doc, i}.Text(), Value{v.doc, i + 1}) {
				return
			}
		}
	}
}

// Text returns a string's content, unescaped, or a number as it is written;
// anything else is "". Invalid UTF-8 and lone surrogates become U+FFFD.
func (v Value) Text() string {
	if kind := v.Kind(); kind != String && kind != Number {
		return ""
	}
	n := v.doc.nodes[v.at]
	raw := v.doc.text[n.from():n.end]
	if n.head&escaped != 0 {
		return unescape(raw)
	}
	return raw
}

// unescape resolves the escapes of a string that the parser has accepted.
func unescape(s string) string {
	// No escape is shorter than what it stands for.
	b := make([]byte, len(s))
	n := 0
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c == '\\':
			if s[i+1] != 'u' {
				b[n] = escapes(s[i+1])
				n++
				i += 2
				continue
			}
			r := unit(s[i+2:])
			i += 6
			if r >= 0x80 && r < 0x800 {
				b[n], b[n+1] = 0xc0|byte(r>>6), 0x80|byte(r)&0x3f
				n += 2
				continue
			}
			if utf16.IsSurrogate(r) {
				low := rune(utf8.RuneError)
				if i+6 <= len(s) && s[i] == '\\' && s[i+1] == 'u' {
					low = unit(s[i+2:])
				}
				if r = utf16.DecodeRune(r, low); r != utf8.RuneError {
					i += 6
				}
			}
			n += utf8.EncodeRune(b[n:], r)
		case c < utf8.RuneSelf:
			b[n] = c
			n++
			i++
		default:
			r, size := utf8.DecodeRuneInString(s[i:])
			if r == utf8.RuneError && size == 1 {
				// A byte that is not UTF-8 becomes three.
				b = append(b, 0, 0)
			}
			n += utf8.EncodeRune(b[n:], r)
			i += size
		}
	}
	// b is not changed any more.
	return unsafe.String(unsafe.SliceData(b), n)
}

// escapes returns what a backslash and c stand for.
func escapes(c byte) byte {
	switch c {
	case 'b':
		return '\b'
	case 'f':
		return '\f'
	case 'n':
		return '\n'
	case 'r':
		return '\r'
	case 't':
		return '\t'
	}
	return c
}

// unit reads four hexadecimal digits that the parser has accepted: of letters
// the sixth bit is set, and their last four count from one.
func unit(s string) rune {
	var r rune
	for _, c := range [4]byte{s[0], s[1], s[2], s[3]} {
		r = r<<4 | rune(c&15+9*(c>>6))
	}
	return r
}
