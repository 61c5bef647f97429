// Package portal is UseResponse as customers use it: what they ask themselves,
// and what an edge asks for them. It must not know who may ask, nor what is done
// with answers.
package portal

import (
	"deskside/shared/api"
	"deskside/shared/helpdesk"
	"deskside/shared/useresponse"
)

// ownership is the logical group of objects that customers write in.
const ownership = "feedback"

// Feedback is UseResponse.
type Feedback struct{}

// Portal asks as a guest, or as whom the headers say.
func (Feedback) Portal(base api.Base, headers ...api.Header) helpdesk.Portal {
	options := make([]useresponse.Option, len(headers))
	for i, h := range headers {
		options[i] = useresponse.WithHeader(h.Name, h.Value)
	}
	return portal{useresponse.New(base, options...)}
}

type portal struct{ useresponse.Client }

func (p portal) Categories() api.Call[[]helpdesk.Category] { return p.PostCategories(ownership, "") }

func (p portal) Posts(s helpdesk.PostSearch) api.Call[[]helpdesk.Post] {
	return api.Map(p.Client.Posts(search(s)), func(found useresponse.Page[helpdesk.Post]) []helpdesk.Post { return found.Items })
}

func (p portal) PostComments(id int64) api.Call[[]helpdesk.Comment] { return p.Comments(id, false) }

func search(s helpdesk.PostSearch) useresponse.Search {
	if s.Page == 1 {
		s.Page = 0 // what installations answer that know no pages
	}
	return useresponse.Search{
		Text: s.Text, Ownership: ownership, Type: string(s.Type), Status: s.Status, Category: s.Category,
		Author: s.Author, Date: string(s.Within), Sort: string(s.Order), Page: s.Page, Count: int64(s.Count),
	}
}
