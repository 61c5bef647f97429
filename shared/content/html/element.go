package html

// element is an element that the reader does something about.
type element uint8

const (
	elUnknown element = iota
	elA
	elArticle // and the other sectioning and grouping elements
	elB
	elBig
	elBlockquote
	elBr
	elButton
	elCaption
	elCenter
	elCite
	elCode // and kbd, samp, tt
	elDd
	elDetails
	elDiv
	elDt
	elFont
	elForm
	elH1
	elH2
	elH3
	elH4
	elH5
	elH6
	elHead // and html, body, frameset: the tags mean nothing here
	elHr
	elI // and em, var, dfn
	elImg
	elLi
	elMath
	elMedia // audio, video, canvas, select, datalist, template: not shown, whatever is in them
	elOl
	elP
	elPre
	elQ
	elRaw // script, style, title and others whose text is not content
	elRawCode
	elRawText
	elS
	elSmall
	elSpan
	elSub
	elSummary
	elSup
	elSvg
	elTable
	elTbody // and thead, tfoot
	elTd
	elTh
	elTime
	elTr
	elU
	elUl
	elVoid // elements that are empty and not shown
	elements
)

// named gives the element of a name in lower case.
func named(name string) element {
	switch name {
	case "a":
		return elA
	case "address", "article", "aside", "dialog", "fieldset", "figcaption", "figure", "footer", "header",
		"hgroup", "legend", "main", "nav", "search", "section", "dl", "dir", "menu":
		if name == "dir" || name == "menu" {
			return elUl
		}
		return elArticle
	case "b", "strong":
		return elB
	case "big":
		return elBig
	case "blockquote":
		return elBlockquote
	case "br":
		return elBr
	case "button":
		return elButton
	case "caption":
		return elCaption
	case "center":
		return elCenter
	case "cite":
		return elCite
	case "code", "kbd", "samp", "tt":
		return elCode
	case "dd":
		return elDd
	case "details":
		return elDetails
	case "div":
		return elDiv
	case "dt":
		return elDt
	case "font":
		return elFont
	case "form":
		return elForm
	case "h1":
		return elH1
	case "h2":
		return elH2
	case "h3":
		return elH3
	case "h4":
		return elH4
	case "h5":
		return elH5
	case "h6":
		return elH6
	case "html", "head", "body", "frameset":
		return elHead
	case "hr":
		return elHr
	case "i", "em", "var", "dfn":
		return elI
	case "img", "image":
		return elImg
	case "li":
		return elLi
	case "math":
		return elMath
	case "audio", "video", "canvas", "select", "datalist", "template":
		return elMedia
	case "ol":
		return elOl
	case "p":
		return elP
	case "pre":
		return elPre
	case "q":
		return elQ
	case "script", "style", "title", "iframe", "noembed", "noframes", "noscript":
		return elRaw
	case "xmp", "listing", "plaintext":
		return elRawCode
	case "textarea":
		return elRawText
	case "s", "strike", "del":
		return elS
	case "small":
		return elSmall
	case "span":
		return elSpan
	case "sub":
		return elSub
	case "summary":
		return elSummary
	case "sup":
		return elSup
	case "svg":
		return elSvg
	case "table":
		return elTable
	case "tbody", "thead", "tfoot":
		return elTbody
	case "td":
		return elTd
	case "th":
		return elTh
	case "time":
		return elTime
	case "tr":
		return elTr
	case "u", "ins":
		return elU
	case "ul":
		return elUl
	case "area", "base", "basefont", "bgsound", "col", "colgroup", "embed", "frame", "input", "keygen", "link",
		"meta", "param", "source", "track", "wbr":
		return elVoid
	}
	return elUnknown
}

// block tells the elements that start and end a line and close an open p.
func (e element) block() bool {
	switch e {
	case elArticle, elBlockquote, elCenter, elDd, elDetails, elDiv, elDt, elForm, elLi, elOl, elP, elPre, elSummary,
		elTable, elUl, elH1, elH2, elH3, elH4, elH5, elH6:
		return true
	}
	return false
}

// formats tells the elements that browsers open again in what follows when something else closed
// them (HTML, section 13.2.4.3, the list of active formatting elements).
func (e element) formats() bool {
	switch e {
	case elA, elB, elBig, elCode, elFont, elI, elS, elSmall, elU:
		return true
	}
	return false
}

// special tells the elements that an unmatched end tag of a phrase does not reach through.
func (e element) special() bool {
	switch e {
	case elButton, elCaption, elTbody, elTd, elTh, elTr, elMath, elSvg, elMedia:
		return true
	}
	return e.block()
}

// boundary tells the elements that hide what is outside from an end tag within.
func (e element) boundary() bool {
	switch e {
	case elTable, elTd, elTh, elCaption, elSvg, elMath, elMedia:
		return true
	}
	return false
}

func (e element) heading() bool { return elH1 <= e && e <= elH6 }

func (e element) cell() bool { return e == elTd || e == elTh || e == elCaption }

// breaksOut tells the elements that end an svg or math around them (HTML, section 13.2.6.5).
func (e element) breaksOut() bool {
	switch e {
	case elB, elBig, elBlockquote, elBr, elCenter, elCode, elDd, elDiv, elDt, elH1, elH2, elH3, elH4, elH5, elH6,
		elHead, elHr, elI, elImg, elLi, elOl, elP, elPre, elS, elSmall, elSpan, elSub, elSup, elTable, elU, elUl:
		return true
	}
	return false
}

// attribute is an attribute that the reader looks at.
type attribute uint8

const (
	atAlign attribute = iota
	atAlt
	atCite
	atClass
	atColor
	atColspan
	atDataID
	atFace
	atHeight
	atHidden
	atHref
	atID
	atRole
	atRowspan
	atSize
	atSrc
	atStart
	atStyle
	atType
	atWidth
	attributes
)

func namedAttribute(name string) (attribute, bool) {
	switch name {
	case "align":
		return atAlign, true
	case "alt":
		return atAlt, true
	case "cite":
		return atCite, true
	case "class":
		return atClass, true
	case "color":
		return atColor, true
	case "colspan":
		return atColspan, true
	case "data-id":
		return atDataID, true
	case "face":
		return atFace, true
	case "height":
		return atHeight, true
	case "hidden":
		return atHidden, true
	case "href":
		return atHref, true
	case "id":
		return atID, true
	case "role":
		return atRole, true
	case "rowspan":
		return atRowspan, true
	case "size":
		return atSize, true
	case "src":
		return atSrc, true
	case "start":
		return atStart, true
	case "style":
		return atStyle, true
	case "type":
		return atType, true
	case "width":
		return atWidth, true
	}
	return 0, false
}
