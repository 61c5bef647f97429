package api_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
	"deskside/shared/words"
	"deskside/shared/words/print"
)

func TestAddressesAreUnderstood(t *testing.T) {
	for _, test := range []struct{ name, input, want, pattern string }{
		{"a host", "help.example.com", "https://help.example.com", "https://help.example.com/*"},
		{"blanks and capitals", "  HTTPS://Help.Example.COM/ ", "https://help.example.com", "https://help.example.com/*"},
		{"a path", "example.com/support/", "https://example.com/support", "https://example.com/*"},
		{"a port", "help.example.com:8443", "https://help.example.com:8443", "https://help.example.com/*"},
		{"an API address copied from a manual", "https://help.example.com/support/api/7.0/tickets.json?apiKey=x", "https://help.example.com/support", "https://help.example.com/*"},
		{"plain http when asked for", "http://help.intranet", "http://help.intranet", "http://help.intranet/*"},
		{"this machine needs no https", "127.0.0.1:8788", "http://127.0.0.1:8788", "http://127.0.0.1/*"},
		{"localhost", "localhost:8788/desk", "http://localhost:8788/desk", "http://localhost/*"},
		{"IPv6", "https://[::1]:8788", "https://[::1]:8788", "https://[::1]/*"},
		{"an international name", "помощь.example", "https://помощь.example", "https://помощь.example/*"},
		{"a fragment is dropped", "help.example.com/#inbox", "https://help.example.com", "https://help.example.com/*"},
	} {
		t.Run(test.name, func(t *testing.T) {
			base, err := api.ParseBase(test.input)
			require.NoError(t, err)
			require.Equal(t, test.want, base.String())
			require.Equal(t, test.pattern, base.MatchPattern())
			again, err := api.ParseBase(base.String())
			require.NoError(t, err)
			require.Equal(t, base, again)
		})
	}
}

func TestAddressesAreRefusedWithAReason(t *testing.T) {
	for _, test := range []struct{ name, input, reason string }{
		{"nothing", "  ", "Enter the address"},
		{"another scheme", "ftp://help.example.com", "https://"},
		{"a script", "javascript://help.example.com/%0aalert(1)", "https://"},
		{"user name and password", "https://agent:secret@help.example.com", "Leave user name and password out"},
		{"no host", "https:///path", "no host"},
		{"two dots", "help..example.com", "no host"},
		{"a blank inside", "help example.com", "host"},
		{"a port out of range", "help.example.com:99999", "from 1 to 65535"},
		{"an empty port", "help.example.com:", "port number"},
		{"an invisible character", "help.exam\u202eple.com", "invisible"},
		{"a quote in the path", "help.example.com/a\"b", "character"},
		{"a broken IPv6 host", "https://[::1", "bracket"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := api.ParseBase(test.input)
			require.ErrorIs(t, err, api.ErrInvalid)
			var e *api.Error
			require.True(t, errors.As(err, &e))
			require.Equal(t, "address", e.Fields[0].Field)
			require.Contains(t, print.In("en").Say(e.Say()), test.reason)
			require.NotContains(t, print.In("en").Say(e.Say()), "secret")
		})
	}
}

func FuzzParseBase(f *testing.F) {
	for _, s := range []string{"help.example.com", "http://[::1]:80/x", "https://a@b", "помощь.рф/api/7.0"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		base, err := api.ParseBase(s)
		if err != nil {
			return
		}
		again, err := api.ParseBase(base.String())
		require.NoError(t, err)
		require.Equal(t, base, again)
		require.NotContains(t, base.String(), "@")
		require.NotContains(t, base.String(), " ")
		require.True(t, strings.HasPrefix(base.String(), "http"))
	})
}

func TestWordsOfAServerAreCleaned(t *testing.T) {
	for _, test := range []struct{ name, in, want string }{
		{"lines become one", "a\r\n\tb\u2028c", "a b c"},
		{"directions are dropped", "safe\u202egpj.exe", "safegpj.exe"},
		{"the key is replaced", "key k-123 is bad", "key [key] is bad"},
		{"the key is replaced as addresses write it", "?apiKey=k%2D123&x=%6b-123", "?apiKey=[key]&x=[key]"},
		{"the key is replaced as JSON writes it", `{"key":"\u006b-123"}`, `{"key":"[key]"}`},
		{"the key is replaced in base64", "Basic YW5uYTprLTEyMy1rLTEyMw==", "Basic YW5uYTp[key]w=="},
		{"invisible characters do not hide it", "key k-\u200b12\u202e3 is bad", "key [key] is bad"},
		{"long texts are cut", strings.Repeat("я", 300), strings.Repeat("я", 200) + "…"},
		{"blanks at the end go", " x ", "x"},
	} {
		t.Run(test.name, func(t *testing.T) { require.Equal(t, test.want, api.Detail(test.in, "k-123", "k-123-k-123", "")) })
	}
}

func TestRetry(t *testing.T) {
	unavailable := &api.Error{Kind: api.Unavailable, Status: 503}
	limited := func(after time.Duration) error { return &api.Error{Kind: api.RateLimited, RetryAfter: after} }
	for _, test := range []struct {
		name       string
		attempt    int
		err        error
		repeatable bool
		again      bool
		most       time.Duration
	}{
		{"a repeatable request is tried again", 1, unavailable, true, true, 400 * time.Millisecond},
		{"the second pause may be twice as long", 2, unavailable, true, true, 800 * time.Millisecond},
		{"three attempts are enough", 3, unavailable, true, false, 0},
		{"a write that may have arrived is not repeated", 1, unavailable, false, false, 0},
		{"a write that was refused by a rate limit is", 1, limited(2 * time.Second), false, true, 2 * time.Second},
		{"nobody waits a minute", 1, limited(time.Minute), true, false, time.Minute},
		{"a wrong key stays wrong", 1, &api.Error{Kind: api.Unauthorized}, true, false, 0},
		{"without a connection there is nothing to try", 1, &api.Error{Kind: api.Unavailable, Failure: api.Offline}, true, false, 0},
		{"another error is final", 1, errors.New("x"), true, false, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			for random := range uint64(50) {
				after, again := api.DefaultRetry.After(test.attempt, test.err, test.repeatable, random*85899345)
				require.Equal(t, test.again, again)
				require.LessOrEqual(t, after, test.most)
			}
		})
	}
}

func TestJitterUsesTheWholeRange(t *testing.T) {
	seen := map[time.Duration]bool{}
	for random := range uint64(1000) {
		after, _ := api.DefaultRetry.After(1, api.ErrUnavailable, true, random*7919*104729)
		seen[after/(100*time.Millisecond)] = true
	}
	require.Len(t, seen, 4)
}

func TestSentencesEndAndNameTheHost(t *testing.T) {
	for _, kind := range []api.Kind{api.Unauthorized, api.Forbidden, api.NotFound, api.Conflict, api.Invalid, api.RateLimited, api.Unavailable, api.Protocol} {
		for _, failure := range []api.TransportFailure{api.NoFailure, api.Network, api.Timeout, api.Offline} {
			for _, detail := range []string{"", "a web page", "Too long."} {
				s := print.In("en").Say((&api.Error{Kind: kind, Host: "help.example.com", Failure: failure, Detail: detail}).Say())
				require.True(t, strings.HasSuffix(s, ".") && !strings.HasSuffix(s, ".."), s)
				require.NotContains(t, s, "!")
				if failure != api.Offline {
					require.Contains(t, s, "help.example.com")
				}
			}
		}
	}
}

func TestQueryIsEscaped(t *testing.T) {
	var q api.Query
	q.Add("text", "a b&c=d/é")
	q.Add("empty", "")
	q.AddInt("page", 3)
	q.AddInt("zero", 0)
	require.Equal(t, "?text=a%20b%26c%3Dd%2F%C3%A9&page=3", q.Suffix())
	require.Empty(t, new(api.Query).Suffix())
}

func TestALogLineHasNoQuery(t *testing.T) {
	r := api.Request{Method: "GET", URL: "https://h/api/7.0/search.json?text=private", Header: []api.Header{{Name: "Authorization", Value: "k"}}}
	require.Equal(t, "GET https://h/api/7.0/search.json", r.Line())
}

func TestACallWithAProblemGivesTheProblem(t *testing.T) {
	problem := &api.Error{Kind: api.Invalid, Op: "objects.create", Fields: []api.FieldError{{Field: "title", Say: words.ViewNameMissing()}}}
	call := api.Call[int]{Op: "objects.create", Problem: problem, Decode: func(*api.Response) (int, error) { return 1, nil }}
	value, err := call.Read(&api.Response{Status: 200})
	require.Zero(t, value)
	require.Same(t, problem, err)
}
