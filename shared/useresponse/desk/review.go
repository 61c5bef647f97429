package desk

import (
	"deskside/shared/api"
	"deskside/shared/helpdesk"
	"deskside/shared/useresponse"
)

// Newest searches posts, of which agents get those that wait among the others, and
// lists comments.
func (c client) Newest(page int64) helpdesk.NewestCalls {
	search := useresponse.Search{Ownership: "feedback", Sort: "new", Count: useresponse.CountLimit, Page: page + 1}
	return helpdesk.NewestCalls{Posts: api.Map(c.SearchTickets(search), onePage), Comments: c.NewestComments(page + 1)}
}

// Posts searches posts, whose order is by votes.
func (c client) Posts(text string) api.Call[helpdesk.Page] {
	search := useresponse.Search{Ownership: "feedback", Text: text, Sort: "popular", Count: useresponse.CountLimit}
	return api.Map(c.SearchTickets(search), onePage)
}
