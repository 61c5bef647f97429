package outbox_test

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"deskside/shared/api"
	"deskside/shared/outbox"
)

// What becomes of a sending at the receiver.
const (
	success     = iota
	busy        // it says that it did not act
	lostBefore  // nothing arrives, and no answer comes
	lostAfter   // it acts, and its answer is lost
	late        // it acts after a while, and nobody hears of it
	disconnects // there is no network at all
	keeps       // it keeps what is to be set, and acts on the last by itself
	courses
)

// receiver is a helpdesk and the edge before it, as far as an outbox can tell:
// a post has a key and is taken once for each; votes are set; a lock is a toggle
// that really turns over.
type receiver struct {
	posts  []string // as lane/text, in order of arrival
	keys   map[string]bool
	states map[string]string
	closed map[string]bool
	late   []lateArrival
	// kept are states that it has accepted and not set yet.
	kept map[string]string
	// wrong are toggles that were sent where what was wanted was there.
	wrong []string
}

type lateArrival struct {
	at    int64
	entry outbox.Entry
}

func newReceiver() *receiver {
	return &receiver{keys: map[string]bool{}, states: map[string]string{}, closed: map[string]bool{}, kept: map[string]string{}}
}

// act does what a request says, and returns what it is refused for.
func (r *receiver) act(e *outbox.Entry) api.Kind {
	if e.Way == outbox.Keyed {
		text := string(e.From)
		if r.keys[e.Key] {
			return ""
		}
		if strings.Contains(text, "bad") {
			return api.Invalid
		}
		r.keys[e.Key] = true
		r.posts = append(r.posts, e.Lane+" "+text)
		return ""
	}
	if r.closed[e.Subject] {
		return api.Forbidden
	}
	if e.Way == outbox.Toggle && r.states[e.Subject] == e.Want {
		r.wrong = append(r.wrong, e.Key)
	}
	switch {
	case e.Way == outbox.Set:
		r.states[e.Subject] = e.Want
		delete(r.kept, e.Subject)
	case r.states[e.Subject] == "on":
		r.states[e.Subject] = ""
	default:
		r.states[e.Subject] = "on"
	}
	return ""
}

// arrive lets what is late by now arrive.
func (r *receiver) arrive(now int64) {
	slices.SortStableFunc(r.late, func(a, b lateArrival) int { return cmp.Compare(a.at, b.at) })
	for len(r.late) > 0 && r.late[0].at <= now {
		r.act(&r.late[0].entry)
		r.late = r.late[1:]
	}
}

// handOn sets what it has kept.
func (r *receiver) handOn() {
	maps.Copy(r.states, r.kept)
	clear(r.kept)
}

// take answers a step that is still wanted: what is not answered in time is given up.
func (r *receiver) take(s *flight, course int, now int64) outbox.Answer {
	e := &s.entry
	switch course {
	case busy:
		return outbox.Answer{Kind: api.Unavailable, Failure: []byte("busy")}
	case disconnects:
		return outbox.Answer{Kind: api.Unavailable, Offline: true}
	case lostBefore:
		return outbox.Answer{Kind: api.Unavailable, Uncertain: !s.look}
	}
	if s.look {
		if course != success {
			return outbox.Answer{Kind: api.Unavailable}
		}
		return outbox.Answer{State: r.states[e.Subject], Known: true}
	}
	switch course {
	case lostAfter:
		r.act(e)
		return outbox.Answer{Kind: api.Unavailable, Uncertain: true}
	case keeps:
		if e.Way == outbox.Set && !r.closed[e.Subject] {
			r.kept[e.Subject] = e.Want
			return outbox.Answer{Kind: api.Protocol, Kept: true}
		}
	case late:
		r.late = append(r.late, lateArrival{e.Begun + outbox.Settling - 1, *e})
		return outbox.Answer{Kind: api.Unavailable, Uncertain: true}
	}
	if kind := r.act(e); kind != "" {
		return outbox.Answer{Kind: kind, Failure: []byte("refused")}
	}
	if e.Way == outbox.Keyed {
		return outbox.Answer{Result: []byte("post")}
	}
	return outbox.Answer{State: r.states[e.Subject], Known: true}
}

// givenUp is how long a sending waits for its answer, in milliseconds.
const givenUp = 30_000

// flight is a step on its way.
type flight struct {
	tab, holder int
	key         string
	attempt     int64
	look        bool
	entry       outbox.Entry
	begun       int64
	answered    bool
	answer      outbox.Answer
}

// tab is a page of the same browser. Where it was refused storage, its own box
// is all it has; what is about the same subjects is never in two boxes.
type tab struct {
	holder int
	own    []byte
	apart  bool
	box    int
}

// world is tabs, one store, one lock or none, a receiver, and a clock.
type world struct {
	script  []byte
	at      int
	now     int64
	locks   bool
	store   []byte
	older   []byte
	tabs    []*tab
	flights []*flight
	server  *receiver
	next    int
	// posts are the texts that were entered and not taken back, by lane; gone are
	// those that a page alone held when it was killed.
	posts map[string][]string
	gone  map[string]bool
	wants map[string]string
	say   []string
}

func newWorld(script []byte) *world {
	w := &world{script: script, now: 1_700_000_000_000, server: newReceiver(), posts: map[string][]string{}, gone: map[string]bool{}, wants: map[string]string{}}
	w.locks = w.choose(2) == 0
	for range 2 {
		w.next++
		w.tabs = append(w.tabs, &tab{holder: w.next})
	}
	return w
}

// choose takes the next choice of the script; a script that is over chooses 0.
func (w *world) choose(n int) int {
	if w.at >= len(w.script) {
		return 0
	}
	w.at++
	return int(w.script[w.at-1]) % n
}

func (w *world) tell(format string, args ...any) {
	w.say = append(w.say, fmt.Sprintf("%6.1f s  ", float64(w.now-1_700_000_000_000)/1000)+fmt.Sprintf(format, args...))
}

// change runs a step of the machine on the bytes that a tab's box is kept as.
func (w *world) change(t *tab, run func(*outbox.Outbox)) {
	kept := &w.store
	if t.apart {
		kept = &t.own
	}
	*kept = changed(*kept, run)
}

func changed(kept []byte, run func(*outbox.Outbox)) []byte {
	var o outbox.Outbox
	if len(kept) > 0 {
		if _, err := o.UnmarshalMsg(kept); err != nil {
			panic(err)
		}
	}
	run(&o)
	out, err := o.MarshalMsg(nil)
	if err != nil {
		panic(err)
	}
	return out
}

func (w *world) look(t *tab) (o outbox.Outbox) {
	w.change(t, func(box *outbox.Outbox) { o = *box })
	return o
}
