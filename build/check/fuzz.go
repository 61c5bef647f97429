package check

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// FuzzTarget is a fuzz test of a package.
type FuzzTarget struct {
	// Package is its folder below the root, as go test takes it: "./shared/content".
	Package string
	Name    string
}

var fuzzTest = regexp.MustCompile(`(?m)^func (Fuzz\w+)\(\w+ \*testing\.F\)`)

// FuzzTargets finds the fuzz tests in folders below root, in the order of the
// file system. Sources are searched rather than compiled: that takes a moment.
func FuzzTargets(root string, folders ...string) (targets []FuzzTarget, err error) {
	for _, folder := range folders {
		err := filepath.WalkDir(filepath.Join(root, folder), func(path string, e fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case e.IsDir() && (e.Name() == "node_modules" || e.Name() == "testdata" || strings.HasPrefix(e.Name(), ".") && path != root):
				return filepath.SkipDir
			case e.IsDir() || !strings.HasSuffix(path, "_test.go"):
				return nil
			}
			source, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			pkg, err := filepath.Rel(root, filepath.Dir(path))
			if err != nil {
				return err
			}
			for _, m := range fuzzTest.FindAllSubmatch(source, -1) {
				targets = append(targets, FuzzTarget{"./" + filepath.ToSlash(pkg), string(m[1])})
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return targets, nil
}

// Fuzz runs targets one after the other, each for a time, and says how far it
// is. An input that fails is printed with the command that repeats it; Go has
// written it below the package's testdata. What was found is kept in cache, or
// in Go's own where that is "".
func Fuzz(ctx context.Context, root string, out io.Writer, each time.Duration, cache string, targets []FuzzTarget) (Tally, error) {
	var tally Tally
	for i, t := range targets {
		if ctx.Err() != nil {
			return tally, ctx.Err()
		}
		head := fmt.Sprintf("  [%d/%d] %s in %s", i+1, len(targets), t.Name, t.Package)
		done, err := fuzz(ctx, root, out, head, each, cache, t)
		if err != nil {
			tally.Failed++
			fmt.Fprintf(out, "%s FAILED: %v\n", head, err)
			continue
		}
		tally.Passed++
		fmt.Fprintf(out, "%s: ok, %s\n", head, done)
	}
	if tally.Failed > 0 {
		return tally, fmt.Errorf("%d of %d fuzz targets failed", tally.Failed, len(targets))
	}
	return tally, nil
}

// fuzz runs one target and returns how far it came.
func fuzz(ctx context.Context, root string, out io.Writer, head string, each time.Duration, cache string, t FuzzTarget) (done string, err error) {
	args := []string{"test", "-run=^$", "-fuzz=^" + t.Name + "$", "-fuzztime=" + each.String(), "-fuzzminimizetime=2s", t.Package}
	if cache != "" {
		args = append(args, "-args", "-test.fuzzcachedir="+cache)
	}
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir = root
	pipe, err := cmd.StdoutPipe()
	if err != nil {
		return "", err
	}
	cmd.Stderr = cmd.Stdout
	if err := cmd.Start(); err != nil {
		return "", err
	}
	var rest strings.Builder
	said := time.Now()
	lines := bufio.NewScanner(pipe)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		line := lines.Text()
		progress, ok := strings.CutPrefix(line, "fuzz: elapsed: ")
		if !ok {
			rest.WriteString(line + "\n")
			continue
		}
		done = progress
		if time.Since(said) > 15*time.Second {
			said = time.Now()
			fmt.Fprintf(out, "%s: %s of %s\n", head, progress, each)
		}
	}
	if err := cmd.Wait(); err != nil && !timeWasUp.MatchString(rest.String()) {
		return "", fmt.Errorf("%w\n%s", err, rest.String())
	}
	return done, nil
}

// timeWasUp is all that Go prints where a busy machine lets the time run out
// while an input is being tried: a failure by its status, with no input that
// fails (golang/go#75804).
var timeWasUp = regexp.MustCompile(`^--- FAIL: \w+ \([\d.]+s\)\n +context deadline exceeded\nFAIL\nexit status 1\nFAIL\t\S+\t[\d.]+s\n$`)
