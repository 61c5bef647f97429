package usedesk_test

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
	"deskside/shared/api/apitest"
	"deskside/shared/usedesk"
)

func TestWritesAreSentExactlyAndNeverTwice(t *testing.T) {
	c := client(t)
	for _, test := range []struct {
		name, method, json string
		call               api.Call[int64]
	}{
		{"a public comment", "create/comment", `{"ticket_id":7,"message":"<p>Hi</p>","type":"public"}`,
			c.CreateComment(usedesk.NewComment{Ticket: 7, Message: "<p>Hi</p>", Visibility: usedesk.Public})},
		{"a private comment with all there is", "create/comment",
			`{"ticket_id":7,"message":"x","type":"private","from":"user","user_id":17063,"cc":["a@b.test"],"bcc":["c@d.test","e@f.test"]}`,
			c.CreateComment(usedesk.NewComment{Ticket: 7, Message: "x", Visibility: usedesk.Private, From: usedesk.FromAgent, Agent: 17063,
				CC: []string{"a@b.test"}, BCC: []string{"c@d.test", "e@f.test"}})},
		{"a comment as recorded", "create/comment", recorded(t, "create-comment.request.json"),
			c.CreateComment(usedesk.NewComment{Ticket: 2992803, Message: "<p>Отправили ещё раз ✉️</p>", Visibility: usedesk.Public, From: usedesk.FromAgent, Agent: 17063})},
		{"an update as recorded", "update/ticket", recorded(t, "update-ticket.request.json"),
			c.UpdateTicket(usedesk.Update{Ticket: 2992803, Status: 2, Priority: "low", Tags: []string{"Important", "done"}, Agent: 17063, Silent: true,
				Fields: []usedesk.FieldEntry{{Field: 4704, Value: "true"}, {Field: 2410, Value: "39"}}})},
		{"an update that takes the assignment away", "update/ticket", `{"assignee_id":"null","group_id":"null","ticket_id":7}`,
			c.UpdateTicket(usedesk.Update{Ticket: 7, Assignee: usedesk.Nobody, Group: usedesk.Nobody})},
		{"an update of the rest", "update/ticket", `{"subject":"S","client_id":15341,"assignee_id":17063,"group_id":6216,"type":"task","ticket_id":7}`,
			c.UpdateTicket(usedesk.Update{Ticket: 7, Subject: "S", Client: 15341, Assignee: 17063, Group: 6216, Type: "task"})},
		{"the smallest ticket", "create/ticket", `{"subject":"S","message":"M","client_email":"a@b.test"}`,
			c.CreateTicket(usedesk.NewTicket{Subject: "S", Message: "M", Email: "a@b.test"})},
		{"a ticket with all there is", "create/ticket",
			`{"subject":"S","message":"M","client_id":"new_client","client_name":"N","client_email":"a@b.test","client_phone":"1","company_name":"C",` +
				`"private_comment":"true","type":"problem","priority":"extreme","status":1,"tag":"a, b","field_id":"3570","field_value":"x",` +
				`"assignee_id":1,"group_id":2,"channel_id":3,"from":"client","user_id":4,"additional_id":"k"}`,
			c.CreateTicket(usedesk.NewTicket{Subject: "S", Message: "M", NewClient: true, Name: "N", Email: "a@b.test", Phone: "1", Company: "C",
				Private: true, Type: "problem", Priority: "extreme", Status: 1, Tags: []string{"a", "b"}, Fields: []usedesk.FieldEntry{{Field: 3570, Value: "x"}},
				Assignee: 1, Group: 2, Channel: 3, From: usedesk.FromClient, Agent: 4, AdditionalID: "k"})},
		{"a ticket of a known client", "create/ticket", `{"subject":"S","message":"M","client_id":15341}`,
			c.CreateTicket(usedesk.NewTicket{Subject: "S", Message: "M", Client: 15341})},
	} {
		t.Run(test.name, func(t *testing.T) {
			require.Nil(t, test.call.Problem)
			require.Equal(t, "https://secure.usedesk.com/uapi/"+test.method, test.call.Request.URL)
			require.JSONEq(t, strings.TrimSuffix(test.json, "}")+`,"api_token":"`+token+`"}`, string(test.call.Request.Body))
			require.NotContains(t, string(test.call.Request.Body), ":null")
			require.False(t, test.call.Request.Repeatable)
		})
	}
	var once []string
	for _, op := range usedesk.Operations() {
		if !op.Repeatable() {
			once = append(once, op.Name)
		}
	}
	require.Equal(t, []string{"usedesk.create_ticket", "usedesk.update_ticket", "usedesk.create_comment"}, once)
}

// recorded is a recorded request without its token.
func recorded(t *testing.T, file string) string {
	body, err := os.ReadFile("testdata/" + file)
	require.NoError(t, err)
	return strings.Replace(strings.TrimSpace(string(body)), `"api_token": "`+strings.Repeat("0", 40)+`",`, "", 1)
}

func TestWritesAreRefusedBeforeTheyAreSent(t *testing.T) {
	c := client(t)
	fields := func(call api.Call[int64]) (names []string) {
		require.ErrorIs(t, call.Problem, api.ErrInvalid)
		require.Empty(t, call.Request.URL)
		for _, f := range call.Problem.Fields {
			names = append(names, f.Field)
			require.NotEmpty(t, f.Say.ID)
		}
		return names
	}
	require.Equal(t, []string{"ticket_id", "message", "type"}, fields(c.CreateComment(usedesk.NewComment{})))
	require.Equal(t, []string{"type", "from", "user_id", "cc", "bcc"}, fields(c.CreateComment(usedesk.NewComment{
		Ticket: 1, Message: "x", Visibility: "internal", From: "me", Agent: -1, CC: []string{"a@b.test, c@d.test"}, BCC: []string{"Ann"}})))
	require.Equal(t, []string{"subject", "message", "client_id"}, fields(c.CreateTicket(usedesk.NewTicket{Subject: " "})))
	require.Equal(t, []string{"message", "client_id", "client_email", "type", "priority", "status", "tag", "field_id", "field_value", "assignee_id", "group_id", "channel_id", "from", "user_id"},
		fields(c.CreateTicket(usedesk.NewTicket{Subject: "S", Message: strings.Repeat("x", 64<<10+1), Client: 1, NewClient: true, Email: "no", Type: "bug",
			Priority: "high", Status: 11, Tags: []string{"a,b"}, Fields: []usedesk.FieldEntry{{Value: "1;2"}}, Assignee: -1, Group: -1, Channel: -1,
			From: usedesk.FromTrigger, Agent: -1})))
	require.Equal(t, []string{"ticket_id"}, fields(c.UpdateTicket(usedesk.Update{Ticket: 7, Silent: true})), "nothing would change")
	require.Equal(t, []string{"subject", "client_id", "assignee_id", "group_id", "type", "ticket_id", "user_id"},
		fields(c.UpdateTicket(usedesk.Update{Subject: " ", Client: -2, Assignee: -2, Group: -2, Type: "bug", Agent: -1})))
}

func TestOutcomesOfWritesAreRead(t *testing.T) {
	c := client(t)
	comment := c.CreateComment(usedesk.NewComment{Ticket: 7, Message: "x", Visibility: usedesk.Public})
	update := c.UpdateTicket(usedesk.Update{Ticket: 7, Status: 2})
	made := c.CreateTicket(usedesk.NewTicket{Subject: "S", Message: "M", Client: 1})
	id, err := comment.Read(answer(t, 200, "create-comment.json"))
	require.NoError(t, err)
	require.Equal(t, int64(2658291), id)
	id, err = update.Read(answer(t, 200, "update-ticket.json"))
	require.NoError(t, err)
	require.Equal(t, int64(2992803), id)
	id, err = made.Read(answer(t, 200, "create-ticket.json"))
	require.NoError(t, err)
	require.Equal(t, int64(2992804), id)
	for _, test := range []struct {
		name, body string
		is         error
		detail     string
	}{
		{"a status that is no success", `{"status":"error","message":"No such field"}`, api.ErrInvalid, "No such field"},
		{"an answer without a status", `{"comment_id":5}`, api.ErrProtocol, ""},
		{"a success without a number", `{"status":"success"}`, api.ErrProtocol, ""},
		{"an error member that is true", `{"error":true,"message":"No"}`, api.ErrInvalid, "No"},
		{"an error member that is an object", `{"error":{"message":"Bad ` + token + `"},"code":"115"}`, api.ErrForbidden, "Bad [key]"},
	} {
		_, err := comment.Read(&api.Response{Status: 200, Body: []byte(test.body)})
		require.ErrorIs(t, err, test.is, test.name)
		require.Contains(t, err.Error(), test.detail, test.name)
		require.NotContains(t, err.Error(), token)
	}
	id, err = update.Read(&api.Response{Status: 200, Body: []byte(`{"status":"success"}`)})
	require.NoError(t, err)
	require.Equal(t, int64(7), id, "the answer need not repeat the ticket")
	for _, silent := range []*api.Response{{Status: 204}, {Status: 200}} {
		id, err = update.Read(silent)
		require.NoError(t, err, "no body is success without a payload")
		require.Equal(t, int64(7), id)
		id, err = comment.Read(silent)
		require.NoError(t, err)
		require.Zero(t, id, "what was made is not known")
	}
	_, err = comment.Read(&api.Response{Status: 502})
	require.ErrorIs(t, err, api.ErrUnavailable)
}

func FuzzReadOutcomes(f *testing.F) {
	c := client(f)
	fuzzReading(f, []string{"create-", "update-"}, apitest.As(c.CreateTicket(usedesk.NewTicket{Subject: "S", Message: "M", Client: 1})),
		apitest.As(c.UpdateTicket(usedesk.Update{Ticket: 1, Status: 2})), apitest.As(c.CreateComment(usedesk.NewComment{Ticket: 1, Message: "M", Visibility: usedesk.Public})))
}
