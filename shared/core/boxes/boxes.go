// Package boxes is what every face asks of the core about its outbox beside
// what it enters: arguments, and the steps of deskside/shared/outbox on the
// bytes that a host keeps. It must not know what an entry is about.
package boxes

import (
	"deskside/shared/api"
	"deskside/shared/core"
	"deskside/shared/outbox"
)

//go:generate go run deskside/build/codec -o boxes_gen.go

// An outbox crosses to its host as bytes that mean nothing there; empty ones are
// an outbox with nothing in it. The host stores Box before it does anything else.

// BoxArgs asks what an outbox holds: operation "outbox.read".
type BoxArgs struct {
	Box []byte `msg:"box"`
}

// DueArgs asks what is to be sent now: operation "outbox.due".
type DueArgs struct {
	Box []byte `msg:"box"`
	// Holder is a random id of who sends, new with each start; Sole says that a
	// lock proves nobody else to be sending.
	Holder string `msg:"holder"`
	Sole   bool   `msg:"sole"`
}

// Step is one entry to be sent; its answer goes to "outbox.settle".
type Step struct {
	Key     string `msg:"key"`
	Attempt int64  `msg:"attempt"`
	Entry   []byte `msg:"entry"`
}

// SettleArgs takes what came of a step: operation "outbox.settle".
type SettleArgs struct {
	Box     []byte `msg:"box"`
	Key     string `msg:"key"`
	Attempt int64  `msg:"attempt"`
	Answer  []byte `msg:"answer"`
}

// EntryArgs is about one entry: operations "outbox.undo", which takes it back,
// and "outbox.hasten", which sends it now; there an empty key is that the
// network is back.
type EntryArgs struct {
	Box []byte `msg:"box"`
	Key string `msg:"key"`
}

// MergeArgs brings into an outbox what a page could not store: operation "outbox.merge".
type MergeArgs struct {
	Box   []byte `msg:"box"`
	Other []byte `msg:"other"`
}

// mostAtOnce is how many entries are sent beside each other.
const mostAtOnce = 4

// Open reads an outbox.
func Open(kept []byte) (*outbox.Outbox, error) {
	var o outbox.Outbox
	if len(kept) == 0 {
		return &o, nil
	}
	_, err := o.UnmarshalMsg(kept)
	return &o, err
}

// In runs a step of the state machine on an outbox and gives it back with its bytes.
func In(kept []byte, run func(*outbox.Outbox) error) (*outbox.Outbox, []byte, error) {
	o, err := Open(kept)
	if err == nil {
		err = run(o)
	}
	if err != nil {
		return nil, nil, err
	}
	box, err := o.MarshalMsg(nil)
	return o, box, err
}

// Due leases what is to be sent now and says when to ask again. entry is what
// goes to whoever sends.
func (a *DueArgs) Due(o *outbox.Outbox, now int64, entry func(*outbox.Entry) ([]byte, error)) (all []Step, next int64, err error) {
	steps, next := o.Due(outbox.Sender{Holder: a.Holder, Sole: a.Sole, Most: mostAtOnce}, now)
	for _, s := range steps {
		bytes, err := entry(s.Entry)
		if err != nil {
			return nil, 0, err
		}
		all = append(all, Step{Key: s.Key, Attempt: s.Attempt, Entry: bytes})
	}
	return all, next, nil
}

// Settle takes what came of a step.
func (a *SettleArgs) Settle(o *outbox.Outbox, in *core.Input) error {
	var answer outbox.Answer
	if _, err := answer.UnmarshalMsg(a.Answer); err != nil {
		return err
	}
	o.Settle(a.Key, a.Attempt, answer, in.Now, in.Random)
	return nil
}

// Undo takes an entry back.
func (a *EntryArgs) Undo(o *outbox.Outbox, now int64) error {
	_, err := o.Undo(a.Key, now)
	return err
}

// Merge brings in what another copy holds.
func (a *MergeArgs) Merge(o *outbox.Outbox, now int64) error {
	other, err := Open(a.Other)
	if err == nil {
		o.Merge(other, now)
	}
	return err
}

// Refusal is a failed sending as an outbox takes it, without what is kept of the
// failure, which is the face's own.
func Refusal(x *core.Exchange, err error) (outbox.Answer, *core.Failure) {
	failure := x.Failure(err)
	failure.Uncertain = x.Uncertain()
	answer := outbox.Answer{Kind: failure.Kind, Uncertain: failure.Uncertain, RetryAfterMS: failure.RetryAfterMS}
	if failed, ok := err.(*api.Error); ok {
		answer.Offline = failed.Failure == api.Offline
	}
	return answer, failure
}
