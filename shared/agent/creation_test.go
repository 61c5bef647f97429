package agent_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/agent"
	"deskside/shared/helpdesk"
	"deskside/shared/outbox"
)

// idea is made of a ticket in another account.
var idea = agent.Creation{
	Account: "b", System: helpdesk.UseResponse, Type: "idea", Source: "Please.",
	Given:  []helpdesk.Given{{Property: helpdesk.PropertySubject, Value: "Dark  mode"}},
	Origin: &agent.Origin{Account: "a", System: helpdesk.Usedesk, Ticket: 7, Subject: "It is bright", There: "An idea:", Here: "From:"},
}

// created is an outbox in which a creation has arrived as number 99.
func created(t *testing.T, c agent.Creation) *outbox.Outbox {
	t.Helper()
	wish, err := c.Wish("k1")
	require.NoError(t, err)
	var o outbox.Outbox
	require.NoError(t, o.Add(wish, at))
	require.Equal(t, int64(at+agent.Hold), o.Entries[0].After, "it can be taken back for a while")
	o.Due(outbox.Sender{Holder: "page", Sole: true, Most: 4}, at+agent.Hold)
	result, err := (&agent.SentCreation{Made: agent.Made{ID: 99, URL: "https://b.test/99"}, Creation: c}).MarshalMsg(nil)
	require.NoError(t, err)
	require.True(t, o.Settle("k1", 1, outbox.Answer{State: agent.Arrived, Known: true, Result: result}, at+9000, 0))
	return &o
}

func linking(lead string, to agent.Link) string { return lead + " " + to.URL + " " + to.Words }

func everybody(helpdesk.System) bool { return true }

func TestWhatIsMadeOfATicketIsLinkedWithItOnce(t *testing.T) {
	for _, test := range []struct {
		name string
		make func(*agent.Creation)
		has  func(helpdesk.System) bool
		want []string
	}{
		{"a note at each", func(*agent.Creation) {}, everybody, []string{"a/7: An idea: https://b.test/99 #99 Dark mode", "b/99: From:  #7 It is bright"}},
		{"none where a helpdesk has no notes", func(*agent.Creation) {}, func(s helpdesk.System) bool { return s == helpdesk.Usedesk },
			[]string{"a/7: An idea: https://b.test/99 #99 Dark mode"}},
		{"an address of the ticket is linked", func(c *agent.Creation) { c.Origin.URL = "https://a.test/7" }, func(s helpdesk.System) bool { return s != helpdesk.Usedesk },
			[]string{"b/99: From: https://a.test/7 #7 It is bright"}},
		{"nothing that was made of nothing", func(c *agent.Creation) { c.Origin = nil }, everybody, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := idea
			origin := *idea.Origin
			c.Origin = &origin
			test.make(&c)
			o := created(t, c)
			for range 2 {
				require.NoError(t, agent.Notes(o, o.Entry("k1"), at+9000, test.has, linking))
			}
			var got []string
			for i := range o.Entries[1:] {
				e := &o.Entries[i+1]
				reply, err := agent.ReplyOf(e)
				require.NoError(t, err)
				require.True(t, reply.Private)
				require.False(t, e.Held, "nobody waits for it once more")
				got = append(got, e.Lane+": "+reply.Source)
			}
			require.Equal(t, test.want, got)
		})
	}
}

func TestNothingIsLinkedBeforeItIsThere(t *testing.T) {
	wish, err := idea.Wish("k1")
	require.NoError(t, err)
	var o outbox.Outbox
	require.NoError(t, o.Add(wish, at))
	require.NoError(t, agent.Notes(&o, o.Entry("k1"), at, everybody, linking))
	require.NoError(t, agent.Notes(&o, o.Entry("nobody"), at, everybody, linking))
	require.Len(t, o.Entries, 1)
	sent, err := agent.CreationOf(o.Entry("k1"))
	require.NoError(t, err)
	require.Equal(t, idea, sent.Creation)
}

func TestALostCreationIsKnownAgain(t *testing.T) {
	const begun = 1_000_000_000_000
	for _, test := range []struct {
		name   string
		ticket helpdesk.Ticket
		own    []int64
		maybe  bool
	}{
		{"by its subject", helpdesk.Ticket{ID: 99, Subject: "Dark mode", Created: begun / 1000}, nil, true},
		{"by a clock that is a time zone off", helpdesk.Ticket{ID: 99, Subject: "Dark mode", Created: begun/1000 - 14*3600}, nil, true},
		{"not under another subject", helpdesk.Ticket{ID: 99, Subject: "Dark modes", Created: begun / 1000}, nil, false},
		{"not where it is another that was created here", helpdesk.Ticket{ID: 99, Subject: "Dark mode", Created: begun / 1000}, []int64{99}, false},
		{"not where it was there days ago", helpdesk.Ticket{ID: 99, Subject: "Dark mode", Created: begun/1000 - 3*86400}, nil, false},
	} {
		t.Run(test.name, func(t *testing.T) { require.Equal(t, test.maybe, idea.Maybe(&test.ticket, begun, test.own)) })
	}
	o := created(t, idea)
	require.Equal(t, []int64{99}, agent.OwnOf(o, "new/k2").Messages)
}
