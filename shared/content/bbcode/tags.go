package bbcode

import "deskside/shared/content/internal/ascii"

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

// tagNames gives the tags of names in lower case, sorted.
var tagNames = [...]struct {
	name string
	tag  tag
}{
	{"align", tagAlign}, {"attach", tagAttach}, {"attachment", tagAttach}, {"b", tagB}, {"br", tagBr},
	{"center", tagCenter}, {"code", tagCode}, {"color", tagColor}, {"colour", tagColor}, {"del", tagS}, {"em", tagI},
	{"email", tagEmail}, {"font", tagFont}, {"h1", tagH1}, {"h2", tagH2}, {"h3", tagH3}, {"h4", tagH4}, {"h5", tagH5},
	{"h6", tagH6}, {"hr", tagHr}, {"i", tagI}, {"icode", tagIcode}, {"image", tagImg}, {"img", tagImg}, {"ins", tagU},
	{"justify", tagJustify}, {"left", tagLeft}, {"li", tagLi}, {"link", tagURL}, {"list", tagList},
	{"mail", tagEmail}, {"mention", tagMention}, {"nobbc", tagNoparse}, {"noparse", tagNoparse}, {"ol", tagOl},
	{"plain", tagNoparse}, {"pre", tagPre}, {"quote", tagQuote}, {"right", tagRight}, {"s", tagS}, {"size", tagSize},
	{"spoiler", tagSpoiler}, {"strike", tagS}, {"strong", tagB}, {"sub", tagSub}, {"sup", tagSup},
	{"table", tagTable}, {"td", tagTd}, {"th", tagTh}, {"tr", tagTr}, {"tt", tagIcode}, {"u", tagU}, {"ul", tagUl},
	{"url", tagURL},
}

// tagStarts is where in tagNames the names of each letter start, and where they end.
var tagStarts = [27]uint8{0, 3, 5, 9, 10, 12, 13, 13, 20, 25, 26, 26, 30, 32, 34, 35, 37, 38, 39, 46, 51, 54, 54, 54, 54, 54, 54}

// named gives the tag of a name.
func named(name string) tag {
	if name == "" {
		return tagNone
	}
	first := (name[0] | 0x20) - 'a'
	if first >= 26 {
		return tagNone
	}
	for i := tagStarts[first]; i < tagStarts[first+1]; i++ {
		if known := tagNames[i].name; len(known) == len(name) && (len(name) == 1 || ascii.Is(name, known)) {
			return tagNames[i].tag
		}
	}
	return tagNone
}

const longestName = 10

// rule is how a tag is read.
type rule uint8

const (
	// ruleBlock: ends the paragraph, closes what is open within it when it closes.
	ruleBlock rule = iota
	// ruleAlone: has no closing tag.
	ruleAlone
	// ruleFormat: changes how text looks; may overlap other formatting and blocks, which then end
	// or go on without it.
	ruleFormat
	// ruleRaw: everything up to the closing tag is its text.
	ruleRaw
	// ruleWord: text without tags up to the closing tag is its value.
	ruleWord
)

// rule gives the rule of a tag. [url], [email] and [attach] are words when they have no value and
// formatting when they have one; see lexer.
func (t tag) rule() rule { return rules[t] }

// rules holds the tags that are no blocks.
var rules = [tags]rule{
	tagItem: ruleAlone, tagHr: ruleAlone, tagBr: ruleAlone,
	tagCode: ruleRaw, tagPre: ruleRaw, tagIcode: ruleRaw, tagNoparse: ruleRaw,
	tagImg: ruleWord, tagMention: ruleWord, tagAttach: ruleWord,
	tagB: ruleFormat, tagI: ruleFormat, tagU: ruleFormat, tagS: ruleFormat, tagSub: ruleFormat, tagSup: ruleFormat,
	tagColor: ruleFormat, tagSize: ruleFormat, tagFont: ruleFormat, tagURL: ruleFormat, tagEmail: ruleFormat,
}

// simple tells the tags that are read whatever follows their bracket.
func (t tag) simple() bool {
	switch t.rule() {
	case ruleFormat:
		return !t.Link()
	case ruleBlock:
		return t != tagNone
	}
	return false
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
