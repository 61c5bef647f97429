package content_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"deskside/shared/content"
	"deskside/shared/content/bbcode"
	"deskside/shared/content/draw"
	"deskside/shared/content/edit"
	"deskside/shared/content/html"
	"deskside/shared/content/text"
)

// alike holds what is done with a source to one reading of it: its excerpt has the words that a quotation of it has, a preview
// draws that quotation as a reader will see it, and what is counted is what is sent.
func alike(t *testing.T, src string, format edit.Format) {
	t.Helper()
	words := func(d *content.Document) string { // BBCode has no place for brackets and quotation marks in values
		return strings.NewReplacer("[", "(", "]", ")", `"`, "'").Replace(text.Excerpt(d, 1<<20))
	}
	d := map[edit.Format]func(string) *content.Document{edit.BBCode: bbcode.Parse, edit.HTML: html.Parse, edit.Plain: text.Parse}[format](src)
	written := edit.Field{}.Quote(edit.Quotation{Source: src, Format: format, Depth: content.MaxDepth}).Apply("")
	require.Equal(t, words(d), words(bbcode.Parse(written)), "excerpt and quotation of %q", src)
	answered := written + "Yes.\n\n[b]Thanks[/b]"
	program := []byte{draw.Version}
	for _, block := range edit.Preview(nil, answered) {
		program = append(program, block.Program[1:]...)
	}
	require.Equal(t, draw.Program(bbcode.Parse(answered)), program, "the preview of %q", answered)
	require.Equal(t, utf8.RuneCountInString(written), edit.CountContent(written).Length)
}

func TestExcerptQuotationCountAndPreviewReadAlike(t *testing.T) {
	for _, p := range programs {
		for _, kind := range kinds {
			for _, src := range p.sources(kind) {
				if strings.HasPrefix(src, "<") {
					alike(t, src, edit.HTML)
				} else {
					alike(t, src, edit.Plain)
				}
			}
		}
	}
	files, err := filepath.Glob("testdata/fixtures/*")
	require.NoError(t, err)
	require.Greater(t, len(files), 100)
	for _, file := range files {
		src, err := os.ReadFile(file)
		require.NoError(t, err)
		format := edit.HTML
		if strings.HasSuffix(file, ".bbcode") {
			format = edit.BBCode
		}
		alike(t, string(src), format)
	}
	r := rand.New(rand.NewPCG(51, 52))
	for range 1000 {
		alike(t, compose(r, htmlWords), edit.HTML)
		alike(t, compose(r, bbcodeWords), edit.BBCode)
	}
}
