package rich_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/content"
	"deskside/shared/content/bbcode"
	"deskside/shared/content/html"
	"deskside/shared/content/rich"
)

// tree writes a document with all that it holds. flat leaves open in which order formatting is nested,
// and whether a link to one address is one or two.
func tree(d *content.Document, flat bool) string {
	var b strings.Builder
	var last string // what the text before stands in
	var write func(content.ID, []string)
	write = func(parent content.ID, in []string) {
		for id := d.First(parent); id != 0; id = d.Next(id) {
			k := d.Kind(id)
			w, h := d.Dimensions(id)
			columns, rows := d.Spans(id)
			author, date, ref := d.Source(id)
			says := k.Name()
			for _, v := range []any{d.Nodes[id].Flags, d.URL(id), d.Alt(id), w, h, d.Align(id), d.Level(id), d.Style(id), d.Ordinal(id),
				columns, rows, d.Language(id), author, date, ref, d.Ref(id), d.RGB(id), d.Step(id), d.Family(id)} {
				says += fmt.Sprintf(" %v", v)
			}
			switch {
			case flat && k.Formats() && k != content.Code:
				write(id, append(slices.Clone(in), says))
				continue
			case flat && k.Inline():
				sorted := slices.Clone(in)
				slices.Sort(sorted)
				if k == content.Break {
					sorted = nil
				}
				if now := strings.Join(append(sorted, says), "|"); now != last || k != content.Text && k != content.Code {
					b.WriteString("\n" + now + " ")
					last = now
				}
				b.WriteString(d.Text(id))
				continue
			}
			last = ""
			b.WriteString("(" + says + " " + d.Text(id))
			write(id, nil)
			b.WriteString(")")
			last = ""
		}
	}
	write(0, nil)
	return b.String()
}

// checkDocument holds that an editor which was told a source and says it back says the same, and that
// what it says is stable. Whether BBCode can say all of it is told.
func checkDocument(t testing.TB, d *content.Document, source string) (said bool) {
	back := rich.Read(rich.Print(d))
	if want, got := tree(d, true), tree(back, true); want != got {
		t.Fatalf("an editor said otherwise:\n%s\n%s\nfrom %q", want, got, source)
	}
	again := rich.Read(rich.Print(back))
	if want, got := tree(back, false), tree(again, false); want != got {
		t.Fatalf("an editor said otherwise the second time:\n%s\n%s\nfrom %q", want, got, source)
	}
	var report content.Report
	bbcode.Losses(back, &report)
	if !report.Empty() {
		return false
	}
	first := bbcode.Print(back)
	read := bbcode.Parse(first)
	if want, got := tree(back, false), tree(read, false); want != got {
		t.Fatalf("the source that an editor left says otherwise:\n%s\n%s\n%q\nfrom %q", want, got, first, source)
	}
	if second := bbcode.Print(rich.Read(rich.Print(read))); second != first {
		t.Fatalf("the second round changed the source:\n%q\n%q\nfrom %q", first, second, source)
	}
	return true
}

var (
	bbcodePieces = strings.Split("[b]|[/b]|[i]|[/i]|[u]|[/u]|[sub]|[/sub]|[sup]|[/sup]|[color=red]|[color=#00f]|[/color]|[size=5]|[/size]|[font=Arial]|[/font]|[url=http://a.b/c]|[url=http://x.y]|[url=javascript:x]|[/url]|[url]|[email]|[/email]|[img]|[/img]|"+
		"[quote]|[quote=A date=b]|[quote=\"x y\" z=1]|[/quote]|[code]|[code=go]|[/code]|[icode]|[/icode]|[noparse]|[/noparse]|[list]|[list=a]|[*]|[/list]|[ol]|[li]|[/li]|[/ol]|[table][tr][td]|[td]|[th colspan=2]|[tr]|[/table]|"+
		"[hr]|[br]|[h1]|[/h1]|[center]|[/center]|[align=right]|[/align]|[spoiler=T]|[/spoiler]|[mention=7]|[/mention]|[attach=9 url=http://f.g/h]|[/attach]|a|b|c d| |\n|\n\n|http://x.y|a@b.cc|Ж|😀|\u00a0|\u200b|[foo]|[|]|\x01|\xff|<b>|&amp;", "|")
	htmlPieces = strings.Split("<p>|</p>|<b>|</b>|<i>|</i>|<u>|</u>|<a href=http://a.b/c>|</a>|<ul>|</ul>|<ol start=4 type=i>|</ol>|<li>|</li>|<table>|</table>|<tr>|<td>|<th>|<td colspan=2>|"+
		"<blockquote class=quote>|<blockquote type=cite>|</blockquote>|<cite>A|</cite>|<pre>|</pre>|<code>|</code>|<h2>|</h2>|<h3 align=right>|</h3>|<br>|<hr>|<details>|</details>|<summary>|</summary>|"+
		"<font color=red>|<font size=5>|</font>|<div class=signature>|</div>|<span class=mention data-id=7>n</span>|<a class=attachment data-id=x href=http://f.g/h>f</a>|<img src=http://i.j/k alt='z [b]'>|a|b|c d| |&nbsp;|[b]|[/b]|http://x.y|Ж|<sub>|</sub>", "|")
)

func TestASourceIsTheSameBehindAnEditor(t *testing.T) {
	r := rand.New(rand.NewPCG(21, 22))
	rounds := 1500
	if testing.Short() {
		rounds = 800
	}
	said := 0
	for range rounds {
		for _, pieces := range [][]string{bbcodePieces, htmlPieces} {
			var b strings.Builder
			for range 1 + r.IntN(16) {
				b.WriteString(pieces[r.IntN(len(pieces))])
			}
			d := bbcode.Parse(b.String())
			if &pieces[0] == &htmlPieces[0] {
				d = html.Parse(b.String())
			}
			if checkDocument(t, d, b.String()) {
				said++
			}
		}
	}
	require.Greater(t, said, rounds, "BBCode can say most of it")
}

// generator makes programs that a schema of Fields allows.
type generator struct{ *rand.Rand }

func (g generator) pick(s ...string) string { return s[g.IntN(len(s))] }

func (g generator) blocks(p program, deep int) program {
	for range 1 + g.IntN(3) {
		p = g.block(p, deep)
	}
	return p
}

func (g generator) block(p program, deep int) program {
	most := 9
	if deep > 2 {
		most = 4
	}
	switch g.IntN(most) {
	case 0, 1:
		return g.line(p.open(content.Paragraph, g.IntN(4))).end()
	case 2:
		return g.line(p.open(content.Heading, 1+g.IntN(6), g.IntN(4))).end()
	case 3:
		return p.open(content.CodeBlock, g.pick("", "go")).text(g.pick("a", " b\n\n c", "[/code]", "<b>")).end()
	case 4:
		return p.open(content.Rule)
	case 5:
		p = p.open(content.List, g.IntN(6), g.IntN(4))
		for range 1 + g.IntN(3) {
			p = g.blocks(p.open(content.Item), deep+1).end()
		}
		return p.end()
	case 6:
		p = p.open(content.Table)
		columns := 1 + g.IntN(3)
		for range 1 + g.IntN(3) {
			p = p.open(content.Row)
			for range columns {
				p = g.blocks(p.open(content.Cell, g.IntN(2), 1+g.IntN(2), 1), 3).end()
			}
			p = p.end()
		}
		return p.end()
	case 7:
		return g.blocks(p.open(content.Quote, g.pick("", "Anna"), g.pick("", "5 May"), g.pick("", "7"), 0), deep+1).end()
	}
	return g.blocks(p.open(content.Spoiler, g.pick("", "end")), deep+1).end()
}

func (g generator) line(p program) program {
	for range g.IntN(6) {
		open := 0
		for k := content.Code; int(k) < content.Kinds; k++ {
			if g.IntN(8) > 0 {
				continue
			}
			open++
			switch k {
			case content.Color:
				p = p.open(k, g.IntN(2)*0xff0000+0xff)
			case content.Size, content.Font:
				p = p.open(k, 1+g.IntN(7))
			case content.Link:
				p = p.open(k, g.pick("https://a.b/c", "mailto:a@b.cc"))
			default:
				p = p.open(k)
			}
		}
		switch g.IntN(8) {
		case 0:
			p = p.open(content.Break)
		case 1:
			p = p.open(content.Image, "https://a.b/c.png", g.pick("", "d"), g.IntN(2)*9, g.IntN(2)*9)
		case 2:
			p = p.open(content.Mention, "Anna", "7")
		case 3:
			p = p.open(content.Attachment, "x.pdf", "9", g.pick("", "https://f.g/h"))
		default:
			p = p.text(g.pick("a", "b ", " c", "d e", "Ж", "😀", "[b]", "[/i]", "https://x.y/z", " ", "\u00a0", ":)"))
		}
		for range open {
			p = p.end()
		}
	}
	return p
}

func TestWhatASchemaAllowsComesBack(t *testing.T) {
	g := generator{rand.New(rand.NewPCG(31, 32))}
	rounds := 1500
	if testing.Short() {
		rounds = 800
	}
	for range rounds {
		p := g.blocks(program{rich.Version}, 0)
		require.True(t, checkDocument(t, rich.Read(p), string(p)), "BBCode can say it: %q", p)
	}
}

func FuzzSource(f *testing.F) {
	for _, s := range []string{"[b]a[i]b[/b]c[/i]", "[list][*]a[*]b[/list]", "[quote=\"Anna\" date=\"5 May\"]a[/quote]", "[table][tr][td]a[/td][th]b[/th][/tr][/table]", "[url=https://a.b]c[/url]", "[code=go]a[/code]"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, source string) { checkDocument(t, bbcode.Parse(source), source) })
}

func FuzzProgram(f *testing.F) {
	for _, s := range []string{"[b]a[i]b[/b]c[/i]", "[list][*]a[*]b[/list]", "[table][tr][td]a[/td][th]b[/th][/tr][/table]", "[img]https://a.b/c[/img]", "[code=go]a[/code]"} {
		f.Add(rich.Print(bbcode.Parse(s)))
	}
	f.Fuzz(func(t *testing.T, p []byte) { checkDocument(t, rich.Read(p), string(p)) })
}
