package desk

import (
	"deskside/shared/helpdesk"
	"deskside/shared/useresponse"
)

// aspect is the member of a ticket by the name that the changelog gives it.
func aspect(field string) helpdesk.Aspect {
	switch field {
	case "status", "status_id":
		return helpdesk.StatusAspect
	case "responsible", "responsible_id":
		return helpdesk.AssigneeAspect
	case "team", "team_id":
		return helpdesk.GroupAspect
	case "category", "category_id":
		return helpdesk.CategoryAspect
	case "author", "author_id":
		return helpdesk.ClientAspect
	case "title":
		return helpdesk.SubjectAspect
	case "content":
		return helpdesk.TextAspect
	case "type":
		return helpdesk.TypeAspect
	case "state":
		return helpdesk.PlaceAspect
	case "private", "is_private":
		return helpdesk.PrivateAspect
	}
	return helpdesk.OtherAspect
}

// events reads the changelog of a ticket.
func events(changelog []useresponse.Changelog) []helpdesk.Event {
	var all []helpdesk.Event
	for i := range changelog {
		l := &changelog[i]
		e := helpdesk.Event{By: helpdesk.Person{ID: l.By.ID, Name: l.By.Name}, At: l.Created}
		for _, a := range l.Actions {
			changed := helpdesk.Changed{Aspect: aspect(a.Field), Before: helpdesk.ValueOf(a.Previous), After: helpdesk.ValueOf(a.Value)}
			switch changed.Aspect {
			case helpdesk.OtherAspect:
				changed.Name = a.Field
			case helpdesk.TextAspect:
				changed.Before, changed.After = helpdesk.Value{}, helpdesk.Value{}
			case helpdesk.SubjectAspect, helpdesk.PrivateAspect:
				// A subject may be a number, and is none.
				changed.Before, changed.After = helpdesk.Value{Word: a.Previous}, helpdesk.Value{Word: a.Value}
			}
			e.Changed = append(e.Changed, changed)
		}
		if len(e.Changed) > 0 {
			all = append(all, e)
		}
	}
	return all
}
