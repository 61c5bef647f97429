package main

import "context"

// runBench measures what the project promises to be fast at, natively and in
// the core that dist/ has.
func runBench(ctx context.Context, t *tool, _ []string) error {
	if err := t.run(ctx, t.out, nil, "go", "test", "-run", "^$", "-bench", ".", "./shared/..."); err != nil {
		return err
	}
	return t.run(ctx, t.out, nil, "node", "build/bench/core.mjs")
}
