package house

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
)

// silence is what a failure becomes when nobody is told of it.
const silence = `(?:undefined|null|false|true|void 0|0|""|''|\[\]|\{\s*\}|\(\{\s*\}\))`

var (
	// caught is a promise's failure that becomes nothing.
	caught = regexp.MustCompile(`\.catch\(\s*(?:async\s*)?(?:\([^()]*\)|\w+)\s*=>\s*` + silence + `\s*,?\s*\)`)
	// block is a catch block without blocks in it.
	block = regexp.MustCompile(`\bcatch\s*(?:\([^()]*\)\s*)?\{([^{}]*)\}`)
	// reason is a comment with words in it.
	reason = regexp.MustCompile(`(?:^|[\s;{}(])(?://|/\*+)\s*\pL`)
)

// Swallowed lists where a script below the folders drops a failure and does not
// say why: a catch block that calls nobody, or a promise's catch that answers a
// constant. The reason is a comment in the block, on its line or on the line before.
func Swallowed(tree fs.FS, folders ...string) ([]string, error) {
	var broken []string
	for _, folder := range folders {
		err := fs.WalkDir(tree, folder, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !slices.Contains([]string{".ts", ".tsx", ".mjs"}, path.Ext(name)) {
				return err
			}
			source, err := fs.ReadFile(tree, name)
			if err != nil {
				return err
			}
			for _, line := range swallowed(string(source)) {
				broken = append(broken, fmt.Sprintf("%s:%d drops a failure: tell somebody of it, or say in a comment why nobody needs to know", name, line))
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return broken, nil
}

// swallowed are the lines of a source at which a failure is dropped without a reason, from 1.
func swallowed(source string) []int {
	var at [][]int
	at = append(at, caught.FindAllStringIndex(source, -1)...)
	for _, m := range block.FindAllStringSubmatchIndex(source, -1) {
		if body := withoutComments(source[m[2]:m[3]]); !strings.ContainsAny(body, "(") && !strings.Contains(body, "throw ") {
			at = append(at, m[:2])
		}
	}
	slices.SortFunc(at, func(a, b []int) int { return a[0] - b[0] })
	var lines []int
	for _, m := range at {
		if !reason.MatchString(around(source, m[0], m[1])) {
			lines = append(lines, 1+strings.Count(source[:m[0]], "\n"))
		}
	}
	return lines
}

// around is a part of a source with the rest of its lines and, where that is a comment alone, the line before.
func around(source string, from, to int) string {
	start := strings.LastIndexByte(source[:from], '\n') + 1
	end := len(source)
	if n := strings.IndexByte(source[to:], '\n'); n >= 0 {
		end = to + n
	}
	if start > 0 {
		before := strings.LastIndexByte(source[:start-1], '\n') + 1
		if line := strings.TrimSpace(source[before:start]); strings.HasPrefix(line, "//") || strings.HasPrefix(line, "/*") && strings.HasSuffix(line, "*/") {
			start = before
		}
	}
	return source[start:end]
}
