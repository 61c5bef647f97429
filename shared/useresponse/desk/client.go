package desk

import (
	"slices"

	"deskside/shared/api"
	"deskside/shared/helpdesk"
	"deskside/shared/useresponse"
)

// client asks one installation.
type client struct{ useresponse.Client }

// Client describes the calls to an installation; its key is an agent's own.
func (Desk) Client(a helpdesk.Access) helpdesk.Client {
	return client{useresponse.New(a.Base, useresponse.WithKey(a.Key))}
}

func (c client) Page(l helpdesk.List, as helpdesk.Listing, page int64) api.Call[helpdesk.Page] {
	if search, ok := l.Query.(useresponse.Search); ok {
		search.Sort, search.Count, search.Page = as.Order, int64(as.Count), page+1
		return api.Map(c.SearchTickets(search), onePage)
	}
	list := l.Query.(useresponse.Tickets)
	list.Sort, list.Count, list.Page = as.Order, int64(as.Count), page+1
	return api.Map(c.Tickets(list), onePage)
}

func onePage(found useresponse.Page[helpdesk.Ticket]) helpdesk.Page {
	return helpdesk.Page{Tickets: found.Items, Last: !found.More(), Total: &found.Total}
}

// Open asks for a ticket, whose content is the first message, and for the
// comments and the private notes, which a key need not be allowed to read.
func (c client) Open(id int64) helpdesk.Opening {
	return helpdesk.Opening{
		Ticket: api.Map(c.Ticket(id), func(t useresponse.Filed) helpdesk.Opened {
			return helpdesk.Opened{Ticket: t.Ticket, Comments: []helpdesk.Comment{
				{Author: t.Client, Side: helpdesk.ClientSide, Body: t.Body, Created: t.Created, Attachments: t.Attachments},
			}}
		}),
		Comments: []helpdesk.CommentsCall{{Call: c.CommentsWithVotes(id, false)}, {Call: c.CommentsWithVotes(id, true), Optional: true}},
		Events:   []api.Call[[]helpdesk.Event]{api.Map(c.ObjectChangelog(id), events)},
	}
}

// File asks with the key, since files of tickets are not everybody's.
func (c client) File(address string) api.Request { return c.FileAt(address) }

// Check asks whose the key is.
func (c client) Check() api.Call[helpdesk.Person] { return c.Myself() }

// Reply adds a comment or a private note, in the name of the key's owner.
func (c client) Reply(r helpdesk.Reply) api.Call[int64] {
	comment := useresponse.NewComment{Object: r.Ticket, Content: r.Body, HTML: r.Format == helpdesk.HTML, Private: r.Private}
	comment.Files = files(r.Files)
	return api.Map(c.AddComment(comment),
		func(m useresponse.Comment) int64 { return m.ID })
}

func files(all []helpdesk.File) []useresponse.File {
	out := make([]useresponse.File, len(all))
	for i, f := range all {
		out[i] = useresponse.File{Name: f.Name, Content: f.Content}
	}
	return out
}

func (c client) Shelves() []helpdesk.Shelf {
	return []helpdesk.Shelf{
		{Name: "account", Page: helpdesk.Once(c.Myself(), func(me helpdesk.Person) helpdesk.Directory {
			return helpdesk.Directory{Me: me.ID, Agents: []helpdesk.Person{me}}
		})},
		{Name: "statuses", Page: helpdesk.Once(c.Statuses("", ""), statusesByType)},
		{Name: "categories", Page: helpdesk.Once(c.PostCategories("helpdesk", ""), categories)},
		{Name: "categories", Page: helpdesk.Once(c.PostCategories("feedback", ""), apartCategories)},
		{Name: "communities", Page: helpdesk.Once(c.Forums(), forums)},
		{Name: "fields", Page: helpdesk.Once(c.ObjectFields(), entries)},
		// Only agents are online or offline; no operation lists them as such.
		{Name: "agents", Page: c.people("online")},
		{Name: "agents", Page: c.people("offline")},
	}
}

// people lists the agents of a presence.
func (c client) people(presence string) func(int64) api.Call[helpdesk.ShelfPage] {
	return func(page int64) api.Call[helpdesk.ShelfPage] {
		search := useresponse.UserSearch{Status: presence, Page: page + 1, Count: useresponse.CountLimit}
		return api.Map(c.SearchPeople(search), func(found useresponse.Page[helpdesk.Person]) helpdesk.ShelfPage {
			return helpdesk.ShelfPage{Part: helpdesk.Directory{Agents: found.Items}, More: found.More()}
		})
	}
}

// statusesByType tells those of tickets from those of posts; an installation that says of
// none which it is of lists those of tickets.
func statusesByType(all []useresponse.Status) (d helpdesk.Directory) {
	for i := range all {
		s := &all[i]
		switch {
		case s.Type == "" && s.Ownership == "" || s.Type == ticketType:
			d.Statuses = append(d.Statuses, s.Status)
		case slices.Contains(apart, s.Type), s.Type == "" && s.Ownership == "feedback":
			d.ApartStatuses = append(d.ApartStatuses, helpdesk.ApartStatus{Type: s.Type, Status: s.Status})
		}
	}
	return d
}

func categories(all []helpdesk.Category) (d helpdesk.Directory) {
	for i := range all {
		d.Categories = append(d.Categories, helpdesk.Entry{ID: all[i].ID, Name: all[i].Name})
	}
	return d
}

func apartCategories(all []helpdesk.Category) helpdesk.Directory {
	return helpdesk.Directory{ApartCategories: all}
}

func forums(all []useresponse.Forum) (d helpdesk.Directory) {
	for i := range all {
		d.Forums = append(d.Forums, helpdesk.Entry{ID: all[i].ID, Name: all[i].Name})
	}
	return d
}

func entries(fields []useresponse.CustomField) (d helpdesk.Directory) {
	for i := range fields {
		if f := &fields[i]; f.Active {
			d.Fields = append(d.Fields, entry(f))
		}
	}
	return d
}

func entry(f *useresponse.CustomField) helpdesk.FieldEntry {
	entry := helpdesk.FieldEntry{ID: f.ID, Name: f.Label, Kind: helpdesk.TextField, Required: f.Required, Apart: f.Module == "feedback"}
	switch f.Type {
	case "date":
		entry.Kind = helpdesk.DateField
	case "checkbox":
		entry.Kind = helpdesk.CheckboxField
	case "select":
		entry.Kind = helpdesk.ListField
	}
	for _, o := range f.Options {
		entry.Options = append(entry.Options, helpdesk.Option{Value: o.Value, Title: o.Title})
	}
	return entry
}
