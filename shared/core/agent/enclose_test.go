package agent_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	act "deskside/shared/agent"
	"deskside/shared/api"
	"deskside/shared/core/agent"
	"deskside/shared/core/coretest"
	"deskside/shared/helpdesk"
	"deskside/shared/outbox"
)

func TestAFileGoesAlongWhereItsHelpdeskTakesIt(t *testing.T) {
	const room = 20_000_000
	for _, c := range []struct {
		name    string
		args    agent.EncloseArgs
		called  string
		refused string
	}{
		{"as it is", agent.EncloseArgs{System: "usedesk", Name: "a photo.jpg", Size: 1}, "a photo.jpg", ""},
		{"with a name that is no path", agent.EncloseArgs{System: "usedesk", Name: "../a:b.png", Size: 1}, "_a_b.png", ""},
		{"up to what there is room for", agent.EncloseArgs{System: "usedesk", Name: "a.zip", Size: 1, Taken: room - 1}, "a.zip", ""},
		{"not beyond it", agent.EncloseArgs{System: "usedesk", Name: "a.zip", Size: 2, Taken: room - 1}, "a.zip", "field.file_room"},
		{"not an empty one", agent.EncloseArgs{System: "useresponse", Name: "a.zip"}, "a.zip", "field.file_empty"},
		{"without an ending where that is no matter", agent.EncloseArgs{System: "usedesk", Name: "README", Size: 1}, "README", ""},
		{"not without an ending where it needs one", agent.EncloseArgs{System: "useresponse", Name: "README", Size: 1}, "README", "field.file_ending"},
		{"not without a name", agent.EncloseArgs{System: "usedesk", Name: "...", Size: 1}, "", "field.file_ending"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := coretest.Result[agent.EncloseResult](t, agent.Table(), "file.enclose", &c.args)
			require.Equal(t, c.called, got.Name)
			require.Equal(t, c.refused, string(got.Refused.ID))
		})
	}
}

func TestAMessageGoesWithAllOfItsFilesOrNotAtAll(t *testing.T) {
	files := []act.Enclosed{{ID: "one", Name: "first.txt", Size: 3}, {ID: "two", Name: "second.txt", Size: 3}}
	reply := act.Reply{Account: usedesk.ID, System: helpdesk.Usedesk, Ticket: 2992803, Source: "See both.", Files: files}
	create := act.Creation{
		Account: usedesk.ID, System: helpdesk.Usedesk, Type: "ticket", Source: "See both.", Files: files,
		Given: []helpdesk.Given{{Property: helpdesk.PropertySubject, Value: "Both"}, {Property: helpdesk.PropertyEmail, Value: "ada@example.test"}},
	}
	for _, m := range []struct {
		kind, path string
		wish       func(string) (outbox.Wish, error)
	}{
		{"a reply", "create/comment", reply.Wish},
		{"a new ticket", "create/ticket", create.Wish},
	} {
		for _, c := range []struct {
			name string
			lent []agent.HeldFile
			sent []string
		}{
			{"all are there", []agent.HeldFile{{ID: "two", Held: 2}, {ID: "one", Held: 1}}, []string{"first.txt", "second.txt"}},
			{"one is gone", []agent.HeldFile{{ID: "one", Held: 1}}, nil},
			{"one is empty", []agent.HeldFile{{ID: "one", Held: 1}, {ID: "two", Held: 3}}, nil},
		} {
			t.Run(m.kind+": "+c.name, func(t *testing.T) {
				th := newThread(t)
				var form string
				h := coretest.NewHost(func(at time.Time, r *api.Request) *api.Response {
					if strings.HasSuffix(r.URL, m.path) {
						form = string(r.Body)
						return coretest.Status(200, `{"status":"success","comment_id":900000001,"ticket_id":2992803}`)
					}
					return th.answer(at, r)
				})
				h.Holding = map[uint32][]byte{1: []byte("one"), 2: []byte("two")}
				o := &outbox.Outbox{}
				wish, err := m.wish("message-1")
				require.NoError(t, err)
				require.NoError(t, o.Add(wish, h.Now.UnixMilli()))
				parcel, err := (&agent.Parcel{Entry: o.Entries[0]}).MarshalMsg(nil)
				require.NoError(t, err)
				h.Run(t, agent.Table(), "outbox.send", &agent.SendActArgs{Accounts: []agent.Account{usedesk}, Entry: parcel, Files: c.lent})
				require.Equal(t, len(c.sent) > 0, form != "")
				at := 0
				for i, name := range c.sent {
					part := strings.Index(form[at:], `filename="`+name+`"`)
					require.GreaterOrEqual(t, part, 0, "in their order")
					require.Contains(t, form[at+part:], []string{"one", "two"}[i])
					at += part
				}
			})
		}
	}
}
