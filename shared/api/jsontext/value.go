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

// Get returns the member of that name of an object, and that member's member
// for each further name. Of members with the same name it returns the first,
// which RFC 8259, 4 leaves open; no helpdesk sends two.
func (v Value) Get(path ...string) Value {
	for _, name := range path {
		r := v.Record()
		v = r.Get(name)
	}
	return v
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
	b := make([]byte, 0, len(s))
	for len(s) > 0 {
		// What stands for itself is taken over in one piece.
		n := 0
		for n < len(s) && s[n] != '\\' && s[n] < utf8.RuneSelf {
			n++
		}
		b = append(b, s[:n]...)
		if s = s[n:]; s == "" {
			break
		}
		if s[0] != '\\' {
			r, size := utf8.DecodeRuneInString(s)
			b, s = utf8.AppendRune(b, r), s[size:]
			continue
		}
		c := s[1]
		s = s[2:]
		switch c {
		case 'b':
			c = '\b'
		case 'f':
			c = '\f'
		case 'n':
			c = '\n'
		case 'r':
			c = '\r'
		case 't':
			c = '\t'
		case 'u':
			r := unit(s)
			s = s[4:]
			if utf16.IsSurrogate(r) {
				low := rune(utf8.RuneError)
				if len(s) >= 6 && s[0] == '\\' && s[1] == 'u' {
					low = unit(s[2:])
				}
				if r = utf16.DecodeRune(r, low); r != utf8.RuneError {
					s = s[6:]
				}
			}
			b = utf8.AppendRune(b, r)
			continue
		}
		b = append(b, c)
	}
	// b is not changed any more.
	return unsafe.String(unsafe.SliceData(b), len(b))
}

// unit reads four hexadecimal digits.
func unit(s string) rune {
	var r rune
	for i := range 4 {
		r = r<<4 | rune(hexOf(s[i]))
	}
	return r
}
