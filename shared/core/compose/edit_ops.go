package compose

import (
	"deskside/shared/api"
	"deskside/shared/content"
	"deskside/shared/content/edit"
	"deskside/shared/core"
	"deskside/shared/helpdesk"
	"deskside/shared/words"
)

// editContent does what a button or key of an editor does.
func editContent(a *EditArgs, _ *core.Input) (*EditResult, error) {
	f := edit.Field{Text: a.Text, Start: a.Start, End: a.End}
	var e edit.Edit
	var err error
	handled := true
	switch a.Command {
	case "toggle":
		e, err = f.Toggle(a.Tag, a.Value)
	case "link":
		e, err = f.Link(a.Value, a.Label)
	case "image":
		e, err = f.Image(a.Value, a.Label, a.Width, a.Height)
	case "mention":
		e, err = f.Mention(a.Value, a.Label)
	case "rule":
		e = f.Rule()
	case "table":
		e, err = f.Table(a.Height, a.Width)
	case "indent":
		e = f.Indent()
	case "outdent":
		e = f.Outdent()
	case "enter":
		e, handled = f.Enter()
	default:
		return nil, &api.Error{Kind: api.Protocol, Op: "content.edit", Detail: "no command " + api.Detail(a.Command)}
	}
	if err != nil {
		return nil, &api.Error{Kind: api.Invalid, Fields: []api.FieldError{{Field: "value", Say: refusal(err)}}}
	}
	r := Edited(a.Text, e)
	r.Unhandled = !handled
	return r, nil
}

// Edited answers an edit of a text.
func Edited(text string, e edit.Edit) *EditResult {
	return &EditResult{From: e.From, To: e.To, Insert: e.Insert, Start: e.Start, End: e.End, Text: e.Apply(text)}
}

// refusal says why an edit cannot be made.
func refusal(err error) words.Say {
	switch err {
	case edit.ErrTag:
		return words.ContentEditTag()
	case edit.ErrColor:
		return words.ContentEditColor()
	case edit.ErrSize:
		return words.ContentEditSize()
	case edit.ErrFont:
		return words.ContentEditFont()
	case edit.ErrImage:
		return words.ContentEditImage()
	case edit.ErrPerson:
		return words.ContentEditPerson()
	case edit.ErrTable:
		return words.ContentEditTable()
	case content.ErrURLEmpty:
		return words.ContentAddressEmpty()
	case content.ErrURLTooLong:
		return words.ContentAddressLong(words.Number(content.MaxURL))
	case content.ErrURLScheme:
		return words.ContentAddressScheme()
	case content.ErrURLRelative:
		return words.ContentAddressRelative()
	case content.ErrURLControl:
		return words.ContentAddressControl()
	case content.ErrURLCredentials:
		return words.ContentAddressCredentials()
	case content.ErrURLHost:
		return words.ContentAddressHost()
	}
	return words.ContentAddressInvalid()
}

func quoteContent(a *QuoteArgs, _ *core.Input) (*EditResult, error) {
	q := edit.Quotation{Source: a.Content.Source, Format: edit.HTML, Author: a.Author, Date: a.Date}
	switch {
	case a.Plain:
		q.Format = edit.Plain
	case a.Content.Format == helpdesk.BBCode:
		q.Format = edit.BBCode
	}
	return Edited(a.Text, edit.Field{Text: a.Text, Start: a.Start, End: a.End}.Quote(q)), nil
}

func pasteContent(a *PasteArgs, _ *core.Input) (*EditResult, error) {
	p := edit.Field{Text: a.Text, Start: a.Start, End: a.End}.Paste(a.Plain, a.HTML, content.URL{})
	r := Edited(a.Text, p.Edit)
	if p.Images > 0 {
		r.Note = words.ContentImages(int64(p.Images))
	}
	return r, nil
}

func countContent(a *CountArgs, _ *core.Input) (*CountResult, error) {
	c := edit.CountContent(a.Text)
	if a.Title {
		c = edit.CountTitle(a.Text)
	}
	return &CountResult{Length: c.Length, Limit: c.Limit, Left: c.Left}, nil
}

func previewContent(a *PreviewArgs, _ *core.Input) (*PreviewResult, error) {
	old := make([]edit.Block, len(a.Blocks))
	for i := range a.Blocks {
		old[i] = edit.Block{Key: a.Blocks[i].Key, Sum: a.Blocks[i].Sum}
	}
	blocks := edit.Preview(old, a.Source)
	r := &PreviewResult{Blocks: make([]PreviewBlock, len(blocks))}
	for i, b := range blocks {
		r.Blocks[i] = PreviewBlock{Key: b.Key, Sum: b.Sum, Program: b.Program}
	}
	return r, nil
}
