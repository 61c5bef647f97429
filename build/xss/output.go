package xss

import (
	"deskside/shared/content"
	"deskside/shared/content/bbcode"
	"deskside/shared/content/draw"
	"deskside/shared/content/html"
	"deskside/shared/content/text"
)

// Output is what content makes of a text, by every way out.
type Output struct {
	// Pages are HTML: the text read as HTML, as BBCode, and each printed as the other and read
	// again.
	Pages []string
	// Programs are the drawing programs of the documents behind Pages.
	Programs [][]byte
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
	out.Texts = []string{text.Print(fromHTML), text.Print(fromBBCode)}
	return out
}
