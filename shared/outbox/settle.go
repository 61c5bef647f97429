package outbox

import "deskside/shared/api"

//go:generate go run deskside/build/codec -o settle_gen.go

// Answer is what came of a Step.
type Answer struct {
	// Kind is that of the failure, "" when there was none.
	Kind api.Kind `msg:"kind"`
	// Offline says that nothing was sent, since there was no network.
	Offline bool `msg:"offline"`
	// Uncertain says that the receiver may have acted although no answer said so.
	Uncertain bool `msg:"uncertain"`
	// Kept says that the receiver keeps it, and nothing else of it is on its way: it
	// acts by itself on the last that was sent about one subject.
	Kept         bool  `msg:"kept"`
	RetryAfterMS int64 `msg:"retry_after_ms"`
	// State is what the receiver has now, of Set and Toggle, if Known.
	State string `msg:"state"`
	Known bool   `msg:"known"`
	// Failure and Result are kept with the entry, in the caller's encoding.
	Failure []byte `msg:"failure"`
	Result  []byte `msg:"result"`
}

// Settle takes what came of a step and reports whether it counts: an answer
// that comes after its lease has gone to somebody else tells nothing, except
// that the receiver has what carries a key.
func (o *Outbox) Settle(key string, attempt int64, a Answer, now int64, random uint32) bool {
	at := o.find(key)
	if at < 0 || !o.Entries[at].live() {
		return false
	}
	e := &o.Entries[at]
	if e.State != Sending || e.Attempt != attempt {
		if e.Way != Keyed || a.Kind != "" {
			return false
		}
		e.Result = a.Result
		e.settle(Sent, now)
		return true
	}
	switch {
	case a.Kind == "":
		o.done(at, a, now)
	case passing(&a):
		e.pass(&a, now, random)
	default:
		e.refuse(&a)
	}
	return true
}

// passing reports whether a failure is expected to go away by itself. A refused
// key is: whoever runs the site mends it, and what was written goes out then.
func passing(a *Answer) bool {
	switch a.Kind {
	case api.Unavailable, api.RateLimited, api.Protocol, api.Unauthorized:
		return true
	case api.Conflict:
		return a.Uncertain || a.RetryAfterMS > 0
	}
	return false
}

// done takes an answer that is no failure.
func (o *Outbox) done(at int, a Answer, now int64) {
	e := &o.Entries[at]
	looked := e.Looking
	if a.Known {
		e.Have, e.Known = a.State, true
	}
	e.Tries, e.Failure = 0, nil
	switch {
	case looked && !a.Known:
		// Nothing to look at tells nothing: a person has to.
		e.refuse(&a)
		return
	case e.Way == Toggle && e.Known && e.Have != e.Want:
		// Looked at, it is to be sent. Sent, it went the wrong way: somebody else
		// turned it over meanwhile, and it is sent again.
		e.Doubt, e.Doubted = false, 0
		e.wait(now)
		return
	}
	if !looked || len(a.Result) > 0 {
		e.Result = a.Result
	}
	subject, have := e.Subject, e.Want
	if a.Known {
		have = a.State
	}
	stateful := e.stateful()
	e.settle(Sent, now)
	for i := range o.Entries {
		if later := &o.Entries[i]; stateful && later.live() && later.stateful() && later.Subject == subject && !later.Doubt && later.State != Sending {
			later.Have, later.Known = have, true
			later.Revision++
		}
	}
}

// pass takes a failure that goes away by itself.
func (e *Entry) pass(a *Answer, now int64, random uint32) {
	e.Failure = a.Failure
	if (a.Uncertain || a.Kept) && !e.Looking {
		e.doubt(!a.Kept)
	}
	e.Tries++
	if now-e.Added >= Patience {
		e.wait(now)
		e.State = NeedsYou
		return
	}
	e.wait(now + pause(e.Tries, a, random))
}

// Pauses in milliseconds.
const (
	firstPause   = 2 * second
	longestPause = 15 * 60 * second
	// longestAsked bounds what a receiver may ask for.
	longestAsked = 3600 * second
)

// pause returns how long to wait after a failure: twice as long each time, half
// of it by chance, so that those whom one failure has stopped do not all come
// back at once.
func pause(tries int64, a *Answer, random uint32) int64 {
	if a.RetryAfterMS > 0 {
		return min(a.RetryAfterMS, longestAsked)
	}
	bound := firstPause
	for i := int64(1); i < tries && bound < longestPause; i++ {
		bound *= 2
	}
	bound = min(bound, longestPause)
	return bound/2 + int64(random)%(bound/2+1)
}

// refuse takes a failure that stays until somebody does something. The receiver
// has looked at the entry, so nothing is in doubt: a keyed one that was done
// before would have got the answer of that time.
func (e *Entry) refuse(a *Answer) {
	e.Failure = a.Failure
	e.Doubt, e.Doubted = false, 0
	e.wait(e.After)
	e.State = NeedsYou
}
