package core

import (
	"deskside/shared/content"
	"deskside/shared/content/bbcode"
	"deskside/shared/content/draw"
	"deskside/shared/content/html"
	"deskside/shared/content/text"
	"deskside/shared/helpdesk"
)

// excerptLength is how many characters of a text a list shows at most.
const excerptLength = 120

// program turns content into what a browser draws it from.
func program(m helpdesk.Markup) []byte { return draw.Program(document(m)) }

// excerpt returns the first words of content on one line.
func excerpt(m helpdesk.Markup) string {
	if m.Source == "" {
		return ""
	}
	return text.Excerpt(document(m), excerptLength)
}

func document(m helpdesk.Markup) *content.Document {
	if m.Format == helpdesk.BBCode {
		return bbcode.Parse(m.Source)
	}
	return html.Parse(m.Source)
}

// link returns an address that a browser may open, or "".
func link(address string) string {
	url, err := content.ParseURL(address)
	if err != nil || url.Scheme() != "https" && url.Scheme() != "http" {
		return ""
	}
	return url.String()
}
