// Package conversation draws what people have written, for the lists and the
// threads of those faces that read it themselves. It knows no operation and no account.
package conversation

import (
	"strings"
	"unicode/utf8"

	"deskside/shared/content"
	"deskside/shared/content/bbcode"
	"deskside/shared/content/draw"
	"deskside/shared/content/html"
	"deskside/shared/content/text"
	"deskside/shared/helpdesk"
)

const (
	// excerptLength is how many characters of a text a list shows at most.
	excerptLength = 120
	// excerptSource is how many bytes of a long mail are read for them at first.
	excerptSource = 2 << 10
)

// Reader reads the content of one call. Its memory is used again for each text,
// so a document is drawn before the next is read.
type Reader struct {
	html   html.Reader
	bbcode bbcode.Reader
}

// MailReader also folds what of a mail is not new, which costs those who read
// no mail some kilobytes.
func MailReader() *Reader {
	return &Reader{html: html.Mail()}
}

// Program turns content into what a browser draws it from.
func (r *Reader) Program(m helpdesk.Markup) []byte { return draw.Program(r.document(m)) }

// Excerpt returns the first words of content on one line.
func (r *Reader) Excerpt(m helpdesk.Markup) string {
	if m.Source == "" {
		return ""
	}
	if len(m.Source) > excerptSource {
		cut := excerptSource
		for cut > 0 && !utf8.RuneStart(m.Source[cut]) {
			cut--
		}
		d := r.document(helpdesk.Markup{Format: m.Format, Source: m.Source[:cut]})
		head := text.Excerpt(d, excerptLength)
		if strings.HasSuffix(head, "…") && utf8.RuneCountInString(head) > excerptLength/2 && settled(d, head) {
			return head
		}
	}
	return text.Excerpt(r.document(m), excerptLength)
}

// settled tells that what comes later changes nothing about the first words: no bracket is among them that a tag behind could
// close, and no line or quotation that is earlier mail if there are other words.
func settled(d *content.Document, head string) bool {
	if strings.ContainsAny(head, "[>") {
		return false
	}
	for id := range d.Nodes {
		if n := &d.Nodes[id]; n.Kind == content.Quote && n.Flags&content.Folded == 0 {
			return false
		}
	}
	return true
}

// Text is all that content says, on one line, so that two can be compared.
func (r *Reader) Text(m helpdesk.Markup) string {
	return strings.Join(strings.Fields(text.Print(r.document(m))), " ")
}

func (r *Reader) document(m helpdesk.Markup) *content.Document {
	if m.Format == helpdesk.BBCode {
		return r.bbcode.Lend(m.Source)
	}
	return r.html.Lend(m.Source)
}

// Link is what Link returns.
func (r *Reader) Link(address string) string { return Link(address) }

// Link returns an address that a browser may open, or "".
func Link(address string) string {
	url, err := content.ParseURL(address)
	if err != nil || url.Scheme() != "https" && url.Scheme() != "http" {
		return ""
	}
	return url.String()
}
