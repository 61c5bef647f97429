package rich_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/content"
	"deskside/shared/content/bbcode"
	"deskside/shared/content/html"
	"deskside/shared/content/rich"
)

func TestWhatAnEditorIsToldIsWhatItSays(t *testing.T) {
	for _, c := range []struct{ name, source, back string }{
		{"words stay", "one two", "one two"},
		{"paragraphs stay two", "one\n\ntwo", "one\n\ntwo"},
		{"a line break stays one", "one\ntwo", "one\ntwo"},
		{"formatting stays", "a [b]b[/b] [i]c[/i] [u]d[/u] [s]e[/s] [sub]f[/sub][sup]g[/sup]", "a [b]b[/b] [i]c[/i] [u]d[/u] [s]e[/s] [sub]f[/sub][sup]g[/sup]"},
		{"what ends last stands around the rest", "[i][b]a[/b] b[/i]", "[i][b]a[/b] b[/i]"},
		{"what crosses is nested anew", "[b]a[i]b[/b]c[/i]", "[b]a[i]b[/i][/b][i]c[/i]"},
		{"formatting goes on behind a line break", "[b]a\nb[/b]", "[b]a\nb[/b]"},
		{"a link stays", "[url=https://a.b/c]d [b]e[/b][/url]", "[url=https://a.b/c]d [b]e[/b][/url]"},
		{"code stays code", "a [icode]b [c][/icode]\n[code=go]d\n  e[/code]", "a [icode]b [c][/icode]\n[code=go]d\n  e[/code]"},
		{"a list stays", "[ol type=\"a\" start=\"3\"][li]a[ul][li]b[/li][/ul][/li][li]c[/li][/ol]", "[ol type=\"a\" start=\"3\"][li]a\n[ul][li]b[/li][/ul][/li][li]c[/li][/ol]"},
		{"a table stays", "[table][tr][th]a[/th][td colspan=\"2\"]b[/td][/tr][tr][td]c[/td][td][/td][td]d[/td][/tr][/table]", "[table][tr][th]a[/th][td colspan=\"2\"]b[/td][/tr][tr][td]c[/td][td][/td][td]d[/td][/tr][/table]"},
		{"a quote keeps whose it is", "[quote=\"Anna\" date=\"5 May\" ref=\"7\"]a[/quote]", "[quote=\"Anna\" date=\"5 May\" ref=\"7\"]a[/quote]"},
		{"a spoiler keeps its title", "[spoiler=\"end\"]a[/spoiler]", "[spoiler=\"end\"]a[/spoiler]"},
		{"headings and alignment stay", "[h2]a[/h2]\n[center]b[/center]", "[h2]a[/h2]\n[center]b[/center]"},
		{"a rule stays", "a\n[hr]\nb", "a\n[hr]\nb"},
		{"an image stays", "[img width=\"9\" height=\"8\" alt=\"b\"]https://a.b/c.png[/img]", "[img width=\"9\" height=\"8\" alt=\"b\"]https://a.b/c.png[/img]"},
		{"people and files stay", "[mention=7]Anna[/mention] [attach=9 url=https://f.g/h]x.pdf[/attach]", "[mention=7]Anna[/mention] [attach=9 url=\"https://f.g/h\"]x.pdf[/attach]"},
		{"colours, sizes and fonts stay", "[color=red]a[/color] [size=5]b[/size] [font=Arial]c[/font]", "[color=#ff0000]a[/color] [size=5]b[/size] [font=Arial]c[/font]"},
		{"what is no tag stays as text", "[foo] a[", "[foo] a["},
		{"right to left stays", "שלום [b]عالم[/b]", "שלום [b]عالم[/b]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			require.Equal(t, c.back, bbcode.Print(rich.Read(rich.Print(bbcode.Parse(c.source)))))
		})
	}
}

func TestWhatOnlyHTMLSaysStaysToo(t *testing.T) {
	for _, source := range []string{`<div class="signature"><p>Anna</p></div>`, `<div class="gmail_quote">On 3 May 2020 Anna wrote:<blockquote type=cite>a</blockquote></div>`} {
		d := html.Parse(source)
		require.Equal(t, html.Print(d), html.Print(rich.Read(rich.Print(d))))
	}
}

// program writes one by Fields and Leaf alone, as an editor does.
type program []byte

func (p program) open(k content.Kind, values ...any) program {
	p = append(p, byte(k))
	for _, v := range values {
		switch v := v.(type) {
		case int:
			for u := uint32(v); ; u >>= 7 {
				if u < 0x80 {
					p = append(p, byte(u))
					break
				}
				p = append(p, byte(u)|0x80)
			}
		case string:
			p = append(append(p, byte(len(v))), v...)
		}
	}
	return p
}

func (p program) text(s string) program { return p.open(content.Text, s) }

func (p program) end() program { return append(p, rich.End) }

func TestAnEditorMaySayItOtherwise(t *testing.T) {
	start := program{rich.Version}[:1:1]
	paragraph := start.open(content.Paragraph, 0)
	paragraph = paragraph[:len(paragraph):len(paragraph)]
	bold := func(p program, s string) program { return p.open(content.Bold).text(s).end() }
	link := func(p program, to, s string) program { return p.open(content.Link, to).text(s).end() }
	for name, c := range map[string]struct {
		program []byte
		want    string
	}{
		"equal formatting side by side is one":      {bold(bold(paragraph, "a"), "b").end(), "[b]ab[/b]"},
		"a link in pieces is one":                   {paragraph.open(content.Link, "https://a.b").text("a").end().open(content.Bold).open(content.Link, "https://a.b").text("b").end().end().end(), "[url=https://a.b/]a[b]b[/b][/url]"},
		"two links are two":                         {link(link(paragraph, "https://a.b", "a"), "https://c.d", "b").end(), "[url=https://a.b/]a[/url][url=https://c.d/]b[/url]"},
		"a link that leads nowhere leaves its text": {link(paragraph, "javascript:x", "a").end(), "a"},
		"an address becomes a link":                 {paragraph.text("see https://a.b/c.").end(), "see https://a.b/c."},
		"an image without an address is its text":   {paragraph.open(content.Image, "data:x", "a", 0, 0).end(), "a"},
		"spaces are single":                         {paragraph.text("  a   b ").end(), "a b"},
		"an empty paragraph says nothing":           {paragraph.end().open(content.Paragraph, 0).text("a").end(), "a"},
		"an empty list says nothing":                {start.open(content.List, 0, 0).open(content.Item).open(content.Paragraph, 0).end().end().end(), ""},
		"a mark in the text is text":                {paragraph.text("[b]a[/b]").end(), "[b]a[\u200b/b]"},
		"what stands in no paragraph gets one":      {bold(start, "a"), "[b]a[/b]"},
		"what breaks off is read as far":            {bold(paragraph, "a"), "[b]a[/b]"},
		"an end too many says nothing":              {append(paragraph.text("a").end(), 0, 0), "a"},
		"a number out of bounds is the nearest":     {start.open(content.Heading, 99, 99).text("a").end(), "[justify][h6]a[/h6][/justify]"},
		"another version says nothing":              {[]byte{9, byte(content.Text), 1, 'a'}, ""},
		"nothing says nothing":                      {nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, c.want, bbcode.Print(rich.Read(c.program)))
		})
	}
}
