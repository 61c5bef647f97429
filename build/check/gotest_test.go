package check_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/build/check"
)

func TestOnlyTestsThatHaveAShorterFormRunInIt(t *testing.T) {
	root := t.TempDir()
	write := func(name, text string) {
		path := filepath.Join(root, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
	}
	write("go.mod", "module example.test/shortly\n\ngo 1.26\n")
	write("long/long_test.go", "package long_test\n\nimport \"testing\"\n\nfunc TestLong(t *testing.T) {\n\tif testing.Short() {\n\t\tt.Skip(\"takes long\")\n\t}\n\tt.Fatal(\"ran whole\")\n}\n")
	// The flag is looked up by name, so that nothing here asks as tests do.
	write("whole/whole_test.go", "package whole\n\nimport (\n\t\"flag\"\n\t\"testing\"\n)\n\nfunc TestWhole(t *testing.T) {\n\tif flag.Lookup(\"test.short\").Value.String() == \"true\" {\n\t\tt.Fatal(\"ran shortly\")\n\t}\n}\n")
	write("none/none.go", "package none\n")

	var out bytes.Buffer
	tally, err := check.GoTestShortly(t.Context(), root, &out)
	require.NoError(t, err, out.String())
	require.Equal(t, check.Tally{Passed: 1, Skipped: 1}, tally)

	// A failure of either is one of both.
	write("whole/more_test.go", "package whole\n\nimport \"testing\"\n\nfunc TestMore(t *testing.T) { t.Fatal(\"fails\") }\n")
	tally, err = check.GoTestShortly(t.Context(), root, &out)
	require.Error(t, err)
	require.Equal(t, check.Tally{Passed: 1, Failed: 1, Skipped: 1}, tally)
}

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
