package console_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"deskside/shared/api/transport"
	"deskside/shared/core/edge/named"
	"deskside/shared/edge"
)

// inputs and choices are those of a form, chosen what is chosen of one.
var (
	inputs  = regexp.MustCompile(`<input id="([a-z_]+)" name="[a-z_]+" value="([^"]*)"`)
	choices = regexp.MustCompile(`(?s)<select id="([a-z_]+)" name="[a-z_]+">(.*?)</select>`)
	options = regexp.MustCompile(`<option value="([^"]*)"( selected)?>([^<]*)</option>`)
)

// row is what is kept of a site.
func (p *place) row(name string) named.Row {
	p.t.Helper()
	s, err := edge.NewOperator(p.db, transport.SystemClock, time.Now).Site(p.t.Context(), name)
	require.NoError(p.t, err)
	return s.Row
}

// values are what the form of a page holds, as a browser sends it.
func (p *place) values(page string) url.Values {
	all := url.Values{}
	for _, found := range inputs.FindAllStringSubmatch(page, -1) {
		all.Set(found[1], found[2])
	}
	for _, found := range choices.FindAllStringSubmatch(page, -1) {
		all.Del(found[1])
		for _, option := range options.FindAllStringSubmatch(found[2], -1) {
			if option[2] != "" {
				all.Add(found[1], option[1])
			}
		}
		require.Len(p.t, all[found[1]], 1, "one of %s is chosen", found[1])
	}
	return all
}

func TestSitesAreAddedChangedCheckedAndRemovedHere(t *testing.T) {
	p := open(t)
	p.enter()
	_, page := p.ask("GET", "/", nil)
	require.Contains(t, page, "There is no site with a name.")
	_, page = p.ask("GET", "/site", nil)
	require.Contains(t, page, `<form class="fields" method="post" action="/site">`)
	status, page := p.ask("POST", "/site", url.Values{"name": {"Not A Name"}, "upstream": {p.desk}, "secret": {"typed-in-here"}})
	require.Equal(t, 409, status)
	require.Contains(t, page, `value="Not A Name"`, "what was typed is not lost")
	require.Contains(t, page, `value="`+p.desk+`"`)
	require.NotContains(t, page, "typed-in-here", "but for a secret")

	status, page = p.ask("POST", "/site", url.Values{"name": {"shop"}, "upstream": {p.desk}, "key": {"SEAL_KEYS"}})
	require.Equal(t, 409, status)
	require.Contains(t, page, "begins with SITE_")
	status, page = p.ask("POST", "/site", url.Values{"name": {"shop"}, "upstream": {p.desk}, "secret": {secret}, "theme": {"dark"}})
	require.Equal(t, 200, status)
	require.Contains(t, page, "<h1>Site shop</h1>")
	require.Contains(t, page, "Sealed in the store.")
	sealed := p.row("shop").Key.Sealed
	require.NotEmpty(t, sealed)
	status, _ = p.ask("POST", "/site", url.Values{"name": {"shop"}, "upstream": {p.desk}})
	require.Equal(t, 409, status, "there is one of that name")

	form := p.values(page)
	form.Set("origins", "https://shop.example.com")
	form.Set("theme", "")
	status, page = p.ask("POST", "/site/shop", form)
	require.Equal(t, 200, status)
	require.Contains(t, page, "The site shop is changed.")
	require.Equal(t, named.Row{Upstream: p.desk, Origins: "https://shop.example.com", Key: named.Secret{Sealed: sealed}}, p.row("shop"), "what is sealed stays")
	form.Set("position", "left")
	status, page = p.ask("POST", "/site/shop", form)
	require.Equal(t, 409, status)
	require.Contains(t, page, `<option value="left" selected>left</option>`, "what was typed is not lost")

	p.status = http.StatusUnauthorized
	_, page = p.ask("POST", "/site/shop/check", nil)
	require.Contains(t, page, "<li data-wrong>")
	form.Set("position", "start")
	form.Set("key", "SITE_SHOP_KEY")
	_, page = p.ask("POST", "/site/shop", form)
	require.NotContains(t, page, "Sealed in the store.")
	require.Equal(t, named.Secret{Name: "SITE_SHOP_KEY"}, p.row("shop").Key)

	_, page = p.ask("GET", "/", nil)
	require.Contains(t, page, `<a href="/site/shop">shop</a>`)
	_, page = p.ask("POST", "/site/shop/remove", nil)
	require.Contains(t, page, "There is no site with a name.")
	status, page = p.ask("GET", "/site/shop", nil)
	require.Equal(t, 404, status)
	require.Contains(t, page, "There is no site of that name.")
}

func TestWhatIsKeptOfASiteIsDecidedOnThere(t *testing.T) {
	p := open(t)
	p.enter()
	p.ask("POST", "/site", url.Values{"name": {"shop"}, "upstream": {p.desk}, "key": {"SITE_SHOP_KEY"}})
	p.status = http.StatusForbidden
	write := func(path, title string) {
		r := httptest.NewRequest("POST", path, strings.NewReader(`{"object_type":"idea","title":"`+title+`","content":"Text of it"}`))
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Deskside-Visitor", visitor)
		w := httptest.NewRecorder()
		p.edge.ServeHTTP(w, r)
		require.Contains(t, []int{202, 403}, w.Code, w.Body.String())
	}
	write("/w/shop/api/7.0/objects.json", "Written at the shop")
	write("/api/7.0/objects.json", "Written at home")
	_, page := p.ask("GET", "/", nil)
	require.Contains(t, page, "Written at home")
	require.NotContains(t, page, "Written at the shop")
	_, page = p.ask("GET", "/site/shop", nil)
	require.Contains(t, page, "Written at the shop")
	require.NotContains(t, page, "Written at home")
	status, refused := p.ask("POST", "/site/shop/remove", nil)
	require.Equal(t, 409, status)
	require.Contains(t, refused, "1 entry of it is not at the helpdesk")
	id := p.id(page)
	id.Set("site", "another")
	status, _ = p.ask("POST", "/retry", id)
	require.Equal(t, 404, status)
	id.Set("site", "shop")
	status, page = p.ask("POST", "/retry", id)
	require.Equal(t, 200, status)
	require.Equal(t, []string{"shop" + id.Get("id")}, p.changed)
	require.Contains(t, page, "<h1>Site shop</h1>")
	status, page = p.ask("POST", "/discard", id)
	require.Equal(t, 200, status)
	require.NotContains(t, page, "Written at the shop")
	_, page = p.ask("GET", "/", nil)
	require.Contains(t, page, "Written at home")
}

func TestNobodyGetsAtSitesWithoutTheKey(t *testing.T) {
	p := open(t)
	for _, path := range []string{"GET /site", "POST /site", "GET /site/shop", "POST /site/shop", "POST /site/shop/check", "POST /site/shop/remove"} {
		method, path, _ := strings.Cut(path, " ")
		status, page := p.ask(method, path, url.Values{"name": {"shop"}})
		require.Equal(t, 401, status, path)
		require.Contains(t, page, `action="/enter"`)
	}
	var sites int
	require.NoError(t, p.db.QueryRow(`SELECT count(*) FROM sqlite_master WHERE name = 'site'`).Scan(&sites))
	require.Zero(t, sites, "nothing was so much as looked at")
}

func TestWhatIsOneOfFewWordsIsChosen(t *testing.T) {
	p := open(t)
	p.enter()
	_, page := p.ask("POST", "/site", url.Values{"name": {"shop"}, "upstream": {p.desk}, "key": {"SITE_SHOP_KEY"}})
	form := p.values(page)
	var row named.Row
	chosen := 0
	for _, m := range row.Members() {
		require.Equal(t, m.Words() != nil, strings.Contains(page, `<select id="`+m.Name+`"`), m.Name)
		if m.Words() == nil {
			continue
		}
		chosen++
		require.Empty(t, form.Get(m.Name), "as usual")
		for _, word := range m.Words() {
			form.Set(m.Name, word)
			status, changed := p.ask("POST", "/site/shop", form)
			require.Equal(t, 200, status)
			require.Equal(t, word, p.values(changed).Get(m.Name))
			r := httptest.NewRequest("GET", "/w/shop/healthz", nil)
			w := httptest.NewRecorder()
			p.now = p.now.Add(time.Minute)
			p.edge.ServeHTTP(w, r)
			require.Equal(t, 200, w.Code, "an edge takes %s for %s: %s", word, m.Name, w.Body)
		}
		form.Set(m.Name, "")
	}
	require.Equal(t, 5, chosen)
	form.Set("guests", "vote,post")
	_, page = p.ask("POST", "/site/shop", form)
	require.Equal(t, "post, vote", p.values(page).Get("guests"), "however it was written")

	for _, language := range []string{"en", "ru"} {
		_, page = p.ask("GET", "/site/shop", nil, "Accept-Language", language)
		for _, list := range choices.FindAllStringSubmatch(page, -1) {
			for _, option := range options.FindAllStringSubmatch(list[2], -1) {
				require.NotEqual(t, option[1], option[3], "%s of %s has no words in %s", option[1], list[1], language)
				require.NotEmpty(t, option[3])
			}
		}
	}
}
