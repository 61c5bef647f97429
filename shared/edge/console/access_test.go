package console_test

import (
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"math/big"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/stretchr/testify/require"

	"deskside/shared/api/transport"
	"deskside/shared/edge"
	"deskside/shared/edge/console"
)

// team is Cloudflare Access as far as a console asks it.
type team struct {
	t     *testing.T
	keys  map[string]*rsa.PrivateKey
	asked []string
	fails bool
}

func newTeam(t *testing.T) *team {
	at := &team{t: t, keys: map[string]*rsa.PrivateKey{}}
	at.add("one")
	return at
}

func (at *team) add(kid string) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	require.NoError(at.t, err)
	at.keys[kid] = key
}

func (at *team) Do(r *http.Request) (*http.Response, error) {
	at.asked = append(at.asked, r.URL.String())
	if at.fails {
		return nil, errors.New("no network")
	}
	type key struct {
		Kid string `json:"kid"`
		Kty string `json:"kty"`
		N   string `json:"n"`
		E   string `json:"e"`
	}
	var set struct {
		Keys []key `json:"keys"`
	}
	for kid, k := range at.keys {
		set.Keys = append(set.Keys, key{kid, "RSA", base64.RawURLEncoding.EncodeToString(k.N.Bytes()), base64.RawURLEncoding.EncodeToString(big.NewInt(int64(k.E)).Bytes())})
	}
	body, err := json.Marshal(set)
	return &http.Response{StatusCode: 200, Body: io.NopCloser(strings.NewReader(string(body)))}, err
}

// token is one of a team, with claims changed.
func (at *team) token(now time.Time, change func(jwt.MapClaims, map[string]any) any) string {
	claims := jwt.MapClaims{"aud": []string{"the-aud-tag"}, "iss": "https://example.cloudflareaccess.com", "exp": now.Add(time.Hour).Unix(), "iat": now.Unix(), "email": "op@example.com"}
	token := jwt.NewWithClaims(jwt.SigningMethodRS256, claims)
	token.Header["kid"] = "one"
	var key any = at.keys["one"]
	if change != nil {
		if other := change(claims, token.Header); other != nil {
			key = other
		}
	}
	if alg, ok := token.Header["alg"].(string); ok {
		token.Method = jwt.GetSigningMethod(alg)
	}
	text, err := token.SignedString(key)
	require.NoError(at.t, err)
	return text
}

func behind(t *testing.T, at *team, key string, now func() time.Time) (http.Handler, error) {
	p := open(t)
	return console.New(console.Config{
		Letters: edge.NewOperator(p.db, transport.SystemClock, now), Key: key, Now: now,
		Access: &console.Access{Team: "example.cloudflareaccess.com", Audience: "the-aud-tag", Doer: at},
	})
}

func TestWhomAccessLetThroughIsIn(t *testing.T) {
	now := time.Unix(1_800_000_000, 0)
	at := newTeam(t)
	stranger, err := rsa.GenerateKey(rand.Reader, 2048)
	require.NoError(t, err)
	handler, err := behind(t, at, "", func() time.Time { return now })
	require.NoError(t, err)
	ask := func(method, path, token string) int {
		r := httptest.NewRequest(method, path, http.NoBody)
		if token != "" {
			r.Header.Set("Cf-Access-Jwt-Assertion", token)
		}
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		require.NotContains(t, w.Body.String(), "op@example.com", "who looks is nobody's affair")
		require.NotContains(t, w.Body.String(), `type="password"`, "no key is asked for")
		return w.Code
	}
	good := at.token(now, nil)
	require.Equal(t, 200, ask("GET", "/", good))
	require.Equal(t, []string{"https://example.cloudflareaccess.com/cdn-cgi/access/certs"}, at.asked)
	type claims = jwt.MapClaims
	for name, change := range map[string]func(claims, map[string]any) any{
		"of another application": func(c claims, _ map[string]any) any { c["aud"] = []string{"another"}; return nil },
		"of another team":        func(c claims, _ map[string]any) any { c["iss"] = "https://evil.cloudflareaccess.com"; return nil },
		"that is over":           func(c claims, _ map[string]any) any { c["exp"] = now.Add(-time.Minute).Unix(); return nil },
		"without an end":         func(c claims, _ map[string]any) any { delete(c, "exp"); return nil },
		"without an application": func(c claims, _ map[string]any) any { delete(c, "aud"); return nil },
		"of tomorrow":            func(c claims, _ map[string]any) any { c["nbf"] = now.Add(time.Hour).Unix(); return nil },
		"signed by a stranger":   func(claims, map[string]any) any { return stranger },
		"of a key nobody has":    func(_ claims, h map[string]any) any { h["kid"] = "two"; return stranger },
		"signed by nobody": func(_ claims, h map[string]any) any {
			h["alg"] = "none"
			return jwt.UnsafeAllowNoneSignatureType
		},
		"signed by what everybody knows": func(_ claims, h map[string]any) any {
			h["alg"] = "HS256"
			return at.keys["one"].N.Bytes()
		},
	} {
		require.Equal(t, 403, ask("GET", "/", at.token(now, change)), name)
		require.Equal(t, 403, ask("POST", "/discard", at.token(now, change)), name)
	}
	for _, broken := range []string{"", "x", good + "x", good[:len(good)-4], strings.Replace(good, ".", ".e30", 1)} {
		require.Equal(t, 403, ask("GET", "/", broken))
	}
	require.Len(t, at.asked, 1, "keys are asked for once, whoever comes")

	at.add("two")
	later := func(c claims, h map[string]any) any { h["kid"] = "two"; return at.keys["two"] }
	now = now.Add(2 * time.Minute)
	require.Equal(t, 200, ask("GET", "/", at.token(now, later)), "a new key is asked for")
	at.fails = true
	now = now.Add(2 * time.Hour)
	require.Equal(t, 403, ask("GET", "/", at.token(now, nil)), "whose keys cannot be had is not believed")
}

func TestBothAccessAndAKeyAreWantedWhereBothAreSet(t *testing.T) {
	now := time.Unix(1_800_000_000, 0)
	at := newTeam(t)
	handler, err := behind(t, at, key, func() time.Time { return now })
	require.NoError(t, err)
	ask := func(token string) int {
		r := httptest.NewRequest("GET", "/", http.NoBody)
		r.Header.Set("Cf-Access-Jwt-Assertion", token)
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		return w.Code
	}
	require.Equal(t, 403, ask("x"))
	require.Equal(t, 401, ask(at.token(now, nil)), "the key is asked for")
}

func TestAccessIsAskedOnlyWhereItIs(t *testing.T) {
	for _, team := range []string{"", "example.com", "evil.example/.cloudflareaccess.com", ".cloudflareaccess.com", "a.b@evil.cloudflareaccess.com", "https://example.cloudflareaccess.com"} {
		_, err := console.New(console.Config{Now: time.Now, Access: &console.Access{Team: team, Audience: "x"}})
		require.ErrorContains(t, err, "cloudflareaccess.com", team)
	}
	_, err := console.New(console.Config{Now: time.Now, Access: &console.Access{Team: "example.cloudflareaccess.com"}})
	require.ErrorContains(t, err, "AUD")
}
