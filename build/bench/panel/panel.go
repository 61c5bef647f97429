// Package panel measures the sidebar itself, as it ships, in a browser: how soon it takes a key, how soon a list is
// painted, what a key costs in a long list, and whether an hour of work stays in memory. Beside each stands an empty page
// of the same extension, measured in turns: what it takes to take its first key, and the time of a frame.
package panel

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/evanw/esbuild/pkg/api"

	"deskside/build/bench/row"
)

const (
	ours      = "the panel"
	reference = "an empty page of the extension"
	heap      = "the heap after an hour of work"
	before    = "after a twentieth of it"
)

// comparisons are what is measured, with how many times as long as an empty page each may take. The bounds in
// milliseconds that stand behind them are in the names; what is judged is the ratio.
var comparisons = []struct {
	what  string
	limit float64
}{
	{"a key taken, a kept list shown (150 ms)", 6},
	{"100 rows painted after their last byte (30 ms)", 8},
	{"a key in a list of 10,000 (16 ms)", 2},
	{"a letter typed over 10,000 (16 ms)", 2},
}

// Run measures in Chromium, whose program is given, what dist has of the extension. env has the addresses of a local
// stack; options are the bundler's for what ships.
func Run(ctx context.Context, root, chromium string, env []string, options api.BuildOptions) ([]row.Row, error) {
	options.EntryPoints, options.Outfile = []string{"build/bench/panel/measure.ts"}, filepath.Join(root, "dist", "test", "build", "bench", "panel", "measure.mjs")
	options.Format, options.Platform, options.Packages = api.FormatESModule, api.PlatformNode, api.PackagesExternal
	if built := api.Build(options); len(built.Errors) > 0 {
		return nil, fmt.Errorf("bundling %s: %s", options.EntryPoints[0], built.Errors[0].Text)
	}
	cmd := exec.CommandContext(ctx, "node", options.Outfile)
	cmd.Dir, cmd.Stderr = root, os.Stderr
	cmd.Env = append(append(os.Environ(), env...), "BROWSER_PATH="+chromium, "ROOT="+root)
	// What it told before it failed is measured all the same.
	measured, failed := row.Measured[row.Figures](cmd)
	all := map[string]map[string]row.Times{}
	for _, f := range measured {
		all[f.What] = f.Samples
	}
	var rows []row.Row
	for _, c := range comparisons {
		rows = append(rows, held(row.Compare("chromium", c.what, all[c.what][ours], reference, all[c.what][reference], false, c.limit), failed))
	}
	hour := row.Compare("chromium", heap, all[heap][ours], before, all[heap][before], false, 1.1)
	// Bytes, of which the ratio alone says something.
	hour.Median, hour.ReferenceMedian = 0, 0
	return append(rows, held(hour, failed)), nil
}

// held is a row that says where nothing was measured.
func held(r row.Row, failed error) row.Row {
	if r.Samples == 0 {
		r.Error = "the browser told nothing of it"
		if failed != nil {
			r.Error += ": " + failed.Error()
		}
	}
	return r
}
