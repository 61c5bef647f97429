package main

import (
	"context"

	"deskside/build/stack"
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

func runEdge(ctx context.Context, t *tool, args []string) error {
	return stack.EdgeCommand(ctx, t.root, args, t.out, t.err)
}
