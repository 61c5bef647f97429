package edge

import (
	"errors"

	"deskside/shared/api/jsontext"
	"deskside/shared/core/customer"
	"deskside/shared/helpdesk"
	"deskside/shared/words"
)

// votesHeader says of an answer whose votes could not be counted that they are unavailable.
const votesHeader, unavailable = "Deskside-Votes", "unavailable"

// count writes the votes of objects as one visitor sees them: those of the
// helpdesk without the key's own, plus those of all visitors, and this one's as
// they last wished it. It returns a function that marks an answer whose votes could not be counted.
func (x *exchange) count(objects []object) (notice func(*answer) *answer) {
	plain := func(a *answer) *answer { return a }
	if !x.store || len(objects) == 0 {
		return plain
	}
	ids := make([]int64, len(objects))
	for i := range objects {
		ids[i] = objects[i].ID
	}
	tallies, err := x.tallies(ids)
	if err != nil {
		x.log(err.Error())
		return func(a *answer) *answer { return a.with(votesHeader, unavailable) }
	}
	for i := range objects {
		objects[i].count(x.visitor, tallies[objects[i].ID])
	}
	return plain
}

func (o *object) count(visitor string, t tally) {
	o.Votes = votesOf(visitor, o.Votes.All-o.keyVote(t), o.open, t)
}

// votesOf are the votes of an object as a visitor sees them: others are those of the
// helpdesk without the key's own, open says that it takes votes.
func votesOf(visitor string, others int64, open bool, t tally) votes {
	mine := t.mine
	if wish, waits := valueOf(t.wish); waits {
		mine = wish
	}
	return votes{All: others + t.sum - t.mine + mine, CanVote: open && visitor != "", IsVoted: mine != 0, Mine: string(voteOf(mine))}
}

// keyVote is the vote of the key that the helpdesk counts: none if it says so,
// whatever was last sent.
func (o *object) keyVote(t tally) int64 {
	if !o.keyVoted {
		return 0
	}
	return t.key
}

// valueOf is a vote as the API says it, and whether it is one.
func valueOf(wish string) (value int64, known bool) {
	switch wish {
	case "up":
		return 1, true
	case "down":
		return -1, true
	case "revert":
		return 0, true
	}
	return 0, false
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

// vote makes a visitor's vote on an object what the request says: it is kept, and
// cast at once where the helpdesk takes it.
func (x *exchange) vote() (*answer, error) {
	wish := x.query.Get("value")
	if len(x.body) > 0 {
		if err := members(x.body, map[string]func(jsontext.Value) bool{"value": text(&wish)}); err != nil {
			return nil, err
		}
	}
	b, known := x.ballot(x.id, wish)
	switch {
	case !known:
		return nil, malformed("?value=up|down|revert")
	case x.visitor == "":
		return nil, malformed(customer.VisitorHeader + " / " + apiKey)
	case !x.store:
		return nil, refusal{status: statusNever, says: []words.Say{words.EdgeVotesNone()}}
	}
	w := b.write()
	e, mine, err := b.keep(&w)
	if err != nil {
		return nil, err
	}
	if mine {
		if a, err := x.attempt(&w, e); a != nil || err != nil {
			return a, err
		}
	}
	return x.stands(e)
}

// counted answers with the object of a request as it is, for whoever wished for
// something that another wish of theirs has overtaken.
func (x *exchange) counted() (*answer, error) {
	o, err := x.public(x.id)
	if err != nil {
		return nil, err
	}
	one := []object{o}
	notice := x.count(one)
	return notice(success(one[0].write, true)), nil
}

// owner is the visitor of the ledger that stands for whoever owns the key: too
// short for the id of a real one.
const owner = "key"

// adopt takes back a vote that the key's owner cast elsewhere and puts it into
// the ledger instead, so that it still counts while the key's vote speaks for
// everybody. Which way it went shows in what taking it back changes.
func (x *exchange) adopt(h *hold, o object) (object, error) {
	changed, err := x.sendVote(h, o.ID, 0)
	if err != nil {
		return o, err
	}
	value := sign(o.Votes.All - changed.Votes.All)
	h.tally.key = 0
	h.tally.sum += value
	_, err = x.keep("keep the owner's vote", Effect{Statements: []Statement{x.voteSet(owner, o.ID, value)}})
	return changed, err
}

// own makes the vote that a helpdesk gives the key, as the author of an object,
// that of the visitor who wrote it: who submits something has voted for it.
// Where somebody voted before, the key's vote stands for them already.
func (x *exchange) own(o object) error {
	if !x.store || x.visitor == "" || !o.keyVoted {
		return nil
	}
	h, err := x.hold(o.ID)
	if err != nil {
		return err
	}
	statements := []Statement{h.released()}
	if h.tally == (tally{}) {
		statements = []Statement{h.recorded(1), x.voteSet(x.visitor, o.ID, 1), h.released()}
	}
	if _, err = x.keep("keep an author's vote", Effect{Always: true, Statements: statements}); err != nil {
		return errors.Join(err, x.release(h))
	}
	return nil
}

// align makes the key's vote on an object, which is have, what want says.
func (x *exchange) align(h *hold, o object, have, want int64) (object, error) {
	if have == want {
		return o, nil
	}
	if have != 0 {
		var err error
		if o, err = x.sendVote(h, o.ID, 0); err != nil || want == 0 {
			return o, err
		}
	}
	return x.sendVote(h, o.ID, want)
}

// sendVote tells the helpdesk the key's vote and notes it. A vote is noted
// before it is sent, one taken back after: if the answer is lost, what was noted
// counts only if the helpdesk says that the key has a vote, so both are right
// whatever became of it.
func (x *exchange) sendVote(h *hold, id, value int64) (object, error) {
	if value != 0 {
		if err := x.record(h, value); err != nil {
			return object{}, err
		}
	}
	changed, err := send(x, x.upstream.VoteTopic(id, voteOf(value)), asCustomersSee)
	if err == nil && value == 0 {
		err = x.record(h, 0)
	}
	if err == nil && changed.ID == 0 {
		// It was taken without a word: what came of it is read.
		return x.public(id)
	}
	return changed, err
}

func sign(n int64) int64 { return max(-1, min(1, n)) }
