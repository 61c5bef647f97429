// Package desktest holds Desks to what they say of themselves, over real HTTP.
// Nothing but tests imports it.
package desktest

import (
	"context"
	"math"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
	"deskside/shared/api/transport"
	"deskside/shared/helpdesk"
)

// Account is an account of a Desk whose server runs.
type Account struct {
	helpdesk.Desk
	helpdesk.Access
	// Agent writes, where a key stands for nobody.
	Agent int64
}

func do[T any](call api.Call[T]) (T, error) {
	return transport.Do(context.Background(), http.DefaultClient, call)
}

func must[T any](t *testing.T, call api.Call[T]) T {
	t.Helper()
	value, err := do(call)
	require.NoError(t, err, call.Op)
	return value
}

// newest is the ticket of the account that changed last.
func (a Account) newest(t *testing.T) int64 {
	t.Helper()
	can, all := a.Can(), helpdesk.Everything()
	all.Sets[helpdesk.OfType] = helpdesk.Only(can.Types[0])
	list, _ := a.List(&all, a.directory(t))
	order, _ := can.OrderBy("updated", true)
	page := must(t, a.Client(a.Access).Page(list, helpdesk.Listing{Order: order.Word, Count: can.PageSize}, 0))
	require.NotEmpty(t, page.Tickets)
	return page.Tickets[0].ID
}

// directory reads what is known of an account.
func (a Account) directory(t *testing.T) *helpdesk.Known {
	t.Helper()
	known := &helpdesk.Known{Directory: &helpdesk.Directory{Desk: a.Desk}}
	for _, shelf := range a.Client(a.Access).Shelves() {
		part := must(t, shelf.Page(0)).Part
		known.Directory.Statuses = append(known.Directory.Statuses, part.Statuses...)
		known.Agents = append(known.Agents, part.Agents...)
		known.Groups = append(known.Groups, part.Groups...)
		known.Categories = append(known.Categories, part.Categories...)
		known.Tags = append(known.Tags, part.Tags...)
		known.Channels = append(known.Channels, part.Channels...)
		known.ApartCategories = append(known.ApartCategories, part.ApartCategories...)
		known.ApartStatuses = append(known.ApartStatuses, part.ApartStatuses...)
		known.Fields = append(known.Fields, part.Fields...)
	}
	return known
}

// open reads a ticket and the messages about it, oldest first.
func (a Account) open(t *testing.T, id int64) helpdesk.Opened {
	t.Helper()
	opening := a.Client(a.Access).Open(id)
	opened := must(t, opening.Ticket)
	for _, more := range opening.Comments {
		opened.Comments = append(opened.Comments, must(t, more.Call)...)
	}
	return opened
}

// Writing does everything to a ticket that the Desk says can be done, and looks
// whether it was.
func Writing(t *testing.T, a Account) {
	client, can := a.Client(a.Access), a.Can()
	ticket := a.newest(t)

	for _, private := range []bool{false, true} {
		if private && !can.Notes {
			continue
		}
		t.Run(map[bool]string{false: "a reply is there for everybody", true: "a note is there for agents"}[private], func(t *testing.T) {
			before := a.open(t, ticket)
			call := client.Reply(helpdesk.Reply{Ticket: ticket, Body: "We look into it.", Private: private, Agent: a.Agent})
			require.False(t, call.Request.Repeatable, "what was written twice is read twice")
			number := must(t, call)
			after := a.open(t, ticket)
			require.Len(t, after.Comments, len(before.Comments)+1)
			i := slices.IndexFunc(after.Comments, func(c helpdesk.Comment) bool { return c.ID == number })
			require.GreaterOrEqual(t, i, 0)
			written := after.Comments[i]
			require.Equal(t, private, written.Private)
			require.Contains(t, written.Body.Source, "We look into it.")
			require.NotEqual(t, helpdesk.Person{}, written.Author)
			if a.Agent != 0 {
				require.Equal(t, a.Agent, written.Author.ID)
			}
		})
	}

	if can.Files {
		t.Run("files arrive with their message, in their order", func(t *testing.T) {
			files := []helpdesk.File{{Name: "b.txt", Content: []byte("one\r\n--two")}, {Name: "a photo.jpg", Content: []byte{0xff, 0xd8, 0xff, 0}}}
			number := must(t, client.Reply(helpdesk.Reply{Ticket: ticket, Body: "See both.", Agent: a.Agent, Files: files}))
			after := a.open(t, ticket)
			i := slices.IndexFunc(after.Comments, func(c helpdesk.Comment) bool { return c.ID == number })
			require.GreaterOrEqual(t, i, 0)
			require.Len(t, after.Comments[i].Attachments, 2)
			for n, f := range files {
				require.Equal(t, f.Name, after.Comments[i].Attachments[n].Name)
			}
		})
	}

	t.Run("a message may be as long as is said, and no longer", func(t *testing.T) {
		if can.MessageLimit == 0 {
			must(t, client.Reply(helpdesk.Reply{Ticket: ticket, Body: strings.Repeat("ж", 100_000), Agent: a.Agent}))
			return
		}
		must(t, client.Reply(helpdesk.Reply{Ticket: ticket, Body: strings.Repeat("ж", can.MessageLimit), Agent: a.Agent}))
		before := len(a.open(t, ticket).Comments)
		_, err := do(client.Reply(helpdesk.Reply{Ticket: ticket, Body: strings.Repeat("ж", can.MessageLimit+1), Agent: a.Agent}))
		require.ErrorIs(t, err, api.ErrInvalid)
		require.Len(t, a.open(t, ticket).Comments, before)
	})

	t.Run("a ticket takes no status but those that can be set", func(t *testing.T) {
		known := a.directory(t)
		require.NotEmpty(t, known.Settable())
		last := a.open(t, ticket).Ticket.Status
		wrong := []int64{-1, math.MaxInt32}
		for _, status := range known.Statuses() {
			if slices.Contains(can.Unset, status.State) {
				wrong = append(wrong, status.ID)
			}
		}
		for _, id := range wrong {
			_, err := do(client.Change(helpdesk.Change{Ticket: ticket, Property: helpdesk.PropertyStatus, Value: helpdesk.Number(id), Agent: a.Agent}))
			require.ErrorIs(t, err, api.ErrInvalid, id)
		}
		require.Equal(t, last, a.open(t, ticket).Ticket.Status)
	})

	for _, kind := range slices.Concat(can.Types[:1], can.Apart) {
		a.commenting(t, kind)
		a.changing(t, kind)
	}

	a.creating(t)

	t.Run("what is refused says why, and nothing is written", func(t *testing.T) {
		before := len(a.open(t, ticket).Comments)
		_, err := do(client.Reply(helpdesk.Reply{Ticket: ticket, Body: " ", Agent: a.Agent}))
		require.ErrorIs(t, err, api.ErrInvalid, "a message without a word")
		_, err = do(client.Reply(helpdesk.Reply{Ticket: math.MaxInt32, Body: "Hello", Agent: a.Agent}))
		require.Contains(t, []api.Kind{api.NotFound, api.Invalid}, err.(*api.Error).Kind, "a ticket that is not there")
		if can.Key != helpdesk.NoKey {
			wrong := a.Access
			wrong.Key = "a-key-of-nobody"
			_, err = do(a.Client(wrong).Reply(helpdesk.Reply{Ticket: ticket, Body: "Hello", Agent: a.Agent}))
			require.ErrorIs(t, err, api.ErrUnauthorized)
			require.NotContains(t, err.Error(), wrong.Key)
		}
		require.Len(t, a.open(t, ticket).Comments, before)
	})

	for _, kind := range slices.Concat(can.Types[:1], can.Apart) {
		a.deleting(t, kind)
	}
}
