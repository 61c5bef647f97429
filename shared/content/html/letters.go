package html

import (
	"strings"
	"unicode/utf8"

	"deskside/shared/content"
	"deskside/shared/content/internal/ascii"
)

// symbols is a font that draws other characters than its text says.
type symbols uint8

const (
	asLetters symbols = iota
	wingdings
	wingdings2
	wingdings3
	webdings
	greekSymbols
)

// symbolFont tells such a font by its name.
func symbolFont(families string) symbols {
	switch {
	case startsWith(families, "wingdings 2"):
		return wingdings2
	case startsWith(families, "wingdings 3"):
		return wingdings3
	case startsWith(families, "wingdings"):
		return wingdings
	case startsWith(families, "webdings"):
		return webdings
	case startsWith(families, "symbol"):
		return greekSymbols
	}
	return asLetters
}

// startsWith tells that a list of families starts with one, in quotes or not.
func startsWith(families, name string) bool {
	families = ascii.Trim(families)
	if families != "" && (families[0] == '"' || families[0] == '\'') {
		families = families[1:]
	}
	return len(families) >= len(name) && ascii.Is(families[:len(name)], name)
}

// family reads the font of a style. Monospaced letters keep the shape of what they are chosen for.
func (s *style) family(value string) {
	s.hasFont, s.symbols = true, symbolFont(value)
	if f, ok := content.ParseFamily(value); ok && f.Monospaced() {
		s.add(content.Font, false, uint32(f))
	}
}

// The characters that Wingdings, Webdings and Symbol draw, each behind the letter that stands for it.
const (
	wingdingsDraws  = "!✏\"✂#✁$👓%🔔&📖'🕯(☎)✆*✉+🖃,📪-📫.📬/📭0📁1📂2📄3📄4📄5🗄6⌛7🖮8🖰9🖲:💻;🖴<💾=🖬>✇?✍@✍A✌B👌C👍D👎E☜F☞G☝H☟I✋J☺K😐L☹M💣N☠O⚑P🏱Q✈R☼S💧T❄U✞V✞W✠X✠Y✡Z☪[☯]☸^♈_♉`♊a♋b♌c♍d♎e♏f♐g♑h♒i♓j&k&l●m❍n■o□p❐q❑r❒s⬧t⧫u◆v❖w⬥x⌧y⌃z⌘{❀|✿}”~“\u0080⓪\u0081①\u0082②\u0083③\u0084④\u0085⑤\u0086⑥\u0087⑦\u0088⑧\u0089⑨\u008a⑩\u008b⓿\u008c❶\u008d❷\u008e❸\u008f❹\u0090❺\u0091❻\u0092❼\u0093❽\u0094❾\u0095❿\u009e\u00b7\u009f•\u00a0▪\u00a1○\u00a4◉\u00a5◎\u00a7▪\u00a8◻\u00aa✦\u00ab★\u00ac✶\u00ad✴\u00ae✹\u00af✵\u00d5⌫\u00d6⌦\u00d8➢\u00dc➲\u00df←\u00e0→\u00e1↑\u00e2↓\u00e3↖\u00e4↗\u00e5↙\u00e6↘\u00e7←\u00e8➔\u00e9↑\u00ea↓\u00ef⇦\u00f0⇨\u00f1⇧\u00f2⇩\u00f3⬄\u00f4⇳\u00fb✗\u00fc✓\u00fd☒\u00fe☑Œ❶Š⑩Ÿ•Ž❸ž\u00b7ƒ③ˆ⑧‘❻’❼‚②“❽”❾„④†⑥‡⑦•❿…⑤‰⑨‹⓿€⓪"
	wingdings2Draws = "!🖊\"✂#✂$☎*🖹-🗎?☞@☟A☜B☞C☝D☟E☟O✗P✓Q☒R☑S☒T☒U⊗V⊘W⊘X⊗i⓪j①k②l③m④n⑤o⑥p⑦q⑧r⑨s⑩t⓿u❶v❷w❸x❹y❺z❻{❼|❽}❾~❿\u0097●\u0098•"
	wingdings3Draws = "\"↰f←g→h↑i↓j↖k↗l↙m↘n↔o↕p▲q▼r△s▽t◀u▶v◁w▷x◣y◢|◀}▶~▲\u0080▼\u00c6⇐\u00c7⇒\u00c8⇑\u00c9⇓€▼"
	webdingsDraws   = "!🕷\"🕸#🕲$🕶%🏆&🎖'🔗(🗨)🗩*🗰+🗱,🌶-🎗.◤0_1□2❐3◀4▶5▲6▼7⏪8⏩9⏮:⏭;⏸<⏹=⏺>🗚?🗳@🛠A🏗B🏘C🏙D🏚E🏜F🏭G🏛H🏠I🏖J🏝K🛣L🔍M🏔N👁O👂P🏞Q🏕R🛤S🏟T🛳U🔊V🔊W🔊X🔈Y♥Z🎕[🗬]🗭^🗪_🗫`↻a✔b🚲c□d🛡e📦f🚒g■h🚑iℹj✈k🛰l●m🕴n⚫o🛥p🚔q⟳r✖s❓t🚆u🚇v🚍w⛳x⊘y⊖z🚭{🗮}🗯~⚡"
	symbolDraws     = "\"∀$∃'∋@≅AΑBΒCΧDΔEΕFΦGΓHΗIΙJϑKΚLΛMΜNΝOΟPΠQΘRΡSΣTΤUΥVςWΩXΞYΨZΖ^⊥aαbβcχdδeεfφgγhηiιjϕkκlλmμnνoοpπqθrρsσtτuυvϖwωxξyψzζ\u00a3≤\u00a5∞\u00a7♣\u00a8♦\u00a9♥\u00aa♠\u00ab↔\u00ac←\u00ad↑\u00ae→\u00af↓\u00b2″\u00b3≥\u00b4×\u00b5∝\u00b6∂\u00b7•\u00b8÷\u00b9≠\u00ba≡\u00bb≈\u00bc…\u00c5⊕\u00c6∅\u00c7∩\u00c8∪\u00ce∈\u00cf∉\u00d0∠\u00d1∇\u00d5∏\u00d6√\u00d7⋅\u00d8¬\u00d9∧\u00da∨\u00db⇔\u00dc⇐\u00de⇒\u00e5∑\u00f2∫"
)

// draws gives the character that a font draws for another. Word writes some as private characters.
func (font symbols) draws(r rune) rune {
	if 0xf020 <= r && r <= 0xf0ff {
		r -= 0xf000
	}
	table := ""
	switch font {
	case wingdings:
		table = wingdingsDraws
	case wingdings2:
		table = wingdings2Draws
	case wingdings3:
		table = wingdings3Draws
	case webdings:
		table = webdingsDraws
	case greekSymbols:
		table = symbolDraws
	}
	for at := 0; at < len(table); {
		letter, n := utf8.DecodeRuneInString(table[at:])
		drawn, m := utf8.DecodeRuneInString(table[at+n:])
		if letter == r {
			return drawn
		}
		at += n + m
	}
	return r
}

// office reads what word processors write into a page.
type office interface {
	// begin begins a page.
	begin()
	// font tells a font of symbols by the families it is one of, draws gives the character that one draws for
	// another, and text puts text in one.
	font(families string) symbols
	draws(font symbols, c rune) rune
	text(r *Reader, from, to int)
	// item makes an item of a list of a paragraph.
	item(r *Reader, o *open, t *tag, level int)
	// list reads what a style says of a list's marks, and one that counts down.
	list(r *Reader, o *open, t *tag, bl content.Block) content.Block
	// plain tells a plain mail that somebody put into a page as it was.
	plain(r *Reader, t *tag) bool
	// other comes before an element that says of no level that it is an item, and gives the level where it is
	// one nevertheless; left comes when so many elements are still open.
	other(r *Reader, t *tag) (level int)
	left(open int)
	// address puts a link to what is shown by its address, if a tag is that; meaning tells what it would put.
	address(r *Reader, t *tag)
	meaning(r *Reader, t *tag) (means, content.URL)
	// part gives the words that a picture is as people read them, and the place where they are.
	part(r *Reader, t *tag, words string) (shown string, from int)
	// heads tells that a cell is one of a head.
	heads(r *Reader) bool
	// atMark tells the element that holds the mark of such an item, which is not shown: it may say that it is one.
	atMark(t *tag, says bool) bool
	// refused gives the address of a link that is not made, for people to read; "" for what is none.
	refused(href string) string
	// title gives the words of a title with the addresses of the links in its source.
	title(r *Reader, words, src string) string
	// inCode adds the address of a link that ends in code, unless its words say it.
	inCode(r *Reader, link *open)
}

func (w *wordList) begin() { *w = wordList{} }

func (w *wordList) font(families string) symbols { return symbolFont(families) }

func (w *wordList) draws(font symbols, c rune) rune { return font.draws(c) }

func (w *wordList) other(r *Reader, t *tag) (level int) {
	if t.element == elP {
		w.itemAt = 0
	}
	if t.element == elP && t.has&(1<<atClass) != 0 && ascii.Contains(t.attr(atClass), "MsoListParagraph") {
		if w.markAt = findMark(r.src, t.to); w.markAt > 0 {
			return 1
		}
	}
	if w.depth > 0 && len(r.open) == w.owner {
		w.end(r, t.from)
	}
	return 0
}

// left ends the list with what is around it.
func (w *wordList) left(open int) {
	if open < w.owner {
		w.depth, w.owner = 0, 0
	}
}

// character puts a character that the source writes otherwise.
func (r *Reader) character(c rune, start, end int) {
	if r.unseen != 0 {
		return
	}
	if r.office != nil && r.symbols != asLetters {
		c = r.office.draws(r.symbols, c)
	}
	r.b.Rune(c, start, end)
}

// drawn puts text that is drawn otherwise than it is written.
func (r *Reader) drawn(from, to int) {
	if r.unseen != 0 {
		return
	}
	if r.office == nil {
		r.b.Text(r.src[from:to], from)
		return
	}
	r.office.text(r, from, to)
}

func (w *wordList) text(r *Reader, from, to int) {
	for from < to {
		c, n := utf8.DecodeRuneInString(r.src[from:to])
		if drawn := r.symbols.draws(c); drawn != c {
			r.b.Rune(drawn, from, from+n)
		} else {
			r.b.Text(r.src[from:from+n], from)
		}
		from += n
	}
}

// word reads what Word writes of an item of a list: its level, or that the mark is to be left out.
func (s *style) word(value string) {
	if ascii.Is(value, "ignore") {
		s.marker = true
		return
	}
	const level = "level"
	if i := max(ascii.Index(value, level), ascii.Index(value, "LEVEL")); i >= 0 {
		s.item = uint8(min(max(ascii.Natural(value[i+len(level):]), 1), maxLevel))
	}
}

const (
	maxLevel  = 9
	maxMarker = 1000 // bytes of the source in which the mark of an item is looked for
)

// wordList is a list that Word writes as paragraphs.
type wordList struct {
	marks [maxLevel + 1]int // of the lists that are open, by level
	next  [maxLevel + 1]int // the number of the next item, 0 where items have none
	depth int
	owner int // how many elements are open around it

	markAt int // where the element starts that holds the mark of an item
	itemAt int // behind the tag of the latest paragraph that is an item
	base   int // the level of the list's items less one

	plainTo int // up to where it is known whether preformatted text is a plain mail
	isPlain bool

	pictureTo int // where the latest picture that is words ends
}

// end ends the list.
func (w *wordList) end(r *Reader, at int) {
	r.b.CloseTo(w.marks[1], at)
	w.depth, w.owner = 0, 0
}

// item makes an item of a paragraph, in a list of its level and kind.
func (w *wordList) item(r *Reader, o *open, t *tag, level int) {
	w.itemAt = 0
	if w.depth > 0 && len(r.open)-1 != w.owner {
		return // a list within an item's paragraph
	}
	style, n, count := r.marker(t.to, w.markAt > t.from)
	numbered := style != content.Bullet
	if w.depth == 0 {
		w.base = level - 1
	}
	whole := level
	level = min(max(level-w.base, 1), w.depth+1)
	if w.depth >= level && n != w.next[level] {
		style, n = alike(style, n, w.next[level])
	}
	// Words, and numbers that are not told by where the item stands, are to be read.
	if count == notMark || count > 1 && (count != whole || level < count) {
		if w.depth > 0 {
			w.end(r, t.from)
		}
		return
	}
	if w.depth > level {
		r.b.CloseTo(w.marks[level+1], t.from)
		w.depth = level
	}
	if w.depth == level && (w.next[level] > 0) != numbered {
		r.b.CloseTo(w.marks[level], t.from)
		w.depth = level - 1
	}
	if w.depth == level && numbered && n != w.next[level] {
		w.marks[level] = r.b.Renumber(w.marks[level], n, t.from)
		w.next[level] = n
	}
	for w.depth < level {
		w.depth++
		bl := content.Block{Kind: content.List}
		w.next[w.depth] = 0
		if w.depth == level && numbered {
			bl.Style, bl.Ordinal, bl.Numbered = style, n, true
			w.next[level] = n
		}
		w.marks[w.depth] = r.b.Open(bl, t.from)
		if w.marks[w.depth] == 0 {
			w.depth--
			break
		}
		if w.depth == 1 {
			w.owner = len(r.open) - 1
			if w.owner > 0 && r.open[w.owner-1].tail == 0 {
				r.open[w.owner-1].tail = w.marks[1]
			}
		}
	}
	if w.depth == level && numbered {
		w.next[level]++
	}
	w.itemAt = t.to
	o.tail = r.b.Open(content.Block{Kind: content.Item}, t.from)
}

// marker reads the mark of an item, which stands in an element of its own: its style and number, and how many numbers it is
// of, or notMark. The style that says so may have been cut out.
func (r *Reader) marker(at int, cut bool) (style content.ListStyle, n, count int) {
	src := r.src[at:min(at+maxMarker, len(r.src))]
	for { // only tags stand before it
		src = ascii.Trim(src)
		end := strings.IndexByte(src, '>')
		if end < 0 || src[0] != '<' {
			return content.Bullet, 0, 0
		}
		if next := ascii.Trim(src[end+1:]); strings.Contains(src[:end], "gnore") || strings.Contains(src[:end], "GNORE") || cut && next != "" && next[0] != '<' {
			src = src[end:]
			break
		}
		src = src[end+1:]
	}
	var text [12]byte
	n = 0
	tag := true
	for i := 0; i < len(src) && n < len(text); i++ {
		switch c := src[i]; {
		case c == '>':
			tag = false
		case c == '<':
			if i+5 < len(src) && ascii.Is(src[i:i+5], "</spa") {
				i = len(src)
				continue
			}
			tag = true
		case tag || c <= ' ':
		case c == '&':
			i = len(src)
		default:
			text[n] = c
			n++
		}
	}
	mark := string(text[:n])
	style, n = markerStyle(mark)
	return style, n, numbersOf(mark)
}

// notMark is the count of what is words.
const notMark = -1

// numbersOf counts the numbers that a mark is of: "1." has one, "1.2" two, a sign none. "§ 4" and "Step 3:" are words.
func numbersOf(mark string) (count int) {
	mark = strings.Trim(mark, "().")
	if r, n := utf8.DecodeRuneInString(mark); n == len(mark) && r >= utf8.RuneSelf || strings.Trim(mark, "-*>+=~") == "" {
		return 0
	}
	for more := true; more; count++ {
		var part string
		part, mark, more = strings.Cut(mark, ".")
		if _, number := ascii.Number(part); !number && len(part) != 1 && roman(part) == 0 {
			return notMark
		}
	}
	return count
}

// markerStyle reads "1.", "2.3)", "(a)", "iv.", "B)"; everything else is a bullet.
func markerStyle(s string) (content.ListStyle, int) {
	if s != "" && s[0] == '(' {
		s = s[1:]
	}
	n := len(s)
	if n < 2 || s[n-1] != '.' && s[n-1] != ')' {
		if n == 0 || !digit(s[n-1]) {
			return content.Bullet, 0
		}
	} else {
		n--
	}
	s = s[:n]
	start := n
	for start > 0 && ascii.Alnum(s[start-1]) {
		start--
	}
	s = s[start:]
	if s == "" {
		return content.Bullet, 0
	}
	if number, ok := ascii.Number(s); ok {
		return content.Decimal, number
	}
	upper := s[0] < 'a'
	number := roman(s)
	style := content.LowerRoman
	if number == 0 || len(s) == 1 && s[0]|0x20 != 'i' {
		if len(s) > 1 {
			return content.Bullet, 0
		}
		style, number = content.LowerAlpha, int(s[0]|0x20-'a')+1
	}
	if upper {
		style++
	}
	return style, number
}

// alike reads a mark of one letter, which may be a Roman number, as the one that is to come.
func alike(style content.ListStyle, n, next int) (content.ListStyle, int) {
	switch style {
	case content.LowerAlpha, content.UpperAlpha:
		if 1 <= n && n <= 26 && roman(string(rune('a'+n-1))) == next {
			return style - content.LowerAlpha + content.LowerRoman, next
		}
	case content.LowerRoman, content.UpperRoman:
		if n == 1 && next == 'i'-'a'+1 {
			return style - content.LowerRoman + content.LowerAlpha, next
		}
	}
	return style, n
}

// roman reads a number in Roman letters, 0 for none.
func roman(s string) (n int) {
	last := 0
	for i := len(s) - 1; i >= 0; i-- {
		value := 0
		switch s[i] | 0x20 {
		case 'i':
			value = 1
		case 'v':
			value = 5
		case 'x':
			value = 10
		case 'l':
			value = 50
		case 'c':
			value = 100
		default:
			return 0
		}
		if value < last {
			n -= value
		} else {
			n += value
			last = value
		}
	}
	return n
}
