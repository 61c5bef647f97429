package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/evanw/esbuild/pkg/api"

	"deskside/build/bench/content"
	"deskside/build/bench/crowd"
	"deskside/build/bench/decode"
	"deskside/build/bench/filter"
	"deskside/build/bench/guest"
	"deskside/build/bench/list"
	"deskside/build/bench/panel"
	"deskside/build/bench/row"
	"deskside/build/bench/similar"
	"deskside/build/bench/worker"
	"deskside/build/bundle"
	"deskside/build/e2e"
	"deskside/build/stack"
	"deskside/build/toolchain"
)

// machine is what the figures were measured on. They say little without it.
type machine struct {
	At         time.Time `json:"at"`
	Processors int       `json:"processors"`
	Processor  string    `json:"processor"`
	// LoadBefore and LoadAfter are the load of the last minute, where the system tells it.
	LoadBefore string `json:"load_before"`
	LoadAfter  string `json:"load_after"`
}

// parts are what is measured, by the names that the command takes.
var parts = []string{"content", "crowd", "decode", "filter", "guest", "list", "panel", "similar", "worker"}

// runBench measures what the project promises to be fast at beside references, always to its end, prints one table and
// writes dist/bench.json. Only ratios fail it: a busy machine slows both sides. Arguments name parts of it.
func runBench(ctx context.Context, t *tool, args []string) error {
	wanted, err := partsOf(args)
	if err != nil {
		return err
	}
	compiler, err := toolchain.TinyGo(ctx, t.out)
	if err != nil {
		return err
	}
	on := machine{At: time.Now(), Processors: runtime.NumCPU(), Processor: processor(), LoadBefore: load()}
	var rows []row.Row
	tell := func(what string) { fmt.Fprintf(t.out, "measuring %s …\n", what) }
	if wanted["content"] {
		rows = append(rows, benchContent(ctx, t, compiler, tell)...)
	}
	measure := func(name, what string, run func() ([]row.Row, error)) {
		if !wanted[name] {
			return
		}
		tell(what)
		measured, err := run()
		if err != nil {
			measured = []row.Row{{Where: "Node", What: what, Error: err.Error(), Limit: 1}}
		}
		rows = append(rows, measured...)
	}
	// whole measures what ships in Chromium, beside a local stack.
	whole := func(run func(context.Context, string, string, []string, api.BuildOptions) ([]row.Row, error)) func() ([]row.Row, error) {
		return func() ([]row.Row, error) {
			chromium, _, err := toolchain.EnsureBrowsers(ctx, t.out)
			if err != nil {
				return nil, err
			}
			if err := buildDist(ctx, t.root, compiler, t.out); err != nil {
				return nil, err
			}
			env, stop, err := e2e.Stack(ctx, t.root, false, false, t.out)
			if err != nil {
				return nil, fmt.Errorf("starting the local stack: %w", err)
			}
			defer stop()
			return run(ctx, t.root, chromium, env, bundle.Options(t.root))
		}
	}
	measure("decode", "pages of tickets", func() ([]row.Row, error) { return decode.Run(ctx, t.root, compiler) })
	measure("filter", "the filter", func() ([]row.Row, error) { return filter.Run(ctx, t.root, compiler) })
	measure("similar", "similar posts", func() ([]row.Row, error) {
		core := filepath.Join(t.root, "dist", "core", "writing.wasm")
		if err := bundle.BuildCore(ctx, t.root, compiler, "writing", core, t.out); err != nil {
			return nil, err
		}
		return similar.Run(ctx, t.root, core)
	})
	measure("list", "the panel's list in browsers", func() ([]row.Row, error) {
		chromium, firefox, err := toolchain.EnsureBrowsers(ctx, t.out)
		if err != nil {
			return nil, err
		}
		return list.Run(ctx, t.root, map[string]string{"chromium": chromium, "firefox": firefox}, bundle.Options(t.root))
	})
	measure("crowd", "500 customers of the edge at once, a minute", func() ([]row.Row, error) {
		native, err := os.Executable()
		if err != nil {
			return nil, err
		}
		return crowd.Run(ctx, native)
	})
	measure("panel", "the sidebar in Chromium", whole(panel.Run))
	measure("guest", "the widget in pages of sites", whole(guest.Run))
	measure("worker", "the Worker in workerd", func() ([]row.Row, error) {
		if err := bundle.BuildCore(ctx, t.root, compiler, "edge", filepath.Join(t.root, "dist", "core", "edge.wasm"), t.out); err != nil {
			return nil, err
		}
		folder, err := os.MkdirTemp("", "deskside-workers-")
		if err != nil {
			return nil, err
		}
		defer os.RemoveAll(folder)
		ships, inGo := filepath.Join(folder, "ships"), filepath.Join(folder, "go")
		if err := errors.Join(stack.BuildWorker(ctx, t.root, ships), stack.BuildGoWorker(ctx, t.root, inGo)); err != nil {
			return nil, err
		}
		native, err := os.Executable()
		if err != nil {
			return nil, err
		}
		return worker.Run(ctx, t.root, ships, inGo, native)
	})
	on.LoadAfter = load()
	if err := report(t.out, filepath.Join(t.root, "dist", "bench.json"), on, rows); err != nil {
		return err
	}
	var missed []string
	for _, r := range rows {
		if r.Missed() {
			missed = append(missed, r.Where+": "+r.What)
		}
	}
	if len(missed) > 0 {
		return fmt.Errorf("%d of %d rows missed their limit:\n  %s", len(missed), len(rows), strings.Join(missed, "\n  "))
	}
	return nil
}

func partsOf(args []string) (map[string]bool, error) {
	wanted := map[string]bool{}
	if len(args) == 0 {
		args = parts
	}
	for _, arg := range args {
		known := false
		for _, p := range parts {
			known = known || p == arg
		}
		if !known {
			return nil, fmt.Errorf("there is no part %q of the benchmark: %s", arg, strings.Join(parts, ", "))
		}
		wanted[arg] = true
	}
	return wanted, nil
}

// benchContent measures content and cores beside their peers, in the cores that ship.
func benchContent(ctx context.Context, t *tool, compiler *toolchain.Compiler, tell func(string)) []row.Row {
	chromium, firefox, err := toolchain.EnsureBrowsers(ctx, t.out)
	cores := filepath.Join(t.root, "dist", "core")
	for _, variant := range bundle.Variants() {
		if err == nil {
			err = bundle.BuildCore(ctx, t.root, compiler, variant, filepath.Join(cores, variant+".wasm"), t.out)
		}
	}
	if err != nil {
		return []row.Row{{What: "content", Error: err.Error(), Limit: 1}}
	}
	return content.Run(ctx, t.root, cores, map[string]string{"chromium": chromium, "firefox": firefox}, tell)
}

func report(out io.Writer, file string, on machine, rows []row.Row) error {
	fmt.Fprintf(out, "\n%s, %d processors, load %s before and %s after; medians, measured in turns\n\n", on.Processor, on.Processors, on.LoadBefore, on.LoadAfter)
	row.Print(out, rows)
	encoded, err := json.MarshalIndent(map[string]any{"machine": on, "rows": rows}, "", "\t")
	return errors.Join(err, os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, append(encoded, '\n'), 0o644))
}

// processor is the name of this machine's, as Linux tells it.
func processor() string {
	text, _ := os.ReadFile("/proc/cpuinfo")
	for line := range strings.Lines(string(text)) {
		if name, ok := strings.CutPrefix(line, "model name"); ok {
			return strings.TrimSpace(strings.TrimLeft(name, "\t :"))
		}
	}
	return runtime.GOOS + "/" + runtime.GOARCH
}

// load is that of the last minute.
func load() string {
	text, _ := os.ReadFile("/proc/loadavg")
	first, _, found := strings.Cut(string(text), " ")
	if !found {
		return "unknown"
	}
	return first
}
