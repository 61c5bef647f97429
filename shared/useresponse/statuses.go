package useresponse

import (
	"deskside/shared/api"
	"deskside/shared/api/jsontext"
	"deskside/shared/api/loose"
	"deskside/shared/helpdesk"
)

// Status is a status of one type of objects. Ids belong to the installation.
type Status struct {
	helpdesk.Status
	// Default is that of new objects, Closed ends work on them, System cannot be removed.
	Default, Closed, System bool
	// Background and Text are colours as the installation writes them.
	Background, Text string
	Order            int64
	Ownership, Type  string
}

// Statuses lists the statuses of the installation. Empty arguments do not filter.
//
// API reference 7.0: Additional, Get statuses.
func (c Client) Statuses(ownership, objectType string) api.Call[[]Status] {
	return call(c, &opStatuses, ofKind(ownership, objectType), all(status))
}

func status(v jsontext.Value) Status {
	if !loose.IsObject(v) {
		return Status{}
	}
	return Status{
		Status:     sharedStatus(v),
		Default:    loose.Bool(v.Get("isDefault")),
		Closed:     loose.Bool(v.Get("isClosed")),
		System:     loose.Bool(v.Get("isSystem")),
		Background: loose.String(v.Get("color").Get("background")),
		Text:       loose.String(v.Get("color").Get("text")),
		Order:      loose.Int(v.Get("order")),
		Ownership:  loose.String(v.Get("ownership")),
		Type:       loose.String(v.Get("type")),
	}
}

// sharedStatus reads a status as far as the shared model knows it.
func sharedStatus(v jsontext.Value) helpdesk.Status {
	if !loose.IsObject(v) {
		return helpdesk.Status{}
	}
	r := v.Record()
	s := helpdesk.Status{ID: loose.Int(r.Get("id")), Title: loose.String(r.Get("title")), Slug: loose.String(r.Get("slug"))}
	s.State = state(s.Slug, loose.Bool(r.Get("isClosed")))
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
