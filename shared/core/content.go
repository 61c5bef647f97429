package core

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
	// What is the sort of thing, Name the thing as the source has it, Of what it belongs to.
	What   string `msg:"what"`
	Name   string `msg:"name"`
	Of     string `msg:"of"`
	Detail string `msg:"detail"`
	// Start and End are byte offsets in the source; Line and Column count from 1.
	Start  int `msg:"start"`
	End    int `msg:"end"`
	Line   int `msg:"line"`
	Column int `msg:"column"`
	// Sentence says all of it in plain words.
	Sentence string `msg:"sentence"`
}

// DrawArgs asks for the drawing program of content: operation "content.draw".
type DrawArgs struct {
	Content helpdesk.Markup `msg:"content"`
}

// DrawResult is a drawing program, see package draw.
type DrawResult struct {
	Program []byte `msg:"program"`
}

const (
	// excerptLength is how many characters of a text a list shows at most.
	excerptLength = 120
	// excerptSource is how many bytes of a long mail are read for them at first.
	excerptSource = 2 << 10
)

// reader reads the content of one call. Its memory is used again for each text,
// so a document is drawn before the next is read.
type reader struct {
	html   html.Reader
	bbcode bbcode.Reader
}

// mailReader also folds what of a mail is not new, which costs those who read
// no mail some kilobytes.
func mailReader() *reader {
	return &reader{html: html.Reader{Fold: (*content.Builder).FoldMail}}
}

// program turns content into what a browser draws it from.
func (r *reader) program(m helpdesk.Markup) []byte { return draw.Program(r.document(m)) }

// excerpt returns the first words of content on one line.
func (r *reader) excerpt(m helpdesk.Markup) string {
	if m.Source == "" {
		return ""
	}
	if len(m.Source) > excerptSource {
		cut := excerptSource
		for cut > 0 && !utf8.RuneStart(m.Source[cut]) {
			cut--
		}
		head := text.Excerpt(r.document(helpdesk.Markup{Format: m.Format, Source: m.Source[:cut]}), excerptLength)
		if strings.HasSuffix(head, "…") && utf8.RuneCountInString(head) > excerptLength/2 {
			return head
		}
	}
	return text.Excerpt(r.document(m), excerptLength)
}

func (r *reader) document(m helpdesk.Markup) *content.Document {
	if m.Format == helpdesk.BBCode {
		return r.bbcode.Read(m.Source)
	}
	return r.html.Read(m.Source)
}

// link returns an address that a browser may open, or "".
func link(address string) string {
	url, err := content.ParseURL(address)
	if err != nil || url.Scheme() != "https" && url.Scheme() != "http" {
		return ""
	}
	return url.String()
}
