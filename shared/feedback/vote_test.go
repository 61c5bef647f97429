package feedback_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
	"deskside/shared/feedback"
	"deskside/shared/helpdesk"
	"deskside/shared/outbox"
)

const at = int64(1_700_000_000_000)

// press presses buttons on post 7, one after the other, on what is shown.
func press(t *testing.T, o *outbox.Outbox, votes helpdesk.Votes, buttons ...helpdesk.Vote) {
	for i, button := range buttons {
		require.NoError(t, o.Add(feedback.VoteWish(o, string(rune('a'+i)), 7, votes, at, button), at))
	}
}

func TestPressingAVote(t *testing.T) {
	const up, down, none = helpdesk.VoteUp, helpdesk.VoteDown, helpdesk.NoVote
	for name, c := range map[string]struct {
		mine    helpdesk.Vote
		buttons []helpdesk.Vote
		becomes helpdesk.Vote
		count   int64
		sends   bool
	}{
		"a vote for a post adds one":                           {none, []helpdesk.Vote{up}, up, 11, true},
		"a vote against a post takes one":                      {none, []helpdesk.Vote{down}, down, 9, true},
		"the same button again takes the vote back":            {up, []helpdesk.Vote{up}, none, 9, true},
		"a vote against is taken back by its own button":       {down, []helpdesk.Vote{down}, none, 11, true},
		"the other button turns it over, which counts twice":   {up, []helpdesk.Vote{down}, down, 8, true},
		"pressed twice before it is sent, nothing is sent":     {none, []helpdesk.Vote{up, up}, none, 10, false},
		"turned over twice before it is sent, nothing is sent": {up, []helpdesk.Vote{down, up}, up, 10, false},
		"three presses before it is sent are as good as one":   {none, []helpdesk.Vote{up, up, up}, up, 11, true},
		"a vote for, then one against, is one against":         {none, []helpdesk.Vote{up, down}, down, 9, true},
	} {
		t.Run(name, func(t *testing.T) {
			var o outbox.Outbox
			votes := helpdesk.Votes{Count: 10, Mine: c.mine, Open: true, Down: true}
			press(t, &o, votes, c.buttons...)
			shown, _ := feedback.ShownVotes(&o, 7, votes, at)
			require.Equal(t, helpdesk.Votes{Count: c.count, Mine: c.becomes, Open: true, Down: true}, shown)
			other, state := feedback.ShownVotes(&o, 70, votes, at)
			require.Equal(t, votes, other, "other posts are left alone")
			require.Empty(t, state)
			steps, _ := o.Due(outbox.Sender{Holder: "h", Most: 9}, at)
			require.Equal(t, c.sends, len(steps) == 1)
			if c.sends {
				require.Equal(t, string(c.becomes), steps[0].Entry.Want)
				require.EqualValues(t, 7, feedback.VotedPost(steps[0].Entry.Subject))
			}
		})
	}
}

func TestWhatIsShownOfAVoteOnItsWay(t *testing.T) {
	open := helpdesk.Votes{Count: 10, Open: true}
	counted := helpdesk.Votes{Count: 25, Mine: helpdesk.VoteUp, Open: true}
	settle := func(a outbox.Answer) func(*outbox.Outbox) {
		return func(o *outbox.Outbox) {
			steps, _ := o.Due(outbox.Sender{Holder: "h", Most: 9}, at)
			o.Settle(steps[0].Key, steps[0].Attempt, a, at, 0)
		}
	}
	for name, c := range map[string]struct {
		happened func(*outbox.Outbox)
		votes    helpdesk.Votes
		readAt   int64
		count    int64
		mine     helpdesk.Vote
		state    outbox.Stage
	}{
		"waiting, it shows":                              {func(*outbox.Outbox) {}, open, at, 11, helpdesk.VoteUp, outbox.Waiting},
		"being sent, it shows":                           {func(o *outbox.Outbox) { o.Due(outbox.Sender{Holder: "h", Most: 9}, at) }, open, at, 11, helpdesk.VoteUp, outbox.Sending},
		"without an answer, it shows":                    {settle(outbox.Answer{Kind: api.Unavailable, Uncertain: true}), open, at, 11, helpdesk.VoteUp, outbox.Waiting},
		"refused, it does not":                           {settle(outbox.Answer{Kind: api.Forbidden}), open, at, 10, helpdesk.NoVote, ""},
		"counted, the portal's count stands":             {settle(outbox.Answer{State: "up", Known: true}), counted, at + 1, 25, helpdesk.VoteUp, ""},
		"counted, a list that was read before knows not": {settle(outbox.Answer{State: "up", Known: true}), open, at - 1, 11, helpdesk.VoteUp, ""},
		"in the portal's count already, it counts once":  {func(*outbox.Outbox) {}, counted, at, 25, helpdesk.VoteUp, outbox.Waiting},
		"counted, what another device did later stands":  {settle(outbox.Answer{State: "up", Known: true}), open, at + 1, 10, helpdesk.NoVote, ""},
	} {
		t.Run(name, func(t *testing.T) {
			var o outbox.Outbox
			press(t, &o, open, helpdesk.VoteUp)
			c.happened(&o)
			shown, state := feedback.ShownVotes(&o, 7, c.votes, c.readAt)
			require.Equal(t, c.count, shown.Count)
			require.Equal(t, c.mine, shown.Mine)
			require.Equal(t, c.state, state)
		})
	}
}

func TestAMindChangedWhileAVoteIsOnItsWayStaysChanged(t *testing.T) {
	var o outbox.Outbox
	open := helpdesk.Votes{Count: 10, Open: true}
	press(t, &o, open, helpdesk.VoteUp)
	steps, _ := o.Due(outbox.Sender{Holder: "h", Most: 9}, at)
	require.NoError(t, o.Add(feedback.VoteWish(&o, "second", 7, open, at, helpdesk.VoteUp), at))
	shown, _ := feedback.ShownVotes(&o, 7, open, at)
	require.Equal(t, open, shown)
	o.Settle(steps[0].Key, steps[0].Attempt, outbox.Answer{State: "up", Known: true}, at, 0)
	counted := helpdesk.Votes{Count: 11, Mine: helpdesk.VoteUp, Open: true}
	shown, _ = feedback.ShownVotes(&o, 7, counted, at+1)
	require.Equal(t, open, shown)
	steps, _ = o.Due(outbox.Sender{Holder: "h", Most: 9}, at)
	require.Equal(t, "", steps[0].Entry.Want)
}
