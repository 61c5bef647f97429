package desk

import (
	"deskside/shared/api"
	"deskside/shared/helpdesk"
	"deskside/shared/usedesk"
)

// client asks one company's account.
type client struct{ usedesk.Client }

// Client describes the calls to an account; its key is the token of an API channel.
func (Desk) Client(a helpdesk.Access) helpdesk.Client { return client{usedesk.New(a.Base, a.Key)} }

func (c client) Page(l helpdesk.List, as helpdesk.Listing, page int64) api.Call[helpdesk.Page] {
	list := l.Query.(usedesk.List)
	list.Sort, list.Ascending, list.SLA, list.Offset = as.Order, as.Ascending, as.SLA, page
	return api.Map(c.Tickets(list), func(tickets []helpdesk.Ticket) helpdesk.Page {
		return helpdesk.Page{Tickets: tickets, Last: api.LastShort(len(tickets), usedesk.PageSize)}
	})
}

// Open asks for one ticket: its answer has the whole conversation.
func (c client) Open(id int64) helpdesk.Opening {
	return helpdesk.Opening{Ticket: api.Map(c.Ticket(id), func(found usedesk.Conversation) helpdesk.Opened {
		return helpdesk.Opened{Ticket: found.Ticket, Comments: found.Comments, Events: events(found.Changes)}
	})}
}

// File needs no key: whoever knows the address of a file may read it.
func (c client) File(address string) api.Request {
	return api.Request{Method: "GET", URL: address, Repeatable: true}
}

// Check lists tickets: nothing tells whose a token is, for it is nobody's.
func (c client) Check() api.Call[helpdesk.Person] {
	return api.Map(c.Tickets(usedesk.List{}), func([]helpdesk.Ticket) helpdesk.Person { return helpdesk.Person{} })
}

// Reply adds a comment, in the agent's name where one is given.
func (c client) Reply(r helpdesk.Reply) api.Call[int64] {
	visibility := usedesk.Public
	if r.Private {
		visibility = usedesk.Private
	}
	comment := usedesk.NewComment{Ticket: r.Ticket, Visibility: visibility, Message: r.Body, From: usedesk.FromAgent, Agent: r.Agent, CC: r.CC, BCC: r.BCC}
	comment.Files = files(r.Files)
	return c.CreateComment(comment)
}

func files(all []helpdesk.File) []usedesk.File {
	out := make([]usedesk.File, len(all))
	for i, f := range all {
		out[i] = usedesk.File(f)
	}
	return out
}

func (c client) Shelves() []helpdesk.Shelf {
	return []helpdesk.Shelf{
		{Name: "agents", Page: helpdesk.Once(c.Users(usedesk.UserList{}), agents)},
		{Name: "groups", Page: helpdesk.Once(c.Groups(), groups)},
		{Name: "channels", Page: helpdesk.Once(c.Channels(""), channels)},
		{Name: "fields", Page: helpdesk.Once(c.Fields(), entries)},
		{Name: "tags", Page: func(page int64) api.Call[helpdesk.ShelfPage] {
			return api.Map(c.Tags(usedesk.TagList{Offset: page}), tags)
		}},
	}
}

func agents(users []usedesk.User) (d helpdesk.Directory) {
	for i := range users {
		d.Agents = append(d.Agents, helpdesk.Person{ID: users[i].ID, Name: users[i].Name, Email: users[i].Email})
	}
	return d
}

func groups(all []usedesk.Group) (d helpdesk.Directory) {
	for i := range all {
		if !all[i].Deleted {
			d.Groups = append(d.Groups, helpdesk.Entry{ID: all[i].ID, Name: all[i].Name})
		}
	}
	return d
}

func channels(all []usedesk.Channel) (d helpdesk.Directory) {
	for i := range all {
		d.Channels = append(d.Channels, helpdesk.Entry{ID: all[i].ID, Name: all[i].Name})
	}
	return d
}

func tags(all []usedesk.Tag) helpdesk.ShelfPage {
	page := helpdesk.ShelfPage{More: !api.LastShort(len(all), usedesk.PageSize)}
	for i := range all {
		page.Part.Tags = append(page.Part.Tags, helpdesk.Entry{ID: all[i].ID, Name: all[i].Name})
	}
	return page
}

func entries(fields []usedesk.Field) (d helpdesk.Directory) {
	for i := range fields {
		if f := &fields[i]; !f.Deleted {
			d.Fields = append(d.Fields, entry(f))
		}
	}
	return d
}

// entry is a field; of a list, tickets hold the number of the option.
func entry(f *usedesk.Field) helpdesk.FieldEntry {
	entry := helpdesk.FieldEntry{ID: f.ID, Name: f.Name, Kind: helpdesk.TextField, Parent: f.Parent}
	switch f.Kind {
	case usedesk.CheckboxField:
		entry.Kind = helpdesk.CheckboxField
	case usedesk.ListField:
		entry.Kind = helpdesk.ListField
	case usedesk.NestedField:
		entry.Kind = helpdesk.NestedField
	}
	for i := range f.Options {
		option := helpdesk.Option{Value: helpdesk.Number(f.Options[i].ID), Title: f.Options[i].Value}
		for _, parent := range f.Options[i].Parents {
			option.Under = append(option.Under, helpdesk.Number(parent))
		}
		entry.Options = append(entry.Options, option)
	}
	return entry
}
