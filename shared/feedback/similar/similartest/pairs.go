package similartest

import (
	"math/rand/v2"
	"strings"
	"unicode"
)

// Pair is a title of a post and what somebody else writes who means the same.
type Pair struct {
	// Kind is in what the two differ: "paraphrase", "form", "slip" or "order".
	Kind string
	// Title is that of the post, Written what is written.
	Title, Written string
}

// meant are titles, each with the same in other words and in other forms of its words, ten languages.
var meant = [][3]string{
	{"Dark mode for the reading view", "a night theme when I read", "reading views in darker modes"},
	{"Let me sort tides by height", "order the tides from high to low", "sorting tide heights"},
	{"Printing cuts off the last line of a recipe", "the bottom line is missing when I print a recipe", "printed recipes have their last lines cut"},
	{"Recurring tasks every second week", "a task that comes back every two weeks", "task recurs each second weeks"},
	{"Warn before the battery of a sensor is empty", "tell me early when a sensor battery runs low", "warnings about empty sensor batteries"},
	{"Umlaute werden im PDF falsch dargestellt", "PDF zeigt Ä, Ö und Ü als Kästchen, Umlaute kaputt", "falsche Darstellung des Umlauts in PDFs"},
	{"Stundensätze je Mitarbeiter hinterlegen", "für jeden Mitarbeiter ein eigener Stundensatz", "hinterlegter Stundensatz der Mitarbeitenden"},
	{"Urlaubsanträge digital einreichen", "Urlaub online beantragen statt auf Papier, digital", "digitaler Urlaubsantrag, eingereicht"},
	{"Fehler beim Hochladen großer Videodateien", "Video hochladen bricht ab, wenn die Datei groß ist", "großes Video hochgeladen, Fehlern"},
	{"Skonto auf Eingangsbelegen berücksichtigen", "bei Belegen im Eingang das Skonto abziehen", "Eingangsbeleg mit berücksichtigtem Skonto"},
	{"Напоминания о днях рождения коллег", "хочу знать заранее, когда у коллег день рождения", "напоминание о дне рождения коллеги"},
	{"Голосовой ввод сообщений", "надиктовать сообщение голосом", "ввод сообщения голосовым"},
	{"Ошибка при загрузке больших видеофайлов", "большое видео не загружается, ошибка", "ошибки загрузки большого видеофайла"},
	{"Расписание дежурств на месяц вперёд", "видеть дежурства на следующий месяц", "расписания дежурства на месяцы"},
	{"Второй номер телефона в карточке клиента", "записать ещё один телефон клиента в карточку", "вторые номера телефонов в карточках клиентов"},
	{"Mode hors ligne pour les cartes", "voir les cartes sans connexion, hors ligne", "cartes en modes hors lignes"},
	{"Arrondir les montants au centime", "les montants ont trop de décimales, arrondir", "montant arrondi aux centimes"},
	{"Le minuteur s'arrête quand l'écran s'éteint", "écran éteint, plus de minuteur", "minuteurs arrêtés à l'extinction des écrans"},
	{"Partager une liste de courses en famille", "que toute la famille voie la liste des courses", "partage de listes de courses familiales"},
	{"Plusieurs adresses de livraison par compte", "livrer à une autre adresse avec le même compte", "adresse de livraison multiple pour les comptes"},
	{"Recordatorios de cumpleaños", "avísame cuando sea el cumpleaños de alguien, recordatorio", "recordatorio del cumpleaño"},
	{"Exportar recetas a un libro en PDF", "un PDF con todas mis recetas", "exportación de la receta a libros PDF"},
	{"El mapa no gira con el móvil", "al girar el móvil el mapa queda quieto", "mapas que no giran con móviles"},
	{"Pagar la suscripción por años", "suscripción anual con un solo pago", "pago de suscripciones por año"},
	{"Cambiar la voz del asistente", "otra voz para el asistente", "cambios de voces en asistentes"},
	{"Exportar os turnos para o calendário", "ver os meus turnos no calendário do telefone", "exportação do turno para calendários"},
	{"Desconto para clientes antigos", "quem é cliente há anos devia ter desconto", "descontos de cliente antigo"},
	{"A câmara não foca de perto", "fotos de perto ficam sem foco na câmara", "câmaras sem focagem de perto"},
	{"Notas de voz nas tarefas", "gravar uma nota com a voz dentro da tarefa", "nota de voz na tarefa"},
	{"Modo de economia de bateria", "gastar menos bateria, um modo para isso", "modos econômicos da bateria"},
	{"Stampare le etichette a due colonne", "due colonne di etichette su ogni foglio da stampare", "stampa di etichetta su due colonne"},
	{"Il suono della notifica è troppo forte", "notifica rumorosa, suono da abbassare", "suoni delle notifiche troppo forti"},
	{"Unire due conti cliente", "ho due conti, voglio un solo cliente", "unione dei conti dei clienti"},
	{"Foto profilo degli insegnanti", "vedere che faccia hanno gli insegnanti, una foto", "fotografie del profilo dell'insegnante"},
	{"Ricerca per numero d'ordine", "trovare un ordine con il suo numero", "ricerche con il numero degli ordini"},
	{"Ciemny motyw w czytniku", "czytnik z ciemnym tłem na noc", "ciemne motywy czytnika"},
	{"Powiadomienie o końcu abonamentu", "dajcie znać, zanim skończy się abonament", "powiadomienia o kończącym się abonamencie"},
	{"Skanowanie kodów na paczkach", "skaner do kodu paczki", "skanować kod na paczce"},
	{"Przeliczanie jednostek w przepisach", "gramy na szklanki w przepisie, jednostki", "przelicz jednostkę w przepisie"},
	{"Aplikacja zużywa za dużo baterii", "bateria pada przez aplikację", "zużycie baterii przez aplikacje"},
	{"Нагадування про полив рослин", "щоб застосунок казав, коли поливати рослини", "нагадувати про поливання рослини"},
	{"Темна тема для карти", "карта вночі засвітла, потрібна темна", "темні теми карт"},
	{"Друк чеків на вузькому папері", "чек не вміщується на вузький папір", "друкувати чек на вузьких паперах"},
	{"Спільний кошик для родини", "щоб уся родина бачила один кошик", "спільні кошики родин"},
	{"Вхід за відбитком пальця", "входити без пароля, пальцем, відбиток", "входити відбитками пальців"},
	{"支持语音输入消息", "想用语音来写消息", "消息的语音输入支持"},
	{"地图离线下载", "没有网络时也能看地图，离线", "离线的地图下载功能"},
	{"生日提醒功能", "同事过生日前提醒我", "提醒生日的功能"},
	{"视频上传失败", "上传视频的时候总是失败", "上传的视频失败了"},
	{"日历里显示农历节日", "农历的节日在日历上看不到", "日历显示农历的节日"},
}

// Pairs are 200 of them: each title in other words, in other forms, with a slip in each longer word, and in another order.
func Pairs() []Pair {
	random := rand.New(rand.NewPCG(11, 200))
	all := make([]Pair, 0, 4*len(meant))
	for _, m := range meant {
		all = append(all,
			Pair{"paraphrase", m[0], m[1]}, Pair{"form", m[0], m[2]},
			Pair{"slip", m[0], slipped(m[0], random)}, Pair{"order", m[0], shuffled(m[0], random)},
		)
	}
	return all
}

// slipped has a slip of the fingers in each word of five letters or more: two letters in the wrong order, one left out,
// or one twice. Of writing without blanks it is one letter for another in the whole.
func slipped(title string, random *rand.Rand) string {
	words := strings.Fields(title)
	for i, word := range words {
		letters := []rune(word)
		if len(letters) < 5 {
			continue
		}
		at := 1 + random.IntN(len(letters)-3)
		switch {
		case unicode.Is(unicode.Han, letters[0]):
			letters[at] = '的'
		case random.IntN(3) == 0:
			letters[at], letters[at+1] = letters[at+1], letters[at]
		case random.IntN(2) == 0:
			letters = append(letters[:at], letters[at+1:]...)
		default:
			letters = append(letters[:at+1], letters[at:]...)
		}
		words[i] = string(letters)
	}
	return strings.Join(words, " ")
}

// shuffled has its words in another order; of writing without blanks, its second half first.
func shuffled(title string, random *rand.Rand) string {
	words := strings.Fields(title)
	if len(words) == 1 {
		letters := []rune(title)
		return string(letters[len(letters)/2:]) + string(letters[:len(letters)/2])
	}
	random.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
	return strings.Join(words, " ")
}
