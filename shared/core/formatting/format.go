package formatting

import (
	"deskside/shared/api"
	"deskside/shared/content/bbcode"
	"deskside/shared/content/draw"
	"deskside/shared/content/edit"
	"deskside/shared/core"
	"deskside/shared/core/compose"
	"deskside/shared/words"
)

//go:generate go run deskside/build/codec -o format_gen.go

// FormatArgs is one edit of a field with BBCode: operation "content.format", which answers a
// compose.EditResult.
type FormatArgs struct {
	// Command is what to do:
	//
	//	toggle  switches the tag Tag: see edit.Field.Toggle
	//	link    links the selection to the address Value, or puts a link with the words Label
	//	enter   is what the key does in a list
	Command string `msg:"command"`
	// Text is the field's text; Start and End are its selection in UTF-16 code units.
	Text  string `msg:"text"`
	Start int    `msg:"start"`
	End   int    `msg:"end"`
	Tag   string `msg:"tag"`
	Value string `msg:"value"`
	Label string `msg:"label"`
}

// ShowArgs asks for the drawing of BBCode: operation "content.show", which answers a
// compose.DrawResult.
type ShowArgs struct {
	Source string `msg:"source"`
}

// format does what a button or key does.
func format(a *FormatArgs, _ *core.Input) (*compose.EditResult, error) {
	f := edit.Field{Text: a.Text, Start: a.Start, End: a.End}
	var e edit.Edit
	var err error
	handled := true
	switch a.Command {
	case "toggle":
		e, err = f.Toggle(a.Tag, "")
	case "link":
		e, err = f.Link(a.Value, a.Label)
	case "enter":
		e, handled = f.Enter()
	default:
		return nil, &api.Error{Kind: api.Protocol, Op: "content.format", Detail: "no command " + api.Detail(a.Command)}
	}
	if err != nil {
		return nil, &api.Error{Kind: api.Invalid, Fields: []api.FieldError{{Field: "value", Say: words.ContentAddressInvalid()}}}
	}
	r := compose.Edited(a.Text, e)
	r.Unhandled = !handled
	return r, nil
}

// show turns a source into what a browser draws it from.
func show(a *ShowArgs, _ *core.Input) (*compose.DrawResult, error) {
	var r bbcode.Reader
	return &compose.DrawResult{Program: draw.Program(r.Lend(a.Source))}, nil
}
