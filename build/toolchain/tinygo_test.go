package toolchain

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// debianBox pretends a Debian that can build TinyGo: its packages' files are real ones in a temporary folder, and its
// compilers write what they are asked for.
func debianBox(t *testing.T) *pretended {
	box := t.TempDir()
	write := func(path, content string) string {
		path = filepath.Join(box, path)
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte(content), 0o644))
		return path
	}
	libc := write("lib/wasm32-wasi/libc.a", "libc")
	builtins := write("lib/libclang_rt.builtins-wasm32.a", "builtins")
	write("module/src/runtime/runtime.go", "package runtime")
	write("module/targets/wasm-undefined.txt", "")
	output := func(c command) string {
		for i, arg := range c.args {
			if arg == "-o" {
				return c.args[i+1]
			}
		}
		return ""
	}
	make := func(content string) func(command) (string, error) {
		return func(c command) (string, error) {
			path := output(c)
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				return "", err
			}
			return "", os.WriteFile(path, []byte(content), 0o755)
		}
	}
	p := &pretended{
		os:       "linux",
		root:     true,
		listed:   true,
		path:     onPath("apt-get", "dpkg-query", "go"),
		packages: having("binaryen"),
		offers:   map[string]string{"clang-19": "clang-19", "lld-19": "wasm-ld-19"},
		cache:    filepath.Join(box, "cache"),
	}
	p.path["wasm-opt"] = "/usr/bin/wasm-opt"
	p.answers = map[string]func(command) (string, error){
		"dpkg-query -L wasi-libc":                 says("/.\n" + filepath.Dir(libc) + "\n" + libc + "\n"),
		"dpkg-query -L libclang-rt-19-dev-wasm32": says(builtins + "\n"),
		"go list":  says(filepath.Join(box, "module") + "\n"),
		"go build": make("tinygo"),
		"clang-19": make("assert"),
		// The path of our own TinyGo begins with the cache's.
		p.cache: says("tinygo version 0.41.1 linux/amd64 (using go version go1.26.8 and LLVM version 19.1.7)\n"),
	}
	return p
}

func TestTinyGoOnPath(t *testing.T) {
	for _, c := range []struct {
		name    string
		printed func(command) (string, error)
		version string // of the compiler; empty: none
		err     string
	}{
		{"the oldest version that knows Go 1.26 is used", says("tinygo version 0.41.0 darwin/arm64 (using go version go1.26.0 and LLVM version 20.1.1)\n"), "0.41.0", ""},
		{"a newer one is used", says("tinygo version 0.50.2 darwin/arm64\n"), "0.50.2", ""},
		{"versions are compared as numbers", says("tinygo version 0.100.0 darwin/arm64\n"), "0.100.0", ""},
		{"an older one is refused by its version", says("tinygo version 0.40.1 darwin/arm64\n"), "", "TinyGo on PATH is version 0.40.1, too old"},
		{"a preview of the oldest is older than it", says("tinygo version 0.41.0-dev darwin/arm64\n"), "", "version 0.41.0-dev, too old"},
		{"one that does not start counts as none", fails("cannot open shared object"), "", "TinyGo is not on PATH"},
		{"one that answers something else counts as none", says("hello\n"), "", "TinyGo is not on PATH"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := &pretended{os: "darwin", path: onPath("tinygo"), cache: t.TempDir(), answers: map[string]func(command) (string, error){"tinygo version": c.printed}}
			compiler, err := p.machine().tinyGo(t.Context(), io.Discard)
			atHand, found := p.machine().tinyGoAtHand(t.Context())
			if c.version == "" {
				require.ErrorContains(t, err, c.err)
				require.ErrorContains(t, err, "Install TinyGo 0.41 or newer")
				require.False(t, found)
				return
			}
			require.NoError(t, err)
			require.Equal(t, KindTinyGo, compiler.Kind)
			require.Equal(t, c.version, compiler.Version)
			require.True(t, found)
			require.Equal(t, c.version, atHand.Version)
		})
	}
}

func TestTinyGoBuilt(t *testing.T) {
	t.Run("it is built once, from installed packages, and then found", func(t *testing.T) {
		p := debianBox(t)
		_, found := p.machine().tinyGoAtHand(t.Context())
		require.False(t, found)
		require.Empty(t, p.ran("apt-get"), "looking installs nothing")

		compiler, err := p.machine().tinyGo(t.Context(), io.Discard)
		require.NoError(t, err)
		require.Equal(t, "TinyGo 0.41.1", compiler.String())
		require.Len(t, p.ran("apt-get"), 1)
		require.NotContains(t, p.ran("apt-get")[0], "binaryen", "it was there already")
		for _, name := range tinyGoPackages() {
			require.True(t, p.packages[name], name)
		}

		p.log = nil
		_, err = p.machine().tinyGo(t.Context(), io.Discard)
		require.NoError(t, err)
		atHand, found := p.machine().tinyGoAtHand(t.Context())
		require.True(t, found)
		require.Equal(t, compiler.program, atHand.program)
		require.Empty(t, append(p.ran("go"), p.ran("apt-get")...), "nothing is built or installed again")
	})
	t.Run("its library has the folder that upstream keeps as a submodule, and its target names files that are there", func(t *testing.T) {
		p := debianBox(t)
		compiler, err := p.machine().tinyGo(t.Context(), io.Discard)
		require.NoError(t, err)
		root := filepath.Join(filepath.Dir(compiler.target), "root")
		require.Contains(t, compiler.env, "TINYGOROOT="+root)
		require.DirExists(t, filepath.Join(root, "src", "net"))
		require.FileExists(t, filepath.Join(root, "src", "runtime", "runtime.go"))
		files := linkedFiles(compiler.target)
		require.Len(t, files, 3)
		for _, file := range files {
			require.FileExists(t, file)
		}
	})
	t.Run("it is built anew when a file it links was removed", func(t *testing.T) {
		p := debianBox(t)
		compiler, err := p.machine().tinyGo(t.Context(), io.Discard)
		require.NoError(t, err)
		require.NoError(t, os.Remove(linkedFiles(compiler.target)[0]))
		_, found := p.machine().tinyGoAtHand(t.Context())
		require.False(t, found)
		_, err = p.machine().tinyGo(t.Context(), io.Discard)
		require.NoError(t, err)
		_, found = p.machine().tinyGoAtHand(t.Context())
		require.True(t, found)
	})
	t.Run("a program it calls that was removed makes it not at hand", func(t *testing.T) {
		p := debianBox(t)
		_, err := p.machine().tinyGo(t.Context(), io.Discard)
		require.NoError(t, err)
		delete(p.path, "wasm-opt")
		_, found := p.machine().tinyGoAtHand(t.Context())
		require.False(t, found)
	})
	t.Run("an old one on PATH does not stand in the way", func(t *testing.T) {
		p := debianBox(t)
		p.path["tinygo"] = "/usr/bin/tinygo"
		p.answers["tinygo version"] = says("tinygo version 0.30.0 linux/amd64\n")
		compiler, err := p.machine().tinyGo(t.Context(), io.Discard)
		require.NoError(t, err)
		require.Equal(t, tinyGoVersion, compiler.Version)
	})
	t.Run("a build that fails leaves nothing, and the next one starts afresh", func(t *testing.T) {
		p := debianBox(t)
		works := p.answers["go build"]
		p.answers["go build"] = fails("llvm-c/Core.h: No such file or directory")
		_, err := p.machine().tinyGo(t.Context(), io.Discard)
		require.ErrorContains(t, err, "llvm-c/Core.h")
		require.Equal(t, []string{".lock"}, suffixesInCache(t, p))

		p.answers["go build"] = works
		_, err = p.machine().tinyGo(t.Context(), io.Discard)
		require.NoError(t, err)
		require.Equal(t, []string{"", ".lock"}, suffixesInCache(t, p))
	})
	t.Run("what a killed build left is cleared away", func(t *testing.T) {
		p := debianBox(t)
		folder, err := p.machine().tinyGoFolder()
		require.NoError(t, err)
		require.NoError(t, os.MkdirAll(folder+".making-1/bin", 0o755))
		_, err = p.machine().tinyGo(t.Context(), io.Discard)
		require.NoError(t, err)
		require.Equal(t, []string{"", ".lock"}, suffixesInCache(t, p))
	})
	t.Run("without a network the error says what is needed once", func(t *testing.T) {
		p := debianBox(t)
		p.answers["go list"] = fails("dial tcp: lookup proxy: no such host")
		_, err := p.machine().tinyGo(t.Context(), io.Discard)
		require.ErrorContains(t, err, "Go modules could not be fetched; they are needed once")
		require.ErrorContains(t, err, "no such host")
	})
	t.Run("without root the error names the packages and nothing is built", func(t *testing.T) {
		p := debianBox(t)
		p.root = false
		_, err := p.machine().tinyGo(t.Context(), io.Discard)
		require.ErrorContains(t, err, "sudo apt-get install -y --no-install-recommends llvm-19-dev")
		require.Empty(t, p.ran("go"))
	})
	t.Run("without root but with the packages it is built", func(t *testing.T) {
		p := debianBox(t)
		p.root = false
		p.packages = having(tinyGoPackages()...)
		p.path["clang-19"], p.path["wasm-ld-19"] = "/usr/bin/clang-19", "/usr/bin/wasm-ld-19"
		_, err := p.machine().tinyGo(t.Context(), io.Discard)
		require.NoError(t, err)
		require.Empty(t, p.ran("apt-get"))
	})
	t.Run("one that was built but does not run is an error", func(t *testing.T) {
		p := debianBox(t)
		p.answers[p.cache] = fails("libLLVM.so.19.1: cannot open shared object file")
		_, err := p.machine().tinyGo(t.Context(), io.Discard)
		require.ErrorContains(t, err, "was built but does not run")
	})
	t.Run("each kind of machine has its own in a shared cache", func(t *testing.T) {
		require.NotEqual(t, recipeHash("linux", "amd64"), recipeHash("linux", "arm64"))
	})
}

// suffixesInCache returns what the cache holds, less the name of the finished TinyGo.
func suffixesInCache(t *testing.T, p *pretended) []string {
	folder, err := p.machine().tinyGoFolder()
	require.NoError(t, err)
	entries, err := os.ReadDir(filepath.Dir(folder))
	require.NoError(t, err)
	var suffixes []string
	for _, entry := range entries {
		suffixes = append(suffixes, strings.TrimPrefix(entry.Name(), filepath.Base(folder)))
	}
	return suffixes
}
