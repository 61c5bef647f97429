package agent_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	act "deskside/shared/agent"
	"deskside/shared/api"
	"deskside/shared/core/agent"
	"deskside/shared/core/boxes"
	"deskside/shared/core/coretest"
	"deskside/shared/helpdesk"
	"deskside/shared/outbox"
)

// opened is the Usedesk ticket of the fixtures as an agent reads it.
func opened(t testing.TB) agent.TicketResult {
	return coretest.Result[agent.TicketResult](t, agent.Table(), "ticket.get", &agent.TicketArgs{Account: usedesk, ID: 2992803}, coretest.Answer(t, "usedesk/testdata/ticket.json"))
}

// decided is an outbox with a change of a property in it that was decided upon it.
func decided(t testing.TB, p helpdesk.Property, want string, change ...func(*act.Act)) []byte {
	ticket := opened(t)
	a := act.Act{
		Account: usedesk.ID, System: helpdesk.Usedesk, Ticket: ticket.Row.ID, Type: ticket.Row.Type, Subject: ticket.Row.Subject,
		Property: p, Known: true, Talk: ticket.Talk,
	}
	for _, v := range ticket.Values {
		if v.Property == p {
			a.Seen = v.Value
		}
	}
	for _, c := range change {
		c(&a)
	}
	return coretest.Result[agent.ActsResult](t, agent.Table(), "outbox.act", &agent.ActArgs{Key: "press-1", Act: a, Want: want}).Box
}

// leased is the step of sending what is in an outbox once its undo window is over.
func leased(t testing.TB, box []byte) (agent.DueActsResult, boxes.Step) {
	box = coretest.Result[agent.ActsResult](t, agent.Table(), "outbox.hasten", &boxes.EntryArgs{Box: box, Key: "press-1"}).Box
	due := coretest.Result[agent.DueActsResult](t, agent.Table(), "outbox.due", &boxes.DueArgs{Box: box, Holder: "page", Sole: true})
	require.Len(t, due.Steps, 1)
	return due, due.Steps[0]
}

// sent runs a step and gives what came of it to the outbox.
func sent(t testing.TB, box []byte, answers ...*api.Response) (agent.Acting, *coretest.Host, []byte) {
	due, step := leased(t, box)
	h := coretest.NewHost(coretest.Turns(answers...))
	out := h.Run(t, agent.Table(), "outbox.send", &agent.SendActArgs{Accounts: []agent.Account{useResponse, usedesk}, Entry: step.Entry})
	result := coretest.Read[agent.SendActResult](t, out)
	after := coretest.Result[agent.ActsResult](t, agent.Table(), "outbox.settle",
		&boxes.SettleArgs{Box: due.Box, Key: step.Key, Attempt: step.Attempt, Answer: result.Answer})
	require.Len(t, after.Acts, 1)
	return after.Acts[0], h, after.Box
}

func TestAChangeWaitsToBeTakenBackThenGoesOut(t *testing.T) {
	box := decided(t, helpdesk.PropertyStatus, "3")
	due := coretest.Result[agent.DueActsResult](t, agent.Table(), "outbox.due", &boxes.DueArgs{Box: box, Holder: "page", Sole: true})
	require.Empty(t, due.Steps)
	require.EqualValues(t, coretest.Now+act.Hold, due.Next)
	require.True(t, due.Acts[0].Held && due.Acts[0].Undoable)

	done, h, _ := sent(t, box, coretest.Answer(t, "usedesk/testdata/ticket.json"), coretest.Status(200, `{"status":"success","ticket_id":2992803}`))
	require.Equal(t, outbox.Sent, done.State)
	require.Len(t, h.Sent, 2, "the ticket is read again, then changed")
	require.Contains(t, h.Sent[1].Line, "update/ticket")

	back := coretest.Result[agent.ActsResult](t, agent.Table(), "outbox.undo", &boxes.EntryArgs{Box: box, Key: "press-1"})
	require.Empty(t, back.Acts)
	merged := coretest.Result[agent.ActsResult](t, agent.Table(), "outbox.merge", &boxes.MergeArgs{Box: back.Box, Other: box})
	require.Empty(t, merged.Acts, "no copy brings it back")
}

func TestWhatIsAsWantedIsNotSent(t *testing.T) {
	ticket := opened(t)
	box := decided(t, helpdesk.PropertyPriority, string(ticket.Row.Priority), func(a *act.Act) { a.Seen = "extreme" })
	done, h, _ := sent(t, box, coretest.Answer(t, "usedesk/testdata/ticket.json"))
	require.Equal(t, outbox.Sent, done.State)
	require.Len(t, h.Sent, 1)
}

func TestATicketThatSomebodyElseChangedNeedsTheAgent(t *testing.T) {
	ticket := opened(t)
	box := decided(t, helpdesk.PropertyPriority, "low", func(a *act.Act) { a.Seen = "extreme" })
	waits, h, box := sent(t, box, coretest.Answer(t, "usedesk/testdata/ticket.json"))
	require.Equal(t, outbox.NeedsYou, waits.State)
	require.Len(t, h.Sent, 1, "nothing is changed")
	require.Equal(t, api.Conflict, waits.Refused.Failure.Kind)
	require.Equal(t, "extreme", waits.Refused.Differs.Seen)
	require.Equal(t, string(ticket.Row.Priority), waits.Refused.Differs.Now)
	require.Equal(t, "low", waits.Want)

	done, _, _ := sent(t, box, coretest.Answer(t, "usedesk/testdata/ticket.json"), coretest.Status(200, `{"status":"success","ticket_id":2992803}`))
	require.Equal(t, outbox.Sent, done.State, "sent all the same, once the agent has looked")
}

func TestAnAnswerThatTheAgentHasNotSeenHoldsAStatusBack(t *testing.T) {
	older := func(a *act.Act) { a.Talk.Newest-- }
	waits, _, _ := sent(t, decided(t, helpdesk.PropertyStatus, "3", older), coretest.Answer(t, "usedesk/testdata/ticket.json"))
	require.Equal(t, outbox.NeedsYou, waits.State)
	require.EqualValues(t, 1, waits.Refused.Differs.Messages)
	done, _, _ := sent(t, decided(t, helpdesk.PropertyPriority, "low", older), coretest.Answer(t, "usedesk/testdata/ticket.json"), coretest.Status(200, `{"status":"success","ticket_id":2992803}`))
	require.Equal(t, outbox.Sent, done.State, "who sorts does not answer")
}

func TestALostAnswerIsLookedAtBeforeAnythingIsSentAgain(t *testing.T) {
	box := decided(t, helpdesk.PropertyStatus, "3")
	lost, _, box := sent(t, box, coretest.Answer(t, "usedesk/testdata/ticket.json"), &api.Response{Failure: api.Network})
	require.Equal(t, outbox.Waiting, lost.State)
	require.True(t, lost.Doubt)
	require.NotNil(t, lost.Refused)
	done, h, _ := sent(t, box, coretest.Answer(t, "usedesk/testdata/ticket.json"), coretest.Status(200, `{"status":"success","ticket_id":2992803}`))
	require.Equal(t, outbox.Sent, done.State)
	require.Len(t, h.Sent, 2)
}

func TestAnAccountThatWasRemovedSendsNothing(t *testing.T) {
	due, step := leased(t, decided(t, helpdesk.PropertyStatus, "3"))
	result := coretest.Result[agent.SendActResult](t, agent.Table(), "outbox.send", &agent.SendActArgs{Accounts: []agent.Account{useResponse}, Entry: step.Entry})
	after := coretest.Result[agent.ActsResult](t, agent.Table(), "outbox.settle",
		&boxes.SettleArgs{Box: due.Box, Key: step.Key, Attempt: step.Attempt, Answer: result.Answer})
	require.Equal(t, outbox.NeedsYou, after.Acts[0].State)
}

func TestWhatNoHelpdeskCanDoIsNotEntered(t *testing.T) {
	args := &agent.ActArgs{Key: "press-1", Act: act.Act{Account: usedesk.ID, System: helpdesk.Usedesk, Ticket: 7, Property: helpdesk.PropertyLocked}, Want: helpdesk.Yes}
	require.Equal(t, api.Invalid, coretest.Step(t, agent.Table(), "outbox.act", args, 0).Failure.Kind)
}

func TestATicketThatIsToBeDeletedAndIsGoneIsDeleted(t *testing.T) {
	ticket := coretest.Answer(t, "useresponse/testdata/objects-get.json")
	enter := func(want helpdesk.Bin) []byte {
		a := act.Act{Account: useResponse.ID, System: helpdesk.UseResponse, Ticket: 38, Type: "ticket", Property: helpdesk.PropertyBin, Known: true}
		return coretest.Result[agent.ActsResult](t, agent.Table(), "outbox.act", &agent.ActArgs{Key: "press-1", Act: a, Want: string(want)}).Box
	}
	done, h, _ := sent(t, enter(helpdesk.Gone), ticket, coretest.Status(200, `{"success":{"id":38}}`))
	require.Equal(t, outbox.Sent, done.State)
	require.Contains(t, h.Sent[len(h.Sent)-1].Line, "DELETE")
	gone, h, _ := sent(t, enter(helpdesk.Gone), coretest.Status(404, `{"error":{"code":404,"message":"Resource is not found"}}`))
	require.Equal(t, outbox.Sent, gone.State)
	require.Len(t, h.Sent, 1, "nothing is deleted twice")
	refused, _, _ := sent(t, enter(helpdesk.Trash), coretest.Status(404, `{"error":{"code":404,"message":"Resource is not found"}}`))
	require.Equal(t, outbox.NeedsYou, refused.State)

	held := coretest.Result[agent.DueActsResult](t, agent.Table(), "outbox.due", &boxes.DueArgs{Box: enter(helpdesk.Trash), Holder: "page", Sole: true})
	require.Empty(t, held.Steps, "what can be taken back waits")
	asked := coretest.Result[agent.DueActsResult](t, agent.Table(), "outbox.due", &boxes.DueArgs{Box: enter(helpdesk.Gone), Holder: "page", Sole: true})
	require.Len(t, asked.Steps, 1, "what was asked for does not")
}

func TestAHelpdeskWhoseTrashIsAStatusHasOne(t *testing.T) {
	bins := func(system helpdesk.System, kind string) []helpdesk.Binning {
		return coretest.Result[agent.ControlsResult](t, agent.Table(), "ticket.controls", &agent.ControlsArgs{Directory: helpdesk.Directory{System: system}, Type: kind}).Bins
	}
	require.Equal(t, []helpdesk.Binning{{Property: helpdesk.PropertyStatus, Want: "1"}, {Bin: helpdesk.Trash, Property: helpdesk.PropertyStatus, Want: "4"}}, bins(helpdesk.Usedesk, "question"))
	require.Len(t, bins(helpdesk.UseResponse, "idea"), 4)
}

func TestRowsAndTheOpenTicketShowWhatIsToBeSent(t *testing.T) {
	names := helpdesk.Directory{System: helpdesk.Usedesk, Account: usedesk.ID, Agents: []helpdesk.Person{{ID: 5, Name: "Ada"}}}
	ticket := opened(t)
	show := func(box []byte) agent.Told {
		return coretest.Result[agent.ShowResult](t, agent.Table(), "outbox.show", &agent.ShowArgs{
			Box: box, Directories: []helpdesk.Directory{names}, Tickets: []agent.Told{{Row: ticket.Row, Values: ticket.Values, ReadAt: ticket.ReadAt}},
		}).Tickets[0]
	}
	require.Equal(t, ticket.Row, show(nil).Row)
	solved := show(decided(t, helpdesk.PropertyStatus, "2"))
	require.Equal(t, helpdesk.Solved, solved.Row.Status.State)
	require.Contains(t, solved.Values, agent.Value{Property: helpdesk.PropertyStatus, Value: "2"})
	require.Equal(t, "Ada", show(decided(t, helpdesk.PropertyAssignee, "5")).Row.Assignee)
	require.Equal(t, helpdesk.LowUrgency, show(decided(t, helpdesk.PropertyPriority, "low")).Row.Urgency)
	require.Contains(t, show(decided(t, helpdesk.PropertyTags, "vip")).Row.Tags, "vip")
	require.Contains(t, show(decided(t, "checkbox/4704", helpdesk.No)).Values, agent.Value{Property: "field/4704", Value: helpdesk.No}, "in the place of what the ticket has")
	require.Contains(t, show(decided(t, "list/2410", "39")).Values, agent.Value{Property: "field/2410", Value: "39"}, "of what the ticket has not")
}

func TestADeskOffersWhatItCanChange(t *testing.T) {
	names := helpdesk.Directory{System: helpdesk.Usedesk, Account: usedesk.ID, Agents: []helpdesk.Person{{ID: 17063, Name: "Ada"}}, Tags: []helpdesk.Entry{{ID: 1, Name: "vip"}},
		Fields: []helpdesk.FieldEntry{
			{ID: 37, Name: "Reason", Kind: helpdesk.ListField, Options: []helpdesk.Option{{Value: "39", Title: "Refund"}}},
			{ID: 40, Name: "Of that", Kind: helpdesk.NestedField, Parent: 37, Options: []helpdesk.Option{{Value: "60", Title: "Late", Under: []string{"39"}}}},
		}}
	controls := coretest.Result[agent.ControlsResult](t, agent.Table(), "ticket.controls", &agent.ControlsArgs{Directory: names, Type: "question"}).Controls
	offered := map[helpdesk.Property]agent.Control{}
	for _, c := range controls {
		offered[c.Property] = c
	}
	require.Equal(t, helpdesk.Adds, offered[helpdesk.PropertyTags].How)
	require.Equal(t, []helpdesk.Choice{{}, {Value: "17063", Title: "Ada"}}, offered[helpdesk.PropertyAssignee].Choices)
	require.NotContains(t, offered, helpdesk.PropertyLocked)
	require.Equal(t, agent.Control{Property: "list/37", How: helpdesk.Sets, Kind: helpdesk.ListField, Title: "Reason", Choices: []helpdesk.Choice{{}, {Value: "39", Title: "Refund"}}}, offered["list/37"])
	require.Equal(t, agent.Control{Property: "nested/40", How: helpdesk.Sets, Kind: helpdesk.NestedField, Title: "Of that", Parent: 37,
		Choices: []helpdesk.Choice{{Value: "60", Title: "Late", Under: []string{"39"}}}}, offered["nested/40"])
	require.NotContains(t, offered[helpdesk.PropertyStatus].Choices, helpdesk.Choice{Value: "9", State: helpdesk.Merged})
}

func TestSeveralChangesOfATicketAreTakenBackAsOne(t *testing.T) {
	ticket := opened(t)
	following := func(p helpdesk.Property, want string) agent.Following {
		return agent.Following{Want: want, Act: act.Act{Account: ticket.Row.Account, System: ticket.Row.System, Ticket: ticket.Row.ID, Type: ticket.Row.Type, Property: p}}
	}
	entered := coretest.Result[agent.ActsResult](t, agent.Table(), "outbox.together", &agent.TogetherArgs{Key: "k", Acts: []agent.Following{
		following(helpdesk.PropertyStatus, "2"), following(helpdesk.PropertyTags, "a\nb"), following(helpdesk.PropertyAssignee, "5"),
	}})
	require.Len(t, entered.Acts, 3)
	require.Equal(t, "", entered.Acts[0].Follows)
	require.Equal(t, "k", entered.Acts[1].Follows)
	require.Equal(t, "k", entered.Acts[2].Follows)
	back := coretest.Result[agent.ActsResult](t, agent.Table(), "outbox.undo", &boxes.EntryArgs{Box: entered.Box, Key: "k"})
	require.Empty(t, back.Acts)
	refused := coretest.Step(t, agent.Table(), "outbox.together", &agent.TogetherArgs{Key: "k", Acts: []agent.Following{following("nothing", "2")}}, 0)
	require.NotNil(t, refused.Failure)
}
