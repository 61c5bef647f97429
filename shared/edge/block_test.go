package edge_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"deskside/build/sandbox"
	"deskside/build/sandbox/sandboxtest"
	"deskside/shared/api"
	"deskside/shared/core/edge/guard"
	"deskside/shared/edge"
)

const (
	blockKey  = "the-secret-of-the-block"
	blockPath = "/api/7.0/usedesk/block.json"
	anybody   = "anna@example.test"
)

func withBlock(c *edge.Config) { c.BlockSecret = blockKey }

// usedesk is what Usedesk asks for a client with some addresses.
func usedesk(secret string, emails ...string) string {
	return string(encoded(map[string]any{
		"ticket_id": 4711, "subject": "Tides", "client_id": 77, "contact": nil, "is_auto_load": "1", "secret_key": secret,
		"client_data": map[string]any{"name": "Anna", "emails": emails, "phones": []any{map[string]any{"type": "mobile", "phone": "+49 30 1234"}}},
	}))
}

func encoded(v any) []byte {
	body, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return body
}

// shown reads the answer to Usedesk: JSON with HTML that is not empty, whatever its status.
func shown(t *testing.T, w *httptest.ResponseRecorder) string {
	t.Helper()
	require.Equal(t, "application/json; charset=utf-8", w.Header().Get("Content-Type"))
	require.Equal(t, "no-store", w.Header().Get("Cache-Control"))
	var answer map[string]string
	require.NoError(t, json.Unmarshal(w.Body.Bytes(), &answer), w.Body.String())
	require.Len(t, answer, 1)
	require.Contains(t, answer["html"], "<div class=")
	return answer["html"]
}

// block asks for what the secret opens.
func (s *site) block(emails ...string) string {
	s.t.Helper()
	w := s.ask("POST", blockPath, usedesk(blockKey, emails...))
	require.Equal(s.t, http.StatusOK, w.Code, w.Body.String())
	return shown(s.t, w)
}

// whoHas has the helpdesk know users by their addresses.
func whoHas(byEmail map[string]int64) func(http.ResponseWriter, *http.Request) bool {
	return func(w http.ResponseWriter, r *http.Request) bool {
		if !strings.HasSuffix(r.URL.Path, "/users/search.json") {
			return false
		}
		email, found := r.URL.Query().Get("email"), []any{}
		if id := byEmail[email]; id > 0 {
			found = []any{map[string]any{"id": id, "name": "Anna Weber", "email": email}}
		}
		return given(w, map[string]any{"data": found, "totalPages": 1, "currentPage": 1})
	}
}

func given(w http.ResponseWriter, payload any) bool {
	w.Header().Set("Content-Type", "application/json")
	return json.NewEncoder(w).Encode(payload) == nil
}

// sandboxed is a site before a real helpdesk, which Anna, one of its customers, has
// written to, and its clock.
func sandboxed(t *testing.T, key func(sandbox.Keys) string, options sandbox.Options) (*site, sandbox.Endpoints) {
	t.Helper()
	options.Now = func() time.Time { return time.Unix(1_800_000_000, 0) }
	at := sandboxtest.Open(t, options)
	base, err := api.ParseBase(at.UseResponseURL)
	require.NoError(t, err)
	return newSite(t, withBlock, func(c *edge.Config) {
		c.Upstream, c.Key, c.Doer, c.Clock = base, key(at.Keys), http.DefaultClient, &patientClock{}
	}), at
}

func agentsKey(k sandbox.Keys) string    { return k.Agent }
func customersKey(k sandbox.Keys) string { return k.User }

// askAs asks the helpdesk itself.
func askAs(t *testing.T, at sandbox.Endpoints, key, method, path string, in, out any) {
	t.Helper()
	var body []byte
	if in != nil {
		body = encoded(in)
	}
	r, err := http.NewRequestWithContext(t.Context(), method, at.UseResponseURL+"/api/7.0/"+path, strings.NewReader(string(body)))
	require.NoError(t, err)
	r.Header.Set("Authorization", key)
	r.Header.Set("Content-Type", "application/json")
	answer, err := http.DefaultClient.Do(r)
	require.NoError(t, err)
	defer answer.Body.Close()
	require.Equal(t, http.StatusOK, answer.StatusCode)
	require.NoError(t, json.NewDecoder(answer.Body).Decode(out))
}

func TestUsedeskIsShownWhatAClientWroteAndWhatCameOfIt(t *testing.T) {
	s, at := sandboxed(t, agentsKey, sandbox.Options{})
	email := at.Logins.User.Email
	var made struct {
		Success struct {
			ID  int64
			URL string
		}
	}
	askAs(t, at, at.Keys.User, "POST", "objects.json", map[string]any{"ownership": "feedback", "object_type": "idea", "title": "Charts <b>by</b> week & month", "content": "Beside the day."}, &made)
	first := s.block(email)
	require.Contains(t, first, "Charts &lt;b&gt;by&lt;/b&gt; week &amp; month")
	require.Contains(t, first, ">1 vote</span> · <span style=\"white-space:nowrap\">within the hour", "who writes something has voted for it")
	require.Contains(t, first, `<a href="`+made.Success.URL+`" target="_blank" rel="noopener noreferrer">`)
	require.Contains(t, of(first, made.Success.URL), "within the hour</span></div></li>", "nobody has said anything")

	// The team answers, and Usedesk's refresh button shows it.
	var said any
	askAs(t, at, at.Keys.Agent, "POST", "comments.json", map[string]any{"object_id": made.Success.ID, "content": "It comes in [b]May[/b]."}, &said)
	askAs(t, at, at.Keys.Agent, "POST", "comments.json", map[string]any{"object_id": made.Success.ID, "content": "between-us", "is_private": 1}, &said)
	askAs(t, at, at.Keys.User, "POST", "comments.json", map[string]any{"object_id": made.Success.ID, "content": "Thank you, team."}, &said)
	again := s.block("nobody@example.test", strings.ToUpper(email))
	require.Contains(t, of(again, made.Success.URL), "New reply</span>")
	require.Contains(t, of(again, made.Success.URL), "within the hour: <bdi>It comes in May.</bdi>")
	require.NotContains(t, again, "Thank you, team.", "that is the client's own")
	require.NotContains(t, again, "between-us")

	// Everything that is public is there, and nothing of anybody else's.
	var found struct {
		Success struct {
			Data []struct {
				Title  string
				Author struct{ ID int64 }
			}
		}
	}
	var me struct{ ID int64 }
	askAs(t, at, at.Keys.User, "GET", "me.json", nil, &me)
	askAs(t, at, at.Keys.Agent, "GET", "search.json?ownership=feedback&sort=new_updated&count=50", nil, &found)
	own, others := 0, 0
	for _, o := range found.Success.Data {
		title := strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;").Replace(o.Title)
		if o.Author.ID == me.ID {
			own++
			continue
		}
		others++
		require.NotContains(t, again, ">"+title+"<")
	}
	require.Positive(t, own)
	require.Greater(t, others, 20)
	for _, line := range s.lines {
		require.NotContains(t, line, email)
		require.NotContains(t, line, blockKey)
		require.NotContains(t, line, "Charts")
	}
}

// of is the part of a block about the post at an address.
func of(html, address string) string {
	_, part, _ := strings.Cut(html, `<a href="`+address+`"`)
	part, _, _ = strings.Cut(part, "<li ")
	return part
}

func TestTheKeyOfACustomerMayNotLookForPeopleAndTheBlockSaysSo(t *testing.T) {
	s, at := sandboxed(t, customersKey, sandbox.Options{})
	require.Contains(t, s.block(at.Logins.User.Email), "may not look for people")
	require.Contains(t, strings.Join(s.lines, "\n"), "users.search")
}

func TestAHelpdeskThatCannotAnswerIsSaidToBe(t *testing.T) {
	for name, test := range map[string]struct {
		fault sandbox.Fault
		says  string
	}{
		"is in maintenance":          {sandbox.Fault{Operation: "*", Kind: "status"}, "does not answer right now"},
		"is in maintenance, at last": {sandbox.Fault{Operation: "objects.search", Kind: "status"}, "does not answer right now"},
		"wants to be left alone":     {sandbox.Fault{Operation: "users.search", Kind: "status", Status: 429, RetryAfter: time.Minute}, "does not answer right now"},
		"knows the key no more":      {sandbox.Fault{Operation: "users.search", Kind: "status", Status: 401}, "does not take the key"},
		"sends a page":               {sandbox.Fault{Operation: "users.search", Kind: "html"}, "could not be read"},
		"breaks for a moment":        {sandbox.Fault{Operation: "users.search", Kind: "status", Times: 1}, "Charts"},
		"tells no comments":          {sandbox.Fault{Operation: "comments.list|objects.comments", Kind: "status"}, "Charts"},
	} {
		t.Run(name, func(t *testing.T) {
			s, at := sandboxed(t, agentsKey, sandbox.Options{Faults: []sandbox.Fault{test.fault}})
			if test.says == "Charts" {
				var made any
				askAs(t, at, at.Keys.User, "POST", "objects.json", map[string]any{"ownership": "feedback", "object_type": "idea", "title": "Charts", "content": "Beside the day."}, &made)
			}
			require.Contains(t, s.block(at.Logins.User.Email), test.says)
		})
	}
}

func TestAHelpdeskThatIsNotThereIsSaidNotToAnswer(t *testing.T) {
	s := newSite(t, withBlock, quickly)
	s.server.Close()
	require.Contains(t, s.block(anybody, "ben@example.test"), "does not answer right now")
}

func TestTheSecretOfABlockIsAskedForFirst(t *testing.T) {
	for name, test := range map[string]struct {
		body, media string
		status      int
	}{
		"right":                      {usedesk(blockKey, anybody), "application/json", 200},
		"right, in a form":           {url.Values{"secret_key": {blockKey}, "client_data[emails][0]": {anybody}}.Encode(), "application/x-www-form-urlencoded", 200},
		"wrong":                      {usedesk(blockKey+"x", anybody), "application/json", 403},
		"the beginning of it":        {usedesk(blockKey[:16], anybody), "application/json", 403},
		"in capitals":                {usedesk(strings.ToUpper(blockKey), anybody), "application/json", 403},
		"empty":                      {usedesk("", anybody), "application/json", 401},
		"null":                       {`{"secret_key": null, "client_data": {"emails": ["` + anybody + `"]}}`, "application/json", 401},
		"missing":                    {`{"client_data": {"emails": ["` + anybody + `"]}}`, "application/json", 401},
		"a list":                     {`{"secret_key": ["` + blockKey + `"], "client_data": {"emails": ["` + anybody + `"]}}`, "application/json", 401},
		"elsewhere than in the body": {`{"client_data": {"emails": ["` + anybody + `"], "secret_key": "` + blockKey + `"}}`, "application/json", 401},
		"a request that is not read": {"eyJzZWNyZXQi", "text/plain", 400},
		"nothing":                    {"", "application/json", 400},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t, withBlock)
			s.helpdesk.fail = whoHas(map[string]int64{anybody: 7})
			w := s.ask("POST", blockPath, test.body, "Content-Type", test.media)
			require.Equal(t, test.status, w.Code, w.Body.String())
			html := shown(t, w)
			if test.status == 200 {
				require.Contains(t, html, "Dark mode")
				return
			}
			require.NotContains(t, html, "Anna")
			require.NotContains(t, html, "Dark mode")
			require.Empty(t, s.helpdesk.sent(), "nobody is looked for")
			require.NotContains(t, strings.Join(s.lines, "\n"), blockKey)
		})
	}
	t.Run("a wrong one and none are told apart by their status alone", func(t *testing.T) {
		s := newSite(t, withBlock)
		require.Equal(t, s.ask("POST", blockPath, usedesk("x", anybody)).Body.String(), s.ask("POST", blockPath, usedesk("", anybody)).Body.String())
	})
}

func TestWithoutASecretThereIsNoBlock(t *testing.T) {
	s := newSite(t)
	for _, body := range []string{usedesk("", anybody), usedesk(blockKey, anybody)} {
		status, _, _ := failure(t, s.ask("POST", blockPath, body))
		require.Equal(t, http.StatusNotFound, status)
	}
	s = newSite(t, withBlock)
	w := s.ask("GET", blockPath, "")
	require.Equal(t, http.StatusMethodNotAllowed, w.Code)
	require.Equal(t, "POST", w.Header().Get("Allow"))
}

func TestABlockShowsPublicPostsOfTheClientAlone(t *testing.T) {
	s := newSite(t, withBlock)
	s.helpdesk.fail = whoHas(map[string]int64{anybody: 7})
	s.helpdesk.topics[2].extra = map[string]any{"author": map[string]any{"id": 8, "name": "Ben"}}
	s.helpdesk.comments[1] = []map[string]any{
		{"id": 1, "content": "<p>It <b>comes</b></p>", "author": map[string]any{"id": 9, "name": "ben@private.example"}, "createdAtPosix": 1_799_999_000},
		{"id": 2, "content": "between-us", "author": map[string]any{"id": 9, "name": "Agent Nine"}, "createdAtPosix": 1_799_999_500, "is_private": 1},
	}
	html := s.block(anybody)
	require.Contains(t, html, "Dark mode")
	require.Contains(t, html, "Old")
	require.Contains(t, html, "Latest reply, within the hour: <bdi>It comes</bdi>")
	require.NotContains(t, html, "between-us")
	for _, secret := range []string{"Export fails", "Secret plan", "My invoice", "private.example", "another-key", "secret-revenue", "internal-tag", "Agent Nine"} {
		require.NotContains(t, html, secret)
	}
	require.NotContains(t, html, "<a ", "the posts of this helpdesk are at another address")
	require.Contains(t, s.block("ben@example.test"), "Nobody has written feedback with this client&#39;s address.")
	s.helpdesk.set(func(h *fakeHelpdesk) { h.fail = whoHas(map[string]int64{anybody: 9}) })
	require.Contains(t, s.block(anybody), "has not written any ideas, problems or questions yet")
	require.Contains(t, s.block(), "no e-mail address of this client")
}

func TestABlockShowsWhatTheClientVotedOnAsFarAsTheEdgeKnows(t *testing.T) {
	s := newSite(t, withBlock, sealed(t))
	s.helpdesk.fail = whoHas(map[string]int64{anybody: 8})
	require.NotContains(t, s.block(anybody), "Voted")
	person := `INSERT INTO person (visitor, state, name, email, user, secret, seen_at) VALUES (?, 'known', '', ?, 0, '', 0)`
	for _, row := range [][]any{
		{person, "id:anna", anybody}, {person, "id:ben", "ben@example.test"},
		{`INSERT INTO vote (visitor, object, value, voted_at) VALUES (?, ?, ?, 0)`, "id:anna", 1, 1},
		{`INSERT INTO vote (visitor, object, value, voted_at) VALUES (?, ?, ?, 0)`, "id:anna", 3, 1},  // which is private
		{`INSERT INTO vote (visitor, object, value, voted_at) VALUES (?, ?, ?, 0)`, "id:anna", 99, 1}, // which is gone
		{`INSERT INTO own_vote (visitor, object, value) VALUES (?, ?, ?)`, "id:anna", 2, -1},
		{`INSERT INTO own_vote (visitor, object, value) VALUES (?, ?, ?)`, "id:anna", 4, 0}, // which was taken back
		{`INSERT INTO vote (visitor, object, value, voted_at) VALUES (?, ?, ?, 0)`, "id:ben", 5, 1},
	} {
		_, err := s.db.ExecContext(t.Context(), row[0].(string), row[1:]...)
		require.NoError(t, err)
	}
	html := s.block("ANNA@example.test")
	_, voted, _ := strings.Cut(html, "Votes</h5>")
	require.Regexp(t, "Dark mode.*Voted for", voted)
	require.Regexp(t, "Export fails.*Voted against", voted)
	require.NotContains(t, html, "Secret plan")
	require.NotContains(t, html, "Old", "Ben voted for that")
	require.NotContains(t, html, "Not everything")
	require.NotContains(t, s.block("ben@example.test"), "Dark mode")

	// Of one's own posts that is known.
	s.helpdesk.set(func(h *fakeHelpdesk) { h.fail = whoHas(map[string]int64{anybody: 7}) })
	require.NotContains(t, s.block(anybody), "Voted")

	// Without the store the rest is there.
	s.helpdesk.set(func(h *fakeHelpdesk) { h.fail = whoHas(map[string]int64{anybody: 7}) })
	require.NoError(t, s.db.Close())
	html = s.block(anybody)
	require.Contains(t, html, "Dark mode")
	require.Contains(t, html, "Not everything could be read")
}

func TestWhoHasAnotherAddressIsNobody(t *testing.T) {
	for name, test := range map[string]struct {
		found []any
		says  string
	}{
		"others who are found, too":   {[]any{map[string]any{"id": 8, "name": "Ben", "email": "ben@b.test"}, map[string]any{"id": 7, "name": "Anna Weber", "email": "ANNA@example.test"}}, "Dark mode"},
		"only others":                 {[]any{map[string]any{"id": 7, "name": "Ben", "email": "joanna@example.test"}}, "Nobody"},
		"one, of unknown address":     {[]any{map[string]any{"id": 7, "name": "Anna Weber"}}, "Dark mode"},
		"several, of unknown address": {[]any{map[string]any{"id": 7, "name": "Anna"}, map[string]any{"id": 8, "name": "Ben"}}, "Nobody"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t, withBlock)
			s.helpdesk.fail = func(w http.ResponseWriter, r *http.Request) bool {
				return strings.HasSuffix(r.URL.Path, "/users/search.json") && given(w, map[string]any{"data": test.found, "totalPages": 1, "currentPage": 1})
			}
			require.Contains(t, s.block(anybody), test.says)
		})
	}
}

func TestTheAddressesOfAClientAreAskedForSideBySideAndAtMostFive(t *testing.T) {
	s := newSite(t, withBlock)
	var all sync.WaitGroup
	all.Add(5)
	s.helpdesk.fail = func(w http.ResponseWriter, r *http.Request) bool {
		if !strings.HasSuffix(r.URL.Path, "/users/search.json") {
			return false
		}
		// None is answered before all have come.
		all.Done()
		all.Wait()
		return given(w, map[string]any{"data": []any{}, "totalPages": 1})
	}
	var emails []string
	for i := range 9 {
		emails = append(emails, fmt.Sprintf("a%d@example.test", i))
	}
	require.Contains(t, s.block(emails...), "Nobody")
	require.Len(t, s.helpdesk.sent(), 5)
}

func TestAHelpdeskThatDoesNotAnswerInTimeIsSaidTo(t *testing.T) {
	expired := make(chan struct{})
	s := newSite(t, withBlock, func(c *edge.Config) { c.Clock = &patientClock{expire: expired} })
	s.helpdesk.fail = func(_ http.ResponseWriter, r *http.Request) bool {
		close(expired) // the time is over while it works
		<-r.Context().Done()
		return true
	}
	require.Contains(t, s.block(anybody), "does not answer right now")
	require.Len(t, s.helpdesk.sent(), 1)
}

func TestABlockIsBoundedAsReadingIsAndGuessesAtItsSecretAsWritesAre(t *testing.T) {
	s := newSite(t, withBlock, func(c *edge.Config) {
		c.Rates = edge.Rates{Reads: guard.Bucket{Size: 5, Every: time.Minute}, Writes: guard.Bucket{Size: 2, Every: time.Hour}}
	})
	s.helpdesk.fail = whoHas(nil)
	for range 5 {
		require.Contains(t, s.block(anybody), "Nobody")
	}
	w := s.ask("POST", blockPath+"?lang=ru", usedesk(blockKey, anybody))
	require.Equal(t, http.StatusTooManyRequests, w.Code)
	require.Equal(t, "60", w.Header().Get("Retry-After"))
	require.Contains(t, shown(t, w), "запрашивали слишком часто")

	s = newSite(t, withBlock, func(c *edge.Config) { c.Rates.Writes = guard.Bucket{Size: 2, Every: time.Hour} })
	for _, status := range []int{403, 403, 429} {
		w = s.ask("POST", blockPath, usedesk("a guess", anybody))
		require.Equal(t, status, w.Code)
		shown(t, w)
	}
	require.Contains(t, s.block(), "no e-mail address", "who has it is not in their way")

	s = newSite(t, withBlock)
	w = s.ask("POST", blockPath, usedesk(blockKey, strings.Repeat("x", 65<<10)))
	require.Equal(t, http.StatusRequestEntityTooLarge, w.Code)
	require.Contains(t, shown(t, w), "is not understood")
}

func TestABlockIsInTheLanguageThatIsAskedFor(t *testing.T) {
	inRussian := func(c *edge.Config) { c.BlockLanguage = "ru" }
	for name, test := range map[string]struct {
		change      func(*edge.Config)
		query, with string
		language    string
	}{
		"English where nobody says": {withBlock, "", "", "en"},
		"that of the setting":       {inRussian, "", "en", "ru"},
		"that of the address":       {inRussian, "?lang=en", "", "en"},
		"that of whoever asks":      {withBlock, "", "de, ru;q=0.5", "ru"},
		"one that there is no more": {inRussian, "?lang=xx", "", "ru"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t, withBlock, test.change)
			w := s.ask("POST", blockPath+test.query, usedesk(blockKey), "Accept-Language", test.with)
			require.Equal(t, test.language, w.Header().Get("Content-Language"))
			require.Contains(t, shown(t, w), `lang="`+test.language+`"`)
		})
	}
	s := newSite(t, withBlock)
	require.Equal(t, http.StatusBadRequest, s.ask("POST", blockPath+"?ticket=1", usedesk(blockKey)).Code)
}

func TestABlockNeedsASecretThatNobodyGuesses(t *testing.T) {
	base, err := api.ParseBase("help.example.com")
	require.NoError(t, err)
	for says, change := range map[string]func(*edge.Config){
		"too short":                 func(c *edge.Config) { c.BlockSecret = "0123456789abcde" },
		"no words in that language": func(c *edge.Config) { c.BlockSecret, c.BlockLanguage = blockKey, "de" },
	} {
		config := edge.Config{Upstream: base, Key: key, Doer: http.DefaultClient}
		change(&config)
		_, err := edge.New(config)
		require.ErrorContains(t, err, says)
		require.NotContains(t, err.Error(), "0123456789")
	}
}
