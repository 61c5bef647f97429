package strict_test

import (
	"encoding/json"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"deskside/shared/api/strict"
)

func TestObjectIsJSON(t *testing.T) {
	var o strict.Object
	require.Equal(t, "{}", string(o.Bytes()))
	o.String("a", "").Some("b", "").Some("c", "d").Int("n", -7).Strings("none", nil).Strings("s", []string{"x", "y"})
	require.Equal(t, `{"a":"","c":"d","n":-7,"s":["x","y"]}`, string(o.Bytes()))
	o.Raw("list", []byte(`[{"x":1}]`))
	require.True(t, json.Valid(o.Bytes()))
	require.Equal(t, string(o.Bytes()), string(o.Bytes()), "reading twice gives the same")
}

func FuzzAppendString(f *testing.F) {
	for _, s := range []string{"", "a\"\\\n\r\t\b\f\v\x00\x7f", "🌙 \u2028 \U000e0001", "\xff\xfe", "</script>"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		b := strict.AppendString(nil, s)
		var back string
		require.NoError(t, json.Unmarshal(b, &back))
		require.True(t, utf8.ValidString(back))
		if utf8.ValidString(s) {
			require.Equal(t, s, back)
		}
	})
}
