package main

import (
	"flag"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"deskside/build/house"
)

// top are the folders with sources.
var top = []string{"shared", "wasm", "extension", "widget", "build"}

// product are the rooms of what ships and every arrow that may be between them,
// in Go and in TypeScript. It says what is and not more: an arrow that nothing
// uses fails, too. README.md shows it. shared/* are the clients of helpdesks: a
// further one is no change here.
var product = []house.Room{
	{Name: "shared/words"},
	{Name: "shared/words/print", Imports: []string{"shared/words"}},
	{Name: "shared/api", Imports: []string{"shared/words"}, Tests: []string{"shared/*", "shared/words", "shared/words/print"}},
	{Name: "shared/outbox", Imports: []string{"shared/api"}},
	{Name: "shared/content"},
	{Name: "shared/helpdesk", Imports: []string{"shared/api", "shared/words"}},
	{Name: "shared/*", Holds: "desk", Imports: []string{"shared/api", "shared/content", "shared/helpdesk", "shared/words"}, Tests: []string{"build/sandbox", "shared/words/print"}},
	{Name: "shared/desks", Imports: []string{"shared/*", "shared/helpdesk"}, Tests: []string{"shared/api", "shared/words/print"}},
	{Name: "shared/filter/fold", Imports: []string{"shared/helpdesk"}},
	{Name: "shared/filter", Imports: []string{"shared/api", "shared/filter/fold", "shared/helpdesk", "shared/words"}, Tests: []string{"shared/*", "shared/desks", "shared/words/print"}},
	{Name: "shared/feedback", Imports: []string{"shared/api", "shared/content", "shared/filter/fold", "shared/helpdesk", "shared/outbox", "shared/words"}, Tests: []string{"shared/words/print"}},
	{Name: "shared/agent", Imports: []string{"shared/helpdesk", "shared/outbox"}, Tests: []string{"shared/api"}},
	{Name: "shared/agent/macros", Imports: []string{"shared/api", "shared/content", "shared/filter/fold", "shared/helpdesk", "shared/words"}, Tests: []string{"shared/desks", "shared/words/print"}},
	{Name: "shared/agent/page", Imports: []string{"shared/content"}},
	{Name: "shared/core", Imports: []string{"shared/api", "shared/words"}, Tests: []string{"shared/core/coretest", "shared/words"}},
	{Name: "shared/core/conversation", Imports: []string{"shared/content", "shared/helpdesk", "shared/words"}},
	{Name: "shared/core/boxes", Imports: []string{"shared/api", "shared/core", "shared/outbox"}},
	{Name: "shared/core/creation", Imports: []string{"shared/agent", "shared/api", "shared/content", "shared/core", "shared/core/conversation", "shared/helpdesk", "shared/outbox", "shared/words"}, Tests: []string{"shared/core/coretest", "shared/desks", "shared/words/print"}},
	{Name: "shared/core/comments", Imports: []string{"shared/agent", "shared/content", "shared/core", "shared/core/boxes", "shared/core/conversation", "shared/helpdesk", "shared/outbox"}, Tests: []string{"shared/core/agent", "shared/core/coretest"}},
	{Name: "shared/core/agent", Imports: []string{"shared/agent", "shared/api", "shared/content", "shared/core", "shared/core/boxes", "shared/core/comments", "shared/core/compose", "shared/core/conversation", "shared/core/creation", "shared/core/macros", "shared/core/page", "shared/core/portal", "shared/core/views", "shared/core/watch", "shared/desks", "shared/filter", "shared/filter/fold", "shared/helpdesk", "shared/outbox", "shared/words"}, Tests: []string{"shared/agent/macros", "shared/core/agent/agenttest", "shared/core/coretest", "shared/words/print"}},
	{Name: "shared/core/portal", Imports: []string{"shared/api", "shared/core", "shared/core/conversation", "shared/feedback", "shared/filter", "shared/helpdesk"}},
	{Name: "shared/core/views", Imports: []string{"shared/api", "shared/core", "shared/filter", "shared/filter/fold", "shared/helpdesk", "shared/words"}, Tests: []string{"shared/core/coretest", "shared/desks", "shared/words/print"}},
	{Name: "shared/core/macros", Imports: []string{"shared/agent/macros", "shared/core", "shared/filter/fold", "shared/helpdesk", "shared/words"}, Tests: []string{"shared/api", "shared/core/coretest", "shared/desks", "shared/words/print"}},
	{Name: "shared/core/page", Imports: []string{"shared/agent/page", "shared/core"}, Tests: []string{"shared/core/coretest"}},
	{Name: "shared/core/watch", Imports: []string{"shared/api", "shared/core", "shared/filter"}, Tests: []string{"shared/core/coretest"}},
	{Name: "shared/core/customer", Imports: []string{"shared/api", "shared/core", "shared/core/boxes", "shared/core/conversation", "shared/desks", "shared/feedback", "shared/helpdesk", "shared/outbox"}, Tests: []string{"shared/content", "shared/core/coretest"}},
	{Name: "shared/core/writing", Imports: []string{"shared/api", "shared/core", "shared/core/customer", "shared/feedback", "shared/helpdesk", "shared/outbox", "shared/words"}, Tests: []string{"shared/core/boxes", "shared/core/coretest", "shared/words/print"}},
	{Name: "shared/core/compose", Imports: []string{"shared/api", "shared/content", "shared/core", "shared/core/conversation", "shared/helpdesk", "shared/words"}, Tests: []string{"shared/core/coretest", "shared/words/print"}},
	{Name: "shared/core/edge", Imports: []string{"shared/api", "shared/content", "shared/core", "shared/core/customer", "shared/desks", "shared/feedback", "shared/helpdesk", "shared/words", "shared/words/print"}, Tests: []string{"shared/core/coretest"}},
	{Name: "shared/core/formatting", Imports: []string{"shared/api", "shared/content", "shared/core", "shared/core/compose", "shared/words"}, Tests: []string{"shared/core/coretest"}},
	{Name: "shared/edge", Imports: []string{"shared/api", "shared/core/customer", "shared/core/edge", "shared/core/formatting", "shared/core/writing", "shared/desks", "shared/edge/letters", "shared/words"}, Tests: []string{"build/sandbox", "shared/*", "shared/content", "shared/feedback", "shared/helpdesk"}},
	{Name: "shared/edge/console", Imports: []string{"shared/core/edge", "shared/edge", "shared/edge/letters", "shared/words", "shared/words/print"}, Tests: []string{"shared/api"}},
	{Name: "shared/edge/letters", Imports: []string{"shared/api", "shared/core/edge", "shared/words"}},
	{Name: "shared/ui"},
	{Name: "wasm", Tests: []string{"build/check", "build/content"}},
	{Name: "wasm/arena"},
	{Name: "wasm/core", Imports: []string{"shared/core", "shared/core/agent", "shared/core/compose", "shared/core/customer", "shared/core/edge", "shared/core/formatting", "shared/core/writing", "wasm/arena"}},
	{Name: "wasm/worker", Imports: []string{"shared/core/edge", "shared/edge", "shared/edge/console", "wasm"}, Tests: []string{"build/content"}},
	{Name: "extension", Imports: []string{"shared/outbox", "shared/ui", "wasm"}},
	{Name: "widget", Imports: []string{"shared/outbox", "shared/ui", "wasm"}},
}

// tools are the rooms of what builds and tests it. Nothing of the product imports them.
var tools = []house.Room{
	{Name: "shared/core/coretest", Imports: []string{"shared/api", "shared/core"}},
	{Name: "shared/core/agent/agenttest", Imports: []string{"shared/core", "shared/core/agent", "shared/core/coretest", "shared/helpdesk", "shared/words"}},
	{Name: "build/script"},
	{Name: "build/codec"},
	{Name: "build/toolchain"},
	{Name: "build/check", Imports: []string{"wasm"}},
	{Name: "build/bundle", Imports: []string{"build/toolchain", "build/words", "shared/core/edge", "shared/words", "shared/words/print"}},
	{Name: "build/pack", Imports: []string{"build/bundle", "build/check"}},
	{Name: "build/stores", Tests: []string{"build/bundle"}},
	{Name: "build/size", Imports: []string{"build/release", "build/toolchain"}},
	{Name: "build/words", Tests: []string{"build/toolchain", "shared/words", "shared/words/print"}},
	{Name: "build/typegen", Imports: []string{"build/words", "shared/api", "shared/core", "shared/core/agent", "shared/core/compose", "shared/core/customer", "shared/core/edge", "shared/core/formatting", "shared/core/writing", "shared/desks", "shared/filter", "shared/helpdesk", "shared/outbox", "shared/words", "shared/words/print"}},
	{Name: "build/release"},
	{Name: "build/lint", Imports: []string{"build/bundle", "build/check", "build/codec", "build/typegen"}},
	{Name: "build/house", Imports: []string{"shared/core"}, Tests: []string{"build/bundle"}},
	{Name: "build/sandbox", Imports: []string{"shared/*", "shared/api"}},
	{Name: "build/command", Imports: []string{"shared/words/print"}},
	{Name: "build/stack", Imports: []string{"build/bundle", "build/command", "build/release", "build/sandbox", "build/toolchain", "shared/api", "shared/core/edge", "shared/edge", "shared/edge/console", "shared/edge/letters", "shared/words", "shared/words/print"}, Tests: []string{"shared/*", "shared/feedback", "shared/helpdesk"}},
	{Name: "build/site", Imports: []string{"build/command", "shared/api", "shared/core/edge", "shared/edge", "shared/edge/letters", "shared/words", "shared/words/print"}, Tests: []string{"build/sandbox"}},
	{Name: "build/deploy", Imports: []string{"shared/core/edge", "shared/edge"}},
	{Name: "build/dev", Imports: []string{"build/bundle", "build/stack", "extension"}},
	{Name: "build/e2e", Imports: []string{"build/bundle", "build/pack", "build/release", "build/sandbox"}, Tests: []string{"extension"}},
	{Name: "build/faults", Tests: []string{"build/sandbox", "shared/*", "shared/api", "shared/core/agent", "shared/core/agent/agenttest", "shared/core/coretest", "shared/core/customer", "shared/core/edge", "shared/edge", "shared/helpdesk", "shared/words/print"}},
	{Name: "build/xss", Imports: []string{"build/check", "shared/content", "shared/ui"}},
	{Name: "build/*desk", Imports: []string{"extension"}, Tests: []string{"build/sandbox", "build/script", "shared/api", "shared/content", "shared/core", "shared/core/agent", "shared/core/agent/agenttest", "shared/core/coretest", "shared/desks", "shared/filter", "shared/helpdesk", "shared/words/print"}},
	{Name: "build/filter", Imports: []string{"shared/api", "shared/desks", "shared/filter", "shared/helpdesk", "shared/words/print"}, Tests: []string{"build/sandbox", "shared/*"}},
	{Name: "build/content", Imports: []string{"build/script", "shared/content", "shared/core", "shared/core/compose", "shared/words", "shared/words/print", "wasm"}},
	{Name: "build/bench", Imports: []string{"build/sandbox", "build/script", "extension", "shared/*", "shared/api", "shared/content", "shared/feedback", "shared/filter", "shared/helpdesk", "shared/ui", "wasm", "wasm/arena", "wasm/worker"}},
	{Name: "build", Imports: []string{"build/bench", "build/bundle", "build/check", "build/content", "build/deploy", "build/dev", "build/e2e", "build/filter", "build/house", "build/lint", "build/pack", "build/release", "build/sandbox", "build/site", "build/size", "build/stack", "build/stores", "build/toolchain", "build/typegen", "build/words", "build/xss"}, Tests: []string{"shared/content", "shared/core", "shared/core/agent", "shared/core/customer", "shared/core/edge", "shared/core/formatting", "shared/core/writing", "shared/desks"}},
}

// long are the files of more than 500 lines, each with its reason.
var long = map[string]string{}

func TestRoomsImportOnlyWhereAnArrowLeads(t *testing.T) {
	rooms := slices.Concat(product, tools)
	broken, err := house.Crossed(os.DirFS(repository), "deskside", rooms, top...)
	require.NoError(t, err)
	require.Empty(t, broken)
	require.Empty(t, house.Circles(rooms))
}

// A helpdesk is its folder, one line of registration and its stand-in: it needs no row.
func TestAFurtherHelpdeskNeedsNoRow(t *testing.T) {
	grown := fstest.MapFS{}
	for _, folder := range top {
		require.NoError(t, fs.WalkDir(os.DirFS(repository), folder, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !slices.Contains([]string{".go", ".ts", ".tsx", ".mjs", ".css"}, path.Ext(name)) {
				return err
			}
			text, err := os.ReadFile(filepath.Join(repository, name))
			grown[name] = &fstest.MapFile{Data: text}
			return err
		}))
	}
	add := func(name string, imports ...string) {
		text := "package x\n"
		for _, one := range imports {
			text += "\nimport _ \"deskside/" + one + "\"\n"
		}
		grown[name] = &fstest.MapFile{Data: []byte(text)}
	}
	add("shared/fourth/client.go", "shared/api", "shared/helpdesk", "shared/words")
	add("shared/fourth/desk/desk.go", "shared/fourth", "shared/helpdesk")
	add("shared/fourth/desk/desk_test.go", "build/sandbox", "shared/helpdesk/desktest")
	add("build/sandbox/fourth/fourth.go", "shared/api")
	add("build/fourthdesk/fourth_test.go", "shared/core/agent", "shared/desks")
	registry := grown["shared/desks/desks.go"]
	registry.Data = []byte(strings.Replace(string(registry.Data), "import (", "import (\n\tfourth \"deskside/shared/fourth/desk\"", 1))
	rooms := slices.Concat(product, tools)
	broken, err := house.Crossed(grown, "deskside", rooms, top...)
	require.NoError(t, err)
	require.Empty(t, broken)

	add("shared/filter/shortcut.go", "shared/fourth")
	broken, err = house.Crossed(grown, "deskside", rooms, top...)
	require.NoError(t, err)
	require.Equal(t, []string{"shared/filter/shortcut.go imports shared/fourth, but there is no arrow from shared/filter to shared/*"}, broken)
}

var update = flag.Bool("update", false, "write the arrows into README.md")

var drawnArrows = regexp.MustCompile("(?s)```\n" + product[0].Name + " .*?```\n")

func TestTheReadmeShowsEveryArrow(t *testing.T) {
	path := filepath.Join(repository, "README.md")
	readme, err := os.ReadFile(path)
	require.NoError(t, err)
	want := "```\n" + house.Arrows(product) + "```\n"
	if *update {
		require.NoError(t, os.WriteFile(path, drawnArrows.ReplaceAllLiteral(readme, []byte(want)), 0o644))
		return
	}
	require.Equal(t, want, string(drawnArrows.Find(readme)), "go test ./build -update writes it")
}

func TestFilesAreShortAndRoomsAreSmall(t *testing.T) {
	broken, err := house.Long(os.DirFS(repository), 500, long, top...)
	require.NoError(t, err)
	require.Empty(t, broken)
	broken, err = house.Crowded(os.DirFS(repository), 25, top...)
	require.NoError(t, err)
	require.Empty(t, broken)
}
