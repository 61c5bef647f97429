package seal_test

import (
	"bytes"
	"encoding/base64"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/edge/seal"
)

func keyOf(b byte) string { return base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{b}, 32)) }

func TestWhatIsSealedOpensAboutTheSameAlone(t *testing.T) {
	keys, err := seal.ParseKeys(keyOf(1))
	require.NoError(t, err)
	sealed := keys.Seal("the key of 1", []byte("secret"))
	require.NotContains(t, string(sealed), "secret")
	open, err := keys.Open("the key of 1", sealed)
	require.NoError(t, err)
	require.Equal(t, "secret", string(open))
	require.NotEqual(t, sealed, keys.Seal("the key of 1", []byte("secret")), "each time it is another")

	_, err = keys.Open("the key of 2", sealed)
	require.Error(t, err)
	for i := range sealed {
		changed := bytes.Clone(sealed)
		changed[i] ^= 1
		_, err = keys.Open("the key of 1", changed)
		require.Error(t, err, "byte %d", i)
		_, err = keys.Open("the key of 1", sealed[:i])
		require.Error(t, err, "%d bytes", i)
	}
}

func TestAKeyTakesThePlaceOfAnother(t *testing.T) {
	before, err := seal.ParseKeys(keyOf(1))
	require.NoError(t, err)
	both, err := seal.ParseKeys(keyOf(2) + ", " + keyOf(1))
	require.NoError(t, err)
	after, err := seal.ParseKeys(keyOf(2))
	require.NoError(t, err)

	old, fresh := before.Seal("x", []byte("old")), both.Seal("x", []byte("new"))
	open, err := both.Open("x", old)
	require.NoError(t, err)
	require.Equal(t, "old", string(open))
	open, err = after.Open("x", fresh)
	require.NoError(t, err)
	require.Equal(t, "new", string(open))
	_, err = after.Open("x", old)
	require.EqualError(t, err, "the key that this was sealed under is not there any more")
}

func TestKeysSayWhatIsWrongWithThem(t *testing.T) {
	for text, says := range map[string]string{
		"":                       "there is no sealing key",
		"c2hvcnQ=":               "sealing key 1 is not 32 bytes in base64: openssl rand -base64 32",
		keyOf(1) + ",not base64": "sealing key 2 is not 32 bytes in base64: openssl rand -base64 32",
	} {
		_, err := seal.ParseKeys(text)
		require.EqualError(t, err, says)
	}
}
