package edge

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"math/rand/v2"
	"net/http"
	"strconv"
	"time"

	"deskside/shared/api"
	"deskside/shared/api/transport"
	"deskside/shared/words"
)

// rememberFor is how long the answer to an Idempotency-Key is kept.
const rememberFor = 24 * time.Hour

// settle is how long a helpdesk that did not answer in time may still be at work.
const settle = time.Minute

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
	run func(context.Context) (*answer, int64, error)
	// find looks for what came of a run whose answer was lost, and claims it. It
	// returns nil when nothing did. A write without find cannot be told about.
	find func(ctx context.Context, since time.Time) (*answer, error)
}

// digest returns what a write sends as a hash of its parts.
func digest(parts ...string) string {
	h := sha256.New()
	for _, part := range parts {
		h.Write([]byte(strconv.Quote(part)))
	}
	return hex.EncodeToString(h.Sum(nil))
}

// once runs a write so that the same Idempotency-Key never runs it twice. The
// second sending gets the answer of the first; while that is under way it
// waits. Where the first's answer was lost, the helpdesk is asked what came of it;
// it is not sent again as long as that is not known.
func (e *Edge) once(ctx context.Context, x *exchange, w write) (*answer, error) {
	if x.key == "" {
		a, _, err := w.run(ctx)
		return a, err
	}
	if e.store == nil {
		a, _, err := w.run(ctx)
		if a != nil {
			a.with("Deskside-Idempotency", "none")
		}
		return a, err
	}
	for waited := time.Duration(0); waited < patience/2; waited += pollEvery {
		started, mine, err := e.store.begin(ctx, x.visitor, x.key, w.sent)
		if err != nil {
			return nil, err
		}
		if mine {
			return e.first(ctx, x, w, started)
		}
		known, err := e.store.submission(ctx, x.visitor, x.key)
		switch {
		case err != nil:
			return nil, err
		case known == nil:
			// The one before was refused and is forgotten: this one is a first again.
			continue
		case known.sent != w.sent:
			return nil, refusal{status: http.StatusUnprocessableEntity, says: []words.Say{words.EdgeOtherText()}}
		case known.state == done:
			return (&answer{status: http.StatusOK, body: []byte(known.answer)}).with("Idempotency-Replayed", "true"), nil
		case known.state == unknown || known.state == late || e.config.Now().Sub(time.UnixMilli(known.startedAt)) > 2*patience:
			if w.find == nil {
				return nil, refusal{status: http.StatusConflict, uncertain: true,
					says: []words.Say{words.EdgeLost()}}
			}
			found, err := w.find(ctx, time.UnixMilli(known.startedAt))
			if err != nil {
				return nil, err
			}
			if found != nil {
				e.conclude(ctx, x, done, found.body)
				return found.with("Idempotency-Replayed", "true"), nil
			}
			if rest := settle - e.config.Now().Sub(time.UnixMilli(known.startedAt)); known.state == late && rest > 0 {
				return nil, refusal{status: http.StatusConflict, uncertain: true, retryAfter: rest,
					says: []words.Say{words.EdgeLate()}}
			}
			// It is not among the newest. That is no proof that it never arrived: it may
			// wait for a moderator. Whether to send it as a new one is for a person to say.
			return nil, refusal{status: http.StatusConflict, uncertain: true, says: []words.Say{words.EdgeLost()}}
		}
		if err := e.config.Clock.Sleep(ctx, pollEvery); err != nil {
			break
		}
	}
	return nil, refusal{status: http.StatusConflict, retryAfter: 2 * time.Second, says: []words.Say{words.EdgeBusy()}}
}

// first runs the first sending of a submission and remembers what came of it.
func (e *Edge) first(ctx context.Context, x *exchange, w write, started int64) (*answer, error) {
	finished := false
	defer func() {
		if !finished {
			e.conclude(ctx, x, unknown, nil)
		}
	}()
	a, id, err := w.run(ctx)
	finished = true
	switch {
	case err == nil:
		if id != 0 {
			e.claim(ctx, x, id)
		}
		e.conclude(ctx, x, done, a.body)
	case transport.Uncertain(err):
		state := unknown
		var failed *api.Error
		if errors.As(err, &failed) && (failed.Failure == api.Timeout || failed.Status == http.StatusGatewayTimeout) || errors.Is(err, context.DeadlineExceeded) {
			state = late
		}
		e.conclude(ctx, x, state, nil)
		if w.find != nil {
			r := e.refuse(err)
			r.says = []words.Say{words.EdgeLostAgain()}
			return nil, r
		}
	default:
		if err := e.store.forget(context.WithoutCancel(ctx), x.visitor, x.key, started); err != nil {
			e.log(err.Error())
		}
	}
	return a, err
}

// claim notes which submission an object is, while that is still being sent:
// until then nobody else takes an object like it for theirs.
func (e *Edge) claim(ctx context.Context, x *exchange, id int64) {
	mine, err := e.store.claim(context.WithoutCancel(ctx), id, x.visitor, x.key)
	if err != nil {
		e.log(err.Error())
	} else if !mine {
		e.log("an object was taken for another submission: " + strconv.FormatInt(id, 10))
	}
}

func (e *Edge) conclude(ctx context.Context, x *exchange, state string, answer []byte) {
	if err := e.store.conclude(context.WithoutCancel(ctx), x.visitor, x.key, state, string(answer)); err != nil {
		e.log(err.Error())
	}
}

// begin notes that a submission is being sent, and reports whether it is the
// first of its key.
func (s *store) begin(ctx context.Context, visitor, key, sent string) (started int64, first bool, err error) {
	now := s.now()
	old := now.Add(-rememberFor).UnixMilli()
	if _, err := s.change(ctx, "forget old submissions", `DELETE FROM submission WHERE started_at < ?`, old); err != nil {
		return 0, false, err
	}
	// A claim is kept as long as any submission may look for its object.
	if _, err := s.change(ctx, "forget old claims", `DELETE FROM claim WHERE claimed_at < ?`, old-(clockTolerance+settle).Milliseconds()); err != nil {
		return 0, false, err
	}
	mark := "by " + strconv.FormatUint(rand.Uint64(), 36)
	n, err := s.change(ctx, "begin a submission", `INSERT INTO submission (visitor, key, sent, state, answer, started_at)
		VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (visitor, key) DO NOTHING`, visitor, key, sent, pending, mark, now.UnixMilli())
	if err != nil || n == 1 {
		return now.UnixMilli(), n == 1, err
	}
	known, err := s.submission(ctx, visitor, key)
	return now.UnixMilli(), known != nil && known.state == pending && known.answer == mark, err
}

// submission reads what is known of a key, or nil.
func (s *store) submission(ctx context.Context, visitor, key string) (*submission, error) {
	var k submission
	found, err := s.read(ctx, "read a submission", `SELECT sent, state, answer, started_at FROM submission WHERE visitor = ? AND key = ?`,
		[]any{visitor, key}, &k.sent, &k.state, &k.answer, &k.startedAt)
	if !found {
		return nil, err
	}
	return &k, nil
}

// sending reports whether anybody else is sending the same just now.
func (s *store) sending(ctx context.Context, sent, visitor, key string) (bool, error) {
	var n int64
	_, err := s.read(ctx, "read submissions", `SELECT count(*) FROM submission WHERE sent = ? AND state = ? AND started_at > ? AND NOT (visitor = ? AND key = ?)`,
		[]any{sent, pending, s.now().Add(-2 * patience).UnixMilli(), visitor, key}, &n)
	return n > 0, err
}

// claim makes an object that of a submission, and reports whether it is: the
// first to claim it has it.
func (s *store) claim(ctx context.Context, object int64, visitor, key string) (bool, error) {
	n, err := s.change(ctx, "claim an object", `INSERT INTO claim (object, visitor, key, claimed_at) VALUES (?, ?, ?, ?) ON CONFLICT (object) DO NOTHING`,
		object, visitor, key, s.now().UnixMilli())
	if err != nil || n == 1 {
		return n == 1, err
	}
	_, err = s.read(ctx, "read a claim", `SELECT count(*) FROM claim WHERE object = ? AND visitor = ? AND key = ?`, []any{object, visitor, key}, &n)
	return n == 1, err
}

// conclude notes what came of a submission.
func (s *store) conclude(ctx context.Context, visitor, key, state, answer string) error {
	_, err := s.change(ctx, "conclude a submission", `UPDATE submission SET state = ?, answer = ? WHERE visitor = ? AND key = ?`, state, answer, visitor, key)
	return err
}

// forget makes the next sending of a key a first again, unless another one has
// begun since this one did.
func (s *store) forget(ctx context.Context, visitor, key string, startedAt int64) error {
	_, err := s.change(ctx, "forget a submission", `DELETE FROM submission WHERE visitor = ? AND key = ? AND state = ? AND started_at = ?`,
		visitor, key, pending, startedAt)
	return err
}
