package customer

import (
	"strings"

	"deskside/shared/api"
	"deskside/shared/core"
	"deskside/shared/core/conversation"
	"deskside/shared/desks/customers"
	"deskside/shared/feedback"
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

func (p *Portal) client(headers ...api.Header) (helpdesk.Portal, error) {
	base, err := api.ParseBase(p.Address)
	if err != nil {
		return nil, err
	}
	return customers.Feedback().Portal(base, append(headers, api.Header{Name: VisitorHeader, Value: p.Visitor})...), nil
}

// portalLane returns a lane of requests to the portal, whose own limits nobody
// knows before it asks for a pause.
func portalLane(x *core.Exchange) *core.Lane { return x.Lane("", nil) }

func popular(text string, kind helpdesk.PostType) helpdesk.PostSearch {
	return helpdesk.PostSearch{Text: strings.TrimSpace(text), Type: kind, Order: helpdesk.Popular, Count: postsOnAPage}
}

// FirstPosts are those that the widget shows at first.
func FirstPosts() helpdesk.PostSearch { return popular("", "") }

// absent reports whether there is no such thing.
func absent(err error) bool {
	failed, ok := err.(*api.Error)
	return ok && failed.Kind == api.NotFound
}

func identify(a *IdentifyArgs, x *core.Exchange) (*IdentifyResult, error) {
	c, err := a.Portal.client()
	if err != nil {
		return nil, err
	}
	s, err := core.Ask(portalLane(x), c.Identify(a.Token))
	if err != nil {
		return nil, err
	}
	return &IdentifyResult{Visitor: s.Text, Name: s.Name, ForMS: s.Seconds * 1000}, nil
}

func startFeedback(a *StartArgs, x *core.Exchange) (*StartResult, error) {
	c, err := a.Portal.client()
	if err != nil {
		return nil, err
	}
	first, err := core.Ask(portalLane(x), c.Bootstrap(FirstPosts()))
	if err == nil {
		return &StartResult{Categories: first.Categories, Posts: postRows(first.Posts)}, nil
	}
	if !absent(err) {
		return nil, err
	}
	// This is no edge, but a helpdesk itself. Without categories a customer can still
	// write, so their failure is not the screen's.
	categories, _ := core.Ask(portalLane(x), c.Categories())
	posts, err := core.Ask(portalLane(x), c.Posts(FirstPosts()))
	if err != nil {
		return nil, err
	}
	return &StartResult{Categories: categories, Posts: postRows(posts)}, nil
}

func listPosts(a *PostsArgs, x *core.Exchange) (*PostsResult, error) {
	c, err := a.Portal.client()
	if err != nil {
		return nil, err
	}
	found, err := core.Ask(portalLane(x), c.Posts(popular(a.Text, "")))
	if err != nil {
		return nil, err
	}
	return &PostsResult{Posts: postRows(found)}, nil
}

func similarPosts(a *SimilarArgs, x *core.Exchange) (*PostsResult, error) {
	if !feedback.AskSimilar(a.Title) {
		return &PostsResult{}, nil
	}
	c, err := a.Portal.client()
	if err != nil {
		return nil, err
	}
	found, err := core.Ask(portalLane(x), c.Posts(popular(a.Title, a.Type)))
	if err != nil {
		return nil, err
	}
	return &PostsResult{Posts: postRows(feedback.Similar(a.Title, found))}, nil
}

func getPost(a *PostArgs, x *core.Exchange) (*PostResult, error) {
	c, err := a.Portal.client()
	if err != nil {
		return nil, err
	}
	post, err := core.Ask(portalLane(x), c.Post(a.ID))
	comments, commentsErr := core.Ask(portalLane(x), c.PostComments(a.ID))
	if err != nil || x.Waiting() {
		return nil, err
	}
	r := new(conversation.Reader)
	result := &PostResult{Post: postRow(r, &post), Author: post.Author.Name, Body: r.Program(post.Body)}
	if commentsErr != nil {
		result.CommentsProblem = x.Failure(commentsErr)
		return result, nil
	}
	result.Comments = r.Thread(comments, post.Author.ID, helpdesk.UnsaidSide)
	return result, nil
}

func checkDraft(a *CheckDraftArgs, _ *core.Input) (*CheckDraftResult, error) {
	key, err := feedback.PostKey(a.Writing, &a.Draft)
	return &CheckDraftResult{Review: a.Draft.Check(), Key: key}, err
}

func postRows(posts []helpdesk.Post) []PostRow {
	r := new(conversation.Reader)
	rows := make([]PostRow, 0, len(posts))
	for i := range posts {
		rows = append(rows, postRow(r, &posts[i]))
	}
	return rows
}

func postRow(r *conversation.Reader, p *helpdesk.Post) PostRow {
	return PostRow{
		ID: p.ID, Type: p.Type, Title: p.Title, Excerpt: r.Excerpt(p.Body), Status: p.Status, Category: p.Category.Name,
		Votes: p.Votes, Comments: p.Comments, Created: p.Created, URL: conversation.Link(p.URL),
	}
}
