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
	Excerpt  string            `msg:"excerpt"`
	Status   helpdesk.Status   `msg:"status"`
	Category string            `msg:"category"`
	Votes    helpdesk.Votes    `msg:"votes"`
	Comments int64             `msg:"comments"`
	Created  int64             `msg:"created"`
	URL      string            `msg:"url"`
}

// SimilarArgs asks for posts like the one that is being written: operation
// "feedback.similar". Nothing is asked where the title is too short.
type SimilarArgs struct {
	Portal Portal            `msg:"portal"`
	Title  string            `msg:"title"`
	Type   helpdesk.PostType `msg:"type"`
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
	// Writing is the random id of the draft, "" for one that has none yet.
	Writing string `msg:"writing"`
}

// CheckDraftResult is what is missing in a draft.
type CheckDraftResult struct {
	Review feedback.Review `msg:"review"`
	// Key is the key under which the draft would be sent: a draft whose key is in
	// the outbox was handed over, text for text.
	Key string `msg:"key"`
}
