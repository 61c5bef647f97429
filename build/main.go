// Command build is the project's build tool: go run ./build COMMAND.
// The Makefile only names its commands.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"deskside/build/filter"
	"deskside/build/sandbox"
	"deskside/build/sandbox/turnstile"
	"deskside/build/site"
)

// command is one thing that the tool does.
type command struct {
	name    string
	summary string
	run     func(ctx context.Context, t *tool, args []string) error
}

// commands in the order in which help lists them.
func commands() []command {
	return []command{
		{"run", "start sandbox, edge and demo site on 127.0.0.1:8787 (PORT changes it)", runStack},
		{"dev", "run one face against the sandbox and reload it on save: panel or widget", develop},
		{"check", "run what takes less than a minute: lint and the tests without browser and WebAssembly", runCheck},
		{"test", "run everything: types, lint, Go, cores, worker, browsers", runTests},
		{"soak", "run everything with everything, long: --fuzz, --rounds, --only", runSoak},
		{"build", "build dist/ as it ships, with TinyGo; --from an edge keeps the releases of the widget there", buildRelease},
		{"size", "measure dist/ against its budgets", measureSizes},
		{"lint", "format, vet, staticcheck, types, promises", lintAll},
		{"clean", "remove dist/", clean},
		{"serve", "start the local stack with dist/ as it is", serveStack},
		{"sandbox", "start the sandbox alone: --addr, --db, --fault, --tls; --help tells all", func(ctx context.Context, t *tool, args []string) error {
			return sandbox.Run(ctx, args, t.out, t.err)
		}},
		{"turnstile", "start a stand-in for Cloudflare Turnstile: --addr, --tls; an edge with it as HTTPS_PROXY asks it", func(ctx context.Context, t *tool, args []string) error {
			return turnstile.Run(ctx, args, sandbox.CertificateFor, t.out, t.err)
		}},
		{"filter", "show what a filter query becomes: --backend, --explain, --match", func(_ context.Context, t *tool, args []string) error {
			return filter.Run(args, t.out, t.err)
		}},
		{"edge", "start the edge alone: --addr, --upstream, --key", runEdge},
		{"site", "add, change, check or remove sites with a name: list, add, set, check, remove; --help", func(ctx context.Context, t *tool, args []string) error {
			return site.Run(ctx, args, t.out, t.err)
		}},
		{"e2e", "run the end-to-end tests on dist/ as it is: chromium, firefox or both; names of files", runEndToEnd},
		{"xss", "attack content in browsers: --mutations, --seed, chromium, firefox or both", runAttacks},
		{"bench", "measure beside references, one table: content, decode, filter, guest, list, panel, worker or all", runBench},
		{"content", "convert content, in any folder: an operation and a file, or JSON lines; --losses, --help", convertContent},
		{"fuzz", "run every fuzz target for a minute each: --time, --only", runFuzz},
		{"bundle", "build dist/ with the compiler at hand, or in seconds with --go", bundleAtHand},
		{"package", "build dist/package, the widget's npm package", buildPackage},
		{"stores", "build dist/stores, the extension for Chrome, Edge and Firefox: --compare a package, --pictures", buildStores},
		{"worker", "build dist/worker, the edge for Cloudflare; --go builds all of it in Go", buildWorker},
		{"deploy", "bring the edge to Cloudflare: --plan shows the way, --upstream, --origins, --files, --operator, --queue", deployEdge},
		{"types", "write wasm/core.gen.ts from the Go types", writeTypes},
		{"help", "show this list", help},
	}
}

// anywhere are the commands that need no repository around them.
var anywhere = []string{"content", "help"}

// tool is what every command works with.
type tool struct {
	root     string
	out, err io.Writer
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	// What is compiled does not depend on the folder it is compiled in: Go takes what it compiled in another one.
	os.Setenv("GOFLAGS", strings.TrimSpace(os.Getenv("GOFLAGS")+" -trimpath"))
	t := &tool{out: os.Stdout, err: os.Stderr}
	if err := t.dispatch(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "build:", err)
		stop()
		os.Exit(1)
	}
}

func (t *tool) dispatch(ctx context.Context, args []string) error {
	if len(args) == 0 {
		return help(ctx, t, nil)
	}
	root, err := findRoot()
	t.root = root
	for _, c := range commands() {
		if c.name != args[0] {
			continue
		}
		if err != nil && !slices.Contains(anywhere, c.name) {
			return err
		}
		return c.run(ctx, t, args[1:])
	}
	return fmt.Errorf("there is no command %q; go run ./build help lists them", args[0])
}

var errOutside = errors.New("run this inside the repository: no go.mod here or above")

// findRoot returns the folder of go.mod, from here upwards.
func findRoot() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", errOutside
		}
		dir = parent
	}
}

func help(_ context.Context, t *tool, _ []string) error {
	fmt.Fprintln(t.out, "go run ./build COMMAND")
	for _, c := range commands() {
		fmt.Fprintf(t.out, "  %-8s %s\n", c.name, c.summary)
	}
	return nil
}
