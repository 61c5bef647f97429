package html_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/content"
	"deskside/shared/content/contenttest"
	"deskside/shared/content/html"
)

func TestRead(t *testing.T) {
	const rel = ` rel="noopener noreferrer nofollow ugc"`
	for name, tt := range map[string]struct{ src, want string }{
		"text outside elements is a paragraph":             {"hello", "<p>hello</p>"},
		"nothing to read is nothing":                       {" <p>\n</p><div><br></div>&nbsp;", ""},
		"white space is one space and none at ends":        {"<p> a \n\t b <b> c </b></p>", "<p>a b <b>c</b></p>"},
		"a space between formatting belongs to neither":    {"<b>a </b><i> b</i>", "<p><b>a</b> <i>b</i></p>"},
		"divs are paragraphs":                              {"<div>a<div>b</div>c</div>", "<p>a</p><p>b</p><p>c</p>"},
		"two line breaks are a paragraph's end":            {"a<br><br />b<br>c", "<p>a</p><p>b<br>c</p>"},
		"an end tag br is a line break":                    {"a</br>b", "<p>a<br>b</p>"},
		"p ends p":                                         {"<p>a<p>b", "<p>a</p><p>b</p>"},
		"a block ends p":                                   {"<p>a<ul><li>b</ul>c", "<p>a</p><ul><li>b</li></ul><p>c</p>"},
		"li ends li":                                       {"<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"},
		"a list in a list belongs to the item before":      {"<ul><li>a</li><ul><li>b</li></ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"},
		"a list keeps its marks and start":                 {"<ol type=I start=4><li>a</ol>", `<ol type="I" start="4"><li>a</li></ol>`},
		"text directly in a list is an item":               {"<ul>a</ul>", "<ul><li>a</li></ul>"},
		"an item without a list is a paragraph":            {"<li>a</li>b", "<p>a</p><p>b</p>"},
		"paragraphs of an item after the first are marked": {"<ul><li><p>a</p><p>b</p></li></ul>", "<ul><li>a<p>b</p></li></ul>"},
		"cells and rows end each other":                    {"<table><tr><td>a<td>b<tr><th>c<td>d</table>", "<table><tr><td>a</td><td>b</td></tr><tr><th>c</th><td>d</td></tr></table>"},
		"an empty cell before a full one is kept":          {"<table><tr><td></td><td>b</td></tr></table>", "<table><tr><td></td><td>b</td></tr></table>"},
		"spans of cells are kept":                          {"<table><tr><td colspan=2 rowspan=3>a<td>b</table>", `<table><tr><td colspan="2" rowspan="3">a</td><td>b</td></tr></table>`},
		"a caption is a row":                               {"<table><caption>t</caption><tr><td>a<td>b</table>", "<table><tr><th>t</th></tr><tr><td>a</td><td>b</td></tr></table>"},
		"a table of one column only lays out":              {"<table><tr><td>a</td></tr><tr><td>b</td></tr></table>", "<p>a</p><p>b</p>"},
		"a table that says so only lays out":               {"<table role=presentation><tr><td>a<td>b</table>", "<p>a</p><p>b</p>"},
		"a table around a table only lays out":             {"<table><tr><td>x<td><table><tr><td>a<td>b</table></table>", "<p>x</p><table><tr><td>a</td><td>b</td></tr></table>"},
		"a cell without a table is text":                   {"<td>a</td><td>b</td>", "<p>ab</p>"},
		"formatting goes on in the next paragraph":         {"<b>a<p>b</b>c</p>", "<p><b>a</b></p><p><b>b</b>c</p>"},
		"formatting that overlaps is put in order":         {"<b>a<i>b</b>c</i>", "<p><b>a<i>b</i></b><i>c</i></p>"},
		"formatting inside the same is nothing":            {"<b>a<strong>b</strong></b>", "<p><b>ab</b></p>"},
		"the same formatting side by side is one":          {"<b>a</b><b>b</b>", "<p><b>ab</b></p>"},
		"formatting of a cell ends with it":                {"<table><tr><td><b>a<td>b</table>", "<table><tr><td><b>a</b></td><td>b</td></tr></table>"},
		"style gives colour, size and weight":              {`<span style="COLOR:Red;font-size:24px;font-weight:700!important">a</span>`, `<p><span style="color:#ff0000"><span style="font-size:x-large"><b>a</b></span></span></p>`},
		"style takes weight away":                          {`<b style="font-weight:normal">a</b>`, "<p>a</p>"},
		"decoration and vertical alignment are read":       {`<span style="text-decoration:underline line-through">a</span><span style="vertical-align:super">b</span>`, "<p><u><s>a</s></u><sup>b</sup></p>"},
		"black, white and usual sizes are nothing":         {`<font color=black size=3>a</font><span style="color:#fff;font-size:11pt">b</span>`, "<p>ab</p>"},
		"font is read from the allow-list":                 {`<font face="Evil, Courier New">a</font>`, `<p><font face="Courier New">a</font></p>`},
		"alignment is the paragraph's":                     {`<div align=center>a<p style="text-align:left">b</p><p style="text-align:end">c</p></div>`, `<p style="text-align:center">a</p><p>b</p><p style="text-align:right">c</p>`},
		"headings keep their level":                        {"<h1>a</h1><h6 align=right>b</h6>", `<h1>a</h1><h6 style="text-align:right">b</h6>`},
		"a link in a link ends the outer":                  {"<a href=http://a.b>x<a href=http://c.d>y</a></a>", `<p><a href="http://a.b/"` + rel + `>x</a><a href="http://c.d/"` + rel + `>y</a></p>`},
		"an address in text is a link":                     {"(https://a.b/c), d@e.fg.", `<p>(<a href="https://a.b/c"` + rel + `>https://a.b/c</a>), <a href="mailto:d@e.fg"` + rel + `>d@e.fg</a>.</p>`},
		"an address in code is not":                        {"<code>https://a.b</code>", "<p><code>https://a.b</code></p>"},
		"a link that is refused leaves its text":           {"<a href=javascript:x>y</a>", "<p>y</p>"},
		"an image keeps address, text and size":            {`<img src="https://a.b/c.png" alt="a &quot;b&quot;" width=10 style="height:20px">`, `<p><img src="https://a.b/c.png" alt="a &quot;b&quot;" width="10" height="20"></p>`},
		"an image that is refused leaves its text":         {`<img src="data:image/png;base64,x" alt="logo">`, "<p>logo</p>"},
		"an image of one pixel is left out":                {`<img src="https://a.b/c.gif" width="1" height="1">x<img src="https://a.b/c.gif" width=0>`, "<p>x</p>"},
		"an image of the mail is an attachment":            {`<img src="cid:a@b" alt="a.png">`, `<p><span class="attachment" data-id="cid:a@b">a.png</span></p>`},
		"preformatted text is kept as it is":               {"<pre class=x>\n  a &lt;\n\n<b>b</b>  c\t\n</pre>", "<pre><code>  a &lt;\n\nb  c</code></pre>"},
		"the language of code is kept":                     {`<pre><code class="hljs language-Go">a</code></pre><pre><code class="language-Go x">a</code></pre>`, `<pre><code>a</code></pre><pre><code class="language-go">a</code></pre>`},
		"preformatted prose is prose":                      {`<pre style="white-space: pre-wrap">a` + "\nb\n\nc</pre>", "<p>a<br>b</p><p>c</p>"},
		"xmp and plaintext hold no markup":                 {"<xmp><b>a</b></xmp><plaintext><b></plaintext>", "<pre><code>&lt;b&gt;a&lt;/b&gt;</code></pre><pre><code>&lt;b&gt;&lt;/plaintext&gt;</code></pre>"},
		"a quote knows whom it repeats":                    {"<blockquote cite=7><cite>A<time>b</time></cite>c</blockquote>", `<blockquote class="quote" cite="7"><cite>A <time>b</time></cite><p>c</p></blockquote>`},
		"a quote with nothing but a source keeps it":       {"<blockquote><cite>A</cite></blockquote>", `<blockquote class="quote"><p>A</p></blockquote>`},
		"details are a spoiler":                            {"<details open><summary>a <b>b</b></summary>c</details>", "<details><summary>a b</summary><p>c</p></details>"},
		"q is quotation marks":                             {"<q>a</q>", "<p>“a”</p>"},
		"unknown elements leave their text":                {"<x-y z=1>a</x-y><o:p>b</o:p><marquee>c</marquee>", "<p>abc</p>"},
		"what is not shown goes with its text":             {"<title>a</title><style>b</style><script>c</script><template>d</template><select><option>e</select><iframe>f</iframe><noscript>g</noscript><svg><text>h</text></svg>i", "<p>i</p>"},
		"what is hidden goes with its text":                {`<div style="display: none">a<div>b</div></div><span hidden>c</span><p style="font-size:0px">d</p>e`, "<p>e</p>"},
		"what Outlook alone hides is shown":                {`<!--[if mso]><v:rect href="https://a.example/x">Pay</v:rect><![endif]--><a href="https://a.example/x" style="mso-hide:all">Pay</a>`, `<p><a href="https://a.example/x" rel="noopener noreferrer nofollow ugc">Pay</a></p>`},
		"invisible padding goes":                           {"<p>&zwnj;&nbsp;&#847;&shy;</p>a", "<p>a</p>"},
		"no-break spaces that indent are kept":             {"<p>&nbsp;&nbsp;a</p>", "<p>\u00a0\u00a0a</p>"},
		"comments, doctypes and the like go":               {"<!DOCTYPE html><?xml?><!-- a --!>b<!--> c<![CDATA[d>e<!---->f", "<p>b cef</p>"},
		"a tag the source ends in is no tag":               {"a<b title=\"", "<p>a</p>"},
		"a bracket that starts no tag is text":             {"a<1 <", "<p>a&lt;1 &lt;</p>"},
		"character references are read as browsers do":     {"&amp;&copy&notit;&AMP;&#x80;&#0;&#xD800;&colon;&bogus;&", "<p>&amp;©¬it;&amp;€\ufffd\ufffd:&amp;bogus;&amp;</p>"},
		"bytes that are not UTF-8 are marked":              {"a\xffb", "<p>a\ufffdb</p>"},
		"control characters go":                            {"a\x00b\u0085c", "<p>abc</p>"},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, tt.want, html.Print(html.Parse(tt.src)))
		})
	}
}

func TestReadResolvesAgainstItsBase(t *testing.T) {
	base, err := content.ParseURL("https://help.example.test/kb/12")
	require.NoError(t, err)
	r := html.Reader{Base: base}
	require.Equal(t, `<p><a href="https://help.example.test/kb/13" rel="noopener noreferrer nofollow ugc">x</a></p>`,
		html.Print(r.Read("<a href=13>x</a>")))
}

func TestReaderKeepsNothingOfTheSourceBefore(t *testing.T) {
	var r html.Reader
	first := r.Read("<b><div align=center><h1><pre>x<table><tr><td><svg>")
	require.Equal(t, "<p>a</p>", html.Print(r.Read("a")))
	require.Equal(t, `<pre><code>x</code></pre>`, html.Print(first))
}

func TestALentDocumentIsAsOneThatIsKept(t *testing.T) {
	r := html.Mail()
	for _, src := range []string{
		"<p>a <b>b</b> https://a.b/ <img src=https://a.b/c.png>", "x",
		"<p>Yes</p><p>On 5 May 2024, at 10:00, Ann wrote:</p><p>&gt; a<br>&gt; b</p><p>-- <br>Ben</p>", "<pre class=language-go>x</pre>",
	} {
		require.Equal(t, html.Print(html.Parse(src)), html.Print(r.Lend(src)))
	}
}

func TestSpansAreWhereTheSourceHasIt(t *testing.T) {
	src := "<p>a <b>bold</b> &amp; <a href=http://x.y>l<i>i</i></a></p><img src=http://x.y/z>"
	d := html.Parse(src)
	require.Equal(t, []string{
		"a <b>bold</b> &amp; <a href=http://x.y>l<i>i</i></a>", "a ", "<b>bold</b>", "bold", " &amp; ",
		"<a href=http://x.y>l<i>i</i></a>", "l", "<i>i</i>", "i", "<img src=http://x.y/z>", "<img src=http://x.y/z>",
	}, contenttest.Spans(d, src))
}
