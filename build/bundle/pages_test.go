package bundle

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/words"
	"deskside/shared/words/print"
)

func TestPagesSayInEachLanguageThatTheyNeedScripts(t *testing.T) {
	dist := t.TempDir()
	require.NoError(t, placePages("../..", dist, &counting{}, "widget", "extension"))
	for page, says := range map[string]string{
		"widget/frame.html": `<noscript><p lang="en" dir="ltr">Feedback in this place needs JavaScript. There is a form that does without: <a href="/feedback?lang=en" target="_blank" rel="noopener">Share feedback</a></p>` +
			`<p lang="ru" dir="ltr">Здесь для отзыва нужен JavaScript. Есть форма, которая работает без него: <a href="/feedback?lang=ru" target="_blank" rel="noopener">Оставить отзыв</a></p>`,
		"extension/panel.html": `<script src="first.js"></script>`,
	} {
		placed, err := os.ReadFile(filepath.Join(dist, page))
		require.NoError(t, err)
		require.Contains(t, string(placed), says)
	}
	placed, err := os.ReadFile(filepath.Join(dist, "widget/frame.html"))
	require.NoError(t, err)
	for _, tag := range print.OfCustomers() {
		p := print.ForCustomers(tag)
		require.Contains(t, string(placed), fmt.Sprintf(`<p lang="%s" dir="%s">%s <a href="/feedback?lang=%[1]s"`, tag, p.Dir(), p.Say(words.PageNoscript())))
	}
}
