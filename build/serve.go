package main

import (
	"context"
	"errors"

	"deskside/build/dev"
	"deskside/build/stack"
	"deskside/build/toolchain"
)

// runStack is what a newcomer starts first: it builds what is missing and serves.
func runStack(ctx context.Context, t *tool, args []string) error {
	if err := bundleAtHand(ctx, t, nil); err != nil {
		return err
	}
	return serveStack(ctx, t, args)
}

// serveStack starts the local stack with dist/ as it is.
func serveStack(ctx context.Context, t *tool, args []string) error {
	return stack.Run(ctx, t.root, args, t.out, t.err)
}

// develop runs one face and builds it again whenever it is saved.
func develop(ctx context.Context, t *tool, args []string) error {
	if len(args) != 1 || !dev.Has(args[0]) {
		return errors.New("say which face to run: go run ./build dev panel, or go run ./build dev widget")
	}
	if err := toolchain.EnsureNPM(ctx, t.root, t.out); err != nil {
		return err
	}
	compiler, err := compilerAtHand(ctx, t)
	if err != nil {
		return err
	}
	return dev.Run(ctx, t.root, args[0], compiler, t.out)
}

func runEdge(ctx context.Context, t *tool, args []string) error {
	return stack.EdgeCommand(ctx, t.root, args, t.out, t.err)
}
