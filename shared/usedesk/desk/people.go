package desk

import (
	"deskside/shared/api"
	"deskside/shared/helpdesk"
	"deskside/shared/usedesk"
)

// Person asks for a client and the client's tickets. Nobody keeps notes.
func (c client) Person(id int64) helpdesk.PersonCalls {
	list := usedesk.List{Client: id, Sort: "last_updated_at", SLA: true}
	return helpdesk.PersonCalls{
		Card: api.Map(c.Profile(id), card),
		Work: api.Map(c.Tickets(list), func(tickets []helpdesk.Ticket) helpdesk.Page {
			return helpdesk.Page{Tickets: tickets, Last: api.LastShort(len(tickets), usedesk.PageSize)}
		}),
	}
}

// Find looks for the client with an address.
func (c client) Find(email string) api.Call[helpdesk.Person] {
	return api.Map(c.Profiles(usedesk.ProfileList{Query: email, Whole: true}), func(found []usedesk.Profile) helpdesk.Person {
		if len(found) == 0 {
			return helpdesk.Person{}
		}
		return helpdesk.Person{ID: found[0].ID, Name: found[0].Name, Email: email}
	})
}

// Note is asked of nobody: see Abilities.PersonNotes.
func (c client) Note(helpdesk.NoteChange) api.Call[[]helpdesk.CardNote] {
	return api.Call[[]helpdesk.CardNote]{Problem: &api.Error{Kind: api.Invalid, Detail: "this helpdesk has no notes about persons"}}
}

func card(p usedesk.Profile) helpdesk.Card {
	return helpdesk.Card{
		ID: p.ID, Name: p.Name, Emails: p.Emails, Phones: contacts(p.Phones), Messengers: contacts(p.Messengers),
		Company: p.Company, Position: p.Position, About: p.Note,
	}
}

func contacts(all []usedesk.Contact) []helpdesk.Contact {
	out := make([]helpdesk.Contact, 0, len(all))
	for _, c := range all {
		out = append(out, helpdesk.Contact{Kind: c.Type, Value: c.Value})
	}
	return out
}
