package customer_test

import (
	"testing"

	"deskside/shared/api"
	"deskside/shared/core/coretest"
	"deskside/shared/core/customer"
	"deskside/shared/feedback"
	"deskside/shared/helpdesk"

	"github.com/stretchr/testify/require"
)

var (
	portal = customer.Portal{Address: "https://edge.example.test", Visitor: "visitor-0123456789abcdef"}
	draft  = feedback.Draft{Type: helpdesk.Idea, Title: " Dark mode ", Content: "For reports, please.", Category: 11}
)

func TestEveryOperationPlansItsRequests(t *testing.T) {
	for _, test := range []struct {
		op   string
		args coretest.Args
		want []string
	}{
		{"feedback.start", &customer.StartArgs{Portal: portal},
			[]string{"GET https://edge.example.test/api/7.0/categories.json", "GET https://edge.example.test/api/7.0/search.json"}},
		{"feedback.posts", &customer.PostsArgs{Portal: portal, Text: "dark"}, []string{"GET https://edge.example.test/api/7.0/search.json"}},
		{"feedback.post", &customer.PostArgs{Portal: portal, ID: 41},
			[]string{"GET https://edge.example.test/api/7.0/objects/41.json", "GET https://edge.example.test/api/7.0/objects/41/comments.json"}},
		{"feedback.create", &customer.CreateArgs{Portal: portal, Draft: draft, Key: "k1"}, []string{"POST https://edge.example.test/api/7.0/objects.json"}},
		{"feedback.vote", &customer.VoteArgs{Portal: portal, ID: 41, Vote: "up"}, []string{"POST https://edge.example.test/api/7.0/objects/41/votes/toggle.json"}},
	} {
		t.Run(test.op, func(t *testing.T) {
			out := coretest.Step(t, customer.Table(), test.op, test.args, 0)
			require.Nil(t, out.Failure)
			require.Equal(t, test.want, coretest.Lines(out.Send))
			for i, sending := range out.Send {
				r := sending.Request
				require.Equal(t, i, r.Slot)
				require.Zero(t, sending.AfterMS)
			}
		})
	}
}

func TestTheWidgetStartsWithPopularPosts(t *testing.T) {
	start := coretest.Result[customer.StartResult](t, customer.Table(), "feedback.start", &customer.StartArgs{Portal: portal},
		coretest.Answer(t, "useresponse/testdata/categories-list.json"), coretest.Answer(t, "useresponse/testdata/objects-search.json"))
	require.Len(t, start.Categories, 2)
	require.Equal(t, feedback.Limits{Title: 100, Content: 12000}, start.Limits)
	require.Equal(t, "Dark theme 🌙 for the portal", start.Posts[0].Title)
	require.Equal(t, helpdesk.Votes{Count: 12, Mine: "up", Open: true, Down: true}, start.Posts[0].Votes)

	without := coretest.Result[customer.StartResult](t, customer.Table(), "feedback.start", &customer.StartArgs{Portal: portal},
		coretest.Status(404, `{}`), coretest.Answer(t, "useresponse/testdata/objects-search.json"))
	require.NotEmpty(t, without.Posts, "without categories a customer can still write")
}

func TestInAPublicPostOnlyItsAuthorHasASide(t *testing.T) {
	post := coretest.Result[customer.PostResult](t, customer.Table(), "feedback.post", &customer.PostArgs{Portal: portal, ID: 38},
		coretest.Answer(t, "useresponse/testdata/objects-get.json"), coretest.Answer(t, "useresponse/testdata/objects-comments.json"))
	require.Equal(t, "José Ñandú", post.Author)
	require.Len(t, post.Comments, 2)
	require.Equal(t, helpdesk.UnsaidSide, post.Comments[0].Side)
	require.Equal(t, helpdesk.ClientSide, post.Comments[1].Side)
}

func TestADraftIsSentTrimmedWithItsKey(t *testing.T) {
	out := coretest.Step(t, customer.Table(), "feedback.create", &customer.CreateArgs{Portal: portal, Draft: draft, Key: "k1"}, 0)
	require.JSONEq(t, `{"ownership":"feedback","object_type":"idea","title":"Dark mode","content":"For reports, please.","category_id":11}`, string(out.Send[0].Request.Body))
	require.Contains(t, out.Send[0].Request.Header, api.Header{Name: customer.IdempotencyKeyHeader, Value: "k1"})
	require.Contains(t, out.Send[0].Request.Header, api.Header{Name: customer.VisitorHeader, Value: portal.Visitor})

	created := coretest.Result[customer.CreateResult](t, customer.Table(), "feedback.create", &customer.CreateArgs{Portal: portal, Draft: draft, Key: "k1"}, coretest.Answer(t, "useresponse/testdata/objects-create.json"))
	require.NotZero(t, created.Post.ID)
}

func TestADraftWithProblemsIsNotSent(t *testing.T) {
	out := coretest.Step(t, customer.Table(), "feedback.create", &customer.CreateArgs{Portal: portal, Key: "k1"}, 0)
	require.Empty(t, out.Send)
	require.Equal(t, api.Invalid, out.Failure.Kind)
	require.Len(t, out.Failure.Fields, 3)
}

func TestAVoteIsReadBack(t *testing.T) {
	voted := coretest.Result[customer.VoteResult](t, customer.Table(), "feedback.vote", &customer.VoteArgs{Portal: portal, ID: 41, Vote: "down"}, coretest.Answer(t, "useresponse/testdata/objects-votes-toggle.json"))
	require.Equal(t, helpdesk.Vote("down"), voted.Votes.Mine)
	require.EqualValues(t, 11, voted.Votes.Count)
}

func TestOnlyWhatMayBeRepeatedIsRepeated(t *testing.T) {
	lost := &api.Response{Failure: api.Network}
	busy := coretest.Status(503, "")
	created := coretest.Answer(t, "useresponse/testdata/objects-create.json")
	voted := coretest.Answer(t, "useresponse/testdata/objects-votes-toggle.json")
	create := &customer.CreateArgs{Portal: portal, Draft: draft, Key: "k1"}
	vote := &customer.VoteArgs{Portal: portal, ID: 41, Vote: "up"}
	for _, test := range []struct {
		name, op  string
		args      coretest.Args
		answers   []*api.Response
		sent      int
		fails     api.Kind
		uncertain bool
	}{
		{"a keyed post is sent again under its key", "feedback.create", create, []*api.Response{lost, busy, created}, 3, "", false},
		{"a keyed post whose answers are all lost may have arrived", "feedback.create", create, []*api.Response{lost}, 3, api.Unavailable, true},
		{"a post without a key is not sent again", "feedback.create", &customer.CreateArgs{Portal: portal, Draft: draft}, []*api.Response{lost, created}, 1, api.Unavailable, true},
		{"a toggle is not repeated", "feedback.vote", vote, []*api.Response{busy, voted}, 1, api.Unavailable, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			h := coretest.NewHost(coretest.Turns(test.answers...))
			out := h.Run(t, customer.Table(), test.op, test.args)
			require.Len(t, h.Sent, test.sent)
			if test.fails == "" {
				require.Nil(t, out.Failure)
				return
			}
			require.Equal(t, test.fails, out.Failure.Kind)
			require.Equal(t, test.uncertain, out.Failure.Uncertain)
		})
	}
}
