// Package decode measures how long the clients take to read 100 tickets into
// models in WebAssembly. The same readers are measured natively, with their
// allocations and beside peers, by go test -bench in this folder.
package decode

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"deskside/build/bench/decode/readers"
	"deskside/build/bench/row"
	"deskside/build/script"
)

// limit is how many times as long as a well-known parser takes for its tree a client may take for its models.
const limit = 3

// Compiler compiles a Go package to WebAssembly.
type Compiler interface {
	Build(ctx context.Context, pkg, output string, tags ...string) error
	String() string
}

// figures are what measure.ts says of one page: milliseconds by reader.
type figures struct {
	row.Figures
	Tickets int
}

// peer is the reader that the clients stand beside.
const peer = "fastjson, tree only"

// Run compiles the readers as the core is compiled and measures them in Node. root is the repository, which must be the
// working folder.
func Run(ctx context.Context, root string, compiler Compiler) ([]row.Row, error) {
	folder, err := os.MkdirTemp("", "deskside-decode-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	module := filepath.Join(folder, "readers.wasm")
	if err := compiler.Build(ctx, "./build/bench/decode/module", module); err != nil {
		return nil, err
	}
	plan, err := writePlan(ctx, folder)
	if err != nil {
		return nil, err
	}
	program, err := script.Bundle(root, "build/bench/decode/measure.ts")
	if err != nil {
		return nil, err
	}
	file := filepath.Join(folder, "measure.mjs")
	if err := os.WriteFile(file, program, 0o600); err != nil {
		return nil, err
	}
	measured, err := row.Measured[figures](exec.CommandContext(ctx, "node", file, module, plan))
	if err != nil {
		return nil, err
	}
	var rows []row.Row
	for _, f := range measured {
		if f.Tickets != 100 {
			return nil, fmt.Errorf("%s: %d tickets were read, not 100", f.What, f.Tickets)
		}
		rows = append(rows, row.Compare("Node", "100 tickets to models: "+f.What, f.Samples["Deskside"], peer, f.Samples[peer], false, limit))
	}
	return rows, nil
}

// measurement is a page of measure.ts's plan: its answers, and the numbers of the readers that take them.
type measurement struct {
	Name    string         `json:"name"`
	Readers map[string]int `json:"readers"`
	Files   []string       `json:"files"`
}

func writePlan(ctx context.Context, folder string) (path string, err error) {
	pages, err := Pages(ctx)
	if err != nil {
		return "", err
	}
	var plan []measurement
	for i, page := range pages {
		m := measurement{Name: page.Name, Readers: map[string]int{}}
		for j, body := range page.Bodies {
			file := filepath.Join(folder, fmt.Sprintf("page-%d-%d.json", i, j))
			if err := os.WriteFile(file, body, 0o600); err != nil {
				return "", err
			}
			m.Files = append(m.Files, file)
		}
		for number, reader := range readers.All() {
			switch reader.Name {
			case page.Reader:
				m.Readers["Deskside"] = number
			case peer:
				m.Readers[peer] = number
			}
		}
		plan = append(plan, m)
	}
	text, err := json.Marshal(plan)
	if err != nil {
		return "", err
	}
	path = filepath.Join(folder, "plan.json")
	return path, os.WriteFile(path, text, 0o600)
}
