// Package content measures how fast content is read and printed beside what else could do it:
// natively beside bluemonday, in Node beside BBob, in browsers beside DOMPurify and the browser's own
// Element.setHTML. All of it in one run on the inputs of this folder.
package content

import (
	"bufio"
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/evanw/esbuild/pkg/api"
)

//go:embed inputs/comment.bbcode
var comment string // 50 KB of BBCode: posts and comments as people write them

//go:embed inputs/ticket.html
var ticket string // 42 KB of HTML: a thread of mails from Outlook and Gmail, quoted five deep

// ErrBudget says that something took longer than its budget allows.
var ErrBudget = errors.New("over its budget")

// measured is how long one program took for one task, as the median and the best of its samples.
type measured struct {
	Where  string  `json:"where"`
	Task   string  `json:"task"`
	Who    string  `json:"who"`
	Bytes  int     `json:"bytes"`
	Median float64 `json:"median_ms"`
	Best   float64 `json:"best_ms"`
	// Error is why it could not be measured there.
	Error string `json:"error,omitempty"`
}

func (m measured) speed() float64 { return float64(m.Bytes) / m.Median / 1000 }

// target is a promise: ours at least Times as fast as Peer, or at least MBs million bytes a second.
type target struct {
	Where, Task, Peer string
	Times, MBs        float64
}

var targets = []target{
	{Where: "natively", Task: taskBBCode, MBs: 100},
	{Where: "natively", Task: taskHTML, Peer: "bluemonday", Times: 5},
	{Where: "Node", Task: taskBBCode, Peer: "BBob", Times: 10},
	{Where: "chromium", Task: taskHTML, Peer: "DOMPurify", Times: 5},
	{Where: "chromium", Task: taskNodes, Peer: "DOMPurify", Times: 5},
	{Where: "chromium", Task: taskNodes, Peer: "setHTML", Times: 1},
	{Where: "firefox", Task: taskHTML, Peer: "DOMPurify", Times: 5},
	{Where: "firefox", Task: taskNodes, Peer: "DOMPurify", Times: 5},
	{Where: "firefox", Task: taskNodes, Peer: "setHTML", Times: 1},
}

const (
	taskBBCode = "BBCode to HTML"
	taskHTML   = "HTML to safe HTML"
	taskNodes  = "HTML to safe nodes"
	ours       = "Deskside"
)

// Run measures natively, in Node and in the browsers given (name to program), with the core, a
// WebAssembly file. It prints a table, writes it to report as JSON, and fails when a hostile input
// is over its budget; targets that are not reached are said and do not fail.
func Run(ctx context.Context, root, core string, browsers map[string]string, report string, out io.Writer) error {
	fmt.Fprintf(out, "content: %d bytes of BBCode, %d bytes of HTML; medians, one program at a time\n", len(comment), len(ticket))
	all := native()
	print(out, all)
	scripts, err := bundle(root)
	if err != nil {
		return err
	}
	for _, where := range []string{"Node", "chromium", "firefox"} {
		program := browsers[where]
		if where != "Node" && program == "" {
			continue
		}
		list, err := run(ctx, root, scripts, where, program, core)
		if err != nil {
			return fmt.Errorf("measuring in %s: %w", where, err)
		}
		print(out, list)
		all = append(all, list...)
	}
	verdicts := judge(all)
	fmt.Fprintln(out)
	for _, v := range verdicts {
		fmt.Fprintln(out, v)
	}
	fmt.Fprintln(out)
	hostile, over := hostile(out)
	encoded, err := json.MarshalIndent(map[string]any{"measured": all, "verdicts": verdicts, "hostile": hostile}, "", "\t")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(report), 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(report, append(encoded, '\n'), 0o644); err != nil {
		return err
	}
	if over {
		return fmt.Errorf("reading a hostile source marked OVER above: %w", ErrBudget)
	}
	return nil
}

func print(out io.Writer, list []measured) {
	for _, m := range list {
		if m.Error != "" {
			fmt.Fprintf(out, "%-9s %-20s %-12s %s\n", m.Where, m.Task, m.Who, m.Error)
			continue
		}
		fmt.Fprintf(out, "%-9s %-20s %-12s %8.3f ms (best %.3f)  %7.1f MB/s\n", m.Where, m.Task, m.Who, m.Median, m.Best, m.speed())
	}
}

// judge compares what was measured with the targets.
func judge(all []measured) (verdicts []string) {
	find := func(where, task, who string) *measured {
		for i := range all {
			if m := &all[i]; m.Where == where && m.Task == task && m.Who == who && m.Error == "" {
				return m
			}
		}
		return nil
	}
	for _, t := range targets {
		mine := find(t.Where, t.Task, ours)
		if mine == nil {
			continue
		}
		if t.Peer == "" {
			verdicts = append(verdicts, fmt.Sprintf("%-9s %-20s %.0f MB/s, target %.0f: %s", t.Where, t.Task, mine.speed(), t.MBs, state(mine.speed() >= t.MBs)))
			continue
		}
		peer := find(t.Where, t.Task, t.Peer)
		if peer == nil {
			continue
		}
		// The best samples are those that nothing else on the machine disturbed.
		times, best := peer.Median/mine.Median, peer.Best/mine.Best
		verdicts = append(verdicts, fmt.Sprintf("%-9s %-20s %.1f times %s (best beside best %.1f), target %.0f: %s", t.Where, t.Task, times, t.Peer, best, t.Times, state(times >= t.Times)))
	}
	return verdicts
}

func state(reached bool) string {
	if reached {
		return "reached"
	}
	return "NOT reached"
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
func run(ctx context.Context, root string, s scripts, where, program, core string) ([]measured, error) {
	folder := filepath.Join(root, "build", "bench", "content", "inputs")
	cmd := exec.CommandContext(ctx, "node", s.measure)
	cmd.Dir, cmd.Stderr = root, os.Stderr
	cmd.Env = append(os.Environ(), "WHERE="+where, "BROWSER_PATH="+program, "CORE="+core, "PAGE="+s.page,
		"BBCODE="+filepath.Join(folder, "comment.bbcode"), "HTML="+filepath.Join(folder, "ticket.html"))
	output, err := cmd.Output()
	if err != nil {
		return nil, err
	}
	var list []measured
	lines := bufio.NewScanner(bytes.NewReader(output))
	for lines.Scan() {
		m := measured{Where: where}
		if err := json.Unmarshal(lines.Bytes(), &m); err != nil {
			return nil, fmt.Errorf("%w in %q", err, lines.Text())
		}
		list = append(list, m)
	}
	return list, lines.Err()
}
