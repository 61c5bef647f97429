package sandbox

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/build/sandbox/usedesk"
	"deskside/build/sandbox/useresponse"
)

// recorded reads a recorded request body.
func recorded(t *testing.T, path string) map[string]any {
	t.Helper()
	var request map[string]any
	require.NoError(t, json.Unmarshal(fixture(t, path), &request))
	delete(request, "api_token")
	return request
}

func TestRecordedUseResponseRequestsAreTaken(t *testing.T) {
	h := start(t)
	ticket := h.firstObject("ownership=helpdesk")
	comment := recorded(t, "useresponse/comments.create.request.json")
	comment["object_id"] = ticket
	require.Equal(t, `<p><strong>Done</strong>, see <a href="https://example.test">link</a></p>`, *success[useresponse.CommentAnswer](h.agent("POST", "comments.json", comment)).Content)

	person := recorded(t, "useresponse/users.create.request.json")
	require.Equal(t, "not a custom field: property_12, property_13", h.agent("POST", "users.json", person).refused(400), "these are fields of objects here")
	delete(person, "property_12")
	delete(person, "property_13")
	made := success[useresponse.UserAnswer](h.agent("POST", "users.json", person))
	require.Equal(t, "José Ñandú", made.Name)
	require.Equal(t, int64(4), made.Team.ID)
}

func TestRecordedUsedeskRequestsAreTaken(t *testing.T) {
	h := start(t)
	for _, ticket := range plainly[[]usedesk.ListedTicket](h.usedesk("tickets", recorded(t, "usedesk/tickets.request.json"))) {
		require.Contains(t, []int{1, 6, 8}, ticket.Status)
		require.NotEmpty(t, ticket.Rights)
	}
	for _, ticket := range plainly[[]usedesk.ListedTicket](h.usedesk("tickets", recorded(t, "usedesk/tickets.request.deprecated.json"))) {
		require.Equal(t, "question", ticket.Type)
	}
	id := h.everyTicket(map[string]any{"fstatus": 8})[0].ID
	update := recorded(t, "usedesk/update_ticket.request.json")
	update["ticket_id"] = id
	plainly[usedesk.OutcomeAnswer](h.usedesk("update/ticket", update))
	comment := recorded(t, "usedesk/create_comment.request.json")
	comment["ticket_id"] = fmt.Sprint(id)
	plainly[usedesk.OutcomeAnswer](h.usedesk("create/comment", comment))
	one := plainly[usedesk.TicketAnswer](h.usedesk("ticket", map[string]any{"ticket_id": id}))
	require.Equal(t, 2, one.Ticket.StatusID)
	require.Equal(t, "low", one.Ticket.Priority)
	require.Subset(t, one.Tags, []string{"Important", "done"})
	last := one.Comments[len(one.Comments)-1]
	require.Equal(t, "<p>Отправили ещё раз ✉️</p>", last.Message)
	require.Equal(t, "public", last.Type)
}
