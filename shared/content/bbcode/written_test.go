package bbcode_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/content"
	"deskside/shared/content/bbcode"
	"deskside/shared/content/html"
)

// TestBBCodeIsReadAsPeopleWriteIt holds what other boards read and what people mean by it.
func TestBBCodeIsReadAsPeopleWriteIt(t *testing.T) {
	const rel = ` rel="noopener noreferrer nofollow ugc"`
	for name, c := range map[string]struct{ src, want string }{
		"a host is led to by https":              {"[url=a.example]x[/url]", `<p><a href="https://a.example/"` + rel + `>x</a></p>`},
		"with a port and a path":                 {"[url=a.example:8080/b?c]x[/url]", `<p><a href="https://a.example:8080/b?c"` + rel + `>x</a></p>`},
		"a host alone":                           {"[url]a.example[/url]", `<p><a href="https://a.example/"` + rel + `>a.example</a></p>`},
		"a person":                               {"[url=anna@a.example]x[/url]", `<p><a href="mailto:anna@a.example"` + rel + `>x</a></p>`},
		"a path is to be read":                   {"[url=/help]help[/url]", `<p>help (/help)</p>`},
		"and so is whatever is refused":          {"[url=javascript:alert(1)]x[/url] [url=foo://b]y[/url] [email=a]b[/email]", `<p>x (javascript:alert(1)) y (foo://b) b (a)</p>`},
		"once":                                   {"[url=/help]/help[/url]", `<p>/help</p>`},
		"no address at all":                      {"[url=]x[/url]", `<p>x</p>`},
		"spaces around the sign":                 {"[url = https://a.example/]x[/url] [color = \"red\"]y[/color] a[i = 0]", `<p><a href="https://a.example/"` + rel + `>x</a> <span style="color:#ff0000">y</span> a[i = 0]</p>`},
		"a number is no host":                    {"[url=1.5]x[/url]", `<p>x (1.5)</p>`},
		"brackets in an address":                 {"[url=https://a.example/[Aki]/r]x[/url]", `<p><a href="https://a.example/%5BAki%5D/r"` + rel + `>x</a></p>`},
		"those of a query":                       {"[url=https://a.example/?f[]=1&a[i]=2]x[/url]", `<p><a href="https://a.example/?f%5B%5D=1&amp;a%5Bi%5D=2"` + rel + `>x</a></p>`},
		"at its end":                             {"[url=https://a.example/x[1]]x[/url]", `<p><a href="https://a.example/x%5B1%5D"` + rel + `>x</a></p>`},
		"in an address alone":                    {"[url]https://a.example/[Aki][/url]", `<p><a href="https://a.example/%5BAki%5D"` + rel + `>https://a.example/[Aki]</a></p>`},
		"in the name of a picture":               {"[img]https://a.example/p[1].jpg[/img]", `<p><img src="https://a.example/p%5B1%5D.jpg" alt=""></p>`},
		"tags are no part of one":                {"[url][b]https://a.example/[/b][/url]", `<p>[url]<b><a href="https://a.example/"` + rel + `>https://a.example/</a></b>[/url]</p>`},
		"a picture whose address is a value":     {"[img=https://a.example/i.png][/img]", `<p><img src="https://a.example/i.png" alt=""></p>`},
		"with words":                             {"[img=https://a.example/i.png]a cat[/img]", `<p><img src="https://a.example/i.png" alt="a cat"></p>`},
		"without an end":                         {"a [img=https://a.example/i.png] b", `<p>a <img src="https://a.example/i.png" alt=""> b</p>`},
		"a value that is a size":                 {"[img=20x10]https://a.example/i.png[/img]", `<p><img src="https://a.example/i.png" alt="" width="20" height="10"></p>`},
		"a value that is nothing":                {"[img=x]", `<p>[img=x]</p>`},
		"a closing tag belongs to the nearest":   {"a[i] = b; this is [i]important[/i], c", `<p>a[i] = b; this is <i>important</i>, c</p>`},
		"so it does with a value":                {"[color=red]warn [color=blue]note[/color] rest", `<p>[color=red]warn <span style="color:#0000ff">note</span> rest</p>`},
		"and with quotes":                        {"x [quote] y\n\n[quote=Ann]said[/quote] z", `<p>x [quote] y</p><blockquote class="quote"><cite>Ann</cite><p>said</p></blockquote><p>z</p>`},
		"and twice":                              {"[b]a[b]b[/b]c[/b]", `<p><b>abc</b></p>`},
		"more ends than beginnings":              {"[b]a[/b]b[/b]", `<p><b>a</b>b[/b]</p>`},
		"more beginnings than ends":              {"[u]a [u]b [u]c[/u]", `<p>[u]a [u]b <u>c</u></p>`},
		"a tag without an end ends with a quote": {"[quote][b]x[/quote] y", `<blockquote class="quote"><p><b>x</b></p></blockquote><p>y</p>`},
		"with an item":                           {"[list][*][b]x[*]y[/list]", `<ul><li><b>x</b></li><li>y</li></ul>`},
		"with a cell":                            {"[table][tr][td][i]x[/td][td]y[/td][/tr][/table]", `<table><tr><td><i>x</i></td><td>y</td></tr></table>`},
		"with formatting":                        {"[b]a [i]b[/b] c", `<p><b>a <i>b</i></b> c</p>`},
		"but an index in it is text":             {"[quote]a[i] = 1[/quote]", `<blockquote class="quote"><p>a[i] = 1</p></blockquote>`},
		"a list in a quote":                      {"[quote][list][*]x[/quote] y", `<blockquote class="quote"><ul><li>x</li></ul></blockquote><p>y</p>`},
		"a link in bold":                         {"[b][url=https://a.example/]x[/b] y", `<p><b><a href="https://a.example/"` + rel + `>x</a></b> y</p>`},
		"in nothing it is text":                  {"[b]x", `<p>[b]x</p>`},
		"formatting may overlap":                 {"[b]a[i]b[/b]c[/i]", `<p><b>a<i>b</i></b><i>c</i></p>`},
		"an item without words has its number":   {"[list=1][*]a[*][*]c[/list]", `<ol><li>a</li></ol><ol start="3"><li>c</li></ol>`},
		"by any name":                            {"[ol start=4][li] [/li][li]b[/li][/ol]", `<ol start="5"><li>b</li></ol>`},
		"not where none count":                   {"[list][*]a[*][*]c[/list]", `<ul><li>a</li><li>c</li></ul>`},
		"a list within one":                      {"[list=a][*]a[list=1][*][*]x[/list][*]b[/list]", `<ol type="a"><li>a<ol start="2"><li>x</li></ol></li><li>b</li></ol>`},
		"a column with a head":                   {"[table][tr][th]Plan[/th][/tr][tr][td]Free[/td][/tr][/table]", `<table><tr><th>Plan</th></tr><tr><td>Free</td></tr></table>`},
		"a column without":                       {"[table][tr][td]Plan[/td][/tr][tr][td]Free[/td][/tr][/table]", `<p>Plan</p><p>Free</p>`},
		"a head without a column":                {"[table][tr][th]Plan[/th][/tr][/table]", `<p>Plan</p>`},
		"a person in the middle of an address":   {"[email=a b@c.cc]x[/email] [url=mailto:a b@c.cc]y[/url]", `<p>x y</p>`},
		"a name in quotation marks, and more":    {"[quote=\"Ann\", post: 12, member: 3]x[/quote] [quote=\"Bob\"]y[/quote]", `<blockquote class="quote" cite="12"><cite>Ann</cite><p>x</p></blockquote><blockquote class="quote"><cite>Bob</cite><p>y</p></blockquote>`},
		"a font in quotation marks, and more":    {"[font=\"Times New Roman\", serif]x[/font]", `<p><font face="Times New Roman">x</font></p>`},
		"a title with tags":                      {"[spoiler=\"A [b]c[/b]\"]x[/spoiler]", `<details><summary>A c</summary><p>x</p></details>`},
		"the name of a file is no picture":       {"[img]i.png[/img] [img]a.example/i.png[/img]", `<p>i.png <img src="https://a.example/i.png" alt=""></p>`},
		"a list from a number on":                {"[list=5][*]a[/list] [list start=7][*]b[/list] [ul=5][li]c[/ul]", `<ol start="5"><li>a</li></ol><ol start="7"><li>b</li></ol><ul><li>c</li></ul>`},
		"other names":                            {"[php]a[b][/php] [centre]b[/centre] [user=7]Ann[/user]", `<pre><code>a[b]</code></pre><p style="text-align:center">b</p><p><span class="mention" data-id="7">Ann</span></p>`},
		"an attachment of a post":                {"[attachment=0:abc123]x.png[/attachment:abc123] [attach=cid:abc123]y[/attach]", `<p><span class="attachment" data-id="0">x.png</span> <span class="attachment" data-id="cid:abc123">y</span></p>`},
		"parts of a table":                       {"[table][thead][tr][th]A[/th][th]B[/th][/tr][/thead]\n[tbody][tr][td]1[/td][td]2[/td][/tr][/tbody][tfoot][tr][td]3[/td][td]4[/td][/tr][/tfoot][/table]", `<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>`},
		"a head without heads, and no ends":      {"[TABLE][THEAD][TR][TD]A[TD]B[TBODY][TR][TD]1[TD]2[/TABLE]", `<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>`},
		"a table within a head":                  {"[table][thead][tr][td]A[table][tr][td]x[/td][td]y[/td][/tr][/table][/td][td]B[/td][/tr][/thead][tr][td]C[/td][td]D[/td][/tr][/table]", `<p>A</p><table><tr><td>x</td><td>y</td></tr></table><p>B</p><p>C</p><p>D</p>`},
		"a part of no table":                     {"[thead]x[/thead] [tbody]", `<p>[thead]x[/thead] [tbody]</p>`},
		"the identifier of a post":               {"[b:1k2j3h4g]x[/b:1k2j3h4g] [quote:1k2j3h4g=\"Ann\"]y[/quote:1k2j3h4g]", `<p><b>x</b></p><blockquote class="quote"><cite>Ann</cite><p>y</p></blockquote>`},
		"one of letters alone":                   {"[i:abcdefgh]x[/i:abcdefgh]", `<p><i>x</i></p>`},
		"behind values":                          {"[url=https://a.example/:8f3a2b1c9d]x[/url:8f3a2b1c9d] [color=#00f:8f3a2b1c9d]y[/color:8f3a2b1c9d] [size=5:8f3a2b1c9d]z[/size:8f3a2b1c9d]", `<p><a href="https://a.example/"` + rel + `>x</a> <span style="color:#0000ff">y</span> <span style="font-size:x-large">z</span></p>`},
		"behind a name in quotation marks":       {"[quote=\"Ann F\":1k2j3h4g]x[/quote:1k2j3h4g][quote=&quot;Bob&quot;:1k2j3h4g]y[/quote:1k2j3h4g]", `<blockquote class="quote"><cite>Ann F</cite><p>x</p></blockquote><blockquote class="quote"><cite>Bob</cite><p>y</p></blockquote>`},
		"in lists":                               {"[list=1:1k2j3h4g][*:1k2j3h4g]a[/*:m:1k2j3h4g][*:1k2j3h4g]b[/*:m:1k2j3h4g][/list:o:1k2j3h4g]", `<ol><li>a</li><li>b</li></ol>`},
		"around what is raw, and a picture":      {"[code:1:8f3a2b1c9d]a[b]c[/code:1:8f3a2b1c9d][img:8f3a2b1c9d]https://a.example/i.png[/img:8f3a2b1c9d]", `<pre><code>a[b]c</code></pre><p><img src="https://a.example/i.png" alt=""></p>`},
		"which no closing tag has":               {"[b:1k2j3h4g]x[/b] [url=https://a.example:18080]y[/url] [url=https://a.example/:1k2j3]z[/url]", `<p>[b:1k2j3h4g]x[/b] <a href="https://a.example:18080/"` + rel + `>y</a> <a href="https://a.example/:1k2j3"` + rel + `>z</a></p>`},
		"which another one has":                  {"[b:1k2j3h4g]x[/b:1k2j3h4h]", `<p>[b:1k2j3h4g]x[/b:1k2j3h4h]</p>`},
		"words behind a colon":                   {"[b:note] [code:x]y[/code:x]", `<p>[b:note] [code:x]y[/code:x]</p>`},
	} {
		t.Run(name, func(t *testing.T) {
			d := bbcode.Parse(c.src)
			require.Equal(t, c.want, html.Print(d))
			require.Equal(t, c.want, html.Print(bbcode.Parse(bbcode.Print(d))), "printed and read again")
		})
	}
}

func TestANameMayHaveBrackets(t *testing.T) {
	require.Equal(t, `<blockquote class="quote"><cite>Tom [Dev]</cite><p>x</p></blockquote>`, html.Print(bbcode.Parse("[quote=Tom [Dev]]x[/quote]")))
}

func TestAHostIsNotTakenForAPathOfThePage(t *testing.T) {
	base, err := content.ParseURL("https://desk.example.com/kb/")
	require.NoError(t, err)
	for address, want := range map[string]string{
		"example.com/x": "https://example.com/x", // an end of names that people know
		"page.html":     "https://desk.example.com/kb/page.html",
		"/help":         "https://desk.example.com/help",
	} {
		r := bbcode.Reader{Base: base}
		d := r.Read("[url=" + address + "]x[/url]")
		require.Equal(t, want, d.URL(d.First(d.First(0))).String())
	}
}
