package content

import (
	"strings"
	"unicode/utf8"

	"deskside/shared/content/internal/ascii"
)

// The words that mail programs put before and after what people write, by their user's language:
// English, German, French, Spanish, Portuguese, Italian, Dutch, Swedish, Danish and Norwegian,
// Finnish, Polish, Czech, Hungarian, Romanian, Turkish, Russian, Ukrainian, Chinese, Japanese, Korean.
// Words stand between bars.
const (
	fromLabels = "|From|Von|De|Da|Van|Från|Fra|Lähettäjä|Od|Feladó|De la|Kimden|Gönderen|От|От кого|Від|Відправник|发件人|寄件者|差出人|送信者|보낸 사람|보낸사람|Mittente|Από|מאת|من|از|Šalje|Pošiljatelj|Từ|Người gửi|จาก|Dari|Saatja|Nuo|No|Sender|Absender|"
	// sentLabels are the words that only mail programs use for when a mail was sent, dateLabels those
	// that a form may have as well.
	sentLabels = "|Sent|Gesendet|Gesendet am|Envoyé|Envoyé le|Enviado|Enviado el|Enviado em|Enviada em|Inviato|Data invio|Verzonden|Skickat|Sendt|Lähetetty|Wysłano|Wysłane|Saadetud|Išsiųsta|Nosūtīts|Odesláno|Odoslané|" +
		"Küldve|Elküldve|Trimis|Gönderildi|Отправлено|Надіслано|Надісланий|发送时间|寄件日期|送信日時|보낸 날짜|보낸시간|보낸날짜|Στάλθηκε|נשלח|تم الإرسال|تاريخ الإرسال|أُرسلت|أرسلت|ارسال شده|Poslano|Изпратено|Đã gửi|ส่งเมื่อ|ส่ง|Dikirim|"
	dateLabels    = "|Date|Datum|Fecha|Data|Dato|Päivämäärä|Dátum|Tarih|Дата|Когда|日期|时间|日付|日時|날짜|Ημερομηνία|תאריך|التاريخ|تاریخ|Ngày|วันที่|Tanggal|"
	toLabels      = "|To|Cc|CC|An|À|Para|A|Aan|Till|Til|Vastaanottaja|Do|Komu|Címzett|Către|Kime|Кому|Копия|Копія|收件人|收件者|抄送|宛先|받는 사람|받는사람|Destinatario|Destinatari|Προς|אל|إلى|به|До|Đến|Tới|ถึง|Kepada|Adressaat|Kam|Kopie|Kopia|"
	subjectLabels = "|Subject|Betreff|Objet|Asunto|Assunto|Oggetto|Onderwerp|Ämne|Emne|Aihe|Temat|Předmět|Predmet|Tárgy|Subiect|Konu|Тема|主题|主旨|件名|제목|Θέμα|נושא|الموضوع|موضوع|Относно|Zadeva|Chủ đề|เรื่อง|Subjek|Perihal|Teema|Tema|Temats|"
	originals     = "|original message|original mail|reply message|original-nachricht|ursprüngliche nachricht|ursprüngliche mail|originalnachricht|message d'origine|message d’origine|message original|mail original|mensaje original|mensagem original|messaggio originale|" +
		"oorspronkelijk bericht|ursprungligt meddelande|oprindelig meddelelse|opprinnelig melding|alkuperäinen viesti|wiadomość oryginalna|oryginalna wiadomość|původní zpráva|pôvodná správa|eredeti üzenet|" +
		"mesajul original|orijinal mesaj|исходное сообщение|оригинальное сообщение|первоначальное сообщение|вихідне повідомлення|原始邮件|原始郵件|元のメッセージ|원본 메시지|원본 메일|ρχικό μήνυμα|zgün ileti|mesaj original|missatge original|оригінальне повідомлення|izvorna poruka|オリジナルメッセージ|邮件原件|tin nhắn gốc|הודעה מקורית|الرسالة الأصلية|پیام اصلی|оригинално съобщение|thư gốc|ข้อความต้นฉบับ|pesan asli|--- original ---|---original---|"
	forwards = "|forwarded message|i forward|forwarding |leite ich |leite dir|leite ihnen|leite euch|leite hiermit|пересылаю|перенаправляю|переслал|transfère |reenvío|reenvio|inoltro |encaminho|stuur ik |przesyłam|přeposílám|转发|轉寄|転送|forwarded mail|forwarded by|weitergeleitete nachricht|weitergeleitete mail|weitergeleiteten nachricht|weitergeleitet von |message transféré|mail transféré|message réexpédié|transféré par |mensaje reenviado|correo reenviado|reenviado por |" +
		"mensagem encaminhada|mensagem reencaminhada|messaggio inoltrato|inoltrato da |doorgestuurd bericht|doorgestuurde bericht|doorgestuurd door |vidarebefordrat|videresendt|välitetty viesti|edelleenlähetetty|przekazan|przesłan|przesyłan|" +
		"přeposlan|preposlan|továbbított|redirecționat|iletilen|yönlendirilen|" +
		"пересылаемо|переадресованн|пересланно|перенаправленн|переслане|перенаправлене|пересилан|被转发|전달된 메시지|전달된 메일|ροωθημένο|İletilen |chuyển tiếp|missatge reenviat|הודעה שהועברה|הודעה מועברת|رسالة معاد توجيهها|رسالة تمت إعادة توجيهها|الرسالة المعاد توجيهها|پیام باز ارسال شده|препратено|proslijeđen|posredovan|ข้อความที่ส่งต่อ|diteruskan|pesan terusan|"
	devices = "|Sent from my |Sent from Mail for |Sent from Outlook|Sent from Yahoo Mail|Sent from Proton Mail|Sent with Proton Mail|Sent via |Get Outlook for |Sent from AOL|Sent from Samsung|Sent from Gmail|Sent using Zoho Mail|" +
		"Von meinem |Von meinem/|Gesendet von mein|Gesendet von Mail für |Gesendet von Outlook|Gesendet von Yahoo|Gesendet von Proton|Gesendet mit der |Gesendet mit Proton|Holen Sie sich Outlook für |Outlook für |Diese Nachricht wurde von meinem |Envoyé de mon |Envoyé depuis |Envoyé à partir d|Envoyé avec Proton|Envoyé avec la messagerie|Télécharger Outlook pour |Obtenez Outlook pour |" +
		"Enviado desde mi |Enviado desde Correo |Enviado desde Outlook|Enviado desde Yahoo|Enviado desde Proton|Enviado do meu |Enviado con Proton|Enviado a partir do |Obtener Outlook para |Obter o Outlook para |Inviato da |Inviato dal mio |Inviato con Proton|Scarica Outlook per |Ottieni Outlook per |Verstuurd vanaf mijn |Verzonden vanaf mijn |Verzonden met Proton|Outlook voor |" +
		"Skickat från min |Skickat från Outlook|Skickat från E-post|Sendt fra min |Sendt fra Outlook|Sendt fra Mail|Lähetetty |Wysłane z |Wysłano z |Odesláno z |Odoslané z |Trimis de pe |Отправлено с |Отправлено из |Отправлено от |Послано с |Надіслано з |Надіслано від |发自我的|發自我的|从我的|從我的|来自我的|來自我的|发送自我的|傳送自我的|Enviat des |Gửi từ |Dikirim dari |ส่งจาก |נשלח מה|נשלח מ-|أُرسلت من |أرسلت من |تم الإرسال من |ارسال شده از |" +
		"Получить Outlook для |Скачать Outlook для |Загрузить Outlook для |Отримати Outlook для |Завантажити Outlook для |Hämta Outlook för |Hent Outlook |Last ned Outlook for |Hanki Outlook |Pobierz program Outlook |Pobierz aplikację Outlook |Získat Outlook pro |Obține Outlook |" +
		"Descargar Outlook para |Baixar o Outlook |Λήψη του Outlook |قم بتنزيل Outlook |الحصول على Outlook |קבל את Outlook |Outlook for iOS を|Outlook for Android を|iOS 用 Outlook |Android 用 Outlook |获取 Outlook for |下载 Outlook for |获取适用于 iOS 的 Outlook|获取适用于 Android 的 Outlook|取得 iOS 版 Outlook|iOS용 Outlook |Android용 Outlook |iOS için Outlook|Android için Outlook|"
	// pointers is what people say of the mail below theirs: that it is to be read, or that their answers are in it.
	pointers = "|fyi|see below|mail below|message below|below mail|below email|below message|answers below|answered below|replies below|replied below|comments below|conversation below|thread below|siehe unten|mail unten|nachricht unten|antworten unten|untenstehend|unten stehend|zur info|zur kenntnis|" +
		"voir ci-dessous|mail ci-dessous|message ci-dessous|réponses ci-dessous|pour info|ver abajo|más abajo|correo de abajo|para su información|para tu información|vedi sotto|qui sotto|per conoscenza|ver abaixo|veja abaixo|email abaixo|zie onder|hieronder|ter info|poniżej|do wiadomości|se nedan|nedanstående|för kännedom|se nedenfor|til orientering|viz níže|aşağıda|bilginize|" +
		"см. ниже|смотрите ниже|письмо ниже|сообщение ниже|ответы ниже|ниже письмо|переписка ниже|переписку ниже|для информации|к сведению|дивіться нижче|див. нижче|для відома|见下|見下|如下|下面的|以下|下記|아래|"
	// machines start and leavings end the same line where the verb stands last.
	machines = "|iPhone|iPad|Galaxy|Samsung|Android|Xperia|Xiaomi|Huawei|HUAWEI|Outlook|Yahoo|나의 |내 |"
	leavings = "|から送信|から送信されました|에서 보냄|gönderildi|"
	wrote    = "|wrote|writes|schrieb|schrieben|schreibt|geschrieben|a écrit|écrit|escribió|escribio|escreveu|ha scritto|scrive|schreef|geschreven|skrev|kirjoitti|napisał|napisała|pisze|napsal|napsala|napísal|píše|írta|a scris|yazdı|yazmış|" +
		"пишет|написал|написала|писал|писала|написали|писали|пише|писав|написав|написала|написа|έγραψε|כתב|כתבה|מאת|كتب|كتبت|تمت كتابة|نوشت|đã viết|menulis|va escriure|napisao|piše|写道|寫道|のメール|のメッセージ|さんは書きました|は書きました|님이 작성|작성|님이 쓴 글|Quoting|Zitat von|Citat|"
	// leaders start a line that introduces a quote.
	leaders = "|On|Am|Le|El|Em|Il|Op|Den|W|Dne|V|Dňa|Dana|На|В|"
	// leaderEnds end such a line before the date.
	leaderEnds = "|den|dem|dnia|дня|"
	// pronouns stand in what people write of themselves and others, and in nothing that a program writes.
	pronouns = "|the|I|your|we|he|she|they|it|our|my|his|her|their|this|that|these|those|which|ich|wir|er|Ihr|ihr|ihre|Ihre|ihrer|Ihrer|ihrem|Ihrem|Ihnen|mir|uns|unser|unsere|votre|nous|elle|ellos|yo|nosotros|eles|lui|loro|voi|" +
		"hij|zij|ik|wij|jag|jeg|вас|Вас|ваш|ваше|вашем|Вашем|вашего|Вашего|вам|Вам|я|мы|он|она|они|мне|нам|мой|наш|він|вона|ми|"
	// characters are pronouns of Chinese and Japanese, which no spaces part from other words.
	characters = "|我|他|她|您的|你的|私|彼|"
	// callings are those by which some programs call the reader.
	callings = "|you|Sie|sie|Du|du|vous|tu|usted|ustedes|tú|você|lei|вы|Вы|ви|Ви|ты|"
	// roles are what people say instead of a name, where the word alone may begin a sentence.
	roles = "|somebody|someone|customers|kunde|kundin|kollege|kollegin|chef|chefin|nutzer|jemand|kunden|kollegan|chefen|asiakas|kollega|klient|klientka|kolega|koleżanka|szef|zákazník|kolegyně|šéf|kupac|clientul|colegul|müşteri|" +
		"клиент|клиентка|коллега|начальник|покупатель|пользователь|менеджер|клієнт|клієнтка|колега|"
	// particles stand in names in small letters.
	particles = "|von|van|zu|de|del|di|da|dos|der|den|la|le|el|al|bin|ibn|ter|ten|af|av|"
	// openers start a sentence of a person's own that presents a quotation.
	openers = "|the|an|here|this|that|these|as|see|below|above|what|please|because|since|when|regarding|about|according|yesterday|today|earlier|later|then|so|and|but|also|again|die|das|der|ein|eine|hier|dies|diese|dieser|wie|siehe|unten|oben|was|bitte|laut|im|gestern|heute|dazu|hierzu|dann|nun|und|auch|" +
		"puis|ensuite|et|voici|voilà|comme|les|une|ci-dessous|aquí|aqui|como|según|luego|después|y|segundo|los|las|una|ecco|come|secondo|gli|вот|это|как|ниже|выше|смотрите|см|что|согласно|вчера|сегодня|потом|затем|тогда|и|а|но|ранее|раньше|ось|це|як|нижче|" +
		"mein|meine|unser|mon|ma|notre|votre|mi|su|nuestro|meu|seu|nosso|mio|suo|mijn|onze|een|min|din|vår|mój|moja|twój|nasz|мой|наш|наша|ваш|ваша|один|"
	// A line with one of each of aboves, strokes and answers, in dashes or the like, is what the mail of a helpdesk starts with: what is
	// answered stands above it ("Please type your reply above this line"), or nothing below.
	aboves  = "|above|below|oberhalb|über d|unterhalb|dessus|dessous|encima|arriba|debajo|sopra|sotto|acima|abaixo|boven|onder d|powyżej|poniżej|ponad|выше|над |ниже|вище|над|нижче|ovanför|over denne|yläpuol|nad tímto|nad tuto|nad touto|deasupra|üst|上|위|מעל|فوق|أعلى|"
	strokes = "|line|zeile|linie|ligne|línea|linea|riga|linha|regel|lijn|linii|linij|лини|строк|черт|рядк|ліні|linje|viiva|rivi|řád|čár|linia|satır|çizgi|行|线|線|줄|선|שורה|קו|خط|سطر|"
	answers = "|reply|replies|respon|answer|write |type |enter |edit |antwort|schreib|répon|saisi|écri|respuesta|escrib|rispo|digit|scriv|resposta|escrev|antwoord|typ |schrijf|odpowied|wpisz|napisz|ответ|введите|пиш|відпов|введіть|svar|skriv|vasta|odpov|napiš|válasz|írj|răspun|scrie|yanıt|cevap|yaz|" +
		"回复|回覆|答复|输入|輸入|返信|入力|답장|회신|답변|입력|תגוב|תשוב|השב|כתוב|رد|اكتب|απαντ|"
	articles   = "|the|a|an|our|my|in|der|die|das|den|dem|ein|eine|le|la|les|un|une|el|los|las|una|il|lo|gli|o|os|de|het|"
	clockWords = "|am|pm|AM|PM|a.m.|p.m.|uhr|Uhr|h|GMT|UTC|CET|CEST|MSK|um|at|г|г.|года|"
)

// nextWord cuts the first word of a list.
func nextWord(list string) (word, rest string) {
	n := strings.IndexByte(list[1:], '|')
	return list[1 : 1+n], list[1+n:]
}

// listed tells that a word is one of a list.
func listed(list, word string) bool {
	if word == "" || strings.IndexByte(word, '|') >= 0 {
		return false
	}
	for at := 0; ; at++ {
		i := strings.Index(list[at:], word)
		if i < 0 {
			return false
		}
		if at += i; list[at-1] == '|' && list[at+len(word)] == '|' {
			return true
		}
	}
}

// longestLabel is how many bytes before a colon are looked at.
const longestLabel = 48

// ofAddress tells that the first colon of a line is that of an address.
func ofAddress(text []byte) bool {
	for i, c := range text[:min(len(text), longestLabel)] {
		if c == ':' {
			return i > 0 && len(text)-i > 2 && text[i+1] == '/' && text[i+2] == '/'
		}
	}
	return false
}

// label gives what stands before the first colon of a line, without the asterisks that stand for bold in
// plain text; "" for none.
func label(text []byte) string {
	for i, c := range text[:min(len(text), longestLabel)] {
		if c == ':' || c == "："[0] && endsInColon(text[:min(len(text), i+len("："))]) {
			return titled(strings.TrimRight(strings.TrimLeft(string(text[:i]), "*_"), " *_\u00a0")) // no-break spaces in French
		}
	}
	return ""
}

// titled writes a label as the lists have it where all of it is in capitals or in small letters.
func titled(label string) string {
	first, n := utf8.DecodeRuneInString(label)
	if second, _ := utf8.DecodeRuneInString(label[n:]); !lower(first) && !('A' <= second && second <= 'Z') && !(0x410 <= second && second <= 0x42f) {
		return label
	}
	label = lowered(label)
	if r, n := utf8.DecodeRuneInString(label); 'a' <= r && r <= 'z' || 0x430 <= r && r <= 0x44f || 0xe0 <= r && r <= 0xfe {
		return string(r-0x20) + label[n:]
	}
	return label
}

// separates tells the line with which the mail of a helpdesk starts, below which nothing is answered.
func separates(text string) bool {
	if text == "" || ascii.Alnum(text[0]) || text[0] >= utf8.RuneSelf && text[0] != "\u2014"[0] {
		return false
	}
	const marks = "-=_#*~+<>\u2013\u2014 "
	words := strings.TrimLeft(text, marks)
	if len(text) > 200 || len(text)-len(words) < 2 {
		return false
	}
	n := len(words)
	words = strings.TrimRight(words, marks)
	return n-len(words) >= 2 && oneOf(strokes, words) && oneOf(aboves, words) && oneOf(answers, words)
}

// endsInColon tells that a line does, in one of those of Chinese and Japanese too.
func endsInColon(text []byte) bool {
	n := len(text)
	return n > 0 && text[n-1] == ':' || n >= len("：") && string(text[n-len("："):]) == "："
}

// oneOf tells that a line has one of some words in it, in the case of the list or with a capital.
func oneOf(list, text string) bool {
	text = lowered(text)
	for len(list) > 1 {
		var word string
		word, list = nextWord(list)
		if len(word) <= len(text) && strings.Contains(text, word) {
			return true
		}
	}
	return false
}

// lowered gives a line in lower case, as far as Latin and Cyrillic letters go.
func lowered(s string) string {
	b := make([]byte, 0, len(s)+8)
	for _, r := range s {
		if r == 0xa0 {
			r = ' '
		}
		if 0x410 <= r && r <= 0x42f || 0xc0 <= r && r <= 0xde || 'A' <= r && r <= 'Z' {
			r += 0x20
		}
		b = utf8.AppendRune(b, r)
	}
	return string(b)
}

// device tells the line in which a telephone or program names itself, and nothing else is said.
func device(text string) bool {
	if from, to := strings.IndexByte(text, '<'), strings.IndexByte(text, '>'); 0 < from && from < to { // the address of a link
		text = text[:from] + text[to+1:]
	}
	if len(text) > 120 || strings.Contains(text, ". ") || strings.HasSuffix(text, "?") {
		return false
	}
	return starts(devices, text) || starts(machines, text) && ends(leavings, text)
}

// starts and ends tell that a line starts or ends with one of some words.
func starts(list, text string) bool {
	if len(text) < 2 {
		return false
	}
	key := 0 // of the bytes of its first letter that which is rarer
	if text[0] >= utf8.RuneSelf {
		key = 1
	}
	for at := 0; ; at++ {
		i := strings.IndexByte(list[at:], text[key])
		if i < 0 {
			return false
		}
		at += i
		if from := at - key; from > 0 && list[from-1] == '|' {
			word, _ := nextWord(list[from-1:])
			if strings.HasPrefix(text, word) {
				return true
			}
		}
	}
}

func ends(list, text string) bool {
	for len(list) > 1 {
		var word string
		if word, list = nextWord(list); strings.HasSuffix(text, word) {
			return true
		}
	}
	return false
}

// addressed tells that a mail address is in a line.
func addressed(line string) bool {
	at := strings.IndexByte(line, '@')
	return at > 0 && at+3 < len(line) && line[at-1] > ' ' && line[at+1] > ' ' && strings.IndexByte(line[at:], '.') > 0
}

// bare tells that a mail address in words stands among others as people write it, without brackets.
func bare(s string) bool {
	at := strings.IndexByte(s, '@')
	return at > 0 && strings.LastIndexAny(s[:at], "<([") < 0 && strings.IndexByte(trimBlank(s[:at]), ' ') > 0
}

// upToAddress gives the words before an address.
func upToAddress(s string) string {
	if at := strings.IndexAny(s, "<(["); at > 0 {
		return s[:at]
	}
	if at := strings.IndexByte(s, '@'); at > 0 {
		return s[:1+strings.LastIndexByte(s[:at], ' ')]
	}
	return s
}

// trimBlank cuts spaces, and marks of the direction of text.
func trimBlank(s string) string {
	if s == "" || s[0] > ' ' && s[0] < utf8.RuneSelf && s[len(s)-1] > ' ' && s[len(s)-1] < utf8.RuneSelf {
		return s
	}
	return strings.Trim(s, " \u00a0\u202f\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
}

// latinDigits writes the digits of Arabic and Persian as those of other languages.
func latinDigits(s string) string {
	if strings.IndexByte(s, 0xd9) < 0 && strings.IndexByte(s, 0xdb) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case 0x660 <= r && r <= 0x669:
			return r - 0x660 + '0'
		case 0x6f0 <= r && r <= 0x6f9:
			return r - 0x6f0 + '0'
		}
		return r
	}, s)
}

// gendered is how long the other ending of a verb is: "написал(а)".
func gendered(s string) int {
	if end := strings.IndexByte(s, ')'); end > 0 && end <= len("(-ла)") && s[0] == '(' {
		return end + 1
	}
	return 0
}

// letter tells the characters that words are of: outside ASCII, all but signs and spaces.
func letter(r rune) bool {
	if r < utf8.RuneSelf {
		return ascii.Letter(byte(r))
	}
	return r >= 0xc0 && (r < 0x2000 || r >= 0x2e80) && (r < 0x3000 || r >= 0x3040) && (r < 0xff00 || r >= 0xff21) && r != utf8.RuneError
}

// lower tells the small letters of the scripts that have them: Latin, Greek, Cyrillic.
func lower(r rune) bool {
	return 'a' <= r && r <= 'z' || 0xdf <= r && r <= 0xff || 0x100 <= r && r < 0x180 && r&1 == 1 || 0x3ac <= r && r <= 0x3ce || 0x430 <= r && r <= 0x45f
}

func hasLetters(s string) bool {
	for len(s) > 0 {
		var word string
		if word, s = cutWord(s); word != "" && !listed(clockWords, word) {
			return true
		}
	}
	return false
}

// cutWord cuts the first word off, without punctuation.
func cutWord(s string) (word, rest string) {
	start, end := -1, len(s)
	for i, r := range s {
		if letter(r) {
			if start < 0 {
				start = i
			}
		} else if start >= 0 && r != '.' && r != '\'' {
			end = i
			break
		}
	}
	if start < 0 {
		return "", ""
	}
	return s[start:end], s[end:]
}

// pronounced tells that a pronoun is in a line, and that all of them are what some programs call the reader.
func pronounced(line string) (some, called bool) {
	for i := range len(line) {
		if line[i] >= 0xe3 { // Chinese and Japanese
			if _, to := findWord(characters, line); to > 0 {
				return true, false
			}
			break
		}
	}
	for first := true; line != ""; first = false {
		var word string
		if word, line = cutWord(line); word == "" {
			break
		}
		start := word
		if first {
			start = lowered(word)
		}
		if listed(pronouns, word) || first && listed(pronouns, start) {
			return true, false
		}
		some = some || listed(callings, word) || first && listed(callings, start)
	}
	return some, some
}

// signed tells words that are nothing but a name, each with a capital but for the particles of one; role says that one of them tells
// what somebody is instead, in the sentence of a person who does not name them. In letters without capitals it cannot be told.
func signed(s string) (role, only bool) {
	words := 0
	only = true
	for ; s != ""; words++ {
		var word string
		if word, s = cutWord(s); word == "" {
			break
		}
		r, _ := utf8.DecodeRuneInString(word)
		only = only && !lower(r) && r < 0x530 && (words > 0 || !listed(leaders, word)) || words > 0 && listed(particles, word)
		role = role || listed(roles, lowered(word))
	}
	return role, only && 0 < words && words <= 5
}

// looksNamed tells words that a person or an address is called by: few, the last with a capital or
// in letters that have none, and no article before.
func looksNamed(s string) bool {
	words, last := 0, ""
	for s != "" {
		var word string
		if word, s = cutWord(s); word == "" {
			break
		}
		if words == 0 && (listed(articles, word) || len(word) > 1 && listed(articles, lowered(word))) {
			return false
		}
		if !listed(clockWords, word) {
			words++
			last = word
		}
	}
	r, _ := utf8.DecodeRuneInString(last)
	return 0 < words && words <= 8 && !lower(r)
}

// findWord finds the first of a list of words that stands in a line on its own; words of letters that
// know no spaces stand anywhere. The end is 0 when there is none.
func findWord(list, line string) (from, to int) {
	var has [256]bool // the bytes that are in the line
	for i := range len(line) {
		has[line[i]] = true
	}
	for len(list) > 1 {
		var word string
		if word, list = nextWord(list); len(word) > len(line) || !has[word[0]] || !has[word[len(word)-1]] {
			continue
		}
		for at := 0; ; {
			i := strings.Index(line[at:], word)
			if i < 0 {
				break
			}
			i += at
			at = i + len(word)
			before, _ := utf8.DecodeLastRuneInString(line[:i])
			after, _ := utf8.DecodeRuneInString(line[at:])
			first, _ := utf8.DecodeRuneInString(word)
			if first >= 0x2e80 || !letter(before) && (!letter(after) || after >= 0x400 && after < 0x500) {
				return i, at
			}
		}
	}
	return 0, 0
}
