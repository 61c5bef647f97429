package bbcode

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/content"
)

func TestEveryTagIsFoundByItsName(t *testing.T) {
	for i, known := range tagNames {
		require.LessOrEqual(t, len(known.name), longestName, known.name)
		require.Equal(t, known.tag, named(known.name), known.name)
		require.Equal(t, known.tag, named(strings.ToUpper(known.name)), known.name)
		require.Equal(t, tagNone, named(known.name+"0"), known.name)
		if i > 0 {
			before := tagNames[i-1].name
			require.True(t, before[0] < known.name[0] || before[0] == known.name[0] && before != known.name, known.name)
		}
	}
	for _, name := range []string{"", "abc", "zzz", "{", "0", "\xff"} {
		require.Equal(t, tagNone, named(name), name)
	}
}

func TestEveryKindIsReadFromTheNameItIsPrintedWith(t *testing.T) {
	for k := content.Root; int(k) < content.Kinds; k++ {
		name := k.Tag()
		if name == "" {
			continue
		}
		require.Equal(t, tag(k), named(name), name)
		require.Equal(t, k.Formats() && k != content.Code, tag(k).rule() == ruleFormat, name)
	}
}

func TestEveryTagHasTheNameItIsFoundBy(t *testing.T) {
	for _, known := range tagNames {
		require.Equal(t, known.tag, named(known.tag.Name()), known.name)
	}
}
