package html

import "deskside/shared/content/internal/ascii"

// element is an element that the reader does something about. Which there are, their names and how each
// behaves comes from package kinds.
type element uint8

// named gives the element of a name.
func named(name string) element {
	first := (name[0] | 0x20) - 'a'
	if first >= 26 {
		return elUnknown
	}
	for i := elementStarts[first]; i < elementStarts[first+1]; i++ {
		if known := elementNames[i].name; len(known) > len(name) {
			break
		} else if n := len(name); len(known) == n && known[n-1] == name[n-1]|0x20 && (n == 1 || ascii.Is(name, known)) {
			return elementNames[i].element
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

//go:noinline
func (e element) block() bool { return rules[e].is&isBlock != 0 }

func (e element) formats() bool { return rules[e].is&isFormat != 0 }

//go:noinline
func (e element) special() bool { return rules[e].is&(isBlock|isSpecial) != 0 }

//go:noinline
func (e element) boundary() bool { return rules[e].is&isBoundary != 0 }

func (e element) heading() bool { return elH1 <= e && e <= elH6 }

func (e element) cell() bool { return e == elTd || e == elTh || e == elCaption }

// breaksOut tells whether a start tag ends an svg or math around it.
func (t *tag) breaksOut() bool {
	if t.element == elFont {
		return t.has&(1<<atColor|1<<atFace|1<<atSize) != 0
	}
	first := (t.name[0] | 0x20) - 'a'
	if first >= 26 {
		return false
	}
	for start, last := int(breakoutStarts[first]), int(breakoutStarts[first+1]); start < last; {
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
	atData
	atDataID
	atFace
	atHeight
	atHidden
	atHref
	atID
	atName
	atReversed
	atRole
	atRowspan
	atSize
	atSrc
	atStart
	atStyle
	atTitle
	atType
	atValue
	atWidth
	attributes
)

// attributeNames are the names of the attributes in lower case, sorted.
var attributeNames = [attributes]string{
	atAlign: "align", atAlt: "alt", atCite: "cite", atClass: "class", atColor: "color", atColspan: "colspan",
	atData: "data", atDataID: "data-id", atFace: "face", atHeight: "height", atHidden: "hidden", atHref: "href", atID: "id",
	atName: "name", atReversed: "reversed",
	atRole: "role", atRowspan: "rowspan", atSize: "size", atSrc: "src", atStart: "start", atStyle: "style",
	atTitle: "title", atType: "type", atValue: "value", atWidth: "width",
}

// attributeStarts is where in attributeNames the names of each letter start, and where they end.
var attributeStarts = [27]uint8{0, 2, 2, 6, 8, 8, 9, 9, 12, 13, 13, 13, 13, 13, 14, 14, 14, 14, 17, 21, 23, 23, 24, 25, 25, 25, 25}

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
