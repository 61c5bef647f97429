package bundle

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// watched are the folders of dist/ that can be watched, and the cores that each
// has: where its scripts load them, below dist/.
var watched = map[string][]string{
	"widget":    {"core/customer.wasm", "core/writing.wasm", "core/formatting.wasm"},
	"extension": {"extension/core/agent.wasm"},
}

// Watch builds one folder of dist/, "widget" or "extension", into a dist of its
// own, and again whenever a source of its scripts or pages changes, until ctx
// ends or Watch fails. Each core is built once, into dist/ of root, where the next build finds it.
//
// built hears of each build of a script, by the entry point: nil, or what is
// wrong with the sources, and then what was built before is still there. It is
// called by several goroutines.
func Watch(ctx context.Context, root, folder, dist string, compiler Compiler, built func(entry string, err error), out io.Writer) error {
	cores, ok := watched[folder]
	if !ok {
		return fmt.Errorf("dist/ has no folder %q to watch", folder)
	}
	for _, to := range cores {
		name := filepath.Base(to)
		core := filepath.Join(root, "dist", "core", name)
		if err := BuildCore(ctx, root, compiler, strings.TrimSuffix(name, ".wasm"), core, out); err != nil {
			return err
		}
		if err := CopyFile(core, filepath.Join(dist, to)); err != nil {
			return err
		}
	}
	if folder == "extension" {
		if err := placeIcons(root, filepath.Join(dist, folder)); err != nil {
			return err
		}
	}
	// There before any script is, so that an error in the first build leaves a page that can load anew.
	if err := placePages(root, dist, compiler, folder); err != nil {
		return err
	}
	all, err := scripts(root)
	if err != nil {
		return err
	}
	for _, s := range all {
		if filepath.Dir(s.out) != folder {
			continue
		}
		sources, err := pagesOf(root, s)
		if err != nil {
			return err
		}
		options := scriptOptions(root, dist, s)
		// Who develops reads the sources in the browser.
		options.MinifySyntax, options.MinifyWhitespace, options.MinifyIdentifiers = false, false, false
		options.Sourcemap = api.SourceMapInline
		// The bundler would remove what it wrote before when a source is broken.
		options.Write = false
		options.Plugins = []api.Plugin{reporting(root, dist, folder, compiler, s, sources, built)}
		watching, failed := api.Context(options)
		if failed != nil {
			return errors.New(joined(failed.Errors))
		}
		context.AfterFunc(ctx, watching.Dispose)
		if err := watching.Watch(api.WatchOptions{}); err != nil {
			return err
		}
	}
	return nil
}

// pagesOf lists the sources of the pages that load a script: they are watched with it.
func pagesOf(root string, s script) ([]string, error) {
	var sources []string
	for from, to := range pages {
		path := filepath.Join(root, from)
		page, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		if filepath.Dir(to) == filepath.Dir(s.out) && strings.Contains(string(page), `src="`+filepath.Base(s.out)+`.js"`) {
			sources = append(sources, path)
		}
	}
	slices.Sort(sources)
	return sources, nil
}

// reporting writes each good build of a script, with its pages, and tells of it.
func reporting(root, dist, folder string, compiler Compiler, s script, sources []string, built func(string, error)) api.Plugin {
	return api.Plugin{Name: "reporting", Setup: func(build api.PluginBuild) {
		build.OnResolve(api.OnResolveOptions{Filter: ".*"}, func(args api.OnResolveArgs) (api.OnResolveResult, error) {
			if args.Kind != api.ResolveEntryPoint {
				return api.OnResolveResult{}, nil
			}
			return api.OnResolveResult{WatchFiles: sources}, nil
		})
		build.OnEnd(func(result *api.BuildResult) (api.OnEndResult, error) {
			if len(result.Errors) > 0 {
				built(s.entry, errors.New(joined(result.Errors)))
				return api.OnEndResult{}, nil
			}
			err := write(result.OutputFiles)
			if err == nil && len(sources) > 0 {
				err = placePages(root, dist, compiler, folder)
			}
			built(s.entry, err)
			return api.OnEndResult{}, nil
		})
	}}
}

func write(files []api.OutputFile) error {
	for _, f := range files {
		if err := os.MkdirAll(filepath.Dir(f.Path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(f.Path, f.Contents, 0o644); err != nil {
			return err
		}
	}
	return nil
}
