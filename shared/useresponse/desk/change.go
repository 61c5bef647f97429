package desk

import (
	"deskside/shared/api"
	"deskside/shared/helpdesk"
	"deskside/shared/useresponse"
)

// Change edits the ticket, or does what has an operation of its own.
func (c client) Change(x helpdesk.Change) api.Call[int64] {
	if of, id := x.Property.Comment(); id != 0 {
		return api.Map(c.commented(of, id, x.Value), func(useresponse.Comment) int64 { return x.Ticket })
	}
	return api.Map(c.changed(&x), func(useresponse.Object) int64 { return x.Ticket })
}

// commented changes something of a comment.
func (c client) commented(of helpdesk.Property, id int64, value string) api.Call[useresponse.Comment] {
	switch of {
	case helpdesk.CommentBest:
		return c.ToggleBestComment(id)
	case helpdesk.CommentVoted:
		return c.ToggleCommentVote(id)
	case helpdesk.CommentReview:
		if review, reason := helpdesk.Decision(value); review == helpdesk.Declined {
			return c.DeclineComment(id, reason)
		}
		return c.ApproveComment(id)
	case helpdesk.CommentTrashed:
		if value == helpdesk.Yes {
			return c.TrashComment(id)
		}
		return c.RecoverComment(id)
	}
	written := Desk{}.Write(value, false)
	return c.EditComment(id, written.Body.Source, written.Body.Format == helpdesk.HTML)
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
	case helpdesk.PropertyBin:
		switch helpdesk.Bin(x.Value) {
		case helpdesk.Archive:
			return c.ArchiveObject(x.Ticket)
		case helpdesk.Trash:
			return c.TrashObject(x.Ticket)
		case helpdesk.Gone:
			return c.DeleteObject(x.Ticket)
		}
		return c.RecoverObject(x.Ticket)
	case helpdesk.PropertyReview:
		if review, reason := helpdesk.Decision(x.Value); review == helpdesk.Declined {
			return c.DeclineTopic(x.Ticket, reason)
		}
		return c.ApproveTopic(x.Ticket)
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
		e.Fields = []useresponse.Property{field(x.Property, x.Value)}
	}
	return e
}

// field is the value of an additional field: a number or several, where it has options.
func field(p helpdesk.Property, value string) useresponse.Property {
	kind, id := p.Field()
	switch {
	case kind == helpdesk.CheckboxField:
		return useresponse.ChoicesProperty(id, helpdesk.Apiece(value)...)
	case kind == helpdesk.ListField && helpdesk.NumberOf(value) != 0:
		return useresponse.NumberProperty(id, helpdesk.NumberOf(value))
	}
	return useresponse.TextProperty(id, value)
}
