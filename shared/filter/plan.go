package filter

import (
	"strings"

	"deskside/shared/helpdesk"
	"deskside/shared/usedesk"
	"deskside/shared/useresponse"
)

// Usedesk returns the list parameters that do what the server can do of f,
// newest change first. Match judges the rest.
func (f Filter) Usedesk() usedesk.List {
	return usedesk.List{Status: usedesk.StatusIDs(f.States), Query: f.Text, Sort: "last_updated_at", SLA: true}
}

// UseResponse returns the list parameters that do what the server can do of
// f, newest change first. Match judges the rest.
func (f Filter) UseResponse() useresponse.Tickets {
	t := useresponse.Tickets{Text: f.Text, Status: "all", Sort: "updated", Count: 50}
	if f.States == nil {
		return t
	}
	// Statuses of an installation's own have slugs that no plan knows; only
	// the server's own words include them. They mean unknown or solved.
	switch {
	case contains(f.States, helpdesk.Solved):
		return t
	case contains(f.States, helpdesk.Unknown):
		if !contains(f.States, helpdesk.Closed) {
			t.Status = "all-active"
		}
		return t
	}
	if slugs := useresponse.StatusSlugs(f.States); len(slugs) > 0 {
		t.Status = strings.Join(slugs, ",")
	}
	return t
}
