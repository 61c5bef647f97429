package content_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/content"
	"deskside/shared/content/contenttest"
	"deskside/shared/content/html"
	"deskside/shared/content/text"
)

// Each mail says something of its own, "ok" for the most part; what is folded is earlier mail and signatures.
func TestWhatIsEarlierMailIsFoldedAndNothingElse(t *testing.T) {
	plain, page := text.Parse, html.Parse
	for name, tt := range map[string]struct {
		read               func(string) *content.Document
		src, shown, folded string
	}{
		// Heads of earlier mail.
		"a head in a table":                      {page, `<p>ok</p><table><tr><td><b>From:</b></td><td>Fox &lt;f@x.example&gt;</td></tr><tr><td><b>Sent:</b></td><td>5 Mar 2024</td></tr><tr><td><b>To:</b></td><td>Ann</td></tr></table><p>earlier</p>`, "ok", "> From: | Fox <f@x.example>\n> Sent: | 5 Mar 2024\n> To: | Ann\n>\n> earlier"},
		"in German, without addresses":           {page, `<p>ok</p><table><tr><td>Von:</td><td>Fox</td></tr><tr><td>An:</td><td>Ann</td></tr><tr><td>Datum:</td><td>5.3.2024</td></tr><tr><td>Betreff:</td><td>P</td></tr></table><p>x</p>`, "ok", "> Von: | Fox\n> An: | Ann\n> Datum: | 5.3.2024\n> Betreff: | P\n>\n> x"},
		"in Russian, labels that head their row": {page, `<p>ok</p><table><tr><th>От</th><td>Fox</td></tr><tr><th>Дата</th><td>5</td></tr><tr><th>Кому</th><td>A</td></tr><tr><th>Тема</th><td>P</td></tr></table>`, "ok", "> От | Fox\n> Дата | 5\n> Кому | A\n> Тема | P"},
		"a journey in a table is no head":        {page, `<p>ok</p><table><tr><td>From</td><td>Berlin</td></tr><tr><td>To</td><td>Rome</td></tr><tr><td>Date</td><td>5 May</td></tr></table>`, "ok\n\nFrom | Berlin\nTo | Rome\nDate | 5 May", ""},
		"a head in a table that is presented":    {page, `<p>I got this:</p><table><tr><td>From</td><td>Fox</td></tr><tr><td>Sent</td><td>5</td></tr><tr><td>To</td><td>A</td></tr></table>`, "I got this:\n\nFrom | Fox\nSent | 5\nTo | A", ""},
		"a head in capitals":                     {plain, "ok\n\nFROM: Fox\nSENT: 5 Mar\nTO: A\nSUBJECT: P\n\nx", "ok", "> FROM: Fox\n> SENT: 5 Mar\n> TO: A\n> SUBJECT: P\n>\n> x"},
		"a head in small letters, in Russian":    {plain, "ok\n\nот: Fox\nотправлено: 5\nкому: A\n\nx", "ok", "> от: Fox\n> отправлено: 5\n> кому: A\n>\n> x"},
		"a head in Arabic":                       {plain, "ok\n\nمن: Desk <d@x.example>\nتم الإرسال: 5 مارس 2024 10:11\nإلى: Ann\nالموضوع: P\n\nx", "ok", "> من: Desk <d@x.example>\n> تم الإرسال: 5 مارس 2024 10:11\n> إلى: Ann\n> الموضوع: P\n>\n> x"},
		"a head in Bulgarian":                    {plain, "ok\n\nОт: Desk <d@x.example>\nИзпратено: 5 март 2024\nДо: Ann\nОтносно: P\n\nx", "ok", "> От: Desk <d@x.example>\n> Изпратено: 5 март 2024\n> До: Ann\n> Относно: P\n>\n> x"},
		"a head in Vietnamese":                   {plain, "ok\n\nTừ: Desk <d@x.example>\nĐã gửi: 5 tháng 3\nĐến: Ann\nChủ đề: P\n\nx", "ok", "> Từ: Desk <d@x.example>\n> Đã gửi: 5 tháng 3\n> Đến: Ann\n> Chủ đề: P\n>\n> x"},
		"a head in Thai":                         {plain, "ok\n\nจาก: Desk <d@x.example>\nส่ง: 5 มีนาคม\nถึง: Ann\nเรื่อง: P\n\nx", "ok", "> จาก: Desk <d@x.example>\n> ส่ง: 5 มีนาคม\n> ถึง: Ann\n> เรื่อง: P\n>\n> x"},
		"a head of GroupWise":                    {plain, "ok\n\n>>> Fox <f@x.example> 5.3.2024 10:11 >>>\nx", "ok", "> >>> Fox <f@x.example> 5.3.2024 10:11 >>>\n> x"},
		"three marks of a shell are none":        {plain, "ok\n\n>>> import sys >>>\nx", "ok\n\n>>> import sys >>>\nx", ""},
		"Notes forwards in German":               {page, `<p>ok</p><p>----- Weitergeleitet von Ann Fox/X am 05.03.2024 10:11 -----</p><p>Von: b<br>An: c<br>Datum: d<br>Betreff: e</p>`, "ok\n\n----- Weitergeleitet von Ann Fox/X am 05.03.2024 10:11 -----\n\nVon: b\nAn: c\nDatum: d\nBetreff: e", ""},
		"a head in Polish, of another Outlook":   {plain, "ok\n\nOd: Desk <d@x.example>\nWysłane: 5 marca\nDo: Ann\nTemat: P\n\nx", "ok", "> Od: Desk <d@x.example>\n> Wysłane: 5 marca\n> Do: Ann\n> Temat: P\n>\n> x"},
		"a head in Estonian":                     {plain, "ok\n\nSaatja: Desk\nSaadetud: 5. märts\nAdressaat: Ann\nTeema: P\n\nx", "ok", "> Saatja: Desk\n> Saadetud: 5. märts\n> Adressaat: Ann\n> Teema: P\n>\n> x"},
		"a head in Lithuanian":                   {plain, "ok\n\nNuo: Desk\nIšsiųsta: kovo 5 d.\nKam: Ann\nTema: P\n\nx", "ok", "> Nuo: Desk\n> Išsiųsta: kovo 5 d.\n> Kam: Ann\n> Tema: P\n>\n> x"},
		"a head in Latvian":                      {plain, "ok\n\nNo: Desk\nNosūtīts: 5. marts\nKam: Ann\nTemats: P\n\nx", "ok", "> No: Desk\n> Nosūtīts: 5. marts\n> Kam: Ann\n> Temats: P\n>\n> x"},
		"a line in dashes that are no minus":     {plain, "ok\n\n‐‐‐‐‐‐‐ Original Message ‐‐‐‐‐‐‐\nOn Tuesday, March 5th, 2024 at 10:11 AM, Desk <d@x.example> wrote:\n\n> x", "ok", "> ‐‐‐‐‐‐‐ Original Message ‐‐‐‐‐‐‐\n>\n> On Tuesday, March 5th, 2024 at 10:11 AM, Desk <d@x.example> wrote:\n> > x"},
		"an introduction in dashes":              {plain, "ok\n\n---- On Tue, 05 Mar 2024 10:11:00 +0100 Desk <d@x.example> wrote ---\n\nx", "ok", "On Tue, 05 Mar 2024 10:11:00 +0100 Desk <d@x.example> wrote:\n> x"},
		"the line of Notes, above its head":      {plain, "ok\n\n-----\"Desk\" <d@x.example> wrote: -----\nTo: Ann\nFrom: \"Desk\" <d@x.example>\nDate: 03/05/2024 10:11AM\nSubject: P\n\nx", "ok", "> -----\"Desk\" <d@x.example> wrote: -----\n> To: Ann\n> From: \"Desk\" <d@x.example>\n> Date: 03/05/2024 10:11AM\n> Subject: P\n>\n> x"},
		"the line of QQ on a telephone":          {plain, "ok\n\n---Original---\nFrom: \"Desk\"<d@x.example>\nDate: Tue, Mar 5\nSubject: P\n\nx", "ok", "> ---Original---\n> From: \"Desk\"<d@x.example>\n> Date: Tue, Mar 5\n> Subject: P\n>\n> x"},
		"a time in dashes introduces nothing":    {plain, "ok\n\n---- Meeting on 05 Mar 2024 10:11 ----\n\nx", "ok\n\n---- Meeting on 05 Mar 2024 10:11 ----\n\nx", ""},
		"a head in a quotation, and words below": {page, "<div>ok</div><hr><blockquote><b>From: </b>Desk<br><b>To: </b>Ann<br><b>Sent: </b>5 March<br><b>Subject: </b>P</blockquote><blockquote>x</blockquote><p>and so</p>", "ok\n\n---\n\nand so", "> From: Desk\n> To: Ann\n> Sent: 5 March\n> Subject: P\n\n> x"},
		"the same, presented":                    {page, "<div>I got this:</div><blockquote>From: Desk<br>To: Ann<br>Sent: 5 March<br>Subject: P</blockquote>", "I got this:\n\n> From: Desk\n> To: Ann\n> Sent: 5 March\n> Subject: P", ""},
		"a head that is said to be forwarded":    {plain, "ok\n\nThis is a forwarded message\nFrom: Fox <f@x.example>\nTo: Ann\nDate: 5 March\nSubject: P\n\nx", "ok\n\nThis is a forwarded message\nFrom: Fox <f@x.example>\nTo: Ann\nDate: 5 March\nSubject: P\n\nx", ""},
		"the same in Russian":                    {plain, "ok\n\nЭто пересылаемое сообщение\nОт кого: Fox <f@x.example>\nКому: Ann\nДата: 5\nТема: P\n===8<============Исходный текст сообщения============\nx", "ok\n\nЭто пересылаемое сообщение\nОт кого: Fox <f@x.example>\nКому: Ann\nДата: 5\nТема: P\n===8<============Исходный текст сообщения============\nx", ""},

		// The line that the mail of a helpdesk starts with.
		"above this line":                {plain, "ok\n\n##- Please type your reply above this line -##\n\nx", "ok", "> ##- Please type your reply above this line -##\n>\n> x"},
		"in capitals":                    {plain, "ok\n\n-- REPLY ABOVE THIS LINE --\nx", "ok", "> -- REPLY ABOVE THIS LINE --\n> x"},
		"in asterisks":                   {plain, "ok\n\n*** Please type your reply above this line ***\nx", "ok", "> *** Please type your reply above this line ***\n> x"},
		"nothing is to be written below": {page, "<p>ok</p><p>-----Please do not write below this line-----</p><p>x</p>", "ok", "> -----Please do not write below this line-----\n>\n> x"},
		"in German":                      {page, "<p>ok</p><p>--- Bitte antworten Sie oberhalb dieser Linie ---</p><p>x</p>", "ok", "> --- Bitte antworten Sie oberhalb dieser Linie ---\n>\n> x"},
		"in French":                      {page, "<p>ok</p><p>##- Veuillez saisir votre réponse au-dessus de cette ligne -##</p><p>x</p>", "ok", "> ##- Veuillez saisir votre réponse au-dessus de cette ligne -##\n>\n> x"},
		"in Italian":                     {page, "<p>ok</p><p>##- Digita la tua risposta sopra questa riga -##</p><p>x</p>", "ok", "> ##- Digita la tua risposta sopra questa riga -##\n>\n> x"},
		"in Polish":                      {page, "<p>ok</p><p>##- Wpisz odpowiedź powyżej tej linii -##</p><p>x</p>", "ok", "> ##- Wpisz odpowiedź powyżej tej linii -##\n>\n> x"},
		"in Russian":                     {page, "<p>ok</p><p>==== Пожалуйста, пишите ответ над этой чертой ====</p><p>x</p>", "ok", "> ==== Пожалуйста, пишите ответ над этой чертой ====\n>\n> x"},
		"in Ukrainian, in a table":       {page, "<p>ok</p><table><tr><td>##- Введіть відповідь над цим рядком -##</td></tr><tr><td>x</td></tr></table>", "ok", "> ##- Введіть відповідь над цим рядком -##\n>\n> x"},
		"in Chinese":                     {page, "<p>ok</p><p>##- 请在此行上方输入您的回复 -##</p><p>x</p>", "ok", "> ##- 请在此行上方输入您的回复 -##\n>\n> x"},
		"nothing stands above it":        {plain, "##- Please type your reply above this line -##\n\nYour request was updated.", "##- Please type your reply above this line -##\n\nYour request was updated.", ""},
		"a heading about a line":         {plain, "ok\n\n=== What is written above the line ===\n\nx", "ok\n\n=== What is written above the line ===\n\nx", ""},
		"somebody asks about it":         {plain, "What does \"reply above this line\" mean?\n\nx", "What does \"reply above this line\" mean?\n\nx", ""},

		// Lines that introduce what is quoted.
		"somebody of theirs, marked by a program": {page, "<p>ok?</p><p>Your colleague Tom wrote:</p><blockquote type=cite>a</blockquote>", "ok?\n\nYour colleague Tom wrote:\n\n> a", ""},
		"the same, with an address":               {page, "<p>ok?</p><p>Your colleague &lt;ann@x.example&gt; wrote:</p><blockquote type=cite>a</blockquote>", "ok?\n\nYour colleague <ann@x.example> wrote:\n\n> a", ""},
		"the reader, marked by a program":         {page, "<p>ok?</p><p>You wrote:</p><blockquote type=cite>a</blockquote>", "ok?\n\nYou wrote:", "> a"},
		"the first word on a line of its own":     {plain, "ok\n\nOn\n5 March 2024, 10:11, Desk\nwrote:\n> x", "ok", "On 5 March 2024, 10:11, Desk wrote:\n> x"},
		"Croatian":                                {plain, "ok\n\nuto, 5. ožu 2024. u 10:11 Desk <d@x.example> napisao je:\n\n> x", "ok", "uto, 5. ožu 2024. u 10:11 Desk <d@x.example> napisao je:\n> x"},
		"Slovenian":                               {plain, "ok\n\nV V tor., 5. mar. 2024 ob 10:11 je oseba Desk <d@x.example> napisala:\n\n> x", "ok", "V V tor., 5. mar. 2024 ob 10:11 je oseba Desk <d@x.example> napisala:\n> x"},
		"digits of Arabic":                        {plain, "ok\n\nفي ٥ مارس ٢٠٢٤ ١٠:١١، كتب Desk <d@x.example>:\n> x", "ok", "في ٥ مارس ٢٠٢٤ ١٠:١١، كتب Desk <d@x.example>:\n> x"},
		"marks of direction around it":            {plain, "ok\n\n\u202bבתאריך יום ג׳, 5 במרץ 2024 ב-10:11 מאת Desk <d@x.example>:\u202c\n> x", "ok", "בתאריך יום ג׳, 5 במרץ 2024 ב-10:11 מאת Desk <d@x.example>:\n> x"},
		"no-break spaces before the marks":        {page, "<p>ok</p><p>On 5 Mar 2024, at 10:11, Desk wrote:</p><p>&nbsp;&gt; a<br>&nbsp;&gt; b</p>", "ok", "On 5 Mar 2024, at 10:11, Desk wrote:\n> a\n> b"},
		"a sentence that presents a mail":         {page, "<p>Here is what Ann Fox wrote on 5 March 2024 at 10:11:</p><blockquote>x</blockquote>", "Here is what Ann Fox wrote on 5 March 2024 at 10:11:\n\n> x", ""},
		"one that presents a log":                 {plain, "The log of 2024-03-05 10:42:13:\n> a\n> b\n\nok?", "The log of 2024-03-05 10:42:13:\n\n> a\n> b\n\nok?", ""},
		"one of somebody else's words":            {plain, "My colleague wrote yesterday at 10:30:\n> a\n\nok?", "My colleague wrote yesterday at 10:30:\n\n> a\n\nok?", ""},
		"one in Russian":                          {plain, "Согласно письму от 12.05.2023:\n> a\n> b\n\nok?", "Согласно письму от 12.05.2023:\n\n> a\n> b\n\nok?", ""},
		"a name that starts with an article":      {plain, "ok\n\nDer Kundendienst <d@x.example> schrieb am 5.3.2024 um 10:11:\n> a", "ok", "Der Kundendienst <d@x.example> schrieb am 5.3.2024 um 10:11:\n> a"},

		"one about a customer in Spanish":       {plain, "El cliente escribió el 5 de marzo de 2024 a las 10:11:\n> a\n\nok?", "El cliente escribió el 5 de marzo de 2024 a las 10:11:\n\n> a\n\nok?", ""},
		"one about a server":                    {plain, "At 10:11 on 5 March 2024 the log says:\n> a\n> b", "At 10:11 on 5 March 2024 the log says:\n\n> a\n> b", ""},
		"one that names an address":             {plain, "Error from support@x.example at 2024-03-05 10:11:\n> a\n\nok?", "Error from support@x.example at 2024-03-05 10:11:\n\n> a\n\nok?", ""},
		"an address in brackets before a day":   {plain, "ok\n\nDesk <d@x.example> 2024-03-05 10:11:\n> a", "ok", "Desk <d@x.example> 2024-03-05 10:11:\n> a"},
		"an introduction in pre":                {page, `<div>ok</div><pre>` + "\n" + `At 2024-03-05 10:11:00, "Desk" &lt;d@x.example&gt; wrote:</pre><blockquote id="isReplyContent">a</blockquote>`, "ok", "At 2024-03-05 10:11:00, \"Desk\" <d@x.example> wrote:\n> a"},
		"a line of code in pre":                 {page, `<pre>case 8080:</pre><blockquote>a</blockquote>`, "case 8080:\n\n> a", ""},
		"forwarded in Hebrew":                   {page, `<p>ok</p><p>---------- הודעה שהועברה ---------<br>מאת: Fox<br>נשלח: 5<br>נושא: P</p><p>x</p>`, "ok\n\n---------- הודעה שהועברה ---------\nמאת: Fox\nנשלח: 5\nנושא: P\n\nx", ""},
		"forwarded in words that are not known": {page, `<p>ok</p><p>-------- Edastatud kiri --------<br>Kellelt: x</p><blockquote type="cite">a</blockquote>`, "ok\n\n-------- Edastatud kiri --------\nKellelt: x\n\n> a", ""},
		"the same, over a table":                {page, `<p>ok</p><div>-------- Birbidalitako mezua --------<table><tr><th>Gaia: </th><td>P</td></tr><tr><th>Nork: </th><td>x</td></tr></table></div><blockquote type="cite">a</blockquote>`, "ok\n\n-------- Birbidalitako mezua --------\n\nGaia: | P\nNork: | x\n\n> a", ""},
		"a line in dashes that a person writes": {page, `<p>-------- Error log --------<br>disk full</p><blockquote type="cite">a</blockquote>`, "-------- Error log --------\ndisk full", "> a"},
		"forwarded in Greek":                    {page, `<p>ok</p><p>-------- Προωθημένο μήνυμα --------</p><blockquote type="cite">a</blockquote>`, "ok\n\n-------- Προωθημένο μήνυμα --------\n\n> a", ""},
		"the original in Greek":                 {plain, "ok\n\n-----Αρχικό μήνυμα-----\nx", "ok", "> -----Αρχικό μήνυμα-----\n> x"},
		"forwarded in Arabic":                   {page, `<p>ok</p><p>---------- رسالة معاد توجيهها ---------<br>من: Fox<br>تم الإرسال: 5<br>الموضوع: P</p><p>x</p>`, "ok\n\n---------- رسالة معاد توجيهها ---------\nمن: Fox\nتم الإرسال: 5\nالموضوع: P\n\nx", ""},

		"one line with a mark among others":  {plain, "ok if\n> 5 items\nare there", "ok if\n\n> 5 items\n\nare there", ""},
		"several, each among others":         {plain, "ok\n> a\nb\n> c\nd", "ok\n\n> a\n\nb\n\n> c\n\nd", ""},
		"the same, introduced":               {plain, "ok\nOn 5 Mar 2024 at 10:11, Desk wrote:\n> a\nb\n> c\nd", "ok\n\nb\n\nd", "On 5 Mar 2024 at 10:11, Desk wrote:\n> a\n\n> c"},
		"one that stands apart":              {plain, "ok\n\n> a\n\nb", "ok\n\nb", "> a"},
		"lines of a shell":                   {plain, "ok\n\n>>> f(1)\n1\n>>> x\n", "ok\n\n> > > f(1)\n\n1\n\n> > > x", ""},
		"quotes of quotes, the oldest first": {plain, "ok\n\n>>> a\n>> b\n> c\n", "ok", "> > > a\n> >\n> > b\n>\n> c"},
		"nothing but lines with marks":       {plain, "> a\n> b", "> a\n> b", ""},
		"nothing but what a program marked":  {page, "<blockquote type=cite>a</blockquote><div class=signature>Ann</div>", "> a", "--\nAnn"},
		"nothing but what is introduced":     {page, "<div class=gmail_quote><div class=gmail_attr>On 5 Mar 2024 at 10:11, Desk wrote:</div><blockquote class=gmail_quote>a</blockquote></div>", "", "On 5 Mar 2024 at 10:11, Desk wrote:\n> a"},

		"an introduction above words without marks": {plain, "ok\n\nOn Tue, Mar 5, 2024 at 10:11 AM Desk <d@x.example> wrote:\n\na\n\nb", "ok", "On Tue, Mar 5, 2024 at 10:11 AM Desk <d@x.example> wrote:\n> a\n>\n> b"},
		"the same in German, in HTML":               {page, "<p>ok</p><p>Desk &lt;d@x.example&gt; hat am 05.03.2024 10:11 geschrieben:</p><div>a</div>", "ok", "Desk <d@x.example> hat am 05.03.2024 10:11 geschrieben:\n> a"},
		"the same, with words on the next line":     {plain, "ok\n\nOn September 7, 2022 10:41:26 AM GMT+02:00, \"Desk\" <d@x.example> wrote:\nHi,\n\na", "ok", "On September 7, 2022 10:41:26 AM GMT+02:00, \"Desk\" <d@x.example> wrote:\n> Hi,\n>\n> a"},
		"a line above it in its paragraph":          {plain, "ok\n\nSee.\nOn Tue, Mar 5, 2024 at 10:11 AM Desk <d@x.example> wrote:\na", "ok\n\nSee.\nOn Tue, Mar 5, 2024 at 10:11 AM Desk <d@x.example> wrote:\na", ""},
		"with nothing above it":                     {plain, "On Tue, Mar 5, 2024 at 10:11 AM Desk <d@x.example> wrote:\n\na\n\nok", "On Tue, Mar 5, 2024 at 10:11 AM Desk <d@x.example> wrote:\n\na\n\nok", ""},
		"without an address":                        {plain, "ok\n\nOn Mar 5, 2024, at 10:11, Desk wrote:\n\na", "ok\n\nOn Mar 5, 2024, at 10:11, Desk wrote:\n\na", ""},
		"in a paragraph that says more":             {plain, "ok?\nOn Tue, Mar 5, 2024 at 10:11 AM Desk <d@x.example> wrote:\na", "ok?\nOn Tue, Mar 5, 2024 at 10:11 AM Desk <d@x.example> wrote:\na", ""},
		"that is said to be read":                   {plain, "Hi, see below.\n\nOn Tue, Mar 5, 2024 at 10:11 AM Desk <d@x.example> wrote:\n\na", "Hi, see below.\n\nOn Tue, Mar 5, 2024 at 10:11 AM Desk <d@x.example> wrote:\n\na", ""},
		"a head that is said to be read":            {plain, "FYI\nFrom: Desk\nSent: 5\nTo: Ann\nSubject: P\n\na", "FYI\nFrom: Desk\nSent: 5\nTo: Ann\nSubject: P\n\na", ""},
		"a head in Russian that is":                 {page, "<p>Добрый день, см. ниже.</p><p>Анна</p><p>От: Desk<br>Отправлено: 5<br>Кому: Ann<br>Тема: P</p><p>a</p>", "Добрый день, см. ниже.\n\nАнна\n\nОт: Desk\nОтправлено: 5\nКому: Ann\nТема: P\n\na", ""},
		"a mail that is answered in its midst":      {page, "<p>Meine Antworten unten.</p><table><tr><td>Von:</td><td>Fox</td></tr><tr><td>An:</td><td>Ann</td></tr><tr><td>Datum:</td><td>5.3.2024</td></tr><tr><td>Betreff:</td><td>P</td></tr></table><p>x</p>", "Meine Antworten unten.\n\nVon: | Fox\nAn: | Ann\nDatum: | 5.3.2024\nBetreff: | P\n\nx", ""},
		"below, in a signature":                     {plain, "ok\n-- \nsee below\n\n-----Original Message-----\nx", "ok", "--\nsee below\n\n> -----Original Message-----\n> x"},
		"an introduction within a quotation":        {page, "<p>ok</p><blockquote class=freshdesk_quote>On Tue, 5 Mar 2024 at 10:11 AM , Desk &lt;d@x.example&gt; wrote:<br>a<br>b</blockquote>", "ok", "On Tue, 5 Mar 2024 at 10:11 AM , Desk <d@x.example> wrote:\n> a\n> b"},
		"of two lines":                              {page, "<p>ok</p><blockquote>On Tue, 5 Mar 2024 at 10:11 AM<br>Desk &lt;d@x.example&gt; wrote:<br>a</blockquote>", "ok", "On Tue, 5 Mar 2024 at 10:11 AM Desk <d@x.example> wrote:\n> a"},
		"a sentence within a quotation":             {page, "<p>ok</p><blockquote>These are the limits as of 2024:<br>a</blockquote>", "ok\n\n> These are the limits as of 2024:\n> a", ""},
		"an introduction alone in a quotation":      {page, "<p>ok</p><blockquote type=cite>On Mon, 5 Jan 2026 at 10:00, Anna &lt;a@b.cc&gt; wrote:</blockquote><p>-----Original Message-----<br>x</p>", "ok", "On Mon, 5 Jan 2026 at 10:00, Anna <a@b.cc> wrote:\n> -----Original Message-----\n> x"},
		"Ukrainian, with both endings":              {page, "<p>ok</p><div>Desk писав(ла) 2024-03-05 10:11:</div><blockquote>a</blockquote>", "ok", "Desk писав(ла) 2024-03-05 10:11:\n> a"},
		"a head in Korean, without spaces":          {plain, "ok\n\n보낸사람: Desk <d@x.example>\n보낸시간: 2024년\n받는사람: Ann\n제목: P\n\na", "ok", "> 보낸사람: Desk <d@x.example>\n> 보낸시간: 2024년\n> 받는사람: Ann\n> 제목: P\n>\n> a"},
		"a head in Italian, of another program":     {plain, "ok\n\nMittente: Desk\nData: 5/3/2024\nDestinatario: Ann\nOggetto: P\n\na", "ok", "> Mittente: Desk\n> Data: 5/3/2024\n> Destinatario: Ann\n> Oggetto: P\n>\n> a"},
		"the original in French, of Zimbra":         {plain, "ok\n\n----- Mail original -----\nDe: Desk\na", "ok", "> ----- Mail original -----\n> De: Desk\n> a"},

		"an order with a day and an address":         {plain, "ok\n\nOrder 2024-03-05 10:11 for ann@x.example:\n> a\n> b", "ok\n\nOrder 2024-03-05 10:11 for ann@x.example:\n\n> a\n> b", ""},
		"a day, a name and an address, nothing else": {plain, "ok\n\n2024-03-05 Desk <d@x.example>:\n> a\n> b", "ok", "2024-03-05 Desk <d@x.example>:\n> a\n> b"},
		"what a person forwards in their own words":  {page, "<p>Пересылаю письмо клиента:</p><blockquote type=cite>a</blockquote>", "Пересылаю письмо клиента:\n\n> a", ""},
		"the same in French, with a head":            {plain, "Je vous transfère son message.\n\nDe : Desk\nEnvoyé : 5\nÀ : Ann\nObjet : P\n\na", "Je vous transfère son message.\n\nDe : Desk\nEnvoyé : 5\nÀ : Ann\nObjet : P\n\na", ""},
		"a request before what a program marked":     {page, "<p>Please compare:</p><blockquote type=cite>a</blockquote>", "Please compare:\n\n> a", ""},

		// Signatures.
		"a dash that a telephone made of two":  {page, "<p>ok</p><div>—<br>Ann Fox</div>", "ok", "--\n—\nAnn Fox"},
		"a dash between parts":                 {plain, "ok\n—\none\ntwo\nthree\nfour\nfive", "ok\n—\none\ntwo\nthree\nfour\nfive", ""},
		"a dash in a line of words":            {plain, "ok — no\n— yes", "ok — no\n— yes", ""},
		"a telephone in Hebrew":                {page, "<p>ok</p><p>נשלח מה-iPhone שלי</p>", "ok", "--\nנשלח מה-iPhone שלי"},
		"a tablet in Japanese":                 {plain, "ok\n\niPadから送信", "ok", "--\niPadから送信"},
		"a tablet in Korean":                   {plain, "ok\n\n나의 iPad에서 보냄", "ok", "--\n나의 iPad에서 보냄"},
		"a tablet in Turkish":                  {plain, "ok\n\niPad'imden gönderildi", "ok", "--\niPad'imden gönderildi"},
		"a tablet in Chinese":                  {plain, "ok\n\n从我的 iPad 发送", "ok", "--\n从我的 iPad 发送"},
		"a program in Russian":                 {plain, "ok\n\nПолучить Outlook для iOS", "ok", "--\nПолучить Outlook для iOS"},
		"a program in Swedish":                 {plain, "ok\n\nHämta Outlook för Android", "ok", "--\nHämta Outlook för Android"},
		"a program that somebody uses":         {plain, "Yes.\n\nOutlook for iOS, the newest", "Yes.\n\nOutlook for iOS, the newest", ""},
		"a telephone that a sentence is about": {plain, "Yes.\n\niPhone の写真です", "Yes.\n\niPhone の写真です", ""},
		"a head that is presented in one":      {plain, "ok\n-- \nDesk wrote:\n-----Original Message-----\nx\n\n> a\n-----Original Message-----\n", "ok\n\n-----Original Message-----", "--\nDesk wrote:\n-----Original Message-----\nx\n\n> a"},
		"the same, with a rule and another":    {plain, "ok\n--\nDesk wrote:\n______\nFrom: Fox\nSent: 5\nTo: A\n\n> a\n----- x -----\n> b\n", "ok\n\n----- x -----", "--\nDesk wrote:\n______\nFrom: Fox\nSent: 5\nTo: A\n\n> a\n\n> b"},
		"a telephone that is hers or his":      {plain, "ok\n\nVon meinem/meiner Galaxy gesendet", "ok", "--\nVon meinem/meiner Galaxy gesendet"},
		"a program behind an apostrophe":       {plain, "ok\n\nEnvoyé à partir d’Outlook pour iOS", "ok", "--\nEnvoyé à partir d’Outlook pour iOS"},
		"a program with the address of a link": {plain, "ok\n\nSent from Mail<https://x.example/?a=1> for Windows 10", "ok", "--\nSent from Mail<https://x.example/?a=1> for Windows 10"},
		"a telephone in Thai":                  {plain, "ok\n\nส่งจาก iPhone ของฉัน", "ok", "--\nส่งจาก iPhone ของฉัน"},
	} {
		t.Run(name, func(t *testing.T) {
			d := tt.read(tt.src)
			shown, folded := contenttest.Parts(d)
			require.Equal(t, tt.shown, shown)
			require.Equal(t, tt.folded, folded)
			page := html.Print(d)
			require.Equal(t, page, html.Print(html.Parse(page)))
		})
	}
}

// Who wrote, and when, programs write in other words than people do.
func TestAPersonsOwnSentenceBeforeAQuotationIsShown(t *testing.T) {
	for words, sentence := range map[string]bool{
		"Ihr Kollege hat geschrieben:":                                 true,
		"Ihr Kollege Tom hat am 5.3.2024 um 10:11 geschrieben:":        true,
		"Am 5.3.2024 um 10:11 schrieb mir Ihr Kollege Tom:":            true,
		"Mein Chef schrieb am 5. März 2024 um 10:11:":                  true,
		"Der Kunde schreibt:":                                          true,
		"Kollege Meier schrieb:":                                       true,
		"Kunde Meier schrieb am 5.3.2024 um 10:11:":                    true,
		"Hierzu hat Herr Meier geschrieben:":                           true,
		"Herr Meier schrieb um 10:30:":                                 true,
		"Am Montag schrieb Anna Weber:":                                true,
		"Auf Ihrer Website steht geschrieben:":                         true,
		"Your colleague Tom wrote:":                                    true,
		"Somebody wrote:":                                              true,
		"Earlier Tom wrote:":                                           true,
		"In 2024 Tom Fox wrote:":                                       true,
		"On 5 March 2024 at 10:11 your colleague Tom wrote:":           true,
		"Votre collègue Marie a écrit :":                               true,
		"Ma collègue Marie Dupont a écrit le 5 mars 2024 à 10:11 :":    true,
		"Le client Dupont a écrit :":                                   true,
		"Su compañera Ana escribió el 5 de marzo de 2024 a las 10:11:": true,
		"Seu colega João escreveu:":                                    true,
		"Il cliente ha scritto:":                                       true,
		"Mijn collega Jan schreef op 5 maart 2024 om 10:11:":           true,
		"Min chef Erik skrev den 5 mars 2024 kl. 10:11:":               true,
		"Kunden skrev:":                                                true,
		"Asiakas kirjoitti:":                                           true,
		"Klient napisał 5 marca 2024 o 10:11:":                         true,
		"Mój szef Jan napisał:":                                        true,
		"Zákazník napsal:":                                             true,
		"Clientul a scris:":                                            true,
		"Müşteri yazdı:":                                               true,
		"Клиент пишет:":                                                true,
		"Ваш коллега Иван написал 5 марта 2024 г. в 10:11:": true,
		"5 марта 2024 г. в 10:11 клиент написал:":           true,
		"Клієнт написав:":                                   true,
		"客户写道：":                                             true,
		"您的同事在2024年3月5日 10:11写道：":                           true,
		"お客様のメール：":                                          true,
		"Your colleague <ann@x.example> wrote:":             true,
		"Your colleague ann@x.example wrote:":               true,
		"My boss (ann@x.example) wrote:":                    true,
		"Ваш коллега <ann@x.example> написал:":              true,
		"Клиент Иван <ann@x.example> написал:":              true,
		"Kunde Meier <meier@x.example> schrieb:":            true,
		"Ann asked bob@x.example, who wrote:":               true,
		"Kunde Meier <m@x.example> schrieb am 5.3.2024:":    false,
		"Meier <kunde@x.example> schrieb:":                  false,
		"Ann Fox bob@x.example wrote:":                      false,
		"Quoting bob@x.example:":                            false,
		"bob@x.example wrote:":                              false,
		"Anna Weber schrieb:":                               false,
		"Anna wrote:":                                       false,
		"Desk Support wrote:":                               false,
		"Ludwig van Beethoven schrieb:":                     false,
		"Анна Вебер пишет:":                                 false,
		"Marie Dupont a écrit :":                            false,
		"Quoting Anna Weber:":                               false,
		"On 5 March 2024, 10:11, you wrote:":                false,
		"Am 5.3.2024 um 10:11 schrieben Sie:":               false,
		"Вы писали 5 марта 2024 г., 10:11:59:":              false,
		"Mar 5, 10:11 AM, Anna wrote:":                      false,
		"On 05/03/2024 10:11, Customer Support wrote:":      false,
		"05.03.2024 10:11, Менеджер Ольга пишет:":           false,
		"2024年3月5日 10:11，张三写道：":                             false,
	} {
		for name, d := range map[string]*content.Document{
			"plain":   text.Parse("ok\n\n" + words + "\n> a\n> b"),
			"tight":   text.Parse("ok\n" + words + "\n\n> a\n> b"),
			"in HTML": html.Parse("<p>ok</p><p>" + words + "</p><p>&gt; a<br>&gt; b</p>"),
		} {
			shown, folded := contenttest.Parts(d)
			require.Equal(t, sentence, folded == "", "%s, %s: %s", words, name, folded)
			require.Equal(t, sentence, strings.Contains(shown, words), "%s, %s: %s", words, name, shown)
			require.True(t, strings.HasPrefix(shown, "ok"), "%s, %s: %s", words, name, shown)
			page := html.Print(d)
			require.Equal(t, page, html.Print(html.Parse(page)))
		}
	}
}
