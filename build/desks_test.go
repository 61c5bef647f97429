package main

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/build/house"
	"deskside/shared/desks"
)

// Which helpdesk an account has is its Desk's to say. Nothing else in shared
// imports a client or decides by a name.
func TestNothingButTheDesksKnowsHelpdesksByName(t *testing.T) {
	var names []string
	for _, desk := range desks.Agents() {
		names = append(names, string(desk.System()))
	}
	require.Len(t, names, 2)
	found, err := house.Named(os.DirFS(repository), "shared", []string{"deskside/shared/useresponse", "deskside/shared/usedesk"}, names,
		[]string{"helpdesk.UseResponse", "helpdesk.Usedesk"}, []string{"shared/useresponse", "shared/usedesk", "shared/desks", "shared/filter/filtertest"})
	require.NoError(t, err)
	require.Empty(t, found)
}
