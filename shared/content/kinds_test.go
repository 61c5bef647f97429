package content_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/content"
	"deskside/shared/content/bbcode"
	"deskside/shared/content/contenttest"
	"deskside/shared/content/draw"
	"deskside/shared/content/html"
	"deskside/shared/content/markdown"
	"deskside/shared/content/text"
)

// A kind that has its constant and lacks its row somewhere is found here.
func TestFormattingOfEachKindIsSaidInEveryForm(t *testing.T) {
	u, err := content.ParseURL("https://a.b/c")
	require.NoError(t, err)
	for k := content.Root; int(k) < content.Kinds; k++ {
		if !k.Formats() {
			continue
		}
		t.Run(k.Name(), func(t *testing.T) {
			var b content.Builder
			b.Reset(false)
			id := b.Push(content.Format{Kind: k, RGB: 0xff0000, Step: 5, Family: 3, URL: u}, 0)
			b.Words("word", 0, 4)
			b.Pop(id, 4)
			d := b.Document(4)
			require.Equal(t, k, d.Kind(d.First(d.First(0))))

			for form, read := range map[string]*content.Document{"HTML": html.Parse(html.Print(d)), "BBCode": bbcode.Parse(bbcode.Print(d))} {
				require.Equal(t, k, read.Kind(read.First(read.First(0))), form)
				require.Equal(t, "word", text.Excerpt(read, 10), form)
			}
			require.Empty(t, contenttest.UnsafePage(html.Print(d)))
			program := draw.Program(d)
			require.Empty(t, contenttest.ProgramFault(program))
			require.Greater(t, len(program), len(draw.Program(text.Parse("word")))+1, "it is drawn as an element")

			for form, losses := range map[string]func(*content.Document, *content.Report){"Markdown": markdown.Losses, "text": text.Losses} {
				var report content.Report
				losses(d, &report)
				said := k == content.Link || form == "Markdown" && k.Marks() != ""
				require.Equal(t, said, report.Empty(), form)
			}
			plain := markdown.Print(text.Parse("word"))
			require.Equal(t, k.Marks() == "", markdown.Print(d) == plain, "what Markdown has marks for has them")
		})
	}
}
