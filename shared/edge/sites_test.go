package edge_test

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/stretchr/testify/require"

	"deskside/build/sandbox"
	"deskside/build/sandbox/sandboxtest"
	"deskside/shared/api"
	"deskside/shared/core/edge/migration"
	"deskside/shared/core/edge/named"
	"deskside/shared/edge"
)

// town is an edge with sites: one without a name, and some with, each with a helpdesk of
// its own.
type town struct {
	*site
	at map[string]sandbox.Endpoints
	// down are the hosts of helpdesks that are away.
	down    sync.Map
	mu      sync.Mutex
	secrets map[string]string
	// asked are the keys that each helpdesk was asked with.
	asked map[string]map[string]bool
}

func (w *town) Do(request *http.Request) (*http.Response, error) {
	w.mu.Lock()
	if w.asked[request.URL.Host] == nil {
		w.asked[request.URL.Host] = map[string]bool{}
	}
	w.asked[request.URL.Host][request.Header.Get("Authorization")] = true
	w.mu.Unlock()
	if _, down := w.down.Load(request.URL.Host); down {
		return nil, errors.New("there is nobody")
	}
	return http.DefaultTransport.RoundTrip(request)
}

func (w *town) secret(name string) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.secrets[name]
}

// identityOf is the key with which a site signs who its visitors are.
func identityOf(name string) []byte { return []byte((name + strings.Repeat(" is a site", 4))[:32]) }

// newTown begins with sites of these names, "" among them.
func newTown(t *testing.T, names []string, changes ...func(*edge.Config)) *town {
	w := &town{at: map[string]sandbox.Endpoints{}, secrets: map[string]string{}, asked: map[string]map[string]bool{}}
	for _, name := range append([]string{""}, names...) {
		w.at[name] = sandboxtest.Open(t, sandbox.Options{Now: func() time.Time { return time.Unix(1_800_000_000, 0) }})
	}
	home := w.at[""]
	w.site = newSite(t, append([]func(*edge.Config){sealed(t), func(c *edge.Config) {
		base, err := api.ParseBase(home.UseResponseURL)
		require.NoError(t, err)
		c.Upstream, c.Key, c.Doer, c.Secret, c.Cache = base, home.Keys.Agent, w, w.secret, edge.NewMemory(edge.CacheLimit, w.clockOf)
		c.Origins = []string{"https://home.example.com"}
		c.Assets = edge.Files(fstest.MapFS{"widget/loader.js": {Data: []byte("loads();")}, "widget/frame.html": {Data: []byte("<p>frame</p>")}, "widget/r/1/frame.js": {Data: []byte("draws();")}})
	}}, changes...)...)
	w.ask("GET", "/readyz", "")
	for _, name := range names {
		variable := "SITE_" + strings.ToUpper(strings.ReplaceAll(name, "-", "_"))
		w.secrets[variable+"_KEY"] = w.at[name].Keys.Agent
		w.secrets[variable+"_IDENTITIES"] = "k:HS256:" + base64.StdEncoding.EncodeToString(identityOf(name))
		w.put(name, named.Row{
			Upstream: w.at[name].UseResponseURL, Origins: "https://" + name + ".example.com", Audience: "everybody",
			Key: named.Secret{Name: variable + "_KEY"}, Identities: named.Secret{Name: variable + "_IDENTITIES"},
			Rates: "reads=100000/1 writes=100000/1 visitor=100000/1 site=100000/1", Widget: named.Widget{Launcher: "Ideas for " + name, Theme: "dark"},
		})
	}
	return w
}

func (w *town) clockOf() time.Time {
	if w.site == nil {
		return time.Unix(1_800_000_000, 0)
	}
	return w.clock()
}

// put says what a site is.
func (w *town) put(name string, row named.Row) {
	w.t.Helper()
	_, err := w.db.Exec(`INSERT OR REPLACE INTO site (name, settings, changed_at) VALUES (?, ?, 0)`, name, row.Text())
	require.NoError(w.t, err)
}

// row is what a site is.
func (w *town) row(name string) named.Row {
	w.t.Helper()
	var text string
	require.NoError(w.t, w.db.QueryRow(`SELECT settings FROM site WHERE name = ?`, name).Scan(&text))
	row, err := named.ParseRow(text)
	require.NoError(w.t, err)
	return row
}

// go asks a site something, as somebody.
func (w *town) goes(name, who, method, path, body string, headers ...string) *httptest.ResponseRecorder {
	w.t.Helper()
	return w.ask(method, named.At(name)+path, body, append([]string{"Deskside-Visitor", who}, headers...)...)
}

// everywhere are the tables of a site, each as one text.
func (w *town) everywhere(name string) map[string]string {
	w.t.Helper()
	all := map[string]string{}
	for _, table := range migration.Tables {
		rows, err := w.db.Query(`SELECT * FROM ` + named.Prefix(name) + table)
		require.NoError(w.t, err)
		columns, err := rows.Columns()
		require.NoError(w.t, err)
		all[table] = ""
		for rows.Next() {
			cells, into := make([]any, len(columns)), make([]any, len(columns))
			for i := range cells {
				into[i] = &cells[i]
			}
			require.NoError(w.t, rows.Scan(into...))
			all[table] += fmt.Sprintln(cells...)
		}
		require.NoError(w.t, rows.Err())
		require.NoError(w.t, rows.Close())
	}
	return all
}

// TestNothingOfASiteIsSeenByAnother has two sites in whose names only a letter differs,
// and whose visitors, keys and objects are called the same.
func TestNothingOfASiteIsSeenByAnother(t *testing.T) {
	names := []string{"shop-a", "shop-b"}
	w := newTown(t, names, inSpace(t.TempDir()))
	const people = 25 // of each site
	idea := map[string]int64{}
	for _, name := range names {
		r := &real{site: w.site, at: w.at[name]}
		idea[name] = r.idea()
	}
	require.Equal(t, idea["shop-a"], idea["shop-b"])
	object := idea["shop-a"]
	other := map[string]string{"shop-a": "shop-b", "shop-b": "shop-a"}

	type of struct {
		session, place string
		post           int64
	}
	var seen sync.Map
	var work []func()
	for _, name := range names {
		for i := range people {
			work = append(work, func() {
				browser := fmt.Sprintf("browser-of-number-%03d", i)
				signed, err := jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.MapClaims{
					"sub": fmt.Sprint("customer-", i), "name": fmt.Sprintf("Number%d of %s", i, name), "aud": "everybody", "iat": w.clock().Unix(), "exp": w.clock().Unix() + 300,
				}).SignedString(identityOf(name))
				require.NoError(t, err)
				got := w.goes(name, browser, "POST", "/api/7.0/identity.json", `{"token":"`+signed+`"}`)
				mine := of{session: w.session(got)}
				if there := w.goes(other[name], browser, "POST", "/api/7.0/identity.json", `{"token":"`+signed+`"}`); there.Code != 401 {
					t.Errorf("a token of %s is good at %s: %d", name, other[name], there.Code)
				}
				file := w.goes(name, mine.session, "POST", "/api/7.0/upload-file.json?name=a.png", pixel, "Content-Type", "application/octet-stream")
				var brought struct{ Success struct{ Token string } }
				require.NoError(t, json.Unmarshal(file.Body.Bytes(), &brought), file.Body.String())
				made := w.goes(name, mine.session, "POST", "/api/7.0/objects.json",
					fmt.Sprintf(`{"object_type":"idea","title":"Idea %d of %s","content":"Secret of %s","attachments":[{"token":%q,"name":"x"}]}`, i, name, name, brought.Success.Token),
					"Idempotency-Key", fmt.Sprintf("post-of-number-%d", i))
				if made.Code != 200 {
					t.Errorf("%s, number %d: %d %s", name, i, made.Code, made.Body)
					return
				}
				mine.post, _ = madeBy(t, made)
				mine.place = made.Header().Get("Location")
				if voted := w.goes(name, mine.session, "POST", fmt.Sprintf("/api/7.0/objects/%d/votes/toggle.json?value=up", object), ""); i%2 == 0 && voted.Code != 200 && voted.Code != 202 {
					t.Errorf("%s, number %d: %d %s", name, i, voted.Code, voted.Body)
				}
				if said := w.goes(name, mine.session, "POST", "/api/7.0/comments.json", fmt.Sprintf(`{"object_id":%d,"content":"Comment of %s"}`, object, name)); said.Code != 200 {
					t.Errorf("%s, number %d: %d %s", name, i, said.Code, said.Body)
				}
				for _, path := range []string{"/api/7.0/search.json?count=50", "/api/7.0/bootstrap.jsonl", fmt.Sprintf("/api/7.0/objects/%d/comments.json", object)} {
					list := w.goes(name, mine.session, "GET", path, "")
					if list.Code != 200 || strings.Contains(list.Body.String(), other[name]) {
						t.Errorf("%s shows %s in %s: %d %s", name, other[name], path, list.Code, list.Body)
					}
				}
				seen.Store(fmt.Sprint(name, " ", i), mine)
			})
		}
	}
	atOnce(work...)
	if t.Failed() {
		return
	}
	for range 10 {
		w.pass(time.Minute)
		for _, at := range w.edge.NewRound().Named(t.Context(), 100) {
			for at.DeliverNext(t.Context()) == 0 {
			}
			at.GatherNext(t.Context())
		}
	}

	for _, name := range names {
		theirs, all := other[name], w.everywhere(name)
		for table, text := range all {
			require.NotContains(t, text, theirs, "%s of %s", table, name)
		}
		for _, table := range []string{"entry", "vote", "person", "file", "migration", "made", "key_vote", "similar_turn"} {
			require.NotEmpty(t, all[table], "%s of %s", table, name)
		}
		for i := range people {
			got, _ := seen.Load(fmt.Sprint(name, " ", i))
			mine := got.(of)
			shown := w.goes(name, mine.session, "GET", fmt.Sprintf("/api/7.0/objects/%d.json", object), "")
			var o struct{ Votes voted }
			require.NoError(t, json.Unmarshal(shown.Body.Bytes(), &o))
			require.Equal(t, voted{people + 1, true, "up"}, o.Votes, "%s, number %d", name, i)
			require.True(t, strings.HasPrefix(mine.place, "/w/"+name+"/api/7.0/submissions/"), mine.place)
			require.Equal(t, 200, w.ask("GET", mine.place, "").Code)
			require.Equal(t, 404, w.ask("GET", strings.Replace(mine.place, name, theirs, 1), "").Code, "a submission of one is known at the other")
			require.Equal(t, 404, w.ask("GET", strings.TrimPrefix(mine.place, "/w/"+name), "").Code, "and by the site without a name")
			require.Equal(t, 401, w.goes(theirs, mine.session, "GET", "/api/7.0/search.json", "").Code, "a session of one opens at the other")
			require.Equal(t, 401, w.goes("", mine.session, "GET", "/api/7.0/search.json", "").Code)
		}
		// What is there the helpdesk of the site has, and nobody else's.
		host := strings.TrimPrefix(w.at[name].UseResponseURL, "http://")
		host, _, _ = strings.Cut(host, "/")
		require.Equal(t, map[string]bool{w.at[name].Keys.Agent: true}, w.asked[host])
	}
	for table, text := range w.everywhere("") {
		if table != "migration" {
			require.Empty(t, text, "%s of the site without a name", table)
		}
	}
	var tables string
	require.NoError(t, w.db.QueryRow(`SELECT group_concat(name) FROM (SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND name NOT LIKE 'site_shop%')`).Scan(&tables))
	require.NotContains(t, tables, "__", tables)
}

func TestStampsAndCountsAreOfOneSite(t *testing.T) {
	w := newTown(t, []string{"a", "b"})
	for _, name := range []string{"a", "b"} {
		row := w.row(name)
		// They share the helpdesk and its key, and all the same have nothing in common.
		row.Upstream, row.Key.Name = w.at[""].UseResponseURL, "SITE_A_KEY"
		row.Rates = "reads=100000/1 writes=3/3600 visitor=100000/1 site=100000/1 form=1000/1"
		w.put(name, row)
	}
	w.secrets["SITE_A_KEY"] = w.at[""].Keys.Agent
	form := w.goes("a", "", "GET", "/feedback?lang=en", "")
	require.Equal(t, 200, form.Code, form.Body.String())
	require.Contains(t, form.Body.String(), `action="/w/a/feedback"`)
	stamp := stampIn.FindStringSubmatch(form.Body.String())[1]
	w.pass(10 * time.Second)
	filled := url.Values{"stamp": {stamp}, "type": {"idea"}, "title": {"A calendar"}, "content": {"Beside the week."}, "website": {""}, "category": {"0"}, "lang": {"en"}}
	fills := func(name string) *httptest.ResponseRecorder {
		return w.ask("POST", named.At(name)+"/feedback", filled.Encode(), "Content-Type", "application/x-www-form-urlencoded", "Origin", "http://example.com")
	}
	require.Equal(t, 422, fills("b").Code, "a stamp of one is good at the other")
	require.Equal(t, 422, fills("").Code)
	sent := fills("a")
	require.Equal(t, 303, sent.Code, sent.Body.String())
	require.Regexp(t, `^/w/a/feedback/[0-9a-f]{32}\?lang=en$`, sent.Header().Get("Location"))
	page := w.ask("GET", sent.Header().Get("Location"), "")
	require.Equal(t, 200, page.Code)
	require.Contains(t, page.Body.String(), `href="/w/a/feedback?lang=en"`)

	var codes []int
	for i := range 4 {
		codes = append(codes, w.goes("a", anna, "POST", "/api/7.0/objects.json", thought, "Idempotency-Key", fmt.Sprint("key-of-a-test-", i)).Code)
	}
	require.Equal(t, 429, codes[3], codes)
	require.Equal(t, 200, w.goes("b", anna, "POST", "/api/7.0/objects.json", thought, "Idempotency-Key", "key-of-a-test-0").Code, "what is asked of one counts for the other")
}

func TestWhatASiteIsWhereItIs(t *testing.T) {
	w := newTown(t, []string{"shop"})
	health := w.ask("GET", "/w/shop/healthz", "")
	require.Contains(t, health.Body.String(), `"site":"shop"`)
	loader := w.ask("GET", "/w/shop/loader.js", "")
	require.Equal(t, 200, loader.Code)
	require.Equal(t, "public, max-age=300", loader.Header().Get("Cache-Control"))
	require.Equal(t, "text/javascript; charset=utf-8", loader.Header().Get("Content-Type"))
	require.True(t, strings.HasSuffix(loader.Body.String(), "\nloads();"), loader.Body.String())
	require.Contains(t, loader.Body.String(), `{"site":"shop","launcher":"Ideas for shop","theme":"dark"}`)
	packed := w.ask("GET", "/w/shop/loader.js", "", "Accept-Encoding", "br, gzip")
	require.Equal(t, "gzip", packed.Header().Get("Content-Encoding"))
	require.Equal(t, 304, w.ask("GET", "/w/shop/loader.js", "", "If-None-Match", loader.Header().Get("ETag")).Code)
	require.Empty(t, w.ask("HEAD", "/w/shop/loader.js", "").Body.String())
	require.Equal(t, "loads();", w.ask("GET", "/widget/loader.js", "").Body.String(), "that without a name is as it was")
	frame := w.ask("GET", "/w/shop/frame.html", "")
	require.Equal(t, "<p>frame</p>", frame.Body.String())
	require.Contains(t, frame.Header().Get("Content-Security-Policy"), "frame-ancestors 'self' https://shop.example.com")
	require.NotContains(t, frame.Header().Get("Content-Security-Policy"), "home.example.com")
	for _, path := range []string{"/w/shop", "/w/shop/", "/w/shop/widget/loader.js", "/w/shop/w/shop/loader.js", "/w/shop/other.js", "/w/none/loader.js", "/w/none/api/7.0/search.json", "/w/No/loader.js", "/w/", "/w/../widget/r/1/frame.js", "/w/shop/../frame.html"} {
		require.Equal(t, 404, w.ask("GET", path, "").Code, path)
	}
	for origin, status := range map[string]int{"https://shop.example.com": 200, "https://home.example.com": 403, "https://evil.example": 403, "http://example.com": 200} {
		require.Equal(t, status, w.ask("GET", "/w/shop/api/7.0/categories.json", "", "Origin", origin).Code, origin)
	}
	require.Equal(t, "https://shop.example.com", w.ask("GET", "/w/shop/api/7.0/categories.json", "", "Origin", "https://shop.example.com").Header().Get("Access-Control-Allow-Origin"))
}

func TestASiteThatIsNotSetUpSaysSoToItsOwnerAlone(t *testing.T) {
	w := newTown(t, []string{"shop", "other"})
	good := w.row("shop")
	for says, change := range map[string]func(*named.Row){
		"the secret SITE_NOT_THERE is not set": func(r *named.Row) { r.Key.Name = "SITE_NOT_THERE" },
		"it has no key of its helpdesk":        func(r *named.Row) { r.Key = named.Secret{} },
		"the key of shop does not open": func(r *named.Row) {
			r.Key = named.Secret{Sealed: sealing(t, 1).Seal(named.About("other", named.Key), []byte("a-key"))}
		},
		"UPSTREAM_URL":          func(r *named.Row) { r.Upstream = "::" },
		"use an https:// addre": func(r *named.Row) { r.Upstream = "http://help.example.com" },
		"the variable GUESTS":   func(r *named.Row) { r.Guests = "fly" },
	} {
		row := good
		change(&row)
		w.put("shop", row)
		w.pass(time.Minute)
		w.lines = nil
		got := w.ask("GET", "/w/shop/api/7.0/search.json", "")
		require.Equal(t, 500, got.Code, says)
		require.NotContains(t, got.Body.String(), "SITE_")
		require.Contains(t, strings.Join(w.lines, "\n"), says)
		require.Equal(t, 200, w.ask("GET", "/w/other/api/7.0/search.json", "").Code, "the others go on")
		require.Len(t, w.edge.NewRound().Named(t.Context(), 100), 1)
	}
	w.put("shop", good)
	w.pass(time.Minute)
	require.Equal(t, 200, w.ask("GET", "/w/shop/api/7.0/search.json", "").Code)
	sealedKey := good
	sealedKey.Key = named.Secret{Sealed: sealing(t, 1).Seal(named.About("shop", named.Key), []byte(w.at["shop"].Keys.User))}
	w.put("shop", sealedKey)
	w.pass(time.Minute)
	require.Equal(t, 200, w.ask("GET", "/w/shop/api/7.0/search.json", "").Code, "a key that is sealed in the row")
	_, err := w.db.Exec(`DELETE FROM site WHERE name = 'shop'`)
	require.NoError(t, err)
	require.Equal(t, 200, w.ask("GET", "/w/shop/api/7.0/search.json", "").Code, "what was read of it holds for some seconds")
	w.pass(11 * time.Second)
	require.Equal(t, 404, w.ask("GET", "/w/shop/api/7.0/search.json", "").Code)
}

func TestAHostGivesNoOtherSecretToASite(t *testing.T) {
	w := newTown(t, []string{"shop"})
	w.secrets["SEAL_KEYS"] = w.secrets["SITE_SHOP_KEY"]
	_, err := w.db.Exec(`UPDATE site SET settings = replace(settings, 'SITE_SHOP_KEY', 'SEAL_KEYS')`)
	require.NoError(t, err)
	require.Equal(t, 500, w.ask("GET", "/w/shop/api/7.0/search.json", "").Code)
	require.Contains(t, strings.Join(w.lines, "\n"), "begins with SITE_")
}

func TestAHelpdeskThatIsAwayHoldsUpItsOwnSiteAlone(t *testing.T) {
	var w *town
	w = newTown(t, []string{"a", "b"}, func(c *edge.Config) { c.Clock = &patientClock{slept: func(d time.Duration) { w.pass(d) }} })
	host := func(name string) string {
		u, err := url.Parse(w.at[name].UseResponseURL)
		require.NoError(t, err)
		return u.Host
	}
	require.Equal(t, 200, w.ask("GET", "/w/a/api/7.0/search.json", "").Code)
	w.down.Store(host("a"), true)
	kept := w.goes("a", anna, "POST", "/api/7.0/objects.json", thought, "Idempotency-Key", "key-of-a-test-1")
	require.Equal(t, 202, kept.Code, kept.Body.String())
	require.Equal(t, 200, w.goes("b", anna, "POST", "/api/7.0/objects.json", thought, "Idempotency-Key", "key-of-a-test-1").Code)
	w.down.Store(host("b"), true)
	other := w.goes("b", ben, "POST", "/api/7.0/objects.json", thought, "Idempotency-Key", "key-of-a-test-2")
	require.Equal(t, 202, other.Code, other.Body.String())
	w.down.Delete(host("b"))
	for range 3 {
		w.pass(2 * time.Minute)
		w.edge.NewRound().Sweep(t.Context())
	}
	state := func(got *httptest.ResponseRecorder) string {
		return w.stands(got.Header().Get("Location")).State
	}
	require.Equal(t, []string{"waiting", "delivered"}, []string{state(kept), state(other)})
	w.down.Delete(host("a"))
	for range 5 {
		w.pass(10 * time.Minute)
		w.edge.NewRound().Sweep(t.Context())
	}
	require.Equal(t, "delivered", state(kept))
}

func TestASiteGoesOnAsItWasWhileTheStoreIsAway(t *testing.T) {
	w := newTown(t, []string{"shop"})
	require.Equal(t, 200, w.ask("GET", "/w/shop/healthz", "").Code)
	w.pass(time.Minute)
	_, err := w.db.Exec(`ALTER TABLE site RENAME TO site_away`)
	require.NoError(t, err)
	require.Equal(t, 200, w.ask("GET", "/w/shop/healthz", "").Code)
	require.Equal(t, 503, w.ask("GET", "/w/other/healthz", "").Code, "of one that was never read nobody knows")
}

func TestWhoeverTriesNamesIsBoundedAsOneWhoReads(t *testing.T) {
	w := newTown(t, nil, func(c *edge.Config) { c.Rates = edge.Rates{Reads: hourly(3), Writes: hourly(3)} })
	var codes []int
	for i := range 5 {
		codes = append(codes, w.ask("GET", fmt.Sprintf("/w/name%d/healthz", i), "").Code)
	}
	require.Equal(t, []int{404, 404, 429, 429, 429}, codes, "one was asked before")
}

func TestSitesAreTended(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	var w *town
	var rests atomic.Int32
	var begun atomic.Bool
	delivered := func(name string) (n int) {
		require.NoError(t, w.db.QueryRow(`SELECT count(*) FROM `+named.Prefix(name)+`entry WHERE state = 'delivered'`).Scan(&n))
		return n
	}
	w = newTown(t, []string{"a", "b"}, func(c *edge.Config) {
		c.Clock = &patientClock{slept: func(d time.Duration) {
			w.pass(min(d, time.Second))
			if rests.Add(1) > 20_000 || begun.Load() && ctx.Err() == nil && delivered("a")+delivered("b") == 2 {
				stop()
			}
		}}
	})
	for _, name := range []string{"a", "b"} {
		u, err := url.Parse(w.at[name].UseResponseURL)
		require.NoError(t, err)
		w.down.Store(u.Host, true)
		got := w.goes(name, anna, "POST", "/api/7.0/objects.json", thought, "Idempotency-Key", "key-of-a-test-1")
		require.Equal(t, 202, got.Code, got.Body.String())
		w.down.Delete(u.Host)
	}
	begun.Store(true)
	w.edge.Sites(ctx)
	require.Equal(t, []int{1, 1}, []int{delivered("a"), delivered("b")})
	_, err := w.db.Exec(`DELETE FROM site WHERE name = 'a'`)
	require.NoError(t, err)
	w.pass(time.Minute)
	require.Len(t, w.edge.NewRound().Named(t.Context(), 100), 1)
}

func TestEachOfManySitesHasItsTurn(t *testing.T) {
	w := newTown(t, []string{"a", "b", "c", "d", "e"})
	turns := map[*edge.Edge]int{}
	for range 5 {
		some := w.edge.NewRound().Named(t.Context(), 2)
		require.Len(t, some, 2)
		for _, at := range some {
			turns[at]++
		}
		w.pass(time.Minute)
	}
	require.Len(t, turns, 5)
	for _, n := range turns {
		require.Equal(t, 2, n)
	}
	require.Len(t, w.edge.NewRound().Named(t.Context(), 40), 5)
}

func TestARoundReadsOnceWhichSitesThereAre(t *testing.T) {
	w := newTown(t, []string{"a", "b"})
	round := w.edge.NewRound()
	require.Len(t, round.Named(t.Context(), 100), 2)
	_, err := w.db.Exec(`DELETE FROM site`)
	require.NoError(t, err)
	require.Len(t, round.Named(t.Context(), 100), 2)
	require.Empty(t, w.edge.NewRound().Named(t.Context(), 100))
}
