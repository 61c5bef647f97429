package content_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"deskside/shared/content/bbcode"
	"deskside/shared/content/html"
)

// htmlWords and bbcodeWords are what random sources are made of.
var htmlWords = []string{
	"<p>", "</p>", "<div>", "</div>", "<b>", "</b>", "<i>", "</i>", "<strong style=font-weight:normal>", "</strong>",
	"<span style='color:red'>", "<span style='color:#00f;font-size:22px'>", "</span>", "<font face=Arial color=black size=5>", "</font>",
	"<a href='http://a.b/c'>", "<a href='mailto:a@b.cc'>", "<a href=javascript:x>", "</a>", "<ul>", "</ul>", "<ol start=4 type=i>", "</ol>",
	"<li>", "</li>", "<table>", "</table>", "<tr>", "</tr>", "<td>", "<td colspan=2>", "</td>", "<th>", "</th>", "<caption>", "<tbody>",
	"<blockquote>", "<blockquote type=cite>", "<blockquote class=quote>", "</blockquote>", "<cite>", "</cite>", "<time>", "</time>",
	"<pre>", "</pre>", "<code>", "</code>", "<code class=language-go>", "<h2>", "</h2>", "<h3 align=right>", "</h3>", "<br>", "<br>", "<hr>",
	"<center>", "</center>", "<p align=justify>", "<details>", "</details>", "<summary>", "</summary>", "<sub>", "</sub>", "<sup>", "</sup>",
	"<u>", "</u>", "<s>", "</s>", "<q>", "</q>", "<div class=gmail_quote>", "<div class=signature>", "<div id=divRplyFwdMsg>", "<svg>", "</svg>",
	"<span class=mention data-id=7>", "<a class=attachment data-id=x href=http://f.g/h>", "<img src=http://i.j/k alt='z [b]'>", "<img src=cid:x@y>",
	"<div style=display:none>", "<script>x</script>", "<!-- c -->", "<pre style='white-space:pre-wrap'>", "<textarea>", "</textarea>", "<xmp>q</xmp>",
	" ", " ", "\n", "\u00a0", "\u200b", "&nbsp;", "&amp;", "&lt;b&gt;", "word", "Слово", "a", "b", "http://x.y", "http://x.y/z.", "https://", "a@b.cc",
	"http://\u0440\u0444.x", ".", ",", "(", ")", "[", "]", "[b]", "[/b]", "[/url]", "[url=", "[*]", "[", "\u200b", "@", ":", "On 3 May 2020 Anna wrote:", "\xff", "\x01", "'", "\"",
}

var bbcodeWords = []string{
	"[b]", "[/b]", "[i]", "[/i]", "[u]", "[/u]", "[s]", "[/s]", "[sub]", "[/sub]", "[sup]", "[/sup]", "[color=red]", "[color=#00f]", "[color=black]", "[/color]",
	"[size=5]", "[size=150%]", "[/size]", "[font=Times New Roman]", "[/font]", "[url=http://a.b/c]", "[url=javascript:x]", "[url]", "[/url]", "[email]", "[email=a@b.cc]",
	"[/email]", "[img]", "[img width=\"9\" alt=\"q\"]", "[/img]", "[quote]", "[quote=Anna date=x]", "[quote=\"A ]b\" ref='7']", "[/quote]", "[code]", "[code=go]", "[/code]", "[pre]", "[/pre]",
	"[icode]", "[/icode]", "[noparse]", "[/noparse]", "[list]", "[list=a]", "[ul]", "[ol start=\"3\"]", "[/list]", "[/ul]", "[/ol]", "[*]", "[li]", "[/li]", "[/*]", "[table]", "[tr]", "[td]",
	"[th colspan=\"2\"]", "[/th]", "[/td]", "[/tr]", "[/table]", "[hr]", "[br]", "[spoiler]", "[spoiler=T]", "[/spoiler]", "[h1]", "[/h1]", "[h3]", "[/h3]", "[center]", "[/center]", "[right]", "[/right]",
	"[align=justify]", "[/align]", "[mention=7]", "[/mention]", "[attach=9 url=http://f.g/h]", "[/attach]", "\n", "\n", "\n\n", " ", "\u00a0", "\u200b", "[\u200b", "word", "Слово", "a", "b",
	"http://x.y", "http://x.y/z.", "a@b.cc", ".", ",", "(", ")", "[", "]", "[/", "=", "\"", "'", "<b>", "&amp;", "\xff", "\x01", "On 3 May 2020 Anna wrote:",
	"[b:a1b2c]", "[/b:a1b2c]", "[quote:a1b2c=\"A\"]", "[quote=\"A\":a1b2c]", "[/quote:a1b2c]", "[url=http://a.b/c:a1b2c]", "[/url:a1b2c]", "[code:1:a1b2c]", "[/code:1:a1b2c]",
	"[list:a1b2c]", "[*:a1b2c]", "[/list:u:a1b2c]", "[thead]", "[/thead]", "[tbody]", ":a1b2c]",
}

func compose(r *rand.Rand, words []string) string {
	var b strings.Builder
	for range 1 + r.IntN(24) {
		b.WriteString(words[r.IntN(len(words))])
	}
	return b.String()
}

func TestRandomSourcesGiveDocumentsInNormalForm(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	rounds := 6000
	switch {
	case *allSizes:
		rounds = 60_000
	case testing.Short():
		rounds = 1500
	}
	for range rounds {
		src := compose(r, htmlWords)
		checkDocument(t, html.Parse(src), src)
		src = compose(r, bbcodeWords)
		checkDocument(t, bbcode.Parse(src), src)
	}
}
