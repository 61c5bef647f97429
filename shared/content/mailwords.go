package content

import "deskside/shared/content/internal/ascii"

// The words that mail programs put before and after what people write, by their user's language:
// English, German, French, Spanish, Portuguese, Italian, Dutch, Swedish, Danish and Norwegian,
// Finnish, Polish, Czech, Hungarian, Romanian, Turkish, Russian, Ukrainian, Chinese, Japanese, Korean.
// Words stand between bars.
const (
	fromLabels = "|From|Von|De|Da|Van|Från|Fra|Lähettäjä|Od|Feladó|De la|Kimden|Gönderen|От|От кого|Від|发件人|寄件者|差出人|보낸 사람|"
	dateLabels = "|Sent|Date|Gesendet|Gesendet am|Datum|Envoyé|Envoyé le|Enviado|Enviado el|Enviado em|Enviada em|Fecha|Data|Inviato|Data invio|Verzonden|Skickat|Sendt|Dato|" +
		"Lähetetty|Päivämäärä|Wysłano|Odesláno|Küldve|Elküldve|Dátum|Trimis|Gönderildi|Tarih|Отправлено|Дата|Когда|Надіслано|发送时间|日期|寄件日期|送信日時|日付|보낸 날짜|"
	otherLabels = "|To|Cc|Subject|An|Betreff|À|Objet|Para|Asunto|Assunto|A|Oggetto|Aan|Onderwerp|Till|Ämne|Til|Emne|Vastaanottaja|Aihe|Do|Temat|Komu|Předmět|" +
		"Címzett|Tárgy|Către|Subiect|Kime|Konu|Кому|Тема|Копия|Копія|收件人|主题|主旨|宛先|件名|받는 사람|제목|"
	originals = "|original message|original-nachricht|ursprüngliche nachricht|originalnachricht|message d'origine|message original|mensaje original|mensagem original|messaggio originale|" +
		"oorspronkelijk bericht|ursprungligt meddelande|oprindelig meddelelse|opprinnelig melding|alkuperäinen viesti|wiadomość oryginalna|original message -|původní zpráva|eredeti üzenet|" +
		"исходное сообщение|оригинальное сообщение|первоначальное сообщение|вихідне повідомлення|原始邮件|元のメッセージ|"
	forwards = "|forwarded message|weitergeleitete nachricht|message transféré|mensaje reenviado|mensagem encaminhada|messaggio inoltrato|doorgestuurd bericht|vidarebefordrat|videresendt|" +
		"przekazan|пересылаемое|переадресованн|пересланное|переслане|"
	devices = "|Sent from my |Sent from Mail for |Sent from Outlook|Sent from Yahoo Mail|Sent from Proton Mail|Sent with Proton Mail|Sent via |Get Outlook for |Sent from AOL|Sent from Samsung|Sent from Gmail|" +
		"Von meinem |Gesendet von meinem |Gesendet von Mail für |Gesendet mit der |Holen Sie sich Outlook für |Outlook für |Envoyé de mon |Envoyé depuis |Envoyé à partir de |Télécharger Outlook pour |" +
		"Enviado desde mi |Enviado do meu |Enviado desde Correo |Enviado desde Outlook|Obtener Outlook para |Obter o Outlook para |Inviato da |Inviato dal mio |Scarica Outlook per |Verstuurd vanaf mijn |Verzonden vanaf mijn |Outlook voor |" +
		"Skickat från min |Sendt fra min |Lähetetty |Wysłane z |Odesláno z |iPhone'umdan gönderildi|iPhone’umdan gönderildi|Отправлено с |Отправлено из |Отправлено от |Послано с |Надіслано з |发自我的|iPhoneから送信|나의 iPhone에서 보냄|"
	wrote = "| wrote| writes|schrieb|a écrit|escribió|escreveu|ha scritto|schreef|skrev|kirjoitti|napisał|napsal|írta|a scris|yazdı|пишет|написал|писал|пише|написав|写道|のメッセージ|님이 작성|"
)

// nextWord cuts the first word of a list.
func nextWord(list string) (word, rest string) {
	list = list[1:]
	n := 0
	for n < len(list) && list[n] != '|' {
		n++
	}
	return list[:n], list[n:]
}

// labelled tells that a line starts with one of some words and a colon.
func labelled(labels string, text []byte) bool {
	for len(labels) > 1 {
		var word string
		word, labels = nextWord(labels)
		if len(text) <= len(word) || string(text[:len(word)]) != word {
			continue
		}
		rest := text[len(word):]
		for len(rest) > 0 && (rest[0] == ' ' || rest[0] == 0xc2 || rest[0] == 0xa0) { // no-break spaces in French
			rest = rest[1:]
		}
		if len(rest) > 0 && rest[0] == ':' || len(rest) > 2 && string(rest[:3]) == "：" {
			return true
		}
	}
	return false
}

// oneOf tells that a line has one of some words in it, in the case of the list or with a capital.
func oneOf(list, text string) bool {
	for len(list) > 1 {
		var word string
		word, list = nextWord(list)
		if ascii.Contains(lowered(text), word) {
			return true
		}
	}
	return false
}

// lowered gives a line in lower case, as far as Latin and Cyrillic letters go.
func lowered(s string) string {
	var b []byte
	for _, r := range s {
		if 0x410 <= r && r <= 0x42f || 0xc0 <= r && r <= 0xde || 'A' <= r && r <= 'Z' {
			r += 0x20
		}
		b = append(b, string(r)...)
	}
	return string(b)
}

// device tells the line in which a telephone or program names itself.
func device(text string) bool {
	if len(text) > 120 {
		return false
	}
	for list := devices; len(list) > 1; {
		var word string
		word, list = nextWord(list)
		if len(text) >= len(word) && text[:len(word)] == word {
			return true
		}
	}
	return false
}
