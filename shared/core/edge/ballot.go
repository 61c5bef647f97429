package edge

import (
	"errors"
	"strconv"
	"time"

	"deskside/shared/api/jsontext"
	"deskside/shared/core/edge/entry"
	"deskside/shared/words"
)

// votesOn is what the keys of entries that are votes begin with, before the
// object's id. No Idempotency-Key of a customer has a slash.
const votesOn = "votes/"

// ballot is the vote that a visitor wishes to have on an object. There is one entry
// for it, whatever they wish: a later wish replaces one that waits. It counts for
// others once the key's vote at the helpdesk is in line with it.
type ballot struct {
	*exchange
	id, value int64
	wish      string
	// turn is how often the key's vote had changed when this was kept, -1 where
	// that is not known or somebody is at it.
	turn int64
}

// ballot is the vote that a visitor wishes, as the API says it, if it is one.
func (x *exchange) ballot(id int64, wish string) (*ballot, bool) {
	value, known := valueOf(wish)
	return &ballot{x, id, value, wish, -1}, known
}

// ballotOf reads what is kept of a vote.
func (x *exchange) ballotOf(body []byte) (write, error) {
	var id int64
	var wish string
	if err := members(body, map[string]func(jsontext.Value) bool{"object_id": number(&id), "value": text(&wish)}); err != nil {
		return write{}, err
	}
	b, known := x.ballot(id, wish)
	if !known {
		return write{}, errors.New("a vote of an unknown value")
	}
	return b.write(), nil
}

func (b *ballot) write() write {
	kept := &writer{}
	kept.open('{').number("object_id", b.id).text("value", b.wish).shut('}')
	return write{kind: entry.Vote, lane: b.key() + "/" + b.visitor, sent: b.wish, body: string(kept.b), run: b.cast}
}

func (b *ballot) key() string { return votesOn + strconv.FormatInt(b.id, 10) }

// keep notes what a visitor wishes and takes hold of the entry, as begin does for
// what must happen once. Of two wishes the later counts, in whichever order they
// come; one that is being sent meanwhile is not the one that is wanted any more.
func (b *ballot) keep(w *write) (e *entry.Entry, mine bool, err error) {
	x := b.exchange
	ms := x.time().UnixMilli()
	x.holder = x.mark()
	got, err := x.keep("keep a vote", Effect{UntilMS: Patience.Milliseconds() / 2, Statements: []Statement{
		NewStatement(reclaim, ms),
		NewStatement(`INSERT INTO entry (id, kind, visitor, key, lane, sent, body, state, reason, answer, added_at, begun_at, due_at, tries, heard, rest_until, held_by, held_until, settled_at)
			VALUES (?, ?, ?, ?, ?, ?, ?, 'waiting', '', '', ?, 0, ?, 0, 0, 0, '', 0, 0) ON CONFLICT (visitor, key) DO UPDATE SET
			sent = excluded.sent, body = excluded.body, added_at = excluded.added_at, due_at = MAX(excluded.due_at, rest_until), reason = '', answer = '', settled_at = 0,
			tries = CASE WHEN state IN ('waiting', 'sending') THEN tries ELSE 0 END, state = CASE state WHEN 'sending' THEN 'sending' ELSE 'waiting' END
			WHERE excluded.added_at >= added_at`,
			hex(x.in.Nonce), string(w.kind), x.visitor, b.key(), w.lane, w.sent, w.body, ms, ms),
		NewStatement(take+` WHERE visitor = ? AND key = ? AND sent = ? AND state = 'waiting' AND held_until < ? AND rest_until <= ?`,
			ms, x.holder, ms+entry.LeaseFor.Milliseconds(), x.visitor, b.key(), w.sent, ms, ms),
		turnOf(b.id),
		NewStatement(`SELECT `+columns+` FROM entry WHERE visitor = ? AND key = ? AND held_by IN ('', ?)`, x.visitor, b.key(), x.holder)}})
	if err == errWaiting {
		return nil, false, err
	}
	if err != nil {
		// What failed may have been done all the same.
		x.log(err.Error())
		return nil, false, refusal{status: statusUnavailable, uncertain: true, retryAfter: 5 * time.Second, says: []words.Say{words.EdgeLostAgain()}}
	}
	b.turn = got[3].number()
	e, heldBy := entryOf(&got[4])
	if e == nil {
		// Somebody is at it for long.
		e, err = x.entry(NewStatement(`SELECT `+columns+` FROM entry WHERE visitor = ? AND key = ?`, x.visitor, b.key()))
	}
	return e, e != nil && heldBy == x.holder, err
}

// cast brings the key's vote in line with the ledger and this vote, and counts it
// then. An answer that was lost does no harm: what the helpdesk has is read before
// anything is sent again.
func (b *ballot) cast(e *entry.Entry) (*answer, int64, error) {
	x := b.exchange
	h, o, err := b.look()
	if err == nil {
		o, err = b.bring(h, o)
	}
	if err != nil {
		if h != nil {
			if released := x.release(h); released != nil && released != errWaiting {
				x.log(released.Error())
			}
		}
		return nil, 0, err
	}
	noted := append([]Statement{x.voteSet(x.visitor, b.id, b.value), h.released()}, x.concluding(e, entry.Arrived, 0, nil)...)
	after, err := x.keep("count a vote", Effect{Always: true, Statements: append(noted, x.talliesOf([]int64{b.id}))})
	if err == errWaiting {
		return nil, 0, err
	}
	if err != nil {
		x.log(err.Error())
		return success(o.write, true).with(votesHeader, unavailable), b.id, nil
	}
	o.count(x.visitor, talliesIn(&after[len(noted)])[b.id])
	return success(o.write, true), b.id, nil
}

// look reads the object and takes hold of the key's vote on it. What is read while
// nobody is at it counts where nobody has changed it since.
func (b *ballot) look() (h *hold, o object, err error) {
	if b.turn >= 0 {
		if o, err = b.object(); err != nil {
			return nil, o, err
		}
	}
	if h, err = b.hold(b.id); err != nil {
		return nil, o, err
	}
	if b.turn < 0 || h.lost || h.turn != b.turn {
		o, err = b.object()
	}
	return h, o, err
}

// object gets the object if it takes this vote.
func (b *ballot) object() (object, error) {
	o, err := b.public(b.id)
	switch {
	case err != nil:
		return o, err
	case b.value < 0 && !o.Type.Supports.NegativeVote:
		return o, invalid(words.EdgeVotesAgainst())
	case b.value != 0 && !o.open:
		return o, refusal{status: statusForbidden, says: []words.Say{words.EdgeVotesClosed()}}
	}
	return o, nil
}

// bring makes the key's vote what all visitors together want, with this vote.
func (b *ballot) bring(h *hold, o object) (object, error) {
	if o.keyVoted && h.tally.key == 0 {
		var err error
		if o, err = b.adopt(h, o); err != nil {
			return o, err
		}
	}
	return b.align(h, o, o.keyVote(h.tally), sign(h.tally.sum-h.tally.mine+b.value))
}

// errHeld is that of a vote of the key that somebody else is at for long.
var errHeld = errors.New("somebody else changes the key's vote")

// hold waits until nobody else changes the key's vote on an object.
func (x *exchange) hold(id int64) (*hold, error) {
	h, err := x.take(id)
	if h == nil && err == nil {
		err = errHeld
	}
	return h, err
}
