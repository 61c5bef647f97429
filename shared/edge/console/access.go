package console

import (
	"context"
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"math/big"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

// Access is Cloudflare Access in front of a console: whoever it has let through brings a
// token of it, which is verified here, since a request may come around it.
type Access struct {
	// Team is its host, such as example.cloudflareaccess.com, Audience the AUD tag of the
	// application that the console is.
	Team, Audience string
	// Doer asks for its keys, and follows no redirect.
	Doer interface {
		Do(*http.Request) (*http.Response, error)
	}

	mu    sync.Mutex
	keys  map[string]*rsa.PublicKey
	asked time.Time
}

const (
	// assertion is the header in which Access puts its token.
	assertion = "Cf-Access-Jwt-Assertion"
	// team is where all teams are: nothing else is asked for keys.
	team = ".cloudflareaccess.com"
	// keysFor is how long its keys are good, keysSoon how long nobody asks for one that is
	// not among them, keysMost how many bytes they have at most, keysWithin how long they may take.
	keysFor, keysSoon, keysMost, keysWithin = time.Hour, time.Minute, 64 << 10, 5 * time.Second
	// skew is how much its clock may differ from this one.
	skew = 30 * time.Second
)

// check refuses settings that would let nobody in, or ask somebody else for keys.
func (a *Access) check() error {
	name, ok := strings.CutSuffix(a.Team, team)
	if !ok || name == "" || strings.ContainsFunc(name, func(r rune) bool { return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-') }) {
		return errors.New("the team of Cloudflare Access is a host such as example" + team)
	}
	if a.Audience == "" {
		return errors.New("Cloudflare Access needs the AUD tag of the application, which its dashboard shows")
	}
	return nil
}

// lets reports whether a request comes from somebody whom Access has let through: its
// token is signed by the team, for this application, and not over.
func (a *Access) lets(r *http.Request, now time.Time) bool {
	_, err := jwt.Parse(r.Header.Get(assertion), func(t *jwt.Token) (any, error) {
		kid, _ := t.Header["kid"].(string)
		return a.key(r.Context(), kid, now)
	}, jwt.WithValidMethods([]string{jwt.SigningMethodRS256.Alg()}), jwt.WithAudience(a.Audience), jwt.WithIssuer("https://"+a.Team),
		jwt.WithExpirationRequired(), jwt.WithIssuedAt(), jwt.WithLeeway(skew), jwt.WithTimeFunc(func() time.Time { return now }))
	return err == nil
}

// key is one of the team's.
func (a *Access) key(ctx context.Context, kid string, now time.Time) (*rsa.PublicKey, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if key := a.keys[kid]; key != nil && now.Sub(a.asked) < keysFor {
		return key, nil
	}
	if a.keys == nil || now.Sub(a.asked) >= keysSoon {
		keys, err := a.ask(ctx)
		if err != nil {
			return nil, err
		}
		a.keys, a.asked = keys, now
	}
	if key := a.keys[kid]; key != nil {
		return key, nil
	}
	return nil, errors.New("a key that Cloudflare Access does not have")
}

// ask asks the team for its keys (RFC 7517).
func (a *Access) ask(ctx context.Context) (map[string]*rsa.PublicKey, error) {
	ctx, stop := context.WithTimeout(ctx, keysWithin)
	defer stop()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "https://"+a.Team+"/cdn-cgi/access/certs", http.NoBody)
	if err != nil {
		return nil, err
	}
	answer, err := a.Doer.Do(request)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(io.LimitReader(answer.Body, keysMost))
	if err != nil || answer.StatusCode != http.StatusOK {
		return nil, errors.Join(errors.New("the keys of Cloudflare Access were not given"), err)
	}
	var set struct {
		Keys []struct{ Kid, Kty, N, E string }
	}
	if err := json.Unmarshal(body, &set); err != nil {
		return nil, err
	}
	keys := map[string]*rsa.PublicKey{}
	for _, k := range set.Keys {
		n, err := base64.RawURLEncoding.DecodeString(k.N)
		e, err2 := base64.RawURLEncoding.DecodeString(k.E)
		exponent := new(big.Int).SetBytes(e)
		if k.Kty != "RSA" || err != nil || err2 != nil || len(n) < 256 || !exponent.IsInt64() || exponent.Int64() < 3 || exponent.Int64() >= 1<<31 {
			continue
		}
		keys[k.Kid] = &rsa.PublicKey{N: new(big.Int).SetBytes(n), E: int(exponent.Int64())}
	}
	return keys, nil
}
