// Package core is the operation table: what every host runs, one byte slice
// in, one byte slice out.
//
// An operation is a pure function of its input. Where it needs a helpdesk it
// answers with the requests to send; the host sends them, puts the answers into
// the input and calls again, until there is a result or a failure. The package
// knows neither clocks nor networks nor any DOM; time and randomness come with
// the input.
package core

//go:generate go tool msgp -io=false -tests=false -o operation_gen.go

import (
	"github.com/tinylib/msgp/msgp"

	"deskside/shared/api"
)

// Input is what a host passes to an operation.
type Input struct {
	// Args is the operation's own argument, MessagePack.
	Args msgp.Raw `msg:"args"`
	// Responses are the answers so far, by Request.Slot; nil where none was asked yet.
	Responses []*api.Response `msg:"responses"`
	// Attempt counts how often the host has sent requests for this run.
	Attempt int `msg:"attempt"`
	// Now is Unix time in milliseconds, Random 32 random bits.
	Now    int64  `msg:"now"`
	Random uint32 `msg:"random"`
}

// Outcome is what an operation gives back: requests to send, a result, or a failure.
type Outcome struct {
	// Send lists the requests to send after a pause of AfterMS milliseconds.
	Send    []api.Request `msg:"send"`
	AfterMS int64         `msg:"after_ms"`
	// Result is the operation's own result, MessagePack; nil unless it is done.
	Result  msgp.Raw `msg:"result"`
	Failure *Failure `msg:"failure"`
}

// Failure is an error as it crosses to a host.
type Failure struct {
	Kind api.Kind `msg:"kind"`
	// Sentence says in plain words what happened and what to do.
	Sentence string `msg:"sentence"`
	// Detail is for a log; it holds no secret.
	Detail       string           `msg:"detail"`
	Fields       []api.FieldError `msg:"fields"`
	RetryAfterMS int64            `msg:"retry_after_ms"`
	// Uncertain says that a write may have arrived although no answer came.
	Uncertain bool `msg:"uncertain"`
}

// Operation is one row of a table.
type Operation struct {
	// Name is what hosts call it by, such as "tickets.list".
	Name string
	step func(*Input) Outcome
	// Types returns pointers to zero values of argument and result, for the
	// generator of the TypeScript types; nil in what browsers link.
	Types func() (args, result any)
}

type decoder[T any] interface {
	*T
	msgp.Unmarshaler
}

type encoder[T any] interface {
	*T
	msgp.Marshaler
}

// local makes an operation that needs no helpdesk.
func local[A, R any, PA decoder[A], PR encoder[R]](name string, run func(*A, *Input) (*R, error)) Operation {
	return remote[A, R, PA, PR](name, nil, run)
}

// remote makes an operation that plans requests and reads their answers. plan
// must give the same requests for the same input; it may add requests once
// earlier answers are there.
func remote[A, R any, PA decoder[A], PR encoder[R]](name string, plan func(*A, *Input) ([]api.Request, error), read func(*A, *Input) (*R, error)) Operation {
	return Operation{Name: name, Types: types[A, R], step: func(in *Input) Outcome {
		args := new(A)
		if _, err := PA(args).UnmarshalMsg(in.Args); err != nil {
			return fail(&api.Error{Kind: api.Protocol, Op: name, Detail: "arguments that cannot be read: " + err.Error()})
		}
		if plan != nil {
			requests, err := plan(args, in)
			if err != nil {
				return fail(err)
			}
			if out, more := pending(requests, in); more {
				return out
			}
		}
		result, err := read(args, in)
		if err != nil {
			out := fail(err)
			out.Failure.Uncertain = plan != nil && uncertain(args, in, plan)
			return out
		}
		raw, err := PR(result).MarshalMsg(nil)
		if err != nil {
			return fail(&api.Error{Kind: api.Protocol, Op: name, Detail: err.Error()})
		}
		return Outcome{Result: raw}
	}}
}

// pending returns the requests that have no answer yet, and those whose
// answer asks to be tried again.
func pending(requests []api.Request, in *Input) (Outcome, bool) {
	var out Outcome
	for i := range requests {
		r := requests[i]
		r.Slot = i
		if r.URL == "" {
			// A call whose input breaks a rule has nothing to send: reading it
			// gives what is wrong (api.Call.Problem).
			continue
		}
		answer := in.response(i)
		if answer == nil {
			out.Send = append(out.Send, r)
			continue
		}
		err := transient(answer)
		if err == nil {
			continue
		}
		if after, again := api.DefaultRetry.After(in.Attempt, err, r.Repeatable, uint64(in.Random)); again {
			out.Send = append(out.Send, r)
			out.AfterMS = max(out.AfterMS, after.Milliseconds())
		}
	}
	return out, len(out.Send) > 0
}

// uncertain reports whether a write was sent that may have arrived although no
// answer came.
func uncertain[A any](args *A, in *Input, plan func(*A, *Input) ([]api.Request, error)) bool {
	requests, err := plan(args, in)
	if err != nil {
		return false
	}
	for i := range requests {
		answer := in.response(i)
		if answer == nil || requests[i].Repeatable {
			continue
		}
		if answer.Failure == api.Network || answer.Failure == api.Timeout || answer.Status >= 500 {
			return true
		}
	}
	return false
}

// transient returns the error of an answer that may be better next time.
func transient(r *api.Response) error {
	if r.Failure != api.NoFailure {
		return &api.Error{Kind: api.Unavailable, Failure: r.Failure}
	}
	if e := api.StatusError(r, 0, ""); e != nil {
		return e
	}
	return nil
}

func (in *Input) response(slot int) *api.Response {
	if slot < len(in.Responses) {
		return in.Responses[slot]
	}
	return nil
}

func fail(err error) Outcome {
	e, ok := err.(*api.Error)
	if !ok {
		e = &api.Error{Kind: api.Protocol, Detail: api.Detail(err.Error())}
	}
	return Outcome{Failure: failure(e)}
}

func failure(e *api.Error) *Failure {
	return &Failure{
		Kind: e.Kind, Sentence: e.Sentence(), Detail: e.Error(), Fields: e.Fields,
		RetryAfterMS: e.RetryAfter.Milliseconds(),
	}
}

// Table is the operations that one variant of the core can do; a host calls
// them by their index.
type Table []Operation

// Call runs operation op on an encoded Input and returns an encoded Outcome.
// It never returns an error: what goes wrong is a Failure.
func (t Table) Call(op int, input []byte) []byte {
	var out Outcome
	var in Input
	if op < 0 || op >= len(t) {
		out = fail(&api.Error{Kind: api.Protocol, Detail: "no such operation"})
	} else if _, err := in.UnmarshalMsg(input); err != nil {
		out = fail(&api.Error{Kind: api.Protocol, Detail: "input that cannot be read: " + err.Error()})
	} else {
		out = t[op].step(&in)
	}
	b, err := out.MarshalMsg(nil)
	if err != nil {
		return nil
	}
	return b
}

// Index returns the number of the operation of that name, or -1.
func (t Table) Index(name string) int {
	for i := range t {
		if t[i].Name == name {
			return i
		}
	}
	return -1
}
