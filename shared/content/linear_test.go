package content_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/content/bbcode"
	"deskside/shared/content/draw"
	"deskside/shared/content/html"
	"deskside/shared/content/text"
)

// hostile are pieces whose repetition makes careless readers slow: unclosed, nested, overlapping,
// almost complete. A % in one is where the middle of a source is, if it has one; of pieces with @ in them
// those between two are repeated, each in its turn.
var hostile = map[string]string{
	"unclosed formatting":           "[b]",
	"closing tags alone":            "[/b]",
	"overlapping formatting":        "[b][i]x[/b]y[/i]",
	"nested formatting":             "[b]%[/b]",
	"nested quotes":                 "[quote]%[/quote]",
	"nested lists":                  "[list][*]%[/list]",
	"nested sizes":                  "[size=1][size=7]%[/size][/size]",
	"unclosed quotes of values":     `[url="`,
	"two kinds of quotes of values": `[url="[url='`,
	"unclosed values":               "[url=",
	"values with attributes":        "[quote=a b=",
	"unclosed code":                 "[code]",
	"closed code in unclosed":       "[pre][code][/code]",
	"brackets":                      "[[/",
	"stars":                         "[list][*]",
	"formatting over paragraphs":    "[b]x\n\n",
	"links over paragraphs":         "[url=http://a.b/" + strings.Repeat("c", 200) + "]%[/url]x\n\n",
	"half addresses":                "http://",
	"half e-mail addresses":         "a@",
	"e-mail addresses":              "a.b@c.d@",
	"brackets of addresses":         "http://a(",
	"spaces":                        "  \n",
	"invisible characters":          "\u200b\u00a0",
	"unclosed elements":             "<b>",
	"unclosed spans":                "<span style='color:red'>",
	"unclosed blocks":               "<div>",
	"nested blocks":                 "<div>%</div>",
	"nested tables":                 "<table><tr><td>%</table>",
	"nested tables with more":       "<table><tr><td>a<td>b<table>",
	"unclosed tables":               "<table><tr><td>",
	"nested quotes of mail":         "<blockquote type=cite>%</blockquote>",
	"introductions of quotes":       "<p>On 3 May 2026, A wrote:</p><blockquote type=cite>x</blockquote>",
	"heads of mail":                 "<div id=divRplyFwdMsg>x</div>",
	"overlapping elements":          "<b><i><p>x</b>y</i></p>",
	"links in links":                "<a href=http://a.b><p>x",
	"closing elements alone":        "</p></div></b></x>",
	"formatting around blocks":      "<b><div>%</b></div>",
	"half tags":                     "<a b=\"",
	"half comments":                 "<!--",
	"half comments that close":      "<!--->",
	"half declarations":             "<!x",
	"half references":               "&",
	"references":                    "&amp",
	"long references":               "&aaaaaaaaaaaaaaaa",
	"unclosed raw text":             "<script>",
	"almost closed raw text":        "<style></styl",
	"attributes":                    "<p a b c d e f g h i j k l m n>",
	"attributes of one tag":         "<p %> a='x'",
	"styles":                        "<p style='color:red;color:blue;x:(;'>x",
	"items":                         "<li>x",
	"unclosed foreign elements":     "<svg><p>",
	"empty cells":                   "<table><tr><td></td>",
	"titles":                        "<details><summary>x",
	"preformatted text":             "<pre>\n \n</pre>",

	// What printing makes long.
	"short rows and a long one":         "<table><tr>@<td>a</td>@</tr>@<tr><td>b</td></tr>@</table>",
	"short rows and a long one of tags": "[table][tr]@[td]a[/td]@[/tr]@[tr][td]b[/td][/tr]@[/table]",
	"tables of a long row":              "<table><tr><td>a<td>b<td>c<td>d<td>e<td>f<td>g<td>h<td>i<td>j<tr><td>b</table>",
	"formats reopened for paragraphs":   allTags + "@x\n\n@" + endTags,
	"formats reopened for elements":     allElements + "@<p>x@",
	"formats reopened for lines":        allTags + "@[*]x\n@" + endTags,
	"formats reopened for cells":        allElements + "<table>@<tr><td>x<td>y@",
	"a long link over paragraphs":       "[url=http://a.b/" + strings.Repeat("&", 2000) + "]@x\n\n@[/url]",
	"a long link over blocks":           "<a href=http://a.b/" + strings.Repeat("&amp;", 700) + ">@<p>x@</a>",
	"lines in deep quotes":              strings.Repeat("[quote]", 30) + "@x\n@" + strings.Repeat("[/quote]", 30),
	"lines in deep quotes of text":      strings.Repeat(">", 30) + "@x\n" + strings.Repeat(">", 30) + "@",
	"paragraphs in deep lists":          strings.Repeat("<ol start=9999999><li>", 15) + "@<p>x@",
	"code in deep quotes":               strings.Repeat("<blockquote>", 30) + "<pre>@x\n@",
	"quoted lines between lines":        ">a\nb\n",
	"short addresses":                   "a@b.cc ",
	"short web addresses":               "www.a.b ",
	"short lines":                       "x\n",
	"short paragraphs":                  "x\n\n",
	"short paragraphs of HTML":          "<p>x",
	"short items":                       "[list]@[*]x@[/list]",
	"short cells":                       "[table]@[td]x@[/table]",
	"ampersands":                        "&&&&",
	"marks of Markdown":                 "*_`[",
	"letters between marks":             "<b>é</b>é",
	"spoilers":                          "[spoiler]x[/spoiler]",
	"mentions":                          "[mention=1]x[/mention]",
	"pictures":                          "[img]http://a.b/[/img]",
	"coloured letters":                  "[color=red]x[/color]y",
	"letters in spans":                  "<font color=red size=1 face=Arial>x</font>y",
	"signs that take references":        "&nbsp;a",
}

// All formatting that there is, around what follows.
const (
	allTags     = "[b][i][u][s][sup][color=#123456][size=7][font=Courier New][url=http://a.b/]"
	endTags     = "[/url][/font][/size][/color][/sup][/s][/u][/i][/b]"
	allElements = "<b><i><u><s><sup><font color=#123456 size=7 face='Courier New'><code><a href=http://a.b/>"
)

// size makes a source of about n bytes of a piece.
func size(piece string, n int) string {
	if parts := strings.Split(piece, "@"); len(parts) > 2 && !strings.Contains(piece, "a@") && !strings.Contains(piece, "d@") {
		var b strings.Builder
		for i, part := range parts {
			b.WriteString(part)
			if i%2 == 1 {
				b.WriteString(strings.Repeat(part, n*2/len(parts)/len(part)))
			}
		}
		return b.String()
	}
	before, after, ok := strings.Cut(piece, "%")
	times := n / max(len(piece), 1)
	if !ok {
		return strings.Repeat(piece, times)
	}
	return strings.Repeat(before, times) + "x" + strings.Repeat(after, times)
}

func TestWorkGrowsWithTheSourceAndNoFaster(t *testing.T) {
	const small, times = 50_000, 8
	for name, piece := range hostile {
		t.Run(name, func(t *testing.T) {
			for reader, work := range map[string]func(string) (steps, output int){
				"HTML": func(src string) (int, int) {
					var r html.Reader
					d := r.Read(src)
					return r.Steps(), len(d.Nodes) + len(html.Print(d)) + len(draw.Program(d))
				},
				"BBCode": func(src string) (int, int) {
					var r bbcode.Reader
					d := r.Read(src)
					return r.Steps(), len(d.Nodes) + len(bbcode.Print(d)) + len(text.Print(d))
				},
			} {
				steps, output := work(size(piece, small))
				moreSteps, moreOutput := work(size(piece, small*times))
				require.LessOrEqual(t, moreSteps, steps*times*5/4+1000, "%s: steps of reading", reader)
				require.LessOrEqual(t, moreOutput, output*times*5/4+10_000, "%s: nodes and output", reader)
				require.LessOrEqual(t, steps, small*64, "%s: steps for each byte", reader)
				require.LessOrEqual(t, output, small*64, "%s: nodes and output for each byte", reader)
			}
		})
	}
}

func TestReadingACommentTakesFewAllocations(t *testing.T) {
	var h html.Reader
	var b bbcode.Reader
	h.Read(letter)
	b.Read(comment)
	require.LessOrEqual(t, testing.AllocsPerRun(100, func() { h.Read(letter) }), 10.0)
	require.LessOrEqual(t, testing.AllocsPerRun(100, func() { b.Read(comment) }), 10.0)
}
