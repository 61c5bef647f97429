package edge_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"deskside/build/sandbox/turnstile"
	"deskside/shared/api/transport"
	"deskside/shared/core/edge/named"
	decide "deskside/shared/core/edge/turnstile"
	"deskside/shared/edge"
)

// cloudflare sends what is meant for Turnstile to one that stands in for it, and all else on.
type cloudflare struct {
	*turnstile.Turnstile
	others transport.Doer
	// lost has an answer get lost that was given.
	lost int
}

func (c *cloudflare) Do(r *http.Request) (*http.Response, error) {
	if r.URL.Host != turnstile.Host {
		return c.others.Do(r)
	}
	if r.URL.Scheme != "https" {
		return nil, errors.New("not protected")
	}
	w := httptest.NewRecorder()
	c.ServeHTTP(w, r)
	if c.lost > 0 {
		c.lost--
		return nil, errors.New("the answer was lost")
	}
	return w.Result(), nil
}

// looking is a site that has Turnstile look at who writes.
func looking(t *testing.T, changes ...func(*edge.Config)) (*site, *cloudflare) {
	c := &cloudflare{}
	var s *site
	s = newSite(t, append([]func(*edge.Config){func(config *edge.Config) {
		c.Turnstile = turnstile.New(func() time.Time { return s.clock() })
		c.others, config.Doer = config.Doer, c
		config.Turnstile = decide.Keys{Site: turnstile.SiteKey, Secret: turnstile.Secret}
		config.Client = func(r *http.Request) string { return r.Header.Get("Test-Client") }
	}}, changes...)...)
	return s, c
}

// wanted is what an answer asks Turnstile for.
type wanted struct{ Sitekey, Action, CData string }

func personWanted(t *testing.T, w *httptest.ResponseRecorder) wanted {
	t.Helper()
	var said struct{ Error struct{ Turnstile *wanted } }
	require.NoError(t, json.Unmarshal(w.Body.Bytes(), &said), w.Body.String())
	require.NotNil(t, said.Error.Turnstile, w.Body.String())
	require.Equal(t, turnstile.SiteKey, said.Error.Turnstile.Sitekey)
	return *said.Error.Turnstile
}

// here is the host of the edge, as tests ask it.
const here = "example.com"

// shows posts with a token, from an address.
func (s *site) shows(visitor, key, title, token string, headers ...string) *httptest.ResponseRecorder {
	headers = append(headers, "Test-Client", "203.0.113.7", "Deskside-Visitor", visitor)
	if key != "" {
		headers = append(headers, "Idempotency-Key", key)
	}
	if token != "" {
		headers = append(headers, "Deskside-Turnstile", token)
	}
	return s.ask("POST", "/api/7.0/objects.json", `{"object_type": "idea", "title": "`+title+`", "content": "Text"}`, headers...)
}

func TestAGuestShowsToBeAPersonForEachPost(t *testing.T) {
	s, c := looking(t)
	const key, title = "draft-0001-0001", "By a person"
	refused := s.shows(anna, key, title, "")
	require.Equal(t, http.StatusForbidden, refused.Code)
	want := personWanted(t, refused)
	require.Empty(t, c.Asked(), "nobody is asked of a token that is not there")
	token := c.Give(here, want.Action, want.CData)
	require.Equal(t, 200, s.shows(anna, key, title, token).Code)
	asked := c.Asked()
	require.Len(t, asked, 1)
	require.Equal(t, turnstile.Asked{Secret: turnstile.Secret, Response: token, RemoteIP: "203.0.113.7", Key: asked[0].Key}, asked[0])
	require.Regexp(t, `^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`, asked[0].Key)

	again := s.shows(anna, key, title, "")
	require.Equal(t, []any{200, "true"}, []any{again.Code, again.Header().Get("Idempotency-Replayed")}, "whose answer was lost needs no second token")
	require.Equal(t, http.StatusUnprocessableEntity, s.shows(anna, key, "Another text", "").Code)
	require.Len(t, c.Asked(), 1)
	made := s.helpdesk.count()

	for name, w := range map[string]*httptest.ResponseRecorder{
		"another key":     s.shows(anna, "draft-0001-0002", "Another key", token),
		"another visitor": s.shows(ben, key, "Another visitor", token),
		"no key":          s.shows(anna, "", "No key", token),
		"no token":        s.shows(anna, "draft-0001-0003", "No token", "not-a-token"),
		"a long one":      s.shows(anna, "draft-0001-0004", "Long", strings.Repeat("x", 2049)),
	} {
		require.Equal(t, http.StatusForbidden, w.Code, name)
		personWanted(t, w)
	}
	require.Equal(t, made, s.helpdesk.count(), "none was made")
	require.Equal(t, 200, s.ask("POST", "/api/7.0/objects/1/votes/toggle.json?value=up", "", "Deskside-Visitor", anna).Code, "votes need none")
	require.Equal(t, http.StatusForbidden, s.ask("POST", "/api/7.0/comments.json", `{"object_id": 1, "content": "Me too"}`, "Deskside-Visitor", anna, "Idempotency-Key", "comment-0001").Code)
}

func TestATokenIsGoodForWhatItWasGivenFor(t *testing.T) {
	for name, test := range map[string]struct {
		token func(*site, *cloudflare, wanted) string
		// log is what the log says.
		log string
	}{
		"of another host":   {func(_ *site, c *cloudflare, w wanted) string { return c.Give("evil.example", w.Action, w.CData) }, "from another host than example.com"},
		"of another action": {func(_ *site, c *cloudflare, w wanted) string { return c.Give(here, "login", w.CData) }, "for something else"},
		"of another text":   {func(_ *site, c *cloudflare, w wanted) string { return c.Give(here, w.Action, "another") }, "about another text"},
		"of a while ago": {func(s *site, c *cloudflare, w wanted) string {
			token := c.Give(here, w.Action, w.CData)
			s.pass(6 * time.Minute)
			return token
		}, "timeout-or-duplicate"},
		"that is used": {func(s *site, c *cloudflare, w wanted) string {
			token := c.Give(here, w.Action, w.CData)
			r, err := http.NewRequest(http.MethodPost, "https://"+turnstile.Host+"/turnstile/v0/siteverify", strings.NewReader(`{"secret": "`+turnstile.Secret+`", "response": "`+token+`"}`))
			require.NoError(s.t, err)
			_, err = c.Do(r)
			require.NoError(s.t, err)
			return token
		}, "timeout-or-duplicate"},
		"that is none": {func(*site, *cloudflare, wanted) string { return "XXXX.DUMMY.TOKEN.XXXX" }, "invalid-input-response"},
	} {
		t.Run(name, func(t *testing.T) {
			s, c := looking(t)
			before := s.helpdesk.count()
			want := personWanted(t, s.shows(anna, "draft-0001-0001", "Idea", ""))
			token := test.token(s, c, want)
			w := s.shows(anna, "draft-0001-0001", "Idea", token)
			require.Equal(t, http.StatusForbidden, w.Code)
			require.Equal(t, want, personWanted(t, w), "another one is asked for, for the same")
			require.Equal(t, before, s.helpdesk.count())
			require.Contains(t, strings.Join(s.lines, "\n"), test.log)
			require.Equal(t, 200, s.shows(anna, "draft-0001-0001", "Idea", c.Give("EXAMPLE.com", want.Action, want.CData)).Code)
		})
	}
}

func TestACheckWhoseAnswerWasLostIsAskedAgain(t *testing.T) {
	s, c := looking(t)
	before := s.helpdesk.count()
	want := personWanted(t, s.shows(anna, "draft-0001-0001", "Idea", ""))
	c.lost = 1
	require.Equal(t, 200, s.shows(anna, "draft-0001-0001", "Idea", c.Give(here, want.Action, want.CData)).Code)
	asked := c.Asked()
	require.Len(t, asked, 2)
	require.Equal(t, asked[0], asked[1], "so that Cloudflare knows it to be the same")

	// The store fails after the check: what is sent again brings the same token.
	want = personWanted(t, s.shows(anna, "draft-0001-0002", "Another", ""))
	token := c.Give(here, want.Action, want.CData)
	c.lost = 2
	require.Equal(t, http.StatusServiceUnavailable, s.shows(anna, "draft-0001-0002", "Another", token).Code)
	require.Equal(t, 200, s.shows(anna, "draft-0001-0002", "Another", token).Code)
	require.Equal(t, before+2, s.helpdesk.count())
}

func TestWhileTurnstileDoesNotTellNothingOfGuestsIsTaken(t *testing.T) {
	for name, test := range map[string]struct {
		change func(*edge.Config)
		away   bool
		log    string
	}{
		"it is away":      {func(*edge.Config) {}, true, "Turnstile does not answer"},
		"a wrong secret":  {func(c *edge.Config) { c.Turnstile.Secret = "0x-another-secret" }, false, "does not know the secret"},
		"nobody is there": {func(c *edge.Config) { c.Doer = nowhere{c.Doer} }, false, "Turnstile does not answer"},
	} {
		t.Run(name, func(t *testing.T) {
			s, c := looking(t, test.change)
			before := s.helpdesk.count()
			want := personWanted(t, s.shows(anna, "draft-0001-0001", "Idea", ""))
			token := c.Give(here, want.Action, want.CData)
			c.Leave(test.away)
			w := s.shows(anna, "draft-0001-0001", "Idea", token, "Accept-Language", "ru")
			status, message, _ := failure(t, w)
			require.Equal(t, []any{http.StatusServiceUnavailable, "Сейчас нельзя проверить, что пишет человек. Попробуйте через минуту.", "5"}, []any{status, message, w.Header().Get("Retry-After")})
			require.Equal(t, before, s.helpdesk.count())
			log := strings.Join(s.lines, "\n")
			require.Contains(t, log, test.log)
			for _, secret := range []string{turnstile.Secret, "0x-another-secret", token} {
				require.NotContains(t, log+w.Body.String(), secret)
			}
			require.Equal(t, 200, s.ask("GET", "/api/7.0/search.json", "").Code, "what is read needs nobody")
		})
	}
}

// nowhere is where Turnstile cannot be reached.
type nowhere struct{ transport.Doer }

func (n nowhere) Do(r *http.Request) (*http.Response, error) {
	if r.URL.Host == turnstile.Host {
		return nil, errors.New("no route to host")
	}
	return n.Doer.Do(r)
}

func TestWhenAPersonIsAskedFor(t *testing.T) {
	s, _ := looking(t, func(c *edge.Config) { c.Protect = edge.Never })
	require.Equal(t, 200, s.shows(anna, "draft-0001-0001", "Never", "").Code)

	s, c := looking(t, func(c *edge.Config) { c.Protect, c.Rates = edge.WhenBusy, edge.Rates{Writes: hourly(4)} })
	require.Equal(t, 200, s.shows(anna, "draft-0001-0001", "One", "").Code)
	require.Equal(t, 200, s.shows(anna, "draft-0001-0002", "Two", "").Code)
	w := s.shows(anna, "draft-0001-0003", "Three", "")
	require.Equal(t, http.StatusTooManyRequests, w.Code, "a program that is nobody may wait")
	require.NotEmpty(t, w.Header().Get("Retry-After"))
	want := personWanted(t, w)
	require.Equal(t, 200, s.shows(anna, "draft-0001-0003", "Three", c.Give(here, want.Action, want.CData)).Code)
}

func TestTheFrameMayLoadTurnstileWhereTheSiteHasItAlone(t *testing.T) {
	policy := func(change func(*edge.Config)) string {
		s, _ := looking(t, func(c *edge.Config) { c.Assets = http.NotFoundHandler() }, change)
		return s.ask("GET", "/widget/frame.html", "").Header().Get("Content-Security-Policy")
	}
	with := policy(func(*edge.Config) {})
	require.Contains(t, with, "script-src 'self' 'wasm-unsafe-eval' https://challenges.cloudflare.com; frame-src https://challenges.cloudflare.com; ")
	require.Contains(t, with, "connect-src 'self';")
	for name, change := range map[string]func(*edge.Config){
		"no keys": func(c *edge.Config) { c.Turnstile = decide.Keys{} }, "never asked": func(c *edge.Config) { c.Protect = edge.Never },
		"a secret by itself": func(c *edge.Config) { c.Turnstile.Site = "" },
	} {
		without := policy(change)
		require.Contains(t, without, "script-src 'self' 'wasm-unsafe-eval'; style-src", name)
		require.NotContains(t, without, "cloudflare", name)
		require.NotContains(t, without, "frame-src", name)
	}
}

func TestKeysOfTurnstileThatCannotBe(t *testing.T) {
	for name, change := range map[string]func(*edge.Config){
		"needs the secret":       func(c *edge.Config) { c.Turnstile.Secret = "" },
		"a character":            func(c *edge.Config) { c.Turnstile.Secret = "s3cret of\nmine" },
		"needs a store":          func(c *edge.Config) { c.Store = nil },
		"none of these words: s": func(c *edge.Config) { c.Protect = "sometimes" },
	} {
		config := edge.Config{Upstream: newSite(t).upstream, Key: key, Doer: http.DefaultClient, Store: newStore(t), Turnstile: decide.Keys{Site: turnstile.SiteKey, Secret: turnstile.Secret}}
		change(&config)
		_, err := edge.New(config)
		require.ErrorContains(t, err, name)
		require.NotContains(t, err.Error(), "s3cret")
	}
}

func TestEachSiteHasATurnstileOfItsOwn(t *testing.T) {
	c := &cloudflare{}
	var w *town
	w = newTown(t, []string{"shop", "club"}, func(config *edge.Config) {
		c.Turnstile = turnstile.New(func() time.Time { return w.clockOf() })
		c.others, config.Doer = config.Doer, c
	})
	row := w.row("shop")
	row.Turnstile, row.TurnstileSecret = turnstile.SiteKey, named.Secret{Name: "SITE_SHOP_TURNSTILE"}
	w.put("shop", row)
	post := func(site, key, token string) *httptest.ResponseRecorder {
		headers := []string{"Idempotency-Key", key}
		if token != "" {
			headers = append(headers, "Deskside-Turnstile", token)
		}
		return w.goes(site, anna, "POST", "/api/7.0/objects.json", `{"object_type": "idea", "title": "Idea", "content": "Text"}`, headers...)
	}
	require.Equal(t, 500, post("shop", "draft-0001-0001", "").Code, "its secret is not set")
	require.Contains(t, strings.Join(w.lines, "\n"), "the secret SITE_SHOP_TURNSTILE is not set")
	w.mu.Lock()
	w.secrets["SITE_SHOP_TURNSTILE"] = turnstile.Secret
	w.mu.Unlock()
	w.pass(time.Minute)
	want := personWanted(t, post("shop", "draft-0001-0001", ""))
	require.Equal(t, 200, post("shop", "draft-0001-0001", c.Give(here, want.Action, want.CData)).Code)
	require.Equal(t, 200, post("club", "draft-0001-0001", "").Code, "another site has none")
	require.Contains(t, w.ask("GET", "/w/shop/frame.html", "").Header().Get("Content-Security-Policy"), "cloudflare")
	require.NotContains(t, w.ask("GET", "/w/club/frame.html", "").Header().Get("Content-Security-Policy"), "cloudflare")

	// What one site was shown is nothing to another, with the same widget.
	other := w.row("club")
	other.Turnstile, other.TurnstileSecret = row.Turnstile, row.TurnstileSecret
	w.put("club", other)
	w.pass(time.Minute)
	want = personWanted(t, post("shop", "draft-0001-0002", ""))
	require.Equal(t, http.StatusForbidden, post("club", "draft-0001-0002", c.Give(here, want.Action, want.CData)).Code)
}
