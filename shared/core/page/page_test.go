package page_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	found "deskside/shared/agent/page"
	"deskside/shared/core"
	"deskside/shared/core/coretest"
	"deskside/shared/core/page"
)

func table() core.Table { return page.Reading() }

func TestASelectionBecomesAText(t *testing.T) {
	got := coretest.Result[page.TakePageResult](t, table(), "page.take", &page.TakePageArgs{Selected: "[b]Broken[/b]", Title: "Report", Address: "https://a:b@shop.example/x", Link: "https://shop.example/y"})
	require.Equal(t, "Report", got.Title)
	require.Contains(t, got.Source, "[url=https://shop.example/x]Report[/url]")
	require.Contains(t, got.Source, "https://shop.example/y")
	require.NotContains(t, got.Source, "a:b@")
	require.False(t, got.Cut)
}

func TestAPageIsRead(t *testing.T) {
	got := coretest.Result[page.FindOnPageResult](t, table(), "page.find", &page.FindOnPageArgs{Text: "a@b.co https://help.example/7", Hosts: []found.PageHost{{Account: "ur", Name: "help.example"}}})
	require.Equal(t, []found.FoundOnPage{{Kind: found.Email, Value: "a@b.co", Shown: "a@b.co"}, {Kind: found.Ticket, Value: "7", Account: "ur", Shown: "https://help.example/7"}}, got.Found)
}
