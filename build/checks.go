package main

import (
	"context"
	"io"
	"path/filepath"

	"deskside/build/check"
	"deskside/build/lint"
	"deskside/build/toolchain"
)

// lintAll checks what needs no test.
func lintAll(ctx context.Context, t *tool, _ []string) error {
	r := &testRun{tool: t}
	return check.Plan{
		Setup:  []check.Stage{{Name: "set up: Go modules and npm packages", Run: r.packages}},
		Stages: lint.Stages(t.root),
		Wide:   2,
	}.Run(ctx, t.out)
}

// runCheck is what one runs while working: all that needs neither a browser nor WebAssembly.
func runCheck(ctx context.Context, t *tool, _ []string) error {
	r := &testRun{tool: t}
	stages := append(lint.Stages(t.root),
		check.Stage{Name: "Go tests", After: []string{lint.First}, Run: func(ctx context.Context, out io.Writer) (check.Tally, error) {
			return check.GoTestShortly(ctx, t.root, out)
		}},
		check.Stage{Name: "TypeScript tests", Run: r.scriptsAtOnce},
	)
	return check.Plan{
		Setup:  []check.Stage{{Name: "set up: Go modules and npm packages", Run: r.packages}},
		Stages: stages,
		Wide:   2,
	}.Run(ctx, t.out)
}

// scriptsAtOnce runs files in one process, where starting one for each would be most of the time.
func (r *testRun) scriptsAtOnce(ctx context.Context, out io.Writer) (check.Tally, error) {
	files, err := r.bundledScripts()
	if err != nil {
		return check.Tally{}, err
	}
	files, err = check.Gathered(filepath.Join(r.root, "dist", "test", "all.mjs"), files)
	if err != nil {
		return check.Tally{}, err
	}
	return check.NodeTest(ctx, r.root, out, nil, files...)
}

// packages fetches what the lock files name.
func (r *testRun) packages(ctx context.Context, out io.Writer) (check.Tally, error) {
	if err := toolchain.EnsureGoModules(ctx, r.root, out); err != nil {
		return check.Tally{}, err
	}
	return check.Tally{}, toolchain.EnsureNPM(ctx, r.root, out)
}
