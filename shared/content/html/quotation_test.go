package html_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/content/contenttest"
	"deskside/shared/content/html"
	"deskside/shared/content/text"
)

// What a reader is shown at once and what is folded is a statement about who said what.
var quotations = map[string]struct{ src, shown, folded string }{
	// A person's own sentence before a quotation.
	"a sentence with a year stays":                     {"<p>These are the limits as of 2024:</p><blockquote>10 a day</blockquote><p>Right?</p>", "These are the limits as of 2024:\n\n> 10 a day\n\nRight?", ""},
	"a sentence with a time of day stays":              {"<p>Der Fehler um 10:42 war:</p><blockquote>Verweigert</blockquote>", "Der Fehler um 10:42 war:\n\n> Verweigert", ""},
	"a sentence with a date and a time stays":          {"<p>Am 3. Mai 2024 um 10:00 kam diese Meldung:</p><blockquote>x</blockquote>", "Am 3. Mai 2024 um 10:00 kam diese Meldung:\n\n> x", ""},
	"a sentence about what one wrote oneself stays":    {"<p>In your mail of 5 March 2024, 10:11, you wrote:</p><blockquote>x</blockquote>", "In your mail of 5 March 2024, 10:11, you wrote:\n\n> x", ""},
	"a sentence about somebody in general stays":       {"<p>On 12 May 2024 at 10:42 the minister wrote:</p><blockquote>x</blockquote>", "On 12 May 2024 at 10:42 the minister wrote:\n\n> x", ""},
	"a sentence about who wrote once more stays":       {"<p>On 29 Nov 2026 at 12:07 Ann also wrote:</p><blockquote>x</blockquote>", "On 29 Nov 2026 at 12:07 Ann also wrote:\n\n> x", ""},
	"a sentence about several who wrote stays":         {"<p>On 29 Nov 2026 at 12:07, Ann and others wrote:</p><blockquote>x</blockquote>", "On 29 Nov 2026 at 12:07, Ann and others wrote:\n\n> x", ""},
	"a team that wrote is folded":                      {"<p>Not yet.</p><p>29 Nov 2026, 12:07, Harbor support wrote:</p><blockquote>x</blockquote>", "Not yet.", "29 Nov 2026, 12:07, Harbor support wrote:\n> x"},
	"a sentence with a date and an address stays":      {"<p>Please send it to a@b.cc by 12.05.2023, quoting:</p><blockquote>x</blockquote>", "Please send it to a@b.cc by 12.05.2023, quoting:\n\n> x", ""},
	"a sentence in Russian with a date stays":          {"<p>В договоре от 12.05.2023 сказано:</p><blockquote>x</blockquote>", "В договоре от 12.05.2023 сказано:\n\n> x", ""},
	"a sentence before what a program marked":          {"<p>Hello.</p><p>These are the limits as of 2024:</p><blockquote type=cite>x</blockquote>", "Hello.\n\nThese are the limits as of 2024:\n\n> x", ""},
	"a sentence on the line before an introduction":    {"<div>Yes, do it.<br>On 5 Mar 2024 at 10:11, Desk wrote:<br><blockquote type=cite>x</blockquote></div>", "Yes, do it.", "On 5 Mar 2024 at 10:11, Desk wrote:\n> x"},
	"and both within formatting":                       {"<font color=red>Yes, do it.<br>On 5 Mar 2024 at 10:11, Desk wrote:<br></font><blockquote type=cite>x</blockquote>", "Yes, do it.", "On 5 Mar 2024 at 10:11, Desk wrote:\n> x"},
	"a sentence that starts as a telephone's line":     {"<p>Yes</p><p>Sent from my office. Please call.</p>", "Yes\n\nSent from my office. Please call.", ""},
	"a journey is no head of a mail":                   {"<p>Please book:</p><p>A trip</p><p>From: Berlin<br>To: Rome<br>Date: 5 May</p><p>Thanks!</p>", "Please book:\n\nA trip\n\nFrom: Berlin\nTo: Rome\nDate: 5 May\n\nThanks!", ""},
	"a mail that somebody presents is not folded":      {"<p>I got this:</p><p>From: A<br>Sent: B<br>To: C<br>Subject: D</p><p>x</p>", "I got this:\n\nFrom: A\nSent: B\nTo: C\nSubject: D\n\nx", ""},
	"forwarded by Outlook without a word":              {"<div id=divRplyFwdMsg><b>From:</b> A<br><b>Sent:</b> B<br><b>To:</b> C</div><div>x</div>", "> From: A\n> Sent: B\n> To: C\n>\n> x", ""},
	"a line with a mark that nobody introduced stays":  {"<div>Price<br>&gt; 10 a day<br>fine</div>", "Price\n> 10 a day\nfine", ""},
	"lines with marks that nobody introduced are open": {"<div>Ok<br>&gt; one<br>&gt; two<br>&gt;<br>&gt;&gt; three<br>fine</div>", "Ok\n\n> one\n> two\n>\n> > three\n\nfine", ""},

	// Lines with marks, introduced.
	"lines with marks in a paragraph":   {"<p>It works.</p><p>On Thu, Dec 7, 2023 at 4:42 PM, Desk &lt;<br><a href=mailto:a@b.cc>a@b.cc</a>&gt; wrote:</p><p>&gt; Please<br>&gt;</p>", "It works.", "On Thu, Dec 7, 2023 at 4:42 PM, Desk < a@b.cc> wrote:\n> Please"},
	"lines with marks, each a block":    {"<div>It works.</div><div>On 12/23/24 at 10:29 Desk wrote:</div><div>&gt;</div><div>&gt; Please</div><div>&gt;&gt; older</div>", "It works.", "On 12/23/24 at 10:29 Desk wrote:\n> Please\n>\n> > older"},
	"lines with marks and answers":      {"<div>Hi</div><div>On 5 Mar 2024, at 10:11, Desk wrote:</div><div><span style='color:red'>&gt; a</span></div><div>yes</div><div>&gt; b</div><div>no</div>", "Hi\n\nyes\n\nno", "On 5 Mar 2024, at 10:11, Desk wrote:\n> a\n\n> b"},
	"lines with marks in old letters":   {"<tt>Ja<br>On 5 Mar 2024, at 10:11, Desk wrote:<br>&gt;&nbsp;a<br>&gt;&gt;&nbsp;b</tt>", "Ja", "On 5 Mar 2024, at 10:11, Desk wrote:\n> a\n>\n> > b"},
	"lines with marks under the answer": {"Ja<br>Am 05.03.2024 um 10:11 schrieb Anna:<br>&gt; a<br>&gt; b", "Ja", "Am 05.03.2024 um 10:11 schrieb Anna:\n> a\n> b"},

	"one quote that a program made two of":        {"<div>ok</div><div class=zmail_extra><div>---- On Mon, 05 Jan 2026 10:00 Help wrote ----</div><blockquote>Hello</blockquote></div>", "ok", "On Mon, 05 Jan 2026 10:00 Help wrote:\n> Hello"},
	"two quotes with words of the one who quoted": {"<div>ok</div><blockquote type=cite><div>On 5 Mar 2024 at 10:11, Desk wrote:</div><blockquote type=cite>a</blockquote>b</blockquote>", "ok", "On 5 Mar 2024 at 10:11, Desk wrote:\n> > a\n>\n> b"},

	"lines with bars, introduced":     {"<p>Ok</p><p>On 5 Mar 2024, at 10:11, Desk wrote:</p><p>| a<br>| b<br>| | c</p>", "Ok", "On 5 Mar 2024, at 10:11, Desk wrote:\n> a\n> b\n>\n> > c"},
	"lines with bars, each a block":   {"<div>Ja</div><div>Am 05.03.2024 um 10:11 schrieb Anna &lt;a@b.cc&gt;:</div><div>| a</div><div>|</div><div>| b</div><div>Gruß</div>", "Ja\n\nGruß", "Am 05.03.2024 um 10:11 schrieb Anna <a@b.cc>:\n> a\n>\n> b"},
	"lines with bars and answers":     {"<div>Oui</div><div>Le 5 mars 2024 à 10:11, Anna &lt;a@b.cc&gt; a écrit :</div><div>| a</div><div>non</div>", "Oui\n\nnon", "Le 5 mars 2024 à 10:11, Anna <a@b.cc> a écrit:\n> a"},
	"lines with bars, not introduced": {"<p>These two:</p><p>| a<br>| b</p>", "These two:\n\n| a\n| b", ""},
	"a table in bars, introduced":     {"<p>On 5 Mar 2024, at 10:11, Desk wrote:</p><p>| a | b |<br>| 1 | 2 |</p>", "On 5 Mar 2024, at 10:11, Desk wrote:\n\n| a | b |\n| 1 | 2 |", ""},
	"a table in bars within marks":    {"<p>Ok</p><p>On 5 Mar 2024, at 10:11, Desk wrote:</p><p>&gt; | a | b<br>&gt; | 1 | 2</p>", "Ok", "On 5 Mar 2024, at 10:11, Desk wrote:\n> | a | b\n> | 1 | 2"},

	"a plain mail in pre":  {"<pre>It works.\n\nOn 5 Mar 2024, at 10:11, Desk wrote:\n&gt; Please try\n&gt; again\n</pre>", "It works.", "On 5 Mar 2024, at 10:11, Desk wrote:\n> Please try\n> again"},
	"a signed mail in pre": {"<pre>It works.\n\n-- \nAnn\n</pre>", "It works.", "--\nAnn"},

	// What is forwarded.
	"forwarded by Apple":         {"<div>Can you help?</div><div><br>Begin forwarded message:<br><br></div><blockquote type=cite><div><b>From:</b> A<br><b>Date:</b> B<br><b>To:</b> C</div></blockquote><blockquote type=cite><div>x</div></blockquote>", "Can you help?\n\nBegin forwarded message:\n\n> From: A\n> Date: B\n> To: C\n\n> x", ""},
	"forwarded by Proton":        {"<div>Help?</div><div class=protonmail_quote>------- Forwarded Message -------<br>From: A &lt;a@b.cc&gt;<br>Date: B<br>Subject: C<br><br><blockquote class=protonmail_quote type=cite>x</blockquote></div>", "Help?\n\n------- Forwarded Message -------\nFrom: A <a@b.cc>\nDate: B\nSubject: C\n\n> x", ""},
	"forwarded by Yahoo":         {"<p>FYI</p><div class=yahoo_quoted><div>----- Forwarded Message -----<br><b>From:</b> A<br><b>Sent:</b> B<br><b>To:</b> C</div><div>x</div></div>", "FYI\n\n> ----- Forwarded Message -----\n> From: A\n> Sent: B\n> To: C\n>\n> x", ""},
	"forwarded by Zoho":          {"<p>FYI</p><div class=zmail_extra><div>============ Forwarded message ============<br>From: A<br>Date: B<br>Subject: C</div><blockquote>x</blockquote></div>", "FYI\n\n> ============ Forwarded message ============\n> From: A\n> Date: B\n> Subject: C\n>\n> > x", ""},
	"forwarded in German":        {"<p>Zur Kenntnis</p><div>-------- Weitergeleitete Nachricht --------<br>Von: A<br>Datum: B<br>An: c@d.ee</div><blockquote type=cite>x</blockquote>", "Zur Kenntnis\n\n-------- Weitergeleitete Nachricht --------\nVon: A\nDatum: B\nAn: c@d.ee\n\n> x", ""},
	"forwarded with what is in":  {"<p>См.</p><div>-------- Пересылаемое сообщение --------<br>x</div><blockquote type=cite>y<blockquote type=cite>z</blockquote></blockquote>", "См.\n\n-------- Пересылаемое сообщение --------\nx\n\n> y\n>\n> > z", ""},
	"an answer to what was sent": {"<p>Yes</p><div>On 5 Mar 2024 at 10:11, Desk wrote:</div><blockquote type=cite>---------- Forwarded message ---------<br>From: A</blockquote>", "Yes", "On 5 Mar 2024 at 10:11, Desk wrote:\n> ---------- Forwarded message ---------\n> From: A"},

	// Heads of earlier mail.
	"a head with the date before the sender": {"<div>Gut.</div><div name=quote><div><b>Gesendet:</b>&nbsp;Dienstag, 05. März 2024<br><b>Von:</b>&nbsp;Desk<br><b>An:</b>&nbsp;a@b.cc<br><b>Betreff:</b>&nbsp;Angebot</div><div>x</div></div>", "Gut.", "> Gesendet: Dienstag, 05. März 2024\n> Von: Desk\n> An: a@b.cc\n> Betreff: Angebot\n>\n> x"},
	"a head with the subject first":          {"<p>Ok</p><p>Subject: A<br>From: B<br>Date: C<br>To: D</p><p>x</p>", "Ok", "> Subject: A\n> From: B\n> Date: C\n> To: D\n>\n> x"},
	"a head within formatting":               {"<font color=red>Thanks<br>From: A<br>Sent: B<br>To: C<br>x</font>", "Thanks", "> From: A\n> Sent: B\n> To: C\n> x"},
	"a head in Chinese":                      {"<p>好的</p><p>发件人：A<br>发送时间：B<br>收件人：C<br>主题：D</p><p>x</p>", "好的", "> 发件人：A\n> 发送时间：B\n> 收件人：C\n> 主题：D\n>\n> x"},

	// Introductions of all languages, of quotes without a mark.
	"introduced in French":        {"<p>Oui</p><p>Le mar. 5 mars 2024 à 10:11, Anna &lt;a@b.cc&gt; a écrit :</p><blockquote>x</blockquote>", "Oui", "Le mar. 5 mars 2024 à 10:11, Anna <a@b.cc> a écrit:\n> x"},
	"introduced in Dutch":         {"<p>Ja</p><p>Op di 5 mrt 2024 om 10:11 schreef Anna &lt;a@b.cc&gt;:</p><blockquote>x</blockquote>", "Ja", "Op di 5 mrt 2024 om 10:11 schreef Anna <a@b.cc>:\n> x"},
	"introduced in Danish":        {"<p>Ja</p><p>Den tirs. 5. mar. 2024 kl. 10.11 skrev Anna &lt;a@b.cc&gt;:</p><blockquote>x</blockquote>", "Ja", "Den tirs. 5. mar. 2024 kl. 10.11 skrev Anna <a@b.cc>:\n> x"},
	"introduced in Polish":        {"<p>Tak</p><p>wt., 5 mar 2024 o 10:11 Anna &lt;a@b.cc&gt; napisał(a):</p><blockquote>x</blockquote>", "Tak", "wt., 5 mar 2024 o 10:11 Anna <a@b.cc> napisał(a):\n> x"},
	"introduced in Turkish":       {"<p>Evet</p><p>Anna &lt;a@b.cc&gt;, 5 Mar 2024 Sal, 10:11 tarihinde şunu yazdı:</p><blockquote>x</blockquote>", "Evet", "Anna <a@b.cc>, 5 Mar 2024 Sal, 10:11 tarihinde şunu yazdı:\n> x"},
	"introduced in Korean":        {"<p>네</p><p>2024년 3월 5일 (화) 오전 10:11, Anna &lt;a@b.cc&gt;님이 작성:</p><blockquote>x</blockquote>", "네", "2024년 3월 5일 (화) 오전 10:11, Anna <a@b.cc>님이 작성:\n> x"},
	"introduced in Chinese":       {"<div>好的。</div><div>2024年3月5日 10:11，Desk &lt;a@b.cc&gt; 写道：</div><blockquote>x</blockquote>", "好的。", "2024年3月5日 10:11，Desk <a@b.cc> 写道:\n> x"},
	"introduced in Japanese":      {"<div>了解です。</div><div>2024/03/05 10:11、Deskのメール：</div><blockquote type=cite>x</blockquote>", "了解です。", "2024/03/05 10:11、Deskのメール:\n> x"},
	"introduced between dashes":   {"<p>Ok</p><p>---- On Tue, 05 Mar 2024 10:11:00 +0100 Anna &lt;a@b.cc&gt; wrote ----</p><blockquote>x</blockquote>", "Ok", "On Tue, 05 Mar 2024 10:11:00 +0100 Anna <a@b.cc> wrote:\n> x"},
	"introduced over two blocks":  {"<div>Danke</div><div>Aa Bb &lt;a@b.cc&gt; schrieb am So., 23.</div><div>Juni 2024, 21:08:</div><blockquote type=cite>x</blockquote>", "Danke", "Aa Bb <a@b.cc> schrieb am So., 23. Juni 2024, 21:08:\n> x"},
	"signed below the quote":      {"<div>Fine.</div><div>On 5 Mar 2024, at 10:11, Desk wrote:</div><blockquote type=cite>x</blockquote><div>--&nbsp;<br>Ann Fox<br>Shop</div>", "Fine.", "On 5 Mar 2024, at 10:11, Desk wrote:\n> x\n\n--\nAnn Fox\nShop"},
	"a telephone below the quote": {"<div>Fine.</div><blockquote type=cite>x</blockquote><div>Sent from my iPhone</div>", "Fine.", "> x\n\n--\nSent from my iPhone"},
}

func TestFoldingIsAStatementAboutWhoSaidWhat(t *testing.T) {
	for name, tt := range quotations {
		t.Run(name, func(t *testing.T) {
			d := html.Parse(tt.src)
			shown, folded := contenttest.Parts(d)
			require.Equal(t, tt.shown, shown)
			require.Equal(t, tt.folded, folded)
			page := html.Print(d)
			require.Equal(t, page, html.Print(html.Parse(page)))
		})
	}
}

func TestPlainMailIsFoldedAsHTMLIs(t *testing.T) {
	for name, tt := range map[string]struct{ src, shown, folded string }{
		"a team, as a helpdesk writes it":            {"Not yet.\n\n29 Nov 2026, 12:07, Harbor support wrote:\n> x", "Not yet.", "29 Nov 2026, 12:07, Harbor support wrote:\n> x"},
		"a team in Russian, with both endings":       {"Нет.\n\n29 нояб. 2026 г., в 12:07, Служба поддержки написал(а):\n> x", "Нет.", "29 нояб. 2026 г., в 12:07, Служба поддержки написал(а):\n> x"},
		"a person, with both endings":                {"Нет.\n\n29.11.2026, 12:07, Анна Иванова написал(а):\n> x", "Нет.", "29.11.2026, 12:07, Анна Иванова написал(а):\n> x"},
		"an introduction wrapped in its date":        {"Danke.\n\nAa Bb <a@b.cc> schrieb am So., 23.\nJuni 2024, 21:08:\n\n> Früher\n", "Danke.", "Aa Bb <a@b.cc> schrieb am So., 23. Juni 2024, 21:08:\n> Früher"},
		"an introduction wrapped before its date":    {"Merci.\n\nLe service des commandes <a@b.cc> a écrit le mardi\n5 mars 2024 à 10:11 :\n\n> Avant\n", "Merci.", "Le service des commandes <a@b.cc> a écrit le mardi 5 mars 2024 à 10:11:\n> Avant"},
		"an introduction wrapped in Russian":         {"Спасибо.\n\nОтдел заказов <a@b.cc> написал во вторник,\n5 марта 2024 г., в 10:11:\n\n> Раньше\n", "Спасибо.", "Отдел заказов <a@b.cc> написал во вторник, 5 марта 2024 г., в 10:11:\n> Раньше"},
		"an introduction wrapped behind the weekday": {"Danke.\nAm Dienstag, den\n5. März 2024 um 10:11 schrieb Desk:\n> x", "Danke.", "Am Dienstag, den 5. März 2024 um 10:11 schrieb Desk:\n> x"},
		"an introduction wrapped in the name":        {"Yes\nOn 5 Mar 2024, at 10:11, Very Long Name Of\nThe Desk <a@b.cc> wrote:\n> x", "Yes", "On 5 Mar 2024, at 10:11, Very Long Name Of The Desk <a@b.cc> wrote:\n> x"},
		"a sentence with a time before a quotation":  {"It said at 10:11:\n> 10\nRight?", "It said at 10:11:\n\n> 10\n\nRight?", ""},
		"a sentence before a quotation":              {"Limits as of 2024:\n> 10\nRight?", "Limits as of 2024:\n\n> 10\n\nRight?", ""},
		"a head in asterisks":                        {"Agreed.\n\n*From:* a@b.cc\n*Sent:* Friday, 23 March 2024 17:08\n*To:* c@d.ee\n*Subject:* Offer\n\nx\n", "Agreed.", "> *From:* a@b.cc\n> *Sent:* Friday, 23 March 2024 17:08\n> *To:* c@d.ee\n> *Subject:* Offer\n>\n> x"},
		"a head in two asterisks":                    {"Agreed.\n\n**From:** Desk\n**Sent:** Friday\n**To:** Ann\n\nx\n", "Agreed.", "> **From:** Desk\n> **Sent:** Friday\n> **To:** Ann\n>\n> x"},
		"a head with the colon behind the asterisks": {"Ok\n\n*Von*: Desk\n*Gesendet*: Freitag\n*An*: Ann\n\nx\n", "Ok", "> *Von*: Desk\n> *Gesendet*: Freitag\n> *An*: Ann\n>\n> x"},
		"a head with underscores":                    {"Ok\n\n_From:_ A\n_Date:_ 5 May\n_To:_ b@c.de\n\nx", "Ok", "> _From:_ A\n> _Date:_ 5 May\n> _To:_ b@c.de\n>\n> x"},
		"forwarded by Apple":                         {"Can you help?\n\nBegin forwarded message:\n\n> From: A\n> Subject: B\n> Date: C\n> To: D\n> \n> x\n", "Can you help?\n\nBegin forwarded message:\n\n> From: A\n> Subject: B\n> Date: C\n> To: D\n>\n> x", ""},
		"forwarded by Mail.ru":                       {"См.\n-------- Пересылаемое сообщение --------\nОт: A\nДата: x\nТема: y\n\n> q\n\nпока", "См.\n-------- Пересылаемое сообщение --------\nОт: A\nДата: x\nТема: y\n\n> q\n\nпока", ""},
		"signed below the quote":                     {"Hi,\nthis.\n\nOn Wed, May 25, 2022 at 3:13 PM <a@b.cc> wrote:\n\n> Fine\n>\n--\nAnn Fox, Shop\n", "Hi,\nthis.", "On Wed, May 25, 2022 at 3:13 PM <a@b.cc> wrote:\n> Fine\n\n--\nAnn Fox, Shop"},
		"a telephone below the quote":                {"Gracias\n\nEl mar, 5 mar 2024 a las 10:11, Anna\n(<a@b.cc>) escribió:\n\n> x\n\nEnviado desde mi iPhone", "Gracias", "El mar, 5 mar 2024 a las 10:11, Anna (<a@b.cc>) escribió:\n> x\n\n--\nEnviado desde mi iPhone"},
	} {
		t.Run(name, func(t *testing.T) {
			shown, folded := contenttest.Parts(text.Parse(tt.src))
			require.Equal(t, tt.shown, shown)
			require.Equal(t, tt.folded, folded)
		})
	}
}
