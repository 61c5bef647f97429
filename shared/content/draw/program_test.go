package draw_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/content"
	"deskside/shared/content/draw"
	"deskside/shared/content/html"
)

var names = map[draw.Op]string{
	draw.Br: "br", draw.Hr: "hr", draw.Span: "span", draw.P: "p", draw.H1: "h1", draw.H2: "h2", draw.H6: "h6",
	draw.Blockquote: "blockquote", draw.Pre: "pre", draw.Code: "code", draw.Ul: "ul", draw.Ol: "ol", draw.Li: "li",
	draw.Table: "table", draw.Tr: "tr", draw.Td: "td", draw.Th: "th", draw.Details: "details", draw.Summary: "summary",
	draw.Cite: "cite", draw.B: "b", draw.I: "i", draw.U: "u", draw.S: "s", draw.Sub: "sub", draw.Sup: "sup", draw.A: "a",
	draw.Img: "img", draw.Width: "width", draw.Height: "height", draw.Start: "start", draw.Marker: "marker",
	draw.Columns: "columns", draw.Rows: "rows", draw.Color: "color", draw.Size: "size", draw.Family: "family",
	draw.Align: "align", draw.Role: "role", draw.Label: "label", draw.Doubt: "doubt", draw.Text: "text", draw.Href: "href", draw.Src: "src",
	draw.Alt: "alt", draw.Language: "language", draw.Ref: "ref", draw.Host: "host", draw.Source: "source",
}

// listing writes a program as a person reads it, knowing only the forms of operations.
func listing(t *testing.T, program []byte) string {
	require.Equal(t, byte(1), program[0])
	var b strings.Builder
	number := func(p []byte) (n uint32, rest []byte) {
		for shift := 0; ; shift += 7 {
			n |= uint32(p[0]&0x7f) << shift
			if p[0] < 0x80 {
				return n, p[1:]
			}
			p = p[1:]
		}
	}
	for p := program[1:]; len(p) > 0; {
		op := draw.Op(p[0])
		p = p[1:]
		name := names[op]
		switch op & 0xc0 {
		case 0x00:
			switch {
			case op == draw.End:
				b.WriteString(") ")
			case op&0x20 != 0:
				b.WriteString(name + "( ")
			default:
				b.WriteString(name + " ")
			}
		case 0x40:
			var n uint32
			n, p = number(p)
			fmt.Fprintf(&b, "%s=%d ", name, n)
		default:
			var n uint32
			n, p = number(p)
			fmt.Fprintf(&b, "%s=%s ", name, p[:n])
			p = p[n:]
		}
	}
	return strings.TrimSpace(b.String())
}

func TestProgram(t *testing.T) {
	for name, tt := range map[string]struct{ html, want string }{
		"nothing":                         {"", ""},
		"text":                            {"a &lt;b&gt;<br>c", "p( text=a <b> br text=c )"},
		"long text":                       {strings.Repeat("a", 300), "p( text=" + strings.Repeat("a", 300) + " )"},
		"formatting":                      {"<b>a</b><i>b</i><u>c</u><s>d</s><sub>e</sub><sup>f</sup><code>g</code>", "p( b( text=a ) i( text=b ) u( text=c ) s( text=d ) sub( text=e ) sup( text=f ) code( text=g ) )"},
		"requests of style":               {"<font color=#102030 size=5 face=serif>a</font>", "p( span( color=1056816 span( size=5 span( family=2 text=a ) ) ) )"},
		"blocks":                          {"<h2 align=right>a</h2><p align=center>b</p><hr><pre><code class=language-go>c</code></pre>", "h2( align=2 text=a ) p( align=1 text=b ) hr pre( code( language=go text=c ) )"},
		"lists":                           {"<ul><li>a<p>b</p></ul><ol start=3 type=A><li>c</ol>", "ul( li( text=a p( text=b ) ) ) ol( start=3 marker=3 li( text=c ) )"},
		"a table":                         {"<table><tr><th colspan=2>a<td rowspan=3>b</table>", "table( tr( th( columns=2 text=a ) td( rows=3 text=b ) ) )"},
		"a link":                          {"<a href=https://a.b:1/c>d</a>", "p( a( href=https://a.b:1/c host=a.b text=d ) )"},
		"a link that shows its address":   {"https://a.b/c", "p( a( href=https://a.b/c text=https://a.b/c ) )"},
		"a link that shows another":       {"<a href=https://evil.example/>https://bank.example/</a>", "p( a( href=https://evil.example/ host=evil.example doubt=1 text=https://bank.example/ ) )"},
		"a link whose host could mislead": {"http://xn--80ak6aa92e.com/", "p( a( href=http://xn--80ak6aa92e.com/ host=xn--80ak6aa92e.com doubt=2 text=http://xn--80ak6aa92e.com/ ) )"},
		"a mail link that shows another":  {"<a href=mailto:a@evil.com>a@bank.com</a>", "p( a( href=mailto:a@evil.com host=a@evil.com doubt=1 text=a@bank.com ) )"},
		"an image":                        {"<img src=https://a.b/c alt=d width=9 height=8>", "p( img( src=https://a.b/c alt=d width=9 height=8 ) )"},
		"a quote":                         {"<blockquote cite=7><cite>A<time>b</time></cite>c</blockquote>", "blockquote( source=7 cite( text=A, b ) p( text=c ) )"},
		"earlier mail":                    {"<p>a</p><blockquote type=cite>c</blockquote>", "p( text=a ) details( role=1 summary( label=1 ) blockquote( p( text=c ) ) )"},
		"nothing but earlier mail":        {"<blockquote type=cite>c</blockquote>", "blockquote( p( text=c ) )"},
		"earlier mail with its line":      {"<p>On 3 May 2026, A wrote:</p><blockquote type=cite>c</blockquote>", "details( role=1 summary( text=On 3 May 2026, A wrote ) blockquote( p( text=c ) ) )"},
		"a signature":                     {"<div class=signature>a</div>", "details( role=2 summary( label=2 ) p( text=a ) )"},
		"spoilers":                        {"<details>a</details><details><summary>b</summary>c</details>", "details( role=3 summary( label=3 ) p( text=a ) ) details( role=3 summary( text=b ) p( text=c ) )"},
		"a person":                        {"<span class=mention data-id=7>A</span>", "p( span( role=4 ref=7 text=A ) )"},
		"files":                           {"<span class=attachment data-id=7>a</span><a class=attachment data-id=8 href=https://a.b/c>d</a>", "p( span( role=5 ref=7 text=a ) a( role=5 ref=8 href=https://a.b/c text=d ) )"},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, tt.want, listing(t, draw.Program(html.Parse(tt.html))))
		})
	}
}

func TestOperationsHaveTheNumbersThatTheFormatGivesThem(t *testing.T) {
	for op, number := range map[draw.Op]byte{
		draw.End: 0x01, draw.Hr: 0x03, draw.Span: 0x20, draw.H1: 0x22, draw.H6: 0x27, draw.Ol: 0x2c, draw.Th: 0x31, draw.Cite: 0x34, draw.B: 0x36,
		draw.Sup: 0x3b, draw.A: 0x3c, draw.Div: 0x3e, draw.Width: 0x41, draw.Rows: 0x46, draw.Family: 0x49, draw.Label: 0x4c, draw.Doubt: 0x4d,
		draw.Text: 0x80, draw.Alt: 0x83, draw.Source: 0x87,
	} {
		require.Equal(t, number, byte(op))
	}
	require.Equal(t, []int{1, 2, 3, 4, 5}, []int{draw.RoleFolded, draw.RoleSignature, draw.RoleSpoiler, draw.RoleMention, draw.RoleFile})
	require.Equal(t, []int{1, 2, 3}, []int{draw.LabelEarlier, draw.LabelSignature, draw.LabelSpoiler})
	require.Equal(t, "Impact", content.Family(13).Name())
}

func TestTheFormatIsAsWritten(t *testing.T) {
	// These bytes are what readers in other languages are written against.
	want := "\x01" + // version
		"\x21" + "\x80\x01a" + // <p> "a"
		"\x36" + "\x80\x02\xc3\xa9" + "\x01" + // <b> "é" </b>
		"\x02" + // <br>
		"\x3c" + "\x81\x0chttp://x.yz/" + "\x86\x04x.yz" + "\x80\x01b" + "\x01" + // <a> href host "b" </a>
		"\x20" + "\x47\x80\x80\xfc\x07" + "\x80\x01c" + "\x01" + // <span> color 0xff0000 "c" </span>
		"\x01" // </p>
	require.Equal(t, []byte(want), draw.Program(html.Parse(`a<b>é</b><br><a href="http://x.yz/">b</a><font color=red>c</font>`)))
	require.Equal(t, []byte("\x07\x01"), draw.Append([]byte{7}, html.Parse("")))
}
