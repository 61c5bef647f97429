package useresponse_test

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
	"deskside/shared/useresponse"
)

// reader reads a body as one operation.
func reader[T any](call api.Call[T]) func(*testing.T, []byte) any {
	return func(t *testing.T, body []byte) any {
		value, err := call.Read(&api.Response{Status: 200, Body: body})
		require.NoError(t, err)
		return value
	}
}

func TestEveryFixtureIsReadFromEitherEnvelope(t *testing.T) {
	c := client(t)
	object, comment, user, notes := reader(c.Object(1)), reader(c.AddComment(useresponse.NewComment{Object: 1, Content: "A"})), reader(c.Me()), reader(c.UserNotes(1))
	// The longest prefix of a file's name says who reads it.
	readers := map[string]func(*testing.T, []byte) any{
		"auth-login": user, "categories-get": reader(c.Category(1)), "categories-list": reader(c.Categories("", "")),
		"changelog-objects": reader(c.ObjectChangelog(1)), "changelog-users": reader(c.UserChangelog(1)),
		"chats-get": reader(c.Chat(1)), "chats-list": reader(c.Chats(0, 0)), "chats-messages": reader(c.ChatMessages(1, useresponse.Messages{})),
		"comments-": comment, "comments-list": reader(c.ListComments(useresponse.CommentQuery{})), "moderation-comment": comment, "moderation-topic": object,
		"custom-fields": reader(c.ObjectFields()), "forums-list": reader(c.Forums()), "objects-": object,
		"objects-comments": reader(c.ObjectComments(1, useresponse.CommentQuery{})), "objects-comments-toggle": object,
		"objects-search": reader(c.SearchObjects(useresponse.Search{})), "reports-list": reader(c.Reports()),
		"reports-objects": reader(c.ReportObjects(1, useresponse.ReportQuery{})), "statuses-list": reader(c.Statuses("", "")),
		"tickets-list": reader(c.ListTickets(useresponse.Tickets{})), "user-notes": notes, "users-": user,
		"users-activity": reader(c.UserObjects(1, 0, 0)), "users-search": reader(c.SearchUsers(useresponse.UserSearch{})),
	}
	entries, err := os.ReadDir("testdata")
	require.NoError(t, err)
	for _, entry := range entries {
		name, isJSON := strings.CutSuffix(entry.Name(), ".json")
		if !isJSON || strings.HasPrefix(name, "error-") || strings.HasSuffix(name, ".request") {
			continue
		}
		t.Run(name, func(t *testing.T) {
			prefix := ""
			for candidate := range readers {
				if strings.HasPrefix(name, candidate) && len(candidate) > len(prefix) {
					prefix = candidate
				}
			}
			read := readers[prefix]
			require.NotNil(t, read, "nothing reads it")
			body, err := os.ReadFile("testdata/" + entry.Name())
			require.NoError(t, err)
			value := read(t, body)
			require.NotEmpty(t, value)
			if !strings.HasPrefix(strings.TrimSpace(string(body)), `{
  "success"`) {
				require.Equal(t, value, read(t, []byte(`{"success":`+string(body)+`}`)))
			}
		})
	}
}

func TestOddFormsAreRead(t *testing.T) {
	c := client(t)
	o, err := c.Object(1).Read(&api.Response{Status: 200, Body: []byte(`{"id":"7","title":null,"type":{"slug":"idea","title":"Idea"},"status":{"id":"99","slug":"frozen","title":"Frozen","isClosed":0},
		"author":[],"responsible":null,"votes":[],"isPrivate":"1","isSubscribed":true,"score":"4","forum":{"id":"3","name":"Beta"},"category":[],"custom_fields":[],
		"createdAt":"0000-00-00 00:00:00","createdAtPosix":"1778403600","links":[{"object_id":"8","title":"B"}],"parentObject":[],"bestComment":{"id":5,"is_best":"1"}}`)})
	require.NoError(t, err)
	require.Equal(t, int64(7), o.ID)
	require.Equal(t, "Idea", o.Kind.Single)
	require.Equal(t, "unknown", string(o.Status.State))
	require.Equal(t, "Frozen", o.Status.Title)
	require.True(t, o.Private && o.Subscribed)
	require.Equal(t, int64(4), o.Score)
	require.Equal(t, useresponse.Forum{ID: 3, Name: "Beta"}, o.Forum)
	require.Empty(t, o.CreatedAt)
	require.Equal(t, int64(1778403600), o.Created)
	require.Equal(t, int64(8), o.Links[0].Object)
	require.Nil(t, o.Parent)
	require.True(t, o.Best.Best)

	note, err := c.AddUserNote(1, useresponse.NewNote{Content: "A"}).Read(&api.Response{Status: 201, Body: []byte(`{"success":{"id":3,"content":"A"}}`)})
	require.NoError(t, err)
	require.Len(t, note, 1, "one note in place of the list")
	title, link, ok := useresponse.Message{Type: "article", Content: `{"title":"Sign in","link":"https://help.example.test/kb/1"}`}.Article()
	require.True(t, ok)
	require.Equal(t, "Sign in https://help.example.test/kb/1", title+" "+link)
	_, _, ok = useresponse.Message{Type: "article", Content: `not JSON`}.Article()
	require.False(t, ok)
}
