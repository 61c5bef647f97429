package usedesk_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
	"deskside/shared/usedesk"
)

func TestDirectoryRequests(t *testing.T) {
	c := client(t)
	body := func(r api.Request) string { return string(r.Body) }
	end := `"api_token":"` + token + `"}`
	require.Equal(t, `{"user_type":"admin","group_id":2,"query":"ана","user_id":3,`+end, body(c.Users(usedesk.UserList{Role: "admin", Group: 2, Query: "ана", ID: 3}).Request))
	require.Equal(t, `{`+end, body(c.Groups().Request))
	require.Equal(t, `{"query":"воз","offset":2,`+end, body(c.Tags(usedesk.TagList{Query: " воз", Offset: 2}).Request))
	require.Equal(t, `{`+end, body(c.Fields().Request))
	require.Equal(t, `{"client_id":5,`+end, body(c.Profile(5).Request))
	require.Equal(t, `{"email":"a@b.test",`+end, body(c.ProfileByEmail("a@b.test").Request))
	require.Equal(t, `{"query":"ann","search_type":"full_match","created_after":"2026-05-19 12:00","created_before":"2026-05-19 12:01","offset":1,`+end,
		body(c.Profiles(usedesk.ProfileList{Query: "ann", Whole: true, CreatedAfter: noon, CreatedBefore: noon + 1, Offset: 1}).Request))
	require.Equal(t, `{"accessible_for_agent_id":6339,"ticket_id":7,"properties":["sla"],`+end, body(c.TicketFor(7, 6339).Request))

	channels := c.Channels("web chat").Request
	require.Equal(t, "GET", channels.Method)
	require.Equal(t, "https://secure.usedesk.com/uapi/channels?channel_type=web%20chat", channels.URL)
	require.Empty(t, channels.Body)
	require.Contains(t, channels.Header, api.Header{Name: "Authorization", Value: "Bearer " + token})
}

func TestDirectoryInputsAreRefused(t *testing.T) {
	c := client(t)
	for name, problem := range map[string]*api.Error{
		"user_type": c.Users(usedesk.UserList{Role: "boss"}).Problem, "group_id": c.Users(usedesk.UserList{Group: -1}).Problem,
		"user_id": c.Users(usedesk.UserList{ID: -1}).Problem, "offset": c.Tags(usedesk.TagList{Offset: -1}).Problem,
		"client_id": c.Profile(0).Problem, "email": c.ProfileByEmail("nobody").Problem, "ticket_id": c.Ticket(0).Problem,
		"accessible_for_agent_id": c.TicketFor(1, 0).Problem, "created_after": c.Profiles(usedesk.ProfileList{CreatedAfter: -1}).Problem,
	} {
		require.ErrorIs(t, problem, api.ErrInvalid, name)
		require.Len(t, problem.Fields, 1)
		require.Equal(t, name, problem.Fields[0].Field)
	}
}
