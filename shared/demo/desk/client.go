package desk

import (
	"deskside/shared/api"
	"deskside/shared/demo"
	"deskside/shared/helpdesk"
)

// client asks the demo.
type client struct{ demo.Client }

// Client describes the calls to the demo, which has no keys.
func (Desk) Client(a helpdesk.Access) helpdesk.Client { return client{demo.New(a.Base)} }

func (c client) Page(helpdesk.List, helpdesk.Listing, int64) api.Call[helpdesk.Page] {
	return api.Map(c.Tickets(), page)
}

// page is all there is.
func page(tickets []helpdesk.Ticket) helpdesk.Page {
	return helpdesk.Page{Tickets: tickets, Last: true}
}

// Open asks for one ticket: its answer has the whole conversation.
func (c client) Open(id int64) helpdesk.Opening {
	return helpdesk.Opening{Ticket: api.Map(c.Ticket(id), func(found demo.Conversation) helpdesk.Opened {
		return helpdesk.Opened{Ticket: found.Ticket, Comments: found.Entries, Events: found.Events}
	})}
}

// File asks for a file as it is: the demo has none of its own.
func (c client) File(address string) api.Request {
	return api.Request{Method: "GET", URL: address, Repeatable: true}
}

func (c client) Check() api.Call[helpdesk.Person] {
	return api.Map(c.Names(), func(n demo.Names) helpdesk.Person { return n.Me })
}

func (c client) Shelves() []helpdesk.Shelf {
	return []helpdesk.Shelf{{Name: "account", Page: helpdesk.Once(c.Names(), func(n demo.Names) helpdesk.Directory {
		return helpdesk.Directory{Me: n.Me.ID, Zone: n.Zone, Agents: n.Agents, Groups: n.Groups, Tags: n.Tags}
	})}}
}

func (c client) Reply(r helpdesk.Reply) api.Call[int64] {
	return c.Client.Reply(r.Ticket, r.Body, r.Private)
}

func (c client) Create(n helpdesk.NewTicket) api.Call[int64] { return c.Client.Create(n.Given, n.Body) }

func (c client) Change(x helpdesk.Change) api.Call[int64] {
	return c.Client.Change(x.Ticket, x.Property, x.Value)
}

// Person asks for a client and the client's tickets. Nobody keeps notes.
func (c client) Person(id int64) helpdesk.PersonCalls {
	return helpdesk.PersonCalls{
		Card: api.Map(c.Client.Person(id), func(p demo.Profile) helpdesk.Card { return p.Card }),
		Work: api.Map(c.Client.Person(id), func(p demo.Profile) helpdesk.Page { return page(p.Tickets) }),
	}
}

// Find looks for the client with an address.
func (c client) Find(email string) api.Call[helpdesk.Person] { return c.Client.Find(email) }

// Note is asked of nobody: see Abilities.PersonNotes.
func (c client) Note(helpdesk.NoteChange) api.Call[[]helpdesk.CardNote] {
	return api.Call[[]helpdesk.CardNote]{Problem: &api.Error{Kind: api.Invalid, Detail: "the demo has no notes about persons"}}
}
