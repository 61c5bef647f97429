// Package coretest runs operations as hosts do, for the tests of the tables. It
// is linked by tests alone.
package coretest

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/tinylib/msgp/msgp"

	"deskside/shared/api"
	"deskside/shared/core"
)

// Now is the time of each run, 2026-05-11 08:00:00 UTC, in Unix milliseconds.
const Now = 1778486400000

// Args are an operation's arguments.
type Args interface {
	MarshalMsg([]byte) ([]byte, error)
}

// Inputs are the encoded inputs of a run in which the host gives the same
// answers after each of so many sendings. Limits are kept as hosts keep them.
func Inputs(t testing.TB, table core.Table, op string, args Args, sendings int, responses ...*api.Response) [][]byte {
	raw, err := args.MarshalMsg(nil)
	require.NoError(t, err)
	in := core.Input{Args: raw, Now: Now, Random: 1 << 31}
	var all [][]byte
	for i := range sendings + 1 {
		if i > 0 {
			in.Responses = responses
		}
		input, err := in.MarshalMsg(nil)
		require.NoError(t, err)
		all = append(all, input)
		out := Call(t, table, op, input)
		in.Run, in.Limits = out.Run, out.Limits
	}
	return all
}

// Call runs one step.
func Call(t testing.TB, table core.Table, op string, input []byte) (out core.Outcome) {
	index := table.Index(op)
	require.GreaterOrEqual(t, index, 0, op)
	_, err := out.UnmarshalMsg(table.Call(index, input))
	require.NoError(t, err)
	return out
}

// Step runs an operation until the host has sent so often, and returns what came of it.
func Step(t testing.TB, table core.Table, op string, args Args, sendings int, responses ...*api.Response) core.Outcome {
	all := Inputs(t, table, op, args, sendings, responses...)
	return Call(t, table, op, all[len(all)-1])
}

// Plans runs the first step of an operation and compares what it sends: all at
// once, in the order of their slots.
func Plans(t testing.TB, table core.Table, op string, args Args, want ...string) core.Outcome {
	out := Step(t, table, op, args, 0)
	require.Nil(t, out.Failure)
	require.Equal(t, want, Lines(out.Send))
	for i, sending := range out.Send {
		require.Equal(t, i, sending.Request.Slot)
		require.Zero(t, sending.AfterMS)
	}
	return out
}

// Result runs an operation on answers and decodes its result.
func Result[T any, P interface {
	*T
	msgp.Unmarshaler
}](t testing.TB, table core.Table, op string, args Args, responses ...*api.Response) T {
	return Read[T, P](t, Step(t, table, op, args, 1, responses...))
}

// Read decodes the result of an operation that is done.
func Read[T any, P interface {
	*T
	msgp.Unmarshaler
}](t testing.TB, out core.Outcome) (value T) {
	require.Nil(t, out.Failure)
	require.Empty(t, out.Send)
	_, err := P(&value).UnmarshalMsg(out.Result)
	require.NoError(t, err)
	return value
}

// Shared is the path of a file below shared, from the folder of any test of the module.
func Shared(path string) string {
	for up := "."; ; up = filepath.Join(up, "..") {
		if _, err := os.Stat(filepath.Join(up, "go.mod")); err == nil {
			return filepath.Join(up, "shared", path)
		}
		if above, err := filepath.Abs(up); err != nil || above == filepath.Dir(above) {
			panic("coretest: no go.mod above the folder of the test")
		}
	}
}

// Answer is the answer of a helpdesk in a file below shared, such as
// "usedesk/testdata/tickets.json".
func Answer(t testing.TB, path string) *api.Response {
	body, err := os.ReadFile(Shared(path))
	require.NoError(t, err)
	return &api.Response{Status: 200, Body: body, Header: []api.Header{{Name: "content-type", Value: "application/json"}}}
}

// Status is an answer with a status and a body.
func Status(code int, body string) *api.Response {
	return &api.Response{Status: code, Body: []byte(body)}
}

// Lines are the methods and addresses of requests.
func Lines(sent []core.Sending) (out []string) {
	for i := range sent {
		out = append(out, sent[i].Request.Line())
	}
	return out
}
