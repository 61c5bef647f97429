package usedesk_test

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
	"deskside/shared/helpdesk"
	"deskside/shared/usedesk"
)

const token = "0123456789abcdef0123456789abcdef01234567"

func client(t testing.TB) usedesk.Client {
	base, err := api.ParseBase("https://secure.usedesk.com/uapi")
	require.NoError(t, err)
	return usedesk.New(base, token)
}

func answer(t *testing.T, status int, file string) *api.Response {
	body, err := os.ReadFile("testdata/" + file)
	require.NoError(t, err)
	return &api.Response{Status: status, Body: body}
}

func TestRequests(t *testing.T) {
	for _, test := range []struct {
		name, url, body string
		request         api.Request
	}{
		{"an unfiltered list sends the token alone", "https://secure.usedesk.com/uapi/tickets", `{"api_token":"` + token + `"}`,
			client(t).Tickets(usedesk.List{}).Request},
		{"a filtered list", "https://secure.usedesk.com/uapi/tickets",
			`{"fstatus":"1,6,8","query":"счёт \"42\"","offset":2,"sort":"last_updated_at","order":"asc","properties":["sla"],"api_token":"` + token + `"}`,
			client(t).Tickets(usedesk.List{Status: []int64{1, 6, 8}, Query: `счёт "42"`, Offset: 2, Sort: "last_updated_at", Ascending: true, SLA: true}).Request},
		{"one ticket", "https://secure.usedesk.com/uapi/ticket", `{"ticket_id":7,"properties":["sla"],"api_token":"` + token + `"}`,
			client(t).Ticket(7).Request},
	} {
		t.Run(test.name, func(t *testing.T) {
			require.Equal(t, "POST", test.request.Method)
			require.Equal(t, test.url, test.request.URL)
			require.Equal(t, test.body, string(test.request.Body))
			require.NotContains(t, test.request.URL, token)
		})
	}
}

func TestListIsRead(t *testing.T) {
	tickets, err := client(t).Tickets(usedesk.List{}).Read(answer(t, 200, "tickets.json"))
	require.NoError(t, err)
	require.Len(t, tickets, 3)
	first := tickets[0]
	require.Equal(t, "Не приходит письмо с подтверждением", first.Subject)
	require.Equal(t, helpdesk.Status{ID: 1, Slug: "open", Title: "Open", State: helpdesk.Open}, first.Status)
	require.Equal(t, helpdesk.Person{ID: 15341, Name: "Юлия O’Neill"}, first.Client)
	require.Equal(t, int64(17063), first.Assignee.ID)
	require.Equal(t, helpdesk.Priority("normal"), first.Priority)
	require.Equal(t, []string{"Important", "возврат"}, first.Tags)
	require.Equal(t, helpdesk.Field{ID: 4704, Name: "Подписка активна", Value: "1"}, first.Fields[0])
	require.Equal(t, int64(1778412683), first.Created)
	require.Equal(t, helpdesk.Merged, tickets[2].Status.State, "status 10 occurs though the filter does not list it")
	require.Zero(t, tickets[2].Assignee.ID)
}

func TestSLAAndRightsAreReadWhereTheyAreSaid(t *testing.T) {
	tickets, err := client(t).Tickets(usedesk.List{}).Read(answer(t, 200, "tickets-sla-rights.json"))
	require.NoError(t, err)
	require.Equal(t, "write", tickets[0].Rights)
	require.Equal(t, []helpdesk.SLA{{Type: "first_reply", At: 1778436068}, {Type: "next_reply", At: 1778500800}, {Type: "close", At: 1778582104}}, tickets[0].SLA)
	require.Empty(t, tickets[1].SLA)
}

func TestQuotedNumbersMeanTheSame(t *testing.T) {
	quoted, err := client(t).Tickets(usedesk.List{}).Read(answer(t, 200, "tickets-quoted-numbers.json"))
	require.NoError(t, err)
	require.Equal(t, int64(2992803), quoted[0].ID)
	require.Zero(t, quoted[0].Assignee.ID, `"0" means nobody`)
	require.NotEqual(t, helpdesk.Unknown, quoted[0].Status.State)
}

func TestEmptyListIsNoError(t *testing.T) {
	tickets, err := client(t).Tickets(usedesk.List{}).Read(answer(t, 200, "tickets-empty.json"))
	require.NoError(t, err)
	require.Empty(t, tickets)
}

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

func TestRefusals(t *testing.T) {
	body := func(status int, text string) *api.Response { return &api.Response{Status: status, Body: []byte(text)} }
	for _, test := range []struct {
		name     string
		response *api.Response
		is       error
		detail   string
	}{
		{"a wrong token with status 200", answer(t, 200, "error-token.json"), api.ErrUnauthorized, "Invalid token"},
		{"a wrong token with status 401", answer(t, 401, "error-token.json"), api.ErrUnauthorized, "Invalid token"},
		{"no access", answer(t, 200, "error-access.json"), api.ErrForbidden, "No access"},
		{"a code that is a string", answer(t, 200, "error-server.json"), api.ErrUnavailable, "Server error"},
		{"too many requests", answer(t, 200, "error-rate.json"), api.ErrRateLimited, "Too many requests"},
		{"a message without error", answer(t, 401, "error-message-only.json"), api.ErrUnauthorized, "Unauthenticated."},
		{"an unknown code", body(200, `{"error":"Odd","code":999}`), api.ErrInvalid, "Odd"},
		{"the server repeats the token", body(200, `{"error":"token `+token+` is wrong","code":112}`), api.ErrUnauthorized, "token [key] is wrong"},
		{"an object instead of a list", body(200, `{"tickets":[]}`), api.ErrProtocol, ""},
		{"a page", body(200, "<html>"), api.ErrProtocol, "a web page"},
		{"text", body(200, "Fatal error"), api.ErrProtocol, "not JSON"},
		{"half a list", body(200, `[{"id":1},`), api.ErrProtocol, "breaks off"},
		{"nothing", body(200, ""), api.ErrProtocol, "empty"},
		{"no network", &api.Response{Failure: api.Network}, api.ErrUnavailable, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := client(t).Tickets(usedesk.List{}).Read(test.response)
			require.ErrorIs(t, err, test.is)
			require.Contains(t, err.Error(), test.detail)
			require.NotContains(t, err.Error(), token)
		})
	}
}

func TestStatusNumbers(t *testing.T) {
	for id := int64(1); id <= 10; id++ {
		s := usedesk.StatusOf(id)
		require.Equal(t, id, s.ID)
		require.Contains(t, usedesk.StatusIDs([]helpdesk.State{s.State}), id)
	}
	require.Equal(t, helpdesk.Status{ID: 77, Title: "Status 77", State: helpdesk.Unknown}, usedesk.StatusOf(77))
}
