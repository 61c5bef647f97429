package portal

import (
	"slices"

	"deskside/shared/api"
	"deskside/shared/core"
	"deskside/shared/core/conversation"
	"deskside/shared/helpdesk"
)

// titled is how many posts are asked for of which only comments wait, so that they have
// their titles: an operation goes over no more answers than eight.
const titled = 6

// Source is an account that is asked.
type Source struct {
	Client helpdesk.Client
	Lane   func() *core.Lane
	X      *core.Exchange
}

// Held reads a page, counted from 0, and the posts that its items are of, as far as they
// were read.
func (s *Source) Held(page int64) (*Held, []helpdesk.Ticket, error) {
	client, ok := s.Client.(helpdesk.Reviews)
	if !ok {
		return nil, nil, &api.Error{Kind: api.Invalid}
	}
	calls := client.Newest(page)
	found, postsErr := core.Ask(s.Lane(), calls.Posts)
	comments, commentsErr := core.Ask(s.Lane(), calls.Comments)
	if s.X.Waiting() || postsErr != nil && commentsErr != nil {
		return nil, nil, postsErr
	}
	h := &Held{}
	if postsErr != nil {
		h.PostsProblem = s.X.Failure(postsErr)
	}
	if commentsErr != nil {
		h.CommentsProblem = s.X.Failure(commentsErr)
	}
	reader := conversation.MailReader()
	var posts []helpdesk.Ticket
	var last int64
	for i := range found.Tickets {
		p := &found.Tickets[i]
		last = p.Created
		if p.Review == helpdesk.Held {
			posts = append(posts, *p)
			h.Items = append(h.Items, HeldItem{
				Post: p.ID, Property: helpdesk.PropertyReview, Author: p.Client.Name, Created: p.Created, Body: reader.Program(p.Body),
			})
		}
	}
	if postsErr == nil && !found.Last && len(found.Tickets) > 0 {
		h.reach(last)
	}
	for i := range comments {
		c := &comments[i]
		last = c.Created
		if c.Review == helpdesk.Held {
			h.Items = append(h.Items, HeldItem{
				Post: c.Post, Comment: c.ID, Property: c.Property(helpdesk.CommentReview), Author: c.Author.Name, Created: c.Created,
				Body: reader.Program(c.Body), Files: links(c.Attachments),
			})
		}
	}
	if len(comments) > 0 {
		h.reach(last)
	}
	slices.SortStableFunc(h.Items, func(a, b HeldItem) int { return int(b.Created - a.Created) })
	posts = s.posts(h.Items, posts, found.Tickets)
	if s.X.Waiting() {
		return nil, nil, nil
	}
	return h, posts, nil
}

// reach notes that what is older than a moment has not been looked at.
func (h *Held) reach(since int64) { h.More, h.Since = true, max(h.Since, since) }

// posts adds to those that wait themselves those of which a comment waits.
func (s *Source) posts(items []HeldItem, posts, read []helpdesk.Ticket) []helpdesk.Ticket {
	asked := 0
	for i := range items {
		id := items[i].Post
		is := func(t helpdesk.Ticket) bool { return t.ID == id }
		if slices.ContainsFunc(posts, is) {
			continue
		}
		if at := slices.IndexFunc(read, is); at >= 0 {
			posts = append(posts, read[at])
			continue
		}
		// One that cannot be read is known by its number.
		post := helpdesk.Ticket{ID: id}
		if asked++; asked <= titled {
			if opened, err := core.Ask(s.Lane(), s.Client.Open(id).Ticket); err == nil {
				post = opened.Ticket
			}
		}
		posts = append(posts, post)
	}
	return posts
}

// links are files that a browser may open.
func links(files []helpdesk.Attachment) (out []helpdesk.Attachment) {
	for _, f := range files {
		if f.URL = conversation.Link(f.URL); f.URL != "" {
			out = append(out, f)
		}
	}
	return out
}
