package content

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Lists that are halved are in the order of their bytes; nothing else finds each word in them.
func TestWordsOfMailAreInOrder(t *testing.T) {
	for name, list := range map[string]string{
		"fromLabels": fromLabels, "sentLabels": sentLabels, "dateLabels": dateLabels, "toLabels": toLabels, "subjectLabels": subjectLabels,
		"leaders": leaders, "leaderEnds": leaderEnds, "pronouns": pronouns, "callings": callings, "roles": roles, "particles": particles,
		"openers": openers, "articles": articles, "clockWords": clockWords, "devices": devices, "machines": machines,
	} {
		words := strings.Split(strings.Trim(list, "|"), "|")
		ordered := slices.Compact(slices.Sorted(slices.Values(words)))
		require.Equal(t, ordered, words, "%s in the order of its bytes, each word once:\n|%s|", name, strings.Join(ordered, "|"))
		for i, word := range words {
			require.True(t, listed(list, word), "%q of %s", word, name)
			for _, other := range []string{"", word[:len(word)-1], word + "\x00", word + "\xff", "\x00", "\xff", word + "|", word + "|" + words[min(i+1, len(words)-1)]} {
				require.Equal(t, slices.Contains(words, other), listed(list, other), "%q, beside %q of %s", other, word, name)
			}
		}
	}
	for name, list := range map[string]string{"devices": devices, "machines": machines} {
		words := strings.Split(strings.Trim(list, "|"), "|")
		for i, word := range words {
			require.True(t, starts(list, word) && starts(list, word+"x"), "%q of %s", word, name)
			require.False(t, starts(list, word[:len(word)-1]) || starts(list, "x"+word), "%q of %s in part", word, name)
			require.False(t, i > 0 && strings.HasPrefix(word, words[max(i, 1)-1]), "%q of %s starts with another", word, name)
		}
	}
}

func TestWordsAreFoundWhereverTheyStand(t *testing.T) {
	for name, list := range map[string]string{
		"originals": originals, "forwards": forwards, "pointers": pointers, "wrote": wrote, "characters": characters, "aboves": aboves,
		"strokes": strokes, "answers": answers,
	} {
		for _, word := range strings.Split(strings.Trim(list, "|"), "|") {
			require.GreaterOrEqual(t, len(word), 3, "%q of %s", word, name)
			for _, line := range []string{word, "x" + word, word + "x", "a line with " + word + " in it"} {
				in := triplesOf(line)
				found := false
				for next, rest := in.next(list); next != ""; next, rest = in.next(rest) {
					found = found || next == word
				}
				require.True(t, found, "%q of %s in %q", word, name, line)
			}
		}
	}
}
