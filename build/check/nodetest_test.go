package check_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/build/check"
)

func TestWhatIsGatheredRunsWholeAndFailsWhereOneFails(t *testing.T) {
	if _, err := exec.LookPath("node"); err != nil {
		t.Skip("Node is not on PATH")
	}
	root := t.TempDir()
	files := []string{filepath.Join(root, "a.test.mjs"), filepath.Join(root, "deep", "b.test.mjs")}
	require.NoError(t, os.Mkdir(filepath.Dir(files[1]), 0o755))
	run := func(texts ...string) (check.Tally, string, error) {
		for i, text := range texts {
			require.NoError(t, os.WriteFile(files[i], []byte("import { test } from \"node:test\";\n"+text), 0o644))
		}
		all, err := check.Gathered(filepath.Join(root, "all.mjs"), files)
		require.NoError(t, err)
		var out bytes.Buffer
		tally, err := check.NodeTest(t.Context(), root, &out, nil, all...)
		return tally, out.String(), err
	}
	passes := "test(\"is so\", () => {});\ntest(\"is so, too\", () => {});\n"
	tally, printed, err := run(passes, "test(\"is well\", () => {});\n")
	require.NoError(t, err, printed)
	require.Equal(t, check.Tally{Passed: 3}, tally)

	tally, printed, err = run(passes, "test(\"is wrong\", () => { throw new Error(\"not so\"); });\n")
	require.Error(t, err)
	require.Equal(t, check.Tally{Passed: 2, Failed: 1}, tally)
	require.Contains(t, printed, "is wrong")
	require.Contains(t, printed, "b.test.mjs", "where it stands is said")

	_, _, err = run(passes, "throw new Error(\"cannot be loaded\");\n")
	require.Error(t, err)

	// What changes the process, others do not see.
	tally, printed, err = run("globalThis.left = 1;\n"+passes, "test(\"is alone\", () => { if (\"left\" in global) throw new Error(\"is not\"); });\n")
	require.NoError(t, err, printed)
	require.Equal(t, check.Tally{Passed: 3}, tally)
}
