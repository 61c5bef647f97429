package edge_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"

	"deskside/shared/edge"
)

var stampIn = regexp.MustCompile(`name="stamp" value="([^"]+)"`)

// sheet gets the form and returns what is filled in, as a person does who takes their time.
func (s *site) sheet() url.Values {
	w := s.ask("GET", "/feedback", "")
	require.Equal(s.t, 200, w.Code, w.Body.String())
	found := stampIn.FindStringSubmatch(w.Body.String())
	require.Len(s.t, found, 2, w.Body.String())
	s.pass(10 * time.Second)
	return url.Values{"stamp": {found[1]}, "type": {"idea"}, "title": {"A calendar"}, "content": {"Beside the week."}, "website": {""}, "category": {"0"}}
}

func (s *site) fill(v url.Values, headers ...string) *httptest.ResponseRecorder {
	return s.ask("POST", "/feedback", v.Encode(), append([]string{"Content-Type", "application/x-www-form-urlencoded", "Origin", "http://example.com"}, headers...)...)
}

func TestAFormWithoutAScriptBecomesOnePost(t *testing.T) {
	s := newSite(t)
	before := s.helpdesk.count()
	v := s.sheet()
	w := s.fill(v)
	require.Equal(t, http.StatusSeeOther, w.Code, w.Body.String())
	place := w.Header().Get("Location")
	require.Regexp(t, `^/feedback/[0-9a-f]{32}$`, place)
	again := s.fill(v)
	require.Equal(t, []any{303, place}, []any{again.Code, again.Header().Get("Location")}, "whoever presses twice comes to the same place")
	require.Equal(t, before+1, s.helpdesk.count())
	require.Contains(t, strings.Join(s.helpdesk.bodies, "\n"), `"A calendar"`)

	page := s.ask("GET", place, "")
	require.Equal(t, 200, page.Code)
	require.Contains(t, page.Body.String(), "Thank you")
	require.Contains(t, page.Body.String(), `href="https://help.example.com/topic/`)

	v.Set("title", "Another with the same stamp")
	other := s.fill(v)
	require.Equal(t, http.StatusUnprocessableEntity, other.Code)
	require.Contains(t, other.Body.String(), `value="Another with the same stamp"`, "nothing that was typed is lost")
	require.Equal(t, before+1, s.helpdesk.count())
	fresh := stampIn.FindStringSubmatch(other.Body.String())[1]
	require.NotEqual(t, v.Get("stamp"), fresh)
	s.pass(10 * time.Second)
	v.Set("stamp", fresh)
	s.helpdesk.premoderates = true
	w = s.fill(v)
	require.Equal(t, 303, w.Code, "the next press sends it as a new one")
	page = s.ask("GET", w.Header().Get("Location"), "")
	require.Contains(t, page.Body.String(), "The team looks at what is posted here first.")
	require.NotContains(t, page.Body.String(), `href="https://help.example.com/topic/`, "nobody could open it")
}

func TestAFormThatIsNotTakenComesBackAsItWasTyped(t *testing.T) {
	const nasty = `"><script>alert(1)</script>&amp;'` + "\n second"
	for name, test := range map[string]struct {
		change func(*site, url.Values)
		status int
		says   string
		wrong  []string
	}{
		"a title that is missing":   {func(_ *site, v url.Values) { v.Set("title", "  ") }, 422, "Give it a title", []string{"title"}},
		"nothing at all":            {func(_ *site, v url.Values) { v.Del("type"); v.Set("title", ""); v.Set("content", nasty) }, 422, "Choose whether", []string{"title"}},
		"one that is much too long": {func(_ *site, v url.Values) { v.Set("content", strings.Repeat("я", 12_001)) }, 422, "Shorten the description by 1 character", []string{"content"}},
		"a trap that was filled in": {func(_ *site, v url.Values) { v.Set("website", "https://spam.example") }, 422, "Send it once more", nil},
		"a stamp of nobody":         {func(_ *site, v url.Values) { v.Set("stamp", "AAAA") }, 422, "open for too long", nil},
		"no stamp":                  {func(_ *site, v url.Values) { v.Del("stamp") }, 422, "open for too long", nil},
		"a stamp that was changed":  {func(_ *site, v url.Values) { v.Set("stamp", "A"+v.Get("stamp")[1:]) }, 422, "open for too long", nil},
		"a stamp of yesterday":      {func(s *site, _ url.Values) { s.pass(24 * time.Hour) }, 422, "open for too long", nil},
		"one that came at once":     {func(s *site, _ url.Values) { s.pass(-8 * time.Second) }, 422, "quicker than anybody", nil},
		"what the helpdesk refuses": {func(s *site, v url.Values) {
			s.helpdesk.set(func(h *fakeHelpdesk) { h.fail = reply(400, `{"error":{"code":400,"message":"No calendars"}}`) })
		}, 409, "", nil},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			before := s.helpdesk.count()
			v := s.sheet()
			v.Set("title", nasty[:20])
			v.Set("content", nasty)
			test.change(s, v)
			w := s.fill(v)
			if name == "what the helpdesk refuses" {
				require.Contains(t, []int{400, 409}, w.Code)
			} else {
				require.Equal(t, test.status, w.Code, w.Body.String())
			}
			require.Contains(t, w.Body.String(), test.says)
			require.Equal(t, before, s.helpdesk.count())
			seen := look(t, w.Body.String())
			require.Equal(t, strings.ReplaceAll(v.Get("content"), "\r\n", "\n"), seen.content)
			require.Equal(t, v.Get("title"), seen.title)
			require.Equal(t, test.wrong, seen.wrong)
			require.Empty(t, seen.website)
			require.Zero(t, seen.scripts)
			require.True(t, seen.summary, "what is wrong is said before all else")
		})
	}
}

// drawn is what a browser makes of a page.
type drawn struct {
	title, content, website string
	wrong                   []string
	scripts                 int
	summary                 bool
	labels                  map[string]bool
	ids                     map[string]bool
	links                   []string
}

func look(t *testing.T, page string) (s drawn) {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	require.NoError(t, err)
	s.labels, s.ids = map[string]bool{}, map[string]bool{}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		at := map[string]string{}
		for _, a := range n.Attr {
			at[a.Key] = a.Val
			require.False(t, strings.HasPrefix(a.Key, "on"), "an attribute that runs")
			require.NotEqual(t, "style", a.Key, "a policy allows no such attribute")
		}
		if id := at["id"]; id != "" {
			require.False(t, s.ids[id], "%s is there twice", id)
			s.ids[id] = true
		}
		switch {
		case n.Data == "script":
			s.scripts++
		case n.Data == "label":
			s.labels[at["for"]] = true
		case n.Data == "a":
			s.links = append(s.links, at["href"])
		case at["class"] == "summary":
			s.summary = at["role"] == "alert"
		case at["name"] == "title":
			s.title = at["value"]
		case at["name"] == "website":
			s.website = at["value"]
		case at["name"] == "content" && n.FirstChild != nil:
			s.content = n.FirstChild.Data
		}
		if at["aria-invalid"] == "true" {
			s.wrong = append(s.wrong, at["name"])
		}
	}
	for _, link := range s.links {
		if id, inside := strings.CutPrefix(link, "#"); inside {
			require.True(t, s.ids[id], "a link to a field that is not there: %s", id)
		}
	}
	return s
}

func TestTheFormSpeaksTheLanguageOfWhoeverReadsIt(t *testing.T) {
	s := newSite(t)
	for _, test := range []struct{ target, accepts, language, dir, says string }{
		{"/feedback", "", "en", "ltr", "What is it about?"},
		{"/feedback", "ru-RU,ru;q=0.9,en;q=0.8", "ru", "ltr", "О чём"},
		{"/feedback?lang=ru", "en", "ru", "ltr", "О чём"},
		{"/feedback?lang=tlh&type=problem", "ru", "ru", "ltr", "О чём"},
		{"/feedback", "de-AT,de;q=0.9", "de", "ltr", "Worum geht es?"},
		{"/feedback?lang=pt-BR", "en", "pt", "ltr", "Do que se trata?"},
		{"/feedback", "zu, iw;q=0.5", "he", "rtl", "במה מדובר?"},
		{"/feedback", "ar-EG", "ar", "rtl", "عمّ يدور الأمر؟"},
	} {
		w := s.ask("GET", test.target, "", "Accept-Language", test.accepts)
		require.Equal(t, test.language, w.Header().Get("Content-Language"))
		require.Contains(t, w.Body.String(), `<html lang="`+test.language+`" dir="`+test.dir+`">`)
		require.Contains(t, w.Body.String(), test.says)
		page := look(t, w.Body.String())
		for _, name := range []string{"title", "content", "category", "website"} {
			require.True(t, page.labels[name], name)
		}
	}
	require.Contains(t, s.ask("GET", "/feedback?type=problem", "").Body.String(), `value="problem" required checked=""`)
	v := s.sheet()
	v.Set("lang", "ru")
	w := s.fill(v)
	require.Contains(t, w.Header().Get("Location"), "?lang=ru")
	require.Contains(t, s.ask("GET", w.Header().Get("Location"), "").Body.String(), "Спасибо")
	v = s.sheet()
	v.Set("lang", "ru\r\nSet-Cookie: a=b")
	require.NotContains(t, s.fill(v).Header().Get("Location"), "Set-Cookie")
}

func TestTheFormIsOfItsOwnPageAlone(t *testing.T) {
	s := newSite(t, func(c *edge.Config) { c.Origins = []string{"https://shop.example.com"} })
	w := s.ask("GET", "/feedback", "")
	require.Regexp(t, `^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$`, w.Header().Get("Content-Security-Policy"))
	require.Equal(t, "same-origin", w.Header().Get("Referrer-Policy"))
	require.Equal(t, "no-store", w.Header().Get("Cache-Control"))
	require.Empty(t, w.Header().Get("Access-Control-Allow-Origin"))
	before := s.helpdesk.count()
	for _, origin := range []string{"https://shop.example.com", "https://evil.example", "null"} {
		require.Equal(t, http.StatusForbidden, s.fill(s.sheet(), "Origin", origin).Code, origin)
		require.Equal(t, http.StatusForbidden, s.ask("GET", "/feedback", "", "Origin", origin).Code, "nobody else reads a stamp")
	}
	require.Equal(t, before, s.helpdesk.count())
	other := newSite(t)
	v := other.sheet()
	s.pass(10 * time.Second)
	require.Equal(t, http.StatusUnprocessableEntity, s.fill(v).Code, "a stamp of another site")
	for _, path := range []string{"/feedback/", "/feedback/x", "/feedback/" + strings.Repeat("0", 32), "/feedback/../feedback"} {
		require.Equal(t, http.StatusNotFound, s.ask("GET", path, "").Code, path)
	}
	require.Equal(t, http.StatusMethodNotAllowed, s.ask("DELETE", "/feedback", "").Code)
	own := s.ask("POST", "/api/7.0/objects.json", idea, "Deskside-Visitor", anna, "Idempotency-Key", "draft-0001-0001")
	require.Equal(t, 200, own.Code)
	var id string
	require.NoError(t, s.db.QueryRow(`SELECT id FROM entry WHERE visitor = ?`, anna).Scan(&id))
	require.Equal(t, http.StatusNotFound, s.ask("GET", "/feedback/"+id, "").Code, "what came otherwise is told of elsewhere")
}

func TestFewFormsComeFromOneAddress(t *testing.T) {
	s := bounded(t, edge.Rates{Form: hourly(2)}, edge.Never)
	for i, status := range []int{303, 303, 429} {
		v := s.sheet()
		v.Set("title", "Idea "+string(rune('A'+i)))
		w := s.fill(v, "Test-Client", "a")
		require.Equal(t, status, w.Code)
		if status == 429 {
			require.Equal(t, v.Get("title"), look(t, w.Body.String()).title)
			require.NotEmpty(t, w.Header().Get("Retry-After"))
		}
	}
	require.Equal(t, 303, s.fill(s.sheet(), "Test-Client", "b").Code)
}

func TestAFormThatTheHelpdeskCannotTakeNowIsKept(t *testing.T) {
	s := newSite(t)
	s.helpdesk.set(func(h *fakeHelpdesk) { h.fail = reply(503, "") })
	v := s.sheet()
	w := s.fill(v)
	require.Equal(t, 303, w.Code)
	place := w.Header().Get("Location")
	page := s.ask("GET", place, "")
	require.Contains(t, page.Body.String(), "kept here")
	require.Contains(t, look(t, page.Body.String()).links, "", "one can look again")
	s.helpdesk.set(func(h *fakeHelpdesk) { h.fail = nil })
	s.pass(time.Hour)
	s.edge.NewRound().Sweep(t.Context())
	require.Contains(t, s.ask("GET", place, "").Body.String(), "Thank you")
}

func TestWithoutAStoreThereIsNoForm(t *testing.T) {
	s := newSite(t, func(c *edge.Config) { c.Store = nil })
	w := s.ask("GET", "/feedback", "")
	require.Equal(t, http.StatusNotImplemented, w.Code)
	require.Contains(t, w.Header().Get("Content-Type"), "text/html")
	require.Equal(t, http.StatusNotImplemented, s.ask("POST", "/feedback", "title=x", "Content-Type", "application/x-www-form-urlencoded").Code)
}

func TestALongPostInAnyScriptFitsIntoTheForm(t *testing.T) {
	s := newSite(t)
	v := s.sheet()
	v.Set("content", strings.Repeat("😀", 12_000))
	require.Equal(t, 303, s.fill(v).Code)
	v = s.sheet()
	v.Set("content", strings.Repeat("😀", 20_000))
	require.Equal(t, http.StatusRequestEntityTooLarge, s.fill(v).Code)
}
