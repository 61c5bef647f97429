package match

import (
	"encoding/binary"
	"math/bits"
)

// finder looks for a folded text within others. It looks for the rarest byte
// of the text, eight places at a time.
type finder struct {
	text string
	// rare is that byte, at its place in the text.
	rare byte
	at   int
	// probes are the hashes of some of its threes of bytes.
	probes [maxProbes]uint32
	count  int
}

const maxProbes = 6

func findersOf(texts []string) []finder {
	finders := make([]finder, len(texts))
	for i, s := range texts {
		f := finder{text: s}
		best := 256
		for j := range len(s) {
			if c := commonness(s[j]); c < best {
				best, f.rare, f.at = c, s[j], j
			}
		}
		// Probes from all over the text tell most.
		for last, j := len(s)-2, 0; j < last && f.count < maxProbes; j += max(1, last/maxProbes) {
			f.probes[f.count] = three(s[j], s[j+1], s[j+2])
			f.count++
		}
		finders[i] = f
	}
	return finders
}

const spread = 0x9e3779b1

// three is the hash of three bytes, of which the upper bits are the best.
func three(a, b, c byte) uint32 {
	return (uint32(a) | uint32(b)<<8 | uint32(c)<<16) * spread
}

// A signature says of which threes of bytes a text may consist: a bit for the
// hash of each. It has a power of two of bytes, about as many as the text has
// letters to eight.
const (
	leastSignature = 32
	mostSignature  = 1024
)

// sign appends the signature of the texts of a row, which begin at from.
func (t *Table) sign(row, from int) {
	text := between(t.b[from:], -1, textEnd)
	size := leastSignature
	for size < mostSignature && size*4 < len(text) {
		size *= 2
	}
	at := len(t.b)
	for range size / leastSignature {
		t.b = append(t.b, make([]byte, leastSignature)...)
	}
	t.setByte(row, colSignature, byte(size/leastSignature))
	text, signature := between(t.b[from:], -1, textEnd), t.b[at:]
	shift := 32 - bits.TrailingZeros32(uint32(size)*8)
	last := uint32(0)
	for i, c := range text {
		last = last>>8 | uint32(c)<<16
		if h := last * spread >> shift; i >= 2 {
			signature[h>>3] |= 1 << (h & 7)
		}
	}
}

// signature is where the signature of a row stands: at the end of its texts.
func (t *Table) signature(block, i int) []byte {
	size := uint32(t.column8(block, colSignature)[i&63]) * leastSignature
	end := at32(t.column32(block, colBlob), i) + at32(t.column32(block, colBlobSize), i)
	return t.stretch(end-size, size)
}

// may reports whether a text of a signature can contain what is looked for. An
// empty signature tells nothing.
func (f *finder) may(signature []byte) bool {
	size := uint32(len(signature))
	if size == 0 || size&(size-1) != 0 {
		return true
	}
	shift := 32 - bits.TrailingZeros32(size*8)
	for _, probe := range f.probes[:f.count] {
		if h := probe >> shift; signature[h>>3]>>(h&7)&1 == 0 {
			return false
		}
	}
	return true
}

// commonness ranks bytes of folded texts: letters by how common they are in
// English, and bytes that lead the letters of Cyrillic or Greek as the most
// common of all.
func commonness(c byte) int {
	const byFrequency = "qxzjkvbpgfywmculdrhsnioate "
	for i := range len(byFrequency) {
		if byFrequency[i] == c {
			return 40 + 4*i
		}
	}
	switch {
	case c == 0xd0 || c == 0xd1 || c == 0xce || c == 0xcf:
		return 200
	case c >= 0x80:
		return 70
	case c >= '0' && c <= '9':
		return 45
	}
	return 30
}

const (
	lows  = 0x0101010101010101
	highs = 0x8080808080808080
)

// in reports whether text contains what is looked for.
func (f *finder) in(text []byte) bool {
	n := len(f.text)
	if n == 0 {
		return true
	}
	// The rare byte may stand from f.at up to last.
	last := len(text) - n + f.at
	i := f.at
	pattern := uint64(f.rare) * lows
	for ; i+7 <= last; i += 8 {
		x := binary.LittleEndian.Uint64(text[i:]) ^ pattern
		for hits := (x - lows) & ^x & highs; hits != 0; hits &= hits - 1 {
			// A hit above a true one may be false; the comparison tells.
			from := i + bits.TrailingZeros64(hits)>>3 - f.at
			if string(text[from:from+n]) == f.text {
				return true
			}
		}
	}
	for ; i <= last; i++ {
		if text[i] == f.rare && string(text[i-f.at:i-f.at+n]) == f.text {
			return true
		}
	}
	return false
}
