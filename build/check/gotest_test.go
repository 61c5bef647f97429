package check_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/build/check"
)

func TestGoTestSaysWhatWasSkippedAndWhy(t *testing.T) {
	root := t.TempDir()
	write := func(name, text string) {
		require.NoError(t, os.WriteFile(filepath.Join(root, name), []byte(text), 0o644))
	}
	write("go.mod", "module example.test/skips\n\ngo 1.26\n")
	write("a_test.go", "package a\n\nimport \"testing\"\n\nfunc TestRuns(t *testing.T) {}\n\nfunc TestWaits(t *testing.T) {\n\tt.Log(\"looking\")\n\tt.Skip(\"there is no TinyGo: make build builds it\")\n}\n\nfunc TestIsSilent(t *testing.T) { t.SkipNow() }\n")
	var out bytes.Buffer
	tally, err := check.GoTest(t.Context(), root, &out, "./...")
	require.NoError(t, err)
	require.Equal(t, check.Tally{Passed: 1, Skipped: 2}, tally)
	require.Contains(t, out.String(), "SKIPPED 2 tests:\n    TestWaits in example.test/skips: there is no TinyGo: make build builds it\n    TestIsSilent in example.test/skips: no reason given\n")
}
