package edge

import (
	"errors"
	"time"

	"deskside/shared/api/form"
	"deskside/shared/core/edge/entry"
)

// exchange is one request of a customer in one step, checked as far as its route says.
type exchange struct {
	*Edge
	place
	in    *Input
	query form.Values
	// visitor is "" for one who is nobody in particular.
	visitor string
	// key is the Idempotency-Key, "" where none was sent.
	key  string
	body []byte
	// holder marks the entry that is this exchange's to do.
	holder string

	// used counts the effects whose results were taken; want are those that have
	// none yet. A step that has met them ends, whatever else it comes to.
	used int
	want []Effect
	// now is when the last of them was done, Unix microseconds.
	now   int64
	seed  uint64
	lines []string
	// instead is a body in the place of the request's, for a new beginning.
	instead []byte
	// carry is what becomes of all that was done so far.
	carry []byte
	// left is an entry in whose lane something is left to be delivered.
	left *entry.Entry

	// cached and renew are what is to be done of pages once the reply is on its way,
	// rest how long not to read one anew again.
	cached *Cached
	renew  string
	rest   time.Duration
}

var (
	// errWaiting is the error of an effect that is still to be done.
	errWaiting = errors.New("nothing came of it yet")
	// errOver is that of one for which there was no time.
	errOver = errors.New("the time of the request is over")
)

// do returns what came of effects, or has them done.
func (x *exchange) do(effects ...Effect) ([]Done, error) {
	if len(x.want) > 0 {
		return nil, errWaiting
	}
	if x.used+len(effects) > len(x.in.Done) {
		x.want = effects
		return nil, errWaiting
	}
	done := x.in.Done[x.used : x.used+len(effects)]
	x.used += len(effects)
	for i := range done {
		x.now = max(x.now, done[i].At)
	}
	return done, nil
}

// time is that of the step: when what it goes on from was done.
func (x *exchange) time() time.Time { return time.UnixMicro(x.now) }

// sleep waits.
func (x *exchange) sleep(d time.Duration) error {
	done, err := x.do(Effect{PauseMS: d.Milliseconds()})
	if err == nil && done[0].Over {
		err = errOver
	}
	return err
}

// random returns the next of the request's random numbers (splitmix64).
func (x *exchange) random() uint64 {
	x.seed += 0x9e3779b97f4a7c15
	z := x.seed
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// log notes a line for the log.
func (x *exchange) log(line string) { x.lines = append(x.lines, line) }

// told are the lines for the log, without what it must not hear.
func (x *exchange) told() []string {
	for i, line := range x.lines {
		x.lines[i] = x.redactor.Text(line)
	}
	return x.lines
}
