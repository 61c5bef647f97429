package edge

import (
	"crypto/sha256"
	"errors"
	"strconv"
	"time"

	"deskside/shared/api"
	"deskside/shared/words"
)

// rememberFor is how long the answer to an Idempotency-Key is kept.
const rememberFor = 24 * time.Hour

// settling is how long a helpdesk that did not answer in time may still be at work.
const settling = time.Minute

// States of a submission.
const (
	pending = "pending" // somebody is sending it
	done    = "done"    // its answer is known
	unknown = "unknown" // it was sent, and what came of it is not known
	late    = "late"    // likewise, and the helpdesk may still be at it
)

// submission is a row of that table.
type submission struct {
	sent, state, answer string
	startedAt           int64
}

// write is something that must happen once.
type write struct {
	// sent is what is written, as a hash: writes of the same are alike in it,
	// whoever sends them.
	sent string
	// run writes, and returns the id of the object that it made, if it makes one.
	run func() (*answer, int64, error)
	// find looks for what came of a run whose answer was lost, and claims it. It
	// returns nil when nothing did. A write without find cannot be told about.
	find func(since time.Time) (*answer, error)
}

// digest returns what a write sends as a hash of its parts.
func digest(parts ...string) string {
	h := sha256.New()
	for _, part := range parts {
		h.Write([]byte(strconv.Quote(part)))
	}
	return hex(h.Sum(nil))
}

// once runs a write so that the same Idempotency-Key never runs it twice. The
// second sending gets the answer of the first; while that is under way it
// waits. Where the first's answer was lost, the helpdesk is asked what came of it;
// it is not sent again as long as that is not known.
func (x *exchange) once(w write) (*answer, error) {
	if x.key == "" || !x.store {
		a, _, err := w.run()
		if a != nil && x.key != "" {
			a.with("Deskside-Idempotency", "none")
		}
		return a, err
	}
	known, mine, err := x.begin(w.sent)
	if err != nil {
		return nil, err
	}
	switch {
	case known == nil:
		return nil, refusal{status: statusConflict, retryAfter: 2 * time.Second, says: []words.Say{words.EdgeBusy()}}
	case mine:
		return x.first(w, known.startedAt)
	case known.sent != w.sent:
		return nil, refusal{status: statusUnprocessable, says: []words.Say{words.EdgeOtherText()}}
	case known.state == done:
		return (&answer{status: statusOK, body: []byte(known.answer)}).with("Idempotency-Replayed", "true"), nil
	case w.find == nil:
		return nil, refusal{status: statusConflict, uncertain: true, says: []words.Say{words.EdgeLost()}}
	}
	found, err := w.find(time.UnixMilli(known.startedAt))
	if err != nil {
		return nil, err
	}
	if found != nil {
		x.conclude(done, found.body)
		return found.with("Idempotency-Replayed", "true"), nil
	}
	if rest := settling - x.time().Sub(time.UnixMilli(known.startedAt)); known.state == late && rest > 0 {
		return nil, refusal{status: statusConflict, uncertain: true, retryAfter: rest, says: []words.Say{words.EdgeLate()}}
	}
	// It is not among the newest. That is no proof that it never arrived: it may
	// wait for a moderator. Whether to send it as a new one is for a person to say.
	return nil, refusal{status: statusConflict, uncertain: true, says: []words.Say{words.EdgeLost()}}
}

// first runs the first sending of a submission and remembers what came of it.
func (x *exchange) first(w write, started int64) (*answer, error) {
	a, id, err := w.run()
	switch {
	case err == errWaiting:
	case err == nil:
		x.made(id, a.body)
	case doubtful(err):
		state := unknown
		var failed *api.Error
		if errors.As(err, &failed) && (failed.Failure == api.Timeout || failed.Status == statusGatewayTimeout) || errors.Is(err, errOver) {
			state = late
		}
		x.conclude(state, nil)
		if w.find != nil {
			r := x.refuse(err)
			r.says = []words.Say{words.EdgeLostAgain()}
			return nil, r
		}
	default:
		x.forget(started)
	}
	return a, err
}

// made notes what came of a submission, and which object it is: while it is being
// sent, nobody else takes an object like it for theirs.
func (x *exchange) made(id int64, answer []byte) {
	if id == 0 {
		x.conclude(done, answer)
		return
	}
	got, err := x.keep("conclude a submission", Effect{Always: true, Statements: append(x.claiming(id), x.concluding(done, answer))})
	switch {
	case err == errWaiting:
	case err != nil:
		x.log(err.Error())
	case got[1].number() != 1:
		x.log("an object was taken for another submission: " + strconv.FormatInt(id, 10))
	}
}

// begin notes that a submission is being sent, and returns what is known of it:
// that it is this one's to send, or what came of another sending, which it waits
// for. nil is one that is still being sent.
func (x *exchange) begin(sent string) (known *submission, mine bool, err error) {
	now := x.time()
	old := now.Add(-rememberFor).UnixMilli()
	mark := "by " + strconv.FormatUint(x.random(), 36)
	got, err := x.keep("begin a submission", Effect{UntilMS: Patience.Milliseconds() / 2, Statements: []Statement{
		statement(`DELETE FROM submission WHERE started_at < ?`, old),
		// A claim is kept as long as any submission may look for its object.
		statement(`DELETE FROM claim WHERE claimed_at < ?`, old-(clockTolerance+settling).Milliseconds()),
		statement(`INSERT INTO submission (visitor, key, sent, state, answer, started_at)
			VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (visitor, key) DO NOTHING`, x.visitor, x.key, sent, pending, mark, now.UnixMilli()),
		statement(`SELECT sent, state, answer, started_at FROM submission
			WHERE visitor = ? AND key = ? AND (state <> ? OR answer = ? OR sent <> ? OR started_at < ?)`,
			x.visitor, x.key, pending, mark, sent, now.Add(-2*Patience).UnixMilli())}})
	if err != nil {
		return nil, false, err
	}
	row := got[3].row()
	if len(row) != 4 {
		return nil, false, nil
	}
	known = &submission{sent: row[0].Text, state: row[1].Text, answer: row[2].Text, startedAt: row[3].Number}
	return known, known.state == pending && known.answer == mark, nil
}

// sending reports whether anybody else is sending the same just now.
func (x *exchange) sending(sent string) (bool, error) {
	got, err := x.keep("read submissions", Effect{Statements: []Statement{
		statement(`SELECT count(*) FROM submission WHERE sent = ? AND state = ? AND started_at > ? AND NOT (visitor = ? AND key = ?)`,
			sent, pending, x.time().Add(-2*Patience).UnixMilli(), x.visitor, x.key)}})
	if err != nil {
		return false, err
	}
	return got[0].number() > 0, nil
}

// claim makes an object that of a submission, and reports whether it is: the
// first to claim it has it.
func (x *exchange) claim(object int64) (bool, error) {
	got, err := x.keep("claim an object", Effect{Always: true, Statements: x.claiming(object)})
	if err != nil {
		return false, err
	}
	return got[1].number() == 1, nil
}

func (x *exchange) claiming(object int64) []Statement {
	return []Statement{
		statement(`INSERT INTO claim (object, visitor, key, claimed_at) VALUES (?, ?, ?, ?) ON CONFLICT (object) DO NOTHING`,
			object, x.visitor, x.key, x.time().UnixMilli()),
		statement(`SELECT count(*) FROM claim WHERE object = ? AND visitor = ? AND key = ?`, object, x.visitor, x.key),
	}
}

// conclude notes what came of a submission.
func (x *exchange) conclude(state string, answer []byte) {
	_, err := x.keep("conclude a submission", Effect{Always: true, Statements: []Statement{x.concluding(state, answer)}})
	if err != nil && err != errWaiting {
		x.log(err.Error())
	}
}

func (x *exchange) concluding(state string, answer []byte) Statement {
	return statement(`UPDATE submission SET state = ?, answer = ? WHERE visitor = ? AND key = ?`, state, string(answer), x.visitor, x.key)
}

// forget makes the next sending of a key a first again, unless another one has
// begun since this one did.
func (x *exchange) forget(startedAt int64) {
	_, err := x.keep("forget a submission", Effect{Always: true, Statements: []Statement{
		statement(`DELETE FROM submission WHERE visitor = ? AND key = ? AND state = ? AND started_at = ?`, x.visitor, x.key, pending, startedAt)}})
	if err != nil && err != errWaiting {
		x.log(err.Error())
	}
}
