package customer

import (
	"deskside/shared/core"
	"deskside/shared/core/conversation/thread"
	"deskside/shared/helpdesk"
)

//go:generate go run deskside/build/codec -o feedback_gen.go

// Portal is where the widget's requests go: the edge that the frame is from.
type Portal struct {
	// Address is the edge's, as the browser has it, without a slash at its end.
	Address string `msg:"address"`
	// Visitor is a random id of this browser, so that its votes are its own, or the
	// session of whoever the edge knows.
	Visitor string `msg:"visitor"`
}

// IdentifyArgs tell who the customer is, in a token that their site has signed: operation
// "feedback.identify".
type IdentifyArgs struct {
	Portal Portal `msg:"portal"`
	Token  string `msg:"token"`
}

// IdentifyResult is what to take for Portal's Visitor from then on, for so long, and the
// customer's name as the site says it.
type IdentifyResult struct {
	Visitor string `msg:"visitor"`
	Name    string `msg:"name"`
	ForMS   int64  `msg:"for_ms"`
}

// StartArgs asks for what the widget needs at first: operation "feedback.start".
type StartArgs struct {
	Portal Portal `msg:"portal"`
}

// StartResult is the categories of the form and the most popular posts.
type StartResult struct {
	Categories []helpdesk.Category `msg:"categories"`
	Posts      []PostRow           `msg:"posts"`
}

// PostsArgs searches posts: operation "feedback.posts".
type PostsArgs struct {
	Portal Portal `msg:"portal"`
	Text   string `msg:"text"`
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
	Post     PostRow          `msg:"post"`
	Author   string           `msg:"author"`
	Body     []byte           `msg:"body"`
	Comments []thread.Message `msg:"comments"`
	// CommentsProblem is set when the post could be read but its comments could not.
	CommentsProblem *core.Failure `msg:"comments_problem"`
}
