package bbcode

import (
	"deskside/shared/content"
	"deskside/shared/content/internal/ascii"
)

// tag is a tag of the language. Names that mean the same are one tag. A tag for which documents have a
// kind of node is that kind. Which there are, their names and how each is read comes from package kinds.
type tag uint8

// kind is the kind of node that a tag is, Root for the other tags.
func (t tag) kind() content.Kind {
	if int(t) < content.Kinds {
		return content.Kind(t)
	}
	return content.Root
}

// named gives the tag of a name.
func named(name string) tag {
	if name == "" {
		return tagNone
	}
	first := (name[0] | 0x20) - 'a'
	if first >= 26 {
		if name == NameItem {
			return tagItem
		}
		return tagNone
	}
	for i := tagStarts[first]; i < tagStarts[first+1]; i++ {
		if known := tagNames[i].name; len(known) > len(name) {
			break
		} else if n := len(name); len(known) == n && known[n-1] == name[n-1]|0x20 && (n == 1 || ascii.Is(name, known)) {
			return tagNames[i].tag
		}
	}
	return tagNone
}

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

// simple tells the tags that are read whatever follows their bracket.
func (t tag) simple() bool {
	switch t.rule() {
	case ruleFormat:
		return !t.Link()
	case ruleBlock:
		return t != tagNone
	}
	return t == tagItem
}

// optional tells the blocks that need no closing tag: the next of their kind closes them.
func (t tag) optional() bool {
	return t == tagItem || t == tagLi || t == tagTr || t.cell() || t.section()
}

func (t tag) list() bool { return t == tagList || t == tagUl || t == tagOl }

func (t tag) cell() bool { return t == tagTd || t == tagTh }

// section tells the parts of tables that rows stand in.
func (t tag) section() bool { return t == tagTbody || t == tagThead }

// holds tells the blocks that list items and rows within do not reach out of.
func (t tag) holds() bool {
	return t.list() || t.cell() || t == tagItem || t.kind().Container()
}
