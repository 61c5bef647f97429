package outbox

// Sender is who asks what is due.
type Sender struct {
	// Holder names it: a random id of the page or process, new with each start.
	Holder string
	// Sole says that nobody else can be sending, as a lock proves: whatever others
	// hold they have left behind.
	Sole bool
	// Most is how many entries it takes at once, and of batches how many it has at a
	// time: what is entered by itself never waits behind one.
	Most int
}

// Step is what a sender has to do next with an entry: send it, or look what the
// receiver has. What came of it goes to Settle with Key and Attempt.
type Step struct {
	Key     string
	Attempt int64
	Look    bool
	// Entry is what is to be sent; it points into the outbox.
	Entry *Entry
}

// Due returns what a sender has to do now, each under a lease, and when to ask
// again at the latest, in Unix milliseconds, 0 for not before something is
// added. The outbox must be stored before any of it is done.
func (o *Outbox) Due(s Sender, now int64) (steps []Step, next int64) {
	o.reclaim(s, now)
	o.gather(now)
	soon := func(at int64) {
		if next == 0 || at < next {
			next = at
		}
	}
	batched, single := o.batched(s.Holder), 0
	for i := 0; i < len(o.Entries); i++ {
		e := &o.Entries[i]
		if !e.live() || !o.first(i) {
			continue
		}
		switch {
		case e.State == NeedsYou:
		case e.State == Sending:
			soon(e.Lease)
		case e.After > now:
			soon(e.After)
		case e.nothing():
			e.settle(Sent, now)
		case e.Way == Keyed && e.Doubt && now-e.Doubted >= KeyLifetime:
			// The receiver may have forgotten the key, so that sending would do it twice.
			e.State = NeedsYou
			e.Revision++
		case e.Batch != "" && batched >= s.Most:
			// Whoever has the others asks again when one of them is settled.
		case e.Batch == "" && single == s.Most:
			soon(now)
		default:
			if e.Batch != "" {
				batched++
			} else {
				single++
			}
			e.State, e.Holder, e.Lease, e.Held = Sending, s.Holder, now+LeaseFor, false
			e.Attempt++
			e.Revision++
			e.Looking = e.Way == Toggle && !e.Known
			if !e.Looking {
				if e.Doubt && e.Tried != e.Want {
					e.Stray = e.Tried
				}
				e.Begun, e.Tried = now, e.Want
			}
			steps = append(steps, Step{Key: e.Key, Attempt: e.Attempt, Look: e.Looking, Entry: e})
			soon(e.Lease)
		}
	}
	return steps, next
}

// batched counts what of batches a sender has.
func (o *Outbox) batched(holder string) (n int) {
	for i := range o.Entries {
		if e := &o.Entries[i]; e.Batch != "" && e.State == Sending && e.Holder == holder {
			n++
		}
	}
	return n
}

// first reports whether nothing of an entry's lane stands before it.
func (o *Outbox) first(at int) bool {
	for i := range at {
		if o.Entries[i].live() && o.Entries[i].Lane == o.Entries[at].Lane {
			return false
		}
	}
	return true
}

// reclaim takes entries from senders that are gone. Nobody knows what came of
// what they sent.
func (o *Outbox) reclaim(s Sender, now int64) {
	for i := range o.Entries {
		e := &o.Entries[i]
		if e.State != Sending || e.Lease > now && (!s.Sole || e.Holder == s.Holder) {
			continue
		}
		if !e.Looking {
			e.doubt(true)
		}
		e.wait(now)
	}
}

// doubt notes that a sending may have been acted on; late says that it may still
// arrive.
func (e *Entry) doubt(late bool) {
	if !e.Doubt {
		e.Doubt, e.Doubted = true, e.Begun
	}
	e.Known = false
	if late {
		e.Limbo = e.Begun + Settling
	}
}

// wait gives an entry back from its sender, to be sent at a time at the earliest.
func (e *Entry) wait(after int64) {
	e.State, e.Holder, e.Lease, e.Looking = Waiting, "", 0, false
	e.after(after)
	e.Revision++
}
