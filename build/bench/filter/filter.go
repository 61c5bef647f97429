// Package filter measures the ticket filter in WebAssembly. The same is measured
// natively, with its allocations, by go test -bench in this folder.
package filter

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"

	"deskside/build/bench/row"
	"deskside/build/script"
)

// Compiler compiles a Go package to WebAssembly.
type Compiler interface {
	Build(ctx context.Context, pkg, output string, tags ...string) error
	String() string
}

// peer is what the filter stands beside: the same query over objects whose texts were folded before.
const peer = "JavaScript over objects"

// Run compiles the filter as the core is compiled and measures it in Node. root is
// the repository, which must be the working folder.
func Run(ctx context.Context, root string, compiler Compiler) ([]row.Row, error) {
	folder, err := os.MkdirTemp("", "deskside-filter-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	module, file := filepath.Join(folder, "filter.wasm"), filepath.Join(folder, "measure.mjs")
	if err := compiler.Build(ctx, "./build/bench/filter/module", module); err != nil {
		return nil, err
	}
	program, err := script.Bundle(root, "build/bench/filter/measure.ts")
	if err != nil {
		return nil, err
	}
	if err := os.WriteFile(file, program, 0o600); err != nil {
		return nil, err
	}
	measured, err := row.Measured[row.Figures](exec.CommandContext(ctx, "node", "--max-old-space-size=4096", file, module))
	if err != nil {
		return nil, err
	}
	var rows []row.Row
	for _, f := range measured {
		rows = append(rows, row.Compare("Node", f.What, f.Samples["Deskside"], peer, f.Samples[peer], true, 4))
	}
	return rows, nil
}
