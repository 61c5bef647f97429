package useresponse_test

import (
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
	"deskside/shared/helpdesk"
	"deskside/shared/useresponse"
	"deskside/shared/words/print"
)

const key = "secret-agent-key"

func client(t *testing.T, options ...useresponse.Option) useresponse.Client {
	base, err := api.ParseBase("https://help.example.test/support")
	require.NoError(t, err)
	return useresponse.New(base, append(options, useresponse.WithKey(key), useresponse.WithHeader("Deskside-Visitor", "v"))...)
}

func answer(t *testing.T, status int, file string) *api.Response {
	body, err := os.ReadFile("testdata/" + file)
	require.NoError(t, err)
	return &api.Response{Status: status, Body: body}
}

// recorded compares what a call sends with a recorded body, in which the members
// absent stand with what their absence means.
func recorded[T any](t *testing.T, file string, call api.Call[T], absent ...string) {
	t.Helper()
	require.Nil(t, call.Problem)
	body, err := os.ReadFile("testdata/" + file)
	require.NoError(t, err)
	var want, got map[string]any
	require.NoError(t, json.Unmarshal(body, &want))
	require.NoError(t, json.Unmarshal(call.Request.Body, &got))
	for _, name := range absent {
		require.Contains(t, want, name)
		delete(want, name)
	}
	require.Equal(t, want, got)
}

func header(r api.Request, name string) string {
	for _, h := range r.Header {
		if h.Name == name {
			return h.Value
		}
	}
	return ""
}

func TestRequests(t *testing.T) {
	c := client(t)
	created := c.CreateObject(useresponse.NewObject{
		Ownership: "feedback", Type: "idea", Title: "Quote \" and \v tab\t", Content: "Zeile 1\nZeile 2 🌙", Category: 11, Tags: []string{"a", "б"},
	})
	for _, test := range []struct {
		name       string
		request    api.Request
		line, body string
		repeatable bool
	}{
		{"who owns the key", c.Me().Request, "GET https://help.example.test/support/api/7.0/me.json", "", true},
		{"categories of one kind", c.Categories("feedback", "idea").Request, "GET https://help.example.test/support/api/7.0/categories.json?ownership=feedback&type=idea", "", true},
		{"all statuses", c.Statuses("", "").Request, "GET https://help.example.test/support/api/7.0/statuses.json", "", true},
		{"one object", c.Object(38).Request, "GET https://help.example.test/support/api/7.0/objects/38.json", "", true},
		{"a vote has its value in the query", c.Vote(41, helpdesk.VoteUp).Request, "POST https://help.example.test/support/api/7.0/objects/41/votes/toggle.json?value=up", "", false},
		{"a vote is taken back by revert", c.Vote(41, helpdesk.NoVote).Request, "POST https://help.example.test/support/api/7.0/objects/41/votes/toggle.json?value=revert", "", false},
		{"search text is escaped", c.SearchObjects(useresponse.Search{Text: "тёмная & тема=1", Ownership: "feedback", Sort: "popular", Count: 20}).Request,
			"GET https://help.example.test/support/api/7.0/search.json?text=%D1%82%D1%91%D0%BC%D0%BD%D0%B0%D1%8F%20%26%20%D1%82%D0%B5%D0%BC%D0%B0%3D1&ownership=feedback&sort=popular&count=20", "", true},
		{"tickets with a status", c.ListTickets(useresponse.Tickets{Status: "opened,on_hold", Page: 3, Count: 50}).Request,
			"GET https://help.example.test/support/api/7.0/tickets.json?status=opened%2Con_hold&page=3&count=50", "", true},
		{"private notes", c.Comments(38, true).Request, "GET https://help.example.test/support/api/7.0/objects/38/comments.json?is_private=1", "", true},
		{"a new object is strict JSON", created.Request, "POST https://help.example.test/support/api/7.0/objects.json",
			`{"ownership":"feedback","object_type":"idea","title":"Quote \" and \u000b tab\t","content":"Zeile 1\nZeile 2 🌙","category_id":11,"tags":["a","б"]}`, false},
		{"a new comment", c.CreateComment(38, "Danke").Request, "POST https://help.example.test/support/api/7.0/comments.json", `{"object_id":38,"content":"Danke"}`, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			require.Equal(t, test.line, test.request.Method+" "+test.request.URL)
			require.Equal(t, test.body, string(test.request.Body))
			require.Equal(t, test.repeatable, test.request.Repeatable)
			require.Equal(t, key, header(test.request, "Authorization"))
			require.Equal(t, "v", header(test.request, "Deskside-Visitor"))
			require.NotContains(t, test.request.URL, key, "a key must not travel in a URL")
			require.Positive(t, test.request.TimeoutMS)
			if test.body != "" {
				require.True(t, json.Valid(test.request.Body))
				require.Equal(t, "application/json", header(test.request, "Content-Type"))
			}
		})
	}
}

func TestObjectIsReadFromEitherEnvelope(t *testing.T) {
	bare, err := client(t).Object(38).Read(answer(t, 200, "objects-get.json"))
	require.NoError(t, err)
	require.Equal(t, "Cannot sign in with SAML — ошибка 500", bare.Title)
	require.Equal(t, helpdesk.Status{ID: 11, Slug: "opened", Title: "Opened", State: helpdesk.Open}, bare.Status.Status)
	require.Equal(t, []string{"saml", "срочно"}, bare.Tags)
	require.Equal(t, int64(6), bare.Responsible.ID)

	body, err := os.ReadFile("testdata/objects-get.json")
	require.NoError(t, err)
	wrapped, err := client(t).Object(38).Read(&api.Response{Status: 200, Body: []byte(`{"success":` + string(body) + `}`)})
	require.NoError(t, err)
	require.Equal(t, bare, wrapped)

	ticket, err := client(t).Ticket(38).Read(answer(t, 200, "objects-get.json"))
	require.NoError(t, err)
	require.Equal(t, helpdesk.UseResponse, ticket.System)
	require.Equal(t, "José Ñandú", ticket.Client.Name)
	require.Equal(t, int64(1778516400), ticket.Updated)
	require.Equal(t, []helpdesk.SLA{{Type: "close", At: 1778576400}}, ticket.SLA)
}

func TestListsAreReadInEveryDocumentedForm(t *testing.T) {
	c := client(t)
	for _, file := range []string{"tickets-list.json", "tickets-list-bare.json", "tickets-list-last-page.json"} {
		t.Run(file, func(t *testing.T) {
			page, err := c.ListTickets(useresponse.Tickets{}).Read(answer(t, 200, file))
			require.NoError(t, err)
			require.NotEmpty(t, page.Items)
			require.Equal(t, file == "tickets-list.json", page.More(), "only the first of three pages has more after it")
		})
	}
	for _, file := range []string{"objects-search.json", "objects-search.v4.json"} {
		t.Run(file, func(t *testing.T) {
			page, err := c.SearchObjects(useresponse.Search{}).Read(answer(t, 200, file))
			require.NoError(t, err)
			var ids []int64
			for _, o := range page.Items {
				ids = append(ids, o.ID)
			}
			require.ElementsMatch(t, []int64{41, 38}, ids)
		})
	}
	for _, file := range []string{"statuses-list.json", "statuses-list.v4.json"} {
		t.Run(file, func(t *testing.T) {
			statuses, err := c.Statuses("", "").Read(answer(t, 200, file))
			require.NoError(t, err)
			require.Equal(t, "opened", statuses[0].Slug)
		})
	}
	t.Run("an empty search has one page", func(t *testing.T) {
		page, err := c.SearchObjects(useresponse.Search{}).Read(&api.Response{Status: 200, Body: []byte(`{"success":{"data":[],"totalObjects":0,"totalPages":0,"currentPage":1}}`)})
		require.NoError(t, err)
		require.Empty(t, page.Items)
		require.False(t, page.More())
	})
	t.Run("categories", func(t *testing.T) {
		categories, err := c.Categories("", "").Read(answer(t, 200, "categories-list.json"))
		require.NoError(t, err)
		require.Equal(t, helpdesk.Category{ID: 10, Name: "Оплата и счета"}, categories[0].Category)
		require.Equal(t, helpdesk.Category{ID: 11, Name: "Sign-in & SAML", Type: helpdesk.Idea}, categories[1].Category)
		shared, err := c.PostCategories("", "").Read(answer(t, 200, "categories-list.json"))
		require.NoError(t, err)
		require.Len(t, shared, len(categories))
		for i := range shared {
			require.Equal(t, categories[i].Category, shared[i])
		}
	})
}

func TestRefusals(t *testing.T) {
	fixture := func(status int, file string) *api.Response { return answer(t, status, file) }
	body := func(status int, text string) *api.Response {
		return &api.Response{Status: status, Body: []byte(text), Header: []api.Header{{Name: "Retry-After", Value: "7"}}}
	}
	for _, test := range []struct {
		name     string
		response *api.Response
		is       error
		detail   string
	}{
		{"bad request", fixture(400, "error-400.json"), api.ErrInvalid, "ownership or/and object_type parameters are missed"},
		{"bad key", fixture(401, "error-401.json"), api.ErrUnauthorized, "Authentication is required"},
		{"no right", fixture(403, "error-403.json"), api.ErrForbidden, "Access is denied"},
		{"not there", fixture(404, "error-404.json"), api.ErrNotFound, "Resource is not found"},
		{"conflict", fixture(409, "error-409.json"), api.ErrConflict, "email is already used"},
		{"an error with status 200 is still one", fixture(200, "error-401.json"), api.ErrUnauthorized, "Authentication is required"},
		{"an error that is only a text", body(200, `{"error":"no"}`), api.ErrInvalid, "no"},
		{"the server repeats the key", body(401, `{"error":{"code":401,"message":"key secret-agent-key is unknown"}}`), api.ErrUnauthorized, "key [key] is unknown"},
		{"a page instead of JSON", body(200, "<!DOCTYPE html><title>Welcome"), api.ErrProtocol, "instead.page"},
		{"a page with status 502", body(502, "<html>Bad gateway"), api.ErrUnavailable, ""},
		{"a body that breaks off", body(200, `{"success":{"id":4`), api.ErrProtocol, "instead.broken"},
		{"an empty array where an object belongs", body(200, `[]`), api.ErrProtocol, ""},
		{"an empty answer where an object belongs", body(204, ``), api.ErrProtocol, ""},
		{"an object without id", body(200, `{"success":{"title":"x"}}`), api.ErrProtocol, ""},
		{"too many requests", body(429, `{}`), api.ErrRateLimited, ""},
		{"no network", &api.Response{Failure: api.Network}, api.ErrUnavailable, ""},
		{"no answer in time", &api.Response{Failure: api.Timeout}, api.ErrUnavailable, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := client(t).Object(38).Read(test.response)
			require.ErrorIs(t, err, test.is)
			require.Contains(t, err.Error(), test.detail)
			require.NotContains(t, err.Error(), key)
			var e *api.Error
			require.True(t, errors.As(err, &e))
			require.Equal(t, "objects.get", e.Op)
			require.Equal(t, "help.example.test", e.Host)
			require.True(t, strings.HasSuffix(print.In("en").Say(e.Say()), "."), print.In("en").Say(e.Say()))
			require.NotContains(t, print.In("en").Say(e.Say()), key)
			if test.is == api.ErrRateLimited {
				require.Equal(t, 7*time.Second, e.RetryAfter)
			}
		})
	}
}

func TestWritesWithoutAnAnswerAreDone(t *testing.T) {
	for name, response := range map[string]*api.Response{
		"204":                      {Status: 204},
		"an empty body":            {Status: 200},
		"201 without a body":       {Status: 201},
		"null":                     {Status: 200, Body: []byte(`null`)},
		"a success that says null": {Status: 200, Body: []byte(`{"success": null}`)},
		"a success that says true": {Status: 200, Body: []byte(`{"success": true}`)},
	} {
		t.Run(name, func(t *testing.T) {
			c := client(t)
			created, err := c.CreateObject(useresponse.NewObject{Ownership: "feedback", Type: "idea", Title: "A", Content: "B"}).Read(response)
			require.NoError(t, err)
			require.Zero(t, created.ID, "what was made is not known")
			voted, err := c.VotePost(38, helpdesk.VoteUp).Read(response)
			require.NoError(t, err)
			require.Zero(t, voted.ID)
			_, err = c.ToggleCommentVote(38).Read(response)
			require.NoError(t, err)
			_, err = c.Object(38).Read(response)
			require.ErrorIs(t, err, api.ErrProtocol, "what is read must be there")
			_, err = c.Login("ada@example.test", "secret").Read(response)
			require.ErrorIs(t, err, api.ErrProtocol, "who signs in needs the answer")
		})
	}
	_, err := client(t).VotePost(38, helpdesk.VoteUp).Read(&api.Response{Status: 200, Body: []byte(`{"success": {"title": "x"}}`)})
	require.ErrorIs(t, err, api.ErrProtocol, "an answer that is another one is none")
	_, err = client(t).VotePost(38, helpdesk.VoteUp).Read(&api.Response{Status: 404})
	require.ErrorIs(t, err, api.ErrNotFound)
}

func TestNullAndAnEmptyObjectAreEmptyLists(t *testing.T) {
	for _, body := range []string{`null`, `{}`, `{"success": null}`, `{"success": {}}`, `{"success": {"data": null}}`, `{"success": {"data": {}}}`, `{"data": {}}`, `[]`} {
		response := &api.Response{Status: 200, Body: []byte(body)}
		categories, err := client(t).Categories("feedback", "idea").Read(response)
		require.NoError(t, err, body)
		require.Empty(t, categories, body)
		comments, err := client(t).ListComments(useresponse.CommentQuery{}).Read(response)
		require.NoError(t, err, body)
		require.Empty(t, comments, body)
		tickets, err := client(t).Tickets(useresponse.Tickets{}).Read(response)
		require.NoError(t, err, body)
		require.Empty(t, tickets.Items, body)
		require.False(t, tickets.More(), body)
		posts, err := client(t).Posts(useresponse.Search{}).Read(response)
		require.NoError(t, err, body)
		require.Empty(t, posts.Items, body)
	}
	for _, body := range []string{`"none"`, `0`, ``, `{"data": "none"}`} {
		_, err := client(t).Tickets(useresponse.Tickets{}).Read(&api.Response{Status: 200, Body: []byte(body)})
		require.ErrorIs(t, err, api.ErrProtocol, body)
	}
}

func TestAStatusOfTheInstallationsOwnIsAskedFor(t *testing.T) {
	call := client(t).Tickets(useresponse.Tickets{Status: "waiting_supplier,opened"})
	require.Nil(t, call.Problem)
	require.Contains(t, call.Request.URL, "status=waiting_supplier%2Copened")
}
