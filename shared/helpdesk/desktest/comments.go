package desktest

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
	"deskside/shared/helpdesk"
)

// commenting does everything to a comment of a ticket of a type that the Desk says
// can be done to one, and looks that it is so.
func (a Account) commenting(t *testing.T, kind string) {
	client, ticket := a.Client(a.Access), a.some(t, kind)
	for _, private := range []bool{false, true} {
		changes := a.Can().ChangesOf(kind, private)
		if len(changes) == 0 {
			continue
		}
		one := must(t, client.Reply(helpdesk.Reply{Ticket: ticket, Body: "One.", Private: private, Agent: a.Agent}))
		other := must(t, client.Reply(helpdesk.Reply{Ticket: ticket, Body: "Another.", Private: private, Agent: a.Agent}))
		for _, c := range changes {
			t.Run("of a comment on a "+kind+" can be changed: "+string(c.Property), func(t *testing.T) {
				property := (&helpdesk.Comment{ID: one}).Property(c.Property)
				require.Equal(t, c.How, a.Can().Changing(kind, property))
				now := func() string {
					opened := a.open(t, ticket)
					require.NotNil(t, helpdesk.Among(other, opened.Comments))
					return opened.Ticket.ValueIn(property, opened.Comments)
				}
				wanted := []string{helpdesk.Yes, "", helpdesk.Yes, ""}
				if c.Property == helpdesk.CommentBody {
					wanted = []string{"Said [b]better[/b].", "Said otherwise."}
				}
				for _, value := range wanted {
					if now() == value && c.How == helpdesk.Turns {
						continue
					}
					call := client.Change(helpdesk.Change{Ticket: ticket, Property: property, Value: value, Agent: a.Agent})
					require.Equal(t, c.How == helpdesk.Sets, call.Request.Repeatable, "what is done twice is undone")
					require.Equal(t, ticket, must(t, call))
					if c.Property == helpdesk.CommentBody {
						require.Contains(t, now(), "Said ")
						continue
					}
					require.Equal(t, value, now())
				}
			})
		}
	}
}

// deleting deletes a ticket of a type for ever, where the Desk can.
func (a Account) deleting(t *testing.T, kind string) {
	known := a.directory(t)
	if a.Can().Changing(kind, helpdesk.PropertyBin) == "" || !slices.Contains(a.Can().Bins, helpdesk.Gone) {
		return
	}
	t.Run("a "+kind+" can be deleted for ever", func(t *testing.T) {
		require.Contains(t, known.Binnings(kind), helpdesk.Binning{Bin: helpdesk.Gone, Property: helpdesk.PropertyBin, Want: "gone"})
		client, ticket := a.Client(a.Access), a.some(t, kind)
		call := client.Change(helpdesk.Change{Ticket: ticket, Property: helpdesk.PropertyBin, Value: string(helpdesk.Gone), Agent: a.Agent})
		require.Equal(t, ticket, must(t, call))
		_, err := do(client.Open(ticket).Ticket)
		require.ErrorIs(t, err, api.ErrNotFound)
	})
}
