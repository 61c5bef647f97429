package house

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Markup are the names of a language of formatting, which stand in a table and nowhere else.
type Markup struct {
	// Bracket begins a tag: [ or <.
	Bracket string
	Names   []string
	// Folders are where a text that is a name and nothing else is one, too.
	Folders []string
	// Allowed are texts there that are names of something else, by file.
	Allowed map[string][]string
}

// Spelled lists where Go or TypeScript below a folder writes a tag of a language by its name: behind its
// bracket in a text, or alone where only tags are named. Tests may, and what is generated does.
func Spelled(tree fs.FS, folder string, markup *Markup, free ...string) ([]string, error) {
	files, err := handwritten(tree, folder)
	if err != nil {
		return nil, err
	}
	var found []string
	for _, f := range files {
		if f.test() || below(f.path, free) {
			continue
		}
		s := spelling{markup: markup, file: f.path}
		switch path.Ext(f.path) {
		case ".go":
			set := token.NewFileSet()
			parsed, err := parser.ParseFile(set, f.path, f.text, parser.SkipObjectResolution)
			if err != nil {
				return nil, err
			}
			ast.Inspect(parsed, func(node ast.Node) bool {
				if literal, ok := node.(*ast.BasicLit); ok && literal.Kind == token.STRING {
					text, _ := strconv.Unquote(literal.Value)
					s.text(text, set.Position(literal.Pos()).Line)
				}
				return true
			})
		case ".ts", ".tsx":
			for i, line := range strings.Split(f.text, "\n") {
				for _, m := range quotedText.FindAllStringSubmatch(line, -1) {
					s.text(m[1], i+1)
				}
			}
		}
		found = append(found, s.found...)
	}
	slices.Sort(found)
	return found, nil
}

var quotedText = regexp.MustCompile(`"([^"\\]*)"`)

type spelling struct {
	markup *Markup
	file   string
	found  []string
}

func (s *spelling) text(text string, line int) {
	alone := slices.ContainsFunc(s.markup.Folders, func(folder string) bool { return path.Dir(s.file) == folder })
	if alone && slices.Contains(s.markup.Names, text) && !slices.Contains(s.markup.Allowed[s.file], text) {
		s.say(text, line)
		return
	}
	tags := regexp.MustCompile(regexp.QuoteMeta(s.markup.Bracket) + `/?([a-z0-9]+)(?:[^a-z0-9:]|$)`)
	for _, m := range tags.FindAllStringSubmatch(text, -1) {
		if slices.Contains(s.markup.Names, m[1]) {
			s.say(text, line)
			return
		}
	}
}

func (s *spelling) say(text string, line int) {
	s.found = append(s.found, s.file+":"+strconv.Itoa(line)+" spells "+strconv.Quote(text))
}
