package helpdesk

import (
	"slices"
	"strings"
)

// What an agent can change of a comment is a property of its ticket, too, named
// after the comment: see Comment.Property.
const (
	// CommentBody is what it says, as BBCode in one form, so that two can be
	// compared: whoever reads a comment for its body's sake puts that there.
	CommentBody Property = "body"
	// CommentTrashed says that it is in the trash, where nobody reads it.
	CommentTrashed Property = "trashed"
	// CommentBest says that it is the best answer, of which there is one.
	CommentBest Property = "best"
	// CommentVoted says that the agent has voted for it.
	CommentVoted Property = "upvoted"
)

// Property is what something of a comment is called as a property of its ticket.
func (c *Comment) Property(of Property) Property { return of + "@" + Property(Number(c.ID)) }

// Comment reads a property that is of a comment; the number is 0 for any other.
func (p Property) Comment() (Property, int64) {
	of, number, _ := strings.Cut(string(p), "@")
	return Property(of), NumberOf(number)
}

// Value is what something of a comment is.
func (c *Comment) Value(of Property) string {
	switch of {
	case CommentBody:
		return c.Body.Source
	case CommentBest:
		return flag(c.Best)
	case CommentVoted:
		return flag(c.Voted)
	case CommentReview:
		return c.Review.value()
	}
	// One that is read is not in the trash.
	return ""
}

// ValueIn is what a property is of a ticket that was read with these comments.
// What is read of a comment that is not among them is that it is in the trash, or was declined.
func (t *Ticket) ValueIn(p Property, comments ...[]Comment) string {
	of, id := p.Comment()
	if id == 0 {
		return t.Value(p)
	}
	if c := Among(id, comments...); c != nil {
		return c.Value(of)
	}
	if of == CommentReview {
		return string(Declined)
	}
	return flag(of == CommentTrashed)
}

// Among finds a comment by its number; nil where it is not there.
func Among(id int64, comments ...[]Comment) *Comment {
	for _, part := range comments {
		for i := range part {
			if part[i].ID == id {
				return &part[i]
			}
		}
	}
	return nil
}

// ChangesOf are what can be changed of a comment of a ticket of a type, in the
// order in which interfaces show them. What agents alone read answers nobody.
func (a *Abilities) ChangesOf(kind string, private bool) []Changeable {
	if private || !a.apart(kind) {
		return a.CommentChanges
	}
	return slices.Concat(a.AnswerChanges, a.CommentChanges)
}

// Written is a message as one helpdesk takes it.
type Written struct {
	// Body is what is sent of it; without anything to see it is "".
	Body Markup
	// Length is how many characters the helpdesk counts of it, which is at most
	// Abilities.MessageLimit where that says one.
	Length int
}
