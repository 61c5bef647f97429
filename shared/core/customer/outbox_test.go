package customer_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
	"deskside/shared/core"
	"deskside/shared/core/boxes"
	"deskside/shared/core/coretest"
	"deskside/shared/core/customer"
	"deskside/shared/helpdesk"
	"deskside/shared/outbox"
)

var popularVotes = helpdesk.Votes{Count: 12, Open: true, Down: true}

// voted is an outbox with a vote on post 41 in it.
func voted(t testing.TB) []byte {
	return coretest.Result[customer.BoxResult](t, customer.Table(), "outbox.vote",
		&customer.AddVoteArgs{Key: "press-0001", ID: 41, Votes: popularVotes, ReadAt: coretest.Now, Button: helpdesk.VoteDown}).Box
}

func dueIn(t testing.TB, box []byte) customer.DueResult {
	return coretest.Result[customer.DueResult](t, customer.Table(), "outbox.due", &boxes.DueArgs{Box: box, Holder: "page", Sole: true})
}

func TestAVoteGoesThroughTheOutbox(t *testing.T) {
	shown := func(box []byte) helpdesk.Votes {
		return coretest.Result[customer.VotesResult](t, customer.Table(), "outbox.votes",
			&customer.VotesArgs{Box: box, Posts: []customer.ConfirmedVotes{{ID: 41, Votes: popularVotes, ReadAt: coretest.Now}}}).Votes[0]
	}
	require.Equal(t, popularVotes, shown(nil))
	box := voted(t)
	require.Equal(t, helpdesk.Votes{Count: 11, Mine: "down", Open: true, Down: true}, shown(box))

	due := dueIn(t, box)
	sent := coretest.Result[customer.SendResult](t, customer.Table(), "outbox.send", &customer.SendArgs{Portal: portal, Entry: due.Steps[0].Entry},
		coretest.Answer(t, "useresponse/testdata/objects-votes-toggle.json"))
	require.Equal(t, helpdesk.VoteDown, sent.Votes.Mine)
	require.EqualValues(t, 11, sent.Votes.Count)

	refused := coretest.Result[customer.SendResult](t, customer.Table(), "outbox.send", &customer.SendArgs{Portal: portal, Entry: due.Steps[0].Entry},
		coretest.Status(403, `{"error":{"code":403,"message":"This takes no votes now."}}`))
	after := coretest.Result[customer.BoxResult](t, customer.Table(), "outbox.settle",
		&boxes.SettleArgs{Box: due.Box, Key: due.Steps[0].Key, Attempt: 1, Answer: refused.Answer})
	require.Equal(t, outbox.NeedsYou, after.Pending[0].State)
	require.Equal(t, api.Forbidden, after.Pending[0].Failure.Kind)
	require.EqualValues(t, 41, after.Pending[0].Voted)
	require.Equal(t, popularVotes, shown(after.Box), "a vote that was refused shows no more")
}

func TestAVoteIsSentAgainUnderItsKey(t *testing.T) {
	lost := &api.Response{Failure: api.Network}
	busy := coretest.Status(503, "")
	voteAnswer := coretest.Answer(t, "useresponse/testdata/objects-votes-toggle.json")
	for _, test := range []struct {
		name      string
		box       []byte
		answers   []*api.Response
		sent      int
		fails     api.Kind
		uncertain bool
	}{
		{"a vote carries its key, too", voted(t), []*api.Response{busy, voteAnswer}, 2, "", false},
		{"a vote whose answers are all lost may have arrived", voted(t), []*api.Response{lost}, 3, api.Unavailable, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			h := coretest.NewHost(coretest.Turns(test.answers...))
			due := dueIn(t, test.box)
			out := h.Run(t, customer.Table(), "outbox.send", &customer.SendArgs{Portal: portal, Entry: due.Steps[0].Entry})
			require.Nil(t, out.Failure, "what went wrong is in the answer")
			require.Len(t, h.Sent, test.sent)
			var answer outbox.Answer
			_, err := answer.UnmarshalMsg(coretest.Read[customer.SendResult](t, out).Answer)
			require.NoError(t, err)
			require.Equal(t, test.fails, answer.Kind)
			require.Equal(t, test.uncertain, answer.Uncertain)
			if test.fails != "" {
				var failure core.Failure
				_, err := failure.UnmarshalMsg(answer.Failure)
				require.NoError(t, err)
				require.Equal(t, test.fails, failure.Kind)
			}
		})
	}
}

func TestAVoteThatTheEdgeKeepsIsOvertakenAtOnceByALaterOne(t *testing.T) {
	kept := coretest.Status(202, `{"submission": {"id": "0123456789abcdef0123456789abcdef", "state": "waiting", "url": "/api/7.0/submissions/0123456789abcdef0123456789abcdef.json", "vote": "up"}}`)
	lost := &api.Response{Failure: api.Network}
	for _, test := range []struct {
		name    string
		answers []*api.Response
		next    int64
	}{
		{"kept at once", []*api.Response{kept}, 0},
		{"kept after an answer was lost, which may still arrive", []*api.Response{lost, kept}, outbox.Settling},
	} {
		t.Run(test.name, func(t *testing.T) {
			due := dueIn(t, voted(t))
			out := coretest.NewHost(coretest.Turns(test.answers...)).Run(t, customer.Table(), "outbox.send", &customer.SendArgs{Portal: portal, Entry: due.Steps[0].Entry})
			settled := coretest.Result[customer.BoxResult](t, customer.Table(), "outbox.settle", &boxes.SettleArgs{
				Box: due.Box, Key: due.Steps[0].Key, Attempt: due.Steps[0].Attempt, Answer: coretest.Read[customer.SendResult](t, out).Answer,
			})
			require.False(t, settled.Pending[0].Undoable, "it is on its way from there")
			require.EqualValues(t, "customer.failure.kept", settled.Pending[0].Failure.Say.ID)
			again := coretest.Result[customer.BoxResult](t, customer.Table(), "outbox.vote", &customer.AddVoteArgs{
				Box: settled.Box, Key: "again", ID: 41, Votes: popularVotes, ReadAt: coretest.Now, Button: helpdesk.VoteDown,
			})
			require.EqualValues(t, "", again.Pending[0].Vote)
			next := dueIn(t, again.Box)
			if test.next == 0 {
				require.Len(t, next.Steps, 1)
				return
			}
			require.Empty(t, next.Steps)
			require.Equal(t, coretest.Now+test.next, next.Next)
		})
	}
}
