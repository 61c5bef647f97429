package usedesk_test

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
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
		{"a page", body(200, "<html>"), api.ErrProtocol, "instead.page"},
		{"text", body(200, "Fatal error"), api.ErrProtocol, "instead.text"},
		{"half a list", body(200, `[{"id":1},`), api.ErrProtocol, "instead.broken"},
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
