package useresponse

import (
	"deskside/shared/api"
	"deskside/shared/api/jsontext"
	"deskside/shared/api/loose"
	"deskside/shared/helpdesk"
)

// Statuses lists the statuses of the installation. Empty arguments do not filter.
func (c Client) Statuses(ownership, objectType string) api.Call[[]helpdesk.Status] {
	var query api.Query
	query.Add("ownership", ownership)
	query.Add("type", objectType)
	return call(c, &opStatuses, c.request(&opStatuses, 0, &query, nil), func(v jsontext.Value) ([]helpdesk.Status, bool) {
		return list(v, status)
	})
}

func status(v jsontext.Value) helpdesk.Status {
	if !loose.IsObject(v) {
		return helpdesk.Status{}
	}
	s := helpdesk.Status{ID: loose.Int(v.Get("id")), Slug: loose.String(v.Get("slug")), Title: loose.String(v.Get("title"))}
	s.State = state(s.Slug, loose.Bool(v.Get("isClosed")))
	return s
}

// state reads what a status means from its slug; ids are each installation's
// own. An unknown slug is solved or open by isClosed.
func state(slug string, closed bool) helpdesk.State {
	switch slug {
	case "new":
		return helpdesk.New
	case "opened", "open", "in_progress":
		return helpdesk.Open
	case "awaiting_reply":
		return helpdesk.Pending
	case "on_hold":
		return helpdesk.Hold
	case "completed", "solved":
		return helpdesk.Solved
	case "closed", "declined", "rejected", "duplicate":
		return helpdesk.Closed
	}
	if closed {
		return helpdesk.Solved
	}
	return helpdesk.Unknown
}

// StatusSlugs returns the slugs of ticket statuses that mean one of states.
func StatusSlugs(states []helpdesk.State) []string {
	var slugs []string
	for _, slug := range [...]string{"opened", "in_progress", "awaiting_reply", "on_hold", "completed"} {
		for _, s := range states {
			if state(slug, false) == s {
				slugs = append(slugs, slug)
				break
			}
		}
	}
	return slugs
}
