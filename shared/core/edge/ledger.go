package edge

import (
	"errors"
	"strconv"
	"strings"

	"deskside/shared/core/edge/entry"
	"deskside/shared/words"
)

// tally is what the ledger knows of the votes on one object.
type tally struct {
	// key is the vote of the key as it was last sent to the helpdesk, sum that of
	// all visitors together, mine that of one visitor: -1, 0 or 1.
	key, sum, mine int64
	// own is the vote that the visitor has cast at the helpdesk by their own key, which
	// counts it: -1, 0 or 1.
	own int64
	// wish is what that visitor has asked for and the helpdesk has not taken yet, as
	// the API says it; "" for nothing.
	wish string
}

// tallies reads the ledger for some objects. Objects on which nobody voted are absent.
func (x *exchange) tallies(ids []int64) (map[int64]tally, error) {
	got, err := x.keep("read votes", Effect{Statements: []Statement{x.talliesOf(ids, x.now)}})
	if err != nil {
		return nil, err
	}
	return talliesIn(&got[0]), nil
}

// talliesOf is the statement that reads the ledger for some objects, and what the
// visitor wishes who asks. What others have cast by keys of their own since the helpdesk
// was read, in Unix microseconds, is added. A query of D1 has at most 100 values, so each
// has a number.
func (x *exchange) talliesOf(ids []int64, readAt int64) Statement {
	values := []any{x.visitor}
	var objects, keys []string
	for _, id := range ids {
		values = append(values, id)
		place := "CAST(?" + strconv.Itoa(len(values)) + " AS INTEGER)"
		objects, keys = append(objects, place), append(keys, "'"+votesOn+"' || "+place)
	}
	among := strings.Join(objects, ", ")
	own := ""
	if x.seals {
		values = append(values, readAt)
		own = ` UNION ALL SELECT object, 0, SUM(by), 0, '', 0 FROM own_change WHERE object IN (` + among + `) AND at > ?` + strconv.Itoa(len(values)) + ` GROUP BY object
			UNION ALL SELECT object, 0, 0, 0, '', value FROM own_vote WHERE visitor = ?1 AND object IN (` + among + `)`
	}
	return NewStatement(`SELECT k.object, k.value, COALESCE(t.total, 0), COALESCE(v.value, 0), '' AS wish, 0 AS own
		FROM key_vote k LEFT JOIN tally t ON t.object = k.object LEFT JOIN vote v ON v.visitor = ?1 AND v.object = k.object
		WHERE k.object IN (`+among+`)
		UNION ALL SELECT CAST(substr(key, `+strconv.Itoa(len(votesOn)+1)+`) AS INTEGER), 0, 0, 0, sent, 0
		FROM entry WHERE visitor = ?1 AND key IN (`+strings.Join(keys, ", ")+`) AND state IN ('waiting', 'sending')`+own, values...)
}

func talliesIn(r *Result) map[int64]tally {
	found := map[int64]tally{}
	for _, v := range r.Rows {
		if len(v) != 6 {
			continue
		}
		t := found[v[0].Number]
		t.key, t.sum, t.mine, t.own = t.key+v[1].Number, t.sum+v[2].Number, t.mine+v[3].Number, t.own+v[5].Number
		if v[4].Text != "" {
			t.wish = v[4].Text
		}
		found[v[0].Number] = t
	}
	return found
}

// voteSet is the statement that makes a visitor's vote on an object 1, -1 or, by
// taking it back, 0.
func (x *exchange) voteSet(visitor string, id, value int64) Statement {
	if value == 0 {
		return NewStatement(`DELETE FROM vote WHERE visitor = ? AND object = ?`, visitor, id)
	}
	return NewStatement(`INSERT INTO vote (visitor, object, value, voted_at) VALUES (?, ?, ?, ?)
		ON CONFLICT (visitor, object) DO UPDATE SET value = excluded.value, voted_at = excluded.voted_at`,
		visitor, id, value, x.time().Unix())
}

// ownSet are the statements that note the vote which somebody has cast at the helpdesk by
// their own key, and what that changes there.
func (x *exchange) ownSet(id, value, by int64) []Statement {
	all := []Statement{NewStatement(`DELETE FROM own_vote WHERE visitor = ? AND object = ?`, x.visitor, id)}
	if value != 0 {
		all = []Statement{NewStatement(`INSERT INTO own_vote (visitor, object, value) VALUES (?, ?, ?) ON CONFLICT (visitor, object) DO UPDATE SET value = excluded.value`, x.visitor, id, value)}
	}
	if by != 0 {
		// Run again, it is the same row.
		all = append(all, NewStatement(`INSERT INTO own_change (visitor, object, at, by) VALUES (?, ?, ?, ?) ON CONFLICT (visitor, object, at) DO NOTHING`, x.visitor, id, x.now, by))
	}
	return all
}

// turnOf is the statement that reads how often the key's vote on an object has
// changed, -1 when somebody is at it.
func turnOf(id int64) Statement {
	return NewStatement(`SELECT CASE held_until WHEN 0 THEN turn ELSE -1 END FROM key_vote WHERE object = ?`, id)
}

// holdFor is longer than any exchange that changes the key's vote.
const holdFor = 2 * Patience

// hold is the sole right to change the key's vote on one object.
type hold struct {
	id    int64
	until int64
	// turn is how often the vote had changed before; lost says that the one before
	// did not let go, so that nobody knows what became of its change.
	turn int64
	lost bool
	// adopts is how many votes there were before one of the key's was to be taken back that
	// was cast elsewhere, where nobody heard what came of it; -1 where none is in doubt.
	adopts int64
	// tally is what the ledger said when it began.
	tally tally
}

// take gets hold of the key's vote on an object, as soon as nobody else has it;
// nil means that it took too long. An error that says nothing of what was done
// leaves nothing held.
func (x *exchange) take(id int64) (*hold, error) {
	// The time is the holder's mark as well: no two that come in the same
	// millisecond have the same.
	h := &hold{id: id, until: x.now + holdFor.Microseconds() + int64(x.random()%1_000_000)}
	got, err := x.keep("hold a vote", Effect{UntilMS: Patience.Milliseconds(), Statements: []Statement{
		NewStatement(`INSERT INTO key_vote (object, value, turn, held_until) VALUES (?, 0, 0, 0) ON CONFLICT (object) DO NOTHING`, id),
		NewStatement(`UPDATE key_vote SET held_until = ? WHERE object = ? AND held_until IN (0, ?)`, h.until, id, h.until),
		NewStatement(`UPDATE key_vote SET held_until = ? WHERE object = ? AND held_until < ?`, h.until, id, x.now),
		x.talliesOf([]int64{id}, x.now),
		NewStatement(`SELECT turn, adopts FROM key_vote WHERE object = ? AND held_until = ?`, id, h.until)}})
	if err == errWaiting {
		return nil, err
	}
	if err != nil {
		return nil, errors.Join(err, x.release(h))
	}
	if got[4].row() == nil {
		return nil, nil
	}
	h.turn, h.adopts, h.lost, h.tally = got[4].number(), got[4].row()[1].Number, got[1].Changed == 0, talliesIn(&got[3])[id]
	return h, nil
}

// record notes what the key's vote is now, as far as the helpdesk was told.
func (x *exchange) record(h *hold, value int64) error {
	_, err := x.keep("record a vote", Effect{Statements: []Statement{h.recorded(value)}})
	return err
}

func (h *hold) recorded(value int64) Statement {
	return NewStatement(`UPDATE key_vote SET value = ?, turn = turn + 1 WHERE object = ? AND held_until = ?`, value, h.id, h.until)
}

// adopting notes how many votes there are before one that was cast elsewhere is taken back,
// or, with -1, that it is known what it was. What was read before is read anew then.
func (h *hold) adopting(votes int64) Statement {
	return NewStatement(`UPDATE key_vote SET adopts = ?, turn = turn + 1 WHERE object = ? AND held_until = ?`, votes, h.id, h.until)
}

// release lets others change the vote, and forgets an object of which nothing was
// ever noted. It works even when the time of the request is over.
func (x *exchange) release(h *hold) error {
	_, err := x.keep("release a vote", Effect{Always: true, Statements: []Statement{
		NewStatement(`DELETE FROM key_vote WHERE object = ? AND held_until = ? AND turn = 0 AND NOT EXISTS (SELECT 1 FROM vote WHERE vote.object = key_vote.object)`, h.id, h.until),
		h.released()}})
	return err
}

func (h *hold) released() Statement {
	return NewStatement(`UPDATE key_vote SET held_until = 0 WHERE object = ? AND held_until = ?`, h.id, h.until)
}

// authored notes the vote that a helpdesk gives somebody for what is theirs there, as the
// author of an object, which it counts.
func (x *exchange) authored(o *object) error {
	if !x.store || x.who == nil || o.Votes.All <= 0 {
		return nil
	}
	if own := x.who.state.Own(); own && !o.keyVoted || !own && (x.author() == 0 || o.Author.ID != x.who.user) {
		return nil
	}
	_, err := x.keep("keep an author's vote", Effect{Always: true, Statements: x.ownSet(o.ID, 1, 0)})
	return err
}

// authors refuses to take back the vote that somebody has at the helpdesk as the author
// of an object: only they can, there. That they wish for what they have is well.
func (b *ballot) authors(h *hold) error {
	if b.value == h.tally.own {
		b.value = 0 // there is nothing to count here
		return nil
	}
	return refusal{status: statusForbidden, says: []words.Say{words.EdgeVotesAuthor()}}
}

// castOwn makes the vote of somebody with a key of their own at the helpdesk what they
// wish. What was counted here for them is not any longer, and the edge's own vote no more
// speaks for it.
func (b *ballot) castOwn(e *entry.Entry) (*answer, int64, error) {
	x := b.exchange
	tallies, err := x.tallies([]int64{b.id})
	if err != nil {
		return nil, 0, err
	}
	t := tallies[b.id]
	o, err := b.object()
	if err != nil {
		return nil, 0, err
	}
	have := t.own
	if !o.keyVoted {
		have = 0
	}
	old := have
	if o.keyVoted && have != b.value {
		// Which way a vote went that was cast elsewhere shows in what taking it back changes.
		before := o.Votes.All
		if o, err = b.ownVote(0); err != nil {
			return nil, 0, err
		}
		old, have = sign(before-o.Votes.All), 0
	}
	if have != b.value {
		if o, err = b.ownVote(b.value); err != nil {
			return nil, 0, err
		}
	}
	var noted []Statement
	if t.mine != 0 {
		if noted, err = b.handedOver(); err != nil {
			return nil, 0, err
		}
	}
	noted = append(noted, x.ownSet(b.id, b.value, b.value-old)...)
	x.noted = b.stands(o, t.key)
	noted = append(noted, x.concluding(e, entry.Arrived, 0, nil)...)
	after, err := x.keep("count a vote", Effect{Always: true, Statements: append(noted, x.talliesOf([]int64{b.id}, x.now))})
	if err == errWaiting {
		return nil, 0, err
	}
	if err != nil {
		x.log(err.Error())
		return success(o.write, true).with(votesHeader, unavailable), b.id, nil
	}
	t = talliesIn(&after[len(noted)])[b.id]
	o.Votes = votesOf(x.visitor, o.Votes.All-t.key, o.open, t)
	return success(o.write, true), b.id, nil
}

// ownVote tells the helpdesk a vote by somebody's own key.
func (b *ballot) ownVote(value int64) (object, error) {
	changed, err := send(b.exchange, b.exchange.upstream.VoteTopic(b.id, voteOf(value)), asCustomersSee)
	if err == nil && changed.ID == 0 {
		return b.public(b.id)
	}
	return changed, err
}

// handedOver brings the edge's own vote in line with the ledger without somebody's vote,
// and returns the statements that take that out of it.
func (b *ballot) handedOver() ([]Statement, error) {
	x := b.exchange
	own := x.upstream
	x.upstream = x.Edge.upstream
	defer func() { x.upstream = own }()
	h, err := x.hold(b.id)
	if err != nil {
		return nil, err
	}
	o, err := b.public(b.id)
	if err == nil {
		o, err = x.adopt(h, o)
	}
	if err == nil {
		_, err = x.align(h, o, o.keyVote(h.tally), sign(h.tally.sum-h.tally.mine))
	}
	if err != nil {
		if released := x.release(h); released != nil && released != errWaiting {
			x.log(released.Error())
		}
		return nil, err
	}
	return []Statement{x.voteSet(x.visitor, b.id, 0), h.released()}, nil
}
