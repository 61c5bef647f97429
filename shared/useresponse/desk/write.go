package desk

import (
	"deskside/shared/content"
	"deskside/shared/content/bbcode"
	"deskside/shared/content/html"
	"deskside/shared/helpdesk"
)

// Write prints a message as BBCode. What is said with more than the tags that
// every installation and the vendor's own programs show goes as HTML, which each
// request may choose (treat_as_html): a tag that is not known would be shown as
// it is written, or be left out with what it says.
func (Desk) Write(source string, _ bool) helpdesk.Written {
	var r bbcode.Reader
	d := r.Read(source)
	var w helpdesk.Written
	switch {
	case d.Empty():
		return w
	case plain(d):
		w.Body = helpdesk.Markup{Format: helpdesk.BBCode, Source: bbcode.Print(d)}
	default:
		w.Body = helpdesk.Markup{Format: helpdesk.HTML, Source: html.Print(d)}
	}
	w.Length = content.Length(w.Body.Source)
	return w
}

// plain reports whether all of a document is said in the tags that are known everywhere.
func plain(d *content.Document) bool {
	for i := range d.Nodes {
		id := content.ID(i)
		switch d.Kind(id) {
		case content.Root, content.List, content.Item, content.Quote, content.Text, content.Break, content.Image, content.Mention,
			content.Bold, content.Italic, content.Underline, content.Strike, content.Link:
		case content.Paragraph:
			if d.Align(id) != content.AlignDefault {
				return false
			}
		case content.CodeBlock:
			if d.Language(id) != "" {
				return false
			}
		default:
			return false
		}
	}
	return true
}
