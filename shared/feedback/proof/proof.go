// Package proof is the proof of work that an edge may ask of somebody whom it does not
// know: some arithmetic that takes a moment for one post and an hour for ten thousand.
// Both sides are here: who asks checks, who is asked looks.
package proof

import (
	"math/bits"
	"strconv"
	"strings"
)

// Header is the one of a request that brings a proof.
const Header = "Deskside-Proof"

// Task is what is asked. It is Parts small pieces of work rather than a large one, so that
// hardly anybody is unlucky.
type Task struct {
	// Stamp is what the edge gave out for it.
	Stamp string
	// Bits are how many zeros the hash of each piece begins with.
	Bits  int
	Parts int
}

// Usual takes some 65,000 hashes, which are a tenth of a second of a computer and less
// than one of a telephone.
const (
	UsualBits  = 13
	UsualParts = 8
)

// Most is the hardest task that Find works on: 64 times the usual. Whoever asks for more
// is no edge.
const Most = 22

// Worth reports whether a task is one to work on.
func (t *Task) Worth() bool {
	return t.Bits >= 0 && t.Parts >= 1 && t.Parts <= 64 && t.Bits+bits.Len(uint(t.Parts)-1) <= Most && t.Stamp != "" && !strings.Contains(t.Stamp, ".")
}

// Find does what a task asks, for what one visitor sends under a key, and returns the
// header's value. The task is worth it.
func (t *Task) Find(visitor, key string) string {
	out := t.Stamp
	for part := range t.Parts {
		b := begun(t.Stamp, visitor, key, part)
		for n := uint64(0); ; n++ {
			if holds(b, n, t.Bits) {
				out += "." + strconv.FormatUint(n, 36)
				break
			}
		}
	}
	return out
}

// StampOf is the stamp of a header's value.
func StampOf(value string) string {
	stamp, _, _ := strings.Cut(value, ".")
	return stamp
}

// Holds reports whether a header's value is what a task asks, for what one visitor sends
// under a key.
func (t *Task) Holds(value, visitor, key string) bool {
	rest, ok := strings.CutPrefix(value, t.Stamp+".")
	if !ok || len(rest) > 14*t.Parts {
		return false
	}
	pieces := strings.Split(rest, ".")
	if len(pieces) != t.Parts {
		return false
	}
	for part, piece := range pieces {
		n, err := strconv.ParseUint(piece, 36, 64)
		if err != nil || strconv.FormatUint(n, 36) != piece || !holds(begun(t.Stamp, visitor, key, part), n, t.Bits) {
			return false
		}
	}
	return true
}

// begun is what is hashed of a piece, but for the number at its end.
func begun(stamp, visitor, key string, part int) []byte {
	sum := sum256([]byte(stamp + "." + visitor + "." + key + "." + strconv.Itoa(part)))
	b := make([]byte, 0, 40)
	for _, word := range sum {
		b = append(b, byte(word>>24), byte(word>>16), byte(word>>8), byte(word))
	}
	return append(b, 0, 0, 0, 0, 0, 0, 0, 0)
}

// holds reports whether a number at the end of b makes its hash begin with so many zeros.
func holds(b []byte, n uint64, zeros int) bool {
	for i := range 8 {
		b[len(b)-1-i] = byte(n >> (8 * i))
	}
	return bits.LeadingZeros32(sum256(b)[0]) >= zeros
}
