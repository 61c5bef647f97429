package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"time"

	"deskside/build/check"
)

// runFuzz runs every fuzz target of the tree, or those that are named, for a
// while each.
func runFuzz(ctx context.Context, t *tool, args []string) error {
	flags := flag.NewFlagSet("fuzz", flag.ContinueOnError)
	flags.SetOutput(t.err)
	each := flags.Duration("time", time.Minute, "how long each target runs")
	only := flags.String("only", "", "run only targets whose name or folder matches this `expression`")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *each < time.Second {
		return errors.New("--time is a second at least, such as 10s or 5m")
	}
	wanted, err := regexp.Compile(*only)
	if err != nil {
		return fmt.Errorf("--only: %w", err)
	}
	targets, err := check.FuzzTargets(t.root, "shared", "build")
	if err != nil {
		return err
	}
	targets = slices.DeleteFunc(targets, func(f check.FuzzTarget) bool { return !wanted.MatchString(f.Package + " " + f.Name) })
	if len(targets) == 0 {
		return fmt.Errorf("no fuzz target matches %q", *only)
	}
	fmt.Fprintf(t.out, "%d fuzz targets, %s each: about %s\n", len(targets), *each, (*each * time.Duration(len(targets))).Round(time.Second))
	tally, err := check.Fuzz(ctx, t.root, t.out, *each, "", targets)
	fmt.Fprintf(t.out, "%d passed, %d failed\n", tally.Passed, tally.Failed)
	return err
}

// fuzzed are the packages whose fuzz targets run in make test: the parsers of
// what strangers write. All of them run their seeds there anyway.
var fuzzed = []string{"./shared/content", "./shared/content/convert", "./shared/filter"}

// fuzzShortly lets them run for a moment, from the seeds alone: with what
// earlier runs found, the moment would be over before anything new is tried.
func (r *testRun) fuzzShortly(ctx context.Context, out io.Writer) (check.Tally, error) {
	targets, err := check.FuzzTargets(r.root, "shared")
	if err != nil {
		return check.Tally{}, err
	}
	targets = slices.DeleteFunc(targets, func(f check.FuzzTarget) bool { return !slices.Contains(fuzzed, f.Package) })
	cache, err := os.MkdirTemp("", "deskside-fuzz-*")
	if err != nil {
		return check.Tally{}, err
	}
	defer os.RemoveAll(cache)
	return check.Fuzz(ctx, r.root, out, time.Second, cache, targets)
}
