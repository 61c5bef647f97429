package check

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// NodeTest runs files with Node's test runner, one file after the other, and
// counts tests. env is added to the environment.
func NodeTest(ctx context.Context, root string, out io.Writer, env []string, files ...string) (Tally, error) {
	tap, err := os.CreateTemp("", "deskside-tap-*")
	if err != nil {
		return Tally{}, err
	}
	defer os.Remove(tap.Name())
	defer tap.Close()
	args := []string{"--test", "--test-concurrency=1", "--test-reporter=spec", "--test-reporter-destination=stdout",
		"--test-reporter=tap", "--test-reporter-destination=" + tap.Name()}
	cmd := exec.CommandContext(ctx, "node", append(args, files...)...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = root, out, out
	cmd.Env = append(os.Environ(), env...)
	runErr := cmd.Run()
	var tally Tally
	lines := bufio.NewScanner(tap)
	for lines.Scan() {
		if n, ok := strings.CutPrefix(lines.Text(), "# pass "); ok {
			tally.Passed, _ = strconv.Atoi(n)
		}
		if n, ok := strings.CutPrefix(lines.Text(), "# fail "); ok {
			tally.Failed, _ = strconv.Atoi(n)
		}
	}
	if runErr == nil && tally.Passed == 0 {
		return tally, fmt.Errorf("no test ran in %s", strings.Join(files, ", "))
	}
	return tally, runErr
}

// changesItsProcess tells by its text a test that leaves something behind for others in its process.
var changesItsProcess = regexp.MustCompile(`\bglobalThis\b|fake-indexeddb/auto`)

// Gathered writes a module that has the tests of bundled files, and returns it with those files that
// need a process of their own.
func Gathered(path string, files []string) (all []string, err error) {
	all = []string{path}
	var imports strings.Builder
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		if changesItsProcess.Match(text) {
			all = append(all, file)
			continue
		}
		name, err := filepath.Rel(filepath.Dir(path), file)
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&imports, "import %q;\n", "./"+filepath.ToSlash(name))
	}
	return all, os.WriteFile(path, []byte(imports.String()), 0o644)
}

// TestFiles finds the TypeScript tests in folders below root, however deep.
func TestFiles(root string, folders ...string) (files []string, err error) {
	for _, folder := range folders {
		err := filepath.WalkDir(filepath.Join(root, folder), func(path string, e fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(path, ".test.ts") && !strings.HasSuffix(path, ".test.tsx") {
				return err
			}
			name, err := filepath.Rel(root, path)
			files = append(files, name)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return files, nil
}

// Glob finds the test files that match any of the globs below root. A glob that matches none fails.
func Glob(root string, globs ...string) (files []string, err error) {
	for _, g := range globs {
		found, err := filepath.Glob(filepath.Join(root, g))
		if err != nil {
			return nil, err
		}
		if len(found) == 0 {
			return nil, fmt.Errorf("no test file matches %s", g)
		}
		files = append(files, found...)
	}
	return files, nil
}

// BundleTests bundles TypeScript test files (globs below root) for Node into
// dist/test and returns the bundled files.
func BundleTests(root string, globs ...string) ([]string, error) {
	entries, err := Glob(root, globs...)
	if err != nil {
		return nil, err
	}
	dir := filepath.Join(root, "dist", "test")
	result := api.Build(api.BuildOptions{
		AbsWorkingDir: root, EntryPoints: entries, Outdir: dir, Outbase: root, Bundle: true, Write: true,
		Format: api.FormatESModule, Platform: api.PlatformNode, Target: api.ES2022, OutExtension: map[string]string{".js": ".mjs"},
		Packages: api.PackagesExternal, JSX: api.JSXAutomatic, JSXImportSource: "preact", Sourcemap: api.SourceMapInline,
		Loader:      map[string]api.Loader{".css": api.LoaderEmpty},
		TsconfigRaw: `{"compilerOptions":{"verbatimModuleSyntax":true}}`, LogLevel: api.LogLevelSilent,
	})
	if len(result.Errors) > 0 {
		var text strings.Builder
		for _, m := range result.Errors {
			text.WriteString(m.Text + "\n")
		}
		return nil, fmt.Errorf("bundling tests: %s", text.String())
	}
	var files []string
	for _, e := range entries {
		relative, err := filepath.Rel(root, e)
		if err != nil {
			return nil, err
		}
		base := strings.TrimSuffix(strings.TrimSuffix(relative, ".tsx"), ".ts")
		files = append(files, filepath.Join(dir, base+".mjs"))
	}
	return files, nil
}
