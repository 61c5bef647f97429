package coretest

import (
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/tinylib/msgp/msgp"

	"deskside/shared/core"
)

// HeldStep runs an operation that asks no helpdesk, for a host that holds bytes
// under these numbers, and returns what came of it.
func HeldStep(t testing.TB, holding map[uint32][]byte, table core.Table, op string, args Args) (out core.Outcome) {
	index := table.Index(op)
	require.GreaterOrEqual(t, index, 0, op)
	held := func(number uint32) []byte { return holding[number] }
	_, err := out.UnmarshalMsg(table.CallWith(held, index, Inputs(t, table, op, args, 0)[0]))
	require.NoError(t, err)
	return out
}

// Held does that and decodes the result.
func Held[T any, P interface {
	*T
	msgp.Unmarshaler
}](t testing.TB, holding map[uint32][]byte, table core.Table, op string, args Args) T {
	return Read[T, P](t, HeldStep(t, holding, table, op, args))
}
