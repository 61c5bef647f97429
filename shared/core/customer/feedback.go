package customer

import (
	"deskside/shared/core"
	"deskside/shared/core/conversation"
	"deskside/shared/feedback"
	"deskside/shared/helpdesk"
)

//go:generate go run deskside/build/codec -o feedback_gen.go

// Portal is where the widget's requests go: the edge, or a helpdesk itself.
type Portal struct {
	Address string `msg:"address"`
	// Visitor is a random id of this browser, so that its votes are its own.
	Visitor string `msg:"visitor"`
}

// StartArgs asks for what the widget needs at first: operation "feedback.start".
type StartArgs struct {
	Portal Portal `msg:"portal"`
}

// StartResult is the choices of the form and the most popular posts.
type StartResult struct {
	Categories []helpdesk.Category `msg:"categories"`
	Posts      []PostRow           `msg:"posts"`
	Limits     feedback.Limits     `msg:"limits"`
}

// PostsArgs asks for posts: operation "feedback.posts".
type PostsArgs struct {
	Portal Portal `msg:"portal"`
	// Text searches; "" lists the most popular.
	Text string            `msg:"text"`
	Type helpdesk.PostType `msg:"type"`
}

// PostsResult is a list of posts as it is drawn.
type PostsResult struct {
	Posts []PostRow `msg:"posts"`
}

// PostRow is one post in a list.
type PostRow struct {
	ID       int64             `msg:"id"`
	Type     helpdesk.PostType `msg:"type"`
	Title    string            `msg:"title"`
	Excerpt  string            `msg:"excerpt"`
	Status   helpdesk.Status   `msg:"status"`
	Category string            `msg:"category"`
	Votes    helpdesk.Votes    `msg:"votes"`
	Comments int64             `msg:"comments"`
	Created  int64             `msg:"created"`
	URL      string            `msg:"url"`
}

// PostArgs asks for one post with its comments: operation "feedback.post".
type PostArgs struct {
	Portal Portal `msg:"portal"`
	ID     int64  `msg:"id"`
}

// PostResult is one post as it is drawn.
type PostResult struct {
	Post     PostRow                `msg:"post"`
	Author   string                 `msg:"author"`
	Body     []byte                 `msg:"body"`
	Comments []conversation.Message `msg:"comments"`
	// CommentsProblem is set when the post could be read but its comments could not.
	CommentsProblem *core.Failure `msg:"comments_problem"`
}

// CheckDraftArgs asks what is missing in a draft: operation "feedback.check".
type CheckDraftArgs struct {
	Draft feedback.Draft `msg:"draft"`
}

// CreateArgs sends a draft: operation "feedback.create".
type CreateArgs struct {
	Portal Portal         `msg:"portal"`
	Draft  feedback.Draft `msg:"draft"`
	// Key makes sending the same draft again harmless; the host keeps it with the draft.
	Key string `msg:"key"`
}

// CreateResult is the post that came of a draft.
type CreateResult struct {
	Post PostRow `msg:"post"`
}

// VoteArgs votes on a post: operation "feedback.vote".
type VoteArgs struct {
	Portal Portal `msg:"portal"`
	ID     int64  `msg:"id"`
	// Vote is what the customer's vote becomes: "up", "down" or "" to take it back.
	Vote helpdesk.Vote `msg:"vote"`
}

// VoteResult is the post's votes after voting.
type VoteResult struct {
	Votes helpdesk.Votes `msg:"votes"`
}
