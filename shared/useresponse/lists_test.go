package useresponse_test

import (
	"context"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/build/sandbox"
	"deskside/shared/api"
	"deskside/shared/api/transport"
	"deskside/shared/useresponse"
)

// ids walks a list to its end.
func ids[P, T any](t *testing.T, list api.List[P, T]) (all []int64) {
	t.Helper()
	var cursor api.Cursor
	for item, err := range transport.All(context.Background(), http.DefaultClient, &cursor, list) {
		require.NoError(t, err)
		all = append(all, list.ID(item))
	}
	require.True(t, cursor.Done())
	return all
}

func TestListsAreWalkedToTheirEnds(t *testing.T) {
	h := open(t, sandbox.Options{})
	c := h.admin
	tickets := useresponse.Tickets{Status: "all", Count: 50}
	total := must(h, c.Tickets(tickets)).Total
	require.Greater(t, total, int64(100))
	require.Len(t, ids(t, c.EveryTicket(tickets)), int(total))
	require.Equal(t, ids(t, c.EveryTicket(tickets)), ids(t, c.EveryListedTicket(tickets)))

	search := useresponse.Search{Ownership: "feedback", Type: "idea", Count: 50}
	posts := ids(t, c.EveryPost(search))
	require.Len(t, posts, int(must(h, c.Posts(search)).Total))
	require.Equal(t, posts, ids(t, c.EveryFoundObject(search)))

	users := useresponse.UserSearch{Count: 50}
	require.Len(t, ids(t, c.EveryUser(users)), int(must(h, c.SearchUsers(users)).Total))
	require.Len(t, ids(t, c.EveryChat(0)), int(must(h, c.Chats(0, 1)).Total))
	chat := must(h, c.Chats(0, 1)).Items[0]
	messages := must(h, c.ChatMessages(chat.External, useresponse.Messages{})).Items
	require.ElementsMatch(t, idsOf(messages, func(m useresponse.Message) int64 { return m.ID }), ids(t, c.EveryMessage(chat.External, 0)))

	report := must(h, c.Reports())[0].ID
	require.Len(t, ids(t, c.EveryReportObject(report, useresponse.ReportQuery{PerPage: 10})), int(must(h, c.ReportObjects(report, useresponse.ReportQuery{})).Total))
	author := must(h, c.Posts(search)).Items[0].Author.ID
	require.Len(t, ids(t, c.EveryUserObject(author, 1)), int(must(h, c.UserObjects(author, 1, 0)).Total))

	var talked int64
	for _, post := range must(h, c.Posts(useresponse.Search{Ownership: "feedback", Sort: "popular", Count: 50})).Items {
		if post.Comments > 0 {
			talked = post.ID
		}
	}
	whole := must(h, c.ObjectComments(talked, useresponse.CommentQuery{}))
	require.Equal(t, idsOf(whole, func(m useresponse.Comment) int64 { return m.ID }), ids(t, c.EveryObjectComment(talked, useresponse.CommentQuery{})))
	require.Subset(t, ids(t, c.EveryComment(useresponse.CommentQuery{Date: "today"})), idsOf(must(h, c.ListComments(useresponse.CommentQuery{Date: "today"})), func(m useresponse.Comment) int64 { return m.ID }))
}

func idsOf[T any](items []T, id func(T) int64) []int64 {
	all := make([]int64, len(items))
	for i := range items {
		all[i] = id(items[i])
	}
	return all
}
