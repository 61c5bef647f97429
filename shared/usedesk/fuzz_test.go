package usedesk_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
	"deskside/shared/usedesk"
)

// reading reads an answer as one method.
type reading func(*api.Response) (any, error)

func as[T any](call api.Call[T]) reading {
	return func(r *api.Response) (any, error) { return call.Read(r) }
}

// fuzzReading gives answers to readings: none panics, changes the answer, says
// another thing the second time, or repeats the token. The recorded answers
// whose names start with one of prefixes, and the errors, are the first.
func fuzzReading(f *testing.F, prefixes []string, readings ...reading) {
	entries, err := os.ReadDir("testdata")
	require.NoError(f, err)
	for _, e := range entries {
		if !slices.ContainsFunc(append(prefixes, "error-"), func(p string) bool { return strings.HasPrefix(e.Name(), p) }) {
			continue
		}
		body, err := os.ReadFile("testdata/" + e.Name())
		require.NoError(f, err)
		f.Add(body, 200)
	}
	f.Add([]byte(`{"error":"`+token+`","code":"112"}`), 200)
	f.Add([]byte("\ufeff <html>"), 502)
	f.Fuzz(func(t *testing.T, body []byte, status int) {
		before := string(body)
		for _, read := range readings {
			value, err := read(&api.Response{Status: status, Body: body})
			require.Equal(t, before, string(body))
			again, _ := read(&api.Response{Status: status, Body: []byte(before)})
			require.Equal(t, value, again)
			if err != nil {
				require.NotContains(t, err.Error(), token)
				require.ErrorAs(t, err, new(*api.Error))
			}
		}
	})
}

func FuzzReadTickets(f *testing.F) {
	fuzzReading(f, []string{"tickets"}, as(client(f).Tickets(usedesk.List{})))
}

func FuzzReadTicket(f *testing.F) {
	c := client(f)
	fuzzReading(f, []string{"ticket"}, as(c.Ticket(1)), as(c.TicketFor(1, 2)))
}

func FuzzReadOutcomes(f *testing.F) {
	c := client(f)
	fuzzReading(f, []string{"create-", "update-"}, as(c.CreateTicket(usedesk.NewTicket{Subject: "S", Message: "M", Client: 1})),
		as(c.UpdateTicket(usedesk.Update{Ticket: 1, Status: 2})), as(c.CreateComment(usedesk.NewComment{Ticket: 1, Message: "M", Visibility: usedesk.Public})))
}

func FuzzReadDirectory(f *testing.F) {
	c := client(f)
	fuzzReading(f, []string{"users", "groups", "tags", "ticket-fields", "channels"}, as(c.Users(usedesk.UserList{})), as(c.Groups()), as(c.Tags(usedesk.TagList{})),
		as(c.Fields()), as(c.Channels("")))
}

func FuzzReadProfiles(f *testing.F) {
	c := client(f)
	f.Add([]byte(`[{"client":{"id":"7","name":"Ada"},"emails":["a@b.test",{"email":"c@d.test"}],"phones":[{"phone":1,"type":"mobile"}],"tickets":[1,{"id":2}]}]`), 200)
	f.Add([]byte(`[{"id":7,"name":"Ada","tickets":"1","emails":null,"phone":"+7"}]`), 200)
	fuzzReading(f, []string{"client"}, as(c.Profile(1)), as(c.ProfileByEmail("a@b.test")), as(c.Profiles(usedesk.ProfileList{})))
}
