package sandbox

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTheAPIsAnswerBelowTheirOwnBaseOnly(t *testing.T) {
	below := func(path string) func(*Options) { return func(o *Options) { o.Below = path } }
	atRoot := func(o *Options) { o.UsedeskAtRoot = true }
	for _, c := range []struct {
		name        string
		options     []func(*Options)
		path        string
		status      int
		contentType string
	}{
		{"UseResponse at the top", nil, "/api/7.0/forums.json", 200, "json"},
		{"UseResponse with a slash too many", nil, "//api/7.0/forums.json/", 200, "json"},
		{"UseResponse below a path nobody set", nil, "/support/api/7.0/forums.json", 404, "html"},
		{"UseResponse without its prefix", nil, "/forums.json", 404, "html"},
		{"a version that is none", nil, "/api/v7/forums.json", 404, "json"},
		{"an installation below a path", []func(*Options){below("/support/desk/")}, "/support/desk/api/7.0/forums.json", 200, "json"},
		{"the top of a host whose installation is below a path", []func(*Options){below("support")}, "/api/7.0/forums.json", 404, "html"},
		{"deeper than the path of the installation", []func(*Options){below("support")}, "/support/en/api/7.0/forums.json", 404, "html"},
		{"Usedesk below uapi", nil, "/uapi/channels", 200, "json"},
		{"Usedesk at the top, which it is not", nil, "/channels", 404, "html"},
		{"Usedesk below a path nobody set", nil, "/v1/uapi/channels", 404, "html"},
		{"Usedesk at the top of its host", []func(*Options){atRoot}, "/channels", 200, "json"},
		{"Usedesk below uapi where it is at the top", []func(*Options){atRoot}, "/uapi/channels", 404, "html"},
		{"wherever programs look", []func(*Options){anyAddress}, "/support/api/7.0/forums.json", 200, "json"},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := start(t, c.options...)
			answer := h.send("GET", h.web.URL+c.path+"?apiKey="+h.Keys.Agent+"&api_token="+h.UsedeskToken, "", "")
			require.Equal(t, c.status, answer.status, "%s", answer.body)
			require.Contains(t, answer.header.Get("Content-Type"), c.contentType)
		})
	}
}

func TestEndpointsAndLinksFollowWhereTheHelpdesksStand(t *testing.T) {
	h := start(t, func(o *Options) { o.Below, o.UsedeskAtRoot = "/support", true })
	require.Equal(t, h.web.URL+"/support", h.UseResponseURL)
	require.Equal(t, h.web.URL, h.UsedeskURL)
	idea := h.newIdea(h.Keys.User)
	require.True(t, strings.HasPrefix(idea.URL, h.web.URL+"/support/topic/"), idea.URL)
	require.Equal(t, 200, h.send("GET", idea.URL, "", "").status, "and leads to a page")
	require.Equal(t, 200, h.send("GET", idea.Author.Avatar.Small, "", "").status)
}

// to makes every name lead to one server.
func to(address string) *http.Transport {
	return &http.Transport{DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, network, address)
	}}
}

func TestRequestsForAnotherSchemeOrHostAreSentOn(t *testing.T) {
	server, err := Open(t.Context(), Options{Now: (&clock{noon}).Now, RedirectTo: "https://www.help.test"})
	require.NoError(t, err)
	defer server.Close()
	plain, secure := httptest.NewServer(server), httptest.NewTLSServer(server)
	defer plain.Close()
	defer secure.Close()
	get := func(web *httptest.Server, address string) *http.Response {
		transport := to(web.Listener.Addr().String())
		transport.TLSClientConfig = secure.Client().Transport.(*http.Transport).TLSClientConfig.Clone()
		transport.TLSClientConfig.ServerName = "example.com"
		defer transport.CloseIdleConnections()
		response, err := (&http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}).Get(address)
		require.NoError(t, err)
		response.Body.Close()
		return response
	}
	const path = "/api/7.0/me.json?apiKey=sandbox-user-key"
	for name, c := range map[string]struct {
		web     *httptest.Server
		address string
		status  int
	}{
		"http in place of https":      {plain, "http://www.help.test" + path, 301},
		"a host without www":          {secure, "https://help.test" + path, 301},
		"the installation's own":      {secure, "https://www.help.test" + path, 200},
		"http and a host without www": {plain, "http://help.test" + path, 301},
	} {
		t.Run(name, func(t *testing.T) {
			answer := get(c.web, c.address)
			require.Equal(t, c.status, answer.StatusCode)
			if c.status == 301 {
				require.Equal(t, "https://www.help.test"+path, answer.Header.Get("Location"))
			}
		})
	}
	for _, bad := range []string{"www.help.test", "ftp://help.test", "https://help.test/desk", "https://"} {
		_, err := Open(t.Context(), Options{RedirectTo: bad})
		require.ErrorContains(t, err, "write a scheme and a host", bad)
	}
}
