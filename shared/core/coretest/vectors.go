package coretest

import (
	"encoding/json"
	"flag"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
	"deskside/shared/core"
)

// Update says that golden files are to be written anew.
var Update = flag.Bool("update", false, "write golden files anew")

// Vectors are calls of a table with their exact bytes. wasm/core.test.ts feeds
// the same inputs to the builds of both compilers: every byte must be equal.
type Vectors struct {
	Table core.Table
	All   []Vector
}

// Vector is one call.
type Vector struct {
	Name   string `json:"name"`
	Op     string `json:"op"`
	Input  []byte `json:"input"`
	Output []byte `json:"output"`
}

// Add runs an operation until the host has sent so often, with the same answers
// each time, and adds the last step.
func (v *Vectors) Add(t testing.TB, name, op string, args Args, sendings int, responses ...*api.Response) {
	input := Inputs(t, v.Table, op, args, sendings, responses...)[sendings]
	v.All = append(v.All, Vector{Name: name, Op: op, Input: input, Output: v.Table.Call(v.Table.Index(op), input)})
}

// Golden compares the vectors with those in testdata/vectors.json, or writes them there.
func (v *Vectors) Golden(t *testing.T) {
	const file = "testdata/vectors.json"
	got, err := json.MarshalIndent(v.All, "", " ")
	require.NoError(t, err)
	if *Update {
		require.NoError(t, os.MkdirAll("testdata", 0o755))
		require.NoError(t, os.WriteFile(file, append(got, '\n'), 0o644))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Equal(t, string(want), string(got)+"\n", "the core answers other bytes: go test ./shared/core/... -update, then review the difference")
}

// Unbreakable gives a table what no host should: it must answer all the same.
func (v *Vectors) Unbreakable(t *testing.T) {
	for op := -1; op <= len(v.Table); op++ {
		for _, input := range [][]byte{nil, {}, {0xc1}, []byte("garbage"), {0x81, 0xa4, 'a', 'r', 'g', 's', 0xc0}, {0xdf, 0xff, 0xff, 0xff, 0xff}} {
			var out core.Outcome
			_, err := out.UnmarshalMsg(v.Table.Call(op, input))
			require.NoError(t, err)
			require.True(t, out.Failure != nil || out.Send != nil || len(out.Result) > 0)
		}
	}
}

// Fuzz calls the table with bytes that begin as the vectors'.
func (v *Vectors) Fuzz(f *testing.F) {
	for i := range v.All {
		f.Add(v.Table.Index(v.All[i].Op), v.All[i].Input)
	}
	f.Fuzz(func(t *testing.T, op int, input []byte) {
		var out core.Outcome
		_, err := out.UnmarshalMsg(v.Table.Call(op, input))
		require.NoError(t, err)
	})
}
