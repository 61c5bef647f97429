package core_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
	"deskside/shared/core"
	"deskside/shared/filter/view"
)

func TestViewsAreKept(t *testing.T) {
	fresh := result[core.ViewsResult](t, core.Sidebar(), "views.read", &core.ViewsArgs{})
	require.Equal(t, view.Defaults(), fresh.Views)
	saved := result[core.SavedViews](t, core.Composer(), "views.write", &core.SaveViewsArgs{Views: fresh.Views})
	require.Equal(t, fresh, result[core.ViewsResult](t, core.Sidebar(), "views.read", &core.ViewsArgs{Stored: saved.Stored}))
	require.Equal(t, saved, result[core.SavedViews](t, core.Composer(), "views.import", &core.ImportViewsArgs{Text: saved.Text}))
}

func TestAViewIsWrittenAsTheLanguagePrintsItAndShared(t *testing.T) {
	mine := view.View{Name: " Billing ", Query: "STATUS:open group:billing"}
	written := result[core.SavedViews](t, core.Composer(), "views.write", &core.SaveViewsArgs{Views: []view.View{mine}}).Views[0]
	require.Equal(t, "Billing", written.Name)
	require.Equal(t, "status:open group:billing", written.Query)
	link := result[core.ViewLinkResult](t, core.Composer(), "views.link", &core.ViewLinkArgs{View: written}).Link
	for _, text := range []string{link, "#" + link, "https://intranet.example/wiki#" + link} {
		got := result[core.SavedViews](t, core.Composer(), "views.import", &core.ImportViewsArgs{Text: text})
		require.Equal(t, written.Query, got.Views[0].Query)
	}
}

func TestViewsThatCannotBeKeptAreRefused(t *testing.T) {
	for _, bad := range []struct {
		table core.Table
		op    string
		args  marshaler
	}{
		{core.Composer(), "views.write", &core.SaveViewsArgs{Views: []view.View{{Name: "X", Query: "status:opne"}}}},
		{core.Sidebar(), "views.read", &core.ViewsArgs{Stored: []byte("no views")}},
		{core.Composer(), "views.import", &core.ImportViewsArgs{Text: "#view/99?name=a"}},
		{core.Composer(), "views.link", &core.ViewLinkArgs{}},
	} {
		out := step(t, bad.table, bad.op, bad.args, 0)
		require.NotNil(t, out.Failure, bad.op)
		require.Equal(t, api.Invalid, out.Failure.Kind, bad.op)
		require.NotEmpty(t, out.Failure.Sentence)
	}
}
