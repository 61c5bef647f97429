package content_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/content"
	"deskside/shared/content/bbcode"
	"deskside/shared/content/html"
	"deskside/shared/content/markdown"
	"deskside/shared/content/rich"
	"deskside/shared/content/text"
)

// Half of an address is another person's, wherever formatting parts it.
func TestAnAddressInPartsLeadsToNobody(t *testing.T) {
	for _, src := range []string{
		"o<b>'</b>hara@x.example", "<b>o</b>'hara@x.example", "o<b>'hara@x.example</b>", "r<i>&amp;</i>d@x.example",
		"j<b>ü</b>rgen@x.example", "<a href=https://x.example>a</a>nna@x.example", "<b><i>a</i></b>nna@x.example", "<code>a.</code>nna@x.example",
	} {
		require.NotContains(t, html.Print(html.Parse(src)), "mailto:", src)
	}
	for src, want := range map[string]string{
		"<b>Mail:</b>anna@x.example":             "anna@x.example",
		"<b>(</b>anna@x.example)":                "anna@x.example",
		"a<br>anna@x.example":                    "anna@x.example",
		"<p>a</p>anna@x.example":                 "anna@x.example",
		"<b>a</b> anna@x.example":                "anna@x.example",
		"'<b>anna@x.example</b>'":                "anna@x.example",
		"<img src=https://x.example>a@x.example": "a@x.example",
		"联系<b>anna@x.example</b>":                "anna@x.example",
	} {
		require.Contains(t, html.Print(html.Parse(src)), `<a href="mailto:`+want+`"`, src)
	}
	require.NotContains(t, html.Print(bbcode.Parse("[b]o[/b]'hara@x.example")), "mailto:")
}

func TestAnAddressThatFormattingPartsLeadsToAllOfIt(t *testing.T) {
	for name, tt := range map[string]struct{ src, links, shown string }{
		"a name in bold":                   {"<p>See https://<b>shop</b>.example/pay/7 now</p>", "https://shop.example/pay/7", "See https://shop.example/pay/7 now"},
		"its start in colour":              {`<span style="color:red">https://shop</span>.example`, "https://shop.example/", "https://shop.example"},
		"its end in a size":                {`https://shop.<font size=5>example/x</font>.`, "https://shop.example/x", "https://shop.example/x."},
		"a word of the path":               {"https://shop.example/<mark><b>pay</b></mark>/7", "https://shop.example/pay/7", "https://shop.example/pay/7"},
		"no scheme":                        {"www.<i>shop</i>.example", "https://www.shop.example/", "www.shop.example"},
		"a scheme in parts":                {"<u>ht</u>tps://shop<u>.example</u>", "https://shop.example/", "https://shop.example"},
		"both ends in formatting":          {"<i>https://</i>shop<i>.example</i>", "https://shop.example/", "https://shop.example"},
		"another host behind it":           {"https://bank.example<b>.evil.example/x</b>", "https://bank.example.evil.example/x", "https://bank.example.evil.example/x"},
		"several":                          {"https://a.example/<b>x</b> https://b.example/<b>y</b>z", "https://a.example/x https://b.example/yz", "https://a.example/x https://b.example/yz"},
		"within formatting that has more":  {"<b>See https://</b>shop.example/x", "", "See https://shop.example/x"},
		"a part in code":                   {"https://shop.<code>example</code>/x", "", "https://shop.example/x"},
		"an e-mail address":                {"anna@<b>shop</b>.example", "", "anna@shop.example"},
		"an e-mail address that goes on":   {"anna@shop.example<b>.evil</b>", "", "anna@shop.example.evil"},
		"words in formatting before it":    {"<b>Web</b>https://a.example", "https://a.example/", "Web https://a.example"},
		"a full stop in formatting behind": {"https://a.example<b>.</b>", "https://a.example/", "https://a.example."},
		"another line":                     {"https://a.example/<br><b>b</b>", "https://a.example/", "https://a.example/\nb"},
	} {
		t.Run(name, func(t *testing.T) {
			d := html.Parse(tt.src)
			var links []string
			for id := range d.Nodes {
				if d.Kind(content.ID(id)) == content.Link {
					links = append(links, d.URL(content.ID(id)).String())
				}
			}
			require.Equal(t, tt.links, strings.Join(links, " "))
			require.Equal(t, tt.shown, text.Print(d))
			page := html.Print(d)
			require.Equal(t, page, html.Print(html.Parse(page)))
			source := bbcode.Print(d)
			require.Equal(t, source, bbcode.Print(bbcode.Parse(source)))
			require.Equal(t, page, html.Print(bbcode.Parse(source)))
		})
	}
}

// What a printer writes beside an address is no part of it, and nothing beside it takes the link away.
func TestAnAddressBesideWordsLeadsWhereItDid(t *testing.T) {
	const a = `<a href="https://a.example/c">https://a.example/c</a>`
	const m = `<a href="mailto:anna@a.example">anna@a.example</a>`
	for name, tt := range map[string]struct{ src, code, text string }{
		"between spaces":                   {"See " + a + " now", "See https://a.example/c now", "See https://a.example/c now"},
		"before a full stop":               {"See " + a + ".", "See https://a.example/c.", "See https://a.example/c."},
		"in brackets":                      {"(" + a + ")", "([url]https://a.example/c[/url])", "(https://a.example/c)"},
		"before a letter":                  {a + "x", "[url]https://a.example/c[/url]x", "https://a.example/c x"},
		"before a letter in formatting":    {a + "<b>x</b>", "[url]https://a.example/c[/url][b]x[/b]", "https://a.example/c x"},
		"in formatting before a letter":    {"<b>" + a + "</b>x", "[b][url]https://a.example/c[/url][/b]x", "https://a.example/c x"},
		"in formatting before brackets":    {"<s>" + a + "</s>[li][li]", "[s][url]https://a.example/c[/url][/s][li][li]", "https://a.example/c [li][li]"},
		"in formatting before a space":     {"<b>" + a + "</b> x", "[b]https://a.example/c[/b] x", "https://a.example/c x"},
		"in formatting that ends twice":    {"<b><i>" + a + "</i></b><u>x</u>", "[b][i][url]https://a.example/c[/url][/i][/b][u]x[/u]", "https://a.example/c x"},
		"at the end of a paragraph":        {"<b>" + a + "</b><p>x", "[b]https://a.example/c[/b]\n\nx", "https://a.example/c\n\nx"},
		"before another":                   {a + a, "[url]https://a.example/c[/url]https://a.example/c", "https://a.example/c https://a.example/c"},
		"before another in formatting":     {a + "<i>" + a + "</i>", "[url]https://a.example/c[/url][i]https://a.example/c[/i]", "https://a.example/c https://a.example/c"},
		"before code":                      {a + "<code>x</code>", "[url]https://a.example/c[/url][icode]x[/icode]", "https://a.example/c x"},
		"before a picture":                 {a + `<img src="https://a.example/i" alt="x">`, "https://a.example/c[img alt=\"x\"]https://a.example/i[/img]", "https://a.example/c [x]"},
		"behind a letter":                  {"x" + a, "x[url]https://a.example/c[/url]", "x https://a.example/c"},
		"behind a letter in formatting":    {"<b>x</b>" + a, "[b]x[/b]https://a.example/c", "x https://a.example/c"},
		"in code, behind code":             {`<code>http://a.example/z.</code><a href="mailto:anna@a.example"><code>anna@a.example</code></a>`, "[icode]http://a.example/z.[/icode][email=anna@a.example][icode]anna@a.example[/icode][/email]", "http://a.example/z. anna@a.example"},
		"behind code":                      {"<code>x</code>" + a, "[icode]x[/icode]https://a.example/c", "x https://a.example/c"},
		"without a scheme":                 {`<b>x</b><a href="https://www.a.example/">www.a.example</a>`, "[b]x[/b][url]www.a.example[/url]", "x www.a.example"},
		"a person, behind formatting":      {"<b>x</b>" + m, "[b]x[/b][email]anna@a.example[/email]", "x anna@a.example"},
		"a person, behind code":            {"<code>x</code>" + m, "[icode]x[/icode][email]anna@a.example[/email]", "x anna@a.example"},
		"a person, in formatting":          {"<b>" + m + "</b>x", "[b][email]anna@a.example[/email][/b]x", "anna@a.example x"},
		"a person, where spaces are rare":  {"联系" + m + "谢谢", "联系[email]anna@a.example[/email]谢谢", "联系anna@a.example谢谢"},
		"an address, where they are":       {"请看" + a + "谢谢", "请看[url]https://a.example/c[/url]谢谢", "请看https://a.example/c 谢谢"},
		"in brackets, behind another":      {"(" + a + ")「" + a + "」", "([url]https://a.example/c[/url])「[url]https://a.example/c[/url]」", "(https://a.example/c)「https://a.example/c」"},
		"at the start of a quoted line":    {"<blockquote>" + a + "x</blockquote>", "[quote][url]https://a.example/c[/url]x[/quote]", "> https://a.example/c x"},
		"in a table":                       {"<table><tr><td>x" + a + "x<td>" + a, "[table][tr][td]x[url]https://a.example/c[/url]x[/td][td]https://a.example/c[/td][/tr][/table]", "x https://a.example/c x | https://a.example/c"},
		"in brackets behind words, a word": {`<a href="https://a.example/c">Shop</a>x`, "[url=https://a.example/c]Shop[/url]x", "Shop (https://a.example/c)x"},
	} {
		t.Run(name, func(t *testing.T) {
			d := html.Parse(tt.src)
			require.Equal(t, tt.code, bbcode.Print(d))
			require.Equal(t, tt.text, text.Print(d))
			require.Equal(t, leads(d), leads(bbcode.Parse(bbcode.Print(d))))
		})
	}
}

func TestRandomContentLeadsWhereItDid(t *testing.T) {
	r := rand.New(rand.NewPCG(21, 22))
	// addresses gives those of the links that show theirs, or of all.
	addresses := func(d *content.Document, all bool) (list []string) {
		d.Walk(func(id content.ID) {
			if d.Kind(id) == content.Link && (all || d.ShowsAddress(id)) {
				list = append(list, d.URL(id).String())
			}
		})
		return list
	}
	for range 4000 {
		for _, d := range []*content.Document{html.Parse(compose(r, htmlWords)), bbcode.Parse(compose(r, bbcodeWords))} {
			require.Equal(t, addresses(d, true), addresses(bbcode.Parse(bbcode.Print(d)), true), "read again from %q", bbcode.Print(d))
			var b content.Builder
			b.Reset(true)
			b.Text(text.Print(d), 0)
			require.Subset(t, addresses(b.Document(1<<20), true), addresses(d, false), "read from %q", text.Print(d))
		}
	}
}

func TestListsCountFromWhereTheySay(t *testing.T) {
	for src, want := range map[string]string{
		"<ol start=-1><li>a<li>b<li>c</ol>":         "-1. a\n0. b\n1. c",
		"<ol><li value=-3>a<li>b</ol>":              "-3. a\n-2. b",
		"<ol start=99999999999><li>a</ol>":          "1. a",
		"<ol start=1234567><li>a</ol>":              "1234567. a",
		"<ol start=-><li>a</ol>":                    "1. a",
		"<ol reversed start=1><li>a<li>b<li>c</ol>": "1. a\n\n0. b\n\n-1. c",
	} {
		d := html.Parse(src)
		require.Equal(t, want, text.Print(d), src)
		require.Equal(t, want, text.Print(html.Parse(html.Print(d))), "as HTML: %s", src)
		require.Equal(t, want, text.Print(bbcode.Parse(bbcode.Print(d))), "as BBCode: %s", src)
		require.Equal(t, want, text.Print(rich.Read(rich.Print(d))), "in an editor: %s", src)
	}
	require.Equal(t, "\\-1. a\n\nb\n\n0\\.\n\n- c", markdown.Print(html.Parse("<ol start=-1><li>a<p>b</p><li><ul><li>c</ul></ol>")),
		"no list of Markdown starts below 0")
	require.Equal(t, "4. a", text.Print(bbcode.Parse("[list type=decimal start=4][*]a[/list]")))
}

// What fills the preview line of a mail is no part of its beginning.
func TestAnExcerptHasNoFiller(t *testing.T) {
	for src, want := range map[string]string{
		"<div>Preview &#847;&zwnj;&nbsp;&#847;&zwnj;&nbsp;&shy;&shy; &#8199;&#65279;&#847;</div><p>Body</p>": "Preview Body",
		"<p>&#8199;&#8199;&#65279;&#847; &#847; </p><p>Body</p>":                                             "Body",
		"Body&nbsp;&zwnj;&nbsp;&zwnj;&nbsp;&zwnj; words":                                                     "Body words",
		"a&#8203;b&#8288;c&shy;d":               "abcd",
		"&#x1F468;&zwj;&#x1F469; می&zwnj;خواهم": "👨\u200d👩 می\u200cخواهم",
	} {
		require.Equal(t, want, text.Excerpt(html.Parse(src), 80), src)
	}
}

func TestLinesOfPlainTextKeepTheirShapeBesideOthers(t *testing.T) {
	for src, want := range map[string]string{
		"SELECT *\n  FROM t\n WHERE a = 1":                       "SELECT *\n  FROM t\n WHERE a = 1",
		"-rw-r--r--  1 root    12 a\n-rw-r--r--  1 root 12345 b": "-rw-r--r--  1 root    12 a\n-rw-r--r--  1 root 12345 b",
		"Hello,  this is.  Two spaces.  Each!  ok":               "Hello, this is. Two spaces. Each! ok",
		" a line\nand another":                                   "a line\nand another",
		" 10:11  start\n 10:12  stop\n 10:13  start":             " 10:11  start\n 10:12  stop\n 10:13  start",
		"a  b\nab  c":        "a b\nab c",
		"two  spaces\nalone": "two spaces\nalone",
	} {
		require.Equal(t, want, text.Print(text.Parse(src)), src)
	}
	for src, want := range map[string]string{
		`<p style="white-space:pre">a&#10;  b</p>`:                               "a\n  b",
		"x <textarea>a\n  b</textarea>":                                          "x a\n  b",
		`<div style="display:flex"><span>Total</span><span>10</span></div>`:      "Total 10",
		`<b style="display:table-cell">a</b><b style="display:table-cell">b</b>`: "a b",
		`<p>https://x.example/a؟</p><p>https://x.example/a، b</p>`:               "https://x.example/a؟\n\nhttps://x.example/a، b",
	} {
		require.Equal(t, want, text.Print(html.Parse(src)), src)
	}
	require.Contains(t, html.Print(html.Parse("https://x.example/a؟")), `<a href="https://x.example/a"`)
}
