// Package toolchain finds the programs that the build and the tests stand on and gets the ones that are missing:
// the two WebAssembly compilers, browsers, npm packages, Go modules.
//
// It knows no product: what is built, from where and to where, its callers say. It never changes a machine it does not
// have to: a program on PATH is used as it is, installing takes root and apt, and everywhere else the error names what to
// install. Whatever takes longer than two seconds says so on the writer that the caller passed.
package toolchain

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"time"
)

// machine is what this package asks and tells the computer it runs on. Tests put another one in its place.
type machine struct {
	os, arch string                                               // as in GOOS, GOARCH
	root     bool                                                 // whether packages may be installed
	lookPath func(program string) (string, error)                 // as exec.LookPath
	exists   func(path string) bool                               // any kind of file
	cacheDir func() (string, error)                               // as os.UserCacheDir
	run      func(ctx context.Context, c command) (string, error) // what the command wrote to standard output
}

// command is one run of a program.
type command struct {
	dir  string   // working folder; empty: the caller's
	env  []string // NAME=value, over the environment we run in; "NAME=" clears it
	name string
	args []string
}

func (c command) String() string { return strings.Join(append([]string{c.name}, c.args...), " ") }

// commandError is a command that could not be started or that failed, with the end of what it printed.
type commandError struct {
	command command
	printed string
	err     error
}

func (e *commandError) Error() string {
	if e.printed == "" {
		return fmt.Sprintf("%s: %v", e.command, e.err)
	}
	return fmt.Sprintf("%s: %v\n%s", e.command, e.err, e.printed)
}

func (e *commandError) Unwrap() error { return e.err }

func thisMachine() machine {
	return machine{
		os:       runtime.GOOS,
		arch:     runtime.GOARCH,
		root:     os.Geteuid() == 0,
		lookPath: exec.LookPath,
		exists:   func(path string) bool { _, err := os.Stat(path); return err == nil },
		cacheDir: os.UserCacheDir,
		run:      run,
	}
}

// has tells whether a program is on PATH.
func (m machine) has(program string) bool {
	_, err := m.lookPath(program)
	return err == nil
}

// printedLines is how much of a failed command's output an error repeats: enough for the compile errors of a package,
// not the whole log of a package installation.
const printedLines = 40

func run(ctx context.Context, c command) (string, error) {
	cmd := exec.CommandContext(ctx, c.name, c.args...)
	cmd.Dir = c.dir
	cmd.Env = environment(os.Environ(), c.env)
	// npm and apt start programs of their own, which can hold our pipes open after a cancelled command is gone.
	cmd.WaitDelay = 5 * time.Second
	var stdout, stderr bytes.Buffer
	cmd.Stdout = &stdout
	cmd.Stderr = &stderr
	err := cmd.Run()
	if err == nil {
		return stdout.String(), nil
	}
	if ctx.Err() != nil {
		err = context.Cause(ctx)
	} else if errors.Is(err, exec.ErrNotFound) {
		err = exec.ErrNotFound
	}
	return stdout.String(), &commandError{command: c, printed: lastLines(stdout.String()+stderr.String(), printedLines), err: err}
}

// environment lays changes over base: a changed variable appears once, a cleared one not at all.
func environment(base, changes []string) []string {
	result := slices.Clone(base)
	for _, change := range changes {
		name, value, _ := strings.Cut(change, "=")
		result = slices.DeleteFunc(result, func(entry string) bool { return strings.HasPrefix(entry, name+"=") })
		if value != "" {
			result = append(result, change)
		}
	}
	return result
}

func lastLines(text string, n int) string {
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	if len(lines) > n {
		lines = lines[len(lines)-n:]
	}
	return strings.Join(lines, "\n")
}
