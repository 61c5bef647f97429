package bundle

import (
	"context"
	"errors"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// counting pretends a compiler and counts what it is asked for.
type counting struct {
	recipe string
	times  int
	err    error
}

func (c *counting) Build(_ context.Context, _, output string, tags ...string) error {
	c.times++
	return errors.Join(c.err, os.WriteFile(output, []byte(c.recipe+strings.Join(tags, " ")), 0o644))
}

func (c *counting) Recipe(pkg string, tags ...string) string {
	return c.recipe + pkg + strings.Join(tags, " ")
}
func (c *counting) OwnTags() []string { return []string{"tinygo"} }
func (c *counting) String() string    { return "a compiler" }
func (c *counting) Glue() string      { return "" }

// checkout is a folder with these files beside those of a small core.
func checkout(t *testing.T, further map[string]string) string {
	root := t.TempDir()
	files := map[string]string{
		"go.mod":                  "module deskside\n\ngo 1.24\n",
		"go.sum":                  "",
		"wasm/core/main.go":       "package main\n\nimport _ \"deskside/shared/linked\"\n\nfunc main() {}\n",
		"wasm/core/edge.go":       "//go:build edge\n\npackage main\n\nimport _ \"deskside/shared/edge\"\n",
		"shared/linked/a.go":      "package linked\n\nimport _ \"embed\"\n\n//go:embed words.txt\nvar words string\n",
		"shared/linked/tiny.go":   "//go:build tinygo\n\npackage linked\n",
		"shared/linked/words.txt": "one",
		"shared/edge/a.go":        "package edge\n",
		"shared/other/a.go":       "package other\n",
	}
	maps.Copy(files, further)
	for name, content := range files {
		path := filepath.Join(root, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte(content), 0o644))
	}
	return root
}

// apart gives the test a cache of its own, and Go its usual one.
func apart(t *testing.T) {
	cache, err := exec.Command("go", "env", "GOCACHE").Output()
	require.NoError(t, err)
	t.Setenv("GOCACHE", strings.TrimSpace(string(cache)))
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	t.Setenv("GOFLAGS", "-mod=mod")
}

func TestCoresAreCompiledOnce(t *testing.T) {
	build := func(t *testing.T, c *counting, variant, root string) string {
		output := filepath.Join(root, "dist", variant+".wasm")
		require.NoError(t, BuildCore(t.Context(), root, c, variant, output, io.Discard))
		made, err := os.ReadFile(output)
		require.NoError(t, err)
		return string(made)
	}
	for _, c := range []struct {
		name    string
		variant string
		recipe  string
		changed map[string]string
		times   int
	}{
		{name: "of the same sources in another folder", variant: "agent", times: 1},
		{name: "with another source", variant: "agent", changed: map[string]string{"wasm/core/main.go": "package main\n\nfunc main() {}\n"}, times: 2},
		{name: "with another source of what it links", variant: "agent", changed: map[string]string{"shared/linked/tiny.go": "//go:build tinygo\n\npackage linked\n\nvar a int\n"}, times: 2},
		{name: "with another file within it", variant: "agent", changed: map[string]string{"shared/linked/words.txt": "two"}, times: 2},
		{name: "with other modules", variant: "agent", changed: map[string]string{"go.sum": "a"}, times: 2},
		{name: "by another recipe", variant: "agent", recipe: "-opt=2", times: 2},
		{name: "with another source that it does not link", variant: "agent", changed: map[string]string{"shared/other/a.go": "package other\n\nvar a int\n"}, times: 1},
		{name: "with a test", variant: "agent", changed: map[string]string{"shared/linked/a_test.go": "package linked\n"}, times: 1},
		{name: "with another source that another variant links", variant: "agent", changed: map[string]string{"shared/edge/a.go": "package edge\n\nvar a int\n"}, times: 1},
		{name: "with another source that this variant links", variant: "edge", changed: map[string]string{"shared/edge/a.go": "package edge\n\nvar a int\n"}, times: 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			apart(t)
			compiler := &counting{}
			before := build(t, compiler, c.variant, checkout(t, nil))
			compiler.recipe = c.recipe
			after := build(t, compiler, c.variant, checkout(t, c.changed))
			require.Equal(t, c.times, compiler.times)
			require.Equal(t, c.recipe+before, after)
		})
	}
	t.Run("one that failed is not kept", func(t *testing.T) {
		apart(t)
		compiler := &counting{err: errors.New("no memory")}
		root := checkout(t, nil)
		require.ErrorContains(t, BuildCore(t.Context(), root, compiler, "agent", filepath.Join(root, "dist", "a.wasm"), io.Discard), "no memory")
		compiler.err = nil
		build(t, compiler, "agent", root)
		require.Equal(t, 2, compiler.times)
	})
	t.Run("without a cache that can be written to, each time", func(t *testing.T) {
		apart(t)
		t.Setenv("XDG_CACHE_HOME", "/dev/null")
		compiler := &counting{}
		build(t, compiler, "agent", checkout(t, nil))
		build(t, compiler, "agent", checkout(t, nil))
		require.Equal(t, 2, compiler.times)
	})
	t.Run("sources that no compiler could read are an error", func(t *testing.T) {
		apart(t)
		root := checkout(t, map[string]string{"wasm/core/main.go": "package main\n\nimport _ \"deskside/shared/nowhere\"\n"})
		require.ErrorContains(t, BuildCore(t.Context(), root, &counting{}, "agent", filepath.Join(root, "a.wasm"), io.Discard), "shared/nowhere")
	})
}
