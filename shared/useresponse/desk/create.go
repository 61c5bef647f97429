package desk

import (
	"deskside/shared/api"
	"deskside/shared/helpdesk"
	"deskside/shared/useresponse"
)

// creates are the types of objects that objects.create takes. Who may not write
// for others leaves the address out; a status is given by the server.
func creates() []helpdesk.Creatable {
	common := []helpdesk.Part{
		{Property: helpdesk.PropertyEmail}, {Property: helpdesk.PropertyCategory}, {Property: helpdesk.PropertyAssignee},
		{Property: helpdesk.PropertyTags}, {Property: helpdesk.PropertyField},
	}
	subject := helpdesk.Part{Property: helpdesk.PropertySubject, Required: true, Limit: useresponse.TitleLimit}
	text := helpdesk.Part{Property: helpdesk.PropertyText, Limit: useresponse.ContentLimit}
	all := []helpdesk.Creatable{{Type: ticketType, Parts: append([]helpdesk.Part{subject, text}, common...)}}
	text.Required = true
	post := append([]helpdesk.Part{subject, text, {Property: helpdesk.PropertyPrivate}}, common...)
	for _, kind := range apart {
		all = append(all, helpdesk.Creatable{Type: kind, Parts: post})
	}
	return all
}

// Create makes an object, in the name of whoever has the address.
func (c client) Create(x helpdesk.NewTicket) api.Call[int64] {
	n := useresponse.NewObject{
		Ownership: "feedback", Type: x.Type, Title: x.Value(helpdesk.PropertySubject), Content: x.Body, HTML: x.Format == helpdesk.HTML,
		Category: helpdesk.NumberOf(x.Value(helpdesk.PropertyCategory)), Responsible: helpdesk.NumberOf(x.Value(helpdesk.PropertyAssignee)),
		Private: x.Value(helpdesk.PropertyPrivate) == helpdesk.Yes, Tags: helpdesk.Apiece(x.Value(helpdesk.PropertyTags)),
		Author: x.Value(helpdesk.PropertyClient), Files: files(x.Files),
	}
	if x.Type == ticketType {
		n.Ownership = "helpdesk"
	}
	if n.Author == "" {
		n.Author = x.Value(helpdesk.PropertyEmail)
	}
	for _, given := range x.Given {
		if _, id := given.Property.Field(); id != 0 && given.Value != "" {
			n.Fields = append(n.Fields, field(given.Property, given.Value))
		}
	}
	return api.Map(helpdesk.About(c.CreateObject(n), part), func(o useresponse.Object) int64 { return o.ID })
}

// part is what the API calls otherwise.
func part(field string) helpdesk.Property {
	switch field {
	case "title":
		return helpdesk.PropertySubject
	case "content":
		return helpdesk.PropertyText
	case "force_author":
		return helpdesk.PropertyEmail
	case "category_id":
		return helpdesk.PropertyCategory
	case "responsible_id":
		return helpdesk.PropertyAssignee
	case "is_private":
		return helpdesk.PropertyPrivate
	}
	return helpdesk.Property(field)
}
