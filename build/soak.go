package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"sync"
	"time"

	"deskside/build/check"
	"deskside/build/e2e"
	"deskside/build/words"
	"deskside/build/xss"
)

// runSoak takes everything with everything, for hours where that is asked for. Each of its stages has a small form in
// make test: the same tests with fewer rounds, seconds, schemes or combinations.
func runSoak(ctx context.Context, t *tool, args []string) error {
	flags := flag.NewFlagSet("soak", flag.ContinueOnError)
	flags.SetOutput(t.err)
	each := flags.Duration("fuzz", time.Minute, "how long each fuzz target runs")
	rounds := flags.Int("rounds", 3, "how often Go's tests run, each time in another order")
	only := flags.String("only", "", "run only stages whose name matches this `expression`")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *each < time.Second || *rounds < 1 {
		return errors.New("--fuzz is a second at least, --rounds one")
	}
	wanted, err := regexp.Compile(*only)
	if err != nil {
		return fmt.Errorf("--only: %w", err)
	}
	r := &testRun{tool: t, pictures: true}
	setup, stages := r.stages()
	languages, err := words.Languages(t.root)
	if err != nil {
		return err
	}
	stages = slices.DeleteFunc(append(stages, r.long(stages, *each, *rounds, words.Complete(languages))...), func(s check.Stage) bool { return !wanted.MatchString(s.Name) })
	if len(stages) == 0 {
		return fmt.Errorf("no stage matches %q", *only)
	}
	isIn := func(name string) bool {
		return slices.ContainsFunc(stages, func(s check.Stage) bool { return s.Name == name })
	}
	for i, s := range stages {
		// Nothing waits for a stage that was left out; what failed before may not keep the rest from being tried.
		stages[i].After, stages[i].Behind = nil, slices.DeleteFunc(slices.Concat(s.After, s.Behind), func(name string) bool { return !isIn(name) })
	}
	begun := time.Now()
	results, failed := check.Plan{Setup: setup, Stages: stages, Wide: 2}.Results(ctx, t.out)
	path := filepath.Join(t.root, "dist", "soak.json")
	if err := keep(path, soaked{
		Begun: begun.UTC().Format(time.RFC3339), Machine: fmt.Sprintf("%s/%s, %d processors", runtime.GOOS, runtime.GOARCH, runtime.NumCPU()),
		Go: runtime.Version(), Stages: results,
	}); err != nil {
		return errors.Join(failed, err)
	}
	for _, e := range results {
		fmt.Fprintf(t.out, "%8.1f s %6d passed %4d failed %4d skipped  %s\n", e.Seconds, e.Passed, e.Failed, e.Skipped, e.Stage)
	}
	fmt.Fprintln(t.out, "written to dist/soak.json")
	return failed
}

// soaked is what dist/soak.json has.
type soaked struct {
	Begun   string         `json:"begun"`
	Machine string         `json:"machine"`
	Go      string         `json:"go"`
	Stages  []check.Result `json:"stages"`
}

func keep(path string, of soaked) error {
	text, err := json.MarshalIndent(of, "", "  ")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, append(text, '\n'), 0o644)
}

// everything has end-to-end tests take all of what make test takes a part of.
const everything = "SOAK=all"

// long are the stages that only a soak has, beside those of make test. Both faces speak the languages.
func (r *testRun) long(short []check.Stage, each time.Duration, rounds int, languages []words.Language) []check.Stage {
	type run = func(context.Context, io.Writer) (check.Tally, error)
	stages := []check.Stage{
		{Name: "Go tests again and again, in any order", Run: func(ctx context.Context, out io.Writer) (check.Tally, error) {
			return check.GoTest(ctx, r.root, out, "-shuffle=on", fmt.Sprintf("-count=%d", rounds), "./...")
		}},
		{Name: "Go tests with the race detector", Run: func(ctx context.Context, out io.Writer) (check.Tally, error) {
			return check.GoTest(ctx, r.root, out, "-race", "-short", "./...")
		}},
		{Name: "content of up to a megabyte", Run: func(ctx context.Context, out io.Writer) (check.Tally, error) {
			return check.GoTest(ctx, r.root, out, "-timeout=2h", "-run=NoOperation|WorkGrows|RandomSources", "./shared/content", "-args", "-all-sizes")
		}},
		{Name: "thousands of creations in a storm", Run: func(ctx context.Context, out io.Writer) (check.Tally, error) {
			return check.GoTest(ctx, r.root, out, "-timeout=1h", "-run=Creation", "./build/faults", "-args", "-creations=5000")
		}},
		{Name: "an edge that ends at every statement, in every way", Run: func(ctx context.Context, out io.Writer) (check.Tally, error) {
			return check.GoTest(ctx, r.root, out, "-timeout=1h", "-run=AnyStatement|PassingError", "./shared/edge", "-args", "-every-statement")
		}},
		{Name: "a mixed day of 50,000 requests", Run: func(ctx context.Context, out io.Writer) (check.Tally, error) {
			return check.GoTest(ctx, r.root, out, "-timeout=2h", "-run=MixedDay", "./build/stack", "-args", "-requests=50000")
		}},
		{Name: "every fuzz target, from what earlier runs found", Run: func(ctx context.Context, out io.Writer) (check.Tally, error) {
			targets, err := check.FuzzTargets(r.root, "shared", "build")
			if err != nil {
				return check.Tally{}, err
			}
			return check.Fuzz(ctx, r.root, out, each, "", targets)
		}},
	}
	stages = append(stages, check.Stage{Name: "both compilers' cores, and each with poison", Behind: []string{built}, Run: r.cores(all)})
	anyTest := func(string) bool { return true }
	stages = append(stages, check.Stage{Name: "the Worker in workerd, ended after each of its steps", Behind: []string{built}, Run: r.worker(anyTest, everything)})
	files := e2e.Tests(r.root)
	for _, name := range files {
		for _, browser := range browsers {
			if name != everyView && !slices.ContainsFunc(short, func(s check.Stage) bool { return s.Name == endToEndIn(browser, name) }) {
				stages = append(stages, r.endToEndStage(browser, name, everything))
			}
		}
	}
	for _, browser := range browsers {
		var attacks run = func(ctx context.Context, out io.Writer) (check.Tally, error) {
			return r.attackWith(ctx, browser, xss.Size{Every: 1, Places: 2, Mutations: 10_000, Seed: uint64(time.Now().UnixNano())}, out)
		}
		stages = append(stages,
			check.Stage{Name: "every attack in " + browser + ", with new mutations", Behind: []string{built}, Run: attacks},
			check.Stage{Name: "end to end in " + browser + ", dark", Behind: []string{built}, Quiet: true, Run: r.endToEnd(browser, files, everything, "SCHEME=dark")},
			check.Stage{Name: "end to end in " + browser + ", on a busy machine", Behind: []string{built}, Run: busy(r.endToEnd(browser, files, everything))})
		for _, scheme := range []string{"light", "dark"} {
			for _, language := range languages {
				stages = append(stages, check.Stage{
					Name:   "every view in " + browser + ", " + scheme + ", " + language.Tag + ", in every width and direction",
					Behind: []string{built}, Quiet: true,
					Run: r.endToEnd(browser, []string{everyView}, everything, "SCHEME="+scheme, "SPEAKS="+language.Tag),
				})
			}
		}
	}
	return stages
}

// busy runs a stage while every processor has something else to do, so that what depends on who is first shows.
func busy(stage func(context.Context, io.Writer) (check.Tally, error)) func(context.Context, io.Writer) (check.Tally, error) {
	return func(ctx context.Context, out io.Writer) (check.Tally, error) {
		work, stop := context.WithCancel(ctx)
		var wait sync.WaitGroup
		defer wait.Wait()
		defer stop()
		for range runtime.NumCPU() {
			wait.Go(func() {
				for work.Err() == nil {
				}
			})
		}
		return stage(ctx, out)
	}
}
