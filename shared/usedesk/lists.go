package usedesk

import (
	"deskside/shared/api"
	"deskside/shared/helpdesk"
)

// pages describes a list whose pages are numbered from 0 and do not say how
// many there are: a page that is not full is the last.
func pages[T any](plan func(offset int64) api.Call[[]T], id func(T) int64) api.List[[]T, T] {
	return api.List[[]T, T]{
		Page:  func(c *api.Cursor) api.Call[[]T] { return plan(c.Offset()) },
		Items: func(p []T) []T { return p },
		ID:    id,
		Last:  func(p []T) bool { return api.LastShort(len(p), PageSize) },
	}
}

// EveryTicket describes all pages of Tickets, from wherever a cursor stands. In
// the order of ids, ascending, tickets do not move between pages.
func (c Client) EveryTicket(l List) api.List[[]helpdesk.Ticket, helpdesk.Ticket] {
	return pages(func(offset int64) api.Call[[]helpdesk.Ticket] { l.Offset = offset; return c.Tickets(l) },
		func(t helpdesk.Ticket) int64 { return t.ID })
}

// EveryTag describes all pages of Tags.
func (c Client) EveryTag(l TagList) api.List[[]Tag, Tag] {
	return pages(func(offset int64) api.Call[[]Tag] { l.Offset = offset; return c.Tags(l) }, func(t Tag) int64 { return t.ID })
}

// EveryProfile describes all pages of Profiles.
func (c Client) EveryProfile(l ProfileList) api.List[[]Profile, Profile] {
	return pages(func(offset int64) api.Call[[]Profile] { l.Offset = offset; return c.Profiles(l) }, func(p Profile) int64 { return p.ID })
}
