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

func popular(text string, kind helpdesk.PostType) useresponse.Search {
	return useresponse.Search{
		Text: strings.TrimSpace(text), Ownership: feedback.Ownership, Type: string(kind), Sort: "popular", Count: postsOnAPage,
	}
}

func planStart(a *StartArgs, _ *Input) ([]api.Request, error) {
	c, err := a.Portal.client()
	if err != nil {
		return nil, err
	}
	return []api.Request{c.Categories(feedback.Ownership, "").Request, c.SearchObjects(popular("", "")).Request}, nil
}

func readStart(a *StartArgs, in *Input) (*StartResult, error) {
	c, err := a.Portal.client()
	if err != nil {
		return nil, err
	}
	posts, err := c.SearchObjects(popular("", "")).Read(in.response(1))
	if err != nil {
		return nil, err
	}
	// Without categories a customer can still write, so their failure is not the screen's.
	found, _ := c.Categories(feedback.Ownership, "").Read(in.response(0))
	var categories []helpdesk.Category
	for i := range found {
		categories = append(categories, found[i].Category)
	}
	return &StartResult{
		Categories: categories, Posts: postRows(posts.Items),
		Limits: feedback.Limits{Title: feedback.TitleLimit, Content: feedback.ContentLimit},
	}, nil
}

func planPosts(a *PostsArgs, _ *Input) ([]api.Request, error) {
	c, err := a.Portal.client()
	if err != nil {
		return nil, err
	}
	return []api.Request{c.SearchObjects(popular(a.Text, a.Type)).Request}, nil
}

func readPosts(a *PostsArgs, in *Input) (*PostsResult, error) {
	c, err := a.Portal.client()
	if err != nil {
		return nil, err
	}
	posts, err := c.SearchObjects(popular(a.Text, a.Type)).Read(in.response(0))
	if err != nil {
		return nil, err
	}
	return &PostsResult{Posts: postRows(posts.Items)}, nil
}

func planPost(a *PostArgs, _ *Input) ([]api.Request, error) {
	c, err := a.Portal.client()
	if err != nil {
		return nil, err
	}
	object := c.Object(a.ID)
	if object.Problem != nil {
		return nil, object.Problem
	}
	return []api.Request{object.Request, c.Comments(a.ID, false).Request}, nil
}

func readPost(a *PostArgs, in *Input) (*PostResult, error) {
	c, err := a.Portal.client()
	if err != nil {
		return nil, err
	}
	object, err := c.Object(a.ID).Read(in.response(0))
	if err != nil {
		return nil, err
	}
	post := object.Post()
	var r reader
	result := &PostResult{Post: r.postRow(&post), Author: nameOr(post.Author.Name, "A customer"), Body: r.program(post.Body)}
	comments, err := c.Comments(a.ID, false).Read(in.response(1))
	if err != nil {
		result.CommentsProblem = fail(err).Failure
		return result, nil
	}
	result.Comments = r.conversation(comments, post.Author.ID, helpdesk.UnsaidSide)
	return result, nil
}

func checkDraft(a *CheckDraftArgs, _ *Input) (*feedback.Review, error) {
	review := a.Draft.Check()
	return &review, nil
}

func (a *CreateArgs) call() (api.Call[useresponse.Object], error) {
	if problems := a.Draft.Check().Problems; len(problems) > 0 {
		return api.Call[useresponse.Object]{}, &api.Error{Kind: api.Invalid, Fields: problems}
	}
	c, err := a.Portal.client(useresponse.WithHeader(IdempotencyKeyHeader, a.Key))
	if err != nil {
		return api.Call[useresponse.Object]{}, err
	}
	return c.CreateObject(useresponse.NewObject{
		Ownership: feedback.Ownership, Type: string(a.Draft.Type), Title: strings.TrimSpace(a.Draft.Title),
		Content: strings.TrimSpace(a.Draft.Content), Category: a.Draft.Category,
	}), nil
}

func planCreate(a *CreateArgs, _ *Input) ([]api.Request, error) {
	call, err := a.call()
	if err != nil {
		return nil, err
	}
	if call.Problem != nil {
		return nil, call.Problem
	}
	return []api.Request{call.Request}, nil
}

func readCreate(a *CreateArgs, in *Input) (*CreateResult, error) {
	call, err := a.call()
	if err != nil {
		return nil, err
	}
	object, err := call.Read(in.response(0))
	if err != nil {
		return nil, err
	}
	post := object.Post()
	return &CreateResult{Post: new(reader).postRow(&post)}, nil
}

func planVote(a *VoteArgs, _ *Input) ([]api.Request, error) {
	c, err := a.Portal.client()
	if err != nil {
		return nil, err
	}
	call := c.Vote(a.ID, a.Vote)
	if call.Problem != nil {
		return nil, call.Problem
	}
	return []api.Request{call.Request}, nil
}

func readVote(a *VoteArgs, in *Input) (*VoteResult, error) {
	c, err := a.Portal.client()
	if err != nil {
		return nil, err
	}
	object, err := c.Vote(a.ID, a.Vote).Read(in.response(0))
	if err != nil {
		return nil, err
	}
	votes := object.Post().Votes
	votes.Mine = a.Vote
	return &VoteResult{Votes: votes}, nil
}

func postRows(objects []useresponse.Object) []PostRow {
	var r reader
	rows := make([]PostRow, 0, len(objects))
	for i := range objects {
		post := objects[i].Post()
		rows = append(rows, r.postRow(&post))
	}
	return rows
}

func (r *reader) postRow(p *helpdesk.Post) PostRow {
	return PostRow{
		ID: p.ID, Type: p.Type, Title: p.Title, Excerpt: r.excerpt(p.Body), Status: p.Status, Category: p.Category.Name,
		Votes: p.Votes, Comments: p.Comments, Created: p.Created, URL: link(p.URL),
	}
}
