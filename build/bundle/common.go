package bundle

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// common names the file of what a script and its parts share, as the bundler makes it.
const common = "common"

// taken is how a part takes something of it, minified: names as they are there, with what it calls them.
var taken = regexp.MustCompile(`import\{([^}]*)\}from"\./` + common + `\.js";`)

// joinCommon puts into a script what it shares with its parts, which take it from there: a file the less to wait for,
// and what the script alone does with it costs no names.
func joinCommon(dist string, s script) error {
	if len(s.parts) == 0 {
		return nil
	}
	folder := filepath.Join(dist, filepath.Dir(s.out))
	name := path.Base(s.out) + ".js"
	wanted := map[string]bool{}
	for _, part := range s.parts {
		file := filepath.Join(folder, strings.TrimSuffix(part, path.Ext(part))+".js")
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		found := taken.FindAllSubmatch(text, -1)
		if len(found) != 1 {
			return fmt.Errorf("%s takes something of %s.js in %d places: it is to be one", file, common, len(found))
		}
		for one := range strings.SplitSeq(string(found[0][1]), ",") {
			there, _, _ := strings.Cut(one, " as ")
			wanted[there] = true
		}
		text = bytes.Replace(text, []byte(`"./`+common+`.js"`), []byte(`"./`+name+`"`), 1)
		if err := os.WriteFile(file, text, 0o644); err != nil {
			return err
		}
	}
	options := api.BuildOptions{
		AbsWorkingDir: folder, Bundle: true, Target: api.ES2022, Platform: api.PlatformBrowser, Charset: api.CharsetUTF8,
		MinifySyntax: true, MinifyWhitespace: true, MinifyIdentifiers: true, LegalComments: api.LegalCommentsNone, LogLevel: api.LogLevelSilent,
		Format: s.format, Outfile: name, AllowOverwrite: true, Write: true,
		Stdin: &api.StdinOptions{
			Contents:   fmt.Sprintf("export * from %q; export {%s} from %q", "./"+name, strings.Join(slices.Sorted(maps.Keys(wanted)), ", "), "./"+common+".js"),
			ResolveDir: folder,
		},
		// All else that is loaded stays a file of its own.
		Plugins: []api.Plugin{{Name: "alone", Setup: func(build api.PluginBuild) {
			build.OnResolve(api.OnResolveOptions{Filter: ".*"}, func(args api.OnResolveArgs) (api.OnResolveResult, error) {
				if args.Importer == "<stdin>" || args.Path == "./"+common+".js" {
					return api.OnResolveResult{Path: filepath.Join(folder, args.Path)}, nil
				}
				return api.OnResolveResult{Path: args.Path, External: true}, nil
			})
		}}},
	}
	if result := api.Build(options); len(result.Errors) > 0 {
		return errors.New(joined(result.Errors))
	}
	return os.Remove(filepath.Join(folder, common+".js"))
}
