package toolchain

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// compilerThat pretends a TinyGo that compiles as told.
func compilerThat(compiles func(c command, output string) error) *Compiler {
	p := &pretended{answers: map[string]func(command) (string, error){
		"tinygo build": func(c command) (string, error) { return "", compiles(c, c.args[2]) },
	}}
	return &Compiler{Kind: KindTinyGo, Version: "0.41.1", machine: p.machine(), program: "tinygo", target: "wasm"}
}

func TestBuild(t *testing.T) {
	writes := func(content string) func(command, string) error {
		return func(_ command, output string) error { return os.WriteFile(output, []byte(content), 0o600) }
	}
	t.Run("the module appears in a new folder, readable, without custom sections", func(t *testing.T) {
		output := filepath.Join(t.TempDir(), "dist", "core", "customer.wasm")
		require.NoError(t, compilerThat(writes(emptyModule+"\x00\x05\x04name")).Build(t.Context(), "./core", output))
		content, err := os.ReadFile(output)
		require.NoError(t, err)
		require.Equal(t, emptyModule, string(content))
		info, err := os.Stat(output)
		require.NoError(t, err)
		require.Equal(t, os.FileMode(0o644), info.Mode().Perm())
	})
	for _, c := range []struct {
		name     string
		compiles func(command, string) error
		err      string
	}{
		{"a compile error", func(c command, _ string) error { _, err := fails("core.go:3: undefined: x")(c); return err }, "core.go:3: undefined: x"},
		{"a compiler that writes no module", writes("#!/bin/sh"), "not a WebAssembly module"},
		{"a compiler that writes nothing", func(command, string) error { return nil }, "no such file"},
	} {
		t.Run(c.name+" leaves the module of before and no other file", func(t *testing.T) {
			folder := t.TempDir()
			output := filepath.Join(folder, "core.wasm")
			require.NoError(t, os.WriteFile(output, []byte("before"), 0o644))
			err := compilerThat(c.compiles).Build(t.Context(), "./core", output)
			require.ErrorContains(t, err, "compile ./core with TinyGo 0.41.1")
			require.ErrorContains(t, err, c.err)
			content, err := os.ReadFile(output)
			require.NoError(t, err)
			require.Equal(t, "before", string(content))
			entries, err := os.ReadDir(folder)
			require.NoError(t, err)
			require.Len(t, entries, 1)
		})
	}
	t.Run("build tags reach the compiler as one argument", func(t *testing.T) {
		var seen []string
		compiler := compilerThat(func(c command, output string) error { seen = c.args; return writes(emptyModule)(c, output) })
		require.NoError(t, compiler.Build(t.Context(), "./core", filepath.Join(t.TempDir(), "a.wasm"), "keyless", "purego"))
		require.Contains(t, seen, "-tags=custommalloc keyless purego")
		require.Equal(t, "./core", seen[len(seen)-1])
	})
}

func TestStandardGo(t *testing.T) {
	p := &pretended{answers: map[string]func(command) (string, error){"go env": says("go1.26.8\n/usr/local/go\n")}}
	compiler, err := p.machine().standardGo(t.Context(), nil)
	require.NoError(t, err)
	require.Equal(t, "Go 1.26.8", compiler.String())
	require.Equal(t, filepath.FromSlash("/usr/local/go/lib/wasm/wasm_exec.js"), compiler.Glue())

	p = &pretended{}
	_, err = p.machine().standardGo(t.Context(), nil)
	require.ErrorContains(t, err, "Go is needed")
}

func TestGoModules(t *testing.T) {
	p := &pretended{path: onPath("go"), answers: map[string]func(command) (string, error){"go mod download": fails("dial tcp: no such host")}}
	err := p.machine().ensureGoModules(t.Context(), "/project", &strings.Builder{})
	require.ErrorContains(t, err, "they are needed once")
	require.ErrorContains(t, err, "no such host")
	require.Equal(t, "/project", p.log[0].dir)

	p = &pretended{}
	require.ErrorContains(t, p.machine().ensureGoModules(t.Context(), "/project", &strings.Builder{}), "Go is not on PATH")
}
