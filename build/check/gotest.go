package check

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
	"regexp"
	"strings"
)

// event is one line of go test -json.
type event struct {
	Action, Package, Test, Output string
	// Elapsed is in seconds.
	Elapsed float64
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
				fmt.Fprintf(out, "  ok %s, %s\n", e.Package, took(e, output[key]))
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

// GoTestShortly runs all of Go's tests below root: with -short where there is a shorter form, and else as make test runs
// them, so that Go knows of those that passed there and has nothing to link or to run for them. vet has a stage of its own.
func GoTestShortly(ctx context.Context, root string, out io.Writer) (Tally, error) {
	shorter, others, err := byForms(ctx, root)
	if err != nil {
		return Tally{}, err
	}
	var tally Tally
	for _, run := range []struct{ flags, packages []string }{{[]string{"-vet=off", "-short"}, shorter}, {[]string{"-vet=off"}, others}} {
		if len(run.packages) == 0 {
			continue
		}
		ran, problem := GoTest(ctx, root, out, append(run.flags, run.packages...)...)
		tally, err = tally.plus(ran), errors.Join(err, problem)
	}
	return tally, err
}

// byForms lists the packages below root whose tests ask for testing.Short, and the others.
func byForms(ctx context.Context, root string) (shorter, others []string, err error) {
	const files = `{{.ImportPath}}{{$dir := .Dir}}{{range .TestGoFiles}}{{"\t"}}{{$dir}}/{{.}}{{end}}{{range .XTestGoFiles}}{{"\t"}}{{$dir}}/{{.}}{{end}}`
	var list bytes.Buffer
	if err := Program(ctx, root, &list, nil, "go", "list", "-f", files, "./..."); err != nil {
		return nil, nil, fmt.Errorf("%w\n%s", err, list.String())
	}
	for line := range strings.Lines(list.String()) {
		fields := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		asks := false
		for _, name := range fields[1:] {
			source, err := os.ReadFile(name)
			if err != nil {
				return nil, nil, err
			}
			asks = asks || bytes.Contains(source, []byte("testing.Short()"))
		}
		if asks {
			shorter = append(shorter, fields[0])
		} else {
			others = append(others, fields[0])
		}
	}
	return shorter, others, nil
}

// took is how long a package took that passed, or that it passed before and nothing that it read has changed.
func took(passed event, output *strings.Builder) string {
	if output != nil && strings.Contains(output.String(), "\t(cached)") {
		return "as before"
	}
	return fmt.Sprintf("%.1f s", passed.Elapsed)
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
