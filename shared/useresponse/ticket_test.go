package useresponse_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/build/sandbox"
	"deskside/shared/api"
	"deskside/shared/api/apitest"
	"deskside/shared/helpdesk"
	"deskside/shared/useresponse"
)

func TestATicketTellsWhatFiltersJudge(t *testing.T) {
	ticket, err := client(t).Ticket(38).Read(&api.Response{Status: 200, Body: []byte(`{"id":"38","title":"Export","status":{"id":99,"slug":"frozen","title":"Frozen","isClosed":0},
		"type":"ticket","forum":{"id":"3","name":"Beta"},"category":{"id":31,"name":"Access"},"author":{"id":9,"name":"Ada","email":"ada@example.test"},
		"responsible":{"id":6,"name":"Bo","email":"bo@example.test"},"team":{"id":"4","name":"Support"},"tags":["a",{"name":"b"}],"votes":{"isVoted":true},"commentsNum":"3","canBeCommented":false,"isSubscribed":1,
		"completedBy":{"id":6,"name":"Bo"},"completedOn":"2026-05-11 16:20:00","createdAtPosix":"1778403600","latestActivityPosix":null,"slaDatePosix":1778576400,
		"custom_fields":[{"id":12,"label":"Department","name":"property_12","value":["3","4"],"textValue":["Finance","Sales"]},
			{"id":13,"name":"property_13","value":2},{"id":14,"label":"Note","value":[]},"odd"],"members":{"nobody":"knows"}}`)})
	require.NoError(t, err)
	require.Equal(t, helpdesk.Ticket{
		System: helpdesk.UseResponse, ID: 38, Subject: "Export", Type: "ticket", Category: "Access", CategoryID: 31, Subscribed: true, Voted: true, Locked: true, Forum: 3, Group: 4, Tags: []string{"a", "b"}, Comments: 3,
		Status: helpdesk.Status{ID: 99, Slug: "frozen", Title: "Frozen", State: helpdesk.Unknown},
		Client: helpdesk.Person{ID: 9, Name: "Ada", Email: "ada@example.test"}, Assignee: helpdesk.Person{ID: 6, Name: "Bo", Email: "bo@example.test"},
		CompletedBy: helpdesk.Person{ID: 6, Name: "Bo"}, Completed: 1778516400, Created: 1778403600, Updated: 1778403600,
		SLA: []helpdesk.SLA{{Type: "close", At: 1778576400}}, Body: helpdesk.Markup{Format: helpdesk.HTML},
		Fields: []helpdesk.Field{{ID: 12, Name: "Department", Value: "3"}, {ID: 12, Name: "Department", Value: "4"},
			{ID: 13, Name: "property_13", Value: "2"}, {ID: 14, Name: "Note"}},
	}, ticket.Ticket)
}

// A page in the shared model says what the same page of whole objects says.
func TestTicketsAreTheListedObjects(t *testing.T) {
	h := open(t, sandbox.Options{})
	query := useresponse.Tickets{Status: "all", Count: 50}
	tickets, objects := must(h, h.admin.Tickets(query)), must(h, h.admin.ListTickets(query))
	require.Len(t, tickets.Items, 50)
	require.Equal(t, objects.Pages, tickets.Pages)
	completed, fields := 0, 0
	for i, o := range objects.Items {
		ticket := tickets.Items[i]
		require.Equal(t, []any{o.ID, o.Title, o.Content, o.Type, o.URL, o.Status.Status, o.Category.Name, o.Forum.ID, o.Author.Person, o.Responsible.Person, o.Team.ID,
			o.Tags, o.Comments, o.Created, max(o.Active, o.Created), o.CompletedBy.Person},
			[]any{ticket.ID, ticket.Subject, ticket.Body.Source, ticket.Type, ticket.URL, ticket.Status, ticket.Category, ticket.Forum, ticket.Client, ticket.Assignee, ticket.Group,
				ticket.Tags, ticket.Comments, ticket.Created, ticket.Updated, ticket.CompletedBy})
		require.Equal(t, o.CompletedOn != "", ticket.Completed != 0)
		if ticket.Completed != 0 {
			completed++
		}
		for _, f := range o.Fields {
			for _, value := range f.Values {
				fields++
				require.Contains(t, ticket.Fields, helpdesk.Field{ID: f.ID, Name: f.Label, Value: value})
			}
		}
	}
	require.Positive(t, completed)
	require.Positive(t, fields)
}

func TestTicketsComeAsBBCodeWhenAskedFor(t *testing.T) {
	h := open(t, sandbox.Options{})
	base, err := api.ParseBase(h.UseResponseURL)
	require.NoError(t, err)
	c := useresponse.New(base, useresponse.WithKey(h.Keys.Admin), useresponse.WithBBCode())
	id := must(h, c.CreateObject(useresponse.NewObject{Ownership: "helpdesk", Type: "ticket", Title: "Bold", Content: "It is [b]bold[/b]."})).ID
	for _, test := range []struct {
		client useresponse.Client
		want   helpdesk.Markup
	}{{c, helpdesk.Markup{Format: helpdesk.BBCode, Source: "It is [b]bold[/b]."}}, {h.admin, must(h, h.admin.Ticket(id)).Body}} {
		page := must(h, test.client.Tickets(useresponse.Tickets{Text: "Bold", Status: "all"}))
		require.Equal(t, id, page.Items[0].ID)
		require.Equal(t, test.want, page.Items[0].Body)
		require.Equal(t, test.want, must(h, test.client.Ticket(id)).Body)
	}
	require.Equal(t, helpdesk.HTML, must(h, h.admin.Ticket(id)).Body.Format)
}

func FuzzReadTickets(f *testing.F) {
	c := fuzzer(f)
	fuzzReading(f, []string{"tickets-", "objects-get"}, apitest.As(c.Tickets(useresponse.Tickets{})), apitest.As(c.Ticket(1)))
}
