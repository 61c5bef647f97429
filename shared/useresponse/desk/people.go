package desk

import (
	"strings"

	"deskside/shared/api"
	"deskside/shared/api/calendar"
	"deskside/shared/helpdesk"
	"deskside/shared/useresponse"
)

// mostWork is how many tickets and posts of a person are asked for.
const mostWork = 30

// Person asks for a user, what the user wrote, and the notes of agents, which a
// key need not be allowed to read.
func (c client) Person(id int64) helpdesk.PersonCalls {
	return helpdesk.PersonCalls{
		Card: api.Map(c.User(id), card),
		Work: api.Map(c.UserTickets(id, 1, mostWork), func(found useresponse.Zoned[useresponse.Page[helpdesk.Ticket]]) helpdesk.Page {
			page := onePage(found.Value)
			page.Zone = found.Zone
			return page
		}),
		Notes: []api.Call[[]helpdesk.CardNote]{api.Map(c.UserNotes(id), notes)},
	}
}

// Find looks for the user with an address.
func (c client) Find(email string) api.Call[helpdesk.Person] {
	return api.Map(c.SearchPeople(useresponse.UserSearch{Email: email, Count: 5}), func(found useresponse.Page[helpdesk.Person]) helpdesk.Person {
		for _, p := range found.Items {
			// The server need not mean the whole address.
			if strings.EqualFold(p.Email, email) {
				return p
			}
		}
		if len(found.Items) == 1 && found.Items[0].Email == "" {
			return found.Items[0]
		}
		return helpdesk.Person{}
	})
}

// Note adds, changes or deletes a note. What comes back may be that note alone,
// so that whoever asks reads the list again.
func (c client) Note(x helpdesk.NoteChange) api.Call[[]helpdesk.CardNote] {
	remind := ""
	if x.Remind != 0 {
		at := x.Remind + x.Zone
		remind = string(calendar.AppendSecond(append(calendar.AppendDay(nil, at), ' '), at))
	}
	switch {
	case x.Delete:
		return api.Map(c.DeleteUserNote(x.Note), notes)
	case x.Note != 0:
		return api.Map(c.EditUserNote(x.Note, useresponse.NoteEdit{Content: x.Text, RemindAt: &remind}), notes)
	}
	return api.Map(c.AddUserNote(x.Person, useresponse.NewNote{Content: x.Text, RemindAt: remind}), notes)
}

// Login exchanges an address and a password for the user's key.
func (Desk) Login(base api.Base, email, password string) api.Call[helpdesk.LoggedIn] {
	return api.Map(useresponse.New(base).Login(email, password), func(u useresponse.User) helpdesk.LoggedIn {
		return helpdesk.LoggedIn{Person: u.Person, Key: u.Key}
	})
}

func card(u useresponse.User) helpdesk.Card {
	card := helpdesk.Card{ID: u.ID, Name: u.Name, Team: u.Team.Name, URL: u.ProfileURL}
	if u.Email != "" {
		card.Emails = []string{u.Email}
	}
	for tag := range strings.SplitSeq(u.Tags, ",") {
		if tag = strings.TrimSpace(tag); tag != "" {
			card.Tags = append(card.Tags, tag)
		}
	}
	for i := range u.Fields {
		if f := u.Fields[i].Shared(); f.Value != "" {
			card.Fields = append(card.Fields, f)
		}
	}
	return card
}

func notes(all []useresponse.UserNote) []helpdesk.CardNote {
	out := make([]helpdesk.CardNote, 0, len(all))
	for i := range all {
		n := &all[i]
		out = append(out, helpdesk.CardNote{
			ID: n.ID, Author: n.Author.Person, Created: n.Created, Body: helpdesk.Markup{Format: helpdesk.HTML, Source: n.Content}, Remind: n.Remind,
		})
	}
	return out
}
