package api_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
)

const secret = `s3cr3t/k+y%25 "q"`

func TestALineHasNoSecretHoweverItIsWritten(t *testing.T) {
	quoted, _ := json.Marshal(secret)
	r := api.NewRedactor(secret, "", "s3cr3t/k+y%25 \"q\"-longer")
	for name, text := range map[string]string{
		"as it is":         "sent " + secret + " there",
		"in a query":       "x=" + url.QueryEscape(secret) + "&y=1",
		"in a path":        "/a/" + url.PathEscape(secret) + "/b",
		"in lower case":    "x=" + strings.ToLower(url.QueryEscape(secret)),
		"in JSON":          `{"x": ` + string(quoted) + `}`,
		"quoted by Go":     strconv.Quote(secret),
		"all escaped":      "x=%73%33%63%72%33%74%2F%6B%2B%79%25%32%35%20%22%71%22",
		"as JSON escapes":  `\u00733cr3t\/k+y%25 \"q\"`,
		"the longer":       secret + "-longer",
		"two in a row":     secret + secret,
		"with a doubled /": "s3cr3t/k+y%2525 \"q\"",
		"in base64":        "Basic " + base64.StdEncoding.EncodeToString([]byte(secret)),
		"as a password":    base64.StdEncoding.EncodeToString([]byte("me:" + secret + "!")),
		"of another user":  base64.URLEncoding.EncodeToString([]byte("you:" + secret)),
		"one byte further": base64.RawURLEncoding.EncodeToString([]byte("anna:" + secret + "::")),
	} {
		t.Run(name, func(t *testing.T) {
			clean := r.Text(text)
			require.NotContains(t, clean, "3cr3t")
			require.NotContains(t, clean, base64.StdEncoding.EncodeToString([]byte("s3cr3t/k+"))[:8])
			require.NotContains(t, clean, "longer")
			require.Contains(t, clean, "•••")
		})
	}
	require.Equal(t, "GET https://help.example.com/api/7.0/me.json", r.Text("GET https://help.example.com/api/7.0/me.json"))
}

func TestWhatHoldsAKeyByItsNameIsReplaced(t *testing.T) {
	for text, want := range map[string]string{
		"GET https://h.example/a?apiKey=abc123&page=2":     "GET https://h.example/a?apiKey=•••&page=2",
		"POST api_token=abc123&ticket_id=5":                "POST api_token=•••&ticket_id=5",
		"url=%3Fapi_key%3Dabc123&x=1":                      "url=%3Fapi_key%3D•••&x=1",
		"Authorization: Bearer abc123, def\nAccept: */*":   "Authorization: •••\nAccept: */*",
		"map[Authorization:[Basic abc123==] Accept:[*/*]]": "map[Authorization:[•••] Accept:[*/*]]",
		`{"api_token": "abc\"123", "id": 5}`:               `{"api_token": "•••", "id": 5}`,
		`"{\"api_key\":\"abc123\",\"id\":5}"`:              `"{\"api_key\":\"•••\",\"id\":5}"`,
		"api_key: abc123 refused":                          "api_key: ••• refused",
		"the token is missing":                             "the token is missing",
		"anna.weber+x@shop.example.com wrote":              "••• wrote",
		"user=anna%40shop.example.com&x=1":                 "user=•••&x=1",
		`{"email":"anna\u0040shop.example.com"}`:           `{"email":"•••"}`,
		"at 12:00 @ noon":                                  "at 12:00 @ noon",
	} {
		require.Equal(t, want, api.Redactor{}.Text(text))
	}
}

func TestATraceTellsTheShapeAndNothingThatPeopleWrote(t *testing.T) {
	r := api.NewRedactor("k3y-of-the-account", "t0ken-of-the-channel")
	request := &api.Request{
		Method: "POST", URL: "https://help.example.com/api/7.0/objects.json?text=my%20private%20words&page=2&sort=new&apiKey=other",
		Header: []api.Header{{Name: "Authorization", Value: "k3y-of-the-account"}, {Name: "Accept", Value: "application/json"}, {Name: "X-Visitor", Value: "anna"}},
		Body: []byte(`{"api_token":"t0ken-of-the-channel","ownership":"feedback","object_type":"idea","title":"Dark mode","content":"I, Anna, want it",` +
			`"user_email":"anna@shop.example.com","phone":491701234567,"ticket_id":12,"my own field":"x","files":["a","b","c","d","e"],"ok":true,"none":null}`),
	}
	answer := &api.Response{Status: 200, Header: []api.Header{{Name: "content-type", Value: "application/json"}}, Body: []byte(`{"success":{"id":9,"title":"Dark mode"}}`)}
	require.Equal(t, `POST https://help.example.com/api/7.0/objects.json?text=•••&page=2&sort=new&apiKey=•••
Authorization: •••
Accept: application/json
X-Visitor: •••
{"api_token":"•••","ownership":"feedback","object_type":"idea","title":"••• 9 bytes","content":"••• 16 bytes",`+
		`"user_email":"••• 21 bytes","phone":"•••","ticket_id":12,"•••":"••• 1 bytes","files":["••• 1 bytes","••• 1 bytes","••• 1 bytes",… 5 in all],"ok":true,"none":null}
→ 200
content-type: application/json
{"success":{"id":9,"title":"••• 9 bytes"}}
`, r.Trace(request, answer))

	request.Body = []byte("api_token=t0ken-of-the-channel&message=Hello+Anna&ticket_id=5")
	request.Header = []api.Header{{Name: "Content-Type", Value: "application/x-www-form-urlencoded"}}
	require.Contains(t, r.Trace(request, nil), "\napi_token=•••&message=•••&ticket_id=5\n→ no answer\n")
	require.Contains(t, r.Trace(request, &api.Response{Failure: api.Timeout}), "→ timeout\n")
	require.Contains(t, r.Trace(request, &api.Response{Status: 502, Body: []byte("<h1>Anna</h1>")}), "→ 502\n13 bytes that are not JSON\n")
}

func FuzzRedactor(f *testing.F) {
	for _, seed := range [][2]string{
		{"k3y", "apiKey=k3y&x=%6B3y"}, {"•", "a•b••"}, {"ab", "aabb ab"}, {`\\`, `\\\\\\`}, {"%25", "%2525%25"},
		{"a@b", "xa@b.c"}, {"••a", "a@b.ca"}, {"e k", "Authorization: e k"}, {"\x80\xa2", "•"},
	} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, secret, around string) {
		if secret == "" {
			return
		}
		r := api.NewRedactor(secret)
		for _, text := range []string{
			around, secret + around, around + secret, around + secret + secret + around,
			"apiKey=" + url.QueryEscape(secret) + around, fmt.Sprintf("%q", secret),
		} {
			require.NotContains(t, r.Text(text), secret)
			// What is cut off ends in a character beyond ASCII, of which no key is made.
			if strings.IndexFunc(secret, func(r rune) bool { return r > '~' }) < 0 {
				require.NotContains(t, api.Detail(text, secret), secret)
			}
		}
		for _, alphabet := range []*base64.Encoding{base64.StdEncoding, base64.URLEncoding} {
			whole := alphabet.EncodeToString([]byte(secret))
			if len(secret) >= 6 {
				require.NotContains(t, r.Text(whole), whole)
			}
		}
		request := &api.Request{Method: "GET", URL: around + secret, Header: []api.Header{{Name: around, Value: secret}}, Body: []byte(around)}
		if trace := r.Trace(request, &api.Response{Status: 200, Body: []byte(secret + around)}); strings.Contains(trace, secret) {
			t.Errorf("%q is in %q", secret, trace)
		}
	})
}
