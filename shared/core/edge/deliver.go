package edge

import (
	"errors"
	"time"

	"deskside/shared/core/edge/entry"
	"deskside/shared/core/edge/guard"
	"deskside/shared/words"
)

const (
	// SweepEvery is how long a host rests at most between two deliveries: what it was
	// not told of is found then.
	SweepEvery = time.Minute
	// SweepMost is how much is handed on in one call of Cloudflare's clock, or for one
	// batch of messages: D1 answers 1000 queries in each, and an entry takes 25 at most.
	SweepMost = 40
	// Breath is how long it rests after a helpdesk did not take something.
	Breath = 2 * time.Second
)

// Deliver goes on with what is kept: it takes the first entry that is due and sends
// it, or looks for it. in has no request, and names an entry where its lane alone is
// meant. A host calls it as it calls Step, and once nothing is left to do it rests for
// as long as the outcome says, and begins anew.
func (e *Edge) Deliver(in *Input) Outcome {
	x := e.exchange(in)
	rest, putOff := SweepEvery, false
	if e.store {
		rest, putOff = x.deliver()
	}
	if len(x.want) > 0 {
		return Outcome{Do: x.want}
	}
	return Outcome{RestMS: rest.Milliseconds(), PutOff: putOff, Log: x.told()}
}

// deliver does one entry and returns how long to rest after it, and whether it was put
// off.
func (x *exchange) deliver() (rest time.Duration, putOff bool) {
	e, next, err := x.due()
	more := false
	if err == nil && e == nil && x.in.Entry == "" {
		more, err = x.tidy()
	}
	switch {
	case err == errWaiting:
		return 0, false
	case err != nil:
		x.log(err.Error())
		return Breath, true
	case more:
		return 0, false
	case e == nil && next == 0:
		return SweepEvery, false
	case e == nil:
		return max(min(time.UnixMilli(next).Sub(x.time()), SweepEvery), time.Second), false
	}
	x.visitor, x.key = e.Visitor, e.Key
	w, err := x.writeOf(e.Kind, []byte(e.Body))
	if err != nil {
		// What was taken once is not understood by a later version.
		x.conclude(e, entry.Unknowable, 0, []words.Say{words.EdgeLost()})
		return Breath, false
	}
	_, err = x.attempt(&w, e)
	if err == errWaiting {
		return 0, false
	}
	x.log("delivery " + string(e.Kind) + " " + string(e.State))
	if e.State.Live() && e.Tries > 0 {
		return Breath, true
	}
	return 0, false
}

// due takes the first entry that is due, or returns when the next will be, Unix
// milliseconds, 0 for none.
func (x *exchange) due() (e *entry.Entry, next int64, err error) {
	now := x.time()
	ms := now.UnixMilli()
	x.holder = x.mark()
	statements := []Statement{
		NewStatement(reclaim, ms),
		NewStatement(`UPDATE entry SET state = 'refused', reason = ?, settled_at = ? WHERE state = 'waiting' AND added_at < ?`,
			ReasonOf([]words.Say{words.CustomerFailureUnavailable()}), ms, now.Add(-entry.Patience).UnixMilli())}
	within, named := "", []any{}
	if x.in.Entry != "" {
		within, named = ` AND lane = (SELECT lane FROM entry WHERE id = ?)`, []any{x.in.Entry}
	} else {
		statements = append(statements,
			NewStatement(`DELETE FROM entry WHERE settled_at > 0 AND settled_at < ?`, now.Add(-entry.KeptFor).UnixMilli()),
			NewStatement(`DELETE FROM made WHERE made_at < ?`, now.Add(-entry.KeptFor).UnixMilli()))
		if x.seals {
			statements = append(statements, NewStatement(`DELETE FROM token_used WHERE until < ?`, now.Unix()),
				NewStatement(`DELETE FROM own_change WHERE at < ?`, now.Add(-2*pageKept).UnixMicro()))
		}
	}
	taking := append(append([]any{ms, x.holder, ms + entry.LeaseFor.Milliseconds(), ms, ms}, named...), x.holder)
	got, err := x.keep("find what is due", Effect{Statements: append(statements,
		NewStatement(take+` WHERE seq = (SELECT seq FROM entry AS e WHERE state IN ('waiting', 'doubt') AND due_at <= ? AND held_until < ? AND `+first("e")+within+`
			ORDER BY due_at, seq LIMIT 1) AND NOT EXISTS (SELECT 1 FROM entry WHERE held_by = ?)`, taking...),
		NewStatement(`SELECT `+columns+` FROM entry WHERE held_by = ?`, x.holder),
		NewStatement(`SELECT COALESCE(MIN(MAX(due_at, held_until)), 0) FROM entry WHERE state IN ('waiting', 'sending', 'doubt') AND `+first("entry")+within, named...),
	)})
	if err != nil {
		return nil, 0, err
	}
	e, _ = entryOf(&got[len(got)-2])
	return e, got[len(got)-1].number(), nil
}

// tidy looks after files once nothing is due: what nobody needs is forgotten. It
// reports whether there is more to do at once.
func (x *exchange) tidy() (more bool, err error) {
	now := x.time()
	got, err := x.keep("look after files", Effect{Statements: []Statement{
		NewStatement(afloat, now.UnixMilli(), ReasonOf(strandedSays())),
		NewStatement(`DELETE FROM file WHERE gone = 1 AND added_at < ?`, now.Add(-2*entry.KeptFor).UnixMilli()),
		NewStatement(overFiles, now.Add(-entry.UnclaimedFor).UnixMilli(), now.Add(-entry.KeptFor).UnixMilli()),
		NewStatement(guard.Forgets, x.now)}})
	if err != nil {
		return false, err
	}
	over := keptIn(&got[2])
	return got[0].Changed > 0 || len(over) == mostForgotten, x.forget(over)
}

// writeOf is the write that an entry was kept for.
func (x *exchange) writeOf(kind entry.Kind, body []byte) (write, error) {
	switch kind {
	case entry.Post:
		return x.post(body)
	case entry.Comment:
		return x.remark(body)
	case entry.File:
		return x.fileOf(body)
	case entry.Vote:
		return x.ballotOf(body)
	}
	return write{}, errors.New("an entry of an unknown kind")
}
