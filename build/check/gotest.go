package check

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os/exec"
	"regexp"
	"strings"
)

// event is one line of go test -json.
type event struct {
	Action, Package, Test, Output string
}

// GoTest runs go test with the given arguments below root, prints the output
// of what fails, counts tests, and says at the end which were skipped and why.
func GoTest(ctx context.Context, root string, out io.Writer, args ...string) (Tally, error) {
	cmd := exec.CommandContext(ctx, "go", append([]string{"test", "-json"}, args...)...)
	cmd.Dir = root
	out = &lines{to: out} // what the command says of itself comes in between
	cmd.Stderr = out
	pipe, err := cmd.StdoutPipe()
	if err != nil {
		return Tally{}, err
	}
	if err := cmd.Start(); err != nil {
		return Tally{}, err
	}
	var tally Tally
	output := map[string]*strings.Builder{}
	var skipped []string
	events := bufio.NewScanner(pipe)
	events.Buffer(nil, 16<<20)
	for events.Scan() {
		var e event
		if json.Unmarshal(events.Bytes(), &e) != nil {
			fmt.Fprintln(out, events.Text())
			continue
		}
		key := e.Package + " " + e.Test
		switch e.Action {
		case "output", "build-output":
			if output[key] == nil {
				output[key] = &strings.Builder{}
			}
			output[key].WriteString(e.Output)
		case "pass":
			if e.Test != "" {
				tally.Passed++
			} else {
				fmt.Fprintf(out, "  ok %s\n", e.Package)
			}
			delete(output, key)
		case "skip":
			if e.Test != "" {
				tally.Skipped++
				skipped = append(skipped, e.Test+" in "+e.Package+": "+reason(output[key]))
			}
			delete(output, key)
		case "fail":
			if e.Test != "" {
				tally.Failed++
			}
			fmt.Fprintf(out, "  FAIL %s\n", key)
			if b := output[key]; b != nil {
				io.WriteString(out, b.String())
			}
		}
	}
	err = cmd.Wait()
	if len(skipped) > 0 {
		fmt.Fprintf(out, "  SKIPPED %d tests:\n    %s\n", len(skipped), strings.Join(skipped, "\n    "))
	}
	if err != nil && tally.Failed == 0 {
		for _, b := range output {
			io.WriteString(out, b.String())
		}
	}
	return tally, err
}

// reason is what a skipped test said: "    probe_test.go:12: there is no Node" without its place.
func reason(output *strings.Builder) string {
	if output == nil {
		return "no reason given"
	}
	last := "no reason given"
	for line := range strings.Lines(output.String()) {
		if m := said.FindStringSubmatch(line); m != nil {
			last = m[1]
		}
	}
	return last
}

var said = regexp.MustCompile(`^\s+\w+\.go:\d+: (.*\S)`)
