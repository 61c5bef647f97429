package demo

import (
	"deskside/shared/api"
	"deskside/shared/api/jsontext"
	"deskside/shared/api/loose"
	"deskside/shared/helpdesk"
)

// Names is who works at the demo, and what its names stand for.
type Names struct {
	Me           helpdesk.Person
	Agents       []helpdesk.Person
	Groups, Tags []helpdesk.Entry
	// Zone is how far its clock is from UTC in seconds, east positive.
	Zone int64
}

// Names asks for them (GET names).
func (c Client) Names() api.Call[Names] {
	return call(c, &opNames, 0, "", nil, func(v jsontext.Value) (Names, bool) {
		n := Names{Me: person(v.Get("me")), Zone: loose.Int(v.Get("zone"))}
		n.Agents, _ = loose.List(v.Get("agents"), person)
		n.Groups, _ = loose.List(v.Get("groups"), named)
		n.Tags, _ = loose.List(v.Get("tags"), named)
		return n, n.Me.ID != 0
	})
}

// Profile is a client, and the tickets that the client wrote, the newest change first.
type Profile struct {
	Card    helpdesk.Card
	Tickets []helpdesk.Ticket
}

// Person asks for a client (GET people/ID).
func (c Client) Person(id int64) api.Call[Profile] {
	return call(c, &opPerson, id, "", nil, func(v jsontext.Value) (Profile, bool) {
		who, found := person(v.Get("person")), v.Get("person")
		p := Profile{Card: helpdesk.Card{ID: who.ID, Name: who.Name, Emails: []string{who.Email}, Company: loose.String(found.Get("company")), Position: loose.String(found.Get("position"))}}
		p.Tickets, _ = loose.List(v.Get("tickets"), ticket)
		return p, who.ID != 0
	})
}

// Find asks who has an address; nobody has the number 0 (GET people?email=).
func (c Client) Find(email string) api.Call[helpdesk.Person] {
	var q api.Query
	q.Add("email", email)
	return call(c, &opFind, 0, q.Suffix(), nil, func(v jsontext.Value) (helpdesk.Person, bool) {
		return person(v.Get("person")), v.Kind() == jsontext.Object
	})
}

func person(v jsontext.Value) helpdesk.Person {
	return helpdesk.Person{ID: loose.Int(v.Get("id")), Name: loose.String(v.Get("name")), Email: loose.String(v.Get("email"))}
}

func named(v jsontext.Value) helpdesk.Entry {
	return helpdesk.Entry{ID: loose.Int(v.Get("id")), Name: loose.String(v.Get("name"))}
}
