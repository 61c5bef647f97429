package main

import (
	"io/fs"
	"os"
	"path"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/build/house"
	"deskside/shared/desks"
)

// Which helpdesk an account has is its Desk's to say. Nothing else in shared
// imports a client or decides by a name.
func TestNothingButTheDesksKnowsHelpdesksByName(t *testing.T) {
	var names, clients []string
	for _, desk := range desks.Agents() {
		names = append(names, string(desk.System()))
	}
	tree := os.DirFS(repository)
	free := []string{"shared/desks", "shared/filter/filtertest"}
	folders, err := fs.Glob(tree, "shared/*/desk")
	require.NoError(t, err)
	for _, folder := range folders {
		clients, free = append(clients, "deskside/"+path.Dir(folder)), append(free, path.Dir(folder))
	}
	require.Len(t, names, len(clients), "each client has its Desk among those of agents")
	require.Greater(t, len(clients), 1)
	found, err := house.Named(tree, "shared", clients, names, []string{"helpdesk.UseResponse", "helpdesk.Usedesk"}, free)
	require.NoError(t, err)
	require.Empty(t, found)
}
