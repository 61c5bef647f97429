// Package house looks for what has no user: operations that no face calls,
// members that no face writes, permissions, files and names that lead nowhere.
// Each rule takes a tree of files and returns what breaks it, one plain line
// each. It knows where things lie by what it is told, not by itself.
package house

import (
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
)

// sources reads the TypeScript below the folders that ships, without comments.
// Tests and their samples use nothing on a person's behalf.
func sources(tree fs.FS, folders ...string) (string, error) {
	var all strings.Builder
	for _, folder := range folders {
		err := fs.WalkDir(tree, folder, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !ships(name) {
				return err
			}
			text, err := fs.ReadFile(tree, name)
			all.Write(text)
			all.WriteByte('\n')
			return err
		})
		if err != nil {
			return "", err
		}
	}
	return withoutComments(all.String()), nil
}

func ships(name string) bool {
	base := path.Base(name)
	script := slices.Contains([]string{".ts", ".tsx"}, path.Ext(base))
	return script && !strings.Contains(base, ".test.") && !strings.Contains(base, ".gen.") && base != "samples.ts"
}

var comment = regexp.MustCompile(`(?s)/\*.*?\*/|(^|[^:"'\x60])//[^\n]*`)

// withoutComments drops comments. An address in a string survives by its colon.
func withoutComments(source string) string { return comment.ReplaceAllString(source, "$1") }
