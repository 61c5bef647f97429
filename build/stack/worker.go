package stack

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"deskside/build/bundle"
	"deskside/build/release"
	"deskside/build/toolchain"
)

// BuildWorker builds the edge for Cloudflare into out: worker.mjs and what it
// imports, of which the core is that of dist/. Beside out, in the folder of its
// name with "-assets" at the end, it puts what dist/assets has of the widget, for
// the platform to serve.
func BuildWorker(_ context.Context, root, out string) error {
	if err := emptied(out); err != nil {
		return err
	}
	dist := filepath.Join(root, "dist")
	if err := bundle.Worker(root, out); err != nil {
		return err
	}
	for _, core := range []string{"edge.wasm", "customer.wasm", "writing.wasm", "formatting.wasm"} {
		if err := bundle.CopyFile(filepath.Join(dist, "core", core), filepath.Join(out, core)); err != nil {
			return err
		}
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
		return fmt.Errorf("empty the folder: %w", err)
	}
	return os.MkdirAll(folder, 0o755)
}

// assetHeaders is for the files that the platform serves by itself. It follows
// what package edge sends with them.
const assetHeaders = `/*
  X-Content-Type-Options: nosniff
  Referrer-Policy: no-referrer
  Cross-Origin-Resource-Policy: cross-origin
  Access-Control-Allow-Origin: *
  Content-Security-Policy: default-src 'none'; frame-ancestors 'none'
  Cache-Control: no-cache
/widget/loader.js
  ! Cache-Control
  Cache-Control: public, max-age=300
/widget/r/*
  ! Cache-Control
  Cache-Control: public, max-age=31536000, immutable
`

// buildAssets copies the widget as it is published, if it was laid out, into a
// folder of its own. The platform compresses by itself.
func buildAssets(dist, out string) error {
	if err := emptied(out); err != nil {
		return err
	}
	if err := release.Copy(filepath.Join(dist, "assets"), out); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return os.WriteFile(filepath.Join(out, "_headers"), []byte(assetHeaders), 0o644)
}
