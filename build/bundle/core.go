package bundle

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"deskside/build/toolchain"
)

// Compiler compiles a Go package to WebAssembly.
type Compiler interface {
	// Build compiles pkg, a path below root, to output.
	Build(ctx context.Context, pkg, output string, tags ...string) error
	// Recipe is everything but sources that what Build makes of pkg depends on, as a line of text; "" where that is
	// not known, so that nothing is kept.
	Recipe(pkg string, tags ...string) string
	// OwnTags are the build tags that sources are chosen by beside those that Build is given and GOOS=js.
	OwnTags() []string
	String() string
	// Glue is the JavaScript that a module of this compiler needs beside it, or "".
	Glue() string
}

// Shipped lists the cores that ship: one for each face, and of the widget, which is
// loaded over the network, others for those who write and for those who format it.
func Shipped() []string { return []string{"customer", "writing", "formatting", "agent", "edge"} }

// corePackage is what all cores are compiled of.
const corePackage = "./wasm/core"

// Variants lists all cores. Compose, what writing takes, waits for its face: the
// command content, the benchmarks and the tests run it.
func Variants() []string { return append(Shipped(), "compose") }

// Tags are the build tags of a core. The agent's is loaded from disk, so that time
// counts and not size. The edge's begins anew in each isolate. A customer's is loaded
// over the network and never has a key.
func Tags(variant string) []string {
	switch variant {
	case "customer", "writing", "formatting":
		return []string{variant, "keyless"}
	case "compose":
		return []string{variant, toolchain.FastTag}
	case "edge":
		return []string{variant, toolchain.PromptTag}
	}
	return []string{toolchain.FastTag}
}

// BuildCores compiles each core that ships, unless its sources and compiler are those
// of the last time. A compilation uses one processor most of the time, so they
// run side by side.
func BuildCores(ctx context.Context, root string, compiler Compiler, out io.Writer) error {
	shared := &lines{to: out}
	var running sync.WaitGroup
	failures := make([]error, len(Shipped()))
	for i, name := range Shipped() {
		running.Go(func() {
			output := filepath.Join(root, "dist", "core", name+".wasm")
			failures[i] = BuildCore(ctx, root, compiler, name, output, shared)
		})
	}
	running.Wait()
	return errors.Join(failures...)
}

// lines lets several write to one writer.
type lines struct {
	mu sync.Mutex
	to io.Writer
}

func (l *lines) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.to.Write(b)
}

// BuildCore compiles one variant to output, with further build tags: what was
// compiled before of the same sources, here or in another folder, is taken again.
func BuildCore(ctx context.Context, root string, compiler Compiler, variant, output string, out io.Writer, further ...string) error {
	tags := slices.Concat(Tags(variant), further)
	want, err := fingerprint(ctx, root, compiler, tags)
	if err != nil {
		return err
	}
	stamp := output + ".stamp"
	if have, err := os.ReadFile(stamp); err == nil && string(have) == want {
		if _, err := os.Stat(output); err == nil {
			return nil
		}
	}
	if err := os.MkdirAll(filepath.Dir(output), 0o755); err != nil {
		return err
	}
	compiled := userCache()
	if compiler.Recipe(corePackage, tags...) == "" {
		compiled = ""
	}
	if compiled.take(want, output) {
		fmt.Fprintf(out, "the %s core was compiled before of these sources, with %s\n", variant, compiler)
		return os.WriteFile(stamp, []byte(want), 0o644)
	}
	start := time.Now()
	fmt.Fprintf(out, "compiling the %s core with %s …\n", variant, compiler)
	if err := compiler.Build(ctx, corePackage, output, tags...); err != nil {
		return err
	}
	fmt.Fprintf(out, "compiled the %s core in %.1f s\n", variant, time.Since(start).Seconds())
	compiled.put(want, output)
	return os.WriteFile(stamp, []byte(want), 0o644)
}
