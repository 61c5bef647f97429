package usedesk_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"deskside/build/sandbox"
	"deskside/shared/api"
	"deskside/shared/api/transport"
	"deskside/shared/helpdesk"
	"deskside/shared/usedesk"
)

// company is a sandbox that answers over HTTP, and a client of it.
type company struct {
	usedesk.Client
	web     *httptest.Server
	at      sandbox.Endpoints
	base    api.Base
	now     time.Time
	records []sandbox.Record
}

func open(t *testing.T, change ...func(*sandbox.Options)) *company {
	t.Helper()
	o := &company{now: time.Date(2026, 5, 19, 12, 0, 0, 0, time.UTC)}
	options := sandbox.Options{Now: func() time.Time { return o.now }, OnRequest: func(r sandbox.Record) { o.records = append(o.records, r) }}
	for _, one := range change {
		one(&options)
	}
	server, err := sandbox.Open(context.Background(), options)
	require.NoError(t, err)
	o.web = httptest.NewServer(server)
	t.Cleanup(func() {
		o.web.Close()
		require.NoError(t, server.Close())
	})
	o.at = server.Endpoints(o.web.URL)
	o.base, err = api.ParseBase(o.at.UsedeskURL)
	require.NoError(t, err)
	o.Client = usedesk.New(o.base, o.at.UsedeskToken)
	return o
}

// standing is a clock in which pauses take no time.
type standing struct{}

func (standing) Sleep(context.Context, time.Duration) error { return nil }

func (standing) Deadline(ctx context.Context, _ time.Duration) (context.Context, context.CancelFunc) {
	return context.WithCancel(ctx)
}

func send[T any](o *company, call api.Call[T]) (T, error) {
	return transport.Do(context.Background(), o.web.Client(), call, transport.WithClock(standing{}))
}

func sent[T any](t *testing.T, o *company, call api.Call[T]) T {
	t.Helper()
	value, err := send(o, call)
	require.NoError(t, err)
	return value
}

// raw posts parameters as they are and decodes a list of tickets, or reports
// that the sandbox refused them.
func (o *company) raw(t *testing.T, parameters map[string]any) (tickets []listed, refused bool) {
	t.Helper()
	body := map[string]any{"api_token": o.at.UsedeskToken}
	for name, value := range parameters {
		body[name] = value
	}
	text, err := json.Marshal(body)
	require.NoError(t, err)
	response, err := o.web.Client().Post(o.at.UsedeskURL+"/tickets", "application/json", strings.NewReader(string(text)))
	require.NoError(t, err)
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, true
	}
	require.NoError(t, json.NewDecoder(response.Body).Decode(&tickets))
	return tickets, false
}

// everyMethod sends each method with good input; the names are those of the
// operation table.
func everyMethod(t *testing.T, o *company) map[string]func(t *testing.T) {
	first := sent(t, o, o.Tickets(usedesk.List{Sort: "id", Ascending: true}))[0]
	return map[string]func(t *testing.T){
		"usedesk.tickets": func(t *testing.T) {
			require.Len(t, sent(t, o, o.Tickets(usedesk.List{})), usedesk.PageSize)
		},
		"usedesk.ticket": func(t *testing.T) {
			one := sent(t, o, o.TicketFor(first.ID, 6339))
			require.Equal(t, first.Subject, one.Ticket.Subject)
			require.Equal(t, first.Tags, one.Ticket.Tags)
			require.Equal(t, first.Created, one.Ticket.Created)
			require.Equal(t, "write", one.Ticket.Rights)
			require.NotEmpty(t, one.Comments)
			require.Empty(t, sent(t, o, o.Ticket(first.ID)).Ticket.Rights, "rights are said only when asked for")
		},
		"usedesk.create_ticket": func(t *testing.T) {
			id := sent(t, o, o.CreateTicket(usedesk.NewTicket{Subject: "Сломана молния", Message: "<p>It does not close</p>", Name: "Nora", Email: "nora@example.test",
				Tags: []string{"repair", "VIP"}, Priority: "urgent", Type: "problem", Channel: 123, Assignee: 17063, Group: 6216, Status: 5,
				Fields: []usedesk.FieldEntry{{Field: 4704, Value: "true"}, {Field: 2410, Value: "41"}}, Private: true}))
			one := sent(t, o, o.Ticket(id))
			require.Equal(t, "Сломана молния", one.Ticket.Subject)
			require.Equal(t, helpdesk.Priority("urgent"), one.Ticket.Priority)
			require.Equal(t, helpdesk.Hold, one.Ticket.Status.State)
			require.Equal(t, []int64{123, 17063, 6216}, []int64{one.Ticket.Channel, one.Ticket.Assignee.ID, one.Ticket.Group})
			require.ElementsMatch(t, []string{"repair", "VIP"}, one.Ticket.Tags)
			require.ElementsMatch(t, []helpdesk.Field{{ID: 4704, Value: "1"}, {ID: 2410, Value: "41"}}, one.Ticket.Fields)
			require.True(t, one.Comments[0].Private)
			require.Equal(t, "Nora", sent(t, o, o.ProfileByEmail("nora@example.test")).Name)
		},
		"usedesk.update_ticket": func(t *testing.T) {
			id := sent(t, o, o.CreateTicket(usedesk.NewTicket{Subject: "S", Message: "M", Client: first.Client.ID}))
			state := func() helpdesk.Ticket { return sent(t, o, o.Ticket(id)).Ticket }
			sent(t, o, o.UpdateTicket(usedesk.Update{Ticket: id, Tags: []string{"one"}, Silent: true}))
			require.Equal(t, helpdesk.New, state().Status.State, "a silent change leaves a new ticket new")
			require.Equal(t, id, sent(t, o, o.UpdateTicket(usedesk.Update{Ticket: id, Assignee: 17063, Group: 6216, Tags: []string{"two"}, Priority: "low", Subject: "T"})))
			got := state()
			require.Equal(t, helpdesk.Open, got.Status.State)
			require.Equal(t, []int64{17063, 6216}, []int64{got.Assignee.ID, got.Group})
			require.Equal(t, []string{"one", "two"}, got.Tags)
			require.Equal(t, "T", got.Subject)
			sent(t, o, o.UpdateTicket(usedesk.Update{Ticket: id, Assignee: usedesk.Nobody, Group: usedesk.Nobody, Status: 3}))
			got = state()
			require.Equal(t, []int64{0, 0}, []int64{got.Assignee.ID, got.Group})
			require.Equal(t, helpdesk.Closed, got.Status.State)
			changes := sent(t, o, o.Ticket(id)).Changes
			require.Equal(t, helpdesk.Closed, changes[len(changes)-1].After.State)
		},
		"usedesk.create_comment": func(t *testing.T) {
			for _, seen := range []usedesk.Visibility{usedesk.Public, usedesk.Private} {
				id := sent(t, o, o.CreateComment(usedesk.NewComment{Ticket: first.ID, Message: "<p>Привет ✉️</p>", Visibility: seen, Agent: 17063, CC: []string{"a@b.test"}}))
				var found bool
				for _, comment := range sent(t, o, o.Ticket(first.ID)).Comments {
					if comment.ID == id {
						found = true
						require.Equal(t, seen == usedesk.Private, comment.Private)
						require.Equal(t, "<p>Привет ✉️</p>", comment.Body.Source)
						require.Equal(t, int64(17063), comment.Author.ID)
						require.Equal(t, helpdesk.AgentSide, comment.Side)
					}
				}
				require.True(t, found)
			}
		},
		"usedesk.users": func(t *testing.T) {
			require.Len(t, sent(t, o, o.Users(usedesk.UserList{})), 5)
			for _, test := range []struct {
				list usedesk.UserList
				ids  []int64
			}{
				{usedesk.UserList{Role: "support"}, []int64{17240}}, {usedesk.UserList{Group: 6216}, []int64{6339, 17063, 17120}},
				{usedesk.UserList{Query: "marek"}, []int64{17188}}, {usedesk.UserList{ID: 6339}, []int64{6339}},
			} {
				var ids []int64
				for _, u := range sent(t, o, o.Users(test.list)) {
					ids = append(ids, u.ID)
				}
				require.Equal(t, test.ids, ids)
			}
		},
		"usedesk.groups": func(t *testing.T) {
			groups := sent(t, o, o.Groups())
			require.Len(t, groups, 3)
			require.Len(t, groups[0].Users, 3)
		},
		"usedesk.tags": func(t *testing.T) {
			require.Equal(t, "возврат", sent(t, o, o.Tags(usedesk.TagList{Query: "Возв"}))[0].Name)
			require.Empty(t, sent(t, o, o.Tags(usedesk.TagList{Offset: 9})))
		},
		"usedesk.ticket_fields": func(t *testing.T) {
			fields := sent(t, o, o.Fields())
			require.Len(t, fields, 4)
			require.Equal(t, []int64{60}, fields[3].Options[2].Parents)
		},
		"usedesk.channels": func(t *testing.T) {
			require.Len(t, sent(t, o, o.Channels("")), 6)
			require.Len(t, sent(t, o, o.Channels("email")), 2)
		},
		"usedesk.client": func(t *testing.T) {
			profile := sent(t, o, o.Profile(first.Client.ID))
			require.Equal(t, first.Client.Name, profile.Name)
			require.Contains(t, profile.Tickets, first.ID)
			require.Equal(t, profile.ID, sent(t, o, o.ProfileByEmail(profile.Emails[0])).ID)
		},
		"usedesk.clients": func(t *testing.T) {
			require.Len(t, sent(t, o, o.Profiles(usedesk.ProfileList{})), usedesk.PageSize)
			email := sent(t, o, o.Profile(first.Client.ID)).Emails[0]
			found := sent(t, o, o.Profiles(usedesk.ProfileList{Query: email, Whole: true, CreatedBefore: o.now.Unix()}))
			require.Len(t, found, 1)
			require.Equal(t, first.Client.Name, found[0].Name)
			require.Equal(t, []string{email}, found[0].Emails)
			require.Empty(t, sent(t, o, o.Profiles(usedesk.ProfileList{Query: email[1:], Whole: true})))
			require.NotEmpty(t, sent(t, o, o.Profiles(usedesk.ProfileList{Query: email[1:]})))
		},
	}
}

func TestEveryMethodWorksOverHTTP(t *testing.T) {
	o := open(t)
	for name, try := range everyMethod(t, o) {
		o.now = o.now.Add(time.Minute)
		t.Run(name, try)
	}
}

func TestEveryRefusalIsUnderstoodInBothErrorModes(t *testing.T) {
	for _, mode := range []struct {
		name   string
		always bool
	}{{"errors with their own status", false}, {"errors with status 200", true}} {
		t.Run(mode.name, func(t *testing.T) {
			o := open(t, func(options *sandbox.Options) { options.ErrorsAsHTTP200 = mode.always })
			stranger := usedesk.New(o.base, "wrong-token")
			first := sent(t, o, o.Tickets(usedesk.List{Channels: []int64{123}}))[0].ID
			fail := func(_ any, err error) error { return err }
			write := usedesk.NewTicket{Subject: "S", Message: "M", Client: 1}
			field := usedesk.Update{Ticket: first, Fields: []usedesk.FieldEntry{{Field: 1, Value: "x"}}}
			option := usedesk.Update{Ticket: first, Fields: []usedesk.FieldEntry{{Field: 2410, Value: "Nothing"}}}
			for _, test := range []struct {
				name string
				err  error
				is   error
				says string
			}{
				{"a wrong token for tickets", fail(send(o, stranger.Tickets(usedesk.List{}))), api.ErrUnauthorized, "Invalid token"},
				{"a wrong token for a ticket", fail(send(o, stranger.Ticket(first))), api.ErrUnauthorized, "Invalid token"},
				{"a wrong token for a new ticket", fail(send(o, stranger.CreateTicket(write))), api.ErrUnauthorized, "Invalid token"},
				{"a wrong token for an update", fail(send(o, stranger.UpdateTicket(usedesk.Update{Ticket: first, Status: 1}))), api.ErrUnauthorized, "Invalid token"},
				{"a wrong token for a comment", fail(send(o, stranger.CreateComment(usedesk.NewComment{Ticket: first, Message: "x", Visibility: usedesk.Public}))), api.ErrUnauthorized, "Invalid token"},
				{"a wrong token for users", fail(send(o, stranger.Users(usedesk.UserList{}))), api.ErrUnauthorized, "Invalid token"},
				{"a wrong token for groups", fail(send(o, stranger.Groups())), api.ErrUnauthorized, "Invalid token"},
				{"a wrong token for tags", fail(send(o, stranger.Tags(usedesk.TagList{}))), api.ErrUnauthorized, "Invalid token"},
				{"a wrong token for fields", fail(send(o, stranger.Fields())), api.ErrUnauthorized, "Invalid token"},
				{"a wrong token for channels", fail(send(o, stranger.Channels(""))), api.ErrUnauthorized, "Invalid token"},
				{"a wrong token for a client", fail(send(o, stranger.Profile(1))), api.ErrUnauthorized, "Invalid token"},
				{"a wrong token for clients", fail(send(o, stranger.Profiles(usedesk.ProfileList{}))), api.ErrUnauthorized, "Invalid token"},
				{"an unknown ticket", fail(send(o, o.Ticket(1))), api.ErrNotFound, "Ticket not found"},
				{"an update of an unknown ticket", fail(send(o, o.UpdateTicket(usedesk.Update{Ticket: 1, Status: 1}))), api.ErrNotFound, "Ticket not found"},
				{"a comment on an unknown ticket", fail(send(o, o.CreateComment(usedesk.NewComment{Ticket: 1, Message: "x", Visibility: usedesk.Public}))), api.ErrNotFound, "Ticket not found"},
				{"an unknown client", fail(send(o, o.Profile(1))), api.ErrNotFound, "Client not found"},
				{"a ticket of a channel without rights", fail(send(o, o.TicketFor(first, 17188))), api.ErrForbidden, "No access"},
				{"an unknown agent's view of the list", fail(send(o, o.Tickets(usedesk.List{AccessibleFor: 5}))), api.ErrInvalid, "there is no agent 5"},
				{"an unknown agent's view of a ticket", fail(send(o, o.TicketFor(first, 5))), api.ErrInvalid, "there is no agent 5"},
				{"an unknown assignee", fail(send(o, o.UpdateTicket(usedesk.Update{Ticket: first, Assignee: 5}))), api.ErrInvalid, "assignee_id: there is no 5"},
				{"an unknown group", fail(send(o, o.UpdateTicket(usedesk.Update{Ticket: first, Group: 5}))), api.ErrInvalid, "group_id: there is no 5"},
				{"an unknown field", fail(send(o, o.UpdateTicket(field))), api.ErrInvalid, "there is no field 1"},
				{"an unknown option", fail(send(o, o.UpdateTicket(option))), api.ErrInvalid, "no option"},
				{"a new ticket of an unknown client", fail(send(o, o.CreateTicket(write))), api.ErrInvalid, "there is no client 1"},
				{"a comment by an unknown agent", fail(send(o, o.CreateComment(usedesk.NewComment{Ticket: first, Message: "x", Visibility: usedesk.Public, Agent: 5}))), api.ErrInvalid, "there is no user 5"},
			} {
				require.ErrorIs(t, test.err, test.is, test.name)
				require.ErrorContains(t, test.err, test.says, test.name)
				require.ErrorContains(t, test.err, "usedesk.", test.name)
			}

			for range 10 {
				sent(t, o, o.Tickets(usedesk.List{Query: "tent"}))
			}
			_, err := send(o, o.Tickets(usedesk.List{Query: "tent"}))
			require.ErrorIs(t, err, api.ErrRateLimited)
			require.Equal(t, time.Minute, err.(*api.Error).RetryAfter, "the eleventh search waits for the minute to pass")
			sent(t, o, o.Tickets(usedesk.List{}))

			before := len(o.records)
			_, err = send(o, o.Tickets(usedesk.List{Offset: -1}))
			require.ErrorIs(t, err, api.ErrInvalid)
			require.Len(t, o.records, before, "what is known to be wrong is not sent")
		})
	}
}

func TestSearchFindsSubjectsAndComments(t *testing.T) {
	o := open(t)
	found := sent(t, o, o.Tickets(usedesk.List{Query: "tent"}))
	require.NotEmpty(t, found)
	var inSubject, inComment int
	for _, ticket := range found {
		one := sent(t, o, o.Ticket(ticket.ID))
		var texts strings.Builder
		for _, comment := range one.Comments {
			texts.WriteString(strings.ToLower(comment.Body.Source))
		}
		switch {
		case strings.Contains(strings.ToLower(ticket.Subject), "tent"):
			inSubject++
		case strings.Contains(texts.String(), "tent"):
			inComment++
		default:
			t.Errorf("ticket %d does not hold the word", ticket.ID)
		}
	}
	require.NotZero(t, inSubject)
	require.NotZero(t, inComment)
}
