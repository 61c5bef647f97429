package desk

import (
	"strings"

	"deskside/shared/content"
	"deskside/shared/content/bbcode"
	"deskside/shared/content/html"
	"deskside/shared/helpdesk"
)

// Write prints a message as HTML. Who is mentioned by an address in a private one
// is told of it; elsewhere a name is a name.
func (Desk) Write(source string, private bool) helpdesk.Written {
	var r bbcode.Reader
	d := r.Read(source)
	if d.Empty() {
		return helpdesk.Written{}
	}
	p := html.Printer{Mention: func(id, name string) string {
		if private && strings.Contains(id, "@") {
			return "[~" + id + "]"
		}
		return name
	}}
	body := string(p.Append(nil, d))
	return helpdesk.Written{Body: helpdesk.Markup{Format: helpdesk.HTML, Source: body}, Length: content.Length(body)}
}
