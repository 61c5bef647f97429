package jsontext

import (
	"iter"
	"unicode/utf16"
	"unicode/utf8"
)

// Value is one value of a document. The zero value is absent, and so is
// whatever is got from it.
type Value struct {
	doc *Document
	at  uint32
}

// Root returns the document's value.
func (d *Document) Root() Value { return Value{doc: d} }

func (v Value) node() *node { return &v.doc.nodes[v.at] }

// Kind returns the kind of v.
func (v Value) Kind() Kind {
	if v.doc == nil {
		return Absent
	}
	return v.node().kind
}

// Get returns the member of that name of an object, and that member's member
// for each further name. Of members with the same name it returns the first,
// which RFC 8259, 4 leaves open; no helpdesk sends two.
func (v Value) Get(path ...string) Value {
	for _, name := range path {
		v = v.member(name)
	}
	return v
}

func (v Value) member(name string) Value {
	if v.Kind() != Object {
		return Value{}
	}
	nodes, text := v.doc.nodes, v.doc.text
	for i, end := v.at+1, v.node().next; i < end; i = nodes[i+1].next {
		n := &nodes[i]
		if n.escaped {
			if unescape(text[n.from:n.to]) == name {
				return Value{v.doc, i + 1}
			}
		} else if int(n.to-n.from) == len(name) && text[n.from:n.to] == name {
			return Value{v.doc, i + 1}
		}
	}
	return Value{}
}

// Len returns how many items an array has, 0 for anything else.
func (v Value) Len() int {
	n := 0
	for range v.Items() {
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
		for i, end := v.at+1, v.node().next; i < end; i = v.doc.nodes[i].next {
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
		nodes := v.doc.nodes
		for i, end := v.at+1, v.node().next; i < end; i = nodes[i+1].next {
			if !yield(Value{v.doc, i}.Text(), Value{v.doc, i + 1}) {
				return
			}
		}
	}
}

// Text returns a string's content, unescaped, or a number as it is written;
// anything else is "". Invalid UTF-8 and lone surrogates become U+FFFD.
func (v Value) Text() string {
	switch v.Kind() {
	case String:
		n := v.node()
		raw := v.doc.text[n.from:n.to]
		if n.escaped {
			return unescape(raw)
		}
		return raw
	case Number:
		n := v.node()
		return v.doc.text[n.from:n.to]
	}
	return ""
}

// unescape resolves the escapes of a string that the parser has accepted.
func unescape(s string) string {
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); {
		c := s[i]
		if c != '\\' {
			r, n := utf8.DecodeRuneInString(s[i:])
			if c < utf8.RuneSelf {
				b = append(b, c)
			} else {
				b = utf8.AppendRune(b, r)
			}
			i += n
			continue
		}
		i += 2
		switch c = s[i-1]; c {
		case 'b':
			b = append(b, '\b')
		case 'f':
			b = append(b, '\f')
		case 'n':
			b = append(b, '\n')
		case 'r':
			b = append(b, '\r')
		case 't':
			b = append(b, '\t')
		case 'u':
			r := unit(s[i:])
			i += 4
			if utf16.IsSurrogate(r) {
				low := rune(utf8.RuneError)
				if i+6 <= len(s) && s[i] == '\\' && s[i+1] == 'u' {
					low = unit(s[i+2:])
				}
				if r = utf16.DecodeRune(r, low); r != utf8.RuneError {
					i += 6
				}
			}
			b = utf8.AppendRune(b, r)
		default:
			b = append(b, c)
		}
	}
	return string(b)
}

// unit reads four hexadecimal digits.
func unit(s string) rune {
	var r rune
	for i := range 4 {
		r = r<<4 | rune(hexOf(s[i]))
	}
	return r
}
