package agent_test

import (
	"testing"

	act "deskside/shared/agent"
	saved "deskside/shared/agent/macros"
	"deskside/shared/core/agent"
	"deskside/shared/core/compose"
	"deskside/shared/core/coretest"
	"deskside/shared/core/creation"
	"deskside/shared/core/macros"
	"deskside/shared/core/watch"
	"deskside/shared/filter/view"
	"deskside/shared/helpdesk"
)

// vectors are calls with their exact bytes: see coretest.Vectors.
func vectors(t testing.TB) *coretest.Vectors {
	v := &coretest.Vectors{Table: agent.Table()}
	list := &agent.ReadArgs{Account: useResponse, Query: "status:active,merged"}
	v.Add(t, "a list is planned", "tickets.read", list, 0)
	v.Add(t, "a list is read", "tickets.read", list, 1, coretest.Answer(t, "useresponse/testdata/tickets-list.json"))
	v.Add(t, "a list of quoted numbers is read", "tickets.read", &agent.ReadArgs{Account: usedesk}, 1, coretest.Answer(t, "usedesk/testdata/tickets-quoted-numbers.json"))
	v.Add(t, "a list is refused", "tickets.read", list, 3, coretest.Status(200, "<html>"))
	v.Add(t, "a request is to be repeated", "tickets.read", list, 1, coretest.Status(503, ""))
	part := coretest.Result[agent.Part](t, v.Table, "tickets.read", list, coretest.Answer(t, "useresponse/testdata/tickets-list.json"))
	v.Add(t, "a page is put into a list", "tickets.join", &agent.JoinArgs{Query: list.Query, Accounts: both, Part: &agent.NewPart{
		Account: part.Account, Table: part.Table, Reach: part.Reach, At: part.At, StaleAt: part.StaleAt}}, 0)
	v.Add(t, "it is said who is asked again", "tickets.pace", &agent.PaceArgs{Accounts: []agent.Paced{{Account: "ur", At: now - 61_000, StaleAt: now - 1_000}, {Account: "ud", At: now - 1_000, StaleAt: now}}, Touched: now}, 0)
	v.Add(t, "a UseResponse ticket is read", "ticket.get", &agent.TicketArgs{Account: useResponse, ID: 38}, 1,
		coretest.Answer(t, "useresponse/testdata/objects-get.json"), coretest.Answer(t, "useresponse/testdata/objects-comments.json"), coretest.Answer(t, "useresponse/testdata/objects-comments-private.json"), coretest.Answer(t, "useresponse/testdata/changelog-objects.json"))
	v.Add(t, "a Usedesk ticket is read", "ticket.get", &agent.TicketArgs{Account: usedesk, ID: 2992803}, 1, coretest.Answer(t, "usedesk/testdata/ticket.json"))
	v.Add(t, "names are read", "account.directory", &agent.DirectoryArgs{Account: usedesk}, 1,
		coretest.Answer(t, "usedesk/testdata/users.json"), coretest.Answer(t, "usedesk/testdata/groups.json"), coretest.Answer(t, "usedesk/testdata/channels.json"), coretest.Answer(t, "usedesk/testdata/ticket-fields.json"), coretest.Answer(t, "usedesk/testdata/tags.json"))
	v.Add(t, "a key is checked", "account.check", &agent.CheckArgs{Account: useResponse}, 1, coretest.Answer(t, "useresponse/testdata/users-me.json"))
	v.Add(t, "a file is asked for", "ticket.file", &agent.FileArgs{Account: useResponse, URL: "https://help.example.test/files/501/a.png", Name: "a.png"}, 0)
	v.Add(t, "a picture is known by its bytes", "file.kind", &agent.FileKindArgs{Head: []byte("\x89PNG\r\n\x1a\n")}, 0)
	v.Add(t, "a bad address is refused", "account.address", &agent.AddressArgs{System: "useresponse", Input: "https://a@b"}, 0)
	v.Add(t, "a reply is measured", "reply.measure", &agent.MeasureArgs{System: "useresponse", Source: "[b]жж[/b] 😀"}, 0)
	v.Add(t, "a form for an idea is asked for", "new.form", &creation.FormArgs{Directory: helpdesk.Directory{System: "useresponse"}, Type: "idea"}, 0)
	v.Add(t, "a new ticket is checked", "new.check", &creation.NewCheckArgs{Directory: helpdesk.Directory{System: "usedesk"}, Type: "ticket", Source: "[b]жж[/b] 😀"}, 0)
	v.Add(t, "an idea is entered", "outbox.create", &agent.CreateArgs{Key: "k", Creation: act.Creation{Account: "ur", System: "useresponse", Type: "idea", Source: "x", Origin: &act.Origin{Account: "ud", Ticket: 7}}}, 0)
	v.Add(t, "a ticket is read for an idea", "new.take", &agent.TakeArgs{Account: usedesk, ID: 2992803, System: "useresponse", Type: "idea"}, 1, coretest.Answer(t, "usedesk/testdata/ticket.json"))
	watched := []watch.Watched{{Name: "mine", Query: "assignee:me", Badge: view.BadgeAll, Notify: view.Events()}}
	v.Add(t, "it is said what is read while nobody looks", "watch.due", &watch.LookArgs{Views: watched, Accounts: []string{"ur"}}, 0)
	v.Add(t, "what was read then is counted", "watch.settle", &watch.LookedArgs{Views: watched, Accounts: []string{"ur"}, Allowed: true,
		Answers: []watch.Answer{{Account: "ur", Query: "assignee:me", Tickets: []view.Seen{{Key: "ur/7", Updated: now / 1000}}, Total: 1}}}, 0)
	v.Add(t, "a macro is shown about a ticket", "macros.show", &macros.ShowMacroArgs{Macro: saved.Macro{Name: "Close", Text: "Hello {{ customer.first_name | default: \"there\" }}", Actions: []saved.Action{{Property: "status", Value: "solved"}}},
		About: macros.About{System: "usedesk", Client: helpdesk.Person{Name: "[b]Anna Weber"}}, Directory: helpdesk.Directory{System: "usedesk"}}, 0)
	v.Add(t, "it is said when to lock", "lock.due", &agent.LockArgs{Minutes: 15, Touched: now - 60_000}, 0)
	v.Add(t, "a word is made bold", "content.edit", &compose.EditArgs{Command: "toggle", Tag: "b", Text: "one", End: 3}, 0)
	return v
}

func TestVectorsAreUpToDate(t *testing.T) { vectors(t).Golden(t) }

func TestNothingThatCallsItStopsTheCore(t *testing.T) { vectors(t).Unbreakable(t) }

func FuzzCall(f *testing.F) { vectors(f).Fuzz(f) }
