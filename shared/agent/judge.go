package agent

import (
	"deskside/shared/helpdesk"
	"deskside/shared/outbox"
)

//go:generate go run deskside/build/codec -o judge_gen.go

// Difference is what an agent has not seen of a ticket that is to be changed.
type Difference struct {
	// Seen is the value that was seen, Now the one that is there.
	Seen string `msg:"seen"`
	Now  string `msg:"now"`
	// Messages is how many messages came since, Talk how far the conversation is.
	Messages int64 `msg:"messages"`
	Talk     Talk  `msg:"talk"`
}

// Verdict is what becomes of an entry that is to be sent, once the ticket has
// been read again.
type Verdict struct {
	// Done says that it is as wanted already.
	Done bool
	// Value is what the property is to be given.
	Value string
	// Differs is set when somebody has to look first.
	Differs *Difference
}

// Wonders reports whether the comments have to be read before an entry can be
// judged: t has been, and nothing of its conversation came with it.
func (a *Act) Wonders(t *helpdesk.Ticket, came []helpdesk.Comment) bool {
	if _, comment := a.Property.Comment(); comment != 0 {
		return TalkOf(t, came).Newest == 0
	}
	return a.asks() && t.Comments != a.Talk.Messages && TalkOf(t, came).Newest == 0
}

// Judge compares a ticket with what the agent saw of it. own is what the agent's
// own messages from the same outbox have left of it.
func (a *Act) Judge(e *outbox.Entry, t *helpdesk.Ticket, own Own, comments ...[]helpdesk.Comment) Verdict {
	now := t.ValueIn(a.Property, comments...)
	// What stood in the lane before it left what it has now.
	seen := e.Have
	value := result(a.Property, seen, e.Want, now)
	if a.Property.Same(value, now) {
		return Verdict{Done: true, Value: now}
	}
	d := Difference{Seen: seen, Now: now, Talk: TalkOf(t, comments...)}
	if a.asks() {
		d.Messages = a.Talk.Unseen(own.Messages, comments...)
	}
	// A sending before this one may have been acted on although nobody heard of it.
	ours := now == seen || now != "" && now == e.Stray ||
		a.Property == helpdesk.PropertyStatus && now == own.Status
	if (a.Known || e.Known) && !ours && a.Property != helpdesk.PropertyTags || d.Messages > 0 {
		return Verdict{Differs: &d}
	}
	return Verdict{Value: value}
}

// Confirm tells an outbox that somebody has looked at a difference and wants the
// entry sent all the same.
func Confirm(o *outbox.Outbox, key string, d *Difference, now int64) error {
	e := o.Entry(key)
	if e == nil || e.State != outbox.NeedsYou {
		return nil
	}
	from, err := confirmed(e, d)
	if err != nil {
		return err
	}
	o.Confirm(key, from, d.Now, now)
	return confirmFollowing(o, key, d, now)
}

// confirmed is what an entry is decided upon once somebody has looked.
func confirmed(e *outbox.Entry, d *Difference) ([]byte, error) {
	if e.Kind == ReplyKind {
		r, err := ReplyOf(e)
		if err != nil {
			return nil, err
		}
		r.Talk = d.Talk
		return r.MarshalMsg(nil)
	}
	a, err := ActOf(e)
	if err != nil {
		return nil, err
	}
	a.Seen, a.Known, a.Talk = d.Now, true, d.Talk
	return a.MarshalMsg(nil)
}
