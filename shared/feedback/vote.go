package feedback

import (
	"strconv"

	"deskside/shared/helpdesk"
	"deskside/shared/outbox"
)

// Pressed returns what pressing a button makes of a customer's vote: pressed
// again, it is taken back.
func Pressed(mine, button helpdesk.Vote) helpdesk.Vote {
	if mine == button {
		return helpdesk.NoVote
	}
	return button
}

// weight is what a vote adds to a count.
func weight(v helpdesk.Vote) int64 {
	switch v {
	case helpdesk.VoteUp:
		return 1
	case helpdesk.VoteDown:
		return -1
	}
	return 0
}

// VoteKind is the kind of an outbox's entry that is a vote.
const VoteKind = "vote"

// VoteSubject names the votes on a post in an outbox: it is the lane, too.
func VoteSubject(id int64) string { return VoteKind + "/" + strconv.FormatInt(id, 10) }

// VotedPost is the post that a subject is about, 0 for none.
func VotedPost(subject string) int64 {
	if len(subject) <= len(VoteKind)+1 {
		return 0
	}
	id, _ := strconv.ParseInt(subject[len(VoteKind)+1:], 10, 64)
	return id
}

// VoteWish is a press of a button as an outbox takes it. votes are as the portal
// has confirmed them at a time, in Unix milliseconds.
func VoteWish(o *outbox.Outbox, key string, id int64, votes helpdesk.Votes, readAt int64, button helpdesk.Vote) outbox.Wish {
	shown, _ := ShownVotes(o, id, votes, readAt)
	return outbox.Wish{
		Key: key, Lane: VoteSubject(id), Kind: VoteKind, Way: outbox.Set, Subject: VoteSubject(id),
		Want: string(Pressed(shown.Mine, button)), Have: string(votes.Mine), Known: shown.Mine == votes.Mine,
	}
}

// ShownVotes is what people see of a post's votes: as the portal confirmed them
// at a time in Unix milliseconds, with what the outbox holds or has sent since.
// state is that of the customer's own vote, "" when the portal has it already.
func ShownVotes(o *outbox.Outbox, id int64, votes helpdesk.Votes, readAt int64) (shown helpdesk.Votes, state outbox.Stage) {
	subject := VoteSubject(id)
	for i := len(o.Entries) - 1; i >= 0; i-- {
		e := &o.Entries[i]
		if e.Subject != subject {
			continue
		}
		switch {
		case e.State == outbox.Waiting || e.State == outbox.Sending:
			return overlaid(votes, helpdesk.Vote(e.Want)), e.State
		case e.State == outbox.Sent && e.Settled > readAt:
			// What was read before the vote was counted does not know of it.
			return overlaid(votes, helpdesk.Vote(e.Want)), ""
		case e.State == outbox.Sent:
			return votes, ""
		}
		// One that was refused or taken back counts for nothing.
	}
	return votes, ""
}

func overlaid(votes helpdesk.Votes, want helpdesk.Vote) helpdesk.Votes {
	votes.Count += weight(want) - weight(votes.Mine)
	votes.Mine = want
	return votes
}
