package bundle

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"deskside/build/words"
)

// Pseudo makes a dist for tests out of dist/ as it is: the same files, but every
// script says in the pseudo-language what it would say in English.
func Pseudo(root, dist string) error {
	catalogues, err := words.Read(root)
	if err != nil {
		return err
	}
	built := filepath.Join(root, "dist")
	if err := os.RemoveAll(dist); err != nil {
		return err
	}
	for _, folder := range []string{"core", "widget", "extension"} {
		if err := copyTree(filepath.Join(built, folder), filepath.Join(dist, folder), ""); err != nil {
			return err
		}
	}
	all, err := scripts(root)
	if err != nil {
		return err
	}
	for _, s := range all {
		options := scriptOptions(root, dist, s)
		options.Plugins = []api.Plugin{inPseudo(root, &catalogues[0])}
		result := api.Build(options)
		if len(result.Errors) > 0 {
			return fmt.Errorf("bundling %s:\n%s", s.entry, joined(result.Errors))
		}
		if filepath.Dir(s.out) != "extension" {
			continue
		}
		for _, browser := range Browsers {
			name := filepath.Base(s.out) + ".js"
			if err := CopyFile(filepath.Join(dist, "extension", name), filepath.Join(dist, "extension", browser, name)); err != nil {
				return err
			}
		}
	}
	return nil
}

// inPseudo gives the bundler the pseudo-language where a script takes English.
func inPseudo(root string, source *words.Catalogue) api.Plugin {
	return api.Plugin{Name: "pseudo", Setup: func(build api.PluginBuild) {
		build.OnLoad(api.OnLoadOptions{Filter: `[/.]` + words.Source + `\.gen\.ts$`}, func(args api.OnLoadArgs) (api.OnLoadResult, error) {
			folder, err := filepath.Rel(root, filepath.Dir(args.Path))
			if err != nil {
				return api.OnLoadResult{}, err
			}
			for i := range words.Faces {
				if f := &words.Faces[i]; f.Folder == filepath.ToSlash(folder) {
					text := string(words.InPseudo(f, source))
					return api.OnLoadResult{Contents: &text, Loader: api.LoaderTS, ResolveDir: filepath.Dir(args.Path)}, nil
				}
			}
			return api.OnLoadResult{}, fmt.Errorf("%s is of no face", strings.TrimPrefix(args.Path, root))
		})
	}}
}
