package edge

import (
	"crypto/sha256"
	"errors"
	"strconv"
	"time"

	"deskside/shared/api"
	"deskside/shared/core/edge/enclosed"
	"deskside/shared/core/edge/entry"
	"deskside/shared/core/edge/named"
	"deskside/shared/words"
)

// write is something that must happen once.
type write struct {
	kind entry.Kind
	// lane is what must keep its order, "" for what stands alone.
	lane string
	// sent is what is written, as a hash: writes of the same are alike in it,
	// whoever sends them. body is what is kept of it until it is done.
	sent, body string
	// files go along with it: sentFiles as they were named.
	sentFiles []enclosed.Sent
	files     []kept
	// run writes, for an entry where it is kept, and returns the id of what it made,
	// if that is known.
	run func(e *entry.Entry) (*answer, int64, error)
	// find looks for what came of a run whose answer was lost, and claims it. Nil for
	// a write that cannot be looked for.
	find func(e *entry.Entry) (*answer, presence, error)
}

// presence is what looking for something tells.
type presence int

const (
	unclear presence = iota // it may be there all the same
	present                 // it is there
	absent                  // it is not there, and never will be
)

// digest returns what a write sends as a hash of its parts.
func digest(parts ...string) string {
	h := sha256.New()
	for _, part := range parts {
		h.Write([]byte(strconv.Quote(part)))
	}
	return hex(h.Sum(nil))
}

// hashOf is the SHA-256 of a file, in hexadecimal digits.
func hashOf(content []byte) string {
	sum := sha256.Sum256(content)
	return hex(sum[:])
}

// once keeps a write and does it, so that the same Idempotency-Key never does it
// twice. Who sends it again gets the answer of the first sending; while that is
// under way they wait. What the helpdesk cannot take now, or may have taken, stays
// here, and whoever sent it is told so.
func (x *exchange) once(w write) (*answer, error) {
	if !x.store {
		a, _, err := w.run(nil)
		if a != nil && x.key != "" {
			a.with("Deskside-Idempotency", "none")
		}
		return a, err
	}
	e, mine, err := x.begin(&w)
	if len(w.files) > 0 {
		x.left = e
	}
	switch {
	case err != nil:
		return nil, err
	case e.Sent != w.sent:
		return nil, refusal{status: statusUnprocessable, says: []words.Say{words.EdgeOtherText()}}
	case mine:
		a, err := x.attempt(&w, e)
		if a != nil && len(w.files) > 0 {
			a.with("Location", x.placeOf(e))
		}
		if a != nil || err != nil {
			return a, err
		}
	}
	return x.stands(e)
}

// attempt does what an entry that is held needs: it is sent, or looked for. It
// returns the answer for whoever wrote it, or the helpdesk's refusal; neither where
// the entry stays, whose state then says what is known.
func (x *exchange) attempt(w *write, e *entry.Entry) (*answer, error) {
	if e.State == entry.Doubt {
		return x.look(w, e)
	}
	var a *answer
	var id int64
	err := x.act()
	if err == nil {
		a, id, err = w.run(e)
	}
	if errors.Is(err, api.ErrUnauthorized) {
		x.disowned()
	}
	switch {
	case err == errWaiting:
		return nil, err
	case err == nil && e.State == entry.Delivered:
		// It was noted together with what it is.
		return a, nil
	case err == nil:
		x.made(e, id, a.body)
		return a, nil
	case doubtful(err) && !e.Kind.Wanted():
		x.note(err)
		e.Heard = heard(err)
		x.conclude(e, entry.Lost, 0, nil)
	case doubtful(err), passing(err):
		x.note(err)
		x.conclude(e, entry.PutOff, asked(err), nil)
	default:
		r := x.refuse(err)
		x.conclude(e, entry.TurnedDown, 0, r.says)
		return nil, r
	}
	return nil, x.waiting()
}

// look looks for what an entry may have become.
func (x *exchange) look(w *write, e *entry.Entry) (*answer, error) {
	found, where, err := (*answer)(nil), unclear, x.act()
	if err == nil && w.find != nil {
		found, where, err = w.find(e)
	}
	switch {
	case err == errWaiting:
		return nil, err
	case err != nil && passing(err):
		x.note(err)
		x.conclude(e, entry.Unseen, asked(err), nil)
	case where == present:
		x.conclude(e, entry.Arrived, 0, nil, found.body...)
		return found.with("Idempotency-Replayed", "true"), nil
	case where == absent:
		x.conclude(e, entry.Absent, 0, nil)
	case w.find == nil || e.Hopeless(x.time()):
		x.conclude(e, entry.Unknowable, 0, []words.Say{words.EdgeLost()})
	default:
		x.conclude(e, entry.PutOff, asked(err), nil)
	}
	return nil, x.waiting()
}

// waiting is errWaiting while an effect is still to be done.
func (x *exchange) waiting() error {
	if len(x.want) > 0 {
		return errWaiting
	}
	return nil
}

// note tells the log why an entry stays.
func (x *exchange) note(err error) {
	if len(x.want) == 0 {
		x.refuse(err)
	}
}

// passing reports whether a failure is expected to go away by itself. A refused
// key is: whoever runs the site mends it.
func passing(err error) bool {
	var failed *api.Error
	if errors.As(err, &failed) {
		switch failed.Kind {
		case api.Unavailable, api.RateLimited, api.Protocol, api.Unauthorized:
			return true
		}
		return false
	}
	return errors.Is(err, errOver) || errors.Is(err, errStore) || errors.Is(err, errHeld) || errors.Is(err, errKeyless)
}

// asked is how long a helpdesk wants to be left alone.
func asked(err error) time.Duration {
	var failed *api.Error
	if errors.As(err, &failed) {
		return failed.RetryAfter
	}
	var r refusal
	errors.As(err, &r)
	return r.retryAfter
}

// stands answers how far an entry is for whoever sends it again.
func (x *exchange) stands(e *entry.Entry) (*answer, error) {
	switch {
	case e.State == entry.Delivered && e.Kind.Wanted():
		return x.counted()
	case e.State == entry.Delivered:
		return (&answer{status: statusOK, body: []byte(e.Answer)}).with("Idempotency-Replayed", "true"), nil
	case e.State == entry.Uncertain:
		return nil, refusal{status: statusConflict, uncertain: true, says: Reasons(e.Reason)}
	case e.State == entry.Refused:
		return nil, refusal{status: statusConflict, says: Reasons(e.Reason)}
	}
	x.left = e
	a := x.standing(e)
	a.status = statusAccepted
	rest := max(time.UnixMilli(e.Due).Sub(x.time()), 2*time.Second)
	return a.with("Retry-After", seconds(rest)).with("Location", x.placeOf(e)), nil
}

// call says where something is left to be delivered, nil where nothing is.
func (x *exchange) call() *Call {
	if x.left == nil {
		return nil
	}
	return &Call{Entry: x.left.ID, AfterMS: max(x.left.Due-x.time().UnixMilli(), 0), Site: x.name}
}

// submission answers how far an entry is for whoever knows its id.
func (x *exchange) submission() (*answer, error) {
	e, err := x.entry(NewStatement(`SELECT `+columns+` FROM entry WHERE id = ?`, x.token))
	if err != nil {
		return nil, err
	}
	if e.Kind != entry.Post {
		return x.standing(e), nil
	}
	files, err := x.standingFiles(e)
	return x.standing(e, files...), err
}

// placeOf is where one asks how far an entry is.
func (e *Edge) placeOf(of *entry.Entry) string {
	return named.At(e.name) + below + spoken + "/submissions/" + of.ID + ".json"
}

// standing is how far an entry is, in the language of whoever asks.
func (x *exchange) standing(e *entry.Entry, files ...standingFile) *answer {
	return &answer{status: statusOK, said: func(in inLanguage) []byte {
		w := &writer{}
		w.open('{').in("submission", '{').text("id", e.ID).text("state", string(e.State)).text("url", x.placeOf(e))
		if says := saysOf(e); len(says) > 0 {
			w.text("message", in(says))
		}
		if len(files) > 0 {
			w.in("files", '[')
			for i := range files {
				files[i].write(w, in, x.placeOf(&files[i].Entry))
			}
			w.shut(']')
		}
		if e.Kind == entry.Vote {
			w.text("vote", e.Sent)
		}
		if e.State == entry.Delivered && e.Answer != "" {
			w.part("answer")
			w.b = append(w.b, e.Answer...)
		}
		return w.shut('}').shut('}').b
	}}
}

// saysOf is why an entry stands where it does.
func saysOf(e *entry.Entry) []words.Say {
	switch e.State {
	case entry.Waiting, entry.Sending:
		return []words.Say{words.EdgeKept()}
	case entry.Doubt:
		return []words.Say{words.EdgeDoubt()}
	}
	return Reasons(e.Reason)
}

// standingFile is how far a file is that goes along with a post.
type standingFile struct {
	entry.Entry
	name string
}

// standingFiles reads how far the files of a post are.
func (x *exchange) standingFiles(e *entry.Entry) (all []standingFile, err error) {
	got, err := x.keep("read submissions", Effect{Statements: []Statement{
		NewStatement(`SELECT e.id, e.state, e.reason, f.name FROM entry AS e JOIN file AS f ON f.id = e.id WHERE e.lane = ? AND e.kind = 'file' ORDER BY e.seq`, e.ID)}})
	if err != nil {
		return nil, err
	}
	for _, v := range got[0].Rows {
		if len(v) == 4 {
			all = append(all, standingFile{entry.Entry{ID: v[0].Text, State: entry.State(v[1].Text), Reason: v[2].Text}, v[3].Text})
		}
	}
	return all, nil
}

func (f *standingFile) write(w *writer, in inLanguage, at string) {
	w.open('{').text("name", f.name).text("state", string(f.State)).text("url", at)
	if says := saysOf(&f.Entry); len(says) > 0 {
		w.text("message", in(says))
	}
	w.shut('}')
}

// Reasons and ReasonOf read and write why an entry stands where it does: ids of
// sentences with their values, for a language that is chosen later.
func Reasons(text string) (says []words.Say) {
	rest := unhex(text)
	for len(rest) > 0 {
		var say words.Say
		var err error
		if rest, err = say.UnmarshalMsg(rest); err != nil {
			return says
		}
		says = append(says, say)
	}
	return says
}

func ReasonOf(says []words.Say) string {
	var all []byte
	for i := range says {
		more, err := says[i].MarshalMsg(all)
		if err != nil {
			break
		}
		all = more
	}
	return hex(all)
}
