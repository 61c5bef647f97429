package content

import (
	"strings"
	"unicode/utf8"

	"deskside/shared/content/internal/ascii"
)

// The words that mail programs put before and after what people write, by their user's language:
// English, German, French, Spanish, Portuguese, Italian, Dutch, Swedish, Danish and Norwegian,
// Finnish, Polish, Czech, Hungarian, Romanian, Turkish, Russian, Ukrainian, Chinese, Japanese, Korean.
// Words stand between bars; where they are looked up, they are in the order of their bytes.
const (
	fromLabels = "|Absender|Da|Dari|De|De la|Feladó|Fra|From|Från|Gönderen|Kimden|Lähettäjä|Mittente|Người gửi|No|Nuo|Od|Pošiljatelj|Saatja|Sender|Từ|Van|Von|Šalje|Από|Від|Відправник|От|От кого|מאת|از|من|จาก|发件人|寄件者|差出人|送信者|보낸 사람|" +
		"보낸사람|"
	// sentLabels are the words that only mail programs use for when a mail was sent, dateLabels those
	// that a form may have as well.
	sentLabels = "|Data invio|Dikirim|Elküldve|Enviada em|Enviado|Enviado el|Enviado em|Envoyé|Envoyé le|Gesendet|Gesendet am|Gönderildi|Inviato|Išsiųsta|Küldve|Lähetetty|Nosūtīts|Odesláno|Odoslané|Poslano|Saadetud|Sendt|Sent|Skickat|" +
		"Trimis|Verzonden|Wysłane|Wysłano|Đã gửi|Στάλθηκε|Изпратено|Надісланий|Надіслано|Отправлено|נשלח|أرسلت|أُرسلت|ارسال شده|تاريخ الإرسال|تم الإرسال|ส่ง|ส่งเมื่อ|发送时间|寄件日期|送信日時|보낸 날짜|보낸날짜|보낸시간|"
	dateLabels    = "|Data|Date|Dato|Datum|Dátum|Fecha|Ngày|Päivämäärä|Tanggal|Tarih|Ημερομηνία|Дата|Когда|תאריך|التاريخ|تاریخ|วันที่|日付|日時|日期|时间|날짜|"
	toLabels      = "|A|Aan|Adressaat|An|CC|Cc|Címzett|Către|Destinatari|Destinatario|Do|Kam|Kepada|Kime|Komu|Kopia|Kopie|Para|Til|Till|To|Tới|Vastaanottaja|À|Đến|Προς|До|Кому|Копия|Копія|אל|إلى|به|ถึง|宛先|抄送|收件人|收件者|받는 사람|받는사람|"
	subjectLabels = "|Aihe|Assunto|Asunto|Betreff|Chủ đề|Emne|Konu|Objet|Oggetto|Onderwerp|Perihal|Predmet|Předmět|Subiect|Subject|Subjek|Teema|Tema|Temat|Temats|Tárgy|Zadeva|Ämne|Θέμα|Относно|Тема|נושא|الموضوع|موضوع|เรื่อง|主旨|主题|件名|" +
		"제목|"
	originals = "|original message|original mail|reply message|original-nachricht|ursprüngliche nachricht|ursprüngliche mail|originalnachricht|message d'origine|message d’origine|message original|mail original|mensaje original|mensagem original|messaggio originale|" +
		"oorspronkelijk bericht|ursprungligt meddelande|oprindelig meddelelse|opprinnelig melding|alkuperäinen viesti|wiadomość oryginalna|oryginalna wiadomość|původní zpráva|pôvodná správa|eredeti üzenet|" +
		"mesajul original|orijinal mesaj|исходное сообщение|оригинальное сообщение|первоначальное сообщение|вихідне повідомлення|原始邮件|原始郵件|元のメッセージ|원본 메시지|원본 메일|ρχικό μήνυμα|zgün ileti|mesaj original|missatge original|оригінальне повідомлення|izvorna poruka|オリジナルメッセージ|邮件原件|tin nhắn gốc|הודעה מקורית|الرسالة الأصلية|پیام اصلی|оригинално съобщение|thư gốc|ข้อความต้นฉบับ|pesan asli|--- original ---|---original---|"
	forwards = "|forwarded message|i forward|forwarding |leite ich |leite dir|leite ihnen|leite euch|leite hiermit|пересылаю|перенаправляю|переслал|transfère |reenvío|reenvio|inoltro |encaminho|stuur ik |przesyłam|přeposílám|转发|轉寄|転送|forwarded mail|forwarded by|weitergeleitete nachricht|weitergeleitete mail|weitergeleiteten nachricht|weitergeleitet von |message transféré|mail transféré|message réexpédié|transféré par |mensaje reenviado|correo reenviado|reenviado por |" +
		"mensagem encaminhada|mensagem reencaminhada|messaggio inoltrato|inoltrato da |doorgestuurd bericht|doorgestuurde bericht|doorgestuurd door |vidarebefordrat|videresendt|välitetty viesti|edelleenlähetetty|przekazan|przesłan|przesyłan|" +
		"přeposlan|preposlan|továbbított|redirecționat|iletilen|yönlendirilen|" +
		"пересылаемо|переадресованн|пересланно|перенаправленн|переслане|перенаправлене|пересилан|被转发|전달된 메시지|전달된 메일|ροωθημένο|İletilen |chuyển tiếp|missatge reenviat|הודעה שהועברה|הודעה מועברת|رسالة معاد توجيهها|رسالة تمت إعادة توجيهها|الرسالة المعاد توجيهها|پیام باز ارسال شده|препратено|proslijeđen|posredovan|ข้อความที่ส่งต่อ|diteruskan|pesan terusan|"
	devices = "|Android için Outlook|Android 用 Outlook |Android용 Outlook |Baixar o Outlook |Descargar Outlook para |Diese Nachricht wurde von meinem |Dikirim dari |Enviado a partir do |Enviado con Proton|Enviado desde Correo |" +
		"Enviado desde Outlook|Enviado desde Proton|Enviado desde Yahoo|Enviado desde mi |Enviado do meu |Enviat des |Envoyé avec Proton|Envoyé avec la messagerie|Envoyé de mon |Envoyé depuis |Envoyé à partir d|Gesendet mit Proton|" +
		"Gesendet mit der |Gesendet von Mail für |Gesendet von Outlook|Gesendet von Proton|Gesendet von Yahoo|Gesendet von mein|Get Outlook for |Gửi từ |Hanki Outlook |Hent Outlook |Holen Sie sich Outlook für |Hämta Outlook för |" +
		"Inviato con Proton|Inviato da |Inviato dal mio |Last ned Outlook for |Lähetetty |Obtener Outlook para |Obtenez Outlook pour |Obter o Outlook para |Obține Outlook |Odesláno z |Odoslané z |Ottieni Outlook per |Outlook for Android を|" +
		"Outlook for iOS を|Outlook für |Outlook voor |Pobierz aplikację Outlook |Pobierz program Outlook |Scarica Outlook per |Sendt fra Mail|Sendt fra Outlook|Sendt fra min |Sent from AOL|Sent from Gmail|Sent from Mail for |" +
		"Sent from Outlook|Sent from Proton Mail|Sent from Samsung|Sent from Yahoo Mail|Sent from my |Sent using Zoho Mail|Sent via |Sent with Proton Mail|Skickat från E-post|Skickat från Outlook|Skickat från min |Trimis de pe |" +
		"Télécharger Outlook pour |Verstuurd vanaf mijn |Verzonden met Proton|Verzonden vanaf mijn |Von meinem |Von meinem/|Wysłane z |Wysłano z |Získat Outlook pro |iOS için Outlook|iOS 用 Outlook |iOS용 Outlook |Λήψη του Outlook |" +
		"Завантажити Outlook для |Загрузить Outlook для |Надіслано від |Надіслано з |Отправлено из |Отправлено от |Отправлено с |Отримати Outlook для |Получить Outlook для |Послано с |Скачать Outlook для |נשלח מ-|נשלח מה|" +
		"קבל את Outlook |أرسلت من |أُرسلت من |ارسال شده از |الحصول على Outlook |تم الإرسال من |قم بتنزيل Outlook |ส่งจาก |下载 Outlook for |从我的|來自我的|傳送自我的|发自我的|发送自我的|取得 iOS 版 Outlook|從我的|来自我的|發自我的|获取 Outlook for |获取适用于 Android 的 Outlook|" +
		"获取适用于 iOS 的 Outlook|"
	// pointers is what people say of the mail below theirs: that it is to be read, or that their answers are in it.
	pointers = "|fyi|see below|mail below|message below|below mail|below email|below message|answers below|answered below|replies below|replied below|comments below|conversation below|thread below|siehe unten|mail unten|nachricht unten|antworten unten|untenstehend|unten stehend|zur info|zur kenntnis|" +
		"voir ci-dessous|mail ci-dessous|message ci-dessous|réponses ci-dessous|pour info|ver abajo|más abajo|correo de abajo|para su información|para tu información|vedi sotto|qui sotto|per conoscenza|ver abaixo|veja abaixo|email abaixo|zie onder|hieronder|ter info|poniżej|do wiadomości|se nedan|nedanstående|för kännedom|se nedenfor|til orientering|viz níže|aşağıda|bilginize|" +
		"см. ниже|смотрите ниже|письмо ниже|сообщение ниже|ответы ниже|ниже письмо|переписка ниже|переписку ниже|для информации|к сведению|дивіться нижче|див. нижче|для відома|见下|見下|如下|下面的|以下|下記|아래|"
	// machines start and leavings end the same line where the verb stands last.
	machines = "|Android|Galaxy|HUAWEI|Huawei|Outlook|Samsung|Xiaomi|Xperia|Yahoo|iPad|iPhone|나의 |내 |"
	leavings = "|から送信|から送信されました|에서 보냄|gönderildi|"
	wrote    = "|wrote|writes|schrieb|schrieben|schreibt|geschrieben|a écrit|écrit|escribió|escribio|escreveu|ha scritto|scrive|schreef|geschreven|skrev|kirjoitti|napisał|napisała|pisze|napsal|napsala|napísal|píše|írta|a scris|yazdı|yazmış|" +
		"пишет|написал|написала|писал|писала|написали|писали|пише|писав|написав|написала|написа|έγραψε|כתב|כתבה|מאת|كتب|كتبت|تمت كتابة|نوشت|đã viết|menulis|va escriure|napisao|piše|写道|寫道|のメール|のメッセージ|さんは書きました|は書きました|님이 작성|작성|님이 쓴 글|Quoting|Zitat von|Citat|"
	// leaders start a line that introduces a quote.
	leaders = "|Am|Dana|Den|Dne|Dňa|El|Em|Il|Le|On|Op|V|W|В|На|"
	// leaderEnds end such a line before the date.
	leaderEnds = "|dem|den|dnia|дня|"
	// pronouns stand in what people write of themselves and others, and in nothing that a program writes.
	pronouns = "|I|Ihnen|Ihr|Ihre|Ihrem|Ihrer|eles|elle|ellos|er|he|her|hij|his|ich|ihr|ihre|ihrem|ihrer|ik|it|jag|jeg|loro|lui|mir|my|nosotros|nous|our|she|that|the|their|these|they|this|those|uns|unser|unsere|voi|votre|we|which|" +
		"wij|wir|yo|your|zij|Вам|Вас|Вашего|Вашем|вам|вас|ваш|ваше|вашего|вашем|вона|він|ми|мне|мой|мы|нам|наш|он|она|они|я|"
	// characters are pronouns of Chinese and Japanese, which no spaces part from other words.
	characters = "|我|他|她|您的|你的|私|彼|"
	// callings are those by which some programs call the reader.
	callings = "|Du|Sie|du|lei|sie|tu|tú|usted|ustedes|você|vous|you|Ви|Вы|ви|вы|ты|"
	// roles are what people say instead of a name, where the word alone may begin a sentence.
	roles = "|asiakas|chef|chefen|chefin|clientul|colegul|customers|jemand|klient|klientka|kolega|kolegyně|koleżanka|kollega|kollegan|kollege|kollegin|kunde|kunden|kundin|kupac|müşteri|nutzer|somebody|someone|szef|zákazník|šéf|" +
		"клиент|клиентка|клієнт|клієнтка|колега|коллега|менеджер|начальник|покупатель|пользователь|"
	// particles stand in names in small letters.
	particles = "|af|al|av|bin|da|de|del|den|der|di|dos|el|ibn|la|le|ten|ter|van|von|zu|"
	// openers start a sentence of a person's own that presents a quotation.
	openers = "|about|above|according|again|also|an|and|aqui|aquí|as|auch|because|below|bitte|but|ci-dessous|come|comme|como|dann|das|dazu|der|después|die|dies|diese|dieser|din|earlier|ecco|een|ein|eine|ensuite|et|gestern|gli|" +
		"here|heute|hier|hierzu|im|las|later|laut|les|los|luego|ma|mein|meine|meu|mi|mijn|min|mio|moja|mon|mój|nasz|nosso|notre|nuestro|nun|oben|onze|please|puis|regarding|secondo|see|segundo|según|seu|siehe|since|so|su|" +
		"suo|that|the|then|these|this|today|twój|una|und|une|unser|unten|voici|voilà|votre|vår|was|what|when|wie|y|yesterday|а|ваш|ваша|вот|вчера|выше|затем|и|как|мой|наш|наша|ниже|нижче|но|один|ось|потом|ранее|раньше|сегодня|" +
		"см|смотрите|согласно|тогда|це|что|это|як|"
	// A line with one of each of aboves, strokes and answers, in dashes or the like, is what the mail of a helpdesk starts with: what is
	// answered stands above it ("Please type your reply above this line"), or nothing below.
	aboves  = "|above|below|oberhalb|über d|unterhalb|dessus|dessous|encima|arriba|debajo|sopra|sotto|acima|abaixo|boven|onder d|powyżej|poniżej|ponad|выше|над |ниже|вище|над|нижче|ovanför|over denne|yläpuol|nad tímto|nad tuto|nad touto|deasupra|üst|上|위|מעל|فوق|أعلى|"
	strokes = "|line|zeile|linie|ligne|línea|linea|riga|linha|regel|lijn|linii|linij|лини|строк|черт|рядк|ліні|linje|viiva|rivi|řád|čár|linia|satır|çizgi|行|线|線|줄|선|שורה|קו|خط|سطر|"
	answers = "|reply|replies|respon|answer|write |type |enter |edit |antwort|schreib|répon|saisi|écri|respuesta|escrib|rispo|digit|scriv|resposta|escrev|antwoord|typ |schrijf|odpowied|wpisz|napisz|ответ|введите|пиш|відпов|введіть|svar|skriv|vasta|odpov|napiš|válasz|írj|răspun|scrie|yanıt|cevap|yaz|" +
		"回复|回覆|答复|输入|輸入|返信|入力|답장|회신|답변|입력|תגוב|תשוב|השב|כתוב|رد|اكتب|απαντ|"
	articles   = "|a|an|das|de|dem|den|der|die|ein|eine|el|gli|het|il|in|la|las|le|les|lo|los|my|o|os|our|the|un|una|une|"
	clockWords = "|AM|CEST|CET|GMT|MSK|PM|UTC|Uhr|a.m.|am|at|h|p.m.|pm|uhr|um|г|г.|года|"
)

// nextWord cuts the first word of a list.
func nextWord(list string) (word, rest string) {
	n := strings.IndexByte(list[1:], '|')
	return list[1 : 1+n], list[1+n:]
}

// listed tells that a word is one of a list in order.
func listed(list, word string) bool { return found(list, word, false) }

// starts tells that a line starts with a word of a list in order, of which none starts with another.
func starts(list, line string) bool { return found(list, line, true) }

// found halves a list whose words are in the order of their bytes until it comes to the only one that could be a word, or with
// which a line could start: the cores look through a list byte by byte, and for each word of a line.
func found(list, word string, start bool) bool {
	from, to := 0, len(list)-1 // bars, between which it stands
	for from < to {
		at := from + (to-from)/2
		for list[at] != '|' {
			at--
		}
		i, n := at+1, 0
		for n < len(word) && list[i] == word[n] && list[i] != '|' {
			i++
			n++
		}
		switch {
		case list[i] == '|' && (start || n == len(word)):
			return true
		case list[i] != '|' && (n == len(word) || list[i] > word[n]):
			to = at
		default:
			for list[i] != '|' {
				i++
			}
			from = i
		}
	}
	return false
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
	in := triplesOf(text)
	for {
		var word string
		if word, list = in.next(list); word == "" {
			return false
		}
		if strings.Contains(text, word) {
			return true
		}
	}
}

// triples are bits for each three bytes that stand side by side in a line; some have the same bit. Most words of a list are told
// from it not to be in the line: in Cyrillic the last letter and half of that before, in Latin three.
type triples [32]uint32

func triplesOf(line string) (t triples) {
	for i := 2; i < len(line); i++ {
		bit := triple(line, i)
		t[bit>>5] |= 1 << (bit & 31)
	}
	return t
}

// triple numbers the three bytes up to a place.
func triple(s string, i int) uint {
	return (uint(s[i-2])<<6 ^ uint(s[i-1])<<3 ^ uint(s[i])) & 1023
}

func (t *triples) has(s string, i int) bool {
	bit := triple(s, i)
	return t[bit>>5]>>(bit&31)&1 != 0
}

// next cuts from a list all up to the next word that may be in the line; "" for none. Words have at least three bytes.
func (t *triples) next(list string) (word, rest string) {
	for i := 1; i < len(list); i++ {
		start := i
		may := t.has(list, i+2)
		for i += 3; list[i] != '|'; i++ {
		}
		if may && t.has(list, i-1) {
			return list[start:i], list[i:]
		}
	}
	return "", ""
}

// lowered gives a line in lower case, as far as Latin and Cyrillic letters go.
func lowered(s string) string {
	n := 0
	for n < len(s) && s[n] < utf8.RuneSelf && (s[n] < 'A' || 'Z' < s[n]) {
		n++
	}
	if n == len(s) {
		return s
	}
	b := make([]byte, len(s), len(s)+8)
	copy(b, s[:n])
	for ; n < len(s) && s[n] < utf8.RuneSelf; n++ {
		b[n] = s[n]
		if 'A' <= s[n] && s[n] <= 'Z' {
			b[n] += 0x20
		}
	}
	b = b[:n]
	for _, r := range s[n:] {
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

// ends tells that a line ends with one of some words.
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
	in := triplesOf(line)
	for {
		var word string
		if word, list = in.next(list); word == "" {
			return 0, 0
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
}
