package world

import (
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestBBCodeToHTML(t *testing.T) {
	for written, want := range map[string]string{
		"One line":                             "<p>One line</p>",
		"Two\nlines\n\nTwo paragraphs":         "<p>Two<br>lines</p><p>Two paragraphs</p>",
		"[b]a [i]b[/i][/b] & <c>":              "<p><strong>a <em>b</em></strong> &amp; &lt;c&gt;</p>",
		"[b]open":                              "<p><strong>open</strong></p>",
		"stray[/b]":                            "<p>stray[/b]</p>",
		"[b][i]crossed[/b][/i]":                "<p><strong><em>crossed</em></strong>[/i]</p>",
		"[unknown]x[/unknown]":                 "<p>[unknown]x[/unknown]</p>",
		"a\n[ul][li]b[/li][li]c[/li][/ul]":     "<p>a</p><ul><li>b</li><li>c</li></ul>",
		"[url=https://a.test/?x=1&y=2]t[/url]": `<p><a href="https://a.test/?x=1&amp;y=2">t</a></p>`,
		"[url]https://a.test[/url]":            `<p><a href="https://a.test">https://a.test</a></p>`,
		"[url=javascript:x]t[/url]":            "<p>[url=javascript:x]t[/url]</p>",
		"[img]https://a.test/b.png[/img]":      `<p><img src="https://a.test/b.png" alt=""></p>`,
		"[img]data:x[/img]":                    "<p>[img]data:x[/img]</p>",
		"[code]a [b]\nb[/code]":                "<pre><code>a [b]\nb</code></pre>",
		"use [code]x[/code] now":               "<p>use <code>x</code> now</p>",
		"[quote]said[/quote]yes":               "<blockquote>said</blockquote><p>yes</p>",
		"":                                     "",
	} {
		require.Equal(t, want, bbcodeToHTML(written), written)
	}
}

func TestHTMLIsRebuiltFromKnownTags(t *testing.T) {
	for source, want := range map[string]string{
		`<p style="x">a<br/>b</p>`:                 "<p>a<br>b</p>",
		`<script>x</script><b onclick=y>a</b>`:     "<b>a</b>",
		`<a href="javascript:x">a</a>`:             "<a>a</a>",
		`<a href='https://a.test/"x'>a</a>`:        `<a href="https://a.test/&#34;x">a</a>`,
		`<img src=https://a.test/b.png onerror=x>`: `<img src="https://a.test/b.png" alt="">`,
		`<b>a<i>b</b>c`:                            "<b>a<i>b</i></b>c",
		`a < b & c`:                                "a &lt; b &amp; c",
		`&lt;script&gt;`:                           "&lt;script&gt;",
		`<!-- <b> -->a<style>b</style>`:            "a",
		`<table><tr><td>x</td></tr></table>`:       "x",
	} {
		require.Equal(t, want, cleanHTML(source), source)
	}
	require.Equal(t, "[b]a[/b]\n[i]b[/i]\n\n[ul][li]c[/li][/ul][url=https://a.test]d[/url]e",
		HTMLToBBCode(`<p><b>a</b><br><em>b</em></p><ul><li>c</li></ul><a href="https://a.test">d</a><a href="javascript:x">e</a>`))
}

// outside matches what may stand in an answer: known tags with known attributes.
var outside = regexp.MustCompile(`</?(p|br|hr|strong|b|em|i|u|s|del|ul|ol|li|blockquote|code|pre|a)>|<a href="(https?://|mailto:)[^"<>]*">|<img src="(https?://|mailto:)[^"<>]*" alt="">`)

func FuzzContentNeverGivesOtherTags(f *testing.F) {
	for _, seed := range []string{
		"[b]x[/b]", `[url=https://a.test" onclick="x]a[/url]`, "[img]https://a.test/\"><script>[/img]", "<scr<script>ipt>x</script>",
		`<a href="https://a.test" href="javascript:x">`, "[code]<script>[/code][pre]</pre>[/pre]", "<<b>>", "[quote][b][/quote]\n\n[/b]", "<img src='https://a' x=\"y>\">",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, content string) {
		for _, form := range []string{"bbcode", "html"} {
			rest := outside.ReplaceAllString(RenderContent(content, form, false), "")
			require.NotContains(t, rest, "<", "%s of %q", form, content)
			require.NotPanics(t, func() { RenderContent(content, form, true) })
		}
	})
}
