package helpdesk

// PostType is what a customer brings: an idea, a problem or a question.
type PostType string

const (
	// AnyType stands where no type is chosen or required.
	AnyType  PostType = ""
	Idea     PostType = "idea"
	Problem  PostType = "problem"
	Question PostType = "question"
)

// Written reports whether it is a type that customers write.
func (t PostType) Written() bool { return t == Idea || t == Problem || t == Question }

// PostOrder is an order of posts; all of them descend.
type PostOrder string

const (
	Newest PostOrder = "new"
	// LastActive is by the last comment, LastChanged by whichever came last,
	// the post itself or a comment.
	LastActive  PostOrder = "updated"
	LastChanged PostOrder = "new_updated"
	// Popular is by votes, Trending by votes of late.
	Popular  PostOrder = "popular"
	Trending PostOrder = "trending"
)

// Vote is a customer's vote on a post: "up", "down" or "" for none.
type Vote string

const (
	VoteUp   Vote = "up"
	VoteDown Vote = "down"
	NoVote   Vote = ""
)

// Votes is the state of the votes of one post.
type Votes struct {
	// Count is the balance that a helpdesk shows, which may be negative.
	Count int64 `msg:"count"`
	// Mine is this customer's own vote.
	Mine Vote `msg:"mine"`
	// Open reports whether this customer may vote.
	Open bool `msg:"open"`
	// Down reports whether this type of post takes votes against it.
	Down bool `msg:"down"`
}

// Follows is whether a customer is told what is new of a post, "" where nobody knows.
type Follows string

const (
	Followed Follows = "followed"
	// Mailed says of who follows it that the helpdesk writes to them, too.
	Mailed     Follows = "mailed"
	Unfollowed Follows = "unfollowed"
)

// Category sorts posts; ID 0 means none.
type Category struct {
	ID   int64  `msg:"id"`
	Name string `msg:"name"`
	// Type limits the category to one type of post.
	Type PostType `msg:"type"`
}

// Post is an idea, a problem or a question that customers vote and comment on.
type Post struct {
	ID       int64    `msg:"id"`
	Type     PostType `msg:"type"`
	Title    string   `msg:"title"`
	Status   Status   `msg:"status"`
	Category Category `msg:"category"`
	Author   Person   `msg:"author"`
	Votes    Votes    `msg:"votes"`
	Comments int64    `msg:"comments"`
	// CanComment is false where replies are locked.
	CanComment bool  `msg:"can_comment"`
	Created    int64 `msg:"created"`
	// Moderated says that it waits until somebody approves it: nobody else sees it so far.
	Moderated bool   `msg:"moderated"`
	Body      Markup `msg:"body"`
	URL       string `msg:"url"`
	// Following is said of one post alone.
	Following Follows `msg:"following"`
}
