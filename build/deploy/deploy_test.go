package deploy

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/core/edge/migration"
)

var update = flag.Bool("update", false, "write the plans that are shown")

// given are secrets as a person gives them.
var given = map[string]string{"DESKSIDE_KEY": "the-helpdesks-key", "DESKSIDE_OPERATOR_KEY": "the-operators-own-key"}

// nothing is an account with nothing in it.
func nothing(t *testing.T) *account {
	return &account{t: t, secrets: map[string][]string{}, deployed: map[string]bool{}, configs: map[string]string{}, root: repository(t)}
}

// today is one as it was set up by hand, by the README of an edge without migrations.
func today(t *testing.T) *account {
	a := nothing(t)
	a.database, a.deployed["deskside"], a.secrets["deskside"] = true, true, []string{"API_KEY"}
	return a
}

// repository is a folder with what a deployment reads of this repository.
func repository(t *testing.T) string {
	root := t.TempDir()
	folder := filepath.Join(root, "wasm", "worker")
	require.NoError(t, os.MkdirAll(folder, 0o755))
	for _, name := range []string{"wrangler.toml", "operator.toml"} {
		text, err := os.ReadFile(filepath.Join("..", "..", "wasm", "worker", name))
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(filepath.Join(folder, name), text, 0o644))
	}
	return root
}

// deploys runs the command and returns what it showed.
func (a *account) deploys(secrets map[string]string, answer string, args ...string) (shown string, built int, err error) {
	a.t.Helper()
	// What follows from CLOUDFLARE_ACCOUNT_ID is no matter of whoever runs the tests.
	a.t.Setenv("CLOUDFLARE_ACCOUNT_ID", "")
	a.changes, a.tried, a.inputs = nil, nil, nil
	var out bytes.Buffer
	d := &Deployment{
		Root: a.root, Tool: a, Secret: func(name string) string { return secrets[name] },
		Build: func(context.Context, bool, string) error { built++; return nil },
		In:    strings.NewReader(answer), Stdout: &out, Stderr: &out,
	}
	err = d.Run(a.t.Context(), args)
	shown = out.String()
	said := shown
	if err != nil {
		said += err.Error()
	}
	require.NoError(a.t, filepath.WalkDir(a.root, func(path string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			text, err := os.ReadFile(path)
			said += string(text)
			return err
		}
		return err
	}))
	for _, secret := range secrets {
		require.NotContains(a.t, said+strings.Join(a.tried, " "), secret, "a secret is shown, written or named to wrangler")
	}
	return shown, built, err
}

// all are the arguments of a deployment with everything.
var all = []string{"--upstream", "https://help.example.org", "--origins", "https://shop.example.org", "--files", "--queue"}

// first are the commands of a first one.
var first = []string{
	"d1 create deskside", "r2 bucket create deskside-files", "queues create deskside",
	"secret put API_KEY --name deskside", "secret put OPERATOR_KEY --name deskside-operator", "secret put API_KEY --name deskside-operator",
	"deploy --config dist/deploy/edge.json", "deploy --config dist/deploy/operator.json",
}

// golden compares what is shown with a file.
func golden(t *testing.T, name, shown string) {
	t.Helper()
	shown = strings.ReplaceAll(shown, fmt.Sprintf("brings it to %d;", len(migration.All)), "brings it to the newest;")
	path := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.WriteFile(path, []byte(shown), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err, "-update writes it")
	require.Equal(t, string(want), shown)
}

func TestTheFirstDeployment(t *testing.T) {
	a := nothing(t)
	shown, built, err := a.deploys(given, "", append(all, "--plan")...)
	require.NoError(t, err)
	require.Empty(t, a.tried, "a plan changes nothing")
	require.Zero(t, built)
	golden(t, "first.txt", shown)

	shown, built, err = a.deploys(given, "y\n", all...)
	require.NoError(t, err, shown)
	require.Equal(t, 1, built)
	require.Equal(t, first, a.changes)
	require.Equal(t, []string{"", "", "", "the-helpdesks-key", "the-operators-own-key", "the-helpdesks-key", "", ""}, a.inputs)
	require.Contains(t, shown, "https://deskside.anna.workers.dev")

	var edge, operator struct {
		Name, Main string
		Vars       map[string]string
		Databases  []map[string]string `json:"d1_databases"`
		Buckets    []map[string]string `json:"r2_buckets"`
		Queues     struct{ Producers, Consumers []map[string]any }
		Triggers   struct{ Crons []string }
		Assets     struct{ Directory string }
	}
	require.NoError(t, json.Unmarshal([]byte(a.configs["edge.json"]), &edge))
	require.NoError(t, json.Unmarshal([]byte(a.configs["operator.json"]), &operator))
	database := []map[string]string{{"binding": "STORE", "database_name": "deskside", "database_id": "11111111-2222-3333-4444-555555555555"}}
	require.Equal(t, database, edge.Databases)
	require.Equal(t, database, operator.Databases)
	require.Equal(t, []map[string]string{{"binding": "FILES", "bucket_name": "deskside-files"}}, edge.Buckets)
	require.Equal(t, edge.Buckets, operator.Buckets)
	require.Equal(t, "https://help.example.org", edge.Vars["UPSTREAM_URL"])
	require.Equal(t, "https://shop.example.org", edge.Vars["ORIGINS"])
	require.Equal(t, map[string]string{"UPSTREAM_URL": "https://help.example.org"}, operator.Vars)
	require.Equal(t, "deskside", edge.Queues.Producers[0]["queue"])
	require.Empty(t, edge.Queues.Consumers)
	require.Equal(t, "deskside", operator.Queues.Consumers[0]["queue"])
	require.Equal(t, []string{"* * * * *"}, operator.Triggers.Crons)
	require.Equal(t, []string{"../worker/worker.mjs", "../worker-assets", "../operator/worker.mjs"}, []string{edge.Main, edge.Assets.Directory, operator.Main})

	shown, _, err = a.deploys(nil, "", "--yes", "--built")
	require.NoError(t, err, shown)
	require.Equal(t, first[6:], a.changes, "the second run makes nothing twice and asks for no secret again")
	require.Contains(t, shown, `The secret API_KEY of "deskside" stays as it is`)
}

// guarded are the arguments that say what is asked of whom, strict are secrets beside them.
var (
	guarded = append(slices.Clone(all), "--rates", "writes=10/60 core=60/60", "--protect", "always", "--turnstile", "0x4AAAAAAAsitekey", "--guests", "comment vote", "--identity-audience", "feedback.example.org",
		"--access-team", "example.cloudflareaccess.com", "--access-aud", "4714c1358e65fe4b408ad6d432a5f878f08194bdb4752441fd56faefa9b2b6f2")
	strict = map[string]string{"DESKSIDE_KEY": "the-helpdesks-key", "DESKSIDE_SEAL_KEYS": "c2VhbGluZy1rZXktb2YtdGhpcnR5LXR3by1ieXRlcyE= b2xkLXNlYWwta2V5LW9mLXRoaXJ0eS10d28tYnl0ZXM=",
		"DESKSIDE_IDENTITY_KEYS": "2026-11:HS256:c2VhbGluZy1rZXktb2YtdGhpcnR5LXR3by1ieXRlcyE=", "DESKSIDE_TURNSTILE_SECRET": "0x4AAAAAAAsecretOfTurnstile"}
)

func TestWhatIsAskedOfWhomIsSaidOnceAndKept(t *testing.T) {
	a := nothing(t)
	shown, _, err := a.deploys(strict, "", append(guarded, "--plan")...)
	require.NoError(t, err, shown)
	golden(t, "guarded.txt", shown)
	shown, _, err = a.deploys(strict, "", append(guarded, "--yes")...)
	require.NoError(t, err, shown)
	edge := map[string]string{
		"UPSTREAM_URL": "https://help.example.org", "ORIGINS": "https://shop.example.org", "RATES": "writes=10/60 core=60/60", "PROTECT": "always", "TURNSTILE_SITE_KEY": "0x4AAAAAAAsitekey", "GUESTS": "comment vote",
		"IDENTITY_AUDIENCE": "feedback.example.org",
	}
	operator := map[string]string{
		"UPSTREAM_URL": "https://help.example.org", "ACCESS_TEAM": "example.cloudflareaccess.com", "ACCESS_AUD": "4714c1358e65fe4b408ad6d432a5f878f08194bdb4752441fd56faefa9b2b6f2",
	}
	require.Equal(t, []map[string]string{edge, operator}, []map[string]string{a.vars("edge.json"), a.vars("operator.json")})
	require.Equal(t, []string{"API_KEY", "SEAL_KEYS", "IDENTITY_KEYS", "TURNSTILE_SECRET"}, a.secrets["deskside"])
	require.Equal(t, []string{"API_KEY", "SEAL_KEYS"}, a.secrets["deskside-operator"], "Access opens the console")

	shown, _, err = a.deploys(nil, "", "--yes", "--built", "--protect", "never", "--rates", "")
	require.NoError(t, err, shown)
	require.Equal(t, first[6:], a.changes)
	edge["PROTECT"] = "never"
	delete(edge, "RATES")
	require.Equal(t, []map[string]string{edge, operator}, []map[string]string{a.vars("edge.json"), a.vars("operator.json")}, "what is not said anew stays, and what is taken back goes")
}

// vars are what a Worker that was deployed is told.
func (a *account) vars(file string) map[string]string {
	var c struct{ Vars map[string]string }
	require.NoError(a.t, json.Unmarshal([]byte(a.configs[file]), &c))
	return c.Vars
}

func TestAnAccessThatAnOwnerWroteDownStaysWhereTheOperatorHandsOn(t *testing.T) {
	a := nothing(t)
	path := filepath.Join(a.root, "wasm", "worker", "operator.toml")
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(path, []byte(strings.NewReplacer("# [vars]", "[vars]", "# ACCESS_", "ACCESS_").Replace(string(text))), 0o644))
	shown, _, err := a.deploys(map[string]string{"DESKSIDE_KEY": "the-helpdesks-key"}, "", append(all, "--yes")...)
	require.NoError(t, err, shown)
	require.Equal(t, map[string]string{
		"UPSTREAM_URL": "https://help.example.org", "ACCESS_TEAM": "example.cloudflareaccess.com", "ACCESS_AUD": "4714c1358e65fe4b408ad6d432a5f878f08194bdb4752441fd56faefa9b2b6f2",
	}, a.vars("operator.json"))
}

func TestAnUpgradeFromAnEdgeThatWasSetUpByHand(t *testing.T) {
	a := today(t)
	args := []string{"--upstream", "https://help.example.org", "--origins", "*"}
	shown, _, err := a.deploys(nil, "", append(args, "--plan")...)
	require.NoError(t, err)
	golden(t, "upgrade.txt", shown)
	shown, _, err = a.deploys(nil, "yes\n", args...)
	require.NoError(t, err, shown)
	require.Equal(t, []string{"deploy --config dist/deploy/edge.json"}, a.changes)
	require.Contains(t, a.configs["edge.json"], "11111111-2222-3333-4444-555555555555")
}

func TestWhatIsSaidOfTheStore(t *testing.T) {
	newest := len(migration.All)
	for number, says := range map[int]string{0: "is at migration 0. The first request to the new edge brings it to", newest: "as this edge needs it", newest + 1: "it is older than the one that was there"} {
		a := today(t)
		a.migration = number
		shown, _, err := a.deploys(nil, "", "--upstream", "https://help.example.org", "--origins", "*", "--plan")
		require.NoError(t, err)
		require.Contains(t, shown, says)
	}
}

func TestWhateverIsThereAlreadyOnlyTheRestIsDone(t *testing.T) {
	for has := range 16 {
		a := nothing(t)
		want := slices.Clone(first)
		without := func(command string) {
			want = slices.DeleteFunc(want, func(c string) bool { return c == command })
		}
		secrets := map[string]string{"DESKSIDE_KEY": given["DESKSIDE_KEY"], "DESKSIDE_OPERATOR_KEY": given["DESKSIDE_OPERATOR_KEY"]}
		if has&1 != 0 {
			a.database = true
			without("d1 create deskside")
		}
		if has&2 != 0 {
			a.bucket = true
			without("r2 bucket create deskside-files")
		}
		if has&4 != 0 {
			a.queue = true
			without("queues create deskside")
		}
		if has&8 != 0 {
			a.deployed["deskside-operator"], a.secrets["deskside-operator"] = true, []string{"OPERATOR_KEY", "API_KEY"}
			delete(secrets, "DESKSIDE_OPERATOR_KEY")
			without("secret put OPERATOR_KEY --name deskside-operator")
		}
		shown, _, err := a.deploys(secrets, "", append(all, "--yes")...)
		require.NoError(t, err, shown)
		require.Equal(t, want, a.changes)
	}
}

func TestADeploymentThatFailedAnywhereIsFinishedByTheSameCommand(t *testing.T) {
	whole := nothing(t)
	_, _, err := whole.deploys(given, "", append(all, "--yes")...)
	require.NoError(t, err)
	for fails := 1; fails <= len(first); fails++ {
		a := nothing(t)
		a.fails = fails
		shown, _, err := a.deploys(given, "", append(all, "--yes")...)
		require.ErrorContains(t, err, "failed, and the same command goes on from there")
		require.ErrorContains(t, err, "fetch failed")
		require.Equal(t, first[:fails-1], append([]string{}, a.changes...), shown)
		done := a.changes
		a.fails = 0
		shown, _, err = a.deploys(given, "", "--yes")
		require.NoError(t, err, shown)
		for _, command := range a.changes {
			if strings.Contains(command, " create ") {
				require.NotContains(t, done, command, "it is made once")
			}
		}
		require.Equal(t, whole.configs, a.configs)
		require.Equal(t, whole.secrets, a.secrets)
		require.Equal(t, whole.deployed, a.deployed)
	}
}

func TestNothingIsDoneBefore(t *testing.T) {
	for name, c := range map[string]struct {
		change  func(*account)
		secrets map[string]string
		answer  string
		args    []string
		says    string
	}{
		"a person agrees":             {nil, given, "n\n", all, "nothing was done"},
		"anybody is asked":            {nil, given, "", all, "nothing was done"},
		"the key is there":            {nil, nil, "y\n", all, `set DESKSIDE_KEY, which becomes API_KEY of "deskside"`},
		"keys are long enough":        {nil, map[string]string{"DESKSIDE_KEY": "a-k3y", "DESKSIDE_OPERATOR_KEY": "0p3rator"}, "y\n", all, "DESKSIDE_OPERATOR_KEY is too short"},
		"somebody is logged in":       {func(a *account) { a.stranger = true }, given, "y\n", all, "npx wrangler login"},
		"the helpdesk is known":       {nil, given, "y\n", nil, "--upstream"},
		"the sites are known":         {nil, given, "y\n", []string{"--upstream", "https://help.example.org"}, "--origins"},
		"the name can be one":         {nil, given, "y\n", append(slices.Clone(all), "--name", "My Edge"), `a Worker cannot be called "My Edge"`},
		"rates can be read":           {nil, given, "y\n", append(slices.Clone(all), "--rates", "writes=many"), "--rates: rates are such as writes=30/60"},
		"a proof is always or never":  {nil, given, "y\n", append(slices.Clone(all), "--protect", "sometimes"), `--protect is always, busy or never, not "sometimes"`},
		"guests may do what there is": {nil, given, "y\n", append(slices.Clone(all), "--guests", "read"), "--guests: what guests may do"},
		"Access is whole":             {nil, given, "y\n", append(slices.Clone(all), "--access-team", "example.cloudflareaccess.com"), "--access-team and --access-aud go together"},
		"sealing keys can seal":       {nil, map[string]string{"DESKSIDE_KEY": "a-k3y", "DESKSIDE_OPERATOR_KEY": "0p3rator-0p3rator", "DESKSIDE_SEAL_KEYS": "c2hvcnQ="}, "y\n", all, "DESKSIDE_SEAL_KEYS: sealing key 1 is not 32 bytes in base64"},
		"identities can be read":      {nil, map[string]string{"DESKSIDE_KEY": "a-k3y", "DESKSIDE_OPERATOR_KEY": "0p3rator-0p3rator", "DESKSIDE_IDENTITY_KEYS": "a:none:c2hvcnQ="}, "y\n", all, "DESKSIDE_IDENTITY_KEYS: key 1 of the site's identities"},
		"arguments are understood":    {nil, given, "y\n", append(slices.Clone(all), "now"), `deploy takes no "now"`},
	} {
		t.Run(name, func(t *testing.T) {
			a := nothing(t)
			if c.change != nil {
				c.change(a)
			}
			_, built, err := a.deploys(c.secrets, c.answer, c.args...)
			require.ErrorContains(t, err, c.says)
			require.Empty(t, a.tried)
			require.Zero(t, built)
		})
	}
}

func TestWhatAnOwnerWroteIsTakenOver(t *testing.T) {
	a := nothing(t)
	path := filepath.Join(a.root, "wasm", "worker", "wrangler.toml")
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	own := "routes = [{ pattern = \"feedback.example.org\", custom_domain = true }]\n" +
		strings.Replace(string(text), "https://help.example.com", "https://own.example.org", 1) + "\n[[r2_buckets]]\nbinding = \"FILES\"\nbucket_name = \"deskside-files\"\n"
	require.NoError(t, os.WriteFile(path, []byte(own), 0o644))
	shown, _, err := a.deploys(given, "", "--origins", "*", "--yes")
	require.NoError(t, err, shown)
	require.Contains(t, a.configs["edge.json"], "feedback.example.org")
	require.Contains(t, a.configs["edge.json"], "https://own.example.org")
	require.Contains(t, a.changes, "r2 bucket create deskside-files")
	require.Equal(t, []string{"edge.json"}, slices.Collect(maps.Keys(a.configs)))
	after, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, own, string(after), "and is left as it was")

	own = strings.Replace(own, unset, "99999999-2222-3333-4444-555555555555", 1)
	require.NoError(t, os.WriteFile(path, []byte(own), 0o644))
	b := nothing(t)
	b.root = a.root
	_, _, err = b.deploys(given, "", "--yes")
	require.ErrorContains(t, err, "which this account does not have")
}

func TestWhatWranglerSaysOfAFailureIsSaidInOneLine(t *testing.T) {
	a := nothing(t)
	require.Equal(t, `Queue "deskside" does not exist. To create it, run: wrangler queues create deskside`, said(a.recorded("queues-info.none")))
	require.Equal(t, `A request to the Cloudflare API (/accounts/a0b1c2d3e4f5a0b1c2d3e4f5a0b1c2d3/workers/scripts/deskside/deployments) failed. This Worker does not exist on your account. [code: 10007]`, said(a.recorded("deployments-list.none")))
}
