package html

import "deskside/shared/content/internal/ascii"

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

// elementNames gives the elements of names in lower case, sorted.
var elementNames = [...]struct {
	name    string
	element element
}{
	{"a", elA}, {"address", elArticle}, {"area", elVoid}, {"article", elArticle}, {"aside", elArticle},
	{"audio", elMedia}, {"b", elB}, {"base", elVoid}, {"basefont", elVoid}, {"bgsound", elVoid}, {"big", elBig},
	{"blockquote", elBlockquote}, {"body", elHead}, {"br", elBr}, {"button", elButton}, {"canvas", elMedia},
	{"caption", elCaption}, {"center", elCenter}, {"cite", elCite}, {"code", elCode}, {"col", elVoid},
	{"colgroup", elVoid}, {"datalist", elMedia}, {"dd", elDd}, {"del", elS}, {"details", elDetails}, {"dfn", elI},
	{"dialog", elArticle}, {"dir", elUl}, {"div", elDiv}, {"dl", elArticle}, {"dt", elDt}, {"em", elI},
	{"embed", elVoid}, {"fieldset", elArticle}, {"figcaption", elArticle}, {"figure", elArticle}, {"font", elFont},
	{"footer", elArticle}, {"form", elForm}, {"frame", elVoid}, {"frameset", elHead}, {"h1", elH1}, {"h2", elH2},
	{"h3", elH3}, {"h4", elH4}, {"h5", elH5}, {"h6", elH6}, {"head", elHead}, {"header", elArticle},
	{"hgroup", elArticle}, {"hr", elHr}, {"html", elHead}, {"i", elI}, {"iframe", elRaw}, {"image", elImg},
	{"img", elImg}, {"input", elVoid}, {"ins", elU}, {"kbd", elCode}, {"keygen", elVoid}, {"legend", elArticle},
	{"li", elLi}, {"link", elVoid}, {"listing", elRawCode}, {"main", elArticle}, {"math", elMath}, {"menu", elUl},
	{"meta", elVoid}, {"nav", elArticle}, {"noembed", elRaw}, {"noframes", elRaw}, {"noscript", elRaw}, {"ol", elOl},
	{"p", elP}, {"param", elVoid}, {"plaintext", elRawCode}, {"pre", elPre}, {"q", elQ}, {"s", elS}, {"samp", elCode},
	{"script", elRaw}, {"search", elArticle}, {"section", elArticle}, {"select", elMedia}, {"small", elSmall},
	{"source", elVoid}, {"span", elSpan}, {"strike", elS}, {"strong", elB}, {"style", elRaw}, {"sub", elSub},
	{"summary", elSummary}, {"sup", elSup}, {"svg", elSvg}, {"table", elTable}, {"tbody", elTbody}, {"td", elTd},
	{"template", elMedia}, {"textarea", elRawText}, {"tfoot", elTbody}, {"th", elTh}, {"thead", elTbody},
	{"time", elTime}, {"title", elRaw}, {"tr", elTr}, {"track", elVoid}, {"tt", elCode}, {"u", elU}, {"ul", elUl},
	{"var", elI}, {"video", elMedia}, {"wbr", elVoid}, {"xmp", elRawCode},
}

// elementStarts is where in elementNames the names of each letter start, and where they end.
var elementStarts = [27]uint8{0, 6, 15, 22, 32, 34, 42, 42, 53, 59, 59, 61, 65, 69, 73, 74, 78, 79, 79, 95, 108, 110, 112, 113, 114, 114, 114}

// named gives the element of a name.
func named(name string) element {
	first := (name[0] | 0x20) - 'a'
	if first >= 26 {
		return elUnknown
	}
	for i := elementStarts[first]; i < elementStarts[first+1]; i++ {
		if known := elementNames[i].name; len(known) == len(name) && ascii.Is(name, known) {
			return elementNames[i].element
		}
	}
	return elUnknown
}

// block tells the elements that start and end a line and close an open p.
//
//go:noinline
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
//
//go:noinline
func (e element) special() bool {
	switch e {
	case elButton, elCaption, elTbody, elTd, elTh, elTr, elMedia:
		return true
	}
	return e.block()
}

// boundary tells the elements that hide what is outside from an end tag within.
//
//go:noinline
func (e element) boundary() bool {
	switch e {
	case elTable, elTd, elTh, elCaption, elMedia:
		return true
	}
	return false
}

func (e element) heading() bool { return elH1 <= e && e <= elH6 }

func (e element) cell() bool { return e == elTd || e == elTh || e == elCaption }

// breakouts are the elements that end an svg or math around them (HTML, section 13.2.6.5).
const breakouts = "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul var"

// breaksOut tells whether a start tag ends an svg or math around it.
func (t *tag) breaksOut() bool {
	if t.element == elFont {
		return t.has&(1<<atColor|1<<atFace|1<<atSize) != 0
	}
	for start := 0; start < len(breakouts); {
		end := start
		for end < len(breakouts) && breakouts[end] != ' ' {
			end++
		}
		if ascii.Is(t.name, breakouts[start:end]) {
			return true
		}
		start = end + 1
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

// attributeNames are the names of the attributes in lower case, sorted.
var attributeNames = [attributes]string{
	atAlign: "align", atAlt: "alt", atCite: "cite", atClass: "class", atColor: "color", atColspan: "colspan",
	atDataID: "data-id", atFace: "face", atHeight: "height", atHidden: "hidden", atHref: "href", atID: "id",
	atRole: "role", atRowspan: "rowspan", atSize: "size", atSrc: "src", atStart: "start", atStyle: "style",
	atType: "type", atWidth: "width",
}

// attributeStarts is where in attributeNames the names of each letter start, and where they end.
var attributeStarts = [27]uint8{0, 2, 2, 6, 7, 7, 8, 8, 11, 12, 12, 12, 12, 12, 12, 12, 12, 12, 14, 18, 19, 19, 19, 20, 20, 20, 20}

func namedAttribute(name string) (attribute, bool) {
	first := (name[0] | 0x20) - 'a'
	if first >= 26 {
		return 0, false
	}
	for a := attributeStarts[first]; a < attributeStarts[first+1]; a++ {
		if known := attributeNames[a]; len(known) == len(name) && ascii.Is(name, known) {
			return attribute(a), true
		}
	}
	return 0, false
}
