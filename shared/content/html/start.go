package html

import (
	"deskside/shared/content"
	"deskside/shared/content/internal/ascii"
)

// start gives a start tag its effect on the document.
func (r *Reader) start(t *tag) {
	e, at := t.element, t.from
	style := r.styles.of(t)
	if style.hidden || t.has&(1<<atHidden) != 0 || r.office != nil && r.office.atMark(t, style.marker) {
		if e != elBr && e != elHr && e != elImg {
			r.sinkInto(r.push(t), toNothing)
		}
		return
	}
	switch e {
	case elBr:
		r.b.Break(at)
		return
	case elHr:
		if !r.veils(style) {
			r.b.Rule(at, t.to)
		}
		return
	case elImg:
		if !r.veils(style) {
			r.image(t, style)
		}
		return
	}
	block := e.block()
	switch {
	case style.display == asBlock && !e.special() && !e.cell():
		block = true
	case style.display == asPhrase && (e == elDiv || e == elP || e == elArticle || e == elDd || e == elDt):
		block = false
	}
	item := int(style.item)
	if e == elLi { // which is an item anyway
		item = 0
	}
	if r.office != nil && item == 0 {
		item = r.office.other(r, t)
	}
	n := len(r.open)
	apart := !block && (style.display == asCell || style.floats || style.placed || style.boxed && e == elA || e == elButton || n > 0 && r.open[n-1].row)
	if block {
		r.b.EndParagraph(at)
	} else if apart {
		r.b.Text(" ", at)
	}
	role := r.mailRole(t)
	if role == roleQuoteRest {
		r.quoteRest(at)
	}
	o := r.push(t)
	if o == nil {
		return
	}
	o.block, o.row, o.apart = block, style.row, apart
	if item > 0 && block && r.office != nil {
		r.office.item(r, o, t, item)
	}
	r.container(o, t, role)
	if r.sink != toBuilder {
		return
	}
	r.alignment(o, t, style)
	r.formatting(o, t, style)
	if style.hasWhite {
		white := r.b.SetSpace(style.white)
		if o.restores&restoreSpace == 0 {
			o.white, o.restores = white, o.restores|restoreSpace
		}
	}
	r.letters(o, t, style)
}

// veils tells that an element is not to be seen by its visibility or that of what is around.
func (r *Reader) veils(style *style) bool {
	return style.veil == tooSmall || style.veil == asAround && r.unseen&unseenVeil != 0
}

// letters tells how the text of an element is drawn: too small to be seen, or as symbols.
func (r *Reader) letters(o *open, t *tag, style *style) {
	unseen, symbols := r.unseen, r.symbols
	if style.text != asAround {
		r.unseen = r.unseen&^unseenSize | bit(style.text == tooSmall, unseenSize)
	}
	if style.veil != asAround {
		r.unseen = r.unseen&^unseenVeil | bit(style.veil == tooSmall, unseenVeil)
	}
	if style.hasFont {
		r.symbols = style.symbols
	} else if r.office != nil && t.element == elFont && t.has&(1<<atFace) != 0 && t.value[atFace] != "" {
		r.symbols = r.office.font(t.attr(atFace))
	}
	if r.unseen != unseen || r.symbols != symbols {
		o.unseen, o.symbols, o.restores = unseen, symbols, o.restores|restoreText
	}
}

func bit(is bool, why unseen) unseen {
	if is {
		return why
	}
	return 0
}

//go:noinline
func (r *Reader) sinkInto(o *open, s sink) {
	if o == nil {
		return
	}
	o.sinks, o.outer = true, r.sink
	r.sink = s
	if s != toNothing {
		r.scratch = r.scratch[:0]
		r.dateFrom, r.dateTo = 0, 0
	}
}

func (r *Reader) gather(o *open, c capture) {
	r.sinkInto(o, toWords)
	o.capture = c
}

// container opens the container that an element stands for, or lets its text go where it belongs.
func (r *Reader) container(o *open, t *tag, role role) {
	bl := content.Block{}
	switch role {
	case roleQuote:
		bl.Kind, bl.Flags, bl.Mail = content.Quote, content.Folded, true
	case roleSignature:
		bl.Kind = content.Signature
		if t.element == elPre {
			o.white, o.restores = r.b.SetSpace(content.SpaceLines), o.restores|restoreSpace
		}
	case roleAside:
		r.sinkInto(o, toNothing)
	case roleMention:
		r.ref, r.url = t.attr(atDataID), content.URL{}
		r.gather(o, captureMention)
	case roleAttachment:
		r.ref = t.attr(atDataID)
		r.url, _ = r.resolve(t.attr(atHref))
		r.gather(o, captureAttachment)
	default:
		r.element(o, t, &bl)
	}
	if bl.Kind != content.Root {
		o.mark = r.b.Open(bl, t.from)
	}
	if t.element == elCaption && o.mark > 0 {
		bl.Kind, bl.Flags = content.Cell, content.Header
		r.b.Open(bl, t.from)
	}
}

// element describes the container of an element that no mail program marked.
func (r *Reader) element(o *open, t *tag, bl *content.Block) {
	if kind := rules[t.element].kind; kind.Container() {
		bl.Kind = kind
	}
	switch t.element {
	case elMedia, elSvg, elMath:
		if r.office != nil {
			r.office.address(r, t)
		}
		r.sinkInto(o, toNothing)
	case elBlockquote:
		quoteBlock(t, bl)
	case elCite:
		if r.b.Uncredited() && r.leadsQuote() {
			r.gather(o, captureCredit)
		}
	case elSummary:
		if r.b.Top() == content.Spoiler && r.parentIs(elDetails) {
			r.gather(o, captureTitle)
		}
	case elUl, elOl:
		listBlock(t, bl)
		if r.office != nil {
			*bl = r.office.list(r, o, t, *bl)
		}
	case elLi:
		r.number(t)
	case elTable:
		role := t.attr(atRole)
		bl.Layout = ascii.Is(role, "presentation") || ascii.Is(role, "none")
	case elTd, elTh:
		bl.Columns, bl.Rows = ascii.Natural(t.attr(atColspan)), ascii.Natural(t.attr(atRowspan))
		bl.Above = r.office != nil && r.office.heads(r)
		if t.element == elTh {
			bl.Flags = content.Header
		}
	case elPre:
		if wraps(t) {
			o.white, o.restores = r.b.SetSpace(content.SpaceLines), o.restores|restoreSpace
			return
		}
		if r.office != nil && r.office.plain(r, t) {
			o.white, o.restores = r.b.SetSpace(content.SpaceKept), o.restores|restoreSpace
			return
		}
		r.language = ""
		r.sinkInto(o, toCode)
		o.capture = captureCode
	case elQ:
		r.b.Words("“", t.from, t.to)
	}
}

// parentIs tells the element around the one just opened.
func (r *Reader) parentIs(e element) bool {
	n := len(r.open)
	return n >= 2 && r.open[n-2].element == e
}

// leadsQuote tells that the element just opened stands right in a blockquote, or in divs of one.
func (r *Reader) leadsQuote() bool {
	i := len(r.open) - 2
	for i > 0 && r.open[i].element == elDiv {
		i--
	}
	return i >= 0 && r.open[i].element == elBlockquote
}

func listBlock(t *tag, bl *content.Block) {
	if t.element == elOl {
		bl.Style = content.Decimal
		bl.Ordinal, bl.Numbered = ascii.Number(t.attr(atStart))
	}
	if s, ok := content.ParseListStyle(t.attr(atType)); ok && (s != content.Bullet) == (t.element == elOl) {
		bl.Style = s
	}
}

// number begins another list at an item that has a number of its own, so that every printer counts on
// from it.
func (r *Reader) number(t *tag) {
	if r.count[elOl] == 0 {
		return
	}
	for i := len(r.open) - 2; i >= 0 && i > len(r.open)-8; i-- {
		o := &r.open[i]
		if o.element == elUl {
			return
		}
		if o.element != elOl {
			continue
		}
		n, ok := ascii.Number(t.attr(atValue))
		if o.down {
			if !ok {
				n, ok = o.next, true
			}
			o.next = n - 1
		}
		if ok {
			o.mark = r.b.Renumber(o.mark, n, t.from)
		}
		return
	}
}

func (r *Reader) alignment(o *open, t *tag, style *style) {
	align, has := style.align, style.hasAlign
	switch e := t.element; {
	case has:
	case e == elCenter:
		align, has = content.AlignCenter, true
	case t.has&(1<<atAlign) != 0 && (e.block() && e != elTable || e.cell() || e == elTr):
		align, has = content.ParseAlign(t.attr(atAlign))
	}
	if has && (t.element.block() || t.element.cell() || t.element == elTr) {
		o.align, o.restores = r.b.SetAlign(align, t.from), o.restores|restoreAlign
	}
	if t.element.heading() {
		o.level, o.restores = uint8(r.b.SetLevel(int(t.element-elH1)+1, t.from)), o.restores|restoreLevel
	}
}

// chosenClass marks black that somebody chose; that of mails means nothing.
const chosenClass = "chosen"

// formatting switches on what the element and then its style ask for.
func (r *Reader) formatting(o *open, t *tag, style *style) {
	at := t.from
	switch t.element {
	case elA:
		r.link(t)
	case elObject:
		if r.office != nil {
			r.office.address(r, t)
		}
	case elBig:
		r.format(formatting{content.Size, false, 4}, false, at)
	case elSmall:
		r.format(formatting{content.Size, false, 2}, false, at)
	case elFont:
		if c, ok := content.ParseRGB(t.attr(atColor)); ok {
			r.format(formatting{content.Color, false, uint32(c)}, false, at)
		}
		if s, ok := content.ParseStep(t.attr(atSize)); ok {
			r.format(formatting{content.Size, false, uint32(s)}, false, at)
		}
		if f, ok := content.ParseFamily(t.attr(atFace)); ok {
			r.format(formatting{content.Font, false, uint32(f)}, false, at)
		}
	default:
		if kind := rules[t.element].kind; kind.Formats() {
			r.format(formatting{kind: kind}, false, at)
		}
	}
	if style.nformats > 0 {
		chosen := t.element == elSpan && t.has&(1<<atClass) != 0 && t.value[atClass] == chosenClass
		for _, f := range style.formats[:style.nformats] {
			r.format(f, chosen, at)
		}
	}
	o.upto = r.b.Serial()
}

//go:noinline
func (r *Reader) format(f formatting, chosen bool, at int) {
	r.b.Push(content.Format{
		Kind: f.kind, Off: f.off, Chosen: chosen,
		RGB: content.RGB(f.value), Step: content.Step(f.value), Family: content.Family(f.value),
	}, at)
}

// link switches a link on; of one that leads nowhere a person reads the address.
func (r *Reader) link(t *tag) {
	href := t.attr(atHref)
	u, err := r.resolve(href)
	shown := ""
	if err != nil {
		if shown = content.Hidden(href); shown == "" && r.office != nil {
			shown = r.office.refused(href)
		}
		if shown == "" {
			return
		}
	}
	r.b.Push(content.Format{Kind: content.Link, URL: u, Refused: shown}, t.from)
}

// image puts an image that a person would see, not one without width or height. An image that is part of the mail is an attachment.
func (r *Reader) image(t *tag, style *style) {
	width, height := ascii.Natural(t.attr(atWidth)), ascii.Natural(t.attr(atHeight))
	if style.width > 0 {
		width = style.width
	}
	if style.height > 0 {
		height = style.height
	}
	if width == 0 && t.attr(atWidth) == "0" || height == 0 && t.attr(atHeight) == "0" {
		return
	}
	src, words := t.attr(atSrc), t.attr(atAlt)
	u, err := r.Base.Resolve(src)
	from, part := t.from, ascii.Starts(src, "cid:")
	if part {
		words = partName(src[len("cid:"):], words)
	}
	if err != nil && r.office != nil {
		if words, from = r.office.part(r, t, words); words == "" && !part && !dot(t.attr(atWidth)) && !dot(t.attr(atHeight)) {
			r.b.NameLink()
		}
	}
	if part {
		r.b.Attachment(words, src, content.URL{}, from, t.to)
	} else {
		r.b.Image(u, words, width, height, from, t.to)
	}
}

// partName gives the name of a picture within the mail: its replacement text, or of its identifier what
// stands before the @, as mail programs put the name of the file there.
func partName(id, alt string) string {
	if ascii.Trim(alt) != "" && !ascii.Starts(alt, "cid:") {
		return alt
	}
	for i := 1; i < len(id); i++ {
		if id[i] == '@' || id[i] == '%' && ascii.Starts(id[i:]+" ", "%40") {
			return id[:i]
		}
	}
	return id
}

// deliver makes of the gathered text what it was gathered for.
func (r *Reader) deliver(o *open, end int) {
	r.sink = o.outer
	if o.capture == captureNothing {
		return
	}
	words := string(r.scratch)
	switch o.capture {
	case captureCredit:
		author, date := words, ""
		if r.dateTo > r.dateFrom && ascii.Trim(words[r.dateTo:]) == "" {
			author, date = words[:r.dateFrom], words[r.dateFrom:r.dateTo]
		}
		if r.office != nil {
			author = r.office.title(r, author, r.src[o.after:min(end, len(r.src))])
		}
		r.b.Credit(author, date)
	case captureTitle:
		if r.office != nil {
			words = r.office.title(r, words, r.src[o.after:min(end, len(r.src))])
		}
		if !r.b.Entitle(words) {
			r.b.Words(words, o.start, end)
		}
	case captureMention:
		r.b.Mention(words, r.ref, o.start, end)
	case captureAttachment:
		r.b.Attachment(words, r.ref, r.url, o.start, end)
	case captureCode:
		r.b.CodeBlock(words, r.language, o.start, end)
	}
}
