package sandbox

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/build/sandbox/useresponse"
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
	comment := success[useresponse.CommentAnswer](h.call(h.Keys.User, "POST", "comments.json", map[string]any{"object_id": idea, "content": "A"})).ID
	person := plainly[page[useresponse.UserAnswer]](h.agent("GET", "users/search.json?email=user@harbor.test", nil)).Data[0].ID
	victim := plainly[page[useresponse.UserAnswer]](h.agent("GET", "users/search.json?search=carter", nil)).Data[0].ID
	topics, comments := h.pending()
	note := success[[]useresponse.NoteAnswer](h.agent("POST", fmt.Sprintf("users/%d/notes/add.json", person), map[string]any{"content": "First"}))[0].ID
	edited := success[useresponse.ObjectAnswer](h.agent("PUT", fmt.Sprintf("objects/%d.json", ticket), map[string]any{"status_id": 14})).ID
	for _, c := range []struct {
		name, method, path string
		body               any
	}{
		{"auth.login", "POST", "auth/login.json", map[string]any{"email": h.Logins.User.Email, "password": h.Logins.User.Password}},
		{"categories.list", "GET", "categories.json", nil},
		{"categories.list", "GET", "categories.json?id=11", nil},
		{"categories.get", "GET", "categories/10.json", nil},
		{"changelog.object", "GET", fmt.Sprintf("changelog/object/%d.json", edited), nil},
		{"changelog.user", "GET", "changelog/user/9.json", nil},
		{"chats.list", "GET", "chats.json", nil},
		{"chats.get", "GET", "chats/1051.json", nil},
		{"chats.messages", "GET", "chats/1051/messages.json", nil},
		{"chats.messages.paged", "GET", "chats/1051/messages.json?page=1", nil},
		{"moderation.approve_comment", "POST", fmt.Sprintf("comment/%d/approve.json", comments[0]), nil},
		{"moderation.decline_comment", "POST", fmt.Sprintf("comment/%d/decline.json", comments[1]), map[string]any{"reason": "spam"}},
		{"moderation.approve_topic", "POST", fmt.Sprintf("topic/%d/approve.json", topics[0]), nil},
		{"moderation.decline_topic", "POST", fmt.Sprintf("topic/%d/decline.json", topics[1]), map[string]any{"reason": "spam"}},
		{"comments.list", "GET", "comments.json?page=1", nil},
		{"comments.create", "POST", "comments.json", map[string]any{"object_id": ticket, "content": "[b]Done[/b]"}},
		{"comments.best", "POST", fmt.Sprintf("comments/%d/best/toggle.json", comment), nil},
		{"comments.edit", "POST", fmt.Sprintf("comments/%d/edit.json", comment), map[string]any{"content": "Edited"}},
		{"comments.vote", "POST", fmt.Sprintf("comments/%d/votes/toggle.json", comment), nil},
		{"comments.trash", "POST", fmt.Sprintf("comments/%d/trash.json", comment), nil},
		{"comments.recover", "POST", fmt.Sprintf("comments/%d/recovery.json", comment), nil},
		{"objects.comments", "GET", fmt.Sprintf("objects/%d/comments.json", idea), nil},
		{"objects.comments.private", "GET", fmt.Sprintf("objects/%d/comments.json?is_private=1", ticket), nil},
		{"forums.list", "GET", "forums.json", nil},
		{"statuses.list", "GET", "statuses.json", nil},
		{"users.me", "GET", "me.json", nil},
		{"users.update_me", "POST", "profile/update.json", map[string]any{"full_name": "Marta L. Lindqvist"}},
		{"users.create", "POST", "users.json", map[string]any{"email": "jose@example.test", "full_name": "José Ñandú", "property_21": "1–10"}},
		{"users.get", "GET", "users/9.json", nil},
		{"users.edit", "POST", "users/9.json", map[string]any{"tags": "vip"}},
		{"users.activity", "GET", "users/9/activity.json", nil},
		{"users.password", "POST", "users/2/change-password.json", map[string]any{"password": "new one"}},
		{"users.search", "GET", "users/search.json?count=50", nil},
		{"objects.create", "POST", "objects.json", map[string]any{
			"object_type": "ticket", "ownership": "helpdesk", "title": "Cannot sign in", "content": "It fails",
			"attachments": []any{map[string]any{"name": "note.txt", "body": "0J/RgNC40LLQtdGC"}}, "property_12": "Support",
		}},
		{"objects.get", "GET", fmt.Sprintf("objects/%d.json", idea), nil},
		{"objects.get", "GET", fmt.Sprintf("objects/%d.json?bbcode=1", ticket), nil},
		{"objects.edit", "PUT", fmt.Sprintf("objects/%d.json", ticket), map[string]any{"status_id": 12}},
		{"objects.attach", "POST", fmt.Sprintf("objects/%d/attach-file.json", ticket), map[string]any{"name": "a.txt", "body": "YQ=="}},
		{"objects.lock", "POST", fmt.Sprintf("objects/%d/comments/toggle.json", ticket), nil},
		{"objects.subscribe", "POST", fmt.Sprintf("objects/%d/subscribe.json", ticket), nil},
		{"objects.unsubscribe", "POST", fmt.Sprintf("objects/%d/unsubscribe.json", ticket), nil},
		{"objects.vote", "POST", fmt.Sprintf("objects/%d/votes/toggle.json?value=up", idea), nil},
		{"objects.archive", "GET", fmt.Sprintf("objects/%d/archive.json", ticket), nil},
		{"objects.trash", "GET", fmt.Sprintf("objects/%d/trash.json", ticket), nil},
		{"objects.recover", "POST", fmt.Sprintf("objects/%d/recovery.json", ticket), nil},
		{"objects.search", "GET", "search.json?count=50&sort=popular", nil},
		{"objects.search", "GET", "search.json?count=50&page=6", nil},
		{"tickets.list", "GET", "tickets.json?status=all&count=50", nil},
		{"tickets.list", "GET", "tickets.json?status=all&count=50&page=4", nil},
		{"fields.objects", "GET", "objects/custom-fields/list.json", nil},
		{"fields.users", "GET", "users/custom-fields/list.json", nil},
		{"fields.v4", "GET", "custom-fields/ticket.json", nil},
		{"reports.objects", "GET", "report/4/objects.json?groupValue=opened", nil},
		{"reports.list", "GET", "reports/list.json", nil},
		{"notes.list", "GET", fmt.Sprintf("users/%d/notes.json", person), nil},
		{"notes.add", "POST", fmt.Sprintf("users/%d/notes/add.json", person), map[string]any{"content": "Prefers calls after [b]14:00[/b]", "remind_at": "2026-06-01 18:29:00"}},
		{"notes.edit", "POST", fmt.Sprintf("users/notes/%d/edit.json", note), map[string]any{"content": "Changed"}},
		{"notes.delete", "POST", fmt.Sprintf("users/notes/%d/delete.json", note), nil},
		{"objects.delete", "DELETE", fmt.Sprintf("objects/%d.json", ticket), nil},
		{"users.delete", "DELETE", fmt.Sprintf("users/%d.json?method=user", victim), nil},
	} {
		t.Run(c.name+" "+c.path, func(t *testing.T) {
			key := h.Keys.Agent
			if c.name == "users.delete" {
				key = h.Keys.Admin
			}
			answer := h.call(key, c.method, c.path, c.body)
			answer.T = t
			require.Equal(t, http.StatusOK, answer.status, "%s", answer.body)
			known.requireShape(answer, "useresponse")
			require.Equal(t, isWrapped(decode(t, fixture(t, "useresponse/"+c.name+".json"))), isWrapped(answer.json()), "envelope")
		})
	}
	exercised := map[string]bool{}
	for _, record := range h.records {
		exercised[record.Operation] = true
	}
	for _, op := range useresponse.Table() {
		// Neighbours have no records; programs_test.go reads their answers.
		require.True(t, exercised[op.Name] || op.Neighbour, "%s is compared with nothing", op.Name)
	}
}

// pending gives the topics and comments that wait for moderation, as agents find
// them by their absence from what guests see.
func (h *helpdesk) pending() (topics, comments []int64) {
	h.Helper()
	for _, query := range []struct {
		sql string
		to  *[]int64
	}{
		{`SELECT id FROM ur_object WHERE moderation = 'pending' AND state = 'normal' ORDER BY id`, &topics},
		{`SELECT id FROM ur_comment WHERE moderation = 'pending' ORDER BY id`, &comments},
	} {
		found, err := h.server.host.World.DB.Query(query.sql)
		require.NoError(h, err)
		for found.Next() {
			var id int64
			require.NoError(h, found.Scan(&id))
			*query.to = append(*query.to, id)
		}
		require.NoError(h, found.Close())
		require.GreaterOrEqual(h, len(*query.to), 2)
	}
	return topics, comments
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
	first := success[page[useresponse.ObjectAnswer]](h.agent(http.MethodGet, "tickets.json?status=all", nil))
	require.Equal(t, 20, first.ObjectsPerPage)
	require.Equal(t, 2, *first.NextPage)
	last := success[page[useresponse.ObjectAnswer]](h.agent(http.MethodGet, fmt.Sprintf("tickets.json?status=all&page=%d", first.TotalPages), nil))
	require.Nil(t, last.NextPage)
	require.Equal(t, first.TotalObjects, (first.TotalPages-1)*20+len(last.Data))
	beyond := success[page[useresponse.ObjectAnswer]](h.agent(http.MethodGet, fmt.Sprintf("tickets.json?status=all&page=%d", first.TotalPages+1), nil))
	require.Empty(t, beyond.Data)
	require.Equal(t, first.TotalObjects, beyond.TotalObjects)
}

func TestAPageHoldsAtMostFifty(t *testing.T) {
	h := start(t)
	cut := success[page[useresponse.ObjectAnswer]](h.agent(http.MethodGet, "tickets.json?status=all&count=500", nil))
	require.Equal(t, 50, cut.ObjectsPerPage)
	require.Len(t, cut.Data, 50)
	require.Equal(t, "count must be 1 or more", h.agent(http.MethodGet, "tickets.json?count=0", nil).refused(400))
	require.Equal(t, "page must be 1 or more", h.agent(http.MethodGet, "tickets.json?page=0", nil).refused(400))
}

func TestVersionFourWrapsStatusesAndGroupsSearches(t *testing.T) {
	h := start(t)
	statuses := h.send(http.MethodGet, h.UseResponseURL+"/api/4.0/statuses.json?apiKey="+h.Keys.Agent, "", "")
	require.NotEmpty(t, success[[]useresponse.StatusAnswer](statuses))
	groups := plainly[map[string][]useresponse.ObjectAnswer](h.send(http.MethodGet, h.UseResponseURL+"/api/4.0/search.json?count=3&apiKey="+h.Keys.Agent, "", ""))
	for _, key := range []string{"helpdesk", "feedback", "knowledgeBase"} {
		require.Len(t, groups[key], 3, key)
	}
	require.Empty(t, plainly[[]useresponse.StatusAnswer](h.agent(http.MethodGet, "statuses.json?type=idea&ownership=helpdesk", nil)))
}
