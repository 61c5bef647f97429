package content

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/content"
	"deskside/shared/content/bbcode"
	"deskside/shared/content/convert"
	"deskside/shared/core/compose"
	"deskside/shared/words/print"
)

// sentences are those of what did not come through.
func sentences(t testing.TB, op, in string) []string {
	var c convert.Converter
	var report content.Report
	out, ok := c.Convert(op, in, &report)
	require.True(t, ok, op)
	without, _ := c.Convert(op, in, nil)
	require.Equal(t, without, out, "a report changes what is printed")
	for _, l := range report.Losses {
		require.True(t, 0 <= l.Start && l.Start <= l.End && l.End <= len(in), "the span %d to %d", l.Start, l.End)
		require.NotEmpty(t, l.Outcome.Name())
	}
	return said(t, "en_GB.UTF-8", op, in)
}

// said is what the command says in a language of what did not come through.
func said(t testing.TB, language, op, in string) []string {
	list := []string{}
	result, err := run(Native{}, print.In(language), compose.ConvertArgs{Op: op, In: in, Report: true})
	require.NoError(t, err)
	for i := range result.Losses {
		list = append(list, told(print.In(language), &result.Losses[i]).Sentence)
	}
	return list
}

func TestLossesOfReading(t *testing.T) {
	const scheme = "the address has a scheme that is not allowed: use http, https, mailto or tel"
	for name, tt := range map[string]struct {
		op, in string
		want   []string
	}{
		"nothing is lost of what the language has": {"sanitize_html", "<p>a <b>b</b><br>c</p><ul><li>d</ul><a href=https://a.b>e</a><pre><code class=language-go>f</code></pre>", nil},
		"event attributes":                         {"sanitize_html", "<p>\n\n<b onclick=x()>a</b>", []string{"The attribute onclick of b at 3:4 was dropped: content runs no scripts."}},
		"attributes":                               {"sanitize_html", "<p title=a lang=de>b</p>", []string{"The attribute title of p at 1:4 was dropped.", "The attribute lang of p at 1:12 was dropped."}},
		"attributes that stand twice":              {"sanitize_html", "<a href=http://a.b href=http://c.d>e</a>", []string{"The attribute href of a at 1:20 was dropped: it is there twice."}},
		"columns count characters, not bytes":      {"sanitize_html", "Приве́т <p id=a>b</p>", []string{"The attribute id of p at 1:12 was dropped."}},
		"elements with their content": {"sanitize_html", "<script>x</script><svg><b title=y>z</b></svg><template>q</template>", []string{
			"The element script at 1:1 was dropped: it is not shown as text.", "The element svg at 1:19 was dropped: it is not shown as text.",
			"The attribute title of b at 1:27 was dropped.", "The element template at 1:46 was dropped: it is not shown as text."}},
		"what is shown by its address": {"sanitize_html", `<video src="https://a.example/v">x</video><iframe src="https://a.example/f"></iframe><embed src="cid:a@b"><object data="https://a.example/o">o</object>`, []string{
			"The element video at 1:1 became a link.", "The element iframe at 1:43 became a link.", "The element embed at 1:86 became its name.", "The element object at 1:107 became a link."}},
		"what leads nowhere": {"sanitize_html", `<video src="javascript:x"></video><iframe srcdoc=x></iframe><object data="javascript:x">o</object><iframe src="https://a.example/t" width=1 height=1></iframe>`, []string{
			"The element video at 1:1 was dropped: it is not shown as text.", "The element iframe at 1:35 was dropped: it is not shown as text.", "The element object at 1:61 was dropped and its text kept.",
			"The address javascript:x of object at 1:69 was refused: " + scheme + ".", "The element iframe at 1:99 was dropped: it is not shown as text."}},
		"a film by its sources": {"sanitize_html", `<video><source src="https://a.example/1"><source src="https://a.example/2"></video><audio><source src="data:x"></audio>`, []string{
			"The element video at 1:1 became a link.", "The element audio at 1:84 was dropped: it is not shown as text."}},
		"fields": {"sanitize_html", `<input value=a><INPUT TYPE=CHECKBOX><input type=hidden value=b><input>`, []string{
			"The element input at 1:1 became its text.", "The element INPUT at 1:16 became its text.", "The element input at 1:37 was dropped.", "The element input at 1:64 was dropped."}},
		"elements without it":                 {"sanitize_html", "<marquee behavior=x>a</marquee><section>b</section>", []string{"The element marquee at 1:1 was dropped and its text kept.", "The attribute behavior of marquee at 1:10 was dropped.", "The element section at 1:32 was dropped and its text kept."}},
		"hidden text":                         {"sanitize_html", "<div style='display:none'>a<b onclick=x>b</b></div><p hidden>c</p>d", []string{"The element div at 1:1 was dropped: it is hidden.", "The element p at 1:52 was dropped: it is hidden."}},
		"addresses":                           {"sanitize_html", "<a href=javascript:x>a</a><img src=data:x alt=b>", []string{"The address javascript:x of a at 1:4 was refused: " + scheme + ".", "The address data:x of img at 1:32 was refused: " + scheme + "."}},
		"an image that only tells its sender": {"sanitize_html", "a<img src=http://a.b/c width=1 height=1><img src=http://a.b/c width=0>", []string{"The image http://a.b/c at 1:2 was dropped: it is one pixel wide or high.", "The element img at 1:41 was dropped: it has no width or height."}},
		"styles":                              {"sanitize_html", "<p style='margin:0;color:red;position:fixed'>a</p>", []string{"The style margin of p at 1:4 was dropped.", "The style position of p at 1:4 was dropped."}},
		"sizes become steps":                  {"sanitize_html", "<span style='font-size:13px'>a</span><font size=7>b</font>", []string{"The size 13px of span at 1:7 became medium."}},
		"colours":                             {"sanitize_html", "<font color=blurple>a</font><font color='#000'>b</font>", []string{"The colour blurple of font at 1:7 was refused: it is not known.", "The colour #000 of font at 1:35 became the colour of the page's own text."}},
		"tables that only lay out":            {"sanitize_html", "<table><tr><td>a</table>", []string{"The table at 1:1 became paragraphs: it laid out a page."}},
		"comments and declarations":           {"sanitize_html", "<!doctype html><!-- a -->b<c d='", []string{"The declaration at 1:1 was dropped.", "The comment at 1:16 was dropped.", "The unfinished tag at 1:27 was dropped."}},
		"characters":                          {"sanitize_html", "a\x00b\xffc&#1;d", []string{"The control character U+0000 at 1:2 was dropped.", "The byte that is not UTF-8 at 1:4 became U+FFFD.", "The control character U+0001 at 1:6 was dropped."}},
		"what is too deep":                    {"bbcode_to_html", strings.Repeat("[quote]", 40) + "a" + strings.Repeat("[/quote]", 40), deep(31, 40)},
		"unknown tags":                        {"bbcode_to_html", "[foo]a[/foo] [b=1]", []string{"The tag [foo] at 1:1 was kept as text: there is no such tag.", "The tag [/foo] at 1:7 was kept as text: there is no such tag.", "The tag [b=1] at 1:14 was kept as text: it is not complete, or nothing closes it."}},
		"tags that nothing closes":            {"bbcode_to_html", "a[i] [/b] [*]", []string{"The tag [i] at 1:2 was kept as text: nothing closes it, or too much is open.", "The tag [/b] at 1:6 was kept as text: it closes nothing.", "The tag [*] at 1:11 was kept as text: it stands outside a list or table."}},
		"values": {"bbcode_to_html", "[color=x]a[/color][size=400px]b[/size][size=0]c[/size][font=Evil]d[/font][align=up]e[/align]", []string{
			"The colour x of [color] at 1:1 was refused: it is not known.", "The size 400px of [size] at 1:19 became xxx-large.", "The size 0 of [size] at 1:39 was refused: it is not known.",
			"The font Evil of [font] at 1:55 was refused: it is not on the list.", "The alignment up of [align] at 1:74 was refused: it is not known."}},
		"links of BBCode": {"bbcode_to_html", "[url=javascript:x]a[/url][img]data:y[/img][email]no[/email]", []string{
			"The address javascript:x of [url] at 1:1 was refused: " + scheme + ".", "The address data:y of [img] at 1:26 was refused: " + scheme + ".",
			"The address no of [email] at 1:43 was refused: the e-mail address or phone number is not valid: check it."}},
		"attributes of BBCode":      {"bbcode_to_html", "[quote=A x=1 date=2]b[/quote][h1=c]d[/h1]", []string{"The attribute x of [quote] at 1:1 was dropped.", "The value c of [h1] at 1:30 was dropped."}},
		"brackets in text are none": {"bbcode_to_html", "[1] [] [x y] a[0] [ b] [/]", []string{"The tag [x y] at 1:8 was kept as text: there is no such tag."}},
		"a long name is cut":        {"bbcode_to_html", "[color=" + strings.Repeat("я", 50) + "]a[/color]", []string{"The colour " + strings.Repeat("я", 30) + "… of [color] at 1:1 was refused: it is not known."}},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, append([]string{}, tt.want...), sentences(t, tt.op, tt.in))
		})
	}
}

func deep(from, to int) (list []string) {
	for i := from; i <= to; i++ {
		list = append(list, fmt.Sprintf("The quote at 1:%d was dropped and its text kept: the content is nested too deeply or too long.", 1+7*(i-1)))
	}
	return list
}

func TestLossesOfPrinting(t *testing.T) {
	for name, tt := range map[string]struct {
		op, in string
		want   []string
	}{
		"formatting in text":               {"html_to_text", "<b>a</b> <code>b</code> <font color=red>c</font>", []string{"The bold at 1:1 was dropped and its text kept.", "The inline code at 1:16 was dropped and its text kept.", "The colour #ff0000 at 1:25 was dropped and its text kept."}},
		"blocks in text":                   {"bbcode_to_text", "[h1]a[/h1][spoiler=b]c[/spoiler][center]d[/center]", []string{"The heading at 1:5 became a paragraph.", "The spoiler b at 1:11 became text that is open.", "The alignment center of paragraph at 1:41 was dropped."}},
		"a table in text":                  {"html_to_text", "<table><tr><td>a<td>b</table>", []string{"The table at 1:1 became lines with | between the cells."}},
		"an image in text":                 {"html_to_text", "<img src=http://a.b/c><img src=http://a.b/d alt=e>", []string{"The image http://a.b/c at 1:1 became its address.", "The image http://a.b/d at 1:23 became its replacement text."}},
		"a link in text shows its address": {"html_to_text", "<a href=http://a.b>c</a>", nil},
		"marks of mail in BBCode":          {"html_to_bbcode", "z<blockquote type=cite>a</blockquote><div class=signature>b</div>", []string{"The quote at 1:2 became a quote that is not folded.", "The signature at 1:38 was dropped and its text kept: BBCode has no mark for it."}},
		"values that BBCode cannot hold":   {"html_to_bbcode", "<details><summary>[a]</summary>b</details>", []string{"The spoiler [a] at 1:1 became one with other quotation marks or brackets in its heading."}},
		"formatting in Markdown":           {"html_to_markdown", "<b>a</b><u>b</u><p align=right>c</p>", []string{"The underline at 1:9 was dropped and its text kept.", "The alignment right of paragraph at 1:32 was dropped."}},
		"lists in Markdown":                {"html_to_markdown", "<ol type=a><li>a</ol>", []string{"The list at 1:1 became a list with decimal numbers."}},
		"tables in Markdown": {"html_to_markdown", "<table><tr><td>a<td colspan=2>b</table><table><tr><th>a<th>b<tr><td><p>c<p>d<td>e</table>", []string{
			"The table at 1:1 became a table with an empty head.", "The cell at 1:17 became one that takes one place.", "The cell at 1:65 became one line."}},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, append([]string{}, tt.want...), sentences(t, tt.op, tt.in))
		})
	}
}

func TestLossesInRussian(t *testing.T) {
	for name, tt := range map[string]struct {
		op, in string
		want   []string
	}{
		"attributes":              {"sanitize_html", "<p>\n\n<b onclick=x() title=y>a</b>", []string{"Удалено на 3:4: атрибут onclick (b) — содержимое не выполняет скриптов.", "Удалено на 3:16: атрибут title (b)."}},
		"elements without text":   {"sanitize_html", "<marquee>a</marquee>", []string{"Удалено на 1:1 с сохранением текста: элемент marquee."}},
		"an address":              {"bbcode_to_html", "[url=javascript:x]a[/url]", []string{"Не принято на 1:1: адрес javascript:x ([url]) — у адреса недопустимая схема: используйте http, https, mailto или tel."}},
		"an unknown tag":          {"bbcode_to_html", "[foo]a", []string{"Осталось текстом на 1:1: тег [foo] — такого тега нет."}},
		"a value that is another": {"sanitize_html", "<span style='font-size:13px'>a</span>", []string{"Изменено на 1:7: размер 13px (span), теперь medium."}},
		"a kind of node":          {"html_to_markdown", "<p align=right>c</p>", []string{"Удалено на 1:16: выравнивание right (абзац)."}},
		"a film":                  {"sanitize_html", "<video src=https://a.example/v></video>", []string{"Изменено на 1:1: элемент video, теперь ссылка."}},
		"a heading in text":       {"bbcode_to_text", "[h1]a[/h1]", []string{"Изменено на 1:5: заголовок, теперь абзац."}},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, tt.want, said(t, "ru_RU.UTF-8", tt.op, tt.in))
		})
	}
}

func TestEveryReasonAndEveryKindHasWords(t *testing.T) {
	for r := content.NoReason + 1; int(r) < content.Reasons; r++ {
		require.Contains(t, reasons, r.Name())
	}
	require.Len(t, reasons, content.Reasons-1)
	for k := content.Paragraph; int(k) < content.Kinds; k++ {
		if _, said := things[k.Name()]; !said { // then it is known by its tag
			require.Equal(t, k.Name(), k.Tag())
		}
	}
}

func TestEveryThingThatFixturesLoseHasWords(t *testing.T) {
	fixtures, err := filepath.Glob("../../shared/content/testdata/fixtures/*")
	require.NoError(t, err)
	lost := map[string]bool{}
	for _, fixture := range fixtures {
		source, err := os.ReadFile(fixture)
		require.NoError(t, err)
		for _, op := range convert.Names() {
			result, err := run(Native{}, print.In(), compose.ConvertArgs{Op: op, In: string(source), Report: true})
			require.NoError(t, err)
			for _, l := range result.Losses {
				if bbcode.Named(l.What).Name() != l.What {
					require.Contains(t, things, l.What)
				}
				lost[l.What] = true
			}
		}
	}
	require.Greater(t, len(lost), 20, "the fixtures lose much")
}
