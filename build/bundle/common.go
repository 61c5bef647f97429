package bundle

import (
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

// common begins the names of the files of what a script and its parts share, as the bundler makes them.
const common = "common-"

// taken is how something of one is taken, minified: names as they are there, with what they are called here.
var taken = regexp.MustCompile(`import(?:\{([^}]*)\}from)?"\./(` + common + `[0-9A-Z]+)\.js";`)

// joinCommon puts into a script what it shares with its parts, which take it from there: a file the less to wait for,
// and what the script alone does with it costs no names. What parts share among themselves stays a file of its own.
func joinCommon(dist string, s script) error {
	if len(s.parts) == 0 {
		return nil
	}
	folder := filepath.Join(dist, filepath.Dir(s.out))
	name := path.Base(s.out)
	joins, err := sharedBy(folder, name)
	if err != nil {
		return err
	}
	takers := []string{}
	for _, part := range s.parts {
		takers = append(takers, partName(part))
	}
	rest, err := filepath.Glob(filepath.Join(folder, common+"*.js"))
	if err != nil {
		return err
	}
	for _, file := range rest {
		if one := strings.TrimSuffix(filepath.Base(file), ".js"); !slices.Contains(joins, one) {
			takers = append(takers, one)
		}
	}
	wanted := map[string]bool{}
	for _, taker := range takers {
		if err := takeFrom(filepath.Join(folder, taker+".js"), name, joins, wanted); err != nil {
			return err
		}
	}
	if err := join(folder, name, s.format, slices.Sorted(maps.Keys(wanted))); err != nil {
		return err
	}
	for _, one := range joins {
		if err := os.Remove(filepath.Join(folder, one+".js")); err != nil {
			return err
		}
	}
	return nil
}

// sharedBy lists what a script takes of what is shared, at whatever remove.
func sharedBy(folder, name string) (all []string, err error) {
	for next := []string{name}; len(next) > 0; {
		text, err := os.ReadFile(filepath.Join(folder, next[0]+".js"))
		if err != nil {
			return nil, err
		}
		next = next[1:]
		for _, found := range taken.FindAllSubmatch(text, -1) {
			if one := string(found[2]); !slices.Contains(all, one) {
				all, next = append(all, one), append(next, one)
			}
		}
	}
	return all, nil
}

// takeFrom has a file take from the script what lies there from now on, each under a name of its own, which it adds to
// those that are wanted of it.
func takeFrom(file, name string, joins []string, wanted map[string]bool) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	text = taken.ReplaceAllFunc(text, func(statement []byte) []byte {
		found := taken.FindSubmatch(statement)
		from := slices.Index(joins, string(found[2]))
		if from < 0 {
			return statement
		}
		if len(found[1]) == 0 {
			return fmt.Appendf(nil, `import"./%s.js";`, name)
		}
		var names []string
		for one := range strings.SplitSeq(string(found[1]), ",") {
			there, here, renamed := strings.Cut(one, " as ")
			if !renamed {
				here = there
			}
			export := fmt.Sprintf("%s as %s$%d", there, there, from)
			wanted[fmt.Sprintf("export{%s}from%q;", export, "./"+joins[from]+".js")] = true
			names = append(names, fmt.Sprintf("%s$%d as %s", there, from, here))
		}
		return fmt.Appendf(nil, `import{%s}from"./%s.js";`, strings.Join(names, ","), name)
	})
	return os.WriteFile(file, text, 0o644)
}

// join makes one file of a script and of what it takes of what is shared, with further exports.
func join(folder, name string, format api.Format, exports []string) error {
	file := name + ".js"
	options := api.BuildOptions{
		AbsWorkingDir: folder, Bundle: true, Target: api.ES2022, Platform: api.PlatformBrowser, Charset: api.CharsetUTF8,
		MinifySyntax: true, MinifyWhitespace: true, MinifyIdentifiers: true, LegalComments: api.LegalCommentsNone, LogLevel: api.LogLevelSilent,
		Format: format, Outfile: file, AllowOverwrite: true, Write: true,
		Stdin: &api.StdinOptions{Contents: fmt.Sprintf("export * from %q;\n%s", "./"+file, strings.Join(exports, "\n")), ResolveDir: folder},
		// All else that is loaded stays a file of its own.
		Plugins: []api.Plugin{{Name: "alone", Setup: func(build api.PluginBuild) {
			build.OnResolve(api.OnResolveOptions{Filter: ".*"}, func(args api.OnResolveArgs) (api.OnResolveResult, error) {
				if args.Importer == "<stdin>" || strings.HasPrefix(args.Path, "./"+common) {
					return api.OnResolveResult{Path: filepath.Join(folder, args.Path)}, nil
				}
				return api.OnResolveResult{Path: args.Path, External: true}, nil
			})
		}}},
	}
	if result := api.Build(options); len(result.Errors) > 0 {
		return errors.New(joined(result.Errors))
	}
	return nil
}
