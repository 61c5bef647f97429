package text_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/content"
	"deskside/shared/content/bbcode"
	"deskside/shared/content/html"
	"deskside/shared/content/text"
)

func TestPrint(t *testing.T) {
	for name, tt := range map[string]struct{ html, want string }{
		"paragraphs have an empty line between": {"<p>a</p><p>b<br>c</p><h2>d</h2>", "a\n\nb\nc\n\nd"},
		"formatting is left out":                {"<b>a</b><i>b</i><font color=red>c</font><code>d</code>", "abcd"},
		"a link is followed by its address":     {"<a href=http://a.b/c>d</a> <a href=mailto:e@f.gh>i</a>", "d (http://a.b/c) i (e@f.gh)"},
		"no space parts an address from marks":  {"_www.a.example_ __https://a.example__ <i>_</i>www.b.example_", "_www.a.example_ __https://a.example__ _www.b.example_"},
		"unless it shows that":                  {"http://a.b/c <a href=mailto:e@f.gh>e@f.gh</a> <a href='mailto:e@f.gh?subject=x'>e@f.gh</a>", "http://a.b/c e@f.gh e@f.gh"},
		"lists have marks":                      {"<ul><li>a<li>b<ol type=a start=26><li>c<li>d</ol></ul><ol type=I start=3><li>e<li>f</ol>", "- a\n- b\n  z. c\n  aa. d\n\nIII. e\nIV. f"},
		"a quote has a mark on each line":       {"<blockquote><cite>A <time>b</time></cite><p>c<br>d</p><blockquote>e</blockquote></blockquote>f", "A, b:\n> c\n> d\n>\n> > e\n\nf"},
		"a quote in an item has its mark too":   {"<ul><li><blockquote>a<br>b</blockquote><p>c</p></ul>", "- > a\n  > b\n  c"},
		"code is as it is":                      {"<pre>a\n  b\n\nc</pre>", "a\n  b\n\nc"},
		"a table has a line for each row":       {"<table><tr><th>a<th>b<tr><td><p>c</p><p>d</p><td>e</table>", "a | b\nc d | e"},
		"a cell of several rows is empty below": {"<table><tr><td>a<td rowspan=3>b<td>c<tr><td>d<td>e<tr><td>f<td>g</table>", "a | b | c\nd |  | e\nf |  | g"},
		"so are the first ones":                 {"<table><tr><td rowspan=2>a<td rowspan=2>b<td>c<tr><td>d<tr><td>e<td>f</table>", "a | b | c\n |  | d\ne | f"},
		"a cell of several columns is":          {"<table><tr><th colspan=2>a<th>b<tr><td>c<td>d<td>e<tr><td colspan=3>f</table>", "a |  | b\nc | d | e\nf"},
		"one of both is":                        {"<table><tr><td rowspan=2 colspan=2>a<td>b<tr><td>c<tr><td>d<td>e<td>f</table>", "a |  | b\n |  | c\nd | e | f"},
		"an image is its text or address":       {"<img src=http://a.b/c alt=d><img src=http://a.b/c>", "[d][http://a.b/c]"},
		"the rest":                              {"<hr><details><summary>a</summary>b</details><div class=signature>c</div><span class=mention data-id=1>d</span>", "---\n\na:\nb\n\n--\nc\n\n@d"},
		"a signature with its dashes":           {"<div class=signature>--<br>c</div>", "--\nc"},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, tt.want, text.Print(html.Parse(tt.html)))
		})
	}
	require.Equal(t, "x a", string(text.Append([]byte("x "), html.Parse("a"))))
	require.Equal(t, "x ", string(text.Append([]byte("x "), html.Parse(""))))
}

func TestExcerpt(t *testing.T) {
	mail := html.Parse("<h1>Hello</h1><p>the <b>export</b> stops</p><ul><li>a<li>b</ul><blockquote type=cite>old</blockquote><div class=signature>Anna</div>")
	for name, tt := range map[string]struct {
		doc  *content.Document
		max  int
		want string
	}{
		"what fits is whole, without earlier mail and signature": {mail, 100, "Hello the export stops a b"},
		"what fits exactly is whole":                             {mail, 26, "Hello the export stops a b"},
		"what does not is cut at a word":                         {mail, 25, "Hello the export stops a…"},
		"or in a word when that is long":                         {bbcode.Parse("x abcdefghijklmnop"), 10, "x abcdefg…"},
		"characters are counted, not bytes":                      {bbcode.Parse("Здравствуйте, Анна"), 14, "Здравствуйте,…"},
		"quotations count":                                       {bbcode.Parse("[quote]a[/quote]b"), 10, "a b"},
		"code and images have their text":                        {html.Parse("<pre>a\n\n  b</pre><img src=http://a.b/c alt='d e'>"), 20, "a b d e"},
		"nothing is nothing":                                     {html.Parse(""), 10, ""},
		"no room is nothing":                                     {mail, 0, ""},
		"room for one is a mark":                                 {mail, 1, "…"},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, tt.want, text.Excerpt(tt.doc, tt.max))
		})
	}
}

func TestTheShapeOfPlainTextIsKept(t *testing.T) {
	for name, tt := range map[string]struct{ src, page, again string }{
		"lines that stand behind others": {"Settings:\n    port: 80\n      deep: 1\nBye", "<p>Settings:<br>\u00a0\u00a0\u00a0\u00a0port: 80<br>\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0deep: 1<br>Bye</p>", "Settings:\n    port: 80\n      deep: 1\nBye"},
		"tabs":                           {"if x:\n\treturn 1\n", "<p>if x:<br>\u00a0\u00a0\u00a0\u00a0return 1</p>", "if x:\n    return 1"},
		"columns":                        {"Mem:   7964   5581\n  -/+ buf   3192\nBye", "<p><font face=\"monospace\">Mem:\u00a0\u00a0 7964\u00a0\u00a0 5581<br>\u00a0\u00a0-/+ buf\u00a0\u00a0 3192</font><br>Bye</p>", "Mem:   7964   5581\n  -/+ buf   3192\nBye"},
		"columns of earlier mail":        {"Yes\n> a   b\n> c   d\n", `<p>Yes</p><blockquote type="cite" class="quote"><p><font face="monospace">a` + "\u00a0\u00a0 b<br>c\u00a0\u00a0 d</font></p></blockquote>", "Yes\n\n> a   b\n> c   d"},
		"two spaces behind a sentence":   {"It works.  Thanks.\n", "<p>It works. Thanks.</p>", "It works. Thanks."},
		"one line with columns":          {"a   b\n\nc", "<p>a\u00a0\u00a0 b</p><p>c</p>", "a   b\n\nc"},
		"an address in columns":          {"web   http://a.bc/\nfax   1", "<p><font face=\"monospace\">web\u00a0\u00a0 <a href=\"http://a.bc/\" rel=\"noopener noreferrer nofollow ugc\">http://a.bc/</a><br>fax\u00a0\u00a0 1</font></p>", "web   http://a.bc/\nfax   1"},
	} {
		t.Run(name, func(t *testing.T) {
			d := text.Parse(tt.src)
			require.Equal(t, tt.page, html.Print(d))
			require.Equal(t, tt.again, text.Print(d))
			require.Equal(t, tt.page, html.Print(html.Parse(tt.page)))
		})
	}
}
