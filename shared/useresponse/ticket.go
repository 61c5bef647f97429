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
	return call(c, &opTicketsList, t.input(), paged(ticket(c.format(&opTicketsList))))
}

// SearchTickets searches objects as SearchObjects does, one page in the shared
// model of tickets.
func (c Client) SearchTickets(s Search) api.Call[Page[helpdesk.Ticket]] {
	return call(c, &opObjectsSearch, s.input(), found(ticket(c.format(&opObjectsSearch))))
}

// Ticket gets an object as Object does, in the shared model.
func (c Client) Ticket(id int64) api.Call[helpdesk.Ticket] {
	return call(c, &opObjectsGet, &input{id: id}, one(ticket(c.format(&opObjectsGet))))
}

// ticket reads an object into the shared model. Members are read in the order
// in which answers have them, which Record likes best.
//
// Group is the team of agents. UseResponse displays the completion instead of
// telling the moment; what it displays is read as UTC, since nothing says the
// installation's zone.
func ticket(format helpdesk.Format) func(jsontext.Value) helpdesk.Ticket {
	return func(v jsontext.Value) helpdesk.Ticket {
		o := v.Record()
		t := helpdesk.Ticket{System: helpdesk.UseResponse}
		t.ID = loose.Int(o.Get("id"))
		t.Subject = loose.String(o.Get("title"))
		t.URL = loose.String(o.Get("url"))
		t.Body = helpdesk.Markup{Format: format, Source: loose.String(o.Get("content"))}
		t.Status = sharedStatus(o.Get("status"))
		t.Type = typeSlug(o.Get("type"))
		t.Category = loose.String(o.Get("category").Get("name"))
		t.Forum = loose.Int(o.Get("forum").Get("id"))
		t.Client = person(o.Get("author"))
		t.Assignee = person(o.Get("responsible"))
		t.Group = loose.Int(o.Get("team").Get("id"))
		t.Tags = loose.Strings(o.Get("tags"), "name")
		t.Comments = loose.Int(o.Get("commentsNum"))
		t.CompletedBy = person(o.Get("completedBy"))
		t.Completed = loose.UTC(o.Get("completedOn"))
		t.Created = loose.Int(o.Get("createdAtPosix"))
		t.Updated = max(loose.Int(o.Get("latestActivityPosix")), t.Created)
		if at := loose.Int(o.Get("slaDatePosix")); at != 0 {
			t.SLA = []helpdesk.SLA{{Type: "close", At: at}}
		}
		t.Fields = sharedFields(o.Get("custom_fields"))
		return t
	}
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
