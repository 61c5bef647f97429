package compose

import (
	"deskside/shared/helpdesk"

	"deskside/shared/words"
)

//go:generate go run deskside/build/codec -o edit_gen.go

// EditArgs is one edit of a field with BBCode: operation "content.edit".
type EditArgs struct {
	// Command is what to do:
	//
	//	toggle   switches the tag Tag with the value Value: see edit.Field.Toggle
	//	link     links the selection to the address Value, or puts a link with the words Label
	//	image    puts the image at the address Value with the text Label, Width × Height
	//	mention  puts the person of the identifier Value and the name Label
	//	rule     puts a horizontal rule
	//	table    puts a table of Height rows and Width columns
	//	indent, outdent, enter  are what the keys do in a list
	Command string `msg:"command"`
	// Text is the field's text; Start and End are its selection in UTF-16 code units.
	Text   string `msg:"text"`
	Start  int    `msg:"start"`
	End    int    `msg:"end"`
	Tag    string `msg:"tag"`
	Value  string `msg:"value"`
	Label  string `msg:"label"`
	Width  int    `msg:"width"`
	Height int    `msg:"height"`
}

// EditResult is an edit: Insert takes the place of what stands from From to To, then Start to End is
// selected. Positions count UTF-16 code units.
type EditResult struct {
	From   int    `msg:"from"`
	To     int    `msg:"to"`
	Insert string `msg:"insert"`
	Start  int    `msg:"start"`
	End    int    `msg:"end"`
	// Text is the field's text after the edit.
	Text string `msg:"text"`
	// Unhandled says that the key means what it always does: "enter" outside of a list.
	Unhandled bool `msg:"unhandled"`
	// Note tells what did not come along; it is empty for nothing.
	Note words.Say `msg:"note"`
}

// QuoteArgs quotes content in a field: operation "content.quote", which answers an EditResult.
type QuoteArgs struct {
	Text    string          `msg:"text"`
	Start   int             `msg:"start"`
	End     int             `msg:"end"`
	Content helpdesk.Markup `msg:"content"`
	// Plain says that the content is plain text, whatever its format.
	Plain bool `msg:"plain"`
	// Author and Date say whose it is, as they are to be read.
	Author string `msg:"author"`
	Date   string `msg:"date"`
}

// PasteArgs pastes into a field: operation "content.paste", which answers an EditResult.
type PasteArgs struct {
	Text  string `msg:"text"`
	Start int    `msg:"start"`
	End   int    `msg:"end"`
	// Plain is the clipboard as text, HTML the same as HTML, "" for none.
	Plain string `msg:"plain"`
	HTML  string `msg:"html"`
}

// CountArgs asks for the length of a text: operation "content.count".
type CountArgs struct {
	Text string `msg:"text"`
	// Title says that it is a title rather than content.
	Title bool `msg:"title"`
}

// CountResult is a length in characters as the server counts them; Left is negative when there are
// too many.
type CountResult struct {
	Length int `msg:"length"`
	Limit  int `msg:"limit"`
	Left   int `msg:"left"`
}

// PreviewArgs asks for the drawing of BBCode by blocks: operation "content.preview". Blocks are those
// of the result before, with their key and sum.
type PreviewArgs struct {
	Source string         `msg:"source"`
	Blocks []PreviewBlock `msg:"blocks"`
}

// PreviewResult is the blocks in their order.
type PreviewResult struct {
	Blocks []PreviewBlock `msg:"blocks"`
}

// PreviewBlock is a part of a text that is drawn by itself. Program is a drawing program, empty when
// the block of this key is drawn already.
type PreviewBlock struct {
	Key     uint32 `msg:"key"`
	Sum     int64  `msg:"sum"`
	Program []byte `msg:"program"`
}
