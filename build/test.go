package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"deskside/build/bundle"
	"deskside/build/check"
	"deskside/build/deploy"
	"deskside/build/e2e"
	"deskside/build/house"
	"deskside/build/lint"
	"deskside/build/size"
	"deskside/build/stack"
	"deskside/build/toolchain"
)

// testRun is what the stages of one run hand on to each other.
type testRun struct {
	*tool
	compiler          *toolchain.Compiler
	chromium, firefox string
	// pictures is whether end-to-end tests take them, for somebody to look at.
	pictures bool
	workers  workers
}

// runTests runs everything once. The cheapest stages come first, and three run side by
// side, since each waits for a third of its time: for pages, disks and other programs.
func runTests(ctx context.Context, t *tool, _ []string) error {
	setup, stages := (&testRun{tool: t}).stages()
	return check.Plan{Setup: setup, Stages: stages, Wide: 3}.Run(ctx, t.out)
}

// stages are every job once.
func (r *testRun) stages() (setup, stages []check.Stage) {
	setup = []check.Stage{
		{Name: "set up: Go modules and npm packages", Run: r.packages},
		{Name: "set up: Chromium and Firefox", Run: r.browsers},
		{Name: "set up: TinyGo", Run: r.tinyGo},
	}
	stages = append(lint.Stages(r.root), []check.Stage{
		// Compiling takes one processor for long and nothing that another stage makes.
		{Name: shipped, Run: r.shipped},
		{Name: goTests, After: []string{lint.First}, Run: func(ctx context.Context, out io.Writer) (check.Tally, error) {
			// Another stage vets.
			return check.GoTest(ctx, r.root, out, "-vet=off", "./...")
		}},
		{Name: "TypeScript tests", Run: r.scripts},
		{Name: compiled, Run: r.compiled(some)},
		// One of Go's tests looks into dist/.
		{Name: built, Behind: []string{shipped, goTests}, Run: r.dist},
		{Name: "wrangler takes the Workers", Behind: []string{built}, Run: r.dryRun},
		{Name: inNode, Behind: []string{built, compiled}, Run: r.cores(some)},
		{Name: "content and filters, fuzzed for a moment", Behind: []string{goTests}, Run: r.fuzzShortly},
		{Name: "the content command with its core", Behind: []string{inNode}, Run: r.content},
		{Name: "Firefox's extension linter", Behind: []string{built}, Run: r.extensionLint},
		{Name: "attacks on content in Chromium", Behind: []string{built}, Run: r.attack("chromium")},
		{Name: "attacks on content in Firefox", Behind: []string{built}, Run: r.attack("firefox")},
	}...)
	// They wait for their queues and clocks as browsers do, and longest of all.
	stages = append(stages,
		check.Stage{Name: "the Worker at work, in workerd", Behind: []string{built}, Quiet: true, Again: true, Run: r.worker(atWork)},
		check.Stage{Name: "the Worker in workerd", Behind: []string{built}, Quiet: true, Again: true, Run: r.worker(notAtWork)})
	for _, name := range inChromium {
		stages = append(stages, r.endToEndStage("chromium", name))
	}
	for _, browser := range []string{"firefox", "chromium"} {
		for _, name := range jobs {
			stages = append(stages, r.endToEndStage(browser, name))
		}
	}
	return setup, stages
}

// endToEndStage is a file of end-to-end tests in a browser. They wait for what
// they see, and not for ever: what else works may not take their time.
func (r *testRun) endToEndStage(browser, name string, settings ...string) check.Stage {
	return check.Stage{Name: endToEndIn(browser, name), Behind: []string{built}, Quiet: true, Again: true, Run: r.endToEnd(browser, []string{name}, settings...)}
}

func endToEndIn(browser, name string) string { return "end to end in " + browser + ": " + name }

// What make test takes of the end-to-end tests: the files with what people do all
// day in both browsers, some more in one. A browser's file takes most of a minute
// of a processor; all of them in both browsers take half an hour, in make soak.
// The longest come first, so that the last end together.
var (
	inChromium = []string{"rich", "guest", "acts", "languages", "tongues", "killed", "files", "sites", "mine", "remarks", "denied"}
	jobs       = []string{"widget", "sidebar", "jobs"}
)

var browsers = []string{"chromium", "firefox"}

// everyView is the file that takes a picture of each view in whatever way it is told.
const everyView = "looks"

const (
	goTests  = "Go tests"
	built    = "dist/ is built and within its budgets"
	shipped  = "the cores that ship are compiled"
	compiled = "the cores that only tests take are compiled"
	inNode   = "the cores in Node and workerd"
)

func (r *testRun) browsers(ctx context.Context, out io.Writer) (_ check.Tally, err error) {
	r.chromium, r.firefox, err = toolchain.EnsureBrowsers(ctx, out)
	return check.Tally{}, err
}

func (r *testRun) tinyGo(ctx context.Context, out io.Writer) (_ check.Tally, err error) {
	r.compiler, err = toolchain.TinyGo(ctx, out)
	return check.Tally{}, err
}

func (r *testRun) dist(ctx context.Context, out io.Writer) (check.Tally, error) {
	if err := buildDist(ctx, r.root, r.compiler, out); err != nil {
		return check.Tally{}, err
	}
	if err := loaded(filepath.Join(r.root, "dist", "extension")); err != nil {
		return check.Tally{}, err
	}
	return check.Tally{}, size.Run(ctx, filepath.Join(r.root, "dist"), out)
}

// loaded fails for files of the extensions that nothing loads.
func loaded(extensions string) error {
	for _, browser := range bundle.Browsers {
		broken, err := house.Unloaded(os.DirFS(filepath.Join(extensions, browser)))
		if err != nil {
			return err
		}
		if len(broken) > 0 {
			return fmt.Errorf("the extension for %s: %s", browser, strings.Join(broken, "; "))
		}
	}
	return nil
}

// shipped compiles what the stage of dist/ then only has to place.
func (r *testRun) shipped(ctx context.Context, out io.Writer) (check.Tally, error) {
	return check.Tally{}, bundle.BuildCores(ctx, r.root, r.compiler, out)
}

// coresFolder is where the tests find cores: those of each compiler, and those with poison.
func (r *testRun) coresFolder() string { return filepath.Join(r.root, "dist", "test", "cores") }

// forTests says which cores are compiled for tests alone.
type forTests struct {
	// poisoned are the variants whose memory is poisoned.
	poisoned []string
	// standard is whether standard Go compiles each variant, too.
	standard bool
}

// Of what make test compiles for tests alone, no core is poisoned and none is of
// standard Go: TinyGo's are what ships, and the rest takes minutes of a processor.
// That poison finds who keeps a pointer is tried with a small module that does.
var (
	some = forTests{}
	all  = forTests{poisoned: bundle.Variants(), standard: true}
)

// compiled compiles the cores that are there for tests, and the one that waits for its face.
func (r *testRun) compiled(wanted forTests) func(context.Context, io.Writer) (check.Tally, error) {
	return func(ctx context.Context, out io.Writer) (check.Tally, error) {
		for _, variant := range wanted.poisoned {
			output := filepath.Join(r.coresFolder(), "poisoned", variant+".wasm")
			if err := bundle.BuildCore(ctx, r.root, r.compiler, variant, output, out, toolchain.PoisonTag); err != nil {
				return check.Tally{}, err
			}
		}
		for _, variant := range bundle.Variants() {
			if slices.Contains(bundle.Shipped(), variant) {
				continue
			}
			if err := bundle.BuildCore(ctx, r.root, r.compiler, variant, filepath.Join(r.root, "dist", "core", variant+".wasm"), out); err != nil {
				return check.Tally{}, err
			}
		}
		if !wanted.standard {
			return check.Tally{}, nil
		}
		standard, err := toolchain.StandardGo(ctx, out)
		if err != nil {
			return check.Tally{}, err
		}
		for _, variant := range bundle.Variants() {
			if err := bundle.BuildCore(ctx, r.root, standard, variant, filepath.Join(r.coresFolder(), "go", variant+".wasm"), out); err != nil {
				return check.Tally{}, err
			}
		}
		return check.Tally{}, nil
	}
}

// cores runs the same tests on the cores of each compiler.
func (r *testRun) cores(wanted forTests) func(context.Context, io.Writer) (check.Tally, error) {
	return func(ctx context.Context, out io.Writer) (check.Tally, error) {
		standard, err := toolchain.StandardGo(ctx, out)
		if err != nil {
			return check.Tally{}, err
		}
		// Both have nothing left to do unless this stage runs alone.
		for _, compile := range []func(context.Context, io.Writer) (check.Tally, error){r.shipped, r.compiled(wanted)} {
			if _, err := compile(ctx, out); err != nil {
				return check.Tally{}, err
			}
		}
		folder := r.coresFolder()
		if err := r.probes(ctx, folder); err != nil {
			return check.Tally{}, err
		}
		for _, variant := range bundle.Variants() {
			// What ships is tested, not a second build of it.
			if err := bundle.CopyFile(filepath.Join(r.root, "dist", "core", variant+".wasm"), filepath.Join(folder, "tinygo", variant+".wasm")); err != nil {
				return check.Tally{}, err
			}
		}
		host, err := check.BundleTests(r.root, "wasm/worker/content.host.ts")
		if err != nil {
			return check.Tally{}, err
		}
		files, err := check.BundleTests(r.root, "wasm/*.test.ts", "wasm/worker/*.test.ts")
		if err != nil {
			return check.Tally{}, err
		}
		compilers := "tinygo"
		if wanted.standard {
			compilers += " go"
		}
		env := []string{
			"CORES=" + folder, "COMPILERS=" + compilers, "POISONED=" + strings.Join(wanted.poisoned, " "),
			"WASM_EXEC=" + standard.Glue(), "ROOT=" + r.root, "HOST=" + host[0], "PROBES=" + filepath.Join(folder, "probes"),
		}
		return check.NodeTest(ctx, r.root, out, env, files...)
	}
}

// probes compiles a module that misbehaves, with and without poison.
func (r *testRun) probes(ctx context.Context, folder string) error {
	for name, tags := range map[string][]string{"plain": nil, "poisoned": {toolchain.PoisonTag}} {
		output := filepath.Join(folder, "probes", name+".wasm")
		if err := r.compiler.Build(ctx, "./wasm/arena/testdata/probe", output, tags...); err != nil {
			return err
		}
	}
	return nil
}

// content tests the content command once more, with its core beside the native one.
func (r *testRun) content(ctx context.Context, out io.Writer) (check.Tally, error) {
	return check.GoTest(ctx, r.root, out, "./build/content", "-args", "-core", filepath.Join(r.root, "dist", "core", "compose.wasm"))
}

// scripts runs each file in a process of its own, so that none passes for what another left behind.
func (r *testRun) scripts(ctx context.Context, out io.Writer) (check.Tally, error) {
	files, err := r.bundledScripts()
	if err != nil {
		return check.Tally{}, err
	}
	return check.NodeTest(ctx, r.root, out, nil, files...)
}

func (r *testRun) bundledScripts() ([]string, error) {
	tests, err := check.TestFiles(r.root, "widget", "extension", "shared/ui", "shared/outbox")
	if err != nil {
		return nil, err
	}
	return check.BundleTests(r.root, tests...)
}

// workers are the Worker that ships and the one that is all Go, which several stages take.
type workers struct {
	once        sync.Once
	ships, inGo string
	err         error
}

// builtWorkers builds both where no stage has done so before, and returns their folders.
func (r *testRun) builtWorkers(ctx context.Context) (ships, inGo string, err error) {
	w := &r.workers
	w.once.Do(func() {
		w.ships, w.inGo = filepath.Join(r.root, "dist", "worker"), filepath.Join(r.root, "dist", "test", "worker-go")
		w.err = errors.Join(stack.BuildWorker(ctx, r.root, w.ships), stack.BuildGoWorker(ctx, r.root, w.inGo))
	})
	return w.ships, w.inGo, w.err
}

func (r *testRun) dryRun(ctx context.Context, _ io.Writer) (check.Tally, error) {
	ships, inGo, err := r.builtWorkers(ctx)
	if err != nil {
		return check.Tally{}, err
	}
	return check.Tally{}, deploy.DryRun(ctx, r.root, ships, inGo, filepath.Join(r.root, "dist", "test", "deploy"))
}

// atWork are the tests with who asks, with what, and who runs it; the others are about the platform.
func atWork(test string) bool {
	name, _, _ := strings.Cut(filepath.Base(test), ".")
	return slices.Contains([]string{"form", "hostile", "identity", "operation", "sites", "turnstile"}, name)
}

func notAtWork(test string) bool { return !atWork(test) }

// worker runs those tests of the Workers that are chosen.
func (r *testRun) worker(chosen func(test string) bool, extra ...string) func(context.Context, io.Writer) (check.Tally, error) {
	return func(ctx context.Context, out io.Writer) (check.Tally, error) {
		// They start this very program as the edge and as the sandbox.
		tool, err := os.Executable()
		if err != nil {
			return check.Tally{}, err
		}
		tests, err := check.Glob(r.root, "wasm/worker/*.test.mjs", "wasm/worker/go/*.test.mjs")
		if err != nil {
			return check.Tally{}, err
		}
		ships, inGo, err := r.builtWorkers(ctx)
		if err != nil {
			return check.Tally{}, err
		}
		env, stop, err := e2e.Upstream(ctx)
		if err != nil {
			return check.Tally{}, err
		}
		defer stop()
		env = append(append(env, "WORKER="+ships, "GO_WORKER="+inGo, "TOOL="+tool), extra...)
		return check.NodeTest(ctx, r.root, out, env, slices.DeleteFunc(tests, func(test string) bool { return !chosen(test) })...)
	}
}

func (r *testRun) extensionLint(ctx context.Context, out io.Writer) (check.Tally, error) {
	return check.Tally{}, check.LintExtension(ctx, r.root, "dist/extension/firefox", out)
}

// endToEnd runs the end-to-end tests of those names in a browser, each a file.
func (r *testRun) endToEnd(browser string, names []string, extra ...string) func(context.Context, io.Writer) (check.Tally, error) {
	return func(ctx context.Context, out io.Writer) (check.Tally, error) {
		path := r.chromium
		if browser == "firefox" {
			path = r.firefox
		}
		settings := append(slices.Clone(extra), "BROWSER="+browser, "BROWSER_PATH="+path, "ROOT="+r.root)
		if r.pictures {
			shots := filepath.Join(r.root, "dist", "shots")
			if err := os.MkdirAll(shots, 0o755); err != nil {
				return check.Tally{}, err
			}
			settings = append(settings, "SHOTS="+shots)
		}
		env, stop, err := e2e.Stack(ctx, r.root, slices.Contains(names, "pseudo"), slices.Contains(names, "portal"), out)
		if err != nil {
			return check.Tally{}, fmt.Errorf("starting the local stack: %w", err)
		}
		defer stop()
		if slices.Contains(names, "guest") {
			apps, err := e2e.Apps(ctx, r.root, out)
			if err != nil {
				return check.Tally{}, fmt.Errorf("building apps with the npm package: %w", err)
			}
			settings = append(settings, "APPS="+apps)
		}
		var tests []string
		for _, name := range names {
			tests = append(tests, "build/e2e/"+name+".test.ts")
		}
		files, err := check.BundleTests(r.root, tests...)
		if err != nil {
			return check.Tally{}, err
		}
		return check.NodeTest(ctx, r.root, out, append(env, settings...), files...)
	}
}

// runEndToEnd runs the end-to-end tests alone, in the browsers and of the files named; all of each where none is.
func runEndToEnd(ctx context.Context, t *tool, args []string) error {
	var in, only []string
	tests := e2e.Tests(t.root)
	for _, arg := range args {
		switch {
		case slices.Contains(browsers, arg):
			in = append(in, arg)
		case slices.Contains(tests, arg):
			only = append(only, arg)
		default:
			return fmt.Errorf("%q is neither a browser (%s) nor a file of end-to-end tests (%s)", arg, strings.Join(browsers, ", "), strings.Join(tests, ", "))
		}
	}
	if len(in) == 0 {
		in = browsers
	}
	if len(only) == 0 {
		only = tests
	}
	r := &testRun{tool: t, pictures: true}
	var stages []check.Stage
	for _, browser := range in {
		stages = append(stages, check.Stage{Name: "end to end in " + browser, Run: r.endToEnd(browser, only)})
	}
	return check.Plan{Setup: []check.Stage{{Name: "set up: Chromium and Firefox", Run: r.browsers}}, Stages: stages}.Run(ctx, t.out)
}
