package check

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
)

// Program runs a program below root and prints what it prints. env is added to the environment.
func Program(ctx context.Context, root string, out io.Writer, env []string, name string, args ...string) error {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = root, out, out
	cmd.Env = append(os.Environ(), env...)
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("%s: %w", strings.Join(append([]string{name}, args...), " "), err)
	}
	return nil
}
