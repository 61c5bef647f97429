package useresponse_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/api/apitest"
	"deskside/shared/helpdesk"
	"deskside/shared/useresponse"
)

func TestCommentsAreRead(t *testing.T) {
	public, err := client(t).Comments(38, false).Read(answer(t, 200, "objects-comments.json"))
	require.NoError(t, err)
	require.Len(t, public, 2)
	require.Equal(t, "Олена Ковальчук", public[0].Author.Name)
	require.False(t, public[0].Private)
	private, err := client(t).Comments(38, true).Read(answer(t, 200, "objects-comments-private.json"))
	require.NoError(t, err)
	require.True(t, private[0].Private)
}

func TestRecordedCommentIsBuilt(t *testing.T) {
	// Flags that are off are left out: that is what the API takes an absent one for.
	recorded(t, "comments-create.request.json", client(t).AddComment(useresponse.NewComment{
		Object: 38, Content: "[b]Done[/b], see [url=https://example.test]link[/url]",
	}), "is_private", "treat_as_html")
}

func TestCommentsComeAsBBCodeWhenAskedFor(t *testing.T) {
	c := client(t, useresponse.WithBBCode())
	require.Contains(t, c.Comments(38, false).Request.URL, "comments.json?bbcode=1")
	shared, err := c.Comments(38, false).Read(answer(t, 200, "objects-comments-bbcode.json"))
	require.NoError(t, err)
	require.Equal(t, helpdesk.BBCode, shared[0].Body.Format)
	whole, err := c.ObjectComments(38, useresponse.CommentQuery{}).Read(answer(t, 200, "objects-comments-bbcode.json"))
	require.NoError(t, err)
	require.Equal(t, helpdesk.BBCode, whole[0].Format)
	require.Equal(t, shared[0].Body.Source, whole[0].Content)
	list := c.ListComments(useresponse.CommentQuery{})
	require.NotContains(t, list.Request.URL, "bbcode", "nothing says that the list of all comments can be asked so")
}

func FuzzReadComments(f *testing.F) {
	c := fuzzer(f)
	n := useresponse.NewComment{Object: 1, Content: "A"}
	fuzzReading(f, []string{"comments-", "objects-comments"}, apitest.As(c.ListComments(useresponse.CommentQuery{})), apitest.As(c.ObjectComments(1, useresponse.CommentQuery{Private: true})),
		apitest.As(c.Comments(1, false)), apitest.As(c.AddComment(n)), apitest.As(c.EditComment(1, "A", false)), apitest.As(c.ToggleBestComment(1)), apitest.As(c.TrashComment(1)),
		apitest.As(c.RecoverComment(1)), apitest.As(c.ToggleCommentVote(1)))
}
