package agent

import (
	"strings"

	"deskside/shared/helpdesk"
	"deskside/shared/outbox"
)

// FollowingKey is the key of a change that follows a message: it goes behind it,
// and is taken back along with it.
func FollowingKey(message string, p helpdesk.Property) string { return message + "/" + string(p) }

// Follows is the key of the message that an entry follows, "" for none.
func Follows(e *outbox.Entry) string {
	message, _, ok := strings.Cut(e.Key, "/")
	if !ok || e.Kind != Kind {
		return ""
	}
	return message
}

// following lists the changes that follow a message and are still to be sent.
func following(o *outbox.Outbox, message string) (all []*outbox.Entry) {
	for i := range o.Entries {
		if e := &o.Entries[i]; len(e.From) > 0 && message != "" && Follows(e) == message {
			all = append(all, e)
		}
	}
	return all
}

// Undo takes an entry back, a message with what was to follow it. The error is an
// api.Conflict when it is too late.
func Undo(o *outbox.Outbox, key string, now int64) error {
	if _, err := o.Undo(key, now); err != nil {
		return err
	}
	for _, e := range following(o, key) {
		// Nothing that follows has gone out before its message.
		_, _ = o.Undo(e.Key, now)
	}
	return nil
}

// Hasten sends an entry now, a message with what follows it: see outbox.Hasten.
func Hasten(o *outbox.Outbox, key string, now int64) {
	o.Hasten(key, now)
	for _, e := range following(o, key) {
		o.Hasten(e.Key, now)
	}
}

// confirmFollowing makes what follows a message count on the conversation that
// somebody has looked at.
func confirmFollowing(o *outbox.Outbox, message string, d *Difference, now int64) error {
	for _, e := range following(o, message) {
		a, err := ActOf(e)
		if err != nil {
			return err
		}
		a.Talk = d.Talk
		if e.From, err = a.MarshalMsg(nil); err != nil {
			return err
		}
		e.Revision++
		o.Hasten(e.Key, now)
	}
	return nil
}
