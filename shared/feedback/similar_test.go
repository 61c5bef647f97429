package feedback_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/feedback"
	"deskside/shared/helpdesk"
)

func TestWhenSimilarPostsAreAskedFor(t *testing.T) {
	for title, asks := range map[string]bool{"": false, "ab": false, "  ab  ": false, "abc": true, "ж": false, "жук": true, "日本語": true} {
		require.Equal(t, asks, feedback.AskSimilar(title), title)
		require.Equal(t, asks, (&feedback.Draft{Title: title}).Check().AskAfterMS > 0, title)
	}
}

func TestTheLikestPostsAreShown(t *testing.T) {
	post := func(id int64, title string, open bool) helpdesk.Post {
		return helpdesk.Post{ID: id, Title: title, Votes: helpdesk.Votes{Open: open}}
	}
	for name, c := range map[string]struct {
		title string
		found []helpdesk.Post
		want  []int64
	}{
		"nothing found is nothing shown":                      {"Dark mode", nil, nil},
		"three at most, as they were found":                   {"Dark", []helpdesk.Post{post(4, "Dark a", true), post(3, "Dark b", true), post(2, "Dark c", true), post(1, "Dark d", true)}, []int64{4, 3, 2}},
		"more of the words come first":                        {"Dark mode for reports", []helpdesk.Post{post(1, "Mode of payment", true), post(2, "Dark mode", true), post(3, "Reports: a dark mode", true)}, []int64{3, 2, 1}},
		"a word that is being typed counts":                   {"Export inv", []helpdesk.Post{post(1, "Export tickets", true), post(2, "Export invoices", true)}, []int64{2, 1}},
		"capitals do not":                                     {"ЭКСПОРТ счетов", []helpdesk.Post{post(1, "Счета", true), post(2, "Экспорт счетов", true)}, []int64{2, 1}},
		"one that takes votes comes before one that does not": {"Dark mode", []helpdesk.Post{post(1, "Dark mode", false), post(2, "Dark mode", true)}, []int64{2, 1}},
		"found twice, it is shown once":                       {"Dark", []helpdesk.Post{post(1, "Dark", true), post(1, "Dark", true), post(2, "Dark", true)}, []int64{1, 2}},
	} {
		t.Run(name, func(t *testing.T) {
			var got []int64
			for _, p := range feedback.Similar(c.title, c.found) {
				got = append(got, p.ID)
			}
			require.Equal(t, c.want, got)
		})
	}
}
