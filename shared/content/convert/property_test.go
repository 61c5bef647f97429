package convert_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	nethtml "golang.org/x/net/html"

	"deskside/shared/content"
	"deskside/shared/content/bbcode"
	"deskside/shared/content/convert"
	"deskside/shared/content/html"
	"deskside/shared/content/text"
)

// tree writes a document with all that it holds but places in the source.
func tree(d *content.Document) string {
	var b strings.Builder
	var write func(content.ID)
	write = func(parent content.ID) {
		for id := d.First(parent); id != 0; id = d.Next(id) {
			w, h := d.Dimensions(id)
			columns, rows := d.Spans(id)
			author, date, ref := d.Source(id)
			fmt.Fprintf(&b, "(%s", d.Kind(id).Name())
			for _, v := range []any{d.Nodes[id].Flags, d.Text(id), d.URL(id), d.Alt(id), w, h, d.Align(id), d.Level(id), d.Style(id),
				d.Ordinal(id), columns, rows, d.Language(id), author, date, ref, d.Ref(id), d.RGB(id), d.Step(id), d.Family(id)} {
				fmt.Fprintf(&b, " %v", v)
			}
			write(id)
			b.WriteString(")")
		}
	}
	write(0)
	return b.String()
}

// checkNothingIsLostUnsaid holds a report to what it is for: where it is empty, the result holds
// all that the document read from the source holds.
func checkNothingIsLostUnsaid(t testing.TB, op, in string) (silent bool) {
	var c convert.Converter
	var report content.Report
	out, ok := c.Convert(op, in, &report)
	require.True(t, ok)
	if !report.Empty() {
		return false
	}
	read := map[string]func(string) *content.Document{"html": html.Parse, "bbcode": bbcode.Parse, "text": text.Parse}
	from, to, ok := strings.Cut(op, "_to_")
	if !ok {
		from = strings.TrimPrefix(op, "sanitize_")
		to = from
	}
	if want, got := tree(read[from](in)), tree(read[to](out)); want != got {
		t.Fatalf("%s lost something without a word:\n%s\n%s\nfrom %q\nto %q", op, want, got, in, out)
	}
	if from == "html" {
		checkAgainstBrowser(t, in)
	}
	return true
}

// kept are the elements and attributes of HTML that a document has a place for.
var kept = map[string]string{
	"html": "", "head": "", "body": "", "tbody": "", "thead": "", "tfoot": "", "p": "align style", "div": "align style class id", "center": "style",
	"h1": "align style", "h2": "align style", "h3": "align style", "h4": "align style", "h5": "align style", "h6": "align style",
	"b": "style", "strong": "style", "i": "style", "em": "style", "var": "", "dfn": "", "u": "", "ins": "", "s": "", "strike": "", "del": "", "sub": "", "sup": "", "big": "", "small": "",
	"span": "style class data-id", "font": "color size face", "a": "href rel class data-id", "img": "src alt width height style", "br": "", "hr": "", "q": "", "cite": "", "time": "",
	"ul": "type", "ol": "type start", "menu": "", "dir": "", "li": "", "table": "role", "caption": "", "tr": "align", "td": "colspan rowspan align", "th": "colspan rowspan align",
	"blockquote": "cite class type", "pre": "class style", "code": "class", "kbd": "", "samp": "", "tt": "", "xmp": "", "listing": "", "plaintext": "", "details": "", "summary": "",
}

// checkAgainstBrowser reads a source that nothing was lost of as browsers do: there is no element
// or attribute in it that documents have no place for.
func checkAgainstBrowser(t testing.TB, in string) {
	root, err := nethtml.Parse(strings.NewReader("<!doctype html><body>" + in))
	require.NoError(t, err)
	var walk func(*nethtml.Node)
	walk = func(n *nethtml.Node) {
		if n.Type == nethtml.ElementNode {
			attributes, ok := kept[n.Data]
			require.True(t, ok, "the element %s of %q", n.Data, in)
			for _, a := range n.Attr {
				require.Contains(t, strings.Fields(attributes), a.Key, "an attribute of %s in %q", n.Data, in)
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(root)
}

var (
	htmlPieces = strings.Split("<p>|</p>|<div>|</div>|<b>|</b>|<i>|</i>|<u>|</u>|<a href=http://a.b/c>|</a>|<ul>|</ul>|<ol start=4 type=i>|</ol>|<li>|</li>|<table>|</table>|<tr>|<td>|<th>|<td colspan=2>|"+
		"<blockquote class=quote>|<blockquote type=cite>|</blockquote>|<cite>A|</cite>|<pre>|</pre>|<code>|</code>|<h2>|</h2>|<h3 align=right>|</h3>|<br>|<hr>|<details>|</details>|<summary>|</summary>|"+
		"<font color=red>|<font size=5>|<font face=Arial>|</font>|<span style='color:red'>|</span>|<div class=signature>|<span class=mention data-id=7>n</span>|<a class=attachment data-id=x href=http://f.g/h>f</a>|"+
		"<img src=http://i.j/k alt='z [b]'>|<img src=http://i.j/k>|a|b|c d| |\n|&amp;|&lt;|&nbsp;|[b]|[/b]|[*]|http://x.y|a@b.cc|Ж|😀|<q>|</q>|<center>|</center>|<sub>|</sub>|<x-y>|<p onclick=z>|<b title=t>|<script>s</script>|<!-- c -->|<a href=javascript:x>|\x01|\xff|<section>|<dl><dt>|<wbr>|<p style='margin:0'>", "|")
	bbcodePieces = strings.Split("[b]|[/b]|[i]|[/i]|[color=red]|[color=x]|[/color]|[size=5]|[size=99px]|[/size]|[font=Arial]|[/font]|[url=http://a.b/c]|[url=javascript:x]|[/url]|[url]|[email]|[/email]|[img]|[/img]|"+
		"[quote]|[quote=A date=b]|[quote=\"x y\" z=1]|[/quote]|[code]|[code=go]|[/code]|[icode]|[/icode]|[noparse]|[/noparse]|[list]|[list=a]|[*]|[/list]|[ol]|[li]|[/li]|[/ol]|[table][tr][td]|[td]|[th colspan=2]|[tr]|[/table]|"+
		"[hr]|[br]|[h1]|[/h1]|[center]|[/center]|[align=right]|[/align]|[spoiler=T]|[/spoiler]|[mention=7]|[/mention]|[attach=9 url=http://f.g/h]|[/attach]|a|b|c d| |\n|\n\n|http://x.y|a@b.cc|Ж|😀|[foo]|[|]|\x01|\xff|<b>|&amp;", "|")
)

func TestWhatIsLostIsReported(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	compose := func(pieces []string) string {
		var b strings.Builder
		for range 1 + r.IntN(8) {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		return b.String()
	}
	rounds := 1500
	if testing.Short() {
		rounds = 800
	}
	silent := map[string]int{}
	for range rounds {
		for _, c := range []struct {
			op     string
			pieces []string
		}{{"sanitize_html", htmlPieces}, {"html_to_bbcode", htmlPieces}, {"bbcode_to_html", bbcodePieces}, {"sanitize_bbcode", bbcodePieces}, {"text_to_html", bbcodePieces}, {"text_to_bbcode", htmlPieces}} {
			if checkNothingIsLostUnsaid(t, c.op, compose(c.pieces)) {
				silent[c.op]++
			}
		}
	}
	for op, n := range silent {
		require.Greater(t, n, rounds/50, "%s reports losses where there are none", op)
	}
	require.Len(t, silent, 6)
}

func FuzzLosses(f *testing.F) {
	for _, s := range []string{
		"<p onclick=x>a<script>b</script><!-- c --></p>", "<blockquote class=quote><cite>A</cite>b</blockquote>", "[quote=A]b[/quote][foo]", "[color=red]a[/color][size=5]b[/size]",
		"<table><tr><th>a<td>b</table>", "<a href=http://a.b/c>d</a>", "[url=http://a.b]c[/url] a[i]",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, in string) {
		for _, op := range []string{"sanitize_html", "html_to_bbcode", "bbcode_to_html", "sanitize_bbcode", "text_to_html", "text_to_bbcode"} {
			checkNothingIsLostUnsaid(t, op, in)
		}
	})
}
