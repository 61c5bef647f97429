package agent_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/core/agent"
	"deskside/shared/core/coretest"
	"deskside/shared/helpdesk"
	"deskside/shared/words/print"
)

// told is a change as people read it.
func told(c agent.Change) []string {
	who := c.By
	if who == "" {
		who = print.In("en").Say(c.Unnamed)
	}
	lines := []string{who}
	for _, m := range c.Changed {
		lines = append(lines, string(m.Aspect)+": "+m.Before+" → "+m.After)
	}
	return lines
}

func TestPeopleAndValuesAreNamedAsTheAccountNamesThem(t *testing.T) {
	args := &agent.TicketArgs{Account: usedesk, ID: 2992803}
	answer := coretest.Answer(t, "usedesk/testdata/ticket.json")
	unknown := coretest.Result[agent.TicketResult](t, agent.Table(), "ticket.get", args, answer)
	require.Equal(t, []string{"Helpdesk", "assignee:  → 17063", "status: New → Open"}, told(unknown.Changes[0]))
	require.Equal(t, 1, unknown.Changes[0].After, "it stands behind the message of that second")

	args.Directory = helpdesk.Directory{Agents: []helpdesk.Person{{ID: 15341, Name: "No client"}, {ID: 17063, Name: "Ирина Агент"}}}
	known := coretest.Result[agent.TicketResult](t, agent.Table(), "ticket.get", args, answer)
	require.Equal(t, []string{"Helpdesk", "assignee:  → Ирина Агент", "status: New → Open"}, told(known.Changes[0]))
	require.Equal(t, "Ирина Агент", known.Messages[1].Author)
	require.Equal(t, "Юлия O’Neill", known.Messages[0].Author, "a client is no agent, whatever the number")
	require.Equal(t, "Ирина Агент", known.Row.Assignee)
}

func TestAHistoryTellsWhatItsHelpdeskTells(t *testing.T) {
	args := &agent.TicketArgs{Account: useResponse, ID: 38, Directory: helpdesk.Directory{
		Statuses: []helpdesk.Status{{ID: 12, Slug: "in_progress", Title: "In progress", State: helpdesk.Open}},
	}}
	ticket := coretest.Result[agent.TicketResult](t, agent.Table(), "ticket.get", args,
		coretest.Answer(t, "useresponse/testdata/objects-get.json"), coretest.Answer(t, "useresponse/testdata/objects-comments.json"),
		coretest.Answer(t, "useresponse/testdata/objects-comments-private.json"), coretest.Answer(t, "useresponse/testdata/changelog-objects.json"))
	require.Len(t, ticket.Changes, 1)
	require.Equal(t, helpdesk.Open, ticket.Changes[0].Changed[0].AfterState)
	require.Equal(t, "In progress", ticket.Changes[0].Changed[0].After)
	require.Equal(t, "Олена Ковальчук", ticket.Changes[0].Changed[1].After)
	require.Equal(t, helpdesk.AssigneeAspect, ticket.Changes[0].Changed[1].Aspect)
}

func TestWhatIsNewIsWhatOthersHaveWrittenSince(t *testing.T) {
	answer := coretest.Answer(t, "usedesk/testdata/ticket.json")
	const first, second = 1778412683, 1778485650
	for _, test := range []struct {
		name     string
		seen, me int64
		want     int
	}{
		{"to who has never looked, nothing", 0, 0, 2},
		{"an answer that came later", first, 0, 1},
		{"not one's own", first, 17063, 2},
		{"all of it, to who looked before", first - 1, 17063, 0},
		{"nothing, to who has seen all", second, 0, 2},
	} {
		t.Run(test.name, func(t *testing.T) {
			ticket := coretest.Result[agent.TicketResult](t, agent.Table(), "ticket.get", &agent.TicketArgs{
				Account: usedesk, ID: 2992803, Seen: test.seen, Directory: helpdesk.Directory{Me: test.me},
			}, answer)
			require.Equal(t, test.want, ticket.New)
		})
	}
}

func TestTheKeyGoesToFilesOfTheAccountAlone(t *testing.T) {
	for _, test := range []struct {
		name         string
		account      agent.Account
		url          string
		own, headers bool
		pattern      string
	}{
		{"a file of the helpdesk", useResponse, "https://help.example.test/files/501/a.png", true, true, "https://help.example.test/*"},
		{"a file of another host", useResponse, "https://files.example.org/a.png", false, false, "https://files.example.org/*"},
		{"what answers to the API is no file", useResponse, "https://help.example.test/api/7.0/objects/1/trash.json", false, false, "https://help.example.test/*"},
		{"Usedesk's files need none", usedesk, "https://secure.usedesk.com/files/a.png", true, false, "https://secure.usedesk.com/*"},
		{"what is no address of the web", usedesk, "javascript:alert(1)", false, false, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := coretest.Result[agent.FileResult](t, agent.Table(), "ticket.file", &agent.FileArgs{Account: test.account, URL: test.url, Name: "a.PNG"})
			require.Equal(t, test.own, f.Own)
			require.Equal(t, test.headers, len(f.Headers) > 0)
			require.Equal(t, test.pattern, f.Pattern)
			require.Equal(t, test.pattern != "", f.Picture)
		})
	}
}

func TestFilesAreKnownByTheirBytes(t *testing.T) {
	for head, want := range map[string]string{
		"\x89PNG\r\n\x1a\nIHDR":        "image/png",
		"\xff\xd8\xff\xe0":             "image/jpeg",
		"GIF89a":                       "image/gif",
		"RIFF\x10\x00\x00\x00WEBPVP8 ": "image/webp",
		"\x00\x00\x00\x1cftypavif":     "image/avif",
		"BM\x10\x00\x00\x00\x00\x00\x00\x00\x36\x00\x00\x00\x28": "image/bmp",
		"BM: a text":      "",
		"<svg xmlns=":     "",
		"<!doctype html>": "",
		"%PDF-1.7":        "",
		"":                "",
	} {
		require.Equal(t, want, coretest.Result[agent.FileKindResult](t, agent.Table(), "file.kind", &agent.FileKindArgs{Head: []byte(head)}).Type, "%q", head)
	}
}

func TestNamesOfFilesShowWhatTheyAre(t *testing.T) {
	for name, want := range map[string]string{
		"photo.png":                       "photo.png",
		"../../etc/passwd":                "_.._etc_passwd",
		"C:\\autorun.inf":                 "C__autorun.inf",
		"gnp.\u202egpj.exe":               "gnp.gpj.exe",
		" invoice.pdf\u200b .":            "invoice.pdf",
		"снимок\nэкрана.png":              "снимокэкрана.png",
		"":                                "",
		strings.Repeat("x", 300) + ".png": strings.Repeat("x", 95) + "….png",
	} {
		f := coretest.Result[agent.FileResult](t, agent.Table(), "ticket.file", &agent.FileArgs{Account: useResponse, URL: "https://help.example.test/f", Name: name})
		require.Equal(t, want, f.Name, "%q", name)
	}
}
