// Package jsontext reads JSON texts (RFC 8259) into a flat list of nodes that
// refer to the text: one allocation for a text of any shape, no recursion, no
// reflection, strings unescaped only when they are asked for. It accepts what
// the grammar allows and nothing else. What a value means to a helpdesk's
// client is deskside/shared/api/loose.
package jsontext

import (
	"strconv"
	"unicode/utf8"
)

// Kind is the kind of a JSON value.
type Kind uint8

const (
	// Absent is the kind of a value that is not there.
	Absent Kind = iota
	Null
	False
	True
	Number
	String
	Array
	Object
)

// maxDepth bounds nesting. Answers of helpdesks nest less than ten deep.
const maxDepth = 256

// node is one value. A string's or number's text is text[from:to], without
// quotes. The children of an array or object follow it up to next; those of
// an object are names and values by turns.
type node struct {
	kind Kind
	// escaped says that the text is not the string's content as it stands: it
	// has escapes or invalid UTF-8.
	escaped  bool
	from, to uint32
	next     uint32
}

// Document is a parsed text.
type Document struct {
	text  string
	nodes []node
}

// SyntaxError says where a text stops being JSON.
type SyntaxError struct {
	// Offset counts bytes from the start; Expected names what would have been right.
	Offset   int
	Expected string
	// End says that the text stops too early: it is cut short rather than wrong.
	End bool
}

func (e *SyntaxError) Error() string {
	return "byte " + strconv.Itoa(e.Offset) + ": expected " + e.Expected
}

// Parse reads a text that holds one value, with blanks around it.
func Parse(text string) (*Document, error) {
	if len(text) > 1<<31-2 {
		return nil, &SyntaxError{Expected: "less than 2 GiB"}
	}
	p := parser{text: text, nodes: make([]node, 0, 16+len(text)/24)}
	if err := p.value(); err != nil {
		return nil, err
	}
	if p.blanks(); p.at < len(text) {
		return nil, p.fail("the end")
	}
	return &Document{text: text, nodes: p.nodes}, nil
}

type parser struct {
	text  string
	at    int
	nodes []node
}

func (p *parser) fail(expected string) error {
	return &SyntaxError{Offset: p.at, Expected: expected, End: p.at >= len(p.text)}
}

func (p *parser) blanks() {
	for p.at < len(p.text) {
		switch p.text[p.at] {
		case ' ', '\t', '\n', '\r':
			p.at++
		default:
			return
		}
	}
}

// value reads one value and everything in it.
func (p *parser) value() error {
	var stack [maxDepth]uint32
	depth := 0
	for {
		// Here a value must start.
		p.blanks()
		if p.at >= len(p.text) {
			return p.fail("a value")
		}
		switch c := p.text[p.at]; c {
		case '{', '[':
			if depth == maxDepth {
				return p.fail("at most " + strconv.Itoa(maxDepth) + " levels")
			}
			kind := Array
			if c == '{' {
				kind = Object
			}
			stack[depth] = uint32(len(p.nodes))
			depth++
			p.nodes = append(p.nodes, node{kind: kind})
			p.at++
			p.blanks()
			if p.at < len(p.text) && p.text[p.at] == c+2 {
				break
			}
			if kind == Object {
				if err := p.name(); err != nil {
					return err
				}
			}
			continue
		case '"':
			if err := p.string(); err != nil {
				return err
			}
		case 't':
			if err := p.word("true", True); err != nil {
				return err
			}
		case 'f':
			if err := p.word("false", False); err != nil {
				return err
			}
		case 'n':
			if err := p.word("null", Null); err != nil {
				return err
			}
		default:
			if err := p.number(); err != nil {
				return err
			}
		}
		// Here a value has ended: what follows closes containers or separates.
		for {
			if depth == 0 {
				return nil
			}
			p.blanks()
			container := &p.nodes[stack[depth-1]]
			closing := byte(']')
			if container.kind == Object {
				closing = '}'
			}
			if p.at >= len(p.text) || p.text[p.at] != ',' && p.text[p.at] != closing {
				return p.fail("a comma or " + string(closing))
			}
			p.at++
			if p.text[p.at-1] == closing {
				container.next = uint32(len(p.nodes))
				depth--
				continue
			}
			if container.kind == Object {
				if err := p.name(); err != nil {
					return err
				}
			}
			break
		}
	}
}

// name reads a member's name and the colon.
func (p *parser) name() error {
	p.blanks()
	if p.at >= len(p.text) || p.text[p.at] != '"' {
		return p.fail("a name in quotes")
	}
	if err := p.string(); err != nil {
		return err
	}
	p.blanks()
	if p.at >= len(p.text) || p.text[p.at] != ':' {
		return p.fail("a colon")
	}
	p.at++
	return nil
}

func (p *parser) add(n node) {
	n.next = uint32(len(p.nodes) + 1)
	p.nodes = append(p.nodes, n)
}

func (p *parser) string() error {
	p.at++
	from, escaped, ascii := p.at, false, true
	text := p.text
	for i := from; i < len(text); {
		switch c := text[i]; {
		case c == '"':
			if !ascii && !escaped {
				escaped = !utf8.ValidString(text[from:i])
			}
			p.add(node{kind: String, escaped: escaped, from: uint32(from), to: uint32(i)})
			p.at = i + 1
			return nil
		case c == '\\':
			escaped = true
			p.at = i
			if err := p.escape(); err != nil {
				return err
			}
			i = p.at
		case c < ' ':
			p.at = i
			return p.fail("no control character in a string")
		default:
			if c >= utf8.RuneSelf {
				ascii = false
			}
			i++
		}
	}
	p.at = len(text)
	return p.fail("the end of a string")
}

func (p *parser) escape() error {
	p.at++
	if p.at >= len(p.text) {
		return p.fail("an escape")
	}
	switch p.text[p.at] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		p.at++
		return nil
	case 'u':
		p.at++
		for range 4 {
			if p.at >= len(p.text) || hexOf(p.text[p.at]) > 15 {
				return p.fail("four hexadecimal digits")
			}
			p.at++
		}
		return nil
	}
	return p.fail("an escape")
}

func (p *parser) word(word string, kind Kind) error {
	for i := 0; i < len(word); i++ {
		if p.at >= len(p.text) || p.text[p.at] != word[i] {
			return p.fail(word)
		}
		p.at++
	}
	p.add(node{kind: kind})
	return nil
}

func (p *parser) number() error {
	from := p.at
	if p.text[p.at] == '-' {
		p.at++
	}
	switch {
	case p.at < len(p.text) && p.text[p.at] == '0':
		p.at++
	case !p.digits():
		return p.fail("a value")
	}
	if p.at < len(p.text) && p.text[p.at] == '.' {
		p.at++
		if !p.digits() {
			return p.fail("a digit")
		}
	}
	if p.at < len(p.text) && p.text[p.at]|0x20 == 'e' {
		p.at++
		if p.at < len(p.text) && (p.text[p.at] == '+' || p.text[p.at] == '-') {
			p.at++
		}
		if !p.digits() {
			return p.fail("a digit")
		}
	}
	p.add(node{kind: Number, from: uint32(from), to: uint32(p.at)})
	return nil
}

// digits skips one digit or more.
func (p *parser) digits() bool {
	from := p.at
	for p.at < len(p.text) && p.text[p.at] >= '0' && p.text[p.at] <= '9' {
		p.at++
	}
	return p.at > from
}

func hexOf(c byte) byte {
	switch {
	case c >= '0' && c <= '9':
		return c - '0'
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return c | 0x20 - 'a' + 10
	}
	return 0xff
}
