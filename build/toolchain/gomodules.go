package toolchain

import (
	"context"
	"fmt"
	"io"
)

// EnsureGoModules fetches the Go modules of the module at root into Go's module cache. With all of them there it takes a
// moment and no network.
func EnsureGoModules(ctx context.Context, root string, out io.Writer) error {
	return thisMachine().ensureGoModules(ctx, root, out)
}

func (m machine) ensureGoModules(ctx context.Context, root string, out io.Writer) error {
	if !m.has("go") {
		return fmt.Errorf("Go is not on PATH. Install the version that go.mod names, or newer (go.dev), and put it on PATH")
	}
	fetch := command{dir: root, name: "go", args: []string{"mod", "download"}}
	err := Step(out, "Go: fetching modules", func() error { _, err := m.run(ctx, fetch); return err })
	if err != nil {
		return fmt.Errorf("Go: the modules of go.mod could not be fetched; they are needed once, from a Go module proxy or from Go's module cache: %w", err)
	}
	return nil
}
