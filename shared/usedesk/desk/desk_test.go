package desk_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/build/sandbox"
	"deskside/build/sandbox/sandboxtest"
	"deskside/shared/api"
	"deskside/shared/helpdesk"
	"deskside/shared/helpdesk/desktest"
	"deskside/shared/usedesk/desk"
)

func TestWhatCanBeWrittenIsWritten(t *testing.T) {
	at := sandboxtest.Open(t, sandbox.Options{})
	base, err := api.ParseBase(at.UsedeskURL)
	require.NoError(t, err)
	desktest.Writing(t, desktest.Account{Desk: desk.Desk{}, Access: helpdesk.Access{Base: base, Key: at.UsedeskToken}, Agent: 17063})
}

func TestWritesAreSentAsTheReferenceHasThem(t *testing.T) {
	base, err := api.ParseBase("https://secure.usedesk.com/uapi")
	require.NoError(t, err)
	c := desk.Desk{}.Client(helpdesk.Access{Base: base, Key: "token"})
	for _, test := range []struct {
		name, method, json string
		call               api.Call[int64]
	}{
		{"a reply says that it is one", "create/comment", `{"ticket_id":7,"message":"<p>Hi</p>","type":"public","from":"user","user_id":17063,"api_token":"token"}`,
			c.Reply(helpdesk.Reply{Ticket: 7, Body: "<p>Hi</p>", Agent: 17063})},
		{"a note", "create/comment", `{"ticket_id":7,"message":"<p>Hi</p>","type":"private","from":"user","api_token":"token"}`,
			c.Reply(helpdesk.Reply{Ticket: 7, Body: "<p>Hi</p>", Private: true})},
		{"a status", "update/ticket", `{"status":2,"ticket_id":7,"user_id":17063,"api_token":"token"}`,
			c.Change(helpdesk.Change{Ticket: 7, Property: helpdesk.PropertyStatus, Value: "2", Agent: 17063})},
		{"an assignee", "update/ticket", `{"assignee_id":5,"silent":1,"ticket_id":7,"api_token":"token"}`,
			c.Change(helpdesk.Change{Ticket: 7, Property: helpdesk.PropertyAssignee, Value: "5"})},
		{"a tag that is to be there, too", "update/ticket", `{"tag":"vip","silent":1,"ticket_id":7,"api_token":"token"}`,
			c.Change(helpdesk.Change{Ticket: 7, Property: helpdesk.PropertyTags, Value: "vip"})},
		{"nobody, which has a word of its own", "update/ticket", `{"assignee_id":"null","silent":1,"ticket_id":7,"api_token":"token"}`,
			c.Change(helpdesk.Change{Ticket: 7, Property: helpdesk.PropertyAssignee})},
	} {
		t.Run(test.name, func(t *testing.T) {
			require.Nil(t, test.call.Problem)
			require.Equal(t, "https://secure.usedesk.com/uapi/"+test.method, test.call.Request.URL)
			require.JSONEq(t, test.json, string(test.call.Request.Body))
		})
	}
}
