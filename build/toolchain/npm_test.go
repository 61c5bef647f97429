package toolchain

import (
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// npmProject makes a project folder and a machine whose npm ci makes node_modules anew, as the real one does.
func npmProject(t *testing.T) (root string, p *pretended) {
	root = t.TempDir()
	writeFile(t, filepath.Join(root, "package.json"), `{"engines":{"node":">=20.19.0"}}`)
	writeFile(t, filepath.Join(root, "package-lock.json"), `{"lockfileVersion":3}`)
	return root, &pretended{
		os:   "linux",
		path: onPath("node", "npm"),
		answers: map[string]func(command) (string, error){
			"node --version": says("v20.19.0\n"),
			"npm ci": func(c command) (string, error) {
				if err := os.RemoveAll(filepath.Join(c.dir, "node_modules")); err != nil {
					return "", err
				}
				return "", os.MkdirAll(filepath.Join(c.dir, "node_modules", "preact"), 0o755)
			},
		},
	}
}

func writeFile(t *testing.T, path, content string) {
	require.NoError(t, os.WriteFile(path, []byte(content), 0o644))
}

func TestNPMPackages(t *testing.T) {
	t.Run("they are installed once, without running scripts", func(t *testing.T) {
		root, p := npmProject(t)
		require.NoError(t, p.machine().ensureNPM(t.Context(), root, io.Discard))
		require.NoError(t, p.machine().ensureNPM(t.Context(), root, io.Discard))
		require.Len(t, p.ran("npm"), 1)
		require.Contains(t, p.ran("npm")[0], "--ignore-scripts")
		require.DirExists(t, filepath.Join(root, "node_modules", "preact"))
	})
	for name, change := range map[string]func(t *testing.T, root string, p *pretended){
		"a changed lock file": func(t *testing.T, root string, _ *pretended) {
			writeFile(t, filepath.Join(root, "package-lock.json"), `{"lockfileVersion":3,"packages":{}}`)
		},
		"a removed node_modules": func(t *testing.T, root string, _ *pretended) {
			require.NoError(t, os.RemoveAll(filepath.Join(root, "node_modules")))
		},
		"another kind of machine on the same folder": func(_ *testing.T, _ string, p *pretended) { p.os = "darwin" },
	} {
		t.Run("they are installed again after "+name, func(t *testing.T) {
			root, p := npmProject(t)
			require.NoError(t, p.machine().ensureNPM(t.Context(), root, io.Discard))
			change(t, root, p)
			require.NoError(t, p.machine().ensureNPM(t.Context(), root, io.Discard))
			require.Len(t, p.ran("npm"), 2)
		})
	}
	t.Run("a node_modules that somebody else made is made anew", func(t *testing.T) {
		root, p := npmProject(t)
		require.NoError(t, os.Mkdir(filepath.Join(root, "node_modules"), 0o755))
		require.NoError(t, p.machine().ensureNPM(t.Context(), root, io.Discard))
		require.Len(t, p.ran("npm"), 1)
	})
	t.Run("an installation that failed is tried again the next time", func(t *testing.T) {
		root, p := npmProject(t)
		works := p.answers["npm ci"]
		p.answers["npm ci"] = fails("ENOTFOUND")
		err := p.machine().ensureNPM(t.Context(), root, io.Discard)
		require.ErrorContains(t, err, "they are needed once")
		require.ErrorContains(t, err, "ENOTFOUND")
		p.answers["npm ci"] = works
		require.NoError(t, p.machine().ensureNPM(t.Context(), root, io.Discard))
		require.Len(t, p.ran("npm"), 2)
	})
}

func TestNodeNeeded(t *testing.T) {
	for _, c := range []struct {
		name    string
		path    map[string]string
		version func(command) (string, error)
		err     string // empty: it will do
	}{
		{"the version of package.json will do", onPath("node", "npm"), says("v20.19.0\n"), ""},
		{"a newer one will do", onPath("node", "npm"), says("v24.1.0\n"), ""},
		{"an older one is named", onPath("node", "npm"), says("v18.19.0\n"), "Node on PATH is version 18.19.0, too old. Install Node 20.19.0 or newer"},
		{"an early one of the same major version is too old", onPath("node", "npm"), says("v20.9.0\n"), "version 20.9.0, too old"},
		{"without Node that is said", onPath("npm"), nil, "Node is not on PATH. Install Node 20.19.0 or newer"},
		{"without npm that is said", onPath("node"), says("v20.19.0\n"), "npm is not"},
		{"a Node that does not run is said", onPath("node", "npm"), fails("cannot open shared object"), "does not tell its version"},
	} {
		t.Run(c.name, func(t *testing.T) {
			root, p := npmProject(t)
			p.path = c.path
			p.answers["node --version"] = c.version
			err := p.machine().ensureNPM(t.Context(), root, io.Discard)
			if c.err == "" {
				require.NoError(t, err)
				return
			}
			require.ErrorContains(t, err, c.err)
			require.Empty(t, p.ran("npm"))
		})
	}
	t.Run("a package.json that states no oldest version is an error", func(t *testing.T) {
		root, p := npmProject(t)
		writeFile(t, filepath.Join(root, "package.json"), `{"engines":{"node":"20.x"}}`)
		require.ErrorContains(t, p.machine().ensureNPM(t.Context(), root, io.Discard), `says "20.x"`)
	})
}
