package views_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
	"deskside/shared/core/coretest"
	"deskside/shared/core/views"
	"deskside/shared/helpdesk"
	"deskside/shared/words/print"
)

func share(t *testing.T, a views.ShareArgs) string {
	return coretest.Result[views.ShareResult](t, table(), "views.share", &a).Text
}

func take(t *testing.T, a views.TakeArgs) views.TakeResult {
	return coretest.Result[views.TakeResult](t, table(), "views.take", &a)
}

var (
	mine   = helpdesk.Directory{System: "usedesk", Account: "ud", Title: "Shop", Groups: []helpdesk.Entry{{ID: 4, Name: "Second level"}}}
	theirs = helpdesk.Directory{System: "useresponse", Account: "ur", Title: "Help", Groups: []helpdesk.Entry{{ID: 1, Name: "Ideas"}}}
)

func TestAViewGoesFromOneDesksideToAnotherByNames(t *testing.T) {
	tab := own("Escalated", "group:4 sort:created-asc")
	tab.GroupBy, tab.Badge = "status", "all"
	line := share(t, views.ShareArgs{Tabs: []views.Tab{tab}, Line: true, Directories: []helpdesk.Directory{mine}})
	require.Equal(t, `view/2?name=Escalated&query=group%3A%22Second%20level%22&sort=created-asc&group=status`, line)

	got := take(t, views.TakeArgs{Tabs: []views.Tab{{ID: "active"}}, Text: "Have a look: <" + line + ">, it helps.", Directories: []helpdesk.Directory{theirs}})
	require.Len(t, got.Taken, 1)
	require.Equal(t, views.Tab{Name: "Escalated", Query: `group:"Second level" sort:created-asc`, GroupBy: "status", Notify: got.Taken[0].Tab.Notify}, got.Taken[0].Tab, "whose badge it is on is everybody's own")
	require.Len(t, got.Taken[0].Lost, 1)
	require.Contains(t, print.In("en").Say(got.Taken[0].Lost[0]), "Second level")
	require.Len(t, got.Tabs, 2)

	there := take(t, views.TakeArgs{Text: line, Directories: []helpdesk.Directory{theirs, mine}})
	require.Empty(t, there.Taken[0].Lost, "one of the helpdesks knows it")
}

func TestWhatIsTakenReplacesNothing(t *testing.T) {
	line := share(t, views.ShareArgs{Tabs: []views.Tab{own("Mine", "assignee:me")}, Line: true})
	same := take(t, views.TakeArgs{Tabs: []views.Tab{own("Called otherwise", "assignee:me")}, Text: line})
	require.True(t, same.Taken[0].Same)
	require.Equal(t, "Called otherwise", same.Taken[0].Tab.Name)
	require.Len(t, same.Tabs, 1)

	taken := take(t, views.TakeArgs{Tabs: []views.Tab{own("mine", "tag:a"), own("Mine 2", "tag:b")}, Text: line})
	require.Equal(t, "Mine 3", taken.Taken[0].Tab.Name)
	require.Equal(t, "Mine", taken.Taken[0].Called)
	require.Len(t, taken.Tabs, 3)
}

func TestAllViewsGoThroughAText(t *testing.T) {
	tabs := []views.Tab{{ID: "active"}, own("One", "tag:a"), own("Two", "in:usedesk tag:a")}
	text := share(t, views.ShareArgs{Tabs: tabs})
	got := take(t, views.TakeArgs{Text: text, Directories: []helpdesk.Directory{theirs}})
	require.Len(t, got.Taken, 2)
	require.Equal(t, text, share(t, views.ShareArgs{Tabs: got.Tabs}))
}

func TestWhatCannotBeReadSaysWhy(t *testing.T) {
	for _, text := range []string{"", "hello", "view/9?name=x&query=y", "view/2?name=x&query=account%3Awork", "view/2?name=x&query=%28"} {
		out := coretest.Step(t, table(), "views.take", &views.TakeArgs{Text: text}, 0)
		require.NotNil(t, out.Failure, text)
		require.Equal(t, api.Invalid, out.Failure.Kind)
		require.NotEmpty(t, out.Failure.Fields, text)
	}
	out := coretest.Step(t, table(), "views.share", &views.ShareArgs{Tabs: []views.Tab{own("X", "account:work")}, Line: true}, 0)
	require.NotEmpty(t, out.Failure.Fields, "what names an account is nobody else's")
}
