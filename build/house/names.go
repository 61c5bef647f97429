package house

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
)

// Named lists where Go below a folder decides by a name: an import of one of
// clients, or a constant that is one of names and nothing more, in whatever it
// stands (a comparison, a switch, a member of a struct, a key of a map), spelt
// out, joined of pieces, or as a constant of the package that declares them. Words may say
// names, since a text that has more than the name decides nothing. Tests, and
// what lies below free, may do what they like.
//
// constants are the names' constants, such as helpdesk.Usedesk; the package that
// declares them may say each name once, in the declaration.
func Named(tree fs.FS, folder string, clients, names, constants, free []string) ([]string, error) {
	files, err := handwritten(tree, folder)
	if err != nil {
		return nil, err
	}
	var found []string
	for _, f := range files {
		if path.Ext(f.path) != ".go" || f.test() || below(f.path, free) {
			continue
		}
		set := token.NewFileSet()
		parsed, err := parser.ParseFile(set, f.path, f.text, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		n := &naming{set: set, clients: clients, names: names, constants: constants, pkg: parsed.Name.Name}
		ast.Inspect(parsed, n.visit)
		found = append(found, n.found...)
	}
	slices.Sort(found)
	return found, nil
}

func below(name string, folders []string) bool {
	return slices.ContainsFunc(folders, func(folder string) bool { return strings.HasPrefix(name, folder+"/") })
}

type naming struct {
	set                       *token.FileSet
	clients, names, constants []string
	pkg                       string
	found                     []string
}

func (n *naming) visit(node ast.Node) bool {
	switch node := node.(type) {
	case *ast.ImportSpec:
		imported, _ := strconv.Unquote(node.Path.Value)
		if slices.ContainsFunc(n.clients, func(client string) bool { return imported == client || strings.HasPrefix(imported, client+"/") }) {
			n.say(node, "imports "+imported)
		}
		return false
	case *ast.ValueSpec:
		// The declaration of the constants themselves.
		return !slices.ContainsFunc(node.Names, func(name *ast.Ident) bool { return slices.Contains(n.constants, n.pkg+"."+name.Name) })
	case *ast.SelectorExpr:
		if of, ok := node.X.(*ast.Ident); ok && slices.Contains(n.constants, of.Name+"."+node.Sel.Name) {
			n.say(node, "uses "+of.Name+"."+node.Sel.Name)
			return false
		}
		ast.Inspect(node.X, n.visit)
		return false
	case *ast.Ident:
		if slices.Contains(n.constants, n.pkg+"."+node.Name) {
			n.say(node, "uses "+node.Name)
		}
	case *ast.BasicLit, *ast.BinaryExpr:
		if text, ok := constant(node); ok {
			if slices.ContainsFunc(n.names, func(name string) bool { return strings.EqualFold(name, strings.TrimSpace(text)) }) {
				n.say(node, "says "+strconv.Quote(text))
			}
			return false
		}
	}
	return true
}

// constant gives the text that literals joined with + are.
func constant(node ast.Node) (string, bool) {
	switch node := node.(type) {
	case *ast.BasicLit:
		if node.Kind != token.STRING {
			return "", false
		}
		text, err := strconv.Unquote(node.Value)
		return text, err == nil
	case *ast.ParenExpr:
		return constant(node.X)
	case *ast.BinaryExpr:
		left, leftOK := constant(node.X)
		right, rightOK := constant(node.Y)
		return left + right, leftOK && rightOK && node.Op == token.ADD
	}
	return "", false
}

func (n *naming) say(node ast.Node, what string) {
	at := n.set.Position(node.Pos())
	n.found = append(n.found, at.Filename+":"+strconv.Itoa(at.Line)+" "+what)
}
