package content_test

import "strings"

// hostile are pieces whose repetition makes careless readers slow: unclosed, nested, overlapping,
// almost complete. A % in one is where the middle of a source is, if it has one; of pieces with § in them
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

	"identifiers of posts":        "[b:a1b2c%]x[i:a1b2c",
	"those of one that is closed": "[b:a1b2c]§[i:a1b2d][u:a1b2c]§[/b:a1b2c]",
	"heads of tables":             "[table]§[thead][td]x§[/table]",

	// What printing makes long.
	"short rows and a long one":         "<table><tr>§<td>a</td>§</tr>§<tr><td>b</td></tr>§</table>",
	"short rows and a long one of tags": "[table][tr]§[td]a[/td]§[/tr]§[tr][td]b[/td][/tr]§[/table]",
	"tables of a long row":              "<table><tr><td>a<td>b<td>c<td>d<td>e<td>f<td>g<td>h<td>i<td>j<tr><td>b</table>",
	"formats reopened for paragraphs":   allTags + "§x\n\n§" + endTags,
	"formats reopened for elements":     allElements + "§<p>x§",
	"formats reopened for lines":        allTags + "§[*]x\n§" + endTags,
	"formats reopened for cells":        allElements + "<table>§<tr><td>x<td>y§",
	"a long link over paragraphs":       "[url=http://a.b/" + strings.Repeat("&", 2000) + "]§x\n\n§[/url]",
	"pictures of a long base":           "<base href=https://a.b/" + strings.Repeat("c", 48) + "/>§<img src=y>§",
	"links of a long base":              "<base href=https://a.b/" + strings.Repeat("c", 48) + "/>§<a href=y>x§",
	"a long link over blocks":           "<a href=http://a.b/" + strings.Repeat("&amp;", 700) + ">§<p>x§</a>",
	"lines in deep quotes":              strings.Repeat("[quote]", 30) + "§x\n§" + strings.Repeat("[/quote]", 30),
	"lines in deep quotes of text":      strings.Repeat(">", 30) + "§x\n" + strings.Repeat(">", 30) + "§",
	"paragraphs in deep lists":          strings.Repeat("<ol start=9999999><li>", 15) + "§<p>x§",
	"code in deep quotes":               strings.Repeat("<blockquote>", 30) + "<pre>§x\n§",
	"quoted lines between lines":        ">a\nb\n",
	"short addresses":                   "a@b.cc ",
	"short web addresses":               "www.a.b ",
	"short lines":                       "x\n",
	"short paragraphs":                  "x\n\n",
	"short paragraphs of HTML":          "<p>x",
	"short items":                       "[list]§[*]x§[/list]",
	"items with gaps":                   "[list=1]§[*][*]x§[/list]",
	"items of HTML with gaps":           "<ol>§<li><li>x§</ol>",
	"links in which nothing is":         "[url=a.b][/url]",
	"links in code":                     "<pre>§<a href=//a.b>x</a>§</pre>",
	"links in code of a long base":      "<base href=https://a.b/" + strings.Repeat("c", 48) + "/><pre>§<a href=y>x</a>§</pre>",
	"objects":                           "<object data=//a.b>",
	"objects that close":                "<object data=//a.b></object>",
	"films":                             "<video src=//a.b></video>",
	"films with sources":                "<video><source src=//a.b></video>",
	"parts of a mail that play":         "<audio src=cid:a>",
	"fields":                            "<input value=x>",
	"boxes":                             "<input type=radio>",
	"what floats":                       "<i style=float:left>x",
	"pictures that are words":           "<img alt=x>",
	"braces in addresses":               "http://a.b/{x}",
	"links in names":                    "[quote=§[url=a]x[/url]§]",
	"short cells":                       "[table]§[td]x§[/table]",
	"ampersands":                        "&&&&",
	"marks of Markdown":                 "*_`[",
	"letters between marks":             "<b>é</b>é",
	"spoilers":                          "[spoiler]x[/spoiler]",
	"mentions":                          "[mention=1]x[/mention]",
	"pictures":                          "[img]http://a.b/[/img]",
	"coloured letters":                  "[color=red]x[/color]y",
	"letters in spans":                  "<font color=red size=1 face=Arial>x</font>y",
	"signs that take references":        "&nbsp;a",

	// What is looked for, and is not there.
	"ends of other elements":              strings.Repeat("<y>", 256) + "§</x>§",
	"ends of other names":                 strings.Repeat("<b>", 256) + "§</strong>§",
	"ends of headings in blocks":          strings.Repeat("<div>", 256) + "§</h1>§",
	"links in blocks in links":            strings.Repeat("<a><div>", 128) + "§<a>§",
	"items behind blocks":                 "<li><ul>" + strings.Repeat("<div>", 250) + "§<li></li>§",
	"foreign elements in blocks":          strings.Repeat("<div>", 250) + "§<svg><p>§",
	"paragraphs behind buttons":           "<p><button>" + strings.Repeat("<span>", 250) + "§</p>§",
	"formatting ended by blocks":          "§<b><i><u><s><sub><div>x</div>§",
	"unknown elements that are addresses": "<a@b.cc>x",
	"addresses on lines":                  "a@b.cc\n",
	"escaped addresses on lines":          "o'a@b.cc\n\n",
	"addresses that touch signs":          "o'a@b.cc|",
	"formatted addresses that touch":      "[b]a@b.cc[/b]|",
	"elements around addresses":           "<b>a@b.cc</b>)",
	"many words of a class":               "<div class='§a §'>x</div>",
	"classes":                             "<div class='a b c d e f g h'>x</div>",
	"spaces before the head of a mail":    "<div>§ §x§<div id=divRplyFwdMsg></div>§",
	"items of Word":                       "<p style='mso-list:l0 level1'>x",
	"numbered items of Word":              "<p style='mso-list:l0 level1'><span style='mso-list:Ignore'>1.</span>x",
	"numbers of items":                    "<ol>§<li value=7>x§",
	"styles that are all different":       "<i style='color:#%'>",
	"values of one attribute":             "<p title='%'>x",
	"captions":                            "<table><caption>x",
	"cells that span":                     "<td colspan=100 rowspan=100>",
	"kept spaces":                         "<pre class=moz-quote-pre>§a  \t b\n§</pre>",
	"letters of symbols":                  "<font face=Wingdings>J</font>",
	"letters in no size":                  "<div style=font-size:0>x<b style=font-size:9px>y</b></div>",
	"tags in values of tags":              ` a="[url"`,
	"words with addresses":                "[url]a[img]a[email]a",
	"brackets in values":                  "[quote=a[z]b[z]",
	"attributes of a tag":                 "[quote § a=b§]x[/quote]",
	"names in quotes of posts":            "[quote=[b]a[/b]]x[/quote]",
	"names in names of posts":             "[quote=[b][i]",
	"names of posts in attributes":        "[quote author=[b]a[/b] date=",
	"closing tags owed":                   "[quote][b][/quote]",
	"guards":                              "[\u200bb]",

	// What looks like parts of a mail.
	"signatures between quotes":         "<p>x</p><p>-- </p><p>y</p><blockquote type=cite>z</blockquote>",
	"signatures between quoted lines":   "x\n\n-- \ny\n\n> z\n> z\n\n",
	"lines that end in colons":          "abcde:\n",
	"lines between that end in colons":  "§abcde fghij:\n>a\n§",
	"dates between quoted lines":        "On 3 May 2026, 10:00, A wrote:\n>a\n",
	"quotes behind paragraphs of dates": "<p>3.5.2026 10:00:</p><p>a</p><blockquote>x</blockquote>",
	"attributions never finished":       "On 3 May 2026 at 10:00, Anna <a@b.cc> ",
	"lines of heads":                    "From: a@b.cc\n",
	"heads without an end":              "From: a\nSent: b\n",
	"heads between rules":               "_____\nFrom: a\n",
	"dashed lines":                      "---- Original ----\n",
	"lines of dashes":                   "-- \n",
	"lines of telephones":               "Sent from my iPhone\n\n",
	"quoted lines of all depths":        ">a\n>>b\n>>>c\n",
	"quoted lines of HTML":              "<p>&gt;a<br>&gt;&gt;b<br>c",
	"quoted lines in formatting":        "<b>§&gt;a<br>§</b>",
	"marks of quotes alone":             ">",
	"columns":                           "a   b   c\n",
	"indented lines":                    "    a\nb\n",
	"a long line of many pieces":        "§<b>x</b>y§<br>-- <br>z<blockquote type=cite>a</blockquote>",
	"forwarded quotes":                  "<blockquote type=cite>---- Forwarded message ----<br>x</blockquote>",
	"quotes that introduce quotes":      "<blockquote type=cite>On 3 May 2026, 10:00, A wrote:</blockquote><blockquote type=cite>x</blockquote>",

	"heads in tables":               "<p>x</p><table><tr><td>From<td>a@b.cc<tr><td>To<td>x<tr><td>Sen<td>y</table>",
	"lines above which is answered": "## reply above this lin ##\n",
	"heads of GroupWise":            ">>> A <a@b.cc> 5.1.2026 >>>\n",
	"items of Word without styles":  "<p class=MsoListParagraph><span>1.<span>&nbsp;</span></span>x",
	"items of Word without ends":    "<p class=MsoListParagraph><span>1.",
	"links in titles":               "<details><summary>§<a href=http://a.b/>x§",
	"links of several people":       "<a href='mailto:a@b.cc,d@e.ff'>x</a>",
	"addresses in parts":            "a<b>b@c.de</b>",
	"words side by side":            "<div style=display:flex><i>x</i><i>y</i>",

	// Long words, and what cannot be seen.
	"a long word":                 "a",
	"a long word of two bytes":    "é",
	"a word of dots":              "a.",
	"control characters":          "\x01\x02",
	"bytes that are no text":      "\xff\xc3",
	"marks of direction":          "[url=http://a.b/]\u202e\u202d[/url]",
	"no-break spaces":             "\u00a0",
	"tabs":                        "\t",
	"numbers":                     "1. 2) 3 ",
	"hosts in other letters":      "http://пример.рф/ ",
	"names of hosts that differ":  "<a href=http://a.b/>www.c.de e.fr</a> ",
	"addresses with brackets":     "http://a.b/[c][d]",
	"addresses of dashes":         "http://a.b/c–d’e",
	"lists in lists in items":     "[list][*]a[list][*]b[/list][/list]",
	"quotes of titles":            "[quote=\"A\" date=\"1714730400\" ref=\"1\"]x[/quote]",
	"rules":                       "[hr]",
	"line breaks":                 "[b]x[br]",
	"aligned lines":               "[center]x[/center][right]y[/right]",
	"headings":                    "[h2]x[/h2]",
	"code of backticks":           "[icode]`[/icode] ",
	"blocks of backticks":         "[code]§`§[/code]",
	"spaces at the ends of cells": "[table]§[tr][td] [b] x [/b] [/td][/tr]§[/table]",
	"attachments":                 "[attach=1]x[/attach]",
	"long titles":                 "[spoiler=" + strings.Repeat("a", 900) + "]x[/spoiler]",
}

// All formatting that there is, around what follows.
const (
	allTags     = "[b][i][u][s][sup][color=#123456][size=7][font=Courier New][url=http://a.b/]"
	endTags     = "[/url][/font][/size][/color][/sup][/s][/u][/i][/b]"
	allElements = "<b><i><u><s><sup><font color=#123456 size=7 face='Courier New'><code><a href=http://a.b/>"
)

// harshest are shapes that are tried with each other: what is costly in them is in different parts of the room.
var harshest = []string{
	"overlapping formatting", "nested quotes", "nested lists", "nested sizes", "links in links", "links over paragraphs", "unclosed tables",
	"formatting around blocks", "short rows and a long one", "tables of a long row", "formats reopened for elements", "unclosed foreign elements",
	"heads of mail", "heads without an end", "introductions of quotes", "nested quotes of mail", "quoted lines of HTML", "attributions never finished",
	"numbered items of Word", "numbers of items", "values with attributes", "brackets in values", "a long line of many pieces", "short web addresses",
}

// hostilePairs are pieces of each two of them, by the names of both: the one within the other where that
// has a middle, else in turns.
func hostilePairs() map[string]string {
	pairs := map[string]string{}
	for i, outer := range harshest {
		for _, inner := range harshest[i+1:] {
			before, after, _ := strings.Cut(strings.ReplaceAll(hostile[outer], "§", ""), "%")
			piece := strings.ReplaceAll(hostile[inner], "§", "")
			if after != "" && !strings.Contains(piece, "%") {
				piece += "%"
			}
			pairs[outer+" and "+inner] = before + piece + after
		}
	}
	return pairs
}

// size makes a source of about n bytes of a piece.
func size(piece string, n int) string {
	if parts := strings.Split(piece, "§"); len(parts) > 1 {
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
