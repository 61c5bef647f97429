package house

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Said is something in code that people would read in one language alone.
type Said struct {
	// File is a path; Text is what stands there.
	File, Text string
}

// sentence is a text that begins as a sentence does and has another word.
var sentence = regexp.MustCompile(`^[A-Z][a-z']* ([a-zA-Z]|[^ ]+ [a-z])`)

// word is a word that stands beside a value in a template: "${n} posts", "by ${name}".
var (
	wordAfter  = regexp.MustCompile(`^ [a-z]{2,}([ .,:;]|$)`)
	wordBefore = regexp.MustCompile(`(^|[ .,:;])[A-Za-z][a-z]+ $`)
	letters    = regexp.MustCompile(`\p{L}{2}`)
)

// piece is what Go glues to a value: " was dropped", "not ".
var piece = regexp.MustCompile(`^ [a-z]{2,}( [a-z]|$|[.,])|^[a-z]{2,}( [a-z]+)+ $`)

// spoken are the properties of elements that people read or hear.
var spoken = []string{"children", "aria-label", "aria-description", "title", "placeholder", "alt", "label", "hint", "heading"}

// EnglishTypeScript lists the words in scripts of faces that are in no catalogue:
// the text of elements and of attributes that are read or heard, sentences, and
// words glued to values. What goes to a developer alone, an Error or the console,
// is no such text.
func EnglishTypeScript(files fs.FS, folders ...string) ([]Said, error) {
	var found []Said
	err := each(files, folders, func(name string) bool {
		return ships(name)
	}, func(name string, content []byte) error {
		loader := api.LoaderTS
		if path.Ext(name) == ".tsx" {
			loader = api.LoaderTSX
		}
		// Elements become calls, so that their texts are strings like all others.
		plain := api.Transform(string(content), api.TransformOptions{Loader: loader, JSX: api.JSXAutomatic, JSXImportSource: "preact", Charset: api.CharsetUTF8, Target: api.ES2022, LogLevel: api.LogLevelSilent})
		for _, text := range saidBy(string(plain.Code)) {
			found = append(found, Said{name, text})
		}
		return nil
	})
	return found, err
}

// EnglishGo lists the sentences in Go, but for what an error or a panic says,
// which goes to a log.
func EnglishGo(files fs.FS, folders ...string) ([]Said, error) {
	var found []Said
	err := each(files, folders, func(name string) bool {
		return path.Ext(name) == ".go" && !strings.HasSuffix(name, "_test.go") && !strings.HasSuffix(name, "_gen.go") && !strings.Contains(name, "testdata/")
	}, func(name string, content []byte) error {
		file, err := parser.ParseFile(token.NewFileSet(), name, content, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ImportSpec:
				return false
			case *ast.CallExpr:
				switch f := n.Fun.(type) {
				case *ast.Ident:
					return f.Name != "panic"
				case *ast.SelectorExpr:
					return f.Sel.Name != "Errorf" && f.Sel.Name != "New"
				}
			case *ast.BasicLit:
				if n.Kind != token.STRING {
					break
				}
				if text, err := strconv.Unquote(n.Value); err == nil && (sentence.MatchString(text) || piece.MatchString(text)) {
					found = append(found, Said{name, text})
				}
			}
			return true
		})
		return nil
	})
	return found, err
}

// product is what the product is called in every language.
const product = "Deskside"

// EnglishHTML lists the words in pages of faces: their text, and what is read of
// their attributes. Pages get what they say from scripts or from the build.
func EnglishHTML(files fs.FS, folders ...string) ([]Said, error) {
	var found []Said
	err := each(files, folders, func(name string) bool {
		return path.Ext(name) == ".html"
	}, func(name string, content []byte) error {
		page, err := html.ParseWithOptions(bytes.NewReader(content), html.ParseOptionEnableScripting(false))
		if err != nil {
			return err
		}
		say := func(text string) {
			if text = strings.TrimSpace(text); letters.MatchString(text) && text != product {
				found = append(found, Said{name, text})
			}
		}
		for n := range page.Descendants() {
			if n.Type == html.TextNode && n.Parent.DataAtom != atom.Script && n.Parent.DataAtom != atom.Style {
				say(n.Data)
			}
			described := slices.Contains(n.Attr, html.Attribute{Key: "name", Val: "description"})
			for _, a := range n.Attr {
				if slices.Contains(spoken, a.Key) || described && a.Key == "content" {
					say(a.Val)
				}
			}
		}
		return nil
	})
	return found, err
}

func each(files fs.FS, folders []string, wanted func(name string) bool, read func(name string, content []byte) error) error {
	for _, folder := range folders {
		err := fs.WalkDir(files, folder, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !wanted(name) {
				return err
			}
			content, err := fs.ReadFile(files, name)
			if err != nil {
				return err
			}
			return read(name, content)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// bracket is an open bracket of a script.
type bracket struct {
	sign byte
	// of is the property whose value it is, or the function whose arguments stand in it.
	of string
}

// saidBy lists what people would read in a script as the bundler prints it.
func saidBy(script string) []string {
	var (
		found []string
		open  []bracket
		// last are the last names and signs before the place that is read.
		last []string
	)
	before := func(n int) string {
		if n > len(last) {
			return ""
		}
		return last[len(last)-n]
	}
	push := func(sign string) { last = append(last, sign) }
	developers := func() bool {
		return slices.ContainsFunc(open, func(p bracket) bool {
			return p.sign == '(' && (strings.HasSuffix(p.of, "Error") || slices.Contains([]string{"warn", "error", "log"}, p.of))
		})
	}
	// property is the one whose value begins here, by itself, in a list or after a choice.
	property := func() string {
		if before(1) == ":" && len(before(2)) > 1 {
			return strings.Trim(before(2), `"`)
		}
		if n := len(open); n > 0 && open[n-1].sign == '[' && (before(1) == "[" || before(1) == ",") {
			return open[n-1].of
		}
		return ""
	}
	for at := 0; at < len(script); {
		switch c := script[at]; {
		case strings.HasPrefix(script[at:], "//"):
			if end := strings.IndexByte(script[at:], '\n'); end >= 0 {
				at += end
			} else {
				at = len(script)
			}
		case strings.HasPrefix(script[at:], "/*"):
			at += 2 + strings.Index(script[at+2:], "*/") + 2
		case c == '"' || c == '\'':
			end := stringEnd(script, at, c)
			quoted := script[at:end]
			text, err := strconv.Unquote(`"` + strings.ReplaceAll(strings.ReplaceAll(quoted[1:len(quoted)-1], `\'`, "'"), `"`, `\"`) + `"`)
			if err != nil {
				text = quoted[1 : len(quoted)-1]
			}
			of := property()
			rest := strings.TrimLeft(script[end:], " ")
			isKey := strings.HasPrefix(rest, ":") && (before(1) == "{" || before(1) == ",")
			isModule := before(1) == "from" || before(1) == "import" || len(open) > 0 && open[len(open)-1].of == "import"
			if !isKey && !isModule && !developers() && (slices.Contains(spoken, of) && letters.MatchString(text) || sentence.MatchString(text)) {
				found = append(found, text)
			}
			push(quoted)
			at = end
		case c == '`':
			end, texts := templateEnd(script, at)
			of := property()
			if !developers() && of != "class" {
				for i, text := range texts {
					glued := i > 0 && wordAfter.MatchString(text) || i < len(texts)-1 && wordBefore.MatchString(text)
					if glued || sentence.MatchString(text) && len(texts) == 1 || slices.Contains(spoken, of) && letters.MatchString(text) {
						found = append(found, strings.Join(texts, "${…}"))
						break
					}
				}
			}
			push("`")
			at = end
		case c == '/' && regexpMayBegin(before(1)):
			at = regexpEnd(script, at)
			push("/")
		case c == '(' || c == '[' || c == '{':
			p := bracket{sign: c, of: property()}
			if c == '(' {
				p.of = before(1)
			}
			open = append(open, p)
			push(string(c))
			at++
		case c == ')' || c == ']' || c == '}':
			if len(open) > 0 {
				open = open[:len(open)-1]
			}
			push(string(c))
			at++
		case isName(c):
			end := at
			for end < len(script) && (isName(script[end]) || '0' <= script[end] && script[end] <= '9') {
				end++
			}
			push(script[at:end])
			at = end
		case c == ' ' || c == '\n' || c == '\t':
			at++
		default:
			push(string(c))
			at++
		}
	}
	return found
}

func isName(c byte) bool {
	return c == '_' || c == '$' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c >= 0x80
}

func stringEnd(script string, at int, quote byte) int {
	for at++; at < len(script) && script[at] != quote; at++ {
		if script[at] == '\\' {
			at++
		}
	}
	return min(at+1, len(script))
}

// templateEnd returns the end of a template and the texts between its values.
func templateEnd(script string, at int) (end int, texts []string) {
	from := at + 1
	for at = from; at < len(script); at++ {
		switch {
		case script[at] == '\\':
			at++
		case script[at] == '`':
			return at + 1, append(texts, script[from:at])
		case strings.HasPrefix(script[at:], "${"):
			texts = append(texts, script[from:at])
			for depth := 0; at < len(script); at++ {
				switch script[at] {
				case '{':
					depth++
				case '}':
					depth--
				case '"', '\'':
					at = stringEnd(script, at, script[at]) - 1
				case '`':
					next, _ := templateEnd(script, at)
					at = next - 1
				}
				if depth == 0 && script[at] == '}' {
					break
				}
			}
			from = at + 1
		}
	}
	return len(script), append(texts, script[min(from, len(script)):])
}

// regexpMayBegin reports whether a slash after a sign begins an expression rather than divides.
func regexpMayBegin(before string) bool {
	return before == "" || before == "return" || len(before) == 1 && strings.Contains("([{,;:=!&|?+<>~*-", before)
}

func regexpEnd(script string, at int) int {
	class := false
	for at++; at < len(script); at++ {
		switch script[at] {
		case '\\':
			at++
		case '[':
			class = true
		case ']':
			class = false
		case '/':
			if !class {
				return at + 1
			}
		}
	}
	return at
}
