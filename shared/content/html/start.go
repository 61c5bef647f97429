package html

import "deskside/shared/content"

// start gives a start tag its effect on the document.
func (r *Reader) start(t *tag) {
	e, at := t.element, t.from
	style := readStyle(t)
	if style.hidden || t.has&(1<<atHidden) != 0 {
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
		r.b.Rule(at, t.to)
		return
	case elImg:
		r.image(t, &style)
		return
	}
	if e.block() {
		r.b.EndParagraph(at)
	}
	role := mailRole(t)
	if role == roleQuoteRest {
		r.quoteRest(at)
	}
	o := r.push(t)
	if o == nil {
		return
	}
	r.container(o, t, role)
	if r.sink != toBuilder {
		return
	}
	r.alignment(o, t, &style)
	r.formatting(o, t, &style)
}

func (r *Reader) sinkInto(o *open, s sink) {
	if o == nil {
		return
	}
	o.sinks = true
	r.sink = s
	r.scratch = r.scratch[:0]
	r.dateFrom, r.dateTo = 0, 0
}

func (r *Reader) gather(o *open, c capture) {
	r.sinkInto(o, toWords)
	o.capture = c
}

// container opens the container that an element stands for, or lets its text go where it belongs.
func (r *Reader) container(o *open, t *tag, role role) {
	at := t.from
	switch role {
	case roleQuote:
		o.mark = r.b.Open(content.Block{Kind: content.Quote, Flags: content.Folded, Mail: true}, at)
		return
	case roleSignature:
		o.mark = r.b.Open(content.Block{Kind: content.Signature}, at)
		return
	case roleMention, roleAttachment:
		o.ref = t.attr(atDataID)
		if role == roleMention {
			r.gather(o, captureMention)
			return
		}
		o.url, _ = r.Base.Resolve(t.attr(atHref))
		r.gather(o, captureAttachment)
		return
	}
	switch t.element {
	case elMedia, elSvg, elMath:
		r.sinkInto(o, toNothing)
	case elBlockquote:
		o.mark = r.b.Open(quoteBlock(t), at)
	case elCite:
		if r.b.Uncredited() && r.quoteIsParent() {
			r.gather(o, captureCredit)
		}
	case elDetails:
		o.mark = r.b.Open(content.Block{Kind: content.Spoiler}, at)
	case elSummary:
		if n := len(r.open); n >= 2 && r.open[n-2].element == elDetails && r.b.Top() == content.Spoiler {
			r.gather(o, captureTitle)
		}
	case elUl, elOl:
		o.mark = r.b.Open(listBlock(t), at)
	case elLi:
		o.mark = r.b.Open(content.Block{Kind: content.Item}, at)
	case elTable:
		layout := lowerEqual(t.attr(atRole), "presentation") || lowerEqual(t.attr(atRole), "none")
		o.mark = r.b.Open(content.Block{Kind: content.Table, Layout: layout}, at)
	case elTr:
		o.mark = r.b.Open(content.Block{Kind: content.Row}, at)
	case elTd, elTh:
		bl := content.Block{Kind: content.Cell, Columns: natural(t.attr(atColspan)), Rows: natural(t.attr(atRowspan))}
		if t.element == elTh {
			bl.Flags = content.Header
		}
		o.mark = r.b.Open(bl, at)
		o.orphans = len(r.orphans)
	case elCaption:
		o.orphans = len(r.orphans)
		if o.mark = r.b.Open(content.Block{Kind: content.Row}, at); o.mark > 0 {
			r.b.Open(content.Block{Kind: content.Cell, Flags: content.Header}, at)
		}
	case elPre:
		if wraps(t) {
			o.lines, o.restores = r.b.SetLines(true), o.restores|restoreLines
			return
		}
		r.sinkInto(o, toCode)
		o.capture = captureCode
	case elQ:
		r.b.Words("“", at, t.to)
	}
}

// quoteIsParent tells that a blockquote is the element around the one just opened.
func (r *Reader) quoteIsParent() bool {
	n := len(r.open)
	return n >= 2 && r.open[n-2].element == elBlockquote
}

func listBlock(t *tag) content.Block {
	bl := content.Block{Kind: content.List}
	if t.element == elOl {
		bl.Style = content.Decimal
		bl.Ordinal = natural(t.attr(atStart))
	}
	if s, ok := content.ParseListStyle(t.attr(atType)); ok && (s != content.Bullet) == (t.element == elOl) {
		bl.Style = s
	}
	return bl
}

// natural reads a whole number that an attribute starts with, at most seven digits of it.
func natural(s string) int {
	n, i := 0, 0
	for i < len(s) && space(s[i]) {
		i++
	}
	for end := min(len(s), i+7); i < end && '0' <= s[i] && s[i] <= '9'; i++ {
		n = n*10 + int(s[i]-'0')
	}
	return n
}

func (r *Reader) alignment(o *open, t *tag, style *style) {
	align, has := style.align, style.hasAlign
	switch e := t.element; {
	case has:
	case e == elCenter:
		align, has = content.AlignCenter, true
	case e.block() && e != elTable || e.cell() || e == elTr:
		align, has = content.ParseAlign(t.attr(atAlign))
	}
	if has && (t.element.block() || t.element.cell() || t.element == elTr) {
		o.align, o.restores = r.b.SetAlign(align, t.from), o.restores|restoreAlign
	}
	if t.element.heading() {
		o.level, o.restores = uint8(r.b.SetLevel(int(t.element-elH1)+1, t.from)), o.restores|restoreLevel
	}
}

// formatting switches on what the element and then its style ask for.
func (r *Reader) formatting(o *open, t *tag, style *style) {
	at := t.from
	push := func(f content.Format) { r.b.Push(f, at) }
	switch t.element {
	case elA:
		if u, err := r.Base.Resolve(t.attr(atHref)); err == nil {
			push(content.Format{Kind: content.Link, URL: u})
		}
	case elB:
		push(content.Format{Kind: content.Bold})
	case elI, elCite:
		push(content.Format{Kind: content.Italic})
	case elU:
		push(content.Format{Kind: content.Underline})
	case elS:
		push(content.Format{Kind: content.Strike})
	case elSub:
		push(content.Format{Kind: content.Sub})
	case elSup:
		push(content.Format{Kind: content.Sup})
	case elCode:
		push(content.Format{Kind: content.Code})
	case elBig:
		push(content.Format{Kind: content.Size, Step: 4})
	case elSmall:
		push(content.Format{Kind: content.Size, Step: 2})
	case elFont:
		if c, ok := content.ParseRGB(t.attr(atColor)); ok {
			push(content.Format{Kind: content.Color, RGB: c})
		}
		if s, ok := content.ParseStep(t.attr(atSize)); ok {
			push(content.Format{Kind: content.Size, Step: s})
		}
		if f, ok := content.ParseFamily(t.attr(atFace)); ok {
			push(content.Format{Kind: content.Font, Family: f})
		}
	}
	style.push(push)
	o.upto = r.b.Serial()
}

// image puts an image that a person would see, not one without width or height. An image that is part of the mail is an attachment.
func (r *Reader) image(t *tag, style *style) {
	width, height := natural(t.attr(atWidth)), natural(t.attr(atHeight))
	if style.width > 0 {
		width = style.width
	}
	if style.height > 0 {
		height = style.height
	}
	if width == 0 && t.attr(atWidth) == "0" || height == 0 && t.attr(atHeight) == "0" {
		return
	}
	src, alt := t.attr(atSrc), t.attr(atAlt)
	if len(src) > 4 && lowerEqual(src[:4], "cid:") {
		name := alt
		if name == "" {
			name = src[4:]
		}
		r.b.Attachment(name, src, content.URL{}, t.from, t.to)
		return
	}
	u, _ := r.Base.Resolve(src)
	r.b.Image(u, alt, width, height, t.from, t.to)
}

// deliver makes of the gathered text what it was gathered for.
func (r *Reader) deliver(o *open, end int) {
	from, to := 0, 0
	if r.dateTo > r.dateFrom {
		from, to = r.dateFrom, r.dateTo
	}
	r.sink = toBuilder
	switch o.capture {
	case captureCredit:
		date := string(r.scratch[from:to])
		author := string(r.scratch[:from]) + string(r.scratch[to:])
		if to == 0 {
			author = string(r.scratch)
		}
		r.b.Credit(author, date)
	case captureTitle:
		if !r.b.Entitle(string(r.scratch)) {
			r.b.Words(string(r.scratch), o.start, end)
		}
	case captureMention:
		r.b.Mention(string(r.scratch), o.ref, o.start, end)
	case captureAttachment:
		r.b.Attachment(string(r.scratch), o.ref, o.url, o.start, end)
	case captureCode:
		r.b.CodeBlock(string(r.scratch), o.language, o.start, end)
	}
}
