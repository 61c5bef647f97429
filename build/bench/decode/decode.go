// Package decode measures how long the clients take to read 100 tickets into
// models in WebAssembly. The same readers are measured natively, with their
// allocations and beside peers, by go test -bench in this folder.
package decode

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
	"slices"
	"strconv"

	"deskside/build/bench/decode/readers"
	"deskside/build/script"
)

// Limit is how many milliseconds 100 tickets may take, as the median, when they
// are LimitBytes long. Longer answers may take longer in proportion.
const (
	Limit      = 1.0
	LimitBytes = 129_000
)

// rounds is how often each page is read.
const rounds = 1000

// Compiler compiles a Go package to WebAssembly.
type Compiler interface {
	Build(ctx context.Context, pkg, output string, tags ...string) error
	String() string
}

// measurement is one line of measure.ts's plan.
type measurement struct {
	Name   string   `json:"name"`
	Reader int      `json:"reader"`
	Files  []string `json:"files"`
}

// figures are what measure.ts says of one.
type figures struct {
	Name              string
	Tickets, Bytes    int
	Best, Median, P95 float64
}

// Run compiles the readers as the core is compiled, measures them in Node and
// prints a table. It is an error when a page is not read, or takes longer than
// Limit allows, as it may on a machine with other work. root is the repository, which must be the working folder.
func Run(ctx context.Context, root string, compiler Compiler, out io.Writer) error {
	folder, err := os.MkdirTemp("", "deskside-decode-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	module := filepath.Join(folder, "readers.wasm")
	fmt.Fprintf(out, "compiling the readers of tickets with %s …\n", compiler)
	if err := compiler.Build(ctx, "./build/bench/decode/module", module); err != nil {
		return err
	}
	plan, clients, err := writePlan(ctx, folder)
	if err != nil {
		return err
	}
	program, err := script.Bundle(root, "build/bench/decode/measure.ts")
	if err != nil {
		return err
	}
	file := filepath.Join(folder, "measure.mjs")
	if err := os.WriteFile(file, program, 0o600); err != nil {
		return err
	}
	fmt.Fprintf(out, "reading each page %d times in Node …\n", rounds)
	printed, err := measure(ctx, file, module, plan)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%-44s %8s %8s %9s %9s %9s\n", "100 tickets to models in WebAssembly", "tickets", "bytes", "best ms", "median", "p95")
	var slow []error
	for i, f := range printed {
		fmt.Fprintf(out, "%-44s %8d %8d %9.3f %9.3f %9.3f\n", f.Name, f.Tickets, f.Bytes, f.Best, f.Median, f.P95)
		if f.Tickets != 100 {
			return fmt.Errorf("%s: %d tickets were read, not 100", f.Name, f.Tickets)
		}
		if limit := Limit * max(1, float64(f.Bytes)/LimitBytes); i < clients && f.Median > limit {
			slow = append(slow, fmt.Errorf("%s: the median of %.3f ms is above %.1f ms", f.Name, f.Median, limit))
		}
	}
	return errors.Join(slow...)
}

// writePlan writes the pages and which reader takes which: first the clients,
// then for each page the parsers alone.
func writePlan(ctx context.Context, folder string) (path string, clients int, err error) {
	pages, err := Pages(ctx)
	if err != nil {
		return "", 0, err
	}
	var own, peers []measurement
	for i, page := range pages {
		var files []string
		for j, body := range page.Bodies {
			file := filepath.Join(folder, fmt.Sprintf("page-%d-%d.json", i, j))
			if err := os.WriteFile(file, body, 0o600); err != nil {
				return "", 0, err
			}
			files = append(files, file)
		}
		for number, reader := range readers.All() {
			switch {
			case reader.Name == page.Reader:
				own = append(own, measurement{page.Name, number, files})
			case reader.Peer:
				peers = append(peers, measurement{page.Name + ": " + reader.Name, number, files})
			}
		}
	}
	text, err := json.Marshal(slices.Concat(own, peers))
	if err != nil {
		return "", 0, err
	}
	path = filepath.Join(folder, "plan.json")
	return path, len(own), os.WriteFile(path, text, 0o600)
}

func measure(ctx context.Context, script, module, plan string) ([]figures, error) {
	cmd := exec.CommandContext(ctx, "node", script, module, plan, strconv.Itoa(rounds))
	var said bytes.Buffer
	cmd.Stderr = &said
	printed, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("measuring in Node: %w\n%s", err, said.String())
	}
	var all []figures
	lines := bufio.NewScanner(bytes.NewReader(printed))
	for lines.Scan() {
		var f figures
		if err := json.Unmarshal(lines.Bytes(), &f); err != nil {
			return nil, fmt.Errorf("what Node measured is not understood: %w", err)
		}
		all = append(all, f)
	}
	return all, lines.Err()
}
