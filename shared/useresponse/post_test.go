package useresponse_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
	"deskside/shared/api/apitest"
	"deskside/shared/helpdesk"
	"deskside/shared/useresponse"
)

func TestVotesAreRead(t *testing.T) {
	for _, test := range []struct {
		name, votes string
		want        helpdesk.Votes
	}{
		{"somebody who has not voted", `{"all":12,"canVote":true,"isVoted":false}`, helpdesk.Votes{Count: 12, Open: true, Down: true}},
		{"a vote of unknown direction counts as one in favour", `{"all":13,"canVote":true,"isVoted":true}`, helpdesk.Votes{Count: 13, Mine: "up", Open: true, Down: true}},
		{"the edge says the direction", `{"all":11,"canVote":true,"isVoted":true,"mine":"down"}`, helpdesk.Votes{Count: 11, Mine: "down", Open: true, Down: true}},
		{"a direction that does not exist is none", `{"all":11,"canVote":true,"mine":"sideways"}`, helpdesk.Votes{Count: 11, Open: true, Down: true}},
		{"quoted numbers and flags", `{"all":"-2","canVote":"1","isVoted":0}`, helpdesk.Votes{Count: -2, Open: true, Down: true}},
		{"closed to votes", `{"all":1,"canVote":false,"isVoted":false}`, helpdesk.Votes{Count: 1, Down: true}},
	} {
		t.Run(test.name, func(t *testing.T) {
			post, err := client(t).VotePost(41, "up").Read(&api.Response{Status: 200, Body: []byte(
				`{"success":{"id":41,"type":{"slug":"idea","supports":{"votes":true,"negativeVote":true}},"votes":` + test.votes + `}}`)})
			require.NoError(t, err)
			require.Equal(t, test.want, post.Votes)
		})
	}
}

func TestAPostIsAnObjectOfCustomers(t *testing.T) {
	c := client(t)
	post := c.CreatePost(helpdesk.NewPost{Type: helpdesk.Idea, Title: "Tides", Content: "[b]A[/b]", Category: 11})
	object := c.CreateObject(useresponse.NewObject{Ownership: "feedback", Type: "idea", Title: "Tides", Content: "[b]A[/b]", Category: 11})
	require.Equal(t, object.Request, post.Request)
	require.ElementsMatch(t, []string{"object_type", "title", "content", "category_id"},
		fields(problems(t, c.CreatePost(helpdesk.NewPost{Type: "ticket", Content: " ", Category: -1}))))
}

func FuzzReadPosts(f *testing.F) {
	c := fuzzer(f)
	fuzzReading(f, []string{"objects-search", "objects-get", "objects-votes"}, apitest.As(c.Posts(useresponse.Search{})), apitest.As(c.Post(1)), apitest.As(c.VotePost(1, helpdesk.VoteUp)),
		apitest.As(c.CreatePost(helpdesk.NewPost{Type: "idea", Title: "A", Content: "A"})))
}
