package outbox

import "deskside/shared/api"

// Undo takes an entry back and returns what it was typed from. The error is an
// api.Conflict when it is too late: it is being sent, was sent, or may have been.
// What needs a person can always be taken back.
func (o *Outbox) Undo(key string, now int64) ([]byte, error) {
	at := o.find(key)
	if at < 0 || !o.Entries[at].Undoable() {
		return nil, &api.Error{Kind: api.Conflict, Detail: "it is too late to take this back"}
	}
	e := &o.Entries[at]
	from := e.From
	e.settle(TakenBack, now)
	return from, nil
}

// Undoable reports whether Undo would take an entry back.
func (e *Entry) Undoable() bool { return e.State == NeedsYou || e.State == Waiting && !e.Doubt }

// Delayed reports whether an entry failed and is to be sent all the same.
func (e *Entry) Delayed() bool { return e.State == NeedsYou || e.live() && e.Tries > 0 }

// Hasten ends the pause of an entry after a failure, its undo window, or that it
// waits for a person. An empty key is that the network is back: pauses end, undo
// windows go on, what needs a person still does.
func (o *Outbox) Hasten(key string, now int64) {
	for i := range o.Entries {
		e := &o.Entries[i]
		switch {
		case key == "" && e.State == Waiting && !e.Held:
		case key != "" && e.Key == key && (e.State == Waiting || e.State == NeedsYou):
			if e.Way == Keyed && e.Doubt && now-e.Doubted >= KeyLifetime {
				// Somebody has looked and wants it sent all the same.
				e.Doubt, e.Doubted = false, 0
			}
			e.Held, e.Tries, e.Failure = false, 0, nil
			e.Added = max(e.Added, now-Patience+keepSettled)
		default:
			continue
		}
		e.wait(min(e.After, now))
	}
}

// Entry returns the entry with a key, nil for none. It is not to be changed.
func (o *Outbox) Entry(key string) *Entry {
	if at := o.find(key); at >= 0 {
		return &o.Entries[at]
	}
	return nil
}

// Confirm hastens an entry that waits for a person who has looked at what the
// receiver has: have, and from is what the entry is typed from now.
func (o *Outbox) Confirm(key string, from []byte, have string, now int64) {
	at := o.find(key)
	if at < 0 || o.Entries[at].State != NeedsYou {
		return
	}
	o.Entries[at].From, o.Entries[at].Have, o.Entries[at].Known = from, have, true
	o.Hasten(key, now)
}
