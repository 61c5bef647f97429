package bbcode

// tag is a tag of the language. Names that mean the same are one tag.
type tag uint8

const (
	tagNone tag = iota
	tagAlign
	tagAttach
	tagB
	tagBr
	tagCenter
	tagCode
	tagColor
	tagEmail
	tagFont
	tagH1
	tagH2
	tagH3
	tagH4
	tagH5
	tagH6
	tagHr
	tagI
	tagIcode
	tagImg
	tagItem // [*]
	tagJustify
	tagLeft
	tagLi
	tagList
	tagMention
	tagNoparse
	tagOl
	tagPre
	tagQuote
	tagRight
	tagS
	tagSize
	tagSpoiler
	tagSub
	tagSup
	tagTable
	tagTd
	tagTh
	tagTr
	tagU
	tagUl
	tagURL
	tags
)

// named gives the tag of a name in lower case.
func named(name string) tag {
	switch name {
	case "*":
		return tagItem
	case "align":
		return tagAlign
	case "attach", "attachment":
		return tagAttach
	case "b", "strong":
		return tagB
	case "br":
		return tagBr
	case "center":
		return tagCenter
	case "code":
		return tagCode
	case "color", "colour":
		return tagColor
	case "email", "mail":
		return tagEmail
	case "font":
		return tagFont
	case "h1":
		return tagH1
	case "h2":
		return tagH2
	case "h3":
		return tagH3
	case "h4":
		return tagH4
	case "h5":
		return tagH5
	case "h6":
		return tagH6
	case "hr":
		return tagHr
	case "i", "em":
		return tagI
	case "icode", "tt":
		return tagIcode
	case "img", "image":
		return tagImg
	case "justify":
		return tagJustify
	case "left":
		return tagLeft
	case "li":
		return tagLi
	case "list":
		return tagList
	case "mention":
		return tagMention
	case "noparse", "nobbc", "plain":
		return tagNoparse
	case "ol":
		return tagOl
	case "pre":
		return tagPre
	case "quote":
		return tagQuote
	case "right":
		return tagRight
	case "s", "strike", "del":
		return tagS
	case "size":
		return tagSize
	case "spoiler":
		return tagSpoiler
	case "sub":
		return tagSub
	case "sup":
		return tagSup
	case "table":
		return tagTable
	case "td":
		return tagTd
	case "th":
		return tagTh
	case "tr":
		return tagTr
	case "u", "ins":
		return tagU
	case "ul":
		return tagUl
	case "url", "link":
		return tagURL
	}
	return tagNone
}

const longestName = 10

// rule is how a tag is read.
type rule uint8

const (
	// ruleAlone: has no closing tag.
	ruleAlone rule = iota
	// ruleFormat: changes how text looks; may overlap other formatting and blocks, which then end
	// or go on without it.
	ruleFormat
	// ruleBlock: ends the paragraph, closes what is open within it when it closes.
	ruleBlock
	// ruleRaw: everything up to the closing tag is its text.
	ruleRaw
	// ruleWord: text without tags up to the closing tag is its value.
	ruleWord
)

// rule gives the rule of a tag. [url], [email] and [attach] are words when they have no value and
// formatting when they have one; see lexer.
func (t tag) rule() rule {
	switch t {
	case tagItem, tagHr, tagBr:
		return ruleAlone
	case tagCode, tagPre, tagIcode, tagNoparse:
		return ruleRaw
	case tagImg, tagMention, tagAttach:
		return ruleWord
	case tagB, tagI, tagU, tagS, tagSub, tagSup, tagColor, tagSize, tagFont, tagURL, tagEmail:
		return ruleFormat
	}
	return ruleBlock
}

// bare tells the tags that take neither value nor attributes, so that "[i think]" is no tag.
func (t tag) bare() bool {
	switch t {
	case tagB, tagI, tagU, tagS, tagSub, tagSup, tagCenter, tagLeft, tagRight, tagJustify, tagItem, tagHr, tagBr, tagNoparse:
		return true
	}
	return false
}

// optional tells the blocks that need no closing tag: the next of their kind closes them.
func (t tag) optional() bool {
	return t == tagItem || t == tagLi || t == tagTr || t.cell()
}

func (t tag) list() bool { return t == tagList || t == tagUl || t == tagOl }

func (t tag) cell() bool { return t == tagTd || t == tagTh }

// holds tells the blocks that list items and rows within do not reach out of.
func (t tag) holds() bool {
	return t.list() || t.cell() || t == tagLi || t == tagItem || t == tagQuote || t == tagSpoiler || t == tagTable || t == tagTr
}
