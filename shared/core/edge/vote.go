package edge

import (
	"errors"
	"strconv"
	"time"

	"deskside/shared/api/jsontext"
	"deskside/shared/core/customer"
	"deskside/shared/core/edge/entry"
	"deskside/shared/core/edge/interest"
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
	mine := t.mine + t.own
	if wish, waits := valueOf(t.wish); waits {
		mine = wish
	}
	return votes{All: others + t.sum - t.mine - t.own + mine, CanVote: open && visitor != "", IsVoted: mine != 0, Mine: string(voteOf(mine))}
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
	if err := x.lets(!x.guests.NoVotes, "vote"); err != nil {
		return nil, err
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
	x.upstream = x.Edge.upstream
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

// adopt puts a vote that the key's owner cast elsewhere into the ledger, if there is one, so
// that it still counts while the key's vote speaks for everybody. Where there are votes
// against, it is taken back: which way it went shows in what that changes. How many votes
// there were is noted before, so that it shows as well to whoever comes after an answer that
// was lost.
func (x *exchange) adopt(h *hold, o object) (object, error) {
	switch {
	case h.adopts >= 0 && !o.keyVoted:
		return o, x.adopted(h, h.adopts-o.Votes.All)
	case !o.keyVoted || h.tally.key != 0:
		return o, nil
	case !o.Type.Supports.NegativeVote:
		err := x.adopted(h, 1, h.recorded(1))
		h.tally.key = 1
		return o, err
	}
	if _, err := x.keep("note that the owner's vote is taken back", Effect{Statements: []Statement{h.adopting(o.Votes.All)}}); err != nil {
		return o, err
	}
	changed, err := x.sendVote(h, o.ID, 0)
	if err != nil {
		return o, err
	}
	return changed, x.adopted(h, o.Votes.All-changed.Votes.All)
}

// adopted notes the owner's vote, which changed the votes by so many. Where that says
// nothing, since somebody else voted against it meanwhile, it was for the object, as nearly
// all are.
func (x *exchange) adopted(h *hold, by int64, also ...Statement) error {
	value := sign(by)
	if value == 0 {
		value = 1
	}
	h.adopts = -1
	h.tally.sum += value
	_, err := x.keep("keep the owner's vote", Effect{Statements: append(also, x.voteSet(owner, h.id, value), h.adopting(-1))})
	return err
}

// own makes the vote that a helpdesk gives the key, as the author of an object,
// that of the visitor who wrote it: who submits something has voted for it.
// Where somebody voted before, the key's vote stands for them already.
func (x *exchange) own(o object) error {
	if !x.store || x.visitor == "" || !o.keyVoted || x.who != nil && x.who.state.Own() || x.author() != 0 {
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
	if x.who != nil && x.who.state.Own() {
		return b.castOwn(e)
	}
	h, o, err := b.look()
	if err == nil && h.tally.own != 0 {
		err = b.authors(h)
	}
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
	x.noted = b.stands(o, sign(h.tally.sum-h.tally.mine+b.value))
	noted := append([]Statement{x.voteSet(x.visitor, b.id, b.value), h.released()}, x.concluding(e, entry.Arrived, 0, nil)...)
	after, err := x.keep("count a vote", Effect{Always: true, Statements: append(noted, x.talliesOf([]int64{b.id}, x.now))})
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

// stands has kept how an object stands on which somebody voted, with the key's vote on it.
func (b *ballot) stands(o object, key int64) []Statement {
	if b.value == 0 {
		return nil
	}
	post := o.stands(key)
	return []Statement{statementOf(interest.New(&post, interest.Listed, b.time().UnixMilli()))}
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
	o, err := b.adopt(h, o)
	if err != nil {
		return o, err
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
