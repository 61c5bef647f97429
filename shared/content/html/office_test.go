package html_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/content/html"
)

func TestWhatMailsSayWithoutItsUsualMarks(t *testing.T) {
	for name, tt := range map[string]struct{ src, want string }{
		// Lists of Word whose styles were cut out on the way.
		"a bullet":                {`<p class=MsoListParagraph><span style='font-family:Symbol'>·<span>&nbsp;&nbsp; </span></span>One</p><p class="x_MsoListParagraph"><span>·<span>&nbsp;</span></span>Two</p>`, "<ul><li>One</li><li>Two</li></ul>"},
		"numbers":                 {`<p class=MsoListParagraph><![if !supportLists]><span>3.<span>&nbsp; </span></span><![endif]>One</p><p class=MsoListParagraph><span>4.<span>&nbsp;</span></span>Two</p><p>x</p>`, `<ol start="3"><li>One</li><li>Two</li></ol><p>x</p>`},
		"letters":                 {`<p class=MsoListParagraph><span>b)<span>&nbsp;</span></span>One</p>`, `<ol type="a" start="2"><li>One</li></ol>`},
		"styles in capitals":      {`<P STYLE='MSO-LIST:L0 LEVEL1 LFO1'><SPAN STYLE='MSO-LIST:IGNORE'>1.<SPAN>&nbsp;</SPAN></SPAN>One</P>`, "<ol><li>One</li></ol>"},
		"words are no mark":       {`<p class=MsoListParagraph><span>I&nbsp;</span>think</p><p class=MsoListParagraph><span>So</span> be it</p>`, "<p>I\u00a0think</p><p>So be it</p>"},
		"a paragraph of a list":   {`<p class=MsoListParagraph>x</p>`, "<p>x</p>"},
		"marks that are words":    {`<p style='mso-list:l0 level1'><span style='mso-list:Ignore'>Step 1:<span>&nbsp;</span></span>One</p><p style='mso-list:l0 level1'><span style='mso-list:Ignore'>1.<span>&nbsp;</span></span>Two</p><h2 style='mso-list:l0 level2'><span style='mso-list:Ignore'>§ 4.2<span>&nbsp;</span></span>Three</h2><p style='mso-list:l0 level1'><span style='mso-list:Ignore'>一、<span>&nbsp;</span></span>Four</p>`, "<p>Step 1:\u00a0One</p><ol><li>Two</li></ol><h2>§ 4.2\u00a0Three</h2><p>一、\u00a0Four</p>"},
		"numbers of a chapter":    {`<p style='mso-list:l0 level1'><span style='mso-list:Ignore'>1.<span>&nbsp;</span></span>One</p><p style='mso-list:l0 level2'><span style='mso-list:Ignore'>1.1.<span>&nbsp;</span></span>Two</p><p>x</p><p style='mso-list:l0 level2'><span style='mso-list:Ignore'>1.2.<span>&nbsp;</span></span>Three</p>`, "<ol><li>One<ol><li>Two</li></ol></li></ol><p>x</p><p>1.2.\u00a0Three</p>"},
		"a mark in no list":       {`<p class=MsoListParagraph><span style='mso-list:Ignore'>1.1<span>&nbsp;</span></span>One</p>`, "<p>1.1\u00a0One</p>"},
		"a list that starts deep": {`<p style='mso-list:l0 level2'><span style='mso-list:Ignore'>o<span>&nbsp;</span></span>One</p><p style='mso-list:l0 level3'><span style='mso-list:Ignore'>o<span>&nbsp;</span></span>Two</p><p style='mso-list:l0 level1'><span style='mso-list:Ignore'>o<span>&nbsp;</span></span>Three</p>`, "<ul><li>One<ul><li>Two</li></ul></li><li>Three</li></ul>"},

		// Addresses that no link has.
		"two people":                    {`<a href="mailto:a@x.example,b@x.example">both</a>`, "<p>both ([a@x.example], [b@x.example])</p>"},
		"two people, as Outlook writes": {`<a href="mailto:a@x.example;%20b@x.example?subject=x">both</a>`, "<p>both ([a@x.example], [b@x.example])</p>"},
		"a person with a name":          {`<a href="mailto:Ann%20Fox%20%3Ca@x.example%3E">Ann</a>`, "<p>Ann (Ann Fox &lt;[a@x.example]&gt;)</p>"},
		"escapes without need":          {`<a href="mailto:a%2Bb%40x.example">Ann</a>`, "<p>Ann ([a+b@x.example])</p>"},
		"half a person":                 {`<a href="mailto:a,b@x.example">both</a> <a href="mailto:a%2Cb@x.example">one</a>`, "<p>both one</p>"},
		"files":                         {`<a href="ftp://x.example/a">files</a> <A HREF="FILE:///C:/x">more</A>`, "<p>files (ftp://x.example/a) more (FILE:///C:/x)</p>"},
		"a code for telephones":         {`<a href="tel:*100%23">balance</a>`, "<p>balance (tel:*100%23)</p>"},
		"what runs is not shown":        {`<a href="javascript:alert(1)">x</a> <a href="data:text/html,x">y</a> <a href="x-apple-data-detectors://0">Monday</a>`, "<p>x y Monday</p>"},
		"a title":                       {`<details><summary>See <b><a href="https://x.example/a">more</a></b></summary>y</details>`, "<details><summary>See more (https://x.example/a)</summary><p>y</p></details>"},
		"a title that shows it":         {`<details><summary><a href="https://x.example/a">https://x.example/a</a></summary>y</details>`, "<details><summary>https://x.example/a</summary><p>y</p></details>"},
		"a title with a telephone":      {`<details><summary><a href="tel:+49%20123">Call</a> <a href="javascript:x">x</a></summary>y</details>`, "<details><summary>Call x (+49123)</summary><p>y</p></details>"},

		// What is not shown.
		"a pixel high":                          {`<div style="height:1px;width:1px;overflow:hidden">Preview</div>Body`, "<p>Body</p>"},
		"a pixel wide":                          {`<table><tr><td style="width:1px;overflow:hidden">a</td><td>b</td></tr></table>`, "<table><tr><td>a</td><td>b</td></tr></table>"},
		"without a colour":                      {`<div style="color:transparent">Preview</div>Body`, "<p>Body</p>"},
		"in a colour that lets all through":     {`<p style="color:rgba(0, 0, 0, 0)">a</p><p style="color:rgb(0 0 0 / 0%)">b</p><p style="color:hsla(0,0%,0%,.0)">c</p><p style="color:rgba(0,0,0,.87)">Body</p>`, "<p>Body</p>"},
		"what stands beside the text":           {`Total:<span style="float:right">10</span>more <b style="position:absolute">x</b>y<span style="float:none">z</span>`, "<p>Total: 10 more <b>x</b> yz</p>"},
		"links drawn as buttons":                {`<a href="https://x.example/a" style="display:inline-block">Yes</a><a href="https://x.example/b" style="display:inline-block">No</a> <span style="display:inline-block">O</span>nce`, "<p>[Yes] [No] Once</p>"},
		"buttons":                               {`<button>Yes</button><button>No</button>`, "<p>Yes No</p>"},
		"what is written in a form":             {`Name:<input value="Ann"><input type=hidden value=a><input type=password value=b><input type=submit value="Send it">`, "<p>Name: Ann Send it</p>"},
		"what is ticked":                        {`<ul><li><input type=checkbox checked>Done<li><input type="checkbox" value=1> Open<li><input type=radio style="display:none">x</ul>`, "<ul><li>☑ Done</li><li>☐ Open</li><li>x</li></ul>"},
		"pictures that are words":               {`<img src="data:x" alt="logo"><img src="cid:a.png@x"><img alt="x">.`, `<p>logo <span class="attachment" data-id="cid:a.png@x">a.png</span> x.</p>`},
		"a link of a picture that is not shown": {`<a href="https://x.example/a"><img src="data:image/png;base64,x" alt=""></a> <a href="https://x.example/b"><b><img src="a.png"></b></a> <a href="https://x.example/c"><img src="x" width=1 height=1></a><a href="https://x.example/d"><img src="x">Words</a><a href="javascript:x"><img src="x"></a>`, "<p>[https://x.example/a] [https://x.example/b] [Words]</p>"},
		"a host in brackets":                    {`<www.a.example> and <b.example>`, "<p>&lt;[www.a.example]&gt; and</p>"},
		"the author of a board's quotation":     {`<blockquote><div><cite><a href="https://a.example/u/2">Ann</a> wrote:</cite>Words</div></blockquote>`, `<blockquote class="quote"><cite>Ann wrote: (https://a.example/u/2)</cite><p>Words</p></blockquote>`},
		"hardly opaque":                         {`<div style="opacity:.01">a</div><div style="opacity:0.0">b</div><div style="opacity:.5">Body</div>`, "<p>Body</p>"},
		"cells that are spans":                  {`<span style="display:table-cell">a</span><span style="display:table-cell">b</span>`, "<p>a b</p>"},
		"pictures that are words, and others":   {`<img alt="a"><img src="data:x"><img title="t"><img alt="b"><b>c</b><img alt="d">`, "<p>a b<b>c</b>d</p>"},
		"a font and more in one property":       {`<span style="font: italic bold 12px/1.5 Wingdings">J</span> <b style="font:700 10pt 'Wingdings', serif">J</b> <i style="font:small-caps small symbol">a</i> <u style="font:0/0 a">hidden</u>`, "<p><i><b>☺</b></i> <b>☺</b> <i>α</i></p>"},
		"a margin between words":                {`<b>A:</b><span style="margin-left:20px">B</span><span style="PADDING-LEFT: 1.5em">C</span><span style="margin-left:2px">D</span><div style="margin-left:-9999px">E</div>`, "<p><b>A:</b> B C D</p>"},
		"names of files in other letters":       {`<img src="cid:m%C3%BCller.png@x"><img src="cid:%FF.png@x">`, "<p>müller.png %FF.png</p>"},
	} {
		t.Run(name, func(t *testing.T) {
			got := html.Print(html.Parse(tt.src))
			require.Equal(t, got, html.Print(html.Parse(got)))
			require.Equal(t, tt.want, shortLinks(got))
		})
	}
}

// shortLinks writes links as their text in brackets.
func shortLinks(page string) string {
	for {
		from := strings.Index(page, "<a href=")
		if from < 0 {
			return page
		}
		text := from + strings.IndexByte(page[from:], '>') + 1
		end := text + strings.Index(page[text:], "</a>")
		page = page[:from] + "[" + page[text:end] + "]" + page[end+len("</a>"):]
	}
}
