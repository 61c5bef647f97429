package bbcode

import (
	"deskside/shared/content"
	"deskside/shared/content/internal/ascii"
)

// tag is a tag of the language. Names that mean the same are one tag. A tag for which documents have a
// kind of node is that kind.
type tag uint8

// Tags that are kinds.
const (
	tagNone    = tag(content.Root)
	tagAttach  = tag(content.Attachment)
	tagB       = tag(content.Bold)
	tagBr      = tag(content.Break)
	tagCode    = tag(content.CodeBlock)
	tagColor   = tag(content.Color)
	tagFont    = tag(content.Font)
	tagHr      = tag(content.Rule)
	tagI       = tag(content.Italic)
	tagIcode   = tag(content.Code)
	tagImg     = tag(content.Image)
	tagLi      = tag(content.Item)
	tagMention = tag(content.Mention)
	tagQuote   = tag(content.Quote)
	tagS       = tag(content.Strike)
	tagSize    = tag(content.Size)
	tagSpoiler = tag(content.Spoiler)
	tagSub     = tag(content.Sub)
	tagSup     = tag(content.Sup)
	tagTable   = tag(content.Table)
	tagTd      = tag(content.Cell)
	tagTr      = tag(content.Row)
	tagU       = tag(content.Underline)
	tagURL     = tag(content.Link)
)

// The other tags.
const (
	tagAlign tag = iota + tag(content.Kinds)
	tagCenter
	tagEmail
	tagH1
	tagH2
	tagH3
	tagH4
	tagH5
	tagH6
	tagItem // [*]
	tagJustify
	tagLeft
	tagList
	tagNoparse
	tagOl
	tagPre
	tagRight
	tagTh
	tagUl
	tags
)

// kind is the kind of node that a tag is, Root for the other tags.
func (t tag) kind() content.Kind {
	if int(t) < content.Kinds {
		return content.Kind(t)
	}
	return content.Root
}

// tagNames gives the tags of names in lower case, sorted.
var tagNames = [...]struct {
	name string
	tag  tag
}{
	{"align", tagAlign}, {"attach", tagAttach}, {"attachment", tagAttach}, {"b", tagB}, {"br", tagBr},
	{"center", tagCenter}, {"code", tagCode}, {"color", tagColor}, {"colour", tagColor}, {"del", tagS},
	{"em", tagI}, {"email", tagEmail}, {"font", tagFont}, {"h1", tagH1}, {"h2", tagH2}, {"h3", tagH3},
	{"h4", tagH4}, {"h5", tagH5}, {"h6", tagH6}, {"hr", tagHr}, {"i", tagI}, {"icode", tagIcode},
	{"image", tagImg}, {"img", tagImg}, {"ins", tagU}, {"justify", tagJustify}, {"left", tagLeft}, {"li", tagLi},
	{"link", tagURL}, {"list", tagList}, {"mail", tagEmail}, {"mention", tagMention}, {"nobbc", tagNoparse},
	{"noparse", tagNoparse}, {"ol", tagOl}, {"plain", tagNoparse}, {"pre", tagPre}, {"quote", tagQuote},
	{"right", tagRight}, {"s", tagS}, {"size", tagSize}, {"spoiler", tagSpoiler}, {"strike", tagS},
	{"strong", tagB}, {"sub", tagSub}, {"sup", tagSup}, {"table", tagTable}, {"td", tagTd}, {"th", tagTh},
	{"tr", tagTr}, {"tt", tagIcode}, {"u", tagU}, {"ul", tagUl}, {"url", tagURL},
}

// named gives the tag of a name.
func named(name string) tag {
	if name == "" {
		return tagNone
	}
	first := name[0] | 0x20
	lo, hi := 0, len(tagNames)
	for lo < hi {
		if mid := (lo + hi) / 2; tagNames[mid].name[0] < first {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	for ; lo < len(tagNames); lo++ {
		known := tagNames[lo].name
		if known[0] != first {
			break
		}
		if len(known) == len(name) && (len(name) == 1 || ascii.Is(name, known)) {
			return tagNames[lo].tag
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
func (t tag) rule() rule { return rules[t].rule }

// bare tells the tags that take neither value nor attributes, so that "[i think]" is no tag.
func (t tag) bare() bool { return rules[t].bare }

// rules holds the tags that are no blocks, or are bare.
var rules = [tags]struct {
	rule rule
	bare bool
}{
	tagItem: {ruleAlone, true}, tagHr: {ruleAlone, true}, tagBr: {ruleAlone, true},
	tagCode: {ruleRaw, false}, tagPre: {ruleRaw, false}, tagIcode: {ruleRaw, false}, tagNoparse: {ruleRaw, true},
	tagImg: {ruleWord, false}, tagMention: {ruleWord, false}, tagAttach: {ruleWord, false},
	tagB: {ruleFormat, true}, tagI: {ruleFormat, true}, tagU: {ruleFormat, true}, tagS: {ruleFormat, true},
	tagSub: {ruleFormat, true}, tagSup: {ruleFormat, true},
	tagColor: {ruleFormat, false}, tagSize: {ruleFormat, false}, tagFont: {ruleFormat, false},
	tagURL: {ruleFormat, false}, tagEmail: {ruleFormat, false},
	tagCenter: {ruleBlock, true}, tagLeft: {ruleBlock, true}, tagRight: {ruleBlock, true}, tagJustify: {ruleBlock, true},
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
