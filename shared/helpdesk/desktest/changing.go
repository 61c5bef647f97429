package desktest

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/helpdesk"
)

// most is how many values of a property are tried.
const most = 12

// changing gives a ticket of a type every value of all that can be changed of
// it, one property after the other, and looks that nothing else changes.
func (a Account) changing(t *testing.T, kind string) {
	known := a.directory(t)
	ticket := a.some(t, kind)
	for _, c := range known.Changes(kind) {
		choices := known.Choices(kind, c.Property)
		t.Run("of a "+kind+" can be changed: "+string(c.Property), func(t *testing.T) {
			if c.Property == helpdesk.PropertyTags && len(choices) == 0 {
				// Where nothing lists them, any name is one.
				choices = []helpdesk.Choice{{Value: "first class"}, {Value: "vip"}}
			}
			if field, _ := c.Property.Field(); field == helpdesk.TextField {
				choices = []helpdesk.Choice{{Value: "A first text"}, {}, {Value: "Другой текст"}}
			}
			if field, _ := c.Property.Field(); field == helpdesk.DateField {
				choices = []helpdesk.Choice{{Value: "2026-05-31"}, {}, {Value: "2026-06-01"}}
			}
			require.NotEmpty(t, choices, "what nothing can be chosen for is not offered")
			for _, value := range values(&c, choices) {
				before := a.open(t, ticket).Ticket
				if c.How == helpdesk.Turns && before.Value(c.Property) == value {
					continue
				}
				call := a.Client(a.Access).Change(helpdesk.Change{Ticket: ticket, Property: c.Property, Value: value, Agent: a.Agent})
				if c.How == helpdesk.Turns {
					require.False(t, call.Request.Repeatable, "what is done twice is undone")
				}
				require.Equal(t, ticket, must(t, call))
				after := a.open(t, ticket).Ticket
				require.Equal(t, wanted(&c, before.Value(c.Property), value), after.Value(c.Property))
				for _, other := range known.Changes(kind) {
					// Statuses are those of a type: another type has another one.
					if other.Property != c.Property && !(c.Property == helpdesk.PropertyType && other.Property == helpdesk.PropertyStatus) {
						require.Equal(t, before.Value(other.Property), after.Value(other.Property), "%s changes %s", c.Property, other.Property)
					}
				}
			}
		})
		if t.Failed() {
			return
		}
	}
}

// some is a ticket of a type that the account lists.
func (a Account) some(t *testing.T, kind string) int64 {
	t.Helper()
	all := helpdesk.Everything()
	all.Sets[helpdesk.OfType] = helpdesk.Only(kind)
	list, _ := a.List(&all, a.directory(t))
	order, _ := a.Can().OrderBy("updated", true)
	page := must(t, a.Client(a.Access).Page(list, helpdesk.Listing{Order: order.Word, Count: a.Can().PageSize}, 0))
	i := slices.IndexFunc(page.Tickets, func(ticket helpdesk.Ticket) bool { return ticket.Type == kind })
	require.GreaterOrEqual(t, i, 0, kind)
	return page.Tickets[i].ID
}

// values are what a property is given, the last of them at the end once more.
func values(c *helpdesk.Changeable, choices []helpdesk.Choice) (out []string) {
	for _, choice := range choices[:min(len(choices), most)] {
		// From there nothing comes back: see deleting.
		if c.Property != helpdesk.PropertyBin || choice.Value != string(helpdesk.Gone) {
			out = append(out, choice.Value)
		}
	}
	switch {
	case c.Property != helpdesk.PropertyTags:
		return append(out, out[0])
	case c.How == helpdesk.Adds:
		return out
	}
	return []string{helpdesk.Several(out), out[0], ""}
}

// wanted is what a property is to be after a change.
func wanted(c *helpdesk.Changeable, before, value string) string {
	if c.How == helpdesk.Adds {
		return helpdesk.Several(append(helpdesk.Apiece(before), value))
	}
	return value
}
