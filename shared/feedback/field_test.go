package feedback_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/feedback"
	"deskside/shared/helpdesk"
	"deskside/shared/words/print"
)

// offered are fields of every kind.
var offered = []helpdesk.FormField{
	{ID: 1, Label: "Version", Kind: helpdesk.LineKind, Required: true},
	{ID: 2, Label: "Steps", Kind: helpdesk.AreaKind},
	{ID: 3, Label: "Seats", Kind: helpdesk.NumberKind},
	{ID: 4, Label: "Since", Kind: helpdesk.DayKind},
	{ID: 5, Label: "How often", Kind: helpdesk.OneKind, Choices: []helpdesk.FormChoice{{Value: "1", Title: "Once"}, {Value: "2", Title: "Always"}}},
	{ID: 6, Label: "Platforms", Kind: helpdesk.SeveralKind, Choices: []helpdesk.FormChoice{{Value: "1", Title: "Web"}, {Value: "2", Title: "iOS"}}},
	{ID: 7, Label: "Urgent", Kind: helpdesk.BoxKind},
}

func TestFieldsAreChecked(t *testing.T) {
	type values map[int64][]string
	for _, test := range []struct {
		name   string
		values values
		says   []string // the field and what is said, joined
	}{
		{"what is required is enough", values{1: {"7"}}, nil},
		{"what is required is missed", values{}, []string{"property_1 Fill in “Version”."}},
		{"blanks are nothing", values{1: {" \t"}}, []string{"property_1 Fill in “Version”."}},
		{"everything right", values{1: {"7"}, 2: {"a\nb"}, 3: {" 2.5 "}, 4: {"2024-02-29"}, 5: {"2"}, 6: {"1", "2"}, 7: {helpdesk.Ticked}}, nil},
		{"a thousand characters fit", values{1: {strings.Repeat("я", 1000)}}, nil},
		{"two more do not", values{1: {strings.Repeat("я", 1002)}}, []string{"property_1 Shorten “Version” by 2 characters: it may have 1000."}},
		{"words are no number", values{1: {"7"}, 3: {"many"}}, []string{"property_3 Enter a number for “Seats”."}},
		{"a number below nothing", values{1: {"7"}, 3: {"-12"}}, nil},
		{"a point is no number", values{1: {"7"}, 3: {"-."}}, []string{"property_3 Enter a number for “Seats”."}},
		{"two points are none either", values{1: {"7"}, 3: {"1.2.3"}}, []string{"property_3 Enter a number for “Seats”."}},
		{"a day in another form", values{1: {"7"}, 4: {"31-05-2026"}}, []string{"property_4 Choose a day for “Since”."}},
		{"a day in words", values{1: {"7"}, 4: {"2026-5-001"}}, []string{"property_4 Choose a day for “Since”."}},
		{"a day that there is not", values{1: {"7"}, 4: {"2023-02-29"}}, []string{"property_4 Choose a day for “Since”."}},
		{"a choice that is not offered", values{1: {"7"}, 5: {"3"}}, []string{"property_5 Choose for “How often” from what is offered."}},
		{"two of one", values{1: {"7"}, 5: {"1", "2"}}, []string{"property_5 Choose for “How often” from what is offered."}},
		{"one of several that is not offered", values{1: {"7"}, 6: {"1", "x"}}, []string{"property_6 Choose for “Platforms” from what is offered."}},
		{"what is not offered is passed over", values{1: {"7"}, 99: {"x"}}, nil},
		{"all problems, in the form's order", values{5: {"3"}, 3: {"x"}}, []string{"property_1 Fill in “Version”.", "property_3 Enter a number for “Seats”.", "property_5 Choose for “How often” from what is offered."}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var d feedback.Draft
			for id, v := range test.values {
				d.Fields = append(d.Fields, helpdesk.PostField{ID: id, Values: v})
			}
			var says []string
			for _, p := range d.CheckFields(offered) {
				says = append(says, p.Field+" "+print.In("en").Say(p.Say))
			}
			require.Equal(t, test.says, says)
		})
	}
}

func TestWhatIsFilledComesInTheOrderOfTheForm(t *testing.T) {
	d := feedback.Draft{Fields: []helpdesk.PostField{
		{ID: 6, Values: []string{"2", " ", "1"}, List: true}, {ID: 99, Values: []string{"x"}}, {ID: 2, Values: []string{""}}, {ID: 1, Values: []string{"7"}},
	}}
	require.Equal(t, []helpdesk.PostField{{ID: 1, Values: []string{"7"}}, {ID: 6, Values: []string{"2", "1"}, List: true}}, d.Filled(offered))
	require.Equal(t, []string{"2", " ", "1"}, d.Fields[0].Values, "the draft stays as it is")
}

func TestTagsAreRead(t *testing.T) {
	for text, want := range map[string][]string{
		"":                           nil,
		" , ,":                       nil,
		"dark  mode,reports, Тёмная": {"dark mode", "reports", "Тёмная"},
		"a,b,a":                      {"a", "b"},
	} {
		require.Equal(t, want, feedback.TagsOf(text), text)
	}
	says := func(tags string) string {
		for _, p := range (&feedback.Draft{Type: helpdesk.Idea, Title: "T", Content: "C", Tags: tags}).Check().Problems {
			return p.Field + " " + print.In("en").Say(p.Say)
		}
		return ""
	}
	many := func(n int) (tags string) {
		for i := range n {
			tags += strings.Repeat("x", i+1) + ","
		}
		return tags
	}
	require.Empty(t, says(many(20)))
	require.Equal(t, "tags Keep it to 20 tags.", says(many(21)))
	require.Empty(t, says(strings.Repeat("я", 60)))
	require.Contains(t, says("a, "+strings.Repeat("я", 61)), "it may have 60 characters.")
}

func TestAHelpdesksWordsAreTracedToTheirField(t *testing.T) {
	for detail, want := range map[string]string{
		`Invalid request and/or request parameters: property_15 has no option "Windows"`: "property_15",
		"title must have at most 100 characters":                                         "title",
		"category_id 5 is not a category for feedback idea":                              "category",
		"subtitle and property_ are something else":                                      "",
		"Access is denied": "",
	} {
		require.Equal(t, want, feedback.Named(detail), detail)
	}
}

func TestFieldsOfTwoPagesMeet(t *testing.T) {
	with := func(tags string, fields ...helpdesk.PostField) feedback.Writing {
		return feedback.Writing{ID: "a", Draft: feedback.Draft{Type: "idea", Title: "T", Fields: fields, Tags: tags}}
	}
	one := func(id int64, value string) helpdesk.PostField {
		return helpdesk.PostField{ID: id, Values: []string{value}}
	}
	for _, c := range []struct {
		name               string
		base, mine, theirs feedback.Writing
		both               feedback.Writing
	}{
		{"each has filled in another", with(""), with("", one(1, "a")), with("x", one(2, "b")), with("x", one(1, "a"), one(2, "b"))},
		{"both have filled in the same", with(""), with("x", one(1, "a")), with("y", one(1, "b")), with("x", one(1, "a"))},
		{"the other has changed one", with("x", one(1, "a")), with("x", one(1, "a")), with("y", one(1, "b")), with("y", one(1, "b"))},
		{"the other has emptied one", with("x", one(1, "a")), with("x", one(1, "a")), with(""), with("")},
		{"I have emptied one", with("x", one(1, "a")), with(""), with("x", one(1, "a")), with("")},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := feedback.Merge(feedback.Shelf{Current: c.theirs}, feedback.Page{Mine: c.mine, Base: c.base, Typed: true}, "fresh")
			require.Equal(t, c.both, m.Shelf.Current)
			require.Empty(t, m.Others)
		})
	}
	alone := feedback.Merge(feedback.Shelf{Current: with("", one(1, "a"))}, feedback.Page{Mine: feedback.Writing{ID: "b", Draft: feedback.Draft{Type: "idea", Tags: "x"}}, Typed: true}, "fresh")
	require.Len(t, alone.Others, 1, "values alone are something that somebody wrote, too")
	require.Equal(t, "b", alone.Shelf.Current.ID)
}
