package html_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/content/contenttest"
	"deskside/shared/content/html"
)

// What of a mail is shown at once and what is folded: mails as programs of the field write them.
func TestMailsShowWhatIsNewAndFoldTheRest(t *testing.T) {
	for name, tt := range map[string]struct{ src, shown, folded string }{
		"Gmail in Russian": {`<div dir="ltr">Спасибо, помогло.</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">пн, 5 янв. 2026 г. в 10:00, Анна &lt;<a href="mailto:a@b.cc">a@b.cc</a>&gt;:<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex"><div dir="ltr">Попробуйте ещё раз.</div></blockquote></div>`,
			"Спасибо, помогло.", "пн, 5 янв. 2026 г. в 10:00, Анна <a@b.cc>:\n> Попробуйте ещё раз."},
		"Gmail with a signature": {`<div dir="ltr">Yes<div><br clear="all"></div><span class="gmail_signature_prefix">-- </span><br><div dir="ltr" class="gmail_signature"><div>Anna Weber<br>ACME</div></div></div>`,
			"Yes", "--\nAnna Weber\nACME"},
		"Outlook on the desktop in German": {`<div class=WordSection1><p class=MsoNormal>Danke, es geht.<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><div><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p class=MsoNormal><b><span lang=DE>Von:</span></b><span lang=DE> Anna Weber &lt;a@b.cc&gt; <br><b>Gesendet:</b> Montag, 5. Januar 2026 10:00<br><b>An:</b> Ben<br><b>Betreff:</b> Export</span></p></div></div><p class=MsoNormal>Bitte noch einmal.</p></div>`,
			"Danke, es geht.", "> Von: Anna Weber <a@b.cc>\n> Gesendet: Montag, 5. Januar 2026 10:00\n> An: Ben\n> Betreff: Export\n>\n> Bitte noch einmal."},
		"Outlook whose marks a gateway took away": {`<p>Thanks</p><p><b>From:</b> Anna &lt;a@b.cc&gt;<br><b>Sent:</b> Monday, January 5, 2026 10:00 AM<br><b>To:</b> Ben<br><b>Subject:</b> RE: Export</p><p>Please try again.</p>`,
			"Thanks", "> From: Anna <a@b.cc>\n> Sent: Monday, January 5, 2026 10:00 AM\n> To: Ben\n> Subject: RE: Export\n>\n> Please try again."},
		"Outlook in Russian, each line a block": {`<div>Спасибо</div><div><b>От:</b> Анна</div><div><b>Дата:</b> понедельник, 5 января 2026 г.</div><div><b>Кому:</b> Бен</div><div><b>Тема:</b> Экспорт</div><div>Попробуйте ещё раз.</div>`,
			"Спасибо", "> От: Анна\n>\n> Дата: понедельник, 5 января 2026 г.\n>\n> Кому: Бен\n>\n> Тема: Экспорт\n>\n> Попробуйте ещё раз."},
		"Outlook for iOS": {`<div dir="ltr">Yes</div><div id="ms-outlook-mobile-signature" dir="ltr">Get <a href="https://aka.ms/o0ukef">Outlook for iOS</a></div><hr style="display:inline-block;width:98%"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri"><b>From:</b> Anna<br><b>Sent:</b> Monday<br><b>Subject:</b> Export</font></div><div>Shall I?</div>`,
			"Yes\n\n---", "--\nGet Outlook for iOS (https://aka.ms/o0ukef)\n\n> From: Anna\n> Sent: Monday\n> Subject: Export\n>\n> Shall I?"},
		"Apple Mail": {`<html><body style="overflow-wrap: break-word;">Yes, that works.<br id="lineBreakAtBeginningOfMessage"><div><br><blockquote type="cite"><div>On 5. Jan 2026, at 10:00, Anna &lt;a@b.cc&gt; wrote:</div><br class="Apple-interchange-newline"><div><div>Shall I?</div></div></blockquote></div></body></html>`,
			"Yes, that works.", "On 5. Jan 2026, at 10:00, Anna <a@b.cc> wrote:\n> Shall I?"},
		"Mail of iOS": {`<div dir="ltr">Ja</div><div dir="ltr"><br></div><div dir="ltr">Von meinem iPhone gesendet</div><div dir="ltr"><br><blockquote type="cite">Am 05.01.2026 um 10:00 schrieb Anna &lt;a@b.cc&gt;:<br><br></blockquote></div><blockquote type="cite"><div dir="ltr">Darf ich?</div></blockquote>`,
			"Ja", "--\nVon meinem iPhone gesendet\n\nAm 05.01.2026 um 10:00 schrieb Anna <a@b.cc>:\n> Darf ich?"},
		"Thunderbird in Russian": {`<p>Да.</p><div class="moz-cite-prefix">05.01.2026 10:00, Анна пишет:<br></div><blockquote type="cite" cite="mid:1@b.cc"><p>Можно?</p></blockquote><pre class="moz-signature" cols="72">-- 
Бен</pre>`,
			"Да.", "05.01.2026 10:00, Анна пишет:\n> Можно?\n\n--\nБен"},
		"Yandex Mail":              {`<div>Здравствуйте!</div><div> </div><div>-- </div><div>С уважением, Бен</div><div> </div><div>05.01.2026, 10:00, "Анна" &lt;a@b.cc&gt;:</div><blockquote><p>Можно?</p></blockquote>`, "Здравствуйте!", "--\nС уважением, Бен\n\n05.01.2026, 10:00, \"Анна\" <a@b.cc>:\n> Можно?"},
		"Mail.ru":                  {`<div>Да, спасибо.</div><div>--<br>Бен<br>Отправлено из мобильной Почты Mail.ru</div><blockquote style="border-left:1px solid #0857A6;margin:10px;padding:0 0 0 10px;">Понедельник, 5 января 2026, 10:00 +03:00 от Анна &lt;a@b.cc&gt;:<br><div id="">Можно?</div></blockquote>`, "Да, спасибо.", "--\nБен\nОтправлено из мобильной Почты Mail.ru\n\nПонедельник, 5 января 2026, 10:00 +03:00 от Анна <a@b.cc>:\n> Можно?"},
		"Yahoo":                    {`<div>Yes</div><div class="ydp yahoo_quoted" id="q"><div>On Monday, 5 January 2026 at 10:00, Anna wrote:</div><div>Shall I?</div></div>`, "Yes", "On Monday, 5 January 2026 at 10:00, Anna wrote:\n> Shall I?"},
		"a telephone":              {`<div>Yes</div><div><br></div><div>Sent from my iPhone</div>`, "Yes", "--\nSent from my iPhone"},
		"one behind a bar":         {`<div>Yes</div><div><br></div><div>|Sent from my iPhone</div>`, "Yes\n\n|Sent from my iPhone", ""},
		"one that says nothing":    {"<div>Yes</div><div><br></div><div>\xd0|</div>", "Yes\n\n\xef\xbf\xbd|", ""},
		"one in Russian":           {`<div>Да</div><div><br></div><div>Отправлено с iPhone</div>`, "Да", "--\nОтправлено с iPhone"},
		"a telephone in one block": {`Да<br>Отправлено с iPhone`, "Да", "--\nОтправлено с iPhone"},
		"old Outlook":              {`<p>Thanks</p><p>-----Original Message-----<br>From: Anna<br>Subject: Export</p><p>Shall I?</p>`, "Thanks", "> -----Original Message-----\n> From: Anna\n> Subject: Export\n>\n> Shall I?"},
		"Apple Mail, forwarded":    {`<div>See below</div><div>Begin forwarded message:</div><div><b>From: </b>Anna</div><div><b>Subject: </b>Export</div><div><b>Date: </b>5 January 2026</div><div><b>To: </b>Ben</div><div>Hello</div>`, "See below\n\nBegin forwarded message:\n\nFrom: Anna\n\nSubject: Export\n\nDate: 5 January 2026\n\nTo: Ben\n\nHello", ""},
		"an answer below":          {`<blockquote type="cite"><p>Shall I?</p></blockquote><p>Yes</p><p>Sent from Mail for Windows</p>`, "Yes", "> Shall I?\n\n--\nSent from Mail for Windows"},
	} {
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
