package fold_test

import (
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"

	"deskside/shared/filter/fold"
	"deskside/shared/helpdesk"
)

func TestTextsAreFolded(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"case", "HELLO World", "hello world"},
		{"Latin diacritics", "Crème Brûlée, Łódź, Žižkov, İstanbul, São, Ångström, Đà Nẵng", "creme brulee, lodz, zizkov, istanbul, sao, angstrom, da nang"},
		{"ligatures", "Straße STRASSE ẞ Œuvre Ærø Þór ǆ", "strasse strasse ss oeuvre aero thor dz"},
		{"combining marks", "e\u0301 и\u0306 ё", "e и е"},
		{"Cyrillic", "ЁЖИК Йод Київ Ґ Їжак Ћирило Ўзбек", "ежик иод киів ґ іжак ћирило узбек"},
		{"Greek", "Ἀθῆναι ΆΛΦΑ Σίσυφος ϊΰ", "αθηναι αλφα σισυφοσ ιυ"},
		{"other scripts keep their letters", "Հայ 日本語 ⅷ", "հայ 日本語 ⅷ"},
		{"blanks", "  a\t\n b\u00a0\u3000c ", "a b c"},
		{"bytes that are no text", "a\xffb", "a\ufffdb"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := fold.String(test.text)
			require.Equal(t, test.want, got)
			require.Equal(t, got, fold.String(got), "folding again changes nothing")
		})
	}
}

// Bytes that are no text take more room than before, so that what follows them
// is folded with little room left.
func TestFoldingDoesNotDependOnTheRoomThereIs(t *testing.T) {
	text := "\xff\xff Ёж É ẞ A\xffЙ ß \xd0"
	want := fold.String(strings.Repeat(text, 20))
	for room := range 40 {
		dst := fold.Append(make([]byte, 0, room), strings.Repeat(text, 20))
		require.Equal(t, want, strings.TrimSpace(string(dst)))
	}
	letters := []string{"Ёж", "A", "\xff", "É", " ", "Σ"}
	for _, a := range letters {
		for _, b := range letters {
			for _, c := range letters {
				one := fold.Append(fold.Append(fold.Append(nil, a), b), c)
				require.Equal(t, string(one), string(fold.Append(nil, a+b+c)))
			}
		}
	}
}

func TestEveryWhiteSpaceIsABlank(t *testing.T) {
	for r := rune(0x80); r < 0x10000; r++ {
		require.Equal(t, unicode.IsSpace(r), fold.String("a"+string(r)+"b") == "a b", "%U", r)
	}
}

func TestMarkupIsReadAsPeopleReadIt(t *testing.T) {
	for _, test := range []struct{ name, source, want string }{
		{"tags within words", "in<b>voi</b>ce", "invoice"},
		{"tags between lines and cells", "<p>One</p><p>Two<br/>three</p><td>4</td><TD>5", " one two three 4 5"},
		{"what nobody sees", "a<style>p > b { x: '<' }</style><!-- - > x --><script>y</SCRIPT >b", "a b"},
		{"attributes", `<a href="x>y" title='z'>Link</a> <img alt=">">`, "link "},
		{"references", "caf&eacute; A&amp;B &lt;x&gt; &#233;&#xCB; &nbsp;&nbsp;c &unknown; & &;", "cafe a&b <x> ee c &unknown; & &;"},
		{"a bracket that is no tag", "1 < 2 <3 a<b", "1 < 2 <3 a<b"},
		{"a tag that is never closed", "a <p", "a <p"},
		{"a comment that is never closed", "a<!-- b", "a"},
	} {
		t.Run(test.name, func(t *testing.T) {
			require.Equal(t, test.want, string(fold.AppendMarkup(nil, helpdesk.Markup{Format: helpdesk.HTML, Source: test.source})))
		})
	}
	require.Equal(t, "bold link [1 & <x>", string(fold.AppendMarkup(nil, helpdesk.Markup{Format: helpdesk.BBCode, Source: "[b]Bold[/b] [url=https://x]link[/url] [1 & <X>"})))
}

// Each source is one on which looking back or ahead for every bracket would
// take time in proportion to the square of its length.
func BenchmarkMarkup(b *testing.B) {
	for name, piece := range map[string]string{"text": "Здравствуйте, hello <b>world</b>! ", "opened": "<a ", "quotes": `<a b="`, "amps": "&&&#", "hidden": "<style>"} {
		for _, size := range []int{1 << 10, 100 << 10} {
			source := strings.Repeat(piece, size/len(piece))
			b.Run(name+"/"+map[bool]string{true: "1KB", false: "100KB"}[size == 1<<10], func(b *testing.B) {
				b.SetBytes(int64(len(source)))
				var dst []byte
				for b.Loop() {
					dst = fold.AppendMarkup(dst[:0], helpdesk.Markup{Source: source})
				}
			})
		}
	}
}
