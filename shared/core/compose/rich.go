package compose

import "deskside/shared/words"

//go:generate go run deskside/build/codec -o rich_gen.go

// RichArgs asks what a rich editor shows of BBCode: operation "content.rich".
type RichArgs struct {
	Source string `msg:"source"`
}

// RichResult is a document for a rich editor.
type RichResult struct {
	// Program is of package rich.
	Program []byte `msg:"program"`
	// Lost are the pieces of the source that the document does not hold, as they are
	// written, in their order and each once. More counts those that are not told.
	Lost []string `msg:"lost"`
	More int      `msg:"more"`
}

// SourceArgs asks for what a rich editor says, as BBCode: operation "content.source".
type SourceArgs struct {
	// Program is of package rich.
	Program []byte `msg:"program"`
}

// SourceResult is the document as BBCode.
type SourceResult struct {
	Source string `msg:"source"`
}

// ClipArgs asks what a rich editor puts for what a clipboard holds: operation "content.clip".
type ClipArgs struct {
	// Plain is the clipboard as text, HTML the same as HTML, "" for none.
	Plain string `msg:"plain"`
	HTML  string `msg:"html"`
}

// ClipResult is what there is to put.
type ClipResult struct {
	// Program is of package rich.
	Program []byte `msg:"program"`
	// Address is where a selection is linked to that this is pasted over, "" where the
	// clipboard holds no address.
	Address string `msg:"address"`
	// Note tells what did not come along; it is empty for nothing.
	Note words.Say `msg:"note"`
}
