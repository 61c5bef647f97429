package bundle

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// metafile is what of the bundler's account of a build is read here.
type metafile struct {
	Outputs map[string]struct {
		Inputs map[string]struct{} `json:"inputs"`
	} `json:"outputs"`
}

// restyle leaves of the style of a script's parts what the script's own has not got: loaded once more, later, it would
// stand over rules that are meant to stand over it.
func restyle(root string, s script, account string) error {
	if len(s.parts) == 0 {
		return nil
	}
	var built metafile
	if err := json.Unmarshal([]byte(account), &built); err != nil {
		return err
	}
	folder := path.Join("dist", path.Dir(s.out))
	own := built.Outputs[path.Join("dist", s.out)+".css"].Inputs
	for _, part := range s.parts {
		name := path.Join(folder, partName(part)+".css")
		style, ok := built.Outputs[name]
		if !ok {
			continue
		}
		options := Options(root)
		options.EntryPoints, options.Write = []string{path.Join(path.Dir(s.entry), part)}, false
		options.Outdir, options.External = filepath.Join(root, folder), []string{"*.js"}
		options.Plugins = []api.Plugin{{Name: "rest", Setup: func(build api.PluginBuild) {
			build.OnLoad(api.OnLoadOptions{Filter: `\.css$`}, func(args api.OnLoadArgs) (api.OnLoadResult, error) {
				relative, err := filepath.Rel(root, args.Path)
				if err != nil {
					return api.OnLoadResult{}, err
				}
				var text string
				if _, has := own[filepath.ToSlash(relative)]; !has {
					content, err := os.ReadFile(args.Path)
					if err != nil {
						return api.OnLoadResult{}, err
					}
					text = string(content)
				}
				return api.OnLoadResult{Contents: &text, Loader: api.LoaderCSS}, nil
			})
		}}}
		result := api.Build(options)
		if len(result.Errors) > 0 {
			return errors.New(joined(result.Errors))
		}
		at := slices.IndexFunc(result.OutputFiles, func(f api.OutputFile) bool { return strings.HasSuffix(f.Path, ".css") })
		if at < 0 || len(style.Inputs) == 0 {
			continue
		}
		if err := os.WriteFile(filepath.Join(root, name), bytes.TrimSpace(result.OutputFiles[at].Contents), 0o644); err != nil {
			return err
		}
	}
	return nil
}
