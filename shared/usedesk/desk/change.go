package desk

import (
	"strconv"

	"deskside/shared/api"
	"deskside/shared/helpdesk"
	"deskside/shared/usedesk"
)

// Change updates the ticket, in the agent's name where one is given. A new
// ticket stays new, unless its status is what changes.
func (c client) Change(x helpdesk.Change) api.Call[int64] {
	u := usedesk.Update{Ticket: x.Ticket, Agent: x.Agent, Silent: x.Property != helpdesk.PropertyStatus}
	switch x.Property {
	case helpdesk.PropertyStatus:
		u.Status = helpdesk.NumberOf(x.Value)
	case helpdesk.PropertyAssignee:
		u.Assignee = orNobody(x.Value)
	case helpdesk.PropertyGroup:
		u.Group = orNobody(x.Value)
	case helpdesk.PropertyPriority:
		u.Priority = helpdesk.Priority(x.Value)
	case helpdesk.PropertyType:
		u.Type = x.Value
	case helpdesk.PropertyTags:
		u.Tags = helpdesk.Apiece(x.Value)
	default:
		field(&u, &x)
	}
	return c.UpdateTicket(u)
}

// field sets an additional field, which has a form of its own for each kind.
func field(u *usedesk.Update, x *helpdesk.Change) {
	kind, id := x.Property.Field()
	value := x.Value
	switch kind {
	case helpdesk.NestedField:
		u.Lists = []usedesk.ListEntry{{Field: id, Option: helpdesk.NumberOf(value)}}
		return
	case helpdesk.CheckboxField:
		value = strconv.FormatBool(value == helpdesk.Yes)
	}
	u.Fields = []usedesk.FieldEntry{{Field: id, Value: value}}
}

func orNobody(value string) int64 {
	if value == "" {
		return usedesk.Nobody
	}
	return helpdesk.NumberOf(value)
}
