package xss

import (
	"bytes"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	goldhtml "github.com/yuin/goldmark/renderer/html"

	"deskside/shared/content"
	"deskside/shared/content/bbcode"
	"deskside/shared/content/draw"
	"deskside/shared/content/html"
	"deskside/shared/content/markdown"
	"deskside/shared/content/text"
)

// Output is what content makes of a text, by every way out.
type Output struct {
	// Pages are HTML: the text read as HTML, as BBCode, and each printed as the other and read
	// again.
	Pages []string
	// Programs are the drawing programs of the documents behind Pages.
	Programs [][]byte
	// Markdown are the text read as HTML and as BBCode, printed as Markdown and rendered by a reader of
	// Markdown that lets HTML through, as careless ones do.
	Markdown []string
	// Texts are plain text of the text read as HTML and as BBCode.
	Texts []string
}

// Outputs gives what content makes of a text.
func Outputs(source string) Output {
	fromHTML, fromBBCode := html.Parse(source), bbcode.Parse(source)
	documents := []*content.Document{
		fromHTML, fromBBCode,
		bbcode.Parse(bbcode.Print(fromHTML)), html.Parse(html.Print(fromBBCode)),
		// What one printer writes may be given to the other's reader.
		bbcode.Parse(html.Print(fromHTML)), html.Parse(bbcode.Print(fromBBCode)),
	}
	var out Output
	for _, d := range documents {
		out.Pages = append(out.Pages, html.Print(d))
		out.Programs = append(out.Programs, draw.Program(d))
	}
	out.Markdown = []string{rendered(fromHTML), rendered(fromBBCode)}
	out.Texts = []string{text.Print(fromHTML), text.Print(fromBBCode)}
	return out
}

// reader renders Markdown with GitHub's extensions, and HTML and addresses as they are. Tasks are left out: goldmark takes
// "- [x](address)" for one, which GitHub and its specification (GFM 5.3) do not, since no blank follows.
var reader = goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.Linkify),
	goldmark.WithRendererOptions(goldhtml.WithUnsafe()))

// rendered prints a document as Markdown and renders that.
func rendered(d *content.Document) string {
	var page bytes.Buffer
	if err := reader.Convert([]byte(markdown.Print(d)), &page); err != nil {
		return err.Error() // which a buffer does not give
	}
	return page.String()
}
