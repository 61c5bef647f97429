package bundle

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// glueless is a compiler that needs nothing beside its cores.
type glueless struct{}

func (glueless) Build(context.Context, string, string, ...string) error { return nil }
func (glueless) String() string                                         { return "" }
func (glueless) Glue() string                                           { return "" }

func TestPagesSayInEachLanguageThatTheyNeedScripts(t *testing.T) {
	dist := t.TempDir()
	require.NoError(t, placePages("../..", dist, glueless{}, "widget", "extension"))
	for page, says := range map[string]string{
		"widget/frame.html": `<noscript><p lang="en" dir="ltr">Sharing feedback here needs JavaScript.</p>` +
			`<p lang="ru" dir="ltr">Чтобы оставить здесь отзыв, включите JavaScript.</p></noscript>`,
		"extension/panel.html": `<script src="first.js"></script>`,
	} {
		placed, err := os.ReadFile(filepath.Join(dist, page))
		require.NoError(t, err)
		require.Contains(t, string(placed), says)
	}
}
