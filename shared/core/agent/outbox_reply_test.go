package agent_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	act "deskside/shared/agent"
	"deskside/shared/api"
	"deskside/shared/core/agent"
	"deskside/shared/core/boxes"
	"deskside/shared/core/coretest"
	"deskside/shared/helpdesk"
	"deskside/shared/outbox"
)

// thread is a Usedesk ticket that messages are added to.
type thread struct {
	t        testing.TB
	ticket   map[string]any
	lose     bool
	messages int
}

func newThread(t testing.TB) *thread {
	th := &thread{t: t}
	require.NoError(t, json.Unmarshal(coretest.Answer(t, "usedesk/testdata/ticket.json").Body, &th.ticket))
	return th
}

func (th *thread) answer(_ time.Time, r *api.Request) *api.Response {
	switch {
	case strings.HasSuffix(r.URL, "create/comment"):
		var sent struct{ Message, Type string }
		require.NoError(th.t, json.Unmarshal(r.Body, &sent))
		th.messages++
		th.ticket["comments"] = append(th.ticket["comments"].([]any), map[string]any{
			"id": 900000000 + th.messages, "message": sent.Message, "type": sent.Type, "from": "user", "published_at": "2026-05-11 08:00:00",
		})
		th.ticket["ticket"].(map[string]any)["status_id"] = 1
		if th.lose {
			th.lose = false
			return &api.Response{Failure: api.Network}
		}
		return coretest.Status(200, `{"status":"success","comment_id":900000001}`)
	case strings.HasSuffix(r.URL, "update/ticket"):
		th.ticket["ticket"].(map[string]any)["status_id"] = 3
		return coretest.Status(200, `{"status":"success","ticket_id":2992803}`)
	}
	body, err := json.Marshal(th.ticket)
	require.NoError(th.t, err)
	return coretest.Status(200, string(body))
}

// drained sends what is in an outbox until nothing of it is due.
func drained(t testing.TB, h *coretest.Host, box []byte) []agent.Acting {
	_, acts := drain(t, h, box)
	return acts
}

func drain(t testing.TB, h *coretest.Host, box []byte) ([]byte, []agent.Acting) {
	for range 20 {
		h.Now = h.Now.Add(2 * time.Minute)
		due := coretest.Read[agent.DueActsResult](t, h.Run(t, agent.Table(), "outbox.due", &boxes.DueArgs{Box: box, Holder: "page", Sole: true}))
		box = due.Box
		for _, step := range due.Steps {
			sent := coretest.Read[agent.SendActResult](t, h.Run(t, agent.Table(), "outbox.send", &agent.SendActArgs{Accounts: []agent.Account{usedesk}, Entry: step.Entry}))
			box = coretest.Read[agent.ActsResult](t, h.Run(t, agent.Table(), "outbox.settle",
				&boxes.SettleArgs{Box: box, Key: step.Key, Attempt: step.Attempt, Answer: sent.Answer})).Box
		}
	}
	return box, coretest.Read[agent.ActsResult](t, h.Run(t, agent.Table(), "outbox.read", &boxes.BoxArgs{Box: box})).Acts
}

// replied is an outbox with a message in it, after which the ticket is closed.
func replied(t testing.TB, h *coretest.Host) []byte {
	ticket := coretest.Read[agent.TicketResult](t, h.Run(t, agent.Table(), "ticket.get", &agent.TicketArgs{Account: usedesk, ID: 2992803}))
	status := act.Act{
		Account: usedesk.ID, System: helpdesk.Usedesk, Ticket: ticket.Row.ID, Type: ticket.Row.Type, Property: helpdesk.PropertyStatus,
		Seen: ticket.Values[0].Value, Known: true, Talk: ticket.Talk,
	}
	return coretest.Read[agent.ActsResult](t, h.Run(t, agent.Table(), "outbox.reply", &agent.ReplyArgs{
		Key: "message-1", Following: []agent.Following{{Act: status, Want: "3"}},
		Reply: act.Reply{Account: usedesk.ID, System: helpdesk.Usedesk, Ticket: ticket.Row.ID, Source: "It [b]works[/b] now.", Talk: ticket.Talk},
	})).Box
}

func TestAMessageGoesOutOnceAndWhatFollowsItAfterIt(t *testing.T) {
	for name, lose := range map[string]bool{"its answer arrives": false, "its answer is lost": true} {
		t.Run(name, func(t *testing.T) {
			th := newThread(t)
			h := coretest.NewHost(th.answer)
			box := replied(t, h)
			th.lose = lose
			acts := drained(t, h, box)
			require.Len(t, acts, 2)
			for _, a := range acts {
				require.Equal(t, outbox.Sent, a.State, "%+v", a)
			}
			require.Equal(t, 1, th.messages)
			require.EqualValues(t, 3, th.ticket["ticket"].(map[string]any)["status_id"], "and the helpdesk's own change of the status is nobody else's")
		})
	}
}

func TestAMessageWaitsWhereTheClientHasAnsweredMeanwhile(t *testing.T) {
	th := newThread(t)
	h := coretest.NewHost(th.answer)
	box := replied(t, h)
	th.ticket["comments"] = append(th.ticket["comments"].([]any), map[string]any{"id": 899999999, "message": "Never mind", "type": "public", "from": "client"})
	acts := drained(t, h, box)
	require.Equal(t, outbox.NeedsYou, acts[0].State)
	require.EqualValues(t, 1, acts[0].Refused.Differs.Messages)
	require.Equal(t, "It [b]works[/b] now.", acts[0].Reply.Source, "what was written is kept")
	require.Equal(t, outbox.Waiting, acts[1].State, "nothing follows what has not gone out")
	require.Zero(t, th.messages)
}

func TestWhatFollowsAMessageIsTakenBackWithIt(t *testing.T) {
	h := coretest.NewHost(newThread(t).answer)
	box := replied(t, h)
	acts := coretest.Read[agent.ActsResult](t, h.Run(t, agent.Table(), "outbox.undo", &boxes.EntryArgs{Box: box, Key: "message-1"})).Acts
	require.Empty(t, acts)
}

func TestAMessageIsInTheConversationUntilThatIsReadAnew(t *testing.T) {
	th := newThread(t)
	h := coretest.NewHost(th.answer)
	box := replied(t, h)
	said := func(box []byte, readAt int64) []agent.Said {
		row := act.Lane(usedesk.ID, 2992803)
		return coretest.Result[agent.SaidResult](t, agent.Table(), "outbox.said", &agent.SaidArgs{Box: box, Row: row, ReadAt: readAt}).Messages
	}
	waits := said(box, h.Now.UnixMilli())
	require.Len(t, waits, 1)
	require.Equal(t, outbox.Waiting, waits[0].State)
	require.NotEmpty(t, waits[0].Message.Body)
	box, _ = drain(t, h, box)
	require.Len(t, said(box, 0), 1, "what was read before does not know of it")
	require.Empty(t, said(box, h.Now.UnixMilli()+1))
	require.Empty(t, coretest.Result[agent.SaidResult](t, agent.Table(), "outbox.said", &agent.SaidArgs{Box: box, Row: "other/7"}).Messages)
}

func TestWhatFollowsAMessageGoesAtOnceWithIt(t *testing.T) {
	th := newThread(t)
	h := coretest.NewHost(th.answer)
	box := replied(t, h)
	box = coretest.Read[agent.ActsResult](t, h.Run(t, agent.Table(), "outbox.hasten", &boxes.EntryArgs{Box: box, Key: "message-1"})).Box
	acts := coretest.Read[agent.ActsResult](t, h.Run(t, agent.Table(), "outbox.read", &boxes.BoxArgs{Box: box})).Acts
	require.False(t, acts[0].Held || acts[1].Held)
	require.Equal(t, "message-1", acts[1].Follows)
}
