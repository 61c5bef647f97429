package outbox

import (
	"slices"

	"deskside/shared/api"
)

// Wish is what somebody wants sent.
type Wish struct {
	Key, Lane, Kind string
	// Batch names the wishes that are entered together, "" for one by itself.
	Batch string
	Way   Way
	// Subject and Want are of Set and Toggle; Have is what the receiver is known to
	// have, if Known.
	Subject, Want, Have string
	Known               bool
	// From is what it was typed from, in the caller's encoding.
	From []byte
	// Hold is how long it can be taken back before it is sent, in milliseconds.
	Hold int64
}

// Add enters a wish. A key that waits or was sent changes nothing, so that a
// host which does not know whether it has stored one can enter it again. A wish
// for a state takes the place of an earlier one for the same that is not being
// sent, unless something stands between them in the lane; a wish for what is
// there already takes both away.
//
// The error is an api.Conflict when the outbox is full: nothing was entered.
func (o *Outbox) Add(w Wish, now int64) error {
	o.prune(now)
	e := Entry{
		Key: w.Key, Lane: w.Lane, Batch: w.Batch, Kind: w.Kind, Way: w.Way, Subject: w.Subject, Want: w.Want, Have: w.Have, Known: w.Known, From: w.From,
		State: Waiting, Added: now, Wished: now, After: now + w.Hold, Held: w.Hold > 0, Revision: 1,
	}
	if at := o.find(w.Key); at >= 0 {
		old := &o.Entries[at]
		if old.State != TakenBack {
			return nil
		}
		// Taken back and sent after all.
		e.Attempt, e.Revision = old.Attempt, old.Revision+1
		o.Entries = slices.Delete(o.Entries, at, at+1)
	}
	if e.stateful() {
		at := o.last(w.Lane)
		if at >= 0 && (o.Entries[at].Subject != w.Subject || o.Entries[at].Way != w.Way || o.Entries[at].State == Sending) {
			at = -1
		}
		for i := range o.Entries {
			if before := &o.Entries[i]; i != at && before.stateful() && before.Subject == w.Subject {
				// What is there when its turn comes is what those before it leave.
				e.Known = e.Known && !before.live()
				e.Limbo = max(e.Limbo, before.Limbo)
			}
		}
		e.after(e.After)
		if at >= 0 {
			o.Entries[at].Limbo = max(o.Entries[at].Limbo, e.Limbo)
			o.Entries[at].rewish(&e)
			return nil
		}
		if e.nothing() {
			return nil
		}
	}
	if o.full(len(w.From)) {
		return &api.Error{Kind: api.Conflict, Detail: "too much is waiting to be sent"}
	}
	o.Entries = append(o.Entries, e)
	return nil
}

// rewish makes an entry that is not being sent one for what is wanted now.
func (e *Entry) rewish(now *Entry) {
	if now.Known && !e.Doubt {
		e.Have, e.Known = now.Have, true
	}
	if len(now.From) > 0 {
		e.From = now.From
	}
	e.Batch = now.Batch
	e.wish(now.Want, now.Wished)
	e.After, e.Held = max(e.After, now.After), now.Held
	if e.nothing() {
		e.settle(TakenBack, now.Wished)
	}
}

func (o *Outbox) full(more int) bool {
	n := 0
	for i := range o.Entries {
		if o.Entries[i].live() {
			n++
			more += len(o.Entries[i].From)
		}
	}
	return n >= MostEntries || more > MostBytes
}
