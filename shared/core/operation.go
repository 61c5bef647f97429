// Package core runs operations: one byte slice in, one byte slice out. Each face
// has a table of them in a room of its own, core/agent and core/customer.
//
// An operation is a pure function of its input. Where it needs a helpdesk it
// answers with the requests to send; the host sends them, puts the answers into
// the input and calls again, until there is a result or a failure. The package
// knows neither clocks nor networks nor any DOM, no face and no helpdesk; time
// and randomness come with the input.
package core

//go:generate go run deskside/build/codec -o operation_gen.go

import (
	"github.com/tinylib/msgp/msgp"

	"deskside/shared/api"
	"deskside/shared/words"
)

// Input is what a host passes to an operation.
type Input struct {
	// Args is the operation's own argument, MessagePack.
	Args msgp.Raw `msg:"args"`
	// Responses are the answers so far, by Request.Slot; nil where none was asked yet.
	Responses []*api.Response `msg:"responses"`
	// Run is Outcome.Run of the step before, empty for the first step.
	Run []byte `msg:"run"`
	// Limits are those that hosts keep between runs: the last of each account
	// that an Outcome gave.
	Limits []AccountLimit `msg:"limits"`
	// Now is Unix time in milliseconds, Random 32 random bits.
	Now    int64  `msg:"now"`
	Random uint32 `msg:"random"`
	// Held gives what the host holds under a number, which arguments name; nil
	// for a number under which there is nothing. It is read only and outlasts the call.
	Held func(number uint32) []byte `msg:"-"`
}

// Outcome is what an operation gives back: requests to send, a result, or a failure.
type Outcome struct {
	// Send lists the requests to send. All of their answers, of whatever kind,
	// go into the next step's input.
	Send []Sending `msg:"send"`
	// Run is what the operation remembers until the next step.
	Run []byte `msg:"run"`
	// Limits are those that changed, to be kept until the next step or run.
	Limits []AccountLimit `msg:"limits"`
	// Result is the operation's own result, MessagePack; nil unless it is done.
	Result  msgp.Raw `msg:"result"`
	Failure *Failure `msg:"failure"`
}

// Sending is a request and how long to wait before it is sent, in milliseconds.
type Sending struct {
	AfterMS int64       `msg:"after_ms"`
	Request api.Request `msg:"request"`
}

// AccountLimit is an api.Limit, encoded, of one account. Whoever shares an
// account, such as several windows, shares its limit.
type AccountLimit struct {
	Account string `msg:"account"`
	Limit   []byte `msg:"limit"`
}

// Failure is an error as it crosses to a host.
type Failure struct {
	Kind api.Kind `msg:"kind"`
	// Say says in plain words what happened and what to do.
	Say words.Say `msg:"say"`
	// Detail is for a log; it holds no secret.
	Detail       string           `msg:"detail"`
	Fields       []api.FieldError `msg:"fields"`
	RetryAfterMS int64            `msg:"retry_after_ms"`
	// Uncertain says that a write may have arrived although no answer came.
	Uncertain bool `msg:"uncertain"`
}

// Speech is what a face tells people of an error. Customers know nothing of keys,
// rights and hosts, so they are told something else than agents.
type Speech func(*api.Error) words.Say

// Operation is one row of a table.
type Operation struct {
	// Name is what hosts call it by, such as "tickets.read".
	Name string
	step func(*Input, Speech) Outcome
	say  Speech
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

// Local makes an operation that needs no helpdesk.
func Local[A, R any, PA decoder[A], PR encoder[R]](name string, run func(*A, *Input) (*R, error)) Operation {
	return Operation{Name: name, Types: types[A, R], step: func(in *Input, say Speech) Outcome {
		args, err := arguments[A, PA](name, in)
		if err != nil {
			return fail(err, say)
		}
		result, err := run(args, in)
		if err != nil {
			return fail(err, say)
		}
		return done[R, PR](name, result, say)
	}}
}

// Remote makes an operation that asks helpdesks. run is called anew for each
// step and must ask the same for the same input: see Ask.
func Remote[A, R any, PA decoder[A], PR encoder[R]](name string, run func(*A, *Exchange) (*R, error)) Operation {
	return Operation{Name: name, Types: types[A, R], step: func(in *Input, say Speech) Outcome {
		args, err := arguments[A, PA](name, in)
		if err != nil {
			return fail(err, say)
		}
		x, err := resume(in, say)
		if err != nil {
			return fail(unreadable(name, "a run that cannot be read"), say)
		}
		result, err := run(args, x)
		if x.Waiting() {
			return x.outcome()
		}
		var out Outcome
		if err != nil {
			out = fail(err, say)
			out.Failure.Uncertain = x.Uncertain()
		} else {
			out = done[R, PR](name, result, say)
		}
		out.Limits = x.changed()
		return out
	}}
}

// arguments decodes an operation's arguments. Like done it names the type: through an interface, the compiler would
// keep both directions of every codec.
func arguments[A any, PA decoder[A]](name string, in *Input) (*A, error) {
	args := new(A)
	if _, err := PA(args).UnmarshalMsg(in.Args); err != nil {
		return nil, unreadable(name, "arguments that cannot be read")
	}
	return args, nil
}

func done[R any, PR encoder[R]](name string, result *R, say Speech) Outcome {
	raw, err := PR(result).MarshalMsg(nil)
	if err != nil {
		return fail(unreadable(name, "a result that cannot be written"), say)
	}
	return Outcome{Result: raw}
}

// unreadable is the error of what should not be between a host and the core. What a codec
// says of it is left out: whoever calls Error of any error keeps that of every type there
// is in the module, and what those print with, a fifth of a small core.
func unreadable(name, what string) error {
	return &api.Error{Kind: api.Protocol, Op: name, Detail: what}
}

func fail(err error, say Speech) Outcome { return Outcome{Failure: failureOf(err, say)} }

func failureOf(err error, say Speech) *Failure {
	e, ok := err.(*api.Error)
	if !ok {
		e = &api.Error{Kind: api.Protocol, Detail: "bytes that cannot be read"}
	}
	fields := make([]api.FieldError, len(e.Fields))
	for i, f := range e.Fields {
		fields[i] = api.FieldError{Field: f.Field, Say: say(&api.Error{Kind: api.Invalid, Fields: e.Fields[i : i+1]})}
	}
	return &Failure{
		Kind: e.Kind, Say: say(e), Detail: e.Error(), Fields: fields,
		RetryAfterMS: e.RetryAfter.Milliseconds(),
	}
}
