package customer

import (
	"encoding/base64"
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
	return helpdesk.PostSearch{Text: strings.TrimSpace(text), Type: kind, Order: helpdesk.Popular, Count: postsOnAPage}
}

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
	return &StartResult{Categories: first.Categories, Posts: openFirst(Rows(first.Posts))}, nil
}

func listPosts(a *PostsArgs, x *core.Exchange) (*PostsResult, error) {
	c, err := a.Portal.Client()
	if err != nil {
		return nil, err
	}
	found, err := core.Ask(Lane(x), c.Posts(Popular(a.Text, "")))
	if err != nil {
		return nil, err
	}
	return &PostsResult{Posts: openFirst(Rows(found))}, nil
}

// openFirst puts what nobody works at any more behind what can still come; each part
// stays in its order.
func openFirst(posts []PostRow) []PostRow {
	shown := make([]PostRow, 0, len(posts))
	for _, over := range [...]bool{false, true} {
		for _, p := range posts {
			if over == (p.Status.State == helpdesk.Solved || p.Status.State == helpdesk.Closed) {
				shown = append(shown, p)
			}
		}
	}
	return shown
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
	result := &PostResult{Post: Row(&post), Author: post.Author.Name, Body: drawn{}.Program(post.Body)}
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
		Votes: p.Votes, Comments: p.Comments, Created: p.Created, URL: drawn{}.Link(p.URL),
	}
}
