package html

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestEveryElementIsFoundByItsName(t *testing.T) {
	for i, e := range elementNames {
		require.Equal(t, e.element, named(e.name), e.name)
		require.Equal(t, e.element, named(strings.ToUpper(e.name)), e.name)
		require.Equal(t, elUnknown, named(e.name+"-"), e.name)
		if i > 0 {
			require.Less(t, elementNames[i-1].name, e.name)
		}
	}
	for _, name := range []string{"abc", "zzz", "{", "a\x00", "ａ"} {
		require.Equal(t, elUnknown, named(name), name)
	}
}
