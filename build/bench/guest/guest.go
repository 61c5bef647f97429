// Package guest measures what the widget costs a page of a site, as it ships, in a browser: the time of the page's own
// thread while it loads, beside a page with an empty script and one with another widget, and how long it takes from a
// click until it can be used, beside an empty frame.
package guest

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
	ours   = "the widget"
	empty  = "an empty script"
	sentry = "Sentry's feedback"
	frame  = "an empty frame"
)

// Run measures in Chromium, whose program is given. env has the addresses of a local stack; options are the bundler's
// for what ships.
func Run(ctx context.Context, root, chromium string, env []string, options api.BuildOptions) ([]row.Row, error) {
	folder := filepath.Join(root, "dist", "test", "build", "bench", "guest")
	peer, measure := options, options
	peer.EntryPoints, peer.Outfile, peer.Format = []string{"build/bench/guest/sentry.ts"}, filepath.Join(folder, "sentry.js"), api.FormatIIFE
	measure.EntryPoints, measure.Outfile = []string{"build/bench/guest/measure.ts"}, filepath.Join(folder, "measure.mjs")
	measure.Format, measure.Platform, measure.Packages = api.FormatESModule, api.PlatformNode, api.PackagesExternal
	for _, o := range []api.BuildOptions{peer, measure} {
		if built := api.Build(o); len(built.Errors) > 0 {
			return nil, fmt.Errorf("bundling %s: %s", o.EntryPoints[0], built.Errors[0].Text)
		}
	}
	cmd := exec.CommandContext(ctx, "node", measure.Outfile)
	cmd.Dir, cmd.Stderr = root, os.Stderr
	cmd.Env = append(append(os.Environ(), env...), "BROWSER_PATH="+chromium, "SENTRY="+peer.Outfile)
	measured, err := row.Measured[row.Figures](cmd)
	if err != nil {
		return nil, err
	}
	all := map[string]map[string]row.Times{}
	for _, f := range measured {
		all[f.What] = f.Samples
	}
	loading := all["loading"]
	return []row.Row{
		row.Beyond("chromium", "the page's thread while the widget loads", loading[ours], empty, loading[empty], 5),
		row.Compare("chromium", "the page's thread while the widget loads", loading[ours], sentry, loading[sentry], false, 1),
		row.Compare("chromium", "from a click to a widget, warm", all["warm"][ours], frame, all["warm"][frame], false, 1.5),
		row.Compare("chromium", "from a click to a widget, cold", all["cold"][ours], frame, all["cold"][frame], false, 1.5),
	}, nil
}
