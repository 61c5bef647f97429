package check_test

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"deskside/build/check"
)

// A module of its own, so that what fails stays here.
func TestFuzzSaysWhichTargetFailsAndWith(t *testing.T) {
	root := t.TempDir()
	write := func(name, text string) {
		path := filepath.Join(root, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
	}
	write("go.mod", "module example.test/fuzzed\n\ngo 1.26\n")
	write("a/a_test.go", "package a\n\nimport \"testing\"\n\nfunc FuzzGood(f *testing.F) {\n\tf.Fuzz(func(t *testing.T, s string) {})\n}\n\nfunc FuzzBad(f *testing.F) {\n\tf.Add(\"x\")\n\tf.Fuzz(func(t *testing.T, s string) { t.Fatal(\"it is \" + s) })\n}\n")
	write("a/testdata/b_test.go", "package b\n\nfunc FuzzNone(f *testing.F) {}\n")
	targets, err := check.FuzzTargets(root, ".")
	require.NoError(t, err)
	require.Equal(t, []check.FuzzTarget{{Package: "./a", Name: "FuzzGood"}, {Package: "./a", Name: "FuzzBad"}}, targets)

	var out bytes.Buffer
	tally, err := check.Fuzz(t.Context(), root, &out, time.Second, t.TempDir(), targets)
	require.EqualError(t, err, "1 of 2 fuzz targets failed")
	require.Equal(t, check.Tally{Passed: 1, Failed: 1}, tally)
	require.Contains(t, out.String(), "[1/2] FuzzGood in ./a: ok, ")
	require.Contains(t, out.String(), "[2/2] FuzzBad in ./a FAILED")
	require.Contains(t, out.String(), "it is x")
}

// Its TestMain prints what Go prints there, since nothing brings that about each time.
func TestFuzzTakesNoRunThatHadNoTimeLeftForAFailure(t *testing.T) {
	root := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(root, "go.mod"), []byte("module example.test/fuzzed\n\ngo 1.26\n"), 0o644))
	for _, c := range []struct{ said, wanted string }{
		{"    context deadline exceeded\n", ""},
		{"    context deadline exceeded\n    Failing input written to testdata/fuzz/FuzzSlow/1\n", "1 of 1 fuzz targets failed"},
	} {
		source := "package slow\n\nimport (\n\t\"os\"\n\t\"testing\"\n)\n\nfunc FuzzSlow(f *testing.F) {}\n\nfunc TestMain(*testing.M) {\n\tprint(" + strconv.Quote("--- FAIL: FuzzSlow (1.68s)\n"+c.said+"FAIL\n") + ")\n\tos.Exit(1)\n}\n"
		require.NoError(t, os.WriteFile(filepath.Join(root, "slow_test.go"), []byte(source), 0o644))
		_, err := check.Fuzz(t.Context(), root, io.Discard, time.Second, t.TempDir(), []check.FuzzTarget{{Package: ".", Name: "FuzzSlow"}})
		if c.wanted == "" {
			require.NoError(t, err)
			continue
		}
		require.EqualError(t, err, c.wanted)
	}
}
