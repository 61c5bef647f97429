// Package outbox is what is still to be sent: posts, votes, replies, changes,
// in one state machine for every host that sends. It is pure: a host gives it
// the time, keeps its bytes, and does the sending.
//
//	Add → stored → Due → stored → sent → Settle → stored
//
// A host stores the outbox after each call and before it does anything else, so
// that it can be stopped between any two of them: what was due is then found
// under a lease that ran out, with an answer that nobody has heard. What may be
// done about that is the entry's Way. The package must not know what an entry
// is about, or whom it goes to.
package outbox

import "slices"

//go:generate go run deskside/build/codec -o outbox_gen.go

// Way says what sending the same twice does, and so what becomes of an entry
// whose answer was lost.
type Way string

const (
	// Keyed: the receiver knows the key. Sent again, it answers as the first time.
	Keyed Way = "keyed"
	// Set says the state that is wanted. Sent again, it changes nothing.
	Set Way = "set"
	// Toggle turns over what is there. It is sent where what is there is known to
	// differ from what is wanted; after a lost answer it is looked at first.
	Toggle Way = "toggle"
)

// Stage is how far an entry has come, as people see it.
type Stage string

const (
	// Waiting: for its turn, for the end of its undo window or of a pause.
	Waiting Stage = "waiting"
	// Sending: somebody has it under a lease.
	Sending Stage = "sending"
	// Sent: the receiver has it.
	Sent Stage = "sent"
	// NeedsYou: it was refused, or too long in doubt. Nothing behind it in its lane
	// goes on before somebody takes it back or hastens it.
	NeedsYou Stage = "needs_you"
	// TakenBack: nobody sees it any more. It stays for a while, so that no copy
	// of the outbox brings it back.
	TakenBack Stage = "taken_back"
)

// Entry is one thing to be sent.
type Entry struct {
	// Key names the entry; where the receiver takes one it is the idempotency key.
	Key string `msg:"key"`
	// Lane is what must keep its order: entries of a lane go one after the other.
	Lane string `msg:"lane"`
	// Batch names what was entered together with others, "" for what was not.
	Batch string `msg:"batch"`
	// Kind is the caller's word for what it is.
	Kind string `msg:"kind"`
	Way  Way    `msg:"way"`
	// Subject is what the state that is wanted is a state of (Set, Toggle).
	Subject string `msg:"subject"`
	Want    string `msg:"want"`
	// Have is the state that the receiver was last known to have, if Known.
	Have  string `msg:"have"`
	Known bool   `msg:"known"`
	// From is what it was typed from, in the caller's encoding, until it is sent.
	From []byte `msg:"from"`

	State Stage `msg:"state"`
	// Times are Unix milliseconds, 0 being never. Added is when it was entered,
	// Wished when Want last changed, After when it may be sent at the earliest,
	// Settled when it was sent or taken back.
	Added   int64 `msg:"added"`
	Wished  int64 `msg:"wished"`
	After   int64 `msg:"after"`
	Settled int64 `msg:"settled"`
	// Held says that After is the end of an undo window.
	Held bool `msg:"held"`

	// Attempt numbers the leases, so that an answer that comes late is known as such.
	Attempt int64 `msg:"attempt"`
	// Holder has it until Lease. Looking says that it is looked at, not sent.
	Holder  string `msg:"holder"`
	Lease   int64  `msg:"lease"`
	Looking bool   `msg:"looking"`
	// Begun is when it was last sent. Doubt says that a sending may have been
	// acted on although no answer said so, since Doubted.
	Begun   int64 `msg:"begun"`
	Doubt   bool  `msg:"doubt"`
	Doubted int64 `msg:"doubted"`
	// Limbo is until when such a sending, of this entry or of one before it for the
	// same subject, may still arrive; Tried is what the last one wanted,
	// Stray what one before it wanted that nobody has heard the answer to.
	Limbo int64  `msg:"limbo"`
	Tried string `msg:"tried"`
	Stray string `msg:"stray"`
	// Tries counts failures in a row that pass.
	Tries int64 `msg:"tries"`
	// Failure is the last one, Result what came of it, both in the caller's encoding.
	Failure []byte `msg:"failure"`
	Result  []byte `msg:"result"`
	// Revision counts its changes: of two copies the later is the one that counts.
	Revision int64 `msg:"revision"`
}

// Outbox is all that is to be sent, in its order, and for a while what was sent.
type Outbox struct {
	Entries []Entry `msg:"entries"`
}

const second = int64(1000)

// Bounds of an outbox. Times are milliseconds.
const (
	// MostEntries is how many entries may wait, MostBytes how much they may weigh.
	MostEntries = 600
	MostBytes   = 512 << 10
	// mostSettled and keepSettled bound what is over. Of batches as much is kept as may
	// wait, so that each is told of until all of it is over.
	mostSettled = 64
	keepSettled = 24 * 3600 * second
	// LeaseFor is longer than any sending with its repetitions.
	LeaseFor = 180 * second
	// Settling is how long a receiver may still be at work on what nobody has
	// heard an answer to.
	Settling = 60 * second
	// KeyLifetime is how long a receiver is trusted to know a key: less than a day,
	// which is the least that receivers promise. This project's edge promises a month.
	KeyLifetime = 23 * 3600 * second
	// Patience is after what time a failure that passes is no longer believed to.
	Patience = 7 * 24 * 3600 * second
)

// live reports whether an entry is still to be sent.
func (e *Entry) live() bool { return e.State != Sent && e.State != TakenBack }

func (e *Entry) stateful() bool { return e.Way != Keyed }

func (o *Outbox) find(key string) int {
	return slices.IndexFunc(o.Entries, func(e Entry) bool { return e.Key == key })
}

// last returns the last live entry of a lane, or -1.
func (o *Outbox) last(lane string) int {
	for i := len(o.Entries) - 1; i >= 0; i-- {
		if o.Entries[i].Lane == lane && o.Entries[i].live() {
			return i
		}
	}
	return -1
}

// wish makes want what an entry that is not being sent is for.
func (e *Entry) wish(want string, wished int64) {
	e.Want, e.Wished = want, wished
	e.State, e.Tries, e.Failure = Waiting, 0, nil
	e.after(wished)
	e.Revision++
}

// after makes an entry wait until a time at the earliest. What may still arrive
// must not arrive after what is wanted now, and a toggle is looked at only when
// nothing can arrive any more.
func (e *Entry) after(at int64) {
	if e.stateful() && (e.Attempt == 0 || e.Tried != e.Want || e.Way == Toggle && e.Doubt) {
		at = max(at, e.Limbo)
	}
	e.After = at
}

// nothing reports whether an entry wants what is there already.
func (e *Entry) nothing() bool { return e.stateful() && e.Known && !e.Doubt && e.Have == e.Want }

// settle ends an entry.
func (e *Entry) settle(state Stage, now int64) {
	e.State, e.Settled = state, now
	e.From, e.Failure = nil, nil
	e.Holder, e.Lease, e.Looking, e.Held, e.Doubt, e.Doubted = "", 0, false, false, false, 0
	e.Revision++
}

// gather joins wishes for one state that stand behind each other and are not
// being sent: the last one counts.
func (o *Outbox) gather(now int64) {
	for i := 0; i < len(o.Entries); i++ {
		e := &o.Entries[i]
		if !e.live() || !e.stateful() || e.State == Sending {
			continue
		}
		for j := i + 1; j < len(o.Entries); j++ {
			later := &o.Entries[j]
			if later.Lane != e.Lane || !later.live() {
				continue
			}
			if later.Subject == e.Subject && later.Way == e.Way && later.State != Sending {
				later.Doubt = later.Doubt || e.Doubt
				if e.Doubt && (later.Doubted == 0 || e.Doubted < later.Doubted) {
					later.Doubted = e.Doubted
				}
				later.Begun, later.Limbo = max(later.Begun, e.Begun), max(later.Limbo, e.Limbo)
				later.Have, later.Known = e.Have, e.Known && !e.Doubt
				later.Attempt, later.Tried, later.Stray = max(later.Attempt, e.Attempt), e.Tried, e.Stray
				at := later.After
				later.wish(later.Want, later.Wished)
				later.After = max(later.After, at)
				e.settle(TakenBack, now)
				if later.nothing() {
					later.settle(TakenBack, now)
				}
			}
			break
		}
	}
}

// prune forgets what has been over for long.
func (o *Outbox) prune(now int64) {
	over, batched := 0, 0
	for i := range o.Entries {
		switch e := &o.Entries[i]; {
		case e.live():
		case e.Batch != "":
			batched++
		default:
			over++
		}
	}
	o.Entries = slices.DeleteFunc(o.Entries, func(e Entry) bool {
		most, many := mostSettled, &over
		if e.Batch != "" {
			most, many = MostEntries, &batched
		}
		if e.live() || *many <= most && now-e.Settled < keepSettled {
			return false
		}
		*many--
		return true
	})
}
