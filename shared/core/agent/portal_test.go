package agent_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
	"deskside/shared/core/agent"
	"deskside/shared/core/coretest"
	"deskside/shared/helpdesk"
)

const refusedByRights = `{"error":{"code":403,"message":"Access is denied"}}`

// waiting are posts of which the first waits, or comments.
func waitingPosts(last bool) string {
	more := `,"nextPage":2,"totalPages":2`
	if last {
		more = `,"totalPages":1`
	}
	return `{"success":{"data":[
		{"id":41,"title":"Charts","content":"<p>Please</p>","ownership":"feedback","type":{"slug":"idea"},"author":{"id":7,"name":"Anna"},"createdAtPosix":1780000300,"state":{"identifier":5,"name":"moderation"}},
		{"id":40,"title":"Maps","content":"","ownership":"feedback","type":{"slug":"idea"},"author":{"id":7,"name":"Anna"},"createdAtPosix":1780000100,"state":{"identifier":1,"name":"normal"}}
	],"totalObjects":2,"objectsPerPage":50,"currentPage":1` + more + `}}`
}

func waitingComments(of int64) string {
	return fmt.Sprintf(`{"success":[
		{"id":91,"objectId":%d,"content":"<b>Cheap</b>","author":{"id":8,"name":"Ben"},"createdAtPosix":1780000200,"state":{"identifier":5,"name":"moderation"}},
		{"id":90,"objectId":40,"content":"Fine","author":{"id":8,"name":"Ben"},"createdAtPosix":1780000050}
	]}`, of)
}

func TestWhatWaitsIsFoundAmongWhatIsNew(t *testing.T) {
	args := &agent.PortalArgs{Account: useResponse, Of: agent.PortalHeld, Page: 1}
	out := coretest.Plans(t, agent.Table(), "portal.read", args, "GET https://help.example.test/api/7.0/search.json", "GET https://help.example.test/api/7.0/comments.json")
	require.Contains(t, out.Send[0].Request.URL, "?ownership=feedback&sort=new&page=2&count=50")
	require.Contains(t, out.Send[1].Request.URL, "?sort=desc&page=2")
	got := coretest.Result[agent.PortalResult](t, agent.Table(), "portal.read", args, coretest.Status(200, waitingPosts(false)), coretest.Status(200, waitingComments(40)))
	require.Len(t, got.Held.Items, 2)
	post, comment := got.Held.Items[0], got.Held.Items[1]
	require.Equal(t, []any{int64(41), helpdesk.Property("review"), "Anna"}, []any{post.Post, post.Property, post.Author})
	require.Equal(t, []any{int64(40), helpdesk.Property("review@91"), "Ben"}, []any{comment.Post, comment.Property, comment.Author})
	require.True(t, got.Held.More)
	require.EqualValues(t, 1780000100, got.Held.Since, "as far as both have been looked through")
	require.Equal(t, "Charts", got.Rows[0].Subject)
	require.Equal(t, "Maps", got.Rows[1].Subject, "a comment comes with its post")
}

func TestAPostThatIsNotAmongThemIsAskedFor(t *testing.T) {
	args := &agent.PortalArgs{Account: useResponse, Of: agent.PortalHeld}
	got := coretest.Read[agent.PortalResult](t, coretest.Step(t, agent.Table(), "portal.read", args, 2, coretest.Status(200, waitingPosts(true)), coretest.Status(200, waitingComments(38)),
		coretest.Answer(t, "useresponse/testdata/objects-get.json")))
	require.EqualValues(t, 38, got.Rows[1].ID)
	require.NotEmpty(t, got.Rows[1].Subject)
}

func TestAPostThatCannotBeReadIsKnownByItsNumber(t *testing.T) {
	args := &agent.PortalArgs{Account: useResponse, Of: agent.PortalHeld}
	got := coretest.Read[agent.PortalResult](t, coretest.Step(t, agent.Table(), "portal.read", args, 2, coretest.Status(200, waitingPosts(true)), coretest.Status(200, waitingComments(38)),
		coretest.Status(404, `{"error":{"code":404,"message":"Resource is not found"}}`)))
	require.Len(t, got.Held.Items, 2)
	require.EqualValues(t, 38, got.Rows[1].ID)
	require.Empty(t, got.Rows[1].Subject)
}

func TestWhatAKeyMayNotReadTakesNothingElseAlong(t *testing.T) {
	args := &agent.PortalArgs{Account: useResponse, Of: agent.PortalHeld}
	got := coretest.Result[agent.PortalResult](t, agent.Table(), "portal.read", args, coretest.Status(200, waitingPosts(true)), coretest.Status(403, refusedByRights))
	require.Len(t, got.Held.Items, 1)
	require.Equal(t, api.Forbidden, got.Held.CommentsProblem.Kind)
	require.Nil(t, got.Held.PostsProblem)
	require.False(t, got.Held.More)
	out := coretest.Step(t, agent.Table(), "portal.read", args, 1, coretest.Status(403, refusedByRights), coretest.Status(403, refusedByRights))
	require.NotNil(t, out.Failure)
	require.Equal(t, api.Forbidden, out.Failure.Kind)
}

func TestAHelpdeskWithoutAPortalOffersNothingOfOne(t *testing.T) {
	offers := func(system helpdesk.System) bool {
		return coretest.Result[agent.OffersResult](t, agent.Table(), "portal.offers", &agent.OffersArgs{System: system}).Held
	}
	require.True(t, offers("useresponse"))
	require.False(t, offers("usedesk"))
	out := coretest.Step(t, agent.Table(), "portal.read", &agent.PortalArgs{Account: usedesk, Of: agent.PortalHeld}, 0)
	require.NotNil(t, out.Failure)
	require.Equal(t, api.Invalid, out.Failure.Kind)
}

func TestPostsThatAreLikeOneAreFoundByItsWordsAndAmongWhatIsNewAndPopular(t *testing.T) {
	args := &agent.PortalArgs{Account: useResponse, Of: agent.PortalSimilar, ID: 41, Type: "idea", Text: "Export of the invoices as CSV, of all invoices"}
	out := coretest.Plans(t, agent.Table(), "portal.read", args, slices.Repeat([]string{"GET https://help.example.test/api/7.0/search.json"}, 4)...)
	require.Contains(t, out.Send[0].Request.URL, "sort=new&page=1")
	require.Contains(t, out.Send[1].Request.URL, "?ownership=feedback&sort=popular")
	require.Contains(t, out.Send[2].Request.URL, "text=invoices", "the longest word first, once")
	require.Contains(t, out.Send[3].Request.URL, "text=export")
	page := func(posts string) *api.Response {
		return coretest.Status(200, `{"success":{"data":[`+posts+`],"totalPages":1}}`)
	}
	post := func(id int, title string, votes int) string {
		return fmt.Sprintf(`{"id":%d,"title":%q,"type":{"slug":"idea"},"votes":{"all":%d}}`, id, title, votes)
	}
	got := coretest.Result[agent.PortalResult](t, agent.Table(), "portal.read", args,
		page(post(41, "Export of the invoices as CSV, of all invoices", 1)+","+post(50, "A dark theme", 90)),
		coretest.Status(403, refusedByRights), page(post(7, "Export invoices to CSV", 12)), page(post(7, "Export invoices to CSV", 12)+","+post(8, "Exporting a calendar", 3)))
	require.NotEmpty(t, got.Rows)
	require.EqualValues(t, 7, got.Rows[0].ID)
	require.EqualValues(t, 12, got.Rows[0].Votes)
	for _, row := range got.Rows {
		require.NotContains(t, []int64{41, 50}, row.ID, "neither itself nor what has no word of it")
	}
}

func TestAPostHasTheStatusesAndCategoriesOfItsType(t *testing.T) {
	refused := coretest.Status(403, refusedByRights)
	statuses := coretest.Result[agent.DirectoryResult](t, agent.Table(), "account.directory", &agent.DirectoryArgs{Account: useResponse},
		coretest.Answer(t, "useresponse/testdata/users-me.json"), coretest.Answer(t, "useresponse/testdata/statuses-list.json"), refused, refused, refused, refused, refused, refused).Directory
	require.NotEmpty(t, statuses.Statuses)
	require.NotEmpty(t, statuses.ApartStatuses)
	choices := func(kind string, p helpdesk.Property) (out []string) {
		for _, c := range coretest.Result[agent.ControlsResult](t, agent.Table(), "ticket.controls", &agent.ControlsArgs{Directory: statuses, Type: kind}).Controls {
			if c.Property == p {
				for _, choice := range c.Choices {
					out = append(out, choice.Title)
				}
			}
		}
		return out
	}
	ideas, tickets := choices("problem", helpdesk.PropertyStatus), choices("ticket", helpdesk.PropertyStatus)
	require.NotEmpty(t, ideas)
	require.NotContains(t, ideas, "Awaiting reply")
	require.Contains(t, tickets, "Awaiting reply")
	require.NotContains(t, tickets, ideas[0])
	require.Empty(t, choices("idea", helpdesk.PropertyStatus), "what is of problems is not of ideas")
}
