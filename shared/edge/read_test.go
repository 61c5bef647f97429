package edge_test

import (
	"encoding/json"
	"net/http"
	"sort"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
	"deskside/shared/edge"
	"deskside/shared/useresponse"
)

func TestOnlyPublicObjectsOfCustomersAreFound(t *testing.T) {
	for name, test := range map[string]struct {
		id    int64
		extra map[string]any
		found bool
	}{
		"a public idea":                 {1, nil, true},
		"a private idea":                {3, nil, false},
		"a ticket":                      {4, nil, false},
		"something that does not exist": {99, nil, false},
		"an idea in the trash":          {1, map[string]any{"state": map[string]any{"name": "Trash"}}, false},
		"an archived idea":              {1, map[string]any{"state": map[string]any{"name": "archive"}}, false},
		"an idea that is in use":        {1, map[string]any{"state": map[string]any{"name": "normal"}}, true},
		"an idea reported as abuse":     {1, map[string]any{"isAbused": true}, false},
		"an idea of a private category": {1, map[string]any{"category": map[string]any{"id": 2, "name": "Staff", "isPrivate": true}}, false},
		"an announcement":               {1, map[string]any{"ownership": "announcements"}, false},
		"another object than asked for": {1, map[string]any{"id": 2}, false},
		"private as a quoted number":    {1, map[string]any{"isPrivate": "1"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			if s.helpdesk.topics[test.id] != nil {
				s.helpdesk.topics[test.id].extra = test.extra
			}
			s.helpdesk.comments[test.id] = []map[string]any{{"id": 1, "content": "Hello"}}
			for _, path := range []string{".json", "/comments.json"} {
				w := s.ask("GET", "/api/7.0/objects/"+itoa(test.id)+path, "")
				if test.found {
					require.Equal(t, http.StatusOK, w.Code, w.Body.String())
					continue
				}
				status, _, _ := failure(t, w)
				require.Equal(t, http.StatusNotFound, status)
				require.NotContains(t, w.Body.String(), "Hello")
			}
		})
	}
}

// allowed is every member name that an answer may have at any depth.
var allowed = strings.Fields(`success data totalObjects objectsPerPage totalPages currentPage
	id title content slug url ownership type status category author votes commentsNum canBeCommented isSubscribed isPrivate
	createdAtPosix latestActivityPosix single plural supports comments negativeVote all canVote isVoted mine
	isClosed isDefault color background text name is_best attachments full`)

func TestAnswersHoldOnlyMembersOfTheAllowList(t *testing.T) {
	s := newSite(t)
	s.helpdesk.comments[1] = []map[string]any{
		{"id": 1, "content": "Public", "author": s.helpdesk.author(), "ip": "203.0.113.9"},
		{"id": 2, "content": "between-us", "author": s.helpdesk.author(), "is_private": 1},
		{"id": 3, "content": "File", "author": map[string]any{"id": 8, "name": "ben@private.example"}, "attachments": []any{
			map[string]any{"id": 1, "name": map[string]any{"full": "a.png"}, "url": "https://help.example.com/a.png", "token": "t0ken"},
			map[string]any{"id": 2, "name": map[string]any{"full": "b.png"}, "url": "javascript:alert(1)"},
		}},
	}
	for _, path := range []string{"categories.json", "statuses.json", "search.json", "objects/1.json", "objects/1/comments.json"} {
		t.Run(path, func(t *testing.T) {
			w := s.ask("GET", "/api/7.0/"+path, "", "Deskside-Visitor", anna)
			require.Equal(t, http.StatusOK, w.Code, w.Body.String())
			var answer any
			require.NoError(t, json.Unmarshal(w.Body.Bytes(), &answer))
			require.Subset(t, allowed, names(answer))
			for _, secret := range []string{"private.example", "another-key", "secret-revenue", "vip", "internal-tag", "Agent Nine",
				"203.0.113.9", "between-us", "t0ken", "javascript:", "Secret plan", "My invoice", "Staff only", "Tickets", "Opened"} {
				require.NotContains(t, w.Body.String(), secret)
			}
		})
	}
}

func names(v any) (out []string) {
	switch v := v.(type) {
	case map[string]any:
		for name, member := range v {
			out = append(append(out, name), names(member)...)
		}
	case []any:
		for _, item := range v {
			out = append(out, names(item)...)
		}
	}
	sort.Strings(out)
	return out
}

func TestTheClientOfTheAPIReadsTheEdgeAsItReadsAHelpdesk(t *testing.T) {
	s := newSite(t)
	s.helpdesk.comments[1] = []map[string]any{{"id": 1, "content": "Public", "author": s.helpdesk.author()}}
	base, err := api.ParseBase("edge.example")
	require.NoError(t, err)
	c := useresponse.New(base, useresponse.WithHeader("Deskside-Visitor", anna))
	get := func(r api.Request) *api.Response {
		t.Helper()
		var headers []string
		for _, h := range r.Header {
			headers = append(headers, h.Name, h.Value)
		}
		w := s.ask(r.Method, strings.TrimPrefix(r.URL, base.String()), string(r.Body), headers...)
		return &api.Response{Status: w.Code, Body: w.Body.Bytes()}
	}

	search := c.SearchObjects(useresponse.Search{Text: "mode", Ownership: "feedback", Sort: "popular", Count: 20})
	page, err := search.Read(get(search.Request))
	require.NoError(t, err)
	require.Equal(t, []string{"Dark mode", "Export fails", "Old"}, []string{page.Items[0].Title, page.Items[1].Title, page.Items[2].Title})
	require.EqualValues(t, 3, page.Total)

	categories := c.Categories("feedback", "")
	list, err := categories.Read(get(categories.Request))
	require.NoError(t, err)
	require.Len(t, list, 1)

	one := c.Object(1)
	object, err := one.Read(get(one.Request))
	require.NoError(t, err)
	require.Equal(t, "Anna Weber", object.Author.Name)
	require.Empty(t, object.Author.Email)
	require.True(t, object.Votes.CanVote)
	require.True(t, object.Votes.Negate)
	require.True(t, object.CanComment)

	comments := c.Comments(1, false)
	found, err := comments.Read(get(comments.Request))
	require.NoError(t, err)
	require.Len(t, found, 1)

	create := c.CreateObject(useresponse.NewObject{Ownership: "feedback", Type: "idea", Title: "New", Content: "Text"})
	created, err := create.Read(get(create.Request))
	require.NoError(t, err)
	require.Equal(t, "New", created.Title)

	vote := c.Vote(1, "up")
	voted, err := vote.Read(get(vote.Request))
	require.NoError(t, err)
	require.EqualValues(t, 11, voted.Votes.All)
	require.True(t, voted.Votes.Voted)

	missing := c.Object(3)
	_, err = missing.Read(get(missing.Request))
	require.ErrorIs(t, err, api.ErrNotFound)
}

func TestWhatTheHelpdeskIsAskedIsPlannedByTheEdge(t *testing.T) {
	s := newSite(t)
	s.ask("GET", "/api/7.0/search.json?text=a%26ownership%3Dhelpdesk&type=idea&sort=new&count=5", "", "Authorization", "mine", "Cookie", "a=b", "X-Forwarded-For", "1.2.3.4")
	require.Equal(t, []string{"GET /api/7.0/search.json?text=a%26ownership%3Dhelpdesk&ownership=feedback&type=idea&sort=new&count=5"}, s.helpdesk.sent())
}

func TestRequestsThatAreNotInTheTableAreRefused(t *testing.T) {
	for name, test := range map[string]struct {
		method, target, body string
		status               int
	}{
		"another version":                    {"GET", "/api/v6/search.json", "", 404},
		"no such path":                       {"GET", "/api/7.0/users.json", "", 404},
		"tickets":                            {"GET", "/api/7.0/tickets.json", "", 404},
		"a path above":                       {"GET", "/api/7.0/objects/../users.json", "", 404},
		"a number with a sign":               {"GET", "/api/7.0/objects/+1.json", "", 404},
		"a number with a zero in front":      {"GET", "/api/7.0/objects/01.json", "", 404},
		"number zero":                        {"GET", "/api/7.0/objects/0.json", "", 404},
		"a number that is too long":          {"GET", "/api/7.0/objects/99999999999999999999.json", "", 404},
		"a text for a number":                {"GET", "/api/7.0/objects/custom-fields.json", "", 404},
		"deleting":                           {"DELETE", "/api/7.0/objects/1.json", "", 405},
		"editing":                            {"PUT", "/api/7.0/objects/1.json", "{}", 405},
		"writing where one reads":            {"POST", "/api/7.0/search.json", "{}", 405},
		"reading where one writes":           {"GET", "/api/7.0/objects.json", "", 405},
		"an unknown name in the query":       {"GET", "/api/7.0/search.json?authorEmail=a", "", 400},
		"private comments":                   {"GET", "/api/7.0/objects/1/comments.json?is_private=1", "", 400},
		"a name twice":                       {"GET", "/api/7.0/search.json?text=a&text=b", "", 400},
		"another ownership":                  {"GET", "/api/7.0/search.json?ownership=helpdesk", "", 400},
		"an unknown type":                    {"GET", "/api/7.0/search.json?type=ticket", "", 400},
		"an unknown order":                   {"GET", "/api/7.0/search.json?sort=random", "", 400},
		"too many at once":                   {"GET", "/api/7.0/search.json?count=51", "", 400},
		"a count that is no number":          {"GET", "/api/7.0/search.json?count=-1", "", 400},
		"a long search":                      {"GET", "/api/7.0/search.json?text=" + strings.Repeat("x", 201), "", 400},
		"a query that cannot be read":        {"GET", "/api/7.0/search.json?text=%zz", "", 400},
		"a page outside the API":             {"GET", "/admin", "", 404},
		"the root":                           {"GET", "/", "", 404},
		"a widget file without assets":       {"GET", "/widget/loader.js", "", 404},
		"writing to a file":                  {"POST", "/widget/loader.js", "{}", 405},
		"a vote with another value":          {"POST", "/api/7.0/objects/1/votes/toggle.json?value=2", "", 400},
		"a vote that says what it is not to": {"POST", "/api/7.0/objects/1/votes/toggle.json?value=up", `{"user_id": 1}`, 400},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			w := s.ask(test.method, test.target, test.body, "Deskside-Visitor", anna)
			status, message, _ := failure(t, w)
			require.Equal(t, test.status, status, message)
			require.Empty(t, s.helpdesk.sent())
			if status == 405 {
				require.NotEmpty(t, w.Header().Get("Allow"))
			}
		})
	}
}

func TestWhatTheHelpdeskDoesWrongIsSaidPlainly(t *testing.T) {
	for name, test := range map[string]struct {
		fail   func(http.ResponseWriter, *http.Request) bool
		status int
		retry  string
	}{
		"a page":                      {reply(200, "<html><h1>Login</h1>"), 502, ""},
		"nothing":                     {reply(200, ""), 502, ""},
		"half an answer":              {reply(200, `{"success": [{"id": 1`), 502, ""},
		"JSON of another kind":        {reply(200, `"hello"`), 502, ""},
		"a redirect elsewhere":        {reply(302, "", "Location", "https://evil.example/"), 502, ""},
		"a refused key":               {reply(401, `{"error": {"code": 401, "message": "key `+key+` unknown"}}`), 502, ""},
		"a right that is missing":     {reply(403, `{"error": {"code": 403, "message": "no"}}`), 403, ""},
		"a rule of its own":           {reply(400, `{"error": {"code": 400, "message": "bad", "context": "`+key+`"}}`), 400, ""},
		"a rate limit for a while":    {reply(429, `{}`, "Retry-After", "30"), 429, "30"},
		"maintenance":                 {reply(503, "<h1>Back soon</h1>", "Retry-After", "120"), 503, "120"},
		"a rate limit of twelve days": {reply(429, `{}`, "Retry-After", "1048576"), 429, "3600"},
		"maintenance for ten years":   {reply(503, "", "Retry-After", "Sun, 11 May 2036 12:00:00 GMT"), 503, "3600"},
		"a server error":              {reply(500, "PHP Fatal error"), 503, "5"},
		"a connection that breaks":    {func(http.ResponseWriter, *http.Request) bool { panic(http.ErrAbortHandler) }, 503, "5"},
		"an error in a good answer":   {reply(200, `{"error": {"code": 404, "message": "gone"}}`), 404, ""},
		"an error that is only words": {reply(200, `{"error": "nope"}`), 400, ""},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t, func(c *edge.Config) { c.Clock = &patientClock{} })
			s.helpdesk.fail = test.fail
			w := s.ask("GET", "/api/7.0/objects/1.json", "")
			status, message, uncertain := failure(t, w)
			require.Equal(t, test.status, status, message)
			require.Equal(t, test.retry, w.Header().Get("Retry-After"))
			require.False(t, uncertain)
			require.NotContains(t, message, "PHP")
		})
	}
}

func TestAHelpdeskThatDoesNotAnswerInTimeIsAGatewayTimeout(t *testing.T) {
	expired := make(chan struct{})
	s := newSite(t, func(c *edge.Config) { c.Clock = &patientClock{expire: expired} })
	release := make(chan struct{})
	t.Cleanup(func() { close(release) })
	arrived := make(chan struct{}, 9)
	s.helpdesk.fail = func(http.ResponseWriter, *http.Request) bool {
		arrived <- struct{}{}
		<-release
		return true
	}
	go func() { <-arrived; close(expired) }()
	status, _, _ := failure(t, s.ask("GET", "/api/7.0/objects/1.json", ""))
	require.Equal(t, http.StatusGatewayTimeout, status)
}

func TestTheEdgeWaitsForADateOfTheHelpdeskByTheHelpdesksClock(t *testing.T) {
	var slept []time.Duration
	s := newSite(t, func(c *edge.Config) {
		c.Clock = &patientClock{slept: func(d time.Duration) { slept = append(slept, d) }}
	})
	first := true
	s.helpdesk.fail = func(w http.ResponseWriter, _ *http.Request) bool {
		if !first {
			return false
		}
		first = false
		w.Header().Set("Date", time.Unix(1_700_000_000, 0).UTC().Format(http.TimeFormat))
		w.Header().Set("Retry-After", time.Unix(1_700_000_002, 0).UTC().Format(http.TimeFormat))
		w.WriteHeader(http.StatusServiceUnavailable)
		return true
	}
	require.Equal(t, http.StatusOK, s.ask("GET", "/api/7.0/categories.json", "").Code)
	require.Equal(t, []time.Duration{2 * time.Second}, slept)
}
