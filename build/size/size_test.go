package size

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/stretchr/testify/require"
)

// noise is content that does not compress: one byte of it is one byte of brotli.
func noise(n int) string {
	content := make([]byte, n)
	random := rand.NewChaCha8([32]byte{})
	random.Read(content)
	return string(content)
}

// distWith makes a dist folder of these files.
func distWith(t *testing.T, files map[string]string) string {
	dist := t.TempDir()
	for name, content := range files {
		path := filepath.Join(dist, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte(content), 0o644))
	}
	return dist
}

func budgetsOf(t *testing.T, text string) []budget {
	budgets, err := readBudgets([]byte(text))
	require.NoError(t, err)
	return budgets
}

func TestBudgets(t *testing.T) {
	files := map[string]string{
		"widget/loader.js":      strings.Repeat("let a;", 500), // 3,000 bytes that compress to almost nothing
		"widget/frame.js":       noise(2000),
		"widget/frame.css":      noise(500),
		"widget/frame-8f3a.css": noise(700),
	}
	for _, c := range []struct {
		name, budgets string
		err           []string // parts of the error; nil: none
	}{
		{"a group under its budget passes", `[{"label":"Loader","files":["widget/loader.js"],"brotli":100}]`, nil},
		{"a group without limits is only measured", `[{"label":"Loader","files":["widget/loader.js"]}]`, nil},
		{"a budget may be used to its last byte", `[{"label":"Loader","files":["widget/loader.js"],"raw":3000}]`, nil},
		{"one byte more fails, and says by how much", `[{"label":"Loader","files":["widget/loader.js"],"raw":2999}]`,
			[]string{"Loader is 3,000 bytes uncompressed, 1 over its budget of 2,999", "build/size/budgets.json"}},
		{"the files of a group count together", `[{"label":"Frame","files":["widget/frame.js","widget/frame.css"],"raw":2499}]`,
			[]string{"Frame is 2,500 bytes uncompressed, 1 over"}},
		{"each form has its own limit", `[{"label":"Frame","files":["widget/frame.js"],"raw":5000,"gzip":1000,"brotli":900}]`,
			[]string{"bytes in gzip", "over its budget of 1,000; Frame is", "bytes in brotli", "over its budget of 900"}},
		{"a pattern stands for the names it matches", `[{"label":"Styles","files":["widget/*.css"],"raw":1199}]`,
			[]string{"Styles is 1,200 bytes"}},
		{"a file that two patterns match counts once", `[{"label":"Styles","files":["widget/*.css","widget/frame.css"],"raw":1200}]`, nil},
		{"a file that was not built fails", `[{"label":"Core","files":["core/customer.wasm"],"brotli":100},{"label":"Loader","files":["widget/loader.js"]}]`,
			[]string{"Core: core/customer.wasm was not built"}},
		{"so does a pattern that matches nothing", `[{"label":"Core","files":["core/*.wasm"]}]`, []string{"Core: core/*.wasm was not built"}},
		{"nor is a folder a file", `[{"label":"All","files":["wid*"]}]`, []string{"All: wid* was not built"}},
		{"every failing group is named", `[{"label":"A","files":["widget/frame.js"],"raw":1},{"label":"B","files":["widget/frame.css"],"raw":1}]`,
			[]string{"A is 2,000 bytes", "B is 500 bytes"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := run(t.Context(), distWith(t, files), budgetsOf(t, c.budgets), io.Discard)
			if c.err == nil {
				require.NoError(t, err)
				return
			}
			require.Error(t, err)
			for _, part := range c.err {
				require.ErrorContains(t, err, part)
			}
		})
	}
}

func TestSizesAreOfTheStrongestCompression(t *testing.T) {
	words := rand.New(rand.NewPCG(1, 2))
	var text strings.Builder
	for range 20_000 {
		text.WriteString([]string{"ticket ", "idea ", "vote ", "comment, ", "status: ", "open "}[words.IntN(6)])
	}
	measured, err := sizesOf([]byte(text.String()))
	require.NoError(t, err)
	require.Equal(t, text.Len(), measured.Raw)
	for level := gzip.BestSpeed; level < gzip.BestCompression; level++ {
		var weaker bytes.Buffer
		require.NoError(t, compress(must(gzip.NewWriterLevel(&weaker, level)), []byte(text.String())))
		require.LessOrEqual(t, measured.Gzip, weaker.Len(), "gzip -%d", level)
	}
	for quality := brotli.BestSpeed; quality < brotli.BestCompression; quality++ {
		var weaker bytes.Buffer
		require.NoError(t, compress(brotli.NewWriterLevel(&weaker, quality), []byte(text.String())))
		require.Less(t, measured.Brotli, weaker.Len(), "brotli %d", quality)
	}

	t.Run("what does not compress is counted with its frame", func(t *testing.T) {
		measured, err := sizesOf([]byte(noise(10_000)))
		require.NoError(t, err)
		require.Greater(t, measured.Gzip, 10_000)
		require.Greater(t, measured.Brotli, 10_000)
	})
}

func compress(w io.WriteCloser, content []byte) error {
	_, err := w.Write(content)
	return errors.Join(err, w.Close())
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func TestReport(t *testing.T) {
	files := map[string]string{"b.js": "let b;", "a.js": "let a;", "z.css": "a{}"}
	const oneWay = `[{"label":"Scripts","files":["b.js","a.js"],"raw":12},{"label":"Files of style","files":["z.css"]}]`
	const otherWay = `[{"label":"Files of style","files":["z.css"]},{"label":"Scripts","files":["a.js","b.js"],"raw":12}]`
	dist := distWith(t, files)
	report := func(budgets string) string {
		require.NoError(t, run(t.Context(), dist, budgetsOf(t, budgets), io.Discard))
		return string(must(os.ReadFile(filepath.Join(dist, Report))))
	}
	first := report(oneWay)
	require.Equal(t, first, report(otherWay), "the same files and budgets in another order are the same bytes")

	var groups []struct {
		Label  string
		Raw    int
		Limits map[string]int
		Files  []struct {
			File string
			Raw  int
		}
	}
	require.NoError(t, json.Unmarshal([]byte(first), &groups))
	require.Equal(t, "Files of style", groups[0].Label)
	require.Equal(t, "Scripts", groups[1].Label)
	require.Equal(t, 12, groups[1].Raw)
	require.Equal(t, map[string]int{"raw": 12}, groups[1].Limits)
	require.Equal(t, "a.js", groups[1].Files[0].File)
	require.Equal(t, 6, groups[1].Files[0].Raw)

	t.Run("a group over its budget is in it", func(t *testing.T) {
		dist := distWith(t, files)
		require.Error(t, run(t.Context(), dist, budgetsOf(t, `[{"label":"Scripts","files":["a.js"],"raw":1}]`), io.Discard))
		require.FileExists(t, filepath.Join(dist, Report))
	})
	t.Run("there is none while a file is missing", func(t *testing.T) {
		dist := distWith(t, files)
		require.Error(t, run(t.Context(), dist, budgetsOf(t, `[{"label":"Scripts","files":["a.js"]},{"label":"Core","files":["c.wasm"]}]`), io.Discard))
		require.NoFileExists(t, filepath.Join(dist, Report))
	})
}

func TestTable(t *testing.T) {
	dist := distWith(t, map[string]string{"a.js": noise(1500), "b.js": noise(12)})
	var said strings.Builder
	err := run(t.Context(), dist, budgetsOf(t, `[
		{"label":"Whole script","files":["a.js"],"raw":2000,"gzip":1200},
		{"label":"Part","files":["b.js"]}]`), &said)
	require.Error(t, err)
	require.Equal(t, strings.TrimPrefix(`
  group           raw   gzip  brotli      budget      headroom
  Whole script  1,500  1,528   1,504   2,000 raw    500 (25 %)
                                      1,200 gzip  -328 (-27 %)
  Part             12     37      16        none
`, "\n"), trimmedLines(said.String()))
}

func trimmedLines(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		b.WriteString(strings.TrimRight(line, " \n") + "\n")
	}
	return b.String()
}

func TestBudgetsFileIsRefused(t *testing.T) {
	for _, c := range []struct{ name, text, err string }{
		{"when a limit is misspelt", `[{"label":"A","files":["a"],"brotly":1}]`, "brotly"},
		{"when a group has no label", `[{"files":["a"]}]`, "group 1 has no label"},
		{"when two groups share a label", `[{"label":"A","files":["a"]},{"label":"A","files":["b"]}]`, `labelled "A"`},
		{"when a group has no files", `[{"label":"A","files":[]}]`, "A names no files"},
		{"when a path leaves dist", `[{"label":"A","files":["../a"]}]`, "not a path below dist"},
		{"when a path is absolute", `[{"label":"A","files":["/a"]}]`, "not a path below dist"},
		{"when a pattern is broken", `[{"label":"A","files":["a["]}]`, "not a path below dist"},
		{"when a limit is 0", `[{"label":"A","files":["a"],"gzip":0}]`, "the gzip limit must be above 0"},
		{"when it is not a list", `{}`, "read budgets.json"},
		{"when something follows the list", `[] []`, "more after the list"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := readBudgets([]byte(c.text))
			require.ErrorContains(t, err, c.err)
		})
	}
}

// The promises that other places rely on: the sizes the documentation states.
func TestEveryEntryPointHasABrotliBudget(t *testing.T) {
	budgets, err := readBudgets(budgetsFile)
	require.NoError(t, err)
	limits := map[string]int{}
	for _, b := range budgets {
		for _, l := range b.limits() {
			if l.form == "brotli" {
				limits[b.Label] = l.bytes
			}
		}
	}
	for label, most := range map[string]int{"Widget loader": 2500, "Widget frame": 22_000, "Widget core": 70_000, "Widget core for writing": 110_000, "Sidebar core": 571_500} {
		require.Contains(t, limits, label)
		require.LessOrEqual(t, limits[label], most, label)
	}
}

func TestRunUsesTheBudgetsOfTheFile(t *testing.T) {
	dist := distWith(t, map[string]string{"widget/loader.js": "let a;"})
	err := Run(t.Context(), dist, io.Discard)
	require.ErrorContains(t, err, "Widget frame: widget/frame.js was not built")
	require.NotContains(t, err.Error(), "loader")
}

func TestMeasuringEndsWithItsContext(t *testing.T) {
	stopped := errors.New("stopped by hand")
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(stopped)
	err := run(ctx, distWith(t, map[string]string{"a.js": "let a;"}), budgetsOf(t, `[{"label":"A","files":["a.js"]}]`), io.Discard)
	require.ErrorIs(t, err, stopped)
}
