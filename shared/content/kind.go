package content

import "deskside/shared/content/internal/ascii"

// Kind is the kind of a node. The list is closed: readers produce no other, printers know them all.
type Kind uint8

// Blocks. Root, Quote, Spoiler, Signature, Item and Cell hold blocks; a List holds only Items, a
// Table only Rows, a Row only Cells; Paragraph and Heading hold inline nodes; CodeBlock and Rule
// hold none.
const (
	Root Kind = iota
	Paragraph
	Heading
	Quote
	CodeBlock
	List
	Item
	Table
	Row
	Cell
	Rule
	Spoiler
	Signature
)

// Inline nodes. Text, Break, Image, Code, Mention and Attachment are leaves; the others hold inline
// nodes, and no Link holds a Link.
const (
	Text Kind = iota + Signature + 1
	Break
	Bold
	Italic
	Underline
	Strike
	Sub
	Sup
	Color
	Size
	Font
	Link
	Image
	Code
	Mention
	Attachment

	// Kinds is how many kinds there are.
	Kinds = iota + int(Signature) + 1
)

// Name is the kind in plain words.
func (k Kind) Name() string {
	if int(k) >= Kinds {
		return ""
	}
	return kindNames[k]
}

var kindNames = [Kinds]string{
	Root: "document", Paragraph: "paragraph", Heading: "heading", Quote: "quote", CodeBlock: "code block", List: "list",
	Item: "list item", Table: "table", Row: "row", Cell: "cell", Rule: "rule", Spoiler: "spoiler", Signature: "signature",
	Text: "text", Break: "line break", Bold: "bold", Italic: "italic", Underline: "underline", Strike: "strike",
	Sub: "subscript", Sup: "superscript", Color: "colour", Size: "size", Font: "font", Link: "link", Image: "image",
	Code: "inline code", Mention: "mention", Attachment: "attachment",
}

// Inline tells whether nodes of the kind stand in paragraphs.
func (k Kind) Inline() bool { return k >= Text }

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
