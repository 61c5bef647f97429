package desktest

import (
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
	"deskside/shared/helpdesk"
)

// creating creates a ticket of each type that the Desk says can be created, with
// all that one can be given, and looks that it is there as it was wanted.
func (a Account) creating(t *testing.T) {
	known := a.directory(t)
	client := a.Client(a.Access)
	for _, c := range a.Can().Creates {
		t.Run("a new "+c.Type+" has all that it was given", func(t *testing.T) {
			n := helpdesk.NewTicket{Type: c.Type, Body: a.Write("It [b]works[/b].", false).Body.Source, Agent: a.Agent}
			for _, part := range known.Parts(c.Type) {
				if value := sample(known, c.Type, &part); value != "" {
					n.Given = append(n.Given, helpdesk.Given{Property: part.Property, Value: value})
				}
			}
			if a.Can().Files {
				n.Files = []helpdesk.File{{Name: "b.txt", Content: []byte("one\r\n--two")}, {Name: "a photo.jpg", Content: []byte{0xff, 0xd8, 0xff, 0}}}
			}
			call := client.Create(n)
			require.False(t, call.Request.Repeatable, "what is created twice is there twice")
			opened := a.open(t, must(t, call))
			require.Equal(t, n.Value(helpdesk.PropertySubject), opened.Ticket.Subject)
			require.NotEmpty(t, opened.Comments)
			require.Contains(t, opened.Comments[0].Body.Source, "works")
			require.Len(t, opened.Comments[0].Attachments, len(n.Files), "files are read where they were written")
			for i, f := range n.Files {
				require.Equal(t, f.Name, opened.Comments[0].Attachments[i].Name)
			}
			for _, given := range n.Given {
				switch given.Property {
				case helpdesk.PropertySubject, helpdesk.PropertyText, helpdesk.PropertyName, helpdesk.PropertyPhone, helpdesk.PropertyPrivate:
				case helpdesk.PropertyEmail:
					require.NotZero(t, opened.Ticket.Client.ID)
				case helpdesk.PropertyChannel:
					require.Equal(t, given.Value, helpdesk.Number(opened.Ticket.Channel))
				default:
					require.Equal(t, given.Value, opened.Ticket.Value(given.Property), given.Property)
				}
			}
		})

		t.Run("a new "+c.Type+" can do without what is not required, and with nothing less", func(t *testing.T) {
			n := helpdesk.NewTicket{Type: c.Type, Body: "Hello", Agent: a.Agent}
			either := false
			for _, part := range c.Parts {
				if part.Required && part.Property != helpdesk.PropertyText || part.Either && !either {
					either = either || part.Either
					n.Given = append(n.Given, helpdesk.Given{Property: part.Property, Value: sample(known, c.Type, &part)})
				}
			}
			require.NotZero(t, must(t, client.Create(n)))
			for i := range n.Given {
				less := n
				less.Given = append(append([]helpdesk.Given{}, n.Given[:i]...), n.Given[i+1:]...)
				_, err := do(client.Create(less))
				require.ErrorIs(t, err, api.ErrInvalid, n.Given[i].Property)
			}
			for i, part := range c.Parts {
				if part.Limit == 0 || part.Property == helpdesk.PropertyText {
					continue
				}
				long := n
				long.Given = append([]helpdesk.Given{}, n.Given...)
				for j := range long.Given {
					if long.Given[j].Property == c.Parts[i].Property {
						long.Given[j].Value = strings.Repeat("ж", part.Limit)
						require.NotZero(t, must(t, client.Create(long)))
						long.Given[j].Value += "ж"
						_, err := do(client.Create(long))
						require.ErrorIs(t, err, api.ErrInvalid)
					}
				}
			}
			wrong := n
			wrong.Given = append([]helpdesk.Given{{Property: helpdesk.PropertyAssignee, Value: helpdesk.Number(math.MaxInt32)}}, n.Given...)
			_, err := do(client.Create(wrong))
			require.Error(t, err, "an agent that there is not")
		})
	}
}

// sample is a value that a part can be given.
func sample(known *helpdesk.Known, kind string, part *helpdesk.Part) string {
	switch part.Property {
	case helpdesk.PropertySubject:
		return "A subject — тема"
	case helpdesk.PropertyText, helpdesk.PropertyPrivate:
		return ""
	case helpdesk.PropertyEmail:
		return "somebody.new@example.test"
	case helpdesk.PropertyName:
		return "Somebody New"
	case helpdesk.PropertyPhone:
		return "79000000000"
	case helpdesk.PropertyTags:
		return helpdesk.Several([]string{"first", "срочно"})
	}
	switch field, _ := part.Property.Field(); field {
	case helpdesk.TextField:
		return "A text"
	case helpdesk.DateField:
		return "2026-05-31"
	case helpdesk.NestedField:
		// Its options are those under a value of another.
		return ""
	}
	choices := known.Choices(kind, part.Property)
	if len(choices) == 0 {
		return ""
	}
	return choices[len(choices)-1].Value
}
