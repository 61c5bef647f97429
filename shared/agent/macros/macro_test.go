package macros_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"deskside/shared/agent/macros"
	"deskside/shared/api"
	"deskside/shared/desks"
	"deskside/shared/helpdesk"
	"deskside/shared/words"
	"deskside/shared/words/print"
)

func fields(all []macros.Problem) (names []string) {
	for _, p := range all {
		names = append(names, p.Field)
	}
	return names
}

func status(value string) macros.Action {
	return macros.Action{Property: helpdesk.PropertyStatus, Value: value}
}

func tag(value string) macros.Action {
	return macros.Action{Property: helpdesk.PropertyTags, Value: value}
}

func TestAMacroIsBroughtIntoForm(t *testing.T) {
	m, wrong := macros.Macro{Name: "  Close  it ", Text: "\r\na\r\nb ", Actions: []macros.Action{status(" solved "), tag("a"), tag("A"), tag("b")}}.Normal()
	require.Empty(t, wrong)
	require.Equal(t, macros.Macro{Name: "Close it", Text: "a\nb", Actions: []macros.Action{status("solved"), tag("a"), tag("b")}}, m)
	for name, test := range map[string]struct {
		m    macros.Macro
		want []string
	}{
		"nothing":           {macros.Macro{}, []string{"name", "text"}},
		"a long name":       {macros.Macro{Name: strings.Repeat("ä", 61), Text: "x"}, []string{"name"}},
		"a name that lies":  {macros.Macro{Name: "a\u202eb", Text: "x"}, []string{"name"}},
		"a long text":       {macros.Macro{Name: "a", Text: strings.Repeat("x", 10_001)}, []string{"text"}},
		"two statuses":      {macros.Macro{Name: "a", Actions: []macros.Action{status("new"), status("open")}}, []string{"actions"}},
		"no value":          {macros.Macro{Name: "a", Text: "x", Actions: []macros.Action{status("")}}, []string{"actions"}},
		"what no macro can": {macros.Macro{Name: "a", Text: "x", Actions: []macros.Action{{Property: helpdesk.PropertyVoted, Value: "1"}}}, []string{"actions"}},
		"a broken text":     {macros.Macro{Name: "a", Text: "{{"}, []string{"text"}},
	} {
		_, wrong := test.m.Normal()
		require.Equal(t, test.want, fields(wrong), name)
	}
	require.NotContains(t, fields(second(macros.Macro{Name: "a", Actions: []macros.Action{status("solved")}}.Normal())), "text", "what only does something is a macro")
}

func second(_ macros.Macro, all []macros.Problem) []macros.Problem { return all }

func TestMacrosGoThroughATextAndALine(t *testing.T) {
	all := []macros.Macro{
		{Name: "Close: politely", Text: "Hello {{ customer.first_name | default: \"there\" }},\n\n| not a line of its own\n# nor this\nBye", Actions: []macros.Action{status("solved"), tag("a, b"), tag("c"), {Property: helpdesk.PropertyAssignee, Value: macros.Me}}},
		{Name: "Запомнить", Private: true, Text: "100 % & [b]x[/b] + ü 😀"},
		{Name: "Only", Actions: []macros.Action{{Property: helpdesk.PropertyPriority, Value: "urgent"}, {Property: helpdesk.PropertyGroup, Value: "Level 2"}, {Property: helpdesk.PropertyCategory, Value: "Reports"}, {Property: helpdesk.PropertyType, Value: "task"}}},
	}
	again, err := macros.Import(macros.Export(all))
	require.NoError(t, err)
	require.Equal(t, all, again)
	again, err = macros.ReadShared(strings.ReplaceAll(macros.Export(all), "\n", "\r\n"))
	require.NoError(t, err)
	require.Equal(t, all, again)
	for _, m := range all {
		line := m.Line()
		require.NotContains(t, line, "\n")
		read, err := macros.ReadShared("Have a look: <" + line + ">, it helps.")
		require.NoError(t, err)
		require.Equal(t, []macros.Macro{m}, read)
	}
}

func says(err error) string {
	e, ok := err.(*api.Error)
	if !ok {
		return ""
	}
	all := ""
	for _, f := range e.Fields {
		all += print.In("en").Say(f.Say) + "\n"
	}
	return all
}

func TestWhatIsNoMacroIsRefusedWithItsLine(t *testing.T) {
	for name, test := range map[string]struct{ text, want string }{
		"nothing":             {"  ", "no macro"},
		"something else":      {"Hello there", "Line 1: A macro begins"},
		"a text without name": {"# x\n| text", "Line 2: A macro begins"},
		"another line":        {"macro: a\nstatus: solved\ncolour: red", "Line 3: A line begins"},
		"a broken text":       {"\nmacro: a\n| {{ x }}", "Line 2: There is no variable"},
		"a newer version":     {"# Deskside macros, version 2\nmacro: a", "another version"},
		"a newer line":        {"macro/2?name=a", "another version"},
		"a damaged line":      {"macro/1?name=a%zz", "damaged"},
		"what no line has":    {"macro/1?name=a&account=1", "damaged"},
		"two names":           {"macro/1?name=a&name=b&text=x", "damaged"},
		"a long line":         {"macro/1?name=a&text=" + strings.Repeat("x", 50_000), "too long"},
		"too many":            {strings.Repeat("macro: a\n| x\n", 301), "There can be 300"},
	} {
		_, err := macros.ReadShared(test.text)
		require.Contains(t, says(err), test.want, name)
	}
}

func known(t testing.TB, system helpdesk.System) *helpdesk.Known {
	desk, err := desks.Agents().Of(system)
	require.NoError(t, err)
	return &helpdesk.Known{Directory: &helpdesk.Directory{
		System: system, Desk: desk, Agents: []helpdesk.Person{{ID: 5, Name: "Bob Lee"}}, Tags: []helpdesk.Entry{{ID: 1, Name: "VIP"}}, Groups: []helpdesk.Entry{{ID: 2, Name: "Level 2"}},
		Categories: []helpdesk.Entry{{ID: 3, Name: "Reports"}}, Statuses: []helpdesk.Status{{ID: 9, Slug: "done", Title: "All done", State: helpdesk.Solved}, {ID: 8, Slug: "open", Title: "Open", State: helpdesk.Open}},
	}}
}

func TestActionsAreFoundInAnAccountByTheirNames(t *testing.T) {
	m := macros.Macro{Actions: []macros.Action{
		status("solved"), {Property: helpdesk.PropertyAssignee, Value: "me"}, {Property: helpdesk.PropertyPriority, Value: "urgent"}, tag("vip"), tag("fresh"),
		{Property: helpdesk.PropertyGroup, Value: "level 2"}, {Property: helpdesk.PropertyCategory, Value: "reports"},
	}}
	all, lost := m.Doings(known(t, helpdesk.Usedesk), "question", 5)
	require.Equal(t, []macros.Doing{
		{Property: "status", Value: all[0].Value, Title: all[0].Title, State: helpdesk.Solved},
		{Property: "assignee", Value: "5", Title: "Bob Lee"}, {Property: "priority", Value: "urgent"}, {Property: "tags", Value: "VIP\nfresh"}, {Property: "group", Value: "2", Title: "Level 2"},
	}, all)
	require.Len(t, lost, 1, "Usedesk has no categories to choose")
	require.Equal(t, words.MacroLostProperty("category", words.Text("reports")), lost[0])

	all, lost = m.Doings(known(t, helpdesk.UseResponse), "ticket", 0)
	require.Equal(t, macros.Doing{Property: "status", Value: "9", Title: "All done", State: helpdesk.Solved}, all[0])
	var names []string
	for _, l := range lost {
		names = append(names, print.In("en").Say(l))
	}
	require.Contains(t, strings.Join(names, "\n"), "no assignee “me”", "nobody knows who that is")

	for value, want := range map[string]string{"all done": "9", "open": "8", "Nowhere": ""} {
		all, lost = (&macros.Macro{Actions: []macros.Action{status(value)}}).Doings(known(t, helpdesk.UseResponse), "ticket", 5)
		if want == "" {
			require.Len(t, lost, 1)
			continue
		}
		require.Equal(t, want, all[0].Value, value)
	}
	all, _ = (&macros.Macro{Actions: []macros.Action{{Property: helpdesk.PropertyAssignee, Value: "nobody"}}}).Doings(known(t, helpdesk.UseResponse), "ticket", 5)
	require.Equal(t, []macros.Doing{{Property: "assignee"}}, all)
}

func TestWhereNothingIsSolvedWhatIsOverIsClosed(t *testing.T) {
	k := known(t, helpdesk.Usedesk)
	can := *k.Desk.Can()
	can.Statuses = []helpdesk.Status{{ID: 1, Slug: "open", State: helpdesk.Open}, {ID: 4, Slug: "over", State: helpdesk.Closed}}
	k.Desk = limited{k.Desk, &can}
	all, lost := (&macros.Macro{Actions: []macros.Action{status("solved")}}).Doings(k, "question", 5)
	require.Equal(t, []macros.Doing{{Property: "status", Value: "4", State: helpdesk.Closed}}, all)
	require.Empty(t, lost)
	_, lost = (&macros.Macro{Actions: []macros.Action{status("pending")}}).Doings(k, "question", 5)
	require.Len(t, lost, 1)
}

// limited is a desk that can do something else.
type limited struct {
	helpdesk.Desk
	can *helpdesk.Abilities
}

func (l limited) Can() *helpdesk.Abilities { return l.can }

func TestTheBestMacroComesFirst(t *testing.T) {
	names := []string{"Refund: how", "Close politely", "How to export", "Ask for a screenshot", "Closed elsewhere"}
	var all []macros.Macro
	for _, n := range names {
		all = append(all, macros.Macro{Name: n, Text: "About invoices"})
	}
	all[4].Account = "other"
	for typed, want := range map[string][]int{
		"": {3, 0, 1, 2}, "close": {1}, "how": {2, 0}, "ПОНЯТНО": nil, "afs": {3}, "/refund": {0}, "invoice": {3, 0, 1, 2},
	} {
		require.Equal(t, want, orNil(macros.Find(all, []int64{0, 0, 0, 7}, typed, "mine")), typed)
	}
	require.Equal(t, []int{1, 4}, macros.Find(all, nil, "close", ""))
}

func orNil(all []int) []int {
	if len(all) == 0 {
		return nil
	}
	return all
}

func TestALanguageIsGuessedOrNot(t *testing.T) {
	for text, want := range map[string]string{
		"Hello, the export is not working for me, please have a look": "en", "Guten Tag, ich habe eine Frage und bitte um Hilfe, das ist nicht gut": "de",
		"Bonjour, je ne peux pas exporter les rapports dans mon compte": "fr", "Hola, no puedo exportar los informes y está vacío": "es", "Olá, não consigo exportar os relatórios": "pt",
		"Ciao, non riesco a esportare il file della fattura": "it", "Dzień dobry, nie mogę się zalogować do panelu": "pl", "Не работает экспорт отчётов": "ru", "Не працює експорт звітів і їх немає": "uk",
		"לא עובד לי הייצוא": "he", "لا يعمل التصدير": "ar", "エクスポートできません": "ja", "Invoice": "", "": "", "12 34": "", "ok": "",
	} {
		require.Equal(t, want, macros.LanguageOf(text), text)
	}
}

func TestReadingAndFillingIsLinear(t *testing.T) {
	pieces := []string{"{{ customer.name }}", "{% if ticket.id %}a{% endif %}", "{", "{%", "   {% if ticket.id %}   \n{% endif %}\n", "[b]{{ticket.subject}}[/b]\n", `{{ "`, "\n   "}
	for _, piece := range pieces {
		run := func(n int) time.Duration {
			source := strings.Repeat(piece, n/len(piece))
			best := time.Hour
			for range 3 {
				start := time.Now()
				read, _ := macros.Read(source)
				read.Fill(facts())
				best = min(best, time.Since(start))
			}
			return best
		}
		small := run(20_000)
		require.Less(t, run(320_000), 16*8*max(small, 200*time.Microsecond), "%q", piece)
	}
}

func FuzzMacro(f *testing.F) {
	for _, seed := range []string{"{{ customer.name | default: \"x\" }}", "{% if ticket.tags contains 'a' %}\n{% else %}{% endif %}", "[b]{{ticket.subject}}[/b]", "{%-", "\U000f0000{{ticket.id}}"} {
		f.Add(seed, "[url=javascript:x]{{ticket.id}}")
	}
	for _, name := range hostile {
		f.Add("[quote]{{ customer.name }}", name)
	}
	f.Fuzz(func(t *testing.T, source, name string) {
		who := facts()
		who.Customer.Name, who.Subject = name, name
		read, wrong := macros.Read(source)
		for _, p := range wrong {
			require.LessOrEqual(t, p.Start, p.End)
			require.Positive(t, p.Line)
		}
		filled := read.Fill(who).Source
		require.Equal(t, filled, read.Fill(who).Source)
		for _, r := range filled {
			require.False(t, r >= 0xf0000 && r <= 0xffffd)
		}
		m, bad := macros.Macro{Name: "a", Text: source}.Normal()
		if len(bad) > 0 {
			return
		}
		again, err := macros.Import(macros.Export([]macros.Macro{m}))
		require.NoError(t, err)
		require.Equal(t, m.Text, again[0].Text)
	})
}
