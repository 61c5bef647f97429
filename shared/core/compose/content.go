package compose

import "deskside/shared/helpdesk"

//go:generate go run deskside/build/codec -o content_gen.go

// ConvertArgs asks for content in another language: operation "content.convert".
type ConvertArgs struct {
	// Op is a conversion of package convert: "bbcode_to_html", "sanitize_html" and so on.
	Op string `msg:"op"`
	In string `msg:"in"`
	// Report asks what did not come through.
	Report bool `msg:"report"`
}

// ConvertResult is the content in the other language.
type ConvertResult struct {
	Out string `msg:"out"`
	// Losses are in the order of the source; More counts those beyond the first hundred.
	Losses []Loss `msg:"losses"`
	More   int    `msg:"more"`
}

// Loss is one thing that a conversion dropped or changed.
type Loss struct {
	// Outcome is dropped, unwrapped, refused, literal or changed.
	Outcome string `msg:"outcome"`
	// What is the sort of thing, Name the thing as the source has it. It belongs to
	// the element or tag Of, or to a node of the kind In; "" for neither.
	What string `msg:"what"`
	Name string `msg:"name"`
	Of   string `msg:"of"`
	In   string `msg:"in"`
	// Why is the name of the reason or of what is there instead, "" where nothing
	// more is to be said, or Instead is a value.
	Why     string `msg:"why"`
	Instead string `msg:"instead"`
	// Start and End are byte offsets in the source; Line and Column count from 1.
	Start  int `msg:"start"`
	End    int `msg:"end"`
	Line   int `msg:"line"`
	Column int `msg:"column"`
}

// DrawArgs asks for the drawing program of content: operation "content.draw".
type DrawArgs struct {
	Content helpdesk.Markup `msg:"content"`
}

// DrawResult is a drawing program, see package draw.
type DrawResult struct {
	Program []byte `msg:"program"`
}
