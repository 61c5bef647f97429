package edge_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
	"deskside/shared/core/edge/guard"
	"deskside/shared/edge"
)

func TestPagesOfAllowedOriginsMayAsk(t *testing.T) {
	shop := []string{"https://shop.example.com", "http://localhost:3000"}
	for name, test := range map[string]struct {
		origins []string
		origin  string
		status  int
		allow   string
	}{
		"no origin: a program, or the frame itself": {shop, "", 200, ""},
		"the edge's own pages":                      {nil, "http://example.com", 200, ""},
		"an allowed site":                           {shop, "https://shop.example.com", 200, "https://shop.example.com"},
		"an allowed site with a port":               {shop, "http://localhost:3000", 200, "http://localhost:3000"},
		"another site":                              {shop, "https://evil.example", 403, ""},
		"another scheme":                            {shop, "http://shop.example.com", 403, ""},
		"a name that begins like an allowed one":    {shop, "https://shop.example.com.evil.example", 403, ""},
		"a page without an origin of its own":       {shop, "null", 403, ""},
		"any site where all are allowed":            {[]string{"*"}, "https://anything.example", 200, "*"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t, func(c *edge.Config) { c.Origins = test.origins })
			headers := []string{}
			if test.origin != "" {
				headers = []string{"Origin", test.origin}
			}
			w := s.ask("GET", "/api/7.0/objects/1.json", "", headers...)
			require.Equal(t, test.status, w.Code)
			require.Equal(t, test.allow, w.Header().Get("Access-Control-Allow-Origin"))
			require.Empty(t, w.Header().Get("Access-Control-Allow-Credentials"))
			if test.allow != "*" {
				require.Equal(t, "Origin", w.Header().Get("Vary"))
			}
			if test.status == 403 {
				require.Empty(t, s.helpdesk.sent())
			}
		})
	}
}

func TestAPreflightNamesWhatTheWidgetSends(t *testing.T) {
	s := newSite(t, func(c *edge.Config) { c.Origins = []string{"https://shop.example.com"} })
	w := s.ask("OPTIONS", "/api/7.0/objects.json", "", "Origin", "https://shop.example.com", "Access-Control-Request-Method", "POST")
	require.Equal(t, http.StatusNoContent, w.Code)
	require.Equal(t, "https://shop.example.com", w.Header().Get("Access-Control-Allow-Origin"))
	require.Equal(t, "POST", w.Header().Get("Access-Control-Allow-Methods"))
	for _, name := range []string{"Content-Type", "Deskside-Visitor", "Idempotency-Key"} {
		require.Contains(t, w.Header().Get("Access-Control-Allow-Headers"), name)
	}
	require.Equal(t, http.StatusForbidden, s.ask("OPTIONS", "/api/7.0/objects.json", "", "Origin", "https://evil.example").Code)
	require.Equal(t, http.StatusNotFound, s.ask("OPTIONS", "/api/7.0/users.json", "", "Origin", "https://shop.example.com").Code)
}

func TestAnswersOfTheAPIAreNotKeptAndShowNowhereAsAPage(t *testing.T) {
	s := newSite(t)
	for _, target := range []string{"/api/7.0/objects/1.json", "/api/7.0/objects/3.json", "/nothing", "/healthz"} {
		h := s.ask("GET", target, "").Header()
		require.Equal(t, "no-store", h.Get("Cache-Control"), target)
		require.Equal(t, "nosniff", h.Get("X-Content-Type-Options"))
		require.Equal(t, "no-referrer", h.Get("Referrer-Policy"))
		require.Equal(t, "default-src 'none'; frame-ancestors 'none'", h.Get("Content-Security-Policy"))
	}
}

func TestOnlyTheFrameMayBeEmbeddedAndOnlyWhereItIsAllowed(t *testing.T) {
	files := edge.Files(fstest.MapFS{
		"widget/frame.html": {Data: []byte("<!doctype html>")}, "widget/frame.js": {Data: []byte("1")},
	})
	for name, test := range map[string]struct {
		origins   []string
		ancestors string
	}{
		"nowhere else": {nil, "; frame-ancestors 'self'"},
		"on two sites": {[]string{"https://a.example", "https://b.example:8443/"}, "; frame-ancestors 'self' https://a.example https://b.example:8443"},
		"everywhere":   {[]string{"*"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t, func(c *edge.Config) { c.Assets, c.Origins = files, test.origins })
			frame := s.ask("GET", "/widget/frame.html", "")
			require.Equal(t, "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; "+
				"img-src 'self' https: data:; base-uri 'none'; form-action 'none'"+test.ancestors,
				frame.Header().Get("Content-Security-Policy"))
			require.Equal(t, "credentialless", frame.Header().Get("Cross-Origin-Embedder-Policy"), "isolated pages take no other")
			require.Contains(t, s.ask("GET", "/widget/frame.js", "").Header().Get("Content-Security-Policy"), "frame-ancestors 'none'")
		})
	}
}

func TestOneClientCannotAskWithoutEnd(t *testing.T) {
	s := newSite(t, func(c *edge.Config) {
		c.Rates = edge.Rates{Reads: guard.Bucket{Size: 3, Every: time.Second}, Writes: guard.Bucket{Size: 1, Every: 10 * time.Second}}
		c.Client = func(r *http.Request) string { return r.Header.Get("Test-Client") }
	})
	read := func(client string) *httptest.ResponseRecorder {
		return s.ask("GET", "/api/7.0/objects/1.json", "", "Test-Client", client)
	}
	for range 3 {
		require.Equal(t, 200, read("a").Code)
	}
	w := read("a")
	status, message, _ := failure(t, w)
	require.Equal(t, http.StatusTooManyRequests, status)
	require.Equal(t, "1", w.Header().Get("Retry-After"))
	require.Contains(t, message, "Too much came from here")
	require.Equal(t, 200, read("b").Code, "another client is not concerned")

	s.pass(999 * time.Millisecond)
	require.Equal(t, 429, read("a").Code)
	s.pass(time.Millisecond)
	require.Equal(t, 200, read("a").Code)
	require.Equal(t, 429, read("a").Code)
	s.pass(time.Hour)
	for range 3 {
		require.Equal(t, 200, read("a").Code)
	}
	require.Equal(t, 429, read("a").Code, "a long pause saves up no more than the bucket holds")

	write := func() *httptest.ResponseRecorder {
		return s.ask("POST", "/api/7.0/objects.json", idea, "Test-Client", "c")
	}
	require.Equal(t, 200, write().Code)
	w = write()
	require.Equal(t, 429, w.Code)
	require.Equal(t, "10", w.Header().Get("Retry-After"))
	require.Equal(t, 200, read("c").Code, "reading goes on")
}

func TestManyClientsTakeBoundedMemoryAndStillCount(t *testing.T) {
	if testing.Short() {
		t.Skip("25,000 clients take seconds; make test has them")
	}
	client := "first"
	s := newSite(t, func(c *edge.Config) {
		c.Rates = edge.Rates{Reads: guard.Bucket{Size: 1, Every: time.Hour}, Writes: guard.Bucket{Size: 1, Every: time.Hour}}
		c.Client = func(*http.Request) string { return client }
		c.Doer = failing{}
		c.Clock = &patientClock{}
	})
	for i := range 25_000 {
		client = itoa(int64(i))
		require.NotEqual(t, 429, s.edgeStatus("/api/7.0/objects/1.json"))
	}
	require.Equal(t, 429, s.edgeStatus("/api/7.0/objects/1.json"))
}

// failing is a connection that never comes about.
type failing struct{}

func (failing) Do(*http.Request) (*http.Response, error) { return nil, http.ErrServerClosed }

func (s *site) edgeStatus(target string) int {
	w := httptest.NewRecorder()
	s.edge.ServeHTTP(w, httptest.NewRequest("GET", target, nil))
	return w.Code
}

func TestClientsAreToldApartByNetwork(t *testing.T) {
	for host, want := range map[string]string{
		"203.0.113.9": "203.0.113.9", "::ffff:203.0.113.9": "203.0.113.9", "2001:db8:1:2:3:4:5:6": "2001:db8:1:2::/64",
		"2001:db8:1:2::9": "2001:db8:1:2::/64", "fe80::1%eth0": "fe80::/64", "not an address": "not an address",
	} {
		require.Equal(t, want, edge.Network(host))
	}
}

func TestAPanicIsAnAnswerAndIsReported(t *testing.T) {
	panicked := 0
	s := newSite(t, func(c *edge.Config) {
		c.Panicked = func() { panicked++ }
		c.Doer = panicking{}
	})
	status, message, _ := failure(t, s.ask("GET", "/api/7.0/objects/1.json", ""))
	require.Equal(t, 500, status)
	require.NotContains(t, message, "secret")
	require.Equal(t, 1, panicked)
	require.NotContains(t, s.lines[len(s.lines)-1], "secret")
}

type panicking struct{}

func (panicking) Do(*http.Request) (*http.Response, error) { panic("secret state") }

func TestConfigurationsThatCannotWorkAreRefusedWithoutTheKey(t *testing.T) {
	base, err := api.ParseBase("https://help.example.com")
	require.NoError(t, err)
	insecure, err := api.ParseBase("http://help.example.com")
	require.NoError(t, err)
	for name, test := range map[string]struct {
		change func(*edge.Config)
		says   string
	}{
		"no helpdesk":                 {func(c *edge.Config) { c.Upstream = api.Base{} }, "address"},
		"an unprotected helpdesk":     {func(c *edge.Config) { c.Upstream = insecure }, "https://"},
		"no key":                      {func(c *edge.Config) { c.Key = "" }, "key"},
		"a key with a line break":     {func(c *edge.Config) { c.Key = key + "\n" }, "character"},
		"no way to send":              {func(c *edge.Config) { c.Doer = nil }, "send"},
		"an origin with a path":       {func(c *edge.Config) { c.Origins = []string{"https://a.example/shop"} }, "a.example/shop"},
		"an origin without a scheme":  {func(c *edge.Config) { c.Origins = []string{"a.example"} }, "a.example"},
		"an origin that smuggles CSP": {func(c *edge.Config) { c.Origins = []string{"https://a.example; script-src *"} }, "origin"},
	} {
		t.Run(name, func(t *testing.T) {
			config := edge.Config{Upstream: base, Key: key, Doer: failing{}}
			test.change(&config)
			_, err := edge.New(config)
			require.ErrorContains(t, err, test.says)
			require.NotContains(t, err.Error(), key)
		})
	}
}

func TestTheLogSaysWhatHappenedAndNoMore(t *testing.T) {
	s := newSite(t)
	s.ask("GET", "/api/7.0/search.json?text=my+private+words", "", "Deskside-Visitor", anna)
	s.create(draftKey, idea)
	require.Len(t, s.lines, 1)
	var line map[string]any
	require.NoError(t, json.Unmarshal([]byte(s.lines[0]), &line))
	require.Regexp(t, `^[0-9a-f]{14}$`, line["request"])
	delete(line, "request")
	require.Equal(t, map[string]any{"level": "info", "method": "POST", "route": "objects.json", "status": 200.0, "ms": 0.0, "helpdesk_ms": 0.0, "store_ms": 0.0}, line)
}
