package plan

import (
	"slices"

	"deskside/shared/filter"
	"deskside/shared/helpdesk"
)

// usedeskSorts are the orders of Usedesk's list. Those that are not exact are
// by numbers where people mean names or the course of work, so that rows are put
// in order here; as an order of pages they come closest.
var usedeskSorts = [...]struct {
	by    filter.Key
	word  string
	exact bool
}{
	{filter.ByUpdated, "last_updated_at", true}, {filter.ByCreated, "published_at", true}, {filter.ByID, "id", true}, {filter.ByGroup, "group", true},
	{filter.ByActivity, "last_updated_at", true},
	{filter.ByStatus, "status_id", false}, {filter.ByAssignee, "assignee_id", false}, {filter.ByClient, "client_id", false},
}

// useResponseSorts are the orders of UseResponse's lists, all of them
// descending. The last activity alone is not told of a ticket without any, which
// comes by its creation here and last there.
var useResponseSorts = [...]struct {
	by    filter.Key
	word  string
	exact bool
}{
	{filter.ByUpdated, "new_updated", true}, {filter.ByActivity, "updated", false}, {filter.ByCreated, "new", true},
	{filter.ByPopular, "popular", true}, {filter.ByTrending, "trending", true},
}

// sort asks for the order as far as the server does it, else for the newest
// change first: where not every page is read, the rest is what matters least.
func (p *Plan) sort(sla bool) {
	key := p.Order[0]
	word, ok := "", false
	exact := true
	if p.System == helpdesk.Usedesk {
		for _, s := range usedeskSorts {
			if s.by == key.By {
				word, ok, exact = s.word, true, s.exact
			}
		}
		// Tickets without a group come first there where groups ascend, and last here.
		exact = exact && (key.By != filter.ByGroup || key.Descending || p.grouped())
	} else {
		for _, s := range useResponseSorts {
			if s.by == key.By && key.Descending {
				word, ok, exact = s.word, true, s.exact
			}
		}
	}
	if ok && exact {
		p.Sorted = SortedAll
		if len(p.Order) > 1 {
			p.Sorted = FirstKey
		}
	}
	for _, r := range p.Requests {
		switch {
		case r.Usedesk != nil:
			r.Usedesk.Sort, r.Usedesk.Ascending, r.Usedesk.SLA = "last_updated_at", false, sla
			if ok {
				r.Usedesk.Sort, r.Usedesk.Ascending = word, !key.Descending
			}
		case r.Tickets != nil:
			r.Tickets.Sort = "new_updated"
			if ok {
				r.Tickets.Sort = word
			}
		default:
			r.Search.Sort = "new_updated"
			if ok {
				r.Search.Sort = word
			}
		}
	}
}

// grouped reports whether every ticket that is asked for has a group.
func (p *Plan) grouped() bool {
	return !slices.ContainsFunc(p.asked, func(b *box) bool { return b.sets[byGroup].has(nobody) })
}
