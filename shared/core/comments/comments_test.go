package comments_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	act "deskside/shared/agent"
	"deskside/shared/core/agent"
	"deskside/shared/core/comments"
	"deskside/shared/core/coretest"
	"deskside/shared/helpdesk"
)

// shown are comments of a ticket of a type, as people see them once something of one of them was done.
func shown(t *testing.T, kind string, all []comments.Comment, property, seen, want string) []comments.ShownComment {
	t.Helper()
	args := &comments.CommentsArgs{Row: "ur/7", System: helpdesk.UseResponse, Type: kind, ReadAt: coretest.Now, Comments: all}
	if property != "" {
		a := act.Act{Account: "ur", System: helpdesk.UseResponse, Ticket: 7, Type: kind, Property: helpdesk.Property(property), Seen: seen, Known: true}
		args.Box = coretest.Result[agent.ActsResult](t, agent.Table(), "outbox.act", &agent.ActArgs{Key: "press-1", Act: a, Want: want}).Box
	}
	return coretest.Result[comments.CommentsResult](t, agent.Table(), "outbox.comments", args).Comments
}

func TestWhatIsToBeSentOfACommentIsSeenAtOnce(t *testing.T) {
	both := []comments.Comment{{ID: 1, Source: "One.", Best: true, Votes: 3, Voted: true}, {ID: 2, Source: "Two."}}
	for _, test := range []struct {
		name, property, seen, want string
		now                        func(t *testing.T, one, two comments.ShownComment)
	}{
		{"nothing", "", "", "", func(t *testing.T, one, two comments.ShownComment) {
			require.Equal(t, both, []comments.Comment{one.Comment, two.Comment})
			require.Empty(t, one.Body)
		}},
		{"another is the best, and the one before it is not", "best@2", "", helpdesk.Yes, func(t *testing.T, one, two comments.ShownComment) {
			require.Equal(t, []bool{false, true}, []bool{one.Comment.Best, two.Comment.Best})
		}},
		{"a vote counts", "upvoted@2", "", helpdesk.Yes, func(t *testing.T, _, two comments.ShownComment) {
			require.EqualValues(t, 1, two.Comment.Votes)
			require.True(t, two.Comment.Voted)
		}},
		{"a vote that is taken back counts no more", "upvoted@1", helpdesk.Yes, "", func(t *testing.T, one, _ comments.ShownComment) {
			require.EqualValues(t, 2, one.Comment.Votes)
			require.False(t, one.Comment.Voted)
		}},
		{"what it says is drawn", "body@1", "One.", "[b]Better[/b].", func(t *testing.T, one, two comments.ShownComment) {
			require.Equal(t, "[b]Better[/b].", one.Comment.Source)
			require.NotEmpty(t, one.Body)
			require.Empty(t, two.Body)
		}},
		{"one in the trash still stands there", "trashed@1", "", helpdesk.Yes, func(t *testing.T, one, two comments.ShownComment) {
			require.True(t, one.Trashed && one.Read)
			require.False(t, two.Trashed)
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			all := shown(t, "idea", both, test.property, test.seen, test.want)
			require.Len(t, all, 2)
			test.now(t, all[0], all[1])
		})
	}
}

func TestACommentThatWasThrownAwayHereCanBeRecovered(t *testing.T) {
	gone := shown(t, "ticket", []comments.Comment{{ID: 1}}, "trashed@2", "", helpdesk.Yes)
	require.Equal(t, []comments.ShownComment{
		{Comment: comments.Comment{ID: 1}, Read: true, Can: []helpdesk.Property{helpdesk.CommentBody, helpdesk.CommentTrashed}},
		{Comment: comments.Comment{ID: 2}, Trashed: true, Can: []helpdesk.Property{helpdesk.CommentTrashed}},
	}, gone)
	back := shown(t, "ticket", []comments.Comment{{ID: 1}}, "trashed@2", helpdesk.Yes, "")
	require.Len(t, back, 1, "it is read again once it is back")
}

func TestWhatCanBeDoneGoesByTheTicketAndWhoReads(t *testing.T) {
	all := []comments.Comment{{ID: 1}, {ID: 2, Private: true}}
	votes := []helpdesk.Property{helpdesk.CommentVoted, helpdesk.CommentBest, helpdesk.CommentBody, helpdesk.CommentTrashed}
	require.Equal(t, votes, shown(t, "idea", all, "", "", "")[0].Can)
	require.Equal(t, votes[2:], shown(t, "idea", all, "", "", "")[1].Can, "what agents alone read answers nobody")
	require.Equal(t, votes[2:], shown(t, "ticket", all, "", "", "")[0].Can)
}
