package toolchain

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/mod/semver"
)

// Kind tells the two WebAssembly compilers apart: their modules need different hosts.
type Kind string

const (
	// KindTinyGo modules are libraries: main returns at once, recover does nothing, a panic is a trap. Their host calls
	// _initialize once, then the exports; memory is the export "memory". The import object that testdata/run.mjs shows
	// suffices as long as the program itself uses no syscall/js (package time brings some of it in and calls none).
	KindTinyGo Kind = "tinygo"
	// KindGo modules are whole programs: main blocks, Go's wasm_exec.js runs them (see Compiler.Glue) up to there, and the
	// exports work from then on; memory is the export "mem". A panic ends the program and with it every later call.
	KindGo Kind = "go"
)

// A Compiler turns a main package with //go:wasmexport functions into a WebAssembly module.
type Compiler struct {
	Kind    Kind
	Version string // "0.41.1" or "1.26.8"

	// Progress is told of a compilation that takes longer than two seconds; nil tells nobody.
	Progress io.Writer

	machine machine
	program string   // path or name of tinygo or go
	env     []string // over the environment we run in
	target  string   // TinyGo's -target
	goroot  string   // of standard Go
}

// wasmStack is the size of a TinyGo module's stack in bytes. TinyGo's 64 KiB ends, as a trap, at 75 levels of nested JSON;
// fastjson refuses more than 300, and those take 256 KiB. This is twice that. (TinyGo's -stack-size is for goroutines.)
const wasmStack = 512 << 10

// tinyGoFlags are the flags of every TinyGo build. Sizes are of testdata/probe in brotli.
// Which package weighs what is shown by the same build with -size=full in the place of -no-debug.
func tinyGoFlags() []string {
	return []string{
		// A library: _initialize instead of _start, and exports that may be called after main has returned.
		"-buildmode=c-shared",
		// The core never waits, so nothing has to be suspended. Asyncify would add 6.7 KB.
		"-scheduler=none",
		// A panic is an unreachable instruction: the host starts a fresh instance either way. Printing it would add 2.4 KB.
		"-panic=trap",
		// The allocator is the module's own, deskside/wasm/arena: the core keeps nothing between calls, so memory begins anew
		// with each. A collector would add a fifth of the code, and pauses; without either an instance grows with each call.
		"-gc=custom",
		// A sixth smaller than with -opt=2: what every start loads is to be small. See FastTag.
		"-opt=z",
		"-no-debug",
		"-ldflags=-extldflags '-z stack-size=" + strconv.Itoa(wasmStack) + "'",
	}
}

// customMalloc keeps TinyGo's own malloc out, whose map of all that it gave would outlive calls. The arena has one.
const customMalloc = "custommalloc"

// FastTag is a build tag of programs that are to be fast rather than small. It
// costs a fifth to a quarter in brotli and saves about as much time.
const FastTag = "fast"

// PromptTag is a build tag of programs whose first call somebody waits for, while an
// engine compiles what that runs. They are a fifth smaller than fast ones, their first
// request takes 15 ms less of a processor, and each that follows 13 µs more.
const PromptTag = "prompt"

// PoisonTag is a build tag of programs for TinyGo that find out who keeps a pointer from call to call: see
// deskside/wasm/arena. They are for tests.
const PoisonTag = "poison"

// standardGoFlags are the flags of every build with standard Go.
func standardGoFlags() []string {
	return []string{
		// The same bytes from any folder: no paths of this machine, no commit.
		"-trimpath",
		"-buildvcs=false",
		// No symbol table and no DWARF: 11 KB of 717 in brotli. Traces keep their function names.
		"-ldflags=-s -w",
	}
}

// Build compiles the main package pkg (an import path, or a path relative to the working folder) into the file output,
// whose folder is made when needed. The file appears whole or not at all. tags are build tags on top of the compiler's own.
// Custom sections, which only debuggers read, are left out.
func (c *Compiler) Build(ctx context.Context, pkg, output string, tags ...string) error {
	folder, err := os.MkdirTemp("", "deskside-wasm-")
	if err != nil {
		return fmt.Errorf("compile %s: %w", pkg, err)
	}
	defer os.RemoveAll(folder)
	made := filepath.Join(folder, "module.wasm")

	compile := c.command(pkg, made, tags)
	what := strings.Join(append([]string{c.String() + ": compiling", pkg}, tags...), " ")
	err = Step(c.progress(), what, func() error { _, err := c.machine.run(ctx, compile); return err })
	if err != nil {
		return fmt.Errorf("compile %s with %s: %w", pkg, c, err)
	}
	module, err := os.ReadFile(made)
	if err != nil {
		return fmt.Errorf("compile %s with %s: %w", pkg, c, err)
	}
	if module, err = withoutCustomSections(module); err != nil {
		return fmt.Errorf("compile %s with %s: %w", pkg, c, err)
	}
	if err := writeWhole(output, module); err != nil {
		return fmt.Errorf("compile %s: %w", pkg, err)
	}
	return nil
}

// Glue returns the path of the JavaScript that a module of this compiler needs: Go's wasm_exec.js, from the same Go that
// compiled the module. TinyGo's modules need none and get "".
func (c *Compiler) Glue() string {
	if c.Kind != KindGo {
		return ""
	}
	return filepath.Join(c.goroot, "lib", "wasm", "wasm_exec.js")
}

func (c *Compiler) String() string {
	if c.Kind == KindGo {
		return "Go " + c.Version
	}
	return "TinyGo " + c.Version
}

// Recipe is everything but sources that what Build makes of pkg depends on: the program, its flags, and the Go whose
// standard library it takes. It may differ from machine to machine.
func (c *Compiler) Recipe(pkg string, tags ...string) string {
	compile := c.command(pkg, "", tags)
	return fmt.Sprint(c, runtime.Version(), compile.env, compile.name, compile.args)
}

// OwnTags are the build tags that sources are chosen by beside those that Build is given and GOOS=js.
func (c *Compiler) OwnTags() []string {
	if c.Kind == KindGo {
		return nil
	}
	return []string{"tinygo", customMalloc}
}

func (c *Compiler) command(pkg, output string, tags []string) command {
	args := []string{"build", "-o", output}
	// Each of these in the caller's environment would choose another target than ours.
	env := []string{"GOOS=", "GOARCH=", "GOWASM=", "CGO_ENABLED="}
	if c.Kind == KindGo {
		args = append(args, standardGoFlags()...)
		env = append(env, "GOOS=js", "GOARCH=wasm")
	} else {
		args = append(args, "-target="+c.target)
		args = append(args, tinyGoFlags()...)
		// Later flags win.
		switch {
		case slices.Contains(tags, PoisonTag):
			// Nobody waits for what tests alone run, and everybody for its compilation.
			args = append(args, "-opt=1")
		case slices.Contains(tags, FastTag):
			args = append(args, "-opt=2")
		case slices.Contains(tags, PromptTag):
			args = append(args, "-opt=s")
		}
	}
	if c.Kind == KindTinyGo {
		tags = append([]string{customMalloc}, tags...)
	}
	if len(tags) > 0 {
		args = append(args, "-tags="+strings.Join(tags, " "))
	}
	return command{env: append(env, c.env...), name: c.program, args: append(args, pkg)}
}

func (c *Compiler) progress() io.Writer {
	if c.Progress == nil {
		return io.Discard
	}
	return c.Progress
}

// StandardGo returns the Go compiler on PATH.
func StandardGo(ctx context.Context, out io.Writer) (*Compiler, error) {
	return thisMachine().standardGo(ctx, out)
}

func (m machine) standardGo(ctx context.Context, out io.Writer) (*Compiler, error) {
	printed, err := m.run(ctx, command{name: "go", args: []string{"env", "GOVERSION", "GOROOT"}})
	if err != nil {
		return nil, fmt.Errorf("Go is needed and could not be asked for its version: %w", err)
	}
	version, goroot, _ := strings.Cut(strings.TrimSpace(printed), "\n")
	return &Compiler{
		Kind:     KindGo,
		Version:  strings.TrimPrefix(version, "go"),
		Progress: out,
		machine:  m,
		program:  "go",
		goroot:   strings.TrimSpace(goroot),
	}, nil
}

// atLeast tells whether version ("0.41.1", "v20.20.2") is a version and not older than least.
func atLeast(version, least string) bool {
	version = "v" + strings.TrimPrefix(version, "v")
	return semver.IsValid(version) && semver.Compare(version, "v"+strings.TrimPrefix(least, "v")) >= 0
}

// writeWhole writes a file so that nobody ever sees half of it.
func writeWhole(path string, content []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	temporary, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*")
	if err != nil {
		return err
	}
	defer os.Remove(temporary.Name())
	_, err = temporary.Write(content)
	if err == nil {
		err = temporary.Chmod(0o644)
	}
	if closed := temporary.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return err
	}
	return os.Rename(temporary.Name(), path)
}
