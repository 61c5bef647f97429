package words

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Files generates everything that is kept in the repository, by path below its root.
func Files(catalogues []Catalogue) (map[string][]byte, error) {
	if err := Check(catalogues); err != nil {
		return nil, err
	}
	source := &catalogues[0]
	languages := make([]Language, len(catalogues))
	for i := range catalogues {
		languages[i] = catalogues[i].Language
	}
	files := map[string][]byte{}
	var err error
	keep := func(path string, content []byte, problem error) {
		files[path] = content
		if err == nil {
			err = problem
		}
	}
	messages, problem := writeMessages(source)
	keep("shared/words/messages_gen.go", messages, problem)
	list, problem := writeLanguages(languages)
	keep("shared/words/print/languages_gen.go", list, problem)
	keep("shared/ui/words/languages.gen.ts", writeTypeScriptLanguages(languages), nil)
	keep("shared/ui/words/customers.gen.ts", writeCustomers(languages), nil)
	keep("shared/ui/words/tongue.gen.ts", writeTongue(languages), nil)
	for i := range catalogues {
		table, problem := writeTable(&catalogues[i], "!"+EdgeTag, func(string) bool { return true })
		keep("shared/words/print/"+catalogues[i].Tag+"_gen.go", table, problem)
		table, problem = writeTable(&catalogues[i], EdgeTag, EdgeSays)
		keep("shared/words/print/"+catalogues[i].Tag+"_edge_gen.go", table, problem)
	}
	for i := range catalogues {
		if catalogues[i].For == "" {
			keep(localeFile(catalogues[i].Tag), writeLocale(&catalogues[i]), nil)
		}
	}
	for i := range Faces {
		f := &Faces[i]
		types, problem := writeTypes(f, source)
		keep(f.Folder+"/messages.gen.ts", types, problem)
		if !f.Only {
			keep(f.Folder+"/languages.gen.ts", writeLoaded(f, languages), nil)
		}
		for _, l := range f.Speaks(languages) {
			of := slices.IndexFunc(catalogues, func(c Catalogue) bool { return c.Tag == l.Tag })
			keep(f.Folder+"/"+f.File(l.Tag)+".ts", writeFunctions(f, &catalogues[of], f.shared()), nil)
		}
	}
	return files, err
}

// shared is the module that faces print with, as seen from a face's words.
func (f *Face) shared() string {
	return strings.Repeat("../", strings.Count(f.Folder, "/")+1) + "shared/ui/words/words"
}

// Write brings the generated files up to date and reports whether any was stale.
func Write(root string) (stale bool, err error) {
	catalogues, err := Read(root)
	if err != nil {
		return false, err
	}
	files, err := Files(catalogues)
	if err != nil {
		return false, err
	}
	for path, content := range files {
		path = filepath.Join(root, path)
		if old, err := os.ReadFile(path); err == nil && bytes.Equal(old, content) {
			continue
		}
		stale = true
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return stale, err
		}
		if err := os.WriteFile(path, content, 0o644); err != nil {
			return stale, err
		}
	}
	return stale, nil
}
