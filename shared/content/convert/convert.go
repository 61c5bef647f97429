// Package convert turns content from one language into another: BBCode, HTML and plain text into
// each other, and into Markdown. It names the conversions for hosts and tools, and joins what
// readers and printers report.
//
// It knows no language itself: reading and printing are those of the packages beside it.
package convert

import (
	"deskside/shared/content"
	"deskside/shared/content/bbcode"
	"deskside/shared/content/html"
	"deskside/shared/content/markdown"
	"deskside/shared/content/text"
)

// Format is a language that content is written in.
type Format uint8

const (
	BBCode Format = iota
	HTML
	Text
	Markdown // printed only
)

// conversions are the operations by name.
var conversions = [...]struct {
	name     string
	from, to Format
}{
	{"bbcode_to_html", BBCode, HTML},
	{"bbcode_to_markdown", BBCode, Markdown},
	{"bbcode_to_text", BBCode, Text},
	{"sanitize_bbcode", BBCode, BBCode},
	{"html_to_bbcode", HTML, BBCode},
	{"html_to_markdown", HTML, Markdown},
	{"html_to_text", HTML, Text},
	{"text_to_bbcode", Text, BBCode},
	{"text_to_html", Text, HTML},
	{"text_to_markdown", Text, Markdown},
	{"sanitize_html", HTML, HTML},
}

// Names gives the names of all conversions.
func Names() []string {
	names := make([]string, len(conversions))
	for i := range conversions {
		names[i] = conversions[i].name
	}
	return names
}

// Converter converts. It may be used again and again, which saves memory, but by one caller at a
// time. The zero Converter is ready.
type Converter struct {
	html   html.Reader
	bbcode bbcode.Reader
}

// Convert runs the conversion of a name; false when there is none of that name. What did not come
// through is in the report, in the order of the source, unless it is nil.
func (c *Converter) Convert(name, in string, report *content.Report) (out string, ok bool) {
	for i := range conversions {
		if op := &conversions[i]; op.name == name {
			d := c.lend(op.from, in, report)
			out = write(op.to, d, report)
			report.Place(in)
			return out, true
		}
	}
	return "", false
}

// Read reads content of a format.
func (c *Converter) Read(from Format, in string, report *content.Report) *content.Document {
	switch from {
	case BBCode:
		return c.bbcode.ReadReporting(in, report)
	case Text:
		report.Characters(in)
		return text.Parse(in)
	}
	if c.html.Fold == nil {
		c.html = html.Mail()
	}
	return c.html.ReadReporting(in, report)
}

// lend is Read of what is printed before the next is read.
func (c *Converter) lend(from Format, in string, report *content.Report) *content.Document {
	switch {
	case report != nil || from == Text || from == HTML && c.html.Fold == nil:
		return c.Read(from, in, report)
	case from == BBCode:
		return c.bbcode.Lend(in)
	}
	return c.html.Lend(in)
}

func write(to Format, d *content.Document, report *content.Report) string {
	switch to {
	case BBCode:
		bbcode.Losses(d, report)
		return bbcode.Print(d)
	case HTML:
		return html.Print(d)
	case Markdown:
		markdown.Losses(d, report)
		return markdown.Print(d)
	}
	text.Losses(d, report)
	return text.Print(d)
}
