package deploy

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// account stands in for wrangler and the account behind it. What it prints is what
// wrangler 4.86.0 printed, recorded in testdata before an account of the same state.
type account struct {
	t *testing.T
	// stranger is one who is not logged in, bounds one who works for several accounts.
	stranger bool
	database bool
	// migration is that of the store's tables; 0 where they have no number.
	migration int
	bucket    bool
	queue     bool
	secrets   map[string][]string
	deployed  map[string]bool
	// fails is the changing command that fails, counted from 1; 0 for none.
	fails int

	// changes are the commands that changed something, tried all of those, inputs what
	// they read.
	changes, tried, inputs []string
	// configs are the configurations that were deployed, by the names of their files.
	configs map[string]string
	root    string
}

func (a *account) recorded(name string) string {
	a.t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "recorded", name+".txt"))
	require.NoError(a.t, err)
	return string(text)
}

func (a *account) refuses(args []string, recorded string) (string, error) {
	return "", &Refused{args, said(a.recorded(recorded))}
}

func (a *account) Run(_ context.Context, input string, args ...string) (string, error) {
	command := strings.Join(args, " ")
	after := func(flag string) string {
		if at := slices.Index(args, flag); at >= 0 {
			return args[at+1]
		}
		return ""
	}
	has := func(there bool, recorded string) (string, error) {
		if there {
			return a.recorded(recorded), nil
		}
		return a.recorded(recorded + ".none"), nil
	}
	switch {
	case command == "whoami --json" && a.stranger:
		return "", &Refused{args, `{ "loggedIn": false }`}
	case command == "whoami --json":
		return a.recorded("whoami"), nil
	case command == "d1 list --json":
		return has(a.database, "d1-list")
	case strings.HasPrefix(command, "d1 execute deskside --remote --json --command SELECT"):
		require.True(a.t, a.database)
		if a.migration == 0 {
			return "", &Refused{args, "no such table: migration: SQLITE_ERROR [code: 7500]"}
		}
		return strings.Replace(a.recorded("d1-execute"), `"number": 1`, `"number": `+strconv.Itoa(a.migration), 1), nil
	case command == "r2 bucket list":
		return has(a.bucket, "r2-bucket-list")
	case command == "queues info deskside":
		if !a.queue {
			return a.refuses(args, "queues-info.none")
		}
		return a.recorded("queues-info"), nil
	case strings.HasPrefix(command, "deployments list --json --name "):
		if !a.deployed[after("--name")] {
			return a.refuses(args, "deployments-list.none")
		}
		return a.recorded("deployments-list"), nil
	case strings.HasPrefix(command, "secret list --name "):
		all := a.secrets[after("--name")]
		if len(all) == 0 && !a.deployed[after("--name")] {
			return a.refuses(args, "secret-list.none")
		}
		return `[{"name":"` + strings.Join(all, `","type":"secret_text"},{"name":"`) + `","type":"secret_text"}]`, nil
	}
	// What is left changes something.
	a.tried = append(a.tried, command)
	if a.fails == len(a.tried) {
		return "", &Refused{args, "fetch failed"}
	}
	a.changes, a.inputs = append(a.changes, command), append(a.inputs, input)
	switch {
	case command == "d1 create deskside":
		a.database = true
		return a.recorded("d1-create"), nil
	case command == "r2 bucket create deskside-files":
		a.bucket = true
		return a.recorded("r2-bucket-create"), nil
	case command == "queues create deskside":
		a.queue = true
		return a.recorded("queues-create"), nil
	case strings.HasPrefix(command, "secret put "):
		require.NotEmpty(a.t, input)
		if name := after("--name"); !slices.Contains(a.secrets[name], args[2]) {
			a.secrets[name] = append(a.secrets[name], args[2])
			// It makes a Worker that does nothing where there is none.
			a.deployed[name] = true
		}
		return a.recorded("secret-put-api_key"), nil
	case strings.HasPrefix(command, "deploy --config dist/deploy/"):
		file := filepath.Base(after("--config"))
		text, err := os.ReadFile(filepath.Join(a.root, after("--config")))
		require.NoError(a.t, err)
		a.configs[file] = string(text)
		a.deployed[map[string]string{"edge.json": "deskside", "operator.json": "deskside-operator"}[file]] = true
		return a.recorded("deploy"), nil
	}
	a.t.Fatalf("nobody has recorded wrangler %s", command)
	return "", nil
}
