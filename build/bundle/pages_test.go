package bundle

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestPagesSayInEachLanguageThatTheyNeedScripts(t *testing.T) {
	dist := t.TempDir()
	require.NoError(t, placePages("../..", dist, &counting{}, "widget", "extension"))
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
