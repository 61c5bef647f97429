package house

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
)

// Room is a folder with all below it that is no room of its own, and what it may import.
type Room struct {
	// Name is the folder. With a * it is a rule for each folder of that pattern
	// that holds Holds and has no row of its own: they are rooms apart, which have
	// the same arrows, and arrows to the rule lead to each of them.
	Name, Holds string
	// Imports are the rooms that its files may import, Tests those that its tests may import beside them.
	Imports, Tests []string
}

// source is a file that people write and compilers read.
type source struct {
	path, text string
}

func (s source) test() bool { return isTest(s.path) }

func isTest(name string) bool {
	return strings.HasSuffix(name, "_test.go") || strings.Contains(path.Base(name), ".test.")
}

var generatedGo = regexp.MustCompile(`(?m)^// Code generated .* DO NOT EDIT\.$`)

// handwritten returns the sources below the folders that people write: no data, nothing generated.
func handwritten(tree fs.FS, folders ...string) (all []source, err error) {
	for _, folder := range folders {
		err := fs.WalkDir(tree, folder, func(name string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if d.IsDir() {
				if d.Name() == "testdata" || d.Name() == "node_modules" {
					return fs.SkipDir
				}
				return nil
			}
			if !slices.Contains([]string{".go", ".ts", ".tsx", ".mjs", ".css", ".html"}, path.Ext(name)) {
				return nil
			}
			text, err := fs.ReadFile(tree, name)
			if err == nil && !generatedGo.Match(text) {
				all = append(all, source{name, string(text)})
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}

// Crossed lists the imports below the folders for which rooms have no arrow,
// and the arrows that no import uses: a table that allows more than is done
// holds nothing. module is the name that imports of Go begin with.
func Crossed(tree fs.FS, module string, rooms []Room, folders ...string) ([]string, error) {
	files, err := handwritten(tree, folders...)
	if err != nil {
		return nil, err
	}
	var broken []string
	say := func(format string, args ...any) {
		if line := fmt.Sprintf(format, args...); !slices.Contains(broken, line) {
			broken = append(broken, line)
		}
	}
	places, err := settle(tree, rooms)
	if err != nil {
		return nil, err
	}
	used := map[[2]string]bool{}
	for _, f := range files {
		from, ok := roomOf(places, path.Dir(f.path))
		if !ok {
			say("%s is in no room of the table", f.path)
			continue
		}
		imports, err := f.imports(module)
		if err != nil {
			return nil, err
		}
		for _, target := range imports {
			to, ok := roomOf(places, folder(f.path, target))
			switch {
			case !ok:
				say("%s imports %s, which is in no room of the table", f.path, target)
			case to.folder == from.folder:
			case slices.Contains(from.Imports, to.Name):
				// A test alone does not make an arrow of the product.
				used[[2]string{from.Name, to.Name}] = used[[2]string{from.Name, to.Name}] || !f.test()
			case f.test() && slices.Contains(from.Tests, to.Name):
				used[[2]string{from.Name, to.Name}] = true
			default:
				say("%s imports %s, but there is no arrow from %s to %s", f.path, target, from.Name, to.Name)
			}
		}
	}
	for _, room := range rooms {
		for _, to := range slices.Concat(room.Imports, room.Tests) {
			if !used[[2]string{room.Name, to}] {
				say("nothing uses the arrow from %s to %s", room.Name, to)
			}
		}
	}
	return broken, nil
}

// Circles lists the rooms from which arrows lead back to themselves. Those of tests do not count: a test of a client
// runs against the sandbox, which reads with that client.
func Circles(rooms []Room) (broken []string) {
	next := map[string][]string{}
	for _, r := range rooms {
		next[r.Name] = r.Imports
	}
	for _, r := range rooms {
		seen := map[string]bool{}
		var reach func(string)
		reach = func(name string) {
			for _, to := range next[name] {
				if !seen[to] {
					seen[to] = true
					reach(to)
				}
			}
		}
		reach(r.Name)
		if seen[r.Name] {
			broken = append(broken, "arrows lead from "+r.Name+" back to it")
		}
	}
	return broken
}

// folder is where an import leads: Go imports folders, scripts import files.
func folder(from, target string) string {
	if path.Ext(from) == ".go" {
		return target
	}
	return path.Dir(target)
}

// Arrows draws the imports of rooms, one a line, as documents show them.
func Arrows(rooms []Room) string {
	widest := 0
	for _, r := range rooms {
		widest = max(widest, len(r.Name))
	}
	var b strings.Builder
	for _, r := range rooms {
		to := "nothing"
		if len(r.Imports) > 0 {
			to = strings.Join(r.Imports, ", ")
		}
		fmt.Fprintf(&b, "%-*s → %s\n", widest, r.Name, to)
	}
	return b.String()
}

// place is a folder that is a room.
type place struct {
	Room
	folder string
}

// settle finds the folders of rooms.
func settle(tree fs.FS, rooms []Room) (places []place, err error) {
	for _, r := range rooms {
		if !strings.Contains(r.Name, "*") {
			places = append(places, place{r, r.Name})
			continue
		}
		folders, err := fs.Glob(tree, path.Join(r.Name, r.Holds))
		if err != nil {
			return nil, err
		}
		for _, folder := range folders {
			folder = strings.TrimSuffix(folder, "/"+r.Holds)
			if info, err := fs.Stat(tree, folder); err != nil || !info.IsDir() {
				continue
			}
			if !slices.ContainsFunc(rooms, func(other Room) bool { return other.Name == folder }) {
				places = append(places, place{r, folder})
			}
		}
	}
	return places, nil
}

// roomOf finds the innermost room that has a path.
func roomOf(places []place, name string) (found place, ok bool) {
	for _, p := range places {
		if (name == p.folder || strings.HasPrefix(name, p.folder+"/")) && len(p.folder) >= len(found.folder) {
			found, ok = p, true
		}
	}
	return found, ok
}

var importedByScript = regexp.MustCompile(`(?m)^(?:import|export)\b[^"';]*["'](\.[^"']+)["']|^\} from ["'](\.[^"']+)["']|\bimport\(\s*["'](\.[^"']+)["']`)

// imports returns the paths in the tree that a file imports, whatever build constraints say.
func (s source) imports(module string) (paths []string, err error) {
	switch path.Ext(s.path) {
	case ".go":
		file, err := parser.ParseFile(token.NewFileSet(), s.path, s.text, parser.ImportsOnly)
		if err != nil {
			return nil, err
		}
		for _, i := range file.Imports {
			if name, ok := strings.CutPrefix(strings.Trim(i.Path.Value, `"`), module+"/"); ok {
				paths = append(paths, name)
			}
		}
	case ".ts", ".tsx", ".mjs":
		for _, m := range importedByScript.FindAllStringSubmatch(withoutComments(s.text), -1) {
			paths = append(paths, path.Join(path.Dir(s.path), m[1]+m[2]+m[3]))
		}
	}
	return paths, nil
}

// Long lists the sources of more lines than most, tests aside. Those with a
// reason are let pass, unless they no longer need it.
func Long(tree fs.FS, most int, reasons map[string]string, folders ...string) ([]string, error) {
	files, err := handwritten(tree, folders...)
	if err != nil {
		return nil, err
	}
	var broken []string
	long := map[string]bool{}
	for _, f := range files {
		lines := strings.Count(f.text, "\n")
		if f.test() || lines <= most {
			continue
		}
		long[f.path] = true
		if reasons[f.path] == "" {
			broken = append(broken, fmt.Sprintf("%s has %d lines: look for its second subject", f.path, lines))
		}
	}
	for name := range reasons {
		if !long[name] {
			broken = append(broken, name+" is not long and needs no reason")
		}
	}
	slices.Sort(broken)
	return broken, nil
}

// Crowded lists the folders with more than most sources on one level, tests aside.
func Crowded(tree fs.FS, most int, folders ...string) ([]string, error) {
	files, err := handwritten(tree, folders...)
	if err != nil {
		return nil, err
	}
	counts := map[string]int{}
	for _, f := range files {
		if !f.test() {
			counts[path.Dir(f.path)]++
		}
	}
	var broken []string
	for folder, n := range counts {
		if n > most {
			broken = append(broken, fmt.Sprintf("%s has %d files on one level: divide it by subject", folder, n))
		}
	}
	slices.Sort(broken)
	return broken, nil
}
