package markdown_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/content/html"
	"deskside/shared/content/markdown"
)

func TestPrint(t *testing.T) {
	for name, tt := range map[string]struct{ html, want string }{
		"paragraphs and line breaks":                    {"<p>a<br>b</p><p>c</p>", "a\\\nb\n\nc"},
		"headings":                                      {"<h1>a</h1><h3>b #</h3>", "# a\n\n### b \\#"},
		"formatting":                                    {"<b>a</b> <i>b</i> <s>c</s> <code>d</code> <b>e<i>f</i></b>", "**a** _b_ ~~c~~ `d` **&#101;_f_**"},
		"formatting in a word":                          {"a<b>b</b>c<i>d</i>e", "a**b**&#99;_d_&#101;"},
		"formatting that starts deep in a word":         {"a<b>b<i>c</i></b>d <s>e<b>f<i>g</i></b></s>", "&#97;**&#98;_c_**&#100; ~~&#101;**&#102;_g_**~~"},
		"formatting of punctuation in a word":           {"a<b>(b)</b>c", "&#97;**(b)**&#99;"},
		"formatting that Markdown has not leaves text":  {"<u>a</u><font color=red>b</font><sub>c</sub>", "abc"},
		"text that would be markup":                     {"*a* _b_ `c` [d](e) &lt;f> &amp;amp; ~~g~~ \\ h|i", "\\*a\\* \\_b\\_ \\`c\\` \\[d\\](e) \\<f> &amp;amp; \\~\\~g\\~\\~ \\\\ h\\|i"},
		"text that would be a block":                    {"<p># a</p><p>- b</p><p>+ c</p><p>&gt; d</p><p>1. e</p><p>f<br>===<br>---<br>2) g</p>", "\\# a\n\n\\- b\n\n\\+ c\n\n\\> d\n\n1\\. e\n\nf\\\n\\===\\\n\\---\\\n2\\) g"},
		"text that would be a link":                     {"<code>x</code> http://u:p@h.i/ www.a", "`x` http\\://u:p\\@h.i/ www\\.a"},
		"links":                                         {"<a href='http://a.b/c(d)?e&amp;f'>g</a> <a href=http://a.b/>http://a.b/</a> <a href=mailto:a@b.cd>a@b.cd</a>", "[g](<http://a.b/c(d)?e&amp;f>) <http://a.b/> <a@b.cd>"},
		"an exclamation mark before a link is no image": {"a!<a href=http://a.b/>c</a>", "a\\![c](http://a.b/)"},
		"images":                                   {"<img src=http://a.b/c alt='d ]'>", "![d \\]](http://a.b/c)"},
		"code with backticks":                      {"<code>a`b``c</code> - <code>`</code>", "```a`b``c``` - `` ` ``"},
		"code side by side is one":                 {"<code>a</code><font color=red><code>b</code></font>", "`ab`"},
		"code blocks":                              {"<pre><code class=language-go>a\n\n  ```b</code></pre>", "````go\na\n\n  ```b\n````"},
		"a quote with its source":                  {"<blockquote><cite>A <time>b</time></cite>c<blockquote>d</blockquote></blockquote>", "A, b:\n\n> c\n>\n> > d"},
		"lists":                                    {"<ul><li>a<li>b<ul><li>c</ul></ul><ol start=9><li>d<li>e</ol>", "- a\n- b\n  - c\n\n9. d\n10. e"},
		"a list with more than lines is loose":     {"<ul><li>a<p>b</p><li>c</ul>", "- a\n\n  b\n\n- c"},
		"lists side by side have other marks":      {"<ul><li>a</ul><ul><li>b</ul><ul><li>c</ul><ol><li>d</ol><ol><li>e</ol>", "- a\n\n* b\n\n- c\n\n1. d\n\n1) e"},
		"a table":                                  {"<table><tr><th>a<th>b|<tr><td><code>c|d</code><td>e<br>f</table>", "| a | b\\| |\n| --- | --- |\n| `c\\|d` | e f |"},
		"a table without a head gets an empty one": {"<table><tr><td>a<td>b</table>", "|  |  |\n| --- | --- |\n| a | b |"},
		"a cell of several rows is empty below":    {"<table><tr><th>a<th>b<th>c<tr><td rowspan=2>d<td>e<td>f<tr><td>g<td>h</table>", "| a | b | c |\n| --- | --- | --- |\n| d | e | f |\n|  | g | h |"},
		"a cell of several columns is":             {"<table><tr><th colspan=2>a<th>b<tr><td>c<td>d<td>e<tr><td>f<td colspan=2>g</table>", "| a |  | b |\n| --- | --- | --- |\n| c | d | e |\n| f | g |"},
		"the rest":                                 {"<hr><details><summary>a</summary>b</details><div class=signature>c</div><span class=mention data-id=1>d</span>", "___\n\na:\n\nb\n\n\\--\n\nc\n\n\\@d"},
		"a file":                                   {"<a class=attachment data-id=1 href=http://a.b/c>d.pdf</a>", "[d.pdf](http://a.b/c)"},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, tt.want, markdown.Print(html.Parse(tt.html)))
		})
	}
}
