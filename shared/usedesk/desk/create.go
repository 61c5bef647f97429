package desk

import (
	"strconv"

	"deskside/shared/api"
	"deskside/shared/helpdesk"
	"deskside/shared/usedesk"
)

// newTicket is what create/ticket takes of a ticket, with what it makes of what
// is left out. Of a client that there need not be, one of three is enough.
var newTicket = helpdesk.Creatable{Type: "ticket", Parts: []helpdesk.Part{
	{Property: helpdesk.PropertyEmail, Either: true}, {Property: helpdesk.PropertyName, Either: true}, {Property: helpdesk.PropertyPhone, Either: true},
	{Property: helpdesk.PropertySubject, Required: true}, {Property: helpdesk.PropertyText, Required: true},
	{Property: helpdesk.PropertyPrivate}, {Property: helpdesk.PropertyChannel},
	{Property: helpdesk.PropertyAssignee}, {Property: helpdesk.PropertyGroup},
	{Property: helpdesk.PropertyPriority, Default: "medium"}, {Property: helpdesk.PropertyStatus, Default: "8"},
	{Property: helpdesk.PropertyType, Default: "question"}, {Property: helpdesk.PropertyTags}, {Property: helpdesk.PropertyField},
}}

// Create makes a ticket that an agent writes to a client.
func (c client) Create(x helpdesk.NewTicket) api.Call[int64] {
	number := func(p helpdesk.Property) int64 { return helpdesk.NumberOf(x.Value(p)) }
	n := usedesk.NewTicket{
		Subject: x.Value(helpdesk.PropertySubject), Message: x.Body, Client: number(helpdesk.PropertyClient),
		Private: x.Value(helpdesk.PropertyPrivate) == helpdesk.Yes, Type: x.Value(helpdesk.PropertyType),
		Priority: helpdesk.Priority(x.Value(helpdesk.PropertyPriority)), Status: number(helpdesk.PropertyStatus),
		Tags: helpdesk.Apiece(x.Value(helpdesk.PropertyTags)), Assignee: number(helpdesk.PropertyAssignee),
		Group: number(helpdesk.PropertyGroup), Channel: number(helpdesk.PropertyChannel), From: usedesk.FromAgent, Agent: x.Agent,
		Files: files(x.Files),
	}
	if n.Client == 0 {
		n.Email, n.Name, n.Phone = x.Value(helpdesk.PropertyEmail), x.Value(helpdesk.PropertyName), x.Value(helpdesk.PropertyPhone)
	}
	for _, given := range x.Given {
		kind, id := given.Property.Field()
		switch {
		case id == 0 || given.Value == "":
		case kind == helpdesk.NestedField:
			n.Lists = append(n.Lists, usedesk.ListEntry{Field: id, Option: helpdesk.NumberOf(given.Value)})
		case kind == helpdesk.CheckboxField:
			n.Fields = append(n.Fields, usedesk.FieldEntry{Field: id, Value: strconv.FormatBool(given.Value == helpdesk.Yes)})
		default:
			n.Fields = append(n.Fields, usedesk.FieldEntry{Field: id, Value: given.Value})
		}
	}
	return helpdesk.About(c.CreateTicket(n), part)
}

// part is what the API calls otherwise.
func part(field string) helpdesk.Property {
	switch field {
	case "message":
		return helpdesk.PropertyText
	case "client_id", "client_email":
		return helpdesk.PropertyEmail
	case "tag":
		return helpdesk.PropertyTags
	case "assignee_id":
		return helpdesk.PropertyAssignee
	case "group_id":
		return helpdesk.PropertyGroup
	case "channel_id":
		return helpdesk.PropertyChannel
	case "field_id", "field_value", "lists":
		return helpdesk.PropertyField
	}
	return helpdesk.Property(field)
}
