package row

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os/exec"
	"strings"
)

// Figures are what a program says of one thing that it measured: samples by who did it,
// in milliseconds or in bytes.
type Figures struct {
	What    string
	Samples map[string]Times
}

// Measured runs a program and reads what it prints, figures in a line of JSON each. What it
// told before it failed comes beside the error, with what it complained of where nobody
// else hears that.
func Measured[F any](program *exec.Cmd) (all []F, err error) {
	var said bytes.Buffer
	if program.Stderr == nil {
		program.Stderr = &said
	}
	printed, err := program.Output()
	if err != nil {
		err = fmt.Errorf("measuring: %w", err)
		if said.Len() > 0 {
			err = fmt.Errorf("%w\n%s", err, said.String())
		}
	}
	for line := range strings.Lines(string(printed)) {
		var f F
		if strange := json.Unmarshal([]byte(line), &f); strange != nil {
			return all, errors.Join(err, fmt.Errorf("what was measured is not understood: %w in %q", strange, line))
		}
		all = append(all, f)
	}
	return all, err
}
