package xss_test

import (
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"deskside/build/xss"
	"deskside/shared/content/contenttest"
)

func vectors(t testing.TB) []xss.Vector {
	t.Helper()
	all, err := xss.Vectors()
	require.NoError(t, err)
	return all
}

func check(t testing.TB, source string) {
	t.Helper()
	out := xss.Outputs(source)
	for _, page := range out.Pages {
		if fault := contenttest.UnsafePage(page); fault != "" {
			t.Fatalf("%s in %q from %q", fault, page, source)
		}
	}
	for _, page := range out.Markdown {
		if fault := contenttest.UnsafeMarkdown(page); fault != "" {
			t.Fatalf("%s in %q, rendered from Markdown of %q", fault, page, source)
		}
	}
	for _, program := range out.Programs {
		if fault := contenttest.ProgramFault(program); fault != "" {
			t.Fatalf("%s in the drawing program from %q", fault, source)
		}
	}
	for _, plain := range out.Texts {
		require.True(t, utf8.ValidString(plain), "text from %q", source)
	}
}

func TestTheCorpusIsLargeAndHasNoVectorTwice(t *testing.T) {
	classes, seen := map[string]int{}, map[string]bool{}
	for _, v := range vectors(t) {
		require.False(t, seen[v.Source], "%s has %q again", v.Class, v.Source)
		require.NotEmpty(t, v.Source, v.Class)
		seen[v.Source] = true
		classes[v.Class]++
	}
	require.Greater(t, len(seen), 1500)
	for class, n := range classes {
		require.Greater(t, n, 30, class)
	}
}

func TestNothingDangerousComesOutOfTheCorpus(t *testing.T) {
	t.Parallel()
	places := 8
	if testing.Short() {
		places = 0
	}
	for i, v := range vectors(t) {
		for source := range xss.Wrapped(v.Source, i, places) {
			check(t, source)
		}
	}
}

func TestNothingDangerousComesOutOfCombinations(t *testing.T) {
	t.Parallel()
	n, every := 0, 1
	if testing.Short() {
		every = 5
	}
	for source := range xss.Combinations() {
		if n%every == 0 {
			check(t, source)
		}
		n++
	}
	require.Greater(t, n, 5000)
}

func TestNothingDangerousComesOutOfMutations(t *testing.T) {
	t.Parallel()
	many := 20_000
	if testing.Short() {
		many = 500
	}
	for source := range xss.Mutations(vectors(t), 1, many) {
		check(t, source)
	}
}

func TestMutationsOfASeedAreAlwaysTheSame(t *testing.T) {
	gather := func(seed uint64) (all []string) {
		for source := range xss.Mutations(vectors(t), seed, 100) {
			all = append(all, source)
		}
		return all
	}
	require.Equal(t, gather(7), gather(7))
	require.NotEqual(t, gather(7), gather(8))
}

func FuzzOutputs(f *testing.F) {
	for i, v := range vectors(f) {
		if i%10 == 0 {
			f.Add(v.Source)
		}
	}
	f.Fuzz(func(t *testing.T, source string) { check(t, source) })
}
