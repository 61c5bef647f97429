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

// StartResult is the categories of the form, what posts can be selected by, and the first of
// the most popular posts.
type StartResult struct {
	Categories []helpdesk.Category `msg:"categories"`
	Statuses   []StatusChoice      `msg:"statuses"`
	Found      PostsResult         `msg:"found"`
}

// StatusChoice is a status by which posts are selected, as the installation has it.
type StatusChoice struct {
	Slug  string `msg:"slug"`
	Title string `msg:"title"`
}

// PostsArgs selects posts: operation "feedback.posts".
type PostsArgs struct {
	Portal Portal     `msg:"portal"`
	Filter PostFilter `msg:"filter"`
	// Page counts from 1.
	Page int64 `msg:"page"`
}

// PostFilter is which posts are shown, and in which order. What is empty selects nothing.
type PostFilter struct {
	Text   string             `msg:"text"`
	Type   helpdesk.PostType  `msg:"type"`
	Status string             `msg:"status"`
	Order  helpdesk.PostOrder `msg:"order"`
}

// PostsResult is a page of a list of posts as it is drawn.
type PostsResult struct {
	Posts []PostRow `msg:"posts"`
	// Later are the ids of those that come after all that can still come, whichever page has
	// them.
	Later []int64 `msg:"later"`
	// More says that another page comes after this one.
	More bool `msg:"more"`
}

// MineArgs asks for the posts in which the customer takes part: operation "feedback.mine".
type MineArgs struct {
	Portal Portal `msg:"portal"`
}

// MineResult is those posts, what changed last first, as of a time in Unix milliseconds: 0
// where the portal keeps no such list.
type MineResult struct {
	Posts []Participation `msg:"posts"`
	AsOf  int64           `msg:"as_of"`
}

// Participation is a post in which the customer takes part.
type Participation struct {
	Post PostRow `msg:"post"`
	Role Role    `msg:"role"`
	// Held says that nobody else sees it yet, Left that they want no news of it.
	Held bool `msg:"held"`
	Left bool `msg:"left"`
	// ReadAt is when it was read, StatusAt and AnsweredAt when it came to have another status
	// and more comments, 0 for never since the customer takes part. All in Unix milliseconds.
	ReadAt     int64 `msg:"read_at"`
	StatusAt   int64 `msg:"status_at"`
	AnsweredAt int64 `msg:"answered_at"`
}

// Role is how a customer takes part in a post: the most that they do.
type Role string

const (
	Wrote     Role = "wrote"
	Commented Role = "commented"
	Voted     Role = "voted"
	Follows   Role = "follows"
)

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
	// Moderated says that it waits until somebody approves it.
	Moderated bool `msg:"moderated"`
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
	// CanComment says that it takes more of them.
	CanComment bool `msg:"can_comment"`
	// Following is "" where nobody can follow a post.
	Following helpdesk.Follows `msg:"following"`
	// CommentsProblem is set when the post could be read but its comments could not.
	CommentsProblem *core.Failure `msg:"comments_problem"`
}
