package core

import (
	"strings"

	"deskside/shared/api"
	"deskside/shared/feedback"
	"deskside/shared/helpdesk"
	"deskside/shared/useresponse"
)

// postsOnAPage is how many posts a list shows.
const postsOnAPage = 20

// Headers with which the edge recognises a browser and a repeated sending.
const (
	VisitorHeader        = "Deskside-Visitor"
	IdempotencyKeyHeader = "Idempotency-Key"
)

func (p *Portal) client(options ...useresponse.Option) (useresponse.Client, error) {
	base, err := api.ParseBase(p.Address)
	if err != nil {
		return useresponse.Client{}, err
	}
	return useresponse.New(base, append(options, useresponse.WithHeader(VisitorHeader, p.Visitor))...), nil
}

// portalLane returns a lane of requests to the portal, whose own limits nobody
// knows before it asks for a pause.
func portalLane(x *exchange) *lane { return x.lane("", nil) }

func popular(text string, kind helpdesk.PostType) useresponse.Search {
	return useresponse.Search{
		Text: strings.TrimSpace(text), Ownership: feedback.Ownership, Type: string(kind), Sort: "popular", Count: postsOnAPage,
	}
}

func startFeedback(a *StartArgs, x *exchange) (*StartResult, error) {
	c, err := a.Portal.client()
	if err != nil {
		return nil, err
	}
	// Without categories a customer can still write, so their failure is not the screen's.
	categories, _ := ask(portalLane(x), c.PostCategories(feedback.Ownership, ""))
	posts, err := ask(portalLane(x), c.Posts(popular("", "")))
	if err != nil {
		return nil, err
	}
	return &StartResult{
		Categories: categories, Posts: postRows(posts.Items),
		Limits: feedback.Limits{Title: feedback.TitleLimit, Content: feedback.ContentLimit},
	}, nil
}

func listPosts(a *PostsArgs, x *exchange) (*PostsResult, error) {
	c, err := a.Portal.client()
	if err != nil {
		return nil, err
	}
	page, err := ask(portalLane(x), c.Posts(popular(a.Text, a.Type)))
	if err != nil {
		return nil, err
	}
	return &PostsResult{Posts: postRows(page.Items)}, nil
}

func getPost(a *PostArgs, x *exchange) (*PostResult, error) {
	c, err := a.Portal.client()
	if err != nil {
		return nil, err
	}
	post, err := ask(portalLane(x), c.Post(a.ID))
	comments, commentsErr := ask(portalLane(x), c.Comments(a.ID, false))
	if err != nil || x.waiting() {
		return nil, err
	}
	var r reader
	result := &PostResult{Post: r.postRow(&post), Author: nameOr(post.Author.Name, "A customer"), Body: r.program(post.Body)}
	if commentsErr != nil {
		result.CommentsProblem = fail(commentsErr).Failure
		return result, nil
	}
	result.Comments = r.conversation(comments, post.Author.ID, helpdesk.UnsaidSide)
	return result, nil
}

func checkDraft(a *CheckDraftArgs, _ *Input) (*feedback.Review, error) {
	review := a.Draft.Check()
	return &review, nil
}

func createPost(a *CreateArgs, x *exchange) (*CreateResult, error) {
	if problems := a.Draft.Check().Problems; len(problems) > 0 {
		return nil, &api.Error{Kind: api.Invalid, Fields: problems}
	}
	c, err := a.Portal.client(useresponse.WithHeader(IdempotencyKeyHeader, a.Key))
	if err != nil {
		return nil, err
	}
	post, err := ask(portalLane(x), c.CreatePost(useresponse.NewPost{
		Type: a.Draft.Type, Title: strings.TrimSpace(a.Draft.Title), Content: strings.TrimSpace(a.Draft.Content),
		Category: a.Draft.Category,
	}))
	if err != nil {
		return nil, err
	}
	return &CreateResult{Post: new(reader).postRow(&post)}, nil
}

func votePost(a *VoteArgs, x *exchange) (*VoteResult, error) {
	c, err := a.Portal.client()
	if err != nil {
		return nil, err
	}
	post, err := ask(portalLane(x), c.VotePost(a.ID, a.Vote))
	if err != nil {
		return nil, err
	}
	post.Votes.Mine = a.Vote
	return &VoteResult{Votes: post.Votes}, nil
}

func postRows(posts []helpdesk.Post) []PostRow {
	var r reader
	rows := make([]PostRow, 0, len(posts))
	for i := range posts {
		rows = append(rows, r.postRow(&posts[i]))
	}
	return rows
}

func (r *reader) postRow(p *helpdesk.Post) PostRow {
	return PostRow{
		ID: p.ID, Type: p.Type, Title: p.Title, Excerpt: r.excerpt(p.Body), Status: p.Status, Category: p.Category.Name,
		Votes: p.Votes, Comments: p.Comments, Created: p.Created, URL: link(p.URL),
	}
}
