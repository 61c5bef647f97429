package content_test

import (
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"runtime/metrics"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

var allSizes = flag.Bool("all-sizes", false, "try sources of up to a megabyte, too")

// A result is at most twelve times as long as its source and 4 KB; for each document on the way 64 times
// as many bytes are allocated and 1 MB; and a megabyte takes sixteen times as long as 64 KB, where work
// that is quadratic would take 256 times as long: what is above 16 are the caches of processors.
const (
	mostOutput    = 12
	mostAllocated = 64
	mostTime      = 16 * 4
)

func TestNoOperationMakesMoreThanItsSourceAllows(t *testing.T) {
	all := operations()
	for i, name := range slices.Sorted(maps.Keys(all)) {
		t.Run(name, func(t *testing.T) {
			for j, shape := range slices.Sorted(maps.Keys(hostile)) {
				turn := (i+j)%5 == 0
				if testing.Short() && !turn {
					continue
				}
				holdToBounds(t, shape, all[name], hostile[shape], turn)
			}
		})
	}
}

// What two shapes make together, neither makes alone: formatting around the cells of a table, heads of mails
// in lists. There are thousands of them, of which a run takes some.
func TestNoOperationMakesMoreOfTwoShapes(t *testing.T) {
	all := operations()
	pairs := hostilePairs()
	every, long := 16, 1<<12
	if *allSizes {
		every, long = 1, 1<<15
	}
	for i, name := range slices.Sorted(maps.Keys(all)) {
		for j, shape := range slices.Sorted(maps.Keys(pairs)) {
			if (i+j)%every == 0 {
				holdOneToBounds(t, name+" of "+shape, all[name], size(pairs[shape], long))
			}
		}
	}
}

// holdOneToBounds runs an operation with a source and tells how long it took.
func holdOneToBounds(t *testing.T, name string, op operation, src string) time.Duration {
	before, began := allocations(), cpu()
	output := op.do(src)
	took := cpu() - began
	allocated := allocations() - before
	// The runtime counts what it sets aside, so that too much is counted again.
	for tries := 0; tries < 3 && allocated > op.documents*(mostAllocated*len(src)+1<<20); tries++ {
		before = allocations()
		op.do(src)
		allocated = min(allocated, allocations()-before)
	}
	if output > mostOutput*len(src)+4096 {
		t.Errorf("%s: %d bytes give %d bytes", name, len(src), output)
	}
	if allocated > op.documents*(mostAllocated*len(src)+1<<20) {
		t.Errorf("%s: %d bytes allocate %d bytes, %d for each", name, len(src), allocated, allocated/len(src))
	}
	return took
}

// holdToBounds runs an operation with sources of a shape: of 4 KB, where work that is quadratic is above the
// bounds already, of 16 KB where it is their turn, and of all sizes where that is asked for.
func holdToBounds(t *testing.T, shape string, op operation, piece string, turn bool) {
	run := func(n int) time.Duration {
		return holdOneToBounds(t, shape, op, size(piece, n))
	}
	run(1 << 12)
	if turn && !testing.Short() || *allSizes {
		run(1 << 14)
	}
	// Larger ones take most of an hour of a processor together.
	if !*allSizes {
		return
	}
	run(1 << 10)
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	small, large := run(1<<16), run(1<<20)
	// Times that are too long are taken again: the machine may have been at something else.
	slow := func() bool { return large >= mostTime*small+20*time.Millisecond }
	for tries := 0; slow() && tries < 8; tries++ {
		small, large = max(small, op.time(size(piece, 1<<16))), min(large, op.time(size(piece, 1<<20)))
	}
	if slow() {
		t.Errorf("a megabyte of %s takes %v, and 64 KB %v", shape, large, small)
	}
}

func (op operation) time(src string) time.Duration {
	began := cpu()
	op.do(src)
	return cpu() - began
}

// allocations are all bytes that were allocated so far. It does not stop the world.
func allocations() int {
	sample := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(sample)
	return int(sample[0].Value.Uint64())
}

// notBounded are the exported functions that are given text or a document and need no operation: their
// work is that of others.
var notBounded = map[string]string{
	"content.Builder":             "it is what readers put text into",
	"content.Document":            "its methods give what a node has",
	"content.Report.Node":         "Losses calls it",
	"content.Report.Align":        "Losses calls it",
	"content.Builder.Copy":        "edit.Quotation and edit.Clip call it",
	"html.Append":                 "html.Print is the same",
	"bbcode.Append":               "bbcode.Print is the same",
	"bbcode.AppendFragment":       "Paste calls it",
	"bbcode.AppendQuote":          "edit.Quotation calls it",
	"bbcode.Reader.Outline":       "every Edit and Preview calls it",
	"bbcode.Reader.Lend":          "bbcode.Reader.Read calls it",
	"html.Reader.Lend":            "html.Reader.Read calls it",
	"bbcode.Reader.ReadReporting": "convert.Converter calls it",
	"html.Reader.ReadReporting":   "convert.Converter calls it",
	"markdown.Append":             "markdown.Print is the same",
	"markdown.Print":              "convert.Converter calls it",
	"text.Append":                 "text.Print is the same",
	"text.Print":                  "convert.Converter calls it",
	"html.Print":                  "convert.Converter calls it",
	"draw.Append":                 "draw.Program is the same",
	"convert.Converter.Read":      "Convert calls it",
	"content.Builder.Reporting":   "readers call it",
	"imageproxy.New":              "it reads what a server is configured with",
}

// What is exported and given text, a program or a document is in operations, or says why not: a new
// operation is held to the bounds or fails here.
func TestEveryOperationIsHeldToBounds(t *testing.T) {
	files := token.NewFileSet()
	held := map[string]bool{} // names behind a dot in operations_test.go
	test, err := parser.ParseFile(files, "operations_test.go", nil, 0)
	require.NoError(t, err)
	ast.Inspect(test, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok {
			held[s.Sel.Name] = true
			if x, ok := s.X.(*ast.Ident); ok {
				held[x.Name+"."+s.Sel.Name] = true
			}
		}
		return true
	})
	var missing []string
	unused := maps.Clone(notBounded)
	for _, dir := range packages(t) {
		list, err := filepath.Glob(filepath.Join(dir, "*.go"))
		require.NoError(t, err)
		for _, name := range list {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			file, err := parser.ParseFile(files, name, nil, parser.SkipObjectResolution)
			require.NoError(t, err)
			for _, d := range file.Decls {
				f, ok := d.(*ast.FuncDecl)
				if !ok || !f.Name.IsExported() || !takesSource(f) {
					continue
				}
				full, of := file.Name.Name+"."+f.Name.Name, ""
				if f.Recv != nil {
					of = file.Name.Name + "." + typeName(f.Recv.List[0].Type)
					full = of + "." + f.Name.Name
				}
				_, exempt := notBounded[full]
				_, exemptType := notBounded[of]
				delete(unused, full)
				delete(unused, of)
				if !exempt && !exemptType && !held[full] && (f.Recv == nil || !held[f.Name.Name]) {
					missing = append(missing, full)
				}
			}
		}
	}
	require.Empty(t, missing, "not in operations, which TestNoOperationMakesMoreThanItsSourceAllows runs")
	require.Empty(t, unused, "there is no such function")
}

// packages are the folders of this room whose packages others use.
func packages(t *testing.T) (dirs []string) {
	entries, err := os.ReadDir(".")
	require.NoError(t, err)
	dirs = []string{"."}
	for _, e := range entries {
		if e.IsDir() && e.Name() != "internal" && e.Name() != "testdata" && e.Name() != "contenttest" {
			dirs = append(dirs, e.Name())
		}
	}
	return dirs
}

// takesSource tells a function that is given text, bytes or a document, or has one.
func takesSource(f *ast.FuncDecl) bool {
	if f.Recv != nil {
		switch name := typeName(f.Recv.List[0].Type); {
		case !ast.IsExported(name):
			return false
		case name == "Field" || name == "Quotation" || name == "Edit" || name == "Document":
			return true
		}
	}
	for _, p := range f.Type.Params.List {
		switch t := p.Type.(type) {
		case *ast.Ident:
			if t.Name == "string" || t.Name == "Quotation" || t.Name == "Value" {
				return true
			}
		case *ast.ArrayType:
			return true
		case *ast.StarExpr:
			if typeName(t) == "Document" {
				return true
			}
		}
	}
	return false
}

func typeName(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.StarExpr:
		return typeName(e.X)
	case *ast.SelectorExpr:
		return e.Sel.Name
	case *ast.Ident:
		return e.Name
	}
	return ""
}
