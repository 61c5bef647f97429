package site

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/base64"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"deskside/build/sandbox"
	"deskside/build/sandbox/sandboxtest"
	"deskside/shared/api/transport"
	"deskside/shared/core/edge/named"
	"deskside/shared/edge"
	"deskside/shared/edge/seal"
)

// owner is whoever looks after sites, with a store and an environment.
type owner struct {
	t   *testing.T
	db  string
	env map[string]string
}

func newOwner(t *testing.T) *owner {
	o := &owner{t, filepath.Join(t.TempDir(), "edge.db"), map[string]string{"LANG": "en_US.UTF-8"}}
	db, err := sql.Open("sqlite", "file:"+o.db)
	require.NoError(t, err)
	defer db.Close()
	_, err = edge.NewOperator(db, transport.SystemClock, time.Now).Census(t.Context())
	require.NoError(t, err)
	return o
}

// does runs the command, and returns what it says.
func (o *owner) does(args ...string) (string, error) {
	o.t.Helper()
	var out bytes.Buffer
	c := Command{Environment: func(name string) string { return o.env[name] }, Doer: http.DefaultClient, Now: time.Now, Stdout: &out, Stderr: &out}
	err := c.Run(o.t.Context(), args)
	said := out.String()
	if err != nil {
		said += err.Error()
	}
	for _, name := range []string{"DESKSIDE_SITE_KEY", "DESKSIDE_SEAL_KEYS", "DESKSIDE_SITE_IDENTITIES", "SITE_SHOP_KEY"} {
		if o.env[name] != "" {
			require.NotContains(o.t, said, o.env[name], "a secret is shown")
		}
	}
	return out.String(), err
}

func (o *owner) row(name string) named.Row {
	o.t.Helper()
	db, err := sql.Open("sqlite", "file:"+o.db)
	require.NoError(o.t, err)
	defer db.Close()
	s, err := edge.NewOperator(db, transport.SystemClock, time.Now).Site(o.t.Context(), name)
	require.NoError(o.t, err)
	require.NoError(o.t, s.Problem)
	return s.Row
}

func TestASiteIsAddedChangedListedAndRemoved(t *testing.T) {
	o := newOwner(t)
	said, err := o.does("list", "--db", o.db)
	require.NoError(t, err)
	require.Equal(t, "There is no site with a name.\n", said)
	said, err = o.does("add", "shop", "--upstream", "https://help.example.com", "--origins", "https://shop.example.com", "--key", "SITE_SHOP_KEY", "--launcher", "Ideas?", "--theme", "dark", "--db", o.db)
	require.NoError(t, err)
	require.Contains(t, said, `<script async src="https://EDGE/w/shop/loader.js"></script>`)
	want := named.Row{Upstream: "https://help.example.com", Origins: "https://shop.example.com", Key: named.Secret{Name: "SITE_SHOP_KEY"}, Widget: named.Widget{Launcher: "Ideas?", Theme: "dark"}}
	require.Equal(t, want, o.row("shop"))
	_, err = o.does("add", "shop", "--db", o.db)
	require.EqualError(t, err, "There is a site of that name already.")

	_, err = o.does("set", "shop", "--theme", "", "--origins", "*", "--position", "start", "--db", o.db)
	require.NoError(t, err)
	want.Origins, want.Widget = "*", named.Widget{Launcher: "Ideas?", Position: "start"}
	require.Equal(t, want, o.row("shop"), "what was not said is as it was")
	_, err = o.does("set", "shop", "--origins", "", "--db", o.db)
	require.NoError(t, err)
	want.Origins = ""
	require.Equal(t, want, o.row("shop"))

	o.env["DESKSIDE_SITE_KEY"] = "the-key-of-the-helpdesk"
	_, err = o.does("set", "shop", "--db", o.db)
	require.ErrorContains(t, err, "DESKSIDE_SEAL_KEYS")
	o.env["DESKSIDE_SEAL_KEYS"] = base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{7}, 32))
	_, err = o.does("set", "shop", "--key", "SITE_OTHER", "--db", o.db)
	require.ErrorContains(t, err, "which one")
	_, err = o.does("set", "shop", "--db", o.db)
	require.NoError(t, err)
	row := o.row("shop")
	require.Empty(t, row.Key.Name, "one takes the place of the other")
	keys, err := seal.ParseKeys(o.env["DESKSIDE_SEAL_KEYS"])
	require.NoError(t, err)
	opened, err := keys.Open(named.About("shop", named.Key), row.Key.Sealed)
	require.NoError(t, err)
	require.Equal(t, "the-key-of-the-helpdesk", string(opened))
	delete(o.env, "DESKSIDE_SITE_KEY")

	said, err = o.does("list", "--db", o.db)
	require.NoError(t, err)
	require.Equal(t, "shop  https://help.example.com  \n", said)
	_, err = o.does("set", "none", "--theme", "dark", "--db", o.db)
	require.EqualError(t, err, "There is no site of that name.")
	_, err = o.does("remove", "none", "--db", o.db)
	require.EqualError(t, err, "There is no site of that name.")
	said, err = o.does("remove", "shop", "--db", o.db)
	require.NoError(t, err)
	require.Equal(t, "The site shop is gone, with all that was kept of it.\n", said)
}

func TestWhatIsWrongIsSaid(t *testing.T) {
	o := newOwner(t)
	for says, args := range map[string][]string{
		"usage: site":                 {"list"},
		"usage: site list":            {"add", "--db", o.db},
		"usage: site list ":           {"list", "shop", "--db", o.db},
		"usage: site list  ":          {"check", "shop", "--sql"},
		"usage: site list   ":         {"list", "--theme", "dark", "--db", o.db},
		"usage: site list   -":        {"list", "--sql", "--db", o.db},
		"small letters":               {"add", "Shop", "--db", o.db},
		"begins with SITE_":           {"add", "shop", "--key", "SEAL_KEYS", "--db", o.db},
		"begins with SITE_, such as ": {"add", "shop", "--key", "SEAL_KEYS", "--sql"},
		"auto, light or dark":         {"set", "shop", "--theme", "blue", "--db", o.db},
		"no such file":                {"list", "--db", o.db + ".not"},
	} {
		_, err := o.does(args...)
		require.ErrorContains(t, err, strings.TrimSpace(says), "%v", args)
	}
}

// TestTheStatementsForD1DoTheSame runs what is printed.
func TestTheStatementsForD1DoTheSame(t *testing.T) {
	o := newOwner(t)
	runs := func(args ...string) {
		said, err := o.does(append(args, "--sql")...)
		require.NoError(t, err)
		db, err := sql.Open("sqlite", "file:"+o.db)
		require.NoError(t, err)
		defer db.Close()
		_, err = db.Exec(said)
		require.NoError(t, err, said)
	}
	runs("add", "shop", "--upstream", "https://help.example.com", "--key", "SITE_SHOP_KEY", "--launcher", "It's?")
	runs("set", "shop", "--theme", "dark")
	require.Equal(t, named.Row{Upstream: "https://help.example.com", Key: named.Secret{Name: "SITE_SHOP_KEY"}, Widget: named.Widget{Launcher: "It's?", Theme: "dark"}}, o.row("shop"))
	runs("remove", "shop")
	said, err := o.does("list", "--db", o.db)
	require.NoError(t, err)
	require.Equal(t, "There is no site with a name.\n", said)
}

func TestWhatASiteLacksIsSaidInPlainWords(t *testing.T) {
	o := newOwner(t)
	desk := sandboxtest.Open(t, sandbox.Options{})
	page, policy := `<script src="/own.js"></script>`, ""
	pages := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if policy != "" {
			w.Header().Set("Content-Security-Policy", policy)
		}
		_, _ = w.Write([]byte(page))
	}))
	t.Cleanup(pages.Close)
	var handler http.Handler
	served := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { handler.ServeHTTP(w, r) }))
	t.Cleanup(served.Close)
	db, err := sql.Open("sqlite", "file:"+o.db)
	require.NoError(t, err)
	t.Cleanup(func() { db.Close() })
	now := time.Now()
	handler, err = edge.New(edge.Config{Store: db, Doer: http.DefaultClient, Secret: func(name string) string { return o.env[name] }, Now: func() time.Time { return now }})
	require.NoError(t, err)
	check := func() (string, error) {
		now = now.Add(time.Minute)
		return o.does("check", "shop", "--db", o.db, "--edge", served.URL, "--page", pages.URL+"/ideas")
	}
	expect := func(says ...string) {
		t.Helper()
		said, err := check()
		require.Error(t, err)
		for _, one := range says {
			require.Contains(t, said, "!! "+one)
		}
	}
	set := func(args ...string) {
		t.Helper()
		_, err := o.does(append(append([]string{"set", "shop"}, args...), "--db", o.db)...)
		require.NoError(t, err)
	}
	expect("There is no site of that name.", served.URL+" does not know it")
	_, err = o.does("add", "shop", "--upstream", desk.UseResponseURL, "--db", o.db)
	require.NoError(t, err)
	expect("It is not set up: it has no key of its helpdesk", served.URL+" knows it and cannot answer for it (status 500)")
	set("--key", "SITE_SHOP_KEY")
	expect("It is not set up: the secret SITE_SHOP_KEY is not set")
	o.env["SITE_SHOP_KEY"] = "not-the-key"
	expect("127.0.0.1")
	o.env["SITE_SHOP_KEY"] = desk.Keys.User
	expect("No page may embed it yet", pages.URL+"/ideas may not embed it: "+pages.URL+" is not among its origins", pages.URL+"/ideas has no script of it yet. Put this there: <script async src=\""+served.URL+"/w/shop/loader.js\"></script>")
	set("--origins", pages.URL)
	page = `<!doctype html><script async src="` + served.URL + `/w/shop/loader.js"></script>`
	policy = "default-src 'self'; script-src 'self' " + served.URL
	expect("The policy of " + pages.URL + "/ideas keeps it out: frame-src needs " + served.URL)
	policy += "; frame-src " + served.URL + "/"
	said, err := check()
	require.NoError(t, err, said)
	require.Contains(t, said, "ok 127.0.0.1")
	require.Contains(t, said, "The key may not look after users")
	require.Contains(t, said, "The site names nobody")
	require.Contains(t, said, "ok "+served.URL+" answers for it.")
	require.Contains(t, said, "has its script, and its policy lets script and frame through")
	o.env["SITE_SHOP_KEY"] = desk.Keys.Agent
	said, err = check()
	require.NoError(t, err)
	require.Contains(t, said, "The key may look after users")
	page = `<script async data-site="shop" src="` + served.URL + `/widget/r/0123/loader.js"></script><meta http-equiv="content-security-policy" content="child-src 'none'">`
	expect("The policy of " + pages.URL + "/ideas keeps it out: frame-src needs")
	pages.Close()
	expect(pages.URL + "/ideas cannot be read: ")
	o.env["LANG"] = "ru_RU.UTF-8"
	said, _ = check()
	require.Contains(t, said, "не читается")
}

func TestASiteIsNotRemovedWithWhatIsNotAtTheHelpdesk(t *testing.T) {
	o := newOwner(t)
	o.env["SITE_SHOP_KEY"] = "a-key"
	_, err := o.does("add", "shop", "--upstream", "http://127.0.0.1:1", "--key", "SITE_SHOP_KEY", "--db", o.db)
	require.NoError(t, err)
	db, err := sql.Open("sqlite", "file:"+o.db)
	require.NoError(t, err)
	t.Cleanup(func() { db.Close() })
	handler, err := edge.New(edge.Config{Store: db, Doer: http.DefaultClient, Secret: func(name string) string { return o.env[name] }})
	require.NoError(t, err)
	r := httptest.NewRequestWithContext(context.Background(), "POST", "/w/shop/api/7.0/objects.json", strings.NewReader(`{"object_type": "idea", "title": "Bright charts", "content": "It is bright."}`))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Deskside-Visitor", "visitor-anna-0000001")
	r.Header.Set("Idempotency-Key", "key-of-a-test-1")
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, r)
	require.Equal(t, 202, w.Code, w.Body.String())
	_, err = o.does("remove", "shop", "--db", o.db)
	require.EqualError(t, err, "1 entry of it is not at the helpdesk and would be lost. Decide on them first, or discard them. (--discard)")
	_, err = o.does("remove", "shop", "--discard", "--db", o.db)
	require.NoError(t, err)
	var tables int
	require.NoError(t, db.QueryRow(`SELECT count(*) FROM sqlite_master WHERE name LIKE 'site_shop%'`).Scan(&tables))
	require.Zero(t, tables)
}

func TestPolicies(t *testing.T) {
	const edgeAt, origin = "https://edge.example.com", "https://shop.example.com"
	for text, allows := range map[string][2]bool{
		"":                                          {true, true},
		"img-src 'none'":                            {true, true},
		"default-src 'none'":                        {false, false},
		"default-src 'self'":                        {false, false},
		"default-src https:":                        {true, true},
		"default-src *":                             {true, true},
		"script-src 'nonce-abc'; frame-src *":       {true, true},
		"script-src 'none'; frame-src 'none'":       {false, false},
		"script-src edge.example.com":               {true, true},
		"script-src *.example.com; child-src data:": {true, false},
		"script-src https://edge.example.com:443; frame-src http://edge.example.com": {true, true},
		"script-src https://edge.example.com:8443":                                   {false, true},
		"script-src-elem 'self'; script-src *":                                       {false, true},
		"frame-src 'self'; frame-src *":                                              {true, false},
		"SCRIPT-SRC https://EDGE.example.com/; default-src 'none'":                   {true, false},
		"script-src https://example.com *.edge.example.com":                          {false, true},
	} {
		p := parsePolicy(text)
		require.Equal(t, allows, [2]bool{p.allows("script-src", edgeAt, origin), p.allows("frame-src", edgeAt, origin)}, text)
	}
}

func TestEachThingThatARowSaysIsAFlag(t *testing.T) {
	var row named.Row
	for _, m := range row.Members() {
		require.NotEmpty(t, says[m.Name], m.Name)
		require.Equal(t, m.Secret != nil, sealedFrom[m.Name] != "", m.Name)
	}
	require.Len(t, says, len(row.Members()), "there are no others")
}
