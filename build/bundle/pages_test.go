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
		"widget/frame.html": `<noscript><p lang="en" dir="ltr">Feedback in this place needs JavaScript. There is a form that does without: <a href="/feedback?lang=en" target="_blank" rel="noopener">Share feedback</a></p>` +
			`<p lang="ru" dir="ltr">Здесь для отзыва нужен JavaScript. Есть форма, которая работает без него: <a href="/feedback?lang=ru" target="_blank" rel="noopener">Оставить отзыв</a></p></noscript>`,
		"extension/panel.html": `<script src="first.js"></script>`,
	} {
		placed, err := os.ReadFile(filepath.Join(dist, page))
		require.NoError(t, err)
		require.Contains(t, string(placed), says)
	}
}
