package html

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/content"
)

func TestEveryElementIsFoundByItsName(t *testing.T) {
	for i, e := range elementNames {
		require.Equal(t, e.element, named(e.name), e.name)
		require.Equal(t, e.element, named(strings.ToUpper(e.name)), e.name)
		require.Equal(t, elUnknown, named(e.name+"-"), e.name)
		if i > 0 {
			before := elementNames[i-1].name
			require.True(t, before[0] < e.name[0] || before[0] == e.name[0] && len(before) <= len(e.name) && before != e.name, e.name)
		}
	}
	for _, name := range []string{"abc", "zzz", "{", "a\x00", "ａ"} {
		require.Equal(t, elUnknown, named(name), name)
	}
}

func TestEveryKindIsReadFromTheElementItIsPrintedAs(t *testing.T) {
	for k := content.Root; int(k) < content.Kinds; k++ {
		if name, class := k.Element(); name != "" && class == "" {
			require.Equal(t, k, rules[named(name)].kind, name)
		}
	}
}

func TestEveryAttributeIsFoundByItsName(t *testing.T) {
	for want, name := range attributeNames {
		for _, written := range []string{name, strings.ToUpper(name)} {
			a, ok := namedAttribute(written)
			require.True(t, ok, written)
			require.Equal(t, attribute(want), a, written)
		}
	}
	for _, name := range []string{"h", "hrefs", "zzz", "{", "=", "\x00", "ａ"} {
		_, ok := namedAttribute(name)
		require.False(t, ok, name)
	}
}
