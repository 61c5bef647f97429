package edge

import (
	"errors"
	"strconv"
	"time"

	"github.com/tinylib/msgp/msgp"

	"deskside/shared/api"
	"deskside/shared/api/form"
	"deskside/shared/core/edge/entry"
	"deskside/shared/helpdesk"
	"deskside/shared/words"
)

// exchange is one request of a customer in one step, checked as far as its route says.
type exchange struct {
	*Edge
	place
	in    *Input
	query form.Values
	// visitor is "" for one who is nobody in particular.
	visitor string
	// who is who that is, as whom something is done at the helpdesk: by upstream. acts
	// says that this is known. Before, and for everybody else, it asks as the edge.
	who      *person
	acts     bool
	upstream helpdesk.Upstream
	redactor api.Redactor
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
	// spent is how long was waited for each of what an edge waits for, microseconds.
	spent [waits]int64
	// measured is what became of it, once that is known.
	measured *Measure
	// instead is a body in the place of the request's, for a new beginning.
	instead []byte
	// carry is what becomes of all that was done so far.
	carry []byte
	// also is what is kept beside the reading of votes, where that comes after.
	also []Statement
	// noted is what is kept together with the conclusion that an entry has arrived.
	noted []Statement
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
		x.want = x.forSite(effects)
		return nil, errWaiting
	}
	done, began := x.in.Done[x.used:x.used+len(effects)], x.now
	for i := range done {
		x.now = max(x.now, done[i].At)
	}
	x.spent[effects[0].waits()] += x.now - began
	x.used += len(effects)
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

// told are the lines for the log, without what it must not hear: each is JSON, with the
// number of the request that it belongs to.
func (x *exchange) told() []string {
	for i, line := range x.lines {
		x.lines[i] = logged("warn", x.request(), x.redactor.Text(line))
	}
	if m := x.measured; m != nil && m.tells() {
		x.lines = append(x.lines, m.line(x.request()))
	}
	return x.lines
}

// Two attempts to read, or one to write, fit into Patience.
const (
	readTimeout  = 6 * time.Second
	writeTimeout = 11 * time.Second
)

var retry = api.Retry{Attempts: 2, Base: 200 * time.Millisecond, Cap: time.Second, Patience: 2 * time.Second}

// send runs a call and keeps of its answer what view shows.
func send[T, R any](x *exchange, call api.Call[T], view func(*T) R) (none R, err error) {
	if call.Problem != nil {
		return none, call.Problem
	}
	done, err := x.do(sending(&call))
	if err != nil {
		return none, err
	}
	return settle(x, call, &done[0], view)
}

// sending is the effect of a call.
func sending[T any](call *api.Call[T]) Effect {
	call.Request.TimeoutMS = writeTimeout.Milliseconds()
	if call.Request.Repeatable {
		call.Request.TimeoutMS = readTimeout.Milliseconds()
	}
	return Effect{Send: &call.Request}
}

// settle reads the answer to a call, and sends it again where that helps and
// does no harm.
func settle[T, R any](x *exchange, call api.Call[T], done *Done, view func(*T) R) (none R, err error) {
	course := api.NewCourse(retry, &call.Request)
	for {
		value, err := read(x, call, done)
		before := course.Doubt
		pause, again := course.Next(err, done.Sent, x.random())
		switch {
		case !again && course.Doubt && (before || !unhandled(err)):
			return none, &uncertain{err}
		case !again && err != nil:
			return none, err
		case !again:
			return view(&value), nil
		}
		if slept := x.sleep(pause); slept != nil {
			if course.Doubt {
				slept = &uncertain{slept}
			}
			return none, slept
		}
		next, err := x.do(sending(&call))
		if err != nil {
			return none, err
		}
		done = &next[0]
	}
}

// read reads one answer.
func read[T any](x *exchange, call api.Call[T], done *Done) (value T, err error) {
	switch {
	case done.Over:
		return value, errOver
	case done.Response == nil:
		err = &api.Error{Kind: api.Unavailable, Failure: api.Network}
	case done.Long:
		err = &api.Error{Kind: api.Protocol, Status: done.Response.Status, Instead: words.FailureInsteadLong()}
	default:
		done.Response.Arrived(x.time())
		value, err = call.Read(done.Response)
	}
	if e, ok := err.(*api.Error); ok {
		if e.Op == "" {
			e.Op = call.Op
		}
		if e.Host == "" {
			e.Host = call.Request.Host()
		}
	}
	return value, err
}

// sendTimed sends as send does, and says how far the helpdesk's clock is ahead,
// as far as its answer tells; 0 where it does not.
func sendTimed[T, R any](x *exchange, call api.Call[T], view func(*T) R) (got R, ahead time.Duration, err error) {
	decode := call.Decode
	call.Decode = func(r *api.Response) (T, error) {
		ahead = 0
		if at, ok := r.Date(); ok {
			ahead = at.Sub(x.time())
		}
		return decode(r)
	}
	got, err = send(x, call, view)
	return got, ahead, err
}

// uncertain marks the error of a write that was sent and got no answer that
// says what became of it.
type uncertain struct{ err error }

func (u *uncertain) Error() string { return u.err.Error() + "; it may have been done" }

func (u *uncertain) Unwrap() error { return u.err }

// certain is an error of what came before something was written: whatever became of it,
// that was not.
func certain(err error) error {
	var u *uncertain
	if errors.As(err, &u) {
		return u.err
	}
	return err
}

// unhandled reports whether a helpdesk said that it cannot handle requests now, as
// in maintenance (RFC 9110, 15.6.4), and so has not handled this one.
func unhandled(err error) bool { return answered(err) == statusUnavailable }

// heard reports whether the helpdesk answered a failed call, so that it is no longer
// at work on it. What a gateway says (502, 504) it says for a helpdesk that may be.
func heard(err error) bool {
	status := answered(err)
	return status > 0 && status != statusGateway && status != statusGatewayTimeout
}

// answered is the status of the answer to a failed call, 0 where there was none.
func answered(err error) int {
	var failed *api.Error
	if errors.As(err, &failed) {
		return failed.Status
	}
	return 0
}

// doubtful reports whether the request of a failed call may have been acted on.
func doubtful(err error) bool {
	var u *uncertain
	return errors.As(err, &u)
}

// asIs views what was read as it is.
func asIs[T any](v *T) T { return *v }

// each views the items of a list.
func each[T, R any](view func(*T) R) func(*[]T) []R {
	return func(items *[]T) []R {
		out := make([]R, 0, len(*items))
		for i := range *items {
			out = append(out, view(&(*items)[i]))
		}
		return out
	}
}

// request is the number of a request, by which its answer and what the log says of it are
// found together. It says nothing of whoever asks.
func (x *exchange) request() string {
	const digits = 14 // for 53 bits
	text := strconv.FormatInt(x.in.Random, 16)
	return "00000000000000"[:digits-min(len(text), digits)] + text
}

// What an edge waits for.
const (
	forHelpdesk = iota
	forStore
	forCache
	forTime
	waits
)

// waits is what an effect has an edge wait for.
func (e *Effect) waits() int {
	switch {
	case e.Send != nil:
		return forHelpdesk
	case len(e.Statements) > 0:
		return forStore
	case e.Match != "":
		return forCache
	}
	return forTime
}

// goes appends how the time of a request went so far, for the next step; went reads it.
func (x *exchange) goes(b []byte) []byte {
	for _, us := range append(x.spent[:], x.now) {
		b = msgp.AppendInt64(b, us)
	}
	return b
}

func (x *exchange) went(rest []byte) {
	for i := 0; i <= waits; i++ {
		us, after, err := msgp.ReadInt64Bytes(rest)
		if err != nil {
			return
		}
		if rest = after; i < waits {
			x.spent[i] = us
		} else {
			x.now = max(x.now, us)
		}
	}
}

// measure is what a request came to.
func (x *exchange) measure(found *route, a *answer) *Measure {
	m := &Measure{Site: x.name, Method: x.in.Request.Method, Route: found.path, Status: a.status}
	x.took(m)
	return m
}

// took notes how long it took.
func (x *exchange) took(m *Measure) {
	m.MS = (x.now - x.in.Now) / 1000
	m.HelpdeskMS, m.StoreMS, m.CacheMS = x.spent[forHelpdesk]/1000, x.spent[forStore]/1000, x.spent[forCache]/1000
}

// slow is from how many milliseconds on the log is told of what was read without trouble,
// too. Each line costs about as much as the rest of a request that the cache answers.
const slow = 2000

// tells reports whether the log is told.
func (m *Measure) tells() bool {
	return m.Method != get && m.Method != head || m.Status >= 400 || m.MS >= slow
}

// timing is the header Server-Timing: all of it, and what was waited for.
func (m *Measure) timing() string {
	text := "total;dur=" + strconv.FormatInt(m.MS, 10)
	for _, part := range [...]struct {
		name string
		ms   int64
	}{{"helpdesk", m.HelpdeskMS}, {"store", m.StoreMS}, {"cache", m.CacheMS}} {
		if part.ms > 0 {
			text += ", " + part.name + ";dur=" + strconv.FormatInt(part.ms, 10)
		}
	}
	return text
}

// line is what the log is told, an object in JSON.
func (m *Measure) line(id string) string {
	level := "info"
	if m.Status >= 500 {
		level = "error"
	}
	w := new(writer).open('{').text("level", level).text("request", id)
	if m.Site != "" {
		w.text("site", m.Site)
	}
	w.text("method", m.Method).text("route", m.Route)
	if m.State != "" {
		w.text("state", m.State)
	} else {
		w.number("status", int64(m.Status))
	}
	return string(w.number("ms", m.MS).number("helpdesk_ms", m.HelpdeskMS).number("store_ms", m.StoreMS).shut('}').b)
}

// Logged is a line of the log of no request: an object in JSON, of a level that is
// error, warn or info.
func Logged(level, says string) string { return logged(level, "", says) }

func logged(level, id, says string) string {
	w := new(writer).open('{').text("level", level)
	if id != "" {
		w.text("request", id)
	}
	return string(w.text("says", says).shut('}').b)
}
