package bbcode_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/content"
	"deskside/shared/content/bbcode"
	"deskside/shared/content/contenttest"
	"deskside/shared/content/html"
)

func TestRead(t *testing.T) {
	const rel = ` rel="noopener noreferrer nofollow ugc"`
	for name, tt := range map[string]struct{ src, want string }{
		"text is a paragraph":                          {"hello", "<p>hello</p>"},
		"a line feed is a line break":                  {"a\nb\r\nc", "<p>a<br>b<br>c</p>"},
		"an empty line is a new paragraph":             {"a\n\n \nb", "<p>a</p><p>b</p>"},
		"formatting":                                   {"[b]a[/b][i]b[/i][u]c[/u][s]d[/s][sub]e[/sub][sup]f[/sup]", "<p><b>a</b><i>b</i><u>c</u><s>d</s><sub>e</sub><sup>f</sup></p>"},
		"tags are known in any case":                   {"[B]a[/b][URL=http://x.y]b[/Url]", `<p><b>a</b><a href="http://x.y/"` + rel + `>b</a></p>`},
		"formatting that overlaps is put in order":     {"[b]a[i]b[/b]c[/i]", "<p><b>a<i>b</i></b><i>c</i></p>"},
		"formatting that leaves a block goes on":       {"[quote][b]a[/quote]b[/b]c", `<blockquote class="quote"><p><b>a</b></p></blockquote><p><b>b</b>c</p>`},
		"formatting crosses paragraphs":                {"[b]a\n\nb[/b]", "<p><b>a</b></p><p><b>b</b></p>"},
		"an opening tag that nothing closes is text":   {"a[i] = b[j]; [b]x", "<p>a[i] = b[j]; [b]x</p>"},
		"a closing tag that closes nothing is text":    {"a[/b]", "<p>a[/b]</p>"},
		"the nearest opening tag counts":               {"[b]a[b]b[/b]c", "<p>[b]a<b>b</b>c</p>"},
		"unknown tags are text":                        {"[foo]a[/foo][b foo]b[/b]", "<p>[foo]a[/foo][b foo]b[/b]</p>"},
		"HTML is text":                                 {"<b>a</b> &amp;", "<p>&lt;b&gt;a&lt;/b&gt; &amp;amp;</p>"},
		"colour, size and font":                        {"[color=red]a[/color][size=5]b[/size][size=200%]c[/size][font=arial]d[/font]", `<p><span style="color:#ff0000">a</span><span style="font-size:x-large">b</span><span style="font-size:xx-large">c</span><font face="Arial">d</font></p>`},
		"a value that is not allowed leaves the text":  {"[color=url(x)]a[/color][size=0]b[/size][font=Evil]c[/font]", "<p>abc</p>"},
		"a link with a text":                           {"[url=https://a.b/c]d[/url]", `<p><a href="https://a.b/c"` + rel + `>d</a></p>`},
		"a link without a text":                        {"[url]https://a.b/c[/url]", `<p><a href="https://a.b/c"` + rel + `>https://a.b/c</a></p>`},
		"a link in quotes":                             {`[url="https://a.b/c"]d[/url][url='http://e.f']g[/url]`, `<p><a href="https://a.b/c"` + rel + `>d</a><a href="http://e.f/"` + rel + `>g</a></p>`},
		"a link that is refused leaves its text":       {"[url=javascript:x]a[/url][url]javascript:y[/url]", "<p>a (javascript:x)javascript:y</p>"},
		"an e-mail link":                               {"[email]a@b.cd[/email][email=e@f.gh]i[/email]", `<p><a href="mailto:a@b.cd"` + rel + `>a@b.cd</a><a href="mailto:e@f.gh"` + rel + `>i</a></p>`},
		"addresses in text are links":                  {"(http://a.b/c_(d)) e@f.gh.", `<p>(<a href="http://a.b/c_(d)"` + rel + `>http://a.b/c_(d)</a>) <a href="mailto:e@f.gh"` + rel + `>e@f.gh</a>.</p>`},
		"addresses that are no links":                  {"xhttp://a.b http:// javascript:x a@b @c d@ http://u:p@h.i/", "<p>xhttp://a.b http:// javascript:x a@b @c d@ http://u:p@h.i/</p>"},
		"an image":                                     {"[img]http://a.b/c.png[/img][img=30x40 alt=\"d\"]http://e.f/g[/img]", `<p><img src="http://a.b/c.png" alt=""><img src="http://e.f/g" alt="d" width="30" height="40"></p>`},
		"an image that is refused is its address":      {"[img]javascript:x[/img][img]mailto:a@b.cd[/img]", `<p>javascript:xmailto:<a href="mailto:a@b.cd"` + rel + `>a@b.cd</a></p>`},
		"an image in a link":                           {"[url=http://a.b][img]http://c.d/e[/img][/url]", `<p><a href="http://a.b/"` + rel + `><img src="http://c.d/e" alt=""></a></p>`},
		"a quote":                                      {"[quote]a[/quote]", `<blockquote class="quote"><p>a</p></blockquote>`},
		"a quote with its source":                      {"[quote=Anna Weber]a[/quote][quote=\"B [x]\" date=\"today\" ref=7]b[/quote][quote=C post_id=9 time=1]c[/quote]", `<blockquote class="quote"><cite>Anna Weber</cite><p>a</p></blockquote><blockquote class="quote" cite="7"><cite>B [x] <time>today</time></cite><p>b</p></blockquote><blockquote class="quote" cite="9"><cite>C <time>1</time></cite><p>c</p></blockquote>`},
		"a quote in a quote":                           {"[quote][quote]a[/quote]b[/quote]", `<blockquote class="quote"><blockquote class="quote"><p>a</p></blockquote><p>b</p></blockquote>`},
		"code holds no tags":                           {"[code][b]a[/b]\n  b[/code]", "<pre><code>[b]a[/b]\n  b</code></pre>"},
		"code has a language":                          {"[code=Go]a[/code][pre]b[/pre]", `<pre><code class="language-go">a</code></pre><pre><code>b</code></pre>`},
		"code that nothing closes is text":             {"[code][b]a[/b]", "<p>[code]<b>a</b></p>"},
		"code in a line":                               {"a [icode][b]  x[/icode] b", "<p>a <code>[b] x</code> b</p>"},
		"noparse holds no tags":                        {"[noparse][b]a[/b][/noparse]", "<p>[b]a[/b]</p>"},
		"a list with closed items":                     {"[ul][li]a[/li]\n[li]b[/li][/ul][ol][li]c[/li][/ol]", "<ul><li>a</li><li>b</li></ul><ol><li>c</li></ol>"},
		"a list with stars":                            {"[list]\n[*]a\n[*]b\n[/list]", "<ul><li>a</li><li>b</li></ul>"},
		"lists with marks":                             {"[list=1][*]a[/list][list=A][*]b[/list][ol type=\"i\" start=\"3\"][li]c[/li][/ol]", `<ol><li>a</li></ol><ol type="A"><li>b</li></ol><ol type="i" start="3"><li>c</li></ol>`},
		"lists with marks as CSS names them":           {"[list type=lower-alpha][*]a[/list][list=upper-roman start=4][*]b[/list][ol type=\"Lower-Latin\"][*]c[/ol][list type=lower-case][*]d[/list]", `<ol type="a"><li>a</li></ol><ol type="I" start="4"><li>b</li></ol><ol type="a"><li>c</li></ol><ul><li>d</li></ul>`},
		"a list in a list":                             {"[list][*]a[list][*]b[/list][*]c[/list]", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"},
		"an item outside a list is text":               {"[*]a [li]b[/li]", "<p>[*]a [li]b[/li]</p>"},
		"an item in a quote in a list is text":         {"[list][*][quote][*]a[/quote][/list]", `<ul><li><blockquote class="quote"><p>[*]a</p></blockquote></li></ul>`},
		"a table":                                      {"[table][tr][th]a[/th][th]b[/th][/tr][tr][td colspan=\"2\"]c[/td][/tr][/table]", `<table><tr><th>a</th><th>b</th></tr><tr><td colspan="2">c</td></tr></table>`},
		"alignment":                                    {"[center]a[/center][align=right]b[/align][justify]c[/justify][left]d[/left]", `<p style="text-align:center">a</p><p style="text-align:right">b</p><p style="text-align:justify">c</p><p>d</p>`},
		"headings":                                     {"[h1]a[/h1][h6]b[/h6]", "<h1>a</h1><h6>b</h6>"},
		"a rule and a line break":                      {"a[hr]b[br]c", "<p>a</p><hr><p>b<br>c</p>"},
		"a spoiler":                                    {"[spoiler]a[/spoiler][spoiler=\"b c\"]d[/spoiler]", "<details><p>a</p></details><details><summary>b c</summary><p>d</p></details>"},
		"a mention":                                    {"[mention=12]Anna[/mention][mention=1 2]x[/mention]", `<p><span class="mention" data-id="12">Anna</span>x</p>`},
		"an attachment":                                {"[attach=7]a.pdf[/attach][attach]8[/attach]", `<p><span class="attachment" data-id="7">a.pdf</span><span class="attachment" data-id="8">8</span></p>`},
		"closing tags of what another closed are gone": {"[quote][list][*]a[/quote][/list]b", `<blockquote class="quote"><ul><li>a</li></ul></blockquote><p>b</p>`},
		"a guarded bracket starts no tag":              {"[\u200bb]a[/b]", "<p>[b]a[/b]</p>"},
		"so does one behind the last bracket":          {"[b]a[/b][\u200burl=x", "<p><b>a</b>[url=x</p>"},
		"a tag that no bracket ends is text":           {"[b]a[/b][url=https://a.b/[quote=\"x\"[url", `<p><b>a</b>[url=<a href="https://a.b/"` + rel + `>https://a.b/</a>[quote=&quot;x&quot;[url</p>`},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, tt.want, html.Print(bbcode.Parse(tt.src)))
		})
	}
}

func TestReadResolvesAgainstItsBase(t *testing.T) {
	base, err := content.ParseURL("https://a.b/c/")
	require.NoError(t, err)
	r := bbcode.Reader{Base: base}
	require.Equal(t, "[url=https://a.b/c/d]e[/url] [img]https://a.b/f.png[/img]", bbcode.Print(r.Read("[url=d]e[/url] [img]/f.png[/img]")))
}

func TestReaderKeepsNothingOfTheSourceBefore(t *testing.T) {
	var r bbcode.Reader
	first := r.Read("[b]x[center][h1][list][*]y[code]z[/b][/center][/h1][/list]")
	was := bbcode.Print(first)
	require.Equal(t, "[b]a", bbcode.Print(r.Read("[b]a")))
	require.Equal(t, was, bbcode.Print(first))
}

func TestALongTagEndsWhereItsBracketIs(t *testing.T) {
	words := strings.Repeat("w", 4000)
	require.Equal(t, `<blockquote class="quote"><cite>`+words[:1000]+`</cite><p>a</p></blockquote>`, html.Print(bbcode.Parse("[quote="+words+"]a[/quote]")))
	require.Equal(t, "<p>[quote="+words+words+"]a[/quote]</p>", html.Print(bbcode.Parse("[quote="+words+words+"]a[/quote]")))
}

func TestALentDocumentIsAsOneThatIsKept(t *testing.T) {
	var r bbcode.Reader
	for _, src := range []string{"[b]a[/b] https://a.b/ [quote=A date=B]c[/quote]", "x", "[list][*]a[*][img]https://a.b/c.png[/img][/list]", "[code=go]x[/code]"} {
		require.Equal(t, html.Print(bbcode.Parse(src)), html.Print(r.Lend(src)))
	}
}

func TestSpansAreWhereTheSourceHasIt(t *testing.T) {
	src := "a [b]bold[/b] http://x.y/z\n[quote=A]q[/quote]"
	d := bbcode.Parse(src)
	require.Equal(t, []string{
		"a [b]bold[/b] http://x.y/z\n", "a ", "[b]bold[/b]", "bold", " ", "http://x.y/z", "http://x.y/z", "[quote=A]q[/quote]", "q", "q",
	}, contenttest.Spans(d, src))
}
