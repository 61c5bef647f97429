package house_test

import (
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"deskside/build/house"
)

func TestWhatDecidesByANameIsFound(t *testing.T) {
	for _, test := range []struct {
		name, path, text string
		found            []string
	}{
		{"a comparison with a constant", "shared/core/a.go", `import "d/helpdesk"; var x = s == helpdesk.Usedesk`, []string{"uses helpdesk.Usedesk"}},
		{"a comparison with a text", "shared/core/a.go", `var x = s == "usedesk"`, []string{`says "usedesk"`}},
		{"a text joined of pieces", "shared/core/a.go", `var x = s == "use"+("desk")`, []string{`says "usedesk"`}},
		{"a text in another case", "shared/core/a.go", `var x = desk.Name() != "UseDesk"`, []string{`says "UseDesk"`}},
		{"a switch", "shared/core/a.go", `func f() { switch s { case helpdesk.UseResponse, "usedesk": } }`, []string{`says "usedesk"`, "uses helpdesk.UseResponse"}},
		{"a key of a map", "shared/core/a.go", `var x = map[string]int{"usedesk": 1}`, []string{`says "usedesk"`}},
		{"a member of a struct", "shared/core/a.go", `var x = T{System: "useresponse"}`, []string{`says "useresponse"`}},
		{"a constant of one's own", "shared/core/a.go", `const mine = "usedesk"`, []string{`says "usedesk"`}},
		{"an argument", "shared/core/a.go", `var x = strings.HasPrefix(s, "usedesk")`, []string{`says "usedesk"`}},
		{"a client's room", "shared/core/a.go", `import "d/usedesk/desk"`, []string{"imports d/usedesk/desk"}},
		{"a client under another name", "shared/core/a.go", `import u "d/usedesk"`, []string{"imports d/usedesk"}},
		{"a constant in the package that declares it", "shared/helpdesk/a.go", `var x = s == Usedesk`, []string{"uses Usedesk"}},

		{"the declaration", "shared/helpdesk/a.go", `const ( UseResponse System = "useresponse"; Usedesk System = "usedesk" )`, nil},
		{"a sentence", "shared/core/a.go", `var x = "Usedesk lists its tickets."`, nil},
		{"a comment", "shared/core/a.go", "// usedesk\nvar x = 1", nil},
		{"a name that begins so", "shared/core/a.go", `import "d/usedesks"; var x = "usedesks"`, nil},
		{"a test", "shared/core/a_test.go", `var x = s == "usedesk"`, nil},
		{"a room that may", "shared/usedesk/desk/a.go", `var x = helpdesk.Usedesk`, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			room := "core"
			if test.path == "shared/helpdesk/a.go" {
				room = "helpdesk"
			}
			tree := fstest.MapFS{test.path: {Data: []byte("package " + room + "\n" + test.text + "\n")}}
			found, err := house.Named(tree, "shared", []string{"d/usedesk", "d/useresponse"}, []string{"usedesk", "useresponse"},
				[]string{"helpdesk.Usedesk", "helpdesk.UseResponse"}, []string{"shared/usedesk", "shared/useresponse"})
			require.NoError(t, err)
			require.Len(t, found, len(test.found), "%v", found)
			for i := range test.found {
				require.Contains(t, found[i], test.found[i])
			}
		})
	}
}
