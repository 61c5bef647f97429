package content_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/content"
	"deskside/shared/content/convert"
	"deskside/shared/content/html"
	"deskside/shared/content/text"
)

// leads gives the links of a document: each one's text, an arrow, and its address.
func leads(d *content.Document) (links []string) {
	d.Walk(func(id content.ID) {
		if d.Kind(id) == content.Link {
			var b strings.Builder
			for c := d.First(id); c != 0; c = d.Next(c) {
				b.WriteString(d.Text(c) + d.Alt(c))
			}
			links = append(links, b.String()+" → "+d.URL(id).String())
		}
	})
	return links
}

func TestAnAddressInTextLeadsToWhatIsWrittenOrNowhere(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"an apostrophe is part of a name":                       {"write to o'hara@example.com.", []string{"o'hara@example.com → mailto:o%27hara@example.com"}},
		"so it is behind an elided article":                     {"demande à d'amico@example.com", []string{"d'amico@example.com → mailto:d%27amico@example.com"}},
		"quotation marks are not":                               {"it is 'anna@example.com'", []string{"anna@example.com → mailto:anna@example.com"}},
		"braces in pairs are part of an address":                {"https://a.example/{id}/x?y={z} and {https://a.example/b}, https://a.example/c{", []string{"https://a.example/{id}/x?y={z} → https://a.example/%7Bid%7D/x?y=%7Bz%7D", "https://a.example/b → https://a.example/b", "https://a.example/c → https://a.example/c"}},
		"an ampersand is part of a name":                        {"r&d@example.com", []string{"r&d@example.com → mailto:r%26d@example.com"}},
		"letters outside ASCII are":                             {"jürgen@example.com, łukasz.ż@example.com", []string{"jürgen@example.com → mailto:jürgen@example.com", "łukasz.ż@example.com → mailto:łukasz.ż@example.com"}},
		"Greek and Cyrillic ones too":                           {"νίκος@example.gr иван@почта.рф", []string{"νίκος@example.gr → mailto:νίκος@example.gr", "иван@почта.рф → mailto:иван@почта.рф"}},
		"a domain outside ASCII":                                {"info@müller.example", []string{"info@müller.example → mailto:info@müller.example"}},
		"a typographic apostrophe leaves the name unclear":      {"o’hara@example.com", nil},
		"so do letters that cannot be seen":                     {"jo\u00adhn@example.com jo\u200bhn@example.com", nil},
		"and signs that few addresses have":                     {"a!b@example.com a#b@example.com a$b@example.com a*b@example.com a%b@example.com a{b@example.com", nil},
		"and letters of scripts that are written the other way": {"לanna@example.com", nil},
		"and what is quoted":                                    {`"anna b"c@example.com "anna"@example.com`, nil},
		"nor what a form writes before one":                     {"contact=anna@example.com &email=b@example.com", nil},
		"a web address that touches what looks like one":        {"a@b.cca.Словоhttp://x.example a@b.cca.Словоwww.x.example", nil},
		"and one that touches a word":                           {"Словоhttps://x.example 联系https://x.example", []string{"https://x.example → https://x.example/", "https://x.example → https://x.example/"}},
		"hints where a long address may be parted":              {"https://exam\u00adple.example/so\u00adft, www.exam\u200bple.example/a\u200b/b https://bank.example\u00ad.evil.example https://ru.example/Мос\u00adква", []string{"https://exam\u00adple.example/so\u00adft → https://example.example/soft", "www.exam\u200bple.example/a\u200b/b → https://www.example.example/a/b", "https://bank.example\u00ad.evil.example → https://bank.example.evil.example/", "https://ru.example/Мос\u00adква → https://ru.example/Москва"}},
		"and behind one":                                        {"https://a.example\u200b https://a.example/x\u200bСлово https://a.example/y\u00ad. b@a.example\u200b", []string{"https://a.example → https://a.example/", "https://a.example/x → https://a.example/x", "https://a.example/y → https://a.example/y", "b@a.example → mailto:b@a.example"}},
		"hints within the host of a person":                     {"anna@example.co\u00adm anna@exam\u200bple.com", nil},
		"a preposition and a dash in Hebrew":                    {"שלחו ל-anna@example.com", []string{"anna@example.com → mailto:anna@example.com"}},
		"two at signs":                                          {"a@b@example.com", nil},
		"Chinese puts no spaces":                                {"请联系support@example.com谢谢", []string{"support@example.com → mailto:support@example.com"}},
		"nor does Japanese":                                     {"お問い合わせはsupport@example.comまで", []string{"support@example.com → mailto:support@example.com"}},
		"emphasis and brackets stand around":                    {"*anna@example.com* (b@example.com) <c@example.com> «d@example.com» 📧e@example.com", []string{"anna@example.com → mailto:anna@example.com", "b@example.com → mailto:b@example.com", "c@example.com → mailto:c@example.com", "d@example.com → mailto:d@example.com", "e@example.com → mailto:e@example.com"}},
		"square brackets in pairs belong to an address":         {"http://a.example/?t=p&q=[perl6]&order=date.", []string{"http://a.example/?t=p&q=[perl6]&order=date → http://a.example/?t=p&q=%5Bperl6%5D&order=date"}},
		"so do empty ones and one in another":                   {"https://a.example/v1?f[n]=a&f[t][]=c https://a.example/[a[b]]", []string{"https://a.example/v1?f[n]=a&f[t][]=c → https://a.example/v1?f%5Bn%5D=a&f%5Bt%5D%5B%5D=c", "https://a.example/[a[b]] → https://a.example/%5Ba%5Bb%5D%5D"}},
		"those around it do not":                                {"[https://a.example/x] [see https://a.example/y]", []string{"https://a.example/x → https://a.example/x", "https://a.example/y → https://a.example/y"}},
		"nor one alone, nor one in a host":                      {"https://a.example/x[1 https://b[1].example/", []string{"https://a.example/x → https://a.example/x", "https://b → https://b/"}},
		"a typographic apostrophe within a path":                {"https://a.example/malthael’s-bargain https://a.example/l’étoile/x", []string{"https://a.example/malthael’s-bargain → https://a.example/malthael’s-bargain", "https://a.example/l’étoile/x → https://a.example/l’étoile/x"}},
		"quotation marks end one":                               {"‘https://a.example/x’ “https://a.example/y”", []string{"https://a.example/x → https://a.example/x", "https://a.example/y → https://a.example/y"}},
		"dashes within a path":                                  {"https://a.example/1914–1918 https://a.example/a—b", []string{"https://a.example/1914–1918 → https://a.example/1914–1918", "https://a.example/a—b → https://a.example/a—b"}},
		"a dash behind an address":                              {"https://a.example/x – https://a.example/y—", []string{"https://a.example/x → https://a.example/x", "https://a.example/y → https://a.example/y"}},
		"an underscore ends an address":                         {"https://a.example/Foo_", []string{"https://a.example/Foo_ → https://a.example/Foo_"}},
		"but not between two of them":                           {"_https://a.example/Foo_", []string{"https://a.example/Foo → https://a.example/Foo"}},
		"www without a scheme":                                  {"www.a.example/x?y, (www.b.example) WWW.c.example", []string{"www.a.example/x?y → https://www.a.example/x?y", "www.b.example → https://www.b.example/", "WWW.c.example → https://www.c.example/"}},
		"www where it starts no address":                        {"www.a www. xwww.a.example anna@www.a.example x.www.a.example", []string{"anna@www.a.example → mailto:anna@www.a.example"}},
		"a number after www":                                    {"www.1.2", nil},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, c.want, leads(text.Parse(c.text)))
		})
	}
}

func TestALinkToAPersonLeadsToThatPerson(t *testing.T) {
	for href, want := range map[string]string{
		"mailto:o'hara@example.com":           "mailto:o%27hara@example.com",
		"mailto:o%27hara@example.com":         "mailto:o%27hara@example.com",
		"mailto:r&amp;d@example.com":          "mailto:r%26d@example.com",
		"mailto:info@müller.example":          "mailto:info@müller.example",
		"mailto:jürgen@example.com?subject=a": "mailto:jürgen@example.com?subject=a",
		// None of these has one meaning to every program.
		"mailto:a%0Ab@example.com":    "",
		"mailto:a%2Cb@example.com":    "",
		"mailto:a,b@example.com":      "",
		"mailto:a%40b@example.com":    "",
		"mailto:a%250Ab@example.com":  "",
		"mailto:'a@example.com":       "",
		"mailto:a\u202eb@example.com": "",
	} {
		t.Run(href, func(t *testing.T) {
			d := html.Parse(`<a href="` + href + `">x</a>`)
			got := ""
			for _, l := range leads(d) {
				got = strings.TrimPrefix(l, "x → ")
			}
			require.Equal(t, want, got)
		})
	}
	u, err := content.ParseURL("mailto:o%27hara@example.com?subject=x")
	require.NoError(t, err)
	require.Equal(t, "o'hara@example.com", u.Address())
}

func TestWhereALinkLeadsIsSaid(t *testing.T) {
	for name, c := range map[string]struct{ op, in, want string }{
		"of a picture in plain text":        {"html_to_text", `<a href="https://a.example/pay"><img src="https://a.example/b.png" alt="Pay now"></a>`, "[Pay now] (https://a.example/pay)"},
		"of formatted words":                {"html_to_text", `<a href="https://a.example/k"><span style="color:red"><b>Reset</b> it</span></a>`, "Reset it (https://a.example/k)"},
		"of words in a heading of a list":   {"html_to_text", `<ul><li><a href="https://a.example/k"><i>K</i></a></ul>`, "- K (https://a.example/k)"},
		"of formatted BBCode":               {"bbcode_to_text", `[url=https://a.example/pay][b]Pay[/b][/url]`, "Pay (https://a.example/pay)"},
		"in a table":                        {"html_to_text", `<table><tr><td>7<td><a href="https://a.example/t">Track</a></table>`, "7 | Track (https://a.example/t)"},
		"once, when the words say it":       {"html_to_text", `<a href="https://a.example/t">https://a.example/t</a> <a href="mailto:a@b.cc">a@b.cc</a>`, "https://a.example/t a@b.cc"},
		"of a person with an apostrophe":    {"html_to_text", `<a href="mailto:o'hara@a.example">Mail</a> <a href="mailto:o'hara@a.example">o'hara@a.example</a>`, "Mail (o'hara@a.example) o'hara@a.example"},
		"in BBCode":                         {"html_to_bbcode", `<a href="mailto:o'hara@a.example">o'hara@a.example</a> <a href="mailto:r&amp;d@a.example">R</a>`, "o'hara@a.example [email=r&d@a.example]R[/email]"},
		"of brackets in BBCode":             {"text_to_bbcode", `https://a.example/?q=[x]`, "[url=https://a.example/?q=%5Bx%5D]https://a.example/?q=[x][/url]"},
		"of a telephone, once":              {"html_to_text", `<a href="tel:+49 30 123">Call</a> <a href="tel:+4930123">+49 (30) 12-3</a> <a href="tel:+4930123">030 123</a>`, "Call (+4930123) +49 (30) 12-3 030 123 (+4930123)"},
		"in code":                           {"html_to_text", `<pre>a <a href="https://a.example/x">b</a> <a href="https://a.example/">https://a.example</a> <a href="mailto:a@b.cc">a@b.cc</a> <a href="javascript:x">c</a><a href="https://a.example/y"> </a></pre>`, "a b (https://a.example/x) https://a.example a@b.cc c"},
		"against the base of a mail":        {"html_to_text", `<base href="https://a.example/b/"><base href="https://c.example/"><a href="d">D</a> <a href="/e?f">E</a> <a href="#g">G</a>`, "D (https://a.example/b/d) E (https://a.example/e?f) G"},
		"against none that is refused":      {"html_to_text", `<base href="javascript:x"><base href="ftp://a.example/"><a href="d">D</a>`, "D (d)"},
		"nor one that is long":              {"html_to_text", `<base href="https://a.example/` + strings.Repeat("b", 64) + `/"><a href="d">D</a>`, "D (d)"},
		"of a person behind slashes":        {"html_to_text", `<a href="mailto://anna@a.example">Anna</a> <a href="MAILTO:?subject=x&amp;To=a@b.cc">new</a> <a href="mailto:?subject=x">share</a>`, "Anna (anna@a.example) new (a@b.cc) share"},
		"in Markdown":                       {"html_to_markdown", `<a href="https://a.example/pay"><img src="https://a.example/b.png" alt="Pay"></a>`, `[![Pay](https://a.example/b.png)](https://a.example/pay)`},
		"of an address in pointed brackets": {"html_to_text", `Anna <anna@a.example> and <https://a.example/x> wrote`, "Anna <anna@a.example> and <https://a.example/x> wrote"},
		"of the areas of a picture":         {"html_to_text", `<img src="https://a.example/m.png" usemap="#m" alt="Menu"><map name=m><area href="https://a.example/1" alt="One"><area shape=rect href="https://a.example/2"><area nohref></map>`, "[Menu] One (https://a.example/1) https://a.example/2"},
		"of a person in an area":            {"html_to_markdown", `x <MAP><AREA HREF="mailto:a@b.cc" ALT="Anna"></MAP> y`, "x [Anna](mailto:a@b.cc) y"},
		"of a frame":                        {"html_to_text", `<p>See<iframe src="https://a.example/film" width=560 height=315>no frames</iframe>here`, "See https://a.example/film here"},
		"of a frame by its name":            {"html_to_text", `<iframe src="https://a.example/map" title="Our map"></iframe>`, "Our map (https://a.example/map)"},
		"of an object by its words":         {"html_to_text", `See <object data="https://a.example/m.pdf">the manual</object>.`, "See the manual (https://a.example/m.pdf)."},
		"of an object without":              {"html_to_bbcode", `<object data="https://a.example/m.pdf"> </object>`, "https://a.example/m.pdf"},
		"of an object with a frame in it":   {"html_to_text", `<object data="https://a.example/m"><embed src="https://a.example/m"></object>`, "https://a.example/m"},
		"of an object with a link in it":    {"html_to_text", `<object data="https://a.example/m"><a href="https://a.example/n">open</a></object>`, "open (https://a.example/n)"},
		"of a film":                         {"html_to_text", `a<video src="https://a.example/v" title="The fault">no films</video>b`, "a The fault (https://a.example/v) b"},
		"of a film's first source":          {"html_to_text", `<video><source src="https://a.example/v.mp4"><source src="https://a.example/v.webm">no films</video>`, "https://a.example/v.mp4"},
		"of a sound":                        {"html_to_text", `<audio controls><source src="https://a.example/s"></audio>`, "https://a.example/s"},
		"a film within the mail":            {"html_to_text", `See<video src="cid:film%201.mp4@x"></video>`, "See film 1.mp4"},
		"none of what is hidden":            {"html_to_text", `a<video width=1 src="https://a.example/t"></video><video style="display:none"><source src="https://a.example/t"></video><object data="https://a.example/t" hidden></object><object data="javascript:x"></object><select><source src="https://a.example/t"></select>b`, "ab"},
		"an empty link of a board":          {"bbcode_to_text", "[url=https://a.example/x][/url], [email=a@a.example] [/email]", "https://a.example/x, a@a.example"},
		"a path in a mail":                  {"html_to_text", `<a href="/help">Help</a> <a href="#top">top</a> <a href="https:/a.example">x</a> <a href="tg://resolve?domain=x">chat</a>`, "Help (/help) top x (https:/a.example) chat (tg://resolve?domain=x)"},
		"but of none that counts readers":   {"html_to_text", `a<iframe src="https://a.example/t" width=1 height=1></iframe><embed src="https://a.example/t" style="display:none"><iframe src="about:blank"></iframe><map style="visibility:hidden"><area href="https://a.example/t"></map>b`, "ab"},
		"of the source of a quotation":      {"html_to_bbcode", `<blockquote><cite><a href="https://a.example/n">News</a></cite>Words</blockquote>`, `[quote="News (https://a.example/n)"]Words[/quote]`},
		"once, where the source says it":    {"html_to_text", `<blockquote><cite>Anna <a href="mailto:a@b.cc">a@b.cc</a> <time>5 May</time></cite>Words</blockquote>`, "Anna a@b.cc, 5 May:\n> Words"},
		"but not of elements in them":       {"html_to_text", `a<o:p>b</o:p><x@y onclick=z>c`, "abc"},
	} {
		t.Run(name, func(t *testing.T) {
			var conv convert.Converter
			got, ok := conv.Convert(c.op, c.in, nil)
			require.True(t, ok)
			require.Equal(t, c.want, got)
		})
	}
}
