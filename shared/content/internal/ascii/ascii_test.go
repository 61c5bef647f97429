package ascii_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/content/internal/ascii"
)

func TestCompareOrdersAsLowerCaseDoes(t *testing.T) {
	words := []string{"", "a", "A", "ab", "AB", "b", "Z", "z", "1", "-", "ä", "Ä", "a1", "aé"}
	sign := func(n int) int { return min(max(n, -1), 1) }
	lower := func(s string) string {
		return strings.Map(func(r rune) rune {
			if 'A' <= r && r <= 'Z' {
				return r + 'a' - 'A'
			}
			return r
		}, s)
	}
	for _, a := range words {
		for _, b := range words {
			require.Equal(t, strings.Compare(lower(a), lower(b)), sign(ascii.Compare(a, b)), "%s %s", a, b)
			require.Equal(t, lower(a) == lower(b), ascii.Is(a, b), "%s %s", a, b)
		}
	}
}

func TestWordsOfAList(t *testing.T) {
	for _, tt := range []struct {
		list, word string
		want       bool
	}{
		{"a b", "a", true}, {"a b", "b", true}, {" a\tb\n", "b", true}, {"ab b", "a", false}, {"a-b", "a", false}, {"", "a", false}, {"A", "a", false},
	} {
		require.Equal(t, tt.want, ascii.Has(tt.list, tt.word), "%q %q", tt.list, tt.word)
	}
}

func TestNatural(t *testing.T) {
	for in, want := range map[string]int{"12": 12, " 7px": 7, "": 0, "-1": 0, "x": 0, "123456789": 1234567, "0": 0} {
		require.Equal(t, want, ascii.Natural(in), in)
	}
}

func TestIndex(t *testing.T) {
	for _, s := range []string{"", "a", "ab", "aab", "abab", "ba"} {
		for _, part := range []string{"a", "ab", "b", "abc"} {
			require.Equal(t, strings.Index(s, part), ascii.Index(s, part), "%q %q", s, part)
			require.Equal(t, strings.Contains(s, part), ascii.Contains(s, part))
		}
	}
}
