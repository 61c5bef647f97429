package customer_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"deskside/shared/api"
	"deskside/shared/core"
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
			[]string{"GET https://edge.example.test/api/7.0/bootstrap.jsonl"}},
		{"feedback.posts", &customer.PostsArgs{Portal: portal, Text: "dark"}, []string{"GET https://edge.example.test/api/7.0/search.json"}},
		{"feedback.post", &customer.PostArgs{Portal: portal, ID: 41},
			[]string{"GET https://edge.example.test/api/7.0/objects/41.json", "GET https://edge.example.test/api/7.0/objects/41/comments.json"}},
		{"feedback.similar", &customer.SimilarArgs{Portal: portal, Title: "dark", Type: helpdesk.Idea}, []string{"GET https://edge.example.test/api/7.0/search.json"}},
		{"similar.snapshot", &customer.SnapshotArgs{Portal: portal}, []string{"GET https://edge.example.test/api/7.0/similar.json"}},
		{"outbox.send", &customer.SendArgs{Portal: portal, Entry: dueIn(t, posted(t)).Steps[0].Entry}, []string{"POST https://edge.example.test/api/7.0/objects.json"}},
		{"outbox.send", &customer.SendArgs{Portal: portal, Entry: dueIn(t, voted(t)).Steps[0].Entry}, []string{"POST https://edge.example.test/api/7.0/objects/41/votes/toggle.json"}},
	} {
		t.Run(test.op, func(t *testing.T) {
			coretest.Plans(t, customer.Table(), test.op, test.args, test.want...)
		})
	}
}

func TestTheWidgetStartsWithPopularPosts(t *testing.T) {
	categories, posts := coretest.Answer(t, "useresponse/testdata/categories-list.json"), coretest.Answer(t, "useresponse/testdata/objects-search.json")
	// start begins with the answer of an edge, or that of a helpdesk and then those to what is asked of one.
	start := func(answers ...*api.Response) customer.StartResult {
		args, err := (&customer.StartArgs{Portal: portal}).MarshalMsg(nil)
		require.NoError(t, err)
		in := core.Input{Args: args, Now: coretest.Now}
		for {
			input, err := in.MarshalMsg(nil)
			require.NoError(t, err)
			out := coretest.Call(t, customer.Table(), "feedback.start", input)
			if len(out.Send) == 0 {
				return coretest.Read[customer.StartResult](t, out)
			}
			in.Run, in.Limits, in.Responses = out.Run, out.Limits, answers[:len(in.Responses)+len(out.Send)]
		}
	}
	atEdge := start(bootstrap(t))
	require.Len(t, atEdge.Categories, 2)
	require.Equal(t, "Dark theme 🌙 for the portal", atEdge.Posts[0].Title)
	require.Equal(t, helpdesk.Votes{Count: 12, Mine: "up", Open: true, Down: true}, atEdge.Posts[0].Votes)

	require.Equal(t, atEdge, start(coretest.Status(404, `{}`), categories, posts), "a helpdesk itself is asked for each")
	without := start(coretest.Status(404, `{}`), coretest.Status(404, `{}`), posts)
	require.NotEmpty(t, without.Posts, "without categories a customer can still write")
	require.Empty(t, without.Categories)
}

// bootstrap is the answer of an edge: those of a helpdesk, each in a line.
func bootstrap(t testing.TB) *api.Response {
	var lines bytes.Buffer
	for i, file := range []string{"categories-list.json", "objects-search.json"} {
		if i > 0 {
			lines.WriteByte('\n')
		}
		require.NoError(t, json.Compact(&lines, coretest.Answer(t, "useresponse/testdata/"+file).Body))
	}
	return coretest.Status(200, lines.String())
}

func TestAStartThatBreaksOffIsNoEmptyPortal(t *testing.T) {
	whole := bootstrap(t).Body
	for _, size := range []int{0, 1, len(whole) / 3, bytes.IndexByte(whole, '\n'), bytes.IndexByte(whole, '\n') + 1, len(whole) - 1} {
		out := coretest.Step(t, customer.Table(), "feedback.start", &customer.StartArgs{Portal: portal}, 3, coretest.Status(200, string(whole[:size])))
		require.NotNil(t, out.Failure, size)
	}
}

func TestInAPublicPostOnlyItsAuthorHasASide(t *testing.T) {
	post := coretest.Result[customer.PostResult](t, customer.Table(), "feedback.post", &customer.PostArgs{Portal: portal, ID: 38},
		coretest.Answer(t, "useresponse/testdata/objects-get.json"), coretest.Answer(t, "useresponse/testdata/objects-comments.json"))
	require.Equal(t, "José Ñandú", post.Author)
	require.Len(t, post.Comments, 2)
	require.Equal(t, helpdesk.UnsaidSide, post.Comments[0].Side)
	require.Equal(t, helpdesk.ClientSide, post.Comments[1].Side)
}
