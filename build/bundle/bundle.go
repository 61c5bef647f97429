// Package bundle builds everything that ships into dist/: the cores, the
// widget, the extension for each browser. It knows where files come from and
// go to; how to compile Go for WebAssembly it is told.
package bundle

import (
	"context"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
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
	// parts are what it imports when it is needed, by their names from its folder; built, each is a
	// file beside it. They take what they have in common with it from it.
	parts []string
}

var fixed = []script{
	// The loader runs in other people's pages: one closed function, no module.
	{entry: "widget/loader/loader.ts", out: "widget/loader", format: api.FormatIIFE},
	// What the loader brings in on intent.
	{entry: "widget/host/host.ts", out: "widget/host", format: api.FormatESModule},
	// What it brings in where a page is in another language than English, for itself and the host.
	{entry: "widget/words/languages.gen.ts", out: "widget/words", format: api.FormatESModule},
	// A page of the edge that shows it to whoever is to embed it.
	{entry: "widget/try/try.ts", out: "widget/try", format: api.FormatESModule},
	{entry: "widget/frame/frame.tsx", out: "widget/frame", format: api.FormatESModule, parts: []string{"views.tsx"}},
	// What the frame loads when it is needed: see widget/frame/later.ts.
	{entry: "widget/frame/outbox.ts", out: "widget/outbox", format: api.FormatESModule},
	{entry: "widget/frame/draw.ts", out: "widget/draw", format: api.FormatESModule},
	{entry: "widget/frame/details.ts", out: "widget/details", format: api.FormatESModule},
	{entry: "widget/frame/picture.ts", out: "widget/picture", format: api.FormatESModule},
	{entry: "widget/frame/similar.ts", out: "widget/similar", format: api.FormatESModule},
	{entry: "widget/frame/remote.ts", out: "widget/remote", format: api.FormatESModule},
	{entry: "widget/frame/person.ts", out: "widget/person", format: api.FormatESModule},
	// No module: it does not wait until the page is read.
	{entry: "extension/panel/first.ts", out: "extension/first", format: api.FormatIIFE},
	// What the first script loads once it has drawn what was kept.
	{entry: "extension/panel/panel.tsx", out: "extension/panel", format: api.FormatESModule, parts: []string{"keyboard.tsx", "lock.tsx", "../macros/macros.tsx", "../page/page.tsx", "../portal/portal.tsx"}},
	// For whoever has a long list: see extension/panel/tickets/long/drawn.ts.
	{entry: "extension/panel/tickets/long/viewport.ts", out: "extension/viewport", format: api.FormatESModule},
	// For whoever writes: see extension/panel/compose/rich/field.tsx.
	{entry: "extension/panel/compose/rich/rich.ts", out: "extension/rich", format: api.FormatESModule},
	// For whoever looks around without an account: see extension/demo/later.ts.
	{entry: "extension/demo/demo.ts", out: "extension/demo", format: api.FormatESModule},
	{entry: "extension/demo/seed.en.ts", out: "extension/seed.en", format: api.FormatESModule},
	{entry: "extension/demo/seed.ru.ts", out: "extension/seed.ru", format: api.FormatESModule},
	{entry: "extension/background/background.ts", out: "extension/background", format: api.FormatIIFE},
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
			all = append(all, script{entry: f.Folder + "/" + f.File(l.Tag) + ".ts", out: f.Loads + "/" + f.File(l.Tag), format: api.FormatESModule})
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
	if err == nil {
		err = shortenIDs(root, filepath.Join(dist, "widget"))
	}
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
		if err := restyle(root, s, result.Metafile); err != nil {
			return fmt.Errorf("bundling the style of %s: %w", s.entry, err)
		}
		if err := joinCommon(filepath.Join(root, "dist"), s); err != nil {
			return fmt.Errorf("bundling %s: %w", s.entry, err)
		}
	}
	return nil
}

func scriptOptions(root, dist string, s script) api.BuildOptions {
	options := Options(root)
	options.EntryPointsAdvanced = []api.EntryPoint{{InputPath: s.entry, OutputPath: filepath.Base(s.out)}}
	for _, part := range s.parts {
		options.EntryPointsAdvanced = append(options.EntryPointsAdvanced, api.EntryPoint{
			InputPath: path.Join(path.Dir(s.entry), part), OutputPath: partName(part),
		})
	}
	options.Outdir = filepath.Join(dist, filepath.Dir(s.out))
	// From wherever a part is imported: it is a file beside the script, with a style of its own.
	options.Plugins = []api.Plugin{{Name: "parts", Setup: func(build api.PluginBuild) {
		build.OnResolve(api.OnResolveOptions{Filter: `^\.{1,2}/[a-z./]+\.js$`}, func(args api.OnResolveArgs) (api.OnResolveResult, error) {
			name := strings.TrimSuffix(path.Base(args.Path), ".js")
			if args.Kind != api.ResolveJSDynamicImport || !slices.ContainsFunc(s.parts, func(part string) bool { return partName(part) == name }) {
				return api.OnResolveResult{}, nil
			}
			return api.OnResolveResult{Path: "./" + name + ".js", External: true}, nil
		})
	}}}
	options.Metafile = len(s.parts) > 0
	options.Splitting, options.ChunkNames = len(s.parts) > 0, common+"[hash]"
	options.Format = s.format
	// A script that another loads is a file of its own beside it.
	options.External = []string{"./*.gen.js"}
	for _, other := range fixed {
		options.External = append(options.External, "./"+path.Base(other.out)+".js")
		for _, part := range other.parts {
			options.External = append(options.External, "./"+partName(part)+".js")
		}
	}
	return options
}

// partName is what a part is called beside the script.
func partName(part string) string { return strings.TrimSuffix(path.Base(part), path.Ext(part)) }

func joined(messages []api.Message) string {
	var text string
	for _, line := range api.FormatMessages(messages, api.FormatMessagesOptions{Kind: api.ErrorMessage}) {
		text += line
	}
	return text
}
