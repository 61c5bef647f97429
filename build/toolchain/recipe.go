package toolchain

import (
	"bytes"
	"context"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// TinyGo has no Debian package, but its Go module builds against Debian's LLVM 19. Upstream's releases bring LLVM, a C
// library and compiler-rt of their own, which the module lacks; these come from Debian too. What differs from upstream:
//
//   - tinygo/go.mod.txt and go.sum.txt are a module of its own, so that TinyGo's requirements stay out of the product's
//     (they carry .txt because a go.mod would cut this folder out of the product's module). They name one version and the
//     hash of every file that goes in.
//   - TINYGOROOT is a copy of the module's folder with an empty src/net, which is a git submodule upstream and must exist.
//   - tinygo/target.json is upstream's targets/wasm.json without libc, rtlib and the Boehm collector, whose sources the
//     module lacks, and without two features that LLVM 19 does not know; with Debian's two archives as linker inputs.
//   - tinygo/assert.c keeps the C library's printf out of every module.
//
//go:embed tinygo
var recipe embed.FS

// tinyGoModule is the one module that tinygo/go.mod.txt requires for itself.
const tinyGoModule = "github.com/tinygo-org/tinygo"

// tinyGoPackages are the Debian packages that TinyGo is built from and that it calls when it compiles.
func tinyGoPackages() []string {
	return []string{
		"llvm-19-dev",               // the library and headers that TinyGo links
		"libclang-19-dev",           // the same of Clang, for TinyGo's cgo
		"clang-19",                  // compiles TinyGo's C++, and C and assembly of the runtime at every build
		"lld-19",                    // wasm-ld-19
		"wasi-libc",                 // libc.a for WebAssembly
		"libclang-rt-19-dev-wasm32", // compiler-rt for WebAssembly
		"binaryen",                  // wasm-opt, which TinyGo runs on everything it links
	}
}

// tinyGoPrograms are the programs our TinyGo calls when it compiles.
func tinyGoPrograms() []string { return []string{"go", "clang-19", "wasm-ld-19", "wasm-opt"} }

// layout is the folder of one finished TinyGo.
type layout string

func (l layout) program() string { return filepath.Join(string(l), "bin", "tinygo") }
func (l layout) root() string    { return filepath.Join(string(l), "root") }
func (l layout) target() string  { return filepath.Join(string(l), "target.json") }
func (l layout) assert() string  { return filepath.Join(string(l), "assert.o") }
func (l layout) module() string  { return filepath.Join(string(l), "module") }

// recipeHash changes with everything that TinyGo is made of and with the kind of machine.
func recipeHash(os, arch string) string {
	hash := sha256.New()
	fmt.Fprintln(hash, tinyGoVersion, os, arch)
	for _, command := range recipeCommands("", "") {
		fmt.Fprintln(hash, command.env, command)
	}
	files, _ := recipe.ReadDir("tinygo") // embedded: the folder exists, sorted by name
	for _, file := range files {
		fmt.Fprintf(hash, "%s\n%s\n", file.Name(), recipeFile(file.Name()))
	}
	return hex.EncodeToString(hash.Sum(nil))[:12]
}

// recipeFile returns an embedded file of tinygo/.
func recipeFile(name string) []byte {
	content, err := recipe.ReadFile("tinygo/" + name)
	if err != nil {
		panic(err) // a name that is not in this package's source
	}
	return content
}

// recipeCommands are the two compilations: TinyGo itself, in the module's folder, and assert.o.
func recipeCommands(work, assert layout) []command {
	// Whatever the caller's environment says about Go builds is about other builds.
	env := []string{
		"GOFLAGS=", "GOOS=", "GOARCH=", "GOWORK=off", "CGO_ENABLED=1", "CGO_CFLAGS=", "CGO_LDFLAGS=",
		"CGO_CXXFLAGS=-std=c++17", // LLVM 19's headers need it
		"CC=clang-19", "CXX=clang++-19",
	}
	return []command{
		{
			dir: work.module(), env: env, name: "go",
			args: []string{"build", "-mod=readonly", "-trimpath", "-buildvcs=false", "-tags=llvm19", "-o", work.program(), tinyGoModule},
		},
		{
			dir: work.module(), name: "clang-19",
			args: []string{"--target=wasm32-unknown-wasi", "-O2", "-c", "assert.c", "-o", work.assert()},
		},
	}
}

// buildTinyGo builds TinyGo into folder, which appears when all of it is there. The caller holds the lock.
func (m machine) buildTinyGo(ctx context.Context, out io.Writer, folder string) error {
	purpose := "TinyGo " + tinyGoVersion
	// What a process that was killed left behind: nobody else works here while we hold the lock.
	if left, err := filepath.Glob(folder + ".making-*"); err == nil {
		for _, path := range left {
			os.RemoveAll(path)
		}
	}
	temporary, err := os.MkdirTemp(filepath.Dir(folder), filepath.Base(folder)+".making-*")
	if err != nil {
		return fmt.Errorf("%s: %w", purpose, err)
	}
	defer os.RemoveAll(temporary)
	work := layout(temporary)
	if err := os.MkdirAll(work.module(), 0o755); err != nil {
		return fmt.Errorf("%s: %w", purpose, err)
	}
	for file, name := range map[string]string{"go.mod.txt": "go.mod", "go.sum.txt": "go.sum", "assert.c": "assert.c"} {
		if err := os.WriteFile(filepath.Join(work.module(), name), recipeFile(file), 0o644); err != nil {
			return fmt.Errorf("%s: %w", purpose, err)
		}
	}

	var source string // of the module, in Go's module cache
	commands := recipeCommands(work, work)
	steps := []struct {
		what string
		work func() error
	}{
		{"fetching its Go modules", func() error {
			fetch := command{dir: work.module(), env: commands[0].env, name: "go", args: []string{"list", "-mod=readonly", "-deps", "-tags=llvm19", "-f", `{{with .Module}}{{if eq .Path "` + tinyGoModule + `"}}{{.Dir}}{{end}}{{end}}`, tinyGoModule}}
			printed, err := m.run(ctx, fetch)
			if err != nil {
				return fmt.Errorf("its Go modules could not be fetched; they are needed once, from a Go module proxy or from Go's module cache: %w", err)
			}
			source, _, _ = strings.Cut(strings.TrimSpace(printed), "\n")
			return nil
		}},
		{"compiling it, a minute or so on two cores", func() error {
			_, err := m.run(ctx, commands[0])
			return err
		}},
		{"compiling its C part", func() error {
			_, err := m.run(ctx, commands[1])
			return err
		}},
		{"copying its library", func() error { return copyTinyGoRoot(work.root(), source) }},
		{"finding Debian's WebAssembly libraries", func() error { return m.writeTarget(ctx, work, layout(folder)) }},
	}
	for i, s := range steps {
		what := fmt.Sprintf("%s: step %d of %d, %s", purpose, i+1, len(steps), s.what)
		if err := Step(out, what, s.work); err != nil {
			return fmt.Errorf("%s: %w", purpose, err)
		}
	}
	if err := os.RemoveAll(work.module()); err != nil {
		return fmt.Errorf("%s: %w", purpose, err)
	}
	// A folder that is there already was found not to run: files of it are gone.
	if err := os.RemoveAll(folder); err != nil {
		return fmt.Errorf("%s: %w", purpose, err)
	}
	if err := os.Rename(temporary, folder); err != nil {
		return fmt.Errorf("%s: %w", purpose, err)
	}
	return nil
}

// copyTinyGoRoot copies what TinyGo reads when it compiles for WebAssembly. Go's module cache is read-only, and TinyGo
// writes beside its sources.
func copyTinyGoRoot(root, source string) error {
	for _, folder := range []string{"src", "targets"} {
		if err := os.CopyFS(filepath.Join(root, folder), os.DirFS(filepath.Join(source, folder))); err != nil {
			return err
		}
	}
	return os.Mkdir(filepath.Join(root, "src", "net"), 0o755)
}

// writeTarget writes the target file of the TinyGo that is in work now and will be in final.
func (m machine) writeTarget(ctx context.Context, work, final layout) error {
	libc, err := m.fileOf(ctx, "wasi-libc", "/wasm32-wasi/libc.a")
	if err != nil {
		return err
	}
	builtins, err := m.fileOf(ctx, "libclang-rt-19-dev-wasm32", "/libclang_rt.builtins-wasm32.a")
	if err != nil {
		return err
	}
	target := recipeFile("target.json")
	for name, path := range map[string]string{
		`"DESKSIDE_LIBC"`: libc, `"DESKSIDE_BUILTINS"`: builtins, `"DESKSIDE_ASSERT"`: final.assert(),
	} {
		quoted, err := json.Marshal(path)
		if err != nil {
			return err
		}
		target = bytes.ReplaceAll(target, []byte(name), quoted)
	}
	return os.WriteFile(work.target(), target, 0o644)
}

// fileOf returns the path of the file of an installed Debian package that ends in suffix.
func (m machine) fileOf(ctx context.Context, name, suffix string) (string, error) {
	printed, err := m.run(ctx, command{name: "dpkg-query", args: []string{"-L", name}})
	if err != nil {
		return "", err
	}
	for line := range strings.Lines(printed) {
		if path := strings.TrimSpace(line); strings.HasSuffix(path, suffix) {
			return path, nil
		}
	}
	return "", fmt.Errorf("Debian's package %s holds no file that ends in %s", name, suffix)
}

// linkedFiles returns the linker inputs that a target file names by their full paths: none when there is no such file.
func linkedFiles(target string) []string {
	content, err := os.ReadFile(target)
	if err != nil {
		return nil
	}
	var read struct {
		LDFlags []string `json:"ldflags"`
	}
	if json.Unmarshal(content, &read) != nil {
		return nil
	}
	var files []string
	for _, flag := range read.LDFlags {
		if filepath.IsAbs(flag) {
			files = append(files, flag)
		}
	}
	return files
}
