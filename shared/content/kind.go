package content

import "deskside/shared/content/internal/ascii"

// Kind is the kind of a node. The list is closed: readers produce no other, printers know them all.
//
// What the rooms know of a kind stands in its row of the table in package kinds, of which the constants
// are made. A new kind goes to the end of its group, which says what it may hold.
type Kind uint8

//go:generate go run deskside/shared/content/kinds/write

// row is what a kind is called, and how it is written where that takes no more than its name.
type row struct {
	name string // in plain words
	// tag is BBCode's name for it, element HTML's for what holds others, with class where that alone tells
	// it from others. "" where a printer chooses between several, or has none.
	tag, element, class string
	// marks stand before and behind it in Markdown, the first of several for a link; "" for
	// formatting that Markdown cannot say.
	marks string
	// instead is formatting that a piece of text cannot have as well, Root for none.
	instead Kind
}

// Name is the kind in plain words.
func (k Kind) Name() string {
	if int(k) >= Kinds {
		return ""
	}
	return rows[k].name
}

// Container tells whether Builder.Open opens nodes of the kind.
func (k Kind) Container() bool { return List <= k && k < Text }

// Wraps tells the containers that are their blocks in a tag and an element and nothing else: those behind
// the ones with a meaning of their own.
func (k Kind) Wraps() bool { return Signature < k && k < Text }

// Inline tells whether nodes of the kind stand in paragraphs.
func (k Kind) Inline() bool { return k >= Text }

// Formats tells whether nodes of the kind are formatting, which Builder.Push switches on.
func (k Kind) Formats() bool { return k >= Code && int(k) < Kinds }

// Tag is the name of the kind's tag in BBCode, "" for a kind without one of its own.
func (k Kind) Tag() string { return rows[k].tag }

// Element is the HTML element of a kind that holds others, with the element's class, "" for none.
func (k Kind) Element() (name, class string) { return rows[k].element, rows[k].class }

// Marks are what stands before and behind formatting in Markdown, "" for what it cannot say.
func (k Kind) Marks() string { return rows[k].marks }

// slot is the property that formatting of the kind is a value of; a piece of text has each once.
func (k Kind) slot() Kind {
	if other := rows[k].instead; other != Root {
		return other - Code
	}
	return k - Code
}

// ListStyle is how the items of a list are marked.
type ListStyle uint8

const (
	Bullet ListStyle = iota
	Decimal
	LowerAlpha
	UpperAlpha
	LowerRoman
	UpperRoman
)

// ParseListStyle reads the mark as HTML's type attribute and BBCode's [list=…] write it:
// 1, a, A, i, I, or decimal, disc, circle, square, and CSS's names for letters and Roman numbers.
func ParseListStyle(s string) (ListStyle, bool) {
	if len(s) == 1 {
		for style := Decimal; style <= UpperRoman; style++ {
			if s[0] == marks[style] {
				return style, true
			}
		}
	}
	if ascii.Is(s, "decimal") {
		return Decimal, true
	}
	if len(s) > 6 && s[5] == '-' && (s[0]|0x20 == 'l' || s[0]|0x20 == 'u') { // lower-alpha, upper-roman
		style := LowerAlpha
		switch s[6] | 0x20 {
		case 'r':
			style = LowerRoman
		case 'a', 'l', 'g': // alpha, latin, greek
		default:
			return Bullet, false
		}
		if s[0]|0x20 == 'u' {
			style++
		}
		return style, true
	}
	return Bullet, ascii.Is(s, "disc") || ascii.Is(s, "circle") || ascii.Is(s, "square")
}

const marks = " 1aAiI"

// Mark is what ParseListStyle reads, "" for a bulleted list.
func (s ListStyle) Mark() string {
	if s == Bullet || s > UpperRoman {
		return ""
	}
	return marks[s : s+1]
}

// Align is the alignment of a paragraph or heading. Left is the default and has no value of its own.
type Align uint8

const (
	AlignDefault Align = iota
	AlignCenter
	AlignRight
	AlignJustify
)

// ParseAlign reads an alignment as HTML, CSS and BBCode name it, in any case.
func ParseAlign(s string) (Align, bool) {
	switch {
	case ascii.Is(s, "left"), ascii.Is(s, "start"):
		return AlignDefault, true
	case ascii.Is(s, "center"), ascii.Is(s, "middle"), ascii.Is(s, "-webkit-center"):
		return AlignCenter, true
	case ascii.Is(s, "right"), ascii.Is(s, "end"):
		return AlignRight, true
	case ascii.Is(s, "justify"):
		return AlignJustify, true
	}
	return AlignDefault, false
}

// Name is the alignment as ParseAlign reads it, "" for the default.
func (a Align) Name() string {
	if a > AlignJustify {
		return ""
	}
	return alignNames[a]
}

var alignNames = [...]string{"", "center", "right", "justify"}
