// Package list measures the panel's list in browsers: 10,000 tickets beside 200, which cost the same where only what is
// in view is drawn.
package list

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
	ours      = "10,000 rows"
	reference = "200 rows"
	// limit is how many times as long the longer one may take.
	limit = 3
)

var comparisons = []string{"the panel's list, drawn", "a key in the panel's list", "End and Home in the panel's list"}

// Run measures in the browsers given, name to program. options are the bundler's for what ships.
func Run(ctx context.Context, root string, browsers map[string]string, options api.BuildOptions) ([]row.Row, error) {
	folder := filepath.Join(root, "dist", "test", "build", "bench", "list")
	if err := bundle(root, folder, options); err != nil {
		return nil, err
	}
	var rows []row.Row
	for _, where := range []string{"chromium", "firefox"} {
		measured, err := measure(ctx, root, folder, where, browsers[where])
		for _, what := range comparisons {
			rows = append(rows, compared(where, what, measured, err))
		}
	}
	return rows, nil
}

func compared(where, what string, all []row.Figures, failed error) row.Row {
	for _, f := range all {
		if f.What == what {
			return row.Compare(where, what+": "+ours, f.Samples[ours], reference, f.Samples[reference], false, limit)
		}
	}
	if failed == nil {
		failed = fmt.Errorf("%s told nothing of it", where)
	}
	return row.Row{Where: where, What: what, Reference: reference, Limit: limit, Error: failed.Error()}
}

func bundle(root, folder string, options api.BuildOptions) error {
	options.External = []string{"./viewport.js", "./*.gen.js"}
	for _, b := range []struct {
		entry, output string
		platform      api.Platform
		packages      api.Packages
	}{
		{"build/bench/list/measure.ts", "measure.mjs", api.PlatformNode, api.PackagesExternal},
		{"build/bench/list/page.tsx", "page.js", api.PlatformBrowser, api.PackagesBundle},
		{"extension/panel/tickets/long/viewport.ts", "viewport.js", api.PlatformBrowser, api.PackagesBundle},
	} {
		o := options
		o.EntryPoints, o.Outfile, o.Format = []string{b.entry}, filepath.Join(folder, b.output), api.FormatESModule
		o.Platform, o.Packages = b.platform, b.packages
		if built := api.Build(o); len(built.Errors) > 0 {
			return fmt.Errorf("bundling %s: %s", b.entry, built.Errors[0].Text)
		}
	}
	return nil
}

// measure runs the page in a browser that Node drives.
func measure(ctx context.Context, root, folder, where, program string) ([]row.Figures, error) {
	cmd := exec.CommandContext(ctx, "node", filepath.Join(folder, "measure.mjs"))
	cmd.Dir, cmd.Stderr = root, os.Stderr
	cmd.Env = append(os.Environ(), "WHERE="+where, "BROWSER_PATH="+program, "FOLDER="+folder)
	measured, err := row.Measured[row.Figures](cmd)
	if err != nil {
		return nil, err
	}
	return measured, nil
}
