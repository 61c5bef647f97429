package view_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/tinylib/msgp/msgp"

	"deskside/shared/filter/view"
)

// version1 stores a view as version 1 did.
func version1(query string) []byte {
	b := msgp.AppendInt(msgp.AppendArrayHeader(nil, 2), 1)
	b = msgp.AppendMapHeader(msgp.AppendArrayHeader(b, 1), 2)
	b = msgp.AppendString(msgp.AppendString(b, "name"), "Old")
	return msgp.AppendString(msgp.AppendString(b, "query"), query)
}

func TestPrioritiesOfVersion1FindTheTicketsThatTheyFound(t *testing.T) {
	for _, test := range []struct{ name, before, after string }{
		{"the most urgent", "priority:urgent", "priority:extreme"},
		{"each word at once", "priority:low,normal,high,urgent", "priority:low,medium,urgent,extreme"},
		{"comparisons", "priority>=high status:open", "priority>=urgent status:open"},
		{"ranges", "priority:normal..high", "priority:medium..urgent"},
		{"below or and not", "(tag:vip or -priority:high) assignee:me", "(tag:vip or -priority:urgent) assignee:me"},
		{"nothing of low", "priority:low", "priority:low"},
		{"nothing of another field", `status:open subject:"priority high"`, `status:open subject:"priority high"`},
		{"no words of a text", `"priority:high"`, `"priority:high"`},
		{"none and any", "priority:none,any", "priority:none,any"},
		{"no query", "", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			var told []view.Rewriting
			if test.before != test.after {
				told = []view.Rewriting{{Name: "Old", Before: test.before, After: test.after}}
			}
			views, rewritten, err := view.Decode(version1(test.before))
			require.NoError(t, err)
			require.Equal(t, told, rewritten)
			require.Equal(t, test.after, views[0].Query)

			again, rewritten, err := view.Decode(view.Encode(views))
			require.NoError(t, err)
			require.Empty(t, rewritten, "once")
			require.Equal(t, views, again)

			views, rewritten, err = view.Import("# Deskside views, version 1\nview: Old\nquery: " + test.before)
			require.NoError(t, err)
			require.Equal(t, told, rewritten)
			require.Equal(t, test.after, views[0].Query)
		})
	}
}

func TestWhatThisVersionWritesIsNotRewritten(t *testing.T) {
	v, err := view.View{Name: "Urgent", Query: "priority:urgent"}.Normal()
	require.NoError(t, err)
	for name, read := range map[string]func() ([]view.View, []view.Rewriting, error){
		"stored":   func() ([]view.View, []view.Rewriting, error) { return view.Decode(view.Encode([]view.View{v})) },
		"exported": func() ([]view.View, []view.Rewriting, error) { return view.Import(view.Export([]view.View{v})) },
		"written by a person": func() ([]view.View, []view.Rewriting, error) {
			return view.Import("view: Urgent\nquery: priority:urgent")
		},
	} {
		views, told, err := read()
		require.NoError(t, err, name)
		require.Empty(t, told, name)
		require.Equal(t, "priority:urgent", views[0].Query, name)
	}
}

func TestALinkOfVersion1IsRewritten(t *testing.T) {
	v, told, err := view.ParseLink("#view/1?name=a&query=priority%3Aurgent")
	require.NoError(t, err)
	require.Equal(t, "priority:extreme", v.Query)
	require.Equal(t, []view.Rewriting{{Name: "a", Before: "priority:urgent", After: "priority:extreme"}}, told)
	link, err := v.Link()
	require.NoError(t, err)
	again, told, err := view.ParseLink(link)
	require.NoError(t, err)
	require.Empty(t, told)
	require.Equal(t, v, again)
}
