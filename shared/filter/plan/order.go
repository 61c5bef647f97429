package plan

import (
	"deskside/shared/filter"
	"deskside/shared/helpdesk"
)

// usedeskSorts are the orders of Usedesk's list.
var usedeskSorts = [...]struct {
	by   filter.Key
	word string
}{
	{filter.ByUpdated, "last_updated_at"}, {filter.ByCreated, "published_at"}, {filter.ByID, "id"},
}

// useResponseSorts are the orders of UseResponse's lists, all of them descending.
var useResponseSorts = [...]struct {
	by   filter.Key
	word string
}{
	{filter.ByUpdated, "new_updated"}, {filter.ByActivity, "updated"}, {filter.ByCreated, "new"},
	{filter.ByPopular, "popular"}, {filter.ByTrending, "trending"},
}

// sort asks for the order as far as the server does it, else for the newest
// change first: where not every page is read, the rest is what matters least.
func (p *Plan) sort(sla bool) {
	key := p.Order[0]
	word, ok := "", false
	if p.System == helpdesk.Usedesk {
		for _, s := range usedeskSorts {
			if s.by == key.By {
				word, ok = s.word, true
			}
		}
	} else {
		for _, s := range useResponseSorts {
			if s.by == key.By && key.Descending {
				word, ok = s.word, true
			}
		}
	}
	if ok {
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
