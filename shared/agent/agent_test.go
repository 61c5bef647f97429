package agent_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/agent"
	"deskside/shared/helpdesk"
	"deskside/shared/outbox"
)

const at = 1_000_000

// seen is an act upon a ticket as it was read.
func seen(t *helpdesk.Ticket, p helpdesk.Property, comments ...helpdesk.Comment) agent.Act {
	return agent.Act{Account: "a", System: helpdesk.Usedesk, Ticket: t.ID, Property: p, Seen: t.ValueIn(p, comments), Known: true, Talk: agent.TalkOf(t, comments)}
}

// entered is the entry of an act in an outbox of its own, leased.
func entered(t *testing.T, a agent.Act, want string) (*outbox.Outbox, *outbox.Entry) {
	t.Helper()
	wish, err := a.Wish("k1", want, helpdesk.Sets)
	require.NoError(t, err)
	var o outbox.Outbox
	require.NoError(t, o.Add(wish, at))
	steps, _ := o.Due(outbox.Sender{Holder: "page", Sole: true, Most: 4}, at+agent.Hold)
	require.Len(t, steps, 1)
	return &o, steps[0].Entry
}

func said(id int64, body string) helpdesk.Comment {
	return helpdesk.Comment{ID: id, Body: helpdesk.Markup{Format: helpdesk.BBCode, Source: body}}
}

func ticket(status int64, more ...func(*helpdesk.Ticket)) *helpdesk.Ticket {
	t := &helpdesk.Ticket{ID: 7, Status: helpdesk.Status{ID: status}, Comments: 1}
	for _, change := range more {
		change(t)
	}
	return t
}

func TestAnEntryIsJudgedByTheTicketAsItIs(t *testing.T) {
	first := said(11, "as it was")
	for _, test := range []struct {
		name     string
		property helpdesk.Property
		want     string
		now      *helpdesk.Ticket
		comments []helpdesk.Comment
		own      agent.Own
		verdict  agent.Verdict
	}{
		{"as it was seen, it is sent", helpdesk.PropertyStatus, "2", ticket(1), []helpdesk.Comment{first}, agent.Own{}, agent.Verdict{Value: "2"}},
		{"as it is wanted, nothing is", helpdesk.PropertyStatus, "2", ticket(2), []helpdesk.Comment{first}, agent.Own{}, agent.Verdict{Done: true, Value: "2"}},
		{"changed by somebody else, it waits", helpdesk.PropertyStatus, "2", ticket(3), []helpdesk.Comment{first}, agent.Own{},
			agent.Verdict{Differs: &agent.Difference{Seen: "1", Now: "3", Talk: agent.Talk{Read: true, Messages: 1, Newest: 11}}}},
		{"answered by the client, a status waits", helpdesk.PropertyStatus, "2", ticket(1), []helpdesk.Comment{first, {ID: 12}}, agent.Own{},
			agent.Verdict{Differs: &agent.Difference{Seen: "1", Now: "1", Messages: 1, Talk: agent.Talk{Read: true, Messages: 1, Newest: 12}}}},
		{"answered by the agent, it does not", helpdesk.PropertyStatus, "2", ticket(1), []helpdesk.Comment{first, {ID: 12}}, agent.Own{Messages: []int64{12}}, agent.Verdict{Value: "2"}},
		{"who works on it does not wait for answers", helpdesk.PropertyAssignee, "5", ticket(1), []helpdesk.Comment{first, {ID: 12}}, agent.Own{}, agent.Verdict{Value: "5"}},
		{"another field that changed is nobody's business", helpdesk.PropertyAssignee, "5", ticket(3), nil, agent.Own{}, agent.Verdict{Value: "5"}},
		{"a message as it was seen is changed", "body@11", "mine", ticket(1), []helpdesk.Comment{first}, agent.Own{}, agent.Verdict{Value: "mine"}},
		{"a message that somebody else changed waits, with both texts", "body@11", "mine", ticket(1), []helpdesk.Comment{said(11, "theirs")}, agent.Own{},
			agent.Verdict{Differs: &agent.Difference{Seen: "as it was", Now: "theirs", Talk: agent.Talk{Read: true, Messages: 1, Newest: 11}}}},
		{"a message in the trash is there already", "trashed@11", helpdesk.Yes, ticket(1), nil, agent.Own{}, agent.Verdict{Done: true, Value: helpdesk.Yes}},
		{"an answer to it does not hold up that it is the best", "best@11", helpdesk.Yes, ticket(1), []helpdesk.Comment{first, {ID: 12}}, agent.Own{}, agent.Verdict{Value: helpdesk.Yes}},
		{"a ticket that somebody put elsewhere waits", helpdesk.PropertyBin, "trash", ticket(1, func(t *helpdesk.Ticket) { t.Bin = helpdesk.Archive }), nil, agent.Own{},
			agent.Verdict{Differs: &agent.Difference{Now: "archive", Talk: agent.Talk{Read: true, Messages: 1}}}},
		{"a tag is added to those that are there now", helpdesk.PropertyTags, "new",
			ticket(1, func(t *helpdesk.Ticket) { t.Tags = []string{"theirs"} }), nil, agent.Own{}, agent.Verdict{Value: "new\ntheirs"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			act := seen(ticket(1), test.property, first)
			_, e := entered(t, act, test.want)
			require.Equal(t, test.verdict, act.Judge(e, test.now, test.own, test.comments))
		})
	}
}

func TestATagThatWasTakenAwayIsTakenAwayAlone(t *testing.T) {
	act := seen(ticket(1, func(t *helpdesk.Ticket) { t.Tags = []string{"a", "b"} }), helpdesk.PropertyTags)
	_, e := entered(t, act, "b\nc")
	now := ticket(1, func(t *helpdesk.Ticket) { t.Tags = []string{"a", "b", "theirs"} })
	require.Equal(t, agent.Verdict{Value: "b\nc\ntheirs"}, act.Judge(e, now, agent.Own{}))
}

func TestCommentsAreReadWhereTheTicketTellsOfNewOnes(t *testing.T) {
	act := seen(ticket(1), helpdesk.PropertyStatus, helpdesk.Comment{ID: 11})
	more := ticket(1, func(t *helpdesk.Ticket) { t.Comments = 2 })
	require.False(t, act.Wonders(ticket(1), nil), "as many as before")
	require.True(t, act.Wonders(more, []helpdesk.Comment{{}}), "the content of a ticket is no comment")
	require.False(t, act.Wonders(more, []helpdesk.Comment{{ID: 12}}), "they came with the ticket")
	act.Property = helpdesk.PropertyAssignee
	require.False(t, act.Wonders(more, nil))
}

func TestWhoHasLookedSendsItAllTheSame(t *testing.T) {
	act := seen(ticket(1), helpdesk.PropertyStatus, helpdesk.Comment{ID: 11})
	o, e := entered(t, act, "2")
	verdict := act.Judge(e, ticket(3), agent.Own{}, []helpdesk.Comment{{ID: 11}, {ID: 12}})
	require.True(t, o.Settle("k1", 1, outbox.Answer{Kind: "conflict", Failure: []byte("why")}, at+9000, 0))
	require.Equal(t, outbox.NeedsYou, o.Entry("k1").State)

	require.NoError(t, agent.Confirm(o, "k1", verdict.Differs, at+10_000))
	steps, _ := o.Due(outbox.Sender{Holder: "page", Sole: true, Most: 4}, at+10_000)
	require.Len(t, steps, 1)
	confirmed, err := agent.ActOf(steps[0].Entry)
	require.NoError(t, err)
	require.Equal(t, agent.Verdict{Value: "2"}, confirmed.Judge(steps[0].Entry, ticket(3), agent.Own{}, []helpdesk.Comment{{ID: 11}, {ID: 12}}))
	require.NotNil(t, confirmed.Judge(steps[0].Entry, ticket(4), agent.Own{}).Differs, "what has changed again is looked at again")
}

func TestWhatPeopleSeeIsTheTicketWithTheOutboxOverIt(t *testing.T) {
	act := seen(ticket(1), helpdesk.PropertyStatus)
	o, e := entered(t, act, "2")
	lane := agent.Lane("a", 7)
	shown := func(told string, readAt int64) string {
		value, differs := agent.Shown(o, lane, helpdesk.PropertyStatus, told, readAt)
		require.Equal(t, value != told, differs)
		return value
	}
	require.Equal(t, []helpdesk.Property{helpdesk.PropertyStatus}, agent.Touched(o, lane))
	require.Empty(t, agent.Touched(o, agent.Lane("a", 71)))
	require.Equal(t, "2", shown("1", at), "at once")
	require.True(t, o.Settle(e.Key, e.Attempt, outbox.Answer{State: "2", Known: true}, at+9000, 0))
	require.Equal(t, "2", shown("1", at+8999), "what was read before it was sent does not know of it")
	require.Equal(t, "3", shown("3", at+9001), "what was read later counts")

	again := seen(ticket(2), helpdesk.PropertyStatus)
	o, e = entered(t, again, "4")
	require.True(t, o.Settle(e.Key, e.Attempt, outbox.Answer{Kind: "conflict"}, at+9000, 0))
	require.Equal(t, "2", shown("2", at), "what needs somebody is not shown as done")
}

func TestAMessageWhoseAnswerWasLostIsLookedFor(t *testing.T) {
	text := func(m helpdesk.Markup) string { return m.Source }
	r := agent.Reply{Account: "a", Ticket: 7, Source: "Thanks", Talk: agent.Talk{Read: true, Messages: 1, Newest: 11}}
	said := func(id int64, source string, more ...func(*helpdesk.Comment)) helpdesk.Comment {
		c := helpdesk.Comment{ID: id, Side: helpdesk.AgentSide, Body: helpdesk.Markup{Source: source}}
		for _, change := range more {
			change(&c)
		}
		return c
	}
	for _, test := range []struct {
		name     string
		comments []helpdesk.Comment
		own      []int64
		found    int64
	}{
		{"it has arrived", []helpdesk.Comment{said(11, "Thanks"), said(12, "Thanks")}, nil, 12},
		{"an older one that says the same is another", []helpdesk.Comment{said(11, "Thanks")}, nil, 0},
		{"one that was sent before and is known is another", []helpdesk.Comment{said(12, "Thanks")}, []int64{12}, 0},
		{"what says something else is another", []helpdesk.Comment{said(12, "Thanks!")}, nil, 0},
		{"a note is no answer", []helpdesk.Comment{said(12, "Thanks", func(c *helpdesk.Comment) { c.Private = true })}, nil, 0},
		{"what the client said is not the agent's", []helpdesk.Comment{said(12, "Thanks", func(c *helpdesk.Comment) { c.Side = helpdesk.ClientSide })}, nil, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			require.Equal(t, test.found, r.Find(helpdesk.Markup{Source: r.Source}, test.own, text, test.comments))
		})
	}
}

func TestWhatAnOwnMessageDoesToATicketIsNobodyElsesDoing(t *testing.T) {
	act := seen(ticket(1), helpdesk.PropertyStatus, helpdesk.Comment{ID: 11})
	_, e := entered(t, act, "2")
	opened := ticket(6)
	require.NotNil(t, act.Judge(e, opened, agent.Own{}).Differs)
	require.Equal(t, agent.Verdict{Value: "2"}, act.Judge(e, opened, agent.Own{Messages: []int64{12}, Status: "6"}, []helpdesk.Comment{{ID: 11}, {ID: 12}}))
}
