package desk_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/build/sandbox"
	"deskside/build/sandbox/sandboxtest"
	"deskside/shared/api"
	"deskside/shared/api/transport"
	"deskside/shared/helpdesk"
	"deskside/shared/helpdesk/desktest"
	"deskside/shared/useresponse/desk"
)

func TestWhatCanBeWrittenIsWritten(t *testing.T) {
	at := sandboxtest.Open(t, sandbox.Options{})
	base, err := api.ParseBase(at.UseResponseURL)
	require.NoError(t, err)
	desktest.Writing(t, desktest.Account{Desk: desk.Desk{}, Access: helpdesk.Access{Base: base, Key: at.Keys.Agent}})
}

func TestACustomerChangesNoTicket(t *testing.T) {
	at := sandboxtest.Open(t, sandbox.Options{})
	base, err := api.ParseBase(at.UseResponseURL)
	require.NoError(t, err)
	c := desk.Desk{}.Client(helpdesk.Access{Base: base, Key: at.Keys.User})
	_, err = transport.Do(t.Context(), http.DefaultClient, c.Change(helpdesk.Change{Ticket: 1, Property: helpdesk.PropertyStatus, Value: "1"}))
	require.ErrorIs(t, err, api.ErrForbidden)
}

func TestWritesAreSentAsTheReferenceHasThem(t *testing.T) {
	base, err := api.ParseBase("https://help.example.test")
	require.NoError(t, err)
	c := desk.Desk{}.Client(helpdesk.Access{Base: base, Key: "key"})
	for _, test := range []struct {
		name, line, json string
		call             api.Call[int64]
	}{
		{"a reply", "POST comments.json", `{"object_id":7,"content":"[b]Hi[/b]"}`, c.Reply(helpdesk.Reply{Ticket: 7, Body: "[b]Hi[/b]", Agent: 5})},
		{"a note", "POST comments.json", `{"object_id":7,"content":"Hi","is_private":1}`, c.Reply(helpdesk.Reply{Ticket: 7, Body: "Hi", Private: true})},
		{"a status", "PUT objects/7.json", `{"status_id":42}`, c.Change(helpdesk.Change{Ticket: 7, Property: helpdesk.PropertyStatus, Value: "42"})},
		{"an assignee", "PUT objects/7.json", `{"responsible_id":5}`, c.Change(helpdesk.Change{Ticket: 7, Property: helpdesk.PropertyAssignee, Value: "5"})},
		{"tags, which replace those there are", "PUT objects/7.json", `{"tags":["a, b","vip"]}`, c.Change(helpdesk.Change{Ticket: 7, Property: helpdesk.PropertyTags, Value: "a, b\nvip"})},
		{"no tag", "PUT objects/7.json", `{"tags":[]}`, c.Change(helpdesk.Change{Ticket: 7, Property: helpdesk.PropertyTags})},
		{"a message", "POST comments/9/edit.json", `{"content":"[b]Hi[/b]"}`, c.Change(helpdesk.Change{Ticket: 7, Property: "body@9", Value: "[b]Hi[/b]"})},
		{"a message that takes more than BBCode", "POST comments/9/edit.json", `{"content":"<h3>Hi</h3>","treat_as_html":1}`, c.Change(helpdesk.Change{Ticket: 7, Property: "body@9", Value: "[h3]Hi[/h3]"})},
		{"a post that everybody may read", "POST topic/7/approve.json", ``, c.Change(helpdesk.Change{Ticket: 7, Property: helpdesk.PropertyReview, Value: "published"})},
		{"a post that nobody is to read", "POST topic/7/decline.json", `{"reason":"Advertising"}`, c.Change(helpdesk.Change{Ticket: 7, Property: helpdesk.PropertyReview, Value: "declined\nAdvertising"})},
		{"a comment that everybody may read", "POST comment/9/approve.json", ``, c.Change(helpdesk.Change{Ticket: 7, Property: "review@9", Value: "published"})},
		{"a comment that nobody is to read, for no reason", "POST comment/9/decline.json", `{}`, c.Change(helpdesk.Change{Ticket: 7, Property: "review@9", Value: "declined"})},
		{"nobody", "PUT objects/7.json", `{"responsible_id":0}`, c.Change(helpdesk.Change{Ticket: 7, Property: helpdesk.PropertyAssignee})},
	} {
		t.Run(test.name, func(t *testing.T) {
			require.Nil(t, test.call.Problem)
			r := test.call.Request
			require.Equal(t, test.line, r.Method+" "+r.URL[len("https://help.example.test/api/7.0/"):])
			if test.json == "" {
				require.Empty(t, r.Body)
			} else {
				require.JSONEq(t, test.json, string(r.Body))
			}
			require.Contains(t, r.Header, api.Header{Name: "Authorization", Value: "key"})
		})
	}
}
