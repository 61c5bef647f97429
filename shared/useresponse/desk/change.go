package desk

import (
	"deskside/shared/api"
	"deskside/shared/helpdesk"
	"deskside/shared/useresponse"
)

// Change edits the ticket, or does what has an operation of its own.
func (c client) Change(x helpdesk.Change) api.Call[int64] {
	return api.Map(c.changed(&x), func(useresponse.Object) int64 { return x.Ticket })
}

func (c client) changed(x *helpdesk.Change) api.Call[useresponse.Object] {
	switch x.Property {
	case helpdesk.PropertyLocked:
		return c.ToggleLock(x.Ticket)
	case helpdesk.PropertySubscribed:
		if x.Value == helpdesk.Yes {
			return c.Subscribe(x.Ticket, 0)
		}
		return c.Unsubscribe(x.Ticket, 0)
	case helpdesk.PropertyVoted:
		if x.Value == helpdesk.Yes {
			return c.Vote(x.Ticket, helpdesk.VoteUp)
		}
		return c.Vote(x.Ticket, helpdesk.NoVote)
	}
	return c.EditObject(x.Ticket, edit(x))
}

// edit is what of an object makes a change.
func edit(x *helpdesk.Change) (e useresponse.ObjectEdit) {
	number := helpdesk.NumberOf(x.Value)
	switch x.Property {
	case helpdesk.PropertyStatus:
		e.Status = &number
	case helpdesk.PropertyAssignee:
		e.Responsible = &number
	case helpdesk.PropertyCategory:
		e.Category = &number
	case helpdesk.PropertyType:
		e.Type = &x.Value
	case helpdesk.PropertyTags:
		// An empty list takes them all away.
		e.Tags = append([]string{}, helpdesk.Apiece(x.Value)...)
	default:
		e.Fields = []useresponse.Property{field(x)}
	}
	return e
}

// field is the value of an additional field: a number or several, where it has options.
func field(x *helpdesk.Change) useresponse.Property {
	kind, id := x.Property.Field()
	switch {
	case kind == helpdesk.CheckboxField:
		return useresponse.ChoicesProperty(id, helpdesk.Apiece(x.Value)...)
	case kind == helpdesk.ListField && helpdesk.NumberOf(x.Value) != 0:
		return useresponse.NumberProperty(id, helpdesk.NumberOf(x.Value))
	}
	return useresponse.TextProperty(id, x.Value)
}
