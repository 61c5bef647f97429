// Package buffer is what the packages of content write bytes to. Its methods are never inlined: with
// append written out at some two hundred places the browser core would be several kilobytes larger.
package buffer

import "unicode/utf8"

// Buffer is bytes that grow.
type Buffer []byte

//go:noinline
func (b *Buffer) Byte(c byte) { *b = append(*b, c) }

//go:noinline
func (b *Buffer) String(s string) { *b = append(*b, s...) }

// Rune appends a character in UTF-8.
//
//go:noinline
func (b *Buffer) Rune(r rune) { *b = utf8.AppendRune(*b, r) }

// Int appends a number that is not negative, in decimal.
//
//go:noinline
func (b *Buffer) Int(n int) {
	if n < 0 {
		b.Byte('-')
		n = -n
	}
	if n >= 10 {
		b.Int(n / 10)
	}
	b.Byte(byte('0' + n%10))
}

// Trim cuts white space and control characters of the end, not beyond start.
//
//go:noinline
func (b *Buffer) Trim(start int) {
	for len(*b) > start && (*b)[len(*b)-1] <= ' ' {
		*b = (*b)[:len(*b)-1]
	}
}
