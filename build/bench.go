package main

import (
	"context"

	"deskside/build/bench/decode"
	"deskside/build/bench/filter"
	"deskside/build/toolchain"
)

// runBench measures what the project promises to be fast at, natively and in
// the core that dist/ has; with the argument content or filter, only that.
func runBench(ctx context.Context, t *tool, args []string) error {
	if len(args) == 1 && args[0] == "filter" {
		return benchFilter(ctx, t)
	}
	if len(args) == 1 && args[0] == "content" {
		compiler, err := toolchain.TinyGo(ctx, t.out)
		if err != nil {
			return err
		}
		return benchContent(ctx, t, compiler)
	}
	if err := t.run(ctx, t.out, nil, "go", "test", "-run", "^$", "-bench", ".", "./shared/...", "./build/bench/decode", "./build/bench/filter"); err != nil {
		return err
	}
	compiler, err := toolchain.TinyGo(ctx, t.out)
	if err != nil {
		return err
	}
	if err := decode.Run(ctx, t.root, compiler, t.out); err != nil {
		return err
	}
	if err := filter.Run(ctx, t.root, compiler, t.out); err != nil {
		return err
	}
	if err := t.run(ctx, t.out, nil, "node", "build/bench/core.mjs"); err != nil {
		return err
	}
	return benchContent(ctx, t, compiler)
}

// benchFilter measures the filter natively and in WebAssembly.
func benchFilter(ctx context.Context, t *tool) error {
	if err := t.run(ctx, t.out, nil, "go", "test", "-run", "^$", "-bench", ".", "./shared/filter/...", "./build/bench/filter"); err != nil {
		return err
	}
	compiler, err := toolchain.TinyGo(ctx, t.out)
	if err != nil {
		return err
	}
	return filter.Run(ctx, t.root, compiler, t.out)
}
