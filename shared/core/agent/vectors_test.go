package agent_test

import (
	"testing"

	"deskside/shared/core/agent"
	"deskside/shared/core/coretest"
)

// vectors are calls with their exact bytes: see coretest.Vectors.
func vectors(t testing.TB) *coretest.Vectors {
	v := &coretest.Vectors{Table: agent.Table()}
	list := &agent.ListArgs{Accounts: []agent.Account{useResponse, usedesk}, Query: "status:active,merged"}
	v.Add(t, "a list is planned", "tickets.list", list, 0)
	v.Add(t, "a list is read", "tickets.list", list, 1, coretest.Answer(t, "useresponse/testdata/tickets-list.json"), coretest.Answer(t, "usedesk/testdata/tickets.json"))
	v.Add(t, "a list of quoted numbers is read", "tickets.list", &agent.ListArgs{Accounts: []agent.Account{usedesk}}, 1, coretest.Answer(t, "usedesk/testdata/tickets-quoted-numbers.json"))
	v.Add(t, "a list is partly refused", "tickets.list", list, 3, coretest.Status(200, "<html>"), coretest.Status(200, `{"error":"Invalid token","code":112}`))
	v.Add(t, "a request is to be repeated", "tickets.list", list, 1, coretest.Status(503, ""), coretest.Answer(t, "usedesk/testdata/tickets.json"))
	v.Add(t, "a UseResponse ticket is read", "ticket.get", &agent.TicketArgs{Account: useResponse, ID: 38}, 1,
		coretest.Answer(t, "useresponse/testdata/objects-get.json"), coretest.Answer(t, "useresponse/testdata/objects-comments.json"), coretest.Answer(t, "useresponse/testdata/objects-comments-private.json"))
	v.Add(t, "a Usedesk ticket is read", "ticket.get", &agent.TicketArgs{Account: usedesk, ID: 2992803}, 1, coretest.Answer(t, "usedesk/testdata/ticket.json"))
	v.Add(t, "names are read", "account.directory", &agent.DirectoryArgs{Account: usedesk}, 1,
		coretest.Answer(t, "usedesk/testdata/users.json"), coretest.Answer(t, "usedesk/testdata/groups.json"), coretest.Answer(t, "usedesk/testdata/channels.json"), coretest.Answer(t, "usedesk/testdata/ticket-fields.json"), coretest.Answer(t, "usedesk/testdata/tags.json"))
	v.Add(t, "a key is checked", "account.check", &agent.CheckArgs{Account: useResponse}, 1, coretest.Answer(t, "useresponse/testdata/users-me.json"))
	v.Add(t, "a bad address is refused", "account.address", &agent.AddressArgs{System: "useresponse", Input: "https://a@b"}, 0)
	return v
}

func TestVectorsAreUpToDate(t *testing.T) { vectors(t).Golden(t) }

func TestNothingThatCallsItStopsTheCore(t *testing.T) { vectors(t).Unbreakable(t) }

func FuzzCall(f *testing.F) { vectors(f).Fuzz(f) }
