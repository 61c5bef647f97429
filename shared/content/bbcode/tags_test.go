package bbcode

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestEveryTagIsFoundByItsName(t *testing.T) {
	for i, known := range tagNames {
		require.Equal(t, known.tag, named(known.name), known.name)
		require.Equal(t, known.tag, named(strings.ToUpper(known.name)), known.name)
		require.Equal(t, tagNone, named(known.name+"0"), known.name)
		if i > 0 {
			require.Less(t, tagNames[i-1].name, known.name)
		}
	}
	for _, name := range []string{"", "abc", "zzz", "{", "0", "\xff"} {
		require.Equal(t, tagNone, named(name), name)
	}
}
