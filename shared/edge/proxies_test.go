package edge_test

import (
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/edge"
)

func TestOnlyTrustedProxiesAreBelieved(t *testing.T) {
	trusted := []string{"10.0.0.0/8", "192.0.2.7", "2001:db8:aa::/48"}
	for name, test := range map[string]struct {
		proxies []string
		header  string
		from    string
		lines   []string
		want    string
	}{
		"a client that comes by itself":           {trusted, edge.XForwardedFor, "203.0.113.9:1234", nil, "203.0.113.9"},
		"a client that says it is another":        {trusted, edge.XForwardedFor, "203.0.113.9:1234", []string{"1.2.3.4"}, "203.0.113.9"},
		"no proxy is trusted":                     {nil, edge.XForwardedFor, "10.0.0.1:80", []string{"1.2.3.4"}, "10.0.0.1"},
		"one proxy":                               {trusted, edge.XForwardedFor, "10.0.0.1:80", []string{"203.0.113.9"}, "203.0.113.9"},
		"one proxy, and what the client wrote":    {trusted, edge.XForwardedFor, "10.0.0.1:80", []string{"1.2.3.4, 10.9.9.9, 203.0.113.9"}, "203.0.113.9"},
		"what the client wrote on another line":   {trusted, edge.XForwardedFor, "10.0.0.1:80", []string{"1.2.3.4", "203.0.113.9"}, "203.0.113.9"},
		"two proxies":                             {trusted, edge.XForwardedFor, "10.0.0.1:80", []string{"1.2.3.4, 203.0.113.9, 192.0.2.7"}, "203.0.113.9"},
		"a proxy that is alone trusted":           {trusted, edge.XForwardedFor, "192.0.2.7:80", []string{"203.0.113.9"}, "203.0.113.9"},
		"its neighbour is not":                    {trusted, edge.XForwardedFor, "192.0.2.8:80", []string{"203.0.113.9"}, "192.0.2.8"},
		"proxies and nothing else":                {trusted, edge.XForwardedFor, "10.0.0.1:80", []string{"10.0.0.3, 10.0.0.2"}, "10.0.0.3"},
		"a proxy that says nothing":               {trusted, edge.XForwardedFor, "10.0.0.1:80", nil, "10.0.0.1"},
		"a proxy that says what is no address":    {trusted, edge.XForwardedFor, "10.0.0.1:80", []string{"1.2.3.4, unknown"}, "10.0.0.1"},
		"an address with a port":                  {trusted, edge.XForwardedFor, "10.0.0.1:80", []string{"203.0.113.9:5555"}, "203.0.113.9"},
		"IPv6 in brackets with a port":            {trusted, edge.XForwardedFor, "10.0.0.1:80", []string{"[2001:db8:1:2::9]:443"}, "2001:db8:1:2::/64"},
		"IPv6 in brackets":                        {trusted, edge.XForwardedFor, "10.0.0.1:80", []string{"[2001:db8:1:2::9]"}, "2001:db8:1:2::/64"},
		"IPv6 without brackets":                   {trusted, edge.XForwardedFor, "10.0.0.1:80", []string{"2001:db8:1:2::9"}, "2001:db8:1:2::/64"},
		"a proxy of IPv6":                         {trusted, edge.XForwardedFor, "[2001:db8:aa::1]:80", []string{"203.0.113.9"}, "203.0.113.9"},
		"a proxy of IPv4 seen as IPv6":            {trusted, edge.XForwardedFor, "[::ffff:10.0.0.1]:80", []string{"203.0.113.9"}, "203.0.113.9"},
		"the other header is not believed":        {trusted, edge.Forwarded, "10.0.0.1:80", nil, "10.0.0.1"},
		"Forwarded":                               {trusted, edge.Forwarded, "10.0.0.1:80", []string{"for=203.0.113.9;proto=https;by=10.0.0.1"}, "203.0.113.9"},
		"Forwarded with what the client wrote":    {trusted, edge.Forwarded, "10.0.0.1:80", []string{"for=1.2.3.4, For=203.0.113.9;host=x"}, "203.0.113.9"},
		"Forwarded with IPv6 and a port":          {trusted, edge.Forwarded, "10.0.0.1:80", []string{`for="[2001:db8:1:2::9]:4711"`}, "2001:db8:1:2::/64"},
		"Forwarded with a name that hides":        {trusted, edge.Forwarded, "10.0.0.1:80", []string{"for=1.2.3.4, for=_hidden"}, "10.0.0.1"},
		"Forwarded that does not say for whom":    {trusted, edge.Forwarded, "10.0.0.1:80", []string{"for=1.2.3.4, proto=https"}, "10.0.0.1"},
		"Forwarded through two proxies":           {trusted, edge.Forwarded, "10.0.0.1:80", []string{`for=203.0.113.9, for=10.2.2.2;by=10.0.0.1`}, "203.0.113.9"},
		"Forwarded by a client that comes itself": {trusted, edge.Forwarded, "203.0.113.9:1", []string{"for=1.2.3.4"}, "203.0.113.9"},
	} {
		t.Run(name, func(t *testing.T) {
			client, err := edge.Behind(test.proxies, test.header)
			require.NoError(t, err)
			r := httptest.NewRequest("GET", "/", nil)
			r.RemoteAddr = test.from
			for _, line := range test.lines {
				r.Header.Add(test.header, line)
			}
			other := edge.Forwarded
			if test.header == edge.Forwarded {
				other = edge.XForwardedFor
			}
			r.Header.Set(other, "for=9.9.9.9")
			r.Header.Set("X-Real-IP", "9.9.9.9")
			require.Equal(t, test.want, client(r))
		})
	}
}

func TestProxiesThatAreNoneAreRefused(t *testing.T) {
	for name, test := range map[string]struct{ proxy, header, says string }{
		"a name":             {"proxy.example", edge.XForwardedFor, "proxy.example"},
		"a network too wide": {"10.0.0.0/40", edge.XForwardedFor, "10.0.0.0/40"},
		"another header":     {"10.0.0.1", "X-Real-IP", "X-Real-IP"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := edge.Behind([]string{test.proxy}, test.header)
			require.ErrorContains(t, err, test.says)
		})
	}
}
