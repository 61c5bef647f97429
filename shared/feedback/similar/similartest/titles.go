// Package similartest makes titles of posts as people write them, in several
// languages, so that finding and size are tested on as many as a large site has.
package similartest

import (
	"math/rand/v2"
	"strconv"
	"strings"

	"deskside/shared/feedback/similar"
	"deskside/shared/helpdesk"
)

// language is what titles are made of: acts on things, in places, at times.
type language struct {
	joint  string
	shapes []string
	// acts, things, places and ends stand for A, T, P and E in the shapes.
	acts, things, places, ends []string
}

func list(s string) []string { return strings.Split(s, "|") }

var languages = []language{
	{" ", list("A T|A T P|T P|T E|A T P E|T: A T|please A T E|Why can't I A T P?|T and T P|A T without T"),
		list("export|import|sort|filter|rename|archive|duplicate|share|print|translate|schedule|merge|pin|hide|highlight|approve|assign|preview|undo|group|search|restore|encrypt|resize|attach|embed|compare|delete|move|lock"),
		list("invoices|customer list|dark theme|weekly report|time tracking|payment method|calendar|two-factor login|API token|dashboard widget|keyboard shortcuts|spreadsheet|push notification|email template|billing address|attachments|custom field|audit log|user roles|subscription|discount code|webhook|product photo|order history|delivery note|search results|password|chat transcript|mobile app|currency|tax rate|warehouse stock|shipping label|contact form|landing page|survey|newsletter|barcode scanner|refund|signature"),
		list("in the mobile app|on the start page|for each team|per project|in the admin area|on iPad|in Safari|for guests|across workspaces|from Excel|in Outlook|by department|for archived projects|in bulk|over the API|behind a proxy|on a slow connection|in the sidebar"),
		list("is missing|crashes after the update|takes ages|shows the wrong date|does not work|by keyboard|automatically|once a week|with one click|fails with error 502|is cut off|since version 4.2|gets lost|should remember my choice|freezes|is too small to read")},
	{" ", list("T A|T P A|T E|T P E|T und T A|Bitte T P A|Warum kann ich T nicht A?|T: T E"),
		list("exportieren|importieren|sortieren|filtern|umbenennen|archivieren|kopieren|teilen|drucken|übersetzen|planen|zusammenführen|anheften|ausblenden|hervorheben|freigeben|zuweisen|rückgängig machen|gruppieren|durchsuchen|wiederherstellen|verschlüsseln|anhängen|vergleichen|löschen|verschieben|sperren"),
		list("Rechnungen|Kundenliste|dunkles Design|Wochenbericht|Zeiterfassung|Zahlungsart|Kalender|Anmeldung in zwei Schritten|Schnittstelle|Übersichtsseite|Tastenkürzel|Tabelle|Benachrichtigungen|E-Mail-Vorlage|Rechnungsadresse|Anhänge|eigene Felder|Änderungsprotokoll|Benutzerrechte|Abonnement|Gutscheine|Produktbilder|Bestellverlauf|Lieferschein|Suchergebnisse|Passwort|Chatverlauf|Währung|Steuersatz|Lagerbestand|Versandetikett|Kontaktformular|Umfrage|Rundbrief|Erstattung|Unterschrift"),
		list("in der App|auf der Startseite|je Team|pro Projekt|im Verwaltungsbereich|auf dem iPad|in Firefox|für Gäste|über alle Bereiche|aus Excel|in Outlook|nach Abteilung|für alte Projekte|hinter einem Proxy|in der Seitenleiste"),
		list("fehlt|stürzt nach dem Update ab|dauert ewig|zeigt das falsche Datum|funktioniert nicht|per Tastatur|automatisch|einmal pro Woche|mit einem Klick|bricht mit Fehler 500 ab|wird abgeschnitten|seit Version 4.2|geht verloren|ist zu klein")},
	{" ", list("A T|A T P|T E|T P E|A T и T|Не могу A T P|Почему нельзя A T?|T: T E"),
		list("выгрузить|загрузить|сортировать|фильтровать|переименовать|архивировать|копировать|передать|печатать|перевести|планировать|объединить|закрепить|скрыть|выделить|согласовать|назначить|отменить|группировать|искать|восстановить|шифровать|прикрепить|сравнить|удалить|переместить|заблокировать"),
		list("счета|список клиентов|тёмную тему|недельный отчёт|учёт времени|способ оплаты|календарь|вход в два шага|ключ доступа|главную панель|горячие клавиши|таблицу|уведомления|шаблон письма|платёжный адрес|вложения|свои поля|журнал изменений|права сотрудников|подписку|скидку|фото товара|историю заказов|накладную|результаты поиска|пароль|переписку|валюту|ставку налога|остатки на складе|этикетку|форму связи|опрос|рассылку|возврат|подпись"),
		list("в приложении|на главной странице|для каждой команды|по проектам|в панели управления|на планшете|в Яндекс Браузере|для гостей|во всех разделах|из Excel|в почте|по отделам|для старых проектов|через прокси|в боковой панели"),
		list("не работает|падает после обновления|очень долго|показывает не ту дату|пропадает|с клавиатуры|автоматически|раз в неделю|в один клик|с ошибкой 502|обрезается|начиная с версии 4.2|не сохраняется|слишком мелко")},
	{"", list("AT|PAT|TE|PTE|TP无法A|希望可以AT|请支持PA T|T和TE"),
		list("导出|导入|排序|筛选|重命名|归档|复制|分享|打印|翻译|定时|合并|置顶|隐藏|高亮|审批|分配|预览|撤销|分组|搜索|恢复|加密|上传|嵌入|比较|删除|移动|锁定"),
		list("发票|客户列表|深色模式|每周报告|工时记录|付款方式|日历|两步登录|接口密钥|仪表盘|快捷键|电子表格|推送通知|邮件模板|账单地址|附件|自定义字段|操作日志|用户权限|订阅|优惠码|产品图片|订单历史|送货单|搜索结果|密码|聊天记录|货币|税率|库存|快递单|联系表单|问卷|简报|退款|签名"),
		list("在手机上|在首页|按团队|按项目|在后台|在平板上|在微信里|为访客|跨工作区|从表格|按部门|对旧项目|通过代理|在侧边栏"),
		list("不见了|更新后闪退|太慢|日期不对|无法使用|自动进行|每周一次|一键完成|报错502|显示不全|不能保存|字太小")},
	{" ", list("A T|A T P|T E|T P E|A T et T|Impossible de A T P|pourquoi ne pas A T ?"),
		list("exporter|importer|trier|filtrer|renommer|archiver|dupliquer|partager|imprimer|traduire|planifier|fusionner|épingler|masquer|surligner|approuver|attribuer|annuler|regrouper|rechercher|restaurer|chiffrer|joindre|comparer|supprimer|déplacer|verrouiller"),
		list("les factures|la liste des clients|le thème sombre|le rapport hebdomadaire|le suivi du temps|le moyen de paiement|le calendrier|la connexion en deux étapes|le jeton d'API|le tableau de bord|les raccourcis clavier|la feuille de calcul|les notifications|le modèle d'e-mail|l'adresse de facturation|les pièces jointes|les champs personnalisés|le journal|les droits|l'abonnement|le code promo|les photos des produits|l'historique des commandes|le bon de livraison|le mot de passe|la devise|le taux de TVA|le stock|le formulaire de contact|le sondage|le remboursement|la signature"),
		list("dans l'application|sur la page d'accueil|par équipe|par projet|côté administration|sur tablette|pour les invités|depuis Excel|par service|dans la barre latérale"),
		list("ne marche pas|plante après la mise à jour|est très lent|affiche une mauvaise date|au clavier|automatiquement|une fois par semaine|en un clic|échoue avec l'erreur 502|est coupé|depuis la version 4.2|disparaît")},
	{" ", list("A T|A T P|T E|T P E|A T y T|No puedo A T P|¿por qué no A T?"),
		list("exportar|importar|ordenar|filtrar|renombrar|archivar|duplicar|compartir|imprimir|traducir|programar|combinar|fijar|ocultar|resaltar|aprobar|asignar|deshacer|agrupar|buscar|restaurar|cifrar|adjuntar|comparar|eliminar|mover|bloquear"),
		list("las facturas|la lista de clientes|el modo oscuro|el informe semanal|el registro de horas|la forma de pago|el calendario|el acceso en dos pasos|la clave de API|el panel|los atajos de teclado|la hoja de cálculo|las notificaciones|la plantilla de correo|la dirección de facturación|los adjuntos|los campos propios|el historial|los permisos|la suscripción|el cupón|las fotos de productos|los pedidos|el albarán|la contraseña|la moneda|el impuesto|el inventario|la etiqueta de envío|el formulario|la encuesta|el reembolso|la firma"),
		list("en la aplicación|en la página de inicio|por equipo|por proyecto|en la administración|en la tableta|para invitados|desde Excel|por departamento|en la barra lateral"),
		list("no funciona|se cierra tras actualizar|tarda mucho|muestra otra fecha|con el teclado|automáticamente|una vez por semana|con un clic|falla con el error 502|se corta|desde la versión 4.2|desaparece")},
}

// syllables make names, which few titles have.
var syllables = list("ka|lo|mi|ven|tor|as|bel|dra|fin|gor|hel|ist|jun|kor|lum|mar|nex|ori|pix|qua|ras|sol|tan|ulm|vis|wen|xan|yor|zet")

// Titles are so many of them, of all languages in turn. The same number makes the same.
// Each has a word or two that hardly another has.
func Titles(count int) []string {
	random := rand.New(rand.NewPCG(7, uint64(count)))
	pick := func(of []string) string {
		// What is named first is written most.
		return of[int(float64(len(of))*random.Float64()*random.Float64())]
	}
	all := make([]string, count)
	for i := range all {
		l := &languages[i%len(languages)]
		var b strings.Builder
		for _, r := range l.shapes[random.IntN(len(l.shapes))] {
			switch r {
			case 'A':
				b.WriteString(l.acts[random.IntN(len(l.acts))])
			case 'T':
				b.WriteString(pick(l.things))
			case 'P':
				b.WriteString(l.places[random.IntN(len(l.places))])
			case 'E':
				b.WriteString(l.ends[random.IntN(len(l.ends))])
			default:
				b.WriteRune(r)
			}
		}
		title := b.String()
		for range 1 + random.IntN(2) {
			name := ""
			for range 2 + random.IntN(3) {
				name += syllables[random.IntN(len(syllables))]
			}
			title += l.joint + "(" + upper(name) + ")"
		}
		if random.IntN(6) == 0 {
			title += l.joint + "#" + strconv.Itoa(1000+random.IntN(90000))
		}
		all[i] = upper(title)
	}
	return all
}

// upper begins a text with a capital letter.
func upper(text string) string {
	letters := []rune(text)
	return strings.ToUpper(string(letters[:1])) + string(letters[1:])
}

// Posts are so many with such titles.
func Posts(count int) []similar.Post {
	random := rand.New(rand.NewPCG(9, uint64(count)))
	types := [...]helpdesk.PostType{helpdesk.Idea, helpdesk.Problem, helpdesk.Question}
	states := [...]helpdesk.Status{{}, {Title: "Planned", State: helpdesk.Open}, {Title: "Under review", State: helpdesk.Pending}, {Title: "New", State: helpdesk.New}}
	all := make([]similar.Post, count)
	id := int64(10_000)
	for i, title := range Titles(count) {
		id += 1 + random.Int64N(30)
		all[i] = similar.Post{
			ID: id, Title: title, Type: types[random.IntN(len(types))], Status: states[random.IntN(len(states))],
			Votes: int64(400 * random.Float64() * random.Float64() * random.Float64()), Open: random.IntN(20) > 0, Down: random.IntN(3) == 0,
		}
	}
	return all
}
