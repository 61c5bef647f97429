// Package content measures content, and the cores around it, beside what else could do the same: natively beside
// bluemonday, in Node beside BBob, in browsers beside DOMPurify and the browser's own Element.setHTML. All of it in one
// run, in turns, on the inputs of this folder.
package content

import (
	"context"
	_ "embed"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/evanw/esbuild/pkg/api"

	"deskside/build/bench/row"
)

//go:embed inputs/comment.bbcode
var comment string // 50 KB of BBCode: posts and comments as people write them

//go:embed inputs/ticket.html
var ticket string // 42 KB of HTML: a thread of mails from Outlook and Gmail, quoted five deep

// comparison is what is shown of one set of samples, and what it is held to.
type comparison struct {
	where, what, who, reference string
	faster                      bool
	limit                       float64
}

const (
	taskBBCode = "BBCode of 50 KB to HTML"
	taskHTML   = "HTML of 42 KB to safe HTML"
	taskNodes  = "HTML of 42 KB to safe nodes"
	taskStart  = "from bytes to the first answer"
	ours       = "Deskside"
)

var comparisons = []comparison{
	{"Node", taskBBCode, ours, "BBob", true, 8},
	{"Node", taskStart, "the agent's core", "an empty module", false, 0},
	{"Node", taskStart, "the customer's core", "an empty module", false, 0},
	{"Node", "a list of 100 tickets, drawn", ours, "JSON.parse", false, 6},
	{"Node", "memory after 10,000 mixed calls", ours, "after 100", false, 1},
	{"chromium", taskHTML, ours, "DOMPurify", true, 6},
	{"chromium", taskNodes, ours, "DOMPurify", true, 5},
	{"chromium", taskNodes, ours, "setHTML", true, 1},
	{"chromium", taskStart, "the agent's core", "an empty module", false, 0},
	{"chromium", taskStart, "the customer's core", "an empty module", false, 0},
	{"firefox", taskHTML, ours, "DOMPurify", true, 8},
	{"firefox", taskNodes, ours, "DOMPurify", true, 5},
	{"firefox", taskStart, "the agent's core", "an empty module", false, 0},
	{"firefox", taskStart, "the customer's core", "an empty module", false, 0},
}

// Run measures natively, in Node and in the browsers given (name to program), with the cores in a folder. What cannot be
// measured is a row that says why.
func Run(ctx context.Context, root, cores string, browsers map[string]string, told func(string)) []row.Row {
	told("content natively")
	rows := append(native(), hostile()...)
	scripts, err := bundle(root)
	for _, where := range []string{"Node", "chromium", "firefox"} {
		told("content and cores in " + where)
		var all []row.Figures
		failed := err
		if failed == nil {
			all, failed = run(ctx, root, scripts, where, browsers[where], cores)
		}
		for _, c := range comparisons {
			if c.where == where {
				rows = append(rows, c.row(all, failed))
			}
		}
	}
	return rows
}

func (c comparison) row(all []row.Figures, failed error) row.Row {
	what := c.what
	if c.who != ours {
		what = c.who + ": " + what
	}
	for _, f := range all {
		mine, other := f.Samples[c.who], f.Samples[c.reference]
		if f.What != c.what || len(mine) == 0 || len(other) == 0 {
			continue
		}
		r := row.Compare(c.where, what, mine, c.reference, other, c.faster, c.limit)
		if len(mine) == 1 { // a size, not a time
			r.Median, r.ReferenceMedian = 0, 0
		}
		return r
	}
	why := "there is none in " + c.where
	if failed != nil {
		why = failed.Error()
	}
	return row.Row{Where: c.where, What: what, Reference: c.reference, Faster: c.faster, Limit: c.limit, Error: why}
}

// scripts are the bundled measure.ts, for Node, and page.ts, for browsers.
type scripts struct{ measure, page string }

func bundle(root string) (scripts, error) {
	folder := filepath.Join(root, "dist", "test", "build", "bench", "content")
	s := scripts{measure: filepath.Join(folder, "measure.mjs"), page: filepath.Join(folder, "page.js")}
	for _, b := range []struct {
		entry, output string
		platform      api.Platform
		format        api.Format
		packages      api.Packages
	}{
		{"measure.ts", s.measure, api.PlatformNode, api.FormatESModule, api.PackagesExternal},
		{"page.ts", s.page, api.PlatformBrowser, api.FormatIIFE, api.PackagesBundle},
	} {
		built := api.Build(api.BuildOptions{
			AbsWorkingDir: root, EntryPoints: []string{"build/bench/content/" + b.entry}, Outfile: b.output, Bundle: true, Write: true, Format: b.format,
			Platform: b.platform, Packages: b.packages, Target: api.ES2022, MinifySyntax: true, TsconfigRaw: "{}", LogLevel: api.LogLevelSilent,
		})
		if len(built.Errors) > 0 {
			return s, fmt.Errorf("bundling %s: %s", b.entry, built.Errors[0].Text)
		}
	}
	return s, nil
}

// run measures in Node or in a browser that Node drives.
func run(ctx context.Context, root string, s scripts, where, program, cores string) ([]row.Figures, error) {
	folder := filepath.Join(root, "build", "bench", "content", "inputs")
	cmd := exec.CommandContext(ctx, "node", s.measure)
	cmd.Dir, cmd.Stderr = root, os.Stderr
	cmd.Env = append(os.Environ(), "WHERE="+where, "BROWSER_PATH="+program, "CORES="+cores, "ROOT="+root, "PAGE="+s.page,
		"BBCODE="+filepath.Join(folder, "comment.bbcode"), "HTML="+filepath.Join(folder, "ticket.html"))
	measured, err := row.Measured[row.Figures](cmd)
	if err != nil {
		return nil, err
	}
	return measured, nil
}
