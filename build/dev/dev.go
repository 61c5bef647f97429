// Package dev runs one face against the sandbox while somebody works on it: what
// is saved is built again, and the page that shows it loads anew.
//
// It builds into a folder of its own, so that nothing of it ships.
package dev

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"

	"deskside/build/bundle"
	"deskside/build/stack"
)

// folders are the faces, and where each is built.
var folders = map[string]string{"panel": "extension", "widget": "widget"}

// Has says whether there is a face of this name.
func Has(face string) bool { return folders[face] != "" }

// dev is one face while it runs.
type dev struct {
	root, dist, folder string
	builds             *builds

	mu  sync.Mutex
	out io.Writer
}

// Run runs a face, "panel" or "widget", of the tree at root until ctx ends. An
// error in a source is printed and ends nothing. compiler builds the core where
// dist/ has none of these sources.
func Run(ctx context.Context, root, face string, compiler bundle.Compiler, out io.Writer) error {
	folder, ok := folders[face]
	if !ok {
		return fmt.Errorf("there is no face %q: it is panel or widget", face)
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	d := &dev{root: root, dist: filepath.Join(root, "dist", "dev"), folder: folder, builds: newBuilds(ctx), out: out}
	if err := os.RemoveAll(filepath.Join(d.dist, folder)); err != nil {
		return err
	}
	fmt.Fprintf(d, "building the %s …\n", face)
	if err := bundle.Watch(ctx, root, folder, d.dist, compiler, d.built, d); err != nil {
		return err
	}
	err := stack.Serve(ctx, root, d.dist, d.around, func(origin string, accounts func(io.Writer)) {
		fmt.Fprintf(d, "\nThe %s runs at %s/ and loads anew when a file of it is saved. Ctrl+C stops it.\n", face, origin)
		if folder == "extension" {
			accounts(d)
		}
		fmt.Fprint(d, "A change in Go needs a restart, which builds the core.\n\n")
	}, d)
	if errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

// Write prints what several goroutines have to say.
func (d *dev) Write(b []byte) (int, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.out.Write(b)
}

func (d *dev) built(entry string, err error) {
	if err != nil {
		fmt.Fprintf(d, "%s is not built, and pages stay as they are:\n%v", entry, err)
		return
	}
	fmt.Fprintln(d, "built", entry)
	d.builds.next()
}
