package house_test

import (
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/build/bundle"
)

// What browsers link must stay small and must never wait: net/http alone would
// be 2 MB, reflection-based JSON is ten times slower than the core's own.
func TestBrowsersLinkNothingHeavy(t *testing.T) {
	anywhere := []string{
		"net/http", "net", "net/url", "regexp", "text/template", "html/template", "time/tzdata", "database/sql",
		"github.com/valyala/fastjson", "golang.org/x/net/html", "deskside/shared/edge", "deskside/shared/api/transport",
	}
	// msgp imports these for what we do not call; ours must not.
	ours := append([]string{"encoding/json", "fmt", "reflect", "os", "sync", "context"}, anywhere...)
	for _, variant := range bundle.Variants() {
		rooms := 0
		for pkg, imports := range linked(t, variant) {
			require.NotContains(t, anywhere, pkg)
			if !strings.HasPrefix(pkg, "deskside/") {
				continue
			}
			rooms++
			for _, imported := range imports {
				require.NotContains(t, ours, imported, "%s imports it", pkg)
			}
		}
		require.Greater(t, rooms, 10)
	}
}

// What an edge decides is decided without a network, a database, a clock or
// another thread: any host can do what it asks for.
func TestTheEdgeDecidesWithoutReachingAnything(t *testing.T) {
	for pkg, imports := range dependencies(t, "", "./shared/core/edge") {
		require.NotContains(t, []string{"net", "net/http", "database/sql", "regexp", "deskside/shared/edge", "deskside/shared/api/transport"}, pkg)
		if strings.HasPrefix(pkg, "deskside/") {
			for _, imported := range imports {
				require.NotContains(t, []string{"encoding/json", "fmt", "reflect", "os", "sync", "context", "math/rand/v2"}, imported, "%s imports it", pkg)
			}
		}
	}
}

// linked is what a core links, each package with its imports.
func linked(t *testing.T, variant string) map[string][]string {
	return dependencies(t, strings.Join(bundle.Tags(variant), ","), "./wasm/core")
}

// dependencies are all packages that one needs in WebAssembly, each with its imports.
func dependencies(t *testing.T, tags, of string) map[string][]string {
	list := exec.Command("go", "list", "-deps", "-tags="+tags, "-f", `{{.ImportPath}} {{join .Imports " "}}`, of)
	list.Dir = "../.."
	list.Env = append(list.Environ(), "GOOS=js", "GOARCH=wasm")
	out, err := list.Output()
	require.NoError(t, err)
	all := map[string][]string{}
	for line := range strings.Lines(string(out)) {
		fields := strings.Fields(line)
		all[fields[0]] = fields[1:]
	}
	return all
}

// A core links the operations of its own face, and what these need.
func TestACoreLinksItsOwnFaceOnly(t *testing.T) {
	for variant, others := range map[string][]string{
		"customer":   {"core/agent", "core/compose", "core/conversation", "core/writing", "desks", "usedesk", "useresponse/desk", "filter", "filter/fold", "filter/plan", "filter/match", "filter/view", "content/html", "content/bbcode", "content/text", "content/draw", "feedback/proof", "feedback/similar"},
		"writing":    {"core/agent", "core/compose", "core/conversation", "desks", "usedesk", "useresponse/desk", "filter", "filter/plan", "filter/match", "filter/view", "content/convert", "content/edit"},
		"formatting": {"core/customer", "core/writing", "core/agent", "desks", "desks/customers", "feedback", "usedesk", "useresponse", "filter"},
		"agent":      {"core/customer", "core/writing", "feedback", "desks/customers", "useresponse/portal"},
		"compose":    {"core/customer", "core/writing", "core/agent", "desks", "desks/customers", "usedesk", "useresponse", "filter"},
	} {
		all := linked(t, variant)
		require.Contains(t, all, "deskside/shared/core/"+variant)
		for _, room := range others {
			require.NotContains(t, all, "deskside/shared/"+room, "in the core of %s", variant)
		}
	}
}
