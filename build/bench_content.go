package main

import (
	"context"
	"path/filepath"

	"deskside/build/bench/content"
	"deskside/build/bundle"
	"deskside/build/toolchain"
)

// benchContent measures content beside its peers, in the core of writing.
func benchContent(ctx context.Context, t *tool, compiler *toolchain.Compiler) error {
	chromium, firefox, err := toolchain.EnsureBrowsers(ctx, t.out)
	if err != nil {
		return err
	}
	core := filepath.Join(t.root, "dist", "core", "compose.wasm")
	if err := bundle.BuildCore(ctx, t.root, compiler, "compose", core, t.out); err != nil {
		return err
	}
	browsers := map[string]string{"chromium": chromium, "firefox": firefox}
	return content.Run(ctx, t.root, core, browsers, filepath.Join(t.root, "dist", "bench.json"), t.out)
}
