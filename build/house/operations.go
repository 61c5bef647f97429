package house

import (
	"io/fs"
	"regexp"
	"slices"

	"deskside/shared/core"
)

var called = regexp.MustCompile(`\b(?:run|call)(?:<[^>]*>)?\(\s*"([a-z]+\.[a-z_]+)"`)

// Uncalled lists the operations of a table that nothing below the folders calls,
// by their names. A name that is not in the table would not pass the type check.
func Uncalled(tree fs.FS, table core.Table, folders ...string) ([]string, error) {
	text, err := sources(tree, folders...)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, m := range called.FindAllStringSubmatch(text, -1) {
		names = append(names, m[1])
	}
	var broken []string
	for _, op := range table {
		if !slices.Contains(names, op.Name) {
			broken = append(broken, op.Name+" has no caller: leave its row out of the table until something calls it")
		}
	}
	return broken, nil
}
