package view_test

import (
	"errors"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/tinylib/msgp/msgp"

	"deskside/shared/api"
	"deskside/shared/filter"
	"deskside/shared/filter/view"
	"deskside/shared/words/print"
)

var update = flag.Bool("update", false, "write the golden files anew")

// refusal gives what an error says of one field.
func refusal(t *testing.T, err error) (field, message string) {
	t.Helper()
	require.ErrorIs(t, err, api.ErrInvalid)
	var e *api.Error
	require.True(t, errors.As(err, &e))
	require.NotEmpty(t, e.Fields)
	return e.Fields[0].Field, print.In("en").Say(e.Fields[0].Say)
}

func TestTheShippedViewsAreAsTheyArePrinted(t *testing.T) {
	names := []string{}
	for _, v := range view.Defaults() {
		names = append(names, v.Name)
		normal, err := v.Normal()
		require.NoError(t, err, v.Name)
		q, err := filter.Parse(v.Text())
		require.NoError(t, err, v.Name)
		again, err := filter.Parse(normal.Text())
		require.NoError(t, err, v.Name)
		require.True(t, q.Equal(again), "%s: %s", v.Name, normal.Text())
	}
	require.Equal(t, []string{"Active", "New", "Mine", "Unassigned", "Overdue", "Open", "Pending", "On hold", "Solved", "Closed"}, names)
}

func TestAViewIsBroughtIntoOneForm(t *testing.T) {
	v, err := view.View{Name: "  Billing ", Query: "GROUP:billing   STATUS:open sort:priority-desc", Sort: "updated",
		Columns: []view.Column{"id", "subject", "id"}, Notify: []view.Event{"overdue", "overdue"}, Badge: "unseen"}.Normal()
	require.NoError(t, err)
	require.Equal(t, "Billing", v.Name)
	require.Equal(t, []view.Column{"id", "subject"}, v.Columns)
	require.Equal(t, []view.Event{"overdue"}, v.Notify)
	require.NotContains(t, v.Query, "sort:")
	require.True(t, strings.HasPrefix(v.Sort, "priority-desc,updated"), v.Sort)
	again, err := v.Normal()
	require.NoError(t, err)
	require.Equal(t, v, again)
}

func TestAViewThatCannotBeKeptIsRefusedWithWhatToDo(t *testing.T) {
	for _, test := range []struct {
		name        string
		view        view.View
		field, says string
	}{
		{"without a name", view.View{Name: "  "}, "name", "Give the view a name."},
		{"with a long name", view.View{Name: strings.Repeat("ä", 61)}, "name", "60 characters"},
		{"with a name that turns its neighbours around", view.View{Name: "a\u202eb"}, "name", "cannot be shown"},
		{"with a name that is not UTF-8", view.View{Name: "a\xff"}, "name", "cannot be shown"},
		{"with an unknown field", view.View{Name: "a", Query: "asignee:me"}, "query", "assignee"},
		{"with a query of a book's size", view.View{Name: "a", Query: strings.Repeat("a ", 1001)}, "query", "2000 bytes"},
		{"with an unknown order", view.View{Name: "a", Sort: "colour"}, "sort", "order"},
		{"with a condition where the order stands", view.View{Name: "a", Sort: "id status:open"}, "sort", "order"},
		{"with an unknown column", view.View{Name: "a", Columns: []view.Column{"colour"}}, "columns", "Use one of subject, client"},
		{"with an unknown badge", view.View{Name: "a", Badge: "blink"}, "badge", "Use one of all, unseen, overdue"},
		{"with an unknown event", view.View{Name: "a", Notify: []view.Event{"full moon"}}, "notify", "Use one of entered, changed, overdue"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := test.view.Normal()
			field, message := refusal(t, err)
			require.Equal(t, test.field, field, message)
			require.Contains(t, message, test.says)
		})
	}
}

// What version 1 stored must be read for ever.
func TestStoredViewsOfVersion1AreRead(t *testing.T) {
	const golden = "testdata/views.1.msgp"
	stored, err := os.ReadFile(golden)
	require.NoError(t, err)
	views, told, err := view.Decode(stored)
	require.NoError(t, err)
	require.Empty(t, told)
	require.Equal(t, normal(t, view.Defaults()), views)
}

func normal(t *testing.T, views []view.View) []view.View {
	t.Helper()
	for i := range views {
		v, err := views[i].Normal()
		require.NoError(t, err)
		views[i] = v
	}
	return views
}

func TestStoredViewsThatLackMembersAreReadAndUnknownMembersPassedOver(t *testing.T) {
	b := msgp.AppendArrayHeader(nil, 2)
	b = msgp.AppendInt(b, 1)
	b = msgp.AppendArrayHeader(b, 1)
	b = msgp.AppendMapHeader(b, 3)
	b = msgp.AppendString(msgp.AppendString(b, "name"), "Old")
	b = msgp.AppendInt(msgp.AppendString(b, "colour"), 7)
	b = msgp.AppendString(msgp.AppendString(b, "query"), "status:open")
	views, _, err := view.Decode(b)
	require.NoError(t, err)
	require.Equal(t, []view.View{{Name: "Old", Query: "status:open"}}, views)
	require.Equal(t, view.DefaultColumns(), views[0].Shown())
}

func TestStoredViewsAreRefused(t *testing.T) {
	version := func(v int) []byte {
		return msgp.AppendArrayHeader(msgp.AppendInt(msgp.AppendArrayHeader(nil, 2), v), 0)
	}
	good := view.Encode(view.Defaults())
	huge := msgp.AppendArrayHeader(msgp.AppendString(msgp.AppendMapHeader(msgp.AppendArrayHeader(msgp.AppendInt(msgp.AppendArrayHeader(nil, 2), 1), 1), 1), "columns"), 1<<31)
	many := msgp.AppendArrayHeader(msgp.AppendInt(msgp.AppendArrayHeader(nil, 2), 1), 1<<31)
	for _, test := range []struct {
		name, says string
		stored     []byte
	}{
		{"of a newer version", "newer Deskside (version 3, this one reads up to 2). Update Deskside", version(view.Version + 1)},
		{"of no version", "cannot be read", version(0)},
		{"that are nothing", "cannot be read", nil},
		{"that are text", "cannot be read", []byte("hello")},
		{"that end early", "cannot be read", good[:len(good)-3]},
		{"that go on", "cannot be read", append(good[:len(good):len(good)], 1)},
		{"that claim a huge list", "cannot be read", huge},
		{"that claim many views", "cannot be read", many},
		{"that hold a view without a name", "Give the view a name", view.Encode([]view.View{{}})},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, _, err := view.Decode(test.stored)
			_, message := refusal(t, err)
			require.Contains(t, message, test.says)
		})
	}
}

func TestViewsAreExportedAndImportedAsText(t *testing.T) {
	const golden = "testdata/views.txt"
	views := normal(t, view.Defaults())
	views[0].Columns = []view.Column{view.Subject, view.Due}
	text := view.Export(views)
	if *update {
		require.NoError(t, os.WriteFile(golden, []byte(text), 0o666))
	}
	want, err := os.ReadFile(golden)
	require.NoError(t, err)
	require.Equal(t, string(want), text)
	read, _, err := view.Import(text)
	require.NoError(t, err)
	require.Equal(t, views, read)
	read, _, err = view.Import("\ufeff" + strings.ReplaceAll(text, "\n", "\r\n"))
	require.NoError(t, err)
	require.Equal(t, views, read)
	read, _, err = view.Import("VIEW : By hand\n# a remark\nQuery:   status:open   tag:a\nnotify: Overdue , entered")
	require.NoError(t, err)
	require.Equal(t, []view.View{{Name: "By hand", Query: read[0].Query, Notify: []view.Event{"overdue", "entered"}}}, read)
}

func TestTextThatIsNoViewsIsRefusedByLine(t *testing.T) {
	for _, test := range []struct{ name, text, field, says string }{
		{"nothing", "", "views", "no view in this text"},
		{"a line before the first view", "query: status:open", "line 1", "begins with view:"},
		{"an unknown line", "view: a\ncolour: red", "line 2", "A line begins with view:, query:"},
		{"a query that is not understood", "\nview: a\nquery: asignee:me", "line 2", "assignee"},
		{"a newer version", "# Deskside views, version 7\nview: a", "views", "newer Deskside (version 7"},
		{"a version that is none", "# Deskside views, version x\nview: a", "line 1", "no number"},
		{"more views than are kept", strings.Repeat("view: a\n", 201), "views", "more than 200"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, _, err := view.Import(test.text)
			field, message := refusal(t, err)
			require.Equal(t, test.field, field)
			require.Contains(t, message, test.says)
		})
	}
}

func TestALinkCarriesWhatIsSharedAndNothingElse(t *testing.T) {
	v := normal(t, []view.View{{Name: "Öl & Gas", Query: `status:open "50% off" tag:a`, Sort: "id-asc", Columns: []view.Column{"id", "subject"},
		Badge: view.BadgeAll, Notify: []view.Event{view.Entered}}})[0]
	link, err := v.Link()
	require.NoError(t, err)
	require.Regexp(t, `^view/2\?[A-Za-z0-9=&%._~-]+$`, link)
	read, _, err := view.ParseLink("#" + link)
	require.NoError(t, err)
	v.Badge, v.Notify = "", nil
	require.Equal(t, v, read)
	for _, one := range view.Defaults() {
		link, err := one.Link()
		require.NoError(t, err)
		read, _, err := view.ParseLink(link)
		require.NoError(t, err)
		require.Empty(t, read.Notify)
		require.Equal(t, one.Name, read.Name)
	}
	_, err = view.View{Name: "a", Query: "status:open or -account:work"}.Link()
	_, message := refusal(t, err)
	require.Contains(t, message, "names an account")
}

func TestHostileLinksAreRefused(t *testing.T) {
	for _, test := range []struct{ name, link, says string }{
		{"an address of a page", "https://example.com/view/1?name=a", "not one of a view"},
		{"a script", "javascript:alert(1)", "not one of a view"},
		{"another version", "view/3?name=a", "another version"},
		{"an unknown member", "view/1?name=a&badge=all", "damaged"},
		{"a member twice", "view/1?name=a&name=b", "damaged"},
		{"half an escape", "view/1?name=a%4", "damaged"},
		{"no escape", "view/1?name=%zz", "damaged"},
		{"a line break", "view/1?name=a%0Ab", "damaged"},
		{"a byte that is no UTF-8", "view/1?name=%ff", "damaged"},
		{"no name", "view/1?query=status%3Aopen", "Give the view a name"},
		{"a name that turns its neighbours around", "view/1?name=a%E2%80%AEb", "cannot be shown"},
		{"a query that is not understood", "view/1?name=a&query=asignee%3Ame", "assignee"},
		{"an account", "view/1?name=a&query=account%3A1", "account"},
		{"a column of markup", "view/1?name=a&columns=%3Cimg%3E", "not known here"},
		{"a megabyte", "view/1?name=" + strings.Repeat("a", 1<<20), "too long"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, _, err := view.ParseLink(test.link)
			_, message := refusal(t, err)
			require.Contains(t, message, test.says)
		})
	}
}

func TestTheBadgeCounts(t *testing.T) {
	now := []view.Seen{{Key: "1", Updated: 10, Due: 90}, {Key: "2", Updated: 20, Due: 100}, {Key: "3", Updated: 30}}
	for badge, want := range map[view.Badge]string{view.BadgeNone: "", view.BadgeAll: "123", view.BadgeUnseen: "23", view.BadgeOverdue: "1"} {
		counted := ""
		for i := range now {
			if badge.Counts(&now[i], now[i].Updated > 10, 95) {
				counted += now[i].Key
			}
		}
		require.Equal(t, want, counted, string(badge))
	}
}

func TestEventsAreToldOnce(t *testing.T) {
	before := []view.Seen{{Key: "same", Updated: 5}, {Key: "changed", Updated: 5}, {Key: "late", Updated: 5, Due: 150}, {Key: "left", Updated: 5}}
	after := []view.Seen{{Key: "same", Updated: 5}, {Key: "changed", Updated: 120, Due: 130}, {Key: "late", Updated: 5, Due: 150}, {Key: "came", Updated: 110}}
	all := view.View{Notify: view.Events()}
	require.Equal(t, []view.Happening{{view.Changed, "changed"}, {view.Overdue, "late"}, {view.Entered, "came"}}, all.Happened(before, after, 100, 200))
	require.Empty(t, all.Happened(nil, after, 0, 200), "the first reading is no news")
	require.Equal(t, []view.Happening{{view.Overdue, "changed"}, {view.Overdue, "late"}}, (&view.View{Notify: []view.Event{view.Overdue}}).Happened(before, after, 100, 200))
	require.Empty(t, all.Happened(after, after, 150, 200), "what was due before has been told")
	require.Empty(t, (&view.View{}).Happened(before, after, 100, 200))
}

func FuzzParseLink(f *testing.F) {
	f.Add("view/1?name=Mine&query=status%3Aactive&sort=id&columns=id,subject")
	f.Add("#view/1?name=%E2%80%AE&name=a")
	f.Add("view/1?")
	f.Fuzz(func(t *testing.T, text string) {
		v, _, err := view.ParseLink(text)
		if err != nil {
			require.ErrorIs(t, err, api.ErrInvalid)
			return
		}
		link, err := v.Link()
		require.NoError(t, err)
		again, _, err := view.ParseLink(link)
		require.NoError(t, err)
		require.Equal(t, v, again)
	})
}

func FuzzImport(f *testing.F) {
	f.Add(view.Export(view.Defaults()))
	f.Add("view: a\nsort: id\nbadge: all")
	f.Fuzz(func(t *testing.T, text string) {
		views, _, err := view.Import(text)
		if err != nil {
			require.ErrorIs(t, err, api.ErrInvalid)
			return
		}
		again, _, err := view.Import(view.Export(views))
		require.NoError(t, err)
		require.Equal(t, views, again)
		stored, _, err := view.Decode(view.Encode(views))
		require.NoError(t, err)
		require.Equal(t, views, stored)
	})
}
