package edge

import (
	"context"
	"errors"
	"net/http"
	"time"

	"deskside/shared/api/jsontext"
	"deskside/shared/core/customer"
	"deskside/shared/helpdesk"
	"deskside/shared/words"
)

// count writes the votes of objects as one visitor sees them: those of the
// helpdesk without the key's own, plus those of all visitors. It returns a
// function that marks an answer whose votes could not be counted.
func (e *Edge) count(ctx context.Context, visitor string, objects []object) (notice func(*answer) *answer) {
	plain := func(a *answer) *answer { return a }
	if e.store == nil {
		return plain
	}
	ids := make([]int64, len(objects))
	for i := range objects {
		ids[i] = objects[i].ID
	}
	tallies, err := e.store.tallies(ctx, visitor, ids)
	if err != nil {
		e.log(err.Error())
		return func(a *answer) *answer { return a.with("Deskside-Votes", "unavailable") }
	}
	for i := range objects {
		objects[i].count(visitor, tallies[objects[i].ID])
	}
	return plain
}

func (o *object) count(visitor string, t tally) {
	o.Votes.All += t.sum - o.keyVote(t)
	o.Votes.CanVote = o.open && visitor != ""
	o.Votes.IsVoted = t.mine != 0
	o.Votes.Mine = string(voteOf(t.mine))
}

// keyVote is the vote of the key that the helpdesk counts: none if it says so,
// whatever was last sent.
func (o *object) keyVote(t tally) int64 {
	if !o.keyVoted {
		return 0
	}
	return t.key
}

func voteOf(value int64) helpdesk.Vote {
	switch {
	case value > 0:
		return helpdesk.VoteUp
	case value < 0:
		return helpdesk.VoteDown
	}
	return helpdesk.NoVote
}

// vote makes a visitor's vote on an object what the request says.
func (e *Edge) vote(ctx context.Context, x *exchange) (*answer, error) {
	wish := x.query.Get("value")
	if len(x.body) > 0 {
		if err := members(x.body, map[string]func(jsontext.Value) bool{"value": text(&wish)}); err != nil {
			return nil, err
		}
	}
	var value int64
	switch wish {
	case "up":
		value = 1
	case "down":
		value = -1
	case "revert":
	default:
		return nil, malformed("?value=up|down|revert")
	}
	if x.visitor == "" {
		return nil, malformed(customer.VisitorHeader + " / " + apiKey)
	}
	if e.store == nil {
		return nil, refusal{status: http.StatusNotImplemented, says: []words.Say{words.EdgeVotesNone()}}
	}
	turn, err := e.store.turn(ctx, x.id)
	if err != nil {
		return nil, err
	}
	o, err := e.public(ctx, x.id)
	if err != nil {
		return nil, err
	}
	switch {
	case value < 0 && !o.Type.Supports.NegativeVote:
		return nil, invalid(words.EdgeVotesAgainst())
	case value != 0 && !o.open:
		return nil, refusal{status: http.StatusForbidden, says: []words.Say{words.EdgeVotesClosed()}}
	}
	h, err := e.hold(ctx, x.id)
	if err != nil {
		return nil, err
	}
	o, err = e.cast(ctx, x.visitor, value, h, o, turn)
	if err := h.release(ctx); err != nil {
		e.log(err.Error())
	}
	if err != nil {
		return nil, err
	}
	one := []object{o}
	notice := e.count(ctx, x.visitor, one)
	return notice(success(one[0], true)), nil
}

// hold waits until nobody else changes the key's vote on an object.
func (e *Edge) hold(ctx context.Context, id int64) (*hold, error) {
	for waited := time.Duration(0); waited < patience; waited += pollEvery {
		h, err := e.store.take(ctx, id)
		if h != nil || err != nil {
			return h, err
		}
		if err := e.config.Clock.Sleep(ctx, pollEvery); err != nil {
			break
		}
	}
	return nil, refusal{status: http.StatusServiceUnavailable, retryAfter: time.Second, says: []words.Say{words.EdgeVotesMany()}}
}

// cast writes a vote into the ledger and brings the key's vote in line with
// it. If the helpdesk does not take it, the ledger is as it was.
func (e *Edge) cast(ctx context.Context, visitor string, value int64, h *hold, o object, turn int64) (object, error) {
	if h.lost || h.turn != turn {
		// Somebody else changed the key's vote since the object was read.
		var err error
		if o, err = e.public(ctx, o.ID); err != nil {
			return o, err
		}
	}
	before, err := e.store.tally(ctx, visitor, o.ID)
	if err != nil {
		return o, err
	}
	if o.keyVoted && before.key == 0 {
		if o, err = e.adopt(ctx, h, o); err != nil {
			return o, err
		}
		if before, err = e.store.tally(ctx, visitor, o.ID); err != nil {
			return o, err
		}
	}
	if before.mine != value {
		if err := e.store.setVote(ctx, visitor, o.ID, value); err != nil {
			return o, err
		}
	}
	after, err := e.align(ctx, h, o, o.keyVote(before), sign(before.sum-before.mine+value))
	if err != nil && before.mine != value {
		if undo := e.store.setVote(context.WithoutCancel(ctx), visitor, o.ID, before.mine); undo != nil {
			e.log(undo.Error())
		}
	}
	return after, err
}

// owner is the visitor of the ledger that stands for whoever owns the key: too
// short for the id of a real one.
const owner = "key"

// adopt takes back a vote that the key's owner cast elsewhere and puts it into
// the ledger instead, so that it still counts while the key's vote speaks for
// everybody. Which way it went shows in what taking it back changes.
func (e *Edge) adopt(ctx context.Context, h *hold, o object) (object, error) {
	changed, err := e.sendVote(ctx, h, o.ID, 0)
	if err != nil {
		return o, err
	}
	return changed, e.store.setVote(ctx, owner, o.ID, sign(o.Votes.All-changed.Votes.All))
}

// own makes the vote that a helpdesk gives the key, as the author of an object,
// that of the visitor who wrote it: who submits something has voted for it.
// Where somebody voted before, the key's vote stands for them already.
func (e *Edge) own(ctx context.Context, visitor string, o object) error {
	if e.store == nil || visitor == "" || !o.keyVoted {
		return nil
	}
	h, err := e.hold(ctx, o.ID)
	if err != nil {
		return err
	}
	known, err := e.store.tally(ctx, visitor, o.ID)
	if err == nil && known == (tally{}) {
		if err = h.record(ctx, 1); err == nil {
			err = e.store.setVote(ctx, visitor, o.ID, 1)
		}
	}
	return errors.Join(err, h.release(ctx))
}

// align makes the key's vote on an object, which is have, what want says.
func (e *Edge) align(ctx context.Context, h *hold, o object, have, want int64) (object, error) {
	if have == want {
		return o, nil
	}
	if have != 0 {
		var err error
		if o, err = e.sendVote(ctx, h, o.ID, 0); err != nil || want == 0 {
			return o, err
		}
	}
	return e.sendVote(ctx, h, o.ID, want)
}

// sendVote tells the helpdesk the key's vote and notes it. A vote is noted
// before it is sent, one taken back after: if the answer is lost, what was noted
// counts only if the helpdesk says that the key has a vote, so both are right
// whatever became of it.
func (e *Edge) sendVote(ctx context.Context, h *hold, id, value int64) (object, error) {
	if value != 0 {
		if err := h.record(ctx, value); err != nil {
			return object{}, err
		}
	}
	changed, err := send(ctx, e, e.upstream.VoteTopic(id, voteOf(value)), asCustomersSee)
	if err == nil && value == 0 {
		err = h.record(ctx, 0)
	}
	if err == nil && changed.ID == 0 {
		// It was taken without a word: what came of it is read.
		return e.public(ctx, id)
	}
	return changed, err
}

func sign(n int64) int64 { return max(-1, min(1, n)) }
