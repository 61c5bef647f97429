package usedesk_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/api/apitest"
	"deskside/shared/helpdesk"
	"deskside/shared/usedesk"
)

func TestConversationIsRead(t *testing.T) {
	c, err := client(t).Ticket(2992803).Read(answer(t, 200, "ticket.json"))
	require.NoError(t, err)
	require.Equal(t, helpdesk.Open, c.Ticket.Status.State)
	require.Equal(t, int64(1778412683), c.Ticket.Created)
	require.Equal(t, []string{"Important", "возврат"}, c.Ticket.Tags)
	require.Len(t, c.Comments, 2)
	require.Equal(t, helpdesk.ClientSide, c.Comments[0].Side)
	require.Equal(t, "скрин.png", c.Comments[0].Attachments[0].Name)
	require.Equal(t, helpdesk.AgentSide, c.Comments[1].Side)
	require.True(t, c.Comments[1].Private)
}

func TestHistoryAndFieldsOfOneTicketAreRead(t *testing.T) {
	c, err := client(t).Ticket(2992803).Read(answer(t, 200, "ticket.json"))
	require.NoError(t, err)
	require.Equal(t, []helpdesk.Field{{ID: 4704, Value: "1"}}, c.Ticket.Fields)
	require.Len(t, c.Changes, 1)
	require.Equal(t, helpdesk.New, c.Changes[0].Before.State)
	require.Equal(t, helpdesk.Open, c.Changes[0].After.State)
	require.Equal(t, int64(1778412683), c.Changes[0].At)
	require.Equal(t, []usedesk.Member{{"assignee_id", "17063", ""}, {"status_id", "1", "8"}}, c.Changes[0].Members)
}

func FuzzReadTicket(f *testing.F) {
	c := client(f)
	fuzzReading(f, []string{"ticket"}, apitest.As(c.Ticket(1)), apitest.As(c.TicketFor(1, 2)))
}
