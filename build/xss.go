package main

import (
	"context"
	"flag"
	"fmt"
	"io"

	"deskside/build/check"
	"deskside/build/xss"
)

// attack tries content in one browser on a size that every test run can afford.
func (r *testRun) attack(browser string) func(context.Context, io.Writer) (check.Tally, error) {
	return func(ctx context.Context, out io.Writer) (check.Tally, error) {
		return r.attackWith(ctx, browser, xss.Quick, out)
	}
}

func (r *testRun) attackWith(ctx context.Context, browser string, size xss.Size, out io.Writer) (check.Tally, error) {
	path := r.chromium
	if browser == "firefox" {
		path = r.firefox
	}
	return xss.Run(ctx, r.root, browser, path, size, out)
}

// runAttacks tries content in browsers with the whole corpus, every combination and a bred stock.
func runAttacks(ctx context.Context, t *tool, args []string) error {
	size := xss.Size{Every: 1, Places: 2, Mutations: 10_000, Seed: 3}
	flags := flag.NewFlagSet("xss", flag.ContinueOnError)
	flags.SetOutput(t.err)
	flags.IntVar(&size.Mutations, "mutations", size.Mutations, "texts bred from the corpus")
	flags.Uint64Var(&size.Seed, "seed", size.Seed, "which texts are bred")
	if err := flags.Parse(args); err != nil {
		return err
	}
	browsers := flags.Args()
	if len(browsers) == 0 {
		browsers = []string{"chromium", "firefox"}
	}
	r := &testRun{tool: t}
	var stages []check.Stage
	for _, browser := range browsers {
		if browser != "chromium" && browser != "firefox" {
			return fmt.Errorf("there is no browser %q: chromium or firefox", browser)
		}
		stages = append(stages, check.Stage{Name: "attacks on content in " + browser, Run: func(ctx context.Context, out io.Writer) (check.Tally, error) {
			return r.attackWith(ctx, browser, size, out)
		}})
	}
	return check.Plan{Setup: []check.Stage{{Name: "set up: Chromium and Firefox", Run: r.browsers}}, Stages: stages}.Run(ctx, t.out)
}
