package stack

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"deskside/build/bundle"
	"deskside/build/toolchain"
)

// BuildWorker builds the edge for Cloudflare into out: worker.mjs and what it
// imports, of which the core is that of dist/. Beside out, in the folder of its
// name with "-assets" at the end, it puts the widget's files that dist/ has, for
// the platform to serve.
func BuildWorker(_ context.Context, root, out string) error {
	if err := emptied(out); err != nil {
		return err
	}
	dist := filepath.Join(root, "dist")
	if err := bundle.Worker(root, out); err != nil {
		return err
	}
	if err := bundle.CopyFile(filepath.Join(dist, "core", "edge.wasm"), filepath.Join(out, "edge.wasm")); err != nil {
		return err
	}
	return buildAssets(dist, out+"-assets")
}

// BuildGoWorker builds it as one program in Go, with net/http and all.
func BuildGoWorker(ctx context.Context, root, out string) error {
	if err := BuildOperator(ctx, root, out); err != nil {
		return err
	}
	return buildAssets(filepath.Join(root, "dist"), out+"-assets")
}

// BuildOperator builds that program alone: with a key of its own it is the console of
// whoever runs the edge, which needs none of the widget.
func BuildOperator(ctx context.Context, root, out string) error {
	compiler, err := toolchain.StandardGo(ctx, io.Discard)
	if err != nil {
		return err
	}
	if err := emptied(out); err != nil {
		return err
	}
	source := filepath.Join(root, "wasm", "worker", "go")
	if err := compiler.Build(ctx, source, filepath.Join(out, "worker.wasm")); err != nil {
		return err
	}
	for to, from := range map[string]string{
		"worker.mjs": filepath.Join(source, "worker.mjs"), "pool.mjs": filepath.Join(source, "pool.mjs"), "wasm_exec.js": compiler.Glue(),
	} {
		if err := bundle.CopyFile(from, filepath.Join(out, to)); err != nil {
			return err
		}
	}
	return nil
}

// emptied makes a folder with nothing in it.
func emptied(folder string) error {
	if err := os.RemoveAll(folder); err != nil {
		return fmt.Errorf("empty the folder of the Worker: %w", err)
	}
	return os.MkdirAll(folder, 0o755)
}

// assetHeaders is for the files that the platform serves by itself. It follows
// what package edge sends with them.
const assetHeaders = `/*
  X-Content-Type-Options: nosniff
  Referrer-Policy: no-referrer
  Cross-Origin-Resource-Policy: cross-origin
  Content-Security-Policy: default-src 'none'; frame-ancestors 'none'
  Cache-Control: no-cache
/widget/loader.js
  ! Cache-Control
  Cache-Control: public, max-age=300, stale-while-revalidate=86400
`

// buildAssets copies the widget out of dist into a folder of its own, so that
// nothing else of dist is ever published.
func buildAssets(dist, out string) error {
	if err := os.RemoveAll(out); err != nil {
		return fmt.Errorf("empty the folder of assets: %w", err)
	}
	for _, pattern := range [...]string{"widget/*.js", "widget/*.css", "widget/*.html", "core/customer.wasm"} {
		found, err := fs.Glob(os.DirFS(dist), pattern)
		if err != nil {
			return err
		}
		for _, name := range found {
			if err := bundle.CopyFile(filepath.Join(dist, name), filepath.Join(out, name)); err != nil {
				return err
			}
		}
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(out, "_headers"), []byte(assetHeaders), 0o644)
}
