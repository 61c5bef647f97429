package house

import (
	"io/fs"
	"path"
	"slices"
	"strings"
)

// Unloaded lists the files of a built extension that nothing loads: the browser
// begins with manifest.json, and a file is loaded when one that is loaded names it,
// from the root or from where it lies itself. What a manifest says in each
// language is loaded by its default_locale.
func Unloaded(extension fs.FS) ([]string, error) {
	texts := map[string]string{}
	err := fs.WalkDir(extension, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		texts[name] = ""
		if slices.Contains([]string{".json", ".html", ".js", ".css"}, path.Ext(name)) {
			text, err := fs.ReadFile(extension, name)
			if err != nil {
				return err
			}
			texts[name] = string(text)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	loaded := map[string]bool{}
	waiting := []string{"manifest.json"}
	for len(waiting) > 0 {
		by := waiting[0]
		waiting = waiting[1:]
		if loaded[by] {
			continue
		}
		loaded[by] = true
		for name := range texts {
			if by == "manifest.json" && strings.HasPrefix(name, "_locales/") && strings.Contains(texts[by], `"default_locale"`) {
				waiting = append(waiting, name)
			}
			if !loaded[name] && names(texts[by], path.Dir(by), name) {
				waiting = append(waiting, name)
			}
		}
	}
	var broken []string
	for name := range texts {
		if !loaded[name] {
			broken = append(broken, name+" is loaded by nothing: do not ship it")
		}
	}
	slices.Sort(broken)
	return broken, nil
}

// names reports whether a text in a folder names a file, between quotation marks
// or brackets.
func names(text, folder, name string) bool {
	forms := []string{name, "/" + name, "./" + name}
	if near, ok := strings.CutPrefix(name, folder+"/"); ok {
		forms = append(forms, near, "./"+near)
	}
	for _, form := range forms {
		for _, around := range []string{`""`, `''`, "``", "()"} {
			if strings.Contains(text, around[:1]+form+around[1:]) {
				return true
			}
		}
	}
	return false
}
