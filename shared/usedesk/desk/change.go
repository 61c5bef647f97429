package desk

import (
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
	}
	return c.UpdateTicket(u)
}

func orNobody(value string) int64 {
	if value == "" {
		return usedesk.Nobody
	}
	return helpdesk.NumberOf(value)
}
