package edge

import (
	"errors"
	"time"

	"deskside/shared/api"
	"deskside/shared/core/edge/alert"
	"deskside/shared/core/edge/entry"
	"deskside/shared/core/edge/guard"
	"deskside/shared/words"
	"deskside/shared/words/print"
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
	out := Outcome{RestMS: rest.Milliseconds(), PutOff: putOff, Log: x.told()}
	if e.measures {
		out.Measure = x.measured
	}
	return out
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
	x.measured = &Measure{Site: x.name, Method: string(e.Kind), Route: "delivery", State: string(e.State)}
	x.took(x.measured)
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
			NewStatement(`DELETE FROM entry WHERE settled_at > 0 AND settled_at < ?`, now.Add(-x.retention).UnixMilli()),
			NewStatement(`DELETE FROM made WHERE made_at < ?`, now.Add(-x.retention).UnixMilli()))
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
		NewStatement(`DELETE FROM file WHERE gone = 1 AND added_at < ?`, now.Add(-2*x.retention).UnixMilli()),
		NewStatement(overFiles, now.Add(-entry.UnclaimedFor).UnixMilli(), now.Add(-x.retention).UnixMilli()),
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

// Watch looks whether whoever runs the edge is to be told of what it keeps, and tells them.
// A host calls it as it calls Deliver; any number of them may.
func (e *Edge) Watch(in *Input) Outcome {
	x := e.exchange(in)
	if e.store && e.alert.URL != "" {
		if err := x.watch(); err != nil && err != errWaiting {
			x.log(err.Error())
		}
	}
	if len(x.want) > 0 {
		return Outcome{Do: x.want}
	}
	return Outcome{RestMS: SweepEvery.Milliseconds(), Log: x.told()}
}

func (x *exchange) watch() error {
	got, err := x.keep("count what is kept", Effect{Statements: []Statement{
		{SQL: `INSERT OR IGNORE INTO alert (one, passed, told_at) VALUES (1, 0, 0)`}, Counted, {SQL: `SELECT passed, told_at FROM alert`}}})
	if err != nil || len(got[2].Rows) == 0 || len(got[2].Rows[0]) != 2 {
		return err
	}
	census, passed, told := CensusIn(&got[1]), got[2].Rows[0][0].Number, got[2].Rows[0][1].Number
	now, waited := x.time().UnixMilli(), time.Duration(0)
	if census.Oldest > 0 {
		waited = max(time.Duration(now-census.Oldest)*time.Millisecond, 0)
	}
	says, next := x.alert.Bounds.Says(census.Letters, waited, alert.Told{Passed: passed != 0, Ago: time.Duration(now-told) * time.Millisecond}), int64(0)
	say := words.EdgeAlertOver(words.Text(x.base.Host))
	switch says {
	case alert.Nothing:
		return nil
	case alert.Passed:
		next, say = 1, words.EdgeAlertPassed(words.Text(x.base.Host), census.Letters, int64(waited/time.Minute))
	}
	// Whoever notes it says it.
	const note = `UPDATE alert SET passed = ?, told_at = ? WHERE passed = ? AND told_at = ?`
	if got, err = x.keep("note an alert", Effect{Statements: []Statement{NewStatement(note, next, now, passed, told)}}); err != nil || got[0].Changed == 0 {
		return err
	}
	w := new(writer).open('{').text("text", print.In(x.alert.Language).Say(say))
	w.number("letters", census.Letters).number("waiting", census.Waiting).number("oldest_minutes", int64(waited/time.Minute)).shut('}')
	done, err := x.do(Effect{Send: &api.Request{Method: post, URL: x.alert.URL, Header: []api.Header{{Name: "Content-Type", Value: "application/json"}}, Body: w.b, TimeoutMS: alertTime.Milliseconds()}})
	if err != nil {
		return err
	}
	if r := done[0].Response; r != nil && r.Status >= 200 && r.Status < 300 {
		return nil
	}
	x.log("the alert could not be sent, and is sent again")
	_, err = x.keep("note that nobody was told", Effect{Always: true, Statements: []Statement{NewStatement(note, passed, told, next, now)}})
	return err
}

// alertTime is how long sending one may take.
const alertTime = 10 * time.Second

// Census is what an edge keeps that is not at the helpdesk.
type Census struct {
	// Letters wait for a person: they were refused, or nobody knows.
	Letters int64
	// Waiting go on by themselves. Oldest is when the first of them came, Unix
	// milliseconds, 0 where there is none.
	Waiting, Oldest int64
}

// Counted is SQL that counts them.
var Counted = Statement{SQL: `SELECT state IN ('refused', 'uncertain'), count(*), min(added_at) FROM entry
	WHERE body <> '' AND state IN ('waiting', 'sending', 'doubt', 'refused', 'uncertain') GROUP BY 1`}

// CensusIn reads its result.
func CensusIn(r *Result) (c Census) {
	for _, row := range r.Rows {
		switch {
		case len(row) != 3:
		case row[0].Number == 1:
			c.Letters = row[1].Number
		default:
			c.Waiting, c.Oldest = row[1].Number, row[2].Number
		}
	}
	return c
}
