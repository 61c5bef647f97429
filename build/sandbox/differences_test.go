package sandbox

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"deskside/build/sandbox/usedesk"
	"deskside/build/sandbox/useresponse"
)

// What real installations do otherwise than neat ones.

func TestCategoriesWithoutATypeBelongToEveryType(t *testing.T) {
	h := start(t)
	slugs := func(query string) []string {
		found := []string{}
		for _, c := range plainly[[]useresponse.CategoryAnswer](h.agent("GET", "categories.json?"+query, nil)) {
			found = append(found, c.Slug)
		}
		return found
	}
	ideas := slugs("ownership=feedback&type=idea")
	require.Contains(t, ideas, "reports")
	require.NotContains(t, ideas, "beta", "which is for problems")
	require.NotContains(t, ideas, "oplata", "which is for tickets")
	require.Contains(t, slugs("ownership=feedback&type=problem"), "beta")
	require.Contains(t, slugs("type=idea"), "reports")
	require.Contains(t, slugs("ownership=helpdesk&type=ticket"), "oplata")
}

func TestTitlesAreStoredInOtherForms(t *testing.T) {
	const sent = "Cafe\u0301  déjà\u00a0vu & <Co>"
	for _, c := range []struct {
		name   string
		titles Titles
		want   string
	}{
		{"as they come", nil, sent},
		{"composed", Titles{TitleNFC}, "Café  déjà\u00a0vu & <Co>"},
		{"decomposed", Titles{TitleNFD}, "Cafe\u0301  de\u0301ja\u0300\u00a0vu & <Co>"},
		{"squeezed", Titles{TitleSqueezed}, "Cafe\u0301 déjà vu & <Co>"},
		{"with entities", Titles{TitleEntities}, "Cafe\u0301  déjà\u00a0vu &amp; &lt;Co&gt;"},
		{"all at once", Titles{TitleNFC, TitleSqueezed, TitleEntities}, "Café déjà vu &amp; &lt;Co&gt;"},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := start(t, func(o *Options) { o.Titles = c.titles })
			made := success[useresponse.ObjectAnswer](h.agent("POST", "objects.json", map[string]any{
				"ownership": "feedback", "object_type": "idea", "title": " " + sent + " ", "content": "B",
			}))
			require.Equal(t, c.want, made.Title)
			path := fmt.Sprintf("objects/%d.json", made.ID)
			require.Equal(t, c.want, plainly[useresponse.ObjectAnswer](h.agent("GET", path, nil)).Title)
			require.Equal(t, c.want, success[useresponse.ObjectAnswer](h.agent("PUT", path, map[string]any{"title": sent})).Title, "an edit stores it so, too")
			ticket := plainly[usedesk.OutcomeAnswer](h.usedesk("create/ticket", map[string]any{"subject": sent, "message": "B", "client_name": "A"}))
			require.Equal(t, c.want, plainly[usedesk.TicketAnswer](h.usedesk("ticket", map[string]any{"ticket_id": ticket.TicketID})).Ticket.Subject)
		})
	}
}

func TestAClockThatIsOffShowsInDateAndEveryTime(t *testing.T) {
	h := start(t, func(o *Options) { o.Clock = -7 * time.Minute })
	answer := h.agent("POST", "objects.json", map[string]any{"ownership": "feedback", "object_type": "idea", "title": "A", "content": "B"})
	require.Equal(t, "Tue, 12 May 2026 11:53:00 GMT", answer.header.Get("Date"))
	require.Equal(t, noon.Add(-7*time.Minute).Unix(), success[useresponse.ObjectAnswer](answer).CreatedAtPosix)
	ticket := h.usedesk("create/ticket", map[string]any{"subject": "A", "message": "B", "client_name": "A"})
	require.Equal(t, "Tue, 12 May 2026 11:53:00 GMT", ticket.header.Get("Date"))
	read := plainly[usedesk.TicketAnswer](h.usedesk("ticket", map[string]any{"ticket_id": plainly[usedesk.OutcomeAnswer](ticket).TicketID}))
	require.Equal(t, "2026-05-12 11:53:00", read.Ticket.PublishedAt)
}

func TestWritesAreAnsweredInEveryWay(t *testing.T) {
	idea := map[string]any{"ownership": "feedback", "object_type": "idea", "title": "Zebra", "content": "B"}
	for _, c := range []struct {
		name   string
		writes Writes
		status int
		empty  bool
	}{
		{"with what was written", WritesPayload, 200, false},
		{"with what was created", WritesCreated, 201, false},
		{"without a body", WritesEmpty, 200, true},
		{"with nothing", WritesNothing, 204, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := start(t, func(o *Options) { o.Writes = c.writes })
			answer := h.agent("POST", "objects.json", idea)
			require.Equal(t, c.status, answer.status)
			require.Equal(t, c.empty, len(answer.body) == 0)
			found := success[page[useresponse.ObjectAnswer]](h.agent("GET", "search.json?text=zebra", nil))
			require.Equal(t, 1, found.TotalObjects, "and it was written")
			archived := h.agent("GET", fmt.Sprintf("objects/%d/archive.json", found.Data[0].ID), nil)
			require.Equal(t, c.status, archived.status, "what changes something by GET is a write, too")
			login := map[string]any{"email": h.Logins.User.Email, "password": h.Logins.User.Password}
			require.Equal(t, h.Keys.User, plainly[useresponse.UserAnswer](h.call("", "POST", "auth/login.json", login)).APIKey, "who signs in needs the answer")
			h.agent("POST", "objects.json", map[string]any{"title": "A"}).refused(http.StatusBadRequest)
		})
	}
}

func TestTogglesLoseTheirAnswersOnDemand(t *testing.T) {
	h := start(t)
	idea := h.newIdea(h.Keys.Agent)
	comment := h.newComment(h.Keys.Agent, idea.ID, "A")
	read := func() (voted bool, best int, open bool) {
		found := success[[]useresponse.CommentAnswer](h.agent("GET", fmt.Sprintf("objects/%d/comments.json", idea.ID), nil))
		one := plainly[useresponse.ObjectAnswer](h.agent("GET", fmt.Sprintf("objects/%d.json", idea.ID), nil))
		return found[0].Votes.IsVoted, found[0].IsBest, one.CanBeCommented
	}
	lost := func(path string) {
		_, err := http.Post(h.UseResponseURL+"/api/7.0/"+path+"?apiKey="+h.Keys.Agent, "application/json", nil)
		require.Error(t, err, "the answer is lost")
	}
	voted, best, open := read()
	require.NoError(t, h.server.SetFaults(Fault{Operation: Toggles, Kind: FaultReset, After: true}))
	lost(fmt.Sprintf("comments/%d/votes/toggle.json", comment.ID))
	lost(fmt.Sprintf("comments/%d/best/toggle.json", comment.ID))
	lost(fmt.Sprintf("objects/%d/comments/toggle.json", idea.ID))
	votedNow, bestNow, openNow := read()
	require.Equal(t, []any{!voted, 1 - best, !open}, []any{votedNow, bestNow, openNow}, "each act happened")
	lost(fmt.Sprintf("comments/%d/votes/toggle.json", comment.ID))
	votedNow, _, _ = read()
	require.Equal(t, voted, votedNow, "sent again, it flips back")
}

func TestAnAnswerWithoutABodyAfterTheWorkWasDone(t *testing.T) {
	h := start(t, withFaults(
		Fault{Operation: "objects.create", Kind: FaultEmpty, Times: 1},
		Fault{Operation: "objects.create|usedesk.create_comment", Kind: FaultEmpty, Status: 200},
	))
	idea := map[string]any{"ownership": "feedback", "object_type": "idea", "title": "Zebra", "content": "B"}
	for _, status := range []int{204, 200} {
		answer := h.agent("POST", "objects.json", idea)
		require.Equal(t, status, answer.status)
		require.Empty(t, answer.body)
		require.Empty(t, answer.header.Get("Content-Type"))
	}
	require.Equal(t, 2, success[page[useresponse.ObjectAnswer]](h.agent("GET", "search.json?text=zebra", nil)).TotalObjects)
	ticket := h.everyTicket(nil)[0].ID
	require.Empty(t, h.usedesk("create/comment", map[string]any{"ticket_id": ticket, "message": "Zebra"}).body)
	require.Equal(t, []int64{ticket}, ticketIDs(h.everyTicket(map[string]any{"query": "zebra"})))
}
