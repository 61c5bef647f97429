package desk

import (
	"deskside/shared/helpdesk"
	"deskside/shared/usedesk"
)

// aspect is the member of a ticket by the name that its history gives it.
func aspect(name string) helpdesk.Aspect {
	switch name {
	case "status", "status_id":
		return helpdesk.StatusAspect
	case "assignee", "assignee_id":
		return helpdesk.AssigneeAspect
	case "group", "group_id":
		return helpdesk.GroupAspect
	case "channel", "channel_id":
		return helpdesk.ChannelAspect
	case "client", "client_id":
		return helpdesk.ClientAspect
	case "priority":
		return helpdesk.PriorityAspect
	case "type":
		return helpdesk.TypeAspect
	case "subject":
		return helpdesk.SubjectAspect
	}
	return helpdesk.OtherAspect
}

// events reads the history of a ticket.
func events(history []usedesk.Change) []helpdesk.Event {
	var all []helpdesk.Event
	for i := range history {
		c := &history[i]
		e := helpdesk.Event{By: helpdesk.Person{ID: c.Agent}, At: c.At}
		status := false
		for _, m := range c.Members {
			changed := helpdesk.Changed{Aspect: aspect(m.Name), Before: helpdesk.ValueOf(m.Old), After: helpdesk.ValueOf(m.Value)}
			if changed.Aspect == helpdesk.OtherAspect {
				changed.Name = m.Name
			}
			status = status || changed.Aspect == helpdesk.StatusAspect
			e.Changed = append(e.Changed, changed)
		}
		// Some entries tell the status beside their members.
		if !status && c.Before.ID != c.After.ID && c.After.ID != 0 {
			e.Changed = append(e.Changed, helpdesk.Changed{
				Aspect: helpdesk.StatusAspect, Before: helpdesk.Value{ID: c.Before.ID}, After: helpdesk.Value{ID: c.After.ID},
			})
		}
		if len(e.Changed) > 0 {
			all = append(all, e)
		}
	}
	return all
}
