package sandbox

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"deskside/build/sandbox/useresponse"
)

// What the help pages of the two helpdesks say about them.

func (h *helpdesk) newTicket(with map[string]any) useresponse.ObjectAnswer {
	h.Helper()
	request := map[string]any{"ownership": "helpdesk", "object_type": "ticket", "title": "A title", "content": "B"}
	for name, value := range with {
		request[name] = value
	}
	return success[useresponse.ObjectAnswer](h.agent("POST", "objects.json", request))
}

func (h *helpdesk) edit(id int64, with map[string]any) useresponse.ObjectAnswer {
	h.Helper()
	return success[useresponse.ObjectAnswer](h.agent("PUT", fmt.Sprintf("objects/%d.json", id), with))
}

func TestAuthorsHaveVotedForWhatTheyWriteAndFollowIt(t *testing.T) {
	h := start(t)
	seen := func(key string, id int64) useresponse.ObjectAnswer {
		return plainly[useresponse.ObjectAnswer](h.call(key, "GET", fmt.Sprintf("objects/%d.json", id), nil))
	}
	own := h.newIdea(h.Keys.User)
	require.Equal(t, 1, own.Votes.All)
	require.True(t, own.Votes.IsVoted)
	require.Equal(t, 1, own.IsSubscribed)
	require.False(t, seen(h.Keys.Agent, own.ID).Votes.IsVoted, "it is the author's vote")

	forced := success[useresponse.ObjectAnswer](h.agent("POST", "objects.json", map[string]any{
		"ownership": "feedback", "object_type": "idea", "title": "For Nora", "content": "B", "force_author": h.Logins.User.Email,
	}))
	require.False(t, forced.Votes.IsVoted, "the agent wrote for somebody else")
	require.True(t, seen(h.Keys.User, forced.ID).Votes.IsVoted)
	require.Equal(t, 1, seen(h.Keys.User, forced.ID).IsSubscribed)

	comment := h.newComment(h.Keys.Agent, own.ID, "Me too")
	require.Equal(t, useresponse.CommentVotesAnswer{Amount: 1, Plural: "vote", CanVote: true, IsVoted: true}, comment.Votes)
	require.Equal(t, 1, seen(h.Keys.Agent, own.ID).IsSubscribed, "who comments follows the topic")

	require.Zero(t, h.newTicket(nil).Votes.All, "tickets take no votes")
	note := success[useresponse.CommentAnswer](h.agent("POST", "comments.json", map[string]any{"object_id": own.ID, "content": "A", "is_private": 1}))
	require.Zero(t, note.Votes.Amount, "nor do notes")

	for _, o := range success[page[useresponse.ObjectAnswer]](h.agent("GET", "search.json?ownership=feedback&count=50", nil)).Data {
		require.NotZero(t, o.Votes.Positive, "generated ones have the vote of their authors: %s", o.Title)
	}
}

func TestOnHoldStopsTheClockOfTheSLA(t *testing.T) {
	const opened, onHold, waiting = 11, 14, 18
	h := start(t)
	for name, held := range map[string]int{"on hold": onHold, "a status with on hold behind it": waiting} {
		t.Run(name, func(t *testing.T) {
			h.T = t
			ticket := h.newTicket(map[string]any{"priority": "urgent"})
			due := *ticket.SLADatePosix
			h.clock.advance(time.Hour)
			require.Nil(t, h.edit(ticket.ID, map[string]any{"status_id": held}).SLADatePosix, "nothing is due while it waits")
			h.clock.advance(72 * time.Hour)
			require.Nil(t, h.edit(ticket.ID, map[string]any{"title": "Still waits"}).SLADatePosix)
			require.Nil(t, h.edit(ticket.ID, map[string]any{"status_id": onHold + waiting - held}).SLADatePosix, "one kind of waiting for another")
			running := h.edit(ticket.ID, map[string]any{"status_id": opened})
			require.Equal(t, due+int64(72*time.Hour/time.Second), *running.SLADatePosix, "what was left is left")
		})
	}
	ticket := h.newTicket(map[string]any{"status_id": onHold, "priority": "urgent"})
	require.Nil(t, ticket.SLADatePosix)
	require.Equal(t, h.clock.Now().Add(4*time.Hour).Unix(), *h.edit(ticket.ID, map[string]any{"status_id": opened}).SLADatePosix)
	for _, slug := range []string{"on_hold", "waiting_supplier"} {
		found := success[page[useresponse.ObjectAnswer]](h.agent("GET", "tickets.json?status="+slug, nil)).Data
		require.NotEmpty(t, found, slug)
		for _, one := range found {
			require.Nil(t, one.SLADatePosix)
		}
	}
}

func TestTicketsHaveStatusesOfTheInstallationsOwnBesideTheProtectedOnes(t *testing.T) {
	h := start(t)
	protected := []string{}
	own := []string{}
	for _, s := range plainly[[]useresponse.StatusAnswer](h.agent("GET", "statuses.json?ownership=helpdesk&type=ticket", nil)) {
		if s.IsSystem {
			protected = append(protected, s.Slug)
		} else {
			own = append(own, s.Slug)
		}
	}
	require.ElementsMatch(t, []string{"opened", "on_hold", "awaiting_reply", "completed"}, protected)
	require.ElementsMatch(t, []string{"in_progress", "waiting_supplier"}, own)
	found := success[page[useresponse.ObjectAnswer]](h.agent("GET", "tickets.json?status=waiting_supplier,in_progress", nil))
	require.NotEmpty(t, found.Data)
	for _, o := range found.Data {
		require.Contains(t, own, o.Status.Slug)
	}
	require.Equal(t, "waiting_supplier", h.edit(found.Data[0].ID, map[string]any{"status": "waiting_supplier"}).Status.Slug)
}

func TestAgentsSeeTheTicketsThatTheirTeamSees(t *testing.T) {
	const marta, support, billing = 2, 1, 3
	every := func(h *helpdesk, key string) []useresponse.ObjectAnswer {
		var all []useresponse.ObjectAnswer
		for number := 1; ; number++ {
			found := success[page[useresponse.ObjectAnswer]](h.call(key, "GET", fmt.Sprintf("tickets.json?status=all&count=50&page=%d", number), nil))
			all = append(all, found.Data...)
			if number >= found.TotalPages {
				return all
			}
		}
	}
	responsible := func(o useresponse.ObjectAnswer) bool { return o.Responsible != nil && o.Responsible.ID == marta }
	of := func(o useresponse.ObjectAnswer, teams ...int64) bool {
		return o.Team != nil && slices.Contains(teams, o.Team.ID)
	}
	for _, c := range []struct {
		name  string
		sees  []Visibility
		wants func(useresponse.ObjectAnswer) bool
	}{
		{"all", nil, func(useresponse.ObjectAnswer) bool { return true }},
		{"all, said so", []Visibility{{Team: "Support", Sees: SeesAll}}, func(useresponse.ObjectAnswer) bool { return true }},
		{"what another team sees", []Visibility{{Team: "Billing", Sees: SeesNone}}, func(useresponse.ObjectAnswer) bool { return true }},
		{"none", []Visibility{{Team: "Support", Sees: SeesNone}}, func(useresponse.ObjectAnswer) bool { return false }},
		{"where responsible", []Visibility{{Team: "Support", Sees: SeesResponsible}}, responsible},
		{"of chosen teams", []Visibility{{Team: "Support", Sees: SeesTeams, Of: []string{"Billing"}}},
			func(o useresponse.ObjectAnswer) bool { return responsible(o) || of(o, billing) }},
		{"of several teams", []Visibility{{Team: "Support", Sees: SeesTeams, Of: []string{"Billing", "Support"}}},
			func(o useresponse.ObjectAnswer) bool { return responsible(o) || of(o, billing, support) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := start(t, func(o *Options) { o.Visibility = c.sees })
			all := every(h, h.Keys.Admin)
			want := []int64{}
			hidden := int64(0)
			for _, o := range all {
				if c.wants(o) {
					want = append(want, o.ID)
				} else {
					hidden = o.ID
				}
			}
			slices.Sort(want)
			require.Equal(t, want, objectIDs(every(h, h.Keys.Agent)))
			counted := success[page[useresponse.ObjectAnswer]](h.agent("GET", "tickets.json?status=all", nil))
			require.Equal(t, len(all), counted.TotalObjects, "what is not seen counts")
			require.NotZero(t, success[page[useresponse.ObjectAnswer]](h.agent("GET", "search.json?ownership=feedback", nil)).TotalObjects, "it is about tickets alone")
			if hidden != 0 {
				require.Equal(t, "your team does not see this ticket", h.agent("GET", fmt.Sprintf("objects/%d.json", hidden), nil).refused(403))
				h.agent("POST", "comments.json", map[string]any{"object_id": hidden, "content": "A"}).refused(403)
				h.agent("GET", fmt.Sprintf("objects/%d/comments.json", hidden), nil).refused(403)
			}
			h.agent("GET", "objects/999999.json", nil).refused(404)
		})
	}
}

func TestVisibilityIsWrittenInOneWord(t *testing.T) {
	for text, want := range map[string]Visibility{
		"Support=none":                  {Team: "Support", Sees: SeesNone},
		"Поддержка=responsible":         {Team: "Поддержка", Sees: SeesResponsible},
		"Support=teams:Billing+Product": {Team: "Support", Sees: SeesTeams, Of: []string{"Billing", "Product"}},
	} {
		got, err := useresponse.ParseVisibility(text)
		require.NoError(t, err)
		require.Equal(t, want, got)
	}
	for _, bad := range []string{"", "Support", "=none", "Support=some", "Support=teams", "Support=none:Billing"} {
		_, err := useresponse.ParseVisibility(bad)
		require.ErrorContains(t, err, "write TEAM=none", bad)
	}
}

func TestAFewTicketsHaveNoStatus(t *testing.T) {
	found := start(t).everything("tickets.json?status=all-active")
	bare := len(found) - len(slices.DeleteFunc(slices.Clone(found), func(o useresponse.ObjectAnswer) bool { return o.Status == nil }))
	require.Positive(t, bare)
	require.Less(t, bare, len(found)/10)
}

func TestStatusesCanBeNull(t *testing.T) {
	h := start(t, func(o *Options) { o.NullStatuses = true })
	for _, path := range []string{"tickets.json?status=all", "search.json?ownership=feedback"} {
		without, with := 0, 0
		for _, o := range h.everything(path) {
			if o.Status == nil {
				without++
			} else {
				with++
			}
		}
		require.NotZero(t, without, path)
		require.NotZero(t, with, path)
	}
	bare := h.everything("tickets.json?status=all-active")
	at := slices.IndexFunc(bare, func(o useresponse.ObjectAnswer) bool { return o.Status == nil })
	require.GreaterOrEqual(t, at, 0, "what has no status is not closed")
	require.Equal(t, "in_progress", h.edit(bare[at].ID, map[string]any{"status": "in_progress"}).Status.Slug)
}
