// Package jsontext reads JSON texts (RFC 8259) into a flat list of nodes that
// refer to the text: one allocation for a text of any shape, no recursion, no
// reflection, strings unescaped only when they are asked for. It accepts what
// the grammar allows and nothing else. What a value means to a helpdesk's
// client is deskside/shared/api/loose.
package jsontext

import (
	"encoding/binary"
	"math/bits"
	"strconv"
	"unicode/utf8"
	"unsafe"
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

// node is one value, in eight bytes: a page of tickets has thousands, and what
// is not written need not be read. head holds the kind, for strings whether
// they must be unescaped, and where a string's or number's text starts; end is
// where that text ends. The children of an array or object follow it up to the
// node that end names; those of an object are names and values by turns.
type node struct{ head, end uint32 }

const (
	kindShift = 29
	// escaped says that the text is not the string's content as it stands: it
	// has escapes or invalid UTF-8.
	escaped   = 1 << 28
	startMask = escaped - 1
)

func (n node) kind() Kind   { return Kind(n.head >> kindShift) }
func (n node) from() uint32 { return n.head & startMask }

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

// ParseBytes is Parse without a copy of the text, which must not change as long
// as the document or a string from it is in use.
func ParseBytes(text []byte) (*Document, error) {
	return Parse(unsafe.String(unsafe.SliceData(text), len(text)))
}

// Parse reads a text that holds one value, with blanks around it. Strings from
// the document share the text's memory.
func Parse(text string) (*Document, error) {
	if len(text) > startMask {
		return nil, &SyntaxError{Expected: "less than 256 MiB"}
	}
	nodes, at, expected := parse(text)
	if expected == "" {
		if at = skipBlanks(text, at); at == len(text) {
			return &Document{text: text, nodes: nodes}, nil
		}
		expected = "the end"
	}
	return nil, &SyntaxError{Offset: at, Expected: expected, End: at >= len(text)}
}

func skipBlanks(text string, at int) int {
	for at < len(text) && (text[at] == ' ' || text[at] == '\n' || text[at] == '\r' || text[at] == '\t') {
		at++
	}
	return at
}

// parse reads one value and everything in it, up to at. expected is "" or says
// what should stand at at.
//
// Where it is and what it made are plain variables, and nodes are not appended:
// both keep the loop free of calls and of writes to memory, which TinyGo's
// compiler does not do by itself.
func parse(text string) (nodes []node, at int, expected string) {
	// Answers have a value or a name for about each ten bytes.
	nodes = make([]node, 16+len(text)/8)
	made := 0
	var open [maxDepth]uint32
	depth, inObject := 0, false
	for {
		// Here a value must start, before it in an object a name. Most answers
		// have no blanks, so a call is made only where there are some.
		if at < len(text) && text[at] <= ' ' {
			at = skipBlanks(text, at)
		}
		if made+2 > len(nodes) {
			nodes = append(nodes, make([]node, len(nodes))...)
		}
		if inObject {
			if at >= len(text) || text[at] != '"' {
				return nil, at, "a name in quotes"
			}
			end, flag, problem := scanString(text, at+1)
			if problem != "" {
				return nil, end, problem
			}
			nodes[made] = node{uint32(String)<<kindShift | flag | uint32(at+1), uint32(end)}
			made++
			if at = end + 1; at < len(text) && text[at] <= ' ' {
				at = skipBlanks(text, at)
			}
			if at >= len(text) || text[at] != ':' {
				return nil, at, "a colon"
			}
			if at++; at < len(text) && text[at] <= ' ' {
				at = skipBlanks(text, at)
			}
		}
		if at >= len(text) {
			return nil, at, "a value"
		}
		switch c := text[at]; c {
		case '"':
			end, flag, problem := scanString(text, at+1)
			if problem != "" {
				return nil, end, problem
			}
			nodes[made] = node{uint32(String)<<kindShift | flag | uint32(at+1), uint32(end)}
			at = end + 1
		case '{', '[':
			if depth == maxDepth {
				return nil, at, "at most " + strconv.Itoa(maxDepth) + " levels"
			}
			open[depth] = uint32(made)
			depth++
			inObject = c == '{'
			nodes[made].head = uint32(Array) << kindShift
			if inObject {
				nodes[made].head = uint32(Object) << kindShift
			}
			made++
			at = skipBlanks(text, at+1)
			if at >= len(text) || text[at] != c+2 {
				continue
			}
			// An empty one ends below, where the value before a bracket would have.
			made--
		case 't', 'f', 'n':
			word, kind := "null", Null
			if c == 't' {
				word, kind = "true", True
			} else if c == 'f' {
				word, kind = "false", False
			}
			for i := 0; i < len(word); i++ {
				if at >= len(text) || text[at] != word[i] {
					return nil, at, word
				}
				at++
			}
			nodes[made].head = uint32(kind) << kindShift
		default:
			end, problem := scanNumber(text, at)
			if problem != "" {
				return nil, end, problem
			}
			nodes[made] = node{uint32(Number)<<kindShift | uint32(at), uint32(end)}
			at = end
		}
		made++
		// Here a value has ended: what follows closes containers or separates.
		for {
			if depth == 0 {
				return nodes[:made], at, ""
			}
			if at < len(text) && text[at] <= ' ' {
				at = skipBlanks(text, at)
			}
			var c byte
			if at < len(text) {
				c = text[at]
			}
			if c == ',' {
				at++
				break
			}
			if inObject && c != '}' {
				return nil, at, "a comma or }"
			}
			if !inObject && c != ']' {
				return nil, at, "a comma or ]"
			}
			at++
			depth--
			nodes[open[depth]].end = uint32(made)
			inObject = depth > 0 && nodes[open[depth-1]].kind() == Object
		}
	}
}

// scanString reads a string's content from at on. end is the place of the
// closing quote or, with a problem, of the problem.
func scanString(text string, at int) (end int, flag uint32, problem string) {
	bytes := unsafe.Slice(unsafe.StringData(text), len(text))
	for {
		// Eight bytes at a time: in special the highest bit of each byte is set that
		// is a quote, a backslash, a control character or not ASCII. A byte above such
		// a one may be marked too, so only the lowest counts.
		for at+8 <= len(bytes) {
			w := binary.LittleEndian.Uint64(bytes[at:])
			special := (w | (w - each*' ') | ((w ^ each*'"') - each) | ((w ^ each*'\\') - each)) & (each << 7)
			if special != 0 {
				at += bits.TrailingZeros64(special) / 8
				break
			}
			at += 8
		}
		if at >= len(bytes) {
			return at, 0, "the end of a string"
		}
		switch c := bytes[at]; {
		case c == '"':
			return at, flag, ""
		case c >= utf8.RuneSelf:
			// Letters beyond ASCII seldom come alone; most alphabets take two bytes.
			for at+1 < len(bytes) && bytes[at] >= 0xc2 && bytes[at] <= 0xdf && bytes[at+1]&0xc0 == 0x80 {
				at += 2
			}
			if at < len(bytes) && bytes[at] >= utf8.RuneSelf {
				r, size := utf8.DecodeRuneInString(text[at:])
				if r == utf8.RuneError && size == 1 {
					flag = escaped
				}
				at += size
			}
		case c == '\\':
			flag = escaped
			if at, problem = scanEscape(text, at+1); problem != "" {
				return at, 0, problem
			}
		case c < ' ':
			return at, 0, "no control character in a string"
		default:
			at++
		}
	}
}

// each has a one in every byte.
const each = 0x0101010101010101

// scanEscape reads what follows a backslash.
func scanEscape(text string, at int) (end int, problem string) {
	if at >= len(text) {
		return at, "an escape"
	}
	switch text[at] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return at + 1, ""
	case 'u':
		at++
		for range 4 {
			if at >= len(text) || hexOf(text[at]) > 15 {
				return at, "four hexadecimal digits"
			}
			at++
		}
		return at, ""
	}
	return at, "an escape"
}

// scanNumber reads a number that starts at at.
func scanNumber(text string, at int) (end int, problem string) {
	if text[at] == '-' {
		at++
	}
	if at < len(text) && text[at] == '0' {
		at++
	} else {
		if at, problem = scanDigits(text, at); problem != "" {
			return at, "a value"
		}
	}
	if at < len(text) && text[at] == '.' {
		if at, problem = scanDigits(text, at+1); problem != "" {
			return at, problem
		}
	}
	if at < len(text) && text[at]|0x20 == 'e' {
		at++
		if at < len(text) && (text[at] == '+' || text[at] == '-') {
			at++
		}
		return scanDigits(text, at)
	}
	return at, ""
}

// scanDigits reads one digit or more.
func scanDigits(text string, at int) (end int, problem string) {
	from := at
	for at < len(text) && text[at] >= '0' && text[at] <= '9' {
		at++
	}
	if at == from {
		return at, "a digit"
	}
	return at, ""
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
