package helpdesk

import (
	"strings"

	"deskside/shared/api"
)

// Review is what has become of a post or a comment that is not everybody's to read before
// somebody has approved it.
type Review string

const (
	// Published is what everybody reads, also what nobody had to approve.
	Published Review = "published"
	// Held waits for somebody who decides.
	Held     Review = "held"
	Declined Review = "declined"
)

const (
	// PropertyReview is the Review of a post. To decline it, a reason may follow on further lines.
	PropertyReview Property = "review"
	// CommentReview is the same of a comment.
	CommentReview Property = "review"
)

// Decision is a review that is wanted, and the reason that goes along with it.
func Decision(value string) (Review, string) {
	review, reason, _ := strings.Cut(value, "\n")
	return Review(review), reason
}

// Same reports whether a property is alike by two values: why something was declined is not
// told afterwards.
func (p Property) Same(a, b string) bool {
	if of, _ := p.Comment(); of == PropertyReview {
		a, _, _ = strings.Cut(a, "\n")
		b, _, _ = strings.Cut(b, "\n")
	}
	return a == b
}

// value is a review as that of a property: what says nothing of it is published.
func (r Review) value() string {
	if r == "" {
		return string(Published)
	}
	return string(r)
}

// Reviews is a Client of a helpdesk where posts and comments wait until somebody approves
// them: see Abilities.Reviews.
type Reviews interface {
	// Newest asks for a page, counted from 0, of the posts and the comments of all
	// customers, the newest first: no list has those alone that wait.
	Newest(page int64) NewestCalls
	// Posts searches the posts of all types, the most popular first.
	Posts(text string) api.Call[Page]
}

// NewestCalls are a page of each.
type NewestCalls struct {
	Posts    api.Call[Page]
	Comments api.Call[[]PostComment]
}

// PostComment is a comment that comes without its conversation.
type PostComment struct {
	Comment
	Post int64
}
