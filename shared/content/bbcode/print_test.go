package bbcode_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/content/bbcode"
	"deskside/shared/content/html"
)

func TestPrint(t *testing.T) {
	for name, tt := range map[string]struct{ html, want string }{
		"paragraphs have an empty line between":        {"<p>a</p><p>b<br>c</p>", "a\n\nb\nc"},
		"lists are written as UseResponse writes them": {"<ul><li>a<li>b<ol start=3><li>c</ol></ul>", "[ul][li]a[/li][li]b\n[ol start=\"3\"][li]c[/li][/ol][/li][/ul]"},
		"blocks have a line end between":               {"<h2>a</h2><p align=center>b</p><hr><pre>c</pre>d", "[h2]a[/h2]\n[center]b[/center]\n[hr]\n[code]c[/code]\nd"},
		"formatting": {"<b>a<i>b</i></b><u>c</u><s>d</s><sub>e</sub><sup>f</sup><font color=red size=5 face=Arial>g</font>",
			"[b]a[i]b[/i][/b][u]c[/u][s]d[/s][sub]e[/sub][sup]f[/sup][color=#ff0000][size=5][font=Arial]g[/font][/size][/color]"},
		"a link that shows its address is only that":   {`<a href="http://a.b/c">http://a.b/c</a>. <a href="mailto:d@e.fg">d@e.fg</a>`, "http://a.b/c. d@e.fg"},
		"unless text stands beside it":                 {`x<a href="http://a.b/c">http://a.b/c</a>y`, "x[url]http://a.b/c[/url]y"},
		"links with a text":                            {`<a href="http://a.b/c">d</a> <a href="mailto:e@f.gh">i</a> <a href="mailto:e@f.gh?subject=j">k</a>`, "[url=http://a.b/c]d[/url] [email=e@f.gh]i[/email] [url=mailto:e@f.gh?subject=j]k[/url]"},
		"an image with all it has":                     {`<img src="http://a.b/c" alt='d "e" [f]' width=10 height=20>`, `[img width="10" height="20" alt="d 'e' (f)"]http://a.b/c[/img]`},
		"a quote's source cannot end its tag":          {`<blockquote class=quote cite="x"]"><cite>A "B" [/quote]<time>c</time></cite>d</blockquote>`, `[quote="A 'B' (/quote)" date="c" ref="x"]d[/quote]`},
		"text that is a tag for nobody is left":        {"a[i] [foo] [b]", "a[i] [foo] [b]"},
		"text that would be a tag is guarded":          {"[hr] [/b] <b>x</b> [b]", "[\u200bhr] [\u200b/b] [b]x[/b] [\u200bb]"},
		"code that would end itself changes its tag":   {"<pre>a[/code]b</pre>", "[pre]a[/code]b[/pre]"},
		"code that would end both is guarded":          {"<pre>[/code][/pre]</pre>", "[code][\u200b/code][/pre][/code]"},
		"code in a line that would end itself as well": {"<code>[/icode]</code>", "[icode][\u200b/icode][/icode]"},
		"a table":                     {"<table><tr><th>a<td>b<tr><td colspan=2 rowspan=3>c</table>", "[table][tr][th]a[/th][td]b[/td][/tr][tr][td colspan=\"2\" rowspan=\"3\"]c[/td][/tr][/table]"},
		"a signature is its text":     {"a<div class=signature>b</div>", "a\n\nb"},
		"a mention and an attachment": {"<span class=mention data-id=7>A [x]</span><a class=attachment data-id=8 href=http://a.b/c>d</a>", "[mention=7]A (x][/mention][attach=8 url=\"http://a.b/c\"]d[/attach]"},
		"a spoiler":                   {"<details><summary>a</summary>b</details>", "[spoiler=\"a\"]b[/spoiler]"},
	} {
		t.Run(name, func(t *testing.T) {
			got := bbcode.Print(html.Parse(tt.html))
			require.Equal(t, tt.want, got)
			require.Equal(t, got, bbcode.Print(bbcode.Parse(got)))
		})
	}
}

func TestAppendKeepsWhatIsThere(t *testing.T) {
	require.Equal(t, "x[b]a[/b]", string(bbcode.Append([]byte("x"), bbcode.Parse("[b]a[/b]"))))
	require.Equal(t, "x<p>a</p>", string(html.Append([]byte("x"), html.Parse("a"))))
}
