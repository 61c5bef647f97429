package markdown_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	goldhtml "github.com/yuin/goldmark/renderer/html"
	nethtml "golang.org/x/net/html"

	"deskside/shared/content"
	"deskside/shared/content/bbcode"
	"deskside/shared/content/html"
	"deskside/shared/content/markdown"
)

// peer reads Markdown as GitHub does and passes raw HTML on, so that any would be seen.
var peer = goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithRendererOptions(goldhtml.WithUnsafe()))

// outline writes blocks with their nesting, and text with the formatting that it stands in.
type outline struct {
	strings.Builder
	counts [256]int
	urls   []string
	space  bool
	run    string // the formatting of the text before

	heading bool // line breaks are spaces
}

func (o *outline) block(name string) { o.WriteString("\n" + name + " "); o.space, o.run = false, "" }

// text is written with the formatting before each part that has its own.
func (o *outline) text(s string) {
	for _, c := range s {
		if c == ' ' || c == '\n' || c == '\t' {
			o.space = !strings.HasSuffix(o.String(), "↵")
			continue
		}
		run := "{"
		for _, f := range []byte("bisc") {
			if o.counts[f] > 0 {
				run += string(f)
			}
		}
		if n := len(o.urls); n > 0 {
			run += " " + o.urls[n-1]
		}
		if run += "}"; run != o.run {
			o.WriteString(run)
			o.run = run
		}
		if o.space {
			o.WriteByte(' ')
		}
		o.space = false
		o.WriteRune(c)
	}
}

func (o *outline) code(s string) { fmt.Fprintf(o, "%q", s) }

// escape is a percent escape that is one.
var escape = regexp.MustCompile(`%[0-9A-Fa-f]{2}`)

// plain is a URL without percent escapes, which readers of Markdown add.
func plain(u string) string {
	for range 3 {
		u = escape.ReplaceAllStringFunc(u, func(e string) string {
			c, _ := strconv.ParseUint(e[1:], 16, 8)
			return string([]byte{byte(c)})
		})
	}
	return u
}

var kinds = map[string]byte{"strong": 'b', "em": 'i', "del": 's', "code": 'c'}

func (o *outline) peer(t testing.TB, n *nethtml.Node) {
	next := func() {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			o.peer(t, c)
		}
	}
	attr := func(name string) string {
		for _, a := range n.Attr {
			if a.Key == name {
				return a.Val
			}
		}
		return ""
	}
	if n.Type == nethtml.TextNode {
		o.text(n.Data)
		return
	}
	if n.Type == nethtml.CommentNode {
		t.Fatalf("a comment: %s", n.Data)
	}
	switch n.Data {
	case "", "html", "head", "body", "tbody", "thead":
		next()
	case "p":
		o.block("p")
		next()
	case "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "li", "table", "tr":
		o.block(n.Data)
		next()
		if n.Data[0] != 'h' {
			o.block("/" + n.Data)
		}
	case "th", "td":
		o.block("td")
		o.peerCell(n)
	case "ol":
		start := attr("start")
		if start == "" {
			start = "1"
		}
		o.block("ol" + start)
		next()
		o.block("/ol")
	case "hr":
		o.block("hr")
	case "pre":
		o.block("pre")
		require.Equal(t, "code", n.FirstChild.Data)
		n = n.FirstChild
		o.code(strings.TrimPrefix(attr("class"), "language-"))
		if n.FirstChild != nil {
			o.code(n.FirstChild.Data)
		}
	case "br":
		o.WriteString("↵")
		o.space = false
	case "a":
		o.urls = append(o.urls, plain(attr("href")))
		next()
		o.urls = o.urls[:len(o.urls)-1]
	case "img":
		o.text("🖼")
		o.WriteString(plain(attr("src")))
		o.code(strings.Join(strings.Fields(attr("alt")), " "))
	case "strong", "em", "del", "code":
		o.counts[kinds[n.Data]]++
		next()
		o.counts[kinds[n.Data]]--
	default:
		t.Fatalf("the element %s", n.Data)
	}
}

func (o *outline) document(d *content.Document, parent content.ID) {
	paragraph := func(words string) {
		if words != "" {
			o.block("p")
			o.text(words + ":")
		}
	}
	for id := d.First(parent); id != 0; id = d.Next(id) {
		next := func() { o.document(d, id) }
		format := func(f byte) {
			o.counts[f]++
			next()
			o.counts[f]--
		}
		switch k := d.Kind(id); k {
		case content.Paragraph:
			o.block("p")
			next()
		case content.Heading:
			o.block(fmt.Sprintf("h%d", d.Level(id)))
			o.heading = true
			next()
			o.heading = false
		case content.Quote:
			author, date, _ := d.Source(id)
			paragraph(strings.Join(strings.FieldsFunc(author+"\x00"+date, func(r rune) bool { return r == 0 }), ", "))
			o.block("blockquote")
			next()
			o.block("/blockquote")
		case content.CodeBlock:
			o.block("pre")
			o.code(d.Language(id))
			o.code(d.Text(id) + "\n")
		case content.List:
			name := "ul"
			if d.Style(id) != content.Bullet {
				name = fmt.Sprintf("ol%d", d.Ordinal(id))
			}
			o.block(name)
			next()
			o.block("/" + name[:2])
		case content.Item:
			o.block("li")
			next()
			o.block("/li")
		case content.Table:
			o.table(d, id)
		case content.Rule:
			o.block("hr")
		case content.Spoiler:
			paragraph(d.Text(id))
			next()
		case content.Signature:
			o.block("p")
			o.text("--")
			next()
		case content.Text:
			o.text(d.Text(id))
		case content.Break:
			if o.heading {
				o.space = true
				continue
			}
			o.WriteString("↵")
			o.space = false
		case content.Bold:
			format('b')
		case content.Italic:
			format('i')
		case content.Strike:
			format('s')
		case content.Code:
			o.counts['c']++
			o.text(d.Text(id))
			o.counts['c']--
		case content.Link:
			o.urls = append(o.urls, plain(d.URL(id).String()))
			next()
			o.urls = o.urls[:len(o.urls)-1]
		case content.Image:
			o.text("🖼")
			o.WriteString(plain(d.URL(id).String()))
			o.code(strings.Join(strings.Fields(d.Alt(id)), " "))
		case content.Mention:
			o.text("@" + d.Text(id))
		case content.Attachment:
			if u := d.URL(id); !u.IsZero() {
				o.urls = append(o.urls, plain(u.String()))
				o.text(d.Text(id))
				o.urls = o.urls[:len(o.urls)-1]
			} else {
				o.text(d.Text(id))
			}
		default:
			next()
		}
	}
}

// table writes a table as Markdown has it: all rows as wide as the widest, a head first.
func (o *outline) table(d *content.Document, id content.ID) {
	wide, head := 0, true
	for row := d.First(id); row != 0; row = d.Next(row) {
		n := 0
		for cell := d.First(row); cell != 0; cell = d.Next(cell) {
			n++
			head = head && (row != d.First(id) || d.Nodes[cell].Flags&content.Header != 0)
		}
		wide = max(wide, n)
	}
	o.block("table")
	if !head {
		o.block("tr" + strings.Repeat(" \ntd", wide) + " \n/tr")
	}
	for row := d.First(id); row != 0; row = d.Next(row) {
		o.block("tr")
		n := 0
		for cell := d.First(row); cell != 0; cell = d.Next(cell) {
			o.block("td")
			o.cell(d, cell)
			n++
		}
		for ; n < wide; n++ {
			o.block("td")
		}
		o.block("/tr")
	}
	o.block("/table")
}

// cell writes the characters below a node, without formatting and white space.
func (o *outline) cell(d *content.Document, parent content.ID) {
	for id := d.First(parent); id != 0; id = d.Next(id) {
		author, date, _ := d.Source(id)
		at := ""
		if d.Kind(id) == content.Mention {
			at = "@"
		}
		o.WriteString(strings.Join(strings.Fields(author+date+at+d.Text(id)+d.Alt(id)), ""))
		o.cell(d, id)
	}
}

func (o *outline) peerCell(n *nethtml.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == nethtml.TextNode {
			o.WriteString(strings.Join(strings.Fields(c.Data), ""))
		}
		for _, a := range c.Attr {
			if a.Key == "alt" {
				o.WriteString(strings.Join(strings.Fields(a.Val), ""))
			}
		}
		o.peerCell(c)
	}
}

func same(t testing.TB, d *content.Document, from string) {
	printed := markdown.Print(d)
	var page bytes.Buffer
	require.NoError(t, peer.Convert([]byte(printed), &page))
	root, err := nethtml.Parse(bytes.NewReader(page.Bytes()))
	require.NoError(t, err)
	var want, got outline
	want.document(d, 0)
	got.peer(t, root)
	// A tight list has no p for an item's first paragraph.
	loose := func(o *outline) string { return strings.ReplaceAll(o.String(), "\nli \np ", "\nli ") }
	if loose(&want) != loose(&got) {
		require.Equal(t, loose(&want), loose(&got), "from %q\nprinted %q\nread as %q", from, printed, page.String())
	}
}

func TestWhatIsPrintedMeansTheSameToAnotherReader(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	rounds := 3000
	if testing.Short() {
		rounds = 1000
	}
	for range rounds {
		src := compose(r)
		same(t, html.Parse(src), src)
		same(t, bbcode.Parse(src), src)
	}
}

func compose(r *rand.Rand) string {
	var b strings.Builder
	for range 1 + r.IntN(16) {
		b.WriteString(pieces[r.IntN(len(pieces))])
	}
	return b.String()
}

// pieces are markup of both languages and what means something to Markdown.
var pieces = strings.Split("<p>|</p>|<b>|</b>|<i>|</i>|<s>|</s>|<u>|</u>|<font color=red>|</font>|<code>|</code>|<pre>|</pre>|<br>|<hr>|<ul>|</ul>|<ol start=7>|</ol>|<li>|"+
	"<blockquote>|</blockquote>|<cite>A</cite>|<h2>|</h2>|<table><tr><td>|<td>|<th>|<tr>|</table>|<a href=http://a.b/c?d&e=(f)>|<a href='http://x.y/&copy;_*'>|</a>|<img src=http://g.h/i alt='j [k] !'>|"+
	"<details><summary>t</summary>|</details>|<div class=signature>|</div>|<span class=mention data-id=7>n</span>|<a class=attachment data-id=x href=http://f.g/h>file</a>|"+
	"[b]|[/b]|[i]|[/i]|[s]|[/s]|[list]|[*]|[/list]|[quote=A]|[/quote]|[code=go]|[/code]|[icode]|[/icode]|[h1]|[/h1]|[url=http://a.b]|[/url]|\n|\n\n|"+
	"a|b|1|12| | | |.|.|)|-|+|*|_|__|**|~~|~|#|# |## |>|&gt;|&lt;|`|``|```|\\|!|[|]|(|:|: |//|/|=|===|---|--|- |* |+ |1. |2) |&amp;|&amp;amp;|&amp;#65;|&copy;|@|a@b.cd|www.|www.a.bc|http://|http://q.w|https://u:p@h.i/j|"+
	"mailto:|xmpp:|ftp://|я|Ж|«|»|—|é|×|€|\u00a0|\u2003|\u200b|\u3000|😀|مرحبا|שלום|中|'|\"|$|%|^|{|}|;|,|?|<!-- x -->|&lt;b&gt;|&lt;!--|\t|[^1]|[x]: y|- [ ] |:---|^a|:smile:", "|")

func FuzzMarkdown(f *testing.F) {
	for _, s := range []string{
		"<b>a</b>b<i>(c)</i> <ul><li>1. x<li><blockquote>y</blockquote></ul>", "[b]x[/b]~[s]~[/s] \\\ny",
		"<table><tr><th>a|b<td><code>c|`</code></table><pre>```\n\tx</pre>", "<a href='http://a.b/(c)'>!<img src=http://d.e/f alt=']('></a>",
		"www.a.bc http://u:p@h.i &amp;amp; *_~`#-+.", "0<B>0<i>00", "é<s>0<b>0<i>0</i>0</b>0</s>0<i>(</i>0", "<ol start=3><li>a<ol start=2><li>b</ol></ol><ol><li>c</ol>",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src string) {
		same(t, html.Parse(src), src)
		same(t, bbcode.Parse(src), src)
	})
}
