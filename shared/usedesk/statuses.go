package usedesk

import (
	"strconv"

	"deskside/shared/helpdesk"
)

// statuses are the ten status ids of every company, by id from 1. The tenth
// occurs in answers though the reference's filter does not list it.
var statuses = [...]struct {
	slug, title string
	state       helpdesk.State
}{
	{"open", "Open", helpdesk.Open},
	{"solved", "Solved", helpdesk.Solved},
	{"closed", "Closed", helpdesk.Closed},
	{"deleted", "Deleted", helpdesk.Deleted},
	{"on_hold", "On hold", helpdesk.Hold},
	{"pending", "Pending", helpdesk.Pending},
	{"spam", "Spam", helpdesk.Spam},
	{"new", "New", helpdesk.New},
	{"mailing", "Mailing", helpdesk.Mailing},
	{"merged", "Merged", helpdesk.Merged},
}

// lastAsked is the last status id that the reference lists for requests.
const lastAsked = 9

// StatusOf names a status id; an unknown one is shown by its number.
func StatusOf(id int64) helpdesk.Status {
	if id < 1 || id > int64(len(statuses)) {
		return helpdesk.Status{ID: id, Title: "Status " + strconv.FormatInt(id, 10), State: helpdesk.Unknown}
	}
	s := statuses[id-1]
	return helpdesk.Status{ID: id, Slug: s.slug, Title: s.title, State: s.state}
}

// Statuses lists the statuses by id.
func Statuses() []helpdesk.Status {
	all := make([]helpdesk.Status, len(statuses))
	for i := range statuses {
		all[i] = StatusOf(int64(i + 1))
	}
	return all
}

// StatusIDs returns the ids of the statuses that mean one of states.
func StatusIDs(states []helpdesk.State) []int64 {
	var ids []int64
	for i, s := range statuses {
		for _, state := range states {
			if s.state == state {
				ids = append(ids, int64(i+1))
			}
		}
	}
	return ids
}
