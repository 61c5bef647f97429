// Package reference reads a list of operations as the reference of an API has
// them: the one copy of the clients' tables that is kept apart from them. It is
// linked by tests alone.
package reference

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
)

// Row is one operation of a reference.
type Row struct {
	// Operation has what a reference tells: name, method, path, access, effect.
	api.Operation
	// Titled says that the reference has a title for it.
	Titled bool
}

var (
	who    = []string{"anybody", "guest", "user", "agent", "admin"}
	effect = []string{"once", "settles", "reads"}
)

// Read reads a list: a line for each operation, its columns between tabs. A plus
// before the name marks what has no title, a question mark after the method that
// the reference names none.
func Read(t testing.TB, file string) (rows []Row) {
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		columns := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		require.GreaterOrEqual(t, len(columns), 5, line)
		name, untitled := strings.CutPrefix(columns[0], "+")
		method, open := strings.CutSuffix(columns[1], "?")
		access, does := slices.Index(who, columns[3]), slices.Index(effect, columns[4])
		require.True(t, access >= 0 && does >= 0, line)
		rows = append(rows, Row{api.Operation{
			Name: name, Method: method, AnyMethod: open, Path: columns[2], Access: api.Access(access), Effect: api.Effect(does),
		}, !untitled})
	}
	return rows
}

// Compare holds a client's table against a reference: each operation once, in any
// order, and all that the reference tells of it.
func Compare(t testing.TB, rows []Row, table []*api.Operation) {
	var want, got []api.Operation
	for _, row := range rows {
		want = append(want, row.Operation)
	}
	for _, op := range table {
		got = append(got, api.Operation{
			Name: op.Name, Method: op.Method, AnyMethod: op.AnyMethod, Path: op.Path, Access: op.Access, Effect: op.Effect,
		})
	}
	require.ElementsMatch(t, want, got)
}
