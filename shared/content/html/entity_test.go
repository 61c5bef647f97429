package html

import (
	"fmt"
	stdhtml "html"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

func TestEntitiesAreSortedAndWhatTheStandardSays(t *testing.T) {
	before, n := "", 0
	for rest := entityNames; rest != ""; n++ {
		end := 0
		for 'a' <= rest[end]|0x20 && rest[end]|0x20 <= 'z' || '0' <= rest[end] && rest[end] <= '9' {
			end++
		}
		name := rest[:end]
		r, size := utf8.DecodeRuneInString(rest[end:])
		require.Less(t, before, name)
		require.Equal(t, stdhtml.UnescapeString("&"+name+";"), string(r), name)
		require.Equal(t, r, entity(name), name)
		require.LessOrEqual(t, len(name), longestEntity)
		for _, after := range []string{"", " ", "x", "1", ";x", "lt"} {
			require.Equal(t, stdhtml.UnescapeString("&"+name+after+" "), unescapeText("&"+name+after+" "), name+after)
		}
		before, rest = name, rest[end+size:]
	}
	require.Greater(t, n, 300)
	require.Zero(t, entity("bogus"))
	require.Zero(t, entity(""))
}

func TestReferencesAreReadAsTheStandardLibraryReadsThem(t *testing.T) {
	sources := []string{"&", "&#", "&#x", "&#;", "&amp", "&ampx", "&amp;x", "&notin;", "&notit;", "&copy2", "&frac12;", "&frac12", "&sup2x", "&LT", "&lt;&gt"}
	for _, n := range []int{0, 9, 10, 65, 0x7f, 0x80, 0x8d, 0x9f, 0xa0, 0xd800, 0xfffe, 0x10ffff, 0x110000, 1 << 40} {
		sources = append(sources, fmt.Sprintf("&#%d;", n), fmt.Sprintf("&#x%X.", n))
	}
	for _, s := range sources {
		if s == "&#1099511627776;" || s == "&#x10000000000." {
			continue // the library overflows
		}
		require.Equal(t, stdhtml.UnescapeString(s+" "), unescapeText(s+" "), s)
	}
	require.Equal(t, "\ufffd", unescapeText("&#1099511627776;"))
}

// unescapeText is unescape by the rules of text.
func unescapeText(s string) (out string) {
	for s != "" {
		r, n := rune(s[0]), 1
		if s[0] == '&' {
			if c, _, length := reference(s, false, nil); length > 0 {
				r, n = c, length
			}
		}
		out, s = out+string(r), s[n:]
	}
	return out
}

func TestEveryAttributeAndPropertyHasAName(t *testing.T) {
	for a, name := range attributeNames {
		require.NotEmpty(t, name, a)
	}
	for p, name := range append(propertyNames[:], mailPropertyNames[:]...) {
		require.NotEmpty(t, name, p)
	}
	require.Len(t, mailPropertyNames, int(properties-everywhere))
}
