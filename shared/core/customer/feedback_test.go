package customer_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"strconv"
	"strings"
	"testing"

	"deskside/shared/api"
	"deskside/shared/content/draw"
	"deskside/shared/content/html"
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
		{"feedback.posts", &customer.PostsArgs{Portal: portal, Filter: customer.PostFilter{Text: " dark ", Type: helpdesk.Idea, Status: "planned", Order: helpdesk.Newest}, Page: 2},
			[]string{"GET https://edge.example.test/api/7.0/search.json"}},
		{"feedback.mine", &customer.MineArgs{Portal: portal}, []string{"GET https://edge.example.test/api/7.0/mine.json"}},
		{"feedback.post", &customer.PostArgs{Portal: portal, ID: 41},
			[]string{"GET https://edge.example.test/api/7.0/objects/41.json", "GET https://edge.example.test/api/7.0/objects/41/comments.json"}},
		{"outbox.send", &customer.SendArgs{Portal: portal, Entry: dueIn(t, voted(t)).Steps[0].Entry}, []string{"POST https://edge.example.test/api/7.0/objects/41/votes/toggle.json"}},
	} {
		t.Run(test.op, func(t *testing.T) {
			coretest.Plans(t, customer.Table(), test.op, test.args, test.want...)
		})
	}
}

func TestTheWidgetStartsWithPopularPosts(t *testing.T) {
	start := coretest.Result[customer.StartResult](t, customer.Table(), "feedback.start", &customer.StartArgs{Portal: portal}, bootstrap(t))
	require.Len(t, start.Categories, 2)
	require.Equal(t, "Dark theme 🌙 for the portal", start.Found.Posts[0].Title)
	require.Equal(t, helpdesk.Votes{Count: 12, Mine: "up", Open: true, Down: true}, start.Found.Posts[0].Votes)
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
		drawnAnswer(t, "objects-get.json"), drawnAnswer(t, "objects-comments.json"))
	require.Equal(t, "José Ñandú", post.Author)
	require.Len(t, post.Comments, 2)
	require.Equal(t, helpdesk.UnsaidSide, post.Comments[0].Side)
	require.Equal(t, helpdesk.ClientSide, post.Comments[1].Side)
}

func TestWhatPeopleWroteIsDrawnAsTheEdgeHasReadIt(t *testing.T) {
	args := &customer.PostArgs{Portal: portal, ID: 38}
	for _, sent := range coretest.Step(t, customer.Table(), "feedback.post", args, 0).Send {
		require.Contains(t, sent.Request.URL, "?drawn=1")
	}
	drawn := coretest.Result[customer.PostResult](t, customer.Table(), "feedback.post", args, drawnAnswer(t, "objects-get.json"), drawnAnswer(t, "objects-comments.json"))
	want := draw.Program(html.Parse("<p>Login fails with <strong>500</strong> &amp; a blank page.</p><ul><li>Chrome 124</li><li>Firefox 126</li></ul>"))
	require.Equal(t, want, drawn.Body)
	require.NotEmpty(t, drawn.Comments[0].Body)

	plain := coretest.Result[customer.PostResult](t, customer.Table(), "feedback.post", args,
		coretest.Answer(t, "useresponse/testdata/objects-get.json"), coretest.Answer(t, "useresponse/testdata/objects-comments.json"))
	require.Empty(t, plain.Body, "nothing is drawn that nobody has read")
	require.Equal(t, drawn.Post, plain.Post)
}

func TestOnlyAddressesOfTheWebAreOpened(t *testing.T) {
	for address, want := range map[string]string{
		"https://help.example.test/topic/38": "https://help.example.test/topic/38", "http://localhost/topic/38": "http://localhost/topic/38",
		"javascript:alert(1)": "", " https://help.example.test": "", "data:text/html,x": "", "": "",
	} {
		answer := drawnAnswer(t, "objects-get.json")
		answer.Body = bytes.Replace(answer.Body, []byte(`"https://help.example.test/tickets/38"`), []byte(strconv.Quote(address)), 1)
		require.Contains(t, string(answer.Body), strconv.Quote(address))
		post := coretest.Result[customer.PostResult](t, customer.Table(), "feedback.post", &customer.PostArgs{Portal: portal, ID: 38}, answer, drawnAnswer(t, "objects-comments.json"))
		require.Equal(t, want, post.Post.URL)
	}
}

// drawnAnswer is a helpdesk's answer as an edge gives it where content is asked for as what it is drawn by.
func drawnAnswer(t testing.TB, file string) *api.Response {
	var body any
	require.NoError(t, json.Unmarshal(coretest.Answer(t, "useresponse/testdata/"+file).Body, &body))
	var read func(any)
	read = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, item := range v {
				read(item)
			}
		case map[string]any:
			for name, value := range v {
				if text, ok := value.(string); ok && name == "content" {
					v[name] = base64.StdEncoding.EncodeToString(draw.Program(html.Parse(text)))
				} else {
					read(value)
				}
			}
		}
	}
	read(body)
	drawn, err := json.Marshal(body)
	require.NoError(t, err)
	return coretest.Status(200, string(drawn))
}

func TestPostsAreSelectedAndOrdered(t *testing.T) {
	asked := func(f customer.PostFilter, page int64) string {
		out := coretest.Step(t, customer.Table(), "feedback.posts", &customer.PostsArgs{Portal: portal, Filter: f, Page: page}, 0)
		_, query, _ := strings.Cut(out.Send[0].Request.URL, "?")
		return query
	}
	require.Equal(t, "ownership=feedback&sort=popular&count=20", asked(customer.PostFilter{}, 1))
	require.Equal(t, "text=dark%20mode&ownership=feedback&status=planned&type=idea&sort=new&page=3&count=20",
		asked(customer.PostFilter{Text: " dark mode ", Type: helpdesk.Idea, Status: "planned", Order: helpdesk.Newest}, 3))
	start := coretest.Step(t, customer.Table(), "feedback.start", &customer.StartArgs{Portal: portal}, 0)
	require.True(t, strings.HasSuffix(start.Send[0].Request.URL, "/bootstrap.jsonl?statuses=1"))
}

func TestWhatNobodyWorksAtComesLater(t *testing.T) {
	post := func(id int, status string) string {
		return `{"id":` + strconv.Itoa(id) + `,"title":"A post","type":{"slug":"idea"},"status":` + status + `}`
	}
	over, open := `{"slug":"completed","title":"Completed","isClosed":true}`, `{"slug":"planned","title":"Planned","isClosed":false}`
	list := "[" + post(1, over) + "," + post(2, open) + "," + post(3, over) + "," + post(4, "null") + "," + post(5, open) + "]"
	found := func(page, pages int) string {
		return `{"success":{"data":` + list + `,"totalObjects":5,"currentPage":` + strconv.Itoa(page) + `,"totalPages":` + strconv.Itoa(pages) + `}}`
	}
	selected := func(f customer.PostFilter, page, pages int) customer.PostsResult {
		return coretest.Result[customer.PostsResult](t, customer.Table(), "feedback.posts", &customer.PostsArgs{Portal: portal, Filter: f, Page: int64(page)}, coretest.Status(200, found(page, pages)))
	}
	for name, f := range map[string]customer.PostFilter{"all": {}, "found": {Text: "post"}, "of a type": {Type: helpdesk.Idea}, "active": {Order: helpdesk.LastChanged}} {
		page := selected(f, 1, 1)
		require.Len(t, page.Posts, 5, name)
		require.EqualValues(t, 1, page.Posts[0].ID, "the order is that of the helpdesk")
		require.Equal(t, []int64{1, 3}, page.Later, name)
		require.False(t, page.More, name)
	}
	for name, f := range map[string]customer.PostFilter{"what is new": {Order: helpdesk.Newest}, "of a status": {Status: "completed"}} {
		require.Empty(t, selected(f, 1, 1).Later, name)
	}
	require.True(t, selected(customer.PostFilter{}, 1, 2).More)
	require.False(t, selected(customer.PostFilter{}, 2, 2).More)

	statuses := `[{"id":1,"slug":"planned","title":"Planned"},{"id":2,"slug":"","title":"None"},{"id":3,"slug":"planned","title":"Planned"},{"id":4,"slug":"done","title":"Done","isClosed":true}]`
	lines := strings.Join([]string{`[]`, found(1, 3), statuses}, "\n")
	started := coretest.Result[customer.StartResult](t, customer.Table(), "feedback.start", &customer.StartArgs{Portal: portal}, coretest.Status(200, lines))
	require.Equal(t, []int64{1, 3}, started.Found.Later)
	require.True(t, started.Found.More)
	require.Equal(t, []customer.StatusChoice{{Slug: "planned", Title: "Planned"}, {Slug: "done", Title: "Done"}}, started.Statuses, "types have statuses of their own, of the same name")
}

func TestAPortalThatKeepsNoListIsNoFailure(t *testing.T) {
	mine := coretest.Result[customer.MineResult](t, customer.Table(), "feedback.mine", &customer.MineArgs{Portal: portal}, coretest.Status(404, `{"error":{"code":404,"message":"There is no such thing."}}`))
	require.Zero(t, mine)
}

func TestWhatSomebodyTakesPartInSaysWhatIsNewToThem(t *testing.T) {
	part := func(id int, how string) string {
		return `{"object":{"id":` + strconv.Itoa(id) + `,"title":"A post","type":{"slug":"idea"},"votes":{"all":3,"canVote":true,"isVoted":true,"mine":"up"}},"readAt":900,` + how + `}`
	}
	answer := `{"success":{"asOf":1000,"data":[` + part(1, `"wrote":true,"voted":true,"commented":true,"since":500,"statusAt":600,"answeredAt":400,"held":true`) + `,` +
		part(2, `"wrote":false,"voted":true,"commented":true,"since":500,"statusAt":500,"answeredAt":501`) + `,` + part(3, `"voted":true,"since":0,"statusAt":0,"answeredAt":0`) + `]}}`
	mine := coretest.Result[customer.MineResult](t, customer.Table(), "feedback.mine", &customer.MineArgs{Portal: portal}, coretest.Status(200, answer))
	require.EqualValues(t, 1000, mine.AsOf)
	require.Len(t, mine.Posts, 3)
	require.Equal(t, helpdesk.Votes{Count: 3, Mine: "up", Open: true}, mine.Posts[0].Post.Votes)
	for i, want := range []customer.Participation{
		{Role: customer.Wrote, Held: true, ReadAt: 900, StatusAt: 600}, // answered before they took part
		{Role: customer.Commented, ReadAt: 900, AnsweredAt: 501},
		{Role: customer.Voted, ReadAt: 900},
	} {
		want.Post = mine.Posts[i].Post
		require.Equal(t, want, mine.Posts[i])
	}
}
