package bbcode_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/content/bbcode"
	"deskside/shared/content/html"
)

// tagWords are what random sources are made of.
var tagWords = []string{
	"[b]", "[/b]", "[i]", "[/i]", "[quote]", "[quote=A]", "[/quote]", "[list]", "[*]", "[/list]", "[ul]", "[li]", "[/li]", "[/ul]", "[code]", "[/code]",
	"[icode]", "[/icode]", "[hr]", "[br]", "[h2]", "[/h2]", "[center]", "[/center]", "[url=http://a.b]", "[/url]", "[url]", "[table]", "[tr]", "[td]", "[/table]",
	"[spoiler=x]", "[/spoiler]", "[mention=1]", "[/mention]", "[noparse]", "[/noparse]", "[size=5]", "[/size]", "[\u200b", "[foo]",
	"a", "b c", "http://x.y", "\n", "\n", "\n\n", "\n \n", " ", "\t", "[", "]",
}

func compose(r *rand.Rand) string {
	var b strings.Builder
	for range 1 + r.IntN(30) {
		b.WriteString(tagWords[r.IntN(len(tagWords))])
	}
	return b.String()
}

func pieces(src string, cuts []int) (list []string) {
	at := 0
	for _, cut := range append(cuts, len(src)) {
		list = append(list, src[at:cut])
		at = cut
	}
	return list
}

func TestASourceCutInPiecesReadsAsTheWhole(t *testing.T) {
	for src, want := range map[string][]string{
		"one\n\ntwo":                          {"one\n\n", "two"},
		"one\ntwo":                            {"one\ntwo"},
		"[b]one\n\ntwo[/b]\n\nthree":          {"[b]one\n\ntwo[/b]\n\n", "three"},
		"[b] is a tag\n\n[b]x[/b]":            {"[b] is a tag\n\n", "[b]x[/b]"},
		"a[hr]b[quote]c\n\nd[/quote]\n\n\n e": {"a", "[hr]", "b", "[quote]c\n\nd[/quote]\n\n\n", " e"},
		"[code]a\n\nb":                        {"[code]a\n\n", "b"},
		"[code]a\n\nb[/code]c":                {"[code]a\n\nb[/code]", "c"},
		"\n\n":                                {"\n\n"},
	} {
		var r bbcode.Reader
		require.Equal(t, want, pieces(src, r.Outline(src).Cuts), "%q", src)
	}
	random := rand.New(rand.NewPCG(11, 12))
	for range 4000 {
		src := compose(random)
		var r bbcode.Reader
		outline := r.Outline(src)
		got := ""
		for _, piece := range pieces(src, outline.Cuts) {
			got += html.Print(bbcode.Parse(piece))
		}
		require.Equal(t, html.Print(bbcode.Parse(src)), got, "%q cut at %v", src, outline.Cuts)
	}
}

func TestAnOutlineHasTheTagsThatAreActedOn(t *testing.T) {
	src := "[b]x[i]y[/b][/i] [b] [code][u]z[/u][/code][list][*]a[*]b[/list][hr][url=http://c.d]e[/URL]"
	var r bbcode.Reader
	var got []string
	for _, e := range r.Outline(src).Elements {
		got = append(got, src[e.Start:e.Open]+"|"+src[e.Open:e.Close]+"|"+src[e.Close:e.End])
	}
	require.Equal(t, []string{
		"[b]|x[i]y|[/b]", "[i]|y[/b]|[/i]", "[code]|[u]z[/u]|[/code]", "[list]|[*]a[*]b|[/list]", "[*]|a|", "[*]|b|", "[hr]||", "[url=http://c.d]|e|[/URL]",
	}, got)
	require.True(t, bbcode.Named("STRONG") == bbcode.Named("b"))
	require.Zero(t, bbcode.Named("foo"))
}

func TestElementsStandInTheSource(t *testing.T) {
	random := rand.New(rand.NewPCG(13, 14))
	for range 4000 {
		src := compose(random)
		var r bbcode.Reader
		start := 0
		for _, e := range r.Outline(src).Elements {
			require.LessOrEqual(t, start, e.Start, src)
			require.True(t, e.Start < e.Open && e.Open <= e.Close && e.Close <= e.End && e.End <= len(src), "%+v in %q", e, src)
			start = e.Open
		}
	}
}
