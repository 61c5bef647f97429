package html

import (
	"deskside/shared/content"
	"deskside/shared/content/internal/ascii"
)

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
	{"meta", elVoid}, {"nav", elArticle}, {"noembed", elRaw}, {"noframes", elRaw}, {"noscript", elRaw},
	{"ol", elOl}, {"p", elP}, {"param", elVoid}, {"plaintext", elRawCode}, {"pre", elPre}, {"q", elQ}, {"s", elS},
	{"samp", elCode}, {"script", elRaw}, {"search", elArticle}, {"section", elArticle}, {"select", elMedia},
	{"small", elSmall}, {"source", elVoid}, {"span", elSpan}, {"strike", elS}, {"strong", elB}, {"style", elRaw},
	{"sub", elSub}, {"summary", elSummary}, {"sup", elSup}, {"svg", elSvg}, {"table", elTable}, {"tbody", elTbody},
	{"td", elTd}, {"template", elMedia}, {"textarea", elRawText}, {"tfoot", elTbody}, {"th", elTh},
	{"thead", elTbody}, {"time", elTime}, {"title", elRaw}, {"tr", elTr}, {"track", elVoid}, {"tt", elCode},
	{"u", elU}, {"ul", elUl}, {"var", elI}, {"video", elMedia}, {"wbr", elVoid}, {"xmp", elRawCode},
}

// named gives the element of a name.
func named(name string) element {
	first := name[0] | 0x20
	lo, hi := 0, len(elementNames)
	for lo < hi {
		if mid := (lo + hi) / 2; elementNames[mid].name[0] < first {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	for ; lo < len(elementNames); lo++ {
		known := elementNames[lo].name
		if known[0] != first {
			break
		}
		if len(known) == len(name) && ascii.Is(name, known) {
			return elementNames[lo].element
		}
	}
	return elUnknown
}

// is tells how an element behaves among others.
type is uint8

const (
	// isBlock: starts and ends a line and closes an open p.
	isBlock is = 1 << iota
	// isFormat: browsers open it again in what follows when something else closed it (HTML, section
	// 13.2.4.3, the list of active formatting elements).
	isFormat
	// isSpecial: an unmatched end tag of a phrase does not reach through it, as it does not through
	// a block.
	isSpecial
	// isBoundary: hides what is outside from an end tag within.
	isBoundary
)

// rules are how elements behave, and the kind of node that one becomes, Root for those that become
// none or several.
var rules = [elements]struct {
	is   is
	kind content.Kind
}{
	elA:          {isFormat, content.Link},
	elArticle:    {isBlock, 0},
	elB:          {isFormat, content.Bold},
	elBig:        {isFormat, 0},
	elBlockquote: {isBlock, content.Quote},
	elButton:     {isSpecial, 0},
	elCaption:    {isSpecial | isBoundary, content.Row},
	elCenter:     {isBlock, 0},
	elCite:       {0, content.Italic},
	elCode:       {isFormat, content.Code},
	elDd:         {isBlock, 0},
	elDetails:    {isBlock, content.Spoiler},
	elDiv:        {isBlock, 0},
	elDt:         {isBlock, 0},
	elFont:       {isFormat, 0},
	elForm:       {isBlock, 0},
	elH1:         {isBlock, 0},
	elH2:         {isBlock, 0},
	elH3:         {isBlock, 0},
	elH4:         {isBlock, 0},
	elH5:         {isBlock, 0},
	elH6:         {isBlock, 0},
	elI:          {isFormat, content.Italic},
	elLi:         {isBlock, content.Item},
	elMedia:      {isSpecial | isBoundary, 0},
	elOl:         {isBlock, content.List},
	elP:          {isBlock, 0},
	elPre:        {isBlock, 0},
	elS:          {isFormat, content.Strike},
	elSmall:      {isFormat, 0},
	elSub:        {0, content.Sub},
	elSummary:    {isBlock, 0},
	elSup:        {0, content.Sup},
	elTable:      {isBlock | isBoundary, content.Table},
	elTbody:      {isSpecial, 0},
	elTd:         {isSpecial | isBoundary, content.Cell},
	elTh:         {isSpecial | isBoundary, content.Cell},
	elTr:         {isSpecial, content.Row},
	elU:          {isFormat, content.Underline},
	elUl:         {isBlock, content.List},
}

//go:noinline
func (e element) block() bool { return rules[e].is&isBlock != 0 }

func (e element) formats() bool { return rules[e].is&isFormat != 0 }

//go:noinline
func (e element) special() bool { return rules[e].is&(isBlock|isSpecial) != 0 }

//go:noinline
func (e element) boundary() bool { return rules[e].is&isBoundary != 0 }

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
	atName
	atRole
	atRowspan
	atSize
	atSrc
	atStart
	atStyle
	atType
	atValue
	atWidth
	attributes
)

// attributeNames are the names of the attributes in lower case, sorted.
var attributeNames = [attributes]string{
	atAlign: "align", atAlt: "alt", atCite: "cite", atClass: "class", atColor: "color", atColspan: "colspan",
	atDataID: "data-id", atFace: "face", atHeight: "height", atHidden: "hidden", atHref: "href", atID: "id",
	atName: "name",
	atRole: "role", atRowspan: "rowspan", atSize: "size", atSrc: "src", atStart: "start", atStyle: "style",
	atType: "type", atValue: "value", atWidth: "width",
}

// attributeStarts is where in attributeNames the names of each letter start, and where they end.
var attributeStarts = [27]uint8{0, 2, 2, 6, 7, 7, 8, 8, 11, 12, 12, 12, 12, 12, 13, 13, 13, 13, 15, 19, 20, 20, 21, 22, 22, 22, 22}

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
