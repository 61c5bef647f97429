package identity_test

import (
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"maps"
	mathrand "math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/stretchr/testify/require"

	"deskside/shared/core/edge/identity"
)

const audience = "feedback.example.com"

var now = time.Unix(1_800_000_000, 0)

// site has keys of both kinds, and the parts of each that it keeps to itself.
type site struct {
	keys    identity.Keys
	secret  []byte
	private ed25519.PrivateKey
}

func newSite(t *testing.T) *site {
	t.Helper()
	s := &site{secret: []byte("a secret of thirty-two bytes, ok")}
	public, private, err := ed25519.GenerateKey(rand.Reader)
	require.NoError(t, err)
	s.private = private
	s.keys, err = identity.ParseKeys("shared:HS256:" + base64.StdEncoding.EncodeToString(s.secret) + ", public:EdDSA:" + base64.RawURLEncoding.EncodeToString(public))
	require.NoError(t, err)
	return s
}

// claims are those of somebody, with changes: a nil takes a claim away.
func claims(changes jwt.MapClaims) jwt.MapClaims {
	all := jwt.MapClaims{"sub": "42", "email": "Nora@Example.com", "name": "Nora", "aud": audience, "iat": now.Unix() - 10, "exp": now.Unix() + 300}
	maps.Copy(all, changes)
	for name, value := range all {
		if value == nil {
			delete(all, name)
		}
	}
	return all
}

func (s *site) sign(t *testing.T, kid string, c jwt.Claims, head map[string]any) string {
	t.Helper()
	var token *jwt.Token
	var key any
	if strings.HasPrefix(kid, "public") {
		token, key = jwt.NewWithClaims(jwt.SigningMethodEdDSA, c), s.private
	} else {
		token, key = jwt.NewWithClaims(jwt.SigningMethodHS256, c), s.secret
	}
	token.Header["kid"] = kid
	for name, value := range head {
		token.Header[name] = value
		if value == nil {
			delete(token.Header, name)
		}
	}
	signed, err := token.SignedString(key)
	require.NoError(t, err)
	return signed
}

// judge is what a host and the package come to together.
func judge(keys identity.Keys, token string) (identity.Person, error) {
	read, err := keys.Read(token)
	if err != nil {
		return identity.Person{}, err
	}
	good := false
	switch read.Key.Algorithm {
	case identity.HS256:
		mac := hmac.New(sha256.New, read.Key.Bytes)
		mac.Write([]byte(read.Signed))
		good = hmac.Equal(mac.Sum(nil), read.Signature)
	case identity.EdDSA:
		good = ed25519.Verify(read.Key.Bytes, []byte(read.Signed), read.Signature)
	}
	if !good {
		return identity.Person{}, &identity.Problem{Why: identity.Signature}
	}
	return read.Claims(now, audience)
}

func why(err error) identity.Why {
	var p *identity.Problem
	if errors.As(err, &p) {
		return p.Why
	}
	return ""
}

func TestAPersonIsWhoTheirSiteSays(t *testing.T) {
	s := newSite(t)
	for _, kid := range []string{"shared", "public"} {
		p, err := judge(s.keys, s.sign(t, kid, claims(nil), nil))
		require.NoError(t, err)
		require.Equal(t, identity.Person{Subject: "42", Email: "nora@example.com", Name: "Nora", Until: now.Unix() + 330}, p)
	}
	for verified, email := range map[any]string{true: "nora@example.com", false: "", "true": ""} {
		p, err := judge(s.keys, s.sign(t, "shared", claims(jwt.MapClaims{"email_verified": verified}), nil))
		require.NoError(t, err)
		require.Equal(t, email, p.Email, "verified: %v", verified)
	}
	p, err := judge(s.keys, s.sign(t, "shared", claims(jwt.MapClaims{"email": nil, "name": nil, "aud": []string{"x", audience}}), nil))
	require.NoError(t, err)
	require.Equal(t, identity.Person{Subject: "42", Until: now.Unix() + 330}, p)
}

func TestWhatIsNotTakenSaysWhy(t *testing.T) {
	s := newSite(t)
	public := s.keys[1].Bytes
	confused := func(alg jwt.SigningMethod, head map[string]any, key any) string {
		token := jwt.NewWithClaims(alg, claims(nil))
		for name, value := range head {
			token.Header[name] = value
		}
		signed, err := token.SignedString(key)
		require.NoError(t, err)
		return signed
	}
	raw := func(head, body string) string {
		signed := base64.RawURLEncoding.EncodeToString([]byte(head)) + "." + base64.RawURLEncoding.EncodeToString([]byte(body))
		mac := hmac.New(sha256.New, s.secret)
		mac.Write([]byte(signed))
		return signed + "." + base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
	}
	const head = `{"alg":"HS256","kid":"shared"}`
	body := func(rest string) string {
		return fmt.Sprintf(`{"sub":"42","aud":%q,"iat":%d,"exp":%d%s}`, audience, now.Unix()-10, now.Unix()+300, rest)
	}
	_, err := judge(s.keys, raw(head, body("")))
	require.NoError(t, err)
	with := func(c jwt.MapClaims) string { return s.sign(t, "shared", claims(c), nil) }
	for name, test := range map[string]struct {
		token string
		why   identity.Why
	}{
		"nothing":                             {"", identity.Form},
		"two parts":                           {"a.b", identity.Form},
		"four parts":                          {with(nil) + ".x", identity.Form},
		"padding":                             {with(nil) + "=", identity.Form},
		"a line break":                        {with(nil)[:20] + "\n" + with(nil)[20:], identity.Form},
		"too long":                            {with(jwt.MapClaims{"more": strings.Repeat("x", 4096)}), identity.Form},
		"a header that is a list":             {raw(`["HS256"]`, body("")), identity.Form},
		"a header that says alg twice":        {raw(`{"alg":"HS256","alg":"HS256","kid":"shared"}`, body("")), identity.Form},
		"no algorithm":                        {confused(jwt.SigningMethodNone, map[string]any{"kid": "shared"}, jwt.UnsafeAllowNoneSignatureType), identity.Form},
		"none with a signature":               {raw(`{"alg":"none","kid":"shared"}`, body("")), identity.Other},
		"none in capitals":                    {raw(`{"alg":"None","kid":"shared"}`, body("")), identity.Other},
		"alg that is missing":                 {raw(`{"kid":"shared"}`, body("")), identity.Other},
		"HS256 with the public key as secret": {confused(jwt.SigningMethodHS256, map[string]any{"kid": "public"}, []byte(public)), identity.Other},
		"HS512":                               {confused(jwt.SigningMethodHS512, map[string]any{"kid": "shared"}, s.secret), identity.Other},
		"EdDSA for a secret":                  {confused(jwt.SigningMethodEdDSA, map[string]any{"kid": "shared"}, s.private), identity.Other},
		"a key that is not there":             {s.sign(t, "shared", claims(nil), map[string]any{"kid": "../../etc/passwd"}), identity.Unknown},
		"a key that is no text":               {raw(`{"alg":"HS256","kid":1}`, body("")), identity.Unknown},
		"no key where there are two":          {s.sign(t, "shared", claims(nil), map[string]any{"kid": nil}), identity.Unknown},
		"a key of its own":                    {s.sign(t, "shared", claims(nil), map[string]any{"kid": nil, "jku": "https://evil.example/keys"}), identity.Unknown},
		"what must be understood":             {s.sign(t, "shared", claims(nil), map[string]any{"crit": []string{"exp"}}), identity.Header},
		"another type":                        {s.sign(t, "shared", claims(nil), map[string]any{"typ": "at+jwt"}), identity.Header},
		"compressed claims":                   {s.sign(t, "shared", claims(nil), map[string]any{"zip": "DEF"}), identity.Header},
		"another signature":                   {with(nil)[:len(with(nil))-6] + "AAAAAA", identity.Signature},
		"claims that are a list":              {raw(head, `[1]`), identity.Claims},
		"claims of which one comes twice":     {raw(head, body(`,"sub":"1"`)), identity.Claims},
		"claims that are no UTF-8":            {raw(head, body(",\"name\":\"\xff\"")), identity.Claims},
		"nobody":                              {with(jwt.MapClaims{"sub": nil}), identity.Subject},
		"nobody in blanks":                    {with(jwt.MapClaims{"sub": "  "}), identity.Subject},
		"half a character":                    {raw(head, strings.Replace(body(""), `"42"`, `"\ud800"`, 1)), identity.Subject},
		"a number":                            {with(jwt.MapClaims{"sub": 42}), identity.Subject},
		"a long subject":                      {with(jwt.MapClaims{"sub": strings.Repeat("я", 129)}), identity.Subject},
		"no end":                              {with(jwt.MapClaims{"exp": nil}), identity.Expiry},
		"an end as a text":                    {with(jwt.MapClaims{"exp": "1800000300"}), identity.Expiry},
		"an end that never comes":             {raw(head, strings.Replace(body(""), `"exp":1800000300`, `"exp":1e30`, 1)), identity.Expiry},
		"no beginning":                        {with(jwt.MapClaims{"iat": nil}), identity.Expiry},
		"for a day":                           {with(jwt.MapClaims{"exp": now.Unix() + 86400}), identity.Expiry},
		"over":                                {with(jwt.MapClaims{"exp": now.Unix() - 31}), identity.Expired},
		"from the future":                     {with(jwt.MapClaims{"iat": now.Unix() + 31}), identity.Early},
		"not before":                          {with(jwt.MapClaims{"nbf": now.Unix() + 31}), identity.Early},
		"for somebody else":                   {with(jwt.MapClaims{"aud": "shop.example.com"}), identity.Audience},
		"for nobody":                          {with(jwt.MapClaims{"aud": nil}), identity.Audience},
		"for a part of the audience":          {with(jwt.MapClaims{"aud": audience[:8]}), identity.Audience},
		"an address that is none":             {with(jwt.MapClaims{"email": "nora@example.com, root@example.com"}), identity.Email},
		"an address that ends a header":       {with(jwt.MapClaims{"email": "nora@example.com\r\nBcc: x@y.z"}), identity.Email},
		"a name over two lines":               {with(jwt.MapClaims{"name": "Nora\nAdmin"}), identity.Name},
		"a name that is long":                 {with(jwt.MapClaims{"name": strings.Repeat("n", 101)}), identity.Name},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := judge(s.keys, test.token)
			require.Equal(t, test.why, why(err))
		})
	}
}

// TestNoTokenIsTakenThatAnotherProgramRefuses changes good tokens in every place and
// compares with golang-jwt, told the same rules.
func TestNoTokenIsTakenThatAnotherProgramRefuses(t *testing.T) {
	s := newSite(t)
	r := mathrand.New(mathrand.NewPCG(1, 13))
	oracle := jwt.NewParser(jwt.WithTimeFunc(func() time.Time { return now }), jwt.WithLeeway(identity.Leeway), jwt.WithExpirationRequired(),
		jwt.WithIssuedAt(), jwt.WithAudience(audience), jwt.WithStrictDecoding(), jwt.WithValidMethods([]string{"HS256", "EdDSA"}))
	taken := func(token string) bool {
		_, err := oracle.ParseWithClaims(token, jwt.MapClaims{}, func(token *jwt.Token) (any, error) {
			for i := range s.keys {
				if k := &s.keys[i]; token.Header["kid"] == k.ID && token.Method.Alg() == string(k.Algorithm) {
					if k.Algorithm == identity.EdDSA {
						return ed25519.PublicKey(k.Bytes), nil
					}
					return k.Bytes, nil
				}
			}
			return nil, errors.New("no such key")
		})
		return err == nil
	}
	// Changes of what is signed, which both have to judge alike.
	times := []any{nil, 0, -1, now.Unix() - 31, now.Unix() - 30, now.Unix() - 29, now.Unix(), now.Unix() + 29, now.Unix() + 30, now.Unix() + 31, now.Unix() + 600, "1800000300", 1.5, true}
	audiences := []any{nil, audience, "", "x", []string{}, []string{"x", audience}, []any{audience, 1}, strings.ToUpper(audience), 7}
	signed := func() string {
		c := claims(nil)
		for _, name := range []string{"exp", "iat", "nbf"} {
			if r.IntN(3) == 0 {
				c[name] = times[r.IntN(len(times))]
			}
		}
		if r.IntN(3) == 0 {
			c["aud"] = audiences[r.IntN(len(audiences))]
		}
		heads := []map[string]any{nil, nil, nil, {"kid": nil}, {"kid": "public"}, {"kid": "shared"}, {"alg": "none"}, {"alg": "HS512"}, {"alg": "EdDSA"}, {"alg": "HS256"}, {"typ": "jwt"}, {"crit": []string{"x"}}}
		kid := []string{"shared", "public"}[r.IntN(2)]
		return s.sign(t, kid, claims(c), heads[r.IntN(len(heads))])
	}
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ \n"
	changed := func(token string) string {
		b := []byte(token)
		for range 1 + r.IntN(3) {
			switch at := r.IntN(len(b)); r.IntN(5) {
			case 0:
				b[at] = letters[r.IntN(len(letters))]
			case 1:
				b = append(b[:at], b[at+1:]...)
			case 2:
				b = append(b[:at], append([]byte{letters[r.IntN(len(letters))]}, b[at:]...)...)
			case 3:
				other := signed()
				parts, others := strings.Split(string(b), "."), strings.Split(other, ".")
				if n := r.IntN(3); n < len(parts) && n < len(others) {
					parts[n] = others[n]
				}
				b = []byte(strings.Join(parts, "."))
			case 4:
				b = b[:max(at, 1)]
			}
		}
		return string(b)
	}
	both, theirs := 0, 0
	tokens := 20_000
	if testing.Short() {
		tokens = 2_000
	}
	for n := range tokens {
		token := signed()
		if n%2 == 0 {
			token = changed(token)
		}
		_, err := judge(s.keys, token)
		ok := taken(token)
		require.False(t, err == nil && !ok, "taken here and refused there: %s", token)
		switch {
		case err == nil:
			both++
		case ok:
			// What is stricter here: a life of an hour, a time of issue, what must be understood,
			// and line breaks, which Go's decoder leaves out of base64.
			if strings.Contains(token, "\n") {
				require.Equal(t, identity.Form, why(err), token)
				continue
			}
			require.Contains(t, []identity.Why{identity.Expiry, identity.Early, identity.Header, identity.Expired}, why(err), token)
			theirs++
		}
	}
	require.Greater(t, both, tokens/20)
	t.Logf("%d tokens: %d taken by both, %d there alone", tokens, both, theirs)
}

func TestKeysSayWhatIsWrongWithThem(t *testing.T) {
	good := base64.RawURLEncoding.EncodeToString(make([]byte, 32))
	for text, says := range map[string]string{
		"a:HS256:" + good + " a:EdDSA:" + good:  "two keys of the site's identities have the id a",
		"a:RS256:" + good:                       "key 1 of the site's identities: its algorithm is neither HS256 nor EdDSA",
		"a:none:" + good:                        "key 1 of the site's identities: its algorithm is neither HS256 nor EdDSA",
		"a:HS256:c2hvcnQ":                       "key 1 of the site's identities: a secret for HS256 has 32 bytes or more: openssl rand -base64 32",
		"ok:HS256:" + good + ",a:EdDSA:c2hvcnQ": "key 2 of the site's identities: a public key for EdDSA is one of Ed25519, of 32 bytes",
		"a:HS256:!!!":                           "key 1 of the site's identities: its third part is not base64",
		good:                                    "key 1 of the site's identities: write it as ID:HS256:KEY or ID:EdDSA:KEY, the id of letters, digits, full stops, - and _",
	} {
		_, err := identity.ParseKeys(text)
		require.EqualError(t, err, says)
		require.NotContains(t, err.Error(), good)
	}
	none, err := identity.ParseKeys(" \n")
	require.NoError(t, err)
	require.Empty(t, none)
}

func TestASessionIsWhatWasSealed(t *testing.T) {
	s := identity.Session{Visitor: "id:0123", Until: now.Add(identity.SessionFor)}
	back, holds := identity.SessionOf(s.Bytes(), now)
	require.True(t, holds)
	require.Equal(t, s.Visitor, back.Visitor)
	_, holds = identity.SessionOf(s.Bytes(), s.Until)
	require.False(t, holds)
	_, holds = identity.SessionOf([]byte("short"), now)
	require.False(t, holds)

	sealed, is := identity.IsSession(identity.Written([]byte{1, 2, 3}))
	require.True(t, is)
	require.Equal(t, []byte{1, 2, 3}, sealed)
	_, is = identity.IsSession("0123456789abcdef0123456789abcdef")
	require.False(t, is)
	sealed, is = identity.IsSession("s.!!")
	require.True(t, is)
	require.Empty(t, sealed)
}
