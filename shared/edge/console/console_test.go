package console_test

import (
	"context"
	"database/sql"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	_ "modernc.org/sqlite"

	"deskside/shared/api"
	"deskside/shared/api/transport"
	"deskside/shared/edge"
	"deskside/shared/edge/console"
	"deskside/shared/edge/seal"
)

const (
	key     = "the-operators-own-key"
	visitor = "visitor-anna-0000001"
	secret  = "k3y-of-the-helpdesk"
)

// place is a console over the store of an edge, whose helpdesk answers as it is told.
type place struct {
	t       *testing.T
	web     *httptest.Server
	browser *http.Client
	edge    *edge.Edge
	db      *sql.DB
	status  int
	now     time.Time
	changed []string
	desk    string
}

func open(t *testing.T) *place {
	p := &place{t: t, status: http.StatusTooManyRequests, now: time.Unix(1_800_000_000, 0)}
	clock := func() time.Time { return p.now }
	desk := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(p.status)
		if p.status == http.StatusOK {
			fmt.Fprint(w, `{"success": {"id": 7, "title": "Dark", "ownership": "feedback", "type": {"slug": "idea"}}}`)
		}
	}))
	t.Cleanup(desk.Close)
	base, err := api.ParseBase(desk.URL)
	require.NoError(t, err)
	db, err := sql.Open("sqlite", "file:"+filepath.Join(t.TempDir(), "edge.db")+"?_pragma=busy_timeout(10000)")
	require.NoError(t, err)
	t.Cleanup(func() { db.Close() })
	p.db = db
	keys, err := seal.ParseKeys(strings.Repeat("A", 43) + "=")
	require.NoError(t, err)
	p.edge, err = edge.New(edge.Config{Upstream: base, Key: secret, Doer: desk.Client(), Store: db, Now: clock, Seals: keys, Secret: func(name string) string {
		return map[string]string{"SITE_SHOP_KEY": secret}[name]
	}})
	require.NoError(t, err)
	p.desk = desk.URL
	operator := edge.NewOperator(db, transport.SystemClock, clock)
	handler, err := console.New(console.Config{
		Letters: operator, Key: key, Now: clock, By: console.Queue, Changed: func(_ context.Context, site, id string) { p.changed = append(p.changed, site+id) },
		Sites: operator, Check: p.edge.Check, Seal: keys.Seal,
	})
	require.NoError(t, err)
	p.web = httptest.NewServer(handler)
	t.Cleanup(p.web.Close)
	jar, err := cookiejar.New(nil)
	require.NoError(t, err)
	p.browser = &http.Client{Jar: jar}
	return p
}

// write has a visitor write something, which is kept.
func (p *place) write(path, body string) {
	r := httptest.NewRequest("POST", path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Deskside-Visitor", visitor)
	w := httptest.NewRecorder()
	p.edge.ServeHTTP(w, r)
	require.Contains(p.t, []int{202, 403}, w.Code, w.Body.String())
}

// ask sends a request of the browser and returns the page.
func (p *place) ask(method, path string, values url.Values, headers ...string) (status int, page string) {
	r, err := http.NewRequest(method, p.web.URL+path, strings.NewReader(values.Encode()))
	require.NoError(p.t, err)
	if method == "POST" {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w, err := p.browser.Do(r)
	require.NoError(p.t, err)
	defer w.Body.Close()
	var b strings.Builder
	_, err = fmt.Fprint(&b, read(p.t, w))
	require.NoError(p.t, err)
	for _, never := range []string{visitor, secret, key} {
		require.NotContains(p.t, b.String(), never)
	}
	require.Contains(p.t, w.Header.Get("Content-Security-Policy"), "default-src 'none'")
	return w.StatusCode, b.String()
}

func read(t *testing.T, w *http.Response) string {
	t.Helper()
	b := make([]byte, 0, 1<<16)
	for {
		piece := make([]byte, 1<<14)
		n, err := w.Body.Read(piece)
		b = append(b, piece[:n]...)
		if err != nil {
			return string(b)
		}
	}
}

func (p *place) enter() {
	status, _ := p.ask("POST", "/enter", url.Values{"key": {key}})
	require.Equal(p.t, http.StatusOK, status)
}

var ids = regexp.MustCompile(`name="id" value="([0-9a-f]{32})"`)

func (p *place) id(page string) url.Values {
	found := ids.FindStringSubmatch(page)
	require.NotNil(p.t, found, page)
	return url.Values{"id": {found[1]}}
}

func TestNobodyIsInWithoutTheKey(t *testing.T) {
	p := open(t)
	p.write("/api/7.0/objects.json", `{"object_type": "idea", "title": "Dark mode", "content": "Please."}`)
	status, page := p.ask("GET", "/", nil)
	require.Equal(t, http.StatusUnauthorized, status)
	require.NotContains(t, page, "Dark mode")
	for _, path := range []string{"/retry", "/discard"} {
		status, page = p.ask("POST", path, url.Values{"id": {strings.Repeat("0", 32)}})
		require.Equal(t, http.StatusUnauthorized, status)
		require.NotContains(t, page, "Dark mode")
	}
	status, page = p.ask("POST", "/enter", url.Values{"key": {"another-key-of-theirs"}})
	require.Equal(t, http.StatusForbidden, status)
	require.Contains(t, page, "not the key")

	p.enter()
	_, page = p.ask("GET", "/", nil)
	require.Contains(t, page, "Dark mode")
	p.now = p.now.Add(13 * time.Hour)
	status, _ = p.ask("GET", "/", nil)
	require.Equal(t, http.StatusUnauthorized, status, "it is over after a while")
}

func TestAKeyIsNotTriedManyTimes(t *testing.T) {
	p := open(t)
	for range 5 {
		status, _ := p.ask("POST", "/enter", url.Values{"key": {"a-guess-of-somebody"}})
		require.Equal(t, http.StatusForbidden, status)
	}
	status, page := p.ask("POST", "/enter", url.Values{"key": {key}})
	require.Equal(t, http.StatusTooManyRequests, status)
	require.Contains(t, page, "Too many tries")
	p.now = p.now.Add(12 * time.Second)
	p.enter()
}

func TestATicketThatIsMadeUpOpensNothing(t *testing.T) {
	p := open(t)
	p.enter()
	at, err := url.Parse(p.web.URL)
	require.NoError(t, err)
	good := p.browser.Jar.Cookies(at)[0]
	for _, value := range []string{"", "9999999999", "9999999999.", strings.Replace(good.Value, "18", "28", 1), good.Value + "a", good.Value[:len(good.Value)-1]} {
		p.browser.Jar.SetCookies(at, []*http.Cookie{{Name: good.Name, Value: value, Path: "/"}})
		status, _ := p.ask("GET", "/", nil)
		require.Equal(t, http.StatusUnauthorized, status, value)
	}
}

func TestPagesOfOthersChangeNothing(t *testing.T) {
	p := open(t)
	p.write("/api/7.0/objects.json", `{"object_type": "idea", "title": "Dark mode", "content": "Please."}`)
	p.enter()
	_, page := p.ask("GET", "/", nil)
	for _, path := range []string{"/retry", "/discard", "/enter", "/leave"} {
		for _, header := range [][2]string{{"Origin", "https://evil.example"}, {"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"}} {
			status, _ := p.ask("POST", path, p.id(page), header[0], header[1])
			require.Equal(t, http.StatusForbidden, status, path)
		}
	}
	status, _ := p.ask("GET", "/discard?"+p.id(page).Encode(), nil)
	require.Equal(t, http.StatusNotFound, status)
	_, after := p.ask("GET", "/", nil)
	require.Equal(t, page, after)
	require.Empty(t, p.changed)

	r, err := http.NewRequest("POST", p.web.URL+"/enter", strings.NewReader(url.Values{"key": {key}}.Encode()))
	require.NoError(t, err)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w, err := (&http.Transport{}).RoundTrip(r)
	require.NoError(t, err)
	w.Body.Close()
	require.Contains(t, w.Header.Get("Set-Cookie"), "HttpOnly; SameSite=Strict")
}

func TestWhatIsKeptIsShownSentAgainAndDiscarded(t *testing.T) {
	p := open(t)
	p.write("/api/7.0/objects.json", `{"object_type": "idea", "title": "Dark <b>mode</b>", "content": "It is <script>bright</script>.\nVery."}`)
	p.write("/api/7.0/objects/5/votes/toggle.json?value=up", "")
	p.status = http.StatusForbidden
	p.write("/api/7.0/comments.json", `{"object_id": 5, "content": "Me too"}`)
	p.enter()
	_, page := p.ask("GET", "/", nil)
	for _, shows := range []string{"Waits for you", "Refused", "Comment on 5", "Me too", "This site does not allow that.", "Goes on by itself", "Waiting", "Post", "Dark &lt;b&gt;mode&lt;/b&gt;", "It is &lt;script&gt;bright&lt;/script&gt;", "Vote on 5", "For it", "2027-01-15 08:00 UTC"} {
		require.Contains(t, page, shows)
	}
	require.Less(t, strings.Index(page, "Me too"), strings.Index(page, "Dark"), "what waits for a person comes first")
	_, russian := p.ask("GET", "/", nil, "Accept-Language", "ru")
	require.Contains(t, russian, `<html lang="ru"`)
	require.Contains(t, russian, "Ждёт вас")
	require.Contains(t, russian, "Комментарий к записи 5")
	_, german := p.ask("GET", "/", nil, "Accept-Language", "de-DE,de;q=0.9")
	require.Contains(t, german, `<html lang="en"`, "only customers read German")
	require.Contains(t, german, "Waits for you")

	comment := p.id(page)
	status, page := p.ask("POST", "/retry", comment)
	require.Equal(t, http.StatusOK, status)
	require.Contains(t, page, "as soon as the helpdesk takes it")
	require.Equal(t, comment["id"], p.changed)
	require.Contains(t, page, "Nothing waits for you")
	p.edge.DeliverNext(t.Context())
	_, page = p.ask("GET", "/", nil)
	require.Equal(t, comment, p.id(page), "it was refused again")

	status, page = p.ask("POST", "/discard", comment)
	require.Equal(t, http.StatusOK, status)
	require.NotContains(t, page, "Me too")
	status, page = p.ask("POST", "/discard", comment)
	require.Equal(t, http.StatusConflict, status)
	require.Contains(t, page, "not here any more")

	p.status = http.StatusOK
	p.now = p.now.Add(time.Minute)
	for p.edge.DeliverNext(t.Context()) == 0 {
	}
	require.NotContains(t, page, "Last delivery")
	_, page = p.ask("GET", "/", nil)
	require.NotContains(t, page, "Dark", "what arrived is not shown")
	require.Contains(t, page, "when the queue calls it and each minute")
	require.Contains(t, page, p.now.UTC().Format("Last delivery: 2006-01-02 15:04 UTC."))
}

func TestAKeyThatIsShortOpensNothing(t *testing.T) {
	for _, short := range []string{"", "fifteen-letters"} {
		_, err := console.New(console.Config{Key: short, Now: time.Now})
		require.Error(t, err)
	}
}

// TestItsTokensAreThoseOfEveryFace: a face in Go cannot take the file of the others.
func TestItsTokensAreThoseOfEveryFace(t *testing.T) {
	token := regexp.MustCompile(`(?m)^  (--ds-[a-z0-9-]+): ([^;]+);`)
	values := func(path string) map[string]string {
		css, err := os.ReadFile(path)
		require.NoError(t, err)
		found := map[string]string{}
		for _, line := range token.FindAllStringSubmatch(string(css), -1) {
			if _, again := found[line[1]]; !again {
				found[line[1]] = strings.Join(strings.Fields(line[2]), " ")
			}
		}
		return found
	}
	every := values("../../ui/tokens.css")
	mine := values("console.css")
	require.Greater(t, len(mine), 30)
	delete(mine, "--ds-scale")
	for name, value := range mine {
		require.Equal(t, every[name], value, name)
	}
}

func TestHowPeopleStandIsCountedAndNobodyIsNamed(t *testing.T) {
	p := open(t)
	p.enter()
	_, page := p.ask("GET", "/", nil)
	require.NotContains(t, page, "People who are known")
	for i, state := range []string{"login", "made", "known", "known", "named", "making", "new"} {
		_, err := p.db.Exec(`INSERT INTO person (visitor, state, name, email, user, secret, seen_at) VALUES (?, ?, 'Nora Berg', 'nora@shop.example', 1, 'sealed-secret', 1)`, fmt.Sprint("id:", i), state)
		require.NoError(t, err)
	}
	_, page = p.ask("GET", "/", nil)
	for _, says := range []string{"People who are known", "Signed in", "Made a user here", `A user already <span class="count">2 people</span>`, "Named by the site alone", "Being made a user", "not asked for yet"} {
		require.Contains(t, page, says)
	}
	for _, hidden := range []string{"Nora", "nora@", "sealed-secret", "id:"} {
		require.NotContains(t, page, hidden)
	}
}

func TestAnAddressThatIsNoneHasAPageAllTheSame(t *testing.T) {
	p := open(t)
	status, page := p.ask("GET", "/nowhere", nil)
	require.Equal(t, http.StatusUnauthorized, status)
	require.NotContains(t, page, "nothing at this address")
	p.enter()
	for _, path := range []string{"/nowhere", "/enter", "/site/shop/check"} {
		status, page = p.ask("GET", path, nil)
		require.Equal(t, http.StatusNotFound, status, path)
		require.Contains(t, page, "There is nothing at this address.")
		require.Contains(t, page, `<a class="button" href="/">`)
	}
	status, _ = p.ask("POST", "/nowhere", nil)
	require.Equal(t, http.StatusMethodNotAllowed, status)
}
