package macros_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	m "deskside/shared/agent/macros"
	"deskside/shared/api"
	"deskside/shared/core"
	"deskside/shared/core/coretest"
	"deskside/shared/core/macros"
	"deskside/shared/desks"
	"deskside/shared/helpdesk"
	"deskside/shared/words/print"
)

func table() core.Table { return macros.Keeping(desks.Agents()).Told((*api.Error).Say) }

func called(id, name string) m.Macro { return m.Macro{ID: id, Name: name, Text: "About " + name} }

func change(t *testing.T, a macros.ChangeMacroArgs) macros.ChangeMacroResult {
	return coretest.Result[macros.ChangeMacroResult](t, table(), "macros.change", &a)
}

func names(all []m.Macro) string {
	out := ""
	for i := range all {
		out += all[i].Name + ","
	}
	return out
}

func three() []m.Macro {
	return []m.Macro{called("1", "One"), called("2", "Two"), called("3", "Three")}
}

func TestMacrosAreChangedOneByOne(t *testing.T) {
	for _, c := range []struct {
		name string
		a    macros.ChangeMacroArgs
		want string
		at   int
	}{
		{"a new one stands behind all", macros.ChangeMacroArgs{What: macros.SaveMacro, Macro: called("4", "Four")}, "One,Two,Three,Four,", 3},
		{"one is renamed where it stands", macros.ChangeMacroArgs{What: macros.SaveMacro, Macro: called("2", "Zwei")}, "One,Zwei,Three,", 1},
		{"one is put first", macros.ChangeMacroArgs{What: macros.MoveMacro, Macro: called("3", ""), At: 0}, "Three,One,Two,", 0},
		{"no further than last", macros.ChangeMacroArgs{What: macros.MoveMacro, Macro: called("1", ""), At: 9}, "Two,Three,One,", 2},
		{"one is removed", macros.ChangeMacroArgs{What: macros.RemoveMacro, Macro: called("2", "")}, "One,Three,", 1},
		{"what is gone cannot be removed", macros.ChangeMacroArgs{What: macros.RemoveMacro, Macro: called("9", "")}, "One,Two,Three,", -1},
		{"what was removed comes back to its place", macros.ChangeMacroArgs{What: macros.RestoreMacro, Macro: called("4", "Four"), At: 1}, "One,Four,Two,Three,", 1},
		{"under another name where its own is taken", macros.ChangeMacroArgs{What: macros.RestoreMacro, Macro: called("4", "two"), At: 1}, "One,two 2,Two,Three,", 1},
		{"what is back stays", macros.ChangeMacroArgs{What: macros.RestoreMacro, Macro: called("1", "One"), At: 2}, "One,Two,Three,", 0},
	} {
		c.a.All = three()
		got := change(t, c.a)
		require.Empty(t, got.Problems, c.name)
		require.Equal(t, c.want, names(got.All), c.name)
		require.Equal(t, c.at, got.At, c.name)
	}
}

func TestWhatIsWrongIsNotSaved(t *testing.T) {
	bad := called("4", "one")
	bad.Text = "\n{{ customer.nam }}"
	got := change(t, macros.ChangeMacroArgs{All: three(), What: macros.SaveMacro, Macro: bad})
	require.Equal(t, "One,Two,Three,", names(got.All))
	require.Len(t, got.Problems, 2)
	require.Contains(t, print.In("en").Say(got.Problems[0].Say), "“customer.name”")
	require.Equal(t, "name", got.Problems[1].Field)
	require.Empty(t, change(t, macros.ChangeMacroArgs{All: three(), What: macros.SaveMacro, Macro: called("1", "ONE")}).Problems, "its own name is free")
	var many []m.Macro
	for i := range m.Limit {
		many = append(many, called("m"+strconv.Itoa(i), "m"+strconv.Itoa(i)))
	}
	require.NotEmpty(t, change(t, macros.ChangeMacroArgs{All: many, What: macros.SaveMacro, Macro: called("x", "x")}).Problems)
}

var directory = helpdesk.Directory{
	System: "usedesk", Account: "ud", Title: "Shop", Me: 5, Agents: []helpdesk.Person{{ID: 5, Name: "Bob Lee", Email: "bob@example.org"}},
	Groups: []helpdesk.Entry{{ID: 2, Name: "Level 2"}},
}

func TestAMacroIsShownAboutATicket(t *testing.T) {
	macro := m.Macro{Name: "a", Text: "Hi {{customer.first_name}} from {{ticket.group}}, {{agent.first_name}}{{ticket.category}} {% if customer.language == 'de' %}Gruß{% endif %}", Private: true,
		Actions: []m.Action{{Property: "status", Value: "solved"}, {Property: "assignee", Value: "me"}, {Property: "category", Value: "x"}}}
	got := coretest.Result[macros.ShowMacroResult](t, table(), "macros.show", &macros.ShowMacroArgs{Macro: macro, Directory: directory,
		About: macros.About{System: "usedesk", Group: "2", Type: "question", Client: helpdesk.Person{Name: "Anna [b]"}, Words: "Der Export ist nicht da und ich warte"}})
	require.Empty(t, got.Problems)
	require.Equal(t, "Hi Anna from Level 2, Bob Gruß", got.Source)
	require.True(t, got.Private)
	require.Len(t, got.Doings, 2)
	require.Equal(t, "5", got.Doings[1].Value)
	require.Len(t, got.Lost, 2)

	got = coretest.Result[macros.ShowMacroResult](t, table(), "macros.show", &macros.ShowMacroArgs{Macro: m.Macro{Name: "a", Text: "{{ x }}"}, Directory: directory})
	require.Len(t, got.Problems, 1)
	require.Equal(t, "{{ x }}", got.Source)
}

func TestMacrosGoFromOneDesksideToAnother(t *testing.T) {
	all := three()
	all[1].Private, all[1].Account, all[1].Actions = true, "ud", []m.Action{{Property: "group", Value: "Level 3"}, {Property: "assignee", Value: "me"}}
	text := coretest.Result[macros.ShareMacrosResult](t, table(), "macros.share", &macros.ShareMacrosArgs{All: all}).Text
	line := coretest.Result[macros.ShareMacrosResult](t, table(), "macros.share", &macros.ShareMacrosArgs{All: all[1:], Line: true}).Text
	require.True(t, strings.HasPrefix(line, "macro/1?name=Two"))

	mine := []m.Macro{called("a", "two")}
	got := coretest.Result[macros.TakeMacrosResult](t, table(), "macros.take", &macros.TakeMacrosArgs{All: mine, Text: text, ID: "new", Directories: []helpdesk.Directory{directory}})
	require.Equal(t, "two,One,Two 2,Three,", names(got.All))
	require.Equal(t, []string{"a", "new.0", "new.1", "new.2"}, []string{got.All[0].ID, got.All[1].ID, got.All[2].ID, got.All[3].ID})
	require.Equal(t, "Two", got.Taken[1].Called)
	require.Empty(t, got.Taken[1].Macro.Account)
	require.Len(t, got.Taken[1].Lost, 1)
	require.Contains(t, print.In("en").Say(got.Taken[1].Lost[0]), "Level 3")

	again := coretest.Result[macros.TakeMacrosResult](t, table(), "macros.take", &macros.TakeMacrosArgs{All: got.All, Text: text, ID: "again"})
	require.True(t, again.Taken[0].Same)
	require.True(t, again.Taken[2].Same)
	require.Equal(t, "Two 3", again.Taken[1].Macro.Name)
}

func TestTheMacroThatWasUsedLastComesFirst(t *testing.T) {
	got := coretest.Result[macros.FindMacrosResult](t, table(), "macros.find", &macros.FindMacrosArgs{All: three(), Used: []macros.UsedMacro{{ID: "3", At: 7}}, Typed: "t"})
	require.Equal(t, []int{2, 1, 0}, got.Places)
}

// noteless is a desk that has no private notes.
type noteless struct{ helpdesk.Desk }

func (n noteless) Can() *helpdesk.Abilities {
	can := *n.Desk.Can()
	can.Notes = false
	return &can
}

func TestANoteWhereThereAreNoneIsToldToBeAReply(t *testing.T) {
	var without helpdesk.Desks
	for _, desk := range desks.Agents() {
		without = append(without, noteless{desk})
	}
	ask := &macros.ShowMacroArgs{Macro: m.Macro{Name: "a", Text: "x", Private: true}, Directory: helpdesk.Directory{System: "usedesk"}}
	got := coretest.Result[macros.ShowMacroResult](t, macros.Keeping(without).Told((*api.Error).Say), "macros.show", ask)
	require.False(t, got.Private)
	require.Len(t, got.Lost, 1)
	require.True(t, coretest.Result[macros.ShowMacroResult](t, table(), "macros.show", ask).Private)
}
