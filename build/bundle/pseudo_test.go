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

func TestOnlyTestsSpeakThePseudoLanguage(t *testing.T) {
	root, err := filepath.Abs("../..")
	require.NoError(t, err)
	if _, err := os.Stat(filepath.Join(root, "node_modules/@messageformat/parser")); err != nil {
		t.Skip("SKIPPED: npm's packages are not installed, so nothing can be bundled: npm ci")
	}
	catalogues, err := words.Read(root)
	require.NoError(t, err)
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
	require.Equal(t, 6, spoken, "the loader, its host, the page to try it, the frame’s English, the panel and the background have words of their own")
}
