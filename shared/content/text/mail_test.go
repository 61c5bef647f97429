package text_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/content/html"
	"deskside/shared/content/text"
)

func TestPlainMailIsReadWithItsParts(t *testing.T) {
	for name, tt := range map[string]struct{ src, want string }{
		"text": {"Hello\nAnna,\n\nsee http://a.bc/d.\r\nBye", `<p>Hello<br>Anna,</p><p>see <a href="http://a.bc/d" rel="noopener noreferrer nofollow ugc">http://a.bc/d</a>.<br>Bye</p>`},
		"a quote with the line that introduces it": {"Yes.\n\nOn Mon, 5 Jan 2026 at 10:00, Anna wrote:\n> Shall I?\n>\n> Anna\n\nBen",
			`<p>Yes.</p><blockquote type="cite" class="quote"><cite>On Mon, 5 Jan 2026 at 10:00, Anna wrote</cite><p>Shall I?</p><p>Anna</p></blockquote><p>Ben</p>`},
		"an introduction right under the answer": {"Yes.\nOn Mon, 5 Jan 2026 at 10:00, Anna Weber\n<anna@a.bc> wrote:\n\n> Shall I?",
			`<p>Yes.</p><blockquote type="cite" class="quote"><cite>On Mon, 5 Jan 2026 at 10:00, Anna Weber &lt;anna@a.bc&gt; wrote</cite><p>Shall I?</p></blockquote>`},
		"an introduction in Russian": {"Да.\n\n5 янв. 2026 г., в 10:00, Анна <anna@a.bc> написал(а):\n\n> Можно?",
			`<p>Да.</p><blockquote type="cite" class="quote"><cite>5 янв. 2026 г., в 10:00, Анна &lt;anna@a.bc&gt; написал(а)</cite><p>Можно?</p></blockquote>`},
		"an introduction without a date": {"Ja.\n\nAnna Weber schrieb:\n> Darf ich?",
			`<p>Ja.</p><blockquote type="cite" class="quote"><cite>Anna Weber schrieb</cite><p>Darf ich?</p></blockquote>`},
		"quotes in quotes":                           {"a\n>> b\n> > c\n> d\ne", `<p>a</p><blockquote type="cite" class="quote"><blockquote type="cite" class="quote"><p>b<br>c</p></blockquote><p>d</p></blockquote><p>e</p>`},
		"a table with rules keeps its shape":         {"x\n+---+\n| a |\n+---+", `<p>x<br><font face="monospace">+---+<br>| a |<br>+---+</font></p>`},
		"a number is no table":                       {"+49 123\n|x| is it", "<p>+49 123<br>|x| is it</p>"},
		"a sentence with a colon is no introduction": {"He said:\n> x\ny", `<p>He said:</p><blockquote class="quote"><p>x</p></blockquote><p>y</p>`},
		"Outlook's head of an earlier mail": {"Thanks.\n\n-----Original Message-----\nFrom: Anna <a@b.cc>\nSent: Monday, January 5, 2026 10:00\nTo: Ben\nSubject: Export\n\nHello",
			`<p>Thanks.</p><blockquote type="cite" class="quote"><p>-----Original Message-----<br>From: Anna &lt;<a href="mailto:a@b.cc" rel="noopener noreferrer nofollow ugc">a@b.cc</a>&gt;<br>Sent: Monday, January 5, 2026 10:00<br>To: Ben<br>Subject: Export</p><p>Hello</p></blockquote>`},
		"in Russian, right under the answer": {"Спасибо\nОт: Анна\nОтправлено: 5 января 2026 г. 10:00\nКому: Бен\nТема: Экспорт\n\nПривет",
			`<p>Спасибо</p><blockquote type="cite" class="quote"><p>От: Анна<br>Отправлено: 5 января 2026 г. 10:00<br>Кому: Бен<br>Тема: Экспорт</p><p>Привет</p></blockquote>`},
		"in German, under a line":              {"Danke\n\n________________________________\nVon: Anna\nGesendet: Montag, 5. Januar 2026\nAn: Ben\nBetreff: Export\n\nHallo", `<p>Danke</p><blockquote type="cite" class="quote"><p>________________________________<br>Von: Anna<br>Gesendet: Montag, 5. Januar 2026<br>An: Ben<br>Betreff: Export</p><p>Hallo</p></blockquote>`},
		"in French, with spaces before colons": {"Merci\n\nDe : Anna\nEnvoyé : lundi 5 janvier 2026\nÀ : Ben\nObjet : Export\n\nBonjour", "<p>Merci</p><blockquote type=\"cite\" class=\"quote\"><p>De : Anna<br>Envoyé : lundi 5 janvier 2026<br>À : Ben<br>Objet : Export</p><p>Bonjour</p></blockquote>"},
		"a forwarded mail is not folded":       {"FYI\n\n---------- Forwarded message ---------\nFrom: Anna\nDate: Mon, Jan 5, 2026\nSubject: Export\nTo: Ben\n\nHello", `<p>FYI</p><p>---------- Forwarded message ---------<br>From: Anna<br>Date: Mon, Jan 5, 2026<br>Subject: Export<br>To: Ben</p><p>Hello</p>`},
		"a mail that is all forwarded is not":  {"From: Anna\nSent: today\nTo: Ben\n\nHello", `<p>From: Anna<br>Sent: today<br>To: Ben</p><p>Hello</p>`},
		"words that look like a head are none": {"Hi\nFrom: the start\nit was slow", `<p>Hi<br>From: the start<br>it was slow</p>`},
		"a signature":                          {"Bye\n-- \nAnna\nACME", `<p>Bye</p><div class="signature"><p>--<br>Anna<br>ACME</p></div>`},
		"a signature before earlier mail":      {"Bye\n\n--\nAnna\n\nOn 5 Jan 2026 Ben wrote:\n> x", `<p>Bye</p><div class="signature"><p>--<br>Anna</p></div><blockquote type="cite" class="quote"><cite>On 5 Jan 2026 Ben wrote</cite><p>x</p></blockquote>`},
		"a line of dashes within a text":       {"a\n--\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16", `<p>a<br>--<br>1<br>2<br>3<br>4<br>5<br>6<br>7<br>8<br>9<br>10<br>11<br>12<br>13<br>14<br>15<br>16</p>`},
		"a telephone":                          {"Yes\n\nSent from my iPhone", `<p>Yes</p><div class="signature"><p>Sent from my iPhone</p></div>`},
		"a telephone in Russian":               {"Да\nОтправлено с iPhone\n\n> Можно?", `<p>Да</p><div class="signature"><p>Отправлено с iPhone</p></div><blockquote type="cite" class="quote"><p>Можно?</p></blockquote>`},
		"a sentence that starts like it":       {"Sent from my office. It works.\n\nAnna", `<p>Sent from my office. It works.</p><p>Anna</p>`},
		"nothing":                              {"\n\n", ""},
	} {
		t.Run(name, func(t *testing.T) {
			got := html.Print(text.Parse(tt.src))
			require.Equal(t, tt.want, got)
			require.Equal(t, got, html.Print(html.Parse(got)))
		})
	}
}

func TestAnExcerptLeavesOutWhatIsFolded(t *testing.T) {
	require.Equal(t, "Yes.", text.Excerpt(text.Parse("Yes.\n-- \nAnna\n\n-----Original Message-----\nShall I?"), 80))
}
