// Package pack builds the widget's npm package: the same sources as the script
// of an edge, as modules with their types. It publishes nothing.
package pack

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/evanw/esbuild/pkg/api"

	"deskside/build/bundle"
	"deskside/build/check"
)

// modules are what a site imports, and what those import on intent.
var modules = []string{"index", "host", "words", "react"}

// typed are the modules whose types a site reads.
var typed = []string{"index", "react"}

// Pack builds the package in the folder to, which it empties: modules, their types, and the repository's version.
func Pack(ctx context.Context, root, to string, out io.Writer) error {
	from := filepath.Join(root, "widget", "package")
	if err := errors.Join(os.RemoveAll(to), os.MkdirAll(to, 0o755)); err != nil {
		return err
	}
	for _, name := range modules {
		options := bundle.Options(root)
		options.EntryPoints = []string{filepath.Join(from, name+".ts")}
		options.Outfile = filepath.Join(to, name+".js")
		options.Format = api.FormatESModule
		// What a site has itself, and what another module is, stays apart.
		options.External = []string{"react", "./host.js", "./words.js", "./index.js"}
		if result := api.Build(options); len(result.Errors) > 0 {
			return fmt.Errorf("bundling %s: %s", name, result.Errors[0].Text)
		}
	}
	if err := writeTypes(ctx, root, to, out); err != nil {
		return err
	}
	for _, file := range []string{filepath.Join(from, "README.md"), filepath.Join(root, "LICENSE")} {
		if err := bundle.CopyFile(file, filepath.Join(to, filepath.Base(file))); err != nil {
			return err
		}
	}
	return writeManifest(filepath.Join(root, "package.json"), filepath.Join(from, "package.json"), filepath.Join(to, "package.json"))
}

// writeTypes has the compiler write what a site sees of the modules.
func writeTypes(ctx context.Context, root, to string, out io.Writer) error {
	scratch, err := os.MkdirTemp("", "deskside-types-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(scratch)
	args := []string{
		"--ignoreConfig", "--declaration", "--emitDeclarationOnly", "--outDir", scratch, "--rootDir", ".", "--target", "ES2022", "--module", "ESNext",
		"--moduleResolution", "bundler", "--lib", "ES2024,DOM,DOM.Iterable", "--strict", "--exactOptionalPropertyTypes", "--skipLibCheck", "--types", "",
	}
	for _, name := range typed {
		args = append(args, "widget/package/"+name+".ts")
	}
	if err := check.Program(ctx, root, out, nil, filepath.Join(root, "node_modules", ".bin", "tsc"), args...); err != nil {
		return fmt.Errorf("write types: %w", err)
	}
	for _, name := range typed {
		file := name + ".d.ts"
		if err := bundle.CopyFile(filepath.Join(scratch, "widget", "package", file), filepath.Join(to, file)); err != nil {
			return err
		}
	}
	return nil
}

// writeManifest is the package's own package.json with version and license of the repository's.
func writeManifest(repository, template, to string) error {
	var whole struct {
		Version string `json:"version"`
		License string `json:"license"`
	}
	var manifest map[string]any
	for path, into := range map[string]any{repository: &whole, template: &manifest} {
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if err := json.Unmarshal(b, into); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	manifest["version"], manifest["license"] = whole.Version, whole.License
	b, err := json.MarshalIndent(manifest, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(to, append(b, '\n'), 0o644)
}
