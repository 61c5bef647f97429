package usedesk_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
	"deskside/shared/helpdesk"
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

func TestUsersAreRead(t *testing.T) {
	users, err := client(t).Users(usedesk.UserList{}).Read(answer(t, 200, "users.json"))
	require.NoError(t, err)
	require.Equal(t, []usedesk.User{
		{ID: 17063, Name: "Иван Петров", Email: "ivan@example.test", Role: "employee", ChatOnline: true, Groups: []usedesk.Group{{ID: 6216, Name: "Группа 1"}}},
		{ID: 6339, Name: "Ana Souza", Email: "ana@example.test", Position: "Lead", Role: "admin", Phone: "+10000000000", Online: true},
	}, users)
}

func TestGroupsAreRead(t *testing.T) {
	groups, err := client(t).Groups().Read(answer(t, 200, "groups.json"))
	require.NoError(t, err)
	require.Equal(t, []usedesk.Group{{ID: 6216, Name: "Группа 1", Users: []usedesk.User{
		{ID: 17063, Name: "Иван Петров", Email: "ivan@example.test", Role: "employee"}}}}, groups)
}

func TestTagsAreRead(t *testing.T) {
	tags, err := client(t).Tags(usedesk.TagList{}).Read(answer(t, 200, "tags.json"))
	require.NoError(t, err)
	require.Equal(t, []usedesk.Tag{{130, "Important", 2}, {374, "возврат", 25}}, tags)
}

func TestFieldsAreRead(t *testing.T) {
	fields, err := client(t).Fields().Read(answer(t, 200, "ticket-fields.json"))
	require.NoError(t, err)
	require.Equal(t, []usedesk.Field{
		{ID: 3570, Kind: usedesk.TextField, Name: "Note", Active: true},
		{ID: 2410, Kind: usedesk.ListField, Name: "Reason", Active: true, Options: []usedesk.Option{{ID: 39, Value: "Возврат"}}},
		{ID: 4704, Kind: usedesk.CheckboxField, Name: "Подписка активна", Active: true},
	}, fields)
	nested, err := client(t).Fields().Read(&api.Response{Status: 200, Body: []byte(
		`[{"custom_field":{"id":"5","ticket_field_type_id":"4","parent_field_id":2},"field_options":[{"id":9,"parent_option_id":["3",4]},{"id":10,"parent_option_id":3}]}]`)})
	require.NoError(t, err)
	require.Equal(t, []usedesk.Field{{ID: 5, Kind: usedesk.NestedField, Parent: 2, Options: []usedesk.Option{{ID: 9, Parents: []int64{3, 4}}, {ID: 10, Parents: []int64{3}}}}}, nested)
}

func TestChannelsAreRead(t *testing.T) {
	channels, err := client(t).Channels("").Read(answer(t, 200, "channels.json"))
	require.NoError(t, err)
	require.Equal(t, []usedesk.Channel{{123, "help@example.test", "email"}, {124, "Чат сайта", "chat"}}, channels)
}

func TestClientsAreRead(t *testing.T) {
	body := `{"client":{"id":"5","name":"Ann","company":"C","position":null,"note":"n"},"emails":[{"email":"a@b.test"},"c@d.test"],` +
		`"phones":[{"type":"mobile","phone":1555}],"messengers":[{"type":"telegram","identifier":"@ann"}],"tickets":[7,"8",{"id":9}]}`
	want := usedesk.Profile{ID: 5, Name: "Ann", Company: "C", Note: "n", Emails: []string{"a@b.test", "c@d.test"},
		Phones: []usedesk.Contact{{"mobile", "1555"}}, Messengers: []usedesk.Contact{{"telegram", "@ann"}}, Tickets: []int64{7, 8, 9}}
	for _, text := range []string{"[" + body + "]", body} {
		got, err := client(t).Profile(5).Read(&api.Response{Status: 200, Body: []byte(text)})
		require.NoError(t, err)
		require.Equal(t, want, got)
	}
	for _, text := range []string{"[]", "{}", "null", `[{"client":{}}]`} {
		_, err := client(t).Profile(5).Read(&api.Response{Status: 200, Body: []byte(text)})
		require.ErrorIs(t, err, api.ErrProtocol, text)
	}
	within, err := client(t).Profile(5).Read(&api.Response{Status: 200, Body: []byte(
		`[{"client":{"id":5,"name":"Ann","position":null,"note":null,"tickets":[7],"emails":[{"id":2,"email":"a@b.test","status":""}],"phones":[]},` +
			`"emails":[null],"phones":[],"messengers":[]}]`)})
	require.NoError(t, err)
	require.Equal(t, usedesk.Profile{ID: 5, Name: "Ann", Emails: []string{"a@b.test"}, Tickets: []int64{7}}, within, "what stands within the client counts")
	listed, err := client(t).Profiles(usedesk.ProfileList{}).Read(&api.Response{Status: 200, Body: []byte(
		`[{"id":5,"name":"Ann","tickets":[7],"emails":[],"phone":"1555"},null]`)})
	require.NoError(t, err)
	require.Equal(t, []usedesk.Profile{{ID: 5, Name: "Ann", Tickets: []int64{7}, Phones: []usedesk.Contact{{Value: "1555"}}}}, listed)
	listed, err = client(t).Profiles(usedesk.ProfileList{}).Read(&api.Response{Status: 200, Body: []byte(
		`[{"id":1,"name":"Shop","emails":"a@b.test, c@d.test","phone":null,"tickets":[1]},{"id":16,"name":"G","emails":null,"phone":null,"tickets":[]}]`)})
	require.NoError(t, err)
	require.Equal(t, []usedesk.Profile{{ID: 1, Name: "Shop", Emails: []string{"a@b.test", "c@d.test"}, Tickets: []int64{1}}, {ID: 16, Name: "G"}}, listed)
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
