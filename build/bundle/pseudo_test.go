package bundle

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"
	"github.com/stretchr/testify/require"

	"deskside/build/words"
)

// bundled is the repository whose scripts are bundled, and its catalogues.
func bundled(t *testing.T) (root string, catalogues []words.Catalogue) {
	t.Helper()
	root, err := filepath.Abs("../..")
	require.NoError(t, err)
	if _, err := os.Stat(filepath.Join(root, "node_modules/@messageformat/parser")); err != nil {
		t.Skip("SKIPPED: npm's packages are not installed, so nothing can be bundled: npm ci")
	}
	catalogues, err = words.Read(root)
	require.NoError(t, err)
	return root, catalogues
}

func TestOnlyTestsSpeakThePseudoLanguage(t *testing.T) {
	root, catalogues := bundled(t)
	all, err := scripts(root)
	require.NoError(t, err)
	text := func(s script, plugins ...api.Plugin) string {
		options := scriptOptions(root, t.TempDir(), s)
		options.Write, options.Plugins = false, plugins
		result := api.Build(options)
		require.Empty(t, result.Errors)
		var b strings.Builder
		for _, f := range result.OutputFiles {
			b.Write(f.Contents)
		}
		return b.String()
	}
	spoken := 0
	for _, s := range all {
		require.NotContains(t, text(s), "⟦", "%s ships", s.out)
		if strings.Contains(text(s, inPseudo(root, &catalogues[0])), "⟦") {
			spoken++
		}
	}
	require.Equal(t, 7, spoken, "the loader, its host, the page to try it, the frame’s two files of English, the panel and the background have words of their own")
}

// TestTheFirstPictureSaysWhatIsThere looks for messages in what of the widget is there before its
// views and their words: whoever said one of those would find nothing.
func TestTheFirstPictureSaysWhatIsThere(t *testing.T) {
	root, catalogues := bundled(t)
	later := map[string]bool{}
	for i := range words.Faces {
		if f := words.Faces[i].Later; f != nil {
			for _, m := range catalogues[0].Messages {
				later[m.ID] = later[m.ID] || words.FaceOf(m.ID) >= 0 && words.Faces[words.FaceOf(m.ID)].Folder == f.Folder
			}
		}
	}
	said, behind := 0, 0
	for _, s := range fixed {
		if s.out != "widget/frame" && s.out != "widget/outbox" {
			continue
		}
		options := scriptOptions(root, t.TempDir(), s)
		options.Write = false
		result := api.Build(options)
		require.Empty(t, result.Errors)
		for _, f := range result.OutputFiles {
			name := filepath.Base(f.Path)
			for id, is := range later {
				if !strings.Contains(string(f.Contents), `"`+id+`"`) {
					continue
				}
				if name == "views.js" {
					behind++
					continue
				}
				require.False(t, is, "%s says %s, whose words come after it", name, id)
				said++
			}
		}
	}
	require.Greater(t, said, 50)
	require.Greater(t, behind, 50)
}
