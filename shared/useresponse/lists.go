package useresponse

import (
	"deskside/shared/api"
	"deskside/shared/helpdesk"
)

// pages describes a list whose pages are numbered.
func pages[T any](plan func(number int64) api.Call[Page[T]], id func(T) int64) api.List[Page[T], T] {
	return api.List[Page[T], T]{
		Page:  func(c *api.Cursor) api.Call[Page[T]] { return plan(c.Number()) },
		Items: func(p Page[T]) []T { return p.Items },
		ID:    id,
		Last:  func(p Page[T]) bool { return api.LastNumbered(p.Number, p.Pages) },
	}
}

// EveryTicket describes all pages of Tickets, from wherever a cursor stands.
func (c Client) EveryTicket(t Tickets) api.List[Page[helpdesk.Ticket], helpdesk.Ticket] {
	return pages(func(n int64) api.Call[Page[helpdesk.Ticket]] { t.Page = n; return c.Tickets(t) },
		func(t helpdesk.Ticket) int64 { return t.ID })
}

// EveryPost describes all pages of Posts.
func (c Client) EveryPost(s Search) api.List[Page[helpdesk.Post], helpdesk.Post] {
	return pages(func(n int64) api.Call[Page[helpdesk.Post]] { s.Page = n; return c.Posts(s) },
		func(p helpdesk.Post) int64 { return p.ID })
}

// EveryListedTicket describes all pages of ListTickets.
func (c Client) EveryListedTicket(t Tickets) api.List[Page[Object], Object] {
	return pages(func(n int64) api.Call[Page[Object]] { t.Page = n; return c.ListTickets(t) }, objectID)
}

// EveryFoundObject describes all pages of SearchObjects.
func (c Client) EveryFoundObject(s Search) api.List[Page[Object], Object] {
	return pages(func(n int64) api.Call[Page[Object]] { s.Page = n; return c.SearchObjects(s) }, objectID)
}

// EveryUserObject describes all pages of UserObjects; 0 leaves the count of a
// page to the server.
func (c Client) EveryUserObject(user, count int64) api.List[Page[Object], Object] {
	return pages(func(n int64) api.Call[Page[Object]] { return c.UserObjects(user, n, count) }, objectID)
}

// EveryUser describes all pages of SearchUsers.
func (c Client) EveryUser(s UserSearch) api.List[Page[User], User] {
	return pages(func(n int64) api.Call[Page[User]] { s.Page = n; return c.SearchUsers(s) },
		func(u User) int64 { return u.ID })
}

// EveryChat describes all pages of Chats.
func (c Client) EveryChat(author int64) api.List[Page[Chat], Chat] {
	return pages(func(n int64) api.Call[Page[Chat]] { return c.Chats(author, n) },
		func(c Chat) int64 { return c.ID })
}

// EveryMessage describes all pages of ChatMessages, of a chat given by
// Chat.External. Set top to the newest message, so that pages stand still.
func (c Client) EveryMessage(external, top int64) api.List[Page[Message], Message] {
	return pages(func(n int64) api.Call[Page[Message]] {
		return c.ChatMessages(external, Messages{Page: n, Top: top})
	}, func(m Message) int64 { return m.ID })
}

// EveryReportObject describes all pages of ReportObjects.
func (c Client) EveryReportObject(report int64, q ReportQuery) api.List[ReportPage, Object] {
	return api.List[ReportPage, Object]{
		Page:  func(at *api.Cursor) api.Call[ReportPage] { q.Page = at.Number(); return c.ReportObjects(report, q) },
		Items: func(p ReportPage) []Object { return p.Items },
		ID:    objectID,
		Last:  func(p ReportPage) bool { return api.LastNumbered(p.Number, p.Pages) },
	}
}

// EveryComment describes all pages of ListComments.
func (c Client) EveryComment(q CommentQuery) api.List[[]Comment, Comment] {
	return comments(func(n int64) api.Call[[]Comment] { q.Page = n; return c.ListComments(q) })
}

// EveryObjectComment describes all pages of ObjectComments.
func (c Client) EveryObjectComment(object int64, q CommentQuery) api.List[[]Comment, Comment] {
	return comments(func(n int64) api.Call[[]Comment] { q.Page = n; return c.ObjectComments(object, q) })
}

// comments describes a list of comments, which does not say how many pages it
// has nor how many comments one holds: it ends with the first that brings none.
func comments(plan func(number int64) api.Call[[]Comment]) api.List[[]Comment, Comment] {
	return api.List[[]Comment, Comment]{
		Page:  func(c *api.Cursor) api.Call[[]Comment] { return plan(c.Number()) },
		Items: func(p []Comment) []Comment { return p },
		ID:    func(m Comment) int64 { return m.ID },
		Last:  func(p []Comment) bool { return len(p) == 0 },
	}
}

func objectID(o Object) int64 { return o.ID }
