// Package rich says a content.Document to a rich editor and takes it back: both directions in one
// form, a program, so that an editor whose schema is made of Fields can hold every document and say
// nothing else. What an editor says is built anew like any source, by content.Builder: addresses are
// checked, white space is single, nesting keeps its limits.
//
// # Format
//
// Byte 0 is Version. The rest is a sequence of nodes: the byte of the kind, then the values that
// Fields names in that order, a number as unsigned LEB128 of at most 5 bytes below 2^32, a string as
// its length in bytes and that many bytes of UTF-8. Behind them, unless Leaf, come the nodes within and
// the byte End.
//
// A Text holds its text; the text of a CodeBlock is a Text within it, and so is that of a Code, which is
// formatting here like any other.
package rich

import "deskside/shared/content"

// End closes the node opened last.
const End = byte(content.Root)

// Fields names the values of a kind in their order, with single spaces between them; $ is before those
// that are strings.
func Fields(k content.Kind) string { return fields[k] }

// Leaf tells the kinds that hold nothing and have no End.
func Leaf(k content.Kind) bool { return k == content.Rule || k.Inline() && !k.Formats() }
