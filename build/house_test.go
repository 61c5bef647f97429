package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/build/bundle"
	"deskside/build/house"
	"deskside/shared/core"
	"deskside/shared/core/agent"
	"deskside/shared/core/customer"
	"deskside/shared/core/edge"
	"deskside/shared/core/formatting"
	"deskside/shared/core/writing"
)

// repository is the root of the tree, as tests of this package see it.
const repository = ".."

// faces are the tables, and where what calls them lies.
var faces = map[string]struct {
	table  core.Table
	folder string
	// waiting are members that nothing writes yet, and who will.
	waiting map[string]string
}{
	"agent": {agent.Table(), "extension", map[string]string{
		"Account.requests_per_second": "the settings of an account",
		"Account.searches_per_minute": "the settings of an account",
	}},
	"customer":   {customer.Table(), "widget", nil},
	"writing":    {writing.Table(), "widget", nil},
	"formatting": {formatting.Table(), "widget", nil},
	"edge":       {edge.Table(), "wasm/worker", nil},
}

func TestEveryOperationHasACaller(t *testing.T) {
	for name, face := range faces {
		broken, err := house.Uncalled(os.DirFS(repository), face.table, face.folder)
		require.NoError(t, err)
		require.Empty(t, broken, "the table of the %s", name)
	}
}

func TestEveryMemberOfAnArgumentHasAWriter(t *testing.T) {
	for name, face := range faces {
		broken, err := house.Unwritten(os.DirFS(repository), face.table, face.folder)
		require.NoError(t, err)
		for member, who := range face.waiting {
			require.Contains(t, broken, member, "it is written now and waits no more: %s", who)
		}
		broken = slices.DeleteFunc(broken, func(member string) bool { return face.waiting[member] != "" })
		require.Empty(t, broken, "members that no %s writes, or only with nothing", name)
	}
}

func TestEveryFailureIsHeardOrHasAReason(t *testing.T) {
	broken, err := house.Swallowed(os.DirFS(repository), "build", "extension", "shared", "wasm", "widget")
	require.NoError(t, err)
	require.Empty(t, broken)
}

func TestEveryPermissionHasAUser(t *testing.T) {
	for _, browser := range bundle.Browsers {
		manifest, err := bundle.Manifest(repository, browser)
		require.NoError(t, err)
		broken, err := house.Unused(manifest, os.DirFS(repository), "extension", "wasm")
		require.NoError(t, err)
		require.Empty(t, broken, browser)
	}
}

func TestEveryFileOfTheExtensionHasALoader(t *testing.T) {
	built := filepath.Join(repository, "dist", "extension")
	if _, err := os.Stat(filepath.Join(built, bundle.Browsers[0], "manifest.json")); err != nil {
		t.Skip("dist/extension is not built: make test looks at it once it is")
	}
	require.NoError(t, loaded(built))
}

func TestEveryNameInADocumentLeadsSomewhere(t *testing.T) {
	var words house.Words
	for _, c := range commands() {
		words.Commands = append(words.Commands, c.name)
	}
	makefile, err := os.ReadFile(filepath.Join(repository, "Makefile"))
	require.NoError(t, err)
	for _, m := range regexp.MustCompile(`(?m)^([a-z][a-z0-9 -]*):`).FindAllStringSubmatch(string(makefile), -1) {
		words.Targets = append(words.Targets, strings.Fields(m[1])...)
	}
	tracked, err := exec.Command("git", "-C", repository, "ls-files", "*.md").Output()
	if err != nil {
		t.Skip("this is no checkout of git, which tells documents from what lies beside them")
	}
	documents := strings.Fields(string(tracked))
	require.Contains(t, documents, "README.md")
	for _, file := range documents {
		broken, err := house.Misnamed(os.DirFS(repository), file, words)
		require.NoError(t, err)
		require.Empty(t, broken)
	}
}
