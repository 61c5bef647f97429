// Package filter measures the ticket filter in WebAssembly. The same is measured
// natively, with its allocations, by go test -bench in this folder.
package filter

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"

	"deskside/build/script"
)

// Compiler compiles a Go package to WebAssembly.
type Compiler interface {
	Build(ctx context.Context, pkg, output string, tags ...string) error
	String() string
}

// figures are what measure.ts says of one measurement, in milliseconds; CPU is
// the median of what the process itself took. Limit is 0 where none is promised.
type figures struct {
	Name                          string
	Rows, Found                   int
	Limit, Best, Median, P95, CPU float64
}

// Run compiles the filter as the core is compiled, measures it in Node and prints
// a table. It is an error when the median of what Node itself took is above its
// limit: a busy machine takes longer by the clock. root is the repository, which
// must be the working folder.
func Run(ctx context.Context, root string, compiler Compiler, out io.Writer) error {
	folder, err := os.MkdirTemp("", "deskside-filter-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	fmt.Fprintf(out, "compiling the filter with %s …\n", compiler)
	module, file := filepath.Join(folder, "filter.wasm"), filepath.Join(folder, "measure.mjs")
	if err := compiler.Build(ctx, "./build/bench/filter/module", module); err != nil {
		return err
	}
	program, err := script.Bundle(root, "build/bench/filter/measure.ts")
	if err != nil {
		return err
	}
	if err := os.WriteFile(file, program, 0o600); err != nil {
		return err
	}
	fmt.Fprintln(out, "filtering 10,000 and 100,000 tickets in Node …")
	cmd := exec.CommandContext(ctx, "node", "--max-old-space-size=4096", file, module, "200")
	var said bytes.Buffer
	cmd.Stderr = &said
	printed, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	fmt.Fprintf(out, "%-46s %8s %8s %9s %9s %9s %9s\n", "filter in WebAssembly", "tickets", "found", "best ms", "median", "p95", "cpu")
	var slow []error
	for lines := bufio.NewScanner(printed); lines.Scan(); {
		var f figures
		if err := json.Unmarshal(lines.Bytes(), &f); err != nil {
			slow = append(slow, fmt.Errorf("what Node measured is not understood: %w", err))
			break
		}
		fmt.Fprintf(out, "%-46s %8d %8d %9.4f %9.4f %9.4f %9.4f\n", f.Name, f.Rows, f.Found, f.Best, f.Median, f.P95, f.CPU)
		if f.Limit > 0 && f.CPU > f.Limit {
			slow = append(slow, fmt.Errorf("%s of %d tickets: the median of %.3f ms is above %.3f ms", f.Name, f.Rows, f.CPU, f.Limit))
		}
	}
	if err := cmd.Wait(); err != nil {
		return fmt.Errorf("measuring in Node: %w\n%s", err, said.String())
	}
	return errors.Join(slow...)
}
