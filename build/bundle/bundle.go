// Package bundle builds everything that ships into dist/: the two cores, the
// widget, the extension for each browser. It knows where files come from and
// go to; how to compile Go for WebAssembly it is told.
package bundle

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/evanw/esbuild/pkg/api"

	"deskside/build/words"
)

// Browsers are the extension's targets: a manifest and a zip each.
var Browsers = []string{"chrome", "firefox"}

// script is one bundled entry point, below the repository's root.
type script struct {
	entry  string
	out    string // below dist/, without extension
	format api.Format
}

var fixed = []script{
	// The loader runs in other people's pages: one closed function, no module.
	{"widget/loader/loader.ts", "widget/loader", api.FormatIIFE},
	// What the loader brings in on intent.
	{"widget/host/host.ts", "widget/host", api.FormatESModule},
	{"widget/frame/frame.tsx", "widget/frame", api.FormatESModule},
	// What the frame loads when it is needed: see widget/frame/later.ts.
	{"widget/frame/outbox.ts", "widget/outbox", api.FormatESModule},
	{"widget/frame/draw.ts", "widget/draw", api.FormatESModule},
	{"widget/frame/files.ts", "widget/files", api.FormatESModule},
	{"widget/frame/similar.ts", "widget/similar", api.FormatESModule},
	{"widget/frame/remote.ts", "widget/remote", api.FormatESModule},
	{"widget/frame/person.ts", "widget/person", api.FormatESModule},
	// No module: it does not wait until the page is read.
	{"extension/panel/first.ts", "extension/first", api.FormatIIFE},
	// What the first script loads once it has drawn what was kept.
	{"extension/panel/panel.tsx", "extension/panel", api.FormatESModule},
	// For whoever has a long list: see extension/panel/tickets/long/drawn.ts.
	{"extension/panel/tickets/long/viewport.ts", "extension/viewport", api.FormatESModule},
	// For whoever writes: see extension/panel/compose/rich/field.tsx.
	{"extension/panel/compose/rich/rich.ts", "extension/rich", api.FormatESModule},
	// For whoever looks around without an account: see extension/demo/later.ts.
	{"extension/demo/demo.ts", "extension/demo", api.FormatESModule},
	{"extension/demo/seed.en.ts", "extension/seed.en", api.FormatESModule},
	{"extension/demo/seed.ru.ts", "extension/seed.ru", api.FormatESModule},
	{"extension/background/background.ts", "extension/background", api.FormatIIFE},
}

// scripts are all of them: also the messages of each language that a face loads
// when it is wanted.
func scripts(root string) ([]script, error) {
	languages, err := words.Languages(root)
	if err != nil {
		return nil, err
	}
	all := slices.Clone(fixed)
	for _, f := range words.Faces {
		for _, l := range f.Loaded(languages) {
			all = append(all, script{f.Folder + "/" + l.Tag + ".gen.ts", f.Loads + "/" + l.Tag + ".gen", api.FormatESModule})
		}
	}
	return all, nil
}

// Build builds all of it. compiler builds the cores.
func Build(ctx context.Context, root string, compiler Compiler, out io.Writer) error {
	start := time.Now()
	dist := filepath.Join(root, "dist")
	// What an earlier build left would ship with this one. The cores stay: they have stamps.
	for _, d := range []string{"widget", "extension"} {
		if err := os.RemoveAll(filepath.Join(dist, d)); err != nil {
			return err
		}
	}
	for _, d := range []string{"core", "widget", "extension"} {
		if err := os.MkdirAll(filepath.Join(dist, d), 0o755); err != nil {
			return err
		}
	}
	var wait sync.WaitGroup
	var coreErr error
	wait.Go(func() { coreErr = BuildCores(ctx, root, compiler, out) })
	err := buildScripts(root)
	wait.Wait()
	if err != nil {
		return err
	}
	if coreErr != nil {
		return coreErr
	}
	if err := placePages(root, dist, compiler, "widget", "extension"); err != nil {
		return err
	}
	for _, face := range []string{"widget", "extension"} {
		if err := dropUnread(filepath.Join(dist, face)); err != nil {
			return fmt.Errorf("take out what no style sheet reads: %w", err)
		}
	}
	if err := assembleExtensions(root, compiler); err != nil {
		return err
	}
	fmt.Fprintf(out, "built dist/ in %.1f s\n", time.Since(start).Seconds())
	return nil
}

// Options are the bundler's options for every script that ships.
func Options(root string) api.BuildOptions {
	return api.BuildOptions{
		AbsWorkingDir: root, Bundle: true, Write: true, Target: api.ES2022, Platform: api.PlatformBrowser, Charset: api.CharsetUTF8,
		JSX: api.JSXAutomatic, JSXImportSource: "preact",
		MinifySyntax: true, MinifyWhitespace: true, MinifyIdentifiers: true,
		LegalComments: api.LegalCommentsNone, LogLevel: api.LogLevelSilent,
		// esbuild looks for tsconfig.json upwards from each file; there is none on purpose.
		TsconfigRaw: `{"compilerOptions":{"verbatimModuleSyntax":true}}`,
	}
}

func buildScripts(root string) error {
	all, err := scripts(root)
	if err != nil {
		return err
	}
	for _, s := range all {
		result := api.Build(scriptOptions(root, filepath.Join(root, "dist"), s))
		if len(result.Errors) > 0 {
			return fmt.Errorf("bundling %s:\n%s", s.entry, joined(result.Errors))
		}
	}
	return nil
}

func scriptOptions(root, dist string, s script) api.BuildOptions {
	options := Options(root)
	options.EntryPoints = []string{s.entry}
	options.Outfile = filepath.Join(dist, s.out+".js")
	options.Format = s.format
	// A script that another loads is a file of its own beside it.
	options.External = []string{"./panel.js", "./outbox.js", "./draw.js", "./files.js", "./similar.js", "./remote.js", "./person.js", "./viewport.js", "./rich.js", "./demo.js", "./seed.*.js", "./*.gen.js"}
	return options
}

func joined(messages []api.Message) string {
	var text string
	for _, line := range api.FormatMessages(messages, api.FormatMessagesOptions{Kind: api.ErrorMessage}) {
		text += line
	}
	return text
}
