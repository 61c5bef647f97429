package customer

import (
	"encoding/base64"
	"errors"
	"strings"

	"deskside/shared/api"
	"deskside/shared/core"
	"deskside/shared/core/conversation/thread"
	"deskside/shared/desks/customers"
	"deskside/shared/helpdesk"
)

// postsOnAPage is how many posts a list shows.
const postsOnAPage = 20

// Headers with which the edge recognises a browser and a repeated sending.
const (
	VisitorHeader        = "Deskside-Visitor"
	IdempotencyKeyHeader = "Idempotency-Key"
	// FrameHeader brings the stamp of a frame that has this core run by the edge.
	FrameHeader = "Deskside-Frame"
	// TurnstileHeader brings a token of Turnstile.
	TurnstileHeader = "Deskside-Turnstile"
)

// Client asks the portal, with further headers.
func (p *Portal) Client(headers ...api.Header) (helpdesk.Portal, error) {
	base, ok := api.BaseOf(p.Address)
	if !ok {
		return nil, &api.Error{Kind: api.Protocol, Detail: "the portal has no address"}
	}
	return customers.Feedback().Portal(base, append(headers, api.Header{Name: VisitorHeader, Value: p.Visitor})...), nil
}

// Lane returns a lane of requests to the portal, whose own limits nobody knows
// before it asks for a pause.
func Lane(x *core.Exchange) *core.Lane { return x.Lane("", nil) }

// Popular searches for posts, those with the most votes first.
func Popular(text string, kind helpdesk.PostType) helpdesk.PostSearch {
	return (&PostFilter{Text: text, Type: kind}).search(1)
}

// search is how a page of what a filter selects is asked for.
func (f *PostFilter) search(page int64) helpdesk.PostSearch {
	s := helpdesk.PostSearch{Text: strings.TrimSpace(f.Text), Type: f.Type, Status: f.Status, Order: f.Order, Page: page, Count: postsOnAPage}
	if s.Order == "" {
		s.Order = helpdesk.Popular
	}
	return s
}

// page is a page of what it selects. What nobody works at any more comes last, unless a
// status was asked for, or what is new.
func (f *PostFilter) page(found *helpdesk.Posts) PostsResult {
	out := PostsResult{Posts: Rows(found.Posts), More: found.More}
	if f.Status != "" || f.Order == helpdesk.Newest {
		return out
	}
	for i := range out.Posts {
		if over(&out.Posts[i].Status) {
			out.Later = append(out.Later, out.Posts[i].ID)
		}
	}
	return out
}

// over reports whether nobody works any more at what has a status.
func over(s *helpdesk.Status) bool { return s.State == helpdesk.Solved || s.State == helpdesk.Closed }

// FirstPosts are those that the widget shows at first.
func FirstPosts() helpdesk.PostSearch { return Popular("", "") }

func identify(a *IdentifyArgs, x *core.Exchange) (*IdentifyResult, error) {
	c, err := a.Portal.Client()
	if err != nil {
		return nil, err
	}
	s, err := core.Ask(Lane(x), c.Identify(a.Token))
	if err != nil {
		return nil, err
	}
	return &IdentifyResult{Visitor: s.Text, Name: s.Name, ForMS: s.Seconds * 1000}, nil
}

func startFeedback(a *StartArgs, x *core.Exchange) (*StartResult, error) {
	c, err := a.Portal.Client()
	if err != nil {
		return nil, err
	}
	first, err := core.Ask(Lane(x), c.Bootstrap(FirstPosts()))
	if err != nil {
		return nil, err
	}
	return &StartResult{Categories: first.Categories, Statuses: choices(first.Statuses), Found: new(PostFilter).page(&first.Found)}, nil
}

// choices are statuses to choose from. Types of posts have statuses of their own, many of the
// same name.
func choices(all []helpdesk.Status) []StatusChoice {
	var out []StatusChoice
next:
	for i := range all {
		choice := StatusChoice{Slug: all[i].Slug, Title: all[i].Title}
		if choice.Slug == "" || choice.Title == "" {
			continue
		}
		for j := range out {
			if out[j].Slug == choice.Slug {
				continue next
			}
		}
		out = append(out, choice)
	}
	return out
}

func listPosts(a *PostsArgs, x *core.Exchange) (*PostsResult, error) {
	c, err := a.Portal.Client()
	if err != nil {
		return nil, err
	}
	found, err := core.Ask(Lane(x), c.Posts(a.Filter.search(a.Page)))
	if err != nil {
		return nil, err
	}
	page := a.Filter.page(&found)
	return &page, nil
}

func listMine(a *MineArgs, x *core.Exchange) (*MineResult, error) {
	c, err := a.Portal.Client()
	if err != nil {
		return nil, err
	}
	mine, err := core.Ask(Lane(x), c.Mine())
	if Absent(err) {
		return &MineResult{}, nil
	}
	if err != nil {
		return nil, err
	}
	out := &MineResult{AsOf: mine.AsOf}
	for i := range mine.Posts {
		out.Posts = append(out.Posts, participation(&mine.Posts[i]))
	}
	return out, nil
}

// Absent reports whether there is no such thing at the portal.
func Absent(err error) bool {
	var failed *api.Error
	return errors.As(err, &failed) && failed.Kind == api.NotFound
}

func participation(p *helpdesk.Participation) Participation {
	out := Participation{Post: Row(&p.Post), Role: Voted, Held: p.Held, Left: p.Left, ReadAt: p.ReadAt}
	switch {
	case p.Wrote:
		out.Role = Wrote
	case p.Commented:
		out.Role = Commented
	case !p.Voted:
		out.Role = Follows
	}
	if p.Left {
		return out
	}
	// What was before is no news to them.
	if p.StatusAt > p.Since {
		out.StatusAt = p.StatusAt
	}
	if p.AnsweredAt > p.Since {
		out.AnsweredAt = p.AnsweredAt
	}
	return out
}

func getPost(a *PostArgs, x *core.Exchange) (*PostResult, error) {
	c, err := a.Portal.Client()
	if err != nil {
		return nil, err
	}
	post, err := core.Ask(Lane(x), c.Post(a.ID))
	comments, commentsErr := core.Ask(Lane(x), c.PostComments(a.ID))
	if err != nil || x.Waiting() {
		return nil, err
	}
	result := &PostResult{Post: Row(&post), Author: post.Author.Name, Body: drawn{}.Program(post.Body), CanComment: post.CanComment, Following: post.Following}
	if commentsErr != nil {
		result.CommentsProblem = x.Failure(commentsErr)
		return result, nil
	}
	result.Comments = thread.Of(comments, post.Author.ID, helpdesk.UnsaidSide, drawn{})
	return result, nil
}

// drawn is what people wrote as an edge gives it.
type drawn struct{}

// Program is what content is drawn by, nothing where it came in another form.
func (drawn) Program(m helpdesk.Markup) []byte {
	program, err := base64.StdEncoding.DecodeString(m.Source)
	if m.Format != helpdesk.Drawn || err != nil {
		return nil
	}
	return program
}

// Link is an address of the web, or "".
func (drawn) Link(address string) string {
	if strings.HasPrefix(address, "https://") || strings.HasPrefix(address, "http://") {
		return address
	}
	return ""
}

// Rows are posts as a list shows them.
func Rows(posts []helpdesk.Post) []PostRow {
	rows := make([]PostRow, 0, len(posts))
	for i := range posts {
		rows = append(rows, Row(&posts[i]))
	}
	return rows
}

// Row is a post as a list shows it.
func Row(p *helpdesk.Post) PostRow {
	return PostRow{
		ID: p.ID, Type: p.Type, Title: p.Title, Status: p.Status, Category: p.Category.Name,
		Votes: p.Votes, Comments: p.Comments, Created: p.Created, URL: drawn{}.Link(p.URL), Moderated: p.Moderated,
	}
}
