package useresponse

import (
	"deskside/shared/api"
	"deskside/shared/api/jsontext"
	"deskside/shared/api/loose"
	"deskside/shared/helpdesk"
)

// Tickets lists tickets as ListTickets does, one page in the shared model. Of
// each object it reads only what the model holds.
func (c Client) Tickets(t Tickets) api.Call[Page[helpdesk.Ticket]] {
	return call(c, &opTicketsList, t.input(), paged(view(c.format(&opTicketsList), ticket)))
}

// SearchTickets searches objects as SearchObjects does, one page in the shared
// model of tickets.
func (c Client) SearchTickets(s Search) api.Call[Page[helpdesk.Ticket]] {
	return call(c, &opObjectsSearch, s.input(), found(view(c.format(&opObjectsSearch), ticket)))
}

// UserTickets lists what a user wrote as UserObjects does, one page in the shared
// model. The second value is how far the installation's clock is from UTC in
// seconds, east positive, as the first of them tells both ways.
func (c Client) UserTickets(id, page, count int64) api.Call[Zoned[Page[helpdesk.Ticket]]] {
	in := &input{id: id}
	in.query.AddInt("page", page)
	in.query.AddInt("count", count)
	in.paging(page, "count", count, CountLimit)
	read := paged(view(c.format(&opUserObjects), ticket))
	return call(c, &opUserObjects, in, func(v jsontext.Value) (Zoned[Page[helpdesk.Ticket]], bool) {
		found, ok := read(v)
		first, _ := list(v, zone)
		for _, z := range first {
			if z != 0 {
				return Zoned[Page[helpdesk.Ticket]]{found, z}, ok
			}
		}
		return Zoned[Page[helpdesk.Ticket]]{found, 0}, ok
	})
}

// Zoned is an answer and how far the installation's clock is from UTC in
// seconds, east positive; 0 also where nothing tells it.
type Zoned[T any] struct {
	Value T
	Zone  int64
}

// zone is how far from UTC the moment is shown at which something was made.
func zone(v jsontext.Value) int64 {
	shown, at := loose.UTC(v.Get("createdAt")), loose.Int(v.Get("createdAtPosix"))
	if shown == 0 || at == 0 {
		return 0
	}
	// Zones lie at quarters of an hour; what is shown may be cut to the minute.
	const quarter = 900
	return (shown-at+quarter/2+100*quarter)/quarter*quarter - 100*quarter
}

// Filed is an object as agents work with it, and the files of its content.
type Filed struct {
	helpdesk.Ticket
	Attachments []helpdesk.Attachment
}

// Ticket gets an object as Object does, in the shared model.
func (c Client) Ticket(id int64) api.Call[Filed] {
	return call(c, &opObjectsGet, &input{id: id}, one(view(c.format(&opObjectsGet), func(o *reader) Filed {
		return Filed{ticket(o), sharedAttachments(o.Get("attachments"))}
	})))
}

// ticket takes of an object what agents work with. Group is the team of agents.
// UseResponse displays the completion instead of telling the moment; what it
// displays is read as UTC, since nothing says the installation's zone.
func ticket(o *reader) helpdesk.Ticket {
	t := helpdesk.Ticket{System: helpdesk.UseResponse}
	t.ID = o.id()
	t.Subject = o.title()
	t.URL = o.url()
	t.Body = o.body()
	t.Status = sharedStatus(o.status())
	t.Type = typeSlug(o.kind())
	category := o.category()
	t.Category = loose.String(category.Get("name"))
	t.CategoryID = loose.Int(category.Get("id"))
	t.Forum = loose.Int(o.forum().Get("id"))
	t.Client = person(o.author())
	t.Assignee = person(o.assignee())
	t.Group = loose.Int(o.team().Get("id"))
	t.Tags = o.tags()
	votes := o.votes()
	t.Voted, t.Votes = loose.Bool(votes.Get("isVoted")), loose.Int(votes.Get("all"))
	t.Comments = o.comments()
	t.Locked = o.locked()
	t.Subscribed = o.flag("isSubscribed")
	t.CompletedBy = person(o.completer())
	t.Completed = loose.UTC(o.completed())
	t.Created = o.created()
	t.Updated = max(o.active(), t.Created)
	if at := o.due(); at != 0 {
		t.SLA = []helpdesk.SLA{{Type: "close", At: at}}
	}
	t.Fields = sharedFields(o.fields())
	switch place(o.Get("state")).Name {
	case "archive":
		t.Bin = helpdesk.Archive
	case "trash":
		t.Bin = helpdesk.Trash
	default:
		t.Review = review(o.Get("state"))
	}
	return t
}

// person reads a user as far as the shared model knows people.
func person(v jsontext.Value) helpdesk.Person {
	u := v.Record()
	return helpdesk.Person{ID: loose.Int(u.Get("id")), Name: loose.String(u.Get("name")), Email: loose.String(u.Get("email"))}
}

// sharedFields reads custom fields: an entry for each stored value, so that one
// of several choices is found, and an empty one for a field without a value.
func sharedFields(v jsontext.Value) []helpdesk.Field {
	n := v.Len()
	if n == 0 {
		return nil
	}
	fields := make([]helpdesk.Field, 0, n)
	for item := range v.Items() {
		if !loose.IsObject(item) {
			continue
		}
		f := item.Record()
		field := helpdesk.Field{ID: loose.Int(f.Get("id")), Name: loose.String(f.Get("label"))}
		if name := loose.String(f.Get("name")); field.Name == "" {
			field.Name = name
		}
		stored := f.Get("value")
		field.Value = loose.String(stored)
		several := false
		for value := range stored.Items() {
			if several {
				fields = append(fields, field)
			}
			field.Value, several = loose.String(value), true
		}
		fields = append(fields, field)
	}
	return fields
}
