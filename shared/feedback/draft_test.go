package feedback_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/feedback"
	"deskside/shared/helpdesk"
	"deskside/shared/words/print"
)

func TestDraftsAreReviewed(t *testing.T) {
	good := feedback.Draft{Type: helpdesk.Idea, Title: "Dark mode", Content: "For reports, please."}
	with := func(change func(*feedback.Draft)) feedback.Draft { d := good; change(&d); return d }
	for _, test := range []struct {
		name   string
		draft  feedback.Draft
		fields []string
		says   string
	}{
		{"a complete draft has no problem", good, nil, ""},
		{"an empty draft names all that is missing", feedback.Draft{}, []string{"type", "title", "content"}, "Choose whether"},
		{"blanks are not a title", with(func(d *feedback.Draft) { d.Title = " \n\t " }), []string{"title"}, "Give it a title"},
		{"a ticket is not feedback", with(func(d *feedback.Draft) { d.Type = "ticket" }), []string{"type"}, "idea, a problem or a question"},
		{"a hundred characters fit", with(func(d *feedback.Draft) { d.Title = strings.Repeat("я", 100) }), nil, ""},
		{"one more does not", with(func(d *feedback.Draft) { d.Title = strings.Repeat("я", 101) }), []string{"title"}, "Shorten the title by 1 character: it may have 100."},
		{"characters outside the basic plane count once", with(func(d *feedback.Draft) { d.Title = strings.Repeat("🌙", 100) }), nil, ""},
		{"twelve thousand characters fit", with(func(d *feedback.Draft) { d.Content = strings.Repeat("ж", 12000) }), nil, ""},
		{"two more do not", with(func(d *feedback.Draft) { d.Content = strings.Repeat("ж", 12002) }), []string{"content"}, "by 2 characters: it may have 12000."},
		{"a comment has no title", feedback.Draft{Object: 41, Content: "Here, too"}, nil, ""},
		{"a comment says something", feedback.Draft{Object: 41, Content: " \n"}, []string{"content"}, "Write your comment first"},
		{"and not too much", feedback.Draft{Object: 41, Content: strings.Repeat("ж", 12001)}, []string{"content"}, "Shorten the comment by 1 character: it may have 12000."},
	} {
		t.Run(test.name, func(t *testing.T) {
			review := test.draft.Check()
			var fields []string
			for _, p := range review.Problems {
				fields = append(fields, p.Field)
			}
			require.Equal(t, test.fields, fields)
			if test.says != "" {
				require.Contains(t, print.In("en").Say(review.Problems[0].Say), test.says)
			}
		})
	}
}

func TestWhatIsLeftIsCounted(t *testing.T) {
	review := (&feedback.Draft{Title: "  four ", Content: strings.Repeat("x", 12010)}).Check()
	require.Equal(t, 96, review.TitleLeft)
	require.Equal(t, -10, review.ContentLeft)
}
