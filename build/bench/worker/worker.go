// Package worker measures what the edge costs in workerd, beside a bare Worker in
// JavaScript that makes the same calls of the platform and gives the same bytes,
// and beside the edge as one program in Go. What is handed on later is measured
// natively, too, and by the operator, which a queue calls.
package worker

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"

	"deskside/build/bench/row"
)

// held is what a kind of request is held to: how many milliseconds longer than the bare
// Worker it may take, and how many times as fast as the one in Go it must be.
var held = map[string]struct {
	what          string
	bare, program float64
}{
	"cached": {"a list that is cached, CPU", 0.3, 8},
	"list":   {"a list that is not cached, CPU", 1, 8},
	"create": {"a post with its key, CPU", 2, 4},
	// Of an isolate that has just begun, whose code the engine still interprets.
	"cached, cold": {"a list that is cached, among the first 2,000, CPU", 0, 0},
	"list, cold":   {"a list that is not cached, among the first 2,000, CPU", 0, 0},
	"create, cold": {"a post with its key, among the first 2,000, CPU", 0, 0},
	"deliver post": {"handing on a post that was kept, CPU", 0, 0},
	"deliver vote": {"handing on a vote that was kept, CPU", 0, 0},
	"first":        {"the first request of a process", 30, 0},
	// How long a process takes to begin is the machine's more than anybody's.
	"first, CPU": {"the first request of a process, CPU", 0, 0},
	"memory":     {"memory, from 10,000 requests to 50,000", 1.1, 0},
}

// Run measures the Workers in two folders, the one that ships and the one in Go, and
// the edge of a program natively. root is the repository.
func Run(ctx context.Context, root, ships, inGo, native string) ([]row.Row, error) {
	measured, err := row.Measured[row.Figures](exec.CommandContext(ctx, "node", filepath.Join(root, "build", "bench", "worker", "measure.mjs"), ships, inGo, native))
	if err != nil {
		return nil, err
	}
	var rows []row.Row
	for _, f := range measured {
		to, ok := held[f.What]
		if !ok {
			return nil, fmt.Errorf("measuring the Worker: nobody asked for %q", f.What)
		}
		mine := f.Samples["deskside"]
		const alone = "the same calls and bytes alone"
		switch natively := f.Samples["native"]; {
		case len(natively) > 0:
			rows = append(rows, row.Compare("workerd", to.what, mine, "natively, with SQLite", natively, false, 0))
		case f.What == "memory":
			rows = append(rows, weighed(to.what, mine.Median(), alone, f.Samples["bare"].Median(), to.bare))
		default:
			rows = append(rows, row.Beyond("workerd", to.what, mine, alone, f.Samples["bare"], to.bare))
		}
		if operator := f.Samples["operator"]; len(operator) > 0 {
			rows = append(rows, row.Compare("workerd", to.what, mine, "by the operator, as a queue calls", operator, true, 0))
		}
		if program := f.Samples["go"]; len(program) > 0 {
			rows = append(rows, row.Compare("workerd", to.what, mine, "all of it in Go", program, true, to.program))
		}
	}
	if len(rows) != 16 {
		return nil, fmt.Errorf("measuring the Worker: %d figures", len(rows))
	}
	return rows, nil
}

// weighed is a row of how many bytes two processes have grown by.
func weighed(what string, mine float64, reference string, other, limit float64) row.Row {
	megabytes := func(bytes float64) string { return fmt.Sprintf(" (%.1f MB)", bytes/1e6) }
	return row.Row{
		Where: "workerd", What: what + megabytes(mine), Samples: 1, Reference: reference + megabytes(other), Ratio: mine / other, Limit: limit,
	}
}
