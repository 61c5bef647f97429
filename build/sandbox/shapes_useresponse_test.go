package sandbox

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
)

// firstObject finds an object to work with.
func (h *helpdesk) firstObject(query string) int64 {
	h.Helper()
	found := success[page[struct{ ID int64 }]](h.agent(http.MethodGet, "search.json?"+query, nil))
	require.NotEmpty(h, found.Data)
	return found.Data[0].ID
}

func TestUseResponseAnswersHaveTheRecordedShapes(t *testing.T) {
	h := start(t)
	known := readShapes(t, "useresponse")
	idea := h.firstObject("type=idea&sort=popular")
	ticket := h.firstObject("ownership=helpdesk&sort=new")
	for _, c := range []struct {
		name, method, path string
		body               any
	}{
		{"auth.login", "POST", "auth/login.json", map[string]any{"email": h.Logins.User.Email, "password": h.Logins.User.Password}},
		{"users.me", "GET", "me.json", nil},
		{"users.get", "GET", "users/9.json", nil},
		{"users.search", "GET", "users/search.json?count=50", nil},
		{"categories.list", "GET", "categories.json", nil},
		{"categories.get", "GET", "categories/10.json", nil},
		{"statuses.list", "GET", "statuses.json", nil},
		{"forums.list", "GET", "forums.json", nil},
		{"fields.objects", "GET", "objects/custom-fields/list.json", nil},
		{"fields.users", "GET", "users/custom-fields/list.json", nil},
		{"tickets.list", "GET", "tickets.json?status=all&count=50", nil},
		{"tickets.list", "GET", "tickets.json?status=all&count=50&page=4", nil},
		{"objects.search", "GET", "search.json?count=50&sort=popular", nil},
		{"objects.search", "GET", "search.json?count=50&page=6", nil},
		{"objects.get", "GET", fmt.Sprintf("objects/%d.json", idea), nil},
		{"objects.get", "GET", fmt.Sprintf("objects/%d.json?bbcode=1", ticket), nil},
		{"objects.comments", "GET", fmt.Sprintf("objects/%d/comments.json", idea), nil},
		{"comments.list", "GET", "comments.json?page=1", nil},
		{"objects.vote", "POST", fmt.Sprintf("objects/%d/votes/toggle.json?value=up", idea), nil},
		{"objects.edit", "PUT", fmt.Sprintf("objects/%d.json", ticket), map[string]any{"status_id": 12}},
		{"comments.create", "POST", "comments.json", map[string]any{"object_id": ticket, "content": "[b]Done[/b]"}},
		{"objects.create", "POST", "objects.json", map[string]any{
			"object_type": "ticket", "ownership": "helpdesk", "title": "Cannot sign in", "content": "It fails",
			"attachments": []any{map[string]any{"name": "note.txt", "body": "0J/RgNC40LLQtdGC"}}, "property_12": "Support",
		}},
		{"objects.delete", "DELETE", fmt.Sprintf("objects/%d.json", ticket), nil},
	} {
		t.Run(c.name+" "+c.path, func(t *testing.T) {
			answer := h.agent(c.method, c.path, c.body)
			answer.T = t
			require.Equal(t, http.StatusOK, answer.status, "%s", answer.body)
			known.requireShape(answer, "useresponse")
			require.Equal(t, isWrapped(decode(t, fixture(t, "useresponse/"+c.name+".json"))), isWrapped(answer.json()), "envelope")
		})
	}
}

func isWrapped(value any) bool {
	members, ok := value.(map[string]any)
	_, wrapped := members["success"]
	return ok && wrapped
}

func TestAnEmptyPageSaysOnePage(t *testing.T) {
	h := start(t)
	require.JSONEq(t, string(fixture(t, "useresponse/users.search.empty.json")),
		string(h.agent(http.MethodGet, "users/search.json?search=nobody-has-this-name", nil).body))
}

func TestTheLastPageHasNoNextPage(t *testing.T) {
	h := start(t)
	first := success[page[objectAnswer]](h.agent(http.MethodGet, "tickets.json?status=all", nil))
	require.Equal(t, 20, first.ObjectsPerPage)
	require.Equal(t, 2, *first.NextPage)
	last := success[page[objectAnswer]](h.agent(http.MethodGet, fmt.Sprintf("tickets.json?status=all&page=%d", first.TotalPages), nil))
	require.Nil(t, last.NextPage)
	require.Equal(t, first.TotalObjects, (first.TotalPages-1)*20+len(last.Data))
	beyond := success[page[objectAnswer]](h.agent(http.MethodGet, fmt.Sprintf("tickets.json?status=all&page=%d", first.TotalPages+1), nil))
	require.Empty(t, beyond.Data)
	require.Equal(t, first.TotalObjects, beyond.TotalObjects)
}

func TestAPageHoldsAtMostFifty(t *testing.T) {
	h := start(t)
	cut := success[page[objectAnswer]](h.agent(http.MethodGet, "tickets.json?status=all&count=500", nil))
	require.Equal(t, 50, cut.ObjectsPerPage)
	require.Len(t, cut.Data, 50)
	require.Equal(t, "count must be 1 or more", h.agent(http.MethodGet, "tickets.json?count=0", nil).refused(400))
	require.Equal(t, "page must be 1 or more", h.agent(http.MethodGet, "tickets.json?page=0", nil).refused(400))
}

func TestVersionFourWrapsStatusesAndGroupsSearches(t *testing.T) {
	h := start(t)
	statuses := h.send(http.MethodGet, h.UseResponseURL+"/api/4.0/statuses.json?apiKey="+h.Keys.Agent, "", "")
	require.NotEmpty(t, success[[]statusAnswer](statuses))
	groups := plainly[map[string][]objectAnswer](h.send(http.MethodGet, h.UseResponseURL+"/api/4.0/search.json?count=3&apiKey="+h.Keys.Agent, "", ""))
	for _, key := range []string{"helpdesk", "feedback", "knowledgeBase"} {
		require.Len(t, groups[key], 3, key)
	}
	require.Empty(t, plainly[[]statusAnswer](h.agent(http.MethodGet, "statuses.json?type=idea&ownership=helpdesk", nil)))
}
