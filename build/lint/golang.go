package lint

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"strings"

	"deskside/build/bundle"
	"deskside/build/check"
)

// folders are where Go is, below the root.
var folders = []string{"shared", "wasm", "build"}

// Format fails when a Go file is not as gofmt writes it.
func Format(ctx context.Context, root string, out io.Writer) error {
	var list bytes.Buffer
	if err := check.Program(ctx, root, &list, nil, "gofmt", append([]string{"-l"}, folders...)...); err != nil {
		return fmt.Errorf("%w\n%s", err, list.String())
	}
	if list.Len() > 0 {
		return fmt.Errorf("not formatted, run gofmt -w on:\n%s", list.String())
	}
	return nil
}

// view is one set of files that the compiler sees: what a build constraint
// leaves out of all of them, no check reads.
type view struct {
	env      []string
	tags     string
	packages []string
}

func (v view) wasm() bool { return v.env != nil }

// views are this machine's, and that of each core that ships.
func views() []view {
	all := []view{{packages: []string{"./..."}}}
	for _, variant := range bundle.Variants() {
		all = append(all, view{
			env:      []string{"GOOS=js", "GOARCH=wasm"},
			tags:     strings.Join(bundle.Tags(variant), ","),
			packages: []string{"./wasm/...", "./shared/core/..."},
		})
	}
	return all
}

// Vet runs go vet on everything that is compiled, for this machine and for each core.
func Vet(ctx context.Context, root string, out io.Writer) error {
	for _, v := range views() {
		if err := check.Program(ctx, root, out, v.env, "go", append([]string{"vet", "-tags=" + v.tags}, v.packages...)...); err != nil {
			return err
		}
	}
	return nil
}

// Static runs staticcheck on the same.
//
// It is pinned in tools.mod and not in go.mod: a module file of its own keeps
// what a linter needs out of the list of what the product is made of. Raise it
// with go get -tool -modfile=build/lint/tools.mod honnef.co/go/tools/cmd/staticcheck@VERSION.
func Static(ctx context.Context, root string, out io.Writer) error {
	program, err := tool(ctx, root, "staticcheck")
	if err != nil {
		return err
	}
	for _, v := range views() {
		// Our errors are sentences that people read, and some begin with a name: Go, Node, UseResponse.
		checks := "inherit,-ST1005"
		if v.wasm() {
			// What the host calls (go:wasmexport) looks unused from inside.
			checks += ",-U1000"
		}
		if err := check.Program(ctx, root, out, v.env, program, append([]string{"-checks=" + checks, "-tags=" + v.tags}, v.packages...)...); err != nil {
			return err
		}
	}
	return nil
}

// tool builds a tool of tools.mod for this machine, unless Go's cache has it, and returns its path.
func tool(ctx context.Context, root, name string) (string, error) {
	cmd := exec.CommandContext(ctx, "go", "tool", "-n", "-modfile="+filepath.Join("build", "lint", "tools.mod"), name)
	cmd.Dir = root
	var trouble bytes.Buffer
	cmd.Stderr = &trouble
	path, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("building %s, whose source comes once from Go's module proxy: %w\n%s", name, err, trouble.String())
	}
	return strings.TrimSpace(string(path)), nil
}
