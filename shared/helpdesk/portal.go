package helpdesk

import "deskside/shared/api"

// Feedback is one kind of helpdesk as customers use it: what they write, and
// what they vote and comment on. Like a Desk it sends nothing and keeps nothing.
type Feedback interface {
	// Portal asks an edge as one customer. Each request carries the headers.
	Portal(base api.Base, headers ...api.Header) Portal
	// Upstream asks for all customers, with a key.
	Upstream(base api.Base, key string) Upstream
}

// Portal describes what one customer asks of an edge. What people wrote comes Drawn.
type Portal interface {
	// Bootstrap asks for what a first screen shows in one answer.
	Bootstrap(PostSearch) api.Call[Bootstrap]
	// Snapshot asks for the newest one of the open posts. An edge without a store has
	// none: there it is not found.
	Snapshot() api.Call[Snapshot]
	// Identify tells who the customer is, in a token that their site has signed.
	Identify(token string) api.Call[Session]
	// Posts searches posts.
	Posts(PostSearch) api.Call[Posts]
	// Mine asks for the posts in which the customer takes part, what changed last first. An
	// edge without a store knows of none.
	Mine() api.Call[Mine]
	// Post asks for one post.
	Post(id int64) api.Call[Post]
	// Fields asks for the installation's own fields that customers fill in.
	Fields() api.Call[[]FormField]
	// PostComments asks for the public conversation about a post, oldest first.
	PostComments(id int64) api.Call[[]Comment]
	// CreatePost writes a post and reads it.
	CreatePost(NewPost) api.Call[Post]
	// CommentPost adds a comment, of BBCode, to a post. The answer is its id.
	CommentPost(id int64, content string, files []PostFile) api.Call[int64]
	// UploadFile brings a file, whose content the sender adds, before the post that it
	// goes along with. FileLimits asks what files may be, KeptFile how far one is.
	UploadFile(name string) api.Call[PostFile]
	FileLimits() api.Call[FileLimits]
	KeptFile(token string) api.Call[KeptFile]
	// FollowPost has the customer told from now on what is new of a post, or not any more,
	// and reads the post.
	FollowPost(id int64, on bool) api.Call[Follows]
	// VotePost makes the customer's vote what it says, and reads the post.
	VotePost(id int64, vote Vote) api.Call[Post]
}

// Bootstrap is what a first screen shows: the categories of the form, posts, and by which
// statuses they can be selected.
type Bootstrap struct {
	Categories []Category
	Found      Posts
	Statuses   []Status
}

// Posts is a page of posts. More says that another comes after it.
type Posts struct {
	Posts []Post
	More  bool
}

// Mine are posts in which a customer takes part, as they were known at a time.
type Mine struct {
	Posts []Participation
	AsOf  int64
}

// Participation is a post in which a customer takes part. Times are Unix milliseconds.
type Participation struct {
	Post Post
	// How they do. Of what they Left they want no news.
	Wrote, Voted, Commented, Left bool
	// Held says that nobody else sees it yet.
	Held bool
	// StatusAt and AnsweredAt are when it came to have another status and more comments, 0
	// for never; ReadAt is when it was read, Since when they began to take part.
	StatusAt, AnsweredAt, ReadAt, Since int64
}

// Session is what an edge takes in the place of a browser's own name, for so many seconds,
// and the name of whoever is in it.
type Session struct {
	Text, Name string
	Seconds    int64
}

// Snapshot is where a snapshot of a site's open posts is, whose content never changes,
// and when it was made, Unix seconds.
type Snapshot struct {
	URL  string
	Made int64
}

// PostSearch selects posts. Zero values do not filter.
type PostSearch struct {
	Text string
	Type PostType
	// Status is a slug of the installation, Category an id.
	Status   string
	Category int64
	// Author is a person's id.
	Author int64
	// Within is when it was written.
	Within Within
	// Order is "" where the helpdesk is free to choose.
	Order PostOrder
	// Count is how many a page holds at most, Page counts from 1.
	Count int
	Page  int64
}

// Within is a span of time up to now, "" for ever.
type Within string

// The spans are those of the helpdesk's calendar.
const (
	Today     Within = "today"
	Yesterday Within = "yesterday"
	ThisWeek  Within = "this_week"
	LastWeek  Within = "last_week"
	ThisMonth Within = "this_month"
	LastMonth Within = "last_month"
)

// NewPost is what a customer brings.
type NewPost struct {
	Type  PostType
	Title string
	// Content is BBCode.
	Content  string
	Category int64 // 0 for none
	// Tags and Fields are what the program brings that a customer writes with.
	Tags   []string
	Fields []PostField
	Files  []PostFile
	// Author is the user whose post it is, 0 for whoever's key it is written with. That
	// takes a privilege.
	Author int64
}
