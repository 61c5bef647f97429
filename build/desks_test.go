package main

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/build/house"
	"deskside/shared/desks"
)

// speakers are the rooms that speak one helpdesk's API themselves, each with its reason.
var speakers = map[string]string{
	"shared/edge":          "the edge is the widget's UseResponse: it answers that API and asks it",
	"shared/core/customer": "the widget asks the edge, which answers as UseResponse does",
}

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
	for room := range speakers {
		mine := func(line string) bool {
			return strings.HasPrefix(line, room+"/") && strings.HasSuffix(line, " imports deskside/shared/useresponse")
		}
		require.True(t, slices.ContainsFunc(found, mine), "%s no longer imports a client: take it out", room)
		found = slices.DeleteFunc(found, mine)
	}
	require.Empty(t, found)
}
