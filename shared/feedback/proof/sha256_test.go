package proof

import (
	"crypto/sha256"
	"encoding/binary"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTheHashIsThatOfTheStandardLibrary(t *testing.T) {
	source := rand.NewChaCha8([32]byte{1})
	for size := range 300 {
		b := make([]byte, size)
		_, _ = source.Read(b)
		var got [32]byte
		for i, word := range sum256(b) {
			binary.BigEndian.PutUint32(got[4*i:], word)
		}
		require.Equal(t, sha256.Sum256(b), got, size)
	}
}
