package content

import "deskside/shared/content/internal/ascii"

// Kind is the kind of a node. The list is closed: readers produce no other, printers know them all.
//
// What the rooms know of a kind stands in its row of the table below. A new kind goes to the end of
// its group, which says what it may hold.
type Kind uint8

// Blocks. Paragraph and Heading hold inline nodes; CodeBlock and Rule hold none.
const (
	Root Kind = iota
	Paragraph
	Heading
	CodeBlock
	Rule
)

// Containers. A List holds only Items, a Table only Rows, a Row only Cells; the others hold blocks,
// as the Root does.
const (
	List Kind = iota + Rule + 1
	Item
	Table
	Row
	Cell
	Quote
	Spoiler
	Signature
)

// Inline nodes that are leaves. Code is formatting as well: what code covers is one leaf.
const (
	Text Kind = iota + Signature + 1
	Break
	Image
	Mention
	Attachment
	Code
)

// Formatting holds inline nodes; no kind holds itself, so no Link holds a Link.
const (
	Bold Kind = iota + Code + 1
	Italic
	Underline
	Strike
	Sub
	Sup
	Color
	Size
	Font
	Link

	// Kinds is how many kinds there are.
	Kinds = iota + int(Code) + 1
)

// rows is what each kind is called, and how it is written where that takes no more than its name.
var rows = [Kinds]struct {
	name string // in plain words
	// tag is BBCode's name for it, element HTML's, with class where that alone tells it from
	// others. "" where a printer chooses between several, or has none.
	tag, element, class string
	// marks stand before and behind it in Markdown, the first of several for a link; "" for
	// formatting that Markdown cannot say.
	marks string
	// instead is formatting that a piece of text cannot have as well, Root for none.
	instead Kind
}{
	Root:      {name: "document"},
	Paragraph: {name: "paragraph"},
	Heading:   {name: "heading"},
	CodeBlock: {name: "code block", tag: "code"},
	Rule:      {name: "rule", tag: "hr"},

	List:      {name: "list"},
	Item:      {name: "list item", tag: "li", element: "li"},
	Table:     {name: "table", tag: "table", element: "table"},
	Row:       {name: "row", tag: "tr", element: "tr"},
	Cell:      {name: "cell", tag: "td"},
	Quote:     {name: "quote", tag: "quote"},
	Spoiler:   {name: "spoiler", tag: "spoiler"},
	Signature: {name: "signature", element: "div", class: "signature"},

	Text:       {name: "text"},
	Break:      {name: "line break", tag: "br"},
	Image:      {name: "image", tag: "img"},
	Mention:    {name: "mention", tag: "mention"},
	Attachment: {name: "attachment", tag: "attach"},

	Code:      {name: "inline code", tag: "icode", element: "code", marks: "`"},
	Bold:      {name: "bold", tag: "b", element: "b", marks: "**"},
	Italic:    {name: "italic", tag: "i", element: "i", marks: "_"},
	Underline: {name: "underline", tag: "u", element: "u"},
	Strike:    {name: "strike", tag: "s", element: "s", marks: "~~"},
	Sub:       {name: "subscript", tag: "sub", element: "sub"},
	Sup:       {name: "superscript", tag: "sup", element: "sup", instead: Sub},
	Color:     {name: "colour", tag: "color"},
	Size:      {name: "size", tag: "size"},
	Font:      {name: "font", tag: "font"},
	Link:      {name: "link", tag: "url", marks: "["},
}

// Name is the kind in plain words.
func (k Kind) Name() string {
	if int(k) >= Kinds {
		return ""
	}
	return rows[k].name
}

// Container tells whether Builder.Open opens nodes of the kind.
func (k Kind) Container() bool { return List <= k && k <= Signature }

// Inline tells whether nodes of the kind stand in paragraphs.
func (k Kind) Inline() bool { return k >= Text }

// Formats tells whether nodes of the kind are formatting, which Builder.Push switches on.
func (k Kind) Formats() bool { return k >= Code && int(k) < Kinds }

// Tag is the name of the kind's tag in BBCode, "" for a kind without one of its own.
func (k Kind) Tag() string { return rows[k].tag }

// Element is the HTML element of a kind that is written as its children in an element, with the
// element's class, "" for none.
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
// 1, a, A, i, I, or disc, circle, square.
func ParseListStyle(s string) (ListStyle, bool) {
	if len(s) == 1 {
		for style := Decimal; style <= UpperRoman; style++ {
			if s[0] == marks[style] {
				return style, true
			}
		}
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
