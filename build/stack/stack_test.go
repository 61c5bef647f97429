package stack

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/build/command"
	"deskside/shared/api"
	"deskside/shared/api/transport"
	"deskside/shared/helpdesk"
	"deskside/shared/useresponse"
)

// begin starts a stack at free ports, with its data in state.
func begin(t *testing.T, state string) (*stack, func()) {
	t.Helper()
	dist := t.TempDir()
	assets := filepath.Join(dist, "assets")
	require.NoError(t, os.MkdirAll(filepath.Join(assets, "widget"), 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(assets, "widget", "loader.js"), []byte("1"), 0o644))
	r, err := start(context.Background(), settings{port: 0, dist: dist, assets: assets, state: state, log: func(string) {}}, io.Discard)
	require.NoError(t, err)
	return r, r.close
}

func client(t *testing.T, address string, options ...useresponse.Option) useresponse.Client {
	t.Helper()
	base, err := api.ParseBase(address)
	require.NoError(t, err)
	return useresponse.New(base, options...)
}

func do[T any](t *testing.T, call api.Call[T]) T {
	t.Helper()
	value, err := transport.Do(context.Background(), http.DefaultClient, call)
	require.NoError(t, err)
	return value
}

func get(t *testing.T, url string) (*http.Response, string) {
	t.Helper()
	response, err := http.Get(url)
	require.NoError(t, err)
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return response, string(body)
}

func TestTheDemoSiteLeadsToTheFormOfTheEdge(t *testing.T) {
	r, _ := begin(t, t.TempDir())
	_, home := get(t, r.origin+"/")
	require.Contains(t, home, `href="`+r.origin+`/feedback"`)
	response, form := get(t, r.origin+"/feedback?lang=ru")
	require.Equal(t, []any{200, "ru"}, []any{response.StatusCode, response.Header.Get("Content-Language")})
	require.Contains(t, form, `<form method="post" action="/feedback"`)
	response, _ = get(t, r.origin+"/feedback/"+strings.Repeat("0", 32))
	require.Contains(t, response.Header.Get("Content-Security-Policy"), "form-action 'self'", "what came of a form is the edge's, too")
	_, page := get(t, r.origin+"/ideas")
	require.Contains(t, page, `data-inline="#feedback"`)
}

func TestAnIdeaGoesFromTheEdgeToTheHelpdeskAndStaysAfterARestart(t *testing.T) {
	state := t.TempDir()
	r, stop := begin(t, state)
	visitor := useresponse.WithHeader("Deskside-Visitor", "visitor-anna-0000001")
	customer := client(t, r.origin, visitor, useresponse.WithHeader("Idempotency-Key", "draft-0001-0002"))
	idea := useresponse.NewObject{Ownership: "feedback", Type: "idea", Title: "A calendar of tides", Content: "Beside the week."}
	created := do(t, customer.CreateObject(idea))
	require.Equal(t, created.ID, do(t, customer.CreateObject(idea)).ID, "sent twice, made once")

	agent := client(t, r.sandbox.UseResponseURL, useresponse.WithKey(r.sandbox.Keys.Agent))
	require.Equal(t, "A calendar of tides", do(t, agent.Object(created.ID)).Title)

	before := do(t, agent.Object(created.ID)).Votes.All
	require.True(t, created.Votes.Voted, "who writes something has voted for it")
	require.Equal(t, before, created.Votes.All)
	other := client(t, r.origin, useresponse.WithHeader("Deskside-Visitor", "visitor-ben-00000002"))
	require.Equal(t, before+1, do(t, other.Vote(created.ID, helpdesk.VoteUp)).Votes.All)
	require.Equal(t, before, do(t, agent.Object(created.ID)).Votes.All, "the account's vote stands for all that are cast here")

	tickets := do(t, agent.ListTickets(useresponse.Tickets{Count: 5}))
	require.NotEmpty(t, tickets.Items)
	_, err := transport.Do(context.Background(), http.DefaultClient, customer.Object(tickets.Items[0].ID))
	require.ErrorIs(t, err, api.ErrNotFound, "no ticket is seen through the edge")
	stop()

	again, stop := begin(t, state)
	defer stop()
	customer = client(t, again.origin, visitor)
	kept := do(t, customer.Object(created.ID))
	require.Equal(t, "A calendar of tides", kept.Title)
	require.True(t, kept.Votes.Voted)
	require.Equal(t, before+1, kept.Votes.All)
}

func TestASandboxOfAnotherVersionIsMadeAnew(t *testing.T) {
	state := t.TempDir()
	r, stop := begin(t, state)
	visitor := useresponse.WithHeader("Deskside-Visitor", "visitor-anna-0000001")
	idea := useresponse.NewObject{Ownership: "feedback", Type: "idea", Title: "A calendar of tides", Content: "Beside the week."}
	created := do(t, client(t, r.origin, visitor).CreateObject(idea))
	require.True(t, created.Votes.Voted)
	stop()
	db, err := command.OpenStore(filepath.Join(state, "sandbox", "helpdesk.db"))
	require.NoError(t, err)
	_, err = db.Exec(`UPDATE meta SET value = '0' WHERE name = 'schema'`)
	require.NoError(t, err)
	require.NoError(t, db.Close())

	again, stop := begin(t, state)
	defer stop()
	customer := client(t, again.origin, visitor)
	_, err = transport.Do(context.Background(), http.DefaultClient, customer.Object(created.ID))
	require.ErrorIs(t, err, api.ErrNotFound)
	other := client(t, again.origin, useresponse.WithHeader("Deskside-Visitor", "visitor-ben-00000002"))
	require.Equal(t, created.ID, do(t, other.CreateObject(idea)).ID)
	require.False(t, do(t, customer.Object(created.ID)).Votes.Voted, "the edge does not take it for the old one")
}

func TestEveryListOfTheWidgetWorksAgainstTheSandbox(t *testing.T) {
	r, stop := begin(t, t.TempDir())
	defer stop()
	customer := client(t, r.origin)
	require.NotEmpty(t, do(t, customer.Categories("feedback", "")))
	require.NotEmpty(t, do(t, customer.Statuses("feedback", "")))
	page := do(t, customer.SearchObjects(useresponse.Search{Ownership: "feedback", Sort: "popular", Count: 20}))
	require.Len(t, page.Items, 20)
	commented := false
	for _, o := range page.Items {
		require.Equal(t, "feedback", o.Ownership)
		require.Empty(t, o.Author.Email)
		require.Len(t, do(t, customer.Comments(o.ID, false)), int(o.Comments))
		commented = commented || o.Comments > 0
	}
	require.True(t, commented)
}

func TestTheDemoSiteEmbedsTheWidget(t *testing.T) {
	r, stop := begin(t, t.TempDir())
	defer stop()
	for _, p := range pages {
		response, body := get(t, r.origin+p.path)
		require.Equal(t, 200, response.StatusCode, p.path)
		require.Contains(t, body, "<title>"+p.title)
		require.Contains(t, body, `src="`+r.origin+`/widget/loader.js"`)
		require.Equal(t, 1, strings.Count(body, `aria-current="page"`))
		require.NotContains(t, body, "style=")
		policy := response.Header.Get("Content-Security-Policy")
		require.Contains(t, policy, "frame-src "+r.origin)
		require.NotContains(t, policy, "unsafe")
		if !p.strict {
			continue
		}
		_, after, _ := strings.Cut(body, `nonce="`)
		nonce, _, _ := strings.Cut(after, `"`)
		require.NotEmpty(t, nonce)
		require.Contains(t, policy, "script-src 'nonce-"+nonce+"';")
		_, next := get(t, r.origin+p.path)
		require.NotContains(t, next, nonce, "a nonce is used once")
	}
	response, _ := get(t, r.origin+"/nothing")
	require.Equal(t, 404, response.StatusCode)
	for path, mediaType := range map[string]string{"/style.css": "text/css", "/icon.svg": "image/svg+xml", "/widget/loader.js": "text/javascript", "/healthz": "application/json"} {
		response, _ = get(t, r.origin+path)
		require.Equal(t, 200, response.StatusCode, path)
		require.Contains(t, response.Header.Get("Content-Type"), mediaType)
	}
}

func TestAPortThatIsTakenIsSaidWithWhatToDo(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer taken.Close()
	_, err = start(context.Background(), settings{port: taken.Addr().(*net.TCPAddr).Port, state: t.TempDir()}, io.Discard)
	require.ErrorContains(t, err, "is taken by another program")
	require.ErrorContains(t, err, "PORT=")
}

func TestTheSandboxTakesTheNextPortWhenItsOwnIsTaken(t *testing.T) {
	first, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer first.Close()
	port := first.Addr().(*net.TCPAddr).Port
	next, err := listenFrom(context.Background(), port, port+1)
	require.NoError(t, err)
	defer next.Close()
	require.NotContains(t, []int{port, port + 1}, next.Addr().(*net.TCPAddr).Port)
}

func TestSettingsComeFromTheEnvironment(t *testing.T) {
	for name, test := range map[string]struct {
		env  map[string]string
		port int
		says string
	}{
		"nothing":               {nil, 8787, ""},
		"a port":                {map[string]string{"PORT": " 9000 "}, 9000, ""},
		"a word for a port":     {map[string]string{"PORT": "http"}, 0, "PORT must be a number"},
		"a port out of range":   {map[string]string{"PORT": "70000"}, 0, "PORT must be a number"},
		"an account":            {map[string]string{"USERESPONSE_URL": "help.example.com", "USERESPONSE_API_KEY": "k3y"}, 8787, ""},
		"an address alone":      {map[string]string{"USERESPONSE_URL": "help.example.com"}, 0, "USERESPONSE_API_KEY is not"},
		"a key alone":           {map[string]string{"USEDESK_API_TOKEN": "k3y"}, 0, "USEDESK_URL is not"},
		"an unreadable address": {map[string]string{"USEDESK_URL": "ftp://x", "USEDESK_API_TOKEN": "k3y"}, 0, "https://"},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := readSettings(func(name string) string { return test.env[name] })
			if test.says != "" {
				require.ErrorContains(t, err, test.says)
				require.NotContains(t, err.Error(), "k3y")
				return
			}
			require.NoError(t, err)
			require.Equal(t, test.port, s.port)
			require.Equal(t, test.env["USERESPONSE_API_KEY"], s.useresponse.key)
		})
	}
}

func TestWhatIsPrintedLeadsToEveryPartAndRepeatsNoRealKey(t *testing.T) {
	r, stop := begin(t, t.TempDir())
	defer stop()
	var out bytes.Buffer
	r.describe(&out)
	for _, part := range []string{r.origin + "/security", r.sandbox.Keys.Agent, r.sandbox.UsedeskToken, r.sandbox.UsedeskURL,
		"chrome://extensions", "about:debugging", "Ctrl+C", "dist/extension/chrome/manifest.json is not built yet"} {
		require.Contains(t, out.String(), part)
	}
	require.NotContains(t, out.String(), "loader.js is not built")

	real, err := newAccount("help.example.com", "k3y-of-a-real-account")
	require.NoError(t, err)
	out.Reset()
	(&stack{settings: settings{useresponse: real, usedesk: real}}).describe(&out)
	require.Contains(t, out.String(), "https://help.example.com")
	require.NotContains(t, out.String(), real.key)
}

func TestTheEdgeAloneAnnouncesItselfInOneLine(t *testing.T) {
	r, stop := begin(t, t.TempDir())
	defer stop()
	t.Setenv("DESKSIDE_KEY", r.sandbox.Keys.User)
	ctx, end := context.WithCancel(context.Background())
	out, in := io.Pipe()
	done := make(chan error, 1)
	var problems bytes.Buffer
	go func() {
		done <- EdgeCommand(ctx, "", []string{"--upstream", r.sandbox.UseResponseURL, "--assets", r.settings.assets, "--db", filepath.Join(t.TempDir(), "edge.db")}, in, &problems)
		in.Close()
	}()
	var ready map[string]string
	require.NoError(t, json.NewDecoder(out).Decode(&ready))
	customer := client(t, ready["edge_url"], useresponse.WithHeader("Deskside-Visitor", "visitor-anna-0000001"))
	page := do(t, customer.SearchObjects(useresponse.Search{Ownership: "feedback", Count: 1}))
	require.True(t, page.Items[0].Votes.CanVote)
	response, _ := get(t, ready["widget_url"])
	require.Equal(t, 200, response.StatusCode)
	end()
	require.NoError(t, <-done)
	require.Empty(t, problems.String())
}

// sent are the headers that the platform adds to a file, as its documentation reads _headers: of all rules that fit in
// their order; what begins with ! is taken away.
func sent(t *testing.T, path string) http.Header {
	h := http.Header{}
	fits := false
	for line := range strings.Lines(assetHeaders) {
		rule := strings.TrimSpace(line)
		name, value, _ := strings.Cut(rule, ": ")
		switch away, detached := strings.CutPrefix(rule, "! "); {
		case strings.HasPrefix(rule, "/"):
			before, all := strings.CutSuffix(rule, "*")
			fits = rule == path || all && strings.HasPrefix(path, before)
		case fits && detached:
			h.Del(away)
		case fits:
			require.Empty(t, h.Get(name), "%s is said twice of %s", name, path)
			h.Set(name, value)
		}
	}
	return h
}

func TestThePlatformSendsWithAFileWhatTheEdgeSends(t *testing.T) {
	r, stop := begin(t, t.TempDir())
	defer stop()
	for _, path := range []string{"/widget/loader.js", "/widget/releases.json", "/widget/r/0a1b/loader.js"} {
		at := filepath.Join(r.settings.assets, filepath.FromSlash(path))
		require.NoError(t, os.MkdirAll(filepath.Dir(at), 0o755))
		require.NoError(t, os.WriteFile(at, []byte("1"), 0o644))
		response, _ := get(t, r.origin+path)
		require.Equal(t, 200, response.StatusCode)
		own := response.Header
		for _, name := range []string{"Content-Type", "Content-Length", "Date", "Etag", "Vary", "Accept-Ranges", "Server-Timing", "Timing-Allow-Origin"} {
			own.Del(name)
		}
		require.Equal(t, own, sent(t, path), path)
	}
}

func TestTheEdgeAloneSaysWhatItLacks(t *testing.T) {
	t.Setenv("DESKSIDE_KEY", "")
	for name, test := range map[string]struct {
		args []string
		says string
	}{
		"no helpdesk":            {nil, "--upstream"},
		"no key":                 {[]string{"--upstream", "help.example.com"}, "DESKSIDE_KEY"},
		"an unreadable address":  {[]string{"--upstream", "ftp://x", "--key", "k3y"}, "--upstream"},
		"an unprotected address": {[]string{"--upstream", "http://help.example.com", "--key", "k3y"}, "https://"},
		"something more":         {[]string{"now"}, "no arguments"},
		"a proxy that is none":   {[]string{"--upstream", "help.example.com", "--key", "k3y", "--proxy", "balancer"}, "balancer"},
		"an unknown header":      {[]string{"--upstream", "help.example.com", "--key", "k3y", "--proxy-header", "X-Real-IP"}, "X-Real-IP"},
	} {
		t.Run(name, func(t *testing.T) {
			err := EdgeCommand(context.Background(), "", test.args, io.Discard, io.Discard)
			require.ErrorContains(t, err, test.says)
			require.NotContains(t, err.Error(), "k3y")
		})
	}
}
