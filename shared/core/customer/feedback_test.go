package customer_test

import (
	"testing"

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
		{"feedback.similar", &customer.SimilarArgs{Portal: portal, Title: "dark", Type: helpdesk.Idea}, []string{"GET https://edge.example.test/api/7.0/search.json"}},
		{"outbox.send", &customer.SendArgs{Portal: portal, Entry: dueIn(t, posted(t)).Steps[0].Entry}, []string{"POST https://edge.example.test/api/7.0/objects.json"}},
		{"outbox.send", &customer.SendArgs{Portal: portal, Entry: dueIn(t, voted(t)).Steps[0].Entry}, []string{"POST https://edge.example.test/api/7.0/objects/41/votes/toggle.json"}},
	} {
		t.Run(test.op, func(t *testing.T) {
			coretest.Plans(t, customer.Table(), test.op, test.args, test.want...)
		})
	}
}

func TestTheWidgetStartsWithPopularPosts(t *testing.T) {
	start := coretest.Result[customer.StartResult](t, customer.Table(), "feedback.start", &customer.StartArgs{Portal: portal},
		coretest.Answer(t, "useresponse/testdata/categories-list.json"), coretest.Answer(t, "useresponse/testdata/objects-search.json"))
	require.Len(t, start.Categories, 2)
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
