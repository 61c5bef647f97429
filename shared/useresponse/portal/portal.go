// Package portal is UseResponse as customers use it: what they ask themselves,
// and what an edge asks for them. It must not know who may ask, nor what is done
// with answers.
package portal

import (
	"bytes"
	"strings"

	"deskside/shared/api"
	"deskside/shared/helpdesk"
	"deskside/shared/useresponse"
)

// ownership is the logical group of objects that customers write in.
const ownership = "feedback"

// Feedback is UseResponse.
type Feedback struct{}

// Portal asks an edge as a guest, or as whom the headers say.
func (Feedback) Portal(base api.Base, headers ...api.Header) helpdesk.Portal {
	options := []useresponse.Option{useresponse.WithDrawing()}
	for _, h := range headers {
		options = append(options, useresponse.WithHeader(h.Name, h.Value))
	}
	return portal{useresponse.New(base, options...)}
}

type portal struct{ useresponse.Client }

// BootstrapPath is where an edge answers what Bootstrap asks for, below the version of the
// API: lines, of which each is what the helpdesk's own answer would be, first the
// categories, then the posts, and where BootstrapStatuses is 1 in the query the statuses.
const (
	BootstrapPath     = "bootstrap.jsonl"
	BootstrapStatuses = "statuses"
)

// Bootstrap asks an edge, which chooses the posts itself; search says how they are read.
func (p portal) Bootstrap(s helpdesk.PostSearch) api.Call[helpdesk.Bootstrap] {
	categories, posts, statuses := p.Categories(), p.Posts(s), p.Statuses(ownership, "")
	all := api.Call[helpdesk.Bootstrap]{Op: posts.Op, Request: posts.Request, Problem: posts.Problem, Decode: func(r *api.Response) (b helpdesk.Bootstrap, err error) {
		first, second, third := *r, *r, *r
		if r.Status == statusOK {
			first.Body, second.Body, _ = bytes.Cut(r.Body, []byte{'\n'})
			second.Body, third.Body, _ = bytes.Cut(second.Body, []byte{'\n'})
		}
		if b.Found, err = posts.Decode(&second); err != nil {
			return b, err
		}
		if b.Categories, err = categories.Decode(&first); err != nil || len(third.Body) == 0 {
			return b, err
		}
		all, err := statuses.Decode(&third)
		for i := range all {
			b.Statuses = append(b.Statuses, all[i].Status)
		}
		return b, err
	}}
	address, _, _ := strings.Cut(all.Request.URL, "?")
	all.Request.URL = address[:strings.LastIndexByte(address, '/')+1] + BootstrapPath + "?" + BootstrapStatuses + "=1"
	return all
}

const statusOK = 200

func (p portal) Snapshot() api.Call[helpdesk.Snapshot] {
	told := p.Client.Snapshot()
	directory, _, _ := strings.Cut(told.Request.URL, ".json")
	return api.Map(told, func(s useresponse.Snapshot) helpdesk.Snapshot {
		return helpdesk.Snapshot{URL: directory + "/" + s.Hash + ".gz", Made: s.Made}
	})
}

func (p portal) Identify(token string) api.Call[helpdesk.Session] {
	return api.Map(p.Client.Identify(token), func(s useresponse.Session) helpdesk.Session { return helpdesk.Session(s) })
}

func (p portal) Categories() api.Call[[]helpdesk.Category] { return p.PostCategories(ownership, "") }

func (p portal) Posts(s helpdesk.PostSearch) api.Call[helpdesk.Posts] {
	return api.Map(p.Client.Posts(search(s)), func(found useresponse.Page[helpdesk.Post]) helpdesk.Posts {
		return helpdesk.Posts{Posts: found.Items, More: found.Number < found.Pages}
	})
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
