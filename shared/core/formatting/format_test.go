package formatting_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/content/bbcode"
	"deskside/shared/content/draw"
	"deskside/shared/core/compose"
	"deskside/shared/core/coretest"
	"deskside/shared/core/formatting"
)

func TestAFieldIsFormatted(t *testing.T) {
	table := formatting.Table()
	for name, c := range map[string]struct {
		args formatting.FormatArgs
		want string
	}{
		"a word becomes bold":                   {formatting.FormatArgs{Command: "toggle", Tag: "b", Text: "one two", Start: 4, End: 7}, "one [b]two[/b]"},
		"lines become a list":                   {formatting.FormatArgs{Command: "toggle", Tag: "ul", Text: "one\ntwo", End: 7}, "[ul]\n[li]one[/li]\n[li]two[/li]\n[/ul]"},
		"a list goes on behind a line":          {formatting.FormatArgs{Command: "enter", Text: "[ul]\n[li]one[/li]\n[/ul]", Start: 12, End: 12}, "[ul]\n[li]one[/li]\n[li][/li]\n[/ul]"},
		"what is selected becomes a link":       {formatting.FormatArgs{Command: "link", Text: "see this", Start: 4, End: 8, Value: "example.com"}, "see [url=https://example.com/]this[/url]"},
		"the words of a link stay words":        {formatting.FormatArgs{Command: "link", Text: "see ", Start: 4, End: 4, Value: "https://a.bc", Label: "[b]"}, "see [url=https://a.bc/][\u200bb][/url]"},
		"what was bold is not, the second time": {formatting.FormatArgs{Command: "toggle", Tag: "b", Text: "[b]two[/b]", Start: 3, End: 6}, "two"},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, c.want, coretest.Result[compose.EditResult](t, table, "content.format", &c.args).Text)
		})
	}
	require.True(t, coretest.Result[compose.EditResult](t, table, "content.format", &formatting.FormatArgs{Command: "enter", Text: "x", Start: 1, End: 1}).Unhandled)
	refused := coretest.Step(t, table, "content.format", &formatting.FormatArgs{Command: "link", Value: "javascript:x", Text: "x", End: 1}, 0)
	require.Equal(t, "value", refused.Failure.Fields[0].Field)
	require.NotNil(t, coretest.Step(t, table, "content.format", &formatting.FormatArgs{Command: "paste"}, 0).Failure)
}

func TestASourceIsShownAsItWillBeRead(t *testing.T) {
	source := "one\n\n[b]two[/b] https://a.bc"
	shown := coretest.Result[compose.DrawResult](t, formatting.Table(), "content.show", &formatting.ShowArgs{Source: source})
	require.Equal(t, draw.Program(bbcode.Parse(source)), shown.Program)
}
