package compose_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/core/compose"
	"deskside/shared/core/coretest"
	"deskside/shared/helpdesk"
	"deskside/shared/words/print"
)

func TestAFieldIsEdited(t *testing.T) {
	composer := compose.Table()
	bold := coretest.Result[compose.EditResult](t, composer, "content.edit", &compose.EditArgs{Command: "toggle", Tag: "b", Text: "one two", Start: 4, End: 7})
	require.Equal(t, compose.EditResult{From: 4, To: 7, Insert: "[b]two[/b]", Start: 7, End: 10, Text: "one [b]two[/b]"}, bold)
	require.True(t, coretest.Result[compose.EditResult](t, composer, "content.edit", &compose.EditArgs{Command: "enter", Text: "x", Start: 1, End: 1}).Unhandled)
	for command, want := range map[string]string{
		"link": "[url=https://a.bc/]x[/url]", "image": "[img alt=\"x\"]https://a.bc/[/img]", "rule": "[hr]\n", "indent": "", "outdent": "",
		"table": "[table]\n[tr][th][/th][/tr]\n[/table]\n",
	} {
		got := coretest.Result[compose.EditResult](t, composer, "content.edit", &compose.EditArgs{Command: command, Value: "https://a.bc", Label: "x", Width: 1, Height: 1})
		if command == "image" {
			want = "[img width=\"2\" height=\"2\" alt=\"x\"]https://a.bc/[/img]"
			got = coretest.Result[compose.EditResult](t, composer, "content.edit", &compose.EditArgs{Command: command, Value: "https://a.bc", Label: "x", Width: 2, Height: 2})
		}
		require.Equal(t, want, got.Text, command)
	}
	mention := coretest.Result[compose.EditResult](t, composer, "content.edit", &compose.EditArgs{Command: "mention", Value: "7", Label: "Anna"})
	require.Equal(t, "[mention=7]Anna[/mention]", mention.Text)
	refused := coretest.Step(t, composer, "content.edit", &compose.EditArgs{Command: "link", Value: "javascript:x", Text: "x", End: 1}, 0)
	require.Equal(t, "The address has a scheme that is not allowed. Use http, https, mailto or tel.", print.In("en").Say(refused.Failure.Say))
	require.NotNil(t, coretest.Step(t, composer, "content.edit", &compose.EditArgs{Command: "format"}, 0).Failure)
}

func TestContentIsQuotedPastedCountedAndPreviewed(t *testing.T) {
	composer := compose.Table()
	for _, q := range []compose.QuoteArgs{
		{Content: helpdesk.Markup{Source: "<p>a <b>b</b></p>"}},
		{Content: helpdesk.Markup{Source: "a [b]b[/b]", Format: helpdesk.BBCode}},
	} {
		q.Author = "Anna"
		require.Equal(t, "[quote=\"Anna\"]a [b]b[/b][/quote]\n", coretest.Result[compose.EditResult](t, composer, "content.quote", &q).Text)
	}
	pasted := coretest.Result[compose.EditResult](t, composer, "content.paste", &compose.PasteArgs{HTML: "<b>a</b><img src=data:x><img src=data:y>"})
	require.Equal(t, "[b]a[/b]", pasted.Text)
	require.Equal(t, "2 images could not be pasted as text. Attach them as files.", print.In("en").Say(pasted.Note))
	require.Equal(t, compose.CountResult{Length: 2, Limit: 12000, Left: 11998}, coretest.Result[compose.CountResult](t, composer, "content.count", &compose.CountArgs{Text: "é😀"}))

	first := coretest.Result[compose.PreviewResult](t, composer, "content.preview", &compose.PreviewArgs{Source: "one\n\ntwo"})
	require.Len(t, first.Blocks, 2)
	again := coretest.Result[compose.PreviewResult](t, composer, "content.preview", &compose.PreviewArgs{Source: "one\n\ntwo!", Blocks: first.Blocks})
	require.Empty(t, again.Blocks[0].Program)
	require.Equal(t, first.Blocks[0].Key, again.Blocks[0].Key)
	require.NotEmpty(t, again.Blocks[1].Program)
}
