package demo

import "deskside/shared/helpdesk"

// statuses are by number from 1. They have no titles: whoever draws one has a
// word for its state in each language.
var statuses = []helpdesk.Status{
	{ID: 1, Slug: "new", State: helpdesk.New}, {ID: 2, Slug: "open", State: helpdesk.Open}, {ID: 3, Slug: "pending", State: helpdesk.Pending},
	{ID: 4, Slug: "on_hold", State: helpdesk.Hold}, {ID: 5, Slug: "solved", State: helpdesk.Solved}, {ID: 6, Slug: "closed", State: helpdesk.Closed},
	{ID: 7, Slug: "spam", State: helpdesk.Spam},
}

// Statuses lists the statuses by number. The answer is shared: it must not be changed.
func Statuses() []helpdesk.Status { return statuses }

// StatusOf names a status by its number.
func StatusOf(id int64) helpdesk.Status {
	if id < 1 || id > int64(len(statuses)) {
		return helpdesk.Status{ID: id, State: helpdesk.Unknown}
	}
	return statuses[id-1]
}
