package agent_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
	"deskside/shared/core"
	"deskside/shared/core/agent"
	"deskside/shared/core/coretest"
	"deskside/shared/filter/view"
)

func TestViewsAreKept(t *testing.T) {
	fresh := coretest.Result[agent.ViewsResult](t, agent.Waiting(), "views.read", &agent.ViewsArgs{})
	require.Equal(t, view.Defaults(), fresh.Views)
	saved := coretest.Result[agent.SavedViews](t, agent.Waiting(), "views.write", &agent.SaveViewsArgs{Views: fresh.Views})
	require.Equal(t, fresh, coretest.Result[agent.ViewsResult](t, agent.Waiting(), "views.read", &agent.ViewsArgs{Stored: saved.Stored}))
	require.Equal(t, saved, coretest.Result[agent.SavedViews](t, agent.Waiting(), "views.import", &agent.ImportViewsArgs{Text: saved.Text}))
}

func TestAViewIsWrittenAsTheLanguagePrintsItAndShared(t *testing.T) {
	mine := view.View{Name: " Billing ", Query: "STATUS:open group:billing"}
	written := coretest.Result[agent.SavedViews](t, agent.Waiting(), "views.write", &agent.SaveViewsArgs{Views: []view.View{mine}}).Views[0]
	require.Equal(t, "Billing", written.Name)
	require.Equal(t, "status:open group:billing", written.Query)
	link := coretest.Result[agent.ViewLinkResult](t, agent.Waiting(), "views.link", &agent.ViewLinkArgs{View: written}).Link
	for _, text := range []string{link, "#" + link, "https://intranet.example/wiki#" + link} {
		got := coretest.Result[agent.SavedViews](t, agent.Waiting(), "views.import", &agent.ImportViewsArgs{Text: text})
		require.Equal(t, written.Query, got.Views[0].Query)
	}
}

func TestViewsThatCannotBeKeptAreRefused(t *testing.T) {
	for _, bad := range []struct {
		table core.Table
		op    string
		args  coretest.Args
	}{
		{agent.Waiting(), "views.write", &agent.SaveViewsArgs{Views: []view.View{{Name: "X", Query: "status:opne"}}}},
		{agent.Waiting(), "views.read", &agent.ViewsArgs{Stored: []byte("no views")}},
		{agent.Waiting(), "views.import", &agent.ImportViewsArgs{Text: "#view/99?name=a"}},
		{agent.Waiting(), "views.link", &agent.ViewLinkArgs{}},
	} {
		out := coretest.Step(t, bad.table, bad.op, bad.args, 0)
		require.NotNil(t, out.Failure, bad.op)
		require.Equal(t, api.Invalid, out.Failure.Kind, bad.op)
		require.NotEmpty(t, out.Failure.Say.ID)
	}
}
